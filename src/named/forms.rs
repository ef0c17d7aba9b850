//! How a language forms names: of protocols, of what has a number, of what is given a short form.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::NamedKind;
use super::trie::{Spelling, Trie};
use crate::language::{Entry, Language, Languages, LazyRegex, PerLanguage};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    protocols: ProtocolWords,
    introduced: Vec<String>,
    /// What joins the entries of a list, and the ends of a range.
    and: Vec<String>,
    to: Vec<String>,
    /// What is written together with a word behind it, the longest first.
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    numbered: Vec<NumberedEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProtocolWords {
    /// What a protocol is called, and what any protocol is.
    optional: Vec<String>,
    any: Vec<String>,
    /// Short forms, with the number of the protocol or 0.
    short: BTreeMap<String, u32>,
    /// Words of these, as they are printed of several.
    plural: Vec<String>,
    /// What stands between a protocol and its treaty.
    of: Vec<String>,
    /// What refers back to a treaty: "its", "thereto".
    back: Vec<String>,
    ordinals: BTreeMap<String, u32>,
    counts: BTreeMap<String, u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberedEntry {
    kind: NamedKind,
    /// Its identity, in which `{number}` stands for the number.
    id: String,
    parent: Option<String>,
    /// The greatest number; a greater one is none of these.
    most: Option<u32>,
    /// Whether what looks like a year is one: "the Constitution Act 1982".
    #[serde(default)]
    unless_year: bool,
    patterns: Vec<String>,
}

/// A protocol as it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Protocol {
    /// Its number where the word says it: "OP2".
    pub(super) number: Option<u32>,
    /// Whether the word says that it is one to a treaty: "optional".
    pub(super) is_optional: bool,
}

/// What has a number.
#[derive(Debug)]
pub(super) struct Numbered {
    pub(super) kind: NamedKind,
    pub(super) id: String,
    pub(super) parent: Option<String>,
    pub(super) most: Option<u32>,
    pub(super) unless_year: bool,
    pub(super) patterns: Vec<LazyRegex>,
}

/// The forms of a language.
#[derive(Debug)]
pub(super) struct Forms {
    pub(super) protocols: Trie<Protocol>,
    pub(super) plural: FxHashSet<String>,
    pub(super) of: FxHashSet<String>,
    pub(super) back: FxHashSet<String>,
    pub(super) ordinals: FxHashMap<String, u32>,
    pub(super) counts: FxHashMap<String, u32>,
    pub(super) introduced: FxHashSet<String>,
    /// What joins the entries of a list: "and".
    pub(super) and: FxHashSet<String>,
    /// What is written together with a word behind it, the longest first.
    pub(super) prefixes: Vec<String>,
    pub(super) numbered: Vec<Numbered>,
}

/// The language whose forms stand in for those of one that has none.
const COMMONEST: Option<&str> = Some("en");

impl Forms {
    /// The forms of a language; those of English where it has none of its own.
    pub(super) fn of(code: Option<&str>) -> &'static Self {
        static READ: PerLanguage<Forms> = PerLanguage::new(|entry| Some(Forms::built_in(entry)));
        let has_own = |code: &&str| Languages::built_in().entry(Some(code)).is_some_and(|entry| entry.naming.is_some());
        READ.of(code.filter(has_own)).or_else(|| READ.of(COMMONEST)).expect("English is there")
    }

    fn built_in(entry: &Entry) -> Self {
        // The files are part of the program; a test reads every one of them.
        let text = entry.naming.unwrap_or_default();
        let read = || Forms::compile(toml::from_str(text).map_err(|error| error.to_string())?, entry.code);
        read().unwrap_or_else(|flaw: String| panic!("the naming of {}: {flaw}", entry.code))
    }

    fn compile(file: File, code: &str) -> Result<Self, String> {
        let language = Language::of(Some(code));
        let small = |words: Vec<String>| -> FxHashSet<String> { words.into_iter().collect() };
        let normal = |words: BTreeMap<String, u32>| -> FxHashMap<String, u32> {
            words.into_iter().map(|(word, number)| (language.normal_form(&word), number)).collect()
        };
        let to_join = [file.and.clone(), file.to].concat();
        let and = small(file.and);
        let words = file.protocols;
        let mut protocols = Trie::default();
        let called = [(words.optional, true), (words.any, false)];
        let called = called.into_iter().flat_map(|(list, is_optional)| {
            list.into_iter().map(move |word| (word, Protocol { number: None, is_optional }))
        });
        let short = words
            .short
            .into_iter()
            .map(|(word, number)| (word, Protocol { number: (number > 0).then_some(number), is_optional: true }));
        for (word, protocol) in called.chain(short) {
            if protocols.add(&word, protocol, Spelling { language, and: &and }).is_some() {
                return Err(format!("`{word}` stands for two things"));
            }
        }
        let joins = to_join.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|");
        let numbered = file.numbered.into_iter().map(|entry| {
            let compile = |pattern: &String| {
                LazyRegex::built_in(&pattern.replace("{numbers}", &numbers(&joins)).replace("{act}", ACT))
            };
            let patterns = entry.patterns.iter().map(compile).collect::<Result<_, _>>()?;
            let NumberedEntry { kind, id, parent, most, unless_year, .. } = entry;
            Ok::<_, String>(Numbered { kind, id, parent, most, unless_year, patterns })
        });
        Ok(Forms {
            protocols,
            plural: small(words.plural),
            of: small(words.of),
            back: small(words.back),
            ordinals: normal(words.ordinals),
            counts: normal(words.counts),
            introduced: small(file.introduced),
            and,
            prefixes: file.prefixes,
            numbered: numbered.collect::<Result<_, _>>()?,
        })
    }
}

/// The number of an act of a session, written with a hyphen: "62-149".
const ACT: &str = r"(?<numbers>\d{1,3}[-‑–]\d{1,4})\b";

/// A list of numbers: "3, 7 (2) and 12 bis".
fn numbers(joins: &str) -> String {
    const NUMBER: &str = r"\d{1,4}(?:\.\d{1,3})*(?:\s?(?:bis|ter)\b)?(?:\s?\([0-9a-z]{1,3}\))*";
    let between = format!(r"(?:\s?[,،、]\s?(?:(?:{joins})\s?)?|\s?(?:{joins}|&)\s?)(?:[Nn][o°º]s?\.?\s?)?");
    format!("(?<numbers>{NUMBER}(?:{between}{NUMBER})*)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_that_has_forms_is_read() {
        for code in ["en", "fr", "es", "ru", "ar", "zh"] {
            let forms = Forms::of(Some(code));
            assert!(!forms.protocols.is_empty() && !forms.numbered.is_empty(), "{code}");
        }
        assert!(std::ptr::eq(Forms::of(None), Forms::of(Some("en"))));
        assert!(std::ptr::eq(Forms::of(Some("de")), Forms::of(Some("en"))));
    }
}
