//! Changes as textual modifications: which provisions of the new document came in the place of which of the old one.

use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::BytesText;

use super::body::Body;
use super::naming::Iris;
use crate::align::Relation;
use crate::model::ProvisionId;
use crate::render::text::printable;
use crate::report::{ChangeRow, Op, Segment};

/// The namespace of what the format has no word for: how sure a link is.
pub(super) const OWN: &str = "urn:x-travaux";

/// The namespace of wordings, which the schema wants to be of another than its own.
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The two documents of a comparison.
pub(super) struct Sides<'a> {
    pub(super) old: (&'a Iris, &'a Body<'a>),
    pub(super) new: (&'a Iris, &'a Body<'a>),
}

/// A modification as it is written.
pub(super) struct Modification<'a> {
    kind: &'static str,
    row: &'a ChangeRow,
    has_wordings: bool,
}

/// The modifications of a comparison, in its order. What stayed as it is and what was not compared are none.
pub(super) fn of_rows(rows: &[ChangeRow]) -> Vec<Modification<'_>> {
    rows.iter().flat_map(of_row).collect()
}

fn of_row(row: &ChangeRow) -> impl Iterator<Item = Modification<'_>> {
    let kind = match row.relation {
        Relation::Reworded => Some("substitution"),
        Relation::Split => Some("split"),
        Relation::Merged => Some("join"),
        Relation::Withdrawn => Some("repeal"),
        Relation::New => Some("insertion"),
        Relation::Unchanged | Relation::OutsideCoverage => None,
    };
    let is_pair = row.old_ids.len() == 1 && row.new_ids.len() == 1;
    let renumbering = (row.renumbered && is_pair).then_some(("renumbering", false));
    let all = kind.map(|kind| (kind, true)).into_iter().chain(renumbering);
    all.map(move |(kind, has_wordings)| Modification { kind, row, has_wordings })
}

impl Modification<'_> {
    /// Writes the modification of a number, from 1.
    pub(super) fn write(&self, writer: &mut Writer<Vec<u8>>, number: usize, sides: &Sides<'_>) -> std::io::Result<()> {
        let id = format!("amod_{number}");
        let row = self.row;
        let mut attributes = vec![("type".to_owned(), self.kind.to_owned()), ("eId".to_owned(), id.clone())];
        attributes.extend(row.confidence.map(|share| ("travaux:confidence".to_owned(), share.to_string())));
        attributes.extend(row.certainty.map(|word| ("travaux:certainty".to_owned(), word.name().to_owned())));
        let attributes = attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        writer.create_element("textualMod").with_attributes(attributes).write_inner_content(|writer| {
            for source in sources(row, sides) {
                writer.create_element("source").with_attribute(("href", source.as_str())).write_empty()?;
            }
            for (destination, place) in destinations(row, sides) {
                let element = writer.create_element("destination").with_attribute(("href", destination.as_str()));
                let place = place.map(|place| ("pos", place));
                element.with_attributes(place).write_empty()?;
            }
            if let [only] = row.old_ids.as_slice() {
                let before = sides.old.0.provision(&sides.old.1.ids, only);
                writer.create_element("previous").with_attribute(("href", before.as_str())).write_empty()?;
            }
            if self.has_wordings {
                wordings(writer, &id, row)?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

/// The provisions of this document that modify: those that came in the place of others, or the document as a whole where it
/// leaves something out.
fn sources(row: &ChangeRow, sides: &Sides<'_>) -> Vec<String> {
    let (iris, body) = sides.new;
    let here = |id: &ProvisionId| body.ids.get(id).map_or_else(|| Iris::main(&iris.expression), |id| format!("#{id}"));
    if row.new_ids.is_empty() { vec![Iris::main(&iris.expression)] } else { row.new_ids.iter().map(here).collect() }
}

/// The provisions of the old document that are modified, or the document as a whole, somewhere, where something new was put
/// in.
fn destinations(row: &ChangeRow, sides: &Sides<'_>) -> Vec<(String, Option<&'static str>)> {
    let (iris, body) = sides.old;
    if row.old_ids.is_empty() {
        return vec![(Iris::main(&iris.expression), Some("unspecified"))];
    }
    row.old_ids.iter().map(|id| (iris.provision(&body.ids, id), None)).collect()
}

/// The wordings of both sides, each pointing to the other where there is one.
fn wordings(writer: &mut Writer<Vec<u8>>, id: &str, row: &ChangeRow) -> std::io::Result<()> {
    let sides = [
        ("old", "new", marked(row, &row.old_text, Op::Deleted), row.new_text.len()),
        ("new", "old", marked(row, &row.new_text, Op::Inserted), row.old_text.len()),
    ];
    for (side, other, texts, others) in sides {
        for (at, paragraphs) in texts.iter().enumerate() {
            let own = format!("{id}__{side}_{}", at + 1);
            let there = format!("#{id}__{other}_1");
            let element = writer.create_element(side).with_attribute(("eId", own.as_str()));
            let href = (others == 1).then_some(("href", there.as_str()));
            element.with_attributes(href).write_inner_content(|writer| {
                for paragraph in paragraphs {
                    let element = writer.create_element("p").with_attribute(("xmlns", XHTML));
                    element.write_text_content(BytesText::from_escaped(paragraph.as_str()))?;
                }
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// The texts of one side, each as paragraphs in which what went or came is marked.
fn marked(row: &ChangeRow, texts: &[String], op: Op) -> Vec<Vec<String>> {
    let element = if op == Op::Deleted { "del" } else { "ins" };
    let side = if op == Op::Deleted { Segment::in_old } else { Segment::in_new };
    let whole = texts.join("\n");
    let is_linked = row.score.is_some() && row.redline.iter().map(side).collect::<String>() == whole;
    let mut lines = if is_linked {
        let pieces = row.redline.iter().map(|segment| (side(segment), segment.op == op));
        in_lines(pieces, element)
    } else {
        in_lines([(whole.as_str(), false)].into_iter(), element)
    }
    .into_iter();
    texts.iter().map(|text| lines.by_ref().take(text.split('\n').count()).collect()).collect()
}

/// Pieces of a text as its lines, as markup.
fn in_lines<'s>(pieces: impl Iterator<Item = (&'s str, bool)>, element: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (text, is_marked) in pieces {
        for (at, part) in text.split('\n').enumerate() {
            if at > 0 {
                lines.push(String::new());
            }
            let part = printable(part);
            let part = escape(&part);
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push_str(&if is_marked { format!("<{element}>{part}</{element}>") } else { part.into_owned() });
            }
        }
    }
    lines
}
