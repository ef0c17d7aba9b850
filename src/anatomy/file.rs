//! The form of a lexicon file, and how one is added to another.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::lexicon::Style;
use crate::error::Flaw;

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) language: String,
    #[serde(default)]
    pub(super) replace: bool,
    #[serde(default)]
    pub(super) operative: Vec<OperativeEntry>,
    #[serde(default)]
    pub(super) softener: Vec<SoftenerEntry>,
    #[serde(default)]
    pub(super) qualifier: Vec<QualifierEntry>,
    #[serde(default)]
    pub(super) modifiers: Modifiers,
    #[serde(default)]
    pub(super) addressee: Addressee,
    #[serde(default)]
    pub(super) heads: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) extent: Extent,
    #[serde(default)]
    pub(super) lists: Lists,
    #[serde(default)]
    pub(super) cited: Cited,
    #[serde(default)]
    pub(super) light: Light,
    #[serde(default)]
    pub(super) numbers: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OperativeEntry {
    pub(super) phrases: Vec<String>,
    pub(super) style: Style,
    pub(super) scale: String,
    pub(super) rank: Option<u32>,
    /// The rank where the phrase is negated: "may not" forbids.
    pub(super) negated: Option<u32>,
    /// Whether the denial in the phrase takes a duty away and forbids nothing: "need not".
    #[serde(default)]
    pub(super) frees: bool,
    /// Whether the phrase asks only in a main clause: "hopes that ways will be found" promises nothing.
    #[serde(default)]
    pub(super) main: bool,
    #[serde(default)]
    pub(super) unless: Vec<String>,
    /// Where the rank comes from.
    pub(super) why: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SoftenerEntry {
    pub(super) phrases: Vec<String>,
    pub(super) force: i32,
    #[serde(default)]
    pub(super) unless: Vec<String>,
    pub(super) why: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QualifierEntry {
    pub(super) kind: String,
    pub(super) phrases: Vec<String>,
    #[serde(default)]
    pub(super) about: Vec<Vec<String>>,
    #[serde(default)]
    pub(super) except: Vec<String>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Modifiers {
    pub(super) plain: Vec<String>,
    pub(super) intensifying: Vec<String>,
    pub(super) negating: Vec<String>,
    pub(super) denials: Vec<String>,
    pub(super) undone: Vec<String>,
    pub(super) adverb: Option<String>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Addressee {
    pub(super) actors: Vec<String>,
    pub(super) determiners: Vec<String>,
    pub(super) none: Vec<String>,
    pub(super) articles: Vec<String>,
    pub(super) restricting: Vec<String>,
    pub(super) openings: Vec<String>,
    pub(super) relatives: Vec<String>,
    pub(super) no_verb: Vec<String>,
    pub(super) mark: Vec<String>,
    pub(super) infinitive: Option<String>,
    pub(super) elided: Vec<String>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Extent {
    pub(super) ends: Vec<String>,
    pub(super) purposes: Vec<String>,
    pub(super) predicate: Vec<String>,
    pub(super) short: Vec<String>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Lists {
    pub(super) conjunctions: Vec<String>,
    pub(super) introductions: Vec<String>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Light {
    pub(super) words: Vec<String>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Cited {
    pub(super) patterns: Vec<String>,
    pub(super) dates: Vec<String>,
}

impl File {
    pub(super) fn parse(text: &str) -> std::result::Result<Self, Flaw> {
        Flaw::parsed(text)
    }

    /// These entries with another file's: an entry of the other with a phrase of these takes its place.
    pub(super) fn with(mut self, other: File) -> File {
        if other.replace {
            return other;
        }
        let named = |lists: Vec<&Vec<String>>| -> FxHashSet<String> { lists.into_iter().flatten().cloned().collect() };
        let operative = named(other.operative.iter().map(|entry| &entry.phrases).collect());
        let softener = named(other.softener.iter().map(|entry| &entry.phrases).collect());
        let qualifier = named(other.qualifier.iter().map(|entry| &entry.phrases).collect());
        self.operative.iter_mut().for_each(|entry| entry.phrases.retain(|phrase| !operative.contains(phrase)));
        self.softener.iter_mut().for_each(|entry| entry.phrases.retain(|phrase| !softener.contains(phrase)));
        self.qualifier.iter_mut().for_each(|entry| entry.phrases.retain(|phrase| !qualifier.contains(phrase)));
        // A user's own stand first: of phrases that fit equally well, the first counts.
        self.operative.splice(0..0, other.operative);
        self.softener.splice(0..0, other.softener);
        self.qualifier.splice(0..0, other.qualifier);
        for (name, phrases) in other.heads {
            self.heads.entry(name).or_default().extend(phrases);
        }
        self.numbers.extend(other.numbers);
        let lists = [
            (&mut self.modifiers.plain, other.modifiers.plain),
            (&mut self.modifiers.intensifying, other.modifiers.intensifying),
            (&mut self.modifiers.negating, other.modifiers.negating),
            (&mut self.modifiers.denials, other.modifiers.denials),
            (&mut self.modifiers.undone, other.modifiers.undone),
            (&mut self.addressee.none, other.addressee.none),
            (&mut self.addressee.articles, other.addressee.articles),
            (&mut self.extent.short, other.extent.short),
            (&mut self.addressee.actors, other.addressee.actors),
            (&mut self.addressee.determiners, other.addressee.determiners),
            (&mut self.addressee.restricting, other.addressee.restricting),
            (&mut self.addressee.openings, other.addressee.openings),
            (&mut self.addressee.relatives, other.addressee.relatives),
            (&mut self.addressee.no_verb, other.addressee.no_verb),
            (&mut self.addressee.mark, other.addressee.mark),
            (&mut self.addressee.elided, other.addressee.elided),
            (&mut self.extent.ends, other.extent.ends),
            (&mut self.extent.purposes, other.extent.purposes),
            (&mut self.extent.predicate, other.extent.predicate),
            (&mut self.lists.conjunctions, other.lists.conjunctions),
            (&mut self.lists.introductions, other.lists.introductions),
            (&mut self.light.words, other.light.words),
            (&mut self.cited.patterns, other.cited.patterns),
            (&mut self.cited.dates, other.cited.dates),
        ];
        lists.into_iter().for_each(|(mine, theirs)| mine.extend(theirs));
        self.modifiers.adverb = other.modifiers.adverb.or(self.modifiers.adverb);
        self.addressee.infinitive = other.addressee.infinitive.or(self.addressee.infinitive);
        self
    }
}
