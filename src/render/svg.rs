//! The picture of a lineage as SVG: crisp in print, and the heart of the page.

use askama::Template;

use super::drawing::Drawing;
use super::html::filled;
use super::text::printable;
use super::{Rendered, Setting};
use crate::report::Overview;

#[derive(Template)]
#[template(path = "picture.svg")]
struct PictureFile<'a> {
    title: &'a str,
    drawing: &'a Drawing,
    standalone: bool,
}

/// A picture as a file of its own.
pub(super) fn render(view: &Overview<'_>, _: &Setting<'_>) -> Rendered {
    let picture = picture(&Drawing::of(view.picture()), &view.title, true);
    Ok(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{picture}\n").into())
}

/// A picture: a file of its own, or a part of a page, where bars are links.
pub(super) fn picture(drawing: &Drawing, title: &str, standalone: bool) -> String {
    filled(&PictureFile { title: &printable(title), drawing, standalone })
}
