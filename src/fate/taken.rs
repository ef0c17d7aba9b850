//! What stands in the new text in the place of a choice: which wording was taken, and whether that is settled.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Wording;
use super::kept::Kept;
use super::matched::{Holder, Matched};
use super::side::{Side, holds, printed, read};
use crate::brackets::{Bracket, Choice, Holds, Member, united};

/// Within how many words a word outside brackets is looked for.
const NEXT_WITHIN: usize = 200;

/// Which wording of a choice stands in the new text between the words that stood around the choice and are open neither before nor
/// now: the only one that does.
pub(super) fn between_the_same(choice: &Choice, old: &Side<'_>, new: &Side<'_>) -> Option<usize> {
    let span = choice.span();
    let small = |side: &Side<'_>, words: &[Range<usize>]| -> Vec<String> {
        words.iter().map(|word| side.text[word.clone()].to_lowercase()).collect()
    };
    let is_free = |word: &&Range<usize>| !old.is_bracketed(word);
    let before = old.words(&(0..span.start)).iter().rev().take(NEXT_WITHIN).find(is_free)?;
    let behind = old.words(&(span.end..old.text.len())).iter().take(NEXT_WITHIN).find(is_free)?;
    let places = new.places_of(&old.text[before.clone()].to_lowercase());
    let stands = |member: &Member| {
        let around = [std::slice::from_ref(before), old.words(&member.inside), std::slice::from_ref(behind)].concat();
        let wanted = small(old, &around);
        let stands_at =
            |at: &usize| new.all_words().get(*at..at + wanted.len()).is_some_and(|there| small(new, there) == wanted);
        wanted.len() > 2 && places.iter().any(stands_at)
    };
    let mut found = (0..choice.members.len()).filter(|&at| stands(&choice.members[at]));
    found.next().filter(|_| found.next().is_none())
}

/// What share of the words that an option alone has, and how many, must stand beside another that was taken for the text to be made
/// of both. Of words with fewer letters there is no telling.
const MIXED: f64 = 0.25;
const MIXED_WORDS: usize = 3;
const TELLING: usize = 4;

/// Whether a text has words of options that were not taken and that those which were do not have.
pub(super) fn is_mixed(choice: &Choice, wordings: &[Wording], old: &Side<'_>, new: &Side<'_>) -> bool {
    let telling = |range: &Range<usize>| -> BTreeSet<String> {
        let words = old.words(range).iter().map(|word| old.text[word.clone()].to_lowercase());
        words.filter(|word| word.chars().count() >= TELLING).collect()
    };
    let of = |is_taken: bool| {
        let members = choice.members.iter().zip(wordings).filter(move |(_, one)| one.stands == is_taken);
        members.map(|(member, _)| telling(&member.inside))
    };
    let taken: BTreeSet<String> = of(true).flatten().collect();
    !taken.is_empty()
        && of(false).any(|other| {
            let own: Vec<&String> = other.difference(&taken).collect();
            let stand = own.iter().filter(|word| !new.places_of(word).is_empty()).count();
            stand >= MIXED_WORDS && stand as f64 >= MIXED * own.len() as f64
        })
}

/// How many times as many words as were taken a bracket may hold for it to be their own.
pub(super) const MOST_AROUND: usize = 2;

/// The brackets around a stretch of the new text that did not hold the choice before.
pub(super) fn now_around<'a>(
    range: &'a Range<usize>,
    choice: &Choice,
    (old, new): (&'a Side<'_>, &'a Side<'_>),
    matched: &Matched,
) -> impl Iterator<Item = Holder> + 'a {
    let span = choice.span();
    let held: BTreeSet<Holder> = old
        .holders(span.start)
        .filter(|holder| holds(&holder.inside(old.open), &span))
        .filter_map(|holder| matched.new_of_holder(holder))
        .collect();
    let is_around = |holder: &Holder| matches!(holder, Holder::Bracket(_)) && holds(&holder.inside(new.open), range);
    new.holders(range.start).filter(is_around).filter(move |holder| !held.contains(holder))
}

/// The longest stretch that is told as what was settled on, in words; a longer one is told as the wording that was taken.
const LONGEST: usize = 40;

/// What stands in the new text of the wordings that were taken.
pub(super) fn taken_text(wordings: &[Wording], new: &Side<'_>, now: Option<Range<usize>>) -> String {
    let now = now.map(|now| shown(new, now)).filter(|now| now.split_whitespace().count() <= LONGEST);
    let taken = || wordings.iter().filter(|wording| wording.stands).map(|wording| wording.text.as_str());
    now.unwrap_or_else(|| taken().collect::<Vec<_>>().join(" "))
}

/// A stretch of the new text as it is told: with the brackets that stand in it, since these are open.
pub(super) fn shown(side: &Side<'_>, range: Range<usize>) -> String {
    let mut whole = range.clone();
    let is_told = |bracket: &&Bracket| bracket.holds != Holds::Note;
    // One that only begins in it, and one that only ends in it.
    for bracket in side.brackets(&range).iter().filter(is_told) {
        whole.end = whole.end.max(bracket.span.end);
    }
    for bracket in side.around(range.start).filter(is_told) {
        let span = &bracket.span;
        if span.start < range.start && span.end > range.start && span.end <= range.end {
            whole.start = whole.start.min(span.start);
        }
    }
    let is_open = side.brackets(&whole).iter().any(|one| one.holds != Holds::Note);
    if is_open { printed(side, &whole) } else { read(side, range) }
}

/// What stands in place of a choice.
pub(super) struct Now {
    pub(super) text: String,
    /// Whether all of it stands in brackets that were not there before.
    pub(super) is_open: bool,
}

/// What stands in the new text between the words before a choice and those behind it.
pub(super) fn in_place(
    choice: &Choice,
    (old, new): (&Side<'_>, &Side<'_>),
    kept: &Kept,
    matched: &Matched,
) -> Option<Now> {
    let span = choice.span();
    let before = kept.last_before(span.start);
    let behind = kept.first_behind(span.end);
    let (start, end) = (before.map_or(0, |word| word.end), behind.map_or(new.text.len(), |word| word.start));
    // What was reworded beside the choice is not told from what came in its place.
    let is_whole = |from: usize, to: usize| old.words(&(from..to)).iter().all(|word| holds(&span, word));
    let (from, to) = (kept.old_end_before(span.start), kept.old_start_behind(span.end, old.text.len()));
    let words = new.words(&(start..end));
    let (first, last) = (words.first()?, words.last()?);
    // Behind options there is nothing that is not of the last, unless other options stand in the same gap; and what holds a whole
    // provision did not go where that stayed.
    let stands_alone = choice.is_of_options() && {
        let options = old.open.options();
        let begun = |at: usize| options.partition_point(|option| option.mark.start < at);
        begun(from) == begun(span.start) && begun(span.end) == begun(to.max(span.end))
    };
    if !stands_alone && !old.is_all(&span) && (words.len() > LONGEST || !is_whole(from, to)) {
        return None;
    }
    // The brackets that are opened or closed within.
    let within = new.brackets(&(start..end)).iter().filter(|bracket| bracket.span.end <= end);
    let bracketed = united(within.clone().map(|bracket| bracket.span.clone()).collect());
    let is_open = words.iter().all(|word| {
        let at = bracketed.partition_point(|span| span.end <= word.start);
        bracketed.get(at).is_some_and(|span| holds(span, word))
    });
    // An option that came in its place is open as well.
    let options = new.open.options();
    let next = options.partition_point(|option| option.mark.start < first.start);
    let has_options = options.get(next).is_some_and(|option| holds(&(first.start..last.end), &option.mark));
    let text = match is_open {
        true => {
            let span = within.clone().map(|one| one.span.start).min()?..within.map(|one| one.span.end).max()?;
            printed(new, &span)
        }
        false => shown(new, first.start..last.end),
    };
    let range = first.start..last.end;
    let around = now_around(&range, choice, (old, new), matched);
    let is_narrow =
        around.map(|holder| new.words(&holder.inside(new.open)).len()).any(|all| all <= MOST_AROUND * words.len());
    Some(Now { text, is_open: is_open || is_narrow || has_options })
}
