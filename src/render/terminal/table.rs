//! What all tables have in common.

use comfy_table::{
    Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle, Width,
};

use super::Terminal;
use crate::render::text::doubtful;

/// Rows of one line: a rule below the header is all they need.
pub(super) const LIST: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none().junction(' '));

/// Rows of several lines: a faint rule between them as well.
pub(super) const ROWS: TableStyle = LIST.row_separator(LineStyle::none().fill('┈').junction('┈'));

/// A table with its headings, if it has any.
pub(super) fn table<'h>(style: TableStyle, headings: impl IntoIterator<Item = &'h str>, terminal: Terminal) -> Table {
    let mut table = Table::new();
    table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic).set_width(terminal.width);
    let headings: Vec<Cell> = headings.into_iter().map(header_cell).collect();
    if !headings.is_empty() {
        table.set_header(headings);
    }
    if terminal.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table
}

/// A table as it is shown; columns of labels and numbers are not to be broken, unless they would leave the others too
/// little room.
pub(super) fn finish(mut table: Table, unbroken: &[usize]) -> String {
    let (widths, most) = (table.column_max_content_widths(), widest(&table, unbroken));
    for &at in unbroken {
        if let (Some(column), Some(&width)) = (table.column_mut(at), widths.get(at)) {
            let padded = most.saturating_add(column.padding_width());
            column.set_constraint(match width > most {
                true => ColumnConstraint::Absolute(Width::Fixed(padded)),
                false => ColumnConstraint::ContentWidth,
            });
        }
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// The least room of the last column, in which wordings stand, and of any other that may be broken.
const LEAST: (u16, u16) = (24, 12);
/// The least width to which a label is broken.
const LEAST_LABEL: u16 = 6;

/// How wide columns that are not to be broken may be at most, so that the others have the least room that they need.
fn widest(table: &Table, unbroken: &[usize]) -> u16 {
    let widths = table.column_max_content_widths();
    let broken = (0..widths.len()).filter(|at| !unbroken.contains(at));
    let needed = broken.map(|at| widths[at].min(if at + 1 == widths.len() { LEAST.0 } else { LEAST.1 }));
    let needed: u16 = needed.fold(0, u16::saturating_add);
    let Some(width) = table.width().filter(|_| unbroken.len() < widths.len()) else { return u16::MAX };
    // Between two columns stands one space.
    let spaces =
        table.column_iter().map(|column| column.padding_width().saturating_add(1)).fold(0, u16::saturating_add);
    let room = width.saturating_sub(needed).saturating_sub(spaces);
    let taken =
        |most: u16| unbroken.iter().filter_map(|&at| widths.get(at)).map(|&own| u32::from(own.min(most))).sum::<u32>();
    if taken(u16::MAX) <= u32::from(room) {
        return u16::MAX;
    }
    (LEAST_LABEL..=room.max(LEAST_LABEL)).rev().find(|&most| taken(most) <= u32::from(room)).unwrap_or(LEAST_LABEL)
}

pub(super) fn header_cell(text: &str) -> Cell {
    Cell::new(text).add_attribute(Attribute::Bold)
}

/// A cell of a number.
pub(super) fn number(number: impl ToString) -> Cell {
    Cell::new(number).set_alignment(CellAlignment::Right)
}

/// How likely a link is to be right, and the word for it where it deserves doubt.
pub(super) fn certainty_cell(confidence: Option<f64>, doubt: Option<&str>, terminal: Terminal) -> Cell {
    let figure = confidence.map(|confidence| format!("{confidence:.2}"));
    let lines: Vec<String> = figure.into_iter().chain(doubt.map(|word| doubtful(word, terminal))).collect();
    Cell::new(lines.join("\n"))
}
