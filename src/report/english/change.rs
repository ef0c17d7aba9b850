//! What became of a provision, in words.

use super::brackets::bracket_line;
use super::shift::{asked_facts, named_facts};
use super::{capitalised, capitalised_plural, decided, doubt, listed, numbering, quoted};
use crate::align::{Relation, Shares, Unaccounted};
use crate::change::Outdated;
use crate::decisions::Decision;
use crate::fate::FateKind;
use crate::model::Kind;
use crate::report::gist::{Gist, Piece, Slight};
use crate::report::{ChangeRow, Op, Proposers, Row, Support};

/// Where the words are those that were there before.
pub const SAME_WORDS: &str = "the same words";
/// What is said of several provisions outside the coverage that follow each other.
pub const IN_SECTIONS_NOT_HELD: &str = "in sections that the other document does not hold";
/// What is said of a provision that has another number.
pub const RENUMBERED: &str = "renumbered";
/// What is said of a provision that others propose.
pub const REATTRIBUTED: &str = "reattributed";
/// What is said of a provision that stands in another section.
pub const MOVED: &str = "moved";

/// One sentence on a change: "13: kept its number and its “should”; “adopt strict procedures” became “cooperate to establish
/// appropriate procedures”; gained “without prejudice to ...”." How strongly what is asked of whom comes first, then the act,
/// then under which conditions, and what is listed and cited.
pub(in crate::report) fn change_sentence(row: &ChangeRow, gist: &Gist, (old_id, new_id): (&str, &str)) -> String {
    let (old, new) = (listed(&row.old), listed(&row.new));
    match row.relation {
        Relation::Withdrawn => return format!("{old}: {}; it has no counterpart in {new_id}.", row.outcome),
        Relation::New => return format!("{new}: new; it has no counterpart in {old_id}."),
        Relation::OutsideCoverage if row.old.is_empty() => {
            return format!("{new}: stands in a section that {old_id} does not hold.");
        }
        Relation::OutsideCoverage => return format!("{old}: stands in a section that {new_id} does not hold."),
        _ => {}
    }
    let strength = row.shifts.as_ref().and_then(|shifts| shifts.strength.as_ref());
    let kept = match row.relation {
        Relation::Unchanged => Some("its wording".to_owned()),
        _ => {
            strength.filter(|one| one.old == one.new).and_then(|one| Some(format!("its {}", quoted(one.old.as_ref()?))))
        }
    };
    let mut facts = match (row.old == row.new, kept) {
        (true, Some(kept)) => vec![format!("kept its number and {kept}")],
        (true, None) => vec!["kept its number".to_owned()],
        (false, kept) => {
            let became = format!("became {new}");
            std::iter::once(became).chain(kept.map(|kept| format!("kept {kept}"))).collect()
        }
    };
    let bare = facts.len();
    if row.moved {
        facts.push("stands in another section".into());
    }
    facts.extend(row.shifts.iter().flat_map(asked_facts));
    facts.extend(gist.weightiest(SENTENCE_PIECES).into_iter().map(piece_fact));
    facts.extend(row.shifts.iter().flat_map(named_facts));
    let told = row.brackets.iter().filter(|view| view.fate == FateKind::Resolved).take(SENTENCE_PIECES);
    facts.extend(told.map(bracket_line));
    facts.extend(row.proposers.as_ref().and_then(proposers_fact));
    facts.extend(row.outdated.iter().map(outdated_line));
    let is_reworded = row.redline.iter().any(|segment| segment.op != Op::Unchanged);
    if facts.len() == bare && is_reworded && !row.brackets.is_empty() {
        facts.push("only its brackets and what they hold changed".into());
    }
    format!("{old}: {}.", facts.join("; "))
}

/// Who proposes a wording and did not propose the other: "is now proposed by Peru and is no longer proposed by Chile".
fn proposers_fact(proposers: &Proposers) -> Option<String> {
    let came = (!proposers.came.is_empty()).then(|| format!("is now proposed by {}", listed(&proposers.came)));
    let gone = (!proposers.gone.is_empty()).then(|| format!("is no longer proposed by {}", listed(&proposers.gone)));
    let parts: Vec<String> = came.into_iter().chain(gone).collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

/// The same in few words: "proposers: − Chile, + Peru", and whether it is all that changed.
pub(in crate::report) fn proposers_line(proposers: &Proposers) -> Option<String> {
    let name = if proposers.only { "proposers only" } else { "proposers" };
    let gone = proposers.gone.iter().map(|name| format!("− {name}"));
    let came = proposers.came.iter().map(|name| format!("+ {name}"));
    proposers.is_changed().then(|| format!("{name}: {}", gone.chain(came).collect::<Vec<_>>().join(", ")))
}

/// A reference that leads elsewhere now: "still cites paragraph 12, which is 13 now".
pub fn outdated_line(outdated: &Outdated) -> String {
    let now = match outdated.became.as_slice() {
        [] => "has no counterpart now".to_owned(),
        [one] => format!("is {one} now"),
        several => format!("is {} now", listed(several)),
    };
    format!("still cites {} {}, which {now}", numbering(outdated.cited.numbering), outdated.cited.label)
}

/// How many pieces of change a sentence names.
const SENTENCE_PIECES: usize = 2;

fn piece_fact(piece: &Piece) -> String {
    match piece {
        Piece::Changed { old, new } if old.is_empty() => format!("put in {}", quoted(new)),
        Piece::Changed { old, new } if new.is_empty() => format!("left out {}", quoted(old)),
        Piece::Changed { old, new } => format!("{} became {}", quoted(old), quoted(new)),
        Piece::Rewritten { old, new } => format!("much of it was rewritten: {} became {}", quoted(old), quoted(new)),
        Piece::Moved(text) => format!("{} stands elsewhere", quoted(text)),
        Piece::Slight { what, is_all: true, .. } => format!("only {} changed", slight_name(*what)),
        Piece::Slight { what, .. } => format!("{} changed", slight_name(*what)),
    }
}

/// A piece of change in few words: `adopt strict procedures → cooperate to establish procedures`, `+ where appropriate`,
/// `moved: as appropriate`, `small words only: with → in`.
pub(in crate::report) fn piece_line(piece: &Piece) -> String {
    match piece {
        Piece::Changed { old, new } => change_line(old, new),
        Piece::Rewritten { old, new } => format!("much rewritten: {}", change_line(old, new)),
        Piece::Moved(text) => format!("moved: {text}"),
        Piece::Slight { what, is_all, old, new } => {
            let only = if *is_all { " only" } else { "" };
            format!("{}{only}: {}", slight_name(*what), change_line(old, new))
        }
    }
}

/// What is called that changed and says nothing by itself.
fn slight_name(what: Slight) -> &'static str {
    match what {
        Slight::SmallWords => "small words",
        Slight::Forms => "word forms",
        Slight::Order => "word order",
        Slight::Punctuation => "punctuation",
        Slight::Case => "letter case",
        Slight::Misprint => "possible misprints",
    }
}

/// What was deleted and what was inserted, with a sign where one side is empty.
fn change_line(old: &str, new: &str) -> String {
    match (old, new) {
        ("", new) => format!("+ {new}"),
        (old, "") => format!("− {old}"),
        (old, new) => format!("{old} → {new}"),
    }
}

/// What a person decided about a change, a line for each decision. The two that a row is about are not named again.
pub fn decision_lines(row: &ChangeRow) -> Vec<String> {
    let is_plain = |decision: &Decision| match (row.old_ids.as_slice(), row.new_ids.as_slice()) {
        ([old], [new]) => decision.affirms() && decision.is_on(old, new),
        _ => false,
    };
    let line = |decision: &Decision| if is_plain(decision) { decided(decision) } else { decided_on(decision) };
    row.decisions.iter().map(line).collect()
}

/// Who decided what about which two, and why.
pub fn decided_on(decision: &Decision) -> String {
    format!("{} → {} {}", decision.old, decision.new, decided(decision))
}

/// Who keeps two provisions apart, and why. Of a link made by hand, which one it is.
pub fn kept_apart(by: &Decision) -> String {
    if by.affirms() { decided_on(by) } else { decided(by) }
}

/// A change by its kind and its labels: "Recommendation 11 → 12".
pub fn named(kind: Kind, old: &[String], new: &[String]) -> String {
    let numbers = match (old.join(", "), new.join(", ")) {
        (old, new) if old.is_empty() || old == new => new,
        (old, new) if new.is_empty() => old,
        (old, new) => format!("{old} → {new}"),
    };
    format!("{} {numbers}", capitalised(kind))
}

/// The labels of changes that are told as one: "1–11".
pub fn labels_as_one(run: &[Row<'_>]) -> String {
    let labels: Vec<&String> = run.iter().flat_map(|row| row.old.labels.iter().chain(row.new.labels)).collect();
    match labels.as_slice() {
        [first, .., last] => format!("{first}–{last}"),
        all => all.iter().map(|label| label.as_str()).collect(),
    }
}

/// Changes that are told as one by their kind and their labels: "Recommendations 1–11".
pub fn named_as_one(run: &[Row<'_>]) -> String {
    match run {
        [] => String::new(),
        [row] => named(row.kind, row.old.labels, row.new.labels),
        [row, ..] => format!("{} {}", capitalised_plural(row.kind), labels_as_one(run)),
    }
}

/// What is said of a change above its wording, each under its name.
pub fn facts(row: &Row<'_>) -> Vec<(&'static str, Vec<String>)> {
    let became = if row.is_linked() { row.all_facts().join(", ") } else { row.sentence.to_owned() };
    let sections = [row.old.heading(), row.new.heading()].into_iter().flatten().map(str::to_owned);
    let graded = row.confidence.zip(row.certainty.and_then(doubt));
    let mut facts = vec![
        ("What became of it", vec![became]),
        ("Shifts", row.shift_lines.clone()),
        ("Brackets", row.bracket_lines.clone()),
        ("Section, old and new", if row.facts.contains(&MOVED) { sections.collect() } else { Vec::new() }),
        ("Outdated references", row.outdated.clone()),
        ("Link", graded.iter().map(|(figure, word)| format!("{word} ({figure:.2})")).collect()),
        ("Decisions", row.decisions.clone()),
    ];
    facts.extend(proposers(row).into_iter().map(|(name, names)| (name, vec![names])));
    facts.retain(|(_, lines)| !lines.is_empty());
    facts
}

/// Who proposes the wordings, under the name of each side; once where it is the same.
pub fn proposers(row: &Row<'_>) -> Vec<(&'static str, String)> {
    let (old, new) = (row.old.proposers.join(", "), row.new.proposers.join(", "));
    let sides = match old == new {
        true => vec![("Proposed by", new)],
        false => vec![("Old proposed by", old), ("New proposed by", new)],
    };
    sides.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}

/// What speaks for a link, each under its name.
pub fn evidence(row: &Row<'_>) -> Vec<(&'static str, String)> {
    let Some(support) = &row.support else { return Vec::new() };
    let Shares { old, new } = support.coverage;
    let only = |side: fn(&Unaccounted) -> &Vec<String>| support.unaccounted.map(|words| side(words).join(", "));
    let next = support.runner_up.map(|one| format!("{} → {}, {:.2}", one.old_id, one.new_id, one.score));
    let parts = [
        ("Score", row.score.map(|score| format!("{score:.2}"))),
        ("Rarest words in common", Some(support.shared.join(", "))),
        ("Wording kept", Some(format!("{:.0} % of the old, {:.0} % of the new", old * 100.0, new * 100.0))),
        ("Only in the old", only(|words| &words.old)),
        ("Only in the new", only(|words| &words.new)),
        ("The numbers differ", support.unlike_numbers.map(numbers_against)),
        ("Next best", next),
    ];
    parts.into_iter().filter_map(|(name, text)| Some((name, text.filter(|text| !text.is_empty())?))).collect()
}

/// The words that speak for a link and against it, a line each; `common` is what those of both sides are called.
pub fn word_lines(common: &str, support: &Support<'_>) -> Vec<String> {
    let only = support.unaccounted.map(|words| [("only in the old", &words.old), ("only in the new", &words.new)]);
    let all = std::iter::once((common, support.shared))
        .chain(only.into_iter().flatten().map(|(name, words)| (name, words.as_slice())));
    let words = all.filter(|(_, words)| !words.is_empty()).map(|(name, words)| format!("{name}: {}", words.join(", ")));
    words.chain(support.unlike_numbers.map(unlike_numbers)).collect()
}

/// That numbers of two wordings are unlike: "the numbers differ: 169 / 189".
pub fn unlike_numbers(numbers: &Unaccounted) -> String {
    format!("the numbers differ: {}", numbers_against(numbers))
}

/// The numbers of the old wording against those of the new.
fn numbers_against(numbers: &Unaccounted) -> String {
    format!("{} / {}", numbers.old.join(", "), numbers.new.join(", "))
}

/// How the words of both sides are called in a spreadsheet, and where a link is explained.
pub const IN_COMMON: &str = "in common";
/// As above.
pub const SHARED: &str = "shared";
