//! Bytes to lines: one file for each format.
//!
//! Every reader gives the same thing, whatever the format: the text of the file, and its lines
//! as [`Line`]s, free of markup, each with what the layout says about it and a way back to the
//! source. A list of units, whose structure is explicit, gives [`Unit`]s instead.

mod decode;
mod markdown;
mod passage;
mod pdf;
mod text;
mod units;

use std::ops::Range;

pub use passage::Passage;

use crate::corpus::Source;
use crate::error::{Result, Warning};

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text, as it comes out of a PDF or an editor.
    Text,
    /// Markdown.
    Markdown,
    /// A list of units, a JSON object on each line.
    Jsonl,
    /// A list of units with a header row.
    Csv,
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
    /// Columns of space before the text.
    pub indent: usize,
    /// Whether the whole line is set in italics or bold.
    pub emphasised: bool,
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
/// If the bytes are not text, a list of units does not parse, or a PDF is damaged, locked or without text.
pub fn read(source: &Source) -> Result<Ingested> {
    if let Some((_, read)) = BINARY_FORMATS.iter().find(|(shows, _)| shows(&source.bytes)) {
        return read(source);
    }
    let (text, mut warnings) = decode::decode(source)?;
    let content = match format_of(source, &text) {
        Format::Text => Content::Lines(text::lines(&text)),
        Format::Markdown => Content::Lines(markdown::lines(&text)),
        Format::Jsonl => Content::Units(units::jsonl(source, &text)?),
        Format::Csv => Content::Units(units::csv(source, &text)?),
    };
    if let Content::Units(units) = &content {
        warnings.extend(units::warnings(source, units));
    }
    Ok(Ingested { text, content, warnings })
}

/// How a format that is no text shows in the bytes, and its reader.
type BinaryFormat = (fn(&[u8]) -> bool, fn(&Source) -> Result<Ingested>);

/// The formats that are no text. Their content tells, whatever the file is called.
const BINARY_FORMATS: [BinaryFormat; 1] = [(pdf::is_pdf, pdf::read)];

/// A format, the file name endings that declare it, and how its content shows.
type KnownFormat = (Format, &'static [&'static str], fn(&str) -> bool);

/// Every format. The first whose content shows is taken; plain text is what is left.
const FORMATS: [KnownFormat; 4] = [
    (Format::Jsonl, &["jsonl", "ndjson"], units::is_jsonl),
    (Format::Csv, &["csv"], units::is_csv),
    (Format::Markdown, &["md", "markdown"], markdown::is_markdown),
    (Format::Text, &["txt", "text"], |_| true),
];

fn format_of(source: &Source, text: &str) -> Format {
    let ending = source.path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let declared = FORMATS.iter().find(|(_, endings, _)| endings.iter().any(|e| Some(*e) == ending.as_deref()));
    let shown = FORMATS.iter().find(|(_, _, shows)| shows(text));
    match (declared, shown) {
        // Plain text is what is left, so a stronger sign in the content outranks that ending.
        (Some((Format::Text, ..)) | None, Some((format, ..))) => *format,
        (Some((format, ..)), _) => *format,
        (None, None) => Format::Text,
    }
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
