//! Texts as vectors of weighted terms.

use super::collection::{Collection, CoreWord};
use crate::language::Term;

/// Terms with their weights, sorted by the terms.
pub(super) struct TermVector {
    terms: Vec<(Term, f64)>,
    norm: f64,
}

impl TermVector {
    /// The vector of some words of a collection: each term that tells something, once, as it tells most.
    pub(super) fn of(texts: &Collection<'_>, words: &[CoreWord]) -> Self {
        let telling = words.iter().filter(|word| word.tells > 0.0);
        let mut terms: Vec<(Term, f64)> =
            telling.map(|word| (word.term, word.tells * texts.weight(word.term))).collect();
        terms.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        terms.dedup_by_key(|(term, _)| *term);
        let norm = terms.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        TermVector { terms, norm }
    }

    /// The cosine of two vectors, from 0 to 1.
    pub(super) fn similarity(&self, other: &TermVector) -> f64 {
        let norms = self.norm * other.norm;
        let product: f64 = self.common(other).map(|(_, here, there)| here * there).sum();
        if norms > 0.0 { (product / norms).min(1.0) } else { 0.0 }
    }

    /// The terms that two vectors have.
    pub(super) fn shared<'a>(&'a self, other: &'a TermVector) -> impl Iterator<Item = Term> + 'a {
        self.common(other).map(|(term, ..)| term)
    }

    /// The sum of the weights of the terms that two vectors have, each as it weighs less.
    pub(super) fn shared_weight(&self, other: &TermVector) -> f64 {
        self.common(other).map(|(_, here, there)| here.min(there)).sum()
    }

    /// The terms that two vectors have, each with its weight in both.
    fn common<'a>(&'a self, other: &'a TermVector) -> impl Iterator<Item = (Term, f64, f64)> + 'a {
        let mut others = other.terms.iter().copied().peekable();
        self.terms.iter().filter_map(move |&(term, here)| {
            while others.next_if(|(there, _)| *there < term).is_some() {}
            others.peek().filter(|(there, _)| *there == term).map(|(_, there)| (term, here, *there))
        })
    }

    /// The share of the terms that another vector has as well, by what they add to the similarity of a vector with
    /// itself.
    pub(super) fn share_in(&self, other: &TermVector) -> f64 {
        let whole = self.norm * self.norm;
        let shared: f64 = self.common(other).map(|(_, here, _)| here * here).sum();
        if whole > 0.0 { shared / whole } else { 0.0 }
    }
}
