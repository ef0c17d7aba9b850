//! What provisions are, and how they are numbered.

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a provision is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    BorshSerialize,
    BorshDeserialize,
)]
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
}

/// The series of numbers that a provision's label belongs to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema, BorshSerialize, BorshDeserialize,
)]
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
    pub(crate) fn of(kind: Kind) -> Self {
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
