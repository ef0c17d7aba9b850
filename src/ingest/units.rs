//! Lists of units: `.jsonl` with an object on each line, `.csv` with a header row, parted by commas, semicolons or tabs.
//! Both have the columns `id`, `text` and, if wanted, `section`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::rendered::check_units;
use super::{Passage, Unit, physical_lines};
use crate::corpus::Source;
use crate::error::{Error, Result, Warning};

#[derive(Deserialize)]
struct Row {
    id: Id,
    text: String,
    #[serde(default)]
    section: Option<String>,
}

/// An id is text, but a whole number does as well. One with a fraction does not: 1.10 would be read as 1.1.
#[derive(Deserialize)]
#[serde(untagged, expecting = "an id is a text or a whole number; put one such as 1.10 in double quotes")]
enum Id {
    Text(String),
    Number(i64),
}

pub(super) fn is_jsonl(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    first.starts_with('{') && serde_json::from_str::<serde_json::Value>(first).is_ok()
}

pub(super) fn is_csv(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    header.len() <= LONGEST_HEADER && header_of(header).is_list()
}

/// Reads one JSON object a line; blank lines are passed over.
pub(super) fn jsonl(source: &Source, text: &str) -> Result<Vec<Unit>> {
    let mut list = UnitList::new(source);
    for (index, range) in physical_lines(text).enumerate() {
        let line = &text[range.clone()];
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_str(line).map_err(|error| Error::Line {
            path: source.path.clone(),
            line: index + 1,
            column: Some(error.column()),
            message: format!(
                "{}; each line is one object such as {{\"id\": \"1.2\", \"text\": \"...\"}}",
                reason_alone(&error)
            ),
        })?;
        list.add(index + 1, row, range)?;
    }
    list.finish()
}

/// The parser's message without its own "at line 1 column 2", which counts within one line.
fn reason_alone(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or(&message).to_owned()
}

/// The longest header of a list, in bytes.
const LONGEST_HEADER: usize = 1 << 16;

/// What parts the columns of a list, and what each is called.
const SEPARATORS: [(u8, &str); 3] = [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab")];

/// The header of a list.
struct Header {
    /// What parts the columns, and its name.
    separator: (u8, &'static str),
    columns: Vec<String>,
}

impl Header {
    /// The place of a column. Capitals and spaces around its name make no difference.
    fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.trim().eq_ignore_ascii_case(name))
    }

    /// Whether the list is one of units.
    fn is_list(&self) -> bool {
        self.place("id").is_some() && self.place("text").is_some()
    }
}

/// The header that a line is: parted by what makes it one of units, or else by what parts most columns.
fn header_of(line: &str) -> Header {
    let parted = |separator: (u8, &'static str)| {
        let mut reader = csv::ReaderBuilder::new().delimiter(separator.0).from_reader(line.as_bytes());
        let columns = reader.headers().map(|columns| columns.iter().map(str::to_owned).collect()).unwrap_or_default();
        Header { separator, columns }
    };
    let headers = SEPARATORS.into_iter().map(parted);
    let better = |best: Header, other: Header| {
        let worth = |header: &Header| (header.is_list(), header.columns.len());
        if worth(&other) > worth(&best) { other } else { best }
    };
    headers.reduce(better).unwrap_or(Header { separator: SEPARATORS[0], columns: Vec::new() })
}

/// Reads rows under a header. Every field is text as it stands: "1.10" and "007" stay what they are.
pub(super) fn csv(source: &Source, text: &str) -> Result<Vec<Unit>> {
    let wrong = |line: usize, message: String| Error::line(&source.path, line, message);
    let first = text.lines().next().unwrap_or_default();
    if first.len() > LONGEST_HEADER {
        return Err(wrong(1, "the header is longer than any; it needs id, text and may have section".into()));
    }
    let header = header_of(first);
    let place = |name: &str| header.place(name).ok_or_else(|| wrong(1, lacks(name, &header.columns)));
    let (id, words, section) = (place("id")?, place("text")?, header.place("section"));
    let (separator, sign) = header.separator;
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|error| wrong(1, error.to_string()))?.len();
    let mut list = UnitList::new(source);
    let mut record = csv::StringRecord::new();
    loop {
        // Blank lines before a row are passed over.
        let from = (reader.position().byte() as usize).min(text.len());
        let blank = text.as_bytes()[from..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
        let (blank, ends) = blank.fold((0, 0), |(all, ends), byte| (all + 1, ends + usize::from(*byte == b'\n')));
        let (start, line) = (from + blank, reader.position().line() as usize + ends);
        if !reader.read_record(&mut record).map_err(|error| wrong(line, error.to_string()))? {
            break;
        }
        if record.len() > columns {
            let count = record.len();
            return Err(wrong(
                line,
                format!("has {count} fields, but the header has {columns}; put a text with a {sign} in double quotes"),
            ));
        }
        let field = |name: &str, at: usize| {
            let missing = || wrong(line, format!("has no field `{name}`; a row needs id, text and may have section"));
            record.get(at).map(str::to_owned).ok_or_else(missing)
        };
        let section = section.and_then(|at| record.get(at)).map(str::to_owned);
        let row = Row { id: Id::Text(field("id", id)?), text: field("text", words)?, section };
        let end = (reader.position().byte() as usize).min(text.len());
        // One that is left open takes the rows behind it into its field.
        if leaves_quote_open(&text[start..end], separator) {
            return Err(wrong(line, "has a double quote that is never closed; write two for one within a text".into()));
        }
        list.add(line, row, start..end)?;
    }
    list.finish()
}

/// Whether a row opens a quoted field that it does not close. A sign for inches within a field that is not quoted is none.
fn leaves_quote_open(row: &str, separator: u8) -> bool {
    let row = row.trim_end().as_bytes();
    let opens = |at: usize| row[at] == b'"' && (at == 0 || matches!(row[at - 1], b'\n') || row[at - 1] == separator);
    let is_odd = row.iter().filter(|byte| **byte == b'"').count() % 2 == 1;
    is_odd && (0..row.len()).any(opens)
}

/// Says which column a header lacks, and which it has.
fn lacks(name: &str, columns: &[String]) -> String {
    const MOST: usize = 12;
    let known: Vec<String> = columns.iter().take(MOST).map(|column| column.trim().chars().take(40).collect()).collect();
    let more = if columns.len() > MOST { ", ..." } else { "" };
    format!(
        "the header has no column `{name}`; it needs id, text and may have section, and has: {}{more}",
        known.join(", ")
    )
}

/// Gathers units and sees to it that their ids differ.
struct UnitList<'a> {
    source: &'a Source,
    units: Vec<Unit>,
    lines: BTreeMap<String, usize>,
}

impl<'a> UnitList<'a> {
    fn new(source: &'a Source) -> Self {
        UnitList { source, units: Vec::new(), lines: BTreeMap::new() }
    }

    fn add(&mut self, line: usize, row: Row, span: std::ops::Range<usize>) -> Result<()> {
        let id = match row.id {
            Id::Text(text) => text.trim().to_owned(),
            Id::Number(number) => number.to_string(),
        };
        let wrong = |message: String| Error::line(&self.source.path, line, message);
        if id.is_empty() {
            return Err(wrong("the id is empty; give every unit one".into()));
        }
        if let Some(earlier) = self.lines.get(&id) {
            return Err(wrong(format!("the id `{id}` is already taken on line {earlier}; ids must differ")));
        }
        self.lines.insert(id.clone(), line);
        check_units(self.lines.len(), row.text.len()).map_err(wrong)?;
        let mut text = Passage::default();
        text.push(&row.text, span);
        self.units.push(Unit {
            id,
            text: text.trim(),
            section: row.section.into_iter().filter(|s| !s.is_empty()).collect(),
        });
        Ok(())
    }

    fn finish(self) -> Result<Vec<Unit>> {
        if self.units.is_empty() {
            return Err(Error::file(&self.source.path, "holds no units"));
        }
        Ok(self.units)
    }
}

/// Units without words are kept, since their ids are the user's, but said.
pub(super) fn warnings(source: &Source, units: &[Unit]) -> Vec<Warning> {
    units
        .iter()
        .filter(|unit| unit.text.is_empty())
        .map(|unit| Warning {
            document: source.id.clone(),
            label: Some(unit.id.clone()),
            line: None,
            message: "has no text".into(),
        })
        .collect()
}
