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

mod options;
mod proposed;
mod signs;
mod splice;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::anatomy::{Attribution, NameList, NameLists, Proposer};
use crate::language::Negotiation;
use signs::{Beside, Look, Pair, look, pairs};
use splice::spliced;

pub use proposed::unlisted;
pub(crate) use splice::{holds_apart, united};

/// What is open in a text. One without brackets and options has nothing open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bracketed {
    brackets: Vec<Bracket>,
    options: Vec<OptionText>,
    choices: Vec<Choice>,
    attributions: Vec<Attribution>,
}

/// A bracket of a negotiation.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words of the text.
    Wording,
    /// Nothing yet: `[X]`, `[...]`, `[placeholder for the list]`.
    Place,
    /// A note on the draft.
    Note,
}

/// An option: a paragraph, or several, under a mark such as "Option 1:".
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The wordings, in the order of the text.
    pub members: Vec<Member>,
}

/// A wording that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Where it stands, from the first wording to the last.
    pub fn span(&self) -> Range<usize> {
        let end = self.members.iter().map(|member| member.span.end).max().unwrap_or(0);
        self.members.first().map_or(0, |first| first.span.start)..end
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

/// Reads what is open in the texts of a document.
pub(crate) struct Reader<'a> {
    /// The language of the document, as an ISO 639-1 code.
    pub(crate) language: Option<&'a str>,
    /// The names of those who propose.
    pub(crate) names: Option<&'a NameList>,
    /// Whether the document is under negotiation: elsewhere a number or a short name in brackets is a citation.
    pub(crate) is_negotiated: bool,
}

impl Reader<'_> {
    /// How many brackets of a text show that its document is under negotiation: they hold words that are no remark of an editor,
    /// no part of a quotation, and no name of who asks.
    pub(crate) fn shown_by(&self, text: &str, attributions: &[Attribution]) -> usize {
        let words = Negotiation::of(self.language);
        let found = pairs(text);
        let quoted = if found.is_empty() { Vec::new() } else { signs::quoted(text) };
        let shows = |pair: &&Pair| {
            let content = &text[pair.inside.clone()];
            !pair.is_brace
                && pair.is_opened
                && look(text, pair) == Look::Plain
                && !words.is_editorial(content)
                && !words.may_be_remark(content)
                && !words.is_note(content)
                && !signs::is_quoted(&quoted, &pair.span)
                && !is_within(attributions, &pair.span)
        };
        found.iter().filter(shows).count()
    }

    /// Whether a text has options beside each other.
    pub(crate) fn has_options(&self, text: &str) -> bool {
        let found = options::options(text, Negotiation::of(self.language));
        found.windows(2).any(|pair| pair[0].group == pair[1].group)
    }

    /// What is open in a text, and who proposes it or parts of it: `attributions` with those of brackets and options.
    /// `opened` says how many brackets that were opened before are open still: signs that close more are strays.
    pub(crate) fn read(
        &self,
        text: &str,
        attributions: &[Attribution],
        opened: usize,
    ) -> (Bracketed, Vec<Attribution>) {
        let words = Negotiation::of(self.language);
        let found = self.pairs(text, words, opened);
        let options = if self.is_negotiated { options::options(text, words) } else { Vec::new() };
        if found.is_empty() && options.is_empty() {
            return (Bracketed::default(), attributions.to_vec());
        }
        // Names in brackets beside each other are what there is to choose from: "[Oslo][Lima]".
        let beside = Beside::of(text, &found);
        let is_choice = |one: &Attribution| {
            let first = found.partition_point(|pair| pair.span.start < one.span.start);
            let is_pair = found[first..]
                .iter()
                .take_while(|pair| pair.span.start == one.span.start)
                .any(|pair| pair.span == one.span);
            is_pair && beside.neighbours(&one.span).next().is_some()
        };
        let mut attributions: Vec<Attribution> = attributions.iter().filter(|one| !is_choice(one)).cloned().collect();
        let kept: Vec<Pair> = found.iter().filter(|pair| !is_within(&attributions, &pair.span)).cloned().collect();
        let mut own = Vec::new();
        let mut brackets: Vec<Bracket> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for pair in kept {
            while open.last().is_some_and(|&outer| brackets[outer].span.end <= pair.span.start) {
                open.pop();
            }
            let mut inside = pair.inside.clone();
            let mut proposers = Vec::new();
            if let Some(led) = proposed::at_start(text, inside.clone(), self.names) {
                inside.start = led.span.end;
                proposers = led.proposers.clone();
                own.push(led);
            }
            let of_bracket = |one: &&Attribution| {
                let ends_it = one.span.end <= inside.end
                    && one.span.start >= inside.start
                    && text[one.span.end..inside.end].trim().is_empty();
                let is_whole = text[inside.start..one.span.start.max(inside.start)].trim().is_empty();
                let follows = one.span.start >= pair.span.end && text[pair.span.end..one.span.start].trim().is_empty();
                ends_it && !is_whole || follows
            };
            // The last one within, or the first one behind.
            let within = attributions.partition_point(|one| one.span.end <= inside.end).checked_sub(1);
            let behind = attributions.partition_point(|one| one.span.start < pair.span.end);
            let near = within.into_iter().chain([behind]).filter_map(|at| attributions.get(at));
            if let Some(one) = near.into_iter().find(of_bracket) {
                own.push(one.clone());
                proposers.extend(one.proposers.iter().cloned());
                if one.span.end <= pair.span.end {
                    inside.end = one.span.start.max(inside.start);
                }
            } else if let Some(closing) = proposed::at_end(text, inside.clone(), self.names) {
                inside.end = closing.span.start;
                proposers.extend(closing.proposers.iter().cloned());
                own.push(closing);
            }
            let content = &text[inside.clone()];
            let holds = if pair.is_brace || words.is_note(content) {
                Holds::Note
            } else if words.is_placeholder(content) {
                Holds::Place
            } else {
                Holds::Wording
            };
            let parent = open.last().copied();
            open.push(brackets.len());
            brackets.push(Bracket {
                span: pair.span,
                content: pair.inside,
                inside,
                parent,
                holds,
                proposers,
                is_opened: pair.is_opened,
                is_closed: pair.is_closed,
            });
        }
        let groups: Vec<usize> = options.iter().map(|option| option.group).collect();
        let options: Vec<OptionText> = options
            .into_iter()
            .map(|option| {
                let by = option.by.and_then(|by| proposed::whole(text, by, self.names));
                let proposers = by.iter().flat_map(|one| one.proposers.clone()).collect();
                own.extend(by);
                let says_nothing = words.says_nothing(&text[option.inside.clone()]);
                OptionText {
                    name: option.name,
                    mark: option.mark,
                    inside: option.inside,
                    parent: option.parent,
                    says_nothing,
                    proposers,
                }
            })
            .collect();
        let choices = choices(text, &brackets, &options, &groups, words);
        own.sort_by_key(|one| (one.span.start, one.span.end));
        // One bracket may say it for another that ends with it.
        let mut end = 0;
        own.retain(|one| {
            let is_apart = one.span.start >= end;
            end = end.max(one.span.end);
            is_apart
        });
        let taken = united(own.iter().map(|one| one.span.clone()).collect());
        attributions.retain(|one| {
            let at = taken.partition_point(|other| other.end <= one.span.start);
            taken.get(at).is_none_or(|other| other.start >= one.span.end)
        });
        attributions.extend(own.iter().cloned());
        attributions.sort_by_key(|one| one.span.start);
        (Bracketed { brackets, options, choices, attributions: own }, attributions)
    }

    /// The pairs of signs that are brackets of a negotiation.
    fn pairs(&self, text: &str, words: &Negotiation, opened: usize) -> Vec<Pair> {
        let mut found = pairs(text);
        let is_free = self.is_negotiated || found.is_empty();
        let quoted = if is_free { Vec::new() } else { signs::quoted(text) };
        let is_one = |pair: &Pair| {
            let content = &text[pair.inside.clone()];
            let may_be_remark = || words.may_be_remark(content) || signs::is_quoted(&quoted, &pair.span);
            let is_remark = words.is_editorial(content) || !self.is_negotiated && may_be_remark();
            match look(text, pair) {
                _ if !pair.is_opened && !self.is_negotiated => false,
                Look::Other => false,
                Look::Plain => (!pair.is_brace || self.is_negotiated) && !is_remark,
                Look::Mark => self.is_negotiated && !pair.is_brace && !is_remark,
            }
        };
        found.retain(is_one);
        let mut closed = 0;
        found.retain(|pair| {
            closed += usize::from(!pair.is_opened);
            pair.is_opened || closed <= opened
        });
        found
    }
}

/// The choices that brackets and options leave.
fn choices(
    text: &str,
    brackets: &[Bracket],
    options: &[OptionText],
    groups: &[usize],
    words: &Negotiation,
) -> Vec<Choice> {
    let mut found: Vec<Choice> = Vec::new();
    // Brackets side by side, by the bracket around them.
    let mut last = BTreeMap::<Option<usize>, (usize, usize)>::new();
    for (at, bracket) in brackets.iter().enumerate() {
        if bracket.holds == Holds::Note {
            continue;
        }
        let parts = parts(text, bracket);
        if parts.len() > 1 {
            let member =
                |(span, inside): (Range<usize>, Range<usize>)| Member { span, inside, bracket: Some(at), option: None };
            found.push(Choice { members: parts.into_iter().map(member).collect() });
            continue;
        }
        let member =
            Member { span: bracket.span.clone(), inside: bracket.inside.clone(), bracket: Some(at), option: None };
        let touches = |before: usize| {
            let between = text.get(brackets[before].span.end..bracket.span.start);
            between.is_some_and(|between| between.chars().all(|c| c.is_whitespace() && c != '\n' || c == '/'))
        };
        let beside = last.get(&bracket.parent).copied().filter(|&(before, _)| touches(before));
        let goes_on = words.goes_on(&text[bracket.inside.clone()]);
        match beside {
            Some((_, choice)) if !goes_on => {
                found[choice].members.push(member);
                last.insert(bracket.parent, (at, choice));
            }
            _ => {
                // What goes on with the words before it is no wording beside others.
                if goes_on {
                    last.remove(&bracket.parent);
                } else {
                    last.insert(bracket.parent, (at, found.len()));
                }
                found.push(Choice { members: vec![member] });
            }
        }
    }
    let mut of_options = BTreeMap::<usize, Vec<Member>>::new();
    for (at, (option, &group)) in options.iter().zip(groups).enumerate() {
        of_options.entry(group).or_default().push(Member {
            span: option.mark.start..option.inside.end.max(option.mark.end),
            inside: option.inside.clone(),
            bracket: None,
            option: Some(at),
        });
    }
    found.extend(of_options.into_values().map(|members| Choice { members }));
    found.sort_by_key(|choice| (choice.span().start, std::cmp::Reverse(choice.span().end)));
    found
}

/// The longest part of a bracket between strokes, in words.
const LONGEST_PART: usize = 4;

/// The wordings that one bracket sets side by side: "[shall/should/may]". Each with what is cut where it is not taken.
fn parts(text: &str, bracket: &Bracket) -> Vec<(Range<usize>, Range<usize>)> {
    let content = &text[bracket.inside.clone()];
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in content.match_indices('/').chain([(content.len(), "")]) {
        let words = content[from..at].split_whitespace().count();
        let is_word = content[from..at].trim().chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '-');
        if !(1..=LONGEST_PART).contains(&words) || !is_word {
            return Vec::new();
        }
        let start = bracket.inside.start;
        // The stroke goes with the part before it, or with the last one.
        let span =
            if at == content.len() { start + from.saturating_sub(1)..start + at } else { start + from..start + at + 1 };
        parts.push((span, start + from..start + at));
        from = at + 1;
    }
    // "[and/or]" is one word.
    let is_joint = parts.iter().all(|(_, inside)| text[inside.clone()].trim().len() <= 3);
    if parts.len() < 2 || is_joint { Vec::new() } else { parts }
}

#[cfg(test)]
mod tests;
