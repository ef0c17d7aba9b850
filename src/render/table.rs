//! What all tables for a terminal have in common.

use comfy_table::{
    Attribute, Cell, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle,
};

use super::Terminal;

/// Rows of one line: a rule below the header is all they need.
pub(super) const LIST: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none().junction(' '));

/// Rows of several lines: a faint rule between them as well.
pub(super) const ROWS: TableStyle = LIST.row_separator(LineStyle::none().fill('┈').junction('┈'));

pub(super) fn table(style: TableStyle, terminal: Terminal) -> Table {
    let mut table = Table::new();
    table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic).set_width(terminal.width);
    if terminal.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table
}

/// A column that is never broken: labels and numbers.
pub(super) fn never_break(table: &mut Table, columns: &[usize]) {
    for &column in columns {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
}

pub(super) fn finish(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

pub(super) fn header_cell(text: &str) -> Cell {
    Cell::new(text).add_attribute(Attribute::Bold)
}
