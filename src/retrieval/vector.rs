//! Texts as vectors of weighted terms.

use super::collection::{Collection, CoreWord};
use crate::language::Term;

/// Two terms that stand near each other.
pub(super) type TermPair = (Term, Term);

/// Terms with their weights, sorted by the terms.
pub(super) struct TermVector {
    terms: Vec<(Term, f64)>,
    norm: f64,
}

impl TermVector {
    /// The vector of some words of a collection: each term that tells something, once.
    pub(super) fn of(texts: &Collection<'_>, words: &[CoreWord]) -> Self {
        let telling = words.iter().filter(|word| word.tells);
        let mut terms: Vec<(Term, f64)> = telling.map(|word| (word.term, texts.weight(word.term))).collect();
        terms.sort_unstable_by_key(|(term, _)| *term);
        terms.dedup_by_key(|(term, _)| *term);
        let norm = dot(&terms, &terms).sqrt();
        TermVector { terms, norm }
    }

    /// The cosine of two vectors, from 0 to 1.
    pub(super) fn similarity(&self, other: &TermVector) -> f64 {
        let norms = self.norm * other.norm;
        if norms > 0.0 { (dot(&self.terms, &other.terms) / norms).min(1.0) } else { 0.0 }
    }

    /// The terms that two vectors have.
    pub(super) fn shared<'a>(&'a self, other: &'a TermVector) -> impl Iterator<Item = Term> + 'a {
        self.common(other).map(|(term, _)| term)
    }

    /// The sum of the weights that the terms have here which two vectors have.
    pub(super) fn shared_weight(&self, other: &TermVector) -> f64 {
        self.common(other).map(|(_, weight)| weight).sum()
    }

    /// The terms that two vectors have, each with its weight here.
    fn common<'a>(&'a self, other: &'a TermVector) -> impl Iterator<Item = (Term, f64)> + 'a {
        let mut others = other.terms.iter().map(|(term, _)| *term).peekable();
        self.terms.iter().copied().filter(move |(term, _)| {
            while others.next_if(|there| there < term).is_some() {}
            others.peek() == Some(term)
        })
    }

    /// The share of the terms that another vector has as well, by what they add to the similarity of a vector with
    /// itself.
    pub(super) fn share_in(&self, other: &TermVector) -> f64 {
        let whole = dot(&self.terms, &self.terms);
        let shared: f64 = self.common(other).map(|(_, weight)| weight * weight).sum();
        if whole > 0.0 { shared / whole } else { 0.0 }
    }
}

/// The sum of the products of the weights that two sorted lists have for the same key.
fn dot<K: Ord + Copy>(one: &[(K, f64)], other: &[(K, f64)]) -> f64 {
    let mut at = 0;
    let mut sum = 0.0;
    for &(key, weight) in one {
        at += other[at..].iter().take_while(|(there, _)| *there < key).count();
        sum += other.get(at).filter(|(there, _)| *there == key).map_or(0.0, |&(_, there)| weight * there);
    }
    sum
}
