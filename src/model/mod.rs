//! The domain: documents, their provisions, and the names of both. Every stage reads and writes these types.

mod document;
mod figures;
mod identity;
mod kind;
mod lines;
mod metadata;
pub(crate) mod numerals;
mod passage;
mod symbol;

pub use document::{
    Coverage, Document, Heading, HeldSection, Item, Loose, Mend, Place, Provision, Reference, WordSet, find_provision,
};
pub(crate) use document::{Head, Places, documents, nearest_provision};
pub use figures::Figures;
pub use identity::{DocumentIndex, ProvisionId, ProvisionIndex, ProvisionPlace, nearest};
pub use kind::{Kind, Numbering};
pub use lines::{LineIs, LineName, ReadAs, ReadLine};
pub use metadata::{Date, Metadata, Stage};
pub use passage::Passage;
pub(crate) use symbol::{ACT_NUMBER, Act, LONGEST_RANGE, NamedPieces, PIECE, STARS};
pub use symbol::{DocumentSymbol, Form};
