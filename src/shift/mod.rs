//! What a change of wording did: to the strength of what is asked, its qualifiers, whom it addresses, its lists,
//! and what it cites.

mod clause;
mod list;
mod standing;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;
use tracing::trace_span;

use crate::anatomy::{Anatomy, Lexicon, Number, Qualifier};
use crate::language::{Language, plain};
use clause::clauses;
use list::lists;
pub(crate) use standing::Wording;

/// What a change did to the parts of a provision. What stayed is not told, apart from the operative phrase.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shifts {
    /// The operative phrase, before and after; absent where neither side has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<StrengthShift>,
    /// The operative phrases that came or went besides: without a counterpart on the other side.
    #[serde(skip_serializing_if = "SetShift::is_empty")]
    pub further: SetShift,
    /// Whom it addresses, if that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<AddresseeShift>,
    /// The qualifiers that came, went or gave way to others.
    pub qualifiers: QualifierShifts,
    /// The words of denial in the core that came or went: "not", "no".
    #[serde(skip_serializing_if = "SetShift::is_empty")]
    pub negations: SetShift,
    /// The lists that gained or lost entries, whatever their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListShift>,
    /// The citations that came or went.
    #[serde(skip_serializing_if = "SetShift::is_empty")]
    pub citations: SetShift,
    /// The dates that came or went.
    #[serde(skip_serializing_if = "SetShift::is_empty")]
    pub dates: SetShift,
    /// The numbers that came or went.
    #[serde(skip_serializing_if = "SetShift::is_empty")]
    pub numbers: SetShift,
}

/// Which way the strength of what is asked went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The new phrase asks less.
    Weaker,
    /// The new phrase asks more.
    Stronger,
    /// The phrases are of one strength.
    Same,
    /// One forbids what the other asks or allows.
    Reversed,
    /// The phrases are of different sorts, not ranked, or weaker in one way and stronger in another.
    NotComparable,
    /// Brackets leave the new phrase open, or left the old one open.
    Open,
}

impl Direction {
    /// The direction as it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Weaker => "weaker",
            Direction::Stronger => "stronger",
            Direction::Same => "same",
            Direction::Reversed => "reversed",
            Direction::NotComparable => "not-comparable",
            Direction::Open => "open",
        }
    }
}

/// The operative phrases of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StrengthShift {
    /// The old phrase; several, of several provisions, behind strokes; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The new phrase, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Which way the strength went, by the ranks of the lexicon.
    pub direction: Direction,
}

/// Whom a change addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AddresseeShift {
    /// Who was addressed, if somebody was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// Who is addressed now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// What became of the qualifiers. One that stands elsewhere, or names the same things in another order, stayed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QualifierShifts {
    /// Those of the new wording only.
    pub added: Vec<Qualifier>,
    /// Those of the old wording only.
    pub dropped: Vec<Qualifier>,
    /// Those that gave way to others of their kind.
    pub replaced: Vec<QualifierPair>,
}

/// A qualifier and what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QualifierPair {
    /// The old one.
    pub old: Qualifier,
    /// The new one.
    pub new: Qualifier,
}

/// What a list gained and lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ListShift {
    /// The entries of both.
    pub kept: Vec<String>,
    /// The entries of the new list only.
    pub added: Vec<String>,
    /// The entries of the old list only.
    pub dropped: Vec<String>,
}

/// What came and what went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SetShift {
    /// Those of the new wording only.
    pub added: Vec<String>,
    /// Those of the old wording only.
    pub dropped: Vec<String>,
}

impl SetShift {
    /// Whether nothing came and nothing went.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.dropped.is_empty()
    }

    /// What came and went between two lists of names with their printed forms, in the order of the texts, each once. What
    /// stands there still, if less often, did not go.
    fn of_each<'a>(old: impl Iterator<Item = (String, &'a str)>, new: impl Iterator<Item = (String, &'a str)>) -> Self {
        let (old, new): (Vec<_>, Vec<_>) = (old.collect(), new.collect());
        let only_in = |own: &[(String, &str)], other: &[(String, &str)]| -> Vec<String> {
            let mut seen: BTreeSet<&str> = other.iter().map(|(name, _)| name.as_str()).collect();
            own.iter().filter(|(name, _)| seen.insert(name)).map(|(_, printed)| (*printed).to_owned()).collect()
        };
        SetShift { added: only_in(&new, &old), dropped: only_in(&old, &new) }
    }

    /// The same where each counts as often as it stands.
    fn of<'a>(old: impl Iterator<Item = (String, &'a str)>, new: impl Iterator<Item = (String, &'a str)>) -> Self {
        let (mut dropped, mut added): (Vec<_>, Vec<_>) = (old.collect(), new.collect());
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        added.iter().for_each(|(name, _)| *counts.entry(name.clone()).or_default() += 1);
        let mut shared: BTreeMap<String, usize> = BTreeMap::new();
        dropped.retain(|(name, _)| match counts.get_mut(name) {
            Some(count) if *count > 0 => {
                *count -= 1;
                *shared.entry(name.clone()).or_default() += 1;
                false
            }
            _ => true,
        });
        added.retain(|(name, _)| match shared.get_mut(name) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        let printed = |list: Vec<(String, &str)>| list.into_iter().map(|(_, printed)| printed.to_owned()).collect();
        SetShift { added: printed(added), dropped: printed(dropped) }
    }
}

impl Shifts {
    /// What happened between the wordings of the old and the new provisions of a change.
    pub fn of<A: Borrow<Anatomy>>(old: &[A], new: &[A], lexicon: &Lexicon) -> Self {
        let _stage = trace_span!("shifts").entered();
        let [old, new] = [old, new].map(|side| side.iter().map(Borrow::borrow).collect::<Vec<&Anatomy>>());
        let (old, new) = (&old[..], &new[..]);
        let language = lexicon.language();
        fn printed<'a>(
            anatomies: &[&'a Anatomy],
            pick: fn(&Anatomy) -> &Vec<String>,
        ) -> impl Iterator<Item = (String, &'a str)> {
            anatomies
                .iter()
                .flat_map(move |one| pick(one))
                .map(|printed| (plain(&printed.to_lowercase()), printed.as_str()))
        }
        // What is in brackets is not decided: it did not come before it stands outside, nor go before it stood there.
        let [settled_old, settled_new] =
            [old, new].map(|side| side.iter().map(|one| one.settled()).collect::<Vec<&Anatomy>>());
        let (settled_old, settled_new) = (&settled_old[..], &settled_new[..]);
        let clauses = clauses(old, new, lexicon);
        let [old, new] = [old, new].map(|side| side.iter().map(|one| one.anywhere()).collect::<Vec<&Anatomy>>());
        let (old, new) = (&old[..], &new[..]);
        let settled = |gone: SetShift, came: SetShift| SetShift { added: came.added, dropped: gone.dropped };
        let set = |pick: fn(&Anatomy) -> &Vec<String>| {
            let gone = SetShift::of(printed(settled_old, pick), printed(new, pick));
            settled(gone, SetShift::of(printed(old, pick), printed(settled_new, pick)))
        };
        fn numbers<'a>(anatomies: &[&'a Anatomy]) -> impl Iterator<Item = (String, &'a str)> {
            anatomies.iter().flat_map(|one| &one.numbers).flat_map(numbers_of)
        }
        // "Resolution 5(1964)" is "resolution 5 (1964)".
        fn citations<'a>(anatomies: &[&'a Anatomy]) -> impl Iterator<Item = (String, &'a str)> {
            let key = |printed: &str| plain(&printed.to_lowercase()).split_whitespace().collect::<String>();
            anatomies.iter().flat_map(|one| &one.citations).map(move |printed| (key(printed), printed.as_str()))
        }
        fn dates<'a>(anatomies: &[&'a Anatomy]) -> impl Iterator<Item = (String, &'a str)> {
            anatomies.iter().flat_map(|one| &one.dates).map(|date| (sorted_words(date), date.as_str()))
        }
        Shifts {
            strength: clauses.strength,
            further: clauses.further,
            addressee: clauses.addressee,
            negations: set(|anatomy| &anatomy.negations),
            qualifiers: qualifiers((old, settled_old), (new, settled_new), lexicon),
            lists: settled_lists(lists(old, new, language), settled_old, settled_new),
            citations: settled(
                SetShift::of_each(citations(settled_old), citations(new)),
                SetShift::of_each(citations(old), citations(settled_new)),
            ),
            dates: settled(
                SetShift::of_each(dates(settled_old), dates(new)),
                SetShift::of_each(dates(old), dates(settled_new)),
            ),
            numbers: settled(
                SetShift::of_each(numbers(settled_old), numbers(new)),
                SetShift::of_each(numbers(old), numbers(settled_new)),
            ),
        }
    }
}

impl Shifts {
    /// Whether no qualifier, list, citation, date, number and further phrase came or went.
    pub(crate) fn keeps_all(&self) -> bool {
        let QualifierShifts { added, dropped, replaced } = &self.qualifiers;
        added.is_empty()
            && dropped.is_empty()
            && replaced.is_empty()
            && self.lists.is_empty()
            && self.citations.is_empty()
            && self.dates.is_empty()
            && self.numbers.is_empty()
            && self.further.is_empty()
    }
}

/// The values of a number with what of it is printed: "2013-2015" has two.
fn numbers_of(number: &Number) -> Vec<(String, &str)> {
    let parts: Vec<&str> = number.text.split('-').collect();
    let is_figure = |part: &&str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_digit());
    match parts.len() > 1 && parts.iter().all(is_figure) {
        true => parts.into_iter().map(|part| (part.to_owned(), part)).collect(),
        false => vec![(number.value.clone(), number.text.as_str())],
    }
}

/// The words of a phrase that say something, normalised and sorted: what is the same in them is the same but for
/// articles and order.
fn gist_of(text: &str, language: &Language) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty() && !language.is_function_word(word))
        .map(|word| language.normal_form(word))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether two phrases say the same but for articles, order, and how numbers are written. Small words count:
/// "before" is not "after".
fn same_words(old: &str, new: &str, lexicon: &Lexicon) -> bool {
    let words = |text: &str| {
        let digits = in_digits(text, lexicon);
        let words = digits.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut words: Vec<String> = words
            .filter(|word| !lexicon.is_article(&word.to_lowercase()))
            .map(|word| lexicon.language().normal_form(word))
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    words(old) == words(new)
}

/// A text with the numbers that it has in words in digits.
fn in_digits(text: &str, lexicon: &Lexicon) -> String {
    let word =
        |word: &str| lexicon.number(&word.to_lowercase()).map_or_else(|| word.to_owned(), |number| number.to_string());
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// The words of a date in the order of the alphabet: "1 March 2025" is "March 1, 2025".
fn sorted_words(date: &str) -> String {
    let small = date.to_lowercase();
    let mut words: Vec<&str> =
        small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let outside = |letter: &char| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    text.chars().filter(outside).collect()
}

/// Lists without entries that came or went in brackets.
fn settled_lists(lists: Vec<ListShift>, old: &[&Anatomy], new: &[&Anatomy]) -> Vec<ListShift> {
    let holds = |side: &[&Anatomy], entry: &String| {
        side.iter().any(|one| one.lists.iter().chain(&one.pairs).flatten().any(|other| other == entry))
    };
    let of = |mut list: ListShift| {
        list.added.retain(|entry| holds(new, entry));
        list.dropped.retain(|entry| holds(old, entry));
        list
    };
    let changed = |list: &ListShift| !list.added.is_empty() || !list.dropped.is_empty();
    lists.into_iter().map(of).filter(changed).collect()
}

/// What became of the qualifiers of each side, given all and those outside of brackets.
fn qualifiers(
    (old, settled_old): (&[&Anatomy], &[&Anatomy]),
    (new, settled_new): (&[&Anatomy], &[&Anatomy]),
    lexicon: &Lexicon,
) -> QualifierShifts {
    let all = |side: &[&Anatomy]| -> Vec<Qualifier> { side.iter().flat_map(|one| one.qualifiers.clone()).collect() };
    let is_same = |old: &Qualifier, new: &Qualifier| same_words(&old.text, &new.text, lexicon);
    let (mut dropped, mut added) = (all(settled_old), all(settled_new));
    take_pairs(&mut dropped, &mut all(new), is_same);
    take_pairs(&mut all(old), &mut added, is_same);
    // What a whole has once each of its parts may have.
    if old.len() != new.len() {
        added.retain(|one| !all(old).iter().any(|other| is_same(other, one)));
        dropped.retain(|one| !all(new).iter().any(|other| is_same(one, other)));
    }
    let shares_kind = |old: &Qualifier, new: &Qualifier| old.kinds.iter().any(|kind| new.kinds.contains(kind));
    let replaced = take_pairs(&mut dropped, &mut added, shares_kind);
    let replaced = replaced.into_iter().map(|(old, new)| QualifierPair { old, new }).collect();
    QualifierShifts { added, dropped, replaced }
}

/// Takes from both lists what goes together, each at most once: what stands nearest to the beginning of both first, so that
/// neither list comes before the other. They are told in the order of the old one.
fn take_pairs<T>(old: &mut Vec<T>, new: &mut Vec<T>, go_together: impl Fn(&T, &T) -> bool) -> Vec<(T, T)> {
    let wrapped = |list: &mut Vec<T>| list.drain(..).map(Some).collect::<Vec<Option<T>>>();
    let (mut olds, mut news) = (wrapped(old), wrapped(new));
    let mut pairs = Vec::new();
    let sums = if olds.is_empty() || news.is_empty() { 0 } else { olds.len() + news.len() - 1 };
    for both in 0..sums {
        // Of places whose sum is the same no two are in one row.
        for at in both.saturating_sub(news.len() - 1)..=both.min(olds.len() - 1) {
            let (one, other) = (&mut olds[at], &mut news[both - at]);
            if one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| go_together(one, other)) {
                pairs.extend(one.take().zip(other.take()).map(|pair| (at, pair)));
            }
        }
    }
    old.extend(olds.into_iter().flatten());
    new.extend(news.into_iter().flatten());
    pairs.sort_by_key(|(at, _)| *at);
    pairs.into_iter().map(|(_, pair)| pair).collect()
}
