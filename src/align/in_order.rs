//! Documents that keep their order and were recast: the path through both, what of it stands, and what
//! is linked out of order.

use std::collections::BTreeSet;

use super::assignment::{Choice, assign};
use super::beads::Bead;
use super::engine::Scored;
use super::monotone::align_in_order;
use super::neighbours::Neighbours;
use super::parameters::Parameters;
use super::text::{Prepared, Text};

/// The best path through both documents in order.
pub(super) fn path(prepared: &Prepared<'_>, neighbours: &Neighbours<'_>, parameters: &Parameters) -> Vec<Bead> {
    let taken = neighbours.moved(prepared.old.len(), prepared.new.len());
    align_in_order(prepared, neighbours, [&taken[0], &taken[1]], parameters)
}

/// What stands of the path, with links out of order between what it left alone.
pub(super) fn settled(
    path: Vec<Bead>,
    scored: &[Scored],
    prepared: &Prepared<'_>,
    neighbours: &Neighbours<'_>,
    parameters: &Parameters,
) -> Vec<Bead> {
    let settled = Settled { scored, prepared, neighbours, parameters };
    settled.with_leftovers(settled.accepted(path))
}

struct Settled<'a> {
    scored: &'a [Scored],
    prepared: &'a Prepared<'a>,
    neighbours: &'a Neighbours<'a>,
    parameters: &'a Parameters,
}

impl Settled<'_> {
    /// Whether a pair reaches a score.
    fn reaches(&self, at: usize, there: usize, least: f64) -> bool {
        let found = self.scored.binary_search_by_key(&(at, there), |pair| (pair.old, pair.new));
        found.is_ok_and(|index| self.scored[index].score >= least && self.has_evidence(&self.scored[index]))
    }

    /// Whether anything but its place speaks for a pair: a word in common, unless they are short.
    fn has_evidence(&self, pair: &Scored) -> bool {
        let words = self.prepared.old[pair.old].terms().len().min(self.prepared.new[pair.new].terms().len());
        pair.words() > 0.0 || words < self.parameters.evidence.short_text
    }

    /// What is left of beads when links below the threshold are dropped, and members that have too little in
    /// common with the other side.
    fn accepted(&self, beads: Vec<Bead>) -> Vec<Bead> {
        let Prepared { old, new, index, .. } = self.prepared;
        let least_share = self.neighbours.least_share();
        let share = |text: &Text, others: &[usize], other_texts: &[Text]| {
            let shared: f64 = others.iter().map(|&there| text.shared_weight(&other_texts[there], index)).sum();
            if text.weight() == 0.0 { 0.0 } else { shared / text.weight() }
        };
        let beads: Vec<Bead> = beads.into_iter().flat_map(|bead| self.uncrossed(bead)).collect();
        // A pair between two pairs of neighbours has only each other to go to.
        let ends: BTreeSet<(usize, usize)> =
            beads.iter().map(|bead| (bead.old[bead.old.len() - 1], bead.new[bead.new.len() - 1])).collect();
        let starts: BTreeSet<(usize, usize)> = beads.iter().map(|bead| (bead.old[0], bead.new[0])).collect();
        let between = |at: usize, there: usize| {
            let after = match (at.checked_sub(1), there.checked_sub(1)) {
                (Some(at), Some(there)) => ends.contains(&(at, there)),
                (at, there) => at == there,
            };
            let at_end = (at + 1 == old.len(), there + 1 == new.len());
            after && (starts.contains(&(at + 1, there + 1)) || at_end == (true, true))
        };
        beads
            .into_iter()
            .filter_map(|mut bead| {
                if bead.old.len() + bead.new.len() > 2 {
                    let (olds, news) = (bead.old.clone(), bead.new.clone());
                    bead.old.retain(|&at| olds.len() == 1 || share(&old[at], &news, new) >= least_share);
                    bead.new.retain(|&there| news.len() == 1 || share(&new[there], &olds, old) >= least_share);
                }
                match (bead.old.as_slice(), bead.new.as_slice()) {
                    ([], _) | (_, []) => None,
                    (&[at], &[there]) => {
                        self.reaches(at, there, self.neighbours.least_in_order(between(at, there))).then_some(bead)
                    }
                    _ => Some(bead),
                }
            })
            .collect()
    }

    /// Two and two that were taken together because they only changed places come apart.
    fn uncrossed(&self, bead: Bead) -> Vec<Bead> {
        let least = self.parameters.thresholds.leftover;
        match (bead.old.as_slice(), bead.new.as_slice()) {
            (&[first, second], &[one, other])
                if self.reaches(first, other, least) && self.reaches(second, one, least) =>
            {
                vec![Bead { old: vec![first], new: vec![other] }, Bead { old: vec![second], new: vec![one] }]
            }
            _ => vec![bead],
        }
    }

    /// Adds links out of order between what the order left alone.
    fn with_leftovers(&self, mut beads: Vec<Bead>) -> Vec<Bead> {
        let mut used = [vec![false; self.prepared.old.len()], vec![false; self.prepared.new.len()]];
        for bead in &beads {
            bead.old.iter().for_each(|&at| used[0][at] = true);
            bead.new.iter().for_each(|&there| used[1][there] = true);
        }
        let free = self.scored.iter().filter(|pair| !used[0][pair.old] && !used[1][pair.new]);
        let least = self.parameters.thresholds.leftover;
        let choices: Vec<Choice> =
            free.map(|pair| Choice { old: pair.old, new: pair.new, gain: pair.score - least }).collect();
        beads.extend(
            assign(&choices).into_iter().map(|at| Bead { old: vec![choices[at].old], new: vec![choices[at].new] }),
        );
        beads.sort_by_key(|bead| bead.old[0]);
        beads
    }
}
