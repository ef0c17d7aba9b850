//! Where a text was agreed before: for each provision of a text the nearest ones of a corpus.
//!
//! A provision is a bag of words and of pairs of words that follow each other, small words passed over; each counts
//! by its inverse document frequency (Spärck Jones 1972) over the whole corpus and the queries, so that boilerplate
//! counts for little because it is common. What stands outside the core (who is asked, how strongly, with which
//! qualifications) counts half. The score is the cosine of two bags (Salton 1975).

mod verbatim;

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

pub use verbatim::{Verbatim, verbatim};

use crate::align::{Index, Prepared, Progress, Text};
use crate::anatomy::{Anatomy, Lexicon};
use crate::corpus::Stage;
use crate::extract::{Document, Kind, Provision};
use crate::language::{Language, Term, word_spans};
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

/// What a word counts outside the core, where one inside counts 1.
const OUTSIDE_THE_CORE: f64 = 0.5;

/// What a pair of words counts, where a single word as rare counts 1.
const PAIR: f64 = 0.7;

/// How many candidates are taken apart for each query. The order by words alone and the final one agree closely.
const CANDIDATES: usize = 24;

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
    let old: Vec<&Provision> = places.iter().map(|&(at, place)| &corpus[at].provisions[place]).collect();
    let new: Vec<&Provision> = queries.iter().map(|&place| &text.provisions[place]).collect();
    let language = Language::of(options.language.as_deref().or(text.language.as_deref()));
    let searched: FxHashSet<(usize, usize)> =
        documents.iter().flat_map(|&at| looked_up(&corpus[at]).into_iter().map(move |place| (at, place))).collect();
    let is_searched: Vec<bool> = places.iter().map(|place| searched.contains(place)).collect();

    let mut field = Field::of(&old, &new, &language);
    let candidates: Vec<Vec<usize>> =
        (0..new.len()).into_par_iter().map(|query| field.candidates(query, &is_searched)).collect();
    field.read_cores(&old, &new, &candidates, lexicon, &language);
    let found = candidates.par_iter().enumerate().map(|(query, candidates)| {
        let near = field.ranked(query, candidates).into_iter();
        let borne_out =
            near.filter_map(|(score, at)| field.precedent(score, (query, new[query]), (at, old[at]), places[at]));
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

/// Two words that follow each other, small words passed over.
type WordPair = (Term, Term);

/// The corpus and the queries as the search sees them.
struct Field {
    prepared: Prepared,
    index: Index,
    says_little: Vec<bool>,
    pair_weights: FxHashMap<WordPair, f64>,
    /// The length of each old text's bag of words.
    norms: Vec<f64>,
    /// The words of the cores that were read, of old and new texts by their places.
    cores: [FxHashMap<usize, FxHashSet<Term>>; 2],
}

/// The sides of [`Field::cores`].
const OLD: usize = 0;
const NEW: usize = 1;

impl Field {
    fn of(old: &[&Provision], new: &[&Provision], language: &Language) -> Self {
        let prepared = Prepared::of(old, new, language, Progress::default().part(0.0, 1.0));
        let index = Index::of(&prepared.old, prepared.terms.len());
        let terms = 0..prepared.terms.len() as Term;
        let says_little: Vec<bool> = terms.map(|term| language.is_function_word(prepared.terms.normal(term))).collect();
        let pair_weights = pair_weights(&prepared, &says_little);
        let norms = prepared.old.iter().map(|text| norm_of_words(text, &prepared, &says_little)).collect();
        Field { prepared, index, says_little, pair_weights, norms, cores: Default::default() }
    }

    /// The texts that are searched and share most with a query, by words alone.
    fn candidates(&self, query: usize, is_searched: &[bool]) -> Vec<usize> {
        let text = &self.prepared.new[query];
        let mut shared = vec![0.0; self.prepared.old.len()];
        for &(term, _) in text.counts().iter().filter(|(term, _)| !self.says_little[*term as usize]) {
            let weight = self.prepared.rarity.of(term).powi(2);
            for &at in self.index.with(term).iter().filter(|&&at| is_searched[at as usize]) {
                shared[at as usize] += weight;
            }
        }
        let met = shared.into_iter().enumerate().filter(|(_, weight)| *weight > 0.0);
        let mut ranked: Vec<(f64, usize)> = met.map(|(at, weight)| (weight / self.norms[at], at)).collect();
        ranked.sort_unstable_by(best_first);
        ranked.truncate(CANDIDATES);
        ranked.into_iter().map(|(_, at)| at).collect()
    }

    /// Takes apart the queries and their candidates, and no more: that is what takes time.
    fn read_cores(
        &mut self,
        old: &[&Provision],
        new: &[&Provision],
        candidates: &[Vec<usize>],
        lexicon: Option<&Lexicon>,
        language: &Language,
    ) {
        let Some(lexicon) = lexicon else { return };
        let wanted: BTreeSet<usize> = candidates.iter().flatten().copied().collect();
        let places = wanted
            .into_iter()
            .map(|at| (OLD, at, old[at]))
            .chain(new.iter().enumerate().map(|(at, text)| (NEW, at, *text)));
        let places: Vec<(usize, usize, &Provision)> = places.collect();
        let read = places.par_iter().map(|&(side, at, text)| (side, at, Anatomy::of(text.text(), lexicon).core));
        let read: Vec<(usize, usize, String)> = read.collect();
        for (side, at, core) in read.into_iter().filter(|(.., core)| !core.is_empty()) {
            let words = language.terms(&core, &mut self.prepared.terms);
            self.cores[side].insert(at, words.into_iter().collect());
        }
    }

    /// The candidates above the bar with their scores, the best first.
    fn ranked(&self, query: usize, candidates: &[usize]) -> Vec<(f64, usize)> {
        let bag = self.bag(NEW, query);
        let scored = candidates.iter().map(|&at| (bag.cosine(&self.bag(OLD, at)), at));
        let mut ranked: Vec<(f64, usize)> = scored.collect();
        ranked.sort_unstable_by(best_first);
        let bar = ranked.first().map_or(BAR, |best| BAR.max(BESIDE_THE_BEST * best.0));
        ranked.retain(|&(score, _)| score >= bar);
        ranked
    }

    /// A text as a bag of words and pairs with their weights.
    fn bag(&self, side: usize, at: usize) -> Bag {
        let text = self.text(side, at);
        let core = self.cores[side].get(&at);
        let place = |term: Term| if core.is_none_or(|core| core.contains(&term)) { 1.0 } else { OUTSIDE_THE_CORE };
        let telling = text.counts().iter().map(|&(term, _)| term).filter(|&term| !self.says_little[term as usize]);
        let words = telling.map(|term| (term, place(term) * self.prepared.rarity.of(term))).collect();
        let pairs = pairs(text, &self.says_little);
        let weight = |pair: &WordPair| self.pair_weights.get(pair).copied().unwrap_or(0.0);
        let pairs = pairs.into_iter().map(|pair| (pair, PAIR * place(pair.0).min(place(pair.1)) * weight(&pair)));
        Bag { words, pairs: pairs.collect() }
    }

    fn text(&self, side: usize, at: usize) -> &Text {
        if side == OLD { &self.prepared.old[at] } else { &self.prepared.new[at] }
    }

    /// A candidate with its evidence; nothing if that does not bear it out.
    fn precedent(
        &self,
        score: f64,
        (query, text): (usize, &Provision),
        (at, there): (usize, &Provision),
        (document, provision): (usize, usize),
    ) -> Option<Precedent> {
        let (text, there) = (text.text(), there.text());
        let spans = word_spans(text);
        let words = self.shared_words(query, at);
        let phrases = self.shared_phrases(query, at, text, &spans);
        let verbatim = verbatim(text, there);
        let proves = words.iter().filter(|&&word| self.proves(word)).count();
        let is_borne_out = proves >= RARE_WORDS
            || proves > 0 && !phrases.is_empty()
            || verbatim.iter().any(|run| self.run_proves(query, &run.query, &spans));
        let printed = |term: &Term| {
            let place = self.prepared.new[query].terms().iter().position(|other| other == term)?;
            Some(text[spans[place].clone()].to_owned())
        };
        let told: usize = verbatim.iter().map(|run| run.words).sum();
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

    /// Whether a run of a query weighs as much as the rare words that would prove the same.
    fn run_proves(&self, query: usize, run: &Range<usize>, spans: &[Range<usize>]) -> bool {
        let terms = self.prepared.new[query].terms().iter().zip(spans);
        let within = terms.filter(|(_, span)| run.start <= span.start && span.end <= run.end).map(|(&term, _)| term);
        let telling = within.filter(|&term| !self.says_little[term as usize]);
        let rarity = &self.prepared.rarity;
        telling.map(|term| rarity.of(term)).sum::<f64>() >= RARE_WORDS as f64 * rarity.least_telling()
    }

    /// The rare words that both have, the rarest first.
    fn shared_words(&self, query: usize, at: usize) -> Vec<Term> {
        let there: FxHashSet<Term> = self.prepared.old[at].counts().iter().map(|&(term, _)| term).collect();
        let rarity = &self.prepared.rarity;
        let own = self.prepared.new[query].counts().iter().map(|&(term, _)| term);
        let mut shared: Vec<Term> = own.filter(|term| there.contains(term) && rarity.is_telling(*term)).collect();
        shared.sort_unstable_by_key(|&term| (rarity.frequency(term), term));
        shared
    }

    /// The phrases of the query whose pairs of words both have, if one of these is rare.
    fn shared_phrases(&self, query: usize, at: usize, text: &str, spans: &[Range<usize>]) -> Vec<String> {
        let there: FxHashSet<WordPair> = pairs(&self.prepared.old[at], &self.says_little).into_iter().collect();
        let terms = self.prepared.new[query].terms();
        let telling: Vec<usize> = (0..terms.len()).filter(|&at| !self.says_little[terms[at] as usize]).collect();
        let pair = |at: usize| (terms[telling[at]], terms[telling[at + 1]]);
        let mut phrases = Vec::new();
        let mut start = 0;
        while start + 1 < telling.len() {
            let end = (start..telling.len() - 1).find(|&at| !there.contains(&pair(at))).unwrap_or(telling.len() - 1);
            if (start..end).any(|at| self.is_rare(pair(at))) {
                let phrase = closed(text, spans[telling[start]].start..spans[telling[end]].end);
                phrases.push(phrase.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            start = end + 1;
        }
        let mut seen = FxHashSet::default();
        phrases.retain(|phrase| seen.insert(phrase.clone()));
        phrases
    }

    /// Whether a pair of words is to be named: one of them proves something.
    fn is_rare(&self, pair: WordPair) -> bool {
        self.proves(pair.0) || self.proves(pair.1)
    }

    /// Whether a word is rare, and not too short to be a matter's own.
    fn proves(&self, term: Term) -> bool {
        let normal = self.prepared.terms.normal(term);
        // A word of a script without spaces, or one with a digit, says much in few letters.
        let is_long =
            !normal.is_ascii() || normal.len() >= SHORTEST_PROOF || normal.contains(|c: char| c.is_ascii_digit());
        is_long && self.prepared.rarity.is_telling(term)
    }
}

/// A stretch of a text, with the bracket that closes one opened in it.
fn closed(text: &str, range: Range<usize>) -> &str {
    let is_open = text[range.clone()].rfind('(').is_some_and(|at| !text[range.start + at..range.end].contains(')'));
    if is_open && text[range.end..].starts_with(')') { &text[range.start..=range.end] } else { &text[range] }
}

fn norm_of_words(text: &Text, prepared: &Prepared, says_little: &[bool]) -> f64 {
    let telling = text.counts().iter().filter(|(term, _)| !says_little[*term as usize]);
    telling.map(|&(term, _)| prepared.rarity.of(term).powi(2)).sum::<f64>().sqrt()
}

/// The best score first, the earlier of the same.
fn best_first(one: &(f64, usize), other: &(f64, usize)) -> std::cmp::Ordering {
    other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
}

/// The pairs of words that follow each other in a text, small words passed over; sorted, each once.
fn pairs(text: &Text, says_little: &[bool]) -> Vec<WordPair> {
    let telling: Vec<Term> = text.terms().iter().copied().filter(|&term| !says_little[term as usize]).collect();
    let mut pairs: Vec<WordPair> = telling.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The inverse document frequency of each pair of words, as that of words is measured.
fn pair_weights(prepared: &Prepared, says_little: &[bool]) -> FxHashMap<WordPair, f64> {
    let mut frequencies = FxHashMap::<WordPair, u32>::default();
    for text in prepared.old.iter().chain(&prepared.new) {
        for pair in pairs(text, says_little) {
            *frequencies.entry(pair).or_default() += 1;
        }
    }
    let total = (prepared.old.len() + prepared.new.len()) as f64 + 1.0;
    frequencies.into_iter().map(|(pair, n)| (pair, (total / (f64::from(n) + 0.5)).ln().max(0.0))).collect()
}

/// Words and pairs of words with their weights, each sorted.
struct Bag {
    words: Vec<(Term, f64)>,
    pairs: Vec<(WordPair, f64)>,
}

impl Bag {
    fn cosine(&self, other: &Bag) -> f64 {
        let product = |one: &Bag, other: &Bag| dot(&one.words, &other.words) + dot(&one.pairs, &other.pairs);
        let norms = (product(self, self) * product(other, other)).sqrt();
        if norms > 0.0 { (product(self, other) / norms).min(1.0) } else { 0.0 }
    }
}

/// The sum of the products of the weights that two sorted lists have for the same key.
fn dot<K: Ord + Copy>(one: &[(K, f64)], other: &[(K, f64)]) -> f64 {
    let mut at = 0;
    let mut sum = 0.0;
    for &(key, weight) in one {
        at += other[at..].iter().take_while(|(there, _)| *there < key).count();
        sum += other.get(at).filter(|(there, _)| *there == key).map_or(0.0, |&(_, there)| weight * there);
    }
    sum
}
