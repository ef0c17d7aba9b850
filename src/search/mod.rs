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

use crate::align::{self, Bag, Cores, Counting, Near, Pairs, WordPair, best_first};
use crate::anatomy::Lexicons;
use crate::corpus::Stage;
use crate::extract::{Document, Kind, Provision};
use crate::language::{Language, Term};
use crate::lineage::draft_of;
use verbatim::{whole, word_count};

/// Where to search, and for how much.
#[derive(Debug, Clone)]
pub struct Options {
    /// Search drafts and other documents as well as adopted texts.
    pub all: bool,
    /// How many precedents to give for each provision.
    pub limit: usize,
    /// The language, as an ISO 639-1 code; found out from the texts where it is `None`.
    pub language: Option<String>,
    /// The phrases by which the core of a provision is found; without those of the language every word counts as part
    /// of the core.
    pub lexicons: Lexicons,
}

impl Default for Options {
    fn default() -> Self {
        Options { all: false, limit: 3, language: None, lexicons: Lexicons::default() }
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
    /// The nearest provisions of the corpus, those that have the whole text word for word before others, then the best
    /// first and the latest of the same; none where nothing is near enough.
    pub precedents: Vec<Precedent>,
    /// How many more are near enough, beyond the limit.
    pub more: usize,
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

/// Or else a core has nearly all of the text's, by the weight of the words, and so many of them: what stands in every
/// resolution has no rare word.
const NEARLY_ALL: f64 = 0.75;
const MANY_WORDS: usize = 4;
const CORE: Counting = Counting { drafting: 0.0, outside: 0.0, pair: 0.0, power: 1.0 };

/// What has less than this part of the best one's score is not shown beside it.
const BESIDE_THE_BEST: f64 = 0.33;

/// What stands outside the core counts half. A draft is to be found by its whole wording.
const COUNTING: Counting = Counting { drafting: 1.0, outside: 0.5, pair: 0.7, power: 1.0 };

/// How many rare words are told.
const MOST_WORDS: usize = 8;

/// Finds the nearest provisions of a corpus for each provision of a text: for its recommendations and units, or its
/// paragraphs if it has none of these; and likewise in each document that is searched. The text itself is not
/// searched, nor is what is dated no earlier than the text. What a lineage would link as a precedent is found as well.
pub fn search(text: &Document, corpus: &[Document], options: &Options) -> Search {
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
    let mut field = Field::of(old.chain(new).map(Provision::text).collect(), places.clone(), &language);
    let echoes = echoes(text, corpus, &documents, options);
    let lexicon = options.lexicons.of(options.language.as_deref().or(text.language.as_deref()));
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
        let holding = field.cores.holding(own(query), is_searched);
        let is_echo = |at: usize| echoes.contains(&(places[at], queries[query]));
        let mut precedents = field.precedents(own(query), candidates, &holding, is_echo);
        let more = precedents.len().saturating_sub(options.limit);
        precedents.truncate(options.limit);
        Found { query: queries[query], precedents: precedents.into_iter().map(|(_, found)| found).collect(), more }
    });
    Search { found: found.collect(), documents, provisions: searched.len() }
}

/// What a lineage would link as precedents of a text's provisions, with these. Documents are given by their places.
fn echoes(
    text: &Document,
    corpus: &[Document],
    documents: &[usize],
    options: &Options,
) -> FxHashSet<((usize, usize), usize)> {
    let all: Vec<&Document> = documents.iter().map(|&at| &corpus[at]).chain([text]).collect();
    let stated: Vec<FxHashSet<*const Provision>> = all
        .iter()
        .map(|one| looked_up(one).into_iter().map(|at| std::ptr::from_ref(&one.provisions[at])).collect())
        .collect();
    let takes_part = |at: usize, provision: &Provision| stated[at].contains(&std::ptr::from_ref(provision));
    let align = align::Options {
        language: options.language.clone(),
        lexicons: options.lexicons.clone(),
        ..align::Options::default()
    };
    let is_of_text = |_: usize, new: usize| new == documents.len();
    let found = align::echoes(&all, &align, false, takes_part, is_of_text);
    found.into_iter().map(|echo| ((documents[echo.old.0], echo.old.1), echo.new.1)).collect()
}

/// Whether a document may hold precedents of a text.
fn is_searched(document: &Document, text: &Document, all: bool) -> bool {
    let is_same_body = document.body.is_some() && document.body == text.body;
    let is_earlier = match (document.meeting.zip(text.meeting).filter(|_| is_same_body), document.date.zip(text.date)) {
        (Some((meeting, of_text)), _) if meeting != of_text => meeting < of_text,
        (_, Some((date, of_text))) => date < of_text,
        (_, None) => true,
    };
    // What a draft became is no precedent of it.
    is_earlier && draft_of(text, document).is_none() && (all || document.stage == Stage::Final)
}

/// The provisions of a document that state something: its recommendations and units, else its paragraphs.
fn looked_up(document: &Document) -> Vec<usize> {
    let places = |wanted: &dyn Fn(Kind) -> bool| -> Vec<usize> {
        (0..document.provisions.len()).filter(|&at| wanted(document.provisions[at].kind)).collect()
    };
    let stated = places(&Kind::is_stated);
    if stated.is_empty() { places(&|kind| kind != Kind::Preamble) } else { stated }
}

/// The corpus and then the queries as the search sees them.
struct Field<'a> {
    texts: Vec<&'a str>,
    /// Where each text of the corpus stands: its document, and its place there.
    places: Vec<(usize, usize)>,
    cores: Cores,
    /// The pairs of words that follow each other.
    pairs: Pairs,
}

impl<'a> Field<'a> {
    fn of(texts: Vec<&'a str>, places: Vec<(usize, usize)>, language: &Language) -> Self {
        let cores = Cores::of(texts.iter().map(|text| (*text, language)));
        let pairs = cores.pairs(Near::Following);
        Field { texts, places, cores, pairs }
    }

    fn bag(&self, at: usize) -> Bag {
        self.cores.bag(at, &COUNTING, Some(&self.pairs))
    }

    /// What is found for a query: texts that hold it whole, and candidates that are near and borne out.
    fn precedents(
        &self,
        query: usize,
        candidates: &[usize],
        holding: &[usize],
        is_echo: impl Fn(usize) -> bool,
    ) -> Vec<(usize, Precedent)> {
        let bag = self.bag(query);
        let score = |at: usize| bag.likeness(&self.bag(at));
        let quoted = holding.iter().filter_map(|&at| Some((at, whole(self.texts[query], self.texts[at])?)));
        let mut found: Vec<(usize, Precedent)> =
            quoted.map(|(at, run)| (at, self.precedent(score(at), query, at, vec![run]))).collect();
        let is_found = |found: &[(usize, Precedent)], at: usize| found.iter().any(|(other, _)| *other == at);
        let mut near: Vec<(f64, usize)> = candidates.iter().map(|&at| (score(at), at)).collect();
        near.sort_unstable_by(best_first);
        let bar = near.first().map_or(BAR, |best| BAR.max(BESIDE_THE_BEST * best.0));
        for (score, at) in near.into_iter().filter(|(score, at)| *score >= bar || is_echo(*at)) {
            let runs = verbatim(self.texts[query], self.texts[at]);
            let is_near = || score >= NEARLY_THE_SAME || is_echo(at) || self.is_borne_out(query, at, &bag, &runs);
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
    fn is_borne_out(&self, query: usize, at: usize, bag: &Bag, runs: &[Verbatim]) -> bool {
        let shared: Vec<Term> = bag.shared(&self.bag(at)).collect();
        let proofs = shared.iter().filter(|&&word| self.proves(word)).count();
        let least = RARE_WORDS as f64 * self.cores.rarity().least_telling();
        let core = |at: usize| self.cores.bag(at, &CORE, None);
        let has_all = || {
            let (asked, found) = (core(query), core(at));
            asked.share_in(&found) >= NEARLY_ALL && asked.shared(&found).count() >= MANY_WORDS
        };
        proofs >= RARE_WORDS
            || proofs > 0 && !self.phrases(query, at).is_empty()
            || runs.iter().any(|run| self.cores.weight_within(query, &run.query) >= least)
            || has_all()
    }

    /// The rare phrases that a text shares with a query, as the text has them.
    fn phrases(&self, query: usize, at: usize) -> Vec<String> {
        let is_shared = |pair: WordPair| self.pairs.of(query).binary_search(&pair).is_ok();
        // A pair is to be named if one of its words proves something.
        let is_named = |pair: WordPair| self.proves(pair.0) || self.proves(pair.1);
        self.cores.phrases((at, self.texts[at]), Near::Following, is_shared, is_named)
    }

    /// A text that was found, with what it shares with the query.
    fn precedent(&self, score: f64, query: usize, at: usize, verbatim: Vec<Verbatim>) -> Precedent {
        let (text, there) = (self.texts[query], self.texts[at]);
        let shared = self.bag(query).shared(&self.bag(at)).collect::<Vec<_>>().into_iter();
        let shared: Vec<Term> = self.cores.rarest(shared.filter(|&word| self.is_long(word)));
        let mut words: Vec<Term> =
            shared.iter().copied().filter(|&word| self.cores.rarity().is_telling(word)).collect();
        if words.is_empty() {
            words = shared;
        }
        let told: usize = verbatim.iter().map(|run| run.words).sum();
        let (document, provision) = self.places[at];
        Precedent {
            document,
            provision,
            score,
            words: words.iter().take(MOST_WORDS).filter_map(|&term| self.cores.printed((at, there), term)).collect(),
            phrases: self.phrases(query, at),
            share: told as f64 / word_count(text).max(1) as f64,
            verbatim,
        }
    }

    /// Whether a word is rare, and not too short to be a matter's own.
    fn proves(&self, term: Term) -> bool {
        self.is_long(term) && self.cores.rarity().is_telling(term)
    }

    /// Whether a word is too long to be the letter of a list or a word such as "make".
    fn is_long(&self, term: Term) -> bool {
        let normal = self.cores.normal(term);
        // A word of a script without spaces, or one with a digit, says much in few letters.
        !normal.is_ascii() || normal.len() >= SHORTEST_PROOF || normal.contains(|c: char| c.is_ascii_digit())
    }
}

/// Whether a provision has the whole of a query word for word.
fn is_whole(found: &Precedent) -> bool {
    found.share >= 1.0 && found.verbatim.len() == 1
}
