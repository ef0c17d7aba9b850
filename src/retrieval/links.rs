//! Links between meetings: what an earlier meeting had adopted already, and what a report tells of it.
//!
//! Provisions of different meetings share little but boilerplate, and two that ask for the same may have few words in
//! common. What they share is weighed by how rare each word is, here and in the language at large, and by how much it
//! tells of a matter at all; what a pair has of it makes a confidence that was fitted to pairs that people had read.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::collection::{Collection, Near, Pairs, Place};
use super::features::{Features, LIKENESS, SHARED};
use super::parameters::Parameters;
use super::vector::{TermPair, TermVector, Weighting};
use crate::align::{self, Correspondence, Evidence, Origin, Rival, Shares, Support, Unaccounted, relation_of_two};
use crate::analysis::Analysed;
use crate::index::{Accumulator, best_first};
use crate::language::Term;
use crate::model::{Provision, ProvisionIndex};

/// A later provision with the earlier one that it goes back to. Documents are given by their places among those that
/// were searched.
pub(crate) struct CrossMeetingLink {
    pub(crate) old: usize,
    pub(crate) new: usize,
    pub(crate) correspondence: Correspondence,
}

/// What may be linked, and by which numbers.
pub(crate) struct LinkRule<'a, P, E> {
    pub(crate) parameters: &'a Parameters,
    /// The engine's numbers, which say from where on a link is called likely.
    pub(crate) engine: &'a align::Parameters,
    /// Whether doubtful links are wanted as well.
    pub(crate) doubtful: bool,
    /// Which provisions take part, by their documents.
    pub(crate) takes_part: P,
    /// Of which earlier documents a later one may tell.
    pub(crate) is_earlier: E,
}

/// Finds what later documents say again of earlier ones.
pub(crate) fn cross_meeting_links<P, E>(documents: &[&Analysed], rule: &LinkRule<'_, P, E>) -> Vec<CrossMeetingLink>
where
    P: Fn(usize, ProvisionIndex) -> bool + Sync,
    E: Fn(usize, usize) -> bool + Sync,
{
    let every = |at: usize| ProvisionIndex::all(&documents[at].provisions).map(move |place| (at, place));
    let places = (0..documents.len()).flat_map(every).filter(|&(at, place)| (rule.takes_part)(at, place)).collect();
    let field = Field::of(documents, places, rule.parameters);
    let earlier: Vec<Vec<Range<u32>>> = (0..documents.len())
        .map(|new| field.texts.ranges((0..new).filter(|&old| (rule.is_earlier)(old, new))))
        .collect();
    let least = if rule.doubtful { rule.parameters.link.doubtful } else { rule.parameters.link.stated };
    let links = |shared: &mut Accumulator, at: usize| -> Vec<CrossMeetingLink> {
        let (document, _) = field.texts.places()[at];
        let candidates = field.texts.candidates(at, shared, &earlier[document], |_| true);
        let scored = candidates.into_iter().map(|other| (field.confidence(other, at), other));
        let mut ranked: Vec<(f64, usize)> = scored.collect();
        ranked.sort_unstable_by(best_first);
        let chosen = field.chosen(at, &ranked, least);
        let rival = ranked.iter().find(|pair| !chosen.contains(pair)).copied();
        chosen.iter().map(|&(confidence, old)| field.link((old, at), confidence, rival, rule.engine)).collect()
    };
    // In order, however many threads work.
    let each = (0..field.texts.len()).into_par_iter().map_init(|| Accumulator::new(field.texts.len()), links);
    each.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Every pair of a provision of one document and one of another, among all documents that are given, with its features;
/// what the confidence is fitted to.
pub fn features_between(documents: &[&Analysed], old: usize, new: usize) -> Vec<(ProvisionIndex, ProvisionIndex, Features)> {
    let every = |at: usize| ProvisionIndex::all(&documents[at].provisions).map(move |place| (at, place));
    let parameters = Parameters::default();
    let field = Field::of(documents, (0..documents.len()).flat_map(every).collect(), &parameters);
    let of = |document: usize| {
        let places = field.texts.places().iter().enumerate();
        places.filter(move |(_, place)| place.0 == document).map(|(at, place)| (at, place.1))
    };
    let pairs = of(old).flat_map(|old| of(new).map(move |new| (old, new)));
    pairs.map(|((at, old), (there, new))| (old, new, field.features(at, there))).collect()
}

/// Provisions and what they are weighed by.
struct Field<'a> {
    texts: Collection<'a>,
    vectors: Vec<TermVector>,
    co_occurrences: Pairs,
    numbers: &'a Parameters,
}

impl<'a> Field<'a> {
    fn of(documents: &'a [&'a Analysed], places: Vec<Place>, numbers: &'a Parameters) -> Self {
        let mut texts = Collection::of(documents, places, numbers);
        texts.pass_over_what_is_given();
        let weighting = Weighting::of_matter();
        let vectors = (0..texts.len()).into_par_iter().map(|at| texts.vector(at, &weighting, None)).collect();
        let co_occurrences = texts.pairs(Near::CoOccurring);
        Field { texts, vectors, co_occurrences, numbers }
    }

    /// What speaks for two provisions.
    fn features(&self, old: usize, new: usize) -> Features {
        let (before, after) = (&self.vectors[old], &self.vectors[new]);
        let shared: f64 = before.shared(after).map(|term| self.texts.weight(term)).sum();
        BTreeMap::from([(LIKENESS, before.similarity(after)), (SHARED, shared.ln_1p())])
    }

    fn confidence(&self, old: usize, new: usize) -> f64 {
        self.numbers.confidence.of(&self.features(old, new))
    }

    /// What a later provision goes back to: the nearest of the earlier meetings that said it about as well as any, and
    /// others that bear out what that has nothing of.
    fn chosen(&self, at: usize, ranked: &[(f64, usize)], least: f64) -> Vec<(f64, usize)> {
        let numbers = &self.numbers.link;
        let near = ranked.iter().take_while(|(confidence, _)| *confidence >= least);
        let near: Vec<(f64, usize)> = near.copied().collect();
        let Some(&(best, _)) = near.first() else { return Vec::new() };
        let odds = |confidence: f64| (confidence / (1.0 - confidence).max(f64::MIN_POSITIVE)).ln();
        let as_good = near.iter().filter(|(confidence, _)| odds(*confidence) >= odds(best) - numbers.as_good);
        let nearest = as_good.max_by_key(|(_, other)| (self.texts.places()[*other].0, Reverse(*other)));
        let mut chosen: Vec<(f64, usize)> = nearest.copied().into_iter().collect();
        let mut covered: FxHashSet<Term> =
            chosen.iter().flat_map(|(_, old)| self.vectors[*old].shared(&self.vectors[at])).collect();
        for &pair in &near {
            let shared = || self.vectors[pair.1].shared(&self.vectors[at]);
            let fresh: f64 = shared().filter(|term| !covered.contains(term)).map(|term| self.texts.weight(term)).sum();
            if fresh >= numbers.fresh && !chosen.contains(&pair) {
                covered.extend(shared());
                chosen.push(pair);
            }
        }
        chosen
    }

    /// The terms that co-occur in both and in hardly any other.
    fn rare_co_occurrences(&self, old: usize, new: usize) -> Vec<TermPair> {
        let pairs = &self.co_occurrences;
        let most = self.numbers.rare.co_occurrence.max((self.numbers.rare.share * self.texts.len() as f64) as usize);
        pairs.shared(old, new).filter(|&pair| pairs.frequency(pair) as usize <= most).collect()
    }

    fn link(
        &self,
        (old, new): (usize, usize),
        confidence: f64,
        rival: Option<(f64, usize)>,
        engine: &align::Parameters,
    ) -> CrossMeetingLink {
        let features = self.features(old, new);
        let likeness = features[LIKENESS];
        let [earlier, later] = [old, new].map(|at| self.texts.provision(at));
        let runner_up = rival.map(|(score, other)| {
            let other: &Provision = self.texts.provision(other);
            Rival {
                old: other.label.clone(),
                new: later.label.clone(),
                old_id: other.id.clone(),
                new_id: later.id.clone(),
                score,
            }
        });
        let evidence = Evidence {
            signals: BTreeMap::from([(LIKENESS, likeness)]),
            wording: likeness,
            shared: self.shared(old, new),
            coverage: Shares {
                old: self.vectors[old].share_in(&self.vectors[new]),
                new: self.vectors[new].share_in(&self.vectors[old]),
            },
            unaccounted: Unaccounted { old: Vec::new(), new: Vec::new() },
            unlike_numbers: None,
            margin: confidence - runner_up.as_ref().map_or(0.0, |rival| rival.score),
            runner_up,
            parts: Vec::new(),
        };
        let certainty = engine.certainty(confidence);
        let support = Support { score: confidence, confidence, certainty, features, evidence };
        let (old, new) = (self.texts.places()[old], self.texts.places()[new]);
        let correspondence = Correspondence {
            relation: relation_of_two(earlier.text(), later.text()),
            old: vec![old.1],
            new: vec![new.1],
            some_pairs: None,
            kind: later.kind,
            renumbered: false,
            moved: false,
            support: Some(support),
            origin: Origin::Retrieval,
        };
        CrossMeetingLink { old: old.0, new: new.0, correspondence }
    }

    /// What both have, to be read as the earlier text has it, which is what was agreed: the rare phrases, then what else
    /// co-occurs and is rare, then the rarest words.
    fn shared(&self, old: usize, new: usize) -> Vec<String> {
        let (index, shown) = (self.texts.index(), &self.numbers.shown);
        let pairs = self.rare_co_occurrences(old, new);
        let mut shared = self.texts.phrases(old, Near::CoOccurring, |pair| pairs.contains(&pair), |_| true);
        let co_occurring = index.rarest_first(pairs.iter().flat_map(|(first, second)| [*first, *second]).collect());
        let rarest = index.rarest_first(self.vectors[old].shared(&self.vectors[new]).collect()).into_iter();
        let least = shown.telling * index.weight_of_two();
        let alone = co_occurring.into_iter().chain(rarest.filter(|&term| self.texts.weight(term) >= least));
        for word in alone.filter_map(|term| self.texts.printed(old, term)) {
            if !shared.iter().any(|phrase| phrase.contains(&word)) {
                shared.push(word);
            }
        }
        shared.truncate(shown.most);
        shared
    }
}
