//! A Word document with tracked changes: each provision under its heading, with a table of what changed and its wording;
//! behind them the synoptic table. Of several comparisons, and of histories, what is told of each change and link, and the
//! synoptic table. Accepting all changes leaves the new wording, rejecting all the old one, letter by letter but for control
//! characters, which the format cannot hold; headings and tables stand in both.

mod grids;
mod package;
mod synoptic;
mod wording;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::text::printable;
use super::{Rendered, Setting};
use crate::language::Languages;
use crate::lineage::LinkKind;
use crate::report::{ComparisonView, Overview, RepeatsView, Row, Side, english, runs};
use wording::{Tracking, paragraphs};

/// What writing XML to memory gives.
type Written = std::io::Result<()>;

/// The namespace of what Word writes.
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A comparison, a lineage or a history as a Word document. What changed from one document to another is tracked, by an
/// author, and as of the day of the new document; the synoptic tables of all are behind it.
///
/// # Errors
/// [`Error::Render`](crate::error::Error::Render) if the document would be larger than its format allows.
pub(super) fn render(view: &Overview<'_>, setting: &Setting<'_>) -> Rendered {
    let title = printable(&view.title);
    let mut writer = Writer::new(Vec::new());
    // Writing to memory cannot fail.
    document(&mut writer, view, &title, setting.author).expect("memory takes what is written");
    package::packed(&writer.into_inner(), &title)
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

fn document(writer: &mut Writer<Vec<u8>>, view: &Overview<'_>, title: &str, author: &str) -> Written {
    let tables = view.synoptics();
    let last = match (tables.is_empty(), synoptic::are_wide(&tables)) {
        (true, _) => Page::Upright,
        (false, false) => Page::Lying,
        (false, true) => Page::Wide,
    };
    body(writer, last, |writer| {
        paragraph(writer, "Title", title)?;
        if view.is_of_history() {
            if !tables.is_empty() {
                synoptic::tables(writer, &tables)?;
            }
            return history(writer, view);
        }
        let end = match view.comparisons() {
            [only] if view.is_of_two() => {
                comparison(writer, view, only, author)?;
                Some(english::end_of(only))
            }
            _ => {
                overview(writer, view)?;
                None
            }
        };
        // The last paragraph of what is tracked cannot go, so it must be none of a wording.
        match (end, tables.is_empty()) {
            (Some(end), true) => return paragraph(writer, "End", &end),
            (Some(end), false) => paragraph(writer, "End", &end)?,
            (None, true) => return paragraph(writer, "End", ""),
            (None, false) => {}
        }
        new_sheet(writer)?;
        synoptic::tables(writer, &tables)
    })
}

/// What happened in numbers, each whole with its parts.
fn tallies(writer: &mut Writer<Vec<u8>>, view: &Overview<'_>) -> Written {
    let tallies = view.tallies();
    for tally in &tallies {
        if tallies.len() > 1 {
            paragraph(writer, "Heading2", &tally.heading)?;
        }
        table(
            writer,
            &tally.groups.iter().map(|group| (group.of.as_str(), vec![group.lines().join(", ")])).collect::<Vec<_>>(),
        )?;
    }
    Ok(())
}

/// What stands in place of tracked changes where there are several comparisons, or none.
fn overview(writer: &mut Writer<Vec<u8>>, view: &Overview<'_>) -> Written {
    view.sentences().iter().try_for_each(|text| paragraph(writer, "Normal", text))?;
    tallies(writer, view)?;
    paragraph(writer, "Heading1", english::headings::OF_DOCUMENTS)?;
    let documents = &view.lineage().documents;
    documents.iter().try_for_each(|head| paragraph(writer, "Normal", &english::cited_in_full(head)))?;
    for pair in view.comparisons() {
        paragraph(writer, "Heading1", &english::pair_heading(&pair.old, &pair.new))?;
        pair.remarks().try_for_each(|text| paragraph(writer, "Normal", text))?;
        told(writer, &pair.rows())?;
    }
    let links = view.links();
    for of_kind in links.chunk_by(|one, next| one.link == next.link) {
        let Some(kind) = of_kind[0].link else { continue };
        paragraph(writer, "Heading1", english::links_heading(kind))?;
        told(writer, of_kind)?;
    }
    Ok(())
}

/// What is told of each row, without its wording, which stands in the synoptic table.
fn told(writer: &mut Writer<Vec<u8>>, rows: &[Row<'_>]) -> Written {
    for run in runs(rows) {
        let row = &run[0];
        // Rows of many documents name their provisions by id.
        let name = match row.link {
            Some(LinkKind::Precedent | LinkKind::FollowUp) => by_ids(row),
            Some(LinkKind::Version) | None => english::named_as_one(run),
        };
        one_told(writer, &name, row)?;
    }
    Ok(())
}

/// What is told of a row, below a name.
fn one_told(writer: &mut Writer<Vec<u8>>, name: &str, row: &Row<'_>) -> Written {
    paragraph(writer, "Heading2", name)?;
    match row.is_outside() {
        true => paragraph(writer, "Fact", english::IN_SECTIONS_NOT_HELD),
        false => table(writer, &english::facts(row)),
    }
}

/// A row by the ids of its provisions: "2019-draft/17 → 2019-final/17".
fn by_ids(row: &Row<'_>) -> String {
    let name = |side: Side<'_>| side.ids.iter().map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
    let names = [row.old, row.new].map(name).into_iter().filter(|name| !name.is_empty());
    names.collect::<Vec<_>>().join(" → ")
}

/// What is told of each step of a history.
fn history(writer: &mut Writer<Vec<u8>>, view: &Overview<'_>) -> Written {
    let changes = view.comparisons().iter().flat_map(ComparisonView::rows);
    changes.chain(view.links()).try_for_each(|row| one_told(writer, &by_ids(&row), &row))?;
    // A table must not be the last of a document; what is there instead should open no page of its own.
    paragraph(writer, grids::CELL, "")
}

fn comparison(writer: &mut Writer<Vec<u8>>, all: &Overview<'_>, view: &ComparisonView, author: &str) -> Written {
    let leftwards = view.language().is_some_and(|code| Languages::built_in().is_leftwards(code));
    let date = view.new.metadata.date.filter(|date| date.has_day());
    let mut tracking =
        Tracking::new(&printable(author).replace('\n', " "), date.map(|date| format!("{date}T00:00:00Z")), leftwards);
    paragraph(writer, "Subtitle", &[&view.old, &view.new].map(english::cited_in_full).join("\n"))?;
    tallies(writer, all)?;
    view.remarks().try_for_each(|text| paragraph(writer, "Normal", text))?;
    paragraph(writer, "Hint", &english::tracked_hint(view))?;
    let mut section_before = None;
    let rows = view.rows();
    for (at, run) in runs(&rows).enumerate() {
        // What is not in the new document stands where it stood before, and opens no section of it.
        let section = run[0].new.heading().or(section_before).or(run[0].old.heading());
        if section != section_before {
            paragraph(writer, "Heading1", section.unwrap_or_default())?;
            section_before = section;
        }
        match run {
            [row] if !row.is_outside() => change(writer, row, at, &mut tracking)?,
            _ => {
                paragraph(writer, "Heading2", &english::named_as_one(run))?;
                paragraph(writer, "Fact", english::IN_SECTIONS_NOT_HELD)?;
            }
        }
    }
    Ok(())
}

/// A document of what is written between its beginning and its end.
fn body(writer: &mut Writer<Vec<u8>>, page: Page, content: impl FnOnce(&mut Writer<Vec<u8>>) -> Written) -> Written {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    let namespaces = [("xmlns:w", NAMESPACE), ("xmlns:r", package::RELATIONS_OF_PARTS)];
    writer.create_element("w:document").with_attributes(namespaces).write_inner_content(|writer| {
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
    /// A sheet of A3 that lies on its side.
    Wide,
}

/// Ends what stands on upright sheets.
fn new_sheet(writer: &mut Writer<Vec<u8>>) -> Written {
    writer.create_element("w:p").write_inner_content(|writer| {
        writer.create_element("w:pPr").write_inner_content(|writer| section(writer, Page::Upright))?;
        Ok(())
    })?;
    Ok(())
}

/// The page.
fn section(writer: &mut Writer<Vec<u8>>, page: Page) -> Written {
    let (short, long, longest) = ("11906", "16838", "23811");
    writer.create_element("w:sectPr").write_inner_content(|writer| {
        let footer = [("w:type", "default"), (package::RELATION, package::FOOTER)];
        writer.create_element("w:footerReference").with_attributes(footer).write_empty()?;
        let size = writer.create_element("w:pgSz");
        match page {
            Page::Upright => size.with_attributes([("w:w", short), ("w:h", long)]).write_empty()?,
            Page::Lying => {
                size.with_attributes([("w:w", long), ("w:h", short), ("w:orient", "landscape")]).write_empty()?
            }
            Page::Wide => {
                size.with_attributes([("w:w", longest), ("w:h", long), ("w:orient", "landscape")]).write_empty()?
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
fn table(writer: &mut Writer<Vec<u8>>, facts: &[(&str, Vec<String>)]) -> Written {
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
