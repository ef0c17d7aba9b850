//! Which pairs are worth a closer look: those that share rare words, found by an index and not by
//! trying all, and those that stand in the same place.

use rustc_hash::FxHashMap;

use super::reversed;
use super::text::{Index, Rarity, Text};
use crate::language::{Term, Terms};

/// How many of a text's rarest words are looked up.
const RAREST_WORDS: usize = 24;

/// How many candidates each text keeps, those that share most.
const MOST_CANDIDATES: usize = 12;

/// Words that stand in more texts than this are not looked up: they tell nothing apart.
const COMMON: usize = 400;

/// The candidate pairs, sorted, each once. A text that is a candidate's candidate is one itself, so
/// that swapping the sides gives the same pairs.
pub(super) fn candidates(old: &[Text], new: &[Text], rarity: &Rarity, terms: &Terms) -> Vec<(usize, usize)> {
    let (old_index, new_index) = (Index::of(old), Index::of(new));
    let mut pairs = same_words(old, new);
    for (at, text) in old.iter().enumerate() {
        pairs.extend(similar_to(text, &new_index, new, rarity, terms).into_iter().map(|there| (at, there)));
    }
    for (at, text) in new.iter().enumerate() {
        pairs.extend(similar_to(text, &old_index, old, rarity, terms).into_iter().map(|there| (there, at)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The texts that share most of a text's rarest words.
fn similar_to(text: &Text, index: &Index, others: &[Text], rarity: &Rarity, terms: &Terms) -> Vec<usize> {
    let mut rarest: Vec<Term> = text.counts().iter().map(|&(term, _)| term).collect();
    rarest.sort_by(|&one, &other| {
        // Of equals in the order of the alphabet: numbers depend on which text was read first.
        rarity.frequency(one).cmp(&rarity.frequency(other)).then_with(|| terms.normal(one).cmp(terms.normal(other)))
    });
    let mut shared = FxHashMap::<u32, f64>::default();
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
        for &there in with {
            *shared.entry(there).or_default() += rarity.of(term);
        }
    }
    let mut ranked: Vec<(f64, usize)> = shared
        .into_iter()
        .map(|(there, weight)| {
            let there = there as usize;
            // As a share of both, so that long texts are not everybody's candidates.
            (weight / (text.weight() + others[there].weight() + f64::MIN_POSITIVE), there)
        })
        .collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    ranked.into_iter().take(MOST_CANDIDATES).map(|(_, there)| there).collect()
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

/// The k-th of several texts with the same words, paired with the k-th of the other side: no index can
/// tell them apart.
fn same_words(old: &[Text], new: &[Text]) -> Vec<(usize, usize)> {
    let by_words = |texts: &[Text]| {
        let mut places = FxHashMap::<Vec<Term>, Vec<usize>>::default();
        for (at, text) in texts.iter().enumerate() {
            places.entry(text.terms().clone()).or_default().push(at);
        }
        places
    };
    let there = by_words(new);
    let pairs = by_words(old).into_iter().filter_map(|(words, olds)| Some((olds, there.get(&words)?.clone())));
    pairs.flat_map(|(olds, news)| olds.into_iter().zip(news)).collect()
}
