//! The lists in a sentence: "police, prosecutors, border guards and the private sector".

use std::ops::Range;

use super::lexicon::Lexicon;
use super::qualifier::{Place, qualified};
use super::words::Word;

/// The most words that an entry within a list has, and one at its beginning or end, where only the words around
/// tell how far it reaches.
const ENTRY: usize = 8;
const OUTER_ENTRY: usize = 4;

/// The lists of a sentence, each as the places of its entries, in order. A list within a qualifier is part of
/// that.
pub(super) fn lists(
    words: &[Word],
    sentence: Range<usize>,
    qualifiers: &[Place],
    operative: &[usize],
    lexicon: &Lexicon,
) -> Vec<Vec<Range<usize>>> {
    let reader = Reader { words, sentence, qualifiers, operative, lexicon };
    let mut found: Vec<Vec<Range<usize>>> = Vec::new();
    for at in reader.sentence.clone() {
        let Some(list) = reader.list_at(at) else { continue };
        // "A and B, C and D" is one list at most: the later reading has seen more of it.
        match found.last_mut() {
            Some(last) if list[0].start <= last[last.len() - 1].start => *last = list,
            _ => found.push(list),
        }
    }
    found
}

/// The items that a provision sets out, "(a) ...; (b) ...", as the places of their words; none if there are not two.
pub(super) fn items(words: &[Word]) -> Vec<Range<usize>> {
    let starts: Vec<usize> = (0..words.len()).filter(|&at| is_item_mark(words, at)).collect();
    if starts.len() < 2 {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let item = |(start, end): (&usize, usize)| {
        let first = start + 3;
        let last = (first..end).rev().find(|&at| words[at].is_word || words[at].is(")"))?;
        // What joins the last item to the others belongs to neither.
        let joins = words[last].small.len() <= 3 && last > first && words[last - 1].is(";");
        Some(first..if joins { last - 1 } else { last + 1 })
    };
    starts.iter().zip(ends).filter_map(item).collect()
}

/// Whether the mark of an item stands at a place: "(a)" or "(iv)", at the beginning or behind a mark.
fn is_item_mark(words: &[Word], at: usize) -> bool {
    let Some([open, label, close]) = words.get(at..at + 3) else { return false };
    let is_roman = label.small.len() <= 4 && label.small.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
    let is_label = label.is_word && (label.small.chars().count() == 1 || is_roman);
    let before = at.checked_sub(1).map(|before| &words[before]);
    let joins = |place: usize| words[place].is(";") || words[place].is(",") || words[place].is(":");
    let is_apart = before.is_none_or(|word| !word.is_word || at >= 2 && word.small.len() <= 3 && joins(at - 2));
    open.is("(") && close.is(")") && is_label && is_apart
}

struct Reader<'a> {
    words: &'a [Word],
    sentence: Range<usize>,
    qualifiers: &'a [Place],
    operative: &'a [usize],
    lexicon: &'a Lexicon,
}

impl Reader<'_> {
    /// The list whose last entry follows the conjunction at a place.
    fn list_at(&self, at: usize) -> Option<Vec<Range<usize>>> {
        let is_conjunction = self.lexicon.joins(&self.words[at]);
        if !is_conjunction || self.bars(at) || at <= self.sentence.start {
            return None;
        }
        let mut entries = vec![self.entry_behind(at + 1)?];
        let mut end = if self.words[at - 1].is(",") { at - 1 } else { at };
        loop {
            match self.entry_between_commas(end) {
                Some((comma, entry)) => {
                    entries.push(entry);
                    end = comma;
                }
                None => {
                    entries.push(self.entry_before(end)?);
                    break;
                }
            }
        }
        entries.reverse();
        Some(entries)
    }

    fn bars(&self, at: usize) -> bool {
        qualified(self.qualifiers, at) || self.operative.contains(&at)
    }

    /// Whether a word stands between parts of a sentence and not within an entry.
    fn is_outside(&self, at: usize) -> bool {
        let word = &self.words[at];
        let is_joiner = ["(", ")", "\"", "'", "-"].contains(&word.small.as_str());
        !word.is_word && !is_joiner || self.bars(at)
    }

    /// A whole entry that ends before a place and follows a comma, with the place of the comma.
    fn entry_between_commas(&self, end: usize) -> Option<(usize, Range<usize>)> {
        let from = self.sentence.start.max(end.saturating_sub(ENTRY + 1));
        let comma = (from..end).rev().find(|&at| self.is_outside(at))?;
        // The comma behind a qualifier parts no entries.
        if !self.words[comma].is(",") || comma == self.sentence.start || self.bars(comma - 1) {
            return None;
        }
        let is_joint = |at: usize| self.lexicon.joins(&self.words[at]);
        let start = if is_joint(comma + 1) { comma + 2 } else { comma + 1 };
        let first = self.words.get(start).filter(|_| start < end)?;
        let opens = self.lexicon.openings.contains(&first.small) || self.lexicon.relatives.contains(&first.small);
        // What is introduced or joined within begins behind that: "migrants, such as women | and children".
        let begins_within = (start..end).any(|at| is_joint(at) || at > start && self.is_introduced(at, start));
        (!opens && !begins_within).then_some((comma, start..end))
    }

    /// The first entry, which ends before a place: as far back as no word says that something else was said.
    fn entry_before(&self, end: usize) -> Option<Range<usize>> {
        let mut start = end;
        while start > self.sentence.start && end - start < OUTER_ENTRY {
            let before = start - 1;
            let introduces = self.is_introduced(start, self.sentence.start);
            let is_article = self.lexicon.determiners.contains(&self.words[before].small);
            if self.is_outside(before)
                || introduces
                || self.words[before].is("(")
                || !is_article && self.says_little(before)
            {
                break;
            }
            start = before;
        }
        (start < end).then_some(start..end)
    }

    /// Whether a phrase such as "including" ends before a place, from another place on.
    fn is_introduced(&self, start: usize, from: usize) -> bool {
        let from = from.max(start.saturating_sub(self.lexicon.introductions.longest()));
        (from..start).any(|at| self.lexicon.introductions.end_at(self.words, at, start) == Some(start))
    }

    /// The last entry, which begins at a place.
    fn entry_behind(&self, start: usize) -> Option<Range<usize>> {
        let mut end = start;
        while end < self.sentence.end && end - start < OUTER_ENTRY + 1 {
            let is_article = self.lexicon.determiners.contains(&self.words[end].small);
            let ends = self.is_outside(end)
                || self.words[end].is(")")
                || self.says_little(end) && !(end == start && is_article);
            if ends {
                break;
            }
            end += 1;
        }
        (start < end).then_some(start..end)
    }

    fn says_little(&self, at: usize) -> bool {
        self.lexicon.says_little(&self.words[at].small)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::anatomy::words::words;
    use crate::language::{Language, Reading};

    #[test]
    fn what_joins_the_last_item_belongs_to_neither() {
        let told = |text: &str| {
            let words = words(&Reading::of(text, Language::of(Some("en"))), &[], &Lexicon::empty());
            let told =
                |range: Range<usize>| words[range].iter().map(|word| word.small.clone()).collect::<Vec<_>>().join(" ");
            items(&words).into_iter().map(told).collect::<Vec<_>>()
        };
        assert_eq!(told("Millers should: (a) grind rye; and (b) weigh it."), ["grind rye", "weigh it"]);
        assert_eq!(told("Millers should: (a) grind rye; (b) weigh it; (c) go."), ["grind rye", "weigh it", "go"]);
        // A short word that a mark stands before and nothing else is the item.
        assert_eq!(told("(i) rye; (ii) oat."), ["rye", "oat"]);
        assert_eq!(told("(a) Grind, sift or bag; (b) sell."), ["grind , sift or bag", "sell"]);
        assert_eq!(told("Millers should: (a) grind rye."), [] as [&str; 0]);
        assert_eq!(told("The mill (a ruin) and (a) grind; (b) sell."), [] as [&str; 0]);
    }
}
