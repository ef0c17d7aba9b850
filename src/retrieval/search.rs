//! Where a text was agreed before: for each provision of a text the nearest ones of a corpus.
//!
//! A provision is a bag of words and of pairs of words that follow each other, small words passed over; each counts
//! by its inverse document frequency (Spärck Jones 1972) over the whole corpus and the queries, so that boilerplate
//! counts for little because it is common. What stands outside the core (who is asked, how strongly, with which
//! qualifications) counts half. The score is the cosine of two bags (Salton 1975).

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::collection::{Collection, Near, Pairs, Place};
use super::links::{LinkRule, cross_meeting_links};
use super::parameters::Parameters;
use super::vector::{TermPair, TermVector, Weighting};
use super::verbatim::{Verbatim, verbatim, whole};
use crate::align;
use crate::analysis::Analysed;
use crate::index::{Accumulator, best_first};
use crate::language::Term;
use crate::meetings::draft_of;
use crate::model::{Document, DocumentIndex, Kind, ProvisionIndex, ProvisionPlace, Stage};

/// Where to search, and for how much.
#[derive(Debug, Clone)]
pub struct Options {
    /// Search drafts and other documents as well as adopted texts.
    pub all: bool,
    /// How many precedents to give for each provision.
    pub limit: usize,
    /// The numbers to go by.
    pub parameters: Parameters,
}

impl Default for Options {
    fn default() -> Self {
        Options { all: false, limit: 3, parameters: Parameters::default() }
    }
}

/// What a search comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// The documents that were searched.
    pub documents: Vec<DocumentIndex>,
    /// How many provisions they have that were searched.
    pub provisions: usize,
    /// What was found for each provision that was looked up.
    pub found: Vec<Found>,
}

/// What was found for a provision.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The provision.
    pub query: ProvisionIndex,
    /// The nearest provisions of the corpus, those that have the whole text word for word before others, then the best
    /// first and the latest of the same; none where nothing is near enough.
    pub precedents: Vec<Precedent>,
    /// How many more are near enough, beyond the limit.
    pub more: usize,
}

/// A provision that is near to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Precedent {
    /// Where it stands in the documents that were given.
    pub place: ProvisionPlace,
    /// How near it is, from 0 to 1.
    pub score: f64,
    /// The rare words that both have, the rarest first; where there is none, those that are least common.
    pub words: Vec<String>,
    /// The rare phrases that both have, as the provision that was found has them; in the query their small words may
    /// differ.
    pub phrases: Vec<String>,
    /// What both have word for word, in the order of the query.
    pub verbatim: Vec<Verbatim>,
    /// The share of the query's words that stand in these runs, from 0 to 1.
    pub share: f64,
}

/// Finds the nearest provisions of a corpus for each provision of a text: for its recommendations and units, or its
/// paragraphs if it has none of these; and likewise in each document that is searched. The text itself is not
/// searched, nor is what is dated no earlier than the text. What a lineage would link as a precedent is found as well.
pub fn search(text: &Analysed, corpus: &[Analysed], options: &Options) -> Search {
    let others = Searcher::others(text, corpus);
    Searcher::of(text, corpus, &others, &options.parameters).search(options.all, options.limit)
}

/// A text and a corpus, ready for several searches.
pub(crate) struct Searcher<'a> {
    text: &'a Analysed,
    corpus: &'a [Analysed],
    /// The provisions of the corpus, and then those that are looked up.
    texts: Collection<'a>,
    /// The pairs of terms that follow each other.
    pairs: Pairs,
    /// The provisions that are looked up.
    queries: Vec<ProvisionIndex>,
    /// For each document of the collection but the last, its place in the corpus.
    documents: Vec<usize>,
    numbers: &'a Parameters,
}

impl<'a> Searcher<'a> {
    /// The documents that a search looks at: those of the corpus that are not the text itself, and then the text.
    pub(crate) fn others(text: &'a Analysed, corpus: &'a [Analysed]) -> Vec<&'a Analysed> {
        corpus.iter().filter(|document| document.source != text.source).chain([text]).collect()
    }

    /// Makes a text and a corpus ready; `others` are those of [`Searcher::others`].
    pub(crate) fn of(
        text: &'a Analysed,
        corpus: &'a [Analysed],
        others: &'a [&'a Analysed],
        numbers: &'a Parameters,
    ) -> Self {
        let documents = (0..corpus.len()).filter(|&at| corpus[at].source != text.source).collect();
        let queries = looked_up(text);
        let held = &others[..others.len() - 1];
        // Terms are weighed over every provision of the corpus, searched or not.
        let every = |(at, document): (usize, &&Analysed)| {
            ProvisionIndex::all(&document.provisions).map(move |place| (at, place)).collect::<Vec<_>>()
        };
        let corpus_places = held.iter().enumerate().flat_map(every);
        let places: Vec<Place> = corpus_places.chain(queries.iter().map(|&place| (held.len(), place))).collect();
        let texts = Collection::of(others, places, numbers);
        let pairs = texts.pairs(Near::Following);
        Searcher { text, corpus, texts, pairs, queries, documents, numbers }
    }

    /// Searches adopted texts, or all documents, and gives so many precedents for each provision.
    pub(crate) fn search(&mut self, all: bool, limit: usize) -> Search {
        let is_open: Vec<bool> =
            self.documents.iter().map(|&at| is_searched(&self.corpus[at], self.text, all)).collect();
        let open = |at: &usize| is_open[*at];
        let documents: Vec<DocumentIndex> =
            (0..is_open.len()).filter(open).map(|at| DocumentIndex::new(self.documents[at])).collect();
        let searched: FxHashSet<Place> = (0..is_open.len())
            .filter(open)
            .flat_map(|at| looked_up(&self.corpus[self.documents[at]]).into_iter().map(move |place| (at, place)))
            .collect();
        let links = self.links(&is_open);
        let first = self.texts.len() - self.queries.len();
        let wanted: Vec<bool> = self.texts.places().iter().map(|place| searched.contains(place)).collect();
        let is_wanted = |at: usize| wanted[at];
        let among = self.texts.ranges((0..is_open.len()).filter(open));
        // For each text that is looked up, what shares the most of it, and what has all of it.
        let near: Vec<(Vec<usize>, Vec<usize>)> = (first..self.texts.len())
            .into_par_iter()
            .map_init(
                || Accumulator::new(self.texts.len()),
                |shared, query| {
                    let near = self.texts.candidates(query, shared, &among, is_wanted);
                    (near, self.texts.holding(query, |at| at < first && is_wanted(at)))
                },
            )
            .collect();
        // All that is scored is taken apart, so that no score hangs on an earlier search.
        let scored = near.iter().flat_map(|(candidates, holding)| candidates.iter().chain(holding)).copied();
        let apart: BTreeSet<usize> = scored.chain(first..self.texts.len()).collect();
        self.texts.take_apart(apart.into_par_iter());
        let found = near.par_iter().enumerate().map(|(query, (candidates, holding))| {
            let is_link = |at: usize| links.contains(&(self.texts.places()[at], self.queries[query]));
            let mut precedents = self.precedents(first + query, candidates, holding, is_link);
            let more = precedents.len().saturating_sub(limit);
            precedents.truncate(limit);
            let precedents = precedents.into_iter().map(|(_, found)| found).collect();
            Found { query: self.queries[query], precedents, more }
        });
        Search { found: found.collect(), documents, provisions: searched.len() }
    }

    /// What a lineage would link as precedents of the text's provisions, with these.
    fn links(&self, is_open: &[bool]) -> FxHashSet<(Place, ProvisionIndex)> {
        let open: Vec<usize> = (0..is_open.len()).filter(|&at| is_open[at]).collect();
        let all: Vec<&Analysed> = open.iter().map(|&at| &self.corpus[self.documents[at]]).chain([self.text]).collect();
        let stated: Vec<FxHashSet<ProvisionIndex>> =
            all.iter().map(|document| looked_up(document).into_iter().collect()).collect();
        let rule = LinkRule {
            parameters: self.numbers,
            engine: &align::Parameters::default(),
            doubtful: false,
            takes_part: |at: usize, place| stated[at].contains(&place),
            is_earlier: |_: usize, new: usize| new == open.len(),
        };
        let place = |link: &super::CrossMeetingLink| (open[link.old], link.correspondence.old[0]);
        let found = cross_meeting_links(&all, &rule);
        found.iter().map(|link| (place(link), link.correspondence.new[0])).collect()
    }

    fn vector(&self, at: usize) -> TermVector {
        let numbers = &self.numbers.search;
        let weighting = Weighting { drafting: 1.0, outside: numbers.outside, pair: numbers.pair, power: 1.0 };
        self.texts.vector(at, &weighting, Some(&self.pairs))
    }

    /// What is found for a query: texts that hold it whole, and candidates that are near and borne out.
    fn precedents(
        &self,
        query: usize,
        candidates: &[usize],
        holding: &[usize],
        is_link: impl Fn(usize) -> bool,
    ) -> Vec<(usize, Precedent)> {
        let numbers = &self.numbers.search;
        let vector = self.vector(query);
        let score = |at: usize| vector.similarity(&self.vector(at));
        let reading = self.texts.reading(query);
        let quoted = holding.iter().filter_map(|&at| Some((at, whole(&reading, &self.texts.reading(at))?)));
        let mut found: Vec<(usize, Precedent)> =
            quoted.map(|(at, run)| (at, self.precedent(score(at), query, at, vec![run]))).collect();
        let is_found = |found: &[(usize, Precedent)], at: usize| found.iter().any(|(other, _)| *other == at);
        let mut near: Vec<(f64, usize)> = candidates.iter().map(|&at| (score(at), at)).collect();
        near.sort_unstable_by(best_first);
        let least = near.first().map_or(0.0, |best| numbers.beside_the_best * best.0).max(numbers.threshold);
        for (score, at) in near.into_iter().filter(|(score, at)| *score >= least || is_link(*at)) {
            let runs = verbatim(&reading, &self.texts.reading(at), self.numbers);
            let is_near =
                || score >= numbers.nearly_the_same || is_link(at) || self.is_proven(query, at, &vector, &runs);
            if !is_found(&found, at) && is_near() {
                found.push((at, self.precedent(score, query, at, runs)));
            }
        }
        // What holds the whole text stands first; documents are in the order of time.
        found.sort_by(|(at, one), (there, other)| {
            is_whole(other).cmp(&is_whole(one)).then(other.score.total_cmp(&one.score)).then(there.cmp(at))
        });
        found
    }

    /// Whether what a query and a text share shows that they are about one matter.
    fn is_proven(&self, query: usize, at: usize, vector: &TermVector, runs: &[Verbatim]) -> bool {
        let numbers = &self.numbers.search;
        let proofs = vector.shared(&self.vector(at)).filter(|&term| self.proves(term)).count();
        let least = numbers.rare_terms as f64 * self.least_rare();
        let core = |at: usize| self.texts.vector(at, &Weighting::of_core(1.0), None);
        let has_all = || {
            let (asked, found) = (core(query), core(at));
            asked.share_in(&found) >= numbers.nearly_all && asked.shared(&found).count() >= numbers.many_terms
        };
        proofs >= numbers.rare_terms
            || proofs > 0 && !self.phrases(query, at).is_empty()
            || runs.iter().any(|run| self.texts.weight_within(query, &run.query) >= least)
            || has_all()
    }

    /// The rare phrases that a text shares with a query, as the text has them.
    fn phrases(&self, query: usize, at: usize) -> Vec<String> {
        let is_shared = |pair: TermPair| self.pairs.of(query).binary_search(&pair).is_ok();
        // A pair is to be named if one of its terms proves something.
        let is_named = |pair: TermPair| self.proves(pair.0) || self.proves(pair.1);
        self.texts.phrases(at, Near::Following, is_shared, is_named)
    }

    /// A text that was found, with what it shares with the query.
    fn precedent(&self, score: f64, query: usize, at: usize, verbatim: Vec<Verbatim>) -> Precedent {
        let (vector, other) = (self.vector(query), self.vector(at));
        let shared = vector.shared(&other).filter(|&term| self.is_long(term)).collect();
        let shared: Vec<Term> = self.texts.index().rarest_first(shared);
        let mut terms: Vec<Term> = shared.iter().copied().filter(|&term| self.is_rare(term)).collect();
        if terms.is_empty() {
            terms = shared;
        }
        let quoted: usize = verbatim.iter().map(|run| run.words).sum();
        let (document, provision) = self.texts.places()[at];
        let most = self.numbers.search.most_words;
        Precedent {
            place: ProvisionPlace { document: DocumentIndex::new(self.documents[document]), provision },
            score,
            words: terms.iter().take(most).filter_map(|&term| self.texts.printed(at, term)).collect(),
            phrases: self.phrases(query, at),
            share: quoted as f64 / self.texts.reading(query).word_count().max(1) as f64,
            verbatim,
        }
    }

    /// Whether a term is rare, and not too short to be a matter's own.
    fn proves(&self, term: Term) -> bool {
        self.is_long(term) && self.is_rare(term)
    }

    fn is_rare(&self, term: Term) -> bool {
        self.texts.index().weight(term) >= self.least_rare()
    }

    /// The least that a rare term weighs.
    fn least_rare(&self) -> f64 {
        self.numbers.search.rare * self.texts.index().weight_of_two()
    }

    /// Whether a term is too long to be the letter of a list or a word such as "make".
    fn is_long(&self, term: Term) -> bool {
        let normal = self.texts.normal(term);
        // A word of a script without spaces, or one with a digit, says much in few letters.
        !normal.is_ascii()
            || normal.len() >= self.numbers.search.shortest_proof
            || normal.contains(|c: char| c.is_ascii_digit())
    }
}

/// Whether a provision has the whole of a query word for word.
fn is_whole(found: &Precedent) -> bool {
    found.share >= 1.0 && found.verbatim.len() == 1
}

/// Whether a document may hold precedents of a text.
fn is_searched(document: &Document, text: &Document, all: bool) -> bool {
    let (held, own) = (&document.metadata, &text.metadata);
    let is_same_body = held.body.is_some() && held.body == own.body;
    let is_earlier = match (held.meeting.zip(own.meeting).filter(|_| is_same_body), held.date.zip(own.date)) {
        (Some((meeting, of_text)), _) if meeting != of_text => meeting < of_text,
        (_, Some((date, of_text))) => date < of_text,
        (_, None) => true,
    };
    // What a draft became is no precedent of it.
    is_earlier && draft_of(text, document).is_none() && (all || held.stage() == Stage::Final)
}

/// The provisions of a document that state something: its recommendations and units, else its paragraphs.
fn looked_up(document: &Document) -> Vec<ProvisionIndex> {
    let places = |wanted: &dyn Fn(Kind) -> bool| -> Vec<ProvisionIndex> {
        ProvisionIndex::all(&document.provisions).filter(|&at| wanted(document.provisions[at].kind)).collect()
    };
    let stated = places(&Kind::is_stated);
    if stated.is_empty() { places(&|kind| kind != Kind::Preamble) } else { stated }
}
