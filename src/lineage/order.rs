//! Documents in time.

use super::drafts::{draft_of, revision};
use crate::extract::Document;

/// Sorts documents by date, then draft before final, then by revision and id; those without a date come last. A
/// draft never comes after its report, however roughly the two are dated.
pub fn in_time_order(mut documents: Vec<Document>) -> Vec<Document> {
    documents.sort_by(|one, other| {
        let key = |document: &Document| (document.date.is_none(), document.date, document.stage, revision(document));
        key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
    });
    let mut at = 0;
    while at < documents.len() {
        match (0..at).find(|&report| draft_of(&documents[at], &documents[report]).is_some()) {
            Some(report) => documents[report..=at].rotate_right(1),
            None => at += 1,
        }
    }
    documents
}

/// Whether two reports are known to be of the same body, and of different meetings.
pub(super) fn is_later_meeting(earlier: &Document, later: &Document) -> bool {
    let same_meeting = matches!((earlier.meeting, later.meeting), (Some(one), Some(other)) if one == other);
    earlier.body.is_some() && earlier.body == later.body && !same_meeting
}
