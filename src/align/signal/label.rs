//! The number: drafts are renumbered, but most keep most of their numbers.

use super::Pair;

/// 1 if both have the same label, else 0.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    f64::from(u8::from(pair.old.label == pair.new.label))
}
