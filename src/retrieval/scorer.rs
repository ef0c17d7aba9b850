//! The one scorer: how likely it is that a careful reader takes two provisions for the same matter.
//!
//! Precedents, what reports tell and the search for agreed language all go by it.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::collection::{Collection, CoreWord, Place, TermPair, every_place};
use super::features::{Confidence, Features, LIKENESS, MANY, MEANING, ONE_NAME, OTHER_NAME, SAME_NAME, SHARED};
use super::parameters::Parameters;
use super::statistics::Statistics;
use super::vector::TermVector;
use crate::analysis::Analysed;
use crate::embedding::cosine;
use crate::index::{Accumulator, best_first};
use crate::language::{Term, sentences};
use crate::model::ProvisionIndex;
use crate::named::{Named, NamedKind, name_the_same};

/// Provisions and what they are weighed by.
pub(super) struct Scorer<'a> {
    pub(super) texts: Collection<'a>,
    /// For each text the whole of it, and its parts if it is long.
    parts: Vec<Vec<Part>>,
    /// The vectors that a model makes of the texts, where one is used.
    meanings: Vec<Option<Vec<f32>>>,
    pub(super) numbers: &'a Parameters,
}

/// A text or a part of one.
struct Part {
    vector: TermVector,
    /// The treaties and the like that it names and that few others do.
    names: Vec<Named>,
}

impl<'a> Scorer<'a> {
    /// Makes texts ready, those that are wanted to be scored; the others only tell how rare words are.
    pub(super) fn of(
        documents: &'a [&'a Analysed],
        places: Vec<Place>,
        is_wanted: impl Fn(&Place) -> bool + Sync,
        numbers: &'a Parameters,
        archive: Option<&'a Statistics>,
    ) -> Self {
        let wanted: Vec<bool> = places.iter().map(is_wanted).collect();
        let mut texts = Collection::of(documents, places, numbers, archive);
        texts.pass_over_what_is_given();
        texts.weigh_the_core(|at| wanted[at]);
        let of_text = |at: usize| if wanted[at] { parts(&texts, at, numbers) } else { Vec::new() };
        let parts = (0..texts.len()).into_par_iter().map(of_text).collect();
        let meanings = meanings(documents, texts.places(), &wanted, numbers.part.few);
        Scorer { texts, parts, meanings, numbers }
    }

    /// What speaks for two provisions being about one matter: for the two as wholes, or for those parts of them for which
    /// most speaks.
    pub(super) fn features(&self, old: usize, new: usize) -> Features {
        let (before, after) = (&self.parts[old], &self.parts[new]);
        let many = ((before.len() * after.len()) as f64).ln();
        let meaning = self.meaning(old, new);
        let pairs = before.iter().flat_map(|old| after.iter().map(move |new| features(old, new, many, meaning)));
        let by = self.confidence_between(old, new);
        pairs.max_by(|one, other| by.of(one).total_cmp(&by.of(other))).unwrap_or_default()
    }

    /// How likely it is that they are, from 0 to 1.
    pub(super) fn confidence(&self, old: usize, new: usize) -> f64 {
        self.confidence_between(old, new).of(&self.features(old, new))
    }

    /// How a confidence is made of what speaks for two provisions.
    fn confidence_between(&self, old: usize, new: usize) -> &Confidence {
        match self.meaning(old, new) {
            None => &self.numbers.confidence,
            Some(_) if self.texts.language(old) == self.texts.language(new) => &self.numbers.confidence_with_model,
            Some(_) => &self.numbers.confidence_across_languages,
        }
    }

    /// The cosine of the vectors that a model makes of two provisions, where one is used.
    fn meaning(&self, old: usize, new: usize) -> Option<f64> {
        Some(cosine(self.meanings[old].as_ref()?, self.meanings[new].as_ref()?))
    }

    /// The texts of those wanted that are worth a closer look for one: by their terms, and by what they mean where a model
    /// is used.
    pub(super) fn candidates(
        &self,
        at: usize,
        shared: &mut Accumulator,
        among: &[Range<u32>],
        is_wanted: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let mut candidates = self.texts.candidates(at, shared, among, &is_wanted);
        // In a large archive the terms must do: to hold each text against each takes time that grows with its square.
        let is_small = among.iter().map(|range| range.len()).sum::<usize>() <= self.numbers.collection.most_postings;
        let all = || {
            among
                .iter()
                .filter(|_| is_small)
                .cloned()
                .flatten()
                .map(|text| text as usize)
                .filter(|&text| is_wanted(text))
        };
        let mut near: Vec<(f64, usize)> = all().filter_map(|text| Some((self.meaning(text, at)?, text))).collect();
        let most = self.numbers.collection.candidates;
        if near.len() > most {
            near.select_nth_unstable_by(most, best_first);
            near.truncate(most);
        }
        candidates.extend(near.into_iter().map(|(_, text)| text));
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }

    /// The texts that are likest to each, as far as their terms find them: pairs, the likest first.
    pub(super) fn nearest(&self) -> Vec<(f64, (usize, usize))> {
        let all = 0..self.texts.len() as u32;
        let near = |shared: &mut Accumulator, at: usize| -> Vec<(usize, usize)> {
            let others = self.texts.candidates(at, shared, std::slice::from_ref(&all), |other| other != at);
            others.into_iter().map(|other| (at.min(other), at.max(other))).collect()
        };
        let each = (0..self.texts.len()).into_par_iter().map_init(|| Accumulator::new(self.texts.len()), near);
        let pairs: BTreeSet<(usize, usize)> = each.collect::<Vec<_>>().into_iter().flatten().collect();
        let mut pairs: Vec<(f64, (usize, usize))> =
            pairs.into_iter().map(|pair| (self.likeness(pair.0, pair.1), pair)).collect();
        pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        pairs
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
        let least = self.numbers.shown.telling * texts.weight_of_two();
        let tells = |term: Term| texts.weight(term) >= least;
        let pairs = texts.pairs_of(other);
        let is_shared = |pair: TermPair| pairs.binary_search(&pair).is_ok();
        let phrases = texts.phrases(at, is_shared, |(first, second)| tells(first) || tells(second));
        let mut alone: Vec<Term> = self.shared_terms(at, other).filter(|&term| tells(term)).collect();
        alone.sort_by(|&one, &other| texts.weight(other).total_cmp(&texts.weight(one)).then(one.cmp(&other)));
        let words = alone.into_iter().take(self.numbers.shown.words).filter_map(|term| texts.printed(at, term));
        Shared { phrases, words: words.collect() }
    }
}

/// What speaks for two parts, the best of so many pairs, as a logarithm.
fn features(old: &Part, new: &Part, many: f64, meaning: Option<f64>) -> Features {
    let yes = |is_so: bool| f64::from(u8::from(is_so));
    let is_same = name_the_same(&old.names, &new.names);
    // What a document gave a short form may be anything: that others name other things tells nothing.
    let names_any = |part: &Part| part.names.iter().any(|one| one.kind() != NamedKind::Introduced);
    let (before, after) = (names_any(old), names_any(new));
    let features = [
        (LIKENESS, old.vector.similarity(&new.vector)),
        (SHARED, old.vector.shared_weight(&new.vector).ln_1p()),
        (MANY, many),
        (SAME_NAME, yes(is_same)),
        (OTHER_NAME, yes(before && after && !is_same)),
        (ONE_NAME, yes(before != after)),
    ];
    features.into_iter().chain(meaning.map(|meaning| (MEANING, meaning))).collect()
}

/// The vectors that the documents' model makes of texts, none where they have no model. What all texts of a document have
/// in common is taken from each, since it tells nothing within their series: the mean of its vectors, or, of a document of
/// few texts, that of all (Mu and Viswanath 2018).
fn meanings(documents: &[&Analysed], places: &[Place], wanted: &[bool], few: usize) -> Vec<Option<Vec<f32>>> {
    let mut own: Vec<Vec<ProvisionIndex>> = vec![Vec::new(); documents.len()];
    let scored = places.iter().zip(wanted).filter(|(_, wanted)| **wanted).map(|(place, _)| place);
    scored.clone().for_each(|&(document, provision)| own[document].push(provision));
    documents.iter().zip(&own).for_each(|(document, own)| document.embed(own));
    let vector = |&(document, provision): &Place| documents[document].embedding(provision);
    // A text of which the model knows no word has a vector of zeros, which is like no other.
    let is_known = |vector: &&[f32]| vector.iter().any(|number| *number != 0.0);
    let of_all = mean(scored.filter_map(vector).filter(is_known), few);
    let means: Vec<Option<Vec<f32>>> = own
        .iter()
        .enumerate()
        .map(|(at, own)| {
            let vectors = own.iter().filter_map(|&place| vector(&(at, place))).filter(is_known);
            mean(vectors, few).or_else(|| of_all.clone())
        })
        .collect();
    let less_mean = |place: &Place| {
        let mut vector = vector(place)?.to_vec();
        if !is_known(&vector.as_slice()) {
            return Some(vector);
        }
        if let Some(mean) = &means[place.0] {
            vector.iter_mut().zip(mean).for_each(|(number, mean)| *number -= mean);
        }
        let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt();
        vector.iter_mut().filter(|_| length > 0.0).for_each(|number| *number /= length);
        Some(vector)
    };
    places.par_iter().zip(wanted).map(|(place, wanted)| if *wanted { less_mean(place) } else { None }).collect()
}

/// The mean of vectors, unless they are so few.
fn mean<'a>(vectors: impl Iterator<Item = &'a [f32]> + Clone, few: usize) -> Option<Vec<f32>> {
    let count = vectors.clone().count();
    let mut sum = vec![0.0; vectors.clone().next()?.len()];
    vectors.for_each(|vector| sum.iter_mut().zip(vector).for_each(|(sum, number)| *sum += number));
    (count > few).then(|| sum.into_iter().map(|sum| sum / count as f32).collect())
}

/// The whole of a text, and its parts if it is long.
fn parts(texts: &Collection<'_>, at: usize, numbers: &Parameters) -> Vec<Part> {
    let words = texts.words(at);
    let part = |words: &[CoreWord]| {
        let span = words.first().map_or(0, |word| word.span().start)..words.last().map_or(0, |word| word.span().end);
        let all = texts.named(at);
        let first = all.partition_point(|one| one.span.start < span.start);
        let last = all.partition_point(|one| one.span.start < span.end);
        let tells = |one: &&Named| {
            // A body, an article or a document is named in passing.
            !matches!(one.kind(), NamedKind::Body | NamedKind::Article | NamedKind::Document)
                && !texts.is_common(one, &numbers.part)
        };
        let names = all[first..last.max(first)].iter().filter(tells).cloned().collect();
        Part { vector: TermVector::of(texts, words), names }
    };
    let mut cut = vec![words];
    if words.len() > numbers.part.long {
        // However long a text is, it has so many parts at most.
        let least = numbers.part.least.max(words.len().div_ceil(numbers.part.most));
        let mut rest = words;
        for sentence in sentences(texts.text(at)) {
            let length = rest.partition_point(|word| word.span().end <= sentence.end);
            // A text of one sentence has no parts.
            if length >= least && length < words.len() {
                let (part, behind) = rest.split_at(length);
                cut.push(part);
                rest = behind;
            }
        }
        if rest.len() < words.len() && !rest.is_empty() {
            cut.push(rest);
        }
    }
    cut.into_iter().map(part).collect()
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
    let parameters = Parameters::default();
    let scorer = Scorer::of(documents, every_place(documents), |_| true, &parameters, None);
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
        ask(&Scorer::of(&[&document], places, |_| true, &Parameters::default(), None))
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
                    fourteen years of patient work for seamen, widows and orphans, and sent telegrams to its \
                    founders and friends in distant towns. \
                    It kept registers of barges and tugs.";
        of(&[asked, told], |all| {
            assert!(all.features(0, 1)[LIKENESS] > all.likeness(0, 1));
            assert!(all.features(0, 1)[MANY] > 0.0);
        });
    }

    #[test]
    fn the_mean_of_vectors_is_taken_of_more_than_a_few() {
        let vectors = [[1.0_f32, 0.0], [0.0, 1.0], [2.0, 2.0]];
        let mean = |count: usize, few: usize| super::mean(vectors[..count].iter().map(|one| one.as_slice()), few);
        assert_eq!(mean(3, 2), Some(vec![1.0, 1.0]));
        assert_eq!((mean(2, 2), mean(0, 0)), (None, None));
    }

    #[test]
    fn a_phrase_is_told_if_either_of_its_words_tells_something() {
        let mut texts = vec!["States barrels are counted", "States barrels are sealed"];
        texts.extend(["States meet"; 30]);
        of(&texts, |all| assert_eq!(all.shared(0, 1).phrases, ["States barrels"]));
    }
}
