//! What happened in numbers, in words.

use super::pair::noun_of;
use super::plural;
use crate::lineage::LinkKind;
use crate::report::{ComparisonView, PairKind};

/// Above what happened along the links between meetings.
pub const BETWEEN_MEETINGS: &str = "Between meetings";

/// Above the counts of several comparisons added up.
pub const ALL_COMPARISONS: &str = "All together";

/// How many provisions one side of a comparison has.
pub fn provisions_of(view: &ComparisonView, is_old: bool, count: usize) -> String {
    let noun = noun_of(&view.changes, count);
    match (is_old, view.pair) {
        (true, PairKind::Adoption) => format!("{count} draft {noun}"),
        (true, _) => format!("{count} {noun} in {}", view.old.id),
        (false, _) => format!("{count} in {}", view.new.id),
    }
}

/// What is said of provisions of the new document that go back to some of the old one.
pub fn from_old(pair: PairKind) -> &'static str {
    match pair {
        PairKind::Adoption | PairKind::Revision => "from the draft",
        PairKind::Meetings => "said before",
        PairKind::Unknown => "in the old text",
    }
}

/// How many wordings stand in both, each with what was done to it.
pub fn kept_changes(pair: PairKind, count: usize) -> String {
    let wordings = plural(count, "wording");
    match pair {
        PairKind::Adoption => format!("of {wordings} adopted"),
        PairKind::Revision => format!("of {wordings} kept"),
        PairKind::Meetings => format!("of {wordings} repeated"),
        PairKind::Unknown => format!("of {wordings} in both texts"),
    }
}

/// How many links there are between meetings.
pub fn links_between(count: usize) -> String {
    plural(count, "link")
}

/// How many wordings repeat earlier ones.
pub fn later_wordings(count: usize) -> String {
    format!("of {} said again", plural(count, "wording"))
}

/// What links of a kind are called when they are counted.
pub fn links_counted(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Version => "from draft to final",
        LinkKind::Precedent => "said before",
        LinkKind::FollowUp => "reported on later",
    }
}

/// Over the counts of several comparisons together.
pub fn together(count: usize) -> String {
    plural(count, "comparison")
}

/// A count with its doubt: "10 adopted (1 doubtful)".
pub fn count_line(count: usize, label: &str, doubtful: usize) -> String {
    let doubt = if doubtful > 0 { format!(" ({})", doubtful_of(doubtful)) } else { String::new() };
    format!("{count} {label}{doubt}")
}

/// How many of something are doubtful.
pub fn doubtful_of(count: usize) -> String {
    format!("{count} doubtful")
}
