//! Which words and signs of two texts a redline keeps, each with its place in both.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::brackets::Bracketed;
use crate::diff::{Nature, Stretch};
use crate::language::is_unspaced;

/// The words that both texts have, and the signs of brackets.
pub(crate) struct Kept {
    /// In the order of the old text: where a word stands in it, and where in the new one.
    words: Vec<(Range<usize>, Range<usize>)>,
    /// The same in the order of the new text.
    in_new: Vec<(Range<usize>, Range<usize>)>,
    /// Where a sign stands in both.
    signs: BTreeMap<usize, usize>,
}

/// The words of a stretch of a text: runs of letters and digits. Of a script without spaces each letter is one.
pub(crate) fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let within = &text[range.clone()];
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_within = false;
    for (at, letter) in within.char_indices() {
        let place = range.start + at..range.start + at + letter.len_utf8();
        match found.last_mut() {
            _ if !letter.is_alphanumeric() => is_within = false,
            _ if is_unspaced(letter) => {
                found.push(place);
                is_within = false;
            }
            Some(last) if is_within => last.end = place.end,
            _ => {
                found.push(place);
                is_within = true;
            }
        }
    }
    found.into_iter()
}

impl Kept {
    pub(crate) fn of(
        redline: &[Stretch],
        (old, open_old): (&str, &Bracketed),
        (new, open_new): (&str, &Bracketed),
    ) -> Self {
        let mut kept = Kept { words: Vec::new(), in_new: Vec::new(), signs: BTreeMap::new() };
        let signs = [open_old.signs(), open_new.signs()];
        let within = |signs: &[Range<usize>], range: &Range<usize>| -> Vec<usize> {
            let first = signs.partition_point(|sign| sign.start < range.start);
            signs[first..].iter().map(|sign| sign.start).take_while(|&sign| sign < range.end).collect()
        };
        let mut moved = BTreeMap::<usize, [Vec<Range<usize>>; 2]>::new();
        let mut gone: Option<Range<usize>> = None;
        for stretch in redline {
            match stretch {
                Stretch::Unchanged { old: before, new: after } => {
                    kept.add((old, before.clone()), (new, after.clone()));
                    kept.signs.extend(within(&signs[0], before).into_iter().zip(within(&signs[1], after)));
                }
                Stretch::Deleted { old: range, nature: Nature::Case } => gone = Some(range.clone()),
                Stretch::Inserted { new: range, nature: Nature::Case } => {
                    if let Some(before) = gone.take() {
                        kept.add((old, before), (new, range.clone()));
                    }
                }
                Stretch::Deleted { old: range, nature: Nature::Moved(number) } => {
                    moved.entry(*number).or_default()[0].push(range.clone());
                }
                Stretch::Inserted { new: range, nature: Nature::Moved(number) } => {
                    moved.entry(*number).or_default()[1].push(range.clone());
                }
                _ => {}
            }
        }
        for [before, after] in moved.into_values() {
            for (before, after) in before.into_iter().zip(after) {
                kept.add((old, before), (new, after));
            }
        }
        kept.words.sort_by_key(|(word, _)| word.start);
        kept.in_new = kept.words.clone();
        kept.in_new.sort_by_key(|(_, word)| word.start);
        kept
    }

    fn add(&mut self, (old, before): (&str, Range<usize>), (new, after): (&str, Range<usize>)) {
        let (before, after): (Vec<_>, Vec<_>) = (words(old, before).collect(), words(new, after).collect());
        if before.len() == after.len() {
            self.words.extend(before.into_iter().zip(after));
        }
    }

    /// Where a word of the old text stands in the new one.
    pub(crate) fn new_of(&self, word: &Range<usize>) -> Option<Range<usize>> {
        let at = self.words.binary_search_by_key(&word.start, |(old, _)| old.start).ok()?;
        Some(self.words[at].1.clone())
    }

    /// Where a word of the new text stood in the old one.
    pub(super) fn old_of(&self, word: &Range<usize>) -> Option<Range<usize>> {
        let at = self.in_new.binary_search_by_key(&word.start, |(_, new)| new.start).ok()?;
        Some(self.in_new[at].0.clone())
    }

    /// Where a sign of the old text stands in the new one.
    pub(super) fn sign(&self, at: usize) -> Option<usize> {
        self.signs.get(&at).copied()
    }

    /// The stretch of the new text from the first to the last of some words of the old one.
    pub(super) fn spanned(&self, words: &[Range<usize>]) -> Option<Range<usize>> {
        let now: Vec<Range<usize>> = words.iter().filter_map(|word| self.new_of(word)).collect();
        let start = now.iter().map(|word| word.start).min()?;
        Some(start..now.iter().map(|word| word.end).max()?)
    }

    /// The last word of the new text that stands before a place of the old one.
    pub(super) fn last_before(&self, at: usize) -> Option<Range<usize>> {
        self.words[..self.words.partition_point(|(old, _)| old.end <= at)].last().map(|(_, new)| new.clone())
    }

    /// The first word of the new text that stands behind a place of the old one.
    pub(super) fn first_behind(&self, at: usize) -> Option<Range<usize>> {
        self.words.get(self.words.partition_point(|(old, _)| old.start < at)).map(|(_, new)| new.clone())
    }

    /// Where the last kept word before a place of the new text ends in it.
    pub(super) fn new_last_before(&self, at: usize) -> Option<usize> {
        self.in_new[..self.in_new.partition_point(|(_, new)| new.end <= at)].last().map(|(_, new)| new.end)
    }

    /// Where the first kept word behind a place of the new text begins in it.
    pub(super) fn new_first_behind(&self, at: usize) -> Option<usize> {
        self.in_new.get(self.in_new.partition_point(|(_, new)| new.start < at)).map(|(_, new)| new.start)
    }

    /// Where the last kept word before a place of the old text ends in it.
    pub(super) fn old_end_before(&self, at: usize) -> usize {
        self.words[..self.words.partition_point(|(old, _)| old.end <= at)].last().map_or(0, |(old, _)| old.end)
    }

    /// Where the first kept word behind a place of the old text begins in it.
    pub(super) fn old_start_behind(&self, at: usize, end: usize) -> usize {
        self.words.get(self.words.partition_point(|(old, _)| old.start < at)).map_or(end, |(old, _)| old.start)
    }
}
