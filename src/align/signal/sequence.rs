//! The order of the words: how many must be put in, taken out or replaced.

use super::Pair;
use crate::language::Term;

/// How many words are looked at: the distance takes time with the square of their number.
const LONGEST: usize = 400;

fn opening(terms: &[Term]) -> &[Term] {
    &terms[..terms.len().min(LONGEST)]
}

/// One less the Levenshtein distance of the two sequences of words, as a share of the longer.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    let (old, new) = (Vec::from(opening(pair.old.terms())), Vec::from(opening(pair.new.terms())));
    let longer = old.len().max(new.len());
    if longer == 0 {
        return 0.0;
    }
    1.0 - strsim::generic_levenshtein(&old, &new) as f64 / longer as f64
}
