//! Predictions against gold: precision, recall and F1, and every miss by name.
//!
//! Gold is a tab-separated file with the columns `old_document`, `old`, `new_document`, `new`,
//! `kind`, `relation` and, if wanted, `note`. A row says what is true; what no row names is not
//! judged.

mod meetings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::align::{Correspondence, Relation};
use crate::corpus::read_bytes;
use crate::error::{Error, Result};
use crate::lineage::{Lineage, LinkKind};
use crate::model::{Document, Kind, ProvisionIndex};
pub use meetings::{CrossMeetingGold, CrossMeetingRow, CrossMeetingScore, Found, Verdict};

/// A gold file.
#[derive(Debug, Clone)]
pub struct Gold {
    /// Where it was read from.
    pub path: PathBuf,
    /// Its rows.
    pub rows: Vec<GoldRow>,
}

/// A row of a gold file: what is true of some provisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldRow {
    /// The line, counted from 1.
    pub line: usize,
    /// The id of the old document.
    pub old_document: String,
    /// The labels in it.
    pub old: BTreeSet<String>,
    /// The id of the new document.
    pub new_document: String,
    /// The labels in it.
    pub new: BTreeSet<String>,
    /// The kind of the provisions.
    pub kind: Kind,
    /// What became of them.
    pub relation: Relation,
}

#[derive(Deserialize)]
struct Row {
    old_document: String,
    old: String,
    new_document: String,
    new: String,
    kind: String,
    relation: String,
}

/// The columns that a gold file must have.
const COLUMNS: [&str; 6] = ["old_document", "old", "new_document", "new", "kind", "relation"];

/// What reads the rows of a gold file: values are parted by tabs, and a line that begins with # is a remark.
fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    let mut file = csv::ReaderBuilder::new();
    file.delimiter(b'\t').quoting(false).comment(Some(b'#')).flexible(true).from_reader(bytes)
}

/// The rows of a gold file, each with its line. Where a column is missing, the message begins with `what` and names all.
fn rows<T: DeserializeOwned>(path: &Path, bytes: &[u8], columns: &[&str], what: &str) -> Result<Vec<(usize, T)>> {
    let wrong = |line: usize, message: String| Error::line(path, line, message);
    let line = |position: Option<&csv::Position>| position.map_or(1, |position| position.line() as usize);
    let mut reader = reader(bytes);
    let headers = reader.headers().map_err(|error| wrong(1, error.to_string()))?.clone();
    if let Some(column) = columns.iter().find(|column| !headers.iter().any(|header| header == **column)) {
        let (last, first) = columns.split_last().unwrap_or((column, &[]));
        let message = format!("there is no column `{column}`; {what} {} and {last}, parted by tabs", first.join(", "));
        return Err(wrong(1, message));
    }
    let row = |record: csv::Result<csv::StringRecord>| {
        let record = record.map_err(|error| wrong(line(error.position()), error.to_string()))?;
        let at = line(record.position());
        Ok((at, record.deserialize(Some(&headers)).map_err(|error| wrong(at, error.to_string()))?))
    };
    let rows = reader.records().map(row).collect::<Result<Vec<_>>>()?;
    if rows.is_empty() { Err(Error::file(path, "holds no rows")) } else { Ok(rows) }
}

impl Gold {
    /// Reads a gold file.
    ///
    /// # Errors
    /// If the file cannot be read, lacks a column, or a row names a kind or a relation that does
    /// not exist or has two empty sides. The message gives the line.
    pub fn open(path: &Path) -> Result<Self> {
        let file = rows::<Row>(path, &read_bytes(path)?, &COLUMNS, "a gold file has")?;
        let wrong = |line: usize, message: String| Error::line(path, line, message);
        let checked = |(line, row): (usize, Row)| row.checked(line).map_err(|message| wrong(line, message));
        let rows = file.into_iter().map(checked).collect::<Result<Vec<_>>>()?;
        for (at, row) in rows.iter().enumerate() {
            if let Some(earlier) = rows[..at].iter().find(|earlier| earlier.says_same(row)) {
                return Err(wrong(row.line, format!("repeats line {}; say each thing once", earlier.line)));
            }
        }
        Ok(Gold { path: path.to_owned(), rows })
    }

    /// Checks that the labels of the rows on two documents are theirs.
    ///
    /// # Errors
    /// If one is not; the message gives the line.
    pub fn check_labels(&self, old: &Document, new: &Document) -> Result<()> {
        let has = |document: &Document, kind: Kind, label: &String| {
            document.of_kind(kind).any(|provision| provision.label == *label)
        };
        for row in self.rows.iter().filter(|row| row.old_document == old.id && row.new_document == new.id) {
            for (document, labels) in [(old, &row.old), (new, &row.new)] {
                if let Some(label) = labels.iter().find(|label| !has(document, row.kind, label)) {
                    let message = format!("{} has no {} {label}", document.id, row.kind.name());
                    return Err(Error::line(&self.path, row.line, message));
                }
            }
        }
        Ok(())
    }

    /// The pairs of documents that the rows speak of, in order.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        let mut pairs = Vec::new();
        for row in &self.rows {
            let pair = (row.old_document.as_str(), row.new_document.as_str());
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        pairs
    }
}

impl GoldRow {
    fn says_same(&self, other: &GoldRow) -> bool {
        GoldRow { line: 0, ..self.clone() } == GoldRow { line: 0, ..other.clone() }
    }
}

impl Row {
    fn checked(self, line: usize) -> std::result::Result<GoldRow, String> {
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == self.kind)
            .ok_or_else(|| format!("`{}` is no kind; there are {}", self.kind, Kind::ALL.map(Kind::name).join(", ")))?;
        let relation =
            Relation::ALL.into_iter().find(|relation| relation.name() == self.relation).ok_or_else(|| {
                format!(
                    "`{}` is no relation; there are {}",
                    self.relation,
                    Relation::ALL.map(Relation::name).join(", ")
                )
            })?;
        let (old, new) = (labels(&self.old), labels(&self.new));
        if old.is_empty() && new.is_empty() {
            return Err("both sides are empty; name a label on one of them".into());
        }
        Ok(GoldRow { line, old_document: self.old_document, old, new_document: self.new_document, new, kind, relation })
    }
}

fn labels(cell: &str) -> BTreeSet<String> {
    cell.split(',').map(str::trim).filter(|label| !label.is_empty() && *label != "-").map(str::to_owned).collect()
}

/// What was found, what was right, and what there was to find.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(into = "ScoreShape")]
pub struct Score {
    /// How many predictions are right.
    pub right: usize,
    /// How many predictions there are, as far as the gold judges them.
    pub predicted: usize,
    /// How many there are in the gold.
    pub gold: usize,
}

impl Score {
    /// The share of predictions that are right; 1 if there is none.
    pub fn precision(self) -> f64 {
        share(self.right, self.predicted)
    }

    /// The share of the gold that was found; 1 if there is none.
    pub fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }

    fn add(&mut self, other: Score) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// A score as it is written: with the shares that follow from the counts, to four places.
#[derive(Serialize, JsonSchema)]
struct ScoreShape {
    /// How many were found and are right.
    right: usize,
    /// How many were found.
    predicted: usize,
    /// How many the gold has.
    gold: usize,
    /// The share of what was found that is right, from 0 to 1.
    precision: f64,
    /// The share of the gold that was found, from 0 to 1.
    recall: f64,
    /// The harmonic mean of the two.
    f1: f64,
}

impl From<Score> for ScoreShape {
    fn from(score: Score) -> Self {
        let places = |value: f64| (value * 10_000.0).round() / 10_000.0;
        ScoreShape {
            right: score.right,
            predicted: score.predicted,
            gold: score.gold,
            precision: places(score.precision()),
            recall: places(score.recall()),
            f1: places(score.f1()),
        }
    }
}

/// How a comparison fares against gold.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Evaluation {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.eval/1"))]
    pub schema: &'static str,
    /// By kind and relation.
    pub by_relation: BTreeMap<Kind, BTreeMap<Relation, Score>>,
    /// Single links between an old and a new provision, by kind; a split in two is two links.
    pub links: BTreeMap<Kind, Score>,
    /// What was missed or found wrongly, in words.
    pub misses: Vec<Miss>,
    /// How precedents and follow-up fare against pairs that a reader has judged.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[serde(rename = "echoes")]
    pub cross_meeting: BTreeMap<LinkKind, CrossMeetingScore>,
}

/// A disagreement between gold and prediction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Miss {
    /// The kind of the provisions.
    pub kind: Kind,
    /// What the gold says: `14 → 14 reworded`.
    pub gold: Vec<String>,
    /// What was found instead.
    pub found: Vec<String>,
}

/// A finding in labels: what can be compared with gold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    old: BTreeSet<String>,
    new: BTreeSet<String>,
    relation: Relation,
}

impl Finding {
    fn shown(&self) -> String {
        let side = |labels: &BTreeSet<String>| match labels.len() {
            0 => "–".to_owned(),
            _ => labels.iter().cloned().collect::<Vec<_>>().join(", "),
        };
        format!("{} → {} {}", side(&self.old), side(&self.new), self.relation.name())
    }

    fn links(&self) -> BTreeSet<(String, String)> {
        self.old.iter().flat_map(|old| self.new.iter().map(move |new| (old.clone(), new.clone()))).collect()
    }
}

impl Default for Evaluation {
    fn default() -> Self {
        Evaluation {
            schema: "travaux.eval/1",
            by_relation: BTreeMap::new(),
            links: BTreeMap::new(),
            misses: Vec::new(),
            cross_meeting: BTreeMap::new(),
        }
    }
}

impl Evaluation {
    /// Holds the correspondences of two documents against the gold rows on them.
    pub fn of(gold: &Gold, old: &Document, new: &Document, found: &[Correspondence]) -> Self {
        let mut evaluation = Evaluation::default();
        let rows = gold.rows.iter().filter(|row| row.old_document == old.id && row.new_document == new.id);
        let mut by_kind = BTreeMap::<Kind, Vec<Finding>>::new();
        for row in rows {
            let finding = Finding { old: row.old.clone(), new: row.new.clone(), relation: row.relation };
            by_kind.entry(row.kind).or_default().push(finding);
        }
        for (kind, expected) in by_kind {
            let findings = findings(old, new, found, kind);
            evaluation.judge(kind, &expected, &findings);
        }
        evaluation
    }

    /// Holds the precedents and the follow-up of a lineage against pairs that a reader has judged, between those
    /// documents that the pairs are of.
    ///
    /// # Errors
    /// If a row names a provision that is not there; the message gives the line.
    pub fn of_meetings(gold: &CrossMeetingGold, lineage: &Lineage) -> Result<Self> {
        Ok(Evaluation { cross_meeting: meetings::judged(gold, lineage)?, ..Evaluation::default() })
    }

    /// Adds the evaluation of another pair of documents.
    pub fn add(&mut self, other: Evaluation) {
        for (kind, relations) in other.by_relation {
            for (relation, score) in relations {
                self.by_relation.entry(kind).or_default().entry(relation).or_default().add(score);
            }
        }
        for (kind, score) in other.links {
            self.links.entry(kind).or_default().add(score);
        }
        self.misses.extend(other.misses);
        for (kind, score) in other.cross_meeting {
            self.cross_meeting.entry(kind).or_default().add(score);
        }
    }

    /// The links of all kinds together.
    pub fn all_links(&self) -> Score {
        let mut all = Score::default();
        self.links.values().for_each(|&score| all.add(score));
        all
    }

    fn judge(&mut self, kind: Kind, expected: &[Finding], found: &[Finding]) {
        let named =
            |pick: fn(&Finding) -> &BTreeSet<String>| -> BTreeSet<&String> { expected.iter().flat_map(pick).collect() };
        let (old_named, new_named) = (named(|finding| &finding.old), named(|finding| &finding.new));
        // A finding is judged if the gold speaks of any provision in it.
        let judged: Vec<&Finding> = found
            .iter()
            .filter(|finding| {
                finding.old.iter().any(|label| old_named.contains(label))
                    || finding.new.iter().any(|label| new_named.contains(label))
            })
            .collect();
        let scores = self.by_relation.entry(kind).or_default();
        for finding in expected {
            let score = scores.entry(finding.relation).or_default();
            score.gold += 1;
            score.right += usize::from(judged.contains(&finding));
        }
        for finding in &judged {
            scores.entry(finding.relation).or_default().predicted += 1;
        }
        let gold_links: BTreeSet<_> = expected.iter().flat_map(Finding::links).collect();
        let found_links: BTreeSet<_> = judged.iter().flat_map(|finding| finding.links()).collect();
        self.links.entry(kind).or_default().add(Score {
            right: gold_links.intersection(&found_links).count(),
            predicted: found_links.len(),
            gold: gold_links.len(),
        });
        self.misses.extend(misses(kind, expected, &judged));
    }
}

/// Groups what disagrees by the provisions it is about.
fn misses(kind: Kind, expected: &[Finding], judged: &[&Finding]) -> Vec<Miss> {
    let touches = |one: &Finding, other: &Finding| !one.old.is_disjoint(&other.old) || !one.new.is_disjoint(&other.new);
    let mut open: Vec<&Finding> = judged.iter().copied().filter(|finding| !expected.contains(finding)).collect();
    let mut misses = Vec::new();
    for gold in expected.iter().filter(|finding| !judged.contains(finding)) {
        let found: Vec<String> =
            judged.iter().filter(|finding| touches(gold, finding)).map(|finding| finding.shown()).collect();
        open.retain(|finding| !touches(gold, finding));
        misses.push(Miss { kind, gold: vec![gold.shown()], found });
    }
    misses.extend(open.into_iter().map(|finding| Miss { kind, gold: Vec::new(), found: vec![finding.shown()] }));
    misses
}

fn findings(old: &Document, new: &Document, found: &[Correspondence], kind: Kind) -> Vec<Finding> {
    let labels = |document: &Document, places: &[ProvisionIndex]| -> BTreeSet<String> {
        places.iter().map(|&at| document.provisions[at].label.clone()).collect()
    };
    let of_kind = found.iter().filter(|one| one.kind == kind);
    of_kind
        .map(|one| Finding { old: labels(old, &one.old), new: labels(new, &one.new), relation: one.relation })
        .collect()
}
