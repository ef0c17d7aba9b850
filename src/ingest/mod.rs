//! Bytes to lines: one file for each format.
//!
//! Every reader gives the same thing, whatever the format: the text of the file, and its lines
//! as [`Line`]s, free of markup, each with what the layout says about it and a way back to the
//! source. A list of units, whose structure is explicit, gives [`Unit`]s instead.

mod contents;
mod decode;
#[cfg(feature = "office")]
mod docx;
mod figures;
mod html;
mod invisible;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
mod rendered;
mod script;
mod table;
mod text;
mod units;

#[cfg(feature = "open")]
pub use pdf::{page_count, page_picture};
use std::ops::Range;

use rendered::check_lines;
pub(crate) use script::is_square;

use crate::corpus::Source;
use crate::error::{Error, Result, Warning};
use crate::model::{LineIs, Passage};

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text, as it comes out of a PDF or an editor.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A list of units, a JSON object on each line.
    Jsonl,
    /// A list of units with a header row.
    Csv,
}

/// How files are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Which text of a document with tracked changes is read. Where nothing is said, it is the final one, and a
    /// warning tells of the changes.
    pub revisions: Option<Revisions>,
}

/// Which text of a document with tracked changes is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Revisions {
    /// As if every change had been rejected.
    Original,
    /// As if every change had been accepted.
    #[default]
    Final,
}

/// A file, read.
#[derive(Debug, Clone)]
pub struct Ingested {
    /// The text of the file. Spans count bytes in it; for a UTF-8 file without a byte order
    /// mark they are the file's own.
    pub text: String,
    /// What stands in it.
    pub content: Content,
    /// What was odd.
    pub warnings: Vec<Warning>,
    /// How many tracked changes of its text the file holds.
    pub tracked_changes: usize,
}

/// What stands in a file.
#[derive(Debug, Clone)]
pub enum Content {
    /// Running text, whose structure is yet to be found.
    Lines(Vec<Line>),
    /// Units, whose structure is given.
    Units(Vec<Unit>),
}

/// A line of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The text, free of markup and of space around it.
    pub passage: Passage,
    /// How the line begins.
    pub start: Start,
    /// Columns of space before the text. In a format that has no columns, four for each list or quotation that the line
    /// stands in, and none where it flows.
    pub indent: usize,
    /// Whether the whole line is set in italics or bold.
    pub emphasised: bool,
    /// What a person says that it is; nothing where the program is to find it out.
    pub said: Option<LineIs>,
}

/// How a line begins, as far as the layout tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Start {
    /// It follows the line before at the document's ordinary spacing.
    Flow,
    /// Some space stands before it: a new paragraph, or a page break within one.
    Paragraph,
    /// Much space stands before it, as around headings.
    Apart,
    /// It is marked as an item of a list.
    Item,
    /// It is marked as a heading of this level, counted from 1.
    Heading(u8),
    /// It is marked as a footnote.
    Footnote,
    /// It is repeated at the head or foot of pages, in the same place: a running title, a page number.
    Furniture,
    /// It is a row of a table, its cells parted by bars: no heading, and no provision.
    Row,
    /// It is an entry of a table of contents.
    Contents,
}

/// One entry of a list of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The unit's id, unique in the list.
    pub id: String,
    /// Its text.
    pub text: Passage,
    /// The section it stands in; empty where none is given.
    pub section: Vec<String>,
}

/// Reads a source in whatever format it is.
///
/// # Errors
/// If the bytes are not text, or a Word document or a list of units does not parse.
pub fn read(source: &Source, options: &Options) -> Result<Ingested> {
    let mut ingested = read_format(source, options)?;
    invisible::clear_soft_hyphens(&mut ingested.content);
    if let Content::Lines(lines) = &mut ingested.content {
        invisible::clear_openings(lines);
    }
    Ok(ingested)
}

fn read_format(source: &Source, options: &Options) -> Result<Ingested> {
    if let Some((_, read)) = BINARY_FORMATS.iter().find(|(shows, _)| shows(&source.bytes)) {
        return read(source, options);
    }
    let (mut text, mut warnings) = decode::decode(source)?;
    let wrong = |message: String| Error::file(&source.path, message);
    let format = format_of(source, &text);
    if matches!(format, Format::Text | Format::Markdown) {
        check_lines(&text).map_err(wrong)?;
    }
    let content = match format {
        Format::Html => {
            let page = html::read(&text).map_err(wrong)?;
            text = page.text;
            decode::tell_lines_of_file(&mut warnings);
            Content::Lines(page.lines)
        }
        Format::Text => Content::Lines(text::lines(&text)),
        Format::Markdown => {
            markdown::check_markup(&text).map_err(wrong)?;
            Content::Lines(markdown::lines(&text))
        }
        Format::Jsonl => Content::Units(units::jsonl(source, &text)?),
        Format::Csv => Content::Units(units::csv(source, &text)?),
    };
    if let Content::Units(units) = &content {
        warnings.extend(units::warnings(source, units));
    }
    Ok(Ingested { text, content, warnings, tracked_changes: 0 })
}

/// A format that is not text: how its bytes show it, and what reads it.
type BinaryFormat = (fn(&[u8]) -> bool, fn(&Source, &Options) -> Result<Ingested>);

/// Every format that is not text.
const BINARY_FORMATS: &[BinaryFormat] = &[
    #[cfg(feature = "pdf")]
    (pdf::is_pdf, |source, _| pdf::read(source)),
    #[cfg(not(feature = "pdf"))]
    (|bytes| bytes.starts_with(b"%PDF-"), |source, _| Err(left_out(source, "a PDF", "pdf"))),
    #[cfg(feature = "office")]
    (docx::is_package, docx::read),
    #[cfg(feature = "office")]
    (docx::is_compound_file, docx::refuse_compound_file),
    #[cfg(not(feature = "office"))]
    (|bytes| bytes.starts_with(b"PK\x03\x04"), |source, _| Err(left_out(source, "a Word document", "office"))),
];

/// Says that the library was built without what reads a format.
#[cfg(not(all(feature = "office", feature = "pdf")))]
fn left_out(source: &Source, what: &str, feature: &str) -> Error {
    Error::file(&source.path, format!("is {what}, which this build does not read: its feature `{feature}` is off"))
}

/// A format, how its content shows, and the file name endings that declare it where nothing shows.
type KnownFormat = (Format, fn(&str) -> bool, &'static [&'static str]);

/// Every format that is text. The first whose content shows is taken; plain text is what is left.
const FORMATS: [KnownFormat; 5] = [
    (Format::Html, html::is_html, &["html", "htm", "xhtml"]),
    (Format::Jsonl, units::is_jsonl, &["jsonl", "ndjson"]),
    (Format::Csv, units::is_csv, &["csv", "tsv"]),
    (Format::Markdown, markdown::is_markdown, &["md", "markdown"]),
    (Format::Text, |_| false, &["txt", "text"]),
];

/// How the names of files end that are documents, in small letters.
pub fn endings() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().flat_map(|(.., endings)| *endings).copied().chain(["pdf", "docx", "docm"])
}

/// The format of a text. Its content tells; an ending is believed only where the content does not.
fn format_of(source: &Source, text: &str) -> Format {
    let ending = source.path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let shown = FORMATS.iter().find(|(_, shows, _)| shows(text));
    let declared = || FORMATS.iter().find(|(.., endings)| endings.iter().any(|one| Some(*one) == ending.as_deref()));
    shown.or_else(declared).map_or(Format::Text, |(format, ..)| *format)
}

/// The lines of a text with their byte ranges, line ends excluded.
fn physical_lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        range
    })
}
