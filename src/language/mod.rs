//! Words: where they stand in a text, and their normalised form beside the printed one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;
use snowball_stemmers_rs::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// A word or a mark in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// Whether it is a word or a number, and not punctuation.
    pub is_word: bool,
}

/// A word with what holds it together inside (hyphens, apostrophes, the points and slashes of
/// "WG.7/2019", the comma of "1,000", the number of "5(2)"), or a single other character.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?<word>[\p{L}\p{M}\p{N}]+(?:[-‐‑'’./][\p{L}\p{M}\p{N}]+|,\p{N}+|\(\p{N}+\))*)|[^\s\p{L}\p{M}\p{N}]")
        .expect("valid")
});

/// A word, split at hyphens and slashes: "information-sharing" has two.
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{M}\p{N}]+(?:['’.][\p{L}\p{M}\p{N}]+)*").expect("valid"));

/// The words and marks of a text, in order. Spaces are in none of them.
pub fn tokens(text: &str) -> Vec<Token> {
    TOKEN
        .captures_iter(text)
        .filter_map(|found| Some((found.get(0)?, found.name("word").is_some())))
        .map(|(all, is_word)| Token { span: all.range(), is_word })
        .collect()
}

/// A text in which only differences that a reader would see are left: typographic quotes, dashes
/// and spaces are made plain, and characters are composed (Unicode NFC).
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfc() {
        let c = match c {
            '’' | '‘' | '‛' | 'ʼ' => '\'',
            '“' | '”' | '„' | '‟' | '«' | '»' => '"',
            '‐' | '‑' | '‒' | '–' | '—' | '―' => '-',
            '\u{ad}' | '\u{200b}' | '\u{feff}' => continue,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' && (space || out.is_empty()) {
            continue;
        }
        space = c == ' ';
        out.push(c);
    }
    if space {
        out.pop();
    }
    out
}

/// What is known about a language: how its words are reduced to stems.
pub struct Language {
    stemmer: Option<Stemmer>,
}

/// The languages whose stems are known, by ISO 639-1 code.
const STEMMED: [(&str, Algorithm); 9] = [
    ("en", Algorithm::English),
    ("fr", Algorithm::French),
    ("es", Algorithm::Spanish),
    ("ru", Algorithm::Russian),
    ("ar", Algorithm::Arabic),
    ("de", Algorithm::German),
    ("pt", Algorithm::Portuguese),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
];

/// The codes of the languages that can be named.
pub fn language_codes() -> impl Iterator<Item = &'static str> {
    STEMMED.iter().map(|(code, _)| *code).chain(["zh"])
}

impl Language {
    /// The language of an ISO 639-1 code. One that is not known is read without stems.
    pub fn of(code: Option<&str>) -> Self {
        let algorithm = STEMMED.iter().find(|(known, _)| Some(*known) == code).map(|(_, algorithm)| *algorithm);
        Language { stemmer: algorithm.map(Stemmer::create) }
    }

    /// The normalised form of a word: small letters, plain apostrophes, no possessive, the stem.
    pub fn normal_form(&self, word: &str) -> String {
        let mut small = plain(&word.to_lowercase());
        if let Some(owner) = small.strip_suffix("'s") {
            small.truncate(owner.len());
        }
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(&small).into_owned(),
            None => small,
        }
    }

    /// The normalised words of a text, interned, in order.
    pub fn terms(&self, text: &str, terms: &mut Terms) -> Vec<Term> {
        WORD.find_iter(text).map(|word| terms.of(word.as_str(), self)).collect()
    }
}

/// A normalised word as a number.
pub type Term = u32;

/// The normalised words met so far. Each has a number and the first form it was printed in.
#[derive(Default)]
pub struct Terms {
    by_printed: FxHashMap<String, Term>,
    by_normal: FxHashMap<String, Term>,
    printed: Vec<String>,
    normal: Vec<String>,
}

impl Terms {
    /// The term of a printed word.
    fn of(&mut self, printed: &str, language: &Language) -> Term {
        if let Some(&known) = self.by_printed.get(printed) {
            return known;
        }
        let normal = language.normal_form(printed);
        let next = self.printed.len() as Term;
        let term = match self.by_normal.get(&normal) {
            Some(&known) => known,
            None => {
                self.printed.push(printed.to_owned());
                self.normal.push(normal.clone());
                self.by_normal.insert(normal, next);
                next
            }
        };
        self.by_printed.insert(printed.to_owned(), term);
        term
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.printed.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.printed.is_empty()
    }

    /// The normalised form.
    pub fn normal(&self, term: Term) -> &str {
        &self.normal[term as usize]
    }

    /// The word as it was first printed.
    pub fn printed(&self, term: Term) -> &str {
        &self.printed[term as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_keep_compounds_and_symbols_whole() {
        let text = "so-called “feeder documents” (CTOC/COP/WG.7/2019/L.1).";
        let read: Vec<&str> = tokens(text).into_iter().map(|token| &text[token.span]).collect();
        assert_eq!(read, ["so-called", "“", "feeder", "documents", "”", "(", "CTOC/COP/WG.7/2019/L.1", ")", "."]);
    }

    #[test]
    fn inflections_share_a_term() {
        let english = Language::of(Some("en"));
        let mut terms = Terms::default();
        let one = english.terms("Smuggling of migrants’ documents", &mut terms);
        let other = english.terms("smuggling of migrant document", &mut terms);
        assert_eq!(one, other);
        assert_eq!(terms.printed(one[0]), "Smuggling");
    }

    #[test]
    fn what_a_reader_does_not_see_is_no_difference() {
        assert_eq!(plain("the  “new”\u{a0}world’s – "), "the \"new\" world's -");
    }
}
