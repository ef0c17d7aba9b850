//! Glyphs to words, and words to rows: what stands on one baseline.

use super::glyphs::Glyph;
use super::scripts::settle;
use crate::ingest::is_square;

/// A word at its place on a page. Lengths are in points, from the top left corner.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The baseline.
    pub(super) y: f32,
    /// The size of the type.
    pub(super) size: f32,
    /// How many letters are bold, and how many italic.
    pub(super) bold: usize,
    pub(super) italic: usize,
    /// Whether it goes on from the word before without a space, set in another size.
    pub(super) glued: bool,
}

/// Words on one baseline, from left to right.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) words: Vec<Word>,
    pub(super) y: f32,
    /// The size of most of its letters.
    pub(super) size: f32,
}

/// How far two baselines may lie apart for their words to stand on one row, as a part of the smaller size. The lines of
/// a text stand apart by its size at least.
const SAME_ROW: f32 = 0.45;

/// Two words whose sizes differ by less are of one size.
pub(super) const SAME_SIZE: f32 = 0.06;

/// More space than this between two words of a row, as a part of the size of the type, parts them: no line of text has
/// as much, nor the tab behind a paragraph's number.
pub(super) const WIDEST_SPACE: f32 = 3.0;

/// Whether words are no longer than the number or letter of a paragraph or heading: "XVIII.". Behind one any space may
/// stand.
pub(super) fn is_mark(words: &[Word]) -> bool {
    words.iter().map(Word::letters).sum::<usize>() <= 6
}

impl Row {
    fn of(mut words: Vec<Word>) -> Self {
        words.sort_by(|one, other| one.x0.total_cmp(&other.x0));
        let size = usual_size(words.iter().map(|word| (word.size, word.text.len()))).unwrap_or(0.0);
        let of_size = |word: &&Word| (word.size - size).abs() <= SAME_SIZE * size;
        let y = words.iter().filter(of_size).map(|word| word.y).fold(f32::MIN, f32::max);
        Row { words, y, size }
    }

    pub(super) fn x0(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.x0)
    }

    pub(super) fn x1(&self) -> f32 {
        self.words.iter().map(|word| word.x1).fold(0.0, f32::max)
    }

    /// Whether a word is set smaller and higher than its row, as footnote marks are.
    pub(super) fn is_raised(&self, word: &Word) -> bool {
        word.size < self.size * 0.85 && word.y < self.y - self.size * 0.15
    }

    pub(super) fn text(&self) -> String {
        self.text_of(self.words.len())
    }

    /// The text without raised words at its end.
    pub(super) fn text_before_raised(&self) -> String {
        let end = self.words.iter().rposition(|word| !self.is_raised(word)).map_or(0, |last| last + 1);
        self.text_of(end)
    }

    /// The text of the first words.
    fn text_of(&self, count: usize) -> String {
        let mut text = String::new();
        for word in &self.words[..count] {
            if !text.is_empty() && !word.glued {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }

    /// The row cut where more space stands between two words than a line of text has.
    pub(super) fn pieces(&self, widest_space: f32) -> Vec<&[Word]> {
        let mut pieces = Vec::new();
        let mut from = 0;
        for at in 1..self.words.len() {
            if self.words[at].x0 - self.words[at - 1].x1 > widest_space {
                pieces.push(&self.words[from..at]);
                from = at;
            }
        }
        pieces.push(&self.words[from..]);
        pieces
    }
}

/// The size that most letters have.
pub(super) fn usual_size(sizes: impl Iterator<Item = (f32, usize)>) -> Option<f32> {
    usual(sizes, 10.0)
}

/// The value that weighs most, to the given fraction.
pub(super) fn usual(values: impl Iterator<Item = (f32, usize)>, fraction: f32) -> Option<f32> {
    let mut weights = std::collections::BTreeMap::<i64, usize>::new();
    for (value, weight) in values {
        *weights.entry((value * fraction).round() as i64).or_default() += weight;
    }
    let (value, _) = weights.into_iter().max_by_key(|&(value, weight)| (weight, -value))?;
    Some(value as f32 / fraction)
}

/// The words of a page.
pub(super) fn words(glyphs: Vec<Glyph>, is_mirrored: bool) -> Vec<Word> {
    let spaces = Spaces::of(&glyphs);
    let rows = on_one_baseline(glyphs, |glyph| (glyph.y, glyph.size, 1));
    rows.into_iter().flat_map(|row| words_of(row, &spaces, is_mirrored)).collect()
}

/// The rows of words, from top to bottom.
pub(super) fn rows(words: Vec<Word>) -> Vec<Row> {
    let mut rows: Vec<Row> =
        on_one_baseline(words, |word| (word.y, word.size, word.letters())).into_iter().map(Row::of).collect();
    rows.sort_by(|one, other| one.y.total_cmp(&other.y));
    rows
}

/// What stands on one baseline, and where that is.
struct Line<T> {
    y: f32,
    size: f32,
    letters: usize,
    members: Vec<T>,
}

/// Groups what stands on one baseline, from top to bottom. The largest type of a row says where its baseline is.
/// `place` gives the baseline, the size and the number of letters.
fn on_one_baseline<T>(mut all: Vec<T>, place: impl Fn(&T) -> (f32, f32, usize)) -> Vec<Vec<T>> {
    all.sort_by(|one, other| place(one).0.total_cmp(&place(other).0));
    let mut lines: Vec<Line<T>> = Vec::new();
    for one in all {
        let (y, size, letters) = place(&one);
        match lines.last_mut() {
            Some(line) if line.is_level_with(y, size) => {
                if size > line.size {
                    (line.y, line.size) = (y, size);
                }
                line.letters += letters;
                line.members.push(one);
            }
            _ => lines.push(Line { y, size, letters, members: vec![one] }),
        }
    }
    let mut rows: Vec<Line<T>> = Vec::new();
    for line in lines {
        match rows.last_mut() {
            Some(marks) if marks.is_raised_over(&line) => {
                let raised = std::mem::take(&mut marks.members);
                *marks = line;
                marks.members.extend(raised);
            }
            _ => rows.push(line),
        }
    }
    rows.into_iter().map(|line| line.members).collect()
}

impl<T> Line<T> {
    /// Whether a piece further down the page stands on this line. Type of one size may stray; a heading of one column
    /// must not take in the lines that stand a little above and a little below it in another.
    fn is_level_with(&self, y: f32, size: f32) -> bool {
        /// How far marks are lowered at most, as a part of the size of the text.
        const LOWEST: f32 = 0.3;
        let lowered = if size < self.size { self.size * LOWEST } else { 0.0 };
        y - self.y <= lowered.max(SAME_ROW * self.size.min(size))
    }

    /// Whether this holds the raised marks of the line below it.
    fn is_raised_over(&self, below: &Line<T>) -> bool {
        /// How far marks are raised at most, as a part of the size of the text.
        const HIGHEST: f32 = 0.55;
        self.size < below.size * 0.85 && below.y - self.y <= below.size * HIGHEST && self.letters * 2 < below.letters
    }
}

/// How a page parts its words.
struct Spaces {
    /// The narrowest gap that is a space although no space was drawn, as a part of the size.
    narrowest: f32,
}

impl Spaces {
    /// Where spaces are drawn, a gap is one only if it is wide: letters set apart are no words.
    fn of(glyphs: &[Glyph]) -> Self {
        const DRAWN: f32 = 0.3;
        const NOT_DRAWN: f32 = 0.17;
        let drawn = glyphs.iter().filter(|glyph| glyph.letter == ' ').count();
        Spaces { narrowest: if drawn * 12 > glyphs.len() { DRAWN } else { NOT_DRAWN } }
    }
}

/// The words of one row of glyphs.
fn words_of(mut row: Vec<Glyph>, spaces: &Spaces, is_mirrored: bool) -> Vec<Word> {
    row.sort_by(|one, other| one.x.total_cmp(&other.x));
    settle(&mut row, is_mirrored);
    let spread = letter_spacing(&row);
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    let mut before: Option<Glyph> = None;
    for glyph in row {
        if glyph.letter == ' ' {
            open = false;
            continue;
        }
        if before.is_some_and(|before| is_drawn_twice(&before, &glyph)) {
            continue;
        }
        let gap = before.map_or(0.0, |before| glyph.x - before.x - before.width);
        let size = before.map_or(glyph.size, |before| before.size.max(glyph.size));
        let tab = words.last().is_some_and(|word| is_tabbed(word, words.len() == 1, &glyph));
        let square = before.is_some_and(|before| is_square(before.letter)) || is_square(glyph.letter);
        let widest = match (tab, square) {
            (true, _) => AFTER_MARK,
            (_, true) => BETWEEN_SQUARES,
            _ => spaces.narrowest,
        };
        let follows = open && gap <= widest * size + spread.max(0.0);
        let same_size = before.is_some_and(|before| (before.size - glyph.size).abs() <= SAME_SIZE * size);
        match words.last_mut() {
            Some(word) if follows && same_size => word.extend(&glyph),
            _ => words.push(Word::of(&glyph, follows)),
        }
        open = true;
        before = Some(glyph);
    }
    words
}

/// A gap behind a paragraph's number that is wider than this part of the size of the type is what a tab left.
const AFTER_MARK: f32 = 0.08;

/// Chinese has no spaces. Type setters put a little before and after figures, and justify lines by some between letters.
const BETWEEN_SQUARES: f32 = 0.8;

/// Whether a tab alone may part a letter from the number of its paragraph: "10." and "States". It draws no space, and
/// behind a long number little is left of it. At a row's beginning the number may have no point: "1" and "Scope".
fn is_tabbed(mark: &Word, begins_row: bool, glyph: &Glyph) -> bool {
    let number = mark.text.trim_start_matches('(').trim_end_matches(['.', ')']);
    let is_number = number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit());
    let ends = mark.text.ends_with(['.', ')']) || begins_row && glyph.letter.is_uppercase();
    is_number && !number.is_empty() && ends && glyph.letter.is_alphabetic()
}

/// The gap that stands between most letters of a row: nothing, unless it is set with letters apart.
fn letter_spacing(row: &[Glyph]) -> f32 {
    let mut gaps: Vec<f32> = row
        .windows(2)
        .filter(|pair| pair.iter().all(|glyph| glyph.letter != ' '))
        .map(|pair| pair[1].x - pair[0].x - pair[0].width)
        .collect();
    let middle = gaps.len() / 2;
    if gaps.len() < 6 { 0.0 } else { *gaps.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

/// Some programs make letters bold by drawing them twice, a hair apart.
fn is_drawn_twice(one: &Glyph, other: &Glyph) -> bool {
    one.letter == other.letter && (one.x - other.x).abs() < one.size * 0.1 && (one.y - other.y).abs() < one.size * 0.1
}

impl Word {
    fn of(glyph: &Glyph, glued: bool) -> Self {
        let mut word = Word {
            text: String::new(),
            x0: glyph.x,
            x1: glyph.x,
            y: glyph.y,
            size: glyph.size,
            bold: 0,
            italic: 0,
            glued,
        };
        word.extend(glyph);
        word
    }

    fn extend(&mut self, glyph: &Glyph) {
        self.text.push(glyph.letter);
        self.x1 = self.x1.max(glyph.x + glyph.width);
        self.bold += usize::from(glyph.style.bold);
        self.italic += usize::from(glyph.style.italic);
    }

    pub(super) fn letters(&self) -> usize {
        self.text.chars().count()
    }

    pub(super) fn has_letters(&self) -> bool {
        self.text.contains(char::is_alphabetic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::typeface::Style;

    /// Letters of 5 points each, set from x on; a `_` is a gap of 2 points.
    fn glyphs(text: &str, x: f32, y: f32, size: f32) -> Vec<Glyph> {
        let mut at = x;
        let mut glyphs = Vec::new();
        for letter in text.chars() {
            if letter == '_' {
                at += 2.0;
                continue;
            }
            glyphs.push(Glyph { letter, x: at, y, width: 5.0, size, style: Style::default() });
            at += 5.0;
        }
        glyphs
    }

    fn text(glyphs: Vec<Glyph>) -> String {
        rows(words(glyphs, false)).iter().map(Row::text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn gaps_part_words_where_no_spaces_are_drawn() {
        assert_eq!(text(glyphs("two_words", 0.0, 10.0, 10.0)), "two words");
    }

    #[test]
    fn letters_set_apart_are_one_word() {
        assert_eq!(text(glyphs("r_e_p_o_r_t_s o_f_i_t", 0.0, 10.0, 10.0)), "reports ofit");
    }

    #[test]
    fn raised_marks_stand_on_their_row() {
        let mut all = glyphs("site.", 0.0, 20.0, 10.0);
        all.extend(glyphs("1", 25.0, 14.5, 6.0));
        all.extend(glyphs("next", 0.0, 32.0, 10.0));
        let rows = rows(words(all, false));
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].text(), "site.1");
        assert!(rows[0].is_raised(&rows[0].words[1]));
    }

    /// A heading of the right column between two lines of the left one, and small type beside text.
    #[test]
    fn lines_of_one_column_stay_apart_whatever_stands_beside_them() {
        let mut all = glyphs("one", 0.0, 20.0, 10.0);
        all.extend(glyphs("two", 0.0, 31.5, 10.0));
        all.extend(glyphs("Heading", 100.0, 26.0, 14.0));
        let found = words(all, false);
        assert_eq!(found.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["one", "Heading", "two"]);
        let mut all = glyphs("note", 0.0, 20.0, 8.0);
        all.extend(glyphs("goes", 0.0, 29.2, 8.0));
        all.extend(glyphs("on", 0.0, 38.4, 8.0));
        all.extend(glyphs("beside_it_stands_the_text", 100.0, 34.7, 10.0));
        assert!(words(all, false).iter().any(|word| word.text == "goes"));
    }

    #[test]
    fn a_tab_behind_a_long_number_leaves_little() {
        let mut all = glyphs("(a) 10.", 0.0, 10.0, 10.0);
        all.extend(glyphs("States", 36.5, 10.0, 10.0));
        all.extend(glyphs(" and so on", 66.5, 10.0, 10.0));
        assert_eq!(text(all), "(a) 10. States and so on");
    }

    #[test]
    fn letters_drawn_twice_are_read_once() {
        let mut all = glyphs("bold", 0.0, 10.0, 10.0);
        all.extend(glyphs("bold", 0.3, 10.0, 10.0));
        assert_eq!(text(all), "bold");
    }
}
