//! The change table of two documents.

use comfy_table::{Cell, Color, ColumnConstraint, Width};

use super::redline::{Layout, redlines, signs};
use super::table::{ROWS, certainty_cell, finish, table};
use super::{Terminal, Text};
use crate::align::Relation;
use crate::render::text::{clean, faint, heading, strong};
use crate::report::{ComparisonView, Row, english, runs};

/// The change table of two documents, or one for each kind of provisions, each with its wordings below it if they are asked
/// for, and the summary in one sentence.
pub(super) fn comparison(view: &ComparisonView, layout: Option<Layout>, terminal: Terminal) -> String {
    let mut text = Text::new(terminal);
    text.add(0, &heading(&english::pair_heading(&view.old, &view.new), terminal));
    if view.changes.is_empty() && view.shown.is_some() {
        text.out.push_str(&format!("{}\n", faint(english::NO_SUCH_CHANGE, terminal)));
    }
    let rows = view.rows();
    let several_kinds = rows.iter().any(|row| row.kind != rows[0].kind);
    for of_kind in rows.chunk_by(|one, next| one.kind == next.kind) {
        if several_kinds {
            let title = heading(&english::capitalised_plural(of_kind[0].kind), terminal);
            text.out.push_str(&format!("\n{title}\n"));
        }
        text.out.push_str(&format!("{}\n", change_table(of_kind, terminal)));
        if let Some(layout) = layout {
            text.out.push_str(&format!("\n{}", redlines(view, of_kind, layout, terminal)));
        }
    }
    if layout.is_some() {
        text.out.push_str(&signs(&rows, terminal));
    }
    let shown = view.shown.map(english::shown);
    for line in std::iter::once(&view.sentence).chain(&shown).chain(&view.notes) {
        text.add(0, &clean(line));
    }
    text.out
}

fn change_table(rows: &[Row<'_>], terminal: Terminal) -> String {
    let mut headings = english::headings::CHANGES.to_vec();
    let has_proposers = rows.iter().any(Row::has_proposers);
    if has_proposers {
        headings.insert(headings.len() - 1, english::headings::PROPOSERS);
    }
    let mut shown = table(ROWS, headings, terminal);
    for run in runs(rows) {
        let mut cells = change_row(run, terminal);
        if has_proposers {
            let named = if run.len() > 1 { String::new() } else { run[0].proposers().join("\n") };
            cells.insert(cells.len() - 1, Cell::new(clean(&named)));
        }
        shown.add_row(cells);
    }
    if let Some(column) = shown.column_mut(2) {
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(12)));
    }
    finish(shown, &[0, 1, 3])
}

/// A row of the table, for rows that are told as one.
fn change_row(run: &[Row<'_>], terminal: Terminal) -> Vec<Cell> {
    let row = &run[0];
    let labels = |pick: for<'r> fn(&'r Row<'r>) -> &'r [String]| {
        let all: Vec<&str> = run.iter().flat_map(|row| pick(row)).map(String::as_str).collect();
        match all.as_slice() {
            [] => "–".to_owned(),
            [first, .., last] if run.len() > 1 => clean(&format!("{first}–{last}")),
            several => clean(&several.join("\n")),
        }
    };
    let strong = |lines: &[String]| lines.iter().map(|line| strong(line, terminal)).collect::<Vec<_>>();
    let facts: Vec<String> = std::iter::once(row.label).chain(row.facts.iter().copied()).map(str::to_owned).collect();
    let shifts: Vec<String> = row.shift_names.iter().map(|&name| name.to_owned()).collect();
    let wording = match row.in_place_of_changes() {
        _ if run.len() > 1 => vec![faint(english::IN_SECTIONS_NOT_HELD, terminal)],
        Some(instead) => [vec![faint(&instead, terminal)], strong(&row.bracket_lines)].concat(),
        None => {
            [strong(&row.shift_lines), strong(&row.bracket_lines), row.wording.iter().map(|line| clean(line)).collect()]
                .concat()
        }
    };
    let mut lines = [strong(&row.decisions), strong(&row.outdated), wording].concat();
    lines.retain(|line| !line.is_empty());
    vec![
        Cell::new(labels(|row| row.old.labels)),
        Cell::new(labels(|row| row.new.labels)),
        Cell::new([facts, strong(&shifts)].concat().join("\n")).fg(colour(row.relation)),
        certainty_cell(row.confidence, row.doubt(), terminal),
        Cell::new(lines.join("\n")),
    ]
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
