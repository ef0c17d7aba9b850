//! The gist of a change: what was done to the act, in few and whole phrases.
//!
//! Left out is what the shifts of the change tell, what stands elsewhere in the other text, small words and the forms of
//! words. Where most of it was rewritten, pieces tell nothing, and the two openings stand for it.

mod changes;
mod moved;
mod phrase;
mod slight;
mod told;
mod weighed;
mod words;

use super::english;
use super::wording::{Manner, Op, Segment};
use crate::language::Language;
use crate::shift::Shifts;
use changes::{changes, whole_changes};
use moved::{moved, moved_words};
use slight::{misprinted, misprints, slight, slight_words};
use weighed::piece;
use words::{Counts, Side, State, Word};

/// How many pieces of change the gist names, and how many letters make a piece worth naming beside larger ones.
const GIST_PIECES: usize = 3;
const GIST_LETTERS: usize = 4;

/// Below which share of words that stayed on either side a text was rewritten, and how many words tell.
const REWRITTEN: f64 = 0.4;
const LEAST_REWRITTEN: usize = 3;

/// The changes of a redline in few words, in the order of the text: `adopt strict procedures → cooperate to establish
/// appropriate procedures`, `+ where appropriate`, `− in airports`, `moved: as appropriate`. Where no word was changed
/// that says something, what was: `small words only: with → in`, `punctuation only: − ,`.
pub fn gist(redline: &[Segment], language: &'static Language) -> Vec<String> {
    Gist::of(redline, [language; 2], &Context::default()).lines()
}

/// What happened to a piece of a text.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Words gave way to others; one side may be empty.
    Changed {
        /// What was deleted.
        old: String,
        /// What was inserted.
        new: String,
    },
    /// Most of it was rewritten.
    Rewritten {
        /// How it began.
        old: String,
        /// How it begins.
        new: String,
    },
    /// A phrase stands in another place.
    Moved(String),
    /// Nothing that says something was changed.
    Slight {
        /// What was.
        what: Slight,
        /// Whether it is all that was.
        is_all: bool,
        /// What was deleted.
        old: String,
        /// What was inserted.
        new: String,
    },
}

impl Piece {
    /// It is not all that was.
    fn is_one_of_several(&mut self) {
        if let Piece::Slight { is_all, .. } = self {
            *is_all = false;
        }
    }
}

/// A change that says nothing by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slight {
    /// Of small words.
    SmallWords,
    /// Of the forms of words.
    Forms,
    /// Of the order of words.
    Order,
    /// Of marks.
    Punctuation,
    /// Of small letters and capitals.
    Case,
    /// Of a word that one text has wrong.
    Misprint,
}

/// What is known of a change besides the redline of which the gist is.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Context<'a> {
    /// The whole texts, where the redline is of a part.
    pub(super) whole: Option<[&'a str; 2]>,
    /// Whether a side is of several texts: parts of what was split or merged.
    pub(super) has_parts: bool,
    /// Whether something in it is open, which is told by itself.
    pub(super) has_brackets: bool,
    /// What the change did to the parts of the provision.
    pub(super) shifts: Option<&'a Shifts>,
    /// The words that either text has wrong, where the redline is of a part.
    pub(super) misprints: Option<&'a [[String; 2]]>,
}

/// The gist of a change.
#[derive(Debug, Default)]
pub(super) struct Gist {
    /// The pieces in the order of the text, with what each weighs.
    pieces: Vec<(usize, Piece)>,
}

impl Gist {
    /// The gist of a redline of texts in two languages.
    pub(super) fn of(
        redline: &[Segment],
        [old_language, new_language]: [&'static Language; 2],
        context: &Context<'_>,
    ) -> Self {
        let [mut told_old, mut told_new] = context.shifts.map(told::told).unwrap_or_default();
        let is_told = context.has_parts || !told_old.is_empty() || !told_new.is_empty();
        // What a text has wrong says what was meant.
        let misprints = match context.misprints {
            Some(found) => found,
            None => &misprints(redline, [old_language, new_language]),
        };
        for [old, new] in misprints {
            told_old.push(old.clone());
            told_new.push(new.clone());
        }
        let mut old = Side::of(redline, Segment::in_old, old_language, &told_old);
        let mut new = Side::of(redline, Segment::in_new, new_language, &told_new);
        let [old_counts, new_counts] = match context.whole {
            Some([before, after]) => [Counts::of(before, old_language), Counts::of(after, new_language)],
            None => [Counts::of_side(&old), Counts::of_side(&new)],
        };
        old.mark_lost(&old_counts, &new_counts, context.has_parts);
        new.mark_lost(&new_counts, &old_counts, context.has_parts);
        let (old, new) = (&old, &new);
        if let Some(piece) = rewritten(old, new) {
            return Gist { pieces: vec![(usize::MAX, piece)] };
        }
        let changes = changes(redline, old, new);
        let whole = whole_changes(changes.clone(), old, new);
        let of = |change| piece(change, old, new, context.has_brackets);
        let mut pieces: Vec<(usize, Piece)> = whole.iter().filter_map(of).collect();
        let has_large = pieces.iter().any(|(weight, _)| *weight >= GIST_LETTERS);
        pieces.retain(|(weight, _)| *weight >= GIST_LETTERS || !has_large);
        pieces.extend(moved(redline, new_language).into_iter().map(|text| (0, Piece::Moved(text))));
        if pieces.is_empty() {
            let slight = if changes.is_empty() {
                slight(redline)
            } else {
                slight_words(&changes, old, new).into_iter().collect()
            };
            // Beside what the shifts tell, or between the parts of a whole, it is not worth a word.
            let is_worth = |piece: &Piece| {
                !is_told
                    || !matches!(piece, Piece::Slight { what: Slight::SmallWords | Slight::Forms | Slight::Order, .. })
            };
            pieces = slight.into_iter().filter(is_worth).map(|piece| (0, piece)).collect();
            if !misprints.is_empty() && (!is_told || !pieces.is_empty()) {
                pieces.push((0, misprinted(misprints)));
            }
            if pieces.len() > 1 {
                pieces.iter_mut().for_each(|(_, piece)| piece.is_one_of_several());
            }
        }
        Gist { pieces }
    }

    /// The gist of a part of a redline. Where in that only marks changed and words elsewhere, nothing is left to tell of
    /// it.
    pub(super) fn within(
        part: &[Segment],
        whole: &[Segment],
        languages: [&'static Language; 2],
        context: &Context<'_>,
    ) -> Self {
        let found = misprints(whole, languages);
        let context = &Context { misprints: Some(&found), ..*context };
        let mut gist = Gist::of(part, languages, context);
        // What is cut out of one side alone leaves words that look changed.
        let says_little = |gist: &Gist| gist.pieces.iter().all(|(_, piece)| matches!(piece, Piece::Slight { .. }));
        if !gist.pieces.is_empty() && says_little(&gist) {
            gist = Some(Gist::of(whole, languages, context)).filter(says_little).unwrap_or(gist);
        }
        // Then nothing else was found that says something.
        if matches!(gist.pieces.as_slice(), [(_, Piece::Slight { what: Slight::Misprint, .. })]) {
            return gist;
        }
        let is_slight = says_little(&gist);
        let is_reworded = |redline: &[Segment]| {
            redline
                .iter()
                .any(|segment| segment.op != Op::Unchanged && matches!(segment.manner, None | Some(Manner::Moved)))
        };
        // A condition that went from one duty to another is no word more and no word less, and tells the most.
        let is_silent = context.shifts.is_none_or(|shifts| english::shift_lines(shifts).is_empty());
        if is_silent && is_slight && !context.has_brackets && !context.has_parts && is_reworded(whole) {
            let moved = moved_words(whole, languages, &found);
            if !moved.is_empty() {
                return Gist { pieces: moved.into_iter().map(|piece| (0, piece)).collect() };
            }
        }
        match is_reworded(whole) {
            true if is_slight && !is_reworded(part) => Gist::default(),
            false => Gist { pieces: slight(whole).into_iter().map(|piece| (0, piece)).collect() },
            true => gist,
        }
    }

    /// The weightiest pieces in the order of the text, a line for each.
    pub(super) fn lines(&self) -> Vec<String> {
        self.weightiest(GIST_PIECES).into_iter().map(english::piece_line).collect()
    }

    /// So many of the weightiest pieces, in the order of the text.
    pub(super) fn weightiest(&self, count: usize) -> Vec<&Piece> {
        let mut order: Vec<usize> = (0..self.pieces.len()).collect();
        order.sort_by_key(|&at| (std::cmp::Reverse(self.pieces[at].0), at));
        order.truncate(count);
        order.sort_unstable();
        order.into_iter().map(|at| &self.pieces[at].1).collect()
    }
}

/// How both texts begin, where most of either was rewritten.
fn rewritten(old: &Side, new: &Side) -> Option<Piece> {
    let share = |side: &Side| {
        let content = side.words.iter().filter(|word| word.is_content());
        let total = content.clone().count();
        let lost = content.clone().filter(|word| word.is_lost).count();
        let stayed = content.filter(|word| word.state != State::Changed || word.is_told).count();
        (lost >= LEAST_REWRITTEN).then_some(stayed as f64 / total as f64)
    };
    let is_other = |side: &Side| share(side).is_some_and(|share| share < REWRITTEN);
    // What both begin with is not what was rewritten.
    let opening = |side: &Side| {
        let differs = |word: &Word| word.state != State::Stayed && word.sort != words::Sort::Mark;
        let first = side.words.iter().position(differs).unwrap_or(0);
        let holds = |at: &usize| !side.words[*at].is_content();
        let start = (0..first).rev().take_while(holds).last().unwrap_or(first);
        side.shown_whole(start..side.words.len())
    };
    (is_other(old) && is_other(new)).then(|| Piece::Rewritten { old: opening(old), new: opening(new) })
}

#[cfg(test)]
mod tests;
