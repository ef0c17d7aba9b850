//! Who can propose a text: one data file of names for each language, to which users add their own.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::corpus::read_text;
use crate::error::{Flaw, Result};
use crate::language::{Languages, PerLanguage, is_unspaced};

/// A file of names. What a user's file leaves out stays as it is built in.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    /// Whether the file stands in for the built-in one as a whole.
    #[serde(default)]
    replace: bool,
    #[serde(default)]
    and: Vec<String>,
    #[serde(default)]
    leads: Vec<String>,
    #[serde(default)]
    tails: Vec<String>,
    #[serde(default)]
    articles: Vec<String>,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    names: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    cldr: BTreeMap<String, Vec<String>>,
}

impl File {
    fn parse(text: &str) -> std::result::Result<Self, Flaw> {
        Flaw::parsed(text)
    }

    /// These names with another file's, whose names stand before these: of an entry, the first name is shown.
    fn with(mut self, other: File) -> File {
        if other.replace {
            return other;
        }
        for (id, mut names) in other.names {
            let known = self.names.entry(id).or_default();
            names.append(known);
            *known = names;
        }
        for (id, names) in other.cldr {
            self.cldr.entry(id).or_default().extend(names);
        }
        let lists = [
            (&mut self.and, other.and),
            (&mut self.leads, other.leads),
            (&mut self.tails, other.tails),
            (&mut self.articles, other.articles),
            (&mut self.prefixes, other.prefixes),
        ];
        lists.into_iter().for_each(|(mine, theirs)| mine.extend(theirs));
        self
    }
}

/// Somebody who can propose a text.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Entry {
    /// The same in all languages.
    pub(super) id: String,
    /// The name that is shown.
    pub(super) name: String,
}

/// The names of a language. Capitals, accents, brackets and hyphens make no difference to a name.
#[derive(Debug, Default, Clone)]
pub struct NameList {
    entries: Vec<Arc<Entry>>,
    /// The entries by their names, as [`folded`] words with spaces between them.
    by_name: FxHashMap<String, usize>,
    /// The most words that a name or another phrase has.
    longest: usize,
    /// What may stand before the first name, between two, and behind the last.
    pub(super) leads: FxHashSet<String>,
    pub(super) and: FxHashSet<String>,
    pub(super) tails: FxHashSet<String>,
    /// What may stand before any name, and says nothing.
    pub(super) articles: FxHashSet<String>,
    /// What is written together with the word behind it and stands between names.
    pub(super) prefixes: Vec<String>,
}

impl NameList {
    fn compile(file: File) -> std::result::Result<Self, String> {
        let mut list = NameList::default();
        let key = |phrase: &str| match key(phrase) {
            words if words.is_empty() => Err(format!("the phrase `{phrase}` has no letter")),
            words => Ok(words),
        };
        let ids: BTreeSet<&String> = file.names.keys().chain(file.cldr.keys()).collect();
        for id in ids {
            let names = || [&file.names, &file.cldr].into_iter().filter_map(|table| table.get(id)).flatten();
            let shown = names().next().ok_or_else(|| format!("`{id}` has no name; give it one, or leave it out"))?;
            let at = list.entries.len();
            list.entries.push(Arc::new(Entry { id: id.clone(), name: shown.clone() }));
            for name in names() {
                let other = list.by_name.insert(key(name)?, at).filter(|&other| other != at);
                if let Some(other) = other {
                    return Err(format!("the name `{name}` stands for `{}` and for `{id}`", list.entries[other].id));
                }
            }
        }
        let phrases =
            |phrases: &[String]| phrases.iter().map(|phrase| key(phrase)).collect::<std::result::Result<_, _>>();
        list.leads = phrases(&file.leads)?;
        list.and = phrases(&file.and)?;
        list.tails = phrases(&file.tails)?;
        list.articles = phrases(&file.articles)?;
        list.prefixes = file.prefixes.iter().map(|prefix| key(prefix)).collect::<std::result::Result<_, _>>()?;
        let phrases = [&list.leads, &list.and, &list.tails, &list.articles].into_iter().flatten();
        let words = |phrase: &String| phrase.split(' ').count();
        list.longest = list.by_name.keys().chain(phrases).map(words).max().unwrap_or(0);
        Ok(list)
    }

    /// The same names with others that no list has, each of which stands for itself.
    pub(crate) fn with_unlisted(&self, names: &[String]) -> NameList {
        let mut list = self.clone();
        for name in names {
            let words = key(name);
            let id = words.replace(' ', "-");
            list.longest = list.longest.max(words.split(' ').count());
            if !words.is_empty() && !list.by_name.contains_key(&words) {
                list.by_name.insert(words, list.entries.len());
                list.entries.push(Arc::new(Entry { id, name: name.clone() }));
            }
        }
        list
    }

    /// Whoever has a name of [`folded`] words with spaces between them.
    pub(super) fn entry(&self, words: &str) -> Option<&Arc<Entry>> {
        self.by_name.get(words).map(|&at| &self.entries[at])
    }

    /// The most words that a name or another phrase has.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }
}

/// The words of a text in small letters without accents, each with its place in bytes. In scripts without spaces each
/// letter is a word.
pub(super) fn folded(text: &str) -> Vec<(String, Range<usize>)> {
    let mut words: Vec<(String, Range<usize>)> = Vec::new();
    // Whether the next letter goes on with the last word.
    let mut is_within = false;
    for (at, printed) in text.char_indices() {
        let end = at + printed.len_utf8();
        for letter in std::iter::once(printed).nfkd().filter(|&letter| !is_silent(letter)) {
            let goes_on = letter.is_alphanumeric() && !is_unspaced(letter);
            match words.last_mut() {
                Some((word, place)) if is_within && goes_on => {
                    word.extend(letter.to_lowercase());
                    place.end = end;
                }
                _ if letter.is_alphanumeric() => words.push((letter.to_lowercase().collect(), at..end)),
                _ => {}
            }
            is_within = goes_on;
        }
    }
    words
}

/// A phrase as its [`folded`] words with spaces between them.
pub(super) fn key(phrase: &str) -> String {
    folded(phrase).into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ")
}

/// Whether a letter, taken apart from its accents, is one of these or only holds a word together: the line that
/// stretches Arabic words, a soft hyphen, a space of no width.
pub(super) fn is_silent(letter: char) -> bool {
    is_combining_mark(letter) || matches!(letter, '\u{640}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// The names of all languages that have some: those that come with the program, and a user's own.
#[derive(Debug, Clone, Default)]
pub struct NameLists {
    /// The names that stand in for those of their language.
    own: Option<(String, Arc<NameList>)>,
    /// The text of the user's file.
    given: Arc<str>,
}

static BUILT_IN: PerLanguage<NameList> = PerLanguage::new(|entry| {
    // The files are part of the program; a test reads every one of them.
    let file = File::parse(entry.names?);
    let file = file.unwrap_or_else(|flaw: Flaw| panic!("the names of {}: {}", entry.code, flaw.message));
    Some(NameList::compile(file).unwrap_or_else(|message| panic!("the names of {}: {message}", entry.code)))
});

impl NameLists {
    /// The names that come with the program.
    pub fn built_in() -> NameLists {
        NameLists::default()
    }

    /// The text of the file of names of a language that comes with the program.
    pub fn text(language: &str) -> Option<&'static str> {
        Languages::built_in().entry(Some(language))?.names
    }

    /// The built-in names with those of a file added to those of its language.
    ///
    /// # Errors
    /// If the file cannot be read, is no TOML of the form of the built-in files, or has a name that stands for two; the
    /// message names the line where it can.
    pub fn with_file(path: &Path) -> Result<Self> {
        let text = read_text(path)?;
        NameLists::with(&text).map_err(|flaw| flaw.in_file(path, &text))
    }

    pub(super) fn with(text: &str) -> std::result::Result<Self, Flaw> {
        let added = File::parse(text)?;
        let language = added.language.clone();
        let file = match NameLists::text(&language) {
            Some(built_in) => File::parse(built_in)?.with(added),
            None => added,
        };
        let list = NameList::compile(file)?;
        Ok(NameLists { own: Some((language, Arc::new(list))), given: text.into() })
    }

    /// The text of the user's file; empty without one.
    pub(crate) fn given(&self) -> &str {
        &self.given
    }

    /// The names by which a text of a language is read, by its ISO 639-1 code. Where that is not known, English stands in.
    pub fn of(&self, language: Option<&str>) -> Option<&NameList> {
        let language = language.or(Some("en"));
        match &self.own {
            Some((own, list)) if language == Some(own) => Some(list),
            _ => BUILT_IN.of(language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(text: &str) -> String {
        NameLists::with(text).map(|_| ()).expect_err("it is refused").message
    }

    fn built_in(code: &str) -> &'static NameList {
        BUILT_IN.of(Some(code)).unwrap_or_else(|| panic!("{code} has names"))
    }

    #[test]
    fn every_name_of_every_file_stands_for_one() {
        let codes: Vec<&str> = Languages::built_in().with_names().collect();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for code in &codes {
            let list = built_in(code);
            assert!(list.entries.len() > 250, "{code}");
            for entry in &list.entries {
                assert_eq!(list.entry(&key(&entry.name)), Some(entry), "{code}");
                *known.entry(&entry.id).or_default() += 1;
            }
        }
        // A State has a name in every language.
        let lacking = known.into_iter().filter(|(id, languages)| id.len() == 2 && *languages != codes.len());
        assert_eq!(lacking.collect::<Vec<_>>(), []);
    }

    #[test]
    fn a_phrase_is_no_name() {
        for code in Languages::built_in().with_names() {
            let list = built_in(code);
            let phrases = [&list.leads, &list.and, &list.tails, &list.articles].into_iter().flatten();
            assert_eq!(phrases.filter(|phrase| list.entry(phrase).is_some()).collect::<Vec<_>>(), [""; 0]);
        }
    }

    #[test]
    fn capitals_accents_and_marks_make_no_difference() {
        for (one, other) in [
            ("CÔTE D’IVOIRE", "Cote d'Ivoire"),
            ("Iran (Islamic Republic of)", "Iran, Islamic Republic of"),
            ("玻利维亚（多民族国）", "玻利维亚(多民族国)"),
            ("الـصين", "الصين"),
            ("أنغولا", "انغولا"),
        ] {
            assert_eq!(key(one), key(other));
        }
        let words = folded("Côte d’Ivoire, 中国");
        assert_eq!(
            words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(),
            ["cote", "d", "ivoire", "中", "国"]
        );
        assert_eq!(&"Côte d’Ivoire, 中国"[words[2].1.clone()], "Ivoire");
    }

    #[test]
    fn names_are_added_and_take_the_place_of_others() {
        let text = "language = 'en'\n[names]\nlagoon-group = ['Lagoon Group']\nTR = ['Turkey']\n";
        let lists = NameLists::with(text).unwrap();
        let list = lists.of(Some("en")).unwrap();
        assert_eq!(list.entry("lagoon group").unwrap().id, "lagoon-group");
        assert_eq!(list.entry("turkiye").unwrap().name, "Turkey");
        let alone = NameLists::with(&format!("replace = true\n{text}")).unwrap();
        assert!(alone.of(Some("en")).unwrap().entry("chad").is_none());
        assert!(alone.of(Some("fr")).unwrap().entry("tchad").is_some(), "other languages stay as they are");
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(
            flaw("language = 'en'\n[names]\nlagoon-group = ['Chad']\n"),
            "the name `Chad` stands for `TD` and for `lagoon-group`"
        );
        assert_eq!(flaw("language = 'en'\n[names]\nlagoon-group = ['()']\n"), "the phrase `()` has no letter");
        assert!(flaw("language = 'xx'\n[names]\nlagoon-group = []\n").contains("has no name"));
        assert!(flaw("language = 'en'\nname = 1\n").contains("unknown field"));
    }
}
