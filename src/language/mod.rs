//! Words: where they stand in a text, and their normalised form beside the printed one.

mod forms;
mod frequencies;
mod lazy_regex;
mod misprint;
mod negotiation;
mod registry;
mod sentence;
mod token;
mod vocabulary;

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::Deserialize;
use snowball_stemmers_rs::Stemmer;

pub(crate) use forms::in_both;
pub(crate) use frequencies::Frequencies;
pub(crate) use lazy_regex::{LazyRegex, MakeRegex};
pub(crate) use negotiation::{BRACKETS_OF_DRAFT, Negotiation, OptionStyle};
pub use registry::Languages;
pub(crate) use registry::{Entry, PerLanguage};
pub(crate) use sentence::sentences;
pub use token::{Alternative, Reading, Token, plain, tokens};
pub(crate) use token::{Word, is_unspaced, words};
pub(crate) use vocabulary::Gatherer;
pub use vocabulary::{Term, Vocabulary};

/// What is known about a language: how its words are reduced to stems, and which of them say little.
///
/// One language never changes how another is read: each is made of its own files alone.
#[derive(Default)]
pub struct Language {
    code: Option<&'static str>,
    stemmer: Option<Stemmer>,
    /// In small letters, with plain apostrophes.
    function_words: FxHashSet<String>,
    /// Those of them that join what stands before and behind: "and".
    joining_words: FxHashSet<String>,
    /// Phrases that hold sentences together, in words, the longest first: "in order to".
    small_phrases: Vec<Vec<String>>,
}

/// The language that is not known.
impl Default for &'static Language {
    fn default() -> Self {
        Language::of(None)
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Language").field("function_words", &self.function_words.len()).finish_non_exhaustive()
    }
}

/// A file of a language's words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    function: Vec<String>,
    joining: Vec<String>,
    phrases: Vec<String>,
}

impl Language {
    /// The language of an ISO 639-1 code. One that is not known is read without stems and function words.
    pub fn of(code: Option<&str>) -> &'static Self {
        static READ: PerLanguage<Language> = PerLanguage::new(|entry| Some(Language::read(entry)));
        static UNKNOWN: LazyLock<Language> = LazyLock::new(Language::default);
        READ.of(code).unwrap_or(&UNKNOWN)
    }

    fn read(entry: &Entry) -> Self {
        let words = entry.words.map(words_file);
        let small = |word: String| plain(&word.to_lowercase());
        let mut language =
            Language { code: Some(entry.code), stemmer: entry.stems.map(Stemmer::create), ..Language::default() };
        if let Some(file) = words {
            language.function_words = file.function.into_iter().map(small).collect();
            language.joining_words = file.joining.into_iter().map(small).collect();
            let parted = |phrase: String| small(phrase).split(' ').map(str::to_owned).collect();
            language.small_phrases = file.phrases.into_iter().map(parted).collect();
            language.small_phrases.sort_by_key(|phrase: &Vec<String>| std::cmp::Reverse(phrase.len()));
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

    /// How common its words are, where that is known.
    pub(crate) fn frequencies(&self) -> Option<&'static Frequencies> {
        Frequencies::of(self.code)
    }

    /// Whether a word of small, plain letters is a function word.
    pub(crate) fn is_small_function_word(&self, small: &str) -> bool {
        self.function_words.contains(small)
    }

    /// Whether a word, as it is printed, joins what stands before and behind it: "and".
    pub(crate) fn is_joining_word(&self, printed: &str) -> bool {
        self.joining_words.contains(&plain(&printed.to_lowercase()))
    }

    /// How many of some words, small and plain, the longest phrase has that begins with the first of them and only
    /// holds sentences together: "in order to" has three; 0 where none does.
    pub(crate) fn phrase_from(&self, words: &[String]) -> usize {
        self.small_phrases.iter().find(|phrase| words.starts_with(phrase)).map_or(0, Vec::len)
    }

    /// Whether a word, as it is printed, holds sentences together and says little by itself.
    pub fn is_function_word(&self, printed: &str) -> bool {
        let has = |small: &str| self.function_words.contains(small.strip_suffix("'s").unwrap_or(small));
        // Most words are small and plain as they are printed.
        let is_plain = printed.bytes().all(|letter| letter.is_ascii_lowercase());
        has(printed) || !is_plain && has(&plain(&printed.to_lowercase()))
    }
}

/// The words of a language, from the text of its file.
fn words_file(text: &str) -> WordsFile {
    toml::from_str(text).expect("the built-in words parse")
}

/// The line that stretches Arabic words to fill a line of print.
const TATWEEL: char = '\u{640}';

/// A digit of Arabic or Persian as an ASCII one; any other letter as it is.
pub(crate) fn plain_digit(letter: char) -> char {
    let ascii = |zero: char| char::from(b'0' + (letter as u32 - zero as u32) as u8);
    match letter {
        '٠'..='٩' => ascii('٠'),
        '۰'..='۹' => ascii('۰'),
        letter => letter,
    }
}

/// An English text, for tests.
#[cfg(test)]
pub(crate) fn english(text: &str) -> Reading<'_> {
    Reading::of(text, Language::of(Some("en")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_keep_compounds_and_symbols_whole() {
        let text = "so-called “feeder documents” (CTOC/COP/WG.7/2019/L.1).";
        let read: Vec<&str> = tokens(text).into_iter().map(|token| &text[token.span()]).collect();
        assert_eq!(read, ["so-called", "“", "feeder", "documents", "”", "(", "CTOC/COP/WG.7/2019/L.1", ")", "."]);
    }

    #[test]
    fn what_cannot_be_seen_is_no_token_where_words_are_not_parted_by_spaces() {
        let read =
            |text: &str| -> Vec<String> { tokens(text).into_iter().map(|token| plain(&text[token.span()])).collect() };
        assert_eq!(read("打击\u{200b}移民"), read("打击移民"));
    }

    /// The normalised words of texts, with the same numbers for the same ones.
    fn terms<const N: usize>(language: &'static Language, texts: [&str; N]) -> [Vec<String>; N] {
        texts.map(|text| {
            let words = words(text, &tokens(text)).into_iter();
            words.map(|word| language.normal_form(&text[word.span()])).collect()
        })
    }

    #[test]
    fn inflections_share_a_term() {
        let english = Language::of(Some("en"));
        let [one, other] = terms(english, ["Smuggling of migrants’ documents", "smuggling of migrant document"]);
        assert_eq!(one, other);
    }

    #[test]
    fn chinese_is_read_in_words() {
        let chinese = Language::of(Some("zh"));
        let [words] = terms(chinese, ["各国应当打击偷运移民的行为。"]);
        assert_eq!(words, ["各国", "应当", "打击", "偷", "运", "移民", "的", "行为"]);
        assert!(chinese.is_function_word("的") && !chinese.is_function_word("移民"));
        assert!(tokens("打击偷运移民").len() > 1, "a redline goes by words");
    }

    #[test]
    fn arabic_articles_marks_and_digits_are_no_difference() {
        let [one, other] = terms(Language::of(Some("ar")), ["تهريب المهاجرين، المادة ١٨", "تهـريب مهاجرين، مادّة 18"]);
        assert_eq!(one, other);
    }

    #[test]
    fn what_cannot_be_seen_parts_no_word() {
        let [one, other] = terms(Language::of(Some("en")), ["inter\u{ad}national \u{200b}law", "international law"]);
        assert_eq!(one, other);
    }

    #[test]
    fn a_vocabulary_of_several_keeps_their_order() {
        let english = Language::of(Some("en"));
        let gathered = |text: &str| {
            let mut gatherer = Gatherer::new(english);
            words(text, &tokens(text)).iter_mut().for_each(|word| _ = gatherer.term(text, word));
            gatherer.sorted().0
        };
        let (one, other) = (gathered("quay of barrels"), gathered("barrels and casks"));
        let (both, numbers) = Vocabulary::union(&[&one, &other]);
        let normal: Vec<&str> = (0..both.len() as Term).map(|term| both.normal(term)).collect();
        assert_eq!(normal, ["and", "barrel", "cask", "of", "quay"]);
        assert_eq!(numbers, [[1, 3, 4], [0, 1, 2]]);
        assert_eq!([0, 1, 3].map(|term| both.is_function(term)), [true, false, true]);
    }

    #[test]
    fn no_language_changes_what_another_reads() {
        // "war" is a small word in German, "die" another.
        let (english, german) = (Language::of(Some("en")), Language::of(Some("de")));
        for word in ["war", "die"] {
            assert!(german.is_function_word(word) && !english.is_function_word(word), "{word}");
        }
        assert!(!Language::of(None).is_function_word("of"), "what is not known is not guessed");
    }

    #[test]
    fn every_file_of_words_is_read() {
        for (code, word) in [("en", "of"), ("fr", "des"), ("es", "las"), ("ru", "или"), ("ar", "التي"), ("de", "und")]
        {
            let language = Language::of(Some(code));
            assert!(language.is_function_word(word), "{code}");
        }
        let english = Language::of(Some("en"));
        assert!(["should", "shall", "not", "may", "must"].iter().all(|word| !english.is_function_word(word)));
    }

    #[test]
    fn what_a_reader_does_not_see_is_no_difference() {
        assert_eq!(plain("the  “new”\u{a0}world’s – "), "the \"new\" world's -");
    }
}
