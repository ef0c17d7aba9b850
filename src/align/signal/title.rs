//! The titles that two provisions bear: sections of standards and articles of treaties keep theirs
//! when all else is rewritten.

use super::{Pair, SAYS_NOTHING, weighted_dice};

/// The square of the weighted Dice coefficient of the words of the two titles, since titles that share some
/// words are often those of neighbours; where a side has none, it says nothing.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    match (pair.old.title.as_slice(), pair.new.title.as_slice()) {
        ([], _) | (_, []) => SAYS_NOTHING,
        (old, new) => weighted_dice(old, new, pair.index).powi(2),
    }
}
