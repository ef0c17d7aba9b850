//! The file of corrections: read with the place of every fault, and written so that all else stands as it was, byte for byte.

use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::{BLANK, Correction, FROM_ONE, OfDocument, Written, not_a_number};
use crate::corpus::parse_tables;
use crate::error::{Error, Result, line_of};
use crate::model::{LineIs, LineName};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadingsFile {
    document: Option<Spanned<Vec<Spanned<DocumentEntry>>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentEntry {
    id: Spanned<String>,
    line: Option<Spanned<Vec<Spanned<LineEntry>>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineEntry {
    begins: Spanned<String>,
    nth: Option<Spanned<u32>>,
    is: Option<Spanned<Is>>,
    number: Option<Spanned<toml::Value>>,
}

/// What a line may be said to be by a word.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Is {
    Text,
    Heading,
    Note,
    Furniture,
    Item,
}

/// The corrections in the text of a file, by documents.
pub(super) fn parse(path: &Path, text: &str) -> Result<Vec<OfDocument>> {
    let mut documents: Vec<OfDocument> = Vec::new();
    for found in entries(path, text)? {
        let found = found.into_inner();
        let (at, id) = (found.id.span().start, found.id.into_inner());
        if let Some(earlier) = documents.iter().find(|earlier| earlier.id == id) {
            let message = format!("`{id}` stands on line {} already; put its lines there", line_of(text, earlier.at));
            return Err(Error::at(path, text, at, message));
        }
        let mut lines: Vec<Written> = Vec::new();
        for line in found.line.map(Spanned::into_inner).unwrap_or_default() {
            let line = line.into_inner();
            let at = line.begins.span().start;
            let correction = correction(path, text, line)?;
            if let Some(twice) = lines.iter().find(|earlier| earlier.correction.line.is_same(&correction.line)) {
                let message = format!("this line is corrected on line {} already; keep one of the two", twice.line);
                return Err(Error::at(path, text, at, message));
            }
            let (line, column) = (line_of(text, at), column_of(text, at));
            lines.push(Written { correction, file: path.to_owned(), line, column });
        }
        documents.push(OfDocument { id, at, lines });
    }
    Ok(documents)
}

fn entries(path: &Path, text: &str) -> Result<Vec<Spanned<DocumentEntry>>> {
    Ok(read(path, text)?.document.map(Spanned::into_inner).unwrap_or_default())
}

fn read(path: &Path, text: &str) -> Result<ReadingsFile> {
    parse_tables(path, text, "document")
}

fn column_of(text: &str, at: usize) -> usize {
    text[..at].rsplit('\n').next().unwrap_or_default().chars().count() + 1
}

fn correction(path: &Path, text: &str, line: LineEntry) -> Result<Correction> {
    let wrong = |at: usize, message: &str| Err(Error::at(path, text, at, message));
    let start = line.begins.span().start;
    let nth = line.nth.as_ref().map_or(1, |nth| *nth.get_ref() as usize);
    let name = LineName { begins: line.begins.into_inner(), nth };
    if name.is_blank() {
        return wrong(start, BLANK);
    }
    if nth == 0 {
        return wrong(line.nth.map_or(start, |nth| nth.span().start), FROM_ONE);
    }
    let number = line.number.map(|number| figures(path, text, &number)).transpose()?;
    let is = match (line.is.map(|is| (is.span().start, is.into_inner())), number) {
        (None, Some(number)) => LineIs::Provision(number),
        (Some((_, Is::Item)), Some(number)) => LineIs::Item(number),
        (Some((at, Is::Item)), None) => {
            return wrong(at, "an item has a `number`, that of the list which it stands in");
        }
        (Some((at, _)), Some(_)) => {
            return wrong(
                at,
                "a line with a `number` begins a provision or, with `is = \"item\"`, an item; keep one of the two",
            );
        }
        (Some((_, Is::Text)), None) => LineIs::Text,
        (Some((_, Is::Heading)), None) => LineIs::Heading,
        (Some((_, Is::Note)), None) => LineIs::Note,
        (Some((_, Is::Furniture)), None) => LineIs::Furniture,
        (None, None) => return wrong(start, "nothing is said of this line; write what it `is`, or its `number`"),
    };
    Ok(Correction { line: name, is })
}

/// A number in a file. One of TOML's own does as well as one in quotes, if it is whole: 12.10 would be read as 12.1.
fn figures(path: &Path, text: &str, number: &Spanned<toml::Value>) -> Result<String> {
    let wrong = |message: String| Err(Error::at(path, text, number.span().start, message));
    let written = match number.get_ref() {
        toml::Value::String(number) => number.clone(),
        toml::Value::Integer(number) => number.to_string(),
        other => return wrong(format!("a number such as {other} stands in quotes: number = \"{other}\"")),
    };
    not_a_number(&written).map_or(Ok(written), wrong)
}

/// Why a file is left to its owner.
pub(super) const OTHERWISE: &str = "is written in a way that this program does not change; write each document as a [[document]] and each of \
                                    its lines as a [[document.line]]";

/// The text of a file with a correction of a line more, or in the place of the one that the line has.
pub(super) fn with(path: &Path, text: &str, document: &str, correction: &Correction) -> Result<String> {
    let end = line_end(text);
    let Some(place) = DocumentPlace::of(path, text, document)? else {
        let header = format!("[[document]]{end}id = {}{end}{end}", quoted(document));
        let behind = match text.trim_start_matches('\u{feff}').trim().is_empty() {
            true => String::new(),
            false => format!("{}{end}", if text.ends_with('\n') { "" } else { end }),
        };
        return Ok(format!("{text}{behind}{header}{}", table(correction, end)));
    };
    match place.lines.iter().find(|line| line.name.is_same(&correction.line)) {
        Some(line) => Ok(replaced(text, line, &correction.is)),
        None => {
            let at = next_line(text, place.end());
            let before = if text[..at].ends_with('\n') { "" } else { end };
            let behind = if text[at..].is_empty() || text[at..].starts_with(['\n', '\r']) { "" } else { end };
            let mut out = text.to_owned();
            out.insert_str(at, &format!("{before}{end}{}{behind}", table(correction, end)));
            Ok(out)
        }
    }
}

/// The text of a file without the correction of a line, and without its document if that has no other.
pub(super) fn without(path: &Path, text: &str, document: &str, line: &LineName) -> Result<String> {
    let Some(place) = DocumentPlace::of(path, text, document)? else { return Ok(text.to_owned()) };
    let Some(gone) = place.lines.iter().find(|one| one.name.is_same(line)) else { return Ok(text.to_owned()) };
    let mut out = cut(text, gone.start, gone.end());
    if place.lines.len() == 1 {
        // What stands before the line keeps its place.
        out = cut(&out, place.start, place.id.end);
    }
    Ok(out)
}

/// The text without the lines from one place to another, and without one of the empty lines around them.
fn cut(text: &str, from: usize, to: usize) -> String {
    let (before, after) = (&text[..line_start(text, from)], &text[next_line(text, to)..]);
    let blank = before.strip_suffix("\r\n").or_else(|| before.strip_suffix('\n')).filter(|rest| rest.ends_with('\n'));
    match blank {
        Some(rest) => format!("{rest}{after}"),
        None if before.is_empty() => after.trim_start_matches(['\r', '\n']).to_owned(),
        None => format!("{before}{after}"),
    }
}

/// The text with what is said of a line put in the place of what was said of it.
fn replaced(text: &str, line: &LinePlace, is: &LineIs) -> String {
    let wanted = said(is);
    // Each statement goes from its key, which begins a line, to the end of its value.
    let mut held: Vec<Range<usize>> = line.said.iter().map(|value| key_start(text, value.start)..value.end).collect();
    held.sort_by_key(|statement| statement.start);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (at, statement) in held.iter().enumerate() {
        match wanted.get(at) {
            Some(new) => edits.push((statement.clone(), new.clone())),
            None => edits.push((line_start(text, statement.start)..next_line(text, statement.end), String::new())),
        }
    }
    if let (Some(last), Some(more)) = (held.last(), wanted.get(held.len()..).filter(|more| !more.is_empty())) {
        let at = next_line(text, last.end);
        let end = line_end(text);
        let before = if text[..at].ends_with('\n') { "" } else { end };
        edits.push((at..at, format!("{before}{}{end}", more.join(end))));
    }
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut out = text.to_owned();
    edits.into_iter().for_each(|(span, new)| out.replace_range(span, &new));
    out
}

/// A correction as a table of the file.
fn table(correction: &Correction, end: &str) -> String {
    let LineName { begins, nth } = &correction.line;
    let mut table = format!("[[document.line]]{end}begins = {}{end}", quoted(begins));
    if *nth > 1 {
        table.push_str(&format!("nth = {nth}{end}"));
    }
    said(&correction.is).iter().for_each(|statement| table.push_str(&format!("{statement}{end}")));
    table
}

/// The statements that say what a line is.
fn said(is: &LineIs) -> Vec<String> {
    let word = |word: &str| format!("is = \"{word}\"");
    let figures = |number: &str| format!("number = {}", quoted(number));
    match is {
        LineIs::Text => vec![word("text")],
        LineIs::Heading => vec![word("heading")],
        LineIs::Note => vec![word("note")],
        LineIs::Furniture => vec![word("furniture")],
        LineIs::Provision(number) => vec![figures(number)],
        LineIs::Item(number) => vec![word("item"), figures(number)],
    }
}

/// Where a document stands in the text of a file.
struct DocumentPlace {
    start: usize,
    /// Its id, as a value.
    id: Range<usize>,
    lines: Vec<LinePlace>,
}

/// Where the correction of a line stands.
struct LinePlace {
    start: usize,
    name: LineName,
    /// The values that say which line it is.
    named: Vec<Range<usize>>,
    /// The values that say what it is.
    said: Vec<Range<usize>>,
}

impl DocumentPlace {
    /// # Errors
    /// If the documents or the lines of this one stand in an array of one line, below which no table may follow.
    fn of(path: &Path, text: &str, document: &str) -> Result<Option<Self>> {
        let refuse = |at: usize| Err(Error::at(path, text, at, OTHERWISE));
        let Some(list) = read(path, text)?.document else { return Ok(None) };
        if is_inline(text, &list.span()) {
            return refuse(list.span().start);
        }
        let mut entries = list.into_inner().into_iter();
        let Some(entry) = entries.find(|entry| entry.get_ref().id.get_ref() == document) else { return Ok(None) };
        let (start, entry) = (entry.span().start, entry.into_inner());
        let mut lines = Vec::new();
        if let Some(list) = entry.line {
            if is_inline(text, &list.span()) {
                return refuse(list.span().start);
            }
            for line in list.into_inner() {
                let (start, line) = (line.span().start, line.into_inner());
                let mut named = vec![line.begins.span()];
                named.extend(line.nth.as_ref().map(Spanned::span));
                let said = line.is.iter().map(Spanned::span).chain(line.number.iter().map(Spanned::span)).collect();
                let nth = line.nth.map_or(1, |nth| nth.into_inner() as usize);
                lines.push(LinePlace { start, name: LineName { begins: line.begins.into_inner(), nth }, named, said });
            }
        }
        Ok(Some(DocumentPlace { start, id: entry.id.span(), lines }))
    }

    /// The end of its last value.
    fn end(&self) -> usize {
        self.lines.iter().map(LinePlace::end).chain([self.id.end]).max().unwrap_or(self.start)
    }
}

impl LinePlace {
    fn end(&self) -> usize {
        self.named.iter().chain(&self.said).map(|value| value.end).max().unwrap_or(self.start)
    }
}

/// Whether a list is an array, `[{...}]`, and no sequence of tables.
fn is_inline(text: &str, list: &Range<usize>) -> bool {
    text[list.clone()].starts_with('[') && !text[list.clone()].starts_with("[[")
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the key begins whose value stands at a place: no value of a correction but the first line of one follows its key.
fn key_start(text: &str, value: usize) -> usize {
    let start = line_start(text, value);
    start + text[start..].len() - text[start..].trim_start().len()
}

/// Where the line after the one of a place begins.
fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// How lines end in a text.
fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") && !text.replace("\r\n", "").contains('\n') { "\r\n" } else { "\n" }
}

/// A string in quotes on one line, so that it comes back as it was. What JSON escapes TOML escapes alike, but for the one control
/// character that JSON lets stand.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}
