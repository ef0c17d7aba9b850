//! Documents in time, and which draft belongs to which report.

use crate::corpus::Stage;
use crate::extract::Document;

/// Sorts documents by date, then draft before final, then by id; those without a date come last. A
/// draft never comes after its report, however roughly the two are dated.
pub fn in_time_order(mut documents: Vec<Document>) -> Vec<Document> {
    documents.sort_by(|one, other| {
        let key = |document: &Document| (document.date.is_none(), document.date, document.stage);
        key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
    });
    let mut at = 0;
    while at < documents.len() {
        match (0..at).find(|&report| is_version_of(&documents[at], &documents[report])) {
            Some(report) => documents[report..=at].rotate_right(1),
            None => at += 1,
        }
    }
    documents
}

/// Whether a document is a draft of a report: of the same meeting of the same body. Where the
/// number of a meeting is not known on both sides, the year must be the same.
pub fn is_version_of(draft: &Document, report: &Document) -> bool {
    let same_meeting = match (draft.meeting, report.meeting) {
        (Some(one), Some(other)) => one == other,
        _ => match (draft.date, report.date) {
            (Some(one), Some(other)) => one.year() == other.year(),
            _ => false,
        },
    };
    draft.stage == Stage::Draft
        && report.stage == Stage::Final
        && draft.body.is_some()
        && draft.body == report.body
        && same_meeting
}

/// Whether two reports are known to be of the same body, and of different meetings.
pub(super) fn is_later_meeting(earlier: &Document, later: &Document) -> bool {
    let same_meeting = matches!((earlier.meeting, later.meeting), (Some(one), Some(other)) if one == other);
    earlier.body.is_some() && earlier.body == later.body && !same_meeting
}
