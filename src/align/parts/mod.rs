//! Splits and merges: a provision that no link took may be part of one on the other side.
//!
//! Each free provision is weighed as a part of each provision that holds enough of its words, on evidence of its own:
//! how much of its wording stands there beyond what the parts that are there already account for, whether another
//! provision holds as much of it, and where it stands. The likeliest part is taken first; whatever else could be part
//! of the same whole is weighed again then.

mod held;

use std::collections::BinaryHeap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use tracing::trace_span;

use super::beads::{Bead, Made};
use super::engine::Scored;
use super::parameters::{Parts, logistic};
use super::text::Prepared;
use held::{Held, Used, held_beyond};

/// Grows links into splits and merges.
///
/// `links` holds for each old provision its new one, `scored` the pairs that were looked at, `closeness` is the mean
/// likeness of the documents, from 0 to 1.
pub(super) fn grow(
    prepared: &Prepared<'_>,
    links: &[Option<usize>],
    scored: &[Scored],
    closeness: f64,
    numbers: &Parts,
) -> Vec<Made> {
    let _stage = trace_span!("splits and merges").entered();
    let mut members = [vec![Vec::new(); prepared.old.len()], vec![Vec::new(); prepared.new.len()]];
    for (old, link) in links.iter().enumerate() {
        if let Some(new) = *link {
            members[OLD][old].push(new);
            members[NEW][new].push(old);
        }
    }
    let held = Held::of(prepared, scored, numbers);
    let linked = members.each_ref().map(|side| side.iter().map(|others| !others.is_empty()).collect());
    let least = members.each_ref().map(|side| vec![1.0; side.len()]);
    let mut growth = Growth {
        prepared,
        numbers,
        closeness,
        members,
        least,
        held,
        commonness: EVEN,
        linked,
        used: Default::default(),
    };
    growth.run();
    growth.made()
}

/// How common parts are, if nothing is known of the documents; and for how many provisions that counts.
const EVEN: f64 = 0.5;
const EVEN_COUNT: f64 = 2.0;

/// So near to a part that was taken, in provisions, another may be likelier for it.
const NEAR: usize = 8;

/// The sides, as places in pairs of lists.
const OLD: usize = 0;
const NEW: usize = 1;

/// A provision of one side that may be part of one of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    /// The part's side.
    side: usize,
    part: usize,
    whole: usize,
}

/// A part, how likely it is one, and how many parts its whole had when that was found.
struct Weighed {
    likelihood: f64,
    part: Part,
    beside: usize,
}

impl Ord for Weighed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.likelihood.total_cmp(&other.likelihood).then_with(|| other.part.cmp(&self.part))
    }
}

impl PartialOrd for Weighed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Weighed {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Weighed {}

struct Growth<'a> {
    prepared: &'a Prepared<'a>,
    numbers: &'a Parts,
    closeness: f64,
    /// For each provision of either side, those of the other that it is linked to.
    members: [Vec<Vec<usize>>; 2],
    /// For each provision of either side, how likely its least likely part is one.
    least: [Vec<f64>; 2],
    held: Held,
    /// For each provision of either side, whether a link took it before anything grew.
    linked: [Vec<bool>; 2],
    /// For each whole of either side, what its parts account for.
    used: [FxHashMap<usize, Used>; 2],
    /// How likely a free provision is a part, on average over these documents.
    commonness: f64,
}

impl Growth<'_> {
    /// Counts what the links account for in the wholes that parts may be added to; most provisions are no such whole.
    fn begin(&mut self, open: &[Part]) {
        let wholes: FxHashSet<(usize, usize)> = open.iter().map(|part| (1 - part.side, part.whole)).collect();
        for (side, whole) in wholes {
            for at in 0..self.members[side][whole].len() {
                self.use_up(Part { side: 1 - side, part: self.members[side][whole][at], whole });
            }
        }
    }

    /// Counts what a part accounts for in its whole.
    fn use_up(&mut self, part: Part) {
        let prepared = self.prepared;
        let text = if part.side == OLD { &prepared.old[part.part] } else { &prepared.new[part.part] };
        self.used[1 - part.side].entry(part.whole).or_default().add(text);
    }

    fn run(&mut self) {
        let all: Vec<Part> = self.held.parts().filter(|part| self.is_open(part)).collect();
        self.begin(&all);
        self.commonness = self.how_common(&all);
        let mut queue: BinaryHeap<Weighed> = all.into_par_iter().filter_map(|part| self.weigh(part)).collect();
        while let Some(Weighed { part, beside, likelihood }) = queue.pop() {
            if !self.is_open(&part) {
                continue;
            }
            // Weighed when its whole had fewer parts.
            if self.members[1 - part.side][part.whole].len() != beside {
                queue.extend(self.weigh(part));
                continue;
            }
            if beside == 0 && !self.has_another(&part) {
                continue;
            }
            self.members[part.side][part.part].push(part.whole);
            self.members[1 - part.side][part.whole].push(part.part);
            let least = &mut self.least[1 - part.side][part.whole];
            *least = f64::min(*least, likelihood);
            self.use_up(part);
            self.use_up(Part { side: 1 - part.side, part: part.whole, whole: part.part });
            // What stands near the new part may be likelier now; anything else is weighed again when its turn comes.
            let others = self.held.by_whole[1 - part.side][part.whole].iter();
            let near =
                others.filter(|other| other.abs_diff(part.part) <= NEAR).map(|&other| Part { part: other, ..part });
            queue.extend(near.filter(|other| self.is_open(other)).filter_map(|other| self.weigh(other)));
        }
    }

    /// How likely a free provision is a part, on average: where nothing was merged or split, what looks like a part is
    /// likely to be an echo; where much was, it is likely to be one.
    fn how_common(&self, parts: &[Part]) -> f64 {
        let likelihoods: Vec<f64> = parts.par_iter().map(|&part| self.likelihood(part)).collect();
        let mut most = [vec![0.0; self.members[OLD].len()], vec![0.0; self.members[NEW].len()]];
        for (part, likelihood) in parts.iter().zip(likelihoods) {
            let most: &mut f64 = &mut most[part.side][part.part];
            *most = most.max(likelihood);
        }
        let free = self.members.iter().flatten().filter(|members| members.is_empty()).count() as f64;
        let sum: f64 = most.iter().map(|side| side.iter().sum::<f64>()).sum();
        (sum + EVEN * EVEN_COUNT) / (free + EVEN_COUNT)
    }

    /// Whether a part is free and its whole may take it in: only one side of a link grows, since many to many would
    /// say less than it hides.
    fn is_open(&self, part: &Part) -> bool {
        self.members[part.side][part.part].is_empty()
            && match self.members[1 - part.side][part.whole].as_slice() {
                [only] => self.members[part.side][*only].len() == 1,
                _ => true,
            }
    }

    /// Whether anything else is likely to be part of the same whole. One part alone is a link of one and one, and that
    /// was not made.
    fn has_another(&self, part: &Part) -> bool {
        let others = self.held.by_whole[1 - part.side][part.whole].iter().filter(|&&other| other != part.part);
        let mut others = others.map(|&other| Part { part: other, ..*part });
        others.any(|other| self.is_open(&other) && self.weigh(other).is_some())
    }

    /// A part with how likely it is one, if likely enough.
    fn weigh(&self, part: Part) -> Option<Weighed> {
        let likelihood = self.likelihood(part);
        let beside = self.members[1 - part.side][part.whole].len();
        (likelihood >= self.numbers.least).then_some(Weighed { likelihood, part, beside })
    }

    fn likelihood(&self, part: Part) -> f64 {
        let numbers = self.numbers;
        let (parts, wholes) = match part.side {
            OLD => (&self.prepared.old, &self.prepared.new),
            _ => (&self.prepared.new, &self.prepared.old),
        };
        let there = &self.members[1 - part.side][part.whole];
        let used = self.used[1 - part.side].get(&part.whole);
        let held = held_beyond(&parts[part.part], &wholes[part.whole], used, self.prepared);
        let rival = self.held.rival(part);
        let distance = there.iter().map(|&other| other.abs_diff(part.part)).min();
        let sum = numbers.bias
            + numbers.words * held.words
            + numbers.phrases * held.phrases
            + numbers.ahead * (held.words - rival)
            + numbers.whole * held.whole
            + numbers.beside * distance.map_or(0.0, |distance| 1.0 / distance as f64)
            + numbers.alone * f64::from(u8::from(there.is_empty()))
            + numbers.closeness * self.closeness
            + numbers.common * (self.commonness - EVEN);
        logistic(sum)
    }

    /// What is linked, each provision once, in the order of the old side.
    fn made(self) -> Vec<Made> {
        let [olds, news] = self.members;
        let mut made = Vec::new();
        for (old, mut linked) in olds.into_iter().enumerate() {
            match linked.as_slice() {
                [] => {}
                // Several old ones of a new one stand in its list; the first of them tells of all.
                [new] => {
                    let mut old_ones = news[*new].clone();
                    old_ones.sort_unstable();
                    // What lost the other that it was taken with is no link: the assignment did not make it.
                    let is_link = old_ones.len() > 1 || self.linked[OLD][old];
                    if is_link && old_ones.first() == Some(&old) {
                        let probability = (old_ones.len() > 1).then_some(self.least[NEW][*new]);
                        made.push(Made { bead: Bead { old: old_ones, new: vec![*new] }, probability });
                    }
                }
                _ => {
                    linked.sort_unstable();
                    let bead = Bead { old: vec![old], new: linked };
                    made.push(Made { bead, probability: Some(self.least[OLD][old]) });
                }
            }
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{Options, align};
    use crate::analysis::{self, Analysed};
    use crate::extract::of_texts;

    const REGISTERS: &str = "The harbour master keeps registers of vessels, open to every owner on weekdays.";
    const PILOTS: &str = "Pilots hold a certificate issued after an examination in navigation and local currents.";
    const DREDGING: &str = "Dredging of the northern channel is paid for by the tonnage levy.";
    const OTHERS: [&str; 5] = [
        "Lighthouses are inspected by engineers each spring before the herring season.",
        "Quarantine applies to ships that arrive with fever aboard, until a physician releases them.",
        "Cargo of grain is weighed at the public scales under oath.",
        "Widows of drowned sailors receive a pension from the guild.",
        "Ferries carry mail across the strait free of charge.",
    ];

    fn analysed(id: &str, texts: &[&str]) -> Analysed {
        Analysed::of(of_texts(id, texts, Some("en")), &analysis::Options::default())
    }

    /// The correspondences of two lists that have both sides, by places.
    fn links(old: &[&str], new: &[&str]) -> Vec<(Vec<usize>, Vec<usize>)> {
        let found = align(&analysed("old", old), &analysed("new", new), &Options::default()).correspondences;
        let linked = found.into_iter().filter(|one| !one.old.is_empty() && !one.new.is_empty());
        let mut links: Vec<(Vec<usize>, Vec<usize>)> = linked
            .map(|one| (one.old, one.new))
            .map(|(old, new)| (old.iter().map(|at| at.index()).collect(), new.iter().map(|at| at.index()).collect()))
            .collect();
        links.sort();
        links
    }

    #[test]
    fn three_become_one_from_wherever_they_stood() {
        let whole = [REGISTERS, PILOTS, DREDGING].join(" ");
        let [a, b, c, d, e] = OTHERS;
        let (old, new) = ([REGISTERS, a, b, PILOTS, c, d, DREDGING, e], [a, b, c, whole.as_str(), d, e]);
        assert!(links(&old, &new).contains(&(vec![0, 3, 6], vec![3])));
        assert!(links(&new, &old).contains(&(vec![3], vec![0, 3, 6])));
    }

    #[test]
    fn what_is_accounted_for_counts_once() {
        // The same words again are no part of a provision that has them once.
        let [a, b, c, d, e] = OTHERS;
        let again = "Registers of vessels, open to every owner, the harbour master keeps.";
        let (old, new) = ([REGISTERS, again, a, b, c, d, e], [REGISTERS, a, b, c, d, e]);
        assert!(links(&old, &new).contains(&(vec![0], vec![0])));
    }

    #[test]
    fn a_short_provision_within_a_long_one_is_part_of_it() {
        let [a, b, c, d, e] = OTHERS;
        let long = [PILOTS, DREDGING, REGISTERS, "Fines go to the hospital."].join(" ");
        let before = [PILOTS, DREDGING, REGISTERS].join(" ");
        let (old, new) =
            ([before.as_str(), a, b, "Fines go to the hospital.", c, d, e], [a, b, c, long.as_str(), d, e]);
        assert!(links(&old, &new).contains(&(vec![0, 3], vec![3])));
    }

    #[test]
    fn the_rival_of_a_whole_is_the_best_of_the_others() {
        let held = Held { by_whole: Default::default(), most: [vec![(0.9, 3, 0.4)], Vec::new()] };
        let rival = |whole: usize| held.rival(Part { side: OLD, part: 0, whole });
        assert_eq!((rival(3), rival(2)), (0.4, 0.9));
    }

    #[test]
    fn a_part_is_as_likely_as_the_weighted_sum_of_what_speaks_for_it() {
        let [a, b, c, d, e] = OTHERS;
        let whole = [REGISTERS, PILOTS].join(" ");
        let old = analysed("old", &[REGISTERS, a, PILOTS, b, c, d, e]);
        let new = analysed("new", &[whole.as_str(), a, b, c, d, e]);
        let places = |document: &Analysed| crate::model::ProvisionIndex::all(&document.provisions).collect::<Vec<_>>();
        let progress = crate::align::Progress::default();
        let prepared = Prepared::of((&old, &places(&old)), (&new, &places(&new)), progress.part(0.0, 1.0));
        let numbers = crate::align::Parameters::default();
        let numbers = &numbers.parts;
        let (old_part, other_part) = (Part { side: OLD, part: 0, whole: 0 }, Part { side: OLD, part: 2, whole: 0 });
        let mut growth = Growth {
            prepared: &prepared,
            numbers,
            closeness: 0.4,
            members: [vec![Vec::new(); 7], vec![Vec::new(); 6]],
            least: [vec![1.0; 7], vec![1.0; 6]],
            held: Held { by_whole: Default::default(), most: [vec![(1.0, 0, 0.25); 7], vec![(1.0, 0, 0.0); 6]] },
            commonness: 0.7,
            linked: [vec![false; 7], vec![false; 6]],
            used: Default::default(),
        };
        // All of its words and phrases stand there, and a part of the whole's; another whole has a quarter of it.
        let share = prepared.old[0].weight() / prepared.new[0].weight();
        let always = numbers.bias + numbers.closeness * 0.4 + numbers.common * (0.7 - EVEN);
        let held = numbers.words + numbers.phrases + numbers.ahead * 0.75 + numbers.whole * share;
        assert!((growth.likelihood(old_part) - logistic(always + held + numbers.alone)).abs() < 1e-9);
        // Beside one that is a part already, two provisions off; what that one accounts for is no longer to be had.
        growth.members[NEW][0].push(2);
        growth.members[OLD][2].push(0);
        growth.use_up(other_part);
        assert!((growth.likelihood(old_part) - logistic(always + held + numbers.beside * 0.5)).abs() < 1e-9);
        growth.use_up(old_part);
        let nothing = numbers.ahead * -0.25 + numbers.beside * 0.5;
        assert!((growth.likelihood(old_part) - logistic(always + nothing)).abs() < 1e-9);
    }

    #[test]
    fn the_two_best_wholes_of_a_part_are_kept_and_the_first_of_equals_leads() {
        let [a, b, ..] = OTHERS;
        let old = analysed("old", &[REGISTERS, a]);
        let new = analysed("new", &[REGISTERS, REGISTERS, b]);
        let places = |document: &Analysed| crate::model::ProvisionIndex::all(&document.provisions).collect::<Vec<_>>();
        let progress = crate::align::Progress::default();
        let prepared = Prepared::of((&old, &places(&old)), (&new, &places(&new)), progress.part(0.0, 1.0));
        let pair = |old: usize, new: usize, containment: f64| {
            let mut values = [0.0; crate::align::signal::COUNT];
            values[crate::align::signal::CONTAINMENT] = containment;
            Scored { old, new, values, score: 0.0 }
        };
        let parameters = crate::align::Parameters::default();
        let held = Held::of(&prepared, &[pair(0, 0, 1.0), pair(0, 1, 1.0)], &parameters.parts);
        assert_eq!(held.most[OLD][0], (1.0, 0, 1.0));
        assert_eq!((&held.by_whole[NEW][0], &held.by_whole[NEW][1]), (&vec![0], &vec![0]));
        let held = Held::of(&prepared, &[pair(0, 0, 0.4), pair(0, 1, 0.9)], &parameters.parts);
        let (most, whole, second) = held.most[OLD][0];
        assert!((most - 0.9).abs() < 1e-12 && whole == 1 && (second - 0.4).abs() < 1e-12);
    }

    #[test]
    fn what_lost_the_other_that_it_was_taken_with_is_no_link() {
        let [a, ..] = OTHERS;
        let (old, new) = (analysed("old", &[REGISTERS, a]), analysed("new", &[REGISTERS, a]));
        let places = |document: &Analysed| crate::model::ProvisionIndex::all(&document.provisions).collect::<Vec<_>>();
        let progress = crate::align::Progress::default();
        let prepared = Prepared::of((&old, &places(&old)), (&new, &places(&new)), progress.part(0.0, 1.0));
        let parameters = crate::align::Parameters::default();
        let growth = Growth {
            prepared: &prepared,
            numbers: &parameters.parts,
            closeness: 0.4,
            members: [vec![vec![0], vec![1]], vec![vec![0], vec![1]]],
            least: [vec![1.0; 2], vec![1.0; 2]],
            held: Held { by_whole: Default::default(), most: Default::default() },
            commonness: EVEN,
            // The assignment linked the second and not the first.
            linked: [vec![false, true], vec![false, true]],
            used: Default::default(),
        };
        let made = growth.made();
        assert_eq!(made.len(), 1);
        assert_eq!((&made[0].bead, made[0].probability), (&Bead { old: vec![1], new: vec![1] }, None));
    }
}
