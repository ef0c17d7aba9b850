//! Who is asked what, and how strongly, before and after.

use std::cmp::Ordering;

use super::{AddresseeShift, Direction, SetShift, StrengthShift, gist_of, same_words, take_pairs, without_brackets};
use crate::anatomy::{Anatomy, Lexicon, OperativePhrase};
use crate::language::Language;

/// What became of the clauses.
pub(super) struct Clauses {
    pub(super) strength: Option<StrengthShift>,
    pub(super) addressee: Option<AddresseeShift>,
    pub(super) further: SetShift,
}

/// A clause: who is asked, and how.
#[derive(Clone)]
struct Asked {
    addressee: Option<String>,
    /// The addressee without articles and abbreviations.
    name: Vec<String>,
    /// Whether brackets leave open who it is.
    is_open: bool,
    phrase: OperativePhrase,
}

/// From how many clauses on a provision is a text of many, in which the place of a clause tells nothing.
const MANY: usize = 4;

/// Pairs the clauses of the sides: what is asked of the same in the same words, of the same, of anybody in the same
/// words, and what is left in order.
pub(super) fn clauses(old: &[&Anatomy], new: &[&Anatomy], lexicon: &Lexicon) -> Clauses {
    let language = lexicon.language();
    let (mut gone, mut came) = (asked(old, language), asked(new, language));
    let has_many = gone.len().max(came.len()) >= MANY;
    let (all_old, all_new) = (gone.clone(), came.clone());
    let same_name = |old: &Asked, new: &Asked| !old.name.is_empty() && old.name == new.name;
    let same_phrase = |old: &Asked, new: &Asked| old.phrase.phrase == new.phrase.phrase;
    let mut pairs = take_pairs(&mut gone, &mut came, |old, new| old.name == new.name && same_phrase(old, new));
    pairs.extend(take_pairs(&mut gone, &mut came, same_name));
    pairs.extend(take_pairs(&mut gone, &mut came, same_phrase));
    if !has_many {
        pairs.extend(take_pairs(&mut gone, &mut came, |_, _| true));
    }
    // Each part of a split, and of what was merged, is held against the whole: where it asks in the same words, or else
    // where it begins.
    if old.len() != new.len() && !pairs.is_empty() {
        let counterpart = |part: &Asked, others: &[Asked]| {
            let same = others.iter().find(|other| same_phrase(other, part)).or(others.first());
            same.cloned()
        };
        pairs.extend(gone.drain(..).filter_map(|part| Some((part.clone(), counterpart(&part, &all_new)?))));
        pairs.extend(came.drain(..).filter_map(|part| Some((counterpart(&part, &all_old)?, part))));
    }
    let core = |side: &[&Anatomy]| -> Vec<String> {
        side.iter().flat_map(|anatomy| gist_of(&anatomy.core, language)).collect()
    };
    let (core_old, core_new) = (core(old), core(new));
    let addressee = pairs.iter().find_map(|(old, new)| {
        let is_known = |asked: &Asked| !asked.name.is_empty() && !asked.is_open;
        // "Ports shall pay" has become "fees shall be paid", or the other way round: by whom is left open.
        let is_left_out = |asked: &Asked, core: &[String]| !asked.name.iter().any(|word| core.contains(word));
        let is_other = match (&old.addressee, &new.addressee) {
            (Some(before), Some(after)) => {
                let is_same = || same_words(&without_brackets(before), &without_brackets(after), lexicon);
                is_known(old) && is_known(new) && !is_same()
            }
            (Some(_), None) => is_known(old) && is_left_out(old, &core_new),
            (None, Some(_)) => is_known(new) && is_left_out(new, &core_old),
            (None, None) => false,
        };
        is_other.then(|| AddresseeShift { old: old.addressee.clone(), new: new.addressee.clone() })
    });
    let strength = match pairs.is_empty() {
        true => alone((all_old.first(), old), (all_new.first(), new), language),
        false => Some(strength(&pairs)),
    };
    // What is told as the strength is not told again.
    let is_told = pairs.is_empty();
    // Nor does what only brackets hold come or go.
    let left = |side: Vec<Asked>| -> Vec<String> {
        let told = side.into_iter().skip(usize::from(is_told)).filter(|asked| asked.phrase.open.is_empty());
        told.map(|asked| asked.phrase.phrase).collect()
    };
    Clauses { strength, addressee, further: SetShift { added: left(came), dropped: left(gone) } }
}

fn asked(side: &[&Anatomy], language: &Language) -> Vec<Asked> {
    let of = |anatomy: &Anatomy, addressee: Option<&String>, phrase: &OperativePhrase| Asked {
        addressee: addressee.cloned(),
        is_open: addressee.is_some() && !addressees(anatomy.settled()).any(|settled| Some(settled) == addressee),
        name: addressee.map(|name| gist_of(&without_brackets(name), language)).unwrap_or_default(),
        phrase: phrase.clone(),
    };
    let mut found: Vec<Asked> = Vec::new();
    for anatomy in side {
        found.extend(anatomy.operative.iter().map(|phrase| of(anatomy, anatomy.addressee.as_ref(), phrase)));
        found.extend(anatomy.further.iter().map(|clause| of(anatomy, clause.addressee.as_ref(), &clause.operative)));
    }
    // "They should" is asked of those who were named before.
    for at in 1..found.len() {
        if found[at].addressee.is_some() && found[at].name.is_empty() {
            found[at].name = found[at - 1].name.clone();
        }
    }
    found
}

/// Whom the clauses of a provision address.
fn addressees(anatomy: &Anatomy) -> impl Iterator<Item = &String> {
    anatomy.addressee.iter().chain(anatomy.further.iter().filter_map(|clause| clause.addressee.as_ref()))
}

/// A side's first clause, if it has any, and its anatomies.
type Alone<'a> = (Option<&'a Asked>, &'a [&'a Anatomy]);

/// The strength where the sides have no clause to be held against each other. A bare request to do the same that is no
/// longer softened ("Consider ratifying it", "Ratify it") is stronger.
fn alone((old, olds): Alone<'_>, (new, news): Alone<'_>, language: &Language) -> Option<StrengthShift> {
    let shown = |side: Option<&Asked>| side.map(|asked| shown(&asked.phrase));
    let softens = |asked: &Asked, own: &[&Anatomy], others: &[&Anatomy]| {
        is_softened_request(&asked.phrase) && is_act_of(own, others, language)
    };
    let is_open = |side: Option<&Asked>| side.is_some_and(|asked| !asked.phrase.open.is_empty());
    let direction = match (old, new) {
        _ if is_open(old) || is_open(new) => Direction::Open,
        (Some(old), None) if softens(old, olds, news) => Direction::Stronger,
        (None, Some(new)) if softens(new, news, olds) => Direction::Weaker,
        _ => Direction::NotComparable,
    };
    let shift = StrengthShift { old: shown(old), new: shown(new), direction };
    (shift.old.is_some() || shift.new.is_some()).then_some(shift)
}

/// Whether the word by which some provisions name what is to be done stands in others.
fn is_act_of(own: &[&Anatomy], others: &[&Anatomy], language: &Language) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        let telling = words.filter(|word| !word.is_empty() && !language.is_function_word(word));
        telling.map(|word| language.normal_form(word)).collect()
    };
    let act = own.first().and_then(|one| words(&one.core).into_iter().next());
    act.is_some_and(|act| others.iter().any(|other| words(&other.core).contains(&act)))
}

/// The strength of all pairs: one way, if it went that way wherever it did not stay. The phrases that are shown are
/// those that differ, or else the first.
fn strength(pairs: &[(Asked, Asked)]) -> StrengthShift {
    let differing: Vec<&(Asked, Asked)> = pairs
        .iter()
        .filter(|(old, new)| {
            let of = |phrase: &OperativePhrase| (phrase.phrase.clone(), phrase.negated, phrase.open.clone());
            of(&old.phrase) != of(&new.phrase)
        })
        .collect();
    let told = |pick: fn(&(Asked, Asked)) -> &Asked| {
        let pairs: Vec<&(Asked, Asked)> =
            if differing.is_empty() { pairs.iter().take(1).collect() } else { differing.clone() };
        let mut phrases: Vec<String> = Vec::new();
        for phrase in pairs.into_iter().map(|pair| shown(&pick(pair).phrase)) {
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        Some(phrases.join(" / "))
    };
    let mut ways: Vec<Direction> = differing.iter().map(|(old, new)| compared(&old.phrase, &new.phrase)).collect();
    ways.retain(|way| *way != Direction::Same);
    ways.sort_unstable();
    ways.dedup();
    let direction = match ways.as_slice() {
        [] => Direction::Same,
        [only] => *only,
        // What is settled weighs more than what is open, and a reversal more than what happened besides.
        [only, Direction::Open] => *only,
        several if several.contains(&Direction::Reversed) => Direction::Reversed,
        _ => Direction::NotComparable,
    };
    StrengthShift { old: told(|pair| &pair.0), new: told(|pair| &pair.1), direction }
}

/// A phrase as it is shown: of an open one all between which there is a choice.
fn shown(phrase: &OperativePhrase) -> String {
    if phrase.open.is_empty() { phrase.phrase.clone() } else { format!("[{}]", phrase.open.join("][")) }
}

/// Whether a phrase is all that a bare request has: it takes force from what goes without saying, and has no rank.
fn is_softened_request(phrase: &OperativePhrase) -> bool {
    phrase.rank.is_none() && phrase.force < 0
}

/// Which way the strength went between two phrases. Rank, force and emphasis are compared apart: what loses in one
/// and gains in another ("should consider", "are encouraged to") is not comparable.
fn compared(old: &OperativePhrase, new: &OperativePhrase) -> Direction {
    if old.open != new.open || !old.open.is_empty() {
        return if old.open == new.open { Direction::Same } else { Direction::Open };
    }
    if old.scale != new.scale {
        return Direction::NotComparable;
    }
    if old.negated != new.negated {
        return Direction::Reversed;
    }
    if old.phrase == new.phrase {
        return Direction::Same;
    }
    let by_rank = match (old.rank, new.rank) {
        (Some(before), Some(after)) => after.cmp(&before),
        (None, None) if is_softened_request(old) && is_softened_request(new) => Ordering::Equal,
        _ => return Direction::NotComparable,
    };
    let ways = [by_rank, new.force.cmp(&old.force), new.emphatic.cmp(&old.emphatic)];
    match (ways.contains(&Ordering::Less), ways.contains(&Ordering::Greater)) {
        (false, false) => Direction::Same,
        (true, false) => Direction::Weaker,
        (false, true) => Direction::Stronger,
        (true, true) => Direction::NotComparable,
    }
}
