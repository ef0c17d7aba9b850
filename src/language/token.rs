//! The one tokenizer: where the words and marks of a text stand.
//!
//! Whatever reads words reads these: terms for alignment and retrieval, the pieces of a redline, the phrases of an
//! anatomy. What a reader does not see (a soft hyphen, a zero-width space) is part of no token and parts no word.

use std::borrow::Cow;
use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Language;

/// A word or a mark in a text, by its place in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Token {
    start: u32,
    end: u32,
    /// Whether it is a word or a number, and not punctuation.
    pub is_word: bool,
}

impl Token {
    /// Where it stands, in bytes of the text.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same token in a text in which so many bytes stand before it.
    pub(crate) fn behind(self, bytes: usize) -> Token {
        Token { start: self.start + bytes as u32, end: self.end + bytes as u32, ..self }
    }
}

/// A simple word within a token: "information-sharing" is one token and two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Word {
    start: u32,
    end: u32,
    /// The token that it is part of, by its place among the tokens.
    pub(crate) token: u32,
    /// Whether it holds sentences together and says little by itself, as far as its language has been asked.
    pub(crate) is_function: bool,
}

impl Word {
    /// Where it stands, in bytes of the text.
    pub(crate) fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words and marks of a text, in order. Spaces are in none of them.
///
/// A token is a word with what holds it together inside (hyphens, apostrophes, the points and slashes of "WG.7/2019", the
/// comma of "1,000", the number of "5(2)"), or a single other character that can be seen. What stands beyond the first
/// 4 GiB of a text has no tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut at = 0;
    while let Some(first) = char_at(text, at) {
        let end = letters(text, at);
        let is_word = end > at;
        let end = if is_word { word_end(text, end) } else { at + first.len_utf8() };
        if is_word || !first.is_whitespace() && !is_unseen(first) {
            add_segments(text, at..end, is_word, &mut found);
        }
        at = end;
    }
    found
}

/// The words within the tokens of a text, in order: what hyphens, slashes, commas and brackets part.
pub(crate) fn words(text: &str, tokens: &[Token]) -> Vec<Word> {
    let mut found = Vec::with_capacity(tokens.len());
    for (token, number) in tokens.iter().zip(0..).filter(|(token, _)| token.is_word) {
        let text = &text[..token.span().end];
        let mut at = token.span().start;
        while let Some(first) = char_at(text, at) {
            let mut end = letters(text, at);
            if end == at {
                at += first.len_utf8();
                continue;
            }
            while let Some(further) = joined_letters(text, end, |joint| matches!(joint, '\'' | '’' | '.')) {
                end = further;
            }
            // Within a token, whose places are of 32 bits.
            found.push(Word { start: at as u32, end: end as u32, token: number, is_function: false });
            at = end;
        }
    }
    found
}

/// The character that begins at a byte.
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Where the letters, marks on letters and figures end that begin at a byte.
fn letters(text: &str, at: usize) -> usize {
    end_of(text, at, is_letter)
}

/// Where the characters of a sort end that begin at a byte.
fn end_of(text: &str, mut at: usize, is_of_sort: impl Fn(char) -> bool) -> usize {
    while let Some(next) = char_at(text, at).filter(|&next| is_of_sort(next)) {
        at += next.len_utf8();
    }
    at
}

/// Where a token ends whose first letters end at a byte.
fn word_end(text: &str, mut end: usize) -> usize {
    let is_joint = |joint| matches!(joint, '-' | '‐' | '‑' | '\'' | '’' | '.' | '/');
    loop {
        let further = joined_letters(text, end, is_joint).or_else(|| {
            let figures = |from: usize| Some(end_of(text, from, char::is_numeric)).filter(|&figures| figures > from);
            match char_at(text, end)? {
                ',' => figures(end + 1),
                '(' => {
                    figures(end + 1).filter(|&figures| text.as_bytes().get(figures) == Some(&b')')).map(|end| end + 1)
                }
                _ => None,
            }
        });
        match further {
            Some(further) => end = further,
            None => return end,
        }
    }
}

/// Where letters end that a sign, or what cannot be seen, joins to those that end at a byte.
fn joined_letters(text: &str, end: usize, is_joint: impl Fn(char) -> bool) -> Option<usize> {
    let joint = char_at(text, end)?;
    let from = match is_joint(joint) {
        true => end + joint.len_utf8(),
        false => Some(end_of(text, end, is_unseen)).filter(|&seen| seen > end)?,
    };
    Some(letters(text, from)).filter(|&further| further > from)
}

/// Whether a character is a letter, a mark on one, or a figure (Unicode's general categories L, M and N).
fn is_letter(letter: char) -> bool {
    match letter.is_ascii() {
        true => letter.is_ascii_alphanumeric(),
        // Letters in circles and squares are symbols.
        false => {
            letter.is_alphanumeric() && !matches!(letter, 'Ⓐ'..='ⓩ' | '\u{1f130}'..='\u{1f189}')
                || is_combining_mark(letter)
        }
    }
}

/// Whether a reader does not see a character.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}' | '\u{feff}')
}

/// A text as its words are read: with its tokens, and in its language.
#[derive(Debug, Clone)]
pub struct Reading<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Its tokens.
    pub tokens: Cow<'a, [Token]>,
    /// The language that it is read in.
    pub language: &'static Language,
    /// Where it says who proposes it, in bytes, in its order: none of its wording.
    pub attributed: Cow<'a, [Range<usize>]>,
    /// The signs of the brackets of a negotiation, in bytes, in its order: they say nothing by themselves.
    pub signs: Cow<'a, [Range<usize>]>,
    /// Its options, without those within others, in its order: each is a wording of its own.
    pub options: Cow<'a, [Alternative]>,
}

/// An option of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Where its mark stands, in bytes: "Option 1:".
    pub mark: Range<usize>,
    /// Where its wording stands, in bytes, behind the mark.
    pub wording: Range<usize>,
}

impl<'a> Reading<'a> {
    /// Reads a text.
    pub fn of(text: &'a str, language: &'static Language) -> Self {
        Reading {
            text: text.into(),
            tokens: tokens(text).into(),
            language,
            attributed: Cow::default(),
            signs: Cow::default(),
            options: Cow::default(),
        }
    }

    /// Several texts as one, each on a line of its own.
    pub(crate) fn joined(parts: &[Reading<'a>]) -> Reading<'a> {
        match parts {
            [only] => only.clone(),
            _ => {
                let (mut text, mut tokens) = (String::new(), Vec::new());
                let (mut attributed, mut signs, mut options) = (Vec::new(), Vec::new(), Vec::new());
                for (at, part) in parts.iter().enumerate() {
                    text.push_str(if at > 0 { "\n" } else { "" });
                    tokens.extend(part.tokens.iter().map(|token| token.behind(text.len())));
                    let behind = |span: &Range<usize>| text.len() + span.start..text.len() + span.end;
                    attributed.extend(part.attributed.iter().map(behind));
                    signs.extend(part.signs.iter().map(behind));
                    let option =
                        |one: &Alternative| Alternative { mark: behind(&one.mark), wording: behind(&one.wording) };
                    options.extend(part.options.iter().map(option));
                    text.push_str(&part.text);
                }
                let language = parts.first().map_or_else(|| Language::of(None), |part| part.language);
                let (tokens, attributed) = (tokens.into(), attributed.into());
                let (signs, options) = (signs.into(), options.into());
                Reading { text: text.into(), tokens, language, attributed, signs, options }
            }
        }
    }

    /// How many words it has.
    pub(crate) fn word_count(&self) -> usize {
        self.tokens.iter().filter(|token| token.is_word).count()
    }
}

/// A text in which only differences that a reader would see are left: typographic quotes, dashes
/// and spaces are made plain, and characters are composed (Unicode NFC).
pub fn plain(text: &str) -> String {
    // Most text is plain ASCII, which is composed already.
    if text.is_ascii() {
        return single_spaced(text.chars());
    }
    // What is not seen goes first: it may stand between a letter and its accent.
    let seen = text.chars().filter(|letter| !is_unseen(*letter));
    single_spaced(seen.nfc().map(plain_letter))
}

fn plain_letter(letter: char) -> char {
    match letter {
        '’' | '‘' | '‛' | 'ʼ' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' => '-',
        letter => letter,
    }
}

/// The letters with one space for any run of white space, and none at the ends.
fn single_spaced(letters: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(letters.size_hint().0);
    let mut space = false;
    for letter in letters {
        if letter.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        out.push(letter);
    }
    out
}

/// Whether a letter belongs to a script that is written without spaces between words.
pub(crate) fn is_unspaced(letter: char) -> bool {
    // Han, with its extensions; Hiragana and Katakana; Thai, Lao, Burmese and Khmer.
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Adds the tokens of a run: one, unless its script is written without spaces. Those are found with the dictionaries of
/// the Unicode project.
fn add_segments(text: &str, run: Range<usize>, is_word: bool, found: &mut Vec<Token>) {
    let mut add = |start: usize, end: usize| {
        let places = (u32::try_from(start), u32::try_from(end));
        if let (Ok(start), Ok(end)) = places {
            found.push(Token { start, end, is_word });
        }
    };
    let whole = &text[run.clone()];
    // A mark without a letter, or an unseen sign between letters, is no word.
    let is_seen = |part: &str| !is_word || part.contains(char::is_alphanumeric);
    if whole.is_ascii() || !whole.contains(is_unspaced) {
        if is_seen(whole) {
            add(run.start, run.end);
        }
        return;
    }
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let breaks: Vec<usize> = segmenter.segment_str(whole).collect();
    for pair in breaks.windows(2) {
        if is_seen(&whole[pair[0]..pair[1]]) {
            add(run.start + pair[0], run.start + pair[1]);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    /// What a token is, as a pattern.
    const TOKEN: &str = r"(?x)(?<word>[\p{L}\p{M}\p{N}]+ (?:
        (?:[-‐‑'’./] | [\x{ad}\x{200b}\x{feff}]+) [\p{L}\p{M}\p{N}]+ | ,\p{N}+ | \(\p{N}+\) )*)
        | [^\s\p{L}\p{M}\p{N}\x{ad}\x{200b}\x{feff}]";

    /// What a word within a token is.
    const WORD: &str = r"[\p{L}\p{M}\p{N}]+(?:(?:['’.]|[\x{ad}\x{200b}\x{feff}]+)[\p{L}\p{M}\p{N}]+)*";

    #[test]
    fn an_accent_behind_a_soft_hyphen_is_its_letter_s() {
        assert_eq!(plain("caf\u{e9} cafe\u{ad}\u{301} cafe\u{301}"), "caf\u{e9} caf\u{e9} caf\u{e9}");
    }

    #[test]
    fn every_character_is_of_the_sort_that_unicode_says() {
        let pattern = Regex::new(r"^[\p{L}\p{M}\p{N}]$").unwrap();
        // The crates that know Unicode are not all of one version of it.
        let unassigned = Regex::new(r"^\p{Cn}$").unwrap();
        for letter in (0..=0x2_ffff).filter_map(char::from_u32) {
            let by_pattern = pattern.is_match(letter.encode_utf8(&mut [0; 4]));
            if unassigned.is_match(letter.encode_utf8(&mut [0; 4])) {
                continue;
            }
            assert_eq!(is_letter(letter), by_pattern, "U+{:04X}", letter as u32);
        }
    }

    proptest! {
        #[test]
        fn tokens_and_words_are_those_of_the_patterns(text in r"([a-zé1-3٣Ⅷ\u{301}\u{fe0f}Ⓐ’'‐/(),.\u{ad}\u{200b} \n\-“]|[0-9]{2}|\([0-9]\)|,5){0,40}") {
            let token = Regex::new(TOKEN).unwrap();
            let by_pattern: Vec<_> = token
                .captures_iter(&text)
                .map(|found| (found.get_match().range(), found.name("word").is_some()))
                .filter(|(span, is_word)| !is_word || text[span.clone()].contains(char::is_alphanumeric))
                .collect();
            let read = tokens(&text);
            prop_assert_eq!(&read.iter().map(|token| (token.span(), token.is_word)).collect::<Vec<_>>(), &by_pattern);
            let word = Regex::new(WORD).unwrap();
            let within = by_pattern.iter().filter(|(_, is_word)| *is_word).flat_map(|(span, _)| {
                word.find_iter(&text[span.clone()]).map(|found| span.start + found.start()..span.start + found.end())
            });
            prop_assert_eq!(words(&text, &read).iter().map(Word::span).collect::<Vec<_>>(), within.collect::<Vec<_>>());
        }
    }
}
