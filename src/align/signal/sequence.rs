//! The order of the words: how many must be put in, taken out or replaced.

use super::Pair;

/// One less the Levenshtein distance of the two sequences of words, as a share of the longer.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    let (old, new) = (pair.old.terms(), pair.new.terms());
    let longer = old.len().max(new.len());
    if longer == 0 {
        return 0.0;
    }
    1.0 - strsim::generic_levenshtein(old, new) as f64 / longer as f64
}
