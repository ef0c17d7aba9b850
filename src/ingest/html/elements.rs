//! What elements of a page are, by their names and attributes.

use html5ever::tokenizer::Tag;
use html5ever::tokenizer::states::RawKind;

/// Elements in which nothing but their own end tag is markup.
pub(super) fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// Elements that are no text of the page.
pub(super) const PASSED_OVER: [&str; 18] = [
    "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "noscript", "template", "nav", "header",
    "footer", "aside", "button", "select", "svg", "math", "rt",
];

/// Those of them before and behind which a line ends.
pub(super) const ENDING_A_LINE: [&str; 4] = ["nav", "header", "footer", "aside"];

/// Elements before and behind which a line ends.
pub(super) const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "legend",
    "li",
    "main",
    "ol",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements that have no end tag.
pub(super) const VOID: [&str; 9] = ["area", "col", "embed", "img", "input", "link", "meta", "source", "wbr"];

pub(super) fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|one| &*one.name.local == name).map(|one| &*one.value)
}

/// Whether an element is marked as one that holds footnotes.
pub(super) fn holds_notes(tag: &Tag) -> bool {
    let is = |name: &str, values: &[&str]| {
        attribute(tag, name).is_some_and(|value| value.split_whitespace().any(|word| values.contains(&word)))
    };
    is("role", &["doc-endnotes", "doc-footnote"])
        || is("class", &["footnotes", "footnote", "endnotes", "MsoFootnoteText"])
}

/// Whether a link leads to a place on the page, or to a note.
pub(super) fn leads_to_note(target: &str) -> bool {
    let place = target.split_once('#').map(|(page, place)| (page.is_empty(), place.to_lowercase()));
    place.is_some_and(|(is_here, place)| is_here || place.contains("fn") || place.contains("note"))
}
