//! What is known about a document as a whole.

use std::fmt;
use std::str::FromStr;

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::DocumentSymbol;

/// What a document is, as far as it is known: read off its text, or declared from outside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
pub struct Metadata {
    /// The document symbol.
    pub symbol: Option<DocumentSymbol>,
    /// The body that met.
    pub body: Option<String>,
    /// Which of its meetings.
    pub meeting: Option<u32>,
    /// Draft, final or other.
    #[serde(serialize_with = "stage_or_other")]
    #[schemars(with = "Stage")]
    pub stage: Option<Stage>,
    /// The date.
    pub date: Option<Date>,
    /// The language, as an ISO 639-1 code.
    pub language: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// What it is about, where a line of its own below the title says it: the State under review.
    pub subject: Option<String>,
    /// The fields that were inferred and stand in no document.
    pub inferred: Vec<String>,
    /// The id of the report that it is a draft of, where that is declared: it counts whatever would be found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft_of: Option<String>,
}

impl Metadata {
    /// The names of the fields that may be inferred.
    pub const FIELDS: [&str; 8] = ["symbol", "body", "meeting", "stage", "date", "language", "title", "subject"];

    /// The stage: where nothing tells, neither draft nor final.
    pub fn stage(&self) -> Stage {
        self.stage.unwrap_or(Stage::Other)
    }

    /// Symbol and date as they are shown, so far as they are known.
    pub fn symbol_and_date(&self) -> impl Iterator<Item = String> + use<> {
        let symbol = self.symbol.clone().map(String::from);
        symbol.into_iter().chain(self.date.map(|date| date.to_string()))
    }

    /// Whether a field was inferred, by its name.
    pub fn is_inferred(&self, field: &str) -> bool {
        self.inferred.iter().any(|one| one == field)
    }

    /// Each field as this has it, or else as the other does.
    pub fn or(mut self, other: Metadata) -> Metadata {
        self.inferred.extend(other.inferred);
        Metadata {
            symbol: self.symbol.or(other.symbol),
            body: self.body.or(other.body),
            meeting: self.meeting.or(other.meeting),
            stage: self.stage.or(other.stage),
            date: self.date.or(other.date),
            language: self.language.or(other.language),
            title: self.title.or(other.title),
            subject: self.subject.or(other.subject),
            inferred: self.inferred,
            draft_of: self.draft_of.or(other.draft_of),
        }
    }

    /// What is known of a document that was handed out in pieces, by what is known of the first of them and of another:
    /// the whole is as old as its latest piece.
    pub(crate) fn with_piece(self, piece: &Metadata) -> Metadata {
        let date = self.date.max(piece.date);
        let mut whole = Metadata { date, ..self.or(piece.clone()) };
        whole.inferred.sort();
        whole.inferred.dedup();
        whole
    }
}

fn stage_or_other<S: Serializer>(stage: &Option<Stage>, serializer: S) -> Result<S::Ok, S::Error> {
    Serialize::serialize(&stage.unwrap_or(Stage::Other), serializer)
}

/// Where in its making a document stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Circulated for negotiation.
    Draft,
    /// Adopted.
    Final,
    /// Neither: a report on activities, a background paper, a list of units.
    Other,
}

impl Stage {
    /// The stage as it is written in a manifest and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Final => "final",
            Stage::Other => "other",
        }
    }
}

/// A calendar date of full or reduced precision (ISO 8601): `2019`, `2019-09` or `2019-09-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, JsonSchema, BorshSerialize, BorshDeserialize)]
#[schemars(with = "String")]
pub struct Date {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl Date {
    /// A date of which only the year is known.
    pub fn year_only(year: i16) -> Self {
        Date { year, month: None, day: None }
    }

    /// Whether the day is known.
    pub fn has_day(self) -> bool {
        self.day.is_some()
    }

    /// Whether more than the year is known.
    pub fn has_month(self) -> bool {
        self.month.is_some()
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// A full date; `None` where the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok()?;
        Some(Date { year, month: Some(month), day: Some(day) })
    }
}

/// In the order of time. A date of reduced precision comes after those within its span: a report of
/// which only the year is known was hardly the first thing that year.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |date: &Date| (date.year, date.month.unwrap_or(i8::MAX), date.day.unwrap_or(i8::MAX));
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no date; write YYYY-MM-DD, YYYY-MM or YYYY");
        let mut parts = text.split('-');
        let mut part = |width: usize| match parts.next() {
            None => Ok(None),
            Some(digits) if digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse::<i16>().map(Some).map_err(|_| wrong())
            }
            Some(_) => Err(wrong()),
        };
        let year = part(4)?.ok_or_else(wrong)?;
        let month = part(2)?.map(|month| month as i8);
        let day = part(2)?.map(|day| day as i8);
        if parts.next().is_some() {
            return Err(wrong());
        }
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1))
            .map_err(|_| format!("`{text}` is not in the calendar"))?;
        Ok(Date { year, month, day })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
