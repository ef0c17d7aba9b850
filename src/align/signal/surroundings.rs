//! What stands around two provisions: passages move as blocks, so that the neighbours of a pair are often linked to
//! each other, wherever in the documents the block went.

use super::SAYS_NOTHING;

/// How many provisions before and after are looked at.
const REACH: usize = 3;

/// How much of the surroundings must be linked to each other to say all there is to say: the provisions next to both
/// on one side, and half of those further off.
const ENOUGH: f64 = 1.5;

/// Links that are safe without regard to their surroundings, and how far links stand together.
pub(in crate::align) struct Surroundings<'a> {
    links: &'a [Option<usize>],
    /// How far links stand beside links that lead to the same place, from 0 (as chance has it) to 1 (throughout).
    cohesion: f64,
}

impl<'a> Surroundings<'a> {
    /// `links` holds for each old provision the new one that it is linked to.
    pub(in crate::align) fn new(links: &'a [Option<usize>], new_count: usize) -> Self {
        let mut surroundings = Surroundings { links, cohesion: 0.0 };
        let linked: Vec<(usize, usize)> =
            links.iter().enumerate().filter_map(|(old, link)| Some((old, (*link)?))).collect();
        let sum: f64 = linked.iter().map(|&(old, new)| surroundings.around(old, new)).sum();
        let mean = sum / linked.len().max(1) as f64;
        // Of links in any order, each place in reach is met once in as many as there are provisions.
        let places = |distance: usize| (2 * distance - 1) as f64 / distance as f64;
        let weight: f64 = (1..=REACH).map(places).sum();
        let chance = (2.0 * weight / (ENOUGH * links.len().max(new_count).max(1) as f64)).min(1.0);
        surroundings.cohesion = ((mean - chance) / (1.0 - chance).max(f64::EPSILON)).clamp(0.0, 1.0);
        surroundings
    }

    /// How far what stands around the one is linked to what stands around the other, from 0 to 1, in the same order or
    /// the reverse. The less links stand together in these documents, the less it says: 0.5 is neither for nor against.
    pub(in crate::align) fn of(&self, old: usize, new: usize) -> f64 {
        SAYS_NOTHING + self.cohesion * (self.around(old, new) - SAYS_NOTHING)
    }

    /// Each link in reach counts by the farther of its distances, so that it is the same from either side.
    fn around(&self, old: usize, new: usize) -> f64 {
        let (mut same, mut reverse) = (0.0, 0.0);
        let first = old.saturating_sub(REACH);
        let reach = self.links[first..].iter().take(old + REACH + 1 - first).enumerate();
        for (near, there) in reach.filter_map(|(at, link)| Some((first + at, (*link)?))) {
            let distance = near.abs_diff(old).max(there.abs_diff(new));
            if near == old || there == new || distance > REACH {
                continue;
            }
            let sum = if (near < old) == (there < new) { &mut same } else { &mut reverse };
            *sum += 1.0 / distance as f64;
        }
        (f64::max(same, reverse) / ENOUGH).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_within_a_block_that_moved_is_borne_out() {
        // Two blocks of twenty changed places; one provision of the first has no link yet.
        let links: Vec<Option<usize>> = (0..40).map(|at| (at != 7).then_some((at + 20) % 40)).collect();
        let surroundings = Surroundings::new(&links, 40);
        assert!(surroundings.of(7, 27) > 0.9);
        assert!(surroundings.of(7, 7) < 0.1);
    }

    #[test]
    fn a_block_may_be_turned_round() {
        let links: Vec<Option<usize>> = (0..40).map(|at| (at != 7).then_some(39 - at)).collect();
        assert!(Surroundings::new(&links, 40).of(7, 32) > 0.9);
    }

    #[test]
    fn reshuffled_documents_have_no_surroundings() {
        let links: Vec<Option<usize>> = (0..40).map(|at| Some((at * 17) % 40)).collect();
        let surroundings = Surroundings::new(&links, 40);
        assert!((0..40).all(|new| (surroundings.of(7, new) - SAYS_NOTHING).abs() < 0.1));
    }

    #[test]
    fn links_in_the_order_and_against_it_are_not_added_up() {
        // One and the other neighbour of 2 are linked on the same side of 2: half of them keep the order.
        let surroundings = Surroundings::new(&[None, Some(1), None, Some(0), None], 5);
        assert_eq!(surroundings.around(2, 2), 1.0 / ENOUGH);
        assert_eq!(Surroundings::new(&[None, Some(1), None, Some(3), None], 5).around(2, 2), 1.0);
        // Further off, a link says less: by the farther of its distances.
        assert_eq!(Surroundings::new(&[Some(1), None, None, None, None], 5).around(2, 2), 0.5 / ENOUGH);
        assert_eq!(Surroundings::new(&[None, Some(0), None, None, None], 5).around(2, 2), 0.5 / ENOUGH);
        assert_eq!(Surroundings::new(&[Some(0), None, None, None, None, None], 6).around(4, 4), 0.0);
    }
}
