//! Which words of two texts stayed: those that are worth a reader's stop.
//!
//! The longest common subsequence holds on to any word that both texts have, and two texts always have "of"
//! and "the". Here a word that stayed counts by what it says, and each change has a price: a few small words
//! between two changes are not worth a second one and are drawn into a single change. The best reading is found
//! exactly, by dynamic programming over both texts with an affine price for a gap (Gotoh, 1982, "An improved
//! algorithm for matching biological sequences"). Long runs in common, which [`similar`] finds in about linear
//! time, stand beyond doubt; only what lies between them is weighed.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::words::{Sort, Word};
use super::{Piece, push};

/// What a change costs. A word of content alone between two changes is not worth it unless both texts
/// have it but once.
const CHANGE: i32 = 60;
/// What a mark costs that comes or goes alone, within words that stayed.
const LONE_MARK: i32 = 9;
/// What it costs to begin or end a change within a compound.
const CUT: i32 = 100;
/// What a word's staying is worth.
const MARK: i32 = 6;
const SMALL: i32 = 15;
const CONTENT: i32 = 50;
/// What it is worth besides if each text has it once: there is no other word it could be.
const ONCE: i32 = 15;
/// What it is worth less if its case was changed.
const OTHER_CASE: i32 = 3;

/// A run that is worth as much stands beyond doubt: some six words of content.
const SOLID: i32 = 300;
/// How many pairs of words are weighed at once, 4 MB of steps. What lies between solid runs is larger only in
/// long texts that hardly share a sentence; there the common words are taken as [`similar`] finds them.
const MOST_PAIRS: usize = 4 << 20;

/// The pieces of two texts, in order: alternately the same and different.
pub(super) fn pieces(old: &[Word], new: &[Word]) -> Vec<Piece> {
    let keys = |words: &[Word]| words.iter().map(|word| word.key).collect::<Vec<u32>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new));
    let runs = ops.iter().filter_map(|op| match *op {
        DiffOp::Equal { old_index, new_index, len } => Some((old_index, new_index, len)),
        _ => None,
    });
    let runs: Vec<(usize, usize, usize)> = runs.collect();
    let is_solid = |&(at, to, len): &(usize, usize, usize)| worth(&old[at..at + len], &new[to..to + len]) >= SOLID;
    let mut found = Vec::new();
    let (mut old_at, mut new_at, mut seen) = (0, 0, 0);
    let end = (old.len(), new.len(), 0);
    let solid = runs.iter().enumerate().filter(|(_, run)| is_solid(run)).chain([(runs.len(), &end)]);
    for (index, &(at, to, len)) in solid {
        let gap = Gap { old: old_at..at, new: new_at..to };
        if (gap.old.len() + 1).saturating_mul(gap.new.len() + 1) <= MOST_PAIRS {
            weighed(gap, old, new, &mut found);
        } else {
            thinned(gap, &runs[seen..index], old, new, &mut found);
        }
        push(&mut found, Piece { old: at..at + len, new: to..to + len, same: true });
        (old_at, new_at, seen) = (at + len, to + len, index + 1);
    }
    found
}

/// What lies between two solid runs, in words of the texts.
struct Gap {
    old: Range<usize>,
    new: Range<usize>,
}

/// What the staying of a run is worth.
fn worth(old: &[Word], new: &[Word]) -> i32 {
    let all = old.iter().zip(new).map(|(old, new)| stay(old, new));
    all.fold(0, i32::saturating_add)
}

/// What the staying of a word is worth.
fn stay(old: &Word, new: &Word) -> i32 {
    let base = match old.sort {
        Sort::Mark(_) => MARK,
        Sort::Small => SMALL,
        Sort::Content if old.once => CONTENT + ONCE,
        Sort::Content => CONTENT,
    };
    if old.exact == new.exact { base } else { base - OTHER_CASE }
}

/// Adds the common runs of a gap that are worth a change.
fn thinned(gap: Gap, runs: &[(usize, usize, usize)], old: &[Word], new: &[Word], found: &mut Vec<Piece>) {
    let (mut old_at, mut new_at) = (gap.old.start, gap.new.start);
    for &(at, to, len) in runs {
        if worth(&old[at..at + len], &new[to..to + len]) > CHANGE {
            push(found, Piece { old: old_at..at, new: new_at..to, same: false });
            push(found, Piece { old: at..at + len, new: to..to + len, same: true });
            (old_at, new_at) = (at + len, to + len);
        }
    }
    push(found, Piece { old: old_at..gap.old.end, new: new_at..gap.new.end, same: false });
}

/// How a place was reached. A place is reached within words that stayed or within a change; a byte holds
/// one step for each.
mod step {
    /// Both texts' words stayed, and so did those before.
    pub(super) const STAYED: u8 = 0;
    /// Both texts' words stayed and ended a change.
    pub(super) const ENDED: u8 = 1;
    /// A mark of the old text went, or one of the new text came, alone.
    pub(super) const LONE_OLD: u8 = 2;
    pub(super) const LONE_NEW: u8 = 3;
    /// Within a change, a word of the old or the new text.
    pub(super) const OLD: u8 = 0;
    pub(super) const NEW: u8 = 1;
    /// The same, at the beginning of a change.
    pub(super) const FIRST_OLD: u8 = 2;
    pub(super) const FIRST_NEW: u8 = 3;
}

/// Out of reach, with room for what is taken off.
const NEVER: i32 = i32::MIN / 2;

/// Adds the best reading of a gap.
fn weighed(gap: Gap, old: &[Word], new: &[Word], found: &mut Vec<Piece>) {
    if gap.old.is_empty() || gap.new.is_empty() {
        push(found, Piece { old: gap.old, new: gap.new, same: false });
        return;
    }
    let (steps, ends_same) = steps(&gap, old, new);
    let mut path = walk_back(&gap, &steps, ends_same);
    while let Some(piece) = path.pop() {
        push(found, piece);
    }
}

/// The steps to every place of a gap, row by row, and whether its end is best reached by words that stayed.
fn steps(gap: &Gap, old: &[Word], new: &[Word]) -> (Vec<u8>, bool) {
    let wide = gap.new.len() + 1;
    let mut steps = vec![0_u8; (gap.old.len() + 1) * wide];
    // The worth of each place of the row above and of this one: within words that stayed, within a change.
    let mut above = vec![(NEVER, NEVER); wide];
    let mut row = above.clone();
    let cut = |at: usize, to: usize| {
        let within = |words: &[Word], at: usize| words.get(at).is_some_and(|word| word.joined);
        if within(old, at) || within(new, to) { CUT } else { 0 }
    };
    for i in 0..=gap.old.len() {
        let at = gap.old.start + i;
        for j in 0..wide {
            let to = gap.new.start + j;
            if (i, j) == (0, 0) {
                row[0] = (0, -CHANGE);
                continue;
            }
            let (mut same, mut same_step) = (NEVER, step::STAYED);
            let (mut change, mut change_step) = (NEVER, step::OLD);
            let mut better_same = |value: i32, by: u8| {
                if value > same {
                    (same, same_step) = (value, by)
                }
            };
            let mut better_change = |value: i32, by: u8| {
                if value > change {
                    (change, change_step) = (value, by)
                }
            };
            if i > 0 && j > 0 && old[at - 1].key == new[to - 1].key {
                let worth = stay(&old[at - 1], &new[to - 1]);
                let (stayed, ended) = above[j - 1];
                better_same(stayed + worth, step::STAYED);
                better_same(ended + worth - cut(at - 1, to - 1), step::ENDED);
            }
            if i > 0 {
                let (stayed, changed) = above[j];
                if old[at - 1].is_mark() {
                    better_same(stayed - LONE_MARK, step::LONE_OLD);
                }
                better_change(changed, step::OLD);
                better_change(stayed - CHANGE - cut(at - 1, to), step::FIRST_OLD);
            }
            if j > 0 {
                let (stayed, changed) = row[j - 1];
                if new[to - 1].is_mark() {
                    better_same(stayed - LONE_MARK, step::LONE_NEW);
                }
                better_change(changed, step::NEW);
                better_change(stayed - CHANGE - cut(at, to - 1), step::FIRST_NEW);
            }
            row[j] = (same, change);
            steps[i * wide + j] = same_step | change_step << 2;
        }
        std::mem::swap(&mut above, &mut row);
    }
    let (same, change) = above[wide - 1];
    (steps, same >= change)
}

/// The pieces of the best reading, the last first.
fn walk_back(gap: &Gap, steps: &[u8], ends_same: bool) -> Vec<Piece> {
    let wide = gap.new.len() + 1;
    let (mut i, mut j, mut same) = (gap.old.len(), gap.new.len(), ends_same);
    let mut path = Vec::new();
    while (i, j) != (0, 0) {
        let both = steps[i * wide + j];
        let (back_old, back_new, stayed, before) = match (same, if same { both & 3 } else { both >> 2 }) {
            (true, step::STAYED) => (1, 1, true, true),
            (true, step::ENDED) => (1, 1, true, false),
            (true, step::LONE_OLD) => (1, 0, false, true),
            (true, _) => (0, 1, false, true),
            (false, step::OLD) => (1, 0, false, false),
            (false, step::NEW) => (0, 1, false, false),
            (false, step::FIRST_OLD) => (1, 0, false, true),
            (false, _) => (0, 1, false, true),
        };
        let (old_end, new_end) = (gap.old.start + i, gap.new.start + j);
        path.push(Piece { old: old_end - back_old..old_end, new: new_end - back_new..new_end, same: stayed });
        (i, j, same) = (i - back_old, j - back_new, before);
    }
    path
}
