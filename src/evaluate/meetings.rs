//! Precedents and follow-up against pairs that were read by hand.
//!
//! The file is tab-separated with the columns `earlier` and `later` (ids of provisions), `kind` (`precedent` or
//! `follow-up`), `verdict` and, if wanted, `note`. The verdict is `plain` (nobody would object), `fair` (a careful
//! reader accepts it) or `tempting` (to be refused, though the words are alike). Lines that begin with `#` are passed
//! over. A pair that is not listed was not thought of as related.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reader;
use crate::corpus::read_bytes;
use crate::error::{Error, Result};
use crate::lineage::{Lineage, LinkKind};
use crate::model::find_provision;

/// What a reader thinks of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nobody would object.
    Plain,
    /// A careful reader accepts it, though the scope differs.
    Fair,
    /// To be refused, though the words are alike.
    Tempting,
}

impl Verdict {
    /// The verdict as it is written in gold files.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Plain => "plain",
            Verdict::Fair => "fair",
            Verdict::Tempting => "tempting",
        }
    }
}

/// Pairs of provisions that a reader has judged.
#[derive(Debug, Clone)]
pub struct CrossMeetingGold {
    /// Where they were read from.
    pub path: PathBuf,
    /// The pairs.
    pub rows: Vec<CrossMeetingRow>,
}

/// A pair of provisions that a reader has judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossMeetingRow {
    /// The line, counted from 1.
    pub line: usize,
    /// The id of the earlier provision.
    pub earlier: String,
    /// The id of the later one.
    pub later: String,
    /// What kind of link it would be.
    pub kind: LinkKind,
    /// What the reader thinks of it.
    pub verdict: Verdict,
}

#[derive(Deserialize)]
struct Row {
    earlier: String,
    later: String,
    kind: LinkKind,
    verdict: Verdict,
}

/// The columns that a file of judged pairs must have.
const COLUMNS: [&str; 4] = ["earlier", "later", "kind", "verdict"];

impl CrossMeetingGold {
    /// Reads a file of judged pairs; `None` if its header says that it is of another sort.
    ///
    /// # Errors
    /// If the file cannot be read, lacks a column, has no rows or a pair twice, or a row names a kind or a verdict that
    /// does not exist. The message gives the line.
    pub fn open(path: &Path) -> Result<Option<Self>> {
        let bytes = read_bytes(path)?;
        let wrong = |line: usize, message: String| Error::line(path, line, message);
        let headers = reader(&bytes).headers().map_err(|error| wrong(1, error.to_string()))?.clone();
        if !COLUMNS.iter().take(2).all(|column| headers.iter().any(|header| header == *column)) {
            return Ok(None);
        }
        let mut rows: Vec<CrossMeetingRow> = Vec::new();
        for (line, Row { earlier, later, kind, verdict }) in super::rows(path, &bytes, &COLUMNS, "judged pairs have")? {
            if kind == LinkKind::Version {
                return Err(wrong(line, "`version` is not judged here; there are precedent and follow-up".into()));
            }
            if let Some(same) = rows.iter().find(|row| (&row.earlier, &row.later) == (&earlier, &later)) {
                return Err(wrong(line, format!("repeats line {}; say each thing once", same.line)));
            }
            rows.push(CrossMeetingRow { line, earlier, later, kind, verdict });
        }
        Ok(Some(CrossMeetingGold { path: path.to_owned(), rows }))
    }
}

/// How the links of a kind fare against judged pairs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CrossMeetingScore {
    /// Of each verdict, how many pairs there are and how many were found.
    pub verdicts: BTreeMap<Verdict, Found>,
    /// The plain pairs that were missed: `2013-final/36 → 2019-final/7`.
    pub missed: Vec<String>,
    /// The links that were found, and that the reader refuses.
    pub refused: Vec<String>,
    /// The links that were found, and that the reader has not listed.
    pub unlisted: Vec<String>,
}

/// How many pairs there are, and how many of them were found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Found {
    /// How many were judged so.
    pub gold: usize,
    /// How many of these were found.
    pub found: usize,
}

impl CrossMeetingScore {
    /// How many links were found that the reader accepts, and how many in all.
    pub fn accepted(&self) -> (usize, usize) {
        let of = |verdict| self.verdicts.get(&verdict).map_or(0, |found| found.found);
        let accepted = of(Verdict::Plain) + of(Verdict::Fair);
        (accepted, accepted + self.refused.len() + self.unlisted.len())
    }

    pub(super) fn add(&mut self, other: CrossMeetingScore) {
        for (verdict, found) in other.verdicts {
            let sum = self.verdicts.entry(verdict).or_default();
            sum.gold += found.gold;
            sum.found += found.found;
        }
        self.missed.extend(other.missed);
        self.refused.extend(other.refused);
        self.unlisted.extend(other.unlisted);
    }
}

/// Holds a lineage's precedents and follow-up against judged pairs, between those documents that the pairs are of.
///
/// # Errors
/// If a row names a provision that is not there; the message gives the line.
pub(super) fn judged(gold: &CrossMeetingGold, lineage: &Lineage) -> Result<BTreeMap<LinkKind, CrossMeetingScore>> {
    let mut pairs_of_documents = BTreeSet::new();
    for row in &gold.rows {
        let place = |id: &str| {
            let found = find_provision(&lineage.documents, id).map(|place| place.document);
            found.map_err(|error| Error::line(&gold.path, row.line, error.to_string()))
        };
        pairs_of_documents.insert((place(&row.earlier)?, place(&row.later)?));
    }
    let found: BTreeSet<(LinkKind, &str, &str)> = lineage
        .edges()
        .into_iter()
        .map(|(old, new, edge)| (edge.kind, &lineage.graph[old], &lineage.graph[new]))
        .filter(|(kind, old, new)| {
            *kind != LinkKind::Version && pairs_of_documents.contains(&(old.document, new.document))
        })
        .map(|(kind, old, new)| (kind, old.id.as_str(), new.id.as_str()))
        .collect();
    let mut scores = BTreeMap::<LinkKind, CrossMeetingScore>::new();
    let told = |old: &str, new: &str| format!("{old} → {new}");
    for row in &gold.rows {
        let score = scores.entry(row.kind).or_default();
        let is_found = found.contains(&(row.kind, row.earlier.as_str(), row.later.as_str()));
        let of_verdict = score.verdicts.entry(row.verdict).or_default();
        of_verdict.gold += 1;
        of_verdict.found += usize::from(is_found);
        match row.verdict {
            Verdict::Plain if !is_found => score.missed.push(told(&row.earlier, &row.later)),
            Verdict::Tempting if is_found => score.refused.push(told(&row.earlier, &row.later)),
            _ => {}
        }
    }
    for (kind, old, new) in found {
        if !gold.rows.iter().any(|row| (row.kind, row.earlier.as_str(), row.later.as_str()) == (kind, old, new)) {
            scores.entry(kind).or_default().unlisted.push(told(old, new));
        }
    }
    Ok(scores)
}
