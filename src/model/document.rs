//! What is read: documents and their provisions.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::OnceLock;

use borsh::{BorshDeserialize, BorshSerialize};
use rustc_hash::FxBuildHasher;
use schemars::JsonSchema;
use serde::Serialize;

use super::{DocumentIndex, Kind, Metadata, Numbering, Passage, ProvisionId, ProvisionIndex, ProvisionPlace, nearest};
use crate::error::{Error, Result, Warning};

/// A document: what it is, and the provisions it holds.
#[derive(Debug, Clone, Default, BorshSerialize, BorshDeserialize)]
pub struct Document {
    /// The id, unique in its corpus: `2019-draft`.
    pub id: String,
    /// The ids of the pieces that it was put together from; none if it is one document.
    pub pieces: Vec<String>,
    /// What it is: symbol, body, meeting and so on.
    pub metadata: Metadata,
    /// The profile by which its provisions were found; absent for a list of units.
    pub profile: Option<String>,
    /// Which sections the document holds.
    pub coverage: Coverage,
    /// The provisions, in the order of the text.
    pub provisions: Vec<Provision>,
    /// The headings, in the order of the text. With provisions, footnotes, front, loose text and furniture they hold every
    /// word of the document, each once.
    pub headings: Vec<Heading>,
    /// The footnotes, in the order of the text.
    pub footnotes: Vec<Passage>,
    /// What stands before the first section and the first provision: titles, dates, symbols.
    pub front: Vec<Passage>,
    /// Text that belongs to no provision: unnumbered paragraphs, annexes.
    pub loose: Vec<Loose>,
    /// The lines that begin with a number and were taken for running text. They stand in other passages as well.
    pub left_out: Vec<Passage>,
    /// The names under which others cite the document: its symbol, and the act that it is ("resolution 5/3").
    pub names: Vec<String>,
    /// What the text cites, each once: symbols, and acts by their numbers.
    pub references: Vec<String>,
    /// The words that were mended.
    pub mends: Vec<Mend>,
    /// The lines that were dropped as page furniture.
    pub furniture: Vec<Passage>,
    /// Where the lines stand in the source that it was read from, in their order; none for a list of units.
    pub line_spans: Vec<Range<usize>>,
    /// How many tracked changes of its text the file holds.
    pub tracked_changes: usize,
    /// What was odd.
    pub warnings: Vec<Warning>,
    /// The text of the file, in which spans count bytes.
    pub source: String,
    /// What its distinct words come to, once that was asked for.
    #[borsh(skip)]
    pub words: WordSet,
}

/// The distinct words of a treaty or a draft of one as numbers, made when they are first asked for, and kept.
#[derive(Debug, Default)]
pub struct WordSet(OnceLock<Option<Vec<u64>>>);

impl Clone for WordSet {
    /// Nothing: the text of a copy may be changed.
    fn clone(&self) -> Self {
        WordSet::default()
    }
}

/// A document without its text.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub(crate) struct Head {
    known: Document,
    treaty_words: Option<Vec<u64>>,
    /// How many provisions the document has.
    pub(crate) provisions: usize,
    /// What all that was read of it comes to, as a number.
    pub(crate) content: u64,
}

impl Head {
    /// The id of the document.
    pub(crate) fn id(&self) -> &str {
        &self.known.id
    }

    /// The document without its text, to be told apart from others and put in time as the whole one would.
    pub(crate) fn document(&self) -> Document {
        Document { words: WordSet(OnceLock::from(self.treaty_words.clone())), ..self.known.clone() }
    }
}

/// A numbered provision.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Provision {
    /// The id within the corpus.
    pub id: ProvisionId,
    /// The printed number: `13`.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// Which series of numbers the label belongs to.
    pub numbering: Numbering,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// The option that it stands under, where a draft has several sets of paragraphs to choose from: "Option 1".
    pub option: Option<String>,
    /// The items that its text sets out.
    pub items: Vec<Item>,
    /// What it cites, each thing once.
    pub references: Vec<Reference>,
    /// The line of the source where it begins, counted from 1.
    pub line: usize,
    /// Its number as printed; empty where none is, as in a preamble.
    pub(crate) mark: Passage,
    pub(crate) passage: Passage,
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
        self.id.document()
    }

    /// The text with its way back to the source.
    pub fn passage(&self) -> &Passage {
        &self.passage
    }

    /// The number as printed, with its way back to the source.
    pub fn mark(&self) -> &Passage {
        &self.mark
    }
}

/// Finds a provision by its id: the places of the document and of the provision in it. Where a document has one
/// series of numbers only, `para-` may be left out or put in front.
///
/// # Errors
/// [`Error::NotFound`] if there is none; the message names the nearest.
pub fn find_provision<D: Borrow<Document>>(documents: &[D], id: &str) -> Result<ProvisionPlace> {
    let wanted: ProvisionId = id.parse().map_err(|message: String| Error::not_found(message))?;
    let name = wanted.document();
    let Some(document) = DocumentIndex::all(documents).find(|at| documents[at.index()].borrow().id == name) else {
        let known = documents.iter().map(|document| document.borrow().id.as_str());
        return Err(Error::not_found(format!("there is no document `{name}`; {}", nearest(name, known))));
    };
    let held = documents[document.index()].borrow();
    match held.place_of_id(&wanted).or_else(|| held.place_of_id(&wanted.other_form())) {
        Some(provision) => Ok(ProvisionPlace { document, provision }),
        None => {
            let message = format!("`{name}` has no provision `{}`; {}", wanted.place(), nearest_provision(held, id));
            Err(Error::not_found(message))
        }
    }
}

/// The numbered places of a document: the first provision of each.
pub(crate) struct Places<'a>(BTreeMap<(Numbering, &'a str, &'a str), ProvisionIndex>);

impl Places<'_> {
    /// The provision at a place, as [`Document::place_of`] finds it.
    pub(crate) fn of(&self, place: &Place, citing: &Provision) -> Option<ProvisionIndex> {
        self.0.get(&(place.numbering, place.label.as_str(), citing.piece())).copied()
    }
}

/// Documents, whatever holds them.
pub(crate) fn documents<D: Borrow<Document>>(held: &[D]) -> Vec<&Document> {
    held.iter().map(Borrow::borrow).collect()
}

/// Says which provisions of a document come nearest to an id that it does not have.
pub(crate) fn nearest_provision(document: &Document, id: &str) -> String {
    nearest(id, document.provisions.iter().map(|provision| &*provision.id))
}

/// Something that a provision cites.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
pub struct Reference {
    /// The document, by its symbol or as an act ("resolution 186 (1964)"); absent where the provision's own document is
    /// meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The place in it; absent where the whole is cited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A numbered place in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
pub struct Place {
    /// The series that the number belongs to.
    pub numbering: Numbering,
    /// The number.
    pub label: String,
}

/// An item of a list within a provision.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Item {
    /// The label, with that of the provision: `12(a)`.
    pub label: String,
    /// Where in the provision's text it stands, in bytes.
    pub range: Range<usize>,
}

/// A heading.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Heading {
    /// Its text, number included.
    pub passage: Passage,
    /// Whether text stands under it, or under a heading below it.
    pub holds_text: bool,
}

/// A word that was mended.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Mend {
    /// As printed.
    pub printed: String,
    /// As mended.
    pub mended: String,
    /// Where it was printed, in bytes of the source.
    pub span: Range<usize>,
}

/// Text under a heading that belongs to no provision.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Loose {
    /// The headings it stands under.
    pub section: Vec<String>,
    /// The text.
    pub passage: Passage,
}

/// Which sections a document holds. What a draft's addendum does not hold is not new in the final
/// report: nobody can tell from the addendum.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
#[serde(tag = "extent", rename_all = "lowercase")]
pub enum Coverage {
    /// The whole of its subject.
    #[default]
    Whole,
    /// Some sections.
    Part {
        /// The innermost sections that hold provisions.
        sections: Vec<HeldSection>,
    },
}

/// A section that a partial document holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
pub struct HeldSection {
    /// Its heading and those above it.
    pub path: Vec<String>,
    /// Whether the document says that the section is continued from another, so that it holds a
    /// part of it only.
    pub continued: bool,
}

impl Document {
    /// Of a document with articles, the hashes of its distinct words of four letters and more, in small letters and in ascending
    /// order: what tells whether two documents are forms of one treaty without reading both again.
    pub(crate) fn treaty_words(&self) -> Option<&[u64]> {
        let words = self.words.0.get_or_init(|| {
            if self.provisions.iter().all(|provision| provision.numbering != Numbering::Article) {
                return None;
            }
            let texts = self.provisions.iter().map(Provision::text);
            let words = texts.flat_map(|text| text.split(|letter: char| !letter.is_alphabetic()));
            let hash = |word: &str| FxBuildHasher.hash_one(word.to_lowercase());
            let mut hashes: Vec<u64> = words.filter(|word| word.chars().nth(3).is_some()).map(hash).collect();
            hashes.sort_unstable();
            hashes.dedup();
            Some(hashes)
        });
        words.as_deref()
    }

    /// What tells which other documents it belongs to, without any of its text: metadata, names, what it cites, and the words of a
    /// treaty as numbers.
    pub(crate) fn head(&self) -> Head {
        let known = Document {
            id: self.id.clone(),
            pieces: self.pieces.clone(),
            metadata: self.metadata.clone(),
            profile: self.profile.clone(),
            coverage: self.coverage.clone(),
            names: self.names.clone(),
            references: self.references.clone(),
            ..Document::default()
        };
        let content = FxBuildHasher.hash_one(borsh::to_vec(self).unwrap_or_default());
        Head {
            known,
            treaty_words: self.treaty_words().map(<[u64]>::to_vec),
            provisions: self.provisions.len(),
            content,
        }
    }

    /// Whether it is the document of an id, or was put together from it and others.
    pub fn is_or_holds(&self, id: &str) -> bool {
        self.id == id || self.pieces.iter().any(|piece| piece == id)
    }

    /// The provision of an id.
    pub fn place_of_id(&self, id: &ProvisionId) -> Option<ProvisionIndex> {
        ProvisionIndex::all(&self.provisions).find(|&at| self.provisions[at].id == *id)
    }

    /// The provision at a numbered place, as another provision of the document cites it: in a document that was put
    /// together from pieces, that of the same piece.
    pub fn place_of(&self, place: &Place, citing: &Provision) -> Option<ProvisionIndex> {
        let is_meant = |one: &Provision| {
            one.numbering == place.numbering && one.number() == place.label && one.piece() == citing.piece()
        };
        ProvisionIndex::all(&self.provisions).find(|&at| is_meant(&self.provisions[at]))
    }

    /// Its numbered places, for whoever looks up many.
    pub(crate) fn places(&self) -> Places<'_> {
        let mut places = BTreeMap::new();
        for at in ProvisionIndex::all(&self.provisions) {
            let one = &self.provisions[at];
            places.entry((one.numbering, one.number(), one.piece())).or_insert(at);
        }
        Places(places)
    }

    /// The provisions of one kind, in the order of the text.
    pub fn of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &Provision> {
        self.provisions.iter().filter(move |provision| provision.kind == kind)
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
