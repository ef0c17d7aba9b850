//! The names that are known, made ready for each language.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::file::{ALL, ByLanguage, File};
use super::forms::Forms;
use super::trie::{Spelling, Trie};
use super::{NamedKind, Thing};
use crate::corpus::read_text;
use crate::error::{Flaw, Result};
use crate::language::Language;

/// The things that have names: those that come with the program, and a user's own.
#[derive(Clone)]
pub struct Names(Arc<Known>);

struct Known {
    file: File,
    /// The text of the user's file; empty without one.
    given: String,
    /// What was made ready, by the code of a language.
    tables: Mutex<BTreeMap<Option<String>, Arc<Table>>>,
}

/// The names of one language.
#[derive(Default)]
pub(super) struct Table {
    pub(super) names: Trie<Arc<Thing>>,
    /// What protocols are about.
    pub(super) about: Trie<usize>,
    about_of: Vec<Vec<Arc<Thing>>>,
    by_id: FxHashMap<Arc<str>, Arc<Thing>>,
    /// The numbered protocols of a treaty, in their order.
    protocols: FxHashMap<Arc<str>, Vec<(u32, Arc<Thing>)>>,
    /// The name for any of these.
    groups: FxHashMap<Arc<str>, Arc<Thing>>,
}

/// The language that stands in where there are no names in a text's own.
const COMMONEST: &str = "en";

static BUILT_IN: LazyLock<Names> = LazyLock::new(|| {
    // The file is part of the program; a test reads it.
    let file = File::parse(Names::BUILT_IN).unwrap_or_else(|flaw| panic!("things.toml: {}", flaw.message));
    Names::of_file(file, "")
});

impl Default for Names {
    fn default() -> Self {
        BUILT_IN.clone()
    }
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Names").field("things", &self.0.file.thing.len()).finish()
    }
}

impl Names {
    /// The text of the file that comes with the program.
    pub const BUILT_IN: &'static str = include_str!("things.toml");

    fn of_file(file: File, given: &str) -> Self {
        Names(Arc::new(Known { file, given: given.to_owned(), tables: Mutex::default() }))
    }

    /// The text of the user's file; empty without one.
    pub(crate) fn given(&self) -> &str {
        &self.0.given
    }

    /// The built-in names with those of a file added to them, or in their place if it says `replace = true`.
    ///
    /// # Errors
    /// If the file cannot be read, is no TOML of the form of the built-in one, or names a parent that is not there; the
    /// message names the line where it can.
    pub fn with_file(path: &Path) -> Result<Self> {
        let text = read_text(path)?;
        Names::with(&text).map_err(|flaw| flaw.in_file(path, &text))
    }

    pub(super) fn with(text: &str) -> std::result::Result<Self, Flaw> {
        let file = BUILT_IN.0.file.clone().with(File::parse(text)?);
        file.check()?;
        Ok(Names::of_file(file, text))
    }

    /// The names of a language, by its ISO 639-1 code.
    pub(super) fn table(&self, code: Option<&str>) -> Arc<Table> {
        let mut tables = self.0.tables.lock().unwrap_or_else(PoisonError::into_inner);
        let table = tables.entry(code.map(str::to_owned)).or_insert_with(|| Arc::new(Table::of(&self.0.file, code).0));
        table.clone()
    }
}

impl Table {
    /// The names of a language, and those of them that are the names of two things.
    fn of(file: &File, code: Option<&str>) -> (Self, Vec<String>) {
        let spelling = Spelling { language: Language::of(code), and: &Forms::of(code).and };
        let has_own = |code: &&str| file.thing.values().any(|entry| entry.names.contains_key(*code));
        let own = code.filter(has_own).unwrap_or(COMMONEST);
        let of_language = |names: &ByLanguage| -> Vec<String> {
            [own, ALL].into_iter().filter_map(|code| names.get(code)).flatten().cloned().collect()
        };
        let mut table = Table::default();
        let mut doubled = Vec::new();
        for id in file.thing.keys() {
            table.make(id, file);
        }
        for (id, entry) in &file.thing {
            let thing = table.by_id[id.as_str()].clone();
            for name in of_language(&entry.names) {
                if let Some(other) = table.names.add(&name, thing.clone(), spelling) {
                    doubled.push(format!("`{name}` of {id} and {}", other.id));
                }
            }
            for words in of_language(&entry.about) {
                // Several may be about one thing.
                let next = table.about_of.len();
                match table.about.add(&words, next, spelling) {
                    Some(known) => table.about_of[known].push(thing.clone()),
                    None => table.about_of.push(vec![thing.clone()]),
                }
            }
            let Some(parent) = &entry.parent else { continue };
            if entry.group {
                table.groups.insert(parent.as_str().into(), thing.clone());
            }
            if let Some(number) = entry.number {
                // A protocol in a group is one of the treaty that the group is of.
                let above = &table.by_id[parent.as_str()];
                let of = if above.is_group { above.parents.first().unwrap_or(&above.id) } else { &above.id };
                table.protocols.entry(of.clone()).or_default().push((number, thing));
            }
        }
        table.protocols.values_mut().for_each(|list| list.sort_by_key(|(number, _)| *number));
        (table, doubled)
    }

    /// The thing of an identity, with its parents.
    fn make(&mut self, id: &str, file: &File) -> Option<Arc<Thing>> {
        if let Some(made) = self.by_id.get(id) {
            return Some(made.clone());
        }
        let entry = file.thing.get(id)?;
        let parent = entry.parent.as_ref().and_then(|parent| self.make(parent, file));
        let mut thing = (*Thing::of(id, entry.kind.unwrap_or(NamedKind::Treaty), parent.as_deref())).clone();
        thing.is_group = entry.group;
        let thing = Arc::new(thing);
        self.by_id.insert(thing.id.clone(), thing.clone());
        Some(thing)
    }

    pub(super) fn thing(&self, id: &str) -> Option<&Arc<Thing>> {
        self.by_id.get(id)
    }

    /// The protocols that are about what some words say.
    pub(super) fn about(&self, words: usize) -> &[Arc<Thing>] {
        &self.about_of[words]
    }

    /// The numbered protocols of a treaty, in their order.
    pub(super) fn protocols(&self, of: &Thing) -> &[(u32, Arc<Thing>)] {
        self.protocols.get(&of.id).map_or(&[], Vec::as_slice)
    }

    /// The name for any protocol of a treaty.
    pub(super) fn group(&self, of: &Thing) -> Option<&Arc<Thing>> {
        self.groups.get(&of.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> File {
        File::parse(Names::BUILT_IN).unwrap()
    }

    #[test]
    fn the_built_in_file_is_whole() {
        let file = built_in();
        file.check().unwrap();
        for (id, entry) in &file.thing {
            assert!(entry.names.keys().any(|code| code == "en" || code == ALL), "{id} has no name in English");
        }
        assert!(file.thing.len() > 150);
    }

    #[test]
    fn every_name_is_that_of_one_thing_in_its_language() {
        let file = built_in();
        for code in ["en", "fr", "es", "ru", "ar", "zh", "de"] {
            assert_eq!(Table::of(&file, Some(code)).1, [] as [&str; 0], "{code}");
        }
        assert_eq!(Table::of(&file, None).1, [] as [&str; 0]);
    }

    #[test]
    fn things_are_added_and_take_the_place_of_others() {
        let own =
            "[thing.QUAY]\nkind = 'treaty'\nen = ['Convention on Quays']\n[thing.CAT]\nen = ['Anti-Torture Pact']\n";
        let file = Names::with(own).unwrap();
        let table = file.table(Some("en"));
        assert!(table.thing("QUAY").is_some() && table.thing("OP-CAT").is_some());
        let own = "[thing.QUAY]\nkind = 'treaty'\nall = ['CAT']\n";
        let file = Names::with(own).unwrap();
        assert!(!file.0.file.thing["CAT"].names["all"].contains(&"CAT".to_owned()), "it is that of the quays now");
        let alone = Names::with(&format!("replace = true\n{own}")).unwrap();
        assert!(alone.table(Some("en")).thing("OP-CAT").is_none());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let flaw = |text: &str| Names::with(text).unwrap_err().message;
        assert!(flaw("[thing.X]\nen = ['X']").contains("`X` has no `kind`"));
        assert!(flaw("[thing.X]\nkind = 'body'\nparent = 'Y'").contains("`Y`, is not there"));
        assert!(flaw("[thing.X]\nkind = 'body'\nparent = 'X'").contains("its own parents"));
        assert!(flaw("[thing.X]\nkind = 'body'\nEnglish = ['X']").contains("no code of a language"));
        assert!(Names::with("[thing.X]\nkind = 'bodies'").unwrap_err().offset.is_some());
    }
}
