//! What scripts ask of the layout: some are written leftwards, some without spaces.

use unicode_normalization::UnicodeNormalization;

use super::glyphs::{Drawn, Glyph};
use super::rows::Row;

/// Whether a letter is written from right to left: Hebrew, Arabic and what stands between them in Unicode.
pub(super) fn is_leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{65f}' | '\u{66a}'..='\u{6ef}' | '\u{6fa}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}')
}

/// The letters that a form of Arabic or Hebrew for print stands for. The line that stretches words is no letter.
pub(super) fn letters_of_form(form: char) -> Option<Vec<char>> {
    match form {
        '\u{640}' => Some(Vec::new()),
        '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Some(std::iter::once(form).nfkc().collect()),
        _ => None,
    }
}

/// How far back a glyph without width is taken, as a part of the size of the type: less than any letter is wide.
const OVER: f32 = 0.1;

/// Mirrors a page that reads from right to left, so that for the layout it reads as any other does. What stands on it
/// rightwards, such as numbers, is then turned back row by row.
pub(super) fn mirror(drawn: &mut Drawn) {
    let letters = || drawn.glyphs.iter().filter(|glyph| glyph.letter.is_alphabetic());
    drawn.is_mirrored = letters().filter(|glyph| is_leftward(glyph.letter)).count() * 2 > letters().count();
    if drawn.is_mirrored {
        for glyph in &mut drawn.glyphs {
            // What is drawn over a letter has no width of its own, and would come behind the letter after.
            let over = if glyph.width < glyph.size * 0.02 { glyph.size * OVER } else { 0.0 };
            glyph.x = drawn.width - glyph.x - glyph.width - over;
        }
        for rule in &mut drawn.rules {
            (rule.x0, rule.x1) = (drawn.width - rule.x1, drawn.width - rule.x0);
        }
    }
}

/// Puts the glyphs of a row, which stand from left to right, in the order of reading: turns round what runs against
/// the page.
pub(super) fn settle(row: &mut [Glyph], is_mirrored: bool) {
    let mut at = 0;
    while at < row.len() {
        let end = match is_mirrored {
            true => rightward_run(row, at),
            false => leftward_run(row, at),
        };
        if end > at + 1 {
            turn(&mut row[at..end]);
            if !is_mirrored {
                settle(&mut row[at..end], true);
            }
        }
        at = end.max(at + 1);
    }
}

/// Turns a stretch of a row round within its place.
fn turn(run: &mut [Glyph]) {
    let lo = run.iter().map(|glyph| glyph.x).fold(f32::MAX, f32::min);
    let hi = run.iter().map(|glyph| glyph.x + glyph.width).fold(f32::MIN, f32::max);
    for glyph in run.iter_mut() {
        glyph.x = lo + hi - glyph.x - glyph.width;
    }
    run.sort_by(|one, other| one.x.total_cmp(&other.x));
}

fn is_rightward(letter: char) -> bool {
    letter.is_alphabetic() && !is_leftward(letter)
}

/// Whether a character is a digit. Arabic ones too are written from left to right.
fn is_figure(letter: char) -> bool {
    letter.is_numeric()
}

/// The end of a stretch from here on in which nothing runs leftwards: a number, or words with what stands between them.
/// It stands there back to front, so that the figures of a symbol come first.
fn rightward_run(row: &[Glyph], from: usize) -> usize {
    let first = row[from].letter;
    if !is_rightward(first) && !is_figure(first) {
        return from;
    }
    let run = |is: &dyn Fn(char) -> bool| row[from..].iter().take_while(|glyph| is(glyph.letter)).count();
    let token = run(&|letter| !is_leftward(letter) && !matches!(letter, ' ' | '(' | ')' | '[' | ']'));
    let reach = run(&|letter| !is_leftward(letter));
    let last = |end: usize| row[from..from + end].iter().rposition(|glyph| is_rightward(glyph.letter));
    let end = match last(token).and(last(reach)) {
        Some(last) => last + 1,
        None => 0,
    };
    let number = row[from + end..].iter().take_while(|glyph| is_in_number(glyph.letter)).map(|glyph| glyph.letter);
    let figures = number.enumerate().filter(|(_, letter)| is_figure(*letter)).last();
    from + end + figures.map_or(0, |(at, _)| at + 1)
}

fn is_in_number(letter: char) -> bool {
    is_figure(letter) || matches!(letter, '.' | ',' | ':' | '/' | '٫' | '٬')
}

/// The end of a stretch of leftward words from here on.
fn leftward_run(row: &[Glyph], from: usize) -> usize {
    if !is_leftward(row[from].letter) {
        return from;
    }
    let reach = row[from..].iter().position(|glyph| is_rightward(glyph.letter)).map_or(row.len(), |at| from + at);
    let last = row[from..reach].iter().rposition(|glyph| is_leftward(glyph.letter)).unwrap_or(0);
    from + last + 1
}

/// Mends what the rows of a mirrored page hold: brackets that were named by their look, and glyphs without a name within
/// words, which are the lines that stretch them.
pub(super) fn mend_mirrored(rows: &mut [Row]) {
    let words = || rows.iter().flat_map(|row| &row.words).map(|word| word.text.as_str());
    let turns = unmatched(words(), turned) < unmatched(words(), |letter| letter);
    for word in rows.iter_mut().flat_map(|row| &mut row.words) {
        if word.text.contains(is_leftward) {
            word.text.retain(|letter| letter != char::REPLACEMENT_CHARACTER);
        }
        if turns {
            word.text = word.text.chars().map(turned).collect();
        }
    }
}

fn turned(letter: char) -> char {
    match letter {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        letter => letter,
    }
}

/// How many brackets have no partner.
fn unmatched<'a>(words: impl Iterator<Item = &'a str>, name: fn(char) -> char) -> usize {
    let (mut open, mut lone) = (0usize, 0);
    for letter in words.flat_map(str::chars).map(name) {
        match letter {
            '(' | '[' => open += 1,
            ')' | ']' if open == 0 => lone += 1,
            ')' | ']' => open -= 1,
            _ => {}
        }
    }
    open + lone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::typeface::Style;

    /// What is read of glyphs that stand side by side as the text shows them.
    fn read(shown: &str) -> String {
        let glyphs = shown.chars().enumerate().map(|(at, letter)| {
            let x = 5.0 * at as f32;
            Glyph { letter, x, y: 0.0, width: 5.0, size: 10.0, style: Style::default() }
        });
        let mut drawn = Drawn { width: 600.0, glyphs: glyphs.collect(), ..Drawn::default() };
        mirror(&mut drawn);
        drawn.glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
        settle(&mut drawn.glyphs, drawn.is_mirrored);
        drawn.glyphs.iter().map(|glyph| glyph.letter).collect()
    }

    /// Letters of Hebrew are used here for they do not join, so that each shows where it stands.
    #[test]
    fn leftward_pages_are_read_from_the_right() {
        assert_eq!(read("בא"), "אב");
        assert_eq!(read(".דג 2019 בא"), "אב 2019 גד.");
        assert_eq!(read("דגו A/RES/55/25 הבא"), "אבה A/RES/55/25 וגד");
        assert_eq!(read("דגהוזחט U.N. Drugs 1,000.5 יכלמנסעפ"), "פעסנמלכי 1,000.5 U.N. Drugs טחזוהגד");
    }

    /// Half a ligature is often drawn over the other half, at the place where the next letter begins.
    #[test]
    fn letters_without_width_stay_with_the_letter_they_are_drawn_over() {
        let glyph = |letter, x, width| Glyph { letter, x, y: 0.0, width, size: 10.0, style: Style::default() };
        let glyphs = vec![glyph('ג', 0.0, 5.0), glyph('ב', 5.0, 0.0), glyph('א', 5.0, 5.0)];
        let mut drawn = Drawn { width: 600.0, glyphs, ..Drawn::default() };
        mirror(&mut drawn);
        drawn.glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
        assert_eq!(drawn.glyphs.iter().map(|glyph| glyph.letter).collect::<String>(), "אבג");
    }

    #[test]
    fn leftward_words_on_other_pages_are_turned() {
        assert_eq!(read("the word דג 12 בא is quoted"), "the word אב 12 גד is quoted");
        assert_eq!(read("a plain line, 2019."), "a plain line, 2019.");
    }

    #[test]
    fn forms_for_print_are_letters() {
        assert_eq!(letters_of_form('\u{fefb}'), Some(vec!['ل', 'ا']));
        assert_eq!(letters_of_form('\u{640}'), Some(Vec::new()));
        assert_eq!(letters_of_form('a'), None);
    }
}
