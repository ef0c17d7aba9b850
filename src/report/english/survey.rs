//! What a survey of an archive holds.

use super::{listed, plural};
use crate::report::SurveyView;

/// How much a survey holds, and whether it is whole.
pub fn survey_sentence(view: &SurveyView) -> String {
    if view.documents.is_empty() {
        let counts = plural(view.counted, "document");
        return format!("Counts of the words of {counts}, to be joined with the survey that they were counted by.");
    }
    let documents = plural(view.documents.len(), "document");
    let held =
        format!("{documents} with {} in {}", plural(view.provisions, "provision"), plural(view.groups.len(), "group"));
    match view.uncounted.len() {
        0 => format!("{held}; the words of all are counted."),
        all if all == view.documents.len() => format!("{held}; the words of none are counted yet."),
        some => format!("{held}; the words of {} are not counted yet.", plural(some, "document")),
    }
}

/// The first of some names, and how many more there are.
pub fn first_of(names: &[String], most: usize) -> String {
    match names.len().checked_sub(most) {
        None | Some(0) => listed(names),
        Some(more) => format!("{} and {more} more", names[..most].join(", ")),
    }
}
