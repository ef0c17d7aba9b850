//! Letters in common: what stems miss ("homogenous", "homogeneous"), and words broken in ways that
//! nothing could mend.

use super::Pair;

/// The Dice coefficient of the two bags of letter pairs.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    strsim::sorensen_dice(pair.old.letters(), pair.new.letters())
}
