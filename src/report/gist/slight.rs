//! Changes that say nothing new: of small words, of forms and order of words, of marks and capitals.

use std::ops::Range;

use super::changes::Change;
use super::phrase::WHOLE;
use super::words::Side;
use super::{GIST_PIECES, Piece, Slight};
use crate::report::wording::{Manner, Op, Segment, opening_words};

/// What changes of words come to that say nothing new, in one line.
pub(super) fn slight_words(changes: &[Change], old: &Side, new: &Side) -> Option<Piece> {
    let is_changed =
        |side: &Side, run: &Range<usize>| side.words[run.clone()].iter().any(|word| word.is_changed() && !word.is_told);
    let told: Vec<&Change> =
        changes.iter().filter(|change| is_changed(old, &change.old) || is_changed(new, &change.new)).collect();
    if told.is_empty() {
        return None;
    }
    let content = |side: &Side, run: &Range<usize>| -> Vec<Vec<String>> {
        let words = side.words[run.clone()].iter().filter(|word| word.is_changed() && word.is_content());
        let mut stems: Vec<Vec<String>> = words.map(|word| word.stems.clone()).collect();
        stems.sort_unstable();
        stems
    };
    let of = |change: &&Change| (content(old, &change.old), content(new, &change.new));
    let what = match told.iter().map(of).collect::<Vec<_>>() {
        all if all.iter().all(|(gone, came)| gone.is_empty() && came.is_empty()) => Slight::SmallWords,
        all if all.iter().all(|(gone, came)| gone == came) => Slight::Forms,
        _ => Slight::Order,
    };
    let shown = |side: &Side, pick: fn(&Change) -> &Range<usize>| -> String {
        let texts = told.iter().take(GIST_PIECES).map(|change| side.shown(pick(change).clone()));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let (before, after) = (shown(old, |change| &change.old), shown(new, |change| &change.new));
    Some(Piece::Slight { what, is_all: true, old: before, new: after })
}

/// What became of marks and of capitals, where no word was changed.
pub(super) fn slight(redline: &[Segment]) -> Vec<Piece> {
    let texts = |op: Op, manner: Manner| -> String {
        let parts = redline.iter().filter(|segment| segment.op == op && segment.manner == Some(manner));
        let text: Vec<&str> = parts.map(|segment| segment.text.trim()).filter(|text| !text.is_empty()).collect();
        opening_words(&text.join(" "), WHOLE)
    };
    let manners = [(Manner::Punctuation, Slight::Punctuation), (Manner::Case, Slight::Case)];
    let found = manners.map(|(manner, what)| (what, texts(Op::Deleted, manner), texts(Op::Inserted, manner)));
    let found: Vec<_> = found.into_iter().filter(|(_, old, new)| !old.is_empty() || !new.is_empty()).collect();
    let is_attributed = redline.iter().any(|segment| segment.manner == Some(Manner::Attribution));
    let is_all = found.len() == 1 && !is_attributed;
    found.into_iter().map(|(what, old, new)| Piece::Slight { what, is_all, old, new }).collect()
}
