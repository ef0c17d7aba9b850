//! Synoptic tables in a Word document: on sheets that lie on their side, the heads of the columns again on each page.

use std::ops::Range;

use quick_xml::Writer;

use super::grids::{CELL, cell, row};
use super::{Written, paragraph, plain};
use crate::language::Languages;
use crate::report::{DocumentHead, Synoptic, SynopticCell, SynopticMark, SynopticRow, english};

/// The widths between the margins of sheets of A4 and of A3 that lie on their side, in twentieths of a point.
const WIDTHS: [usize; 2] = [14_230, 21_203];
/// The most columns that a sheet of A4 has room for.
const ON_A4: usize = 4;

/// Whether tables need the larger sheet.
pub(super) fn are_wide(tables: &[Synoptic<'_>]) -> bool {
    tables.iter().any(|table| table.documents.len() > ON_A4)
}

/// The most columns that a table has: more could not be read, and Word takes no more than 63.
const MOST_COLUMNS: usize = 8;

/// The columns of so many documents in tables of as many as can be read, which differ by one at most.
fn windows(documents: usize) -> impl Iterator<Item = Range<usize>> {
    let tables = documents.div_ceil(MOST_COLUMNS).max(1);
    (0..tables).map(move |at| at * documents / tables..(at + 1) * documents / tables)
}

/// The tables below their heading.
pub(super) fn tables(writer: &mut Writer<Vec<u8>>, tables: &[Synoptic<'_>]) -> Written {
    paragraph(writer, "Heading1", english::SYNOPTIC)?;
    writer.create_element("w:p").write_inner_content(|writer| {
        style(writer, "Hint", false)?;
        run(writer, Mark::PLAIN, false, &format!("{} ", english::SYNOPTIC_HINT))?;
        run(writer, Mark::Piece(SynopticMark::Goes), false, english::SYNOPTIC_LEGEND[0])?;
        run(writer, Mark::PLAIN, false, ", ")?;
        run(writer, Mark::Piece(SynopticMark::Came), false, english::SYNOPTIC_LEGEND[1])?;
        run(writer, Mark::PLAIN, false, ", ")?;
        run(writer, Mark::Piece(SynopticMark::CameAndGoes), false, english::SYNOPTIC_LEGEND[2])
    })?;
    let width = WIDTHS[usize::from(are_wide(tables))];
    for table in tables {
        let parts = table.parts();
        for (part, rows) in &parts {
            match parts.len() {
                1 => paragraph(writer, "Normal", "")?,
                _ => paragraph(writer, "Heading2", english::synoptic_part(*part))?,
            }
            for columns in windows(table.documents.len()) {
                let rows: Vec<&SynopticRow<'_>> = rows
                    .iter()
                    .filter(|row| row.cells[columns.clone()].iter().any(|cell| !cell.wordings.is_empty()))
                    .collect();
                if !rows.is_empty() {
                    drawn(writer, table, &rows, columns, width)?;
                    // Two tables that touch would be one.
                    paragraph(writer, "Normal", "")?;
                }
            }
        }
    }
    Ok(())
}

fn drawn(
    writer: &mut Writer<Vec<u8>>,
    table: &Synoptic<'_>,
    rows: &[&SynopticRow<'_>],
    columns: Range<usize>,
    width: usize,
) -> Written {
    let documents = &table.documents[columns.clone()];
    let column = (width / documents.len().max(1)).to_string();
    let whole = width.to_string();
    let leftwards = |head: &DocumentHead| {
        head.metadata.language.as_deref().is_some_and(|code| Languages::built_in().is_leftwards(code))
    };
    writer.create_element("w:tbl").write_inner_content(|writer| {
        writer.create_element("w:tblPr").write_inner_content(|writer| {
            writer.create_element("w:tblStyle").with_attribute(("w:val", "Synoptic")).write_empty()?;
            let size = [("w:w", whole.as_str()), ("w:type", "dxa")];
            writer.create_element("w:tblW").with_attributes(size).write_empty()?;
            writer.create_element("w:tblLayout").with_attribute(("w:type", "fixed")).write_empty()?;
            Ok(())
        })?;
        writer.create_element("w:tblGrid").write_inner_content(|writer| {
            for _ in documents {
                writer.create_element("w:gridCol").with_attribute(("w:w", column.as_str())).write_empty()?;
            }
            Ok(())
        })?;
        row(writer, true, |writer| {
            documents.iter().try_for_each(|head| cell(writer, &column, |writer| self::head(writer, head)))
        })?;
        for line in rows {
            row(writer, false, |writer| {
                line.cells[columns.clone()].iter().zip(documents).try_for_each(|(content, head)| {
                    cell(writer, &column, |writer| wordings(writer, content, leftwards(head)))
                })
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The head of a column.
fn head(writer: &mut Writer<Vec<u8>>, head: &DocumentHead) -> Written {
    writer.create_element("w:p").write_inner_content(|writer| {
        style(writer, CELL, false)?;
        run(writer, Mark::Strong, false, &head.id)
    })?;
    english::column_about(head).iter().try_for_each(|about| paragraph(writer, "FactName", about))
}

/// What stands in a cell: a paragraph at least.
fn wordings(writer: &mut Writer<Vec<u8>>, cell: &SynopticCell<'_>, leftwards: bool) -> Written {
    if let Some(heading) = cell.heading {
        writer.create_element("w:p").write_inner_content(|writer| {
            style(writer, "FactName", leftwards)?;
            run(writer, Mark::PLAIN, leftwards, heading)
        })?;
    }
    for one in &cell.wordings {
        writer.create_element("w:p").write_inner_content(|writer| {
            style(writer, CELL, leftwards)?;
            run(writer, Mark::Strong, leftwards, &format!("{} ", one.node.label))?;
            one.pieces.iter().try_for_each(|piece| run(writer, Mark::Piece(piece.mark()), leftwards, piece.text))
        })?;
    }
    if cell.wordings.is_empty() { paragraph(writer, CELL, "") } else { Ok(()) }
}

fn style(writer: &mut Writer<Vec<u8>>, name: &str, leftwards: bool) -> Written {
    writer.create_element("w:pPr").write_inner_content(|writer| {
        writer.create_element("w:pStyle").with_attribute(("w:val", name)).write_empty()?;
        if leftwards {
            writer.create_element("w:bidi").write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// How a run looks.
#[derive(Clone, Copy)]
enum Mark {
    Strong,
    Piece(SynopticMark),
}

impl Mark {
    const PLAIN: Mark = Mark::Piece(SynopticMark::Stays);

    /// Whether it is bold, its colour, and the line below it.
    fn looks(self) -> (bool, Option<&'static str>, Option<&'static str>) {
        match self {
            Mark::Strong => (true, None, None),
            Mark::Piece(SynopticMark::Stays) => (false, None, None),
            Mark::Piece(SynopticMark::Came) => (false, Some("14602A"), Some("single")),
            Mark::Piece(SynopticMark::Goes) => (false, Some("A8201A"), Some("dash")),
            Mark::Piece(SynopticMark::CameAndGoes) => (false, Some("6D3592"), Some("dotDash")),
        }
    }
}

fn run(writer: &mut Writer<Vec<u8>>, mark: Mark, leftwards: bool, text: &str) -> Written {
    let (is_bold, colour, line) = mark.looks();
    writer.create_element("w:r").write_inner_content(|writer| {
        writer.create_element("w:rPr").write_inner_content(|writer| {
            if is_bold {
                writer.create_element("w:b").write_empty()?;
                writer.create_element("w:bCs").write_empty()?;
            }
            if let Some(colour) = colour {
                writer.create_element("w:color").with_attribute(("w:val", colour)).write_empty()?;
            }
            if let Some(line) = line {
                writer.create_element("w:u").with_attribute(("w:val", line)).write_empty()?;
            }
            if leftwards {
                writer.create_element("w:rtl").write_empty()?;
            }
            Ok(())
        })?;
        plain(writer, text)
    })?;
    Ok(())
}
