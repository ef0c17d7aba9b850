//! Letters in common: what stems miss ("homogenous", "homogeneous"), and words broken in ways that
//! nothing could mend.

use super::Pair;

/// The weighted Dice coefficient of the two bags of runs of letters, across the ends of words.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    let (old, new) = (pair.old.letters(), pair.new.letters());
    let both = old.weight + new.weight;
    if both == 0.0 {
        return 0.0;
    }
    let (old, new) = (&old.runs, &new.runs);
    let (mut i, mut j, mut shared) = (0, 0, 0.0);
    while i < old.len() && j < new.len() {
        let (left, right) = (old[i], new[j]);
        // Without a branch on which is smaller: it could not be foreseen.
        shared += f64::from(left.weight) * f64::from(u8::from(left.run == right.run));
        i += usize::from(left.run <= right.run);
        j += usize::from(right.run <= left.run);
    }
    2.0 * shared / both
}
