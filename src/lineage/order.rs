//! Documents in time.

use super::drafts::{draft_of, is_earlier_form, revision};
use crate::extract::Document;

/// Sorts documents by date, then draft before final, then by revision and id; those without a date come last, unless
/// a report of a later meeting of the same body is known. A draft never comes
/// after its report, nor a revision before what it revises, however roughly the two are dated.
pub fn in_time_order(mut documents: Vec<Document>) -> Vec<Document> {
    documents.sort_by(|one, other| {
        let key = |document: &Document| (document.date.is_none(), document.date, document.stage, revision(document));
        key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
    });
    for at in 0..documents.len() {
        let is_undated = documents[at].date.is_none();
        let later = (0..at).find(|&there| is_undated && is_later_meeting(&documents[at], &documents[there]));
        if let Some(there) = later {
            documents[there..=at].rotate_right(1);
        }
    }
    let mut at = 0;
    while at < documents.len() {
        let precedes =
            |later: &Document| draft_of(&documents[at], later).is_some() || is_earlier_form(&documents[at], later);
        match documents[..at].iter().position(precedes) {
            Some(later) => documents[later..=at].rotate_right(1),
            None => at += 1,
        }
    }
    documents
}

/// Whether a report is known to be of a later meeting of the same body: by the numbers of the meetings, or by the
/// dates where these are not known.
pub(super) fn is_later_meeting(earlier: &Document, later: &Document) -> bool {
    let is_later = match (earlier.meeting, later.meeting) {
        (Some(one), Some(other)) => one < other,
        _ => earlier.date.zip(later.date).is_some_and(|(one, other)| one < other),
    };
    earlier.body.is_some() && earlier.body == later.body && is_later
}

/// Whether two reports of one body are of the same meeting, or of the same day where that is not known.
pub(super) fn is_same_meeting(one: &Document, other: &Document) -> bool {
    match (one.meeting, other.meeting) {
        (Some(one), Some(other)) => one == other,
        _ => one.date.is_some() && one.date == other.date,
    }
}
