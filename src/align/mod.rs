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
mod friends;
mod groups;
mod judge;
mod monotone;
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
use friends::Friends;
use groups::{Group, grow};
use judge::{Judge, Rivals};
use monotone::align_in_order;
use score::Weights;
use signal::{COUNT, Pair, Place, SIGNALS, measure, with_place};
use text::{Rarity, Text};

/// The score that a link must reach where nothing more is known of the two documents: below it the
/// provisions are better left alone. `Friends` sets it for the documents at hand.
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
    // Where the two differ, either would do; the choice does not depend on which is the old one.
    let found = old.language.iter().chain(&new.language).min();
    Language::of(options.language.as_ref().or(found).map(String::as_str))
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
    let mut pairs = candidates(&old, &new, &rarity, &terms);
    let by_words: Vec<Scored> = pairs
        .iter()
        .map(|&(at, there)| {
            let values = measure(&Pair { old: &old[at], new: &new[there], rarity: &rarity, place: None });
            Scored { old: at, new: there, values, score: weights.score(&values) }
        })
        .collect();
    // What is most alike on both sides tells how far the order was kept and how freely words were
    // changed.
    let friends = Friends::of(&by_words, &old, &new);
    let in_order = friends.order_tells_more().then(|| {
        let taken = friends.moved(old.len(), new.len());
        let taken = [taken[0].as_slice(), taken[1].as_slice()];
        align_in_order(&old, &new, &rarity, &friends.fixed(), taken, friends.length_ratio, friends.least_likeness())
    });
    let anchors = match &in_order {
        Some(groups) => single_links(groups, old.len()),
        None => assigned(&by_words, old.len(), BAR).into_iter().map(|link| safe(&by_words, link)).collect(),
    };
    let place = Place::new(&anchors, new.len());
    pairs.extend(in_place(&anchors, new.len()));
    pairs.extend(anchors.iter().enumerate().filter_map(|(at, there)| Some((at, (*there)?))));
    pairs.sort_unstable();
    pairs.dedup();
    // Nothing but the place has changed for the pairs that were scored before.
    let scored: Vec<Scored> = pairs
        .iter()
        .map(|&(at, there)| {
            let place = place.of(at, there);
            let values = match by_words.binary_search_by_key(&(at, there), |pair| (pair.old, pair.new)) {
                Ok(index) => with_place(by_words[index].values, place),
                Err(_) => measure(&Pair { old: &old[at], new: &new[there], rarity: &rarity, place: Some(place) }),
            };
            Scored { old: at, new: there, values, score: weights.score(&values) }
        })
        .collect();
    let groups = match in_order {
        Some(groups) => {
            let kept = accepted(groups, &scored, &old, &new, &rarity, &friends);
            with_leftovers(kept, &scored, old.len(), new.len())
        }
        None => {
            let links = assigned(&scored, old.len(), friends.bar_alone());
            let linked: Vec<Option<usize>> = links.into_iter().map(|link| link.map(|at| scored[at].new)).collect();
            grow(&old, &new, &rarity, &linked, &pairs)
        }
    };
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

impl Scored {
    /// The likeness by words.
    fn words(&self) -> f64 {
        SIGNALS.iter().zip(self.values).find(|(signal, _)| signal.name == "words").map_or(0.0, |(_, value)| value)
    }
}

/// The best assignment: for each old provision, the index of the scored pair that links it.
fn assigned(scored: &[Scored], old_count: usize, bar: f64) -> Vec<Option<usize>> {
    // Of pairs that score the same, those at the same height are taken: a hair less gain for each place.
    let hair = |pair: &Scored| 1e-9 * pair.old.abs_diff(pair.new) as f64;
    let choices: Vec<Choice> = scored
        .iter()
        .map(|pair| Choice { old: pair.old, new: pair.new, gain: pair.score - bar - hair(pair) })
        .collect();
    let mut links = vec![None; old_count];
    for at in assign(&choices) {
        links[choices[at].old] = Some(at);
    }
    links
}

/// The links of groups of one and one.
fn single_links(groups: &[Group], old_count: usize) -> Vec<Option<usize>> {
    let mut links = vec![None; old_count];
    for group in groups {
        if let ([at], [there]) = (group.old.as_slice(), group.new.as_slice()) {
            links[*at] = Some(*there);
        }
    }
    links
}

/// What is left of groups when links below the bar are dropped, and members that have too little in
/// common with the other side.
fn accepted(
    groups: Vec<Group>,
    scored: &[Scored],
    old: &[Text],
    new: &[Text],
    rarity: &Rarity,
    friends: &Friends,
) -> Vec<Group> {
    let least_share = friends.least_share();
    let share = |text: &Text, others: &[usize], other_texts: &[Text]| {
        let shared: f64 = others.iter().map(|&there| text.shared_weight(&other_texts[there], rarity)).sum();
        if text.weight() == 0.0 { 0.0 } else { shared / text.weight() }
    };
    let groups: Vec<Group> = groups.into_iter().flat_map(|group| uncrossed(group, scored)).collect();
    // A pair between two pairs of neighbours has only each other to go to.
    let ends: std::collections::BTreeSet<(usize, usize)> =
        groups.iter().map(|group| (group.old[group.old.len() - 1], group.new[group.new.len() - 1])).collect();
    let starts: std::collections::BTreeSet<(usize, usize)> =
        groups.iter().map(|group| (group.old[0], group.new[0])).collect();
    let between = |at: usize, there: usize| {
        let after = match (at.checked_sub(1), there.checked_sub(1)) {
            (Some(at), Some(there)) => ends.contains(&(at, there)),
            (at, there) => at == there,
        };
        let at_end = (at + 1 == old.len(), there + 1 == new.len());
        after && (starts.contains(&(at + 1, there + 1)) || at_end == (true, true))
    };
    let reaches_bar = |at: usize, there: usize| {
        let found = scored.binary_search_by_key(&(at, there), |pair| (pair.old, pair.new));
        let bar = friends.bar(between(at, there));
        found.is_ok_and(|index| scored[index].score >= bar)
    };
    groups
        .into_iter()
        .filter_map(|mut group| {
            if group.old.len() + group.new.len() > 2 {
                let (olds, news) = (group.old.clone(), group.new.clone());
                group.old.retain(|&at| olds.len() == 1 || share(&old[at], &news, new) >= least_share);
                group.new.retain(|&there| news.len() == 1 || share(&new[there], &olds, old) >= least_share);
            }
            match (group.old.as_slice(), group.new.as_slice()) {
                ([], _) | (_, []) => None,
                (&[at], &[there]) => reaches_bar(at, there).then_some(group),
                _ => Some(group),
            }
        })
        .collect()
}

/// Two and two that were taken together because they only changed places come apart.
fn uncrossed(group: Group, scored: &[Scored]) -> Vec<Group> {
    let reaches_bar = |at: usize, there: usize| {
        let found = scored.binary_search_by_key(&(at, there), |pair| (pair.old, pair.new));
        found.is_ok_and(|index| scored[index].score >= BAR)
    };
    match (group.old.as_slice(), group.new.as_slice()) {
        (&[first, second], &[one, other]) if reaches_bar(first, other) && reaches_bar(second, one) => {
            vec![Group { old: vec![first], new: vec![other] }, Group { old: vec![second], new: vec![one] }]
        }
        _ => vec![group],
    }
}

/// Adds links out of order between what the order left alone.
fn with_leftovers(mut groups: Vec<Group>, scored: &[Scored], old_count: usize, new_count: usize) -> Vec<Group> {
    let mut used = [vec![false; old_count], vec![false; new_count]];
    for group in &groups {
        group.old.iter().for_each(|&at| used[0][at] = true);
        group.new.iter().for_each(|&there| used[1][there] = true);
    }
    let free: Vec<&Scored> = scored.iter().filter(|pair| !used[0][pair.old] && !used[1][pair.new]).collect();
    let choices: Vec<Choice> =
        free.iter().map(|pair| Choice { old: pair.old, new: pair.new, gain: pair.score - BAR }).collect();
    groups.extend(
        assign(&choices).into_iter().map(|at| Group { old: vec![choices[at].old], new: vec![choices[at].new] }),
    );
    groups.sort_by_key(|group| group.old[0]);
    groups
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

fn safe(scored: &[Scored], link: Option<usize>) -> Option<usize> {
    link.map(|at| &scored[at]).filter(|pair| pair.score >= ANCHOR).map(|pair| pair.new)
}
