//! The words that stand in two texts in the same row: what may be called agreed word for word.
//!
//! Found by greedy tiling (Wise 1993): the longest run that both texts have is taken first, and no word is told
//! twice.

use std::collections::BinaryHeap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::parameters::{Parameters, Runs};
use crate::language::{Reading, Token, plain};

/// A run of words that two texts have, in bytes of each. Letter case and the form of quotes, dashes and spaces may
/// differ; marks between the words are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verbatim {
    /// Where it stands in the query.
    pub query: Range<usize>,
    /// Where it stands in the precedent.
    pub precedent: Range<usize>,
    /// How many words it has.
    pub words: usize,
    /// How many of them say something by themselves.
    pub content: usize,
}

/// The runs of words that two texts have in common, in the order of the query, which are long enough and say enough. No
/// word is part of two runs.
pub fn verbatim(query: &Reading<'_>, precedent: &Reading<'_>, parameters: &Parameters) -> Vec<Verbatim> {
    let least = &parameters.verbatim;
    let mut numbers = FxHashMap::default();
    let [query, precedent] = [query, precedent].map(|text| words(text, &mut numbers));
    let mut runs: BinaryHeap<Run> = common_runs(&query, &precedent, least).into_iter().collect();
    let mut free = [vec![true; query.len()], vec![true; precedent.len()]];
    let mut found = Vec::new();
    while let Some(run) = runs.pop() {
        let Some(left) = run.longest_free(&free) else { continue };
        let Some(left) = left.trimmed(&query, least) else { continue };
        if left.length < run.length {
            runs.push(left);
            continue;
        }
        free[0][left.query..left.query + left.length].fill(false);
        free[1][left.precedent..left.precedent + left.length].fill(false);
        found.push(left);
    }
    found.sort_by_key(|run| run.query);
    let span =
        |words: &[Word], start: usize, length: usize| words[start].span.start..words[start + length - 1].span.end;
    let count = |run: &Run, pick: fn(&Word) -> bool| {
        query[run.query..run.query + run.length].iter().filter(|word| pick(word)).count()
    };
    let told = found.into_iter().map(|run| Verbatim {
        query: span(&query, run.query, run.length),
        precedent: span(&precedent, run.precedent, run.length),
        words: count(&run, |word| word.is_word),
        content: count(&run, |word| word.is_content),
    });
    told.collect()
}

/// A phrase that stands word for word in a text as a whole, be it as short as two words of which one says something;
/// marks at its ends aside.
pub(super) fn whole(phrase: &Reading<'_>, text: &Reading<'_>) -> Option<Verbatim> {
    let mut numbers = FxHashMap::default();
    let [phrase, text] = [phrase, text].map(|text| words(text, &mut numbers));
    let first = phrase.iter().position(|word| word.is_word)?;
    let last = phrase.iter().rposition(|word| word.is_word)?;
    let phrase = &phrase[first..=last];
    let count = |pick: fn(&Word) -> bool| phrase.iter().filter(|word| pick(word)).count();
    if count(|word| word.is_word) < 2 || count(|word| word.is_content) == 0 {
        return None;
    }
    let is_there = |run: &[Word]| run.iter().zip(phrase).all(|(one, other)| one.key == other.key);
    let at = text.windows(phrase.len()).position(is_there)?;
    Some(Verbatim {
        query: phrase[0].span.start..phrase[phrase.len() - 1].span.end,
        precedent: text[at].span.start..text[at + phrase.len() - 1].span.end,
        words: count(|word| word.is_word),
        content: count(|word| word.is_content),
    })
}

/// A word or a mark.
struct Word {
    span: Range<usize>,
    /// The same number for what is the same but for case and typography.
    key: u32,
    is_word: bool,
    is_content: bool,
}

fn words(reading: &Reading<'_>, numbers: &mut FxHashMap<String, u32>) -> Vec<Word> {
    let word = |token: &Token| {
        let small = plain(&reading.text[token.span()]).to_lowercase();
        let is_content = token.is_word && !reading.language.is_small_function_word(&small);
        let next = numbers.len() as u32;
        Word { span: token.span(), key: *numbers.entry(small).or_insert(next), is_word: token.is_word, is_content }
    };
    reading.tokens.iter().map(word).collect()
}

/// A run of words, by the places of its first word. The longest is the greatest, then the first of the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    length: usize,
    query: usize,
    precedent: usize,
}

impl Ord for Run {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |run: &Run| (run.length, std::cmp::Reverse((run.query, run.precedent)));
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Run {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Run {
    /// The longest part of it of which no word is taken.
    fn longest_free(self, free: &[Vec<bool>; 2]) -> Option<Run> {
        let is_free = |at: &usize| free[0][self.query + at] && free[1][self.precedent + at];
        let mut best: Option<Range<usize>> = None;
        let mut start = 0;
        while start < self.length {
            let end = (start..self.length).find(|at| !is_free(at)).unwrap_or(self.length);
            if end > start && best.as_ref().is_none_or(|best| best.len() < end - start) {
                best = Some(start..end);
            }
            start = end + 1;
        }
        best.map(|part| self.part(part))
    }

    /// Without marks at its ends; nothing if too little is left to be worth telling.
    fn trimmed(self, query: &[Word], least: &Runs) -> Option<Run> {
        let words = &query[self.query..self.query + self.length];
        let first = words.iter().position(|word| word.is_word)?;
        let last = words.iter().rposition(|word| word.is_word)?;
        let count = |pick: fn(&Word) -> bool| words.iter().filter(|word| pick(word)).count();
        let says =
            count(|word| word.is_word) >= least.least_words && count(|word| word.is_content) >= least.least_content;
        says.then(|| self.part(first..last + 1))
    }

    fn part(self, part: Range<usize>) -> Run {
        Run { length: part.len(), query: self.query + part.start, precedent: self.precedent + part.start }
    }
}

/// Every run that both texts have and that cannot be made longer, if it is worth telling.
fn common_runs(query: &[Word], precedent: &[Word], least: &Runs) -> Vec<Run> {
    let mut found = Vec::new();
    // How long the run is that ends with the last word of the query and each word of the precedent.
    let mut before = vec![0; precedent.len() + 1];
    for (at, word) in query.iter().enumerate() {
        let mut now = vec![0; precedent.len() + 1];
        for there in (0..precedent.len()).filter(|&there| precedent[there].key == word.key) {
            now[there + 1] = before[there] + 1;
            let goes_on = matches!((query.get(at + 1), precedent.get(there + 1)), (Some(one), Some(other)) if one.key == other.key);
            if !goes_on && now[there + 1] >= least.least_words {
                let length = now[there + 1];
                found.extend(
                    Run { length, query: at + 1 - length, precedent: there + 1 - length }.trimmed(query, least),
                );
            }
        }
        before = now;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::english;

    fn found(query: &str, precedent: &str) -> Vec<Verbatim> {
        verbatim(&english(query), &english(precedent), &Parameters::default())
    }

    fn whole(phrase: &str, text: &str) -> Option<Verbatim> {
        super::whole(&english(phrase), &english(text))
    }

    fn told(query: &str, precedent: &str) -> Vec<String> {
        found(query, precedent).into_iter().map(|run| query[run.query].to_owned()).collect()
    }

    #[test]
    fn runs_are_told_whatever_their_case_quotes_and_spaces() {
        let query = "Keep the “old sealed crates”\nof the port.";
        assert_eq!(told(query, "They keep the \"Old  sealed crates\" of a port"), ["Keep the “old sealed crates”\nof"]);
    }

    #[test]
    fn a_phrase_stands_in_a_text_as_a_whole_or_not() {
        let run = whole("Sealed crates.", "Count the sealed  crates of the port").unwrap();
        assert_eq!((run.query, run.precedent, run.words), (0..13, 10..24, 2));
        assert_eq!(whole("sealed crates of oak", "Count the sealed crates of the port"), None);
        assert_eq!(whole("of the", "Count the sealed crates of the port"), None);
        assert_eq!(whole("crates", "Count the sealed crates of the port"), None);
    }

    #[test]
    fn a_mark_that_only_one_text_has_ends_a_run() {
        assert_eq!(
            told("open the sealed crates, count the old barrels", "open the sealed crates count the old barrels"),
            ["open the sealed crates", "count the old barrels"]
        );
    }

    #[test]
    fn what_says_little_is_not_told() {
        assert_eq!(told("as well as in the port", "as well as in the market"), [] as [&str; 0]);
        assert_eq!(told("sealed crates and", "sealed crates and"), [] as [&str; 0]);
    }

    #[test]
    fn no_word_is_told_twice() {
        let runs = found("count the sealed crates, count the sealed crates", "count the sealed crates");
        assert_eq!(runs.len(), 1);
        let runs = found(
            "count the sealed crates of every port daily",
            "seal crates of every port daily; count the sealed crates of every town",
        );
        let told: Vec<&str> =
            runs.iter().map(|run| &"count the sealed crates of every port daily"[run.query.clone()]).collect();
        assert_eq!(told, ["count the sealed crates of every"]);
    }

    #[test]
    fn the_longest_free_part_is_taken_and_of_equals_the_first() {
        let run = Run { length: 5, query: 1, precedent: 0 };
        let free = |query: [bool; 6]| {
            let found = run.longest_free(&[query.to_vec(), vec![true; 5]])?;
            Some((found.query, found.precedent, found.length))
        };
        assert_eq!(free([true; 6]), Some((1, 0, 5)));
        assert_eq!(free([true, true, true, false, true, true]), Some((1, 0, 2)));
        assert_eq!(free([true, true, false, true, true, true]), Some((3, 2, 3)));
        assert_eq!(free([true, false, false, false, false, false]), None);
    }
}
