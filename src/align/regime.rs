//! Whether two documents keep each other's order.

use super::engine::Scored;
use super::neighbours::NeighbourPair;

/// How many of the best counterparts on either side make up a provision's surroundings.
const AROUND: usize = 4;

/// At least so many pairs are looked at, if there are.
const LEAST: usize = 8;

/// How far the pairs that stand out most keep the order, from -1 (reversed) to 1 (kept): Kendall's tau (1938) over the better
/// half of the mutual neighbours. `None` if chance gives as much in one case of forty, since they are few.
///
/// A pair stands out by how much more alike it is than either of the two and its next best counterparts, so that one that is
/// alike as much else is tells nothing (cross-domain similarity local scaling, Conneau et al. 2018).
pub(super) fn rank_correlation(scored: &[Scored], pairs: &[NeighbourPair], counts: [usize; 2]) -> Option<f64> {
    let mut best = counts.map(|count| vec![[0f64; AROUND + 1]; count]);
    for pair in scored {
        for (side, at) in [pair.old, pair.new].into_iter().enumerate() {
            let row = &mut best[side][at];
            let place = row.partition_point(|&there| there >= pair.words());
            if place < row.len() {
                row[place..].rotate_right(1);
                row[place] = pair.words();
            }
        }
    }
    // The best but the pair's own likeness, or but the last, if its own is not among them.
    let around = |row: &[f64; AROUND + 1], own: f64| (row.iter().sum::<f64>() - own.max(row[AROUND])) / AROUND as f64;
    let mut ranked: Vec<(f64, usize, usize)> = pairs
        .iter()
        .map(|pair| {
            let at = scored.partition_point(|there| (there.old, there.new) < (pair.old, pair.new));
            let own = scored[at].words();
            let surroundings = around(&best[0][pair.old], own) + around(&best[1][pair.new], own);
            (own - 0.5 * surroundings, pair.old, pair.new)
        })
        .collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    ranked.truncate((ranked.len() / 2).max(LEAST));
    ranked.sort_unstable_by_key(|&(_, old, _)| old);
    let news: Vec<usize> = ranked.into_iter().map(|(_, _, new)| new).collect();
    kendall(&news).filter(|&tau| tau >= 2.0 * deviation(news.len()))
}

/// Kendall's tau of distinct values against their places; `None` of less than two.
fn kendall(values: &[usize]) -> Option<f64> {
    let pairs = values.len() * values.len().saturating_sub(1) / 2;
    (pairs > 0).then(|| 1.0 - 2.0 * inversions(&mut values.to_vec()) as f64 / pairs as f64)
}

/// How many pairs of values stand in falling order; sorts them (Knight 1966).
fn inversions(values: &mut [usize]) -> usize {
    if values.len() < 2 {
        return 0;
    }
    let (left, right) = values.split_at_mut(values.len() / 2);
    let mut count = inversions(left) + inversions(right);
    let mut passed = 0;
    for &value in right.iter() {
        passed += left[passed..].partition_point(|&there| there < value);
        count += left.len() - passed;
    }
    values.sort_unstable();
    count
}

/// The standard deviation of tau of so many values in random order.
fn deviation(count: usize) -> f64 {
    let count = count as f64;
    (2.0 * (2.0 * count + 5.0) / (9.0 * count * (count - 1.0))).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tau_counts_pairs_in_falling_order() {
        assert_eq!(kendall(&[1, 2, 3, 4]), Some(1.0));
        assert_eq!(kendall(&[4, 3, 2, 1]), Some(-1.0));
        // One of six pairs falls.
        assert_eq!(kendall(&[1, 3, 2, 4]), Some(1.0 - 2.0 / 6.0));
        assert_eq!(kendall(&[7]), None);
    }

    #[test]
    fn of_few_values_only_a_perfect_order_is_no_chance() {
        assert!(2.0 * deviation(3) > 1.0 && 2.0 * deviation(4) < 1.0);
    }
}
