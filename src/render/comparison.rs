//! The change table of two documents, for a terminal.

use comfy_table::{Cell, Color, ColumnConstraint};

use super::Terminal;
use super::table::{ROWS, finish, header_cell, never_break, table};
use super::text::{clean, doubtful, faint, heading, strong, wrapped};
use crate::align::{Certainty, Decision, Relation};
use crate::extract::Kind;
use crate::view::{ChangeRow, ComparisonView, DocumentHead, UnlinkedView, outdated_line, shift_lines, shift_names};

/// The change table of two documents, and the summary in one sentence.
pub fn comparison(view: &ComparisonView, terminal: Terminal) -> String {
    let title = format!("{} → {}", cited(&view.old), cited(&view.new));
    let mut out = format!("{}\n", wrapped(&heading(&title, terminal), 0, terminal));
    let kinds = |row: &ChangeRow| row.kind;
    if view.changes.is_empty() && view.shown.is_some() {
        out.push_str(&format!("{}\n", faint("no change of that sort", terminal)));
    }
    let several_kinds = view.changes.iter().any(|row| row.kind != view.changes[0].kind);
    let mut from = 0;
    while from < view.changes.len() {
        let kind = kinds(&view.changes[from]);
        let to = view.changes[from..].iter().position(|row| row.kind != kind).map_or(view.changes.len(), |n| from + n);
        if several_kinds {
            out.push_str(&format!("\n{}\n", heading(&capitalised_plural(kind), terminal)));
        }
        out.push_str(&change_table(&view.changes[from..to], terminal));
        out.push('\n');
        from = to;
    }
    for text in std::iter::once(&view.sentence).chain(&shown(view)).chain(&view.notes) {
        out.push_str(&wrapped(&clean(text), 0, terminal));
        out.push('\n');
    }
    out
}

/// How much is shown, where only some of it was asked for.
fn shown(view: &ComparisonView) -> Option<String> {
    view.shown.map(|shown| match shown.count {
        0 => format!("Of {} changes none is shown.", shown.of),
        1 => format!("Of {} changes 1 is shown.", shown.of),
        count => format!("Of {} changes {count} are shown.", shown.of),
    })
}

/// A document as it is cited: by its id and its symbol.
fn cited(head: &DocumentHead) -> String {
    match &head.symbol {
        Some(symbol) => format!("{} ({symbol})", head.id),
        None => head.id.clone(),
    }
}

fn change_table(rows: &[ChangeRow], terminal: Terminal) -> String {
    let mut shown = table(ROWS, terminal);
    shown.set_header(["Old", "New", "Relation", "Certainty", "Wording"].map(header_cell));
    let mut at = 0;
    while at < rows.len() {
        let run = rows[at..].iter().take_while(|row| continues_run(&rows[at], row)).count().max(1);
        shown.add_row(change_row(&rows[at..at + run], terminal));
        at += run;
    }
    never_break(&mut shown, &[0, 1, 3]);
    if let Some(column) = shown.column_mut(2) {
        column.set_constraint(ColumnConstraint::LowerBoundary(comfy_table::Width::Fixed(12)));
    }
    finish(&shown)
}

/// Provisions outside the coverage say nothing one by one: those that follow each other share a row.
fn continues_run(first: &ChangeRow, row: &ChangeRow) -> bool {
    let outside = Relation::OutsideCoverage;
    let is_plain = |row: &ChangeRow| row.relation == outside && row.decisions.is_empty();
    is_plain(first) && is_plain(row) && first.old.is_empty() == row.old.is_empty()
}

/// What a person decided about a change, a line for each decision.
pub(super) fn decision_lines(row: &ChangeRow) -> Vec<String> {
    let names = |id: &str, labels: &[String]| {
        let rest = labels.first().and_then(|label| id.strip_suffix(label.as_str()));
        labels.len() == 1 && rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/') || rest.ends_with("/para-"))
    };
    let is_straight = |one: &str, other: &str| names(one, &row.old) && names(other, &row.new);
    // The two of the row need not be named again.
    let is_plain = |decision: &Decision| {
        let (old, new) = (&decision.old, &decision.new);
        decision.affirms() && (is_straight(old, new) || is_straight(new, old))
    };
    let line = |decision: &Decision| {
        let link = if is_plain(decision) { String::new() } else { format!("{} → {} ", decision.old, decision.new) };
        format!("{link}{}", decided(decision))
    };
    row.decisions.iter().map(line).collect()
}

/// Who decided what, and why.
pub(super) fn decided(decision: &Decision) -> String {
    format!("{} by {}: {}", decision.verdict.past(), decision.who, decision.why)
}

/// Who keeps two provisions apart, and why. Of a link made by hand, which one it is.
pub(super) fn told_apart(apart: &UnlinkedView) -> String {
    let decision = &apart.decision;
    match decision.affirms() {
        true => format!("{} → {} {}", decision.old, decision.new, decided(decision)),
        false => decided(decision),
    }
}

fn change_row(run: &[ChangeRow], terminal: Terminal) -> Vec<Cell> {
    let row = &run[0];
    let labels = |pick: fn(&ChangeRow) -> &Vec<String>| {
        let all: Vec<&str> = run.iter().flat_map(pick).map(String::as_str).collect();
        match all.as_slice() {
            [] => "–".to_owned(),
            [first, .., last] if run.len() > 1 => clean(&format!("{first}–{last}")),
            several => clean(&several.join("\n")),
        }
    };
    let mut facts: Vec<String> = relation_facts(row).into_iter().map(str::to_owned).collect();
    facts.extend(row.shifts.iter().flat_map(shift_names).map(|name| strong(name, terminal)));
    let told: Vec<String> = row.shifts.iter().flat_map(shift_lines).collect();
    let shifts: Vec<String> = told.iter().map(|line| strong(line, terminal)).collect();
    let wording = match (row.relation, run.len()) {
        (Relation::OutsideCoverage, 2..) => faint("in sections that the other document does not hold", terminal),
        (Relation::Unchanged, _) => faint("the same words", terminal),
        (Relation::New | Relation::Withdrawn | Relation::OutsideCoverage, _) => faint(&row.gist.join("\n"), terminal),
        _ => {
            let gist = row.gist.iter().filter(|line| !told.contains(line)).map(|line| clean(line));
            shifts.into_iter().chain(gist).collect::<Vec<_>>().join("\n")
        }
    };
    let outdated: Vec<String> = row.outdated.iter().map(|one| strong(&outdated_line(one), terminal)).collect();
    let decisions = decision_lines(row).iter().map(|line| strong(line, terminal)).collect::<Vec<_>>().join("\n");
    let lines = [decisions, outdated.join("\n"), wording];
    let wording = lines.iter().filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n");
    let confidence = match (row.confidence, row.certainty) {
        (Some(confidence), Some(Certainty::Sure)) => format!("{confidence:.2}"),
        (Some(confidence), Some(certainty)) => format!("{confidence:.2}\n{}", doubtful(certainty.name(), terminal)),
        _ => String::new(),
    };
    vec![
        Cell::new(labels(|row| &row.old)),
        Cell::new(labels(|row| &row.new)),
        Cell::new(facts.join("\n")).fg(colour(row.relation)),
        Cell::new(confidence),
        Cell::new(wording),
    ]
}

/// A change by its kind and its labels: "Recommendation 11 → 12".
pub(super) fn named(row: &ChangeRow) -> String {
    let label = |labels: &[String]| labels.join(", ");
    let numbers = match (row.old.is_empty(), row.new.is_empty()) {
        (true, _) => label(&row.new),
        (_, true) => label(&row.old),
        _ if row.old == row.new => label(&row.new),
        _ => format!("{} → {}", label(&row.old), label(&row.new)),
    };
    format!("{} {numbers}", capitalised(row.kind))
}

/// What shifted in a change, and what else of its words changed.
pub(super) fn told(row: &ChangeRow) -> (Vec<String>, Vec<String>) {
    let shifts: Vec<String> = row.shifts.iter().flat_map(shift_lines).collect();
    let rest = row.gist.iter().filter(|line| !shifts.contains(line)).cloned().collect();
    (shifts, rest)
}

/// What became of a provision's words, number and place.
pub(super) fn relation_facts(row: &ChangeRow) -> Vec<&'static str> {
    let relation = if row.relation == Relation::OutsideCoverage { "outside coverage" } else { row.relation.name() };
    let facts = [(true, relation), (row.renumbered, "renumbered"), (row.moved, "moved")];
    facts.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name).collect()
}

fn colour(relation: Relation) -> Color {
    match relation {
        Relation::Unchanged | Relation::OutsideCoverage => Color::DarkGrey,
        Relation::Reworded => Color::Yellow,
        Relation::Split | Relation::Merged => Color::Magenta,
        Relation::Withdrawn => Color::Red,
        Relation::New => Color::Green,
    }
}

pub(super) fn capitalised(kind: Kind) -> String {
    with_capital(kind.noun())
}

fn capitalised_plural(kind: Kind) -> String {
    with_capital(kind.plural())
}

fn with_capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", first.to_uppercase())
}
