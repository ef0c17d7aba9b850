//! What is read: documents and their provisions.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Mend;
use super::references::{Place, Reference, references};
use super::words::Words;
use crate::corpus::{Date, Stage, nearest};
use crate::error::{Error, Result, Warning};
use crate::ingest::Passage;

/// A document: what it is, and the provisions it holds.
#[derive(Debug, Clone)]
pub struct Document {
    /// The id, unique in its corpus: `2019-draft`.
    pub id: String,
    /// The ids of the pieces that it was put together from; none if it is one document.
    pub pieces: Vec<String>,
    /// The document symbol: `CTOC/COP/WG.7/2019/L.1/Add.2`.
    pub symbol: Option<String>,
    /// The body that met.
    pub body: Option<String>,
    /// Which of its meetings, counted from 1.
    pub meeting: Option<u32>,
    /// Draft, final or other.
    pub stage: Stage,
    /// The date.
    pub date: Option<Date>,
    /// The language of the text, as an ISO 639-1 code.
    pub language: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The fields above that were inferred and stand in no document.
    pub inferred: Vec<String>,
    /// The profile by which its provisions were found; absent for a list of units.
    pub profile: Option<String>,
    /// Which sections the document holds.
    pub coverage: Coverage,
    /// The provisions, in the order of the text.
    pub provisions: Vec<Provision>,
    /// The footnotes, in the order of the text.
    pub footnotes: Vec<Passage>,
    /// What stands before the first section and the first provision: titles, dates, symbols.
    pub front: Vec<Passage>,
    /// Text that belongs to no provision: unnumbered paragraphs, annexes.
    pub loose: Vec<Loose>,
    /// The names under which others cite the document: its symbol, and the act that it is ("resolution 5/3").
    pub names: Vec<String>,
    /// What the text cites, each once: symbols, and acts by their numbers.
    pub references: Vec<String>,
    /// The words that were mended.
    pub mends: Vec<Mend>,
    /// The lines that were dropped as page furniture.
    pub furniture: Vec<Passage>,
    /// How many tracked changes of its text the file holds.
    pub tracked_changes: usize,
    /// What was odd.
    pub warnings: Vec<Warning>,
    /// The text of the file, in which spans count bytes.
    pub source: String,
}

/// What a provision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A recommendation, be it under a heading of its own or a numbered paragraph.
    Recommendation,
    /// A numbered paragraph that is no recommendation.
    Paragraph,
    /// An article of a treaty or statute, or a numbered paragraph of one.
    Article,
    /// A clause of a standard or contract.
    Clause,
    /// A paragraph of a preamble. It has no printed number and is counted: PP1, PP2.
    Preamble,
    /// An entry of a list of units.
    Item,
}

impl Kind {
    /// Every kind, in the order in which they are told of.
    pub const ALL: [Kind; 6] =
        [Kind::Recommendation, Kind::Article, Kind::Clause, Kind::Preamble, Kind::Paragraph, Kind::Item];

    /// The kind as it is written in JSON and in gold files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Recommendation => "recommendation",
            Kind::Paragraph => "paragraph",
            Kind::Article => "article",
            Kind::Clause => "clause",
            Kind::Preamble => "preamble",
            Kind::Item => "item",
        }
    }

    /// Whether such provisions are what a document is there for: those of other kinds stand around them, or are what is
    /// left where there are none.
    pub fn is_stated(self) -> bool {
        !matches!(self, Kind::Paragraph | Kind::Preamble)
    }

    /// What provisions of the kind are called.
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Preamble => "preambular paragraph",
            kind => kind.name(),
        }
    }

    /// The kind in the plural.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Recommendation => "recommendations",
            Kind::Paragraph => "paragraphs",
            Kind::Article => "articles",
            Kind::Clause => "clauses",
            Kind::Preamble => "preambular paragraphs",
            Kind::Item => "items",
        }
    }
}

/// The series of numbers that a provision's label belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Numbering {
    /// "Recommendation 13".
    Recommendation,
    /// "13."; recommendations that are numbered paragraphs share the series of the paragraphs.
    Paragraph,
    /// "Article 5", and its paragraphs: "5(2)".
    Article,
    /// "5.1.2"
    Clause,
    /// The count of a preamble's paragraphs.
    Preamble,
    /// The id in a list of units.
    Unit,
}

impl Numbering {
    /// The series in which the provisions of a kind are numbered, where they have one of their own.
    pub(super) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Recommendation => Numbering::Recommendation,
            Kind::Paragraph => Numbering::Paragraph,
            Kind::Article => Numbering::Article,
            Kind::Clause => Numbering::Clause,
            Kind::Preamble => Numbering::Preamble,
            Kind::Item => Numbering::Unit,
        }
    }

    /// The series as it is cited.
    pub fn name(self) -> &'static str {
        match self {
            Numbering::Recommendation => "recommendation",
            Numbering::Paragraph => "paragraph",
            Numbering::Article => "article",
            Numbering::Clause => "clause",
            Numbering::Preamble => "preambular paragraph",
            Numbering::Unit => "item",
        }
    }
}

/// A numbered provision.
#[derive(Debug, Clone)]
pub struct Provision {
    /// The id within the corpus: `2019-final/13` for a recommendation or a unit, `2019-final/para-13` for a paragraph.
    pub id: String,
    /// The printed number: `13`.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// Which series of numbers the label belongs to.
    pub numbering: Numbering,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// The items that its text sets out.
    pub items: Vec<Item>,
    /// What it cites, each thing once.
    pub references: Vec<Reference>,
    /// The line of the source where it begins, counted from 1.
    pub line: usize,
    pub(super) passage: Passage,
}

impl Provision {
    /// The text: markup, furniture and line breaks gone, broken words mended. A paragraph or an
    /// item that is set out begins a new line.
    pub fn text(&self) -> &str {
        self.passage.text()
    }

    /// The stretch of the source that holds the provision's text, in bytes. It may hold page
    /// furniture as well.
    pub fn span(&self) -> Range<usize> {
        self.passage.span()
    }

    /// The printed number alone, without the piece of a draft that may stand before it in the label.
    pub fn number(&self) -> &str {
        self.label.strip_prefix(self.piece()).and_then(|label| label.strip_prefix('/')).unwrap_or(&self.label)
    }

    /// The id of the document that the provision was read from.
    pub fn piece(&self) -> &str {
        self.id.split_once('/').map_or("", |(document, _)| document)
    }

    /// The text with its way back to the source.
    pub fn passage(&self) -> &Passage {
        &self.passage
    }
}

/// Finds a provision by its id: the places of the document and of the provision in it. Where a document has one
/// series of numbers only, `para-` may be left out or put in front.
///
/// # Errors
/// [`Error::NotFound`] if there is none; the message names the nearest.
pub fn find_provision(documents: &[Document], id: &str) -> Result<(usize, usize)> {
    let (name, label) = id.split_once('/').unwrap_or((id, ""));
    if label.is_empty() {
        let message = format!("`{id}` names no provision; write DOCUMENT/NUMBER, such as 2019-final/13");
        return Err(Error::not_found(message));
    }
    let Some(at) = documents.iter().position(|document| document.id == name) else {
        let known = documents.iter().map(|document| document.id.as_str());
        return Err(Error::not_found(format!("there is no document `{name}`; {}", nearest(name, known))));
    };
    let document = &documents[at];
    let by_id = |wanted: &str| document.provisions.iter().position(|one| one.id == wanted);
    let other_form = match label.strip_prefix("para-") {
        Some(label) => format!("{name}/{label}"),
        None => format!("{name}/para-{label}"),
    };
    match by_id(id).or_else(|| by_id(&other_form)) {
        Some(place) => Ok((at, place)),
        None => {
            let near = nearest_provision(document, id);
            Err(Error::not_found(format!("`{name}` has no provision `{label}`; {near}")))
        }
    }
}

/// Says which provisions of a document come nearest to an id that it does not have.
pub(crate) fn nearest_provision(document: &Document, id: &str) -> String {
    nearest(id, document.provisions.iter().map(|provision| provision.id.as_str()))
}

/// An item of a list within a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The label, with that of the provision: `12(a)`.
    pub label: String,
    /// Where in the provision's text it stands, in bytes.
    pub range: Range<usize>,
}

/// Text under a heading that belongs to no provision.
#[derive(Debug, Clone)]
pub struct Loose {
    /// The headings it stands under.
    pub section: Vec<String>,
    /// The text.
    pub passage: Passage,
}

/// Which sections a document holds. What a draft's addendum does not hold is not new in the final
/// report: nobody can tell from the addendum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "extent", rename_all = "lowercase")]
pub enum Coverage {
    /// The whole of its subject.
    Whole,
    /// Some sections.
    Part {
        /// The innermost sections that hold provisions.
        sections: Vec<HeldSection>,
    },
}

/// A section that a partial document holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HeldSection {
    /// Its heading and those above it.
    pub path: Vec<String>,
    /// Whether the document says that the section is continued from another, so that it holds a
    /// part of it only.
    pub continued: bool,
}

impl Document {
    /// Gives each provision its id and what it cites, once kinds, labels and texts are settled.
    pub(super) fn finish(&mut self) {
        let words = Words::of(self.language.as_deref());
        for provision in &mut self.provisions {
            provision.references = references(provision.text(), words);
            let series = if provision.kind == Kind::Paragraph { "para-" } else { "" };
            provision.id = format!("{}/{series}{}", self.id, provision.label);
        }
    }

    /// Whether it is the document of an id, or was put together from it and others.
    pub fn is_or_holds(&self, id: &str) -> bool {
        self.id == id || self.pieces.iter().any(|piece| piece == id)
    }

    /// The provision at a numbered place, as another provision of the document cites it: in a document that was put
    /// together from pieces, that of the same piece.
    pub fn place_of(&self, place: &Place, citing: &Provision) -> Option<usize> {
        self.provisions.iter().position(|one| {
            one.numbering == place.numbering && one.number() == place.label && one.piece() == citing.piece()
        })
    }

    /// The provisions of one kind, with their places in [`Document::provisions`].
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (usize, &Provision)> {
        self.provisions.iter().enumerate().filter(move |(_, provision)| provision.kind == kind)
    }

    /// Whether it holds provisions of the kinds that documents are there for.
    pub fn states_any(&self) -> bool {
        self.provisions.iter().any(|provision| provision.kind.is_stated())
    }

    /// How many provisions of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.of_kind(kind).count()
    }
}
