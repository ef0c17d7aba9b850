//! Lists as sets: what was put in and what was left out, whatever the order.

use super::{ListShift, gist_of};
use crate::anatomy::Anatomy;
use crate::language::Language;

/// How many entries a list has at least on one side: between two, it is mostly the words that changed.
const LEAST_LIST: usize = 3;

/// The lists that gained or lost entries. Two lists are the same one if they share two entries, or half of the
/// shorter, word for word where that is one.
pub(super) fn lists(old: &[&Anatomy], new: &[&Anatomy], language: &Language) -> Vec<ListShift> {
    let all = |side: &[&Anatomy]| -> Vec<Vec<Entry>> {
        let lists = side.iter().flat_map(|anatomy| anatomy.lists.iter().chain(&anatomy.pairs));
        lists.map(|list| list.iter().map(|entry| Entry::of(entry, language)).collect()).collect()
    };
    let words = |side: &[&Anatomy]| -> Vec<String> {
        side.iter().flat_map(|anatomy| told_in(anatomy)).flat_map(|text| gist_of(text, language)).collect()
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
        // Of two entries one that is only like another is not enough.
        let is_exact = || list.iter().any(|entry| new_lists[best].iter().any(|other| entry.words == other.words));
        if count == 0 || count < 2 && (count * 2 < shorter || !is_exact()) {
            continue;
        }
        let other = new_lists.remove(best);
        // What stands elsewhere in the other wording was not put in or left out.
        let missing = |from: &[Entry], there: &[Entry], words: &[String]| -> Vec<String> {
            let is_missing = |entry: &&Entry| !entry.is_in(there) && !entry.stands_in(words);
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
