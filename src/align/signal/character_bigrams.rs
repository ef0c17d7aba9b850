//! Letters in common: what stems miss ("homogenous", "homogeneous"), and words broken in ways that
//! nothing could mend.

use super::Pair;

/// The Dice coefficient of the two bags of letter pairs, across the ends of words.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    let (old, new) = (pair.old.character_bigrams(), pair.new.character_bigrams());
    if old.is_empty() && new.is_empty() {
        return 0.0;
    }
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < old.len() && j < new.len() {
        // Without a branch on which is smaller: it could not be foreseen.
        shared += usize::from(old[i] == new[j]);
        let (left, right) = (old[i] <= new[j], new[j] <= old[i]);
        i += usize::from(left);
        j += usize::from(right);
    }
    2.0 * shared as f64 / (old.len() + new.len()) as f64
}
