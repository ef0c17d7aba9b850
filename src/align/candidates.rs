//! Which pairs are worth a closer look: those that share rare words, found by an index and not by
//! trying all, and those that stand in the same place.

use rustc_hash::FxHashMap;

use super::text::{Index, Rarity, Text};
use crate::language::Term;

/// How many of a text's rarest words are looked up.
const RAREST_WORDS: usize = 24;

/// How many candidates each text keeps, those that share most.
const MOST_CANDIDATES: usize = 12;

/// Words that stand in more texts than this are not looked up, unless the text has no other.
const COMMON: usize = 400;

/// The candidate pairs, sorted, each once. A text that is a candidate's candidate is one itself, so
/// that swapping the sides gives the same pairs.
pub(super) fn candidates(old: &[Text], new: &[Text], rarity: &Rarity) -> Vec<(usize, usize)> {
    let (old_index, new_index) = (Index::of(old), Index::of(new));
    let mut pairs = Vec::new();
    for (at, text) in old.iter().enumerate() {
        pairs.extend(similar_to(text, &new_index, new, rarity).into_iter().map(|there| (at, there)));
    }
    for (at, text) in new.iter().enumerate() {
        pairs.extend(similar_to(text, &old_index, old, rarity).into_iter().map(|there| (there, at)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The texts that share most of a text's rarest words.
fn similar_to(text: &Text, index: &Index, others: &[Text], rarity: &Rarity) -> Vec<usize> {
    let mut rarest: Vec<Term> = text.counts().iter().map(|&(term, _)| term).collect();
    rarest.sort_by_key(|&term| (rarity.frequency(term), term));
    let mut shared = FxHashMap::<u32, f64>::default();
    let mut looked_up = 0;
    for term in rarest {
        let with = index.with(term);
        let too_common = with.len() > COMMON && looked_up > 0;
        if looked_up == RAREST_WORDS || too_common {
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

/// The pairs that stand in the same place between their neighbours' links, whatever their words.
pub(super) fn in_place(links: &[Option<usize>], new_count: usize) -> Vec<(usize, usize)> {
    /// Between two links, so many more provisions on each side are paired by place.
    const WIDEST_GAP: usize = 4;
    let mut taken = vec![false; new_count];
    for &new in links.iter().flatten() {
        taken[new] = true;
    }
    let mut pairs = Vec::new();
    let mut old = 0;
    while old < links.len() {
        if links[old].is_some() {
            old += 1;
            continue;
        }
        let start = old;
        while old < links.len() && links[old].is_none() {
            old += 1;
        }
        let from = start.checked_sub(1).and_then(|before| links[before]).map_or(0, |new| new + 1);
        let to = links.get(old).copied().flatten().unwrap_or(new_count);
        let free: Vec<usize> = (from..to.max(from)).filter(|&new| !taken[new]).collect();
        if old - start <= WIDEST_GAP && free.len() <= WIDEST_GAP {
            pairs.extend((start..old).flat_map(|old| free.iter().map(move |&new| (old, new))));
        }
    }
    pairs
}
