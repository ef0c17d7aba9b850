//! The place among neighbours: what stands between two linked provisions is likely to be linked to
//! what stands between their counterparts, if the documents keep their order at all.

use super::SAYS_NOTHING;

/// Links that are safe without regard to place, and how far they keep the order.
pub(in crate::align) struct Place {
    /// For each old provision, the nearest links before and after it.
    around_old: Vec<(Link, Link)>,
    /// For each new provision, likewise.
    around_new: Vec<(Link, Link)>,
    /// How far the links keep the order, from 0 (reshuffled) to 1 (kept throughout).
    order: f64,
}

/// Two provisions that are linked, by their places, the near side first; the ends of the documents
/// count as links.
type Link = (isize, isize);

impl Place {
    /// `links` holds for each old provision the new one that it is linked to.
    pub(in crate::align) fn new(links: &[Option<usize>], new_count: usize) -> Self {
        let linked: Vec<usize> = links.iter().flatten().copied().collect();
        let backwards = crate::align::reversed(links, new_count);
        Place {
            around_old: around(links, new_count),
            around_new: around(&backwards, links.len()),
            order: order(&linked),
        }
    }

    /// How near a pair stands to where its neighbours' links would have it, from 0 to 1: 1 if it is
    /// as far from both as its counterpart is, falling with each place that it is off. Seen from both
    /// sides. The less the documents keep their order, the less it says: 0.5 is neither for nor against.
    pub(in crate::align) fn of(&self, old: usize, new: usize) -> f64 {
        let off = |(before, after): (Link, Link), here: usize, there: usize| {
            let (here, there) = (here as isize, there as isize);
            let from_start = ((here - before.0) - (there - before.1)).abs();
            let from_end = ((after.0 - here) - (after.1 - there)).abs();
            1.0 / (1.0 + 0.5 * (from_start + from_end) as f64)
        };
        let near = 0.5 * (off(self.around_old[old], old, new) + off(self.around_new[new], new, old));
        SAYS_NOTHING + self.order * (near - SAYS_NOTHING)
    }
}

/// For each provision of one side, the nearest links before and after it.
fn around(links: &[Option<usize>], other_count: usize) -> Vec<(Link, Link)> {
    let end = (links.len() as isize, other_count as isize);
    let mut around = vec![((-1, -1), end); links.len()];
    let mut before = (-1, -1);
    for (here, link) in links.iter().enumerate() {
        around[here].0 = before;
        before = link.map_or(before, |there| (here as isize, there as isize));
    }
    let mut after = end;
    for (here, link) in links.iter().enumerate().rev() {
        around[here].1 = after;
        after = link.map_or(after, |there| (here as isize, there as isize));
    }
    around
}

/// The share of links in the longest run that keeps the order, above what chance gives: of n links
/// in random order about 2 times the root of n do (Logan and Shepp 1977).
pub(in crate::align) fn order(linked: &[usize]) -> f64 {
    let count = linked.len() as f64;
    let chance = (2.0 * count.sqrt()).min(count / 2.0);
    match linked.len() {
        0 => 0.0,
        _ => ((lengths(linked).iter().max().copied().unwrap_or(0) as f64 - chance) / (count - chance)).clamp(0.0, 1.0),
    }
}

/// For each value, whether it stands in one of the longest increasing subsequences, whichever of them.
pub(in crate::align) fn keeps_order(values: &[usize]) -> Vec<bool> {
    let to = lengths(values);
    let longest = to.iter().max().copied().unwrap_or(0);
    let backwards: Vec<usize> = values.iter().rev().map(|value| usize::MAX - value).collect();
    let from = lengths(&backwards).into_iter().rev();
    to.into_iter().zip(from).map(|(to, from)| to + from == longest + 1).collect()
}

/// For each value, the length of the longest increasing subsequence that ends with it (patience sorting).
fn lengths(values: &[usize]) -> Vec<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut length = |&value: &usize| {
        let at = tails.partition_point(|&tail| tail < value);
        match tails.get_mut(at) {
            Some(tail) => *tail = value,
            None => tails.push(value),
        }
        at + 1
    };
    values.iter().map(&mut length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_place_left_is_worth_most() {
        let place = Place::new(&[Some(0), None, Some(2), None, Some(3)], 5);
        assert!(place.of(1, 1) > 0.9);
        assert!(place.of(1, 2) < place.of(1, 1) && place.of(1, 4) < place.of(1, 2));
    }

    #[test]
    fn reshuffled_documents_have_no_place() {
        let links: Vec<Option<usize>> = (0..40).map(|at| (at != 7).then_some((at * 17) % 40)).collect();
        let place = Place::new(&links, 40);
        assert!((0..40).all(|new| (place.of(7, new) - SAYS_NOTHING).abs() < 0.1));
    }

    #[test]
    fn order_is_what_the_longest_run_has_beyond_chance() {
        assert_eq!((order(&[]), order(&[0, 1, 2, 3, 4]), order(&[4, 3, 2, 1, 0])), (0.0, 1.0, 0.0));
        // Twelve of sixteen rise; by chance eight do.
        let linked: Vec<usize> = (4..16).chain((0..4).rev()).collect();
        assert_eq!(order(&linked), 0.5);
    }
}
