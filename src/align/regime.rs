//! Whether two documents keep each other's order.

use super::counterparts::Counterparts;
use super::engine::Scored;
use super::neighbours::NeighbourPair;

/// How many of the best counterparts on either side make up a provision's surroundings.
const AROUND: usize = 4;

/// At least so many pairs are looked at, if there are.
const LEAST: usize = 8;

/// How far the pairs that stand out most keep the order, up to 1 (throughout): Kendall's tau (1938) over the better half of the
/// mutual neighbours. `None` where that is no more than chance gives in one case of forty: of texts in any other order, and
/// of a few pairs in whatever order.
///
/// A pair stands out by how much more alike it is than either of the two and its next best counterparts, so that one that is
/// alike as much else is tells nothing (cross-domain similarity local scaling, Conneau et al. 2018).
pub(super) fn rank_correlation(scored: &[Scored], pairs: &[NeighbourPair], counts: [usize; 2]) -> Option<f64> {
    // One more than are looked at, since the pair's own is among them.
    let mut best = counts.map(|count| vec![Counterparts::<{ AROUND + 1 }>::default(); count]);
    for pair in scored {
        best[0][pair.old].meet(pair.new, pair.words());
        best[1][pair.new].meet(pair.old, pair.words());
    }
    let mut ranked: Vec<(f64, usize, usize)> = pairs
        .iter()
        .map(|pair| {
            let at = scored.partition_point(|there| (there.old, there.new) < (pair.old, pair.new));
            let own = scored[at].words();
            let around =
                best[0][pair.old].mean_of_others(pair.new, AROUND) + best[1][pair.new].mean_of_others(pair.old, AROUND);
            (own - 0.5 * around, pair.old, pair.new)
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

    /// Pairs of so many provisions, each alike to one and hardly to its neighbours.
    fn correlation(news: &[usize]) -> Option<f64> {
        let mut scored = Vec::new();
        for (old, &new) in news.iter().enumerate() {
            for (there, likeness) in [(new, 0.6), ((new + 1) % news.len(), 0.1)] {
                let mut values = [0.0; crate::align::signal::COUNT];
                values[crate::align::signal::WORDS] = likeness;
                scored.push(Scored { old, new: there, values, score: likeness });
            }
        }
        scored.sort_by_key(|pair| (pair.old, pair.new));
        let pairs: Vec<NeighbourPair> =
            news.iter().enumerate().map(|(old, &new)| NeighbourPair::new(old, new, 0.6)).collect();
        rank_correlation(&scored, &pairs, [news.len(); 2])
    }

    #[test]
    fn kept_order_is_told_from_any_other() {
        let kept: Vec<usize> = (0..30).collect();
        assert_eq!(correlation(&kept), Some(1.0));
        let two_changed_places: Vec<usize> = kept.iter().map(|&at| if at < 2 { 1 - at } else { at }).collect();
        assert!(correlation(&two_changed_places).is_some_and(|tau| tau > 0.9));
        assert_eq!(correlation(&kept.iter().rev().copied().collect::<Vec<_>>()), None);
        assert_eq!(correlation(&kept.iter().map(|at| at * 17 % 30).collect::<Vec<_>>()), None);
    }

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

    #[test]
    fn the_deviation_is_that_of_all_orders() {
        // Every order of four values, each made by putting the last of them in every place of an order of fewer.
        let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
        for value in 0..4 {
            let longer = |order: &Vec<usize>| {
                let at = |place: usize| [&order[..place], &[value], &order[place..]].concat();
                (0..=order.len()).map(at).collect::<Vec<_>>()
            };
            orders = orders.iter().flat_map(longer).collect();
        }
        let taus: Vec<f64> = orders.iter().filter_map(|order| kendall(order)).collect();
        assert_eq!(taus.len(), 24);
        let variance = taus.iter().map(|tau| tau * tau).sum::<f64>() / 24.0;
        assert!((variance.sqrt() - deviation(4)).abs() < 1e-12);
    }
}
