//! Families: groups of provisions on one matter, and the words that tell what it is.
//!
//! Groups are joined along links, the strongest first, and two only as long as their texts are alike on average
//! (average-link clustering along links). One link between two large families says little, so that no family swallows an
//! archive, however many links there are.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tracing::trace_span;

use super::collection::{Collection, Place, every_place};
use super::parameters::Parameters;
use super::scorer::Scorer;
use super::statistics::Statistics;
use crate::analysis::Analysed;
use crate::language::Term;

/// A link between two groups, by their places.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GroupLink {
    pub(crate) groups: (usize, usize),
    /// Whether a person vouches for it: then it joins whatever the texts say.
    pub(crate) is_affirmed: bool,
}

/// Groups that are on one matter.
pub(crate) struct Cluster {
    /// Their places, in order.
    pub(crate) groups: Vec<usize>,
    /// The words that most of their texts have and few others, the most telling first.
    pub(crate) words: Vec<String>,
}

/// The families of some groups that links join; a group that is joined to none is no family. All that the documents say tells
/// how rare words are, or the archive that they are a part of. Links are taken in their order.
pub(crate) fn families(
    documents: &[&Analysed],
    groups: &[Vec<Place>],
    links: &[GroupLink],
    parameters: &Parameters,
    archive: Option<&Statistics>,
) -> Vec<Cluster> {
    let _stage = trace_span!("families").entered();
    let places = every_place(documents);
    let at = |place: &Place| places.partition_point(|other| other < place);
    let groups: Vec<Vec<usize>> = groups.iter().map(|group| group.iter().map(at).collect()).collect();
    let mut texts = Collection::of(documents, places, parameters, archive);
    texts.pass_over_what_is_given();
    // Of the others nothing is asked but how rare words are.
    let mut is_grouped = vec![false; texts.len()];
    groups.iter().flatten().for_each(|&at| is_grouped[at] = true);
    texts.weigh_the_core(|at| is_grouped[at]);
    clusters(&texts, &groups, links, parameters)
}

/// The families of some groups that links join, and then whatever is likest among all texts: what they are about, where
/// links tell of a few only.
pub(crate) fn themes(
    documents: &[&Analysed],
    places: Vec<Place>,
    groups: &[Vec<usize>],
    mut links: Vec<GroupLink>,
    parameters: &Parameters,
) -> Vec<Cluster> {
    let scorer = Scorer::of(documents, places, |_| true, parameters, None);
    let mut group_of = vec![0; scorer.texts.len()];
    groups.iter().enumerate().for_each(|(at, own)| own.iter().for_each(|&text| group_of[text] = at));
    let joins = scorer.nearest().into_iter().map(|(_, (one, other))| (group_of[one], group_of[other]));
    links.extend(joins.filter(|(one, other)| one != other).map(|groups| GroupLink { groups, is_affirmed: false }));
    clusters(&scorer.texts, groups, &links, parameters)
}

/// The families of some groups of texts that links join.
fn clusters(
    texts: &Collection<'_>,
    groups: &[Vec<usize>],
    links: &[GroupLink],
    parameters: &Parameters,
) -> Vec<Cluster> {
    let mut clusters: Vec<Option<Joined>> =
        (0..groups.len()).into_par_iter().map(|at| Some(Joined::of(texts, at, &groups[at]))).collect();
    let mut joined_to: Vec<usize> = (0..groups.len()).collect();
    for link in links {
        let [one, other] = [link.groups.0, link.groups.1].map(|mut group| {
            while joined_to[group] != group {
                group = joined_to[group];
            }
            group
        });
        let (Some(first), Some(second)) = (&clusters[one], &clusters[other]) else { continue };
        if one != other && (link.is_affirmed || first.likeness(second) >= parameters.family.alike) {
            // The smaller one goes to the larger, so that no way to the whole is long.
            let (into, from) = if first.groups.len() < second.groups.len() { (other, one) } else { (one, other) };
            joined_to[from] = into;
            if let (Some(whole), Some(part)) = (clusters[into].take(), clusters[from].take()) {
                clusters[into] = Some(whole.with(part));
            }
        }
    }
    let several: Vec<Joined> = clusters.into_iter().flatten().filter(|one| one.groups.len() > 1).collect();
    let families = several.into_par_iter().map(|one| {
        let mut own = one.groups;
        own.sort_unstable();
        let members: Vec<usize> = own.iter().flat_map(|&group| groups[group].iter().copied()).collect();
        Cluster { groups: own, words: telling_words(texts, &members, parameters) }
    });
    families.collect()
}

/// Groups that were joined, and the sum of their vectors.
struct Joined {
    groups: Vec<usize>,
    sum: FxHashMap<Term, f64>,
}

impl Joined {
    /// A group by itself: the mean of its texts, each of them a vector of the length 1.
    fn of(texts: &Collection<'_>, group: usize, members: &[usize]) -> Self {
        let mut sum = FxHashMap::default();
        for &at in members {
            let weights: Vec<(Term, f64)> =
                telling_terms(texts, at).into_iter().map(|term| (term, texts.weight(term))).collect();
            let norm = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt() * members.len() as f64;
            for (term, weight) in weights.into_iter().filter(|_| norm > 0.0) {
                *sum.entry(term).or_default() += weight / norm;
            }
        }
        Joined { groups: vec![group], sum }
    }

    /// How alike the groups of two are, on average: the mean of the cosines, from 0 to 1.
    fn likeness(&self, other: &Joined) -> f64 {
        let (few, many) = if self.sum.len() < other.sum.len() { (self, other) } else { (other, self) };
        // Added up in the order of the terms, so that no sum depends on how a map is laid out.
        let mut shared: Vec<(Term, f64)> =
            few.sum.iter().filter_map(|(term, weight)| Some((*term, weight * many.sum.get(term)?))).collect();
        shared.sort_unstable_by_key(|(term, _)| *term);
        let product: f64 = shared.iter().map(|(_, weight)| weight).sum();
        product / (self.groups.len() * other.groups.len()) as f64
    }

    fn with(mut self, other: Joined) -> Self {
        self.groups.extend(other.groups);
        for (term, weight) in other.sum {
            *self.sum.entry(term).or_default() += weight;
        }
        self
    }
}

/// The terms of a text that tell something, each once; of one that has none, all of them.
fn telling_terms(texts: &Collection<'_>, at: usize) -> Vec<Term> {
    let of = |least: f64| -> Vec<Term> {
        let mut terms: Vec<Term> =
            texts.words(at).iter().filter(|word| word.tells >= least).map(|word| word.term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    };
    let telling = of(1.0);
    if telling.is_empty() { of(0.0) } else { telling }
}

/// The words of some texts that tell what they are about: those that most of them have, and few others. Where no word is
/// in most of them, those that several have.
fn telling_words(texts: &Collection<'_>, members: &[usize], parameters: &Parameters) -> Vec<String> {
    let mut counts = BTreeMap::<Term, usize>::new();
    members.iter().flat_map(|&at| telling_terms(texts, at)).for_each(|term| *counts.entry(term).or_default() += 1);
    let share = |count: usize| count as f64 / members.len() as f64;
    let telling = |&(term, count): &(Term, usize)| share(count) * texts.weight(term);
    let mut several: Vec<(Term, usize)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    // Sorted by the terms before, so that of the same weight the first by the alphabet comes first.
    several.sort_by(|one, other| telling(other).total_cmp(&telling(one)));
    let is_in_most = |(_, count): &(Term, usize)| share(*count) >= parameters.family.share;
    if several.iter().any(is_in_most) {
        several.retain(is_in_most);
    }
    let printed = |(term, _): (Term, usize)| {
        let mut forms = BTreeMap::<String, usize>::new();
        members.iter().filter_map(|&at| texts.printed(at, term)).for_each(|form| *forms.entry(form).or_default() += 1);
        forms.into_iter().rev().max_by_key(|(_, count)| *count).map(|(form, _)| form)
    };
    several.into_iter().take(parameters.family.words).filter_map(printed).collect()
}
