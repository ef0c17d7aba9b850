//! Links between meetings: what an earlier meeting had adopted already, and what a report tells of it.
//!
//! Provisions of different meetings share little but boilerplate, and two that ask for the same may have few words
//! in common. They are held against each other by their cores: by how much of the terms that say
//! something both have, and by phrases ("liaison officers", "online platforms") that hardly any other provision has.
//! A report tells of much in one paragraph, and what was asked is a small part of it. So it is enough that the
//! paragraph has much of what was asked, and that some of its terms co-occur there as well. Drafting words ("take
//! measures"), whoever is addressed, and qualifiers do not count.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::collection::{Collection, Near, Pairs, Place};
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
    /// Whether a later provision may tell of much in one paragraph.
    pub(crate) tells_of_much: bool,
    /// Which provisions take part, by their documents.
    pub(crate) takes_part: P,
    /// Of which earlier documents a later one may tell.
    pub(crate) is_earlier: E,
}

/// Provisions and what their cores are weighed by.
struct Field<'a> {
    texts: Collection<'a>,
    vectors: Vec<TermVector>,
    phrases: Pairs,
    co_occurrences: Pairs,
    numbers: &'a Parameters,
    engine: &'a align::Parameters,
    tells_of_much: bool,
}

/// Finds what later documents say again of earlier ones.
pub(crate) fn cross_meeting_links<P, E>(documents: &[&Analysed], rule: &LinkRule<'_, P, E>) -> Vec<CrossMeetingLink>
where
    P: Fn(usize, ProvisionIndex) -> bool + Sync,
    E: Fn(usize, usize) -> bool + Sync,
{
    let every = |at: usize| ProvisionIndex::all(&documents[at].provisions).map(move |place| (at, place));
    let places = (0..documents.len()).flat_map(every).filter(|&(at, place)| (rule.takes_part)(at, place)).collect();
    let field = Field::of(documents, places, rule);
    let links = |shared: &mut Accumulator, at: usize| -> Vec<CrossMeetingLink> {
        let (document, _) = field.texts.places()[at];
        let comes_before = |other: usize| {
            let (earlier, _) = field.texts.places()[other];
            earlier < document && (rule.is_earlier)(earlier, document)
        };
        let candidates = field.texts.candidates(at, shared, comes_before);
        let scored = candidates.into_iter().filter_map(|other| Some((field.score(other, at)?, other)));
        let mut ranked: Vec<(f64, usize)> = scored.collect();
        ranked.sort_unstable_by(best_first);
        let chosen = field.chosen(at, &ranked);
        let rival = ranked.iter().find(|pair| !chosen.contains(pair)).copied();
        chosen.iter().map(|&(score, old)| field.link((old, at), score, rival)).collect()
    };
    // In order, however many threads work.
    let each = (0..field.texts.len()).into_par_iter().map_init(|| Accumulator::new(field.texts.len()), links);
    each.collect::<Vec<_>>().into_iter().flatten().collect()
}

impl<'a> Field<'a> {
    fn of<P, E>(documents: &'a [&'a Analysed], places: Vec<Place>, rule: &LinkRule<'a, P, E>) -> Self {
        let LinkRule { parameters: numbers, engine, tells_of_much, .. } = *rule;
        let mut texts = Collection::of(documents, places, numbers);
        texts.take_apart(0..texts.len());
        let weighting = Weighting::of_core(numbers.precedent.power);
        let vectors = (0..texts.len()).into_par_iter().map(|at| texts.vector(at, &weighting, None)).collect();
        let (phrases, co_occurrences) = (texts.pairs(Near::Adjacent), texts.pairs(Near::CoOccurring));
        Field { texts, vectors, phrases, co_occurrences, numbers, engine, tells_of_much }
    }

    /// What a later core goes back to: the nearest of the earlier meetings that said it best, and others that bear out
    /// phrases of which that has none.
    fn chosen(&self, at: usize, ranked: &[(f64, usize)]) -> Vec<(f64, usize)> {
        let Some(&(best, _)) = ranked.first() else { return Vec::new() };
        let near = ranked.iter().filter(|(score, _)| *score >= self.numbers.precedent.nearly * best);
        let nearest = near.max_by_key(|(_, other)| (self.texts.places()[*other].0, Reverse(*other)));
        let mut chosen: Vec<(f64, usize)> = nearest.copied().into_iter().collect();
        let (follow_up, precedent) = (&self.numbers.follow_up, &self.numbers.precedent);
        let least = if self.tells_of_much { follow_up.least_co_occurrence } else { precedent.least_phrases };
        let mut covered: FxHashSet<Term> = FxHashSet::default();
        for &pair in ranked {
            let shared = self.own(pair.1, at);
            let is_fresh = |(first, second): &TermPair| !covered.contains(first) && !covered.contains(second);
            let fresh = self.weight(shared.iter().filter(|pair| is_fresh(pair)));
            let is_first = chosen.first() == Some(&pair);
            if is_first || fresh >= least && self.says_other(pair.1, at, &chosen) {
                covered.extend(shared.iter().flat_map(|(first, second)| [*first, *second]));
                if !is_first {
                    chosen.push(pair);
                }
            }
        }
        chosen
    }

    /// Whether the phrases that an earlier core bears out are none of those that others do.
    fn says_other(&self, old: usize, new: usize, others: &[(f64, usize)]) -> bool {
        let covered: FxHashSet<TermPair> = others.iter().flat_map(|(_, other)| self.own(*other, new)).collect();
        self.own(old, new).iter().all(|pair| !covered.contains(pair))
    }

    /// What a later core has of an earlier one's own.
    fn own(&self, old: usize, new: usize) -> Vec<TermPair> {
        if self.tells_of_much { self.rare_co_occurrences(old, new) } else { self.rare_phrases(old, new) }
    }

    /// The phrases that both have and hardly any other.
    fn rare_phrases(&self, old: usize, new: usize) -> Vec<TermPair> {
        self.rare(&self.phrases, self.numbers.rare.phrases, old, new)
    }

    /// The terms that co-occur in both and in hardly any other.
    fn rare_co_occurrences(&self, old: usize, new: usize) -> Vec<TermPair> {
        self.rare(&self.co_occurrences, self.numbers.rare.co_occurrence, old, new)
    }

    fn rare(&self, pairs: &Pairs, most: usize, old: usize, new: usize) -> Vec<TermPair> {
        let most = most.max((self.numbers.rare.share * self.texts.len() as f64) as usize);
        pairs.shared(old, new).filter(|&pair| pairs.frequency(pair) as usize <= most).collect()
    }

    /// How much pairs weigh: the sum of the weights of the commoner term of each.
    fn weight<'b>(&self, pairs: impl IntoIterator<Item = &'b TermPair>) -> f64 {
        let weight = |term: Term| self.texts.index().weight(term);
        pairs.into_iter().map(|&(first, second)| weight(first).min(weight(second))).sum()
    }

    /// How well a later core goes back to an earlier one; nothing if it does not.
    fn score(&self, old: usize, new: usize) -> Option<f64> {
        let (numbers, follow_up) = (&self.numbers.precedent, &self.numbers.follow_up);
        let (before, after) = (&self.vectors[old], &self.vectors[new]);
        let similarity = before.similarity(after);
        let phrases = self.weight(&self.rare_phrases(old, new));
        let score = similarity + numbers.phrase * phrases;
        let terms = before.shared(after).count();
        let is_said_again = similarity >= numbers.said_again && terms >= numbers.said_again_terms
            || similarity >= numbers.the_same && terms >= numbers.the_same_terms;
        let has_phrases =
            similarity >= numbers.least_similarity && phrases >= numbers.least_phrases && score >= numbers.least_score;
        let share = before.share_in(after);
        let is_reported = self.tells_of_much
            && share >= follow_up.least_share
            && self.weight(&self.rare_co_occurrences(old, new)) >= follow_up.least_co_occurrence;
        // At the thresholds both ways count the same.
        let reported = is_reported.then_some(share * numbers.least_score / follow_up.least_share);
        (is_said_again || has_phrases).then_some(score).into_iter().chain(reported).reduce(f64::max)
    }

    fn link(&self, (old, new): (usize, usize), score: f64, rival: Option<(f64, usize)>) -> CrossMeetingLink {
        let similarity = self.vectors[old].similarity(&self.vectors[new]);
        // Not calibrated: too few have been read. A half says that half of it may be chance.
        let bounded = |score: f64| 1.0 - 0.5 * (-2.0 * score).exp();
        let confidence = bounded(score);
        let [earlier, later] = [old, new].map(|at| self.texts.provision(at));
        let runner_up = rival.map(|(score, other)| {
            let other: &Provision = self.texts.provision(other);
            Rival {
                old: other.label.clone(),
                new: later.label.clone(),
                old_id: other.id.clone(),
                new_id: later.id.clone(),
                score: bounded(score),
            }
        });
        let evidence = Evidence {
            signals: BTreeMap::from([("core", similarity)]),
            wording: similarity,
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
        let certainty = self.engine.certainty(confidence);
        let support = Support { score: confidence, confidence, certainty, features: BTreeMap::new(), evidence };
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
        let alone = co_occurring.into_iter().chain(rarest.filter(|&term| index.weight(term) >= least));
        for word in alone.filter_map(|term| self.texts.printed(old, term)) {
            if !shared.iter().any(|phrase| phrase.contains(&word)) {
                shared.push(word);
            }
        }
        shared.truncate(shown.most);
        shared
    }
}
