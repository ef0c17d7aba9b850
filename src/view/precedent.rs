//! Where a text was agreed before.

use schemars::JsonSchema;
use serde::Serialize;

use super::rounded;
use super::wording::{Segment, redline_of};
use crate::anatomy::{Anatomy, Lexicon};
use crate::corpus::{Date, Stage};
use crate::extract::{Document, Kind, Provision};
use crate::search::{Precedent, Search, Verbatim};
use crate::shift::Shifts;

/// The nearest agreed language for each provision of a text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PrecedentView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.precedent/1"))]
    pub schema: &'static str,
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
    pub id: Option<String>,
    /// Its text.
    pub text: String,
    /// The nearest agreed language: what has the whole text word for word, then the best first; empty where nothing is
    /// near enough.
    pub results: Vec<ResultView>,
    /// How many more are near enough, beyond the limit.
    pub more: usize,
    /// The ids of what is near in drafts and other documents that were not searched, where nothing was found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<String>,
}

/// A provision that is near to the one that was looked up.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ResultView {
    /// Its id.
    pub id: String,
    /// The id of its document.
    pub document: String,
    /// The document's symbol.
    pub symbol: Option<String>,
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
    pub fn of(search: &Search, text: &Document, named: bool, corpus: &[Document], lexicon: Option<&Lexicon>) -> Self {
        let queries = search.found.iter().map(|found| {
            let query = &text.provisions[found.query];
            let results = found.precedents.iter().map(|precedent| {
                let document = &corpus[precedent.document];
                ResultView::of(query, document, &document.provisions[precedent.provision], precedent, lexicon)
            });
            QueryView {
                id: named.then(|| query.id.clone()),
                text: query.text().to_owned(),
                results: results.collect(),
                more: found.more,
                elsewhere: Vec::new(),
            }
        });
        PrecedentView {
            schema: "travaux.precedent/1",
            searched: Searched {
                documents: search.documents.iter().map(|&at| corpus[at].id.clone()).collect(),
                provisions: search.provisions,
            },
            queries: queries.collect(),
        }
    }

    /// Adds what a search of all documents found for provisions for which this one found nothing.
    pub fn with_elsewhere(mut self, all: &Search, corpus: &[Document]) -> Self {
        for (query, found) in self.queries.iter_mut().zip(&all.found).filter(|(query, _)| query.results.is_empty()) {
            let id = |one: &Precedent| corpus[one.document].provisions[one.provision].id.clone();
            query.elsewhere = found.precedents.iter().map(id).collect();
        }
        self
    }

    /// The search in one sentence.
    pub fn sentence(&self) -> String {
        let plural = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let found = self.queries.iter().filter(|query| !query.results.is_empty()).count();
        let searched = format!(
            "among {} of {}",
            plural(self.searched.provisions, "provision"),
            plural(self.searched.documents.len(), "document")
        );
        match self.queries.as_slice() {
            [] => "There is no provision to look up.".to_owned(),
            [only] => {
                let found = plural(only.results.len() + only.more, "precedent");
                let shown = if only.more > 0 { format!(", {} shown", only.results.len()) } else { String::new() };
                format!("{found} found {searched}{shown}.")
            }
            several => format!("Agreed language was found for {found} of {} provisions, {searched}.", several.len()),
        }
    }
}

impl ResultView {
    fn of(
        query: &Provision,
        document: &Document,
        provision: &Provision,
        found: &Precedent,
        lexicon: Option<&Lexicon>,
    ) -> Self {
        let anatomy = |text: &str, lexicon: &Lexicon| [Anatomy::of(text, lexicon)];
        ResultView {
            id: provision.id.clone(),
            document: document.id.clone(),
            symbol: document.symbol.clone(),
            title: document.title.clone(),
            body: document.body.clone(),
            meeting: document.meeting,
            date: document.date,
            stage: document.stage,
            kind: provision.kind,
            label: provision.label.clone(),
            section: provision.section.clone(),
            text: provision.text().to_owned(),
            score: rounded(found.score),
            words: found.words.clone(),
            phrases: found.phrases.clone(),
            verbatim: found.verbatim.iter().map(|run| VerbatimView::of(run, query.text())).collect(),
            share: rounded(found.share),
            shifts: lexicon.map(|lexicon| {
                Shifts::of(&anatomy(provision.text(), lexicon), &anatomy(query.text(), lexicon), lexicon)
            }),
            redline: redline_of(provision.text(), query.text()),
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
