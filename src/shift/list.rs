//! Lists as sets: what was put in and what was left out, whatever the order.

use std::cmp::Reverse;

use super::{ListShift, gist_of};
use crate::anatomy::Anatomy;
use crate::language::Language;

/// How many entries a list has at least on one side: between two, it is mostly the words that changed.
const LEAST_LIST: usize = 3;

/// How many lists of a side are held against those of the other; of what has more nobody reads the lists one by one.
const MOST_LISTS: usize = 500;

/// The lists that gained or lost entries. Two lists are the same one if they share two entries, or half of the
/// shorter, word for word where that is one.
pub(super) fn lists(old: &[&Anatomy], new: &[&Anatomy], language: &Language) -> Vec<ListShift> {
    let all = |side: &[&Anatomy]| -> Vec<Vec<Entry>> {
        let lists = side.iter().flat_map(|anatomy| anatomy.lists.iter().chain(&anatomy.pairs));
        lists.take(MOST_LISTS).map(|list| list.iter().map(|entry| Entry::of(entry, language)).collect()).collect()
    };
    let words = |side: &[&Anatomy]| -> Vec<String> {
        side.iter().flat_map(|anatomy| told_in(anatomy)).flat_map(|text| gist_of(text, language)).collect()
    };
    let (old_lists, new_lists) = (all(old), all(new));
    let (old_words, new_words) = (words(old), words(new));
    let mut shifts = Vec::new();
    for (at, there) in same_lists(&old_lists, &new_lists) {
        let (list, other) = (&old_lists[at], &new_lists[there]);
        // What stands elsewhere in the other wording was not put in or left out.
        let missing = |from: &[Entry], there: &[Entry], words: &[String]| -> Vec<String> {
            let is_missing = |entry: &&Entry| !entry.is_in(there) && !entry.stands_in(words);
            from.iter().filter(is_missing).map(|entry| entry.printed.clone()).collect()
        };
        let shift = ListShift {
            kept: other.iter().filter(|entry| entry.is_in(list)).map(|entry| entry.printed.clone()).collect(),
            added: missing(other, list, &old_words),
            dropped: missing(list, other, &new_words),
        };
        let is_list = list.len().max(other.len()) >= LEAST_LIST;
        if is_list && !(shift.added.is_empty() && shift.dropped.is_empty()) {
            shifts.push(shift);
        }
    }
    shifts
}

/// Which lists are the same one, by their places, in the order of the old ones: those that share most entries first, and of
/// several that share as many those that stand nearest to the beginning of both, so that neither side comes before the other.
fn same_lists(old: &[Vec<Entry>], new: &[Vec<Entry>]) -> Vec<(usize, usize)> {
    let shared = |one: &[Entry], other: &[Entry]| one.iter().filter(|entry| entry.is_in(other)).count();
    let mut pairs = Vec::new();
    for (at, list) in old.iter().enumerate() {
        for (there, other) in new.iter().enumerate() {
            let count = shared(list, other).min(shared(other, list));
            // Of two entries one that is only like another is not enough.
            let is_exact = || list.iter().any(|entry| other.iter().any(|there| entry.words == there.words));
            if count >= 2 || count > 0 && count * 2 >= list.len().min(other.len()) && is_exact() {
                pairs.push((Reverse(count), at + there, (at, there)));
            }
        }
    }
    pairs.sort_unstable();
    let (mut olds, mut news) = (vec![false; old.len()], vec![false; new.len()]);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (.., (at, there)) in pairs {
        if !olds[at] && !news[there] {
            (olds[at], news[there]) = (true, true);
            found.push((at, there));
        }
    }
    found.sort_unstable();
    found
}

/// All that a provision says, part by part: an item that is set out may have qualifiers and phrases of its own.
fn told_in(anatomy: &Anatomy) -> impl Iterator<Item = &str> {
    let clauses = anatomy.further.iter().filter_map(|clause| clause.addressee.as_deref());
    let phrases = anatomy.phrases().map(|operative| operative.phrase.as_str());
    let qualifiers = anatomy.qualifiers.iter().map(|qualifier| qualifier.text.as_str());
    let lists = anatomy.lists.iter().flatten().map(String::as_str);
    let parts = std::iter::once(anatomy.core.as_str()).chain(anatomy.addressee.as_deref());
    parts.chain(clauses).chain(phrases).chain(qualifiers).chain(lists)
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
    /// list reach, only the words around tell, and an item may be reworded.
    fn is_in(&self, list: &[Entry]) -> bool {
        list.iter().any(|other| self.is_like(other))
    }

    /// Whether some words hold this entry: all of its words, or of a long one most, as where items that were set out run
    /// in the sentence.
    fn stands_in(&self, words: &[String]) -> bool {
        let count = self.words.iter().filter(|word| words.contains(word)).count();
        let all = self.words.len();
        count == all || all >= LONG_ENTRY && count as f64 >= STANDS * all as f64
    }

    fn is_like(&self, other: &Entry) -> bool {
        let shared = self.words.iter().filter(|word| other.words.contains(word)).count();
        let shorter = self.words.len().min(other.words.len());
        shorter > 0 && (shared == shorter || shorter >= LONG_ENTRY && shared as f64 >= ALIKE * shorter as f64)
    }
}

/// From how many words on an entry may be reworded and be the same, and how many of the shorter one's words must be
/// in both.
const LONG_ENTRY: usize = 3;
const ALIKE: f64 = 0.6;

/// The share of a long entry's words that stand in the sentence where the entry does.
const STANDS: f64 = 0.8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_share_most_are_the_same_whichever_comes_first() {
        let english = Language::of(Some("en"));
        let list = |entries: &[&str]| entries.iter().map(|entry| Entry::of(entry, english)).collect::<Vec<_>>();
        let one = [list(&["pears", "plums", "figs"]), list(&["pears", "plums", "quinces", "medlars"])];
        let other = [list(&["pears", "plums", "quinces", "sloes"])];
        assert_eq!(same_lists(&one, &other), [(1, 0)]);
        assert_eq!(same_lists(&other, &one), [(0, 1)]);
        // Of lists that share as many, the first of both.
        let twice = [list(&["pears", "plums"]), list(&["pears", "plums"])];
        assert_eq!(same_lists(&twice, &other), [(0, 0)]);
        assert_eq!(same_lists(&other, &twice), [(0, 0)]);
    }
}
