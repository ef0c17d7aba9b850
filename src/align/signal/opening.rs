//! The opening words: provisions are often known by their first words.

use super::{Pair, weighted_dice};
use crate::language::Term;

/// How many words count as the opening.
const OPENING: usize = 8;

/// The weighted Dice coefficient of the sets of opening words.
pub(super) fn likeness(pair: &Pair<'_>) -> f64 {
    fn opening<'a>(terms: &[Term], room: &'a mut [Term; OPENING]) -> &'a [Term] {
        let count = terms.len().min(OPENING);
        room[..count].copy_from_slice(&terms[..count]);
        room[..count].sort_unstable();
        let mut kept = 0;
        for at in 0..count {
            if at == 0 || room[at] != room[kept - 1] {
                room[kept] = room[at];
                kept += 1;
            }
        }
        &room[..kept]
    }
    let (mut one, mut other) = ([0; OPENING], [0; OPENING]);
    weighted_dice(opening(pair.old.terms(), &mut one), opening(pair.new.terms(), &mut other), pair.index)
}
