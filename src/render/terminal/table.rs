//! What all tables have in common.

use comfy_table::{
    Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle,
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

/// A table as it is shown; columns of labels and numbers are not to be broken.
pub(super) fn finish(mut table: Table, unbroken: &[usize]) -> String {
    for &column in unbroken {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
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
