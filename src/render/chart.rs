//! A chart of what is open in each part of a draft, revision by revision: a row for each part, a bar for each document.

use askama::Template;

use super::drawing::{Line, at, line};
use super::html::filled;
use super::text::printable;
use crate::report::english::{self, headings};
use crate::report::{OpenCounts, ProgressView};

/// The width of the names of parts, of a column with the space behind it, and of its longest bar, in pixels.
const NAMES: f64 = 330.0;
const COLUMN: f64 = 170.0;
const BAR: f64 = 120.0;
/// The space around, the height of the head, and of a row.
const MARGIN: f64 = 16.0;
const HEAD: f64 = 56.0;
const ROW: f64 = 20.0;

/// A chart with all its places.
pub(super) struct Chart {
    width: String,
    pub(super) height: f64,
    title: &'static str,
    heads: Vec<Line>,
    names: Vec<Line>,
    bars: Vec<OpenBar>,
}

struct OpenBar {
    x: String,
    y: String,
    width: String,
    opacity: &'static str,
    figure: String,
    text_x: String,
    text_y: String,
    title: String,
}

#[derive(Template)]
#[template(path = "chart.svg")]
struct ChartFile<'a> {
    chart: &'a Chart,
    y: Option<String>,
}

impl Chart {
    /// The chart of a draft's progress.
    pub(super) fn of(view: &ProgressView) -> Self {
        let column = |place: usize| MARGIN + NAMES + place as f64 * COLUMN;
        let most = view.most().max(1) as f64;
        let head = |(place, id): (usize, &String)| line(column(place), HEAD - 10.0, id, COLUMN - 20.0, 12.0);
        let (mut names, mut bars) = (Vec::new(), Vec::new());
        let all = english::ALL_TOGETHER.to_owned();
        let sums: Vec<Option<OpenCounts>> = view.open.iter().copied().map(Some).collect();
        let parts = view.told_parts().map(|part| (&part.name, &part.open, false)).chain([(&all, &sums, true)]);
        let mut rows = 0;
        for (row, (name, open, is_sum)) in parts.enumerate() {
            rows = row + 1;
            let top = HEAD + row as f64 * ROW;
            let whole = printable(name);
            names.push(line(MARGIN, top + 12.0, &whole, NAMES - 20.0, 12.0));
            for (place, counts) in open.iter().enumerate() {
                let Some(counts) = counts else { continue };
                let figure = counts.all();
                let long = if is_sum { 0.0 } else { BAR * figure as f64 / most };
                bars.push(OpenBar {
                    x: at(column(place)),
                    y: at(top + 2.0),
                    width: at(if figure > 0 && !is_sum { long.max(2.0) } else { 0.0 }),
                    opacity: "0.75",
                    figure: figure.to_string(),
                    text_x: at(column(place) + if figure > 0 && !is_sum { long.max(2.0) + 6.0 } else { 0.0 }),
                    text_y: at(top + 12.0),
                    title: printable(&english::open_in(&whole, &view.documents[place], *counts)),
                });
            }
        }
        Chart {
            width: at(column(view.documents.len()) + MARGIN),
            height: HEAD + rows as f64 * ROW + MARGIN,
            title: headings::OF_PROGRESS,
            heads: view.documents.iter().enumerate().map(head).collect(),
            names,
            bars,
        }
    }

    /// The chart as a picture of its own, or below others at a height.
    pub(super) fn svg(&self, y: Option<f64>) -> String {
        filled(&ChartFile { chart: self, y: y.map(at) })
    }

    /// How wide it is.
    pub(super) fn width(&self) -> f64 {
        self.width.parse().unwrap_or(0.0)
    }
}
