//! A Word document with tracked changes: each provision under its heading, with a table of what changed and its wording.
//! Accepting all changes leaves the new wording, rejecting all the old one, letter by letter but for control
//! characters, which the format cannot hold; headings and tables stand in both.

mod grids;
mod package;
mod wording;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::text::printable;
use super::{Rendered, Setting};
use crate::error::Error;
use crate::language::Languages;
use crate::report::{ComparisonView, Overview, RepeatsView, Row, english};
use wording::{Tracking, paragraphs};

/// What writing XML to memory gives.
type Written = std::io::Result<()>;

/// The namespace of what Word writes.
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The change table of two documents as a Word document; the changes are by an author, and of the day of the new
/// document.
///
/// # Errors
/// [`Error::Render`](crate::error::Error::Render) if the document would be larger than its format allows.
pub(super) fn render(view: &Overview<'_>, setting: &Setting<'_>) -> Rendered {
    let [view] = view.comparisons() else { return Err(Error::usage(english::not_in_form("docx"))) };
    let mut writer = Writer::new(Vec::new());
    // Writing to memory cannot fail.
    document(&mut writer, view, setting.author).expect("memory takes what is written");
    package::packed(&writer.into_inner(), &title(view))
}

/// What later meetings repeat of earlier ones, as a Word document without tracked changes.
///
/// # Errors
/// [`Error::Render`](crate::error::Error::Render) if the document would be larger than its format allows.
pub(super) fn repeats(view: &RepeatsView) -> Rendered {
    let title = printable(&english::repeats_title(&view.tables));
    let mut writer = Writer::new(Vec::new());
    // Writing to memory cannot fail.
    grids::document(&mut writer, &title, &view.tables).expect("memory takes what is written");
    package::packed(&writer.into_inner(), &title)
}

fn title(view: &ComparisonView) -> String {
    printable(&english::pair_title(&view.old, &view.new))
}

fn document(writer: &mut Writer<Vec<u8>>, view: &ComparisonView, author: &str) -> Written {
    let leftwards = view.language().is_some_and(|code| Languages::built_in().is_leftwards(code));
    let date = view.new.metadata.date.filter(|date| date.has_day());
    let mut tracking =
        Tracking::new(&printable(author).replace('\n', " "), date.map(|date| format!("{date}T00:00:00Z")), leftwards);
    body(writer, Page::Upright, |writer| {
        paragraph(writer, "Title", &title(view))?;
        paragraph(writer, "Subtitle", &[&view.old, &view.new].map(english::cited_in_full).join("\n"))?;
        view.remarks().try_for_each(|text| paragraph(writer, "Normal", text))?;
        paragraph(writer, "Hint", &english::tracked_hint(view))?;
        let mut section_before = None;
        for (at, row) in view.rows().iter().enumerate() {
            let section = row.new.heading().or(row.old.heading());
            if section != section_before {
                paragraph(writer, "Heading1", section.unwrap_or_default())?;
                section_before = section;
            }
            change(writer, row, at, &mut tracking)?;
        }
        // The last paragraph of a document cannot go, so it must be none of a wording.
        paragraph(writer, "End", &english::end_of(view))
    })
}

/// A document of what is written between its beginning and its end.
fn body(writer: &mut Writer<Vec<u8>>, page: Page, content: impl FnOnce(&mut Writer<Vec<u8>>) -> Written) -> Written {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    writer.create_element("w:document").with_attribute(("xmlns:w", NAMESPACE)).write_inner_content(|writer| {
        writer.create_element("w:body").write_inner_content(|writer| {
            content(writer)?;
            section(writer, page)
        })?;
        Ok(())
    })?;
    Ok(())
}

/// How a sheet of A4 is laid.
#[derive(Clone, Copy)]
enum Page {
    Upright,
    Lying,
}

/// The page.
fn section(writer: &mut Writer<Vec<u8>>, page: Page) -> Written {
    let (short, long) = ("11906", "16838");
    writer.create_element("w:sectPr").write_inner_content(|writer| {
        let size = writer.create_element("w:pgSz");
        match page {
            Page::Upright => size.with_attributes([("w:w", short), ("w:h", long)]).write_empty()?,
            Page::Lying => {
                size.with_attributes([("w:w", long), ("w:h", short), ("w:orient", "landscape")]).write_empty()?
            }
        };
        let margins = [("w:top", "1304"), ("w:right", "1304"), ("w:bottom", "1304"), ("w:left", "1304")];
        let margins = margins.into_iter().chain([("w:header", "708"), ("w:footer", "708"), ("w:gutter", "0")]);
        writer.create_element("w:pgMar").with_attributes(margins).write_empty()?;
        Ok(())
    })?;
    Ok(())
}

/// A paragraph of plain text in a style, with a break for each line break.
fn paragraph(writer: &mut Writer<Vec<u8>>, style: &str, text: &str) -> Written {
    writer.create_element("w:p").write_inner_content(|writer| {
        writer.create_element("w:pPr").write_inner_content(|writer| {
            writer.create_element("w:pStyle").with_attribute(("w:val", style)).write_empty()?;
            Ok(())
        })?;
        writer.create_element("w:r").write_inner_content(|writer| plain(writer, text))?;
        Ok(())
    })?;
    Ok(())
}

/// The text of a run, with a break for each line break.
fn plain(writer: &mut Writer<Vec<u8>>, text: &str) -> Written {
    for (at, line) in printable(text).split('\n').enumerate() {
        if at > 0 {
            writer.create_element("w:br").write_empty()?;
        }
        let element = writer.create_element("w:t").with_attribute(("xml:space", "preserve"));
        element.write_text_content(BytesText::new(line))?;
    }
    Ok(())
}

fn change(writer: &mut Writer<Vec<u8>>, row: &Row<'_>, at: usize, tracking: &mut Tracking) -> Written {
    paragraph(writer, "Heading2", &english::named(row.kind, row.old.labels, row.new.labels))?;
    table(writer, &english::facts(row))?;
    for paragraph in paragraphs(&row.tracked(), tracking.knows_moves().then_some(at)) {
        tracking.paragraph(writer, &paragraph)?;
    }
    Ok(())
}

/// A table of two columns: names, and what is told.
fn table(writer: &mut Writer<Vec<u8>>, facts: &[(&'static str, Vec<String>)]) -> Written {
    writer.create_element("w:tbl").write_inner_content(|writer| {
        writer.create_element("w:tblPr").write_inner_content(|writer| {
            writer.create_element("w:tblStyle").with_attribute(("w:val", "Facts")).write_empty()?;
            writer.create_element("w:tblW").with_attributes([("w:w", "5000"), ("w:type", "pct")]).write_empty()?;
            writer.create_element("w:tblLayout").with_attribute(("w:type", "fixed")).write_empty()?;
            Ok(())
        })?;
        writer.create_element("w:tblGrid").write_inner_content(|writer| {
            for (width, _) in COLUMNS {
                writer.create_element("w:gridCol").with_attribute(("w:w", width)).write_empty()?;
            }
            Ok(())
        })?;
        for (name, lines) in facts {
            writer.create_element("w:tr").write_inner_content(|writer| {
                writer.create_element("w:trPr").write_inner_content(|writer| {
                    writer.create_element("w:cantSplit").write_empty()?;
                    Ok(())
                })?;
                cell(writer, COLUMNS[0], name)?;
                cell(writer, COLUMNS[1], &lines.join("\n"))
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The widths of the columns in twentieths of a point, and the styles of their paragraphs.
const COLUMNS: [(&str, &str); 2] = [("2200", "FactName"), ("7098", "Fact")];

fn cell(writer: &mut Writer<Vec<u8>>, (width, style): (&str, &str), text: &str) -> Written {
    writer.create_element("w:tc").write_inner_content(|writer| {
        writer.create_element("w:tcPr").write_inner_content(|writer| {
            writer.create_element("w:tcW").with_attributes([("w:w", width), ("w:type", "dxa")]).write_empty()?;
            Ok(())
        })?;
        paragraph(writer, style, text)
    })?;
    Ok(())
}
