//! Words in common, the rare ones counting for more.

use super::Pair;

/// The weighted Dice coefficient of the two bags of words.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    let both = pair.old.weight() + pair.new.weight();
    if both == 0.0 { 0.0 } else { 2.0 * pair.old.shared_weight(pair.new, pair.index) / both }
}

/// The share of the shorter side's words that the other side holds (the overlap coefficient): high
/// where one text was lengthened into the other.
pub(super) fn containment(pair: &Pair<'_>) -> f64 {
    let shorter = pair.old.weight().min(pair.new.weight());
    if shorter == 0.0 { 0.0 } else { pair.old.shared_weight(pair.new, pair.index) / shorter }
}
