//! Which pairs are worth a closer look: those that share rare words, found by an index and not by
//! trying all, and those that stand in the same place.

use std::hash::Hash;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tracing::trace_span;

use super::parameters::Candidates;
use super::progress::{Part, Steps};
use super::reversed;
use super::text::{Prepared, Text};
use crate::index::{Accumulator, TermIndex};

/// The candidate pairs, sorted, each once. A text that is a candidate's candidate is one itself, so
/// that swapping the sides gives the same pairs.
pub(super) fn candidates(prepared: &Prepared<'_>, numbers: &Candidates, progress: Part<'_>) -> Vec<(usize, usize)> {
    let _stage = trace_span!("candidates").entered();
    let steps = progress.steps(prepared.old.len() + prepared.new.len());
    let Prepared { old, new, index, indexed, .. } = prepared;
    let finder = Finder { index, numbers, steps: &steps };
    let mut pairs = same(old, new);
    pairs.par_extend(finder.similar(old, new, &indexed[1]));
    pairs.par_extend(finder.similar(new, old, &indexed[0]).map(|(there, at)| (at, there)));
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

struct Finder<'a> {
    index: &'a TermIndex,
    numbers: &'a Candidates,
    steps: &'a Steps<'a>,
}

impl Finder<'_> {
    /// For each text, the others that share most of its rarest terms. `indexed` are the others' places in the index.
    fn similar(
        &self,
        texts: &[Text],
        others: &[Text],
        indexed: &Range<u32>,
    ) -> impl ParallelIterator<Item = (usize, usize)> {
        texts
            .par_iter()
            .enumerate()
            .map_init(
                || Accumulator::new(others.len()),
                |shared, (at, text)| {
                    self.steps.step();
                    let found = self.most_alike(text, others, indexed, shared);
                    found.into_iter().map(|there| (at, there)).collect::<Vec<_>>()
                },
            )
            .flatten_iter()
    }

    fn most_alike(&self, text: &Text, others: &[Text], indexed: &Range<u32>, shared: &mut Accumulator) -> Vec<usize> {
        let Finder { index, numbers, .. } = self;
        let with = |term| index.postings_in(term, indexed);
        let mut rarest: Vec<_> = text.counts().iter().map(|&(term, _)| (with(term), term)).collect();
        rarest.retain(|(with, _)| !with.is_empty());
        rarest.sort_unstable_by_key(|&(_, term)| (index.frequency(term), term));
        let mut looked_up = 0;
        for (with, term) in rarest.into_iter().take(numbers.rarest_terms) {
            looked_up += with.len();
            // What is common in a large document may be all that a short text has.
            if with.len() > numbers.common && looked_up > numbers.postings {
                break;
            }
            shared.add(index.weight(term), with.iter().map(|&there| there - indexed.start));
        }
        // As a share of both, so that long texts are not everybody's candidates.
        let share = |shared: f64, there: usize| shared / (text.weight() + others[there].weight() + f64::MIN_POSITIVE);
        // A short text that was put into a long one has little in common with it as a share of both.
        let holders = shared.heaviest(numbers.holders);
        let mut ranked = shared.ranked(numbers.most, share);
        let best = ranked.first().map_or(0.0, |best| best.0);
        let worth = ranked.partition_point(|&(share, _)| share >= numbers.worth_a_look * best);
        ranked.truncate(worth.max(numbers.least));
        let mut found: Vec<usize> = ranked.into_iter().map(|(_, there)| there).chain(holders).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The pairs that stand in the same place between their neighbours' links, whatever their words. Seen
/// from both sides, so that swapping them gives the same pairs.
///
/// `widest` is how many more provisions a side may have between two links.
pub(super) fn in_place(links: &[Option<usize>], new_count: usize, widest: usize) -> Vec<(usize, usize)> {
    let backwards = in_place_of_one_side(&reversed(links, new_count), links.len(), widest);
    let mut pairs = in_place_of_one_side(links, new_count, widest);
    pairs.extend(backwards.into_iter().map(|(new, old)| (old, new)));
    pairs
}

fn in_place_of_one_side(links: &[Option<usize>], other_count: usize, widest: usize) -> Vec<(usize, usize)> {
    let mut taken = vec![false; other_count];
    for &there in links.iter().flatten() {
        taken[there] = true;
    }
    let mut pairs = Vec::new();
    let mut here = 0;
    while here < links.len() {
        if links[here].is_some() {
            here += 1;
            continue;
        }
        let start = here;
        while here < links.len() && links[here].is_none() {
            here += 1;
        }
        let from = start.checked_sub(1).and_then(|before| links[before]).map_or(0, |there| there + 1);
        let to = links.get(here).copied().flatten().unwrap_or(other_count);
        let is_narrow = here - start <= widest && to.saturating_sub(from) <= 2 * widest;
        let free: Vec<usize> = if is_narrow { (from..to).filter(|&there| !taken[there]).collect() } else { Vec::new() };
        if free.len() <= widest {
            pairs.extend((start..here).flat_map(|here| free.iter().map(move |&there| (here, there))));
        }
    }
    pairs
}

/// The k-th of several texts that are the same, or have the same words, paired with the k-th of the other
/// side: no index can tell them apart.
fn same(old: &[Text], new: &[Text]) -> Vec<(usize, usize)> {
    let mut pairs = kth(old, new, Text::fingerprint);
    pairs.extend(kth(old, new, Text::terms));
    pairs
}

/// The k-th text of each key, paired with the k-th of the same key on the other side.
fn kth<'a, K: Hash + Eq>(old: &'a [Text], new: &'a [Text], key: fn(&'a Text) -> K) -> Vec<(usize, usize)> {
    let by_key = |texts: &'a [Text]| {
        let mut places = FxHashMap::<K, Vec<usize>>::default();
        for (at, text) in texts.iter().enumerate() {
            places.entry(key(text)).or_default().push(at);
        }
        places
    };
    let mut there = by_key(new);
    let pairs = by_key(old).into_iter().filter_map(|(key, olds)| Some((olds, there.remove(&key)?)));
    pairs.flat_map(|(olds, news)| olds.into_iter().zip(news)).collect()
}
