//! The one scorer: how likely it is that a careful reader takes two provisions for the same matter.
//!
//! Precedents, what reports tell and the search for agreed language all go by it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::collection::{Collection, CoreWord, Place};
use super::features::{Features, LIKENESS, MANY, ONE_NAME, OTHER_NAME, SAME_NAME, SHARED};
use super::parameters::Parameters;
use super::vector::{TermPair, TermVector};
use crate::analysis::Analysed;
use crate::language::{Term, sentences};
use crate::model::ProvisionIndex;
use crate::named::{Compared, Named, NamedKind};

/// Provisions and what they are weighed by.
pub(super) struct Scorer<'a> {
    pub(super) texts: Collection<'a>,
    /// For each text the whole of it, and its parts if it is long.
    parts: Vec<Vec<Part>>,
    pub(super) numbers: &'a Parameters,
}

/// A text or a part of one.
struct Part {
    vector: TermVector,
    /// The treaties and the like that it names and that few others do.
    names: Vec<Named>,
}

impl<'a> Scorer<'a> {
    pub(super) fn of(documents: &'a [&'a Analysed], places: Vec<Place>, numbers: &'a Parameters) -> Self {
        let mut texts = Collection::of(documents, places, numbers);
        texts.pass_over_what_is_given();
        let parts = (0..texts.len()).into_par_iter().map(|at| parts(&texts, at, numbers)).collect();
        Scorer { texts, parts, numbers }
    }

    /// What speaks for two provisions being about one matter: for the two as wholes, or for those parts of them for which
    /// most speaks.
    pub(super) fn features(&self, old: usize, new: usize) -> Features {
        let (before, after) = (&self.parts[old], &self.parts[new]);
        let many = ((before.len() * after.len()) as f64).ln();
        let pairs = before.iter().flat_map(|old| after.iter().map(move |new| features(old, new, many)));
        let best = pairs.max_by(|one, other| self.numbers.confidence.of(one).total_cmp(&self.numbers.confidence.of(other)));
        best.unwrap_or_default()
    }

    /// How likely it is that they are, from 0 to 1.
    pub(super) fn confidence(&self, old: usize, new: usize) -> f64 {
        self.numbers.confidence.of(&self.features(old, new))
    }

    /// The vector of a whole text.
    fn vector(&self, at: usize) -> &TermVector {
        &self.parts[at][0].vector
    }

    /// The cosine of the vectors of two provisions, from 0 to 1.
    pub(super) fn likeness(&self, old: usize, new: usize) -> f64 {
        self.vector(old).similarity(self.vector(new))
    }

    /// The share of what a provision says that another one has as well, from 0 to 1.
    pub(super) fn share(&self, of: usize, within: usize) -> f64 {
        self.vector(of).share_in(self.vector(within))
    }

    /// The terms that two provisions have.
    pub(super) fn shared_terms(&self, old: usize, new: usize) -> impl Iterator<Item = Term> + '_ {
        self.vector(old).shared(self.vector(new))
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

/// What speaks for two parts, the best of so many pairs, as a logarithm.
fn features(old: &Part, new: &Part, many: f64) -> Features {
    let yes = |is_so: bool| f64::from(u8::from(is_so));
    let is_same = !Compared::of(&old.names, &new.names).shared.is_empty();
    // What a document gave a short form may be anything: that others name other things tells nothing.
    let names_any = |part: &Part| part.names.iter().any(|one| one.kind() != NamedKind::Introduced);
    let (before, after) = (names_any(old), names_any(new));
    BTreeMap::from([
        (LIKENESS, old.vector.similarity(&new.vector)),
        (SHARED, old.vector.shared_weight(&new.vector).ln_1p()),
        (MANY, many),
        (SAME_NAME, yes(is_same)),
        (OTHER_NAME, yes(before && after && !is_same)),
        (ONE_NAME, yes(before != after)),
    ])
}

/// The whole of a text, and its parts if it is long.
fn parts(texts: &Collection<'_>, at: usize, numbers: &Parameters) -> Vec<Part> {
    let words = texts.words(at);
    let part = |words: &[CoreWord]| {
        let span = words.first().map_or(0, |word| word.span.start)..words.last().map_or(0, |word| word.span.end);
        let tells = |one: &&Named| {
            // A body, an article or a document is named in passing.
            !matches!(one.kind(), NamedKind::Body | NamedKind::Article | NamedKind::Document)
                && span.contains(&one.span.start)
                && !texts.is_common(one, &numbers.part)
        };
        let names = texts.named(at).iter().filter(tells).cloned().collect();
        Part { vector: TermVector::of(texts, words), names }
    };
    let mut parts = vec![part(words)];
    if words.len() > numbers.part.long {
        let mut rest = words;
        for sentence in sentences(texts.text(at)) {
            let length = rest.partition_point(|word| word.span.end <= sentence.end);
            if length >= numbers.part.least {
                parts.push(part(&rest[..length]));
                rest = &rest[length..];
            }
        }
        if rest.len() < words.len() && !rest.is_empty() {
            parts.push(part(rest));
        }
    }
    parts
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use crate::extract::of_texts;

    /// Asks a scorer of English texts.
    fn of<T>(texts: &[&str], ask: impl Fn(&Scorer<'_>) -> T) -> T {
        let document = Analysed::of(of_texts("texts", texts, Some("en")), &Options::default());
        let places = ProvisionIndex::all(&document.provisions).map(|at| (0, at)).collect();
        ask(&Scorer::of(&[&document], places, &Parameters::default()))
    }

    #[test]
    fn the_same_text_is_wholly_like_and_what_shares_nothing_not_at_all() {
        of(&["Count the barrels", "Seal every crate", "Count the barrels"], |all| {
            assert!((all.likeness(0, 2) - 1.0).abs() < 1e-9 && (all.share(0, 2) - 1.0).abs() < 1e-9);
            assert_eq!((all.likeness(0, 1), all.share(0, 1)), (0.0, 0.0));
            assert!(all.confidence(0, 2) > all.confidence(0, 1));
        });
    }

    #[test]
    fn what_is_named_makes_texts_alike_or_unlike() {
        let texts = [
            "Ratify the Optional Protocol to the Convention against Torture",
            "Accede to OP-CAT",
            "Accede to the Convention on the Rights of Persons with Disabilities",
        ];
        of(&texts, |all| {
            let names = |old, new| {
                let features = all.features(old, new);
                [SAME_NAME, OTHER_NAME, ONE_NAME].map(|name| features[name])
            };
            assert_eq!((names(0, 1), names(0, 2)), ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]));
        });
    }

    #[test]
    fn a_long_text_is_weighed_sentence_by_sentence() {
        let asked = "Keep registers of barges and tugs";
        let told = "The harbour board met in spring and heard reports on dredging, pilotage, lighthouses, dues and the fish \
                    market, and elected its officers for the following season, whom the assembly congratulated warmly on \
                    fourteen years of patient work for seamen, widows and orphans. \
                    It kept registers of barges and tugs.";
        of(&[asked, told], |all| {
            assert!(all.features(0, 1)[LIKENESS] > 2.0 * all.likeness(0, 1));
            assert!(all.features(0, 1)[MANY] > 0.0);
        });
    }
}
