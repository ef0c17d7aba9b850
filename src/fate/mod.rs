//! What became of each bracket and option between two wordings: which was settled and to what, which words went with their
//! bracket, what is open still, and what was opened.
//!
//! A bracket is known again by its signs, where these stayed, and by the words that both wordings have in it. All of it goes by
//! the redline, so that what is said of a bracket is what the redline shows.
//!
//! ```
//! use travaux::brackets::Bracketed;
//! use travaux::diff::redline;
//! use travaux::fate::{FateKind, fates};
//! use travaux::language::{Language, Reading};
//!
//! let (old, new) = ("Ports [shall][should] keep lists [of ships].", "Ports shall keep lists.");
//! let open = [old, new].map(|text| Bracketed::of(text, Some("en")));
//! let read = |text| Reading::of(text, Language::of(Some("en")));
//! let fates = fates((old, &open[0]), (new, &open[1]), &redline(&read(old), &read(new)));
//! assert_eq!(fates[0].kind, FateKind::Resolved);
//! assert_eq!(fates[0].became.as_deref(), Some("shall"));
//! assert_eq!(fates[1].kind, FateKind::Dropped);
//! ```

mod beside;
mod kept;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use crate::anatomy::Proposer;
use crate::brackets::{Bracketed, Choice, Holds, Member};
use crate::diff::Stretch;
pub use beside::beside;
pub(crate) use kept::{Kept, words};

/// What became of a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FateKind {
    /// Of several wordings one was taken, or others in their place.
    Resolved,
    /// Its words stand, and the bracket is gone.
    Lifted,
    /// Its words went with it.
    Dropped,
    /// It is there still.
    Open,
    /// It was not there before.
    Opened,
}

impl FateKind {
    /// All, in the order in which they are told.
    pub const ALL: [FateKind; 5] =
        [FateKind::Resolved, FateKind::Lifted, FateKind::Dropped, FateKind::Open, FateKind::Opened];

    /// The kind as it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            FateKind::Resolved => "resolved",
            FateKind::Lifted => "lifted",
            FateKind::Dropped => "dropped",
            FateKind::Open => "open",
            FateKind::Opened => "opened",
        }
    }
}

/// A wording in brackets, or under an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Its words as printed, without signs, marks, and who proposes them.
    pub text: String,
    /// Where it stands, with its signs or its mark, in bytes of its text.
    pub span: Range<usize>,
    /// The name of the option that it is.
    pub option: Option<String>,
    /// Who proposes it.
    pub proposers: Vec<Proposer>,
    /// Who proposes it in the new text, where it is open still and others do.
    pub proposers_now: Option<Vec<Proposer>>,
    /// Whether it stands in the new wording, or more of it than not.
    pub stands: bool,
    /// How many of its words stand in the new wording, and how many there are.
    pub kept: (usize, usize),
}

/// What became of the wordings of one choice, or of one bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// What became of it.
    pub kind: FateKind,
    /// The wordings between which there was a choice; of an opened one, those of the new text.
    pub wordings: Vec<Wording>,
    /// What stands in their place now, where it was settled; of what is open still, what the bracket holds now, if that is
    /// something else.
    pub became: Option<String>,
    /// How many brackets and options it is about.
    pub count: usize,
    /// Of an opened one, whether its words stood outside of brackets before.
    pub stood_free: bool,
}

/// A text with what is open in it.
pub(crate) type Side<'a> = (&'a str, &'a Bracketed);

/// The share of a bracket's words that must stand for it to be lifted, and not dropped. Of one or two words all must.
const LIFTED: f64 = 0.6;

/// How alike the words of an old and of a new bracket must be for them to be one, by the Jaccard index, where no sign tells.
const ALIKE: f64 = 0.5;

/// What became of the brackets and options of the old text, in its order, and then what the new one opened. Notes are none.
pub fn fates(old: Side<'_>, new: Side<'_>, redline: &[Stretch]) -> Vec<Fate> {
    if old.1.is_empty() && new.1.is_empty() {
        return Vec::new();
    }
    let kept = Kept::of(redline, old, new);
    let matched = Matched::of(old, new, &kept);
    let mut found: Vec<(usize, Fate)> = Vec::new();
    for choice in old.1.choices() {
        found.extend(of_choice(choice, old, new, &kept, &matched).into_iter().map(|fate| (choice.span().start, fate)));
    }
    found.sort_by_key(|(start, _)| *start);
    let mut found: Vec<Fate> = found.into_iter().map(|(_, fate)| fate).collect();
    for choice in new.1.choices() {
        let members: Vec<&Member> = choice.members.iter().filter(|member| !matched.holds_new(member)).collect();
        if members.is_empty() {
            continue;
        }
        let free = |word: &Range<usize>| {
            let stood = kept.old_of(word);
            stood.is_some_and(|stood| !old.1.brackets().iter().any(|bracket| holds(&bracket.span, &stood)))
        };
        let own: Vec<Range<usize>> = members.iter().flat_map(|member| words_of(new, &member.inside)).collect();
        let stood_free =
            !own.is_empty() && own.iter().filter(|word| free(word)).count() as f64 >= LIFTED * own.len() as f64;
        let wordings: Vec<Wording> = members.iter().map(|member| wording(member, new, (0, 0))).collect();
        found.push(Fate { kind: FateKind::Opened, count: wordings.len(), wordings, became: None, stood_free });
    }
    found
}

/// What became of the brackets of a text that has no counterpart: all went with it, or came with it.
pub fn alone((text, bracketed): Side<'_>, kind: FateKind) -> Vec<Fate> {
    let side = (text, bracketed);
    let fate = |choice: &Choice| {
        let of = |member: &Member| wording(member, side, (0, words_of(side, &member.inside).len()));
        let mut wordings: Vec<Wording> = choice.members.iter().map(of).collect();
        // That there be no text was one of the options.
        let nothing = choice.members.iter().position(|member| says_nothing(member, bracketed));
        let taken = nothing.filter(|_| kind == FateKind::Dropped && choice.members.len() > 1);
        let became = taken.map(|at| {
            wordings[at].stands = true;
            wordings[at].text.clone()
        });
        let kind = if became.is_some() { FateKind::Resolved } else { kind };
        Fate { kind, count: brackets_of(choice), wordings, became, stood_free: false }
    };
    bracketed.choices().iter().map(fate).collect()
}

/// What became of the brackets around a heading: of each the same.
pub fn of_heading(heading: &str, bracketed: &Bracketed, kind: FateKind) -> Vec<Fate> {
    let lifted = kind == FateKind::Lifted || kind == FateKind::Open;
    alone((heading, bracketed), kind)
        .into_iter()
        .map(|mut fate| {
            fate.wordings.iter_mut().for_each(|wording| wording.stands = lifted);
            fate
        })
        .collect()
}

/// What became of provisions that stood beside each other: the label of each, its text, whether it stands, and who proposes it.
pub fn of_provisions<'a>(
    provisions: impl Iterator<Item = (&'a str, &'a str, bool, Vec<&'a Proposer>)>,
    kind: FateKind,
    became: Option<String>,
) -> Fate {
    let wording = |(label, text, stands, proposers): (&str, &str, bool, Vec<&Proposer>)| Wording {
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        span: 0..text.len(),
        option: Some(label.to_owned()),
        proposers: proposers.into_iter().cloned().collect(),
        proposers_now: None,
        stands,
        kept: (0, words(text, 0..text.len()).count()),
    };
    let wordings: Vec<Wording> = provisions.map(wording).collect();
    // What the others stand beside is no alternative.
    let count = wordings.iter().filter(|one| one.option.as_deref().and_then(beside).is_some()).count();
    Fate { kind, count, wordings, became, stood_free: false }
}

/// Whether a wording is that there is to be no text.
fn says_nothing(member: &Member, bracketed: &Bracketed) -> bool {
    member.option.is_some_and(|at| bracketed.options()[at].says_nothing)
}

/// How many brackets or options a choice is of: `[shall/should]` is one.
fn brackets_of(choice: &Choice) -> usize {
    let brackets: BTreeSet<usize> = choice.members.iter().filter_map(|member| member.bracket).collect();
    brackets.len() + choice.members.iter().filter(|member| member.option.is_some()).count()
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The words of a stretch, without marks.
fn words_of((text, bracketed): Side<'_>, inside: &Range<usize>) -> Vec<Range<usize>> {
    let marks = bracketed.marks();
    let is_marked = |word: &Range<usize>| {
        let at = marks.partition_point(|mark| mark.end <= word.start);
        marks.get(at).is_some_and(|mark| mark.start <= word.start)
    };
    words(text, inside.clone()).filter(|word| !is_marked(word)).collect()
}

/// The words of a wording that stand in no bracket or option within it, or all if there are no others: what is within has a fate
/// of its own.
fn own_words(side: Side<'_>, member: &Member) -> Vec<Range<usize>> {
    let all = words_of(side, &member.inside);
    let within = |span: &Range<usize>| holds(&member.inside, span) && *span != member.span;
    let brackets = side.1.brackets().iter().map(|bracket| bracket.span.clone());
    let options = side.1.options().iter().map(|option| option.mark.start..option.inside.end);
    let inner: Vec<Range<usize>> = brackets.chain(options).filter(within).collect();
    let own: Vec<Range<usize>> =
        all.iter().filter(|word| !inner.iter().any(|span| holds(span, word))).cloned().collect();
    if own.is_empty() { all } else { own }
}

/// The words of a stretch as a reader sees them: without signs and marks.
fn read((text, bracketed): Side<'_>, inside: Range<usize>) -> String {
    let mut shown = String::new();
    let (mut from, mut end) = (inside.start, inside.start);
    for mark in bracketed.marks().into_iter().chain(std::iter::once(inside.end..inside.end)) {
        if mark.end < inside.start || mark.start > inside.end {
            continue;
        }
        let piece = &text[from..mark.start.clamp(from, inside.end)];
        // Words that only signs hold apart.
        let touches = shown.ends_with(char::is_alphanumeric) && piece.starts_with(char::is_alphanumeric);
        let is_apart = touches && text[end..from].contains("][");
        shown.push_str(if is_apart { " " } else { "" });
        shown.push_str(piece);
        end = mark.start.clamp(from, inside.end);
        from = mark.end.clamp(from, inside.end);
    }
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A wording as printed, with the brackets within it, and without who proposes it.
fn printed((text, bracketed): Side<'_>, inside: &Range<usize>) -> String {
    let mut shown = String::new();
    let mut from = inside.start;
    for one in bracketed.attributions().iter().map(|one| &one.span).filter(|span| holds(inside, span)) {
        shown.push_str(&text[from..one.start]);
        from = one.end;
    }
    shown.push_str(&text[from..inside.end]);
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wording(member: &Member, side: Side<'_>, kept: (usize, usize)) -> Wording {
    let bracket = member.bracket.map(|at| &side.1.brackets()[at]);
    let option = member.option.map(|at| &side.1.options()[at]);
    let mut proposers = bracket.map(|bracket| bracket.proposers.clone()).unwrap_or_default();
    proposers.extend(option.iter().flat_map(|option| option.proposers.clone()));
    Wording {
        text: printed(side, &member.inside),
        span: member.span.clone(),
        option: option.map(|option| option.name.clone()),
        proposers,
        proposers_now: None,
        stands: stands(kept),
        kept,
    }
}

/// Whether so many of a wording's words are enough for it to stand.
fn stands((kept, all): (usize, usize)) -> bool {
    kept > 0 && (kept == all || all > 2 && kept as f64 >= LIFTED * all as f64)
}

/// What became of one choice: of all its wordings together where one of several was taken, else of each.
fn of_choice(choice: &Choice, old: Side<'_>, new: Side<'_>, kept: &Kept, matched: &Matched) -> Vec<Fate> {
    let wordings: Vec<Wording> = choice
        .members
        .iter()
        .map(|member| {
            let own = own_words(old, member);
            let kept = own.iter().filter(|word| kept.new_of(word).is_some()).count();
            wording(member, old, (kept, own.len()))
        })
        .collect();
    let open: Vec<Option<Holder>> = choice.members.iter().map(|member| matched.new_of(member)).collect();
    let is_open = open.iter().any(Option::is_some);
    let is_placed = |member: &Member| member.bracket.is_some_and(|at| old.1.brackets()[at].holds == Holds::Place);
    let one = |at: usize| {
        let mut wording = wordings[at].clone();
        if let Some(there) = open[at] {
            let now = there.proposers(new.1);
            let ids = |all: &[Proposer]| all.iter().map(|one| one.id().to_owned()).collect::<BTreeSet<_>>();
            wording.proposers_now = (ids(now) != ids(&wording.proposers)).then(|| now.to_vec());
        }
        let (kind, became) = match open[at] {
            Some(there) => {
                let inside = there.inside(new.1);
                let now = printed(new, &inside);
                // What changed within the brackets in it is told of these.
                let old_inside = &choice.members[at].inside;
                let is_from_within =
                    |word: &Range<usize>| kept.old_of(word).is_some_and(|word| holds(old_inside, &word));
                let is_same = wording.kept.0 == wording.kept.1 && words_of(new, &inside).iter().all(is_from_within);
                (FateKind::Open, (now != wording.text && !is_same).then_some(now))
            }
            None if wording.stands => {
                let now = kept.spanned(&words_of(old, &choice.members[at].inside)).map(|range| read(new, range));
                (FateKind::Lifted, now.filter(|now| wording.kept.0 < wording.kept.1 && *now != wording.text))
            }
            None if is_placed(&choice.members[at]) => match in_place(choice, old, new, kept) {
                Some(Now { text, is_open: true }) => (FateKind::Open, Some(text)),
                Some(Now { text, .. }) => (FateKind::Resolved, Some(text)),
                None => (FateKind::Dropped, None),
            },
            None => (FateKind::Dropped, None),
        };
        Fate { kind, wordings: vec![wording], became, count: 1, stood_free: false }
    };
    let count = brackets_of(choice);
    // Of options one is meant to be taken; brackets side by side may all be.
    let all_stand = wordings.iter().all(|wording| wording.stands) && !choice.is_of_options();
    if is_open || wordings.len() == 1 || all_stand {
        // Parts of one bracket are open together.
        if count == 1 && wordings.len() > 1 {
            let kind = if is_open { FateKind::Open } else { FateKind::Lifted };
            return vec![Fate { kind, wordings, became: None, count, stood_free: false }];
        }
        return (0..wordings.len()).map(one).collect();
    }
    let won = wordings.iter().filter(|wording| wording.stands);
    let won: Vec<String> = won.map(|wording| wording.text.clone()).collect();
    let nothing = choice.members.iter().position(|member| says_nothing(member, old.1));
    let became = match won.is_empty() {
        false => Some(settled(choice, &wordings, old, new, kept).unwrap_or_else(|| won.join(" "))),
        true => {
            let now = in_place(choice, old, new, kept);
            if let Some(Now { text, is_open: true }) = now {
                return vec![Fate { kind: FateKind::Open, wordings, became: Some(text), count, stood_free: false }];
            }
            now.map(|now| now.text)
        }
    };
    let kind = if became.is_some() || nothing.is_some() { FateKind::Resolved } else { FateKind::Dropped };
    let mut wordings = wordings;
    let became = became.or_else(|| {
        let nothing = nothing?;
        wordings[nothing].stands = true;
        Some(wordings[nothing].text.clone())
    });
    vec![Fate { kind, wordings, became, count, stood_free: false }]
}

/// The longest stretch that is told as what was settled on, in words; a longer one is told as the wording that was taken.
const LONGEST: usize = 40;

/// What stands in the new text of the wordings that were taken.
fn settled(choice: &Choice, wordings: &[Wording], old: Side<'_>, new: Side<'_>, kept: &Kept) -> Option<String> {
    // All that stands between the words around the choice, where these stayed.
    if let Some(Now { text, is_open: false }) = in_place(choice, old, new, kept) {
        return Some(text);
    }
    let taken = choice.members.iter().zip(wordings).filter(|(_, wording)| wording.stands);
    let words: Vec<Range<usize>> = taken.flat_map(|(member, _)| words_of(old, &member.inside)).collect();
    let now = read(new, kept.spanned(&words)?);
    (now.split_whitespace().count() <= LONGEST).then_some(now)
}

/// What stands in place of a choice.
struct Now {
    text: String,
    /// Whether all of it stands in brackets that were not there before.
    is_open: bool,
}

/// What stands in the new text between the words before a choice and those behind it.
fn in_place(choice: &Choice, old: Side<'_>, new: Side<'_>, kept: &Kept) -> Option<Now> {
    let span = choice.span();
    let before = kept.last_before(span.start);
    let behind = kept.first_behind(span.end);
    let (start, end) = (before.map_or(0, |word| word.end), behind.map_or(new.0.len(), |word| word.start));
    // What was reworded beside the choice is not told from what came in its place.
    let is_whole = |from: usize, to: usize| !words_of(old, &(from..to)).iter().any(|word| !holds(&span, word));
    let (from, to) = (kept.old_end_before(span.start), kept.old_start_behind(span.end, old.0.len()));
    if start >= end || !is_whole(from, to) {
        return None;
    }
    let words = words_of(new, &(start..end));
    let (first, last) = (words.first()?, words.last()?);
    // The brackets that are opened or closed within.
    let within = new.1.brackets().iter().filter(|bracket| bracket.span.start >= start && bracket.span.end <= end);
    let is_open = words.iter().all(|word| within.clone().any(|bracket| holds(&bracket.span, word)));
    let text = match is_open {
        true => {
            let span = within.clone().map(|one| one.span.start).min()?..within.map(|one| one.span.end).max()?;
            printed(new, &span)
        }
        false => read(new, first.start..last.end),
    };
    (words.len() <= LONGEST).then_some(Now { text, is_open })
}

/// What holds a wording: a bracket or an option, by its place among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holder {
    Bracket(usize),
    Option(usize),
}

impl Holder {
    fn of(member: &Member) -> Option<Holder> {
        member.bracket.map(Holder::Bracket).or(member.option.map(Holder::Option))
    }

    /// Who proposes it.
    fn proposers(self, bracketed: &Bracketed) -> &[Proposer] {
        match self {
            Holder::Bracket(at) => &bracketed.brackets()[at].proposers,
            Holder::Option(at) => &bracketed.options()[at].proposers,
        }
    }

    /// The words that it holds.
    fn inside(self, bracketed: &Bracketed) -> Range<usize> {
        match self {
            Holder::Bracket(at) => bracketed.brackets()[at].inside.clone(),
            Holder::Option(at) => bracketed.options()[at].inside.clone(),
        }
    }
}

/// Which old brackets and options are there still, each with what it is now.
struct Matched(Vec<(Holder, Holder)>);

impl Matched {
    fn of(old: Side<'_>, new: Side<'_>, kept: &Kept) -> Self {
        let (olds, news) = (stretches(old), stretches(new));
        let is_bracket = |one: &&Stretched| matches!(one.holder, Holder::Bracket(_));
        let alike = |from: &Stretched, to: &Stretched| {
            std::mem::discriminant(&from.holder) == std::mem::discriminant(&to.holder)
        };
        let mut found = matched(&olds, &news, kept, alike);
        // What stood in brackets may be an option now, and the other way round.
        let left = |all: &[Stretched], taken: &[Holder]| -> Vec<Stretched> {
            all.iter().filter(|one| !taken.contains(&one.holder)).cloned().collect()
        };
        // Where much was written anew, the redline may hold on to other words: what says the same to the letter is the same.
        let unmatched = |found: &[(Holder, Holder)]| {
            let (from, to): (Vec<Holder>, Vec<Holder>) = found.iter().copied().unzip();
            (left(&olds, &from), left(&news, &to))
        };
        let (from, to) = unmatched(&found);
        found.extend(same_words((old.0, &from), (new.0, &to), alike));
        // Nor does it where a bracket alone stands for one alone: between the same words.
        let (from, to) = unmatched(&found);
        found.extend(in_one_place((old, &from), (new, &to), kept));
        let (olds, news) = unmatched(&found);
        if olds.iter().any(|one| is_bracket(&one)) || news.iter().any(|one| is_bracket(&one)) {
            found.extend(matched(&olds, &news, kept, |from, to| !alike(from, to)));
        }
        Matched(found)
    }

    /// What a wording of the old text is still in.
    fn new_of(&self, member: &Member) -> Option<Holder> {
        let holder = Holder::of(member)?;
        self.0.iter().find(|(from, _)| *from == holder).map(|(_, to)| *to)
    }

    /// Whether a wording of the new text was held before.
    fn holds_new(&self, member: &Member) -> bool {
        Holder::of(member).is_some_and(|holder| self.0.iter().any(|(_, to)| *to == holder))
    }
}

/// What holds a wording, its words, and the places of its signs.
#[derive(Clone)]
struct Stretched {
    holder: Holder,
    words: Vec<Range<usize>>,
    signs: [Option<usize>; 2],
}

fn stretches(side: Side<'_>) -> Vec<Stretched> {
    let brackets = side.1.brackets().iter().enumerate().map(|(at, bracket)| Stretched {
        holder: Holder::Bracket(at),
        words: words_of(side, &bracket.inside),
        signs: [bracket.is_opened.then_some(bracket.span.start), bracket.is_closed.then_some(bracket.content.end)],
    });
    let options = side.1.options().iter().enumerate().map(|(at, option)| Stretched {
        holder: Holder::Option(at),
        words: words_of(side, &option.inside),
        signs: [None; 2],
    });
    brackets.chain(options).collect()
}

/// The pairs of an old and a new stretch that have the same words, in the order of the texts.
fn same_words(
    (old_text, old): (&str, &[Stretched]),
    (new_text, new): (&str, &[Stretched]),
    may_be: impl Fn(&Stretched, &Stretched) -> bool,
) -> Vec<(Holder, Holder)> {
    let words = |text: &str, one: &Stretched| -> Vec<String> {
        one.words.iter().map(|word| text[word.clone()].to_lowercase()).collect()
    };
    let mut there: BTreeMap<Vec<String>, Vec<&Stretched>> = BTreeMap::new();
    for one in new.iter().rev() {
        there.entry(words(new_text, one)).or_default().push(one);
    }
    let mut found = Vec::new();
    for one in old.iter().filter(|one| !one.words.is_empty()) {
        let Some(same) = there.get_mut(&words(old_text, one)) else { continue };
        if same.last().is_some_and(|other| may_be(one, other)) {
            found.extend(same.pop().map(|other| (one.holder, other.holder)));
        }
    }
    found
}

/// The pairs of an old and a new bracket that are the only ones left between the same two words that stayed.
fn in_one_place(
    (old, olds): (Side<'_>, &[Stretched]),
    (new, news): (Side<'_>, &[Stretched]),
    kept: &Kept,
) -> Vec<(Holder, Holder)> {
    let span = |side: Side<'_>, holder: Holder| match holder {
        Holder::Bracket(at) => Some(side.1.brackets()[at].span.clone()),
        Holder::Option(_) => None,
    };
    type Place = (Option<usize>, Option<usize>);
    let mut places: BTreeMap<Place, [Vec<Holder>; 2]> = BTreeMap::new();
    for one in olds {
        let Some(span) = span(old, one.holder) else { continue };
        let place =
            (kept.last_before(span.start).map(|word| word.end), kept.first_behind(span.end).map(|word| word.start));
        places.entry(place).or_default()[0].push(one.holder);
    }
    for one in news {
        let Some(span) = span(new, one.holder) else { continue };
        let place = (kept.new_last_before(span.start), kept.new_first_behind(span.end));
        places.entry(place).or_default()[1].push(one.holder);
    }
    let alone = places.into_iter().filter_map(|((before, behind), [from, to])| match (&from[..], &to[..]) {
        ([from], [to]) if before.is_some() && behind.is_some() => Some((*from, *to)),
        _ => None,
    });
    alone.collect()
}

/// The pairs of an old and a new stretch that are one: the most alike first, each in one pair at most.
fn matched(
    old: &[Stretched],
    new: &[Stretched],
    kept: &Kept,
    may_be: impl Fn(&Stretched, &Stretched) -> bool,
) -> Vec<(Holder, Holder)> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, one) in old.iter().enumerate() {
        let words: Vec<Range<usize>> = one.words.iter().filter_map(|word| kept.new_of(word)).collect();
        for (there, other) in new.iter().enumerate().filter(|(_, other)| may_be(one, other)) {
            let bounds = other.words.first().zip(other.words.last()).map(|(first, last)| first.start..last.end);
            let common = words.iter().filter(|word| bounds.as_ref().is_some_and(|bounds| holds(bounds, word))).count();
            let all = one.words.len() + other.words.len() - common;
            let alike = if all == 0 { 0.0 } else { common as f64 / all as f64 };
            let stayed = |side: usize| match (one.signs[side], other.signs[side]) {
                (Some(sign), Some(now)) => kept.sign(sign) == Some(now),
                _ => false,
            };
            let signs = (0..2).filter(|&side| stayed(side)).count() as f64 / 2.0;
            if alike >= ALIKE || signs == 1.0 {
                pairs.push((alike + signs, at, there));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let (mut olds, mut news) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Vec::new();
    for (_, at, there) in pairs {
        if !olds.contains(&at) && !news.contains(&there) {
            olds.insert(at);
            news.insert(there);
            found.push((old[at].holder, new[there].holder));
        }
    }
    found
}

#[cfg(test)]
mod tests;
