//! Which pairs are worth a closer look: those that share rare words, found by an index and not by
//! trying all, and those that stand in the same place.

use std::hash::Hash;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::progress::{Part, Steps};
use super::reversed;
use super::text::{Index, Prepared, Rarity, Text};
use crate::language::Term;

/// How many of a text's rarest words are looked up.
const RAREST_WORDS: usize = 24;

/// How many candidates each text keeps, those that share most.
const MOST_CANDIDATES: usize = 12;

/// How many candidates each text keeps however little they share, so that there are rivals to show.
const LEAST_CANDIDATES: usize = 4;

/// A candidate that shares less than this part of what the best one shares is not looked at.
const WORTH_A_LOOK: f64 = 0.25;

/// Words that stand in more texts than this are not looked up: they tell nothing apart.
const COMMON: usize = 250;

/// The candidate pairs, sorted, each once. A text that is a candidate's candidate is one itself, so
/// that swapping the sides gives the same pairs.
pub(super) fn candidates(prepared: &Prepared, progress: Part<'_>) -> Vec<(usize, usize)> {
    let steps = progress.steps(prepared.old.len() + prepared.new.len());
    let Prepared { old, new, rarity, terms } = prepared;
    let mut pairs = same(old, new);
    let new_index = Index::of(new, terms.len());
    pairs.par_extend(similar(old, new, &new_index, rarity, &steps));
    let old_index = Index::of(old, terms.len());
    pairs.par_extend(similar(new, old, &old_index, rarity, &steps).map(|(there, at)| (at, there)));
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// For each text, the others that share most of its rarest words.
fn similar<'a>(
    texts: &'a [Text],
    others: &'a [Text],
    index: &'a Index,
    rarity: &'a Rarity,
    steps: &'a Steps<'_>,
) -> impl ParallelIterator<Item = (usize, usize)> + 'a {
    texts
        .par_iter()
        .enumerate()
        .map_init(
            || Tally { weights: vec![0.0; others.len()], met: Vec::new() },
            |tally, (at, text)| {
                steps.step();
                let found = tally.most_alike(text, others, index, rarity);
                found.into_iter().map(|there| (at, there)).collect::<Vec<_>>()
            },
        )
        .flatten_iter()
}

/// The weight of the words shared with each text, kept from one query to the next to save its memory.
struct Tally {
    weights: Vec<f64>,
    met: Vec<u32>,
}

impl Tally {
    fn most_alike(&mut self, text: &Text, others: &[Text], index: &Index, rarity: &Rarity) -> Vec<usize> {
        let mut rarest: Vec<Term> = text.counts().iter().map(|&(term, _)| term).collect();
        rarest.sort_unstable_by_key(|&term| (rarity.frequency(term), term));
        let mut looked_up = 0;
        for term in rarest {
            let with = index.with(term);
            if looked_up == RAREST_WORDS || with.len() > COMMON {
                break;
            }
            if with.is_empty() {
                continue;
            }
            looked_up += 1;
            let weight = rarity.of(term).max(f64::MIN_POSITIVE);
            for &there in with {
                let shared = &mut self.weights[there as usize];
                if *shared == 0.0 {
                    self.met.push(there);
                }
                *shared += weight;
            }
        }
        let mut ranked: Vec<(f64, usize)> = self
            .met
            .drain(..)
            .map(|there| {
                let there = there as usize;
                let shared = std::mem::take(&mut self.weights[there]);
                // As a share of both, so that long texts are not everybody's candidates.
                (shared / (text.weight() + others[there].weight() + f64::MIN_POSITIVE), there)
            })
            .collect();
        let by_share = |one: &(f64, usize), other: &(f64, usize)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
        if ranked.len() > MOST_CANDIDATES {
            ranked.select_nth_unstable_by(MOST_CANDIDATES, by_share);
            ranked.truncate(MOST_CANDIDATES);
        }
        ranked.sort_unstable_by(by_share);
        let best = ranked.first().map_or(0.0, |best| best.0);
        let worth = ranked.partition_point(|&(share, _)| share >= WORTH_A_LOOK * best);
        ranked.truncate(worth.max(LEAST_CANDIDATES));
        ranked.into_iter().map(|(_, there)| there).collect()
    }
}
/// The pairs that stand in the same place between their neighbours' links, whatever their words. Seen
/// from both sides, so that swapping them gives the same pairs.
pub(super) fn in_place(links: &[Option<usize>], new_count: usize) -> Vec<(usize, usize)> {
    let backwards = in_place_of_one_side(&reversed(links, new_count), links.len());
    let mut pairs = in_place_of_one_side(links, new_count);
    pairs.extend(backwards.into_iter().map(|(new, old)| (old, new)));
    pairs
}

fn in_place_of_one_side(links: &[Option<usize>], other_count: usize) -> Vec<(usize, usize)> {
    /// Between two links, so many more provisions on each side are paired by place.
    const WIDEST_GAP: usize = 4;
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
        let is_narrow = here - start <= WIDEST_GAP && to.saturating_sub(from) <= 2 * WIDEST_GAP;
        let free: Vec<usize> = if is_narrow { (from..to).filter(|&there| !taken[there]).collect() } else { Vec::new() };
        if free.len() <= WIDEST_GAP {
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
