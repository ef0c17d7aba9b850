//! Provisions as the engine sees them: bags and sequences of numbered words.

use rustc_hash::FxHashMap;

use crate::extract::Provision;
use crate::language::{Language, Term, Terms, plain};

/// A provision's text, prepared for comparing.
pub(super) struct Text {
    pub(super) label: String,
    /// The set of words of the innermost heading, sorted.
    pub(super) section: Vec<Term>,
    terms: Vec<Term>,
    /// The words with their counts, sorted.
    counts: Vec<(Term, u32)>,
    /// The neighbouring pairs of words, sorted.
    phrases: Vec<(Term, Term)>,
    letters: String,
    weight: f64,
}

impl Text {
    pub(super) fn of(provision: &Provision, language: &Language, terms: &mut Terms) -> Self {
        let sequence = language.terms(provision.text(), terms);
        let mut phrases: Vec<(Term, Term)> = sequence.windows(2).map(|pair| (pair[0], pair[1])).collect();
        phrases.sort_unstable();
        let mut section = provision.section.last().map(|title| language.terms(title, terms)).unwrap_or_default();
        section.sort_unstable();
        section.dedup();
        Text {
            label: provision.label.clone(),
            section,
            counts: count(&sequence),
            terms: sequence,
            phrases,
            letters: plain(provision.text()).to_lowercase(),
            weight: 0.0,
        }
    }

    /// Several texts as one.
    pub(super) fn joined<'a>(texts: impl Iterator<Item = &'a Text>) -> Text {
        let mut parts = texts.peekable();
        let (label, section) =
            parts.peek().map(|first| (first.label.clone(), first.section.clone())).unwrap_or_default();
        let mut whole = Text {
            label,
            section,
            terms: vec![],
            counts: vec![],
            phrases: vec![],
            letters: String::new(),
            weight: 0.0,
        };
        for part in parts {
            whole.terms.extend(&part.terms);
            whole.phrases.extend(&part.phrases);
            whole.letters.push_str(&part.letters);
            whole.letters.push(' ');
            whole.weight += part.weight;
        }
        whole.phrases.sort_unstable();
        whole.counts = count(&whole.terms);
        whole
    }

    /// The words in order.
    pub(super) fn terms(&self) -> &Vec<Term> {
        &self.terms
    }

    /// The words with how often each stands here, sorted.
    pub(super) fn counts(&self) -> &[(Term, u32)] {
        &self.counts
    }

    pub(super) fn phrases(&self) -> &[(Term, Term)] {
        &self.phrases
    }

    pub(super) fn letters(&self) -> &str {
        &self.letters
    }

    /// The sum of the words' weights.
    pub(super) fn weight(&self) -> f64 {
        self.weight
    }

    /// The weight of the words that two texts share, each as often as both have it.
    pub(super) fn shared_weight(&self, other: &Text, rarity: &Rarity) -> f64 {
        self.shared(other).map(|(term, count)| rarity.of(term) * f64::from(count)).sum()
    }

    /// The words that two texts share.
    pub(super) fn shared<'a>(&'a self, other: &'a Text) -> impl Iterator<Item = (Term, u32)> + 'a {
        let mut at = 0;
        self.counts.iter().filter_map(move |&(term, count)| {
            while other.counts.get(at).is_some_and(|&(there, _)| there < term) {
                at += 1;
            }
            let &(there, there_count) = other.counts.get(at)?;
            (there == term).then(|| (term, count.min(there_count)))
        })
    }
}

fn count(sequence: &[Term]) -> Vec<(Term, u32)> {
    let mut sorted = sequence.to_vec();
    sorted.sort_unstable();
    let mut counts: Vec<(Term, u32)> = Vec::new();
    for term in sorted {
        match counts.last_mut() {
            Some((last, count)) if *last == term => *count += 1,
            _ => counts.push((term, 1)),
        }
    }
    counts
}

/// How much each word says: the fewer provisions of both documents have it, the more.
///
/// The weight is the inverse document frequency `ln((N + 1) / (n + 0.5))` of Spärck Jones (1972),
/// with half an occurrence added so that a word that stands everywhere weighs nearly nothing.
/// Boilerplate counts for little because it is measured to be common, not because a list says so.
pub(super) struct Rarity {
    weights: Vec<f64>,
    frequencies: Vec<u32>,
    /// The weight of a word that two provisions have.
    rare: f64,
}

impl Rarity {
    /// Measures words over all texts of both sides, and weighs the texts.
    pub(super) fn measure(old: &mut [Text], new: &mut [Text], term_count: usize) -> Self {
        let mut frequencies = vec![0u32; term_count];
        for text in old.iter().chain(new.iter()) {
            for &(term, _) in &text.counts {
                frequencies[term as usize] += 1;
            }
        }
        let total = (old.len() + new.len()) as f64 + 1.0;
        let weights = frequencies.iter().map(|&n| (total / (f64::from(n) + 0.5)).ln().max(0.0)).collect();
        let rarity = Rarity { weights, frequencies, rare: (total / 2.5).ln().max(0.0) };
        for text in old.iter_mut().chain(new.iter_mut()) {
            text.weight = text.counts.iter().map(|&(term, count)| rarity.of(term) * f64::from(count)).sum();
        }
        rarity
    }

    /// The weight of a word.
    pub(super) fn of(&self, term: Term) -> f64 {
        self.weights.get(term as usize).copied().unwrap_or(0.0)
    }

    /// Whether a word is rare enough to be named as a reason: it weighs at least six tenths of what a
    /// word weighs that only two provisions have.
    pub(super) fn is_telling(&self, term: Term) -> bool {
        self.of(term) >= 0.6 * self.rare
    }

    /// How many provisions have a word.
    pub(super) fn frequency(&self, term: Term) -> u32 {
        self.frequencies.get(term as usize).copied().unwrap_or(0)
    }
}

/// An inverted index: which texts have a word.
pub(super) struct Index {
    texts: FxHashMap<Term, Vec<u32>>,
}

impl Index {
    pub(super) fn of(texts: &[Text]) -> Self {
        let mut index = FxHashMap::<Term, Vec<u32>>::default();
        for (at, text) in texts.iter().enumerate() {
            for &(term, _) in text.counts() {
                index.entry(term).or_default().push(at as u32);
            }
        }
        Index { texts: index }
    }

    /// The texts that have a word, in order.
    pub(super) fn with(&self, term: Term) -> &[u32] {
        self.texts.get(&term).map_or(&[], Vec::as_slice)
    }
}
