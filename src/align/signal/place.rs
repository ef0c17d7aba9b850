//! The place among neighbours: what stands between two linked provisions is likely to be linked to
//! what stands between their counterparts, if the documents keep their order at all.

use super::Pair;

/// The value of [`Place::of`], or 0 while no link is known.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    pair.place.unwrap_or(0.0)
}

/// Links that are safe without regard to place, and how far they keep the order.
pub(in crate::align) struct Place {
    /// For each old provision, the nearest link before it and the nearest after it.
    around: Vec<(Link, Link)>,
    /// How far the links keep the order, from 0 (reshuffled) to 1 (kept throughout).
    order: f64,
}

/// An old and a new provision that are linked, by their places; the ends of the documents count as
/// links.
type Link = (isize, isize);

impl Place {
    /// `links` holds for each old provision the new one that it is linked to.
    pub(in crate::align) fn new(links: &[Option<usize>], new_count: usize) -> Self {
        let mut around = vec![((-1, -1), (links.len() as isize, new_count as isize)); links.len()];
        let mut before = (-1, -1);
        for (old, link) in links.iter().enumerate() {
            around[old].0 = before;
            before = link.map_or(before, |new| (old as isize, new as isize));
        }
        let mut after = (links.len() as isize, new_count as isize);
        for (old, link) in links.iter().enumerate().rev() {
            around[old].1 = after;
            after = link.map_or(after, |new| (old as isize, new as isize));
        }
        let linked: Vec<usize> = links.iter().flatten().copied().collect();
        Place { around, order: order(&linked) }
    }

    /// How near a pair stands to where its neighbours' links would have it, from 0 to 1: 1 if it is
    /// as far from both as its counterpart is, falling with each place that it is off. Scaled by how
    /// far the documents keep their order.
    pub(in crate::align) fn of(&self, old: usize, new: usize) -> f64 {
        let (before, after) = self.around[old];
        let (old, new) = (old as isize, new as isize);
        let from_start = ((old - before.0) - (new - before.1)).abs();
        let from_end = ((after.0 - old) - (after.1 - new)).abs();
        self.order / (1.0 + 0.5 * (from_start + from_end) as f64)
    }
}

/// The share of links in the longest run that keeps the order, above what chance gives: of n links
/// in random order about 2 times the root of n do (Logan and Shepp 1977).
fn order(linked: &[usize]) -> f64 {
    let count = linked.len() as f64;
    let chance = (2.0 * count.sqrt()).min(count / 2.0);
    match linked.len() {
        0 => 0.0,
        _ => ((longest_increasing(linked) as f64 - chance) / (count - chance)).clamp(0.0, 1.0),
    }
}

/// The length of the longest increasing subsequence (patience sorting).
fn longest_increasing(values: &[usize]) -> usize {
    let mut tails: Vec<usize> = Vec::new();
    for &value in values {
        let at = tails.partition_point(|&tail| tail < value);
        match tails.get_mut(at) {
            Some(tail) => *tail = value,
            None => tails.push(value),
        }
    }
    tails.len()
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
        assert!((0..40).all(|new| place.of(7, new) < 0.2));
    }
}
