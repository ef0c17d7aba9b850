//! What a meeting repeats of an earlier one, in words.

use super::{counted, listed, plural};
use crate::decisions::Decision;
use crate::report::{DocumentHead, ProposerCount, Repeat, RepeatCounts, RepeatTable, ThemeCount, ThemesBy};

/// What became of a provision at a later meeting, or where one comes from.
pub fn repeat(outcome: Repeat) -> &'static str {
    match outcome {
        Repeat::Unchanged => "repeated, unchanged",
        Repeat::Reworded => "repeated, reworded",
        Repeat::Strengthened => "repeated, strengthened",
        Repeat::Weakened => "repeated, weakened",
        Repeat::Reversed => "taken up, reversed",
        Repeat::New => "new",
        Repeat::NotRepeated => "not repeated",
    }
}

/// The title of tables of what was repeated.
pub fn repeats_title(tables: &[RepeatTable]) -> String {
    match tables {
        [table] => repeat_title(table),
        tables => format!("What was repeated: {}", plural(tables.len(), "table")),
    }
}

/// The title of a table: the subject, or else the two documents.
pub fn repeat_title(table: &RepeatTable) -> String {
    match &table.subject {
        Some(subject) => format!("{subject}: {} → {}", table.earlier.id, table.later.id),
        None => format!("{} → {}", table.earlier.id, table.later.id),
    }
}

/// One sentence on what is repeated: "Of the 91 recommendations of 2009 30 are repeated and 61 are not; of the 146 of
/// 2014 35 repeat an earlier one (2 unchanged, 33 reworded) and 111 are new."
pub fn repeats_sentence(earlier: &DocumentHead, later: &DocumentHead, counts: &RepeatCounts) -> String {
    let how = [
        (counts.unchanged, "unchanged"),
        (counts.reworded, "reworded"),
        (counts.strengthened, "strengthened"),
        (counts.weakened, "weakened"),
        (counts.reversed, "reversed"),
    ];
    let how: Vec<String> =
        how.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    let how = if how.is_empty() { String::new() } else { format!(" ({})", how.join(", ")) };
    let qualifiers = [
        (counts.qualified, "gains a qualifier", "gain a qualifier"),
        (counts.unqualified, "loses a qualifier", "lose a qualifier"),
    ];
    let qualifiers: Vec<String> = qualifiers
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|&(count, one, several)| counted(count, one, several))
        .collect();
    let qualifiers = if qualifiers.is_empty() { String::new() } else { format!("; of these {}", listed(&qualifiers)) };
    let earlier_ones = format!("Of the {} of {}", plural(counts.earlier, "recommendation"), earlier.id);
    let earlier_ones = match (counts.repeated, counts.not_repeated) {
        (0, _) => format!("{earlier_ones} none is repeated"),
        (_, 0) => format!("{earlier_ones} all are repeated"),
        (repeated, not) => format!(
            "{earlier_ones} {} and {} not",
            counted(repeated, "is repeated", "are repeated"),
            counted(not, "is", "are")
        ),
    };
    let later_ones = format!("of the {} of {}", counts.later, later.id);
    let later_ones = match (counts.repeating, counts.new) {
        (0, _) => format!("{later_ones} none repeats an earlier one"),
        (_, 0) => format!("{later_ones} all repeat an earlier one{how}"),
        (repeating, new) => format!(
            "{later_ones} {} an earlier one{how} and {} new",
            counted(repeating, "repeats", "repeat"),
            counted(new, "is", "are")
        ),
    };
    format!("{earlier_ones}; {later_ones}{qualifiers}.")
}

/// What "new" and "not repeated" mean.
pub const NO_COUNTERPART: &str =
    "That something is new or not repeated says no more than that no counterpart was found: it may still hold.";
/// Why the counts of proposers are more than those of provisions.
pub const SEVERAL_PROPOSERS: &str =
    "What several propose counts for each of them, so proposers do not add up to the whole.";

/// Where two documents are of one meeting.
pub fn are_of_one_meeting(old: &str, new: &str) -> String {
    format!("{old} is a draft of {new}: `travaux compare {old} {new}` tells what became of it, number by number.")
}

/// Where two documents are not of one series.
pub fn are_of_two_series(old: &str, new: &str) -> String {
    format!(
        "{old} and {new} are of different bodies or on different subjects: the one continues the other in no series."
    )
}

/// How many of those that repeat an earlier one may not.
pub fn are_doubtful(count: usize) -> String {
    format!("Of those that repeat an earlier one {count} are doubtful.")
}

/// Where a document has nothing that could be repeated.
pub fn adopts_nothing(id: &str) -> String {
    format!("{id} has neither recommendations nor numbered paragraphs.")
}

/// What the themes are told by.
pub fn themes_by(by: ThemesBy) -> &'static str {
    match by {
        ThemesBy::Headings => "by the headings that both documents have",
        ThemesBy::Words => "by the words that most on a theme have and few others",
    }
}

/// The name of a theme.
pub fn theme(theme: &ThemeCount) -> &str {
    theme.name.as_deref().unwrap_or(OTHER_THEMES)
}

/// What is on no theme.
pub const OTHER_THEMES: &str = "other";
/// What nobody is said to propose.
pub const NOBODY_NAMED: &str = "nobody named";

/// The name of a proposer.
pub fn proposer(proposer: &ProposerCount) -> &str {
    proposer.name.as_deref().unwrap_or(NOBODY_NAMED)
}

/// Below columns of numbers.
pub const ALL_TOGETHER: &str = "all";

/// The counts of a table, each with its name; those that are a part of others come below these, with a dash.
pub fn told_counts(table: &RepeatTable) -> Vec<(String, usize)> {
    let counts = &table.counts;
    let of = |head: &DocumentHead| format!("Recommendations of {}", head.id);
    let all = [
        (0, of(&table.earlier), counts.earlier),
        (1, "repeated".to_owned(), counts.repeated),
        (1, "not repeated".to_owned(), counts.not_repeated),
        (0, of(&table.later), counts.later),
        (1, "repeating an earlier one".to_owned(), counts.repeating),
        (2, "in the same words".to_owned(), counts.unchanged),
        (2, "reworded".to_owned(), counts.reworded),
        (2, "strengthened".to_owned(), counts.strengthened),
        (2, "weakened".to_owned(), counts.weakened),
        (2, "reversed".to_owned(), counts.reversed),
        (2, "any of these with a qualifier more".to_owned(), counts.qualified),
        (2, "any of these with a qualifier less".to_owned(), counts.unqualified),
        (1, "new".to_owned(), counts.new),
    ];
    all.into_iter().map(|(depth, name, count)| (format!("{}{name}", "– ".repeat(depth)), count)).collect()
}

/// What a person decided about a link, with the two that it is about.
pub fn decided_on_both(decision: &Decision) -> String {
    format!("{} and {}: {}", decision.old, decision.new, super::decided(decision))
}

/// Whose documents a table is on.
pub fn of_series(table: &RepeatTable) -> Option<String> {
    match (&table.body, &table.subject) {
        (Some(body), Some(subject)) => Some(format!("{body}: {subject}")),
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}

/// What stands above the rows of a theme: "Roma, housing: 5 of 12 repeated, 9 new".
pub fn theme_heading(theme: &ThemeCount) -> String {
    let counts = &theme.counts;
    let of = match (counts.earlier, counts.repeated) {
        (0, _) => None,
        (all, repeated) => Some(format!("{repeated} of {all} repeated")),
    };
    let fresh = (counts.new > 0).then(|| format!("{} new", counts.new));
    let told: Vec<String> = of.into_iter().chain(fresh).collect();
    match told.is_empty() {
        true => self::theme(theme).to_owned(),
        false => format!("{}: {}", self::theme(theme), told.join(", ")),
    }
}
