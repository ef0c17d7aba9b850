//! Documents in time, and which draft belongs to which report.

use crate::corpus::Stage;
use crate::extract::Document;

/// Sorts documents by date, then draft before final, then by id; those without a date come last.
pub fn in_time_order(mut documents: Vec<Document>) -> Vec<Document> {
    documents.sort_by(|one, other| {
        let key = |document: &Document| (document.date.is_none(), document.date, document.stage);
        key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
    });
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
