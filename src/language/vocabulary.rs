//! Normalised words as numbers.

use borsh::{BorshDeserialize, BorshSerialize};
use rustc_hash::FxHashMap;

use super::{Language, Word};

/// A normalised word as a number. The order of the numbers is that of the alphabet.
pub type Term = u32;

/// The normalised words of some texts, sorted, so that no number tells which text was read first.
#[derive(Debug, Clone, Default, BorshSerialize, BorshDeserialize)]
pub struct Vocabulary {
    normal: Vec<String>,
    /// Whether a word, in every form in which it was met, holds sentences together and says little by itself.
    is_function: Vec<bool>,
}

impl Vocabulary {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.normal.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.normal.is_empty()
    }

    /// The normalised form of a word.
    pub fn normal(&self, term: Term) -> &str {
        &self.normal[term as usize]
    }

    /// The number of a word by its normalised form.
    pub fn find(&self, normal: &str) -> Option<Term> {
        // Words are sorted.
        self.normal.binary_search_by(|word| word.as_str().cmp(normal)).ok().map(|at| at as Term)
    }

    /// Whether a word holds sentences together and says little by itself.
    pub fn is_function(&self, term: Term) -> bool {
        self.is_function[term as usize]
    }

    /// One vocabulary of several, and for each of them the numbers that its terms have there. Since both are sorted,
    /// what was sorted by the old numbers is sorted by the new.
    pub fn union(parts: &[&Vocabulary]) -> (Vocabulary, Vec<Vec<Term>>) {
        let mut met = Interner::default();
        let entries = |part: &&Vocabulary| -> Vec<Term> {
            part.normal
                .iter()
                .zip(&part.is_function)
                .map(|(normal, is_function)| met.term(normal, *is_function))
                .collect()
        };
        let mut numbers: Vec<Vec<Term>> = parts.iter().map(entries).collect();
        let (vocabulary, sorted) = met.sorted();
        numbers.iter_mut().flatten().for_each(|term| *term = sorted[*term as usize]);
        (vocabulary, numbers)
    }
}

/// Words in the order in which they are met.
#[derive(Default)]
struct Interner {
    by_normal: FxHashMap<String, Term>,
    is_function: Vec<bool>,
}

impl Interner {
    fn term(&mut self, normal: &str, is_function: bool) -> Term {
        if let Some(&known) = self.by_normal.get(normal) {
            self.is_function[known as usize] &= is_function;
            return known;
        }
        let next = self.is_function.len() as Term;
        self.by_normal.insert(normal.to_owned(), next);
        self.is_function.push(is_function);
        next
    }

    /// The words sorted, and the new number of each by its old one.
    fn sorted(self) -> (Vocabulary, Vec<Term>) {
        let mut words: Vec<(String, Term)> = self.by_normal.into_iter().collect();
        words.sort_unstable();
        let mut numbers = vec![0; words.len()];
        for ((_, old), new) in words.iter().zip(0..) {
            numbers[*old as usize] = new;
        }
        let is_function = words.iter().map(|(_, old)| self.is_function[*old as usize]).collect();
        (Vocabulary { normal: words.into_iter().map(|(normal, _)| normal).collect(), is_function }, numbers)
    }
}

/// Gathers the vocabulary of texts in one language.
pub(crate) struct Gatherer {
    language: &'static Language,
    /// The term of each printed word, and whether it is a function word.
    by_printed: FxHashMap<String, (Term, bool)>,
    met: Interner,
}

impl Gatherer {
    pub(crate) fn new(language: &'static Language) -> Self {
        Gatherer { language, by_printed: FxHashMap::default(), met: Interner::default() }
    }

    /// The number of a word of a text, until the vocabulary is sorted. Notes with the word whether it is a function word.
    pub(crate) fn term(&mut self, text: &str, word: &mut Word) -> Term {
        let printed = &text[word.span()];
        let (term, is_function) = match self.by_printed.get(printed) {
            Some(&known) => known,
            None => {
                let is_function = self.language.is_function_word(printed);
                let term = self.met.term(&self.language.normal_form(printed), is_function);
                self.by_printed.insert(printed.to_owned(), (term, is_function));
                (term, is_function)
            }
        };
        word.is_function = is_function;
        term
    }

    /// The vocabulary, and the final number of each term by the one it had.
    pub(crate) fn sorted(self) -> (Vocabulary, Vec<Term>) {
        self.met.sorted()
    }
}
