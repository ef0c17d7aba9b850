//! What became of the brackets and options of a change, as it is told.

use std::collections::BTreeSet;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::Analysed;
use crate::anatomy::Proposer;
use crate::brackets::{Bracketed, Holds, Member, united};
use crate::diff::{Nature, Stretch};
use crate::fate::{Fate, FateKind, Wording};
use crate::lineage::Open;
use crate::model::ProvisionIndex;

/// What became of a choice between wordings, or of one bracket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BracketView {
    /// What became of it: `resolved` (one of several wordings was taken, or another), `lifted` (its words stand without it),
    /// `dropped` (its words went with it), `open` (it is there still), `opened` (it was not there before).
    pub fate: FateKind,
    /// The wordings, in the order of the text: of an opened one those of the new text, else of the old.
    pub wordings: Vec<WordingView>,
    /// What stands in their place, where it was resolved; of one that was lifted or is open still what it says now, where that
    /// is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub became: Option<String>,
    /// How many brackets and options it is about.
    pub count: usize,
    /// How many stood in its wordings that went, and went with them.
    #[serde(skip_serializing_if = "is_none")]
    pub within: usize,
    /// Of an opened one, whether its words stood outside of brackets before.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stood_free: bool,
    /// Of one that is open still, whether it is so only by a wider bracket that was opened around it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_wider: bool,
}

/// One of the wordings between which there was a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WordingView {
    /// Its words as printed, without brackets and without who proposes them.
    pub text: String,
    /// The name of the option that it is: "Option 1".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// Who proposes it, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposers: Vec<String>,
    /// Who proposes it in the new text, where it is open still and others do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposers_now: Option<Vec<String>>,
    /// Whether it stands in the new wording.
    pub stands: bool,
}

impl BracketView {
    pub(super) fn of(fate: &Fate) -> Self {
        let wording = |wording: &Wording| WordingView {
            text: wording.text.clone(),
            option: wording.option.clone(),
            proposers: names(&wording.proposers),
            proposers_now: wording.proposers_now.as_deref().map(names),
            stands: wording.stands,
        };
        BracketView {
            fate: fate.kind,
            wordings: fate.wordings.iter().map(wording).collect(),
            became: fate.became.clone(),
            count: fate.count,
            within: fate.within,
            stood_free: fate.stood_free,
            in_wider: fate.in_wider,
        }
    }
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// Who proposes a wording, by name, each once.
fn names(proposers: &[Proposer]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for proposer in proposers {
        if !names.iter().any(|name| name == proposer.name()) {
            names.push(proposer.name().to_owned());
        }
    }
    names
}

/// What is open in a provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenView {
    /// How many brackets there are; notes on the draft are none.
    pub brackets: usize,
    /// How many options, with that under which it is the first to stand.
    pub options: usize,
    /// The text without brackets and options: what is agreed.
    pub fixed: String,
    /// The text with every wording and without signs.
    pub whole: String,
    /// What there is to choose, in the order of the text. With a single wording the choice is whether to have it.
    pub choices: Vec<Vec<OpenWording>>,
}

/// A wording that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenWording {
    /// Its words as printed.
    pub text: String,
    /// The first byte of its words in the provision's text, and the byte behind the last.
    pub span: (usize, usize),
    /// The name of the option that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// Who proposes it, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposers: Vec<String>,
    /// Whether it only keeps a place for words to come.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub placeholder: bool,
}

impl OpenView {
    pub(super) fn of(document: &Analysed, at: ProvisionIndex) -> Option<Self> {
        let open = Open::of(document, at);
        let (bracketed, text) = (document.bracketed(at), document.provision(at).text());
        if open.all() == 0 && bracketed.is_empty() {
            return None;
        }
        let wording = |member: &Member| {
            let bracket = member.bracket.map(|at| &bracketed.brackets()[at]);
            let option = member.option.map(|at| &bracketed.options()[at]);
            let proposers = bracket.map(|one| &one.proposers).or(option.map(|one| &one.proposers));
            OpenWording {
                text: text[member.inside.clone()].to_owned(),
                span: (member.inside.start, member.inside.end),
                option: option.map(|option| option.name.clone()),
                proposers: proposers.into_iter().flatten().map(|one| one.name().to_owned()).collect(),
                placeholder: bracket.is_some_and(|bracket| bracket.holds == Holds::Place),
            }
        };
        Some(OpenView {
            brackets: open.brackets,
            options: open.options,
            fixed: bracketed.fixed(text),
            whole: bracketed.whole(text),
            choices: bracketed.choices().iter().map(|one| one.members.iter().map(wording).collect()).collect(),
        })
    }
}

/// How many brackets and options came to what end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BracketCounts {
    /// Those of the old text.
    pub old: usize,
    /// Those of which one wording was taken, or another put in their place.
    pub resolved: usize,
    /// Those whose words stand without them.
    pub lifted: usize,
    /// Those whose words went with them.
    pub dropped: usize,
    /// Those that are there still.
    pub open: usize,
    /// Those of the new text that the old one did not have.
    pub opened: usize,
}

impl BracketCounts {
    pub(super) fn of<'a>(views: impl Iterator<Item = &'a BracketView>) -> Self {
        let mut counts = BracketCounts::default();
        for view in views {
            let count = match view.fate {
                FateKind::Resolved => &mut counts.resolved,
                FateKind::Lifted => &mut counts.lifted,
                FateKind::Dropped => &mut counts.dropped,
                FateKind::Open => &mut counts.open,
                FateKind::Opened => &mut counts.opened,
            };
            *count += view.count;
            counts.dropped += view.within;
            counts.old += if view.fate == FateKind::Opened { 0 } else { view.count + view.within };
        }
        counts
    }

    /// Whether neither text has any.
    pub fn is_empty(&self) -> bool {
        *self == BracketCounts::default()
    }
}

/// A redline without what went or came within brackets: what became of these is told by itself.
pub(super) fn outside(
    redline: &[Stretch],
    (old_text, old): (&str, &Bracketed),
    (new_text, new): (&str, &Bracketed),
) -> Vec<Stretch> {
    let spans = |bracketed: &Bracketed| -> Vec<Range<usize>> {
        let brackets = bracketed.brackets().iter().filter(|bracket| bracket.holds != Holds::Note);
        let brackets = brackets.map(|bracket| bracket.span.clone());
        united(brackets.chain(bracketed.options().iter().map(|option| option.mark.start..option.inside.end)).collect())
    };
    let (in_old, in_new) = (spans(old), spans(new));
    let free = |range: &Range<usize>, spans: &[Range<usize>]| -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut from = range.start;
        let first = spans.partition_point(|span| span.end <= range.start);
        for span in spans[first..].iter().take_while(|span| span.start < range.end) {
            pieces.push(from..span.start.max(from));
            from = span.end.min(range.end);
        }
        pieces.push(from..range.end);
        pieces.retain(|piece| !piece.is_empty());
        pieces
    };
    let of = |stretch: &Stretch| -> Vec<Stretch> {
        match stretch {
            // The signs stay, so that what stands before a bracket and what stands behind it read as two.
            Stretch::Unchanged { .. }
            | Stretch::Deleted { nature: Nature::Bracket, .. }
            | Stretch::Inserted { nature: Nature::Bracket, .. } => vec![stretch.clone()],
            Stretch::Deleted { old, nature } => {
                free(old, &in_old).into_iter().map(|old| Stretch::Deleted { old, nature: *nature }).collect()
            }
            Stretch::Inserted { new, nature } => {
                free(new, &in_new).into_iter().map(|new| Stretch::Inserted { new, nature: *nature }).collect()
            }
        }
    };
    // The marks that are left of a bracket say nothing.
    let says = |stretch: &Stretch| match stretch {
        Stretch::Deleted { old: range, nature: Nature::Reworded | Nature::Moved(_) } => {
            old_text[range.clone()].contains(char::is_alphanumeric)
        }
        Stretch::Inserted { new: range, nature: Nature::Reworded | Nature::Moved(_) } => {
            new_text[range.clone()].contains(char::is_alphanumeric)
        }
        _ => true,
    };
    let free: Vec<Stretch> = redline.iter().flat_map(of).filter(says).collect();
    // What moved into a bracket or out of it is no phrase that only stands elsewhere.
    let halves = |of: fn(&Stretch) -> Option<usize>| free.iter().filter_map(of).collect::<BTreeSet<usize>>();
    let gone = halves(|stretch| match stretch {
        Stretch::Deleted { nature: Nature::Moved(number), .. } => Some(*number),
        _ => None,
    });
    let came = halves(|stretch| match stretch {
        Stretch::Inserted { nature: Nature::Moved(number), .. } => Some(*number),
        _ => None,
    });
    let is_whole = |stretch: &Stretch| match stretch {
        Stretch::Deleted { nature: Nature::Moved(number), .. }
        | Stretch::Inserted { nature: Nature::Moved(number), .. } => gone.contains(number) && came.contains(number),
        _ => true,
    };
    free.into_iter().filter(is_whole).collect()
}
