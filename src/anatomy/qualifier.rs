//! Where a provision is qualified, and by what.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::lexicon::{Lexicon, Qualifying};
use super::pattern::Strict;
use super::words::Word;

/// A qualification, by the places of its words.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its kinds: one, or several where it refers to several things.
    pub(super) kinds: Vec<String>,
    pub(super) words: Range<usize>,
}

/// Whether a word stands in one of some qualifications, which are in order.
pub(super) fn qualified(places: &[Place], at: usize) -> bool {
    let behind = places.partition_point(|place| place.words.start <= at);
    behind > 0 && places[behind - 1].words.contains(&at)
}

/// The qualifications in a sentence, in order; none overlaps another.
pub(super) fn qualifiers(words: &[Word], sentence: Range<usize>, lexicon: &Lexicon) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let is_predicate = at > sentence.start && lexicon.predicate.contains(&words[at - 1].small);
        match if is_predicate { None } else { qualifier_at(words, at, sentence.end, lexicon) } {
            Some(place) => {
                at = place.words.end;
                found.push(place);
            }
            None => at += 1,
        }
    }
    found
}

fn qualifier_at(words: &[Word], at: usize, limit: usize, lexicon: &Lexicon) -> Option<Place> {
    let fitting: Vec<(&Qualifying, usize)> = lexicon
        .qualifying_from(&words[at].small)
        .filter_map(|entry| Some((entry, end_of(entry, words, at, limit, lexicon)?)))
        .collect();
    // The kind that stands first in the file, and of its phrases the one that says most.
    let kind = &fitting.first()?.0.kind;
    let end = fitting.iter().filter(|(entry, _)| entry.kind == *kind).map(|(_, end)| *end).max()?;
    let mut kinds = vec![kind.clone()];
    for (entry, reach) in fitting {
        if reach == end && !entry.about.is_empty() && !kinds.contains(&entry.kind) {
            kinds.push(entry.kind.clone());
        }
    }
    Some(Place { kinds, words: at..end })
}

/// Where the words of a qualifier that begins at a place end.
fn end_of(entry: &Qualifying, words: &[Word], at: usize, limit: usize, lexicon: &Lexicon) -> Option<usize> {
    let found = entry.pattern.at(words, at, limit, &Strict(words))?;
    if !entry.pattern.is_open() {
        return Some(found.end);
    }
    let from = found.slot?.start;
    let limit = limit.min(from + LONGEST_REFERENCE);
    let end = reach(words, from, limit, &entry.about, lexicon)?;
    Some(if entry.about.is_empty() { end } else { without_what_is_joined(words, from, end, lexicon) })
}

/// How many words a qualifier's reference may have.
const LONGEST_REFERENCE: usize = 80;

/// How many words may stand between a comma and the word that a reference is known by.
const BEYOND_COMMA: usize = 8;

/// Where what a qualifier refers to ends: at a mark, or at a phrase that begins something else. A comma is
/// passed over where what the reference is known by still has to come ("their domestic, legal and administrative
/// systems").
fn reach(words: &[Word], from: usize, limit: usize, about: &[FxHashSet<String>], lexicon: &Lexicon) -> Option<usize> {
    let is_known = |end: usize| {
        let has = |group: &FxHashSet<String>| words[from..end].iter().any(|word| group.contains(&word.small));
        about.iter().all(has)
    };
    // What a phrase refers to has one word at least: "in the hope that by then".
    let mut end = if from < limit && words[from].is_word { stop(words, from + 1, limit, lexicon) } else { from };
    while !is_known(end) {
        let has_begun = about.iter().any(|group| words[from..end].iter().any(|word| group.contains(&word.small)));
        if end >= limit || !words[end].is(",") || !has_begun {
            return None;
        }
        let next = stop(words, end + 1, limit, lexicon);
        let has_any = |word: &Word| about.iter().any(|group| group.contains(&word.small));
        if !words[end + 1..next].iter().take(BEYOND_COMMA).any(has_any) {
            return None;
        }
        end = next;
    }
    (end > from).then_some(end)
}

/// The first place from which on something else is said.
fn stop(words: &[Word], from: usize, limit: usize, lexicon: &Lexicon) -> usize {
    let mut at = from;
    while at < limit {
        if words[at].is("(") {
            // What stands in brackets belongs to the word before it.
            at = words[at..limit].iter().position(|word| word.is(")")).map_or(limit, |length| at + length + 1);
            continue;
        }
        let is_mark = !words[at].is_word && !["\"", "'", "-", "/"].contains(&words[at].small.as_str());
        if is_mark || begins_something_else(words, at, limit, lexicon) {
            return at;
        }
        at += 1;
    }
    limit
}

fn begins_something_else(words: &[Word], at: usize, limit: usize, lexicon: &Lexicon) -> bool {
    let is_end = lexicon.ends.stand_at(words, at, limit);
    let next = words.get(at + 1).filter(|_| at + 1 < limit);
    let is_verb = |word: &Word| word.is_word && !word.is_capital && !word.has_digit();
    is_end
        || lexicon.mark.contains(&words[at].small)
            && next.is_some_and(|word| is_verb(word) && lexicon.may_be_infinitive(&words[at].small, &word.small))
}

/// Cuts off what follows the last word that the reference is known by and is no part of its name: "domestic law
/// | and strengthen cooperation", "the Protocol | in the presence of", but "the Convention on Consular Relations".
fn without_what_is_joined(words: &[Word], from: usize, end: usize, lexicon: &Lexicon) -> usize {
    let is_referred = |word: &Word| lexicon.referred.contains(&word.small);
    let Some(last) = words[from..end].iter().rposition(is_referred) else { return end };
    let behind = from + last + 1;
    let is_name = |at: usize| words[at + 1..end].first().is_some_and(|next| next.is_capital || next.has_digit());
    // "Articles 31 and 32".
    let counts_on =
        |at: usize| words[at - 1].has_digit() && words[at + 1..end].first().is_some_and(|next| next.has_digit());
    let parts = |&at: &usize| {
        let small = &words[at].small;
        lexicon.joins(&words[at]) && !counts_on(at) || lexicon.openings.contains(small) && !is_name(at)
    };
    (behind..end).find(parts).unwrap_or(end)
}
