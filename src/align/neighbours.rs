//! What two documents have in common at first sight: the pairs that are most alike on both sides.

use super::engine::Scored;
use super::parameters::Parameters;
use super::regime;
use super::signal::order;
use super::text::Text;

/// Mutual nearest neighbours: pairs that are each other's best, in the order of the old document.
pub(super) struct Neighbours<'a> {
    parameters: &'a Parameters,
    pairs: Vec<NeighbourPair>,
    order: f64,
    /// How far those that stand out most keep it; `None` where that is no more than chance gives.
    rank_correlation: Option<f64>,
    /// The mean likeness of the pairs.
    pub(super) closeness: f64,
    /// The share of the shorter document's provisions that are in a pair.
    share: f64,
    /// How much longer the new wording of a pair is than the old: the natural logarithm of the ratio, so
    /// that swapping the sides gives its negative.
    pub(super) length_ratio: f64,
    /// How much of the old and of the new document is likely to have a counterpart, by their lengths: of a
    /// document that is twice as long as it would be at the pairs' ratio, half.
    pub(super) kept: [f64; 2],
}

pub(super) struct NeighbourPair {
    pub(super) old: usize,
    pub(super) new: usize,
    score: f64,
    /// Whether it is in the run that keeps the order.
    keeps_order: bool,
}

impl NeighbourPair {
    pub(super) fn new(old: usize, new: usize, score: f64) -> Self {
        NeighbourPair { old, new, score, keeps_order: false }
    }
}

impl<'a> Neighbours<'a> {
    pub(super) fn of(scored: &[Scored], old: &[Text], new: &[Text], parameters: &'a Parameters) -> Self {
        let mut best = [vec![None::<usize>; old.len()], vec![None::<usize>; new.len()]];
        for (at, pair) in scored.iter().enumerate() {
            for (side, place) in [pair.old, pair.new].into_iter().enumerate() {
                let holder = &mut best[side][place];
                // Of equals, the one that stands at the same height in its document.
                let key = |pair: &Scored| (pair.score, -height_difference(pair, old.len(), new.len()));
                if holder.is_none_or(|best| key(pair) > key(&scored[best])) {
                    *holder = Some(at);
                }
            }
        }
        let mut closeness = 0.0;
        let mut pairs: Vec<NeighbourPair> = scored
            .iter()
            .enumerate()
            .filter(|(at, pair)| {
                best[0][pair.old] == Some(*at)
                    && best[1][pair.new] == Some(*at)
                    && pair.words() >= parameters.regime.neighbours
            })
            .inspect(|(_, pair)| closeness += pair.words())
            .map(|(_, pair)| NeighbourPair::new(pair.old, pair.new, pair.score))
            .collect();
        pairs.sort_by_key(|pair| pair.old);
        for at in weightiest_run(&pairs) {
            pairs[at].keeps_order = true;
        }
        let rank_correlation = regime::rank_correlation(scored, &pairs, [old.len(), new.len()]);
        let targets: Vec<usize> = pairs.iter().map(|pair| pair.new).collect();
        let length = |texts: &[Text], of: fn(&NeighbourPair) -> usize| -> f64 {
            pairs.iter().map(|pair| texts[of(pair)].length() as f64).sum()
        };
        let whole = |texts: &[Text]| texts.iter().map(|text| text.length() as f64).sum::<f64>() + 1.0;
        let length_ratio = (length(new, |pair| pair.new) + 1.0).ln() - (length(old, |pair| pair.old) + 1.0).ln();
        let excess = whole(new).ln() - whole(old).ln() - length_ratio;
        Neighbours {
            order: order(&targets),
            rank_correlation,
            closeness: closeness / pairs.len().max(1) as f64,
            share: pairs.len() as f64 / old.len().min(new.len()).max(1) as f64,
            length_ratio,
            kept: [excess.min(0.0).exp(), (-excess).min(0.0).exp()],
            pairs,
            parameters,
        }
    }

    /// Whether the documents are better aligned by their order than pair by pair: they keep it, and they were recast so far
    /// that words alone do not tell.
    pub(super) fn order_tells_more(&self) -> bool {
        let regime = &self.parameters.regime;
        self.closeness < regime.recast && self.rank_correlation.is_some_and(|kept| kept >= regime.kept)
    }

    /// The pairs that keep the order and reach a score.
    pub(super) fn keeping_order(&self, least: f64) -> Vec<(usize, usize)> {
        let kept = self.pairs.iter().filter(|pair| pair.keeps_order && pair.score >= least);
        kept.map(|pair| (pair.old, pair.new)).collect()
    }

    /// Which old and which new provisions are plainly linked out of order.
    pub(super) fn moved(&self, old_count: usize, new_count: usize) -> [Vec<bool>; 2] {
        let least = self.parameters.regime.fixed;
        let mut moved = [vec![false; old_count], vec![false; new_count]];
        for pair in self.pairs.iter().filter(|pair| !pair.keeps_order && pair.score >= least) {
            moved[0][pair.old] = true;
            moved[1][pair.new] = true;
        }
        moved
    }

    /// The score that a link must reach where pairs are judged one by one. Where most of the text stands
    /// as it was, what is only somewhat alike is not the same.
    pub(super) fn least_alone(&self) -> f64 {
        let thresholds = &self.parameters.thresholds;
        thresholds.alone.at(self.closeness)
            + thresholds.unpaired.at(1.0 - self.share)
            + thresholds.reshuffled.at(1.0 - self.order)
    }
}

fn height_difference(pair: &Scored, old_count: usize, new_count: usize) -> f64 {
    (pair.old as f64 / old_count as f64 - pair.new as f64 / new_count as f64).abs()
}

/// The run of pairs that rises on both sides and weighs most by their scores, as places in the list.
/// By weight and not by number, so that it is the same from either side. The best run that ends below a
/// place is looked up in a Fenwick tree of maxima (1994).
fn weightiest_run(pairs: &[NeighbourPair]) -> Vec<usize> {
    let size = pairs.iter().map(|pair| pair.new + 1).max().unwrap_or(0);
    let mut tree: Vec<Option<usize>> = vec![None; size + 1];
    let mut weight = vec![0.0; pairs.len()];
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let mut place = pair.new;
        let mut best: Option<usize> = None;
        while place > 0 {
            best = heavier(best, tree[place], &weight);
            place &= place - 1;
        }
        before[at] = best;
        weight[at] = pair.score + best.map_or(0.0, |best| weight[best]);
        let mut place = pair.new + 1;
        while place <= size {
            tree[place] = heavier(tree[place], Some(at), &weight);
            place += place & place.wrapping_neg();
        }
    }
    let last = (0..pairs.len()).fold(None, |best, at| heavier(best, Some(at), &weight));
    let mut run: Vec<usize> = std::iter::successors(last, |&at| before[at]).collect();
    run.reverse();
    run
}

fn heavier(one: Option<usize>, other: Option<usize>, weight: &[f64]) -> Option<usize> {
    match (one, other) {
        (Some(one), Some(other)) if weight[other] > weight[one] => Some(other),
        (Some(one), _) => Some(one),
        (None, other) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(usize, usize, f64)]) -> Vec<NeighbourPair> {
        pairs.iter().map(|&(old, new, score)| NeighbourPair::new(old, new, score)).collect()
    }

    #[test]
    fn the_run_that_weighs_most_keeps_the_order_and_not_the_longest() {
        let found = weightiest_run(&pairs(&[(0, 1, 0.2), (1, 4, 0.9), (2, 2, 0.3), (3, 3, 0.3)]));
        assert_eq!(found, [0, 1]);
        assert_eq!(weightiest_run(&pairs(&[(0, 4, 0.9), (1, 0, 0.5), (2, 1, 0.5), (3, 3, 0.1)])), [1, 2, 3]);
        assert_eq!(weightiest_run(&[]), [] as [usize; 0]);
    }

    #[test]
    fn of_runs_that_weigh_the_same_the_first_is_taken() {
        assert_eq!(weightiest_run(&pairs(&[(0, 1, 0.5), (1, 0, 0.5)])), [0]);
        assert_eq!(heavier(Some(0), Some(1), &[0.5, 0.5]), Some(0));
        assert_eq!(heavier(Some(0), Some(1), &[0.5, 0.6]), Some(1));
        assert_eq!((heavier(None, Some(1), &[0.0; 2]), heavier(Some(0), None, &[0.0; 2])), (Some(1), Some(0)));
    }

    #[test]
    fn a_link_by_itself_must_reach_more_where_less_is_in_pairs_and_order_tells_less() {
        let parameters = Parameters::default();
        let least = |closeness: f64, share: f64, order: f64| {
            let neighbours = Neighbours {
                parameters: &parameters,
                pairs: Vec::new(),
                order,
                rank_correlation: None,
                closeness,
                share,
                length_ratio: 0.0,
                kept: [1.0; 2],
            };
            neighbours.least_alone()
        };
        let thresholds = &parameters.thresholds;
        let in_all = thresholds.alone.at(0.0) + thresholds.unpaired.at(0.0) + thresholds.reshuffled.at(0.0);
        assert_eq!(least(0.0, 1.0, 1.0), in_all);
        assert!(least(1.0, 1.0, 1.0) > in_all);
        assert!(least(0.0, 0.2, 1.0) > in_all);
        assert!(least(0.0, 1.0, 0.0) < in_all);
    }

    #[test]
    fn what_is_plainly_alike_and_out_of_order_has_moved() {
        let parameters = Parameters::default();
        let fixed = parameters.regime.fixed;
        let mut all = pairs(&[(0, 2, fixed), (1, 1, fixed - 1e-9), (2, 0, 1.0)]);
        all[2].keeps_order = true;
        let neighbours = Neighbours {
            parameters: &parameters,
            pairs: all,
            order: 0.0,
            rank_correlation: None,
            closeness: 0.0,
            share: 0.0,
            length_ratio: 0.0,
            kept: [1.0; 2],
        };
        assert_eq!(neighbours.moved(3, 4), [vec![true, false, false], vec![false, false, true, false]]);
        assert_eq!(neighbours.keeping_order(1.0), [(2, 0)]);
        assert_eq!(neighbours.keeping_order(1.1), []);
    }

    #[test]
    fn of_nothing_nothing_is_lacking() {
        let parameters = Parameters::default();
        let none = Neighbours::of(&[], &[], &[], &parameters);
        assert_eq!((none.kept, none.length_ratio, none.closeness, none.share), ([1.0; 2], 0.0, 0.0, 0.0));
        assert!(!none.order_tells_more());
    }
}
