//! Old provisions to new ones: candidates, signals, score, assignment, splits and merges, and what
//! each link is worth.
//!
//! [`compare`] aligns two documents and classes what it finds as [`Change`]s. Every provision of
//! both sides stands in exactly one change.

mod assignment;
mod candidates;
mod change;
mod classify;
mod coverage;
mod groups;
mod judge;
mod precedents;
mod score;
mod signal;
mod text;

use std::collections::BTreeMap;

use serde::Serialize;

pub use change::{Certainty, Change, Evidence, Link, Part, Relation, Rival, Shares};
pub(crate) use precedents::precedents;

use crate::extract::{Document, Kind, Provision};
use crate::language::{Language, Term, Terms};
use assignment::{Choice, assign};
use candidates::{candidates, in_place};
use classify::{classify, relation_of_two};
use groups::{Group, grow};
use judge::{Judge, Rivals};
use score::Weights;
use signal::{COUNT, Pair, Place, SIGNALS, measure};
use text::{Rarity, Text};

/// The score that a link must reach. Below it the provisions are better left alone.
const BAR: f64 = 0.5;

/// The score from which a link counts as safe enough to place its neighbours by.
const ANCHOR: f64 = 0.7;

/// What to compare, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Compare numbered paragraphs as well as recommendations.
    pub paragraphs: bool,
    /// The language of both texts, as an ISO 639-1 code; found out from the texts where it is `None`.
    pub language: Option<String>,
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
    let mut changes = Vec::new();
    for (old_side, new_side) in pools(old, new, options) {
        let alignment = align(&select(old, &old_side), &select(new, &new_side), &language(old, new, options));
        changes.extend(classify((old, &old_side), (new, &new_side), &alignment));
    }
    changes
}

/// A pair of provisions that was considered for a link, and what speaks for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
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

/// Every pair that [`compare`] considers, linked or not: what the weights are fitted on, and what
/// there was to choose from.
pub fn considered(old: &Document, new: &Document, options: &Options) -> Vec<Considered> {
    let mut considered = Vec::new();
    for (old_side, new_side) in pools(old, new, options) {
        let alignment = align(&select(old, &old_side), &select(new, &new_side), &language(old, new, options));
        considered.extend(alignment.scored.iter().map(|pair| Considered {
            old: old_side[pair.old],
            new: new_side[pair.new],
            signals: named(pair.values),
            score: pair.score,
        }));
    }
    considered
}

fn named(values: [f64; COUNT]) -> BTreeMap<&'static str, f64> {
    SIGNALS.iter().zip(values).map(|(signal, value)| (signal.name, value)).collect()
}

/// Whether a document has numbered paragraphs only, and the other recommendations: all of those would
/// look withdrawn or new if the paragraphs were left out.
pub(crate) fn lacks_recommendations(document: &Document, other: &Document) -> bool {
    let only_paragraphs =
        document.count(Kind::Paragraph) > 0 && document.count(Kind::Paragraph) == document.provisions.len();
    only_paragraphs && other.count(Kind::Recommendation) > 0
}

/// The provisions that are compared with each other, by their places.
fn pools(old: &Document, new: &Document, options: &Options) -> Vec<(Vec<usize>, Vec<usize>)> {
    let has = |kind| old.count(kind) + new.count(kind) > 0;
    let paragraphs = options.paragraphs || !has(Kind::Recommendation);
    let wanted = |kind: Kind| kind != Kind::Paragraph || paragraphs;
    let places = |document: &Document, pick: &dyn Fn(Kind) -> bool| {
        (0..document.provisions.len()).filter(|&at| pick(document.provisions[at].kind)).collect::<Vec<_>>()
    };
    for (without, with, swapped) in [(old, new, false), (new, old, true)] {
        if lacks_recommendations(without, with) {
            let (one, other) =
                (places(without, &|_| true), places(with, &|kind| kind != Kind::Paragraph || options.paragraphs));
            return vec![if swapped { (other, one) } else { (one, other) }];
        }
    }
    if has(Kind::Item) {
        return vec![(places(old, &wanted), places(new, &wanted))];
    }
    [Kind::Recommendation, Kind::Paragraph]
        .into_iter()
        .filter(|&kind| wanted(kind) && has(kind))
        .map(|kind| (places(old, &|there| there == kind), places(new, &|there| there == kind)))
        .collect()
}

fn select<'a>(document: &'a Document, places: &[usize]) -> Vec<&'a Provision> {
    places.iter().map(|&at| &document.provisions[at]).collect()
}

fn language(old: &Document, new: &Document, options: &Options) -> Language {
    let code = options.language.as_ref().or(old.language.as_ref()).or(new.language.as_ref());
    Language::of(code.map(String::as_str))
}

/// Links between two lists of provisions, by their places in the lists.
struct Alignment {
    links: Vec<(Group, Link)>,
    /// Every pair that was considered.
    scored: Vec<Scored>,
    /// For each old and each new provision, the words of its heading.
    sections: [Vec<Vec<Term>>; 2],
}

/// Aligns two lists of provisions.
fn align(old: &[&Provision], new: &[&Provision], language: &Language) -> Alignment {
    let Prepared { old, new, rarity, terms } = Prepared::of(old, new, language);
    let weights = <&Weights>::default();
    let mut pairs = candidates(&old, &new, &rarity);
    let score_all = |pairs: &[(usize, usize)], place: Option<&Place>| {
        pairs
            .iter()
            .map(|&(at, there)| {
                let place = place.map(|place| place.of(at, there));
                let values = measure(&Pair { old: &old[at], new: &new[there], rarity: &rarity, place });
                Scored { old: at, new: there, values, score: weights.score(&values) }
            })
            .collect::<Vec<_>>()
    };
    // What is sure by its words tells where the rest stands.
    let scored = score_all(&pairs, None);
    let anchors: Vec<Option<usize>> =
        assigned(&scored, old.len()).into_iter().map(|link| safe(&scored, link)).collect();
    let place = Place::new(&anchors, new.len());
    pairs.extend(in_place(&anchors, new.len()));
    pairs.sort_unstable();
    pairs.dedup();
    let scored = score_all(&pairs, Some(&place));
    let linked: Vec<Option<usize>> =
        assigned(&scored, old.len()).into_iter().map(|link| link.map(|at| scored[at].new)).collect();
    let groups = grow(&old, &new, &rarity, &linked, &pairs);
    let rivals = Rivals::of(&scored, old.len(), new.len());
    let judge = Judge { old: &old, new: &new, rarity: &rarity, terms: &terms, scored: &scored, rivals };
    let links = groups.into_iter().map(|group| judge.link(group)).collect();
    let sections = [old, new].map(|side| side.into_iter().map(|text| text.section).collect());
    Alignment { links, scored, sections }
}

/// Both sides as the engine sees them.
struct Prepared {
    old: Vec<Text>,
    new: Vec<Text>,
    rarity: Rarity,
    terms: Terms,
}

impl Prepared {
    fn of(old: &[&Provision], new: &[&Provision], language: &Language) -> Self {
        let mut terms = Terms::default();
        let mut prepare = |side: &[&Provision]| -> Vec<Text> {
            side.iter().map(|provision| Text::of(provision, language, &mut terms)).collect()
        };
        let (mut old, mut new) = (prepare(old), prepare(new));
        let rarity = Rarity::measure(&mut old, &mut new, terms.len());
        Prepared { old, new, rarity, terms }
    }
}

/// A pair with its signals.
struct Scored {
    old: usize,
    new: usize,
    values: [f64; COUNT],
    score: f64,
}

/// The best assignment: for each old provision, the index of the scored pair that links it.
fn assigned(scored: &[Scored], old_count: usize) -> Vec<Option<usize>> {
    let choices: Vec<Choice> =
        scored.iter().map(|pair| Choice { old: pair.old, new: pair.new, gain: pair.score - BAR }).collect();
    let mut links = vec![None; old_count];
    for at in assign(&choices) {
        links[choices[at].old] = Some(at);
    }
    links
}

fn safe(scored: &[Scored], link: Option<usize>) -> Option<usize> {
    link.map(|at| &scored[at]).filter(|pair| pair.score >= ANCHOR).map(|pair| pair.new)
}
