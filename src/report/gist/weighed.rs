//! What one change tells, and how much it weighs.

use std::ops::Range;

use super::Piece;
use super::changes::Change;
use super::words::{Side, Sort, Word};

/// How many letters the piece counts for more in which the act itself is named.
const ACT: usize = 12;

/// How many words are left at most of what is told otherwise for the most part.
const SCRAP: usize = 2;

/// What a change tells, and what it weighs; nothing where no word of it says something new.
pub(super) fn piece(change: &Change, old: &Side, new: &Side, has_brackets: bool) -> Option<(usize, Piece)> {
    let lost = |side: &Side, run: &Range<usize>| -> usize {
        side.words[run.clone()].iter().filter(|word| word.is_lost).map(Word::letters).sum()
    };
    let (lost_old, lost_new) = (lost(old, &change.old), lost(new, &change.new));
    if lost_old + lost_new == 0 {
        return None;
    }
    let has_act = is_act(old, &change.old) || is_act(new, &change.new);
    let told = |side: &Side, run: &Range<usize>| -> usize {
        side.words[run.clone()].iter().filter(|word| word.is_changed() && word.is_told).map(Word::letters).sum()
    };
    // What is left of a name that is told otherwise is a scrap.
    let count = |side: &Side, run: &Range<usize>| side.words[run.clone()].iter().filter(|word| word.is_lost).count();
    let is_scrap = count(old, &change.old).max(count(new, &change.new)) <= SCRAP;
    if !has_act && is_scrap && told(old, &change.old) + told(new, &change.new) > lost_old + lost_new {
        return None;
    }
    let weight = lost_old + lost_new + if has_act { ACT } else { 0 };
    let speaks = |side: &Side, run: &Range<usize>, lost: usize, other: (&Side, &Range<usize>)| {
        lost > 0 || is_form_of(&side.words[run.clone()], &other.0.words[other.1.clone()])
    };
    let keeps_old = speaks(old, &change.old, lost_old, (new, &change.new));
    let keeps_new = speaks(new, &change.new, lost_new, (old, &change.old));
    // A word for a small word: "that" for "both".
    let is_word = |run: &Range<usize>| run.len() == 1;
    let is_exchange = is_word(&change.old) && is_word(&change.new);
    // What gave way to a bracket, which is told by itself, went.
    let is_own =
        |side: &Side, run: &Range<usize>| !has_brackets || side.words[run.clone()].iter().any(Word::is_changed);
    let only_lost = |side: &Side, run: &Range<usize>| {
        let mut lost = run.clone().filter(|&at| side.words[at].is_lost);
        lost.next().map_or(run.start..run.start, |first| first..lost.next_back().unwrap_or(first) + 1)
    };
    let is_both = !change.old.is_empty() && !change.new.is_empty();
    if is_both && !(is_own(old, &change.old) && is_own(new, &change.new)) {
        let [before, after] = [(old, &change.old), (new, &change.new)];
        let shown = |(side, run): (&Side, &Range<usize>)| side.shown_whole(only_lost(side, run));
        return Some((weight, Piece::Changed { old: shown(before), new: shown(after) }));
    }
    let (before, after) = match (keeps_old || is_exchange, keeps_new || is_exchange) {
        (true, true) => (old.shown_whole(change.old.clone()), new.shown_whole(change.new.clone())),
        (true, false) => (old.shown_whole(alone(&old.words, &change.old)?), String::new()),
        (false, _) => (String::new(), new.shown_whole(alone(&new.words, &change.new)?)),
    };
    Some((weight, Piece::Changed { old: before, new: after }))
}

/// Whether a run holds the first word of a side that says something: the act.
fn is_act(side: &Side, run: &Range<usize>) -> bool {
    side.words.iter().position(Word::is_content).is_some_and(|first| run.contains(&first))
}

/// Whether some words say something that stands in others in the same or another form, or that stayed.
fn is_form_of(run: &[Word], other: &[Word]) -> bool {
    let mut content = run.iter().filter(|word| word.is_content()).peekable();
    content.peek().is_some() && content.any(|word| !word.is_told && other.iter().any(|there| there.stems == word.stems))
}

/// A run that went or came alone, without what is told elsewhere at its ends; nothing if most of it is.
fn alone(words: &[Word], run: &Range<usize>) -> Option<Range<usize>> {
    let is_lost = |at: &usize| words[*at].is_lost;
    let first = run.clone().find(is_lost)?;
    let last = run.clone().rev().find(is_lost)?;
    // A phrase begins with the small words before it, and is whole.
    let says = |at: &usize| words[*at].is_content() && !words[*at].is_told;
    let holds = |at: &usize| words[*at].sort == Sort::Small && !words[*at].joins;
    let first = (run.start..first).rev().take_while(says).last().unwrap_or(first);
    let start = (run.start..first).rev().take_while(holds).last().unwrap_or(first);
    let last = (last + 1..run.end).take_while(says).last().unwrap_or(last);
    let content = words[start..=last].iter().filter(|word| word.is_content());
    let lost = content.clone().filter(|word| word.is_lost).count();
    (lost * 2 >= content.count()).then_some(start..last + 1)
}
