//! Akoma Ntoso 3.0 (OASIS LegalDocML), for systems of legislation: the new document of a comparison, with its provisions,
//! and as its active modifications what it changes in the old one.
//!
//! The new document modifies the old one: the text that was adopted came in the place of the draft, and no third document
//! says how. So modifications lead from provisions here (`source`) to provisions of the old document (`destination`).
//! What is not known is left out where the schema lets it be; where it asks for a value, `naming` has the one that says so.

mod body;
mod modifications;
mod naming;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use self::body::{Body, Part, RECITALS};
use self::modifications::{OWN, Sides, of_rows};
use self::naming::{Iris, NO_COUNTRY, WholeDate};
use super::text::printable;
use super::{Rendered, Setting};
use crate::error::Error;
use crate::report::{ComparisonView, DocumentHead, NodeView, Overview, english};

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// Who made the metadata, as it is referred to.
const MAKER: &str = "#travaux";
/// The author of the document, as it is referred to.
const AUTHOR: &str = "#author";

/// What is written to.
type Xml = Writer<Vec<u8>>;
type Written = std::io::Result<()>;

/// A comparison as Akoma Ntoso.
///
/// # Errors
/// If there is no comparison.
pub(super) fn render(overview: &Overview<'_>, _: &Setting<'_>) -> Rendered {
    let view = overview.comparisons().first().ok_or_else(|| Error::usage(english::not_in_form("akn")))?;
    let nodes = &overview.lineage().nodes;
    let of = |head: &DocumentHead| -> Vec<&NodeView> { nodes.iter().filter(|node| node.document == head.id).collect() };
    let (old, new) = (Body::of(&of(&view.old)), Body::of(&of(&view.new)));
    let iris = Iris::of_pair(&view.old, &view.new);
    let sides = Sides { old: (&iris.0, &old), new: (&iris.1, &new) };
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory cannot fail.
    document(&mut writer, view, &sides).expect("memory takes what is written");
    let mut text = writer.into_inner();
    text.push(b'\n');
    Ok(text)
}

fn document(writer: &mut Xml, view: &ComparisonView, sides: &Sides<'_>) -> Written {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer.create_element("akomaNtoso").with_attributes([("xmlns", NAMESPACE), ("xmlns:travaux", OWN)]);
    root.write_inner_content(|writer| {
        let name = view.new.metadata.stage().name();
        writer.create_element("doc").with_attribute(("name", name)).write_inner_content(|writer| {
            writer.create_element("meta").write_inner_content(|writer| {
                identification(writer, &view.new, sides.new.0)?;
                lifecycle(writer, &view.new)?;
                analysis(writer, view, sides)?;
                references(writer, view, sides)
            })?;
            preface(writer, &view.new)?;
            preamble(writer, &sides.new.1.recitals)?;
            main_body(writer, &view.new, &sides.new.1.parts)
        })?;
        Ok(())
    })?;
    Ok(())
}

/// An element without content.
fn empty<const N: usize>(writer: &mut Xml, element: &str, attributes: [(&str, &str); N]) -> Written {
    writer.create_element(element).with_attributes(attributes).write_empty()?;
    Ok(())
}

/// An element of text.
fn text(writer: &mut Xml, element: &str, text: &str) -> Written {
    writer.create_element(element).write_text_content(BytesText::new(&printable(text)))?;
    Ok(())
}

fn identification(writer: &mut Xml, head: &DocumentHead, iris: &Iris) -> Written {
    let known = WholeDate::of(head.metadata.date);
    // When the file was made is nobody's business: the same input gives the same bytes.
    let made = WholeDate::unknown();
    writer.create_element("identification").with_attribute(("source", MAKER)).write_inner_content(|writer| {
        level(writer, "FRBRWork", (&Iris::main(&iris.work), &iris.work), &known, AUTHOR, |writer| {
            empty(writer, "FRBRcountry", [("value", NO_COUNTRY)])?;
            match &head.metadata.symbol {
                Some(symbol) => empty(writer, "FRBRnumber", [("value", &printable(&String::from(symbol.clone())))]),
                None => Ok(()),
            }
        })?;
        let text = (Iris::main(&iris.expression), &iris.expression);
        level(writer, "FRBRExpression", (&text.0, text.1), &known, AUTHOR, |writer| {
            empty(writer, "FRBRlanguage", [("language", &iris.language)])
        })?;
        let file = (format!("{}.xml", Iris::main(&iris.expression)), &iris.manifestation);
        level(writer, "FRBRManifestation", (&file.0, file.1), &made, MAKER, |_| Ok(()))
    })?;
    Ok(())
}

/// What is known of the document as a work, as a text or as a file.
fn level(
    writer: &mut Xml,
    element: &str,
    (this, iri): (&str, &str),
    date: &WholeDate,
    author: &str,
    further: impl FnOnce(&mut Xml) -> Written,
) -> Written {
    writer.create_element(element).write_inner_content(|writer| {
        empty(writer, "FRBRthis", [("value", this)])?;
        empty(writer, "FRBRuri", [("value", iri)])?;
        empty(writer, "FRBRdate", [("date", &date.date), ("name", date.name)])?;
        empty(writer, "FRBRauthor", [("href", author)])?;
        further(writer)
    })?;
    Ok(())
}

/// That the document came into being.
fn lifecycle(writer: &mut Xml, head: &DocumentHead) -> Written {
    let date = WholeDate::of(head.metadata.date).date;
    writer.create_element("lifecycle").with_attribute(("source", MAKER)).write_inner_content(|writer| {
        let event = [("eId", "evnt_1"), ("date", date.as_str()), ("source", "#original"), ("type", "generation")];
        empty(writer, "eventRef", event)
    })?;
    Ok(())
}

fn analysis(writer: &mut Xml, view: &ComparisonView, sides: &Sides<'_>) -> Written {
    let modifications = of_rows(&view.changes);
    if modifications.is_empty() {
        return Ok(());
    }
    writer.create_element("analysis").with_attribute(("source", MAKER)).write_inner_content(|writer| {
        writer.create_element("activeModifications").write_inner_content(|writer| {
            modifications.iter().enumerate().try_for_each(|(at, one)| one.write(writer, at + 1, sides))
        })?;
        Ok(())
    })?;
    Ok(())
}

/// What the metadata refers to: this document and the old one, the body that met, the program.
fn references(writer: &mut Xml, view: &ComparisonView, sides: &Sides<'_>) -> Written {
    let name = |head: &DocumentHead| printable(&head.metadata.symbol.clone().map_or(head.id.clone(), String::from));
    writer.create_element("references").with_attribute(("source", MAKER)).write_inner_content(|writer| {
        let (old, new) = (name(&view.old), name(&view.new));
        empty(writer, "original", [("eId", "original"), ("href", &sides.new.0.expression), ("showAs", &new)])?;
        empty(writer, "activeRef", [("eId", "old"), ("href", &sides.old.0.expression), ("showAs", &old)])?;
        match &view.new.metadata.body {
            Some(body) => {
                let href = format!("/akn/ontology/organization/{}", naming::number(body));
                let author = [("eId", &AUTHOR[1..]), ("href", &href), ("showAs", &printable(body))];
                empty(writer, "TLCOrganization", author)?;
            }
            None => {
                let href = "/akn/ontology/concept/unknown";
                empty(writer, "TLCConcept", [("eId", &AUTHOR[1..]), ("href", href), ("showAs", english::UNKNOWN)])?;
            }
        }
        let program = [("eId", &MAKER[1..]), ("href", "/akn/ontology/object/travaux"), ("showAs", &MAKER[1..])];
        empty(writer, "TLCObject", program)
    })?;
    Ok(())
}

fn preface(writer: &mut Xml, head: &DocumentHead) -> Written {
    let symbol = head.metadata.symbol.clone().map(String::from);
    let lines = [("docNumber", symbol.as_ref()), ("docTitle", head.metadata.title.as_ref())];
    if lines.iter().all(|(_, line)| line.is_none()) {
        return Ok(());
    }
    writer.create_element("preface").write_inner_content(|writer| {
        for (element, line) in lines {
            let Some(line) = line else { continue };
            writer.create_element("p").write_inner_content(|writer| text(writer, element, line))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn preamble(writer: &mut Xml, recitals: &[Part<'_>]) -> Written {
    if recitals.is_empty() {
        return Ok(());
    }
    writer.create_element("preamble").write_inner_content(|writer| {
        let element = writer.create_element("recitals").with_attribute(("eId", RECITALS));
        element.write_inner_content(|writer| {
            for recital in recitals {
                let element = writer.create_element("recital").with_attribute(("eId", recital.id.as_str()));
                element.write_inner_content(|writer| paragraphs(writer, recital.text.unwrap_or_default()))?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn main_body(writer: &mut Xml, head: &DocumentHead, parts: &[Part<'_>]) -> Written {
    let language = head.metadata.language.as_deref().map(naming::number).filter(|code| !code.is_empty());
    let language = language.as_deref().map(|code| ("xml:lang", code));
    writer.create_element("mainBody").with_attributes(language).write_inner_content(|writer| {
        // The schema wants something in it.
        if parts.is_empty() {
            return empty(writer, "p", []);
        }
        parts.iter().try_for_each(|one| part(writer, one))
    })?;
    Ok(())
}

fn part(writer: &mut Xml, one: &Part<'_>) -> Written {
    let name = one.name.map(|name| ("name", name));
    let element = writer.create_element(one.element).with_attribute(("eId", one.id.as_str())).with_attributes(name);
    element.write_inner_content(|writer| {
        if let Some(number) = one.number {
            // A second one of a number has a sign behind it, by which its id differs; it is not printed.
            text(writer, "num", number.split_once('#').map_or(number, |(number, _)| number))?;
        }
        if let Some(heading) = one.heading {
            text(writer, "heading", heading)?;
        }
        if let Some(own) = one.text {
            let element = if one.parts.is_empty() { "content" } else { "intro" };
            writer.create_element(element).write_inner_content(|writer| paragraphs(writer, own))?;
        }
        one.parts.iter().try_for_each(|one| part(writer, one))
    })?;
    Ok(())
}

/// A text of several lines, each a paragraph of its own.
fn paragraphs(writer: &mut Xml, lines: &str) -> Written {
    lines.split('\n').try_for_each(|line| text(writer, "p", line))
}
