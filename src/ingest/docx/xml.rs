//! XML as a row of elements and texts. Nothing here calls itself, so depth costs memory only.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The deepest nesting that is read. Word's own files stay below a hundred.
const DEEPEST: usize = 5_000;

/// What a part consists of.
pub(super) enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// The element that was opened last and is open yet ends.
    Close(String),
    /// Text, entities resolved.
    Text(Cow<'a, str>),
}

/// The beginning of an element. Names are read without their prefix: producers choose it freely.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// The element's name.
    pub(super) fn name(&self) -> &str {
        self.0.name().0.rsplit(':').next().unwrap_or_default()
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
        found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// The attribute `val`, in which most properties have their value.
    pub(super) fn val(&self) -> Option<String> {
        self.get("val")
    }

    /// The attribute `val` as a number.
    pub(super) fn number<T: std::str::FromStr>(&self) -> Option<T> {
        self.val()?.trim().parse().ok()
    }

    /// Whether a property that is on or off is on; without a value it is.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Hands each node of a part over, in order.
///
/// # Errors
/// If it is no well-formed XML, ends too early, nests too deeply, or has a document type declaration: Word writes
/// none, and the entities that one defines could grow beyond all bounds.
pub(super) fn walk<'a>(part: &'a str, mut each: impl FnMut(Node<'a>)) -> Result<(), String> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(format!("elements stand more than {DEEPEST} deep in each other"));
                }
                each(Node::Open(Element(start)));
            }
            Event::End(end) => {
                depth -= 1;
                each(Node::Close(end.name().0.rsplit(':').next().unwrap_or_default().to_owned()));
            }
            Event::Text(text) => each(Node::Text(text.xml10_content())),
            Event::CData(text) => each(Node::Text(text.xml10_content())),
            Event::GeneralRef(entity) => {
                let letter = match entity.resolve_char_ref() {
                    Ok(Some(letter)) => letter,
                    _ => named_entity(&entity.xml10_content()),
                };
                each(Node::Text(Cow::Owned(letter.to_string())));
            }
            Event::DocType(_) => return Err("it declares a document type, which no word processor does".into()),
            Event::Eof if depth > 0 => return Err("it ends too early".into()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// One of the five entities of XML itself. There are no others without a document type.
fn named_entity(name: &str) -> char {
    match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(part: &str) -> Result<String, String> {
        let mut out = String::new();
        walk(part, |node| match node {
            Node::Open(element) => out.push_str(&format!("<{} {:?}>", element.name(), element.val())),
            Node::Close(name) => out.push_str(&format!("</{name}>")),
            Node::Text(text) => out.push_str(&text),
        })?;
        Ok(out)
    }

    #[test]
    fn elements_and_text_in_order() {
        assert_eq!(
            shown("<w:p><w:s w:val='a &amp; b'/>R&amp;D &#8211; &lt;x&gt;</w:p>").as_deref(),
            Ok("<p None><s Some(\"a & b\")></s>R&D – <x></p>")
        );
    }

    #[test]
    fn what_is_no_part_of_a_document_is_refused() {
        for part in ["<a><b></a>", "<a><b>", "<!DOCTYPE a [<!ENTITY l 'lol'>]><a>&l;</a>", "<a", &"<a>".repeat(9_000)] {
            assert!(shown(part).is_err(), "{}", &part[..part.len().min(20)]);
        }
    }
}
