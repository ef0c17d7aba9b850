//! What a meeting repeats of an earlier one.

use comfy_table::{Cell, ColumnConstraint, Width};

use super::table::{LIST, ROWS, finish, number, table};
use super::{Terminal, Text};
use crate::render::text::{clean, doubtful, faint, heading, strong};
use crate::report::{Grid, GridCell, GridColumn, GridLine, GridRow, RepeatTable, Style, english, opening};

/// The columns from which on wordings are shown whole, and not their opening words.
const WIDE: u16 = 140;

/// The tables of two meetings: in numbers, by theme, by proposer, one by one.
pub(super) fn repeats(view: &RepeatTable, terminal: Terminal) -> String {
    let mut text = Text::new(terminal);
    let series = english::of_series(view);
    series.into_iter().for_each(|series| text.add(0, &heading(&series, terminal)));
    text.add(0, &heading(&english::pair_heading(&view.earlier, &view.later), terminal));
    view.remarks().for_each(|line| text.add(0, &clean(line)));
    for grid in view.grids() {
        text.add(0, &format!("\n{}", heading(grid.title, terminal)));
        grid.about.into_iter().for_each(|about| text.add(0, &faint(about, terminal)));
        text.out.push_str(&format!("{}\n", drawn(&grid, terminal)));
    }
    text.out
}

/// A table; what some rows have in common stands above them, with a table of their own, all of the same widths.
fn drawn(grid: &Grid, terminal: Terminal) -> String {
    let is_heading = |row: &GridRow| matches!(row, GridRow::Heading(_));
    let parts = grid.rows.chunk_by(|_, next| !is_heading(next));
    let part = |rows: &[GridRow]| -> String {
        let has_figures = grid.columns.iter().any(|column| column.is_figures);
        let headings = grid.columns.iter().map(|column| column.heading);
        let mut shown = table(if has_figures { LIST } else { ROWS }, headings, terminal);
        let mut above = String::new();
        for row in rows {
            match row {
                GridRow::Heading(text) => above = format!("\n{}\n", strong(text, terminal)),
                GridRow::Cells(cells) => drop(shown.add_row(cells.iter().map(|one| cell(one, terminal)))),
            }
        }
        if !has_figures {
            for (at, column) in grid.columns.iter().enumerate() {
                let width = width(column, grid.columns.len(), terminal);
                shown.column_mut(at).map(|column| column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width))));
            }
        }
        format!("{above}{}", finish(shown, &[]))
    };
    parts.map(part).collect::<Vec<_>>().join("\n")
}

/// The width of a column of text, with the space around it.
fn width(column: &GridColumn, columns: usize, terminal: Terminal) -> u16 {
    let joints = u16::try_from(columns).unwrap_or(u16::MAX).saturating_sub(1);
    let all = u32::from(terminal.width.saturating_sub(joints));
    u16::try_from(all * column.share / 100).unwrap_or(u16::MAX).max(3)
}

fn cell(cell: &GridCell, terminal: Terminal) -> Cell {
    match cell {
        GridCell::Figure(0) => number("–"),
        GridCell::Figure(figure) => number(figure),
        GridCell::Lines(lines) if lines.is_empty() => Cell::new("–"),
        GridCell::Lines(lines) => {
            Cell::new(lines.iter().map(|one| line(one, terminal)).collect::<Vec<_>>().join("\n"))
        }
    }
}

fn line(line: &GridLine, terminal: Terminal) -> String {
    let is_abridged = line.label.is_some() && terminal.width < WIDE;
    let text = if is_abridged { opening(&line.text) } else { line.text.clone() };
    let text = match line.style {
        Style::Plain => clean(&text),
        Style::Strong => strong(&text, terminal),
        Style::Doubt => doubtful(&text, terminal),
    };
    let label = line.label.as_ref().map(|label| format!("{} ", heading(label, terminal)));
    format!("{}{text}", label.unwrap_or_default())
}
