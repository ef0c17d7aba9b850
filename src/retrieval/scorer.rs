//! The one scorer: how likely it is that a careful reader takes two provisions for the same matter.
//!
//! Precedents, what reports tell and the search for agreed language all go by it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::collection::{Collection, Place};
use super::features::{Features, LIKENESS, ONE_NAME, OTHER_NAME, SAME_NAME, SHARED};
use super::parameters::Parameters;
use super::vector::{TermPair, TermVector};
use crate::analysis::Analysed;
use crate::language::Term;
use crate::model::ProvisionIndex;
use crate::named::{Compared, Named, NamedKind};

/// Provisions and what they are weighed by.
pub(super) struct Scorer<'a> {
    pub(super) texts: Collection<'a>,
    vectors: Vec<TermVector>,
    pub(super) numbers: &'a Parameters,
}

impl<'a> Scorer<'a> {
    pub(super) fn of(documents: &'a [&'a Analysed], places: Vec<Place>, numbers: &'a Parameters) -> Self {
        let mut texts = Collection::of(documents, places, numbers);
        texts.pass_over_what_is_given();
        let vectors = (0..texts.len()).into_par_iter().map(|at| TermVector::of(&texts, at)).collect();
        Scorer { texts, vectors, numbers }
    }

    /// What speaks for two provisions being about one matter.
    pub(super) fn features(&self, old: usize, new: usize) -> Features {
        let (before, after) = (&self.vectors[old], &self.vectors[new]);
        let [is_same, is_other, is_one] = self.names(old, new).map(|is_so| f64::from(u8::from(is_so)));
        BTreeMap::from([
            (LIKENESS, self.likeness(old, new)),
            (SHARED, before.shared_weight(after).ln_1p()),
            (SAME_NAME, is_same),
            (OTHER_NAME, is_other),
            (ONE_NAME, is_one),
        ])
    }

    /// Whether two provisions name the same instrument, only other ones, or one of them alone names any.
    fn names(&self, old: usize, new: usize) -> [bool; 3] {
        let names_any = |at: usize| self.texts.named(at).iter().any(is_instrument);
        match (names_any(old), names_any(new)) {
            (true, true) => {
                let compared = Compared::of(self.texts.named(old), self.texts.named(new));
                let is_same = compared.shared.iter().any(|(one, _)| is_instrument(one));
                [is_same, !is_same, false]
            }
            (old, new) => [false, false, old || new],
        }
    }

    /// How likely it is that they are, from 0 to 1.
    pub(super) fn confidence(&self, old: usize, new: usize) -> f64 {
        self.numbers.confidence.of(&self.features(old, new))
    }

    /// The cosine of the vectors of two provisions, from 0 to 1.
    pub(super) fn likeness(&self, old: usize, new: usize) -> f64 {
        self.vectors[old].similarity(&self.vectors[new])
    }

    /// The share of what a provision says that another one has as well, from 0 to 1.
    pub(super) fn share(&self, of: usize, within: usize) -> f64 {
        self.vectors[of].share_in(&self.vectors[within])
    }

    /// The terms that two provisions have.
    pub(super) fn shared_terms(&self, old: usize, new: usize) -> impl Iterator<Item = Term> + '_ {
        self.vectors[old].shared(&self.vectors[new])
    }

    /// What two provisions have that tells something, as the first prints it: phrases, then the words that tell most.
    pub(super) fn shared(&self, at: usize, other: usize) -> Shared {
        let texts = &self.texts;
        let tells = |term: Term| texts.weight(term) >= self.numbers.shown.telling;
        let pairs = texts.pairs_of(other);
        let is_shared = |pair: TermPair| pairs.binary_search(&pair).is_ok();
        let phrases = texts.phrases(at, is_shared, |(first, second)| tells(first) || tells(second));
        let mut alone: Vec<Term> = self.shared_terms(at, other).filter(|&term| tells(term)).collect();
        alone.sort_by(|&one, &other| texts.weight(other).total_cmp(&texts.weight(one)).then(one.cmp(&other)));
        Shared { phrases, words: alone.into_iter().filter_map(|term| texts.printed(at, term)).collect() }
    }
}

/// Whether a provision that names this is about it: an instrument, and no body that is named in passing, nor an article.
fn is_instrument(named: &Named) -> bool {
    !matches!(named.kind(), NamedKind::Body | NamedKind::Article)
}

/// What two provisions have that tells something.
pub(super) struct Shared {
    pub(super) phrases: Vec<String>,
    /// The words that tell most come first; those of the phrases are among them.
    pub(super) words: Vec<String>,
}

/// Every pair of a provision of one document and one of another, among all documents that are given, with its features:
/// what the confidence is fitted to.
pub fn features_between(
    documents: &[&Analysed],
    old: usize,
    new: usize,
) -> Vec<(ProvisionIndex, ProvisionIndex, Features)> {
    let every = |at: usize| ProvisionIndex::all(&documents[at].provisions).map(move |place| (at, place));
    let parameters = Parameters::default();
    let scorer = Scorer::of(documents, (0..documents.len()).flat_map(every).collect(), &parameters);
    let of = |document: usize| {
        let places = scorer.texts.places().iter().enumerate();
        places.filter(move |(_, place)| place.0 == document).map(|(at, place)| (at, place.1))
    };
    let pairs = of(old).flat_map(|old| of(new).map(move |new| (old, new)));
    pairs.map(|((at, old), (there, new))| (old, new, scorer.features(at, there))).collect()
}
