//! Old provisions to new ones: candidates, signals, score, assignment, splits and merges, and what
//! each link is worth.
//!
//! [`compare`] aligns two documents and classes what it finds as [`Change`]s. Every provision of
//! both sides stands in exactly one change.

mod assignment;
mod by_hand;
mod candidates;
mod change;
mod classify;
mod cores;
mod coverage;
mod engine;
mod friends;
mod groups;
mod in_order;
mod judge;
mod monotone;
mod outdated;
mod parameters;
mod precedents;
mod progress;
mod renames;
mod signal;
mod text;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use by_hand::ByHand;
pub use change::{Certainty, Change, Decision, Evidence, Link, Part, Relation, Rival, Shares, Unaccounted, Verdict};
pub(crate) use cores::{Bag, Cores, Counting, Near, Pairs, WordPair, best_first};
pub(crate) use precedents::{Echo, echoes};

pub use outdated::Outdated;
pub(crate) use outdated::tell_outdated;
pub use parameters::Parameters;
pub use progress::Progress;

use crate::anatomy::Lexicons;
use crate::extract::{Document, Kind, Provision};
use crate::language::Language;
use classify::{classify, relation_of_two};
use engine::{Alignment, align};
use signal::{SIGNALS, Values};

/// What to compare, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Compare numbered paragraphs as well as recommendations.
    pub paragraphs: bool,
    /// The language of both texts, as an ISO 639-1 code; found out from the texts where it is `None`.
    pub language: Option<String>,
    /// The numbers that the engine goes by.
    pub parameters: Parameters,
    /// The phrases by which the core of a provision is found, for precedents.
    pub lexicons: Lexicons,
    /// Whom to tell how far it has come.
    pub progress: Progress,
}

/// Compares two documents: what became of each old provision, and where each new one came from.
///
/// Recommendations are compared with recommendations and paragraphs with paragraphs. Where neither
/// document has a recommendation, their paragraphs are compared; where only one has any, they are
/// compared with the paragraphs of the other. Units of a list have no kind, so
/// they are compared with whatever the other document has.
///
/// The changes follow the order of the new document; a withdrawn provision stands where it stood in
/// the old one.
pub fn compare(old: &Document, new: &Document, options: &Options) -> Vec<Change> {
    let mut changes = all_changes(old, new, options);
    tell_outdated(&mut changes, old, new, options);
    changes
}

/// The changes of all pools, without what is told of references.
fn all_changes(old: &Document, new: &Document, options: &Options) -> Vec<Change> {
    aligned(old, new, options).flat_map(|(pool, alignment)| changes(old, new, &pool, &alignment)).collect()
}

/// What comparing comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What became of each provision, as [`compare`] tells it.
    pub changes: Vec<Change>,
    /// Every pair that was considered for a link, linked or not: what there was to choose from.
    pub considered: Vec<Considered>,
}

/// A pair of provisions that was considered for a link, and what speaks for it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Considered {
    /// The old provision, by its place in [`Document::provisions`].
    pub old: usize,
    /// The new provision, likewise.
    pub new: usize,
    /// The value of each signal, from 0 (nothing alike) to 1 (the same).
    pub signals: BTreeMap<&'static str, f64>,
    /// The score, from 0 to 1.
    pub score: f64,
}

/// Compares two documents as [`compare`] does, and keeps the pairs that were considered.
pub fn compare_in_full(old: &Document, new: &Document, options: &Options) -> Comparison {
    let mut comparison = Comparison { changes: Vec::new(), considered: Vec::new() };
    for (pool, alignment) in aligned(old, new, options) {
        comparison.changes.extend(changes(old, new, &pool, &alignment));
        comparison.considered.extend(alignment.scored.into_iter().map(|pair| Considered {
            old: pool.old[pair.old],
            new: pool.new[pair.new],
            signals: named(pair.values),
            score: pair.score,
        }));
    }
    tell_outdated(&mut comparison.changes, old, new, options);
    comparison
}

/// Each pool with its alignment.
fn aligned(old: &Document, new: &Document, options: &Options) -> impl Iterator<Item = (Pool, Alignment)> {
    let language = Language::of(language_of(old, new, options));
    pools(old, new, options).into_iter().map(move |pool| {
        let alignment = align(&select(old, &pool.old), &select(new, &pool.new), &language, options);
        (pool, alignment)
    })
}

fn changes(old: &Document, new: &Document, pool: &Pool, alignment: &Alignment) -> Vec<Change> {
    classify((old, &pool.old), (new, &pool.new), alignment)
}

fn named(values: Values) -> BTreeMap<&'static str, f64> {
    SIGNALS.iter().zip(values).map(|(signal, value)| (signal.name, value)).collect()
}

/// Whether a document has numbered paragraphs only, and the other recommendations: all of those would
/// look withdrawn or new if the paragraphs were left out.
pub(crate) fn lacks_recommendations(document: &Document, other: &Document) -> bool {
    document.count(Kind::Paragraph) > 0 && !document.states_any() && other.count(Kind::Recommendation) > 0
}

/// Provisions that are compared with each other, by their places.
struct Pool {
    old: Vec<usize>,
    new: Vec<usize>,
}

/// The pools that two documents fall into.
fn pools(old: &Document, new: &Document, options: &Options) -> Vec<Pool> {
    let has = |kind| old.count(kind) + new.count(kind) > 0;
    let paragraphs = options.paragraphs || !(old.states_any() || new.states_any());
    // A preamble is there only where it is part of what is adopted.
    let wanted = |kind: Kind| kind != Kind::Paragraph || paragraphs;
    let places = |document: &Document, pick: &dyn Fn(Kind) -> bool| {
        (0..document.provisions.len()).filter(|&at| pick(document.provisions[at].kind)).collect::<Vec<_>>()
    };
    for (without, with, swapped) in [(old, new, false), (new, old, true)] {
        if lacks_recommendations(without, with) {
            let one = places(without, &|kind| kind == Kind::Paragraph);
            let other = places(with, &|kind| kind.is_stated() || kind == Kind::Paragraph && options.paragraphs);
            return vec![if swapped { Pool { old: other, new: one } } else { Pool { old: one, new: other } }];
        }
    }
    if has(Kind::Item) {
        return vec![Pool { old: places(old, &wanted), new: places(new, &wanted) }];
    }
    Kind::ALL
        .into_iter()
        .filter(|&kind| wanted(kind) && has(kind))
        .map(|kind| Pool { old: places(old, &|there| there == kind), new: places(new, &|there| there == kind) })
        .collect()
}

/// Whether two provisions are ever held against each other: a recommendation and a paragraph mostly are not.
pub(crate) fn are_comparable((old, at): (&Document, usize), (new, there): (&Document, usize)) -> bool {
    let options = Options { paragraphs: true, ..Options::default() };
    pools(old, new, &options).iter().any(|pool| pool.old.contains(&at) && pool.new.contains(&there))
}

fn select<'a>(document: &'a Document, places: &[usize]) -> Vec<&'a Provision> {
    places.iter().map(|&at| &document.provisions[at]).collect()
}

/// The language in which two documents are compared, as an ISO 639-1 code: as the options say, or as it was found.
pub fn language_of<'a>(old: &'a Document, new: &'a Document, options: &'a Options) -> Option<&'a str> {
    // Where the two differ, either would do; the choice does not depend on which is the old one.
    let found = old.language.iter().chain(&new.language).min();
    options.language.as_ref().or(found).map(String::as_str)
}

/// Links from the new side: for each new provision, the old one that is linked to it.
fn reversed(links: &[Option<usize>], new_count: usize) -> Vec<Option<usize>> {
    let mut backwards = vec![None; new_count];
    for (old, link) in links.iter().enumerate() {
        if let Some(new) = *link {
            backwards[new] = Some(old);
        }
    }
    backwards
}
