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

/// A table; where its rows are in parts, what those of each have in common stands above them. The headings stand once.
pub(super) fn drawn(grid: &Grid, terminal: Terminal) -> String {
    let parts = grid.rows.chunk_by(|_, next| !matches!(next, GridRow::Heading(_)));
    let part = |(at, rows): (usize, &[GridRow])| -> String {
        let headings = grid.columns.iter().map(|column| &*column.heading).filter(|_| at == 0);
        let mut shown = table(if grid.has_figures() { LIST } else { ROWS }, headings, terminal);
        let mut above = String::new();
        for row in rows {
            match row {
                GridRow::Heading(text) => above = format!("\n{}\n", strong(text, terminal)),
                GridRow::Cells(cells) => {
                    shown.add_row(cells.iter().map(|one| cell(one, terminal)));
                }
            }
        }
        let figures = (0..grid.columns.len()).filter(|&at| grid.columns[at].is_figures).collect::<Vec<_>>();
        for (at, column) in grid.columns.iter().enumerate().filter(|_| !grid.has_figures()) {
            let width = width(column, grid.columns.len(), terminal);
            if let Some(shown) = shown.column_mut(at) {
                shown.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            }
        }
        // Beside many numbers a name has little room.
        for &at in &figures {
            if let Some(column) = shown.column_mut(at) {
                column.set_padding((0, 1));
            }
        }
        format!("{above}{}", finish(shown, &figures))
    };
    parts.enumerate().map(part).collect::<Vec<_>>().join("\n")
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
        GridCell::Bar { figure, of } => Cell::new(format!("{figure:>3} {}", bar(*figure, *of))),
        GridCell::Lines(lines) if lines.is_empty() => Cell::new("–"),
        GridCell::Lines(lines) => Cell::new(lines.iter().map(|one| line(one, terminal)).collect::<Vec<_>>().join("\n")),
    }
}

/// How long the longest bar is, in letters.
const LONGEST_BAR: usize = 8;

/// A bar of eighths of a letter.
fn bar(figure: usize, of: usize) -> String {
    if of == 0 {
        return String::new();
    }
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (figure * LONGEST_BAR * 8).div_ceil(of.max(1));
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
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
