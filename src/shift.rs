//! What a change of wording did: to the strength of what is asked, its qualifiers, whom it addresses, its lists,
//! and what it cites.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::anatomy::{Anatomy, Lexicon, OperativePhrase, Qualifier};
use crate::language::{Language, plain};

/// What a change did to the parts of a provision. What stayed is not told, apart from the operative phrase.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shifts {
    /// The operative phrase, before and after; absent where neither side has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<StrengthShift>,
    /// The operative phrases besides the first that came or went.
    #[serde(skip_serializing_if = "SetShift::is_empty")]
    pub further: SetShift,
    /// Whom it addresses, if that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<AddresseeShift>,
    /// The qualifiers that came, went or gave way to others.
    pub qualifiers: QualifierShifts,
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
    /// The phrases are of different sorts, not ranked, or weaker in one way and stronger in another.
    NotComparable,
}

impl Direction {
    /// The direction as it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Weaker => "weaker",
            Direction::Stronger => "stronger",
            Direction::Same => "same",
            Direction::NotComparable => "not-comparable",
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

    /// What came and went between two lists of names with their printed forms; each counts as often as it stands.
    fn of<'a>(old: impl Iterator<Item = (String, &'a str)>, new: impl Iterator<Item = (String, &'a str)>) -> Self {
        let mut left: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (name, printed) in old {
            left.entry(name).or_default().push(printed);
        }
        let mut added = Vec::new();
        for (name, printed) in new {
            match left.get_mut(&name) {
                Some(copies) if !copies.is_empty() => drop(copies.pop()),
                _ => added.push(printed.to_owned()),
            }
        }
        SetShift { added, dropped: left.into_values().flatten().map(str::to_owned).collect() }
    }
}

impl Shifts {
    /// What happened between the wordings of the old and the new provisions of a change.
    pub fn of(old: &[Anatomy], new: &[Anatomy], lexicon: &Lexicon) -> Self {
        let language = lexicon.language();
        fn printed(anatomies: &[Anatomy], pick: fn(&Anatomy) -> &Vec<String>) -> impl Iterator<Item = (String, &str)> {
            anatomies.iter().flat_map(pick).map(|printed| (plain(&printed.to_lowercase()), printed.as_str()))
        }
        let set = |pick: fn(&Anatomy) -> &Vec<String>| SetShift::of(printed(old, pick), printed(new, pick));
        fn further(anatomies: &[Anatomy]) -> impl Iterator<Item = (String, &str)> {
            let clauses = anatomies.iter().flat_map(|one| &one.further);
            clauses.map(|clause| (clause.operative.phrase.clone(), clause.operative.phrase.as_str()))
        }
        fn numbers(anatomies: &[Anatomy]) -> impl Iterator<Item = (String, &str)> {
            anatomies.iter().flat_map(|one| &one.numbers).map(|number| (number.value.clone(), number.text.as_str()))
        }
        Shifts {
            strength: strength(old, new),
            further: SetShift::of(further(old), further(new)),
            addressee: addressee(old, new, language),
            qualifiers: qualifiers(old, new, language),
            lists: lists(old, new, language),
            citations: set(|anatomy| &anatomy.citations),
            dates: set(|anatomy| &anatomy.dates),
            numbers: SetShift::of(numbers(old), numbers(new)),
        }
    }
}

/// From how many operative phrases on a provision is a text of many clauses, of which none is the main one.
const MANY_CLAUSES: usize = 4;

/// The operative phrases of the sides, and which way the strength went from one to the other. Of provisions with a
/// main clause it is that; of texts of many clauses those phrases that the other side has not, as often as it has
/// them.
fn strength(old: &[Anatomy], new: &[Anatomy]) -> Option<StrengthShift> {
    let has_many = |side: &[Anatomy]| side.iter().any(|anatomy| anatomy.phrases().count() >= MANY_CLAUSES);
    let main = |side: &[Anatomy]| distinct(side.iter().filter_map(|anatomy| anatomy.operative.clone()));
    let (mut before, mut after) = (main(old), main(new));
    if has_many(old) || has_many(new) {
        let all =
            |side: &[Anatomy]| -> Vec<OperativePhrase> { side.iter().flat_map(Anatomy::phrases).cloned().collect() };
        let (mut gone, mut came) = (all(old), all(new));
        take_pairs(&mut gone, &mut came, |old, new| old.phrase == new.phrase);
        match (gone.is_empty(), came.is_empty()) {
            (false, false) => (before, after) = (distinct(gone.into_iter()), distinct(came.into_iter())),
            // All that is asked is asked still, or was asked already.
            _ if !before.is_empty() && !after.is_empty() => after.clone_from(&before),
            _ => {}
        }
    }
    let shown = |side: &[OperativePhrase]| {
        let phrases: Vec<&str> = side.iter().map(|phrase| phrase.phrase.as_str()).collect();
        (!phrases.is_empty()).then(|| phrases.join(" / "))
    };
    let direction = direction(&before, &after);
    let shift = StrengthShift { old: shown(&before), new: shown(&after), direction };
    (shift.old.is_some() || shift.new.is_some()).then_some(shift)
}

/// Phrases, each once, in order.
fn distinct(phrases: impl Iterator<Item = OperativePhrase>) -> Vec<OperativePhrase> {
    let mut found: Vec<OperativePhrase> = Vec::new();
    for phrase in phrases {
        if !found.iter().any(|known| known.phrase == phrase.phrase) {
            found.push(phrase);
        }
    }
    found
}

/// Which way the strength went: one way, if it went that way or stayed between each old phrase and each new one.
fn direction(old: &[OperativePhrase], new: &[OperativePhrase]) -> Direction {
    let pairs = || old.iter().flat_map(|old| new.iter().map(move |new| compared(old, new)));
    let mut ways: Vec<Direction> = pairs().filter(|way| *way != Direction::Same).collect();
    ways.sort_unstable();
    ways.dedup();
    match ways.as_slice() {
        [] if pairs().next().is_some() => Direction::Same,
        [only] => *only,
        _ => Direction::NotComparable,
    }
}

/// Which way the strength went between two phrases. Rank and force are compared apart: what loses in one and
/// gains in the other ("should consider", "are encouraged to") is not comparable.
fn compared(old: &OperativePhrase, new: &OperativePhrase) -> Direction {
    if old.phrase == new.phrase {
        return Direction::Same;
    }
    if old.scale != new.scale || old.negated != new.negated {
        return Direction::NotComparable;
    }
    let (Some(before), Some(after)) = (old.rank, new.rank) else { return Direction::NotComparable };
    match (after.cmp(&before), new.force.cmp(&old.force)) {
        (Ordering::Equal, Ordering::Equal) => Direction::Same,
        (Ordering::Less | Ordering::Equal, Ordering::Less | Ordering::Equal) => Direction::Weaker,
        (Ordering::Greater | Ordering::Equal, Ordering::Greater | Ordering::Equal) => Direction::Stronger,
        _ => Direction::NotComparable,
    }
}

/// The words of a phrase that say something, normalised and sorted: what is the same in them is the same but for
/// articles and order.
fn gist_of(text: &str, language: &Language) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| language.normal_form(word))
        .filter(|word| !language.is_function_word(word))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whom the sides address, if that differs by more than an article or an abbreviation in brackets.
fn addressee(old: &[Anatomy], new: &[Anatomy], language: &Language) -> Option<AddresseeShift> {
    let shown = |side: &[Anatomy]| {
        let mut names: Vec<&str> = side.iter().filter_map(|anatomy| anatomy.addressee.as_deref()).collect();
        names.dedup();
        (!names.is_empty()).then(|| names.join(" / "))
    };
    let known = |side: &[Anatomy]| side.iter().any(|anatomy| anatomy.operative.is_some());
    let (before, after) = (shown(old), shown(new));
    let name = |side: &Option<String>| side.as_deref().map(|name| gist_of(&without_brackets(name), language));
    (known(old) && known(new) && name(&before) != name(&after)).then_some(AddresseeShift { old: before, new: after })
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

fn qualifiers(old: &[Anatomy], new: &[Anatomy], language: &Language) -> QualifierShifts {
    let all = |side: &[Anatomy]| -> Vec<Qualifier> { side.iter().flat_map(|one| one.qualifiers.clone()).collect() };
    let (mut dropped, mut added) = (all(old), all(new));
    take_pairs(&mut dropped, &mut added, |old, new| gist_of(&old.text, language) == gist_of(&new.text, language));
    let shares_kind = |old: &Qualifier, new: &Qualifier| old.kinds.iter().any(|kind| new.kinds.contains(kind));
    let replaced = take_pairs(&mut dropped, &mut added, shares_kind);
    let replaced = replaced.into_iter().map(|(old, new)| QualifierPair { old, new }).collect();
    QualifierShifts { added, dropped, replaced }
}

/// Takes from both lists what goes together, each at most once, in order.
fn take_pairs<T>(old: &mut Vec<T>, new: &mut Vec<T>, go_together: impl Fn(&T, &T) -> bool) -> Vec<(T, T)> {
    let mut pairs = Vec::new();
    let mut at = 0;
    while at < old.len() {
        match new.iter().position(|other| go_together(&old[at], other)) {
            Some(there) => pairs.push((old.remove(at), new.remove(there))),
            None => at += 1,
        }
    }
    pairs
}

/// How many entries a list has at least on one side: between two, it is mostly the words that changed.
const LEAST_LIST: usize = 3;

/// The lists that gained or lost entries. Two lists are the same one if they share two entries, or half of the
/// shorter.
fn lists(old: &[Anatomy], new: &[Anatomy], language: &Language) -> Vec<ListShift> {
    let all = |side: &[Anatomy]| -> Vec<Vec<Entry>> {
        let lists = side.iter().flat_map(|anatomy| anatomy.lists.iter().chain(&anatomy.pairs));
        lists.map(|list| list.iter().map(|entry| Entry::of(entry, language)).collect()).collect()
    };
    let words = |side: &[Anatomy]| -> Vec<String> {
        side.iter().flat_map(|anatomy| gist_of(&anatomy.core, language)).collect()
    };
    let (old_lists, mut new_lists) = (all(old), all(new));
    let (old_words, new_words) = (words(old), words(new));
    let mut shifts = Vec::new();
    for list in old_lists {
        let shared = |other: &Vec<Entry>| list.iter().filter(|entry| entry.is_in(other)).count();
        let Some(best) = (0..new_lists.len()).max_by_key(|&at| (shared(&new_lists[at]), std::cmp::Reverse(at))) else {
            break;
        };
        let count = shared(&new_lists[best]);
        let shorter = list.len().min(new_lists[best].len());
        if count == 0 || count < 2 && count * 2 < shorter {
            continue;
        }
        let other = new_lists.remove(best);
        // What stands elsewhere in the other wording was not put in or left out.
        let missing = |from: &[Entry], there: &[Entry], words: &[String]| -> Vec<String> {
            let is_missing =
                |entry: &&Entry| !entry.is_in(there) && !entry.words.iter().all(|word| words.contains(word));
            from.iter().filter(is_missing).map(|entry| entry.printed.clone()).collect()
        };
        let shift = ListShift {
            kept: other.iter().filter(|entry| entry.is_in(&list)).map(|entry| entry.printed.clone()).collect(),
            added: missing(&other, &list, &old_words),
            dropped: missing(&list, &other, &new_words),
        };
        let is_list = list.len().max(other.len()) >= LEAST_LIST;
        if is_list && !(shift.added.is_empty() && shift.dropped.is_empty()) {
            shifts.push(shift);
        }
    }
    shifts
}

/// An entry of a list.
struct Entry {
    printed: String,
    words: Vec<String>,
}

impl Entry {
    fn of(printed: &str, language: &Language) -> Self {
        Entry { printed: printed.to_owned(), words: gist_of(printed, language) }
    }

    /// Whether a list has this entry, perhaps with a word more or less: how far the first and the last entry of a
    /// list reach, only the words around tell.
    fn is_in(&self, list: &[Entry]) -> bool {
        let within = |one: &[String], other: &[String]| !one.is_empty() && one.iter().all(|word| other.contains(word));
        list.iter().any(|other| within(&self.words, &other.words) || within(&other.words, &self.words))
    }
}
