//! The words of two texts as a redline compares them: by numbers, with what each is worth.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::language::{Language, Reading, Token, plain};

/// A text and its words.
pub(super) struct Side<'t> {
    pub(super) text: &'t str,
    pub(super) words: Vec<Word>,
}

/// A word or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands, in bytes of the text.
    pub(super) span: Range<usize>,
    /// The same number for all words that are the same to a reader, case aside.
    pub(super) key: u32,
    /// The same number for all words that are the same to a reader.
    pub(super) exact: u32,
    /// What it can say.
    pub(super) sort: Sort,
    /// Whether it is of one compound with the word before it: "well-being" is three words.
    pub(super) joined: bool,
    /// Whether it is the first on its line.
    pub(super) opens_line: bool,
    /// Whether both texts have it once and no more.
    pub(super) once: bool,
    /// Whether it is the sign of a bracket of a negotiation: what it holds comes and goes as one.
    pub(super) is_sign: bool,
}

/// What a word can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Punctuation: nothing by itself.
    Mark(Mark),
    /// A word that holds sentences together.
    Small,
    /// Any other word, number or symbol.
    Content,
}

/// What a mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It opens: a bracket, say.
    Opens,
    /// It closes.
    Closes,
    /// It ends a clause or an item: a comma.
    Clause,
    /// It ends a sentence.
    Sentence,
    /// Anything else: a straight quote, a dash.
    Other,
}

impl Word {
    pub(super) fn is_mark(&self) -> bool {
        matches!(self.sort, Sort::Mark(_))
    }

    /// Whether it is a mark that a phrase brings along or leaves behind. An apostrophe or a dash may belong
    /// to the word before it.
    pub(super) fn is_rim(&self) -> bool {
        matches!(self.sort, Sort::Mark(mark) if mark != Mark::Other)
    }

    pub(super) fn is_content(&self) -> bool {
        self.sort == Sort::Content
    }
}

/// The words of two texts, with numbers that hold for both.
pub(super) fn sides<'t>(old: &'t Reading<'_>, new: &'t Reading<'_>) -> [Side<'t>; 2] {
    let mut numbers = Numbers::default();
    let mut sides = [old, new].map(|reading| Side { text: &reading.text, words: words(reading, &mut numbers) });
    let mut counts = vec![[0_u32; 2]; numbers.0.len()];
    for (at, side) in sides.iter().enumerate() {
        side.words.iter().for_each(|word| counts[word.key as usize][at] += 1);
    }
    for word in sides.iter_mut().flat_map(|side| &mut side.words) {
        word.once = counts[word.key as usize] == [1, 1];
    }
    sides
}

/// Numbers for strings.
#[derive(Default)]
struct Numbers(FxHashMap<String, u32>);

impl Numbers {
    fn of(&mut self, string: String) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(string).or_insert(next)
    }
}

fn words(reading: &Reading<'_>, numbers: &mut Numbers) -> Vec<Word> {
    let text = &*reading.text;
    let parts = |token: &Token| if token.is_word { parts(text, token.span()) } else { vec![token.span()] };
    let mut words: Vec<Word> = Vec::new();
    for span in reading.tokens.iter().flat_map(parts) {
        let seen = plain(&text[span.clone()]);
        let small = seen.to_lowercase();
        let sort = sort(&seen, &small, reading.language);
        let before = words.last().map_or(0, |word| word.span.end);
        let opens_line = text[before..span.start].contains('\n');
        let is_sign = reading.signs.binary_search_by_key(&span.start, |sign| sign.start).is_ok();
        words.push(Word {
            span,
            key: numbers.of(small),
            exact: numbers.of(seen),
            sort,
            joined: false,
            opens_line,
            once: false,
            is_sign,
        });
    }
    join(text, &mut words);
    words
}

/// Marks as joined what has only a hyphen or its like between it.
fn join(text: &str, words: &mut [Word]) {
    for at in 1..words.len().saturating_sub(1) {
        let [before, link, after] = &words[at - 1..=at + 1] else { continue };
        let is_link = matches!(&text[link.span.clone()], "-" | "‐" | "‑" | "–" | "_" | "/" | "'" | "’");
        let touch = before.span.end == link.span.start && link.span.end == after.span.start;
        if is_link && touch && !before.is_mark() && !after.is_mark() {
            (words[at].joined, words[at + 1].joined) = (true, true);
        }
    }
}

/// The parts of a compound and the hyphens between them. So a dash for a hyphen is no change, and a hyphen
/// for a space is one of punctuation.
fn parts(text: &str, span: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = span.start;
    for (at, hyphen) in text[span.clone()].match_indices(['-', '‐', '‑']) {
        let at = span.start + at;
        found.extend([start..at, at..at + hyphen.len()]);
        start = at + hyphen.len();
    }
    found.push(start..span.end);
    found
}

fn sort(seen: &str, small: &str, language: &Language) -> Sort {
    if let Some(mark) = seen.chars().next().and_then(mark) {
        Sort::Mark(mark)
    } else if language.is_small_function_word(small) {
        Sort::Small
    } else {
        Sort::Content
    }
}

/// What a character does, if it is punctuation. A symbol such as % or & is a word in short.
fn mark(letter: char) -> Option<Mark> {
    Some(match letter {
        '(' | '[' | '{' | '¿' | '¡' | '（' | '「' | '『' | '《' | '【' => Mark::Opens,
        ')' | ']' | '}' | '）' | '」' | '』' | '》' | '】' => Mark::Closes,
        ',' | '،' | '、' | '，' => Mark::Clause,
        '.' | ';' | ':' | '!' | '?' | '؛' | '؟' | '۔' | '。' | '；' | '：' | '！' | '？' | '…' => {
            Mark::Sentence
        }
        '\'' | '"' | '-' | '/' | '*' | '_' | '·' | '•' | '‹' | '›' | '|' | '`' => Mark::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::english;

    fn read(text: &str) -> Vec<&str> {
        let reading = english(text);
        let [side, _] = sides(&reading, &reading);
        side.words.into_iter().map(|word| &text[word.span]).collect()
    }

    #[test]
    fn compounds_are_read_in_parts_and_the_unseen_not_at_all() {
        assert_eq!(read("well-being, 2019–2020"), ["well", "-", "being", ",", "2019", "–", "2020"]);
        assert_eq!(read("mi\u{ad}grants \u{200b} by"), ["mi\u{ad}grants", "by"]);
        assert_eq!(read("a\u{ad} b"), ["a", "b"]);
    }

    #[test]
    fn only_what_touches_is_joined() {
        let reading = english("a well-being - max_age");
        let [side, _] = sides(&reading, &reading);
        let joined: Vec<bool> = side.words.iter().map(|word| word.joined).collect();
        assert_eq!(joined, [false, false, true, true, false, false, true, true]);
    }

    #[test]
    fn case_and_typography_do_not_part_words() {
        let readings = ["State’s “Parties”", "state's \"parties\""].map(english);
        let [old, new] = sides(&readings[0], &readings[1]);
        let keys = |side: &Side| side.words.iter().map(|word| word.key).collect::<Vec<_>>();
        assert_eq!(keys(&old), keys(&new));
        assert_ne!(old.words[0].exact, new.words[0].exact);
        assert_eq!(old.words[1].exact, new.words[1].exact);
    }

    #[test]
    fn words_marks_and_symbols_are_told_apart() {
        let reading = english("Of 5 % , ships");
        let [side, _] = sides(&reading, &reading);
        let sorts: Vec<Sort> = side.words.iter().map(|word| word.sort).collect();
        let content = Sort::Content;
        assert_eq!(sorts, [Sort::Small, content, content, Sort::Mark(Mark::Clause), content]);
    }
}
