//! Provisions as collections of telling terms: what precedents and the search for agreed language weigh.
//!
//! Each term weighs by its inverse document frequency (Spärck Jones 1972) over all texts, so that boilerplate counts
//! for little because it is common, and by where it stands: in the core, which carries the identity of a provision,
//! or outside it. How much that is, and what pairs of terms weigh, is for the user to say ([`Weighting`]). The
//! similarity of two texts is the cosine of their vectors (Salton 1975).

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::parameters::{Lookup, Parameters};
use super::vector::{TermPair, TermVector, Weighting};
use crate::analysis::{Analysed, closed, commonest_language};
use crate::index::{Accumulator, TermIndex};
use crate::language::{Frequencies, Term, Token, Vocabulary, tokens};
use crate::model::{Provision, ProvisionIndex};

/// The marks between sentences and the items of a list.
const STOPS: [char; 8] = ['.', ';', '?', '!', '。', '；', '؟', '؛'];

/// A provision of one of some documents: which document, by its place among them, and which provision.
pub(super) type Place = (usize, ProvisionIndex);

/// Where a word stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Core,
    /// In the core, but a word of drafting ("measures"), a number or a date: what changes while the matter stays.
    Drafting,
    /// In who is asked, how strongly, or with which qualifications.
    Outside,
    /// What all that a document says is about, and so tells nothing of it: a word of its body's or subject's name.
    Given,
}

/// A word that is no function word.
pub(super) struct CoreWord {
    pub(super) term: Term,
    pub(super) span: Range<usize>,
    pub(super) part: Part,
    /// Whether nothing but a space or a hyphen stands between it and the one before.
    is_joined: bool,
    /// In which sentence it stands.
    sentence: usize,
}

/// Provisions, word by word, and the index of their terms.
pub(super) struct Collection<'a> {
    documents: &'a [&'a Analysed],
    places: Vec<Place>,
    texts: Vec<Vec<CoreWord>>,
    vocabulary: Vocabulary,
    index: TermIndex,
    /// How much each term says: how rare it is, here and in the language at large, and how much it tells of a matter.
    weights: Vec<f64>,
    /// The lengths of the vectors of all terms.
    norms: Vec<f64>,
    lookup: &'a Lookup,
}

impl<'a> Collection<'a> {
    /// The collection of some provisions. Until they are taken apart, all that they say counts as their core.
    pub(super) fn of(documents: &'a [&'a Analysed], places: Vec<Place>, parameters: &'a Parameters) -> Self {
        let vocabularies: Vec<&Vocabulary> = documents.iter().map(|document| document.vocabulary()).collect();
        let (vocabulary, numbers) = Vocabulary::union(&vocabularies);
        let read = |&(at, provision): &Place| words(documents[at], provision, &numbers[at]);
        let texts: Vec<Vec<CoreWord>> = places.par_iter().map(read).collect();
        let sets: Vec<Vec<Term>> = texts.par_iter().map(|words| sorted(words.iter().map(|word| word.term))).collect();
        let index = TermIndex::of(vocabulary.len(), || sets.iter().map(|set| set.iter().copied()));
        let weights = weights(&vocabulary, &index, sets.len(), documents);
        let norm = |set: &Vec<Term>| set.iter().map(|&term| weights[term as usize].powi(2)).sum::<f64>().sqrt();
        let norms = sets.iter().map(norm).collect();
        Collection { documents, places, texts, vocabulary, index, weights, norms, lookup: &parameters.collection }
    }

    /// Passes over the words by which the documents say whose they are and what they are about: within their series
    /// they are given.
    pub(super) fn pass_over_what_is_given(&mut self) {
        let given: Vec<FxHashSet<Term>> = self.documents.iter().map(|document| self.given(document)).collect();
        for ((document, _), words) in self.places.iter().zip(&mut self.texts) {
            for word in words.iter_mut().filter(|word| given[*document].contains(&word.term)) {
                word.part = Part::Given;
            }
        }
    }

    /// The terms of the names of a document's body and subject.
    fn given(&self, document: &Analysed) -> FxHashSet<Term> {
        let names = [&document.metadata.body, &document.metadata.subject].into_iter().flatten();
        let stems = names.flat_map(|name| {
            let tokens = tokens(name);
            let stem = |token: &Token| document.language().normal_form(&name[token.span()]);
            tokens.iter().map(stem).collect::<Vec<_>>()
        });
        stems.filter_map(|stem| self.vocabulary.find(&stem)).collect()
    }

    /// How much a term says.
    pub(super) fn weight(&self, term: Term) -> f64 {
        self.weights[term as usize]
    }

    /// Takes texts apart, and no more than are wanted: that is what takes time.
    pub(super) fn take_apart(&mut self, wanted: impl IntoParallelIterator<Item = usize>) {
        let found: Vec<(usize, Vec<Part>)> =
            wanted.into_par_iter().filter_map(|at| Some((at, self.parts(at)?))).collect();
        for (at, parts) in found {
            self.texts[at].iter_mut().zip(parts).for_each(|(word, part)| word.part = part);
        }
    }

    /// Where each word of a text stands; nothing for languages without a lexicon.
    fn parts(&self, at: usize) -> Option<Vec<Part>> {
        let (document, provision) = self.place(at);
        let (lexicon, anatomy) = (document.lexicon()?, document.anatomy(provision)?);
        let dates: Vec<Range<usize>> = lexicon.dates_in(self.text(at)).collect();
        let has = |spans: &[Range<usize>], word: &CoreWord| spans.iter().any(|span| span.contains(&word.span.start));
        let part = |word: &CoreWord| match has(&anatomy.core_spans, word) {
            false => Part::Outside,
            true if has(&dates, word) || lexicon.is_light(self.vocabulary.normal(word.term)) => Part::Drafting,
            true => word.part,
        };
        Some(self.texts[at].iter().map(part).collect())
    }

    fn place(&self, at: usize) -> (&'a Analysed, ProvisionIndex) {
        let (document, provision) = self.places[at];
        (self.documents[document], provision)
    }

    /// Where each text stands.
    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    /// The texts of some documents, given in their order, as ranges.
    pub(super) fn ranges(&self, documents: impl Iterator<Item = usize>) -> Vec<Range<u32>> {
        let first = |document: usize| self.places.partition_point(|place| place.0 < document) as u32;
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for range in documents.map(|document| first(document)..first(document + 1)) {
            match ranges.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => ranges.push(range),
            }
        }
        ranges
    }

    /// The provision that a text is.
    pub(super) fn provision(&self, at: usize) -> &'a Provision {
        let (document, provision) = self.place(at);
        document.provision(provision)
    }

    /// A text.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.provision(at).text()
    }

    /// A text with its tokens.
    pub(super) fn reading(&self, at: usize) -> crate::language::Reading<'a> {
        let (document, provision) = self.place(at);
        document.reading(provision)
    }

    /// The words of a text.
    pub(super) fn words(&self, at: usize) -> &[CoreWord] {
        &self.texts[at]
    }

    /// How much the terms say.
    pub(super) fn index(&self) -> &TermIndex {
        &self.index
    }

    /// The normalised form of a term.
    pub(super) fn normal(&self, term: Term) -> &str {
        self.vocabulary.normal(term)
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    fn terms(&self, at: usize) -> Vec<Term> {
        self.index.rarest_first(sorted(self.texts[at].iter().map(|word| word.term)))
    }

    /// The texts of those wanted that share most with one, by its terms, the rarest first, as far as they are looked
    /// up; the best text first.
    pub(super) fn candidates(
        &self,
        at: usize,
        shared: &mut Accumulator,
        among: &[Range<u32>],
        is_wanted: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let mut looked_up = 0;
        for term in self.terms(at) {
            if looked_up > self.lookup.most_postings {
                break;
            }
            let weight = self.weight(term).powi(2);
            for texts in among.iter().map(|range| self.index.postings_in(term, range)).filter(|_| weight > 0.0) {
                looked_up += texts.len();
                shared.add(weight, texts.iter().copied().filter(|&text| is_wanted(text as usize)));
            }
        }
        let ranked = shared.ranked(self.lookup.candidates, |shared, text| shared / self.norms[text]);
        ranked.into_iter().map(|(_, text)| text).collect()
    }

    /// The texts of those wanted that have every term of one.
    pub(super) fn holding(&self, at: usize, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let terms = self.terms(at);
        let Some((rarest, others)) = terms.split_first() else { return Vec::new() };
        let has_all = |text: &u32| others.iter().all(|&term| self.index.postings(term).binary_search(text).is_ok());
        let holding = self.index.postings(*rarest).iter().filter(|text| has_all(text)).map(|&text| text as usize);
        holding.filter(|&text| is_wanted(text)).collect()
    }

    /// A text as a vector of terms, and of the pairs of terms that are given.
    pub(super) fn vector(&self, at: usize, weighting: &Weighting, pairs: Option<&Pairs>) -> TermVector {
        TermVector::of(self, at, weighting, pairs)
    }

    /// The pairs of terms that stand near each other in each text.
    pub(super) fn pairs(&self, near: Near) -> Pairs {
        let of = |at: usize| sorted(self.pairs_in(at, near).map(|(pair, ..)| pair));
        let texts: Vec<Vec<TermPair>> = (0..self.len()).into_par_iter().map(of).collect();
        let mut frequencies = rustc_hash::FxHashMap::default();
        texts.iter().flatten().for_each(|&pair| *frequencies.entry(pair).or_default() += 1);
        Pairs { texts, frequencies }
    }

    /// The pairs of terms that stand near each other in a text, with the words by their places among all.
    fn pairs_in(&self, at: usize, near: Near) -> impl Iterator<Item = (TermPair, usize, usize)> + '_ {
        let words = &self.texts[at];
        let takes_part = move |word: &CoreWord| near == Near::Following || word.part == Part::Core;
        let places: Vec<usize> = (0..words.len()).filter(|&place| takes_part(&words[place])).collect();
        let reach = if near == Near::CoOccurring { self.lookup.window } else { 1 };
        let both = (0..places.len()).flat_map(move |at| {
            let others = at + 1..(at + 1 + reach).min(places.len());
            others.map(|other| (places[at], places[other])).collect::<Vec<_>>()
        });
        both.filter_map(move |(first, second)| {
            let pair = (words[first].term, words[second].term);
            match near {
                Near::Adjacent => (second == first + 1 && words[second].is_joined).then_some((pair, first, second)),
                Near::Following => Some((pair, first, second)),
                Near::CoOccurring => {
                    let is_pair = pair.0 != pair.1 && words[first].sentence == words[second].sentence;
                    is_pair.then_some(((pair.0.min(pair.1), pair.0.max(pair.1)), first, second))
                }
            }
        })
    }

    /// The phrases of a text that are made up of pairs that it shares, if one of the pairs of each is to be named.
    pub(super) fn phrases(
        &self,
        at: usize,
        near: Near,
        is_shared: impl Fn(TermPair) -> bool,
        is_named: impl Fn(TermPair) -> bool,
    ) -> Vec<String> {
        let words = &self.texts[at];
        // What lies between two words that are not next to each other is not shared.
        let is_next = |first: usize, second: usize| words[first + 1..second].iter().all(|word| word.part != Part::Core);
        let pairs = self.pairs_in(at, near).filter(|&(pair, first, second)| is_next(first, second) && is_shared(pair));
        let mut runs: Vec<(usize, usize, bool)> = Vec::new();
        for (pair, first, second) in pairs {
            match runs.last_mut() {
                Some((_, last, named)) if first <= *last => {
                    *last = second.max(*last);
                    *named |= is_named(pair);
                }
                _ => runs.push((first, second, is_named(pair))),
            }
        }
        let named = runs.into_iter().filter(|(.., named)| *named);
        let named = named.map(|(first, last, _)| closed(self.text(at), words[first].span.start..words[last].span.end));
        let mut seen = FxHashSet::default();
        named
            .map(|phrase| phrase.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|phrase| seen.insert(phrase.clone()))
            .collect()
    }

    /// A term as it first stands in a text.
    pub(super) fn printed(&self, at: usize, term: Term) -> Option<String> {
        let word = self.texts[at].iter().find(|word| word.term == term)?;
        Some(self.text(at)[word.span.clone()].to_owned())
    }

    /// The weight of the terms within a part of a text.
    pub(super) fn weight_within(&self, at: usize, part: &Range<usize>) -> f64 {
        let within = self.texts[at].iter().filter(|word| part.start <= word.span.start && word.span.end <= part.end);
        within.map(|word| self.weight(word.term)).sum()
    }
}

/// Which words of a text make a pair.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Near {
    /// Those of the core that stand side by side: a technical term, such as "liaison officers".
    Adjacent,
    /// Those that follow each other, small words passed over.
    Following,
    /// Those of the core that co-occur, in either order: "sharing of experiences", "share their experience".
    CoOccurring,
}

/// The pairs of terms of texts, and how many texts have each.
pub(super) struct Pairs {
    texts: Vec<Vec<TermPair>>,
    frequencies: rustc_hash::FxHashMap<TermPair, u32>,
}

impl Pairs {
    /// The pairs of a text, each once, sorted.
    pub(super) fn of(&self, at: usize) -> &[TermPair] {
        &self.texts[at]
    }

    /// How many texts have a pair.
    pub(super) fn frequency(&self, pair: TermPair) -> u32 {
        self.frequencies.get(&pair).copied().unwrap_or(0)
    }

    /// The pairs that two texts have.
    pub(super) fn shared(&self, one: usize, other: usize) -> impl Iterator<Item = TermPair> + '_ {
        self.texts[one].iter().copied().filter(move |pair| self.texts[other].binary_search(pair).is_ok())
    }
}

/// The words of a provision that are no function words; `numbers` are those that the document's terms have here.
fn words(document: &Analysed, provision: ProvisionIndex, numbers: &[Term]) -> Vec<CoreWord> {
    let text = document.provision(provision).text();
    let mut words: Vec<CoreWord> = Vec::new();
    for (word, term) in document.wording(provision).filter(|(word, _)| !word.is_function) {
        let span = word.span();
        // Numbers, symbols and the letters of a list name nothing.
        let token = document.token_of(provision, &word);
        let is_mark = token.contains(char::is_numeric) || token.len() == 1;
        let before = words.last().map_or(0..0, |before| before.span.clone());
        let between = &text[before.end..span.start];
        let joins = |letter: char| letter.is_whitespace() || "-‐‑/".contains(letter);
        words.push(CoreWord {
            term: numbers[term as usize],
            is_joined: !before.is_empty() && between.chars().all(joins),
            sentence: words.last().map_or(0, |before| before.sentence) + usize::from(between.contains(STOPS)),
            part: if is_mark { Part::Drafting } else { Part::Core },
            span,
        });
    }
    words
}

/// How much each term says: the negative logarithm of the share of texts that have it, halfway between the share here
/// and in the background of the documents' language, times how much the term tells.
fn weights(vocabulary: &Vocabulary, index: &TermIndex, texts: usize, documents: &[&Analysed]) -> Vec<f64> {
    let code = commonest_language(documents.iter().map(|document| document.language_code()));
    let background = Frequencies::of(code);
    let weight = |term: Term| {
        let here = (f64::from(index.frequency(term)) + 0.5) / (texts as f64 + 1.0);
        let stem = vocabulary.normal(term);
        match background {
            Some(known) => -((here + known.share(stem)) / 2.0).ln().min(0.0) * known.telling(stem),
            None => -here.ln().min(0.0),
        }
    };
    (0..vocabulary.len() as Term).into_par_iter().map(weight).collect()
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use crate::extract::of_texts;

    /// Asks a collection of English texts.
    fn of<T>(texts: &[&str], ask: impl Fn(&Collection<'_>) -> T) -> T {
        let document = Analysed::of(of_texts("texts", texts, Some("en")), &Options::default());
        let places = ProvisionIndex::all(&document.provisions).map(|at| (0, at)).collect();
        ask(&Collection::of(&[&document], places, &Parameters::default()))
    }

    /// The phrases of the last text that the first one has.
    fn phrases(texts: &[&str], near: Near) -> Vec<String> {
        of(texts, |all| {
            let (pairs, last) = (all.pairs(near), texts.len() - 1);
            let shared: Vec<TermPair> = pairs.shared(0, last).collect();
            all.phrases(last, near, |pair| shared.contains(&pair), |_| true)
        })
    }

    #[test]
    fn terms_occur_together_in_either_order_within_a_sentence() {
        let asked = "Sharing of catches and old barrels";
        assert_eq!(phrases(&[asked, "The barrels are shared"], Near::CoOccurring), ["barrels are shared"]);
        assert_eq!(phrases(&[asked, "Barrels came. Sharing began"], Near::CoOccurring), [] as [&str; 0]);
        assert_eq!(phrases(&[asked, "old and new barrels"], Near::Adjacent), [] as [&str; 0]);
        assert_eq!(phrases(&[asked, "the old barrels"], Near::Adjacent), ["old barrels"]);
    }

    #[test]
    fn the_same_text_is_wholly_like_and_what_shares_nothing_not_at_all() {
        of(&["Count the barrels", "Seal every crate", "Count the barrels"], |all| {
            let vectors: Vec<TermVector> = (0..3).map(|at| all.vector(at, &Weighting::of_core(1.0), None)).collect();
            let likeness = |at: usize| (vectors[0].similarity(&vectors[at]), vectors[0].share_in(&vectors[at]));
            assert!((likeness(2).0 - 1.0).abs() < 1e-9 && (likeness(2).1 - 1.0).abs() < 1e-9);
            assert_eq!(likeness(1), (0.0, 0.0));
        });
    }
}
