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
//! let read = |text, open: &Bracketed| open.marked(Reading::of(text, Language::of(Some("en"))));
//! let redline = redline(&read(old, &open[0]), &read(new, &open[1]));
//! let fates = fates((old, &open[0]), (new, &open[1]), &redline);
//! assert_eq!(fates[0].kind, FateKind::Resolved);
//! assert_eq!(fates[0].became.as_deref(), Some("shall"));
//! assert_eq!(fates[1].kind, FateKind::Dropped);
//! ```

mod beside;
mod kept;
mod matched;
mod side;
mod taken;

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;
use tracing::trace_span;

use crate::anatomy::Proposer;
use crate::brackets::{Bracketed, Choice, Holds, Member};
use crate::diff::Stretch;
pub use beside::beside;
pub(crate) use kept::{Kept, words};
use matched::{Holder, Matched};
use side::{Side, holds, own_words, printed};
use taken::{MOST_AROUND, Now, between_the_same, in_place, is_mixed, now_around, shown, taken_text};

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
    /// How many stood in its wordings that went, and went with them.
    pub within: usize,
    /// Of an opened one, whether its words stood outside of brackets before.
    pub stood_free: bool,
    /// Of one that is open still, whether it is so only by a wider bracket that was opened around it.
    pub in_wider: bool,
}

impl Fate {
    fn new(kind: FateKind, wordings: Vec<Wording>, became: Option<String>, count: usize) -> Self {
        Fate { kind, wordings, became, count, within: 0, stood_free: false, in_wider: false }
    }

    /// Where its wordings stand, from the first to the last.
    fn span(&self) -> Range<usize> {
        let (starts, ends) =
            (self.wordings.iter().map(|one| one.span.start), self.wordings.iter().map(|one| one.span.end));
        starts.min().unwrap_or(0)..ends.max().unwrap_or(0)
    }
}

/// The share of a bracket's words that must stand for it to be lifted, and not dropped. Of one or two words all must.
const LIFTED: f64 = 0.6;

/// What became of the brackets and options of the old text, in its order, and then what the new one opened. Notes are none.
pub fn fates(old: (&str, &Bracketed), new: (&str, &Bracketed), redline: &[Stretch]) -> Vec<Fate> {
    let _stage = trace_span!("brackets").entered();
    if old.1.is_empty() && new.1.is_empty() {
        return Vec::new();
    }
    let kept = Kept::of(redline, old, new);
    let (old, new) = (&Side::of(old), &Side::of(new));
    let matched = Matched::of(old, new, &kept);
    let choices = old.open.choices().iter();
    let mut found: Vec<Fate> = choices.flat_map(|choice| of_choice(choice, old, new, &kept, &matched)).collect();
    // In the order of the text, what holds others before these.
    found.sort_by_key(|fate| {
        let span = fate.span();
        (span.start, Reverse(span.end))
    });
    let mut found = with_what_held_them(found);
    for choice in new.open.choices() {
        let members: Vec<&Member> = choice.members.iter().filter(|member| !matched.holds_new(member)).collect();
        if members.is_empty() {
            continue;
        }
        let free = |word: &Range<usize>| kept.old_of(word).is_some_and(|stood| !old.is_bracketed(&stood));
        let stood = |member: &Member| {
            let own = new.words(&member.inside);
            !own.is_empty() && own.iter().filter(|word| free(word)).count() as f64 >= LIFTED * own.len() as f64
        };
        // What stood free and what is new are told apart.
        let members: Vec<(&Member, bool)> = members.into_iter().map(|member| (member, stood(member))).collect();
        for members in members.chunk_by(|one, next| one.1 == next.1) {
            let wordings: Vec<Wording> = members.iter().map(|(member, _)| wording(member, new, (0, 0))).collect();
            let count = brackets_of(members.iter().map(|(member, _)| *member), new.open);
            let stood_free = members[0].1;
            found.push(Fate { stood_free, ..Fate::new(FateKind::Opened, wordings, None, count) });
        }
    }
    found
}

/// How many words must stand of what a wording held that went, for it to be told by itself.
const OUTLIVES: usize = 3;

/// The wordings of a fate that went, in the order of the text.
struct Went {
    spans: Vec<Range<usize>>,
    /// How many of them end before what is looked at.
    passed: usize,
    /// The place of the fate.
    fate: usize,
}

impl Went {
    /// Passes by those that end before a place, and says whether any is left.
    fn goes_on_behind(&mut self, at: usize) -> bool {
        self.passed += self.spans[self.passed..].iter().take_while(|span| span.end <= at).count();
        self.passed < self.spans.len()
    }

    /// The first that was not passed by.
    fn next(&self) -> Option<&Range<usize>> {
        self.spans.get(self.passed)
    }
}

/// The fates of the old text without those of brackets that went with the wording which held them: these are counted there.
fn with_what_held_them(fates: Vec<Fate>) -> Vec<Fate> {
    let mut told: Vec<Fate> = Vec::new();
    // The fates, outermost first, of which wordings that went may hold what comes next. Those that end before it are passed by for
    // good.
    let mut around: Vec<Went> = Vec::new();
    for fate in fates {
        let span = fate.span();
        around.retain_mut(|went| went.goes_on_behind(span.start));
        let is_settled = matches!(fate.kind, FateKind::Dropped | FateKind::Resolved);
        let stand: usize = fate.wordings.iter().filter(|one| one.stands).map(|one| one.kept.0).sum();
        let within = around.iter().find(|went| went.next().is_some_and(|outer| holds(outer, &span) && *outer != span));
        if let Some(went) = within.filter(|_| is_settled && stand < OUTLIVES) {
            told[went.fate].within += fate.count + fate.within;
            continue;
        }
        if is_settled {
            let went = fate.wordings.iter().filter(|one| !one.stands).map(|one| one.span.clone());
            around.push(Went { spans: went.collect(), passed: 0, fate: told.len() });
        }
        told.push(fate);
    }
    told
}

/// What became of the brackets of a text that has no counterpart: all went with it, or came with it.
pub fn alone((text, bracketed): (&str, &Bracketed), kind: FateKind) -> Vec<Fate> {
    if bracketed.is_empty() {
        return Vec::new();
    }
    let side = &Side::of((text, bracketed));
    let fate = |choice: &Choice| {
        let of = |member: &Member| wording(member, side, (0, side.words(&member.inside).len()));
        let mut wordings: Vec<Wording> = choice.members.iter().map(of).collect();
        // That there be no text was one of the options.
        let nothing = choice.members.iter().position(|member| says_nothing(member, bracketed));
        let taken = nothing.filter(|_| kind == FateKind::Dropped && choice.members.len() > 1);
        let became = taken.map(|at| {
            wordings[at].stands = true;
            wordings[at].text.clone()
        });
        let kind = if became.is_some() { FateKind::Resolved } else { kind };
        Fate::new(kind, wordings, became, brackets_of(choice.members.iter(), bracketed))
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
    Fate::new(kind, wordings, became, count)
}

/// Whether a wording is that there is to be no text.
fn says_nothing(member: &Member, bracketed: &Bracketed) -> bool {
    member.option.is_some_and(|at| bracketed.options()[at].says_nothing)
}

/// How many brackets or options some wordings are of: `[shall/should]` is one. A bracket that opens in an earlier text is
/// counted there.
fn brackets_of<'m>(members: impl Iterator<Item = &'m Member>, bracketed: &Bracketed) -> usize {
    let holders: BTreeSet<Holder> = members
        .filter(|member| member.bracket.is_none_or(|at| bracketed.brackets()[at].is_opened))
        .filter_map(Holder::of)
        .collect();
    holders.len()
}

fn wording(member: &Member, side: &Side<'_>, kept: (usize, usize)) -> Wording {
    let bracket = member.bracket.map(|at| &side.open.brackets()[at]);
    let option = member.option.map(|at| &side.open.options()[at]);
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

/// How many times as many words as its own the brackets within a wording hold where it is little but their frame.
const MOST_OF_FRAME: usize = 4;

/// Whether so many of a wording's words are enough for it to stand.
fn stands((kept, all): (usize, usize)) -> bool {
    kept > 0 && (kept == all || all > 2 && kept as f64 >= LIFTED * all as f64)
}

/// What became of one choice: of all its wordings together where one of several was taken, else of each.
fn of_choice(choice: &Choice, old: &Side<'_>, new: &Side<'_>, kept: &Kept, matched: &Matched) -> Vec<Fate> {
    let mut wordings: Vec<Wording> = choice
        .members
        .iter()
        .map(|member| {
            let count =
                |words: &[Range<usize>]| (words.iter().filter(|word| kept.new_of(word).is_some()).count(), words.len());
            // What holds little but other brackets stands where these do.
            let (own, all) = (count(&own_words(old, member)), count(old.words(&member.inside)));
            let is_frame = own.1 * MOST_OF_FRAME <= all.1;
            wording(member, old, if is_frame && !stands(own) { all } else { own })
        })
        .collect();
    let open: Vec<Option<Holder>> = choice.members.iter().map(|member| matched.new_of(member)).collect();
    let is_open = open.iter().any(Option::is_some);
    let is_placed = |member: &Member| member.bracket.is_some_and(|at| old.open.brackets()[at].holds == Holds::Place);
    // What stands in place of the choice is looked for once, and only where it is asked for.
    let placed = LazyCell::new(|| in_place(choice, (old, new), kept, matched));
    let one = |at: usize| {
        let mut wording = wordings[at].clone();
        if let Some(there) = open[at] {
            let now = there.proposers(new.open);
            let ids = |all: &[Proposer]| all.iter().map(|one| one.id().to_owned()).collect::<BTreeSet<_>>();
            wording.proposers_now = (ids(now) != ids(&wording.proposers)).then(|| now.to_vec());
        }
        let (kind, became) = match open[at] {
            Some(there) => {
                let inside = there.inside(new.open);
                let now = printed(new, &inside);
                // What changed within the brackets in it is told of these.
                let old_inside = &choice.members[at].inside;
                let is_from_within =
                    |word: &Range<usize>| kept.old_of(word).is_some_and(|word| holds(old_inside, &word));
                let is_same = wording.kept.0 == wording.kept.1 && new.words(&inside).iter().all(is_from_within);
                (FateKind::Open, (now != wording.text && !is_same).then_some(now))
            }
            None if wording.stands => {
                let now = kept.spanned(old.words(&choice.members[at].inside));
                // Within a bracket that did not hold it before nothing is settled.
                let is_bracketed =
                    now.as_ref().is_some_and(|now| now_around(now, choice, (old, new), matched).next().is_some());
                let now = now.map(|range| shown(new, range));
                let now = now.filter(|now| wording.kept.0 < wording.kept.1 && *now != wording.text);
                (if is_bracketed { FateKind::Open } else { FateKind::Lifted }, now)
            }
            None if is_placed(&choice.members[at]) || old.is_all(&choice.span()) => match &*placed {
                Some(Now { text, is_open: true }) => (FateKind::Open, Some(text.clone())),
                Some(Now { text, .. }) => (FateKind::Resolved, Some(text.clone())),
                None => (FateKind::Dropped, None),
            },
            None => (FateKind::Dropped, None),
        };
        let count = brackets_of(std::iter::once(&choice.members[at]), old.open);
        let in_wider = kind == FateKind::Open && open[at].is_none() && wording.stands;
        Fate { in_wider, ..Fate::new(kind, vec![wording], became, count) }
    };
    let count = brackets_of(choice.members.iter(), old.open);
    // Whether all are parts of one bracket.
    let is_one_bracket = wordings.len() > 1
        && choice.members.iter().all(|one| one.bracket.is_some() && one.bracket == choice.members[0].bracket);
    // Of options one is meant to be taken; brackets side by side may all be.
    let all_stand = wordings.iter().all(|wording| wording.stands) && !choice.is_of_options();
    if is_open || wordings.len() == 1 || all_stand {
        // Parts of one bracket are open together.
        if is_one_bracket {
            let kind = if is_open { FateKind::Open } else { FateKind::Lifted };
            return vec![Fate::new(kind, wordings, None, count)];
        }
        return (0..wordings.len()).map(one).collect();
    }
    let standing = choice.members.iter().zip(&wordings).filter(|(_, wording)| wording.stands);
    let taken: Vec<Range<usize>> = standing.flat_map(|(member, _)| old.words(&member.inside)).cloned().collect();
    // What was taken into a bracket of its own is open still, and the others went. In a wider one the choice is settled.
    let is_narrow = |holder: &Holder| new.words(&holder.inside(new.open)).len() <= MOST_AROUND * taken.len();
    let now = kept.spanned(&taken);
    if now.is_some_and(|now| now_around(&now, choice, (old, new), matched).any(|holder| is_narrow(&holder))) {
        if is_one_bracket {
            return vec![Fate::new(FateKind::Open, wordings, None, count)];
        }
        return (0..wordings.len()).map(one).collect();
    }
    // Small words that the redline did not hold on to, where all around them was changed.
    if taken.is_empty()
        && placed.is_none()
        && let Some(at) = between_the_same(choice, old, new)
    {
        wordings[at].stands = true;
        let became = Some(wordings[at].text.clone());
        return vec![Fate::new(FateKind::Resolved, wordings, became, count)];
    }
    let became = match (taken.is_empty(), &*placed) {
        (true, Some(Now { text, is_open: true })) => {
            let became = Some(text.clone());
            return vec![Fate::new(FateKind::Open, wordings, became, count)];
        }
        // All that stands between the words around the choice, where these stayed.
        (true, Some(Now { text, .. })) | (false, Some(Now { text, is_open: false })) => Some(text.clone()),
        (true, None) => None,
        (false, _) => Some(taken_text(&wordings, new, kept.spanned(&taken))),
    };
    let nothing = choice.members.iter().position(|member| says_nothing(member, old.open));
    let kind = if became.is_some() || nothing.is_some() { FateKind::Resolved } else { FateKind::Dropped };
    // What is made of several options takes up none.
    if choice.is_of_options() && is_mixed(choice, &wordings, old, new) {
        wordings.iter_mut().for_each(|one| one.stands = false);
    }
    let became = became.or_else(|| {
        let nothing = nothing?;
        wordings[nothing].stands = true;
        Some(wordings[nothing].text.clone())
    });
    vec![Fate::new(kind, wordings, became, count)]
}

#[cfg(test)]
mod tests;
