//! Provisions as the engine sees them: bags and sequences of terms.

use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use super::correspondence::Unaccounted;
use super::progress::{Part, Steps};
use crate::analysis::Analysed;
use crate::index::{TermIndex, inverse_frequency};
use crate::language::{Term, Vocabulary, in_both, plain};
use crate::model::{ProvisionId, ProvisionIndex};

/// A provision's text, prepared for comparing.
#[derive(Default)]
pub(super) struct Text {
    pub(super) id: ProvisionId,
    pub(super) label: String,
    /// The set of terms of the innermost heading, sorted.
    pub(super) section: Vec<Term>,
    /// The set of terms of its own title, sorted; empty if it has none.
    pub(super) title: Vec<Term>,
    terms: Vec<Term>,
    /// The terms with their counts, sorted.
    counts: Vec<(Term, u32)>,
    /// The terms within brackets and options, which may go without the provision's going; likewise.
    open: Vec<(Term, u32)>,
    /// The set of terms that cite: numbers, symbols, acronyms; sorted.
    pub(super) cited: Vec<Term>,
    /// The neighbouring pairs of terms, sorted.
    bigrams: Vec<(Term, Term)>,
    letters: Letters,
    /// How many characters it has.
    length: usize,
    /// A number that texts have in common if they differ in nothing that a reader sees.
    fingerprint: u64,
    weight: f64,
}

impl Text {
    /// A provision of a document, whose terms have these numbers here.
    fn of(document: &Analysed, at: ProvisionIndex, numbers: &[Term]) -> Self {
        let provision = document.provision(at);
        let renumbered = |terms: &[Term]| terms.iter().map(|&term| numbers[term as usize]).collect::<Vec<_>>();
        // Who proposes a provision is none of its wording; two that differ in that are not the same for a reader, though.
        let cited = document.wording(at).filter(|(word, _)| cites(&provision.text()[word.span()]));
        let terms = document.wording(at).map(|(_, term)| numbers[term as usize]).collect();
        let brackets = document.bracketed(at).open(provision.text());
        let is_open = |span: Range<usize>| {
            let behind = brackets.partition_point(|one| one.end <= span.start);
            brackets.get(behind).is_some_and(|one| one.start <= span.start)
        };
        let open: Vec<Term> = match brackets.is_empty() {
            true => Vec::new(),
            false => {
                let words = document.wording(at).filter(|(word, _)| is_open(word.span()));
                words.map(|(_, term)| numbers[term as usize]).collect()
            }
        };
        let small = plain(&document.wording_text(at)).to_lowercase();
        let letters: Vec<char> = small.chars().filter(|letter| !letter.is_whitespace()).collect();
        let mut text = Text {
            id: provision.id.clone(),
            label: provision.label.clone(),
            section: renumbered(document.heading_terms(at)),
            title: renumbered(document.title_terms(at)),
            terms,
            open: count(&open),
            cited: cited.map(|(_, term)| numbers[term as usize]).collect(),
            letters: Letters::of(&letters),
            length: letters.len(),
            fingerprint: FxBuildHasher.hash_one(plain(provision.text())),
            ..Text::default()
        };
        text.sort();
        text
    }

    fn rename(&mut self, to: &[Term]) {
        for list in [&mut self.section, &mut self.title, &mut self.terms, &mut self.cited] {
            list.iter_mut().for_each(|term| *term = to[*term as usize]);
        }
        self.open.iter_mut().for_each(|(term, _)| *term = to[*term as usize]);
        self.open.sort_unstable();
        self.sort();
    }

    fn sort(&mut self) {
        for set in [&mut self.section, &mut self.title, &mut self.cited] {
            set.sort_unstable();
            set.dedup();
        }
        self.counts = count(&self.terms);
        self.bigrams = self.terms.windows(2).map(|pair| (pair[0], pair[1])).collect();
        self.bigrams.sort_unstable();
    }

    /// Several texts as one.
    pub(super) fn joined<'a>(texts: impl Iterator<Item = &'a Text>) -> Text {
        let mut parts = texts.peekable();
        let (label, section, title) = parts
            .peek()
            .map(|first| (first.label.clone(), first.section.clone(), first.title.clone()))
            .unwrap_or_default();
        let mut whole = Text { label, section, title, ..Text::default() };
        for part in parts {
            whole.terms.extend(&part.terms);
            whole.bigrams.extend(&part.bigrams);
            whole.letters.runs.extend(&part.letters.runs);
            whole.letters.weight += part.letters.weight;
            whole.cited.extend(&part.cited);
            whole.open.extend(&part.open);
            whole.length += part.length;
            whole.fingerprint = whole.fingerprint.rotate_left(5) ^ part.fingerprint;
            whole.weight += part.weight;
        }
        whole.open.sort_unstable();
        whole.bigrams.sort_unstable();
        whole.letters.runs.sort_unstable_by_key(|one| one.run);
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

    /// The terms in order.
    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The terms with how often each stands here, sorted.
    pub(super) fn counts(&self) -> &[(Term, u32)] {
        &self.counts
    }

    /// Each of its words once, sorted.
    fn set(&self) -> impl Iterator<Item = Term> + '_ {
        self.counts.iter().map(|&(term, _)| term)
    }

    /// The neighbouring pairs of terms, sorted.
    pub(super) fn bigrams(&self) -> &[(Term, Term)] {
        &self.bigrams
    }

    /// The runs of letters.
    pub(super) fn letters(&self) -> &Letters {
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
    pub(super) fn shared_weight(&self, other: &Text, index: &TermIndex) -> f64 {
        shared_weight(&self.counts, &other.counts, index)
    }

    /// The sum of the words' weights as far as they must be accounted for by another text: what stands in brackets and is not
    /// there counts by half, since of two wordings one goes.
    pub(super) fn weight_beside(&self, other: &Text, index: &TermIndex) -> f64 {
        const OPEN: f64 = 0.5;
        if self.open.is_empty() {
            return self.weight;
        }
        let open: f64 = self.open.iter().map(|&(term, count)| index.weight(term) * f64::from(count)).sum();
        let gone = (open - shared_weight(&self.open, &other.counts, index)).max(0.0);
        self.weight - OPEN * gone
    }

    /// The words that two texts share.
    pub(super) fn shared<'a>(&'a self, other: &'a Text) -> impl Iterator<Item = (Term, u32)> + 'a {
        shared(&self.counts, &other.counts)
    }
}

/// The runs of four letters that follow each other in a text, whatever words they belong to.
#[derive(Default)]
pub(super) struct Letters {
    /// Sorted, each as often as it stands there.
    pub(super) runs: Vec<Run>,
    /// The sum of their weights.
    pub(super) weight: f64,
}

/// A run of letters by its bucket, and how much it says: its inverse document frequency.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) run: u32,
    pub(super) weight: f32,
}

impl Letters {
    /// How many letters a run has; of scripts in which a letter is a syllable or a word, so many.
    const LENGTH: usize = 4;
    const LENGTH_OF_SYLLABLES: usize = 2;
    /// From here on such scripts stand in Unicode.
    const SYLLABLES: char = '\u{2e80}';
    /// Runs are numbered by so many bits of a hash: two that fall together hardly touch a likeness.
    const BITS: u32 = 20;

    fn of(letters: &[char]) -> Self {
        let number = |run: &[char]| (FxBuildHasher.hash_one(run) >> (u64::BITS - Self::BITS)) as u32;
        let run = |at: usize| {
            let syllables = letters[at] >= Self::SYLLABLES;
            let length = if syllables { Self::LENGTH_OF_SYLLABLES } else { Self::LENGTH };
            letters.get(at..at + length).map(|run| Run { run: number(run), weight: 0.0 })
        };
        // As many as there are letters, but for the last: no room for more.
        let mut runs = Vec::with_capacity(letters.len());
        runs.extend((0..letters.len()).filter_map(run));
        runs.sort_unstable_by_key(|one| one.run);
        Letters { runs, weight: 0.0 }
    }

    /// Weighs the runs of some texts by how rare they are among them.
    fn weigh(texts: &mut [&mut Letters]) {
        let mut frequency = vec![0u32; 1 << Self::BITS];
        for text in &*texts {
            text.runs.chunk_by(|one, other| one.run == other.run).for_each(|run| frequency[run[0].run as usize] += 1);
        }
        let count = texts.len();
        texts.par_iter_mut().for_each(|text| {
            for run in &mut text.runs {
                run.weight = inverse_frequency(count, frequency[run.run as usize]) as f32;
            }
            text.weight = text.runs.iter().map(|run| f64::from(run.weight)).sum();
        });
    }
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
pub(super) fn shared_weight(one: &[(Term, u32)], other: &[(Term, u32)], index: &TermIndex) -> f64 {
    shared(one, other).map(|(term, count)| index.weight(term) * f64::from(count)).sum()
}

/// A sequence of words as a bag: each with its count, sorted.
fn count(sequence: &[Term]) -> Vec<(Term, u32)> {
    let mut sorted = sequence.to_vec();
    sorted.sort_unstable();
    let mut counts: Vec<(Term, u32)> =
        sorted.chunk_by(|one, other| one == other).map(|run| (run[0], run.len() as u32)).collect();
    counts.shrink_to_fit();
    counts
}

/// Both sides as the engine sees them.
pub(super) struct Prepared<'a> {
    pub(super) old: Vec<Text>,
    pub(super) new: Vec<Text>,
    /// The terms of both sides.
    pub(super) index: TermIndex,
    pub(super) vocabulary: Vocabulary,
    /// Which texts of the index are old ones, and which are new.
    pub(super) indexed: [Range<u32>; 2],
    sources: [Source<'a>; 2],
}

/// Some provisions of a document.
pub(super) type Side<'a, 'p> = (&'a Analysed, &'p [ProvisionIndex]);

/// Where the texts of a side are from, and the numbers that the document's terms have here.
struct Source<'a> {
    document: &'a Analysed,
    places: Vec<ProvisionIndex>,
    numbers: Vec<Term>,
}

impl Source<'_> {
    fn read(&self, progress: &Steps<'_>) -> Vec<Text> {
        let text = |&at: &ProvisionIndex| {
            progress.step();
            Text::of(self.document, at, &self.numbers)
        };
        self.places.par_iter().map(text).collect()
    }

    /// The forms in which one of the texts prints a term.
    fn forms(&self, text: usize, term: Term) -> impl Iterator<Item = &str> {
        let (document, at) = (self.document, self.places[text]);
        let words = document.wording(at).filter(move |(_, there)| self.numbers[*there as usize] == term);
        words.map(move |(word, _)| &document.provision(at).text()[word.span()])
    }
}

impl<'a> Prepared<'a> {
    pub(super) fn of(old: Side<'a, '_>, new: Side<'a, '_>, progress: Part<'_>) -> Self {
        let (vocabulary, numbers) = Vocabulary::union(&[old.0.vocabulary(), new.0.vocabulary()]);
        let steps = progress.steps(old.1.len() + new.1.len());
        let mut numbers = numbers.into_iter();
        let sources = [old, new].map(|(document, places)| Source {
            document,
            places: places.to_vec(),
            numbers: numbers.next().unwrap_or_default(),
        });
        let [old, new] = [&sources[0], &sources[1]].map(|source| source.read(&steps));
        let count = |texts: &[Text]| texts.len() as u32;
        let indexed = [0..count(&old), count(&old)..count(&old) + count(&new)];
        let mut prepared = Prepared { old, new, index: TermIndex::default(), vocabulary, indexed, sources };
        prepared.weigh();
        let sides = prepared.old.iter_mut().chain(&mut prepared.new);
        Letters::weigh(&mut sides.map(|text| &mut text.letters).collect::<Vec<_>>());
        prepared
    }

    /// Measures the terms over all texts of both sides, and weighs the texts.
    fn weigh(&mut self) {
        let in_order = if self.indexed[0].start == 0 { [&self.old, &self.new] } else { [&self.new, &self.old] };
        let index = TermIndex::of(self.vocabulary.len(), || in_order.into_iter().flatten().map(Text::set));
        for text in self.old.iter_mut().chain(self.new.iter_mut()) {
            text.weight = text.counts.iter().map(|&(term, count)| index.weight(term) * f64::from(count)).sum();
        }
        self.index = index;
    }

    /// Whether the new side stands before the old one in an order that goes by the texts alone.
    pub(super) fn new_stands_first(&self) -> bool {
        let key = |text: &Text| (text.terms.clone(), text.section.clone(), text.label.clone());
        let [old, new] = [&self.old, &self.new].map(|side| side.iter().map(key));
        new.lt(old)
    }

    /// Takes terms of the new side for terms of the old: the second of each pair for the first.
    pub(super) fn rename(&mut self, renames: &[(Term, Term)]) {
        let mut to: Vec<Term> = (0..self.vocabulary.len() as Term).collect();
        for &(old, new) in renames {
            to[new as usize] = old;
        }
        self.new.par_iter_mut().for_each(|text| text.rename(&to));
        self.sources[1].numbers.iter_mut().for_each(|term| *term = to[*term as usize]);
        self.weigh();
    }

    /// Swaps the sides.
    pub(super) fn swap(&mut self) {
        std::mem::swap(&mut self.old, &mut self.new);
        self.indexed.swap(0, 1);
        self.sources.swap(0, 1);
    }

    /// A term that some old and new texts share, in a form that both print if there is one, else as the old ones do.
    pub(super) fn printed(&self, old: &[usize], new: &[usize], term: Term) -> Option<&str> {
        let [before, after] = &self.sources;
        let in_new: Vec<&str> = new.iter().flat_map(|&at| after.forms(at, term)).collect();
        let mut in_old = old.iter().flat_map(|&at| before.forms(at, term)).peekable();
        let first = in_old.peek().copied();
        in_old.find(|form| in_new.contains(form)).or(first).or(in_new.first().copied())
    }

    /// The same of a term that both print, as both print it, and not one that stands for another since words were renamed.
    pub(super) fn printed_by_both(&self, old: &[usize], new: &[usize], term: Term) -> Option<String> {
        let [before, after] = &self.sources;
        let olds: Vec<&str> = old.iter().flat_map(|&at| before.forms(at, term)).collect();
        let news: Vec<&str> = new.iter().flat_map(|&at| after.forms(at, term)).collect();
        in_both(&olds, &news)
    }

    /// The numbers that each side has and the other lacks, if each has some.
    pub(super) fn unlike_numbers(&self, old: &[usize], new: &[usize]) -> Option<Unaccounted> {
        let numbers = |source: &Source<'_>, texts: &[usize]| -> BTreeSet<String> {
            texts.iter().flat_map(|&at| source.document.numbers(source.places[at])).collect()
        };
        let [before, after] = &self.sources;
        Unaccounted::of_numbers(&numbers(before, old), &numbers(after, new))
    }

    /// For each old and each new provision, the terms of its heading.
    pub(super) fn sections(&self) -> [Vec<Vec<Term>>; 2] {
        [&self.old, &self.new].map(|side| side.iter().map(|text| text.section.clone()).collect())
    }

    /// Whether a term is to be named as a reason: it says something by itself, and is rare enough.
    pub(super) fn is_telling(&self, term: Term, least: f64) -> bool {
        self.index.weight(term) >= least * self.index.weight_of_two() && !self.vocabulary.is_function(term)
    }
}

/// Whether a word names something: it has a digit, or two capitals.
fn cites(word: &str) -> bool {
    word.contains(|letter: char| letter.is_numeric()) || word.chars().filter(|letter| letter.is_uppercase()).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analysed(id: &str, texts: &[&str]) -> Analysed {
        Analysed::of(crate::extract::of_texts(id, texts, Some("en")), &crate::analysis::Options::default())
    }

    fn places(document: &Analysed) -> Vec<ProvisionIndex> {
        ProvisionIndex::all(&document.provisions).collect()
    }

    #[test]
    fn a_word_that_cites_has_a_digit_or_two_capitals() {
        for (word, expected) in
            [("16", true), ("A/6", true), ("UN", true), ("WIPO", true), ("Harbour", false), ("mill", false)]
        {
            assert_eq!(cites(word), expected, "{word}");
        }
    }

    #[test]
    fn several_texts_as_one_have_all_that_each_has() {
        let parts = ["The mill grinds barley for the valley.", "The mill closes on feast days."];
        let (old, new) = (analysed("old", &parts), analysed("new", &[&parts.join(" ")]));
        let progress = crate::align::Progress::default();
        let prepared = Prepared::of((&old, &places(&old)), (&new, &places(&new)), progress.part(0.0, 1.0));
        let joined = Text::joined(prepared.old.iter());
        let whole = &prepared.new[0];
        assert_eq!((joined.counts(), joined.terms(), joined.length()), (whole.counts(), whole.terms(), whole.length()));
        assert!((joined.weight() - whole.weight()).abs() < 1e-12 && joined.weight() > 0.0);
        let weights: f64 = prepared.old.iter().map(|text| text.letters().weight).sum();
        assert!((joined.letters().weight - weights).abs() < 1e-9 && weights > 0.0);
        assert_eq!(
            joined.letters().runs.len(),
            prepared.old.iter().map(|text| text.letters().runs.len()).sum::<usize>()
        );
    }

    #[test]
    fn runs_of_letters_follow_each_other_whatever_words_they_belong_to() {
        let letters = |text: &str| Letters::of(&text.chars().collect::<Vec<_>>()).runs.len();
        assert_eq!((letters("mil"), letters("mill"), letters("millrace")), (0, 1, 5));
        // A syllable or a word to a letter: runs of two.
        assert_eq!((letters("港"), letters("港口"), letters("港口管理")), (0, 1, 3));
    }

    #[test]
    fn the_same_words_in_another_order_are_alike_by_words_and_not_by_phrases() {
        use crate::align::signal::{Pair, SIGNALS, measure};
        let old = analysed("old", &["Barley, oats, rye.", "Barges carry timber."]);
        let new = analysed("new", &["Rye, barley, oats.", "Tugs carry coal."]);
        let progress = crate::align::Progress::default();
        let prepared = Prepared::of((&old, &places(&old)), (&new, &places(&new)), progress.part(0.0, 1.0));
        let value = |name: &str, at: usize, there: usize| {
            let pair = Pair { old: &prepared.old[at], new: &prepared.new[there], index: &prepared.index };
            measure(&pair)[SIGNALS.iter().position(|signal| signal.name == name).unwrap()]
        };
        assert!((value("words", 0, 0) - 1.0).abs() < 1e-12 && (value("containment", 0, 0) - 1.0).abs() < 1e-12);
        // Of two pairs of neighbours one is the same, and its words weigh as much as any: each stands in two of four texts.
        assert!((value("phrases", 0, 0) - 0.5).abs() < 1e-12);
        // Four of six words stand in the same order.
        assert!((value("sequence", 0, 0) - 2.0 / 3.0).abs() < 1e-12);
        assert!(value("letters", 0, 0) > 0.3 && value("letters", 0, 0) < 1.0);
        for name in ["words", "containment", "phrases", "sequence"] {
            assert_eq!(value(name, 0, 1), 0.0, "{name}");
        }
    }
}
