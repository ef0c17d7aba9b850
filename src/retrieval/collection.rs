//! Provisions as collections of terms.
//!
//! Each term weighs by how rare it is and by how much it tells of a matter, so that boilerplate counts for little. The
//! likeness of two texts is the cosine of their vectors (Salton 1975).

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::parameters::{Lookup, Parameters, Parts};
use super::rarity::{Rarity, languages, smoothed};
use super::statistics::Statistics;
use crate::analysis::{Analysed, Languages, closed};
use crate::index::{Accumulator, TermIndex};
use crate::language::{Term, Token, Vocabulary, tokens};
use crate::model::{Provision, ProvisionIndex};
use crate::named::{Named, NamedKind};

/// Two terms that follow each other.
pub(super) type TermPair = (Term, Term);

/// What stands before the identity of what is named where words are counted, to tell it from a stem.
pub(super) const NAME: char = '=';

/// A provision of one of some documents: which document, by its place among them, and which provision.
pub(super) type Place = (usize, ProvisionIndex);

/// Every provision of some documents.
pub(super) fn every_place(documents: &[&Analysed]) -> Vec<Place> {
    let every = |at: usize| ProvisionIndex::all(&documents[at].provisions).map(move |place| (at, place));
    (0..documents.len()).flat_map(every).collect()
}

/// A word that is no function word.
pub(super) struct CoreWord {
    pub(super) term: Term,
    /// Where it stands, in bytes of the text. An archive has millions of words, so places are short.
    start: u32,
    end: u32,
    /// How much it can tell of a matter where it stands, from 0 to 1: numbers, symbols and the letters of a list name
    /// nothing, and what all that a document says is about, a word of its body's or subject's name, tells nothing of it.
    pub(super) tells: f64,
}

impl CoreWord {
    fn new(term: Term, span: Range<usize>, tells: f64) -> Self {
        // Words stand in the first 4 GiB of a text.
        CoreWord { term, start: span.start as u32, end: span.end as u32, tells }
    }

    /// Where it stands, in bytes of the text.
    pub(super) fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Provisions, word by word, and the index of their terms.
pub(super) struct Collection<'a> {
    documents: &'a [&'a Analysed],
    places: Vec<Place>,
    texts: Vec<Vec<CoreWord>>,
    vocabulary: Vocabulary,
    /// What is named, sorted; its terms follow those of the vocabulary.
    identities: Vec<String>,
    index: TermIndex,
    /// How many texts have each term, and how many texts there are, here or in the archive that these are a part of.
    frequencies: Vec<u32>,
    total: usize,
    /// How much each term says: how rare it is, here and in the language at large, and how much it tells of a matter.
    weights: Vec<f64>,
    /// The lengths of the vectors of all terms.
    norms: Vec<f64>,
    lookup: &'a Lookup,
    /// What was counted of the archive that these texts are a part of.
    archive: Option<&'a Statistics>,
}

impl<'a> Collection<'a> {
    /// The collection of some provisions. How rare their words are tells the archive that they are a part of, if what was
    /// counted of one is given.
    pub(super) fn of(
        documents: &'a [&'a Analysed],
        places: Vec<Place>,
        parameters: &'a Parameters,
        archive: Option<&'a Statistics>,
    ) -> Self {
        let vocabularies: Vec<&Vocabulary> = documents.iter().map(|document| document.vocabulary()).collect();
        let (vocabulary, numbers) = Vocabulary::union(&vocabularies);
        let named = |&(at, provision): &Place| documents[at].named(provision).iter().map(|one| one.id());
        let identities: Vec<String> = sorted(places.iter().flat_map(named)).into_iter().map(str::to_owned).collect();
        let identity = |id: &str| {
            let at = identities.binary_search_by(|known| known.as_str().cmp(id)).expect("every name was gathered");
            (vocabulary.len() + at) as Term
        };
        let read = |&(at, provision): &Place| words(documents[at], provision, &numbers[at], identity);
        let texts: Vec<Vec<CoreWord>> = places.par_iter().map(read).collect();
        let sets: Vec<Vec<Term>> = texts.par_iter().map(|words| sorted(words.iter().map(|word| word.term))).collect();
        let index = TermIndex::of(vocabulary.len() + identities.len(), || sets.iter().map(|set| set.iter().copied()));
        let here = Languages::of(documents.iter().map(|document| document.language_code()));
        let stems = || (0..vocabulary.len() as Term).map(|term| vocabulary.normal(term));
        let all = 0..(vocabulary.len() + identities.len()) as Term;
        let (total, frequencies, codes, commonest): (usize, Vec<u32>, Vec<Option<&str>>, Option<&str>) = match archive {
            None => {
                let frequencies = all.map(|term| index.frequency(term)).collect();
                (sets.len(), frequencies, languages(documents, &numbers, vocabulary.len()), here.commonest())
            }
            Some(whole) => {
                let frequencies =
                    stems().map(|stem| whole.word(stem)).chain(identities.iter().map(|id| whole.name(id)));
                let codes = stems().map(|stem| whole.language_of(stem)).collect();
                (whole.texts, frequencies.collect(), codes, whole.languages.commonest())
            }
        };
        let rarity = Rarity { vocabulary: &vocabulary, identities: &identities, frequencies: &frequencies, total };
        let weights = rarity.weights(documents, &codes, commonest, parameters.collection.light);
        let norm = |set: &Vec<Term>| set.iter().map(|&term| weights[term as usize].powi(2)).sum::<f64>().sqrt();
        let norms = sets.iter().map(norm).collect();
        Collection {
            documents,
            places,
            texts,
            vocabulary,
            identities,
            index,
            frequencies,
            total,
            weights,
            norms,
            lookup: &parameters.collection,
            archive,
        }
    }

    /// Passes over the words by which the documents say whose they are and what they are about: within their series
    /// they are given.
    pub(super) fn pass_over_what_is_given(&mut self) {
        // Whether any text knows a stem, be it another part's of the archive.
        let is_known = |stem: &String| match self.archive {
            None => self.vocabulary.find(stem).is_some(),
            Some(whole) => whole.knows(stem),
        };
        let of = |document: &&Analysed| -> (bool, FxHashSet<Term>) {
            let stems = given(document);
            (stems.iter().any(is_known), stems.iter().filter_map(|stem| self.vocabulary.find(stem)).collect())
        };
        let (any_known, mut given): (Vec<bool>, Vec<FxHashSet<Term>>) = self.documents.iter().map(of).unzip();
        // A text of which neither is known is held against the others: what is given in most of them is given in it.
        let common: FxHashSet<Term> = match self.archive {
            None => {
                let mut counts = FxHashMap::<Term, usize>::default();
                given.iter().flatten().for_each(|&term| *counts.entry(term).or_default() += 1);
                let named = any_known.iter().filter(|known| **known).count();
                counts.into_iter().filter(|(_, count)| 2 * count > named).map(|(term, _)| term).collect()
            }
            Some(whole) => whole.given_in_most().into_iter().filter_map(|stem| self.vocabulary.find(stem)).collect(),
        };
        let nameless = given.iter_mut().zip(any_known).filter(|(_, known)| !known);
        nameless.for_each(|(given, _)| given.clone_from(&common));
        for ((document, _), words) in self.places.iter().zip(&mut self.texts) {
            for word in words.iter_mut().filter(|word| given[*document].contains(&word.term)) {
                word.tells = 0.0;
            }
        }
    }

    /// Lets count for less what some texts say of who is asked, how strongly and with which qualifications: what they are
    /// about stands in their core. Where a language has no lexicon, or a text no core, all of it counts.
    pub(super) fn weigh_the_core(&mut self, is_wanted: impl Fn(usize) -> bool + Sync) {
        let outside = |at: usize| -> Option<Vec<bool>> {
            let (document, provision) = self.place(at);
            let core = &document.anatomy(provision)?.core_spans;
            let is_outside = |word: &CoreWord| !core.iter().any(|span| span.contains(&word.span().start));
            let outside: Vec<bool> = self.texts[at].iter().map(is_outside).collect();
            self.texts[at].iter().zip(&outside).any(|(word, outside)| !outside && word.tells > 0.0).then_some(outside)
        };
        let found: Vec<Option<Vec<bool>>> =
            (0..self.len()).into_par_iter().map(|at| if is_wanted(at) { outside(at) } else { None }).collect();
        for (words, outside) in self.texts.iter_mut().zip(found) {
            let outside = words.iter_mut().zip(outside.into_iter().flatten()).filter(|(_, outside)| *outside);
            outside.for_each(|(word, _)| word.tells *= self.lookup.outside);
        }
    }

    /// Whether so many texts name something that they all are about it.
    pub(super) fn is_common(&self, name: &Named, numbers: &Parts) -> bool {
        let at = self.identities.binary_search_by(|known| known.as_str().cmp(name.id()));
        let count = at.map_or(0, |at| self.frequencies[self.vocabulary.len() + at]) as usize;
        count > numbers.few && count as f64 > numbers.common_name * self.total as f64
    }

    /// How much a term says that two texts have and that the language at large hardly knows.
    pub(super) fn weight_of_two(&self) -> f64 {
        -(smoothed(2, self.total) / 2.0).ln().min(0.0)
    }

    /// How much a term says.
    pub(super) fn weight(&self, term: Term) -> f64 {
        self.weights[term as usize]
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

    /// The language of a text, as an ISO 639-1 code.
    pub(super) fn language(&self, at: usize) -> Option<&'a str> {
        self.place(at).0.language_code()
    }

    /// What a text names.
    pub(super) fn named(&self, at: usize) -> &'a [Named] {
        let (document, provision) = self.place(at);
        document.named(provision)
    }

    /// The words of a text.
    pub(super) fn words(&self, at: usize) -> &[CoreWord] {
        &self.texts[at]
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    fn terms(&self, at: usize) -> Vec<Term> {
        let mut terms = sorted(self.texts[at].iter().map(|word| word.term));
        terms.sort_unstable_by_key(|&term| (self.frequencies[term as usize], term));
        terms
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

    /// The pairs of terms that follow each other in a text, each once, sorted.
    pub(super) fn pairs_of(&self, at: usize) -> Vec<TermPair> {
        sorted(self.texts[at].windows(2).map(|words| (words[0].term, words[1].term)))
    }

    /// The phrases of a text that are made up of pairs that it shares, if one of the pairs of each is to be named.
    pub(super) fn phrases(
        &self,
        at: usize,
        is_shared: impl Fn(TermPair) -> bool,
        is_named: impl Fn(TermPair) -> bool,
    ) -> Vec<String> {
        let words = &self.texts[at];
        let pairs =
            words.windows(2).enumerate().map(|(first, words)| ((words[0].term, words[1].term), first, first + 1));
        let mut runs: Vec<(usize, usize, bool)> = Vec::new();
        for (pair, first, second) in pairs.filter(|(pair, ..)| is_shared(*pair)) {
            match runs.last_mut() {
                Some((_, last, named)) if first <= *last => {
                    *last = second;
                    *named |= is_named(pair);
                }
                _ => runs.push((first, second, is_named(pair))),
            }
        }
        let named = runs.into_iter().filter(|(.., named)| *named);
        let named =
            named.map(|(first, last, _)| closed(self.text(at), words[first].span().start..words[last].span().end));
        let mut seen = FxHashSet::default();
        named
            .map(|phrase| phrase.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|phrase| seen.insert(phrase.clone()))
            .collect()
    }

    /// A term as it first stands in a text.
    pub(super) fn printed(&self, at: usize, term: Term) -> Option<String> {
        let word = self.texts[at].iter().find(|word| word.term == term)?;
        Some(self.text(at)[word.span()].to_owned())
    }
}

/// The stems of the names of a document's body and subject.
pub(super) fn given(document: &Analysed) -> BTreeSet<String> {
    let names = [&document.metadata.body, &document.metadata.subject].into_iter().flatten();
    let stems = names.flat_map(|name| {
        let tokens = tokens(name);
        let stem = |token: &Token| document.language().normal_form(&name[token.span()]);
        tokens.iter().map(stem).collect::<Vec<_>>()
    });
    stems.collect()
}

/// The stems of a provision's words, and the identities of what it names behind a `=`, as they are counted in the
/// frequencies of a language.
pub fn counted(document: &Analysed, provision: ProvisionIndex) -> BTreeSet<String> {
    let numbers: Vec<Term> = (0..document.vocabulary().len() as Term).collect();
    let names = document.named(provision);
    // The place of each name among all of the provision stands for its identity here.
    let identity = |id: &str| numbers.len() as Term + names.iter().position(|one| one.id() == id).unwrap_or(0) as Term;
    let printed = |term: Term| match (term as usize).checked_sub(numbers.len()) {
        Some(at) => format!("{NAME}{}", names[at].id()),
        None => document.vocabulary().normal(term).to_owned(),
    };
    words(document, provision, &numbers, identity).into_iter().map(|word| printed(word.term)).collect()
}

/// The words of a provision that are no function words, and what it names, in the order of the text; `numbers` are those
/// that the document's terms have here, `identity` tells those of what is named. A name is one word, whatever it is made
/// of: the Convention against Torture is not about conventions.
pub(super) fn words(
    document: &Analysed,
    provision: ProvisionIndex,
    numbers: &[Term],
    identity: impl Fn(&str) -> Term,
) -> Vec<CoreWord> {
    let named = document.named(provision);
    // Names are in the order of the text.
    let is_named = |span: &Range<usize>| {
        let before = named.partition_point(|one| one.span.start <= span.start);
        named[..before].last().is_some_and(|one| span.end <= one.span.end)
    };
    let outside = document.wording(provision).filter(|(word, _)| !word.is_function);
    let outside = outside.filter(|(word, _)| !is_named(&word.span())).map(|(word, term)| {
        let token = document.token_of(provision, &word);
        let is_mark = token.contains(char::is_numeric) || token.len() == 1;
        CoreWord::new(numbers[term as usize], word.span(), if is_mark { 0.0 } else { 1.0 })
    });
    // An article is another one in every law.
    let tells = |one: &Named| if one.kind() == NamedKind::Article { 0.0 } else { 1.0 };
    let names = named.iter().map(|one| CoreWord::new(identity(one.id()), one.span.clone(), tells(one)));
    let mut words: Vec<CoreWord> = outside.chain(names).collect();
    words.sort_by_key(|word| word.start);
    words
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
        ask(&Collection::of(&[&document], places, &Parameters::default(), None))
    }

    #[test]
    fn phrases_are_runs_of_what_is_shared() {
        let phrases = |texts: &[&str]| {
            of(texts, |all| {
                let shared = all.pairs_of(0);
                all.phrases(texts.len() - 1, |pair| shared.contains(&pair), |_| true)
            })
        };
        let asked = "Sharing of catches and old barrels";
        assert_eq!(phrases(&[asked, "the old barrels and the crates"]), ["old barrels"]);
        assert_eq!(
            phrases(&[asked, "sharing of the catches from old barrels"]),
            ["sharing of the catches from old barrels"]
        );
        assert_eq!(phrases(&[asked, "barrels that are old"]), [] as [&str; 0]);
    }

    #[test]
    fn phrases_that_are_apart_are_two() {
        of(&["old barrels, tall crates", "tall crates beside empty wells and old barrels"], |all| {
            let shared = all.pairs_of(0);
            let told = all.phrases(1, |pair| shared.contains(&pair), |_| true);
            assert_eq!(told, ["tall crates", "old barrels"]);
        });
    }

    #[test]
    fn a_text_has_the_language_of_its_document() {
        of(&["Count the barrels"], |all| assert_eq!(all.language(0), Some("en")));
    }

    #[test]
    fn what_a_name_tells_an_article_does_not() {
        of(&["Ratify the Optional Protocol to the Convention against Torture", "Apply article 5"], |all| {
            let tells = |at: usize, word: &str| {
                let stands = |one: &&CoreWord| all.text(at)[one.span()].contains(word);
                all.words(at).iter().find(stands).map(|one| one.tells)
            };
            assert_eq!((tells(0, "Optional Protocol"), tells(1, "article 5")), (Some(1.0), Some(0.0)));
        });
    }

    #[test]
    fn what_stands_outside_the_core_tells_less() {
        let document = Analysed::of(
            of_texts("texts", &["States should count barrels in accordance with domestic law."], Some("en")),
            &Options::default(),
        );
        let places = ProvisionIndex::all(&document.provisions).map(|at| (0, at)).collect();
        let (documents, parameters) = ([&document], Parameters::default());
        let mut all = Collection::of(&documents, places, &parameters, None);
        all.weigh_the_core(|_| true);
        let tells = |word: &str| all.words(0).iter().find(|one| &all.text(0)[one.span()] == word).unwrap().tells;
        assert_eq!((tells("barrels"), tells("domestic")), (1.0, all.lookup.outside));
        assert!(all.lookup.outside < 1.0);
    }

    #[test]
    fn of_texts_that_share_the_same_the_shorter_is_the_likelier() {
        let long = "Crews who seal tall crates and mend old lamps each winter also count barrels";
        of(&["Count barrels", long, "Now count barrels daily"], |all| {
            let found = all.candidates(0, &mut Accumulator::new(3), std::slice::from_ref(&(0..3)), |at| at != 0);
            assert_eq!(found, [2, 1]);
        });
    }
}
