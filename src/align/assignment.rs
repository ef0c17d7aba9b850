//! Which links to keep: the set of pairs, each provision in one at most, whose gain is largest.
//!
//! The solver sees numbers only. Leaving a provision alone is always one of the choices and gains
//! nothing, so a pair with a loss is never made.
//!
//! Exact, by successive shortest augmenting paths with prices that keep all costs at zero or above (Edmonds and Karp
//! 1972, Tomizawa 1971), searched by Dijkstra's algorithm over the pairs that there are. Memory grows with the number of
//! pairs, not with olds times news: what texts have in common by formula ties nearly all of a large document together, so
//! that a matrix of such a component would be all but empty. Each old provision can also be left alone, so a search
//! ends where that is the cheapest way out, mostly after a few steps.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use tracing::trace_span;

/// A pair that could be made, and what it would gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    pub(super) old: usize,
    pub(super) new: usize,
    /// What making it gains, a finite number; only gains above zero are considered.
    pub(super) gain: f64,
}

/// The best assignment of old to new, as the indices of the choices that make it up, sorted.
///
/// Where several are equally good, which one is taken depends on the order of the provisions and on nothing else.
pub(super) fn assign(choices: &[Choice]) -> Vec<usize> {
    let _stage = trace_span!("assignment").entered();
    let mut solver = Solver::of(choices);
    (0..solver.olds.len()).for_each(|old| solver.place(old));
    let mut chosen: Vec<usize> = solver.olds.iter().filter_map(|old| Some(solver.pairs[old.pair?].choice)).collect();
    chosen.sort_unstable();
    chosen
}

/// A choice that gains something.
struct Pair {
    old: usize,
    new: usize,
    /// The gain, as a cost.
    cost: f64,
    /// Which of the choices it is.
    choice: usize,
}

/// An old provision.
#[derive(Clone, Default)]
struct Old {
    /// Where its pairs begin; they end where those of the next one begin.
    pairs: usize,
    price: f64,
    /// The pair that it is in.
    pair: Option<usize>,
}

/// A new provision.
#[derive(Clone)]
struct New {
    price: f64,
    /// The old one that it is paired with.
    old: Option<usize>,
    /// In the search at hand: what the cheapest way here costs, and the pair that it ends with. Infinite if none is known.
    distance: f64,
    by: usize,
    /// Whether there can be no cheaper way any more.
    is_settled: bool,
}

struct Solver {
    /// In the order of old, then new.
    pairs: Vec<Pair>,
    olds: Vec<Old>,
    news: Vec<New>,
    /// In the search at hand: where to go on from, the nearest first. Distances are not below zero, so that their bits are
    /// in the order of the numbers.
    heap: BinaryHeap<Reverse<(u64, usize)>>,
    /// The old ones that were visited and the new ones that were met.
    visited: Vec<usize>,
    met: Vec<usize>,
}

impl Solver {
    fn of(choices: &[Choice]) -> Self {
        let worthwhile = choices.iter().enumerate().filter(|(_, choice)| choice.gain > 0.0);
        let mut pairs: Vec<Pair> =
            worthwhile.map(|(at, &Choice { old, new, gain })| Pair { old, new, cost: -gain, choice: at }).collect();
        pairs.sort_unstable_by_key(|pair| (pair.old, pair.new, pair.choice));
        let count = |side: fn(&Pair) -> usize| pairs.iter().map(|pair| side(pair) + 1).max().unwrap_or(0);
        let mut olds = vec![Old::default(); count(|pair| pair.old)];
        for (at, old) in olds.iter_mut().enumerate() {
            old.pairs = pairs.partition_point(|pair| pair.old < at);
        }
        let unmet = New { price: 0.0, old: None, distance: f64::INFINITY, by: 0, is_settled: false };
        let news = vec![unmet; count(|pair| pair.new)];
        let (heap, visited, met) = Default::default();
        Solver { pairs, olds, news, heap, visited, met }
    }

    /// Finds a place for one more old provision, or leaves one alone, in the cheapest way; others may change their places.
    fn place(&mut self, first: usize) {
        // No pair of it is better than free, nor is to leave it alone.
        let costs = self.pairs[self.pairs_of(first)].iter().map(|pair| pair.cost - self.news[pair.new].price);
        self.olds[first].price = costs.fold(0.0, f64::min);
        let (end, cost) = self.search(first);
        self.reprice(first, cost);
        // What the way went through changes its place, from the end back.
        let mut next = match end {
            End::New(new) => Some(new),
            End::Alone(old) => {
                let before = self.olds[old].pair.take();
                before.map(|pair| self.pairs[pair].new)
            }
        };
        while let Some(new) = next {
            let by = self.news[new].by;
            let old = self.pairs[by].old;
            self.news[new].old = Some(old);
            next = self.olds[old].pair.replace(by).map(|pair| self.pairs[pair].new);
        }
        for new in self.met.drain(..) {
            self.news[new].distance = f64::INFINITY;
            self.news[new].is_settled = false;
        }
        self.visited.clear();
        self.heap.clear();
    }

    /// Where the pairs of an old provision are.
    fn pairs_of(&self, old: usize) -> Range<usize> {
        self.olds[old].pairs..self.olds.get(old + 1).map_or(self.pairs.len(), |next| next.pairs)
    }

    /// The cheapest way from an old provision to a new one that is free, or to an old one that is left alone instead;
    /// and what it costs.
    fn search(&mut self, first: usize) -> (End, f64) {
        let (mut old, mut so_far) = (first, 0.0);
        let mut alone = (f64::INFINITY, first);
        loop {
            self.visited.push(old);
            let base: f64 = so_far - self.olds[old].price;
            if base < alone.0 {
                alone = (base, old);
            }
            for at in self.pairs_of(old) {
                let pair = &self.pairs[at];
                let new = &mut self.news[pair.new];
                // Rounding must not lead below what is settled.
                let distance = (base + pair.cost - new.price).max(so_far);
                if !new.is_settled && distance < new.distance {
                    if new.distance == f64::INFINITY {
                        self.met.push(pair.new);
                    }
                    (new.distance, new.by) = (distance, at);
                    self.heap.push(Reverse((distance.to_bits(), pair.new)));
                }
            }
            let nearest = loop {
                match self.heap.pop() {
                    Some(Reverse((_, new))) if self.news[new].is_settled => {}
                    other => break other.map(|Reverse((_, new))| new),
                }
            };
            match nearest.filter(|&new| self.news[new].distance < alone.0) {
                None => return (End::Alone(alone.1), alone.0),
                Some(new) => {
                    let new_one = &mut self.news[new];
                    new_one.is_settled = true;
                    so_far = new_one.distance;
                    match new_one.old {
                        None => return (End::New(new), so_far),
                        Some(taken) => old = taken,
                    }
                }
            }
        }
    }

    /// Sets the prices so that no pair costs less than nothing, and those that are made cost nothing.
    fn reprice(&mut self, first: usize, cost: f64) {
        for &old in &self.visited {
            let reached = match self.olds[old].pair {
                Some(pair) if old != first => self.news[self.pairs[pair].new].distance,
                _ => 0.0,
            };
            self.olds[old].price += cost - reached;
        }
        for &new in &self.met {
            let new = &mut self.news[new];
            if new.is_settled {
                new.price -= cost - new.distance;
            }
        }
    }
}

/// Where a way ends.
enum End {
    /// At a new provision that was free.
    New(usize),
    /// At an old provision that is left alone.
    Alone(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(old: usize, new: usize, gain: f64) -> Choice {
        Choice { old, new, gain }
    }

    #[test]
    fn the_sum_counts_and_not_the_best_pair() {
        let choices = [choice(0, 0, 0.9), choice(0, 1, 0.8), choice(1, 0, 0.8), choice(1, 1, 0.1)];
        assert_eq!(assign(&choices), [1, 2]);
    }

    #[test]
    fn a_loss_is_never_made() {
        assert_eq!(assign(&[choice(0, 0, -0.1), choice(1, 1, 0.0), choice(2, 2, 0.1)]), [2]);
        assert_eq!(assign(&[]), [] as [usize; 0]);
    }

    #[test]
    fn one_that_was_placed_is_left_alone_for_a_better_one() {
        let choices = [choice(0, 0, 0.3), choice(1, 0, 0.9), choice(2, 0, 0.5)];
        assert_eq!(assign(&choices), [1]);
    }

    /// The best sum by trying all.
    fn best(choices: &[Choice], old: usize, taken: u32) -> f64 {
        if old > 6 {
            return 0.0;
        }
        let own =
            choices.iter().filter(|choice| choice.old == old && choice.gain > 0.0 && taken & 1 << choice.new == 0);
        let with = own.map(|choice| choice.gain + best(choices, old + 1, taken | 1 << choice.new));
        with.fold(best(choices, old + 1, taken), f64::max)
    }

    #[test]
    fn no_other_set_gains_more() {
        let mut random = fastrand::Rng::with_seed(1);
        for round in 0..2_000 {
            // Few different gains make many ties.
            let grades = if round % 2 == 0 { 4 } else { 1_000 };
            let count = random.usize(0..25);
            let mut choices: Vec<Choice> = (0..count)
                .map(|_| choice(random.usize(0..7), random.usize(0..7), random.i32(-1..grades) as f64 / grades as f64))
                .collect();
            choices.sort_by_key(|choice| (choice.old, choice.new));
            choices.dedup_by_key(|choice| (choice.old, choice.new));
            let chosen = assign(&choices);
            let (mut olds, mut news) = (0_u32, 0_u32);
            for &at in &chosen {
                let Choice { old, new, gain } = choices[at];
                assert!(gain > 0.0 && olds & 1 << old == 0 && news & 1 << new == 0, "{choices:?}: {chosen:?}");
                (olds, news) = (olds | 1 << old, news | 1 << new);
            }
            let gained: f64 = chosen.iter().map(|&at| choices[at].gain).sum();
            assert!((gained - best(&choices, 0, 0)).abs() < 1e-9, "{choices:?}: {chosen:?}");
        }
    }
}
