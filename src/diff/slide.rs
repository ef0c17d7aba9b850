//! Sets a change to the ends of phrases.
//!
//! Where words were only added or only left out, the change can often be read in several ways: of "seize, store
//! and sell" made into "seize, weigh, store and sell", "weigh," came, or ", weigh", or "seize,". All of them rebuild both
//! texts. The reading is taken that a writer would have had in mind.

use std::ops::Range;

use super::Piece;
use super::words::{Mark, Sort, Word};

/// Sets every pure addition and omission between words that stayed to where it reads best.
pub(super) fn to_phrases(pieces: &mut Vec<Piece>, old: &[Word], new: &[Word]) {
    // A change at the beginning leaves words before it when it is set further on, and one at the end behind it.
    if pieces.first().is_some_and(|piece| !piece.same) {
        pieces.insert(0, Piece { old: 0..0, new: 0..0, same: true });
    }
    if pieces.last().is_some_and(|piece| !piece.same) {
        pieces.push(Piece { old: old.len()..old.len(), new: new.len()..new.len(), same: true });
    }
    set(pieces, old, new);
    pieces.retain(|piece| !piece.old.is_empty() || !piece.new.is_empty());
}

fn set(pieces: &mut [Piece], old: &[Word], new: &[Word]) {
    for at in 0..pieces.len() {
        let piece = &pieces[at];
        let by = match (piece.same, piece.old.is_empty(), piece.new.is_empty()) {
            (false, true, false) => best(new, &piece.new, room(pieces, at)),
            (false, false, true) => best(old, &piece.old, room(pieces, at)),
            _ => 0,
        };
        if by != 0 {
            shift(pieces, at, by);
        }
    }
}

/// How many words that stayed stand before and after a change, but for one that must part it from the next. A
/// change stands between two pieces that stayed; see [`to_phrases`].
fn room(pieces: &[Piece], at: usize) -> (usize, usize) {
    let words = |at: usize| {
        let parts_changes = at > 0 && at + 1 < pieces.len();
        pieces[at].old.len().saturating_sub(usize::from(parts_changes))
    };
    (words(at - 1), words(at + 1))
}

/// By how many words a run reads best when it is set further on (or back, if negative), where it stays the same run.
fn best(words: &[Word], run: &Range<usize>, (before, after): (usize, usize)) -> isize {
    let back = (1..=before).take_while(|&by| words[run.start - by].exact == words[run.end - by].exact).count();
    let on = (0..after).take_while(|&by| words[run.start + by].exact == words[run.end + by].exact).count();
    let mut best = (fit(words, run), 0);
    // The nearest place wins a tie, and of two as near the earlier one.
    for by in 1..=back.max(on) {
        let places = [(by <= back).then(|| -(by as isize)), (by <= on).then_some(by as isize)];
        for place in places.into_iter().flatten() {
            let moved = run.start.strict_add_signed(place)..run.end.strict_add_signed(place);
            let fit = fit(words, &moved);
            if fit > best.0 {
                best = (fit, place);
            }
        }
    }
    best.1
}

fn shift(pieces: &mut [Piece], at: usize, by: isize) {
    let moved = |range: &Range<usize>| range.start.strict_add_signed(by)..range.end.strict_add_signed(by);
    let (old, new) = (moved(&pieces[at].old), moved(&pieces[at].new));
    (pieces[at - 1].old.end, pieces[at - 1].new.end) = (old.start, new.start);
    (pieces[at + 1].old.start, pieces[at + 1].new.start) = (old.end, new.end);
    (pieces[at].old, pieces[at].new) = (old, new);
}

/// How well a run reads as a phrase that was added or left out.
fn fit(words: &[Word], run: &Range<usize>) -> i32 {
    let before = run.start.checked_sub(1).map(|at| words[at].sort);
    let (first, last) = (words[run.start].sort, words[run.end - 1].sort);
    let after = words.get(run.end);
    let compound = words[run.start].joined || after.is_some_and(|word| word.joined);
    let begins = match before {
        None | Some(Sort::Mark(Mark::Sentence)) => 6,
        Some(Sort::Mark(Mark::Clause | Mark::Opens)) => 2,
        _ => 0,
    };
    let opens = match first {
        Sort::Mark(Mark::Opens) => 3,
        Sort::Mark(Mark::Closes) => -8,
        Sort::Small => 1,
        _ => 0,
    };
    let closes = match last {
        Sort::Mark(Mark::Sentence) => 3,
        Sort::Mark(Mark::Clause) => 2,
        Sort::Mark(Mark::Opens) => -8,
        Sort::Mark(Mark::Closes) => 1,
        Sort::Small => -2,
        _ => 0,
    };
    let lines = i32::from(words[run.start].opens_line) + i32::from(after.is_none_or(|word| word.opens_line));
    begins + opens + closes + 2 * lines - if compound { 20 } else { 0 }
}
