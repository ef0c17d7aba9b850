//! The headings that two provisions stand under.

use super::{Pair, SAYS_NOTHING};
use crate::language::Term;

/// The likeness of the two innermost headings; where a side has none, it says nothing.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    if pair.old.section.is_empty() || pair.new.section.is_empty() {
        return SAYS_NOTHING;
    }
    likeness(&pair.old.section, &pair.new.section)
}

/// The Dice coefficient of two headings' sets of words, each sorted.
pub(in crate::align) fn likeness(old: &[Term], new: &[Term]) -> f64 {
    if old.is_empty() || new.is_empty() {
        return 0.0;
    }
    let shared = old.iter().filter(|term| new.binary_search(term).is_ok()).count();
    2.0 * shared as f64 / (old.len() + new.len()) as f64
}
