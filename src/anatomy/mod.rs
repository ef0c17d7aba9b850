//! The parts of a provision: who is asked, how strongly, with which qualifications, and for what.
//!
//! ```
//! use travaux::anatomy::{Anatomy, Lexicons};
//!
//! let lexicons = Lexicons::built_in();
//! let anatomy = Anatomy::of(
//!     "States parties are encouraged, in line with domestic law, to consider sharing information.",
//!     lexicons.of(Some("en")).expect("English is built in"),
//! );
//! assert_eq!(anatomy.addressee.as_deref(), Some("States parties"));
//! assert_eq!(anatomy.operative.unwrap().phrase, "are encouraged to consider");
//! assert_eq!(anatomy.qualifiers[0].kinds, ["domestic-law"]);
//! assert_eq!(anatomy.core, "sharing information");
//! ```

mod attribution;
mod cited;
mod clause;
mod file;
mod lexicon;
mod lexicons;
mod list;
mod names;
mod pattern;
mod qualifier;
mod slot;
mod subject;
mod words;

use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::JsonSchema;
use serde::Serialize;

pub use attribution::{Attribution, Proposer};
pub use lexicon::Lexicon;
pub use lexicons::Lexicons;
pub use names::{NameList, NameLists};

use crate::language::Reading;
use attribution::attributions;
use cited::{Cited, cited};
use clause::{Clause as Place, Sentence};
use words::{Word, sentences, words};

/// The parts of a provision. What a lexicon has no phrase for is not found and not guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
pub struct Anatomy {
    /// Who is asked, as printed; what is inserted is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// The phrase that says what is done or asked, and how strongly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operative: Option<OperativePhrase>,
    /// Further operative phrases: of later sentences, or joined to the first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Clause>,
    /// What limits, conditions or softens it, in the order of the text.
    pub qualifiers: Vec<Qualifier>,
    /// What is left: the act itself and its purpose.
    pub core: String,
    /// The purpose, where a phrase such as "with a view to" announces one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The entries of each list of three or more, and the items that are set out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<Vec<String>>,
    /// What is joined in pairs: a list that has lost its third entry, or only two words.
    #[serde(skip)]
    pub pairs: Vec<Vec<String>>,
    /// Articles, paragraphs, resolutions, instruments and document symbols that are cited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<String>,
    /// The dates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<String>,
    /// The numbers, in words or digits, that are part of no citation and no date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Number>,
    /// The words of denial in the core: "not", "no".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub negations: Vec<String>,
    /// Where the core stands, in bytes of the text.
    #[serde(skip)]
    pub core_spans: Vec<Range<usize>>,
    /// Of a text with brackets, the parts that stand outside of them; nothing where all do.
    #[serde(skip)]
    pub settled: Option<Box<Anatomy>>,
    /// Of a text with choices, the qualifiers, lists, citations, dates, numbers and denials of all wordings; nothing where there is no choice.
    #[serde(skip)]
    pub anywhere: Option<Box<Anatomy>>,
}

/// An operative phrase: "should", "are encouraged to consider", "calls upon … to".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
pub struct OperativePhrase {
    /// The phrase in small letters, without what is inserted; … stands for whoever is addressed within it.
    pub phrase: String,
    /// What is ranked with it: `asks`, `undertakes`, `approves`, `disapproves`, `holds`, or a user's own.
    pub scale: String,
    /// Its place on the scale, the higher the stronger; absent where the lexicon ranks it not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// What other words take from its strength: 0 or less ("seek to", "consider").
    pub force: i32,
    /// Whether it is intensified: "strongly".
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub emphatic: bool,
    /// Whether it forbids: "shall not".
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub negated: bool,
    /// Where brackets leave it open, the phrases between which there is a choice, this one first; alone where the choice is
    /// whether to have it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
}

/// An operative phrase with its addressee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
pub struct Clause {
    /// Who is asked, where somebody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// The phrase.
    pub operative: OperativePhrase,
}

/// A qualification: "in accordance with domestic law".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
pub struct Qualifier {
    /// Its kind, as the lexicon names it; several where it refers to several things.
    pub kinds: Vec<String>,
    /// The qualification as printed.
    pub text: String,
}

/// A number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
pub struct Number {
    /// As printed: "thirty (30)".
    pub text: String,
    /// In digits where it is a word of the lexicon: "30".
    pub value: String,
}

impl Attribution {
    /// The attributions of a text, in its order, by the names of its language; none where there are no names.
    pub fn all(text: &str, names: Option<&NameList>) -> Vec<Attribution> {
        names.map(|names| attributions(text, names)).unwrap_or_default()
    }
}

impl Anatomy {
    /// Takes a text apart. Who proposes it is no part of it.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let names = NameLists::built_in();
        let attributions = Attribution::all(text, names.of(Some(lexicon.language_code())));
        let silent: Vec<Range<usize>> = attributions.into_iter().map(|one| one.span).collect();
        Anatomy::of_reading(&Reading::of(text, lexicon.language()), &silent, lexicon)
    }

    /// Takes a text apart whose words have been read. What is `silent`, in bytes and in order, is no part of it.
    pub(crate) fn of_reading(reading: &Reading<'_>, silent: &[Range<usize>], lexicon: &Lexicon) -> Self {
        let text = &*reading.text;
        let words = words(reading, silent, lexicon);
        let reader = Reader { text, words: &words, silent };
        let mut taken = vec![false; words.len()];
        let mut clauses: Vec<Place> = Vec::new();
        let mut anatomy = Anatomy::default();
        for range in sentences(text, &words, lexicon) {
            let qualifiers = qualifier::qualifiers(&words, range.clone(), lexicon);
            let sentence = Sentence {
                words: &words,
                range: range.clone(),
                qualifiers: &qualifiers,
                lexicon,
                is_first: range.start == 0,
            };
            let found = sentence.clauses();
            // What leads up to the first operative phrase sets the scene, if it names who is asked or speaks.
            let lead =
                if clauses.is_empty() { found.first().map_or(range.start, |first| first.end) } else { range.start };
            if found.first().is_some_and(|first| first.has_subject) {
                taken[range.start..lead].fill(true);
            }
            let operative: Vec<usize> = found.iter().flat_map(|clause| clause.words.clone()).collect();
            for clause in &found {
                clause.words.iter().for_each(|&at| taken[at] = true);
                clause.addressee.iter().for_each(|part| taken[part.clone()].fill(true));
            }
            for list in list::lists(&words, lead..range.end, &qualifiers, &operative, lexicon) {
                let entries: Vec<String> = list.into_iter().map(|entry| reader.quoted(entry)).collect();
                if entries.len() > 2 { anatomy.lists.push(entries) } else { anatomy.pairs.push(entries) }
            }
            if anatomy.purpose.is_none() {
                let told = purpose(&words, lead..range.end, &qualifiers, lexicon);
                anatomy.purpose = told.map(|span| reader.quoted(span));
            }
            for place in qualifiers {
                taken[place.words.clone()].fill(true);
                anatomy.qualifiers.push(Qualifier { kinds: place.kinds, text: reader.quoted(place.words) });
            }
            clauses.extend(found);
        }
        let items = list::items(&words);
        if items.len() > 1 {
            anatomy.lists.push(items.into_iter().map(|item| reader.quoted(item)).collect());
        }
        // "No. 5" denies nothing.
        let counts = |at: usize| words.get(at + 1).is_some_and(|next| next.is(".") || next.is_number);
        // "Not only" neither.
        let adds = |at: usize| lexicon.undone.stand_at(&words, at, words.len());
        let denies =
            |at: &usize| !taken[*at] && lexicon.denials.contains(&words[*at].small) && !counts(*at) && !adds(*at);
        anatomy.negations = (0..words.len()).filter(denies).map(|at| words[at].small.clone()).collect();
        anatomy.core_spans = reader.left_over(&taken, lexicon);
        anatomy.core = reader.joined(&anatomy.core_spans);
        let mut clauses = clauses.iter().map(|clause| reader.clause(clause));
        if let Some(Clause { addressee, operative }) = clauses.next() {
            (anatomy.addressee, anatomy.operative) = (addressee, Some(operative));
        }
        anatomy.further = clauses.collect();
        anatomy.with_cited(cited(text, &words, lexicon))
    }

    /// Takes several texts apart.
    pub fn of_each(texts: &[String], lexicon: &Lexicon) -> Vec<Self> {
        texts.iter().map(|text| Anatomy::of(text, lexicon)).collect()
    }

    /// Whether a phrase is left open: it stands in brackets, or others beside it.
    fn open_phrase(&mut self, phrase: &str, others: &[String]) {
        let own = self.operative.iter_mut().chain(self.further.iter_mut().map(|clause| &mut clause.operative));
        for one in own.filter(|one| one.phrase == phrase && one.open.is_empty()) {
            one.open = [std::slice::from_ref(&one.phrase), others].concat();
        }
    }

    /// The parts of a text with brackets, given the parts of what stands outside of them, and those of the text with each
    /// other choice in turn.
    pub(crate) fn with_open(mut self, settled: Anatomy, others: &[Anatomy]) -> Self {
        let is_same = |one: &&OperativePhrase, other: &&OperativePhrase| one.phrase == other.phrase;
        let mut open: Vec<(String, Vec<String>)> = Vec::new();
        for other in others {
            // Another choice that changes one phrase and no other one makes this one open.
            let (own, theirs): (Vec<_>, Vec<_>) = (self.phrases().collect(), other.phrases().collect());
            let same = own.iter().zip(&theirs).take_while(|(one, other)| is_same(one, other)).count();
            let behind =
                own.iter().rev().zip(theirs.iter().rev()).take_while(|(one, other)| is_same(one, other)).count();
            if own.len() == theirs.len() && same + behind + 1 == own.len() {
                let (phrase, other) = (own[same].phrase.clone(), theirs[same].phrase.clone());
                match open.iter_mut().find(|(known, _)| *known == phrase) {
                    Some((_, others)) if others.contains(&other) => {}
                    Some((_, others)) => others.push(other),
                    None => open.push((phrase, vec![other])),
                }
            }
        }
        for phrase in self.phrases().map(|one| one.phrase.clone()).collect::<Vec<_>>() {
            let others = open.iter().find(|(known, _)| *known == phrase).map(|(_, others)| &others[..]);
            let is_settled = settled.phrases().any(|one| one.phrase == phrase);
            if others.is_some() || !is_settled {
                self.open_phrase(&phrase, others.unwrap_or(&[]));
            }
        }
        let mut anywhere = Anatomy { anywhere: None, settled: None, ..self.clone() };
        for other in others.iter().chain([&settled]) {
            add_lacking(&mut anywhere.qualifiers, &self.qualifiers, &other.qualifiers);
            add_lacking(&mut anywhere.negations, &self.negations, &other.negations);
            add_lacking(&mut anywhere.citations, &self.citations, &other.citations);
            add_lacking(&mut anywhere.dates, &self.dates, &other.dates);
            add_lacking(&mut anywhere.numbers, &self.numbers, &other.numbers);
            add_lacking(&mut anywhere.lists, &self.lists, &other.lists);
            add_lacking(&mut anywhere.pairs, &self.pairs, &other.pairs);
        }
        self.anywhere = Some(Box::new(anywhere));
        self.settled = Some(Box::new(settled));
        self
    }

    /// The parts of all wordings between which there is a choice: these where there is none.
    pub fn anywhere(&self) -> &Anatomy {
        self.anywhere.as_deref().unwrap_or(self)
    }

    /// The parts that stand outside of brackets: all where there are none.
    pub fn settled(&self) -> &Anatomy {
        self.settled.as_deref().unwrap_or(self)
    }

    fn with_cited(mut self, found: Cited) -> Self {
        (self.citations, self.dates) = (found.citations, found.dates);
        let shown = found.numbers.into_iter().map(|number| Number { text: number.printed, value: number.value });
        self.numbers = shown.collect();
        self
    }

    /// Every operative phrase, the first one first.
    pub fn phrases(&self) -> impl Iterator<Item = &OperativePhrase> {
        self.operative.iter().chain(self.further.iter().map(|clause| &clause.operative))
    }
}

/// Adds what one list has more often than another.
fn add_lacking<T: Clone + PartialEq>(all: &mut Vec<T>, known: &[T], found: &[T]) {
    let mut left: Vec<&T> = known.iter().collect();
    for item in found {
        match left.iter().position(|one| *one == item) {
            Some(at) => drop(left.swap_remove(at)),
            None => all.push(item.clone()),
        }
    }
}

/// Where the first purpose is told, up to the end of the sentence or the qualifiers there.
fn purpose(
    words: &[Word],
    range: Range<usize>,
    qualifiers: &[qualifier::Place],
    lexicon: &Lexicon,
) -> Option<Range<usize>> {
    let announces = |at: &usize| lexicon.purposes.stand_at(words, *at, range.end);
    let start = range.clone().find(announces)?;
    let mut end = range.end;
    loop {
        end = (start..end).rev().find(|&at| words[at].is_word && !lexicon.joins(&words[at]) || words[at].is(")"))? + 1;
        match qualifiers.iter().find(|place| place.words.end == end && place.words.start > start) {
            Some(place) => end = place.words.start,
            None => return Some(start..end),
        }
    }
}

/// Quotes a text by the places of its words.
struct Reader<'a> {
    text: &'a str,
    words: &'a [Word],
    silent: &'a [Range<usize>],
}

impl Reader<'_> {
    fn span(&self, places: &Range<usize>) -> Range<usize> {
        self.words[places.start].span.start..self.words[places.end - 1].span.end
    }

    fn quoted(&self, places: Range<usize>) -> String {
        let mut quoted = String::new();
        for piece in self.without_silent(self.span(&places)) {
            let piece = &self.text[piece];
            // What stood behind a word and was left out leaves no space before a mark.
            let is_mark = piece.trim_start().starts_with([',', ';', '.', ':', ')']);
            quoted.truncate(if is_mark { quoted.trim_end().len() } else { quoted.len() });
            quoted.push_str(if is_mark { piece.trim_start() } else { piece });
        }
        one_line(&quoted)
    }

    /// The pieces of a span that stand before, between and behind what is silent.
    fn without_silent(&self, span: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let within = self.silent.iter();
        let within = within.filter(move |inner| inner.start < span.end && inner.end > span.start);
        let starts = std::iter::once(span.start).chain(within.clone().map(|inner| inner.end));
        let ends = within.map(|inner| inner.start).chain([span.end]);
        starts.zip(ends).map(|(start, end)| start..end).filter(|piece| !piece.is_empty())
    }

    fn clause(&self, clause: &Place) -> Clause {
        let parts: Vec<String> = clause.addressee.iter().map(|part| self.quoted(part.clone())).collect();
        let mut phrase: Vec<&str> = clause.words.iter().map(|&at| self.words[at].small.as_str()).collect();
        if let Some(behind) = clause.slot_behind.filter(|&behind| behind < phrase.len()) {
            phrase.insert(behind, "…");
        }
        // What is elided is written together with the next word: "s'efforcer".
        let mut joined = String::new();
        for word in phrase {
            let is_apart = !joined.is_empty() && (!joined.ends_with('\'') || word == "…");
            joined.push_str(if is_apart { " " } else { "" });
            joined.push_str(word);
        }
        Clause {
            addressee: (!parts.is_empty()).then(|| parts.join(", ")),
            operative: OperativePhrase {
                phrase: joined,
                scale: clause.scale.clone(),
                rank: clause.rank,
                force: clause.force,
                emphatic: clause.is_emphatic,
                negated: clause.is_negated,
                open: Vec::new(),
            },
        }
    }

    /// The runs of words that nothing has taken, without marks and conjunctions at their ends; as bytes.
    fn left_over(&self, taken: &[bool], lexicon: &Lexicon) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for at in (0..self.words.len()).filter(|&at| !taken[at]) {
            match runs.last_mut() {
                Some(run) if run.end == at => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
        let trimmed = runs.into_iter().filter_map(|run| {
            let says = |&at: &usize| self.words[at].is_word && !lexicon.joins(&self.words[at]);
            let opens = |&at: &usize| says(&at) || ["(", "\""].contains(&self.words[at].small.as_str());
            let closes = |&at: &usize| says(&at) || [")", "\"", "'"].contains(&self.words[at].small.as_str());
            let (first, last) = (run.clone().find(opens)?, run.clone().rev().find(closes)?);
            (run.clone().any(|at| says(&at)) && first <= last).then(|| self.span(&(first..last + 1)))
        });
        trimmed.flat_map(|span| self.without_silent(span)).collect()
    }

    fn joined(&self, spans: &[Range<usize>]) -> String {
        spans.iter().map(|span| one_line(&self.text[span.clone()])).collect::<Vec<_>>().join(" ")
    }
}

/// A text with one space where it has any white space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_has_more_often_than_another_is_added() {
        let added = |known: &[&'static str], found: &[&'static str]| {
            let mut all = vec!["rye"];
            add_lacking(&mut all, known, found);
            all
        };
        assert_eq!(added(&["rye", "oats"], &["oats", "oats", "rye"]), ["rye", "oats"]);
        assert_eq!(added(&["rye"], &["rye"]), ["rye"]);
        assert_eq!(added(&[], &["rye", "oats"]), ["rye", "rye", "oats"]);
    }

    #[test]
    fn a_reference_ends_where_something_else_is_joined_and_not_between_two_numbers() {
        let lexicons = Lexicons::built_in();
        let qualifiers = |text: &str| {
            let anatomy = Anatomy::of(text, lexicons.of(Some("en")).unwrap());
            anatomy.qualifiers.into_iter().map(|one| one.text).collect::<Vec<_>>()
        };
        assert_eq!(
            qualifiers("Millers should keep weights in accordance with articles 31 and 32."),
            ["in accordance with articles 31 and 32"]
        );
        assert_eq!(
            qualifiers("Millers should keep weights in accordance with domestic law and mend scales."),
            ["in accordance with domestic law"]
        );
    }

    fn english(text: &str) -> Anatomy {
        Anatomy::of(text, Lexicons::built_in().of(Some("en")).unwrap())
    }

    #[test]
    fn the_first_sentence_may_open_with_a_bare_performative() {
        assert_eq!(english("Welcomes progress.").operative.unwrap().phrase, "welcomes");
        assert_eq!(english("Millers met. Adopted unanimously.").operative.map(|one| one.phrase), None);
    }

    #[test]
    fn the_last_entry_of_a_list_may_begin_with_an_article() {
        let found = english("Millers should keep registers, maps and the scales.");
        assert!(
            found.lists.iter().any(|list| list.last().is_some_and(|last| last.ends_with("scales"))),
            "{:?}",
            found.lists
        );
    }

    #[test]
    fn a_reference_ends_where_a_number_is_joined_to_something_else() {
        let found = english("Millers should keep weights in accordance with article 31 and records.");
        assert_eq!(
            found.qualifiers.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(),
            ["in accordance with article 31"]
        );
    }
}
