//! The form of a file of things that have names, and how one is added to another.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::NamedKind;
use crate::error::Flaw;

/// The things by their identities.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// Whether nothing else counts.
    #[serde(default)]
    pub(super) replace: bool,
    #[serde(default)]
    pub(super) thing: BTreeMap<String, Entry>,
}

#[derive(Debug, Default, Clone, Deserialize)]
pub(super) struct Entry {
    pub(super) kind: Option<NamedKind>,
    /// What it belongs to.
    pub(super) parent: Option<String>,
    /// Which of the protocols of its parent it is.
    pub(super) number: Option<u32>,
    /// Whether it stands for any or all of those whose parent it is.
    #[serde(default)]
    pub(super) group: bool,
    /// What it is about, in words by which it is told from the other protocols of its parent.
    #[serde(default)]
    pub(super) about: ByLanguage,
    /// Its names and short forms.
    #[serde(flatten)]
    pub(super) names: ByLanguage,
}

/// Names by the code of their language; under `all` those that every language uses.
pub(super) type ByLanguage = BTreeMap<String, Vec<String>>;

/// The key of names that every language uses.
pub(super) const ALL: &str = "all";

impl File {
    pub(super) fn parse(text: &str) -> Result<Self, Flaw> {
        Flaw::parsed(text)
    }

    /// These things with another file's. What both have gets the names of both; what else the other says of it counts. A
    /// name that the other gives to a thing is no more that of another one.
    pub(super) fn with(mut self, other: File) -> File {
        if other.replace {
            return other;
        }
        for (id, entry) in other.thing {
            let given = entry.names.values().flatten().collect::<BTreeSet<_>>();
            for (_, theirs) in self.thing.iter_mut().filter(|(known, _)| **known != id) {
                theirs.names.values_mut().for_each(|names| names.retain(|name| !given.contains(name)));
            }
            let mine = self.thing.entry(id).or_default();
            mine.kind = entry.kind.or(mine.kind);
            mine.parent = entry.parent.or(mine.parent.take());
            mine.number = entry.number.or(mine.number);
            mine.group |= entry.group;
            for (all, own) in [(&mut mine.names, entry.names), (&mut mine.about, entry.about)] {
                for (language, names) in own {
                    all.entry(language).or_default().extend(names);
                }
            }
        }
        self
    }

    /// What is wrong with the things, if anything is.
    pub(super) fn check(&self) -> Result<(), String> {
        for (id, entry) in &self.thing {
            if entry.kind.is_none() {
                return Err(format!("`{id}` has no `kind`; say what sort of thing it is, as in `kind = \"treaty\"`"));
            }
            let mut above = entry.parent.as_ref();
            // More steps than there are things go in a circle.
            for _ in 0..=self.thing.len() {
                let Some(parent) = above else { break };
                let entry = self.thing.get(parent);
                above = entry.ok_or_else(|| format!("the parent of `{id}`, `{parent}`, is not there"))?.parent.as_ref();
            }
            if above.is_some() {
                return Err(format!("`{id}` is among its own parents"));
            }
            let is_code = |code: &String| (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
            if let Some(code) = entry.names.keys().chain(entry.about.keys()).find(|code| !is_code(code)) {
                return Err(format!("`{code}` of `{id}` is no code of a language; write it as in `en`, or `all`"));
            }
        }
        Ok(())
    }
}
