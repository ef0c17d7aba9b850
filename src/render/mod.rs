//! Reports to bytes: one file for each form of output. A renderer decides how a thing looks, never what it means, and
//! says nothing in words of its own.
//!
//! [`RENDERERS`] is all that commands, help and completions know of forms: a new one is a file here and a line there.
//!
//! ```
//! use travaux::align;
//! use travaux::analysis::{self, Analysed};
//! use travaux::change::compare;
//! use travaux::extract::of_texts;
//! use travaux::lineage::Lineage;
//! use travaux::render::{Renderer, Setting};
//! use travaux::report::{ComparisonView, LineageView, Overview, Report};
//!
//! # fn main() -> travaux::error::Result<()> {
//! let read = |id: &str, texts: &[&str]| Analysed::of(of_texts(id, texts, Some("en")), &analysis::Options::default());
//! let (old, new) = (read("old", &["Ports keep lists."]), read("new", &["Ports keep public lists."]));
//! let changes = compare(&old, &new, &align::Options::default());
//! let view = ComparisonView::of(&old, &new, &changes);
//! let report = Report::Comparison(Overview::of_pair(view, || LineageView::of(&Lineage::of_pair(old, new, &[]))));
//! let markdown = Renderer::named("markdown").unwrap().render(&report, &Setting::default())?;
//! assert!(String::from_utf8_lossy(&markdown).contains("public"));
//! # Ok(())
//! # }
//! ```

mod akn;
#[cfg(feature = "page")]
mod bundles;
#[cfg(feature = "page")]
mod cards;
#[cfg(feature = "page")]
mod chart;
mod csv;
mod dot;
#[cfg(feature = "page")]
mod drawing;
mod graphml;
#[cfg(feature = "page")]
mod html;
mod json;
#[cfg(feature = "page")]
mod legend;
mod look;
mod markdown;
#[cfg(feature = "page")]
mod measure;
mod mermaid;
mod redline;
#[cfg(feature = "page")]
mod ribbons;
pub mod schema;
#[cfg(feature = "office")]
mod sheet;
#[cfg(feature = "page")]
mod svg;
pub mod terminal;
pub mod text;
#[cfg(feature = "office")]
mod word;

use std::io::{self, Write};
use std::path::Path;

use self::Draw::{Any, Both, Of, Stream, Streams};
use crate::error::{Error, Result};
use crate::report::{Overview, RepeatsView, Report, Sort, english};
#[cfg(feature = "page")]
pub use html::{SCRIPT as PAGE_SCRIPT, STYLE as PAGE_STYLE};
pub use json::to_string as to_json;
pub use terminal::Terminal;
pub use terminal::redline::Layout;

/// A report in some form.
type Rendered = Result<Vec<u8>>;
/// A report in some form, as it was written bit by bit.
type Written = io::Result<()>;

/// Every form that the library was built with, in the order in which they are offered: its name, what it is, the endings of files, the sorts of reports
/// that it accepts, and those of which it shows changes and nothing else.
pub static RENDERERS: &[Renderer] = &[
    form("table", "Tables for people", &["txt"], ALL, TABLES, Any(terminal::render)),
    form("json", "JSON for machines", &["json"], ALL, COMPARISONS, Stream(json::render)),
    #[cfg(feature = "page")]
    form(
        "html",
        "A page for a browser, with everything in one file",
        &["html", "htm"],
        DOCUMENTS,
        NONE,
        Streams(html::page, html::repeats),
    ),
    #[cfg(feature = "page")]
    form(
        "fragment",
        "HTML of the tables, to be pasted into a page",
        &[],
        TABLES,
        TABLES,
        Streams(html::fragment, html::repeats_fragment),
    ),
    form(
        "markdown",
        "Markdown of the tables, to be pasted into a report",
        &["md"],
        TABLES,
        TABLES,
        Both(markdown::render, markdown::repeats),
    ),
    #[cfg(feature = "office")]
    form(
        "docx",
        "A Word document: changes tracked, wordings side by side",
        &["docx"],
        DOCUMENTS,
        COMPARISONS,
        Both(word::render, word::repeats),
    )
    .binary(),
    #[cfg(feature = "office")]
    form("xlsx", "A spreadsheet", &["xlsx"], TABLES, NONE, Both(sheet::render, sheet::repeats)).binary(),
    form("csv", "A line for each row", &["csv"], TABLES, TABLES, Streams(csv::render, csv::repeats)),
    #[cfg(feature = "page")]
    form("svg", "A picture", &["svg"], PICTURES, NONE, Any(svg::render)),
    form("dot", "A graph for Graphviz", &["dot", "gv"], PICTURES, NONE, Of(dot::render)),
    form("graphml", "A graph for Gephi, yEd or NetworkX", &["graphml"], PICTURES, NONE, Of(graphml::render)),
    form("mermaid", "A graph for Mermaid", &["mmd", "mermaid"], PICTURES, NONE, Of(mermaid::render)),
    form(
        "akn",
        "Akoma Ntoso: the changes as modifications, for systems of legislation",
        &["akn.xml", "akn"],
        COMPARISONS,
        COMPARISONS,
        Of(akn::render),
    ),
];

/// Every sort of reports.
const ALL: &[Sort] = &[Sort::Comparison, Sort::Lineage, Sort::History, Sort::Repeats, Sort::Plain];
/// Those that have a picture.
const PICTURES: &[Sort] = &[Sort::Comparison, Sort::Lineage, Sort::History];
/// Those that have change tables, or tables of what is repeated.
const TABLES: &[Sort] = &[Sort::Comparison, Sort::Lineage, Sort::Repeats];
/// Those that a page, or a document to be read and worked on, can hold.
#[cfg(any(feature = "office", feature = "page"))]
const DOCUMENTS: &[Sort] = &[Sort::Comparison, Sort::Lineage, Sort::History, Sort::Repeats];
/// Those of two documents.
const COMPARISONS: &[Sort] = &[Sort::Comparison];
/// No sort.
const NONE: &[Sort] = &[];

/// A form, as one that is text.
const fn form(
    name: &'static str,
    about: &'static str,
    endings: &'static [&'static str],
    accepts: &'static [Sort],
    lists: &'static [Sort],
    draw: Draw,
) -> Renderer {
    Renderer { name, about, endings, is_binary: false, accepts, lists, draw }
}

/// A form of output.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Renderer {
    /// The name: `csv`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// The endings of files in this form, without their first point, the longest that fits a name being the one that counts; a
    /// form that is named only has none.
    pub endings: &'static [&'static str],
    /// Whether it is no text.
    pub is_binary: bool,
    /// The sorts of reports that it accepts.
    pub accepts: &'static [Sort],
    /// The sorts of reports of which it shows changes and nothing else, so that some of them can be chosen.
    pub lists: &'static [Sort],
    draw: Draw,
}

/// How a form is drawn.
#[derive(Debug, Clone, Copy)]
enum Draw {
    /// From any report.
    Any(fn(&Report<'_>, &Setting<'_>) -> Rendered),
    /// From an overview.
    Of(fn(&Overview<'_>, &Setting<'_>) -> Rendered),
    /// From an overview, or from what later meetings repeat.
    Both(fn(&Overview<'_>, &Setting<'_>) -> Rendered, fn(&RepeatsView) -> Rendered),
    /// From any report, bit by bit: what can grow large.
    Stream(fn(&Report<'_>, &Setting<'_>, &mut dyn Write) -> Written),
    /// From an overview or from what later meetings repeat, bit by bit.
    Streams(
        fn(&Overview<'_>, &Setting<'_>, &mut dyn Write) -> Written,
        fn(&RepeatsView, &Setting<'_>, &mut dyn Write) -> Written,
    ),
}

/// What a user can choose about how a report looks.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// How text for a terminal is to look.
    pub terminal: Terminal,
    /// Whether changes are shown word by word in a table, and how.
    pub redline: Option<Layout>,
    /// The author of tracked changes.
    pub author: &'a str,
    /// The command by which a reader would decide on links.
    pub program: &'a str,
    /// Where a page finds its style and script, if they are not to stand in it.
    pub linked: Option<Linked<'a>>,
}

/// The addresses of what a page is served with, in the order in which they are loaded.
#[derive(Debug, Clone, Copy)]
pub struct Linked<'a> {
    /// The picture by which a browser shows the page's tab, in SVG.
    pub icon: &'a str,
    /// Style sheets.
    pub styles: &'a [&'a str],
    /// Scripts.
    pub scripts: &'a [&'a str],
    /// Scripts that are modules, which are run behind the others.
    pub modules: &'a [&'a str],
    /// What a reader is to know before all else: decisions that no longer fit, and the like.
    pub notes: &'a [String],
}

impl Default for Setting<'_> {
    fn default() -> Self {
        let terminal = Terminal { width: 100, colour: false };
        Setting { terminal, redline: None, author: "travaux", program: "travaux", linked: None }
    }
}

impl Renderer {
    /// The same form, as one that is no text.
    #[cfg(feature = "office")]
    const fn binary(self) -> Self {
        Renderer { is_binary: true, ..self }
    }

    /// The form of a name.
    pub fn named(name: &str) -> Option<&'static Renderer> {
        RENDERERS.iter().find(|renderer| renderer.name == name)
    }

    /// The forms of a sort of reports.
    pub fn of(sort: Sort) -> impl Iterator<Item = &'static Renderer> {
        RENDERERS.iter().filter(move |renderer| renderer.accepts.contains(&sort))
    }

    /// A report in this form.
    ///
    /// # Errors
    /// If it does not accept such a report, or the report is larger than the form can hold.
    pub fn render(&self, report: &Report<'_>, setting: &Setting<'_>) -> Rendered {
        let mut bytes = Vec::new();
        self.write(report, setting, &mut bytes)?;
        Ok(bytes)
    }

    /// Writes a report in this form; forms that can grow large are never held whole. Whoever writes to a file gives a
    /// buffered writer.
    ///
    /// # Errors
    /// As [`Renderer::render`]; and [`Error::Write`] if the writer takes no more.
    pub fn write(&self, report: &Report<'_>, setting: &Setting<'_>, out: &mut dyn Write) -> Result<()> {
        let failed = |source| Error::write(Path::new(english::RESULT), source);
        let accepts = self.accepts.contains(&report.sort());
        let bytes = match (self.draw, report, report.overview()) {
            (Stream(draw), ..) => return draw(report, setting, out).map_err(failed),
            (Streams(_, draw), Report::Repeats(view), _) => return draw(view, setting, out).map_err(failed),
            (Streams(draw, _), _, Some(overview)) if accepts => return draw(overview, setting, out).map_err(failed),
            (Any(draw), ..) if accepts => draw(report, setting)?,
            (Both(_, draw), Report::Repeats(view), _) => draw(view)?,
            (Of(draw) | Both(draw, _), _, Some(overview)) if accepts => draw(overview, setting)?,
            _ => return Err(Error::usage(english::not_in_form(self.name))),
        };
        out.write_all(&bytes).map_err(failed)
    }
}
