//! Pairs of neighbouring words in common.

use super::Pair;

/// The weighted Dice coefficient of the two bags of neighbouring pairs; a pair of words weighs
/// what its words weigh.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    let weigh = |&(first, second): &(u32, u32)| pair.index.weight(first) + pair.index.weight(second);
    let (old, new) = (pair.old.bigrams(), pair.new.bigrams());
    let total: f64 = old.iter().chain(new).map(weigh).sum();
    if total == 0.0 {
        return 0.0;
    }
    let (mut i, mut j, mut shared) = (0, 0, 0.0);
    while i < old.len() && j < new.len() {
        match old[i].cmp(&new[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += weigh(&old[i]);
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * shared / total
}
