//! The changes of a redline in whole phrases: what went and what came, by the places of their words.

use std::ops::Range;

use super::words::{Side, Sort, State, Word};
use crate::report::wording::{Manner, Op, Segment};

/// Words that gave way to others; one side may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// How many small words may stand between two changes that are told as one.
const SMALL_BETWEEN: usize = 3;

/// How many words that stayed complete a phrase behind a change, and before it.
const BEHIND: usize = 3;
const BEFORE: usize = 1;

/// How many small words may stand between a change that ends in one and the word that completes it.
const SMALL_BEHIND: usize = 2;

/// How many words a bare addition has at most that is told with the word it goes with, besides a small word at its end.
const MODIFIER: usize = 2;

/// How many times as many words that say something may give way to others, or come for them, and from how many on that counts:
/// beyond it what went and what came are two.
const MOST_FOR_ONE: usize = 5;
const LEAST_FOR_ONE: usize = 6;
/// From how many words on half of them may stand elsewhere.
const LEAST_ELSEWHERE: usize = 4;

/// What went and what came, each by itself where one is far too long to have become the other, or half of one stands elsewhere.
fn apart(change: Change, old: &Side, new: &Side) -> Vec<Change> {
    let content =
        |side: &Side, run: &Range<usize>| side.words[run.clone()].iter().filter(|one| one.is_content()).count();
    let (before, after) = (content(old, &change.old), content(new, &change.new));
    let (less, more) = (before.min(after), before.max(after));
    let stands_elsewhere = |side: &Side, run: &Range<usize>| {
        let changed = side.words[run.clone()].iter().filter(|word| word.is_content() && word.is_changed());
        let (all, lost) = (changed.clone().count(), changed.filter(|word| word.is_lost || word.is_told).count());
        all >= LEAST_ELSEWHERE && lost * 2 <= all
    };
    let is_too_long = more >= LEAST_FOR_ONE && more >= less * MOST_FOR_ONE;
    if less == 0 || !is_too_long && !stands_elsewhere(old, &change.old) && !stands_elsewhere(new, &change.new) {
        return vec![change];
    }
    let Change { old, new } = change;
    vec![Change { old: old.clone(), new: new.start..new.start }, Change { old: old.end..old.end, new }]
}

/// The changes of a redline, in its order, each in whole phrases.
pub(super) fn whole_changes(changes: Vec<Change>, old: &Side, new: &Side) -> Vec<Change> {
    let mut whole: Vec<Change> = Vec::new();
    for change in changes {
        let change = completed(&change, &old.words, &new.words);
        match whole.last_mut() {
            Some(last) if change.old.start < last.old.end || change.new.start < last.new.end => {
                *last = Change { old: span(&last.old, &change.old), new: span(&last.new, &change.new) };
            }
            _ => whole.push(change),
        }
    }
    whole.into_iter().flat_map(|change| apart(change, old, new)).collect()
}

/// The changes of a redline, in its order. What only small words hold apart is one.
pub(super) fn changes(redline: &[Segment], old: &Side, new: &Side) -> Vec<Change> {
    let mut joined: Vec<Change> = Vec::new();
    for change in parts(redline, old, new) {
        match joined.last_mut() {
            Some(last) if is_one(last, &change, &old.words, &new.words) => {
                *last = Change { old: span(&last.old, &change.old), new: span(&last.new, &change.new) };
            }
            _ => joined.push(change),
        }
    }
    joined
}

/// From the beginning of one run to the end of another.
fn span(first: &Range<usize>, last: &Range<usize>) -> Range<usize> {
    first.start.min(last.start)..first.end.max(last.end)
}

/// The runs of words that went and came, as the redline has them. Where a phrase that moved stands between, what is
/// before it and what is behind are two.
fn parts(redline: &[Segment], old: &Side, new: &Side) -> Vec<Change> {
    let mut found = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let stays = |segment: &Segment| segment.op == Op::Unchanged || segment.manner == Some(Manner::Case);
    for run in redline.chunk_by(|one, next| stays(one) == stays(next)) {
        let (old_from, new_from) = (old_at, new_at);
        old_at += run.iter().map(|segment| segment.in_old().len()).sum::<usize>();
        new_at += run.iter().map(|segment| segment.in_new().len()).sum::<usize>();
        if stays(&run[0]) {
            continue;
        }
        let (gone, came) = (changed(old, old_from..old_at), changed(new, new_from..new_at));
        // Between brackets there is no telling which of several stands for which.
        let is_told_apart = gone.len() != came.len() && !gone.is_empty() && !came.is_empty() && has_signs(run);
        if is_told_apart {
            let behind = new.words.partition_point(|word| word.span.start < new_from);
            found.extend(gone.into_iter().map(|old| Change { old, new: behind..behind }));
            let behind = old.words.partition_point(|word| word.span.start < old_at);
            found.extend(came.into_iter().map(|new| Change { old: behind..behind, new }));
            continue;
        }
        for at in 0..gone.len().max(came.len()) {
            // What has no counterpart stands behind what had one.
            let of = |runs: &[Range<usize>], side: &Side, end: usize| {
                let behind = side.words.partition_point(|word| word.span.start < end);
                runs.get(at).cloned().unwrap_or(behind..behind)
            };
            let (gone, came) = (of(&gone, old, old_at), of(&came, new, new_at));
            // What is joined on stands in the place of nothing that is not: "and stereotypes" of "such as".
            if is_joined_on(&old.words, &gone) != is_joined_on(&new.words, &came)
                && !gone.is_empty()
                && !came.is_empty()
            {
                found.push(Change { old: gone.clone(), new: came.start..came.start });
                found.push(Change { old: gone.end..gone.end, new: came });
            } else {
                found.push(Change { old: gone, new: came });
            }
        }
    }
    found
}

/// Whether the sign of a bracket stands within.
fn has_signs(run: &[Segment]) -> bool {
    run.iter().any(|segment| segment.manner == Some(Manner::Bracket))
}

/// Whether a run begins with what joins it to what stands before it, "and", and says something.
fn is_joined_on(words: &[Word], run: &Range<usize>) -> bool {
    words.get(run.start).is_some_and(|word| word.joins) && words[run.clone()].iter().any(Word::is_content)
}

/// The runs of words of a part of a side, in bytes, that went or came.
fn changed(side: &Side, bytes: Range<usize>) -> Vec<Range<usize>> {
    let words = &side.words;
    let first = words.partition_point(|word| word.span.start < bytes.start);
    let mut found: Vec<Range<usize>> = Vec::new();
    let within = words.iter().enumerate().skip(first).take_while(|(_, word)| word.span.start < bytes.end);
    for (at, _) in within.filter(|(_, word)| word.state == State::Changed) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    // A mark alone is told elsewhere.
    found.retain(|run| words[run.clone()].iter().any(Word::is_changed));
    found
}

/// Whether two changes read as one: only small words stand between, or a single other word, and only together have
/// they something that went and something that came.
fn is_one(before: &Change, after: &Change, old: &[Word], new: &[Word]) -> bool {
    let (in_old, in_new) = (between(old, &before.old, &after.old), between(new, &before.new, &after.new));
    // These were told apart on purpose.
    if in_old.is_empty() && in_new.is_empty() && before.new.is_empty() && after.old.is_empty() {
        return false;
    }
    let is_free = |run: &[Word]| {
        run.iter().all(|word| word.state == State::Stayed && word.sort != Sort::Mark && !word.opens_line)
    };
    if !is_free(in_old) || !is_free(in_new) {
        return false;
    }
    let is_small = |run: &[Word]| run.len() <= SMALL_BETWEEN && !run.iter().any(Word::is_content);
    if is_small(in_old) && is_small(in_new) {
        return true;
    }
    let is_whole = |change: &Change| !change.old.is_empty() && !change.new.is_empty();
    let has_old = !before.old.is_empty() || !after.old.is_empty();
    let has_new = !before.new.is_empty() || !after.new.is_empty();
    in_old.len() <= 1 && in_new.len() <= 1 && has_old && has_new && !(is_whole(before) && is_whole(after))
}

fn between<'w>(words: &'w [Word], before: &Range<usize>, after: &Range<usize>) -> &'w [Word] {
    words.get(before.end..after.start).unwrap_or_default()
}

/// A change with the words that make its phrase whole: "strict" with its "procedures".
fn completed(change: &Change, old: &[Word], new: &[Word]) -> Change {
    let sides = [(&change.old, old), (&change.new, new)];
    let is_content = |words: &[Word], at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(Word::is_content);
    let present = || sides.iter().filter(|(run, _)| !run.is_empty());
    let is_bare = |(run, words): &(&Range<usize>, &[Word])| {
        run.len() <= MODIFIER && words[(*run).clone()].iter().all(Word::is_content)
    };
    let is_two_sided = present().count() == 2;
    // "Prevent and", "disrupt the": what they are said of follows.
    let trails = |(run, words): &(&Range<usize>, &[Word])| match words[(*run).clone()].split_last() {
        Some((last, rest)) if last.sort == Sort::Small => {
            !rest.is_empty() && rest.len() <= MODIFIER && rest.iter().all(Word::is_content)
        }
        _ => false,
    };
    if !is_two_sided && !present().all(|side| is_bare(side) || trails(side)) {
        return change.clone();
    }
    // "The use of", "abolishing the": what follows belongs to it.
    let hangs = is_two_sided && !present().all(|(run, words)| is_content(words, run.end.checked_sub(1)));
    let begins = present().all(|(run, words)| is_content(words, Some(run.start)));
    let behind = |(run, words): &(&Range<usize>, &[Word])| completing(&words[run.end..], hangs);
    let before = |(run, words): &(&Range<usize>, &[Word])| {
        let opens = words.get(run.start).is_some_and(|word| word.opens_line);
        let rest = words[..run.start].iter().rev().take(if opens { 0 } else { BEFORE });
        rest.take_while(|word| word.is_content() && word.state == State::Stayed).count()
    };
    let more = sides.iter().map(behind).min().unwrap_or(0);
    let less = sides.iter().map(before).min().filter(|_| begins && more == 0).unwrap_or(0);
    let of = |run: &Range<usize>| run.start - less..run.end + more;
    Change { old: of(&change.old), new: of(&change.new) }
}

/// How many words complete a phrase that ends before them: of those that stayed the next that say something, and where the
/// phrase hangs on a small word, small words before them.
fn completing(rest: &[Word], hangs: bool) -> usize {
    let stays = |word: &&Word| word.state == State::Stayed && word.sort != Sort::Mark && !word.opens_line;
    let small = rest.iter().take_while(|word| stays(word) && !word.is_content() && !word.joins).count();
    let content = rest[small..].iter().take(BEHIND).take_while(|word| stays(word) && word.is_content()).count();
    match small {
        0 => content,
        1..=SMALL_BEHIND if hangs && content > 0 => small + content,
        _ => 0,
    }
}
