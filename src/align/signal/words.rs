//! Words in common, the rare ones counting for more.

use super::Pair;

/// The weighted Dice coefficient of the two bags of words.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    let (old, new) = weights(pair);
    if old + new == 0.0 { 0.0 } else { 2.0 * pair.old.shared_weight(pair.new, pair.index) / (old + new) }
}

/// The share of the shorter side's words that the other side holds (the overlap coefficient): high
/// where one text was lengthened into the other.
pub(super) fn containment(pair: &Pair<'_>) -> f64 {
    let (old, new) = weights(pair);
    let shorter = old.min(new);
    if shorter == 0.0 { 0.0 } else { pair.old.shared_weight(pair.new, pair.index) / shorter }
}

/// What the other side must account for of each.
fn weights(pair: &Pair<'_>) -> (f64, f64) {
    (pair.old.weight_beside(pair.new, pair.index), pair.new.weight_beside(pair.old, pair.index))
}
