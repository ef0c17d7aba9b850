//! The one tokenizer: where the words and marks of a text stand.
//!
//! Whatever reads words reads these: terms for alignment and retrieval, the pieces of a redline, the phrases of an
//! anatomy. What a reader does not see (a soft hyphen, a zero-width space) is part of no token and parts no word.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::Language;

/// A word or a mark in a text, by its place in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// A word with what holds it together inside (hyphens, apostrophes, the points and slashes of
/// "WG.7/2019", the comma of "1,000", the number of "5(2)"), or a single other character that can be seen.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?<word>[\p{L}\p{M}\p{N}]+ (?:
            (?:[-‐‑'’./] | [\x{ad}\x{200b}\x{feff}]+) [\p{L}\p{M}\p{N}]+ | ,\p{N}+ | \(\p{N}+\) )*)
          | [^\s\p{L}\p{M}\p{N}\x{ad}\x{200b}\x{feff}]",
    )
    .expect("valid")
});

/// A word within a token: what hyphens, slashes, commas and brackets part.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{M}\p{N}]+(?:(?:['’.]|[\x{ad}\x{200b}\x{feff}]+)[\p{L}\p{M}\p{N}]+)*").expect("valid")
});

/// The words and marks of a text, in order. Spaces are in none of them.
///
/// What stands beyond the first 4 GiB of a text has no tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 6);
    for token in TOKEN.captures_iter(text) {
        let (all, is_word) = (token.get_match(), token.name("word").is_some());
        // Where words are not parted by spaces, an unseen sign may be a segment of its own.
        let is_seen = |span: &Range<usize>| !is_word || all.as_str()[span.clone()].contains(char::is_alphanumeric);
        let within = |span: Range<usize>| {
            let place = |at: usize| u32::try_from(all.start() + at).ok();
            Some(Token { start: place(span.start)?, end: place(span.end)?, is_word })
        };
        found.extend(segments(all.as_str()).filter(is_seen).filter_map(within));
    }
    found
}

/// The words within the tokens of a text, in order.
pub(crate) fn words(text: &str, tokens: &[Token]) -> Vec<Word> {
    let mut found = Vec::with_capacity(tokens.len());
    for (token, at) in tokens.iter().zip(0..).filter(|(token, _)| token.is_word) {
        let parts = WORD.find_iter(&text[token.span()]);
        let place = |byte: usize| token.start + byte as u32;
        let word = |part: regex::Match<'_>| Word {
            start: place(part.start()),
            end: place(part.end()),
            token: at,
            is_function: false,
        };
        found.extend(parts.map(word));
    }
    found
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
        }
    }

    /// Several texts as one, each on a line of its own.
    pub(crate) fn joined(parts: &[Reading<'a>]) -> Reading<'a> {
        match parts {
            [only] => only.clone(),
            _ => {
                let (mut text, mut tokens) = (String::new(), Vec::new());
                let (mut attributed, mut signs) = (Vec::new(), Vec::new());
                for (at, part) in parts.iter().enumerate() {
                    text.push_str(if at > 0 { "\n" } else { "" });
                    tokens.extend(part.tokens.iter().map(|token| token.behind(text.len())));
                    let behind = |span: &Range<usize>| text.len() + span.start..text.len() + span.end;
                    attributed.extend(part.attributed.iter().map(behind));
                    signs.extend(part.signs.iter().map(behind));
                    text.push_str(&part.text);
                }
                let language = parts.first().map_or_else(|| Language::of(None), |part| part.language);
                let (tokens, attributed, signs) = (tokens.into(), attributed.into(), signs.into());
                Reading { text: text.into(), tokens, language, attributed, signs }
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
    if text.is_ascii() { single_spaced(text.chars()) } else { single_spaced(text.nfc().filter_map(plain_letter)) }
}

fn plain_letter(letter: char) -> Option<char> {
    match letter {
        '’' | '‘' | '‛' | 'ʼ' => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => Some('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' => Some('-'),
        '\u{ad}' | '\u{200b}' | '\u{feff}' => None,
        letter => Some(letter),
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

/// The words within a run of letters: one, unless its script is written without spaces. Those are found
/// with the dictionaries of the Unicode project.
fn segments(run: &str) -> impl Iterator<Item = Range<usize>> {
    let breaks: Vec<usize> = if run.is_ascii() || !run.contains(is_unspaced) {
        vec![0, run.len()]
    } else {
        WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()).segment_str(run).collect()
    };
    breaks.windows(2).map(|pair| pair[0]..pair[1]).collect::<Vec<_>>().into_iter()
}
