//! A document as it was read.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::brackets::OpenView;
use crate::analysis::Analysed;
use crate::anatomy::Anatomy;
use crate::error::Warning;
use crate::model::{Coverage, Document, Kind, Metadata, Numbering, ProvisionId, ProvisionIndex, Reference};

/// What a document is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DocumentHead {
    /// The id.
    pub id: String,
    /// The ids of the pieces that it was put together from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<String>,
    /// Symbol, body, meeting and so on.
    #[serde(flatten)]
    pub metadata: Metadata,
    /// The profile by which its provisions were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Which sections it holds.
    pub coverage: Coverage,
    /// How many provisions of each kind it holds.
    pub counts: Counts,
}

/// How many provisions of each kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Recommendations.
    pub recommendation: usize,
    /// Numbered paragraphs that are no recommendations.
    pub paragraph: usize,
    /// Articles and their numbered paragraphs.
    #[serde(skip_serializing_if = "is_zero")]
    pub article: usize,
    /// Clauses.
    #[serde(skip_serializing_if = "is_zero")]
    pub clause: usize,
    /// Paragraphs of a preamble.
    #[serde(skip_serializing_if = "is_zero")]
    pub preamble: usize,
    /// Units of a list.
    pub item: usize,
}

/// Most documents hold no provisions of the rarer kinds.
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Counts {
    /// How many there are in a document.
    pub fn in_document(document: &Document) -> Self {
        Counts {
            recommendation: document.count(Kind::Recommendation),
            paragraph: document.count(Kind::Paragraph),
            article: document.count(Kind::Article),
            clause: document.count(Kind::Clause),
            preamble: document.count(Kind::Preamble),
            item: document.count(Kind::Item),
        }
    }

    /// How many of a kind there are.
    pub fn of(&self, kind: Kind) -> usize {
        match kind {
            Kind::Recommendation => self.recommendation,
            Kind::Paragraph => self.paragraph,
            Kind::Article => self.article,
            Kind::Clause => self.clause,
            Kind::Preamble => self.preamble,
            Kind::Item => self.item,
        }
    }
}

impl DocumentHead {
    /// The head of a document.
    pub fn of(document: &Document) -> Self {
        DocumentHead {
            id: document.id.clone(),
            pieces: document.pieces.clone(),
            metadata: document.metadata.clone(),
            profile: document.profile.clone(),
            coverage: document.coverage.clone(),
            counts: Counts::in_document(document),
        }
    }
}

/// A document with all that was read of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DocumentView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.document/1"))]
    pub schema: &'static str,
    /// What it is.
    #[serde(flatten)]
    pub head: DocumentHead,
    /// Its provisions, in the order of the text.
    pub provisions: Vec<ProvisionView>,
    /// Its footnotes.
    pub footnotes: Vec<String>,
    /// What stands before the first section: titles, dates, symbols.
    pub front: Vec<String>,
    /// Text that belongs to no provision: unnumbered paragraphs, annexes.
    pub loose: Vec<LooseView>,
    /// The names under which others cite it: its symbol, and the act that it is.
    pub names: Vec<String>,
    /// What it cites: symbols, and acts by their numbers.
    pub references: Vec<String>,
    /// The words that were mended: as printed, and as mended.
    pub mended: Vec<(String, String)>,
    /// The lines that were dropped as page furniture.
    pub furniture: Vec<String>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// Text that belongs to no provision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LooseView {
    /// The headings it stands under.
    pub section: Vec<String>,
    /// The text.
    pub text: String,
}

/// Several documents.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DocumentsView<'a> {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.documents/1"))]
    pub schema: &'static str,
    /// The documents, in the order in which they were named.
    pub documents: &'a [DocumentView],
}

impl<'a> DocumentsView<'a> {
    /// The view of several documents.
    pub fn of(documents: &'a [DocumentView]) -> Self {
        DocumentsView { schema: "travaux.documents/1", documents }
    }
}

/// A provision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProvisionView {
    /// The id within the corpus.
    pub id: ProvisionId,
    /// The printed number.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// Which series of numbers the label belongs to.
    pub numbering: Numbering,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// The option that it stands under, where the draft has several sets of paragraphs to choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// Its text.
    pub text: String,
    /// What is open in it: brackets and options; absent where nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenView>,
    /// The items that its text sets out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemView>,
    /// Who proposes it, by the names that its text gives at its end or at the end of its parts; of several names of one,
    /// always the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposers: Vec<String>,
    /// What it cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// The line where it begins, counted from 1.
    pub line: usize,
    /// First byte, and the byte behind the last, in the source.
    pub span: (usize, usize),
    /// Its parts; absent for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anatomy: Option<Anatomy>,
}

/// An item of a list within a provision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ItemView {
    /// The label, with that of the provision.
    pub label: String,
    /// Its text.
    pub text: String,
}

/// Who proposes some provisions, by the names that are shown.
pub(super) fn proposers(document: &Analysed, places: &[ProvisionIndex]) -> Vec<String> {
    document.proposers(places).into_iter().map(|proposer| proposer.name().to_owned()).collect()
}

impl DocumentView {
    /// The view of a document, with the anatomy of its provisions if there is a lexicon of its language.
    pub fn of(document: &Analysed) -> Self {
        let places: Vec<ProvisionIndex> = ProvisionIndex::all(&document.provisions).collect();
        let provisions = places
            .into_par_iter()
            .map(|at| (at, &document.provisions[at]))
            .map(|(at, provision)| ProvisionView {
                id: provision.id.clone(),
                label: provision.label.clone(),
                kind: provision.kind,
                numbering: provision.numbering,
                section: provision.section.clone(),
                option: provision.option.clone(),
                open: OpenView::of(document, at),
                text: provision.text().to_owned(),
                items: provision
                    .items
                    .iter()
                    .map(|item| ItemView {
                        label: item.label.clone(),
                        text: provision.text()[item.range.clone()].to_owned(),
                    })
                    .collect(),
                proposers: proposers(document, &[at]),
                references: provision.references.clone(),
                line: provision.line,
                span: (provision.span().start, provision.span().end),
                anatomy: document.anatomy(at).cloned(),
            })
            .collect();
        DocumentView {
            schema: "travaux.document/1",
            head: DocumentHead::of(document),
            provisions,
            footnotes: document.footnotes.iter().map(|note| note.text().to_owned()).collect(),
            front: document.front.iter().map(|passage| passage.text().to_owned()).collect(),
            loose: document
                .loose
                .iter()
                .map(|loose| LooseView { section: loose.section.clone(), text: loose.passage.text().to_owned() })
                .collect(),
            names: document.names.clone(),
            references: document.references.clone(),
            mended: document.mends.iter().map(|mend| (mend.printed.clone(), mend.mended.clone())).collect(),
            furniture: document.furniture.iter().map(|line| line.text().to_owned()).collect(),
            warnings: document.warnings.clone(),
        }
    }
}
