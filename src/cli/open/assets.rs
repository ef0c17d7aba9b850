//! What pages are made of, within the program.

use super::answer::typed;
use crate::render::{Linked, PAGE_SCRIPT, PAGE_STYLE};
use axum::response::Response;

/// What stands around every page.
const FRAME: &str = include_str!("pages/frame.html");

/// The pages that their scripts fill: the address, the title, what is in it, and its script.
const PAGES: [(&str, &str, &str, &str); 4] = [
    ("", "Documents", include_str!("pages/documents.html"), "documents.js"),
    ("document", "Document", include_str!("pages/document.html"), "document.js"),
    ("decide", "Decide", include_str!("pages/decide.html"), "decide.js"),
    ("precedents", "Precedents", include_str!("pages/precedents.html"), "precedents.js"),
];

/// What pages load, by its name.
const ASSETS: [(&str, &str); 15] = [
    ("page.css", PAGE_STYLE),
    ("page.js", PAGE_SCRIPT),
    ("icon.svg", include_str!("assets/icon.svg")),
    ("bench.css", include_str!("assets/bench.css")),
    ("desk.css", include_str!("assets/desk.css")),
    ("bench.js", include_str!("assets/bench.js")),
    ("deciding.js", include_str!("assets/deciding.js")),
    ("shared.js", include_str!("assets/shared.js")),
    ("theme.js", include_str!("assets/theme.js")),
    ("form.js", include_str!("assets/form.js")),
    ("documents.js", include_str!("assets/documents.js")),
    ("document.js", include_str!("assets/document.js")),
    ("decide.js", include_str!("assets/decide.js")),
    ("precedents.js", include_str!("assets/precedents.js")),
    ("reading.js", include_str!("assets/reading.js")),
];

/// What the pages of reports load: their own style and script, and what makes them part of the workbench.
pub(super) const LINKED: Linked<'static> = Linked {
    icon: "assets/icon.svg",
    styles: &["assets/page.css", "assets/bench.css"],
    scripts: &["assets/page.js"],
    modules: &["assets/bench.js", "assets/reading.js"],
    notes: &[],
};

/// A page by its address.
pub(super) fn page(name: &str) -> Option<Response> {
    let (_, title, page, script) = PAGES.iter().find(|(known, ..)| *known == name)?;
    let script = format!("<script type=\"module\" src=\"assets/{script}\"></script>");
    Some(typed("text/html; charset=utf-8", framed(title, &script, page)))
}

/// The page that tells why something cannot be shown, or that it will be in a moment: then it looks again by itself.
pub(super) fn trouble(why: &str, waits: bool) -> String {
    const AGAIN: &str = "<meta http-equiv=\"refresh\" content=\"1\">";
    let (title, more) = if waits { ("One moment", AGAIN) } else { ("This cannot be shown", "") };
    let page = include_str!("pages/trouble.html").replace("<!--title-->", title);
    framed(title, more, &page.replace("<!--why-->", &escaped(why)))
}

fn framed(title: &str, more: &str, page: &str) -> String {
    // What the page holds stands in for its place last: nothing in it is replaced.
    FRAME.replace("<!--title-->", title).replace("<!--more-->", more).replace("<!--page-->", page.trim_end())
}

/// A text that means nothing to a browser but itself.
fn escaped(text: &str) -> String {
    let sign = |letter: char| match letter {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        other => other.to_string(),
    };
    text.chars().map(sign).collect()
}

/// What a page loads by its name.
pub(super) fn asset(name: &str) -> Option<Response> {
    let (_, text) = ASSETS.iter().find(|(known, _)| *known == name)?;
    let kind = match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        _ => "text/javascript; charset=utf-8",
    };
    Some(typed(kind, *text))
}
