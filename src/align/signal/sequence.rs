//! The order of the words: how many stand in the same order on both sides.

use rapidfuzz::distance::indel;

use super::Pair;

/// How many words are looked at: the distance takes time with the product of both numbers.
const LONGEST: usize = 2_000;

/// One less the share of words that must be put in or taken out to make the one of the other (the
/// normalised indel similarity), from 0 to 1.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    let opening = |terms: &[u32]| terms.len().min(LONGEST);
    let (old, new) = (pair.old.terms(), pair.new.terms());
    if old.is_empty() || new.is_empty() {
        return 0.0;
    }
    indel::normalized_similarity(old[..opening(old)].iter().copied(), new[..opening(new)].iter().copied())
}
