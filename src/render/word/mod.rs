//! A Word document with tracked changes: each provision under its heading, with a table of what changed and its wording.
//! Accepting all changes leaves the new wording, rejecting all the old one, letter by letter but for control
//! characters, which the format cannot hold; headings and tables stand in both.

mod package;
mod wording;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::comparison::{decision_lines, named, relation_facts, told};
use super::redline::segments;
use super::text::printable;
use crate::align::{Certainty, Relation};
use crate::error::Result;
use crate::view::{ChangeRow, ComparisonView, DocumentHead, Op, Segment, outdated_line, shift_names};
use wording::{Tracking, paragraphs};

/// What writing XML to memory gives.
type Written = std::io::Result<()>;

/// The namespace of what Word writes.
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The languages that are written from right to left.
const LEFTWARDS: [&str; 5] = ["ar", "fa", "he", "ur", "yi"];

/// The change table of two documents as a Word document; the changes are by an author, and of the day of the new
/// document.
///
/// # Errors
/// [`Error::Render`](crate::error::Error::Render) if the document would be larger than its format allows.
pub fn redlines(view: &ComparisonView, author: &str) -> Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new());
    // Writing to memory cannot fail.
    document(&mut writer, view, author).expect("memory takes what is written");
    package::packed(&writer.into_inner(), &title(view))
}

fn title(view: &ComparisonView) -> String {
    printable(&format!("{} → {}", view.old.id, view.new.id))
}

fn document(writer: &mut Writer<Vec<u8>>, view: &ComparisonView, author: &str) -> Written {
    let language = view.new.language.as_deref().or(view.old.language.as_deref());
    let leftwards = language.is_some_and(|code| LEFTWARDS.contains(&code));
    let date = view.new.date.map(|date| date.to_string()).filter(|date| date.len() == "2019-09-06".len());
    let mut tracking =
        Tracking::new(&printable(author).replace('\n', " "), date.map(|date| format!("{date}T00:00:00Z")), leftwards);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    writer.create_element("w:document").with_attribute(("xmlns:w", NAMESPACE)).write_inner_content(|writer| {
        writer.create_element("w:body").write_inner_content(|writer| {
            paragraph(writer, "Title", &title(view))?;
            paragraph(writer, "Subtitle", &format!("{}\n{}", cited(&view.old), cited(&view.new)))?;
            for text in std::iter::once(&view.sentence).chain(&view.notes) {
                paragraph(writer, "Normal", text)?;
            }
            let (old, new) = (&view.old.id, &view.new.id);
            let hint = match view.shown {
                None => format!(
                    "Accepting all changes leaves the wording of {new}, rejecting all that of {old}. Headings and tables are no \
                     part of either."
                ),
                Some(shown) => format!(
                    "Of {} changes {} are shown. Accepting these leaves the wording of {new}, rejecting them that of {old}.",
                    shown.of, shown.count
                ),
            };
            paragraph(writer, "Hint", &hint)?;
            let mut section_before = None;
            for (at, row) in view.changes.iter().enumerate() {
                let section = row.new_section.last().or(row.old_section.last());
                if section != section_before {
                    paragraph(writer, "Heading1", section.map_or("", String::as_str))?;
                    section_before = section;
                }
                change(writer, row, at, &mut tracking)?;
            }
            // The last paragraph of a document cannot go, so it must be none of a wording.
            paragraph(writer, "End", &format!("End of the comparison of {} with {}.", view.old.id, view.new.id))?;
            section(writer)
        })?;
        Ok(())
    })?;
    Ok(())
}

fn cited(head: &DocumentHead) -> String {
    let parts = [head.symbol.clone(), head.date.map(|date| date.to_string()), head.title.clone()];
    let about: Vec<String> = parts.into_iter().flatten().collect();
    if about.is_empty() { head.id.clone() } else { format!("{}: {}", head.id, about.join(", ")) }
}

/// The page: A4, upright.
fn section(writer: &mut Writer<Vec<u8>>) -> Written {
    writer.create_element("w:sectPr").write_inner_content(|writer| {
        writer.create_element("w:pgSz").with_attributes([("w:w", "11906"), ("w:h", "16838")]).write_empty()?;
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

fn change(writer: &mut Writer<Vec<u8>>, row: &ChangeRow, at: usize, tracking: &mut Tracking) -> Written {
    paragraph(writer, "Heading2", &named(row))?;
    table(writer, &facts(row))?;
    // A section that the other document does not hold is no part of its wording.
    let redline = match row.relation {
        Relation::OutsideCoverage if row.old.is_empty() => vec![Segment::new(Op::Came, row.new_text.join("\n"))],
        Relation::OutsideCoverage => vec![Segment::new(Op::Gone, row.old_text.join("\n"))],
        _ => segments(row),
    };
    for paragraph in paragraphs(&redline, tracking.knows_moves().then_some(at)) {
        tracking.paragraph(writer, &paragraph)?;
    }
    Ok(())
}

/// What is told of a change: a name and lines each.
fn facts(row: &ChangeRow) -> Vec<(&'static str, Vec<String>)> {
    let (shifts, gist) = told(row);
    let is_linked = row.score.is_some();
    let certainty = row.confidence.zip(row.certainty);
    let certainty = certainty.filter(|(_, certainty)| *certainty != Certainty::Sure);
    let sections = [row.old_section.last(), row.new_section.last()].into_iter().flatten().cloned();
    let became: Vec<&str> = relation_facts(row).into_iter().chain(row.shifts.iter().flat_map(shift_names)).collect();
    let mut facts = vec![
        ("What became of it", vec![if is_linked { became.join(", ") } else { row.sentence.clone() }]),
        ("Shifts", shifts),
        ("Changed words", if is_linked { gist } else { Vec::new() }),
        ("Section, old and new", if row.moved { sections.collect() } else { Vec::new() }),
        ("Outdated references", row.outdated.iter().map(outdated_line).collect()),
        ("Link", certainty.iter().map(|(figure, certainty)| format!("{} ({figure:.2})", certainty.name())).collect()),
        ("Decisions", decision_lines(row)),
    ];
    facts.retain(|(_, lines)| !lines.is_empty());
    facts
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
