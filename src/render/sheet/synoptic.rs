//! Sheets with synoptic tables, below what happened in numbers.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cells::{Cell, Formats, LINE, Mark, TALLEST, on_paper, write};
use crate::render::text::printable;
use crate::report::{Overview, Synoptic, SynopticCell, english};

/// The width of a column in letters.
const WIDTH: f64 = 52.0;
/// How many lines of numbers stand above a table: more would leave little room for it on a screen.
const MOST_LINES: usize = 8;

/// A sheet for each table.
pub(super) fn sheets(
    workbook: &mut Workbook,
    view: &Overview<'_>,
    name: &str,
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    let tallies = view.tallies();
    let is_of_several = tallies.len() > 1;
    let group = |heading: &str, of: &str, lines: &[String]| {
        let heading = if is_of_several { format!("{heading}: ") } else { String::new() };
        format!("{heading}{of}: {}", lines.join(", "))
    };
    let numbers: Vec<String> = tallies
        .iter()
        .flat_map(|tally| tally.groups.iter().map(|one| group(&tally.heading, &one.of, &one.lines())))
        .collect();
    let tables = view.synoptics();
    let stand_above = !tables.is_empty() && numbers.len() <= MOST_LINES;
    if !stand_above && !numbers.is_empty() {
        let sheet = workbook.add_worksheet().set_name(english::headings::SHEET_OF_NUMBERS)?;
        sheet.set_column_width(0, 2.0 * WIDTH)?;
        for (line, text) in (0..).zip(&numbers) {
            sheet.write_string_with_format(line, 0, printable(text), &formats.text)?;
        }
        on_paper(sheet);
    }
    let numbers = if stand_above { numbers } else { Vec::new() };
    for (at, table) in tables.iter().enumerate() {
        let name = if at == 0 { name.to_owned() } else { format!("{name} {}", at + 1) };
        let numbers = if at == 0 { numbers.as_slice() } else { &[] };
        fill(workbook, &name, numbers, table, formats)?;
    }
    Ok(())
}

fn fill(
    workbook: &mut Workbook,
    name: &str,
    numbers: &[String],
    table: &Synoptic<'_>,
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name(name)?;
    for (line, text) in (0..).zip(numbers) {
        sheet.write_string(line, 0, printable(text))?;
    }
    let head = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    for (column, document) in (0..).zip(&table.documents) {
        let about = english::column_about(document).map(|about| format!("\n{about}")).unwrap_or_default();
        sheet.set_column_width(column, WIDTH)?;
        sheet.write_string_with_format(head, column, printable(&format!("{}{about}", document.id)), &formats.header)?;
    }
    sheet.set_row_height(head, 2.0 * LINE + 3.0)?;
    // What is linked to no other document stands below what several say.
    let rows = table.parts().into_iter().flat_map(|(_, rows)| rows);
    for (line, row) in (head + 1..).zip(rows) {
        let mut lines = 1;
        for (column, cell) in (0..).zip(&row.cells) {
            let cell = marked(cell);
            write(sheet, line, column, &cell, formats)?;
            lines = lines.max(cell.lines(WIDTH));
        }
        sheet.set_row_height(line, (lines as f64 * LINE + 3.0).min(TALLEST))?;
    }
    sheet.set_freeze_panes(head + 1, 0)?;
    sheet.set_repeat_rows(head, head)?;
    on_paper(sheet);
    Ok(())
}

/// What stands in a cell: each wording below its heading, behind its number.
fn marked(cell: &SynopticCell<'_>) -> Cell {
    let mut pieces: Vec<(Mark, String)> = Vec::new();
    pieces.extend(cell.heading.map(|heading| (Mark::Heading, format!("{heading}\n"))));
    for (at, one) in cell.wordings.iter().enumerate() {
        let space = if at > 0 { "\n" } else { "" };
        pieces.push((Mark::Strong, format!("{space}{}  ", one.node.label)));
        pieces.extend(one.pieces.iter().map(|piece| (Mark::Piece(piece.mark()), piece.text.to_owned())));
    }
    Cell::Marked(pieces)
}
