//! What pages are made of, within the program.

use super::answer::typed;
use crate::render::{Linked, PAGE_SCRIPT, PAGE_STYLE};
use axum::response::Response;

/// The pages that their scripts fill, by their addresses.
const PAGES: [(&str, &str); 4] = [
    ("", include_str!("pages/documents.html")),
    ("document", include_str!("pages/document.html")),
    ("decide", include_str!("pages/decide.html")),
    ("precedents", include_str!("pages/precedents.html")),
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
    let (_, text) = PAGES.iter().find(|(known, _)| *known == name)?;
    Some(typed("text/html; charset=utf-8", *text))
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
