//! Texts as vectors of weighted terms.

use rustc_hash::FxHashMap;

use super::collection::{Collection, Pairs, Part};
use crate::index::inverse_frequency;
use crate::language::Term;

/// Two terms that stand near each other.
pub(super) type TermPair = (Term, Term);

/// How much a term weighs that is not of the core's own, where one of these weighs 1, and a pair of terms, where a
/// single term as rare weighs 1.
#[derive(Clone, Copy)]
pub(super) struct Weighting {
    pub(super) drafting: f64,
    pub(super) outside: f64,
    pub(super) pair: f64,
    /// The power of the inverse document frequency by which terms weigh: the higher, the more the rarest tell and the
    /// less all others.
    pub(super) power: f64,
}

impl Weighting {
    /// All terms weigh that tell of the matter, wherever they stand, each by itself.
    pub(super) fn of_matter() -> Self {
        Weighting { drafting: 0.0, outside: 1.0, pair: 0.0, power: 1.0 }
    }

    /// Only terms of the core's own weigh, each by itself.
    pub(super) fn of_core(power: f64) -> Self {
        Weighting { drafting: 0.0, outside: 0.0, pair: 0.0, power }
    }

    fn of(&self, part: Part) -> f64 {
        match part {
            Part::Core => 1.0,
            Part::Drafting => self.drafting,
            Part::Outside => self.outside,
            Part::Given => 0.0,
        }
    }
}

/// Terms and pairs of terms with their weights, each sorted.
pub(super) struct TermVector {
    terms: Vec<(Term, f64)>,
    pairs: Vec<(TermPair, f64)>,
    norm: f64,
}

impl TermVector {
    /// The vector of a text of a collection, and of those of its pairs that are given.
    pub(super) fn of(texts: &Collection<'_>, at: usize, weighting: &Weighting, pairs: Option<&Pairs>) -> Self {
        let mut parts: FxHashMap<Term, f64> = FxHashMap::default();
        for word in texts.words(at) {
            let part = parts.entry(word.term).or_default();
            *part = part.max(weighting.of(word.part));
        }
        let weighed = parts.iter().filter(|(_, part)| **part > 0.0);
        let mut terms: Vec<(Term, f64)> =
            weighed.map(|(&term, part)| (term, part * texts.weight(term).powf(weighting.power))).collect();
        terms.sort_unstable_by_key(|(term, _)| *term);
        let weigh = |pairs: &Pairs, pair: TermPair| {
            let part = parts[&pair.0].min(parts[&pair.1]);
            let rarity = inverse_frequency(texts.len(), pairs.frequency(pair)).powf(weighting.power);
            (pair, weighting.pair * part * rarity)
        };
        let pairs = pairs.map(|pairs| pairs.of(at).iter().map(|&pair| weigh(pairs, pair)).collect());
        let mut vector = TermVector { terms, pairs: pairs.unwrap_or_default(), norm: 0.0 };
        vector.norm = vector.product(&vector).sqrt();
        vector
    }

    /// The cosine of two vectors, from 0 to 1.
    pub(super) fn similarity(&self, other: &TermVector) -> f64 {
        let norms = self.norm * other.norm;
        if norms > 0.0 { (self.product(other) / norms).min(1.0) } else { 0.0 }
    }

    /// The terms that two vectors have.
    pub(super) fn shared<'a>(&'a self, other: &'a TermVector) -> impl Iterator<Item = Term> + 'a {
        self.terms.iter().map(|&(term, _)| term).filter(|term| other.has(*term))
    }

    /// The share of the terms that another vector has as well, by what they add to the similarity of a vector with
    /// itself.
    pub(super) fn share_in(&self, other: &TermVector) -> f64 {
        let sum = |of: &dyn Fn(Term) -> bool| -> f64 {
            self.terms.iter().filter(|(term, _)| of(*term)).map(|(_, weight)| weight * weight).sum()
        };
        let whole = sum(&|_| true);
        if whole > 0.0 { sum(&|term| other.has(term)) / whole } else { 0.0 }
    }

    fn has(&self, term: Term) -> bool {
        self.terms.binary_search_by_key(&term, |&(there, _)| there).is_ok()
    }

    fn product(&self, other: &TermVector) -> f64 {
        dot(&self.terms, &other.terms) + dot(&self.pairs, &other.pairs)
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
