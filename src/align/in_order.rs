//! Documents that keep their order and were recast: the path through both, what of it stands, and what
//! is linked out of order.

use tracing::trace_span;

use super::assignment::{Choice, assign};
use super::beads::Made;
use super::engine::Scored;
use super::lattice;
use super::neighbours::Neighbours;
use super::parameters::Parameters;
use super::text::Prepared;

/// The links of the path through both documents in order.
pub(super) fn path(prepared: &Prepared<'_>, neighbours: &Neighbours<'_>, parameters: &Parameters) -> Vec<Made> {
    let _stage = trace_span!("lattice").entered();
    let taken = neighbours.moved(prepared.old.len(), prepared.new.len());
    lattice::align(prepared, neighbours, [&taken[0], &taken[1]], &parameters.lattice)
}

/// The path, with links out of order between what it left alone.
pub(super) fn settled(
    path: Vec<Made>,
    scored: &[Scored],
    prepared: &Prepared<'_>,
    parameters: &Parameters,
) -> Vec<Made> {
    let settled = Settled { scored, prepared, parameters };
    settled.with_leftovers(path.into_iter().flat_map(|made| settled.uncrossed(made)).collect())
}

struct Settled<'a> {
    scored: &'a [Scored],
    prepared: &'a Prepared<'a>,
    parameters: &'a Parameters,
}

impl Settled<'_> {
    /// Whether a pair reaches a score.
    fn reaches(&self, at: usize, there: usize, least: f64) -> bool {
        let found = self.scored.binary_search_by_key(&(at, there), |pair| (pair.old, pair.new));
        found.is_ok_and(|index| self.scored[index].score >= least)
    }

    /// Two and two that were taken together because they only changed places come apart.
    fn uncrossed(&self, made: Made) -> Vec<Made> {
        let least = self.parameters.thresholds.leftover;
        match (made.bead.old.as_slice(), made.bead.new.as_slice()) {
            (&[first, second], &[one, other])
                if self.reaches(first, other, least) && self.reaches(second, one, least) =>
            {
                vec![Made::by_score(first, other), Made::by_score(second, one)]
            }
            _ => vec![made],
        }
    }

    /// Adds links out of order between what the order left alone.
    fn with_leftovers(&self, mut made: Vec<Made>) -> Vec<Made> {
        let mut used = [vec![false; self.prepared.old.len()], vec![false; self.prepared.new.len()]];
        for Made { bead, .. } in &made {
            bead.old.iter().for_each(|&at| used[0][at] = true);
            bead.new.iter().for_each(|&there| used[1][there] = true);
        }
        let free = self.scored.iter().filter(|pair| !used[0][pair.old] && !used[1][pair.new]);
        let least = self.parameters.thresholds.leftover;
        let choices: Vec<Choice> =
            free.map(|pair| Choice { old: pair.old, new: pair.new, gain: pair.score - least }).collect();
        made.extend(assign(&choices).into_iter().map(|at| Made::by_score(choices[at].old, choices[at].new)));
        made.sort_by_key(|made| made.bead.old[0]);
        made
    }
}
