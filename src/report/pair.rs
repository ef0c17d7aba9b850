//! What two documents are to each other: by that the words are chosen that people read.

use schemars::JsonSchema;
use serde::Serialize;

use crate::meetings::{Ground, draft_of, is_later_meeting, is_revision_of};
use crate::model::{Document, Stage};

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
        if draft_of(old, new).is_some() {
            PairKind::Adoption
        } else if is_revision_of(new, old) {
            PairKind::Revision
        } else if are(Stage::Final) && is_later_meeting(old, new) {
            PairKind::Meetings
        } else {
            PairKind::Unknown
        }
    }

    /// What a draft and what came of it are to each other, by how that is known.
    pub fn of_descent(ground: Ground, new: &Document) -> Self {
        match ground {
            Ground::Revision => PairKind::Revision,
            Ground::SameText if new.metadata.stage() == Stage::Draft => PairKind::Revision,
            Ground::SameText | Ground::SameYear | Ground::SameMeeting | Ground::Cited | Ground::Declared => {
                PairKind::Adoption
            }
        }
    }
}
