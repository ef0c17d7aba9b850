//! Lists of units: `.jsonl` with an object on each line, `.csv` with a header row. Both have the
//! columns `id`, `text` and, if wanted, `section`.

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

/// An id is text, but a number does as well.
#[derive(Deserialize)]
#[serde(untagged, expecting = "an id is a text or a number")]
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
    let has = |name: &str| header.split(',').any(|column| column.trim().trim_matches('"').eq_ignore_ascii_case(name));
    has("id") && has("text")
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

/// Reads comma-separated rows under a header.
pub(super) fn csv(source: &Source, text: &str) -> Result<Vec<Unit>> {
    let wrong = |line: usize, message: String| Error::line(&source.path, line, message);
    if text.lines().next().is_some_and(|header| header.len() > LONGEST_HEADER) {
        return Err(wrong(1, "the header is longer than any; it needs id, text and may have section".into()));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::Headers).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| wrong(1, error.to_string()))?.clone();
    for column in ["id", "text"] {
        if !headers.iter().any(|header| header == column) {
            return Err(wrong(
                1,
                format!("the header has no column `{column}`; it needs id, text and may have section"),
            ));
        }
    }
    let mut list = UnitList::new(source);
    let mut record = csv::StringRecord::new();
    loop {
        let start = reader.position().byte() as usize;
        let line = reader.position().line() as usize;
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) if record.len() > headers.len() => {
                return Err(wrong(
                    line,
                    format!(
                        "has {} fields, but the header has {}; put a text with a comma in double quotes",
                        record.len(),
                        headers.len()
                    ),
                ));
            }
            Ok(true) => {
                let row: Row = record.deserialize(Some(&headers)).map_err(|error| {
                    wrong(line, format!("{}; a row needs id, text and may have section", why(&error)))
                })?;
                let end = reader.position().byte() as usize;
                list.add(line, row, start..end.min(text.len()))?;
            }
            Err(error) => return Err(wrong(line, error.to_string())),
        }
    }
    list.finish()
}

/// The parser's reason without its own count of records and lines.
fn why(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    }
}

/// Gathers units and sees to it that their ids differ.
struct UnitList<'a> {
    source: &'a Source,
    units: Vec<Unit>,
    lines: BTreeMap<String, usize>,
    /// How many bytes of text the units have so far.
    length: usize,
}

impl<'a> UnitList<'a> {
    fn new(source: &'a Source) -> Self {
        UnitList { source, units: Vec::new(), lines: BTreeMap::new(), length: 0 }
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
        self.length += row.text.len();
        check_units(self.lines.len(), self.length).map_err(wrong)?;
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
