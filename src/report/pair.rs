//! What two documents are to each other: by that the words are chosen that people read.

use schemars::JsonSchema;
use serde::Serialize;

use crate::meetings::{Ground, draft_of, is_later_meeting};
use crate::model::{Document, DocumentSymbol, Stage};

/// What two documents are to each other, as far as it is known. A draft can be adopted, and a meeting can repeat what an
/// earlier one said; of any other two documents no more is said than what stands in which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PairKind {
    /// A draft and the report of its meeting.
    Adoption,
    /// A draft and its revised form.
    Revision,
    /// A report and one of a later meeting of the same body.
    Meetings,
    /// Not known.
    Unknown,
}

impl PairKind {
    /// What two documents are to each other by what is known of each.
    pub fn of(old: &Document, new: &Document) -> Self {
        let are = |stage: Stage| [old, new].iter().all(|one| one.metadata.stage() == stage);
        let is_earlier_form = |(one, other): (&DocumentSymbol, &DocumentSymbol)| one.is_earlier_form_of(other);
        if draft_of(old, new).is_some() {
            PairKind::Adoption
        } else if are(Stage::Draft)
            && old.metadata.symbol.as_ref().zip(new.metadata.symbol.as_ref()).is_some_and(is_earlier_form)
        {
            PairKind::Revision
        } else if are(Stage::Final) && is_later_meeting(old, new) {
            PairKind::Meetings
        } else {
            PairKind::Unknown
        }
    }

    /// What a draft and what came of it are to each other, by how that is known.
    pub fn of_descent(ground: Ground) -> Self {
        match ground {
            Ground::Revision => PairKind::Revision,
            Ground::SameYear | Ground::SameMeeting | Ground::Cited => PairKind::Adoption,
        }
    }
}
