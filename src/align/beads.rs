//! Splits and merges: a provision that no link took may be a part of one that a link did take.

use super::parameters::Parameters;
use super::text::{Prepared, Text};
use crate::index::TermIndex;
use crate::language::Term;

/// A bead, as bitext alignment calls it: old and new provisions that belong together, both sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bead {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
}

impl Bead {
    /// Each of the old provisions with each of the new.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.old.iter().flat_map(|&old| self.new.iter().map(move |&new| (old, new)))
    }

    /// The same bead with the sides swapped.
    pub(super) fn mirrored(self) -> Bead {
        Bead { old: self.new, new: self.old }
    }
}

/// Grows links into splits and merges.
///
/// `links` holds for each old provision its new one, `candidates` the pairs worth looking at, `closeness`
/// says how closely the documents agree: where most of the text stands as it was, so do parts. A part
/// is added to the link that leaves least of it unaccounted for.
pub(super) fn grow(
    prepared: &Prepared<'_>,
    links: &[Option<usize>],
    candidates: &[(usize, usize)],
    closeness: f64,
    parameters: &Parameters,
) -> Vec<Bead> {
    let Prepared { old, new, index, .. } = prepared;
    let numbers = &parameters.groups;
    let least = Least {
        beside: numbers.accounted_beside.at(closeness),
        afar: numbers.accounted_afar.at(closeness),
        part: numbers.part.at(closeness),
    };
    let mut linked_to: Vec<Option<usize>> = vec![None; new.len()];
    for (at, link) in links.iter().enumerate() {
        if let Some(there) = *link {
            linked_to[there] = Some(at);
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    for &(at, there) in candidates {
        match (links[at], linked_to[there]) {
            // A new provision that is free, beside an old one that another new one took.
            (Some(taken), None) => {
                let share = accounted(&new[there], &old[at], &new[taken], index);
                parts.extend(Part::of(share, there.abs_diff(taken), Side::New, there, at, &least));
            }
            (None, Some(taken)) => {
                let share = accounted(&old[at], &new[there], &old[taken], index);
                parts.extend(Part::of(share, at.abs_diff(taken), Side::Old, at, taken, &least));
            }
            _ => {}
        }
    }
    parts.sort_by(|one, other| other.share.total_cmp(&one.share).then(one.key().cmp(&other.key())));
    let mut beads: Vec<Option<Bead>> =
        links.iter().enumerate().map(|(at, link)| link.map(|there| Bead { old: vec![at], new: vec![there] })).collect();
    let mut placed = [vec![false; old.len()], vec![false; new.len()]];
    for part in parts {
        let Some(bead) = beads[part.link].as_mut() else { continue };
        let is_placed = &mut placed[part.side as usize][part.provision];
        // Only one side of a link grows: n to m would say less than it hides.
        let grows = match part.side {
            Side::Old => bead.new.len() == 1,
            Side::New => bead.old.len() == 1,
        };
        if *is_placed || !grows {
            continue;
        }
        *is_placed = true;
        match part.side {
            Side::Old => bead.old.push(part.provision),
            Side::New => bead.new.push(part.provision),
        }
    }
    let mut grown: Vec<Bead> = beads.into_iter().flatten().collect();
    for bead in &mut grown {
        bead.old.sort_unstable();
        bead.new.sort_unstable();
    }
    grown
}

/// What a part must reach.
struct Least {
    /// The share of it that the whole accounts for, if it stands beside the linked provision.
    beside: f64,
    /// The same, if it stands elsewhere.
    afar: f64,
    /// The share of the whole that it accounts for.
    part: f64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Old = 0,
    New = 1,
}

/// A free provision that may be part of a link.
struct Part {
    side: Side,
    provision: usize,
    /// The link, by its old provision.
    link: usize,
    share: f64,
}

impl Part {
    fn of(
        (share, part): (f64, f64),
        distance: usize,
        side: Side,
        provision: usize,
        link: usize,
        least: &Least,
    ) -> Option<Part> {
        let least_share = if distance == 1 { least.beside } else { least.afar };
        (share >= least_share && part >= least.part).then_some(Part { side, provision, link, share })
    }

    fn key(&self) -> (Side, usize, usize) {
        (self.side, self.provision, self.link)
    }
}

/// How much of a part's wording stands in the whole, and how much of the whole's stands in the part,
/// where the words that the linked provision accounts for are no longer to be had.
fn accounted(part: &Text, whole: &Text, linked: &Text, index: &TermIndex) -> (f64, f64) {
    let had = |text: &Text, term: Term| {
        text.counts().binary_search_by_key(&term, |&(there, _)| there).map_or(0, |at| text.counts()[at].1)
    };
    let weight: f64 = part
        .counts()
        .iter()
        .map(|&(term, count)| {
            let left = had(whole, term).saturating_sub(had(linked, term));
            index.weight(term) * f64::from(count.min(left))
        })
        .sum();
    let share = |total: f64| if total == 0.0 { 0.0 } else { weight / total };
    (share(part.weight()), share(whole.weight()))
}
