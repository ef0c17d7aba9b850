//! The engine: two lists of provisions to links.

use rayon::prelude::*;
use tracing::trace_span;

use super::Options;
use super::assignment::{Choice, assign};
use super::beads::{Bead, Made};
use super::candidates::{candidates, in_place};
use super::correspondence::Support;
use super::in_order;
use super::neighbours::Neighbours;
use super::parameters::Parameters;
use super::parts::grow;
use super::progress::Part;
use super::renames::renames;
use super::signal::{
    AHEAD, APART, CONTAINMENT, LETTERS, Margin, PLACE, Pair, Place, SURROUNDINGS, Surroundings, Values, WORDS, measure,
};
use super::support::{Judge, Rivals};
use super::text::{Prepared, Side};
use crate::language::Term;

/// Links between two lists of provisions, by their places in the lists.
pub(super) struct Found {
    pub(super) links: Vec<(Bead, Support)>,
    /// Every pair that was considered, sorted.
    pub(super) scored: Vec<Scored>,
    /// For each old and each new provision, the terms of its heading.
    pub(super) sections: [Vec<Vec<Term>>; 2],
}

/// A pair with its signals.
#[derive(Debug, Clone)]
pub(super) struct Scored {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) values: Values,
    pub(super) score: f64,
}

impl Scored {
    /// The likeness by words.
    pub(super) fn words(&self) -> f64 {
        self.values[WORDS]
    }

    /// The share of the shorter side's words that stands in the other.
    pub(super) fn containment(&self) -> f64 {
        self.values[CONTAINMENT]
    }

    /// The likeness by words and letters, by which a pair is held against what else its sides are like.
    fn likeness(&self) -> f64 {
        0.5 * (self.values[WORDS] + self.values[LETTERS])
    }

    /// Says how the pair stands among others.
    fn compare(&mut self, margin: &Margin) {
        let likeness = self.likeness();
        self.values[AHEAD] = margin.ahead(self.old, self.new, likeness);
        self.values[APART] = margin.apart(self.old, self.new, likeness);
    }

    /// Says how it stands among links.
    fn situate(&mut self, place: &Place, surroundings: &Surroundings<'_>) {
        self.values[PLACE] = place.of(self.old, self.new);
        self.values[SURROUNDINGS] = surroundings.of(self.old, self.new);
    }

    fn mirrored(self) -> Scored {
        Scored { old: self.new, new: self.old, ..self }
    }
}

/// Aligns two lists of provisions.
pub(super) fn find(old: Side<'_, '_>, new: Side<'_, '_>, options: &Options) -> Found {
    let _stage = trace_span!("alignment").entered();
    let Options { parameters, progress, .. } = options;
    let mut prepared = Prepared::of(old, new, progress.part(0.0, 0.2));
    // Where two alignments are equally good, one of them must be taken, and solvers take whichever they
    // come upon first. The side that is read first is chosen by the texts, so that swapping the sides
    // mirrors the result.
    let swapped = prepared.new_stands_first();
    if swapped {
        prepared.swap();
    }
    let mut matched = matched(&prepared, parameters, progress.part(0.2, 0.7));
    let renames = renames(&prepared, &matched.telling(parameters.renames.link), parameters);
    if !renames.is_empty() {
        prepared.rename(&renames);
        // There may be millions of pairs, which are not to be held twice.
        drop(matched);
        matched = self::matched(&prepared, parameters, progress.part(0.7, 0.9));
    }
    if swapped {
        prepared.swap();
        matched.mirror();
    }
    let Matched { made, scored, closeness, in_order } = matched;
    let rivals = Rivals::of(&scored, prepared.old.len(), prepared.new.len());
    let judge = Judge { prepared: &prepared, parameters, scored: &scored, rivals, closeness, in_order };
    let steps = progress.part(0.9, 1.0).steps(made.len());
    let links = made
        .into_par_iter()
        .map(|made| {
            steps.step();
            judge.link(made)
        })
        .collect();
    let sections = prepared.sections();
    Found { links, scored, sections }
}

/// What belongs together, and how it was found.
struct Matched {
    made: Vec<Made>,
    /// Every pair that was considered, sorted.
    scored: Vec<Scored>,
    /// How closely the two texts agree, from 0 to 1.
    closeness: f64,
    /// Whether the order decided.
    in_order: bool,
}

impl Matched {
    /// Swaps the sides.
    fn mirror(&mut self) {
        self.made = std::mem::take(&mut self.made).into_iter().map(Made::mirrored).collect();
        self.scored = std::mem::take(&mut self.scored).into_iter().map(Scored::mirrored).collect();
        self.made.par_sort_unstable_by(|one, other| one.bead.old.cmp(&other.bead.old));
        self.scored.par_sort_unstable_by_key(|pair| (pair.old, pair.new));
    }

    /// The links of one and one that reach a score.
    fn telling(&self, least: f64) -> Vec<(usize, usize)> {
        let beads = self.made.iter().map(|made| &made.bead);
        let single = beads.filter(|bead| bead.old.len() == 1 && bead.new.len() == 1);
        single
            .map(|bead| (bead.old[0], bead.new[0]))
            .filter(|link| {
                let found = self.scored.binary_search_by_key(link, |pair| (pair.old, pair.new));
                found.is_ok_and(|at| self.scored[at].score >= least)
            })
            .collect()
    }
}

/// The candidates, sorted, with their signals without those of their place, and their leads.
fn first_sight(prepared: &Prepared<'_>, parameters: &Parameters, progress: Part<'_>) -> (Vec<Scored>, Margin) {
    let Prepared { old, new, index, .. } = prepared;
    let pairs = candidates(prepared, &parameters.candidates, progress.part(0.0, 0.5));
    let steps = progress.part(0.5, 0.8).steps(pairs.len());
    // Room for those that links add, so that millions of pairs are not moved to a larger place for them.
    let mut scored: Vec<Scored> = Vec::with_capacity(pairs.len() + old.len() + new.len());
    let measured = pairs.into_par_iter().map(|(at, there)| {
        steps.step();
        let values = measure(&Pair { old: &old[at], new: &new[there], index });
        Scored { old: at, new: there, values, score: 0.0 }
    });
    measured.collect_into_vec(&mut scored);
    let likeness = scored.iter().map(|pair| (pair.old, pair.new, pair.likeness()));
    let margin = Margin::new(likeness, old.len(), new.len());
    scored.par_iter_mut().for_each(|pair| {
        pair.compare(&margin);
        pair.score = parameters.score.of(&pair.values);
    });
    (scored, margin)
}

/// The candidates with their scores by what the wording tells.
pub(super) fn at_first_sight(prepared: &Prepared<'_>, parameters: &Parameters, progress: Part<'_>) -> Vec<Scored> {
    first_sight(prepared, parameters, progress).0
}

/// Finds what belongs together.
fn matched(prepared: &Prepared<'_>, parameters: &Parameters, progress: Part<'_>) -> Matched {
    let Prepared { old, new, index, .. } = prepared;
    let (mut scored, margin) = first_sight(prepared, parameters, progress);
    // What is most alike on both sides tells how far the order was kept and how freely words were
    // changed.
    let neighbours = Neighbours::of(&scored, old, new, parameters);
    let in_order = neighbours.order_tells_more().then(|| in_order::path(prepared, &neighbours, parameters));
    let anchors = match &in_order {
        Some(path) => single_links(path.iter().map(|made| &made.bead), old.len()),
        None => linked(&scored, old.len(), parameters.thresholds.anchor),
    };
    let place = Place::new(&anchors, new.len());
    let surroundings = Surroundings::new(&anchors, new.len());
    let mut further: Vec<(usize, usize)> = in_place(&anchors, new.len(), parameters.candidates.widest_gap);
    further.extend(anchors.iter().enumerate().filter_map(|(at, there)| Some((at, (*there)?))));
    further.retain(|pair| scored.binary_search_by_key(pair, |known| (known.old, known.new)).is_err());
    further.par_sort_unstable();
    further.dedup();
    scored.par_extend(further.into_par_iter().map(|(at, there)| {
        let values = measure(&Pair { old: &old[at], new: &new[there], index });
        Scored { old: at, new: there, values, score: 0.0 }
    }));
    scored.par_sort_unstable_by_key(|pair| (pair.old, pair.new));
    // Of pairs that were scored before, only the place has changed.
    scored.par_iter_mut().for_each(|pair| {
        pair.compare(&margin);
        pair.situate(&place, &surroundings);
        pair.score = parameters.score.of(&pair.values);
    });
    let decided_by_order = in_order.is_some();
    let made = match in_order {
        Some(path) => in_order::settled(path, &scored, prepared, parameters),
        None => {
            let links = linked(&scored, old.len(), neighbours.least_alone());
            grow(prepared, &links, &scored, neighbours.closeness, &parameters.parts)
        }
    };
    Matched { made, scored, closeness: neighbours.closeness, in_order: decided_by_order }
}

/// What each place of distance takes from a gain, and each place squared: far less than scores differ by, and more than
/// what is lost in rounding.
const HAIR: f64 = 1e-9;
const HAIR_OF_SQUARE: f64 = 1e-14;

/// The best assignment: for each old provision, the new one that it is linked to.
fn linked(scored: &[Scored], old_count: usize, least: f64) -> Vec<Option<usize>> {
    // Of pairs that score the same, those at the same height are taken: a hair less gain for each place, and more than
    // twice as much for twice as many: of two pairs of equal texts crossing and parallel links would else be equally good.
    let hair = |pair: &Scored| {
        let places = pair.old.abs_diff(pair.new) as f64;
        HAIR * places + HAIR_OF_SQUARE * places * places
    };
    let choices: Vec<Choice> = scored
        .iter()
        .map(|pair| Choice { old: pair.old, new: pair.new, gain: pair.score - least - hair(pair) })
        // Most pairs are no choice at all.
        .filter(|choice| choice.gain > 0.0)
        .collect();
    let mut links = vec![None; old_count];
    for at in assign(&choices) {
        links[choices[at].old] = Some(choices[at].new);
    }
    links
}

/// The links of beads of one and one.
fn single_links<'a>(beads: impl Iterator<Item = &'a Bead>, old_count: usize) -> Vec<Option<usize>> {
    let mut links = vec![None; old_count];
    for bead in beads {
        if let ([at], [there]) = (bead.old.as_slice(), bead.new.as_slice()) {
            links[*at] = Some(*there);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_by_words_and_letters_alike() {
        let mut values = [0.9; crate::align::signal::COUNT];
        (values[WORDS], values[LETTERS], values[CONTAINMENT]) = (0.2, 0.6, 0.7);
        let pair = Scored { old: 0, new: 0, values, score: 0.0 };
        assert!((pair.likeness() - 0.4).abs() < 1e-12);
        assert_eq!((pair.words(), pair.containment()), (0.2, 0.7));
    }
}
