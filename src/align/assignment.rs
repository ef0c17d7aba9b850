//! Which links to keep: the set of pairs, each provision in one at most, whose gain is largest.
//!
//! The solver sees numbers only. Leaving a provision alone is always one of the choices and gains
//! nothing, so a pair with a loss is never made.

use std::collections::BTreeMap;

/// A pair that could be made, and what it would gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    pub(super) old: usize,
    pub(super) new: usize,
    /// What making it gains; only gains above zero are considered.
    pub(super) gain: f64,
}

/// The best assignment of old to new, as the indices of the choices that make it up, sorted.
///
/// The choices fall apart into components that share no provision; each is solved exactly by the
/// shortest augmenting path algorithm of Crouse (2016), as the crate `lsap` has it.
pub(super) fn assign(choices: &[Choice]) -> Vec<usize> {
    let worthwhile: Vec<usize> = (0..choices.len()).filter(|&at| choices[at].gain > 0.0).collect();
    let mut chosen: Vec<usize> =
        components(choices, &worthwhile).into_iter().flat_map(|component| solve(choices, &component)).collect();
    chosen.sort_unstable();
    chosen
}

/// Groups choices that share a provision, directly or by way of others.
fn components(choices: &[Choice], considered: &[usize]) -> Vec<Vec<usize>> {
    let olds = choices.iter().map(|choice| choice.old + 1).max().unwrap_or(0);
    let news = choices.iter().map(|choice| choice.new + 1).max().unwrap_or(0);
    let mut sets = petgraph::unionfind::UnionFind::<usize>::new(olds + news);
    for &at in considered {
        sets.union(choices[at].old, olds + choices[at].new);
    }
    let mut components = BTreeMap::<usize, Vec<usize>>::new();
    for &at in considered {
        components.entry(sets.find(choices[at].old)).or_default().push(at);
    }
    components.into_values().collect()
}

fn solve(choices: &[Choice], component: &[usize]) -> Vec<usize> {
    if let [only] = component {
        return vec![*only];
    }
    let rows = distinct(component.iter().map(|&at| choices[at].old));
    let columns = distinct(component.iter().map(|&at| choices[at].new));
    let mut gains = vec![0.0; rows.len() * columns.len()];
    let mut which = BTreeMap::new();
    for &at in component {
        // Both lists hold every provision of the component.
        let row = rows.partition_point(|&old| old < choices[at].old);
        let column = columns.partition_point(|&new| new < choices[at].new);
        gains[row * columns.len() + column] = choices[at].gain;
        which.insert((row, column), at);
    }
    let (row_of, column_of) = lsap::solve(rows.len(), columns.len(), &gains, true)
        .expect("the matrix has the size that is given and holds finite numbers");
    row_of.into_iter().zip(column_of).filter_map(|cell| which.get(&cell).copied()).collect()
}

fn distinct(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sorted: Vec<usize> = values.collect();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
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
}
