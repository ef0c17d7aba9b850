//! Where a text was agreed before.

use schemars::JsonSchema;
use serde::Serialize;

use super::rounded;
use super::wording::{Segment, redline_of};
use crate::analysis::Analysed;
use crate::change::shifts;
use crate::embedding::Model;
use crate::model::{Date, DocumentSymbol, Kind, ProvisionId, ProvisionIndex, Stage};
use crate::retrieval::{Precedent, Search, Verbatim};
use crate::shift::Shifts;

/// The nearest agreed language for each provision of a text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PrecedentView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.precedent/1"))]
    pub schema: &'static str,
    /// The sentence-embedding model that was used, by its name and in brackets its fingerprint; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// What was searched.
    pub searched: Searched,
    /// The provisions that were looked up, in the order of the text.
    pub queries: Vec<QueryView>,
}

/// What was searched.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Searched {
    /// The ids of the documents.
    pub documents: Vec<String>,
    /// How many provisions of these were searched.
    pub provisions: usize,
}

/// A provision that was looked up.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QueryView {
    /// Its id; absent for a text that stands in no document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<ProvisionId>,
    /// Its text.
    pub text: String,
    /// The nearest agreed language: what has the whole text word for word, then the best first; empty where nothing is
    /// near enough.
    pub results: Vec<ResultView>,
    /// How many more are near enough, beyond the limit.
    pub more: usize,
    /// The ids of what is near in drafts and other documents that were not searched, where nothing was found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<ProvisionId>,
}

/// A provision that is near to the one that was looked up.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ResultView {
    /// Its id.
    pub id: ProvisionId,
    /// The id of its document.
    pub document: String,
    /// The document's symbol.
    pub symbol: Option<DocumentSymbol>,
    /// The document's title.
    pub title: Option<String>,
    /// The body that met.
    pub body: Option<String>,
    /// Which of its meetings.
    pub meeting: Option<u32>,
    /// The document's date.
    pub date: Option<Date>,
    /// Draft, final or other.
    pub stage: Stage,
    /// What it is.
    pub kind: Kind,
    /// Its printed number.
    pub label: String,
    /// The headings it stands under.
    pub section: Vec<String>,
    /// Its text.
    pub text: String,
    /// How near it is, from 0 to 1.
    pub score: f64,
    /// How likely it is that a careful reader takes it for the same matter, from 0 to 1.
    pub confidence: f64,
    /// Whether it is shown only because doubtful ones were asked for.
    pub doubtful: bool,
    /// The rare words that both have, the rarest first.
    pub words: Vec<String>,
    /// The rare phrases that both have; only their small words may differ.
    pub phrases: Vec<String>,
    /// What both have word for word, in the order of the text that was looked up.
    pub verbatim: Vec<VerbatimView>,
    /// The share of the words of the text that was looked up that stand in `verbatim`, from 0 to 1.
    pub share: f64,
    /// What the change from it did to strength, qualifiers and the like; absent for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<Shifts>,
    /// The redline from it to the text that was looked up.
    pub redline: Vec<Segment>,
}

/// Words that stand in both texts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VerbatimView {
    /// As the text that was looked up has them.
    pub text: String,
    /// How many words.
    pub words: usize,
    /// Where they stand in that text, from one byte up to another.
    pub in_query: [usize; 2],
    /// Where they stand in the text that was found.
    pub in_precedent: [usize; 2],
}

impl PrecedentView {
    /// The view of a search for the provisions of a text. Where the text has no name, neither have its provisions.
    pub fn of(search: &Search, text: &Analysed, named: bool, corpus: &[Analysed]) -> Self {
        let queries = search.found.iter().map(|found| {
            let query = text.provision(found.query);
            let result = |precedent| ResultView::of((text, found.query), corpus, precedent);
            QueryView {
                id: named.then(|| query.id.clone()),
                text: query.text().to_owned(),
                results: found.precedents.iter().map(result).collect(),
                more: found.more,
                elsewhere: Vec::new(),
            }
        });
        PrecedentView {
            schema: "travaux.precedent/1",
            model: text.model().map(Model::to_string),
            searched: Searched {
                documents: search.documents.iter().map(|at| corpus[at.index()].id.clone()).collect(),
                provisions: search.provisions,
            },
            queries: queries.collect(),
        }
    }

    /// Adds what a search of all documents found for provisions for which this one found nothing.
    pub fn with_elsewhere(mut self, all: &Search, corpus: &[Analysed]) -> Self {
        for (query, found) in self.queries.iter_mut().zip(&all.found).filter(|(query, _)| query.results.is_empty()) {
            let id = |one: &Precedent| corpus[one.place.document.index()].provision(one.place.provision).id.clone();
            query.elsewhere = found.precedents.iter().map(id).collect();
        }
        self
    }
}

impl ResultView {
    fn of((text, query): (&Analysed, ProvisionIndex), corpus: &[Analysed], found: &Precedent) -> Self {
        let document = &corpus[found.place.document.index()];
        let (at, provision) = (found.place.provision, document.provision(found.place.provision));
        let (about, asked) = (&document.metadata, text.provision(query));
        ResultView {
            id: provision.id.clone(),
            document: document.id.clone(),
            symbol: about.symbol.clone(),
            title: about.title.clone(),
            body: about.body.clone(),
            meeting: about.meeting,
            date: about.date,
            stage: about.stage(),
            kind: provision.kind,
            label: provision.label.clone(),
            section: provision.section.clone(),
            text: provision.text().to_owned(),
            score: rounded(found.score),
            confidence: rounded(found.confidence),
            doubtful: found.is_doubtful,
            words: found.words.clone(),
            phrases: found.phrases.clone(),
            verbatim: found.verbatim.iter().map(|run| VerbatimView::of(run, asked.text())).collect(),
            share: rounded(found.share),
            shifts: shifts((document, &[at]), (text, &[query])),
            redline: redline_of(&document.reading(at), &text.reading(query)),
        }
    }
}

impl VerbatimView {
    fn of(run: &Verbatim, query: &str) -> Self {
        VerbatimView {
            text: query[run.query.clone()].to_owned(),
            words: run.words,
            in_query: [run.query.start, run.query.end],
            in_precedent: [run.precedent.start, run.precedent.end],
        }
    }
}
