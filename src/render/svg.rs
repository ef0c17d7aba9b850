//! The picture of a lineage as SVG: crisp in print, and the heart of the page.

use askama::Template;

use super::bundles::Bundled;
use super::chart::Chart;
use super::drawing::Drawing;
use super::html::filled;
use super::legend::Swatch;
use super::text::printable;
use super::{Rendered, Setting, cards, look, ribbons};
use crate::error::Error;
use crate::report::{Overview, Report, english};

#[derive(Template)]
#[template(path = "picture.svg")]
struct PictureFile<'a> {
    title: &'a str,
    drawing: &'a Drawing,
    standalone: bool,
    bundled: Option<Bundled>,
}

/// A picture as a file of its own: of a provision's history its wordings, of all else columns of bars.
pub(super) fn render(report: &Report<'_>, _: &Setting<'_>) -> Rendered {
    match report {
        Report::History(view, overview) => Ok(file(&cards::picture(view, &overview.title))),
        _ => report.overview().map(columns).ok_or_else(|| Error::usage(english::not_in_form("svg"))),
    }
}

/// An SVG as a file.
fn file(svg: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{svg}\n").into()
}

/// The picture of a lineage as a file.
fn columns(view: &Overview<'_>) -> Vec<u8> {
    let drawing = Drawing::of(view.picture());
    let charts: Vec<Chart> = view.lineage().progress.iter().map(Chart::of).collect();
    let picture = picture(&drawing, &view.title, true);
    // Below the picture, the charts of drafts under negotiation.
    let picture = match charts.is_empty() {
        true => picture,
        false => {
            let size = |text: &str| text.parse::<f64>().unwrap_or(0.0);
            let mut height = size(&drawing.height);
            let width = charts.iter().map(Chart::width).fold(size(&drawing.width), f64::max);
            let mut parts = picture;
            for chart in &charts {
                parts.push_str(&format!("\n{}", chart.svg(Some(height))));
                height += chart.height;
            }
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{parts}\n</svg>"
            )
        }
    };
    file(&picture)
}

/// A picture: a file of its own, or a part of a page, where bars are links.
pub(super) fn picture(drawing: &Drawing, title: &str, standalone: bool) -> String {
    // Whoever works on a file of its own wants every bar and ribbon to be one.
    let bundled = if standalone { None } else { Bundled::of(drawing) };
    filled(&PictureFile { title: &printable(title), drawing, standalone, bundled })
}
