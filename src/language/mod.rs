//! Words: where they stand in a text, and their normalised form beside the printed one.

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
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
        .flat_map(|(all, is_word)| {
            let within =
                move |span: Range<usize>| Token { span: all.start() + span.start..all.start() + span.end, is_word };
            segments(all.as_str()).map(within)
        })
        .collect()
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

/// What is known about a language: how its words are reduced to stems, and which of them say little.
#[derive(Default)]
pub struct Language {
    stemmer: Option<Stemmer>,
    function_words: FxHashSet<String>,
}

/// A language that can be named.
struct Known {
    /// Its ISO 639-1 code.
    code: &'static str,
    /// How its words are reduced to stems; Chinese has none to reduce.
    stems: Option<Algorithm>,
    /// The text of the file of its words, where there is one.
    words: Option<&'static str>,
}

/// The languages that can be named.
const LANGUAGES: [Known; 10] = [
    Known { code: "en", stems: Some(Algorithm::English), words: Some(include_str!("words/en.toml")) },
    Known { code: "fr", stems: Some(Algorithm::French), words: Some(include_str!("words/fr.toml")) },
    Known { code: "es", stems: Some(Algorithm::Spanish), words: Some(include_str!("words/es.toml")) },
    Known { code: "ru", stems: Some(Algorithm::Russian), words: Some(include_str!("words/ru.toml")) },
    Known { code: "ar", stems: Some(Algorithm::Arabic), words: Some(include_str!("words/ar.toml")) },
    Known { code: "zh", stems: None, words: Some(include_str!("words/zh.toml")) },
    Known { code: "de", stems: Some(Algorithm::German), words: Some(include_str!("words/de.toml")) },
    Known { code: "pt", stems: Some(Algorithm::Portuguese), words: None },
    Known { code: "it", stems: Some(Algorithm::Italian), words: None },
    Known { code: "nl", stems: Some(Algorithm::Dutch), words: None },
];

/// A file of a language's words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    function: Vec<String>,
}

/// The codes of the languages that can be named.
pub fn language_codes() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|language| language.code)
}

impl Language {
    /// The language of an ISO 639-1 code. One that is not known is read without stems.
    pub fn of(code: Option<&str>) -> Self {
        let known = LANGUAGES.iter().find(|known| Some(known.code) == code);
        let stemmer = known.and_then(|known| known.stems).map(Stemmer::create);
        let mut language = Language { stemmer, function_words: FxHashSet::default() };
        if let Some(text) = known.and_then(|known| known.words) {
            language.function_words = words_file(text).function.iter().map(|word| language.normal_form(word)).collect();
        }
        language
    }

    /// The normalised form of a word: small letters, plain apostrophes and digits, no possessive and no
    /// marks that only stretch a word, the stem.
    pub fn normal_form(&self, word: &str) -> String {
        let mut small = plain(&word.to_lowercase());
        if !small.is_ascii() {
            small = small.chars().filter(|&letter| letter != TATWEEL).map(plain_digit).collect();
        }
        if let Some(owner) = small.strip_suffix("'s") {
            small.truncate(owner.len());
        }
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(&small).into_owned(),
            None => small,
        }
    }

    /// Whether a normalised word holds sentences together and says little by itself.
    pub fn is_function_word(&self, normal: &str) -> bool {
        self.function_words.contains(normal)
    }

    /// The normalised words of a text, interned, in order.
    pub fn terms(&self, text: &str, terms: &mut Terms) -> Vec<Term> {
        word_spans(text).into_iter().map(|span| terms.of(&text[span], self)).collect()
    }
}

/// Where the words of a text stand that [`Language::terms`] gives, in bytes.
pub(crate) fn word_spans(text: &str) -> Vec<Range<usize>> {
    let within = |start: usize, span: Range<usize>| start + span.start..start + span.end;
    let words = WORD.find_iter(text);
    words.flat_map(|word| segments(word.as_str()).map(move |span| within(word.start(), span))).collect()
}

/// Whether a word, plain and in small letters, is a function word of any language that has a list of them. For
/// where the language is not known and a guess does little harm.
pub fn is_function_word_of_any(word: &str) -> bool {
    FUNCTION_WORDS.contains(word)
}

/// The function words of all languages, as they are printed.
static FUNCTION_WORDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let files = LANGUAGES.iter().filter_map(|known| known.words).map(words_file);
    files.flat_map(|file| file.function).map(|word| plain(&word.to_lowercase())).collect()
});

/// The words of a language, from the text of its file.
fn words_file(text: &str) -> WordsFile {
    toml::from_str(text).expect("the built-in words parse")
}

/// The line that stretches Arabic words to fill a line of print.
const TATWEEL: char = '\u{640}';

/// A digit of Arabic or Persian as an ASCII one; any other letter as it is.
fn plain_digit(letter: char) -> char {
    let ascii = |zero: char| char::from(b'0' + (letter as u32 - zero as u32) as u8);
    match letter {
        '٠'..='٩' => ascii('٠'),
        '۰'..='۹' => ascii('۰'),
        letter => letter,
    }
}

/// Whether a letter belongs to a script that is written without spaces between words.
fn is_unspaced(letter: char) -> bool {
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

/// A normalised word as a number.
pub type Term = u32;

/// The normalised words met so far. Each has a number and one of the forms it was printed in.
#[derive(Default)]
pub struct Terms {
    by_printed: FxHashMap<String, Term>,
    by_normal: FxHashMap<String, Term>,
    printed: Vec<String>,
    normal: Vec<String>,
}

impl Terms {
    /// The term of a printed word.
    pub(crate) fn of(&mut self, printed: &str, language: &Language) -> Term {
        if let Some(&known) = self.by_printed.get(printed) {
            return known;
        }
        let normal = language.normal_form(printed);
        let next = self.printed.len() as Term;
        let term = match self.by_normal.get(&normal) {
            Some(&known) => {
                // The last form by the alphabet, so that it does not tell which text was read first; it
                // has no capital where another form has none.
                let shown = &mut self.printed[known as usize];
                if shown.as_str() < printed {
                    *shown = printed.to_owned();
                }
                known
            }
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

    /// Numbers the terms in the order of the alphabet, so that no number tells which text was read first.
    /// Gives the new number of each term by its old one.
    pub fn sort(&mut self) -> Vec<Term> {
        let mut order: Vec<Term> = (0..self.normal.len() as Term).collect();
        order.sort_unstable_by(|&one, &other| self.normal(one).cmp(self.normal(other)));
        let mut renumbered = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            renumbered[old as usize] = new as Term;
        }
        let taken = |list: &mut Vec<String>| order.iter().map(|&at| std::mem::take(&mut list[at as usize])).collect();
        self.normal = taken(&mut self.normal);
        self.printed = taken(&mut self.printed);
        let maps = [&mut self.by_printed, &mut self.by_normal];
        maps.into_iter().flat_map(|map| map.values_mut()).for_each(|term| *term = renumbered[*term as usize]);
        renumbered
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

    /// The word in one of the forms it was printed in.
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
        assert_eq!(terms.printed(one[0]), "smuggling");
    }

    #[test]
    fn chinese_is_read_in_words() {
        let chinese = Language::of(Some("zh"));
        let mut terms = Terms::default();
        let found = chinese.terms("各国应当打击偷运移民的行为。", &mut terms);
        let words: Vec<&str> = found.iter().map(|&term| terms.printed(term)).collect();
        assert_eq!(words, ["各国", "应当", "打击", "偷", "运", "移民", "的", "行为"]);
        assert!(chinese.is_function_word("的") && !chinese.is_function_word("移民"));
        assert!(tokens("打击偷运移民").len() > 1, "a redline goes by words");
    }

    #[test]
    fn arabic_articles_marks_and_digits_are_no_difference() {
        let arabic = Language::of(Some("ar"));
        let mut terms = Terms::default();
        let one = arabic.terms("تهريب المهاجرين، المادة ١٨", &mut terms);
        let other = arabic.terms("تهـريب مهاجرين، مادّة 18", &mut terms);
        assert_eq!(one, other);
    }

    #[test]
    fn every_file_of_words_is_read() {
        for (code, word) in [("en", "of"), ("fr", "des"), ("es", "las"), ("ru", "или"), ("ar", "التي"), ("de", "und")]
        {
            let language = Language::of(Some(code));
            assert!(language.is_function_word(&language.normal_form(word)), "{code}");
        }
        let english = Language::of(Some("en"));
        assert!(["should", "shall", "not", "may", "must"].iter().all(|word| !english.is_function_word(word)));
    }

    #[test]
    fn what_a_reader_does_not_see_is_no_difference() {
        assert_eq!(plain("the  “new”\u{a0}world’s – "), "the \"new\" world's -");
    }
}
