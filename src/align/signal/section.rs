//! The headings that two provisions stand under.

use super::Pair;
use crate::language::Term;

/// The value where a side has no heading: it says nothing.
pub(super) const NO_SECTION: f64 = 0.5;

/// The likeness of the two innermost headings.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    if pair.old.section.is_empty() || pair.new.section.is_empty() {
        return NO_SECTION;
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
