//! The synoptic table, in words.

use crate::report::{DocumentHead, SynopticPart};

/// What the table is called.
pub const SYNOPTIC: &str = "Synoptic table";
/// What a part of it is called, where it has two.
pub fn synoptic_part(part: SynopticPart) -> &'static str {
    match part {
        SynopticPart::Shared => "What several documents say",
        SynopticPart::Alone => "What is linked to no other document",
    }
}

/// What its marks mean.
pub const SYNOPTIC_HINT: &str = "A column for each document, a row for each provision. Marked is what the next wording leaves \
                                 out, and what the wording before did not have; punctuation and capitals are not.";
/// Examples of its marks: what goes, what came, and both.
pub const SYNOPTIC_LEGEND: [&str; 3] = ["left out in the next wording", "not in the wording before", "both"];

/// What stands below a document's id at the head of its column.
pub fn column_about(head: &DocumentHead) -> Option<String> {
    let about: Vec<String> = head.metadata.symbol_and_date().collect();
    (!about.is_empty()).then(|| about.join(", "))
}
