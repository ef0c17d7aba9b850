//! The parts of a document: front matter, headings, provisions, items, notes, and what is none of these.

use crate::model::{Kind, Numbering};

/// A part of a document, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// Which lines it consists of.
    pub(super) lines: std::ops::Range<usize>,
    /// How many bytes of the first line are the mark ("12. ") and not text.
    pub(super) lead: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PartKind {
    /// What stands before the first heading or number.
    Front,
    /// A heading and its rank: 1 for "II.", 2 for "C.", 3 for "1.", 4 for one without a number, more for those that
    /// are titles of provisions.
    Heading(u8),
    /// The mark of an option that several provisions stand under, its name, and the provision that begins behind it, if one does.
    Option(String, Option<Opening>),
    /// A provision, or what of one follows a footnote.
    Provision(Opening),
    /// An item of a list that the provision before it holds.
    Item(Opening),
    /// A footnote.
    Footnote,
    /// Text under a heading that belongs to no provision.
    Loose,
    /// An annex: its heading and all that follows.
    Annex,
}

/// What a provision is, as its mark tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) label: String,
    pub(super) kind: Kind,
    pub(super) numbering: Numbering,
    /// Whether it goes on with a provision that a footnote interrupted.
    pub(super) resumes: bool,
}
