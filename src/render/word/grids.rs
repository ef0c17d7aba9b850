//! Tables of what a meeting repeats of an earlier one, as a Word document: a part for each two meetings, wordings side
//! by side on sheets that lie on their side.

use quick_xml::Writer;

use super::{Page, Written, body, paragraph, plain};
use crate::report::{Grid, GridCell, GridColumn, GridLine, GridRow, RepeatTable, Style, english};

/// The width between the margins of a sheet that lies on its side, in twentieths of a point.
const WIDTH: u32 = 14_230;

/// The document.
pub(super) fn document(writer: &mut Writer<Vec<u8>>, title: &str, tables: &[RepeatTable]) -> Written {
    body(writer, Page::Lying, |writer| {
        paragraph(writer, "Title", title)?;
        for view in tables {
            if tables.len() > 1 {
                paragraph(writer, "Heading1", &english::repeat_title(view))?;
            }
            let heads = [&view.earlier, &view.later].map(english::cited_in_full);
            let heads: Vec<String> = english::of_series(view).into_iter().chain(heads).collect();
            paragraph(writer, "Subtitle", &heads.join("\n"))?;
            view.remarks().try_for_each(|text| paragraph(writer, "Normal", text))?;
            view.grids().iter().try_for_each(|grid| drawn(writer, grid))?;
        }
        // A table must not be the last of a document.
        paragraph(writer, "End", "")
    })
}

/// A table below its title; where its rows are in parts, a table for each below a heading of its own.
fn drawn(writer: &mut Writer<Vec<u8>>, grid: &Grid) -> Written {
    paragraph(writer, "Heading1", grid.title)?;
    grid.about.iter().try_for_each(|about| paragraph(writer, "Normal", about))?;
    for part in grid.rows.chunk_by(|_, next| !matches!(next, GridRow::Heading(_))) {
        let rows = part.iter().filter_map(|row| match row {
            GridRow::Cells(cells) => Some(cells),
            GridRow::Heading(_) => None,
        });
        if let Some(GridRow::Heading(text)) = part.first() {
            paragraph(writer, "Heading2", text)?;
        }
        table(writer, &grid.columns, rows)?;
    }
    Ok(())
}

fn table<'a>(
    writer: &mut Writer<Vec<u8>>,
    columns: &[GridColumn],
    rows: impl Iterator<Item = &'a Vec<GridCell>>,
) -> Written {
    let width = |column: &GridColumn| (WIDTH * column.share / 100).to_string();
    let whole = (WIDTH * columns.iter().map(|column| column.share).sum::<u32>() / 100).to_string();
    writer.create_element("w:tbl").write_inner_content(|writer| {
        writer.create_element("w:tblPr").write_inner_content(|writer| {
            writer.create_element("w:tblStyle").with_attribute(("w:val", "Facts")).write_empty()?;
            writer
                .create_element("w:tblW")
                .with_attributes([("w:w", whole.as_str()), ("w:type", "dxa")])
                .write_empty()?;
            writer.create_element("w:tblLayout").with_attribute(("w:type", "fixed")).write_empty()?;
            Ok(())
        })?;
        writer.create_element("w:tblGrid").write_inner_content(|writer| {
            for column in columns {
                writer.create_element("w:gridCol").with_attribute(("w:w", width(column).as_str())).write_empty()?;
            }
            Ok(())
        })?;
        row(writer, true, |writer| {
            columns.iter().try_for_each(|column| {
                cell(writer, &width(column), |writer| {
                    aligned(writer, "FactName", column.is_figures, |writer| run(writer, "", &column.heading))
                })
            })
        })?;
        for cells in rows {
            row(writer, false, |writer| {
                columns.iter().zip(cells).try_for_each(|(column, content)| {
                    cell(writer, &width(column), |writer| self::content(writer, content))
                })
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

/// A row; a head stands again on each page.
pub(super) fn row(
    writer: &mut Writer<Vec<u8>>,
    is_head: bool,
    cells: impl FnOnce(&mut Writer<Vec<u8>>) -> Written,
) -> Written {
    writer.create_element("w:tr").write_inner_content(|writer| {
        writer.create_element("w:trPr").write_inner_content(|writer| {
            writer.create_element("w:cantSplit").write_empty()?;
            if is_head {
                writer.create_element("w:tblHeader").write_empty()?;
            }
            Ok(())
        })?;
        cells(writer)
    })?;
    Ok(())
}

pub(super) fn cell(
    writer: &mut Writer<Vec<u8>>,
    width: &str,
    content: impl FnOnce(&mut Writer<Vec<u8>>) -> Written,
) -> Written {
    writer.create_element("w:tc").write_inner_content(|writer| {
        writer.create_element("w:tcPr").write_inner_content(|writer| {
            writer.create_element("w:tcW").with_attributes([("w:w", width), ("w:type", "dxa")]).write_empty()?;
            Ok(())
        })?;
        content(writer)
    })?;
    Ok(())
}

/// What stands in a cell: a paragraph at least.
fn content(writer: &mut Writer<Vec<u8>>, cell: &GridCell) -> Written {
    match cell {
        GridCell::Figure(figure) | GridCell::Bar { figure, .. } => {
            aligned(writer, CELL, true, |writer| run(writer, "", &figure.to_string()))
        }
        GridCell::Lines(lines) if lines.is_empty() => aligned(writer, CELL, false, |writer| run(writer, "", "–")),
        GridCell::Lines(lines) => lines.iter().try_for_each(|line| self::line(writer, line)),
    }
}

/// The style of what stands in a cell.
pub(super) const CELL: &str = "Cell";

fn line(writer: &mut Writer<Vec<u8>>, line: &GridLine) -> Written {
    aligned(writer, CELL, false, |writer| {
        if let Some(label) = &line.label {
            run(writer, "w:b", &format!("{label} "))?;
        }
        let mark = match line.style {
            Style::Plain => "",
            Style::Strong => "w:b",
            Style::Doubt => "w:i",
        };
        run(writer, mark, &line.text)
    })
}

/// A paragraph in a style, its end at the right if it is a number.
fn aligned(
    writer: &mut Writer<Vec<u8>>,
    style: &str,
    is_figure: bool,
    runs: impl FnOnce(&mut Writer<Vec<u8>>) -> Written,
) -> Written {
    writer.create_element("w:p").write_inner_content(|writer| {
        writer.create_element("w:pPr").write_inner_content(|writer| {
            writer.create_element("w:pStyle").with_attribute(("w:val", style)).write_empty()?;
            if is_figure {
                writer.create_element("w:jc").with_attribute(("w:val", "right")).write_empty()?;
            }
            Ok(())
        })?;
        runs(writer)
    })?;
    Ok(())
}

/// A run of text, with a mark of how it looks, if any.
fn run(writer: &mut Writer<Vec<u8>>, mark: &str, text: &str) -> Written {
    writer.create_element("w:r").write_inner_content(|writer| {
        if !mark.is_empty() {
            writer.create_element("w:rPr").write_inner_content(|writer| {
                writer.create_element(mark).write_empty()?;
                Ok(())
            })?;
        }
        plain(writer, text)
    })?;
    Ok(())
}
