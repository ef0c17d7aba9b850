//! The opening words: provisions are often known by their first words, or begin with a title.

use super::Pair;
use crate::language::Term;

/// How many words count as the opening.
const OPENING: usize = 8;

/// The weighted Dice coefficient of the sets of opening words.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    let opening = |terms: &[Term]| -> Vec<Term> {
        let mut first = terms[..terms.len().min(OPENING)].to_vec();
        first.sort_unstable();
        first.dedup();
        first
    };
    let (old, new) = (opening(pair.old.terms()), opening(pair.new.terms()));
    let weigh = |terms: &[Term]| terms.iter().map(|&term| pair.rarity.of(term)).sum::<f64>();
    let both = weigh(&old) + weigh(&new);
    let shared: f64 = old.iter().filter(|term| new.binary_search(term).is_ok()).map(|&term| pair.rarity.of(term)).sum();
    if both == 0.0 { 0.0 } else { 2.0 * shared / both }
}
