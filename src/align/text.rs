//! Provisions as the engine sees them: bags and sequences of numbered words.

use std::hash::BuildHasher;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use super::progress::Part;
use crate::extract::Provision;
use crate::language::{Language, Term, Terms, plain};

/// A provision's text, prepared for comparing.
pub(super) struct Text {
    pub(super) id: String,
    pub(super) label: String,
    /// The set of words of the innermost heading, sorted.
    pub(super) section: Vec<Term>,
    /// The set of words of its own title, sorted; empty if it has none.
    pub(super) title: Vec<Term>,
    terms: Vec<Term>,
    /// The words with their counts, sorted.
    counts: Vec<(Term, u32)>,
    /// The set of words that cite: numbers, symbols, acronyms; sorted.
    pub(super) cited: Vec<Term>,
    /// The neighbouring pairs of words, sorted.
    phrases: Vec<(Term, Term)>,
    /// The neighbouring pairs of letters, sorted.
    letters: Vec<u32>,
    /// How many letters it has.
    length: usize,
    /// A number that texts have in common if they differ in nothing that a reader sees.
    fingerprint: u64,
    weight: f64,
}

impl Text {
    fn of(provision: &Provision, language: &Language, terms: &mut Terms) -> Self {
        let text = provision.text();
        Text {
            id: provision.id.clone(),
            label: provision.label.clone(),
            section: provision.section.last().map(|title| language.terms(title, terms)).unwrap_or_default(),
            title: title_of(text).map(|title| language.terms(title, terms)).unwrap_or_default(),
            terms: language.terms(text, terms),
            counts: Vec::new(),
            cited: Vec::new(),
            phrases: Vec::new(),
            letters: Vec::new(),
            length: 0,
            fingerprint: 0,
            weight: 0.0,
        }
    }

    fn rename(&mut self, to: &[Term]) {
        for list in [&mut self.section, &mut self.title, &mut self.terms, &mut self.cited] {
            list.iter_mut().for_each(|term| *term = to[*term as usize]);
        }
        self.sort();
    }

    /// Counts and sorts what a text is compared by, once its words have their final numbers.
    fn finish(&mut self, text: &str, renumbered: &[Term], is_cited: &[bool]) {
        for list in [&mut self.section, &mut self.title, &mut self.terms] {
            list.iter_mut().for_each(|term| *term = renumbered[*term as usize]);
        }
        self.sort();
        self.cited = self.counts.iter().map(|&(term, _)| term).filter(|&term| is_cited[term as usize]).collect();
        let plain = plain(text);
        self.fingerprint = FxBuildHasher.hash_one(&plain);
        let small = plain.to_lowercase();
        let letters: Vec<char> = small.chars().filter(|letter| !letter.is_whitespace()).collect();
        // Two letters of the sixteen low bits each: rare ones beyond the first plane of Unicode may fall
        // together, which hardly touches a likeness.
        self.letters = letters.windows(2).map(|pair| (u32::from(pair[0]) << 16) ^ u32::from(pair[1])).collect();
        self.letters.sort_unstable();
        self.length = letters.len();
    }

    fn sort(&mut self) {
        for set in [&mut self.section, &mut self.title, &mut self.cited] {
            set.sort_unstable();
            set.dedup();
        }
        self.counts = count(&self.terms);
        self.phrases = self.terms.windows(2).map(|pair| (pair[0], pair[1])).collect();
        self.phrases.sort_unstable();
    }

    /// Several texts as one.
    pub(super) fn joined<'a>(texts: impl Iterator<Item = &'a Text>) -> Text {
        let mut parts = texts.peekable();
        let (label, section, title) = parts
            .peek()
            .map(|first| (first.label.clone(), first.section.clone(), first.title.clone()))
            .unwrap_or_default();
        let mut whole = Text {
            id: String::new(),
            label,
            section,
            title,
            terms: vec![],
            counts: vec![],
            cited: vec![],
            phrases: vec![],
            letters: vec![],
            length: 0,
            fingerprint: 0,
            weight: 0.0,
        };
        for part in parts {
            whole.terms.extend(&part.terms);
            whole.phrases.extend(&part.phrases);
            whole.letters.extend(&part.letters);
            whole.cited.extend(&part.cited);
            whole.length += part.length;
            whole.fingerprint = whole.fingerprint.rotate_left(5) ^ part.fingerprint;
            whole.weight += part.weight;
        }
        whole.phrases.sort_unstable();
        whole.letters.sort_unstable();
        whole.cited.sort_unstable();
        whole.cited.dedup();
        whole.counts = count(&whole.terms);
        whole
    }

    /// Whether two texts differ in nothing that a reader sees.
    pub(super) fn is_same_as(&self, other: &Text) -> bool {
        self.fingerprint == other.fingerprint
    }

    /// A number that the same texts have in common.
    pub(super) fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The words in order.
    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The words with how often each stands here, sorted.
    pub(super) fn counts(&self) -> &[(Term, u32)] {
        &self.counts
    }

    /// Each of its words once, sorted.
    fn set(&self) -> impl Iterator<Item = Term> + '_ {
        self.counts.iter().map(|&(term, _)| term)
    }

    pub(super) fn phrases(&self) -> &[(Term, Term)] {
        &self.phrases
    }

    /// The neighbouring pairs of letters, sorted.
    pub(super) fn letters(&self) -> &[u32] {
        &self.letters
    }

    /// How many letters it has.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// The sum of the words' weights.
    pub(super) fn weight(&self) -> f64 {
        self.weight
    }

    /// The weight of the words that two texts share, each as often as both have it.
    pub(super) fn shared_weight(&self, other: &Text, rarity: &Rarity) -> f64 {
        shared_weight(&self.counts, &other.counts, rarity)
    }

    /// The words that two texts share.
    pub(super) fn shared<'a>(&'a self, other: &'a Text) -> impl Iterator<Item = (Term, u32)> + 'a {
        shared(&self.counts, &other.counts)
    }
}

/// The longest line that can be a title, in words.
const LONGEST_TITLE: usize = 12;

/// The title of a text that has one: a short first line with no mark at its end, and a blank line after
/// it, since any line may be broken before a capital.
fn title_of(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once('\n')?;
    let title = first.trim();
    let ends_open = title.chars().last().is_some_and(|last| last.is_alphanumeric() || last == ')');
    let is_short = title.split_whitespace().nth(LONGEST_TITLE).is_none();
    let is_apart = rest.lines().next().is_some_and(|line| line.trim().is_empty());
    (ends_open && is_short && is_apart).then_some(title)
}

/// The words that two bags share, with how often both have them.
pub(super) fn shared<'a>(one: &'a [(Term, u32)], other: &'a [(Term, u32)]) -> impl Iterator<Item = (Term, u32)> + 'a {
    let mut at = 0;
    one.iter().filter_map(move |&(term, count)| {
        while other.get(at).is_some_and(|&(there, _)| there < term) {
            at += 1;
        }
        let &(there, there_count) = other.get(at)?;
        (there == term).then(|| (term, count.min(there_count)))
    })
}

/// The weight of the words that two bags share.
pub(super) fn shared_weight(one: &[(Term, u32)], other: &[(Term, u32)], rarity: &Rarity) -> f64 {
    shared(one, other).map(|(term, count)| rarity.of(term) * f64::from(count)).sum()
}

/// A sequence of words as a bag: each with its count, sorted.
fn count(sequence: &[Term]) -> Vec<(Term, u32)> {
    let mut sorted = sequence.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|one, other| one == other).map(|run| (run[0], run.len() as u32)).collect()
}

/// Both sides as the engine sees them.
pub(super) struct Prepared {
    pub(super) old: Vec<Text>,
    pub(super) new: Vec<Text>,
    pub(super) rarity: Rarity,
    pub(super) terms: Terms,
}

impl Prepared {
    pub(super) fn of(old: &[&Provision], new: &[&Provision], language: &Language, progress: Part<'_>) -> Self {
        let steps = progress.steps(old.len() + new.len());
        let mut terms = Terms::default();
        let mut read = |side: &[&Provision]| -> Vec<Text> {
            let texts = side.iter().map(|provision| {
                steps.step();
                Text::of(provision, language, &mut terms)
            });
            texts.collect()
        };
        let mut sides = [read(old), read(new)];
        let renumbered = terms.sort();
        let is_cited: Vec<bool> = (0..terms.len() as Term).map(|term| cites(terms.printed(term))).collect();
        for (texts, provisions) in sides.iter_mut().zip([old, new]) {
            let pairs = texts.par_iter_mut().zip(provisions);
            pairs.for_each(|(text, provision)| text.finish(provision.text(), &renumbered, &is_cited));
        }
        let [mut old, mut new] = sides;
        let says_little: Vec<bool> =
            (0..terms.len() as Term).map(|term| language.is_function_word(terms.normal(term))).collect();
        let rarity = Rarity::measure(&mut old, &mut new, says_little);
        Prepared { old, new, rarity, terms }
    }
}

impl Prepared {
    /// Whether the new side stands before the old one in an order that goes by the texts alone.
    pub(super) fn new_stands_first(&self) -> bool {
        let key = |text: &Text| (text.terms.clone(), text.section.clone(), text.label.clone());
        let [old, new] = [&self.old, &self.new].map(|side| side.iter().map(key));
        new.lt(old)
    }

    /// Takes words of the new side for words of the old: the second of each pair for the first.
    pub(super) fn rename(&mut self, renames: &[(Term, Term)]) {
        let mut to: Vec<Term> = (0..self.terms.len() as Term).collect();
        for &(old, new) in renames {
            to[new as usize] = old;
        }
        self.new.par_iter_mut().for_each(|text| text.rename(&to));
        let says_little = std::mem::take(&mut self.rarity.says_little);
        self.rarity = Rarity::measure(&mut self.old, &mut self.new, says_little);
    }

    /// Swaps the sides.
    pub(super) fn swap(&mut self) {
        std::mem::swap(&mut self.old, &mut self.new);
    }
}

/// Whether a word names something: it has a digit, or two capitals.
fn cites(word: &str) -> bool {
    word.contains(|letter: char| letter.is_numeric()) || word.chars().filter(|letter| letter.is_uppercase()).count() > 1
}

/// The inverse document frequency `ln((N + 1) / (n + 0.5))` of Spärck Jones (1972) of what `n` of `N` texts have, with
/// half an occurrence added so that what stands everywhere weighs nearly nothing.
pub(super) fn inverse_frequency(total: usize, n: u32) -> f64 {
    ((total as f64 + 1.0) / (f64::from(n) + 0.5)).ln().max(0.0)
}

/// How much each word says: the fewer provisions have it, the more ([`inverse_frequency`]).
/// Boilerplate counts for little because it is measured to be common, not because a list says so.
pub(crate) struct Rarity {
    weights: Vec<f64>,
    frequencies: Vec<u32>,
    /// The weight of a word that two provisions have.
    rare: f64,
    /// Whether a word holds sentences together and says little by itself.
    says_little: Vec<bool>,
}

impl Rarity {
    /// Measures words over texts, each given as the set of its words.
    pub(super) fn over(texts: impl IntoIterator<Item = impl Iterator<Item = Term>>, says_little: Vec<bool>) -> Self {
        let mut frequencies = vec![0u32; says_little.len()];
        let mut total = 0;
        for text in texts {
            text.for_each(|term| frequencies[term as usize] += 1);
            total += 1;
        }
        let weights = frequencies.iter().map(|&n| inverse_frequency(total, n)).collect();
        Rarity { weights, frequencies, rare: inverse_frequency(total, 2), says_little }
    }

    /// Measures words over all texts of both sides, and weighs the texts.
    fn measure(old: &mut [Text], new: &mut [Text], says_little: Vec<bool>) -> Self {
        let rarity = Rarity::over(old.iter().chain(new.iter()).map(Text::set), says_little);
        for text in old.iter_mut().chain(new.iter_mut()) {
            text.weight = text.counts.iter().map(|&(term, count)| rarity.of(term) * f64::from(count)).sum();
        }
        rarity
    }

    /// The weight of a word.
    pub(crate) fn of(&self, term: Term) -> f64 {
        self.weights.get(term as usize).copied().unwrap_or(0.0)
    }

    /// Whether a word is to be named as a reason: it says something by itself, and weighs at least six
    /// tenths of what a word weighs that only two provisions have.
    pub(crate) fn is_telling(&self, term: Term) -> bool {
        self.of(term) >= self.least_telling() && !self.says_little[term as usize]
    }

    /// The least that a telling word weighs.
    pub(crate) fn least_telling(&self) -> f64 {
        0.6 * self.rare
    }

    /// The weight of a word that two provisions have.
    pub(super) fn rare(&self) -> f64 {
        self.rare
    }

    /// How many provisions have a word.
    pub(crate) fn frequency(&self, term: Term) -> u32 {
        self.frequencies.get(term as usize).copied().unwrap_or(0)
    }
}

/// An inverted index: which texts have a word.
pub(super) struct Index {
    /// Where the texts of each word begin in `texts`; one more than there are words.
    starts: Vec<u32>,
    texts: Vec<u32>,
}

impl Index {
    pub(super) fn of(texts: &[Text], term_count: usize) -> Self {
        Index::over(|| texts.iter().map(Text::set), term_count)
    }

    /// The index of texts that are given, as often as it is asked for them, as the sets of their words.
    pub(super) fn over<S: Iterator<Item = Term>, T: Iterator<Item = S>>(
        texts: impl Fn() -> T,
        term_count: usize,
    ) -> Self {
        let mut starts = vec![0u32; term_count + 1];
        texts().flatten().for_each(|term| starts[term as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut list = vec![0u32; starts[term_count] as usize];
        for (at, text) in texts().enumerate() {
            for term in text {
                let place = &mut next[term as usize];
                list[*place as usize] = at as u32;
                *place += 1;
            }
        }
        Index { starts, texts: list }
    }

    /// The texts that have a word, in order.
    pub(super) fn with(&self, term: Term) -> &[u32] {
        &self.texts[self.starts[term as usize] as usize..self.starts[term as usize + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stands_on_a_line_of_its_own() {
        assert_eq!(title_of("Closing a Connection\n\nAn endpoint closes it."), Some("Closing a Connection"));
        assert_eq!(title_of("Scope (continued)\n\nThis applies to all."), Some("Scope (continued)"));
        assert_eq!(title_of("The Conference of the\nUnited Nations adopted it."), None);
        assert_eq!(title_of("States should adopt\nstrict procedures."), None);
        assert_eq!(title_of("States should:\n(a) Adopt procedures;"), None);
        assert_eq!(title_of("States should adopt strict procedures."), None);
    }
}
