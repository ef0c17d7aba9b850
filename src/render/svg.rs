//! The picture of a lineage as SVG: crisp in print, and the heart of the page.

use askama::Template;

use super::drawing::Drawing;
use super::html::filled;
use super::text::printable;
use crate::view::Picture;

#[derive(Template)]
#[template(path = "picture.svg")]
struct PictureFile<'a> {
    title: &'a str,
    drawing: &'a Drawing,
    standalone: bool,
}

/// A picture as a file of its own.
pub fn lineage(view: &Picture, title: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", picture(&Drawing::of(view), title, true))
}

/// A picture: a file of its own, or a part of a page, where bars are links.
pub(super) fn picture(drawing: &Drawing, title: &str, standalone: bool) -> String {
    filled(&PictureFile { title: &printable(title), drawing, standalone })
}
