//! How much each term says: how rare it is, here and in the language at large, and how much it tells of a matter.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::collection::NAME;
use crate::analysis::Analysed;
use crate::language::{Frequencies, Term, Vocabulary};

/// For each term of a vocabulary the language of most of the documents that have it; `numbers` are those that the terms of
/// each document have there.
pub(super) fn languages<'a>(documents: &[&'a Analysed], numbers: &[Vec<Term>], terms: usize) -> Vec<Option<&'a str>> {
    let codes: BTreeSet<Option<&str>> = documents.iter().map(|document| document.language_code()).collect();
    let mut most = vec![(0u32, None); terms];
    for code in codes {
        let mut counts = vec![0u32; terms];
        let own = documents.iter().zip(numbers).filter(|(document, _)| document.language_code() == code);
        own.flat_map(|(_, numbers)| numbers).for_each(|&term| counts[term as usize] += 1);
        for (most, count) in most.iter_mut().zip(counts).filter(|(most, count)| *count > most.0) {
            *most = (count, code);
        }
    }
    most.into_iter().map(|(_, code)| code).collect()
}

/// The share of texts that have something, with half a text added so that none is 0.
pub(super) fn smoothed(count: u32, texts: usize) -> f64 {
    (f64::from(count) + 0.5) / (texts as f64 + 1.0)
}

/// What rarity is told by.
pub(super) struct Rarity<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) identities: &'a [String],
    /// How many texts have each term, of how many.
    pub(super) frequencies: &'a [u32],
    pub(super) total: usize,
}

impl Rarity<'_> {
    /// How much each term says: the negative logarithm of the share of texts that have it, halfway between the share here
    /// and in the background of its language, times how much the term tells. `light` is what a word of drafting tells in
    /// a language without a background. What is named is told by the language of most documents.
    pub(super) fn weights(
        &self,
        documents: &[&Analysed],
        codes: &[Option<&str>],
        commonest: Option<&str>,
        light: f64,
    ) -> Vec<f64> {
        let lexicon = |code: Option<&str>| documents.first().and_then(|document| document.lexicon_of(code));
        let words = self.vocabulary.len();
        let weight = |term: Term| {
            let here = smoothed(self.frequencies[term as usize], self.total);
            let name = (term as usize).checked_sub(words).map(|at| format!("{NAME}{}", self.identities[at]));
            let code = codes.get(term as usize).copied().unwrap_or(commonest);
            let stem = name.as_deref().unwrap_or_else(|| self.vocabulary.normal(term));
            // A background knows which words are of drafting better than a list of them.
            let is_light = || lexicon(code).is_some_and(|lexicon| lexicon.is_light(stem));
            let (share, telling) = match Frequencies::of(code) {
                Some(known) => ((here + known.share(stem)) / 2.0, known.telling(stem)),
                None => (here, if is_light() { light } else { 1.0 }),
            };
            -share.ln().min(0.0) * telling
        };
        (0..(words + self.identities.len()) as Term).into_par_iter().map(weight).collect()
    }
}
