//! Where a text was agreed before: for each provision of a text the nearest ones of a corpus.
//!
//! A provision is a bag of words and of pairs of words that follow each other, small words passed over; each counts
//! by its inverse document frequency (Spärck Jones 1972) over the whole corpus and the queries, so that boilerplate
//! counts for little because it is common. What stands outside the core (who is asked, how strongly, with which
//! qualifications) counts half. The score is the cosine of two bags (Salton 1975).

mod verbatim;

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

pub use verbatim::{Verbatim, verbatim};

use crate::align::{Bag, Cores, Counting, Near, Pairs, WordPair, best_first};
use crate::anatomy::Lexicon;
use crate::corpus::Stage;
use crate::extract::{Document, Kind, Provision};
use crate::language::{Language, Term};
use verbatim::word_count;

/// Where to search, and for how much.
#[derive(Debug, Clone)]
pub struct Options {
    /// Search drafts and other documents as well as adopted texts.
    pub all: bool,
    /// How many precedents to give for each provision.
    pub limit: usize,
    /// The language, as an ISO 639-1 code; found out from the texts where it is `None`.
    pub language: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options { all: false, limit: 3, language: None }
    }
}

/// What a search comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// The documents that were searched, by their places among those given.
    pub documents: Vec<usize>,
    /// How many provisions they have that were searched.
    pub provisions: usize,
    /// What was found for each provision that was looked up.
    pub found: Vec<Found>,
}

/// What was found for a provision.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The provision, by its place in its document.
    pub query: usize,
    /// The nearest provisions of the corpus, the best first; none where nothing is near enough.
    pub precedents: Vec<Precedent>,
}

/// A provision that is near to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Precedent {
    /// Its document, by its place among those given.
    pub document: usize,
    /// The provision, by its place in its document.
    pub provision: usize,
    /// How near it is, from 0 to 1.
    pub score: f64,
    /// The rare words that both have, the rarest first.
    pub words: Vec<String>,
    /// The rare phrases that both have, in the order of the query; only their small words may differ.
    pub phrases: Vec<String>,
    /// What both have word for word, in the order of the query.
    pub verbatim: Vec<Verbatim>,
    /// The share of the query's words that stand in these runs, from 0 to 1.
    pub share: f64,
}

/// The score below which nothing is shown. Each recommendation of 2019 and 2021 was looked up among the earlier ones,
/// and what came was held against pairs read by hand: of the nine shown, seven are right. Between 0.10 and this, one of
/// six is.
const BAR: f64 = 0.12;

/// From this score on no further proof is needed: the texts are nearly the same.
const NEARLY_THE_SAME: f64 = 0.5;

/// How many rare words prove that two texts have a matter in common; or a run word for word that weighs as much.
const RARE_WORDS: usize = 2;

/// A shorter word proves nothing, be it ever so rare: "make", "take". In letters of its stem.
const SHORTEST_PROOF: usize = 5;

/// What has less than this part of the best one's score is not shown beside it.
const BESIDE_THE_BEST: f64 = 0.33;

/// What stands outside the core counts half. A draft is to be found by its whole wording.
const COUNTING: Counting = Counting { drafting: 1.0, outside: 0.5, pair: 0.7, power: 1.0 };

/// How many rare words are told.
const MOST_WORDS: usize = 8;

/// Finds the nearest provisions of a corpus for each provision of a text: for its recommendations and units, or its
/// paragraphs if it has none of these; and likewise in each document that is searched. The text itself is not
/// searched, nor is what is dated no earlier than the text. The lexicon is that of the text's language; without one,
/// every word counts as part of the core.
pub fn search(text: &Document, corpus: &[Document], lexicon: Option<&Lexicon>, options: &Options) -> Search {
    let others: Vec<usize> = (0..corpus.len()).filter(|&at| corpus[at].source != text.source).collect();
    let documents: Vec<usize> =
        others.iter().copied().filter(|&at| is_searched(&corpus[at], text, options.all)).collect();
    // Words are weighed over every provision of the corpus, searched or not.
    let places: Vec<(usize, usize)> =
        others.iter().flat_map(|&at| (0..corpus[at].provisions.len()).map(move |place| (at, place))).collect();
    let queries = looked_up(text);
    let language = Language::of(options.language.as_deref().or(text.language.as_deref()));
    let searched: FxHashSet<(usize, usize)> =
        documents.iter().flat_map(|&at| looked_up(&corpus[at]).into_iter().map(move |place| (at, place))).collect();

    let old = places.iter().map(|&(at, place)| &corpus[at].provisions[place]);
    let new = queries.iter().map(|&place| &text.provisions[place]);
    let mut field = Field::of(old.chain(new).map(Provision::text).collect(), &language);
    let own = |query: usize| places.len() + query;
    let is_searched: Vec<bool> = places.iter().map(|place| searched.contains(place)).collect();
    let is_searched = |at: usize| is_searched.get(at).is_some_and(|is_searched| *is_searched);
    let candidates = (0..queries.len()).into_par_iter().map(|query| field.cores.candidates(own(query), is_searched));
    let candidates: Vec<Vec<usize>> = candidates.collect();
    if let Some(lexicon) = lexicon {
        let wanted: BTreeSet<usize> = candidates.iter().flatten().copied().chain((0..queries.len()).map(own)).collect();
        let wanted: Vec<_> = wanted.into_iter().map(|at| (at, field.texts[at], lexicon)).collect();
        field.cores.take_apart(&wanted);
    }
    let found = candidates.par_iter().enumerate().map(|(query, candidates)| {
        let near = field.ranked(own(query), candidates).into_iter();
        let borne_out = near.filter_map(|(score, at)| field.precedent(score, own(query), at, places[at]));
        Found { query: queries[query], precedents: borne_out.take(options.limit).collect() }
    });
    Search { found: found.collect(), documents, provisions: searched.len() }
}

/// Whether a document may hold precedents of a text.
fn is_searched(document: &Document, text: &Document, all: bool) -> bool {
    let is_earlier = match (document.date, text.date) {
        (Some(date), Some(of_text)) => date < of_text,
        _ => true,
    };
    is_earlier && (all || document.stage == Stage::Final)
}

/// The provisions of a document that state something: its recommendations and units, else its paragraphs.
fn looked_up(document: &Document) -> Vec<usize> {
    let places = |wanted: &dyn Fn(Kind) -> bool| -> Vec<usize> {
        (0..document.provisions.len()).filter(|&at| wanted(document.provisions[at].kind)).collect()
    };
    let stated = places(&|kind| kind != Kind::Paragraph);
    if stated.is_empty() { places(&|_| true) } else { stated }
}

/// The corpus and then the queries as the search sees them.
struct Field<'a> {
    texts: Vec<&'a str>,
    cores: Cores,
    /// The pairs of words that follow each other.
    pairs: Pairs,
}

impl<'a> Field<'a> {
    fn of(texts: Vec<&'a str>, language: &Language) -> Self {
        let cores = Cores::of(texts.iter().map(|text| (*text, language)));
        let pairs = cores.pairs(Near::Following);
        Field { texts, cores, pairs }
    }

    fn bag(&self, at: usize) -> Bag {
        self.cores.bag(at, &COUNTING, Some(&self.pairs))
    }

    /// The candidates above the bar with their scores, the best first.
    fn ranked(&self, query: usize, candidates: &[usize]) -> Vec<(f64, usize)> {
        let bag = self.bag(query);
        let mut ranked: Vec<(f64, usize)> = candidates.iter().map(|&at| (bag.likeness(&self.bag(at)), at)).collect();
        ranked.sort_unstable_by(best_first);
        let bar = ranked.first().map_or(BAR, |best| BAR.max(BESIDE_THE_BEST * best.0));
        ranked.retain(|&(score, _)| score >= bar);
        ranked
    }

    /// A candidate with its evidence; nothing if that does not bear it out.
    fn precedent(
        &self,
        score: f64,
        query: usize,
        at: usize,
        (document, provision): (usize, usize),
    ) -> Option<Precedent> {
        let (text, there) = (self.texts[query], self.texts[at]);
        let words = self
            .cores
            .rarest(self.bag(query).shared(&self.bag(at)).filter(|&word| self.cores.rarity().is_telling(word)));
        // A pair is to be named if one of its words proves something.
        let is_shared = |pair: WordPair| self.pairs.of(at).binary_search(&pair).is_ok();
        let is_named = |pair: WordPair| self.proves(pair.0) || self.proves(pair.1);
        let phrases = self.cores.phrases((query, text), Near::Following, is_shared, is_named);
        let verbatim = verbatim(text, there);
        let proves = words.iter().filter(|&&word| self.proves(word)).count();
        let least = RARE_WORDS as f64 * self.cores.rarity().least_telling();
        let is_borne_out = proves >= RARE_WORDS
            || proves > 0 && !phrases.is_empty()
            || verbatim.iter().any(|run| self.cores.weight_within(query, &run.query) >= least);
        let told: usize = verbatim.iter().map(|run| run.words).sum();
        let printed = |&term: &Term| self.cores.printed((query, text), term);
        (is_borne_out || score >= NEARLY_THE_SAME).then(|| Precedent {
            document,
            provision,
            score,
            words: words.iter().take(MOST_WORDS).filter_map(printed).collect(),
            phrases,
            share: told as f64 / word_count(text).max(1) as f64,
            verbatim,
        })
    }

    /// Whether a word is rare, and not too short to be a matter's own.
    fn proves(&self, term: Term) -> bool {
        let normal = self.cores.normal(term);
        // A word of a script without spaces, or one with a digit, says much in few letters.
        let is_long =
            !normal.is_ascii() || normal.len() >= SHORTEST_PROOF || normal.contains(|c: char| c.is_ascii_digit());
        is_long && self.cores.rarity().is_telling(term)
    }
}
