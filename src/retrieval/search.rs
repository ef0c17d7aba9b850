//! Where a text was agreed before: for each provision of a text the nearest ones of a corpus.
//!
//! What is found is what the scorer takes for the same matter, and what has the whole text word for word.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use tracing::trace_span;

use super::collection::Place;
use super::parameters::Parameters;
use super::scorer::{Scorer, Shared};
use super::statistics::Statistics;
use super::verbatim::{Verbatim, verbatim, whole};
use crate::analysis::Analysed;
use crate::index::Accumulator;
use crate::meetings::draft_of;
use crate::model::{Document, DocumentIndex, Kind, ProvisionIndex, ProvisionPlace, Stage};

/// Where to search, and for how much.
#[derive(Debug, Clone)]
pub struct Options {
    /// Search drafts and other documents as well as adopted texts.
    pub all: bool,
    /// Give doubtful precedents as well.
    pub doubtful: bool,
    /// How many precedents to give for each provision.
    pub limit: usize,
    /// The numbers to go by.
    pub parameters: Parameters,
}

impl Default for Options {
    fn default() -> Self {
        Options { all: false, doubtful: false, limit: 3, parameters: Parameters::default() }
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
    /// The nearest provisions of the corpus, those that have the whole text word for word before others, then the surest
    /// first, in tenths of the confidence, and of the same what has most of the text; none where nothing is near enough.
    pub precedents: Vec<Precedent>,
    /// How many more are near enough, beyond the limit.
    pub more: usize,
}

/// A provision that is near to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Precedent {
    /// Where it stands in the documents that were given.
    pub place: ProvisionPlace,
    /// How near its words are, from 0 to 1.
    pub score: f64,
    /// How likely it is that a careful reader takes it for the same matter, from 0 to 1.
    pub confidence: f64,
    /// Whether it is shown only because doubtful ones were asked for.
    pub is_doubtful: bool,
    /// The words that both have and that tell most, these first.
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
/// searched, nor is what is dated no earlier than the text.
pub fn search(text: &Analysed, corpus: &[Analysed], options: &Options) -> Search {
    let others = Searcher::others(text, corpus);
    Searcher::of(text, corpus, &others, &options.parameters).search(options.all, options.doubtful, options.limit)
}

/// A text and a corpus, ready for several searches.
pub(crate) struct Searcher<'a> {
    text: &'a Analysed,
    corpus: &'a [Analysed],
    /// The provisions of the corpus, and then those that are looked up.
    scorer: Scorer<'a>,
    /// The provisions that are looked up.
    queries: Vec<ProvisionIndex>,
    /// For each document of the collection but the last, its place in the corpus.
    documents: Vec<usize>,
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
        let _stage = trace_span!("making ready to search").entered();
        let documents = (0..corpus.len()).filter(|&at| corpus[at].source != text.source).collect();
        let queries = looked_up(text);
        let held = &others[..others.len() - 1];
        // Terms are weighed over every provision of the corpus, searched or not.
        let every = |(at, document): (usize, &&Analysed)| {
            ProvisionIndex::all(&document.provisions).map(move |place| (at, place)).collect::<Vec<_>>()
        };
        let corpus_places = held.iter().enumerate().flat_map(every);
        let places: Vec<Place> = corpus_places.chain(queries.iter().map(|&place| (held.len(), place))).collect();
        let stated: FxHashSet<Place> = others
            .iter()
            .enumerate()
            .flat_map(|(at, document)| looked_up(document).into_iter().map(move |place| (at, place)))
            .collect();
        let scorer = Scorer::of(others, places, |place| stated.contains(place), numbers, None);
        Searcher { text, corpus, scorer, queries, documents }
    }

    /// The same with a few provisions of a few documents, weighed as they would be among all of an archive. `others` are these
    /// documents and then the text; `held` says which of the corpus they are.
    pub(super) fn among(
        text: &'a Analysed,
        corpus: &'a [Analysed],
        others: &'a [&'a Analysed],
        numbers: &'a Parameters,
        (held, few, statistics): (&[usize], &FxHashSet<Place>, &'a Statistics),
    ) -> Self {
        let _stage = trace_span!("making ready to search").entered();
        let queries = looked_up(text);
        let own = |at: usize| few.iter().filter(move |place| place.0 == held[at]).map(move |place| (at, place.1));
        let mut places: Vec<Place> = (0..held.len()).flat_map(own).collect();
        places.sort_unstable();
        places.extend(queries.iter().map(|&place| (held.len(), place)));
        let scorer = Scorer::of(others, places, |_| true, numbers, Some(statistics));
        Searcher { text, corpus, scorer, queries, documents: held.to_vec() }
    }

    /// Searches adopted texts, or all documents, and gives so many precedents for each provision, doubtful ones too if they
    /// are wanted.
    pub(crate) fn search(&self, all: bool, doubtful: bool, limit: usize) -> Search {
        let _stage = trace_span!("search").entered();
        let is_open: Vec<bool> =
            self.documents.iter().map(|&at| is_searched(&self.corpus[at], self.text, all)).collect();
        let open = |at: &usize| is_open[*at];
        let documents: Vec<DocumentIndex> =
            (0..is_open.len()).filter(open).map(|at| DocumentIndex::new(self.documents[at])).collect();
        let searched: FxHashSet<Place> = (0..is_open.len())
            .filter(open)
            .flat_map(|at| looked_up(&self.corpus[self.documents[at]]).into_iter().map(move |place| (at, place)))
            .collect();
        let texts = &self.scorer.texts;
        let first = texts.len() - self.queries.len();
        let wanted: Vec<bool> = texts.places().iter().map(|place| searched.contains(place)).collect();
        let is_wanted = |at: usize| wanted[at];
        let among = texts.ranges((0..is_open.len()).filter(open));
        let link = &self.scorer.numbers.link;
        let least = if doubtful { link.doubtful } else { link.stated };
        let found = |shared: &mut Accumulator, query: usize| {
            let candidates = self.scorer.candidates(first + query, shared, &among, is_wanted);
            let holding = texts.holding(first + query, is_wanted);
            let mut precedents = self.precedents(first + query, &candidates, &holding, least);
            let more = precedents.len().saturating_sub(limit);
            precedents.truncate(limit);
            let precedents = precedents.into_iter().map(|(_, found)| found).collect();
            Found { query: self.queries[query], precedents, more }
        };
        let each = (0..self.queries.len()).into_par_iter().map_init(|| Accumulator::new(texts.len()), found);
        Search { found: each.collect(), documents, provisions: searched.len() }
    }

    /// What is found for a query: texts that hold it whole, and candidates that are on the same matter.
    fn precedents(&self, query: usize, candidates: &[usize], holding: &[usize], least: f64) -> Vec<(usize, Precedent)> {
        let texts = &self.scorer.texts;
        let reading = texts.reading(query);
        let quoted = holding.iter().filter_map(|&at| Some((at, whole(&reading, &texts.reading(at))?)));
        let mut found: Vec<(usize, Precedent)> =
            quoted.map(|(at, run)| (at, self.precedent(query, at, vec![run]))).collect();
        for &at in candidates {
            let is_found = found.iter().any(|(other, _)| *other == at);
            if !is_found && self.scorer.confidence(at, query) >= least {
                let runs = verbatim(&reading, &texts.reading(at), self.scorer.numbers);
                found.push((at, self.precedent(query, at, runs)));
            }
        }
        // What holds the whole text stands first; of what is about as sure, what has most of the text. Documents are in the
        // order of time.
        let mut found: Vec<(f64, usize, Precedent)> =
            found.into_iter().map(|(at, one)| (self.scorer.share(query, at), at, one)).collect();
        let tenths = |one: &Precedent| (one.confidence * 10.0).floor();
        found.sort_by(|(share, at, one), (part, there, other)| {
            let sure = tenths(other).total_cmp(&tenths(one)).then(part.total_cmp(share));
            let sure = sure.then(other.confidence.total_cmp(&one.confidence));
            is_whole(other).cmp(&is_whole(one)).then(sure).then(there.cmp(at))
        });
        found.into_iter().map(|(_, at, one)| (at, one)).collect()
    }

    /// A text that was found, with what it shares with the query.
    fn precedent(&self, query: usize, at: usize, verbatim: Vec<Verbatim>) -> Precedent {
        let scorer = &self.scorer;
        let Shared { phrases, words } = scorer.shared(at, query);
        let quoted: usize = verbatim.iter().map(|run| run.words).sum();
        let (document, provision) = scorer.texts.places()[at];
        let confidence = scorer.confidence(at, query);
        Precedent {
            place: ProvisionPlace { document: DocumentIndex::new(self.documents[document]), provision },
            score: scorer.likeness(at, query),
            confidence,
            // What holds the whole text is no guess.
            is_doubtful: confidence < scorer.numbers.link.stated && quoted < scorer.texts.reading(query).word_count(),
            words: words.into_iter().take(scorer.numbers.shown.words).collect(),
            phrases,
            share: quoted as f64 / scorer.texts.reading(query).word_count().max(1) as f64,
            verbatim,
        }
    }
}

/// Whether a provision has the whole of a query word for word.
fn is_whole(found: &Precedent) -> bool {
    found.share >= 1.0 && found.verbatim.len() == 1
}

/// Whether a document may hold precedents of a text.
pub(super) fn is_searched(document: &Document, text: &Document, all: bool) -> bool {
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
pub(super) fn looked_up(document: &Document) -> Vec<ProvisionIndex> {
    let places = |wanted: &dyn Fn(Kind) -> bool| -> Vec<ProvisionIndex> {
        ProvisionIndex::all(&document.provisions).filter(|&at| wanted(document.provisions[at].kind)).collect()
    };
    let stated = places(&Kind::is_stated);
    if stated.is_empty() { places(&|kind| kind != Kind::Preamble) } else { stated }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::extract::of_texts;
    use crate::model::{Date, Metadata};

    fn document(meeting: Option<u32>, year: i16, body: &str, stage: Stage) -> Document {
        let document = of_texts(&format!("{body}-{meeting:?}-{year}-{stage:?}"), &["Mills grind."], Some("en"));
        let metadata = Metadata {
            meeting,
            date: Date::new(year, 3, 2),
            body: Some(body.into()),
            stage: Some(stage),
            ..document.metadata.clone()
        };
        Document { metadata, ..document }
    }

    #[test]
    fn precedents_are_of_earlier_meetings_or_of_an_earlier_day() {
        let text = document(Some(4), 2004, "Mills", Stage::Other);
        let may = |meeting: Option<u32>, year: i16, body: &str| {
            is_searched(&document(meeting, year, body, Stage::Final), &text, false)
        };
        // Of one body the meeting counts, whatever the day; of another, or of the same meeting, the day.
        assert!(may(Some(3), 2005, "Mills") && !may(Some(5), 2003, "Mills"));
        assert!(may(Some(9), 2003, "Wells") && !may(Some(3), 2005, "Wells") && !may(Some(3), 2004, "Wells"));
        assert!(may(Some(4), 2003, "Mills") && !may(Some(4), 2004, "Mills") && !may(Some(4), 2005, "Mills"));
        assert!(may(None, 2003, "Mills") && !may(None, 2004, "Mills"));
        // Only what was adopted, if not all is wanted.
        let draft = document(Some(3), 2003, "Mills", Stage::Other);
        assert!(!is_searched(&draft, &text, false) && is_searched(&draft, &text, true));
    }
}
