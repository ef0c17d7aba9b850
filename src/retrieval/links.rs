//! Links between meetings: what an earlier meeting had adopted already, and what a report tells of it.
//!
//! Provisions of different meetings share little but boilerplate, and two that ask for the same may have few words in
//! common. What they share is weighed by how rare each word is, here and in the language at large, and by how much it
//! tells of a matter at all; what a pair has of it makes a confidence that was fitted to pairs that people had read.

use std::cmp::Reverse;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use tracing::trace_span;

use super::collection::{Place, every_place};
use super::features::LIKENESS;
use super::parameters::Parameters;
use super::scorer::{Scorer, Shared};
use super::statistics::Statistics;
use crate::align::{self, Correspondence, Evidence, Origin, Rival, Shares, Support, Unaccounted, relation_of_two};
use crate::analysis::Analysed;
use crate::index::{Accumulator, best_first};
use crate::language::Term;
use crate::model::{Figures, Provision, ProvisionIndex};

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
    /// What was counted of the archive that the documents are a part of, if they are one.
    pub(crate) archive: Option<&'a Statistics>,
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
    let _stage = trace_span!("links between meetings").entered();
    let earlier: Vec<Vec<usize>> =
        (0..documents.len()).map(|new| (0..new).filter(|&old| (rule.is_earlier)(old, new)).collect()).collect();
    if earlier.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    // How rare a word is, all that the documents say tells.
    let places = every_place(documents);
    let is_wanted = |&(at, place): &Place| (rule.takes_part)(at, place);
    let scorer = Scorer::of(documents, places, is_wanted, rule.parameters, rule.archive);
    let takes_part: Vec<bool> = scorer.texts.places().iter().map(is_wanted).collect();
    let earlier: Vec<Vec<Range<u32>>> =
        earlier.into_iter().map(|documents| scorer.texts.ranges(documents.into_iter())).collect();
    let least = if rule.doubtful { rule.parameters.link.doubtful } else { rule.parameters.link.stated };
    let links = |shared: &mut Accumulator, at: usize| -> Vec<CrossMeetingLink> {
        let (document, _) = scorer.texts.places()[at];
        if !takes_part[at] || earlier[document].is_empty() {
            return Vec::new();
        }
        let candidates = scorer.candidates(at, shared, &earlier[document], |other| takes_part[other]);
        let scored = candidates.into_iter().map(|other| (scorer.confidence(other, at), other));
        let mut ranked: Vec<(f64, usize)> = scored.collect();
        ranked.sort_unstable_by(best_first);
        let chosen = scorer.chosen(at, &ranked, least);
        let rival = ranked.iter().find(|pair| !chosen.contains(pair)).copied();
        chosen.iter().map(|&(confidence, old)| scorer.link((old, at), confidence, rival, rule.engine)).collect()
    };
    // In order, however many threads work.
    let each = (0..scorer.texts.len()).into_par_iter().map_init(|| Accumulator::new(scorer.texts.len()), links);
    each.collect::<Vec<_>>().into_iter().flatten().collect()
}

impl Scorer<'_> {
    /// What a later provision goes back to: the nearest of the earlier meetings that said it about as well as any, and
    /// others that bear out what that has nothing of.
    fn chosen(&self, at: usize, ranked: &[(f64, usize)], least: f64) -> Vec<(f64, usize)> {
        let numbers = &self.numbers.link;
        let near = ranked.iter().take_while(|(confidence, _)| *confidence >= least);
        let near: Vec<(f64, usize)> = near.copied().collect();
        let Some(&(best, _)) = near.first() else { return Vec::new() };
        let odds = |confidence: f64| (confidence / (1.0 - confidence).max(f64::MIN_POSITIVE)).ln();
        let as_good = near.iter().enumerate();
        let as_good = as_good.filter(|(_, (confidence, _))| odds(*confidence) >= odds(best) - numbers.as_good);
        // Of one document the best.
        let nearest = as_good.max_by_key(|(rank, (_, other))| (self.texts.places()[*other].0, Reverse(*rank)));
        let mut chosen: Vec<(f64, usize)> = nearest.map(|(_, pair)| *pair).into_iter().collect();
        let mut covered: FxHashSet<Term> = chosen.iter().flat_map(|(_, old)| self.shared_terms(*old, at)).collect();
        for &pair in &near {
            let shared = || self.shared_terms(pair.1, at);
            let fresh: f64 = shared().filter(|term| !covered.contains(term)).map(|term| self.texts.weight(term)).sum();
            if fresh >= numbers.fresh && !chosen.contains(&pair) {
                covered.extend(shared());
                chosen.push(pair);
            }
        }
        chosen
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
            signals: Figures::from([(LIKENESS, likeness)]),
            wording: likeness,
            shared: self.named(old, new),
            coverage: Shares { old: self.share(old, new), new: self.share(new, old) },
            unaccounted: Unaccounted { old: Vec::new(), new: Vec::new() },
            unlike_numbers: None,
            margin: confidence - runner_up.as_ref().map_or(0.0, |rival| rival.score),
            runner_up,
            parts: Vec::new(),
        };
        let certainty = self.numbers.certainty(confidence, engine);
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

    /// What both have, as the earlier text prints it, the phrases first.
    fn named(&self, old: usize, new: usize) -> Vec<String> {
        let Shared { phrases: mut named, words } = self.shared(old, new);
        for word in words {
            if !named.iter().any(|phrase| phrase.contains(&word)) {
                named.push(word);
            }
        }
        named.truncate(self.numbers.shown.most);
        named
    }
}
