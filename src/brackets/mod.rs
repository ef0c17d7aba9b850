//! Texts under negotiation: what of a text is fixed, what stands in brackets, between which wordings there is a choice, and
//! who proposed each.
//!
//! ```
//! use travaux::brackets::Bracketed;
//!
//! let text = "Ports [shall][EU: should] keep lists[, where feasible,] of ships.";
//! let bracketed = Bracketed::of(text, Some("en"));
//! assert_eq!(bracketed.brackets().len(), 3);
//! assert_eq!(bracketed.choices().len(), 2, "one between two words, one whether to have a clause");
//! assert_eq!(bracketed.brackets()[1].proposers[0].name(), "European Union");
//! assert_eq!(bracketed.fixed(text), "Ports keep lists of ships.");
//! assert_eq!(bracketed.chosen(text, &[Some(1), Some(0)]), "Ports should keep lists, where feasible, of ships.");
//! ```

mod choices;
mod options;
mod proposed;
mod reader;
mod signs;
mod splice;

use std::ops::Range;

use crate::anatomy::{Attribution, NameLists, Proposer};
use crate::language::{Alternative, Reading};
use borsh::{BorshDeserialize, BorshSerialize};
use splice::spliced;

pub use proposed::Unlisted;
pub(crate) use reader::Reader;
pub(crate) use splice::{holds_apart, united};

/// What is open in a text. One without brackets and options has nothing open.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Bracketed {
    brackets: Vec<Bracket>,
    options: Vec<OptionText>,
    choices: Vec<Choice>,
    attributions: Vec<Attribution>,
}

/// A bracket of a negotiation.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Bracket {
    /// Where it stands, with its signs, in bytes of the text.
    pub span: Range<usize>,
    /// What stands between its signs.
    pub content: Range<usize>,
    /// The words that it holds, without who proposes them. Of `[shall/should]` all.
    pub inside: Range<usize>,
    /// The bracket right around it.
    pub parent: Option<usize>,
    /// What it holds.
    pub holds: Holds,
    /// Who proposes the words, where the text says so.
    pub proposers: Vec<Proposer>,
    /// Whether the sign that opens it stands in the text. Without it, it begins with the text.
    pub is_opened: bool,
    /// Whether the sign that closes it stands in the text. Without it, it reaches to the end.
    pub is_closed: bool,
}

/// What a bracket holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Holds {
    /// Words of the text.
    Wording,
    /// Nothing yet: `[X]`, `[...]`, `[placeholder for the list]`.
    Place,
    /// A note on the draft.
    Note,
}

/// An option: a paragraph, or several, under a mark such as "Option 1:".
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct OptionText {
    /// Its name as printed: "Option 1".
    pub name: String,
    /// Its mark, in bytes of the text.
    pub mark: Range<usize>,
    /// Its wording.
    pub inside: Range<usize>,
    /// The option that it stands within.
    pub parent: Option<usize>,
    /// Whether it says that there is to be no text.
    pub says_nothing: bool,
    /// Who proposes it, where the text says so.
    pub proposers: Vec<Proposer>,
}

/// Wordings between which there is a choice. With a single one the choice is whether to have it.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Choice {
    /// The wordings, in the order of the text.
    pub members: Vec<Member>,
}

/// A wording that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Member {
    /// Where it stands with its signs or its mark, in bytes of the text.
    pub span: Range<usize>,
    /// Its words.
    pub inside: Range<usize>,
    /// The bracket that it is, or that it is a part of.
    pub bracket: Option<usize>,
    /// The option that it is.
    pub option: Option<usize>,
}

impl Choice {
    /// Where it stands, from the first wording to the last. One stands behind the other.
    pub fn span(&self) -> Range<usize> {
        let start = self.members.first().map_or(0, |first| first.span.start);
        start..self.members.last().map_or(0, |last| last.span.end)
    }

    /// Whether it is one between options.
    pub fn is_of_options(&self) -> bool {
        self.members.iter().any(|member| member.option.is_some())
    }
}

impl Bracketed {
    /// Reads a text by itself, in the language of an ISO 639-1 code and with the names of States and groups that are built in.
    /// Whatever stands in square brackets counts, but notes, links and the like.
    pub fn of(text: &str, language: Option<&str>) -> Self {
        let names = NameLists::built_in();
        let reader = Reader { language, names: names.of(language), is_negotiated: true };
        reader.read(text, &Attribution::all(text, reader.names), 0).0
    }

    /// The brackets, in the order in which they open; an outer one before those within.
    pub fn brackets(&self) -> &[Bracket] {
        &self.brackets
    }

    /// The options, in the order of the text.
    pub fn options(&self) -> &[OptionText] {
        &self.options
    }

    /// A reading of the text that knows which signs are brackets and which stretches are options: a redline of it keeps what a bracket
    /// holds together, and holds each option against its counterpart.
    pub fn marked<'a>(&self, reading: Reading<'a>) -> Reading<'a> {
        Reading { signs: self.signs().into(), options: self.outermost_options().collect(), ..reading }
    }

    /// The options that stand within no other.
    pub(crate) fn outermost_options(&self) -> impl Iterator<Item = Alternative> + '_ {
        let outermost = self.options.iter().filter(|option| option.parent.is_none());
        outermost.map(|option| Alternative { mark: option.mark.clone(), wording: option.inside.clone() })
    }

    /// The choices, in the order in which they begin.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// Where the text says who proposes a bracket or an option, in its order.
    pub(crate) fn attributions(&self) -> &[Attribution] {
        &self.attributions
    }

    /// Whether nothing is open.
    pub fn is_empty(&self) -> bool {
        self.brackets.is_empty() && self.options.is_empty()
    }

    /// What is none of any wording, in bytes of the text and in its order: the signs of brackets, the marks of options, and
    /// who proposes them.
    pub fn marks(&self) -> Vec<Range<usize>> {
        let mut marks = Vec::new();
        for bracket in &self.brackets {
            marks.push(bracket.span.start..bracket.inside.start);
            marks.push(bracket.inside.end..bracket.span.end);
        }
        marks.extend(self.options.iter().map(|option| option.mark.clone()));
        marks.extend(self.attributions.iter().map(|one| one.span.clone()));
        united(marks)
    }

    /// The signs of brackets alone, in bytes of the text and in its order.
    pub(crate) fn signs(&self) -> Vec<Range<usize>> {
        let of = |bracket: &Bracket| {
            let opening = bracket.is_opened.then_some(bracket.span.start..bracket.content.start);
            let closing = bracket.is_closed.then_some(bracket.content.end..bracket.span.end);
            [opening, closing]
        };
        let mut signs: Vec<Range<usize>> = self.brackets.iter().flat_map(of).flatten().collect();
        signs.sort_by_key(|sign| sign.start);
        signs
    }

    /// What an anatomy does not read: marks, notes, places kept for words, and of each choice all wordings but one. `picks` says
    /// which, by the place of the choice; where it says nothing, the first.
    pub(crate) fn silent(&self, picks: &[(usize, Option<usize>)]) -> Vec<Range<usize>> {
        let mut silent = self.marks();
        let is_wording = |bracket: &&Bracket| bracket.holds == Holds::Wording;
        silent.extend(self.brackets.iter().filter(|one| !is_wording(one)).map(|bracket| bracket.span.clone()));
        for (at, choice) in self.choices.iter().enumerate() {
            let pick = picks.iter().find(|(choice, _)| *choice == at).map_or(Some(0), |(_, pick)| *pick);
            silent.extend(left_out(choice, pick));
        }
        united(silent)
    }

    /// The wordings that are not settled, in bytes of the text: what a bracket or an option holds. A bracket around the whole of
    /// the text leaves open whether it is to be, and not what it says.
    pub(crate) fn open(&self, text: &str) -> Vec<Range<usize>> {
        let whole = trimmed(text);
        let is_part = |bracket: &&Bracket| bracket.span.start > whole.start || bracket.span.end < whole.end;
        let brackets = self.brackets.iter().filter(is_part).map(|bracket| bracket.inside.clone());
        united(brackets.chain(self.options.iter().map(|option| option.inside.clone())).collect())
    }

    /// Whatever stands in brackets or under options, in bytes of the text and in its order.
    pub(crate) fn open_anywhere(&self) -> Vec<Range<usize>> {
        let brackets = self.brackets.iter().map(|bracket| bracket.span.clone());
        united(brackets.chain(self.options.iter().map(|option| option.inside.clone())).collect())
    }

    /// The text with every wording and without marks: what alignment and search see.
    pub fn whole(&self, text: &str) -> String {
        spliced(text, &self.marks())
    }

    /// The fixed part of the text: without brackets and options.
    pub fn fixed(&self, text: &str) -> String {
        self.chosen(text, &vec![None; self.choices.len()])
    }

    /// The text with one wording of each choice, or none of it. What is not said of a choice is none; one within a wording
    /// that is left out is left out as well.
    pub fn chosen(&self, text: &str, picks: &[Option<usize>]) -> String {
        let mut cuts = self.marks();
        for (at, choice) in self.choices.iter().enumerate() {
            cuts.extend(left_out(choice, picks.get(at).copied().flatten()));
        }
        let is_no_wording = |bracket: &&Bracket| bracket.holds == Holds::Note;
        cuts.extend(self.brackets.iter().filter(is_no_wording).map(|bracket| bracket.span.clone()));
        spliced(text, &united(cuts))
    }

    /// The brackets and options of several texts as one, each text beginning at so many bytes.
    pub(crate) fn joined(parts: &[(&Bracketed, usize)]) -> Bracketed {
        let mut whole = Bracketed::default();
        for &(part, by) in parts {
            let (brackets, options) = (whole.brackets.len(), whole.options.len());
            let on = |range: &Range<usize>| range.start + by..range.end + by;
            whole.brackets.extend(part.brackets.iter().map(|bracket| Bracket {
                span: on(&bracket.span),
                content: on(&bracket.content),
                inside: on(&bracket.inside),
                parent: bracket.parent.map(|parent| parent + brackets),
                ..bracket.clone()
            }));
            whole.options.extend(part.options.iter().map(|option| OptionText {
                mark: on(&option.mark),
                inside: on(&option.inside),
                parent: option.parent.map(|parent| parent + options),
                ..option.clone()
            }));
            let member = |member: &Member| Member {
                span: on(&member.span),
                inside: on(&member.inside),
                bracket: member.bracket.map(|at| at + brackets),
                option: member.option.map(|at| at + options),
            };
            let choice = |choice: &Choice| Choice { members: choice.members.iter().map(member).collect() };
            whole.choices.extend(part.choices.iter().map(choice));
            let attribution = |one: &Attribution| Attribution { span: on(&one.span), ..one.clone() };
            whole.attributions.extend(part.attributions.iter().map(attribution));
        }
        whole
    }
}

/// Whether a place lies within one of some attributions, which are in order and apart.
pub(crate) fn is_within(attributions: &[Attribution], span: &Range<usize>) -> bool {
    let at = attributions.partition_point(|one| one.span.end < span.end);
    attributions.get(at).is_some_and(|one| one.holds(span))
}

/// What is left out of a choice of which one wording is taken, or none.
fn left_out(choice: &Choice, pick: Option<usize>) -> Vec<Range<usize>> {
    match pick.and_then(|pick| choice.members.get(pick)) {
        None => choice.members.iter().map(|member| member.span.clone()).collect(),
        Some(taken) => {
            // Parts of one bracket have the stroke between them in their spans.
            let others = choice.members.iter().filter(|member| member.inside != taken.inside);
            others.map(|member| member.span.clone()).collect()
        }
    }
}

/// Where a text stands without spaces, and without the marks behind it.
fn trimmed(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    let end =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | ',' | ':' | '。' | '；')).len();
    start..end.max(start)
}

#[cfg(test)]
mod tests;
