//! What happened in numbers, in words.

use super::pair::noun_of;
use super::plural;
use crate::lineage::LinkKind;
use crate::report::tally::{NOT_BEFORE, NOT_REPEATED};
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

/// How many changes have to do with brackets and options.
pub fn changes_with_brackets(count: usize) -> String {
    format!("of {} with brackets or options", plural(count, "change"))
}

/// A facet, a relation or a kind of links by its name, as people read it.
pub fn facet(name: &'static str) -> &'static str {
    match name {
        "outdated-reference" => "outdated reference",
        "outside-coverage" => "outside coverage",
        "follow-up" => "follow up",
        other => other,
    }
}

/// How many links there are between meetings.
pub fn links_between(count: usize) -> String {
    plural(count, "link")
}

/// How many provisions a later report could repeat.
pub fn said_earlier(count: usize) -> String {
    format!("of {} in earlier reports", plural(count, "provision"))
}

/// How many provisions an earlier report could have had.
pub fn said_later(count: usize) -> String {
    format!("of {} in later reports", plural(count, "provision"))
}

/// How many wordings repeat earlier ones.
pub fn later_wordings(count: usize) -> String {
    format!("of {} said again", plural(count, "wording"))
}

/// What links of a kind, or the lack of any, mean, by its name.
pub fn about_links(kind: &str) -> &'static str {
    match kind {
        _ if kind == LinkKind::Precedent.name() => "an earlier meeting had adopted it already",
        _ if kind == LinkKind::FollowUp.name() => "a later report tells what was done",
        NOT_REPEATED => "no later report of the series has it; it may still hold",
        NOT_BEFORE => "no earlier report of the series has it",
        _ => "",
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
