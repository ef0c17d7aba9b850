//! How often words stand in the provisions of an archive: what their rarity is told by.
//!
//! The counts of parts add up to those of the whole, so that an archive too large for one machine can be counted part by part, and
//! each part of it be weighed as it would be among all of it.

use std::collections::{BTreeMap, BTreeSet};

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;

use super::collection::{given, words};
use crate::analysis::{Analysed, Languages};
use crate::language::Term;
use crate::model::ProvisionIndex;

/// How many provisions of some documents have each word, and each name.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Statistics {
    /// How many provisions there are.
    pub(super) texts: usize,
    /// In how many documents of each language they are.
    pub(super) languages: Languages,
    words: BTreeMap<String, WordCount>,
    names: BTreeMap<String, u32>,
    /// The stems of each document's body and subject, where they are known.
    given: Vec<BTreeSet<String>>,
}

/// How often a word is met.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct WordCount {
    /// How many provisions have it.
    texts: u32,
    /// How many documents of each language have it, in provisions or headings.
    documents: BTreeMap<Option<String>, u32>,
}

impl Statistics {
    /// Counts the words and names of some documents.
    pub fn of(documents: &[Analysed]) -> Self {
        let each: Vec<Statistics> = documents.par_iter().map(Statistics::of_one).collect();
        let mut all = Statistics::default();
        each.into_iter().for_each(|one| all.add(one));
        all
    }

    fn of_one(document: &Analysed) -> Self {
        let vocabulary = document.vocabulary();
        let numbers: Vec<Term> = (0..vocabulary.len() as Term).collect();
        let all = || ProvisionIndex::all(&document.provisions);
        let identities: BTreeSet<&str> = all().flat_map(|at| document.named(at)).map(|one| one.id()).collect();
        let identities: Vec<&str> = identities.into_iter().collect();
        let identity = |id: &str| (numbers.len() + identities.partition_point(|other| *other < id)) as Term;
        let mut counts = vec![0; numbers.len() + identities.len()];
        for provision in all() {
            let terms: BTreeSet<Term> =
                words(document, provision, &numbers, identity).iter().map(|word| word.term).collect();
            terms.into_iter().for_each(|term| counts[term as usize] += 1);
        }
        let code = document.language_code();
        let names = identities.iter().map(|id| (*id).to_owned()).zip(counts.split_off(numbers.len())).collect();
        let word = |(&term, texts): (&Term, u32)| {
            let documents = BTreeMap::from([(code.map(str::to_owned), 1)]);
            (vocabulary.normal(term).to_owned(), WordCount { texts, documents })
        };
        Statistics {
            texts: document.provisions.len(),
            languages: Languages::of(std::iter::once(code)),
            words: numbers.iter().zip(counts).map(word).collect(),
            names,
            given: vec![given(document)],
        }
    }

    /// Adds what was counted of other documents.
    pub fn add(&mut self, other: Statistics) {
        self.texts += other.texts;
        self.languages.add(other.languages);
        for (stem, more) in other.words {
            let count = self.words.entry(stem).or_default();
            count.texts += more.texts;
            more.documents.into_iter().for_each(|(code, more)| *count.documents.entry(code).or_default() += more);
        }
        other.names.into_iter().for_each(|(name, more)| *self.names.entry(name).or_default() += more);
        self.given.extend(other.given);
        // Whatever the order in which they are added.
        self.given.sort();
    }

    /// How many provisions have a word, by its stem.
    pub(super) fn word(&self, stem: &str) -> u32 {
        self.words.get(stem).map_or(0, |count| count.texts)
    }

    /// How many provisions name something, by its identity.
    pub(super) fn name(&self, id: &str) -> u32 {
        self.names.get(id).copied().unwrap_or(0)
    }

    /// The language of most of the documents that have a word; of several the first by its code.
    pub(super) fn language_of(&self, stem: &str) -> Option<&str> {
        let mut most = (0, None);
        for (code, &count) in self.words.get(stem).into_iter().flat_map(|count| &count.documents) {
            if count > most.0 {
                most = (count, code.as_deref());
            }
        }
        most.1
    }

    /// Whether any provision or heading has a word, by its stem.
    pub(super) fn knows(&self, stem: &str) -> bool {
        self.words.contains_key(stem)
    }

    /// The stems of the bodies and subjects of most documents that have either, as far as any provision or heading has them.
    pub(super) fn given_in_most(&self) -> BTreeSet<&str> {
        let is_known = |stems: &&BTreeSet<String>| stems.iter().any(|stem| self.words.contains_key(stem));
        let documents = self.given.iter().filter(is_known).count();
        let mut counts = BTreeMap::<&str, usize>::new();
        let stems = self.given.iter().flatten().filter(|stem| self.words.contains_key(*stem));
        stems.for_each(|stem| *counts.entry(stem).or_default() += 1);
        counts.into_iter().filter(|(_, count)| 2 * count > documents).map(|(stem, _)| stem).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::analysis::Options;
    use crate::extract::of_texts;

    #[test]
    fn words_are_counted_by_the_provisions_that_have_them() {
        let document = |id: &str, texts: &[&str]| Analysed::of(of_texts(id, texts, Some("en")), &Options::default());
        let one = document("one", &["Mills grind barley.", "Mills close in winter.", "Wells are cleaned."]);
        let other = document("other", &["Mills are mended."]);
        let counted = Statistics::of(std::slice::from_ref(&one));
        let mill = one.vocabulary().normal(one.terms(ProvisionIndex::new(0))[0]).to_owned();
        assert_eq!((counted.texts, counted.word(&mill), counted.word("no such stem")), (3, 2, 0));
        assert_eq!(counted.language_of(&mill), Some("en"));
        let mut both = counted;
        both.add(Statistics::of(std::slice::from_ref(&other)));
        assert_eq!((both.texts, both.word(&mill)), (4, 3));
        assert_eq!(both, Statistics::of(&[one, other]));
    }
}
