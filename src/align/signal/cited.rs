//! What two provisions cite: numbers, symbols of documents, articles, acronyms.

use super::{Pair, SAYS_NOTHING, weighted_dice};

/// The weighted Dice coefficient of what is cited; where neither side cites anything, it says nothing.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    match (pair.old.cited.as_slice(), pair.new.cited.as_slice()) {
        ([], []) => SAYS_NOTHING,
        (old, new) => weighted_dice(old, new, pair.index),
    }
}
