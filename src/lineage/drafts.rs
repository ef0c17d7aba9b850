//! Which drafts belong to which report, and which pieces make up one draft.
//!
//! A draft report is handed out in pieces: `L.1`, then its addenda `L.1/Add.1`, `L.1/Add.2`. Pieces are revised:
//! `L.1/Rev.1` takes the place of `L.1`. The report says at its end which drafts it was adopted from.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::corpus::{Date, Stage};
use crate::extract::{Coverage, Document};

/// How it is known that a draft belongs to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Body and year are the same; the number of the meeting is not known on both sides.
    SameYear,
    /// Body and meeting are the same.
    SameMeeting,
    /// The report cites the draft by its symbol.
    Cited,
    /// By their symbols, one is a revision of the other.
    Revision,
}

/// Documents of which one side of a comparison is put together, and the later document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Descent {
    /// The pieces of the earlier side, in their order.
    pub(super) pieces: Vec<usize>,
    pub(super) later: usize,
    /// The weakest ground among the pieces.
    pub(super) ground: Ground,
    /// The symbols of further pieces that the report cites, and that are not among the documents.
    pub(super) missing: Vec<String>,
}

/// The symbol of a draft, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Series {
    /// The symbol without addendum and revision: `CTOC/COP/WG.7/2019/L.1`.
    root: String,
    /// The number of the addendum, 0 for the main piece.
    addendum: u32,
    /// The number of the revision, 0 for the first form.
    revision: u32,
}

impl Series {
    fn of(symbol: &str) -> Series {
        let mut series = Series { root: symbol.to_owned(), addendum: 0, revision: 0 };
        loop {
            let Some((root, last)) = series.root.rsplit_once('/') else { return series };
            let number = |prefix: &str| last.strip_prefix(prefix).and_then(|number| number.parse::<u32>().ok());
            match (number("Add."), number("Rev.")) {
                (Some(addendum), _) => series.addendum = addendum,
                (_, Some(revision)) => series.revision = revision,
                // A correction is no piece of its own.
                _ if last.starts_with("Corr.") => {}
                _ => return series,
            }
            series.root = root.to_owned();
        }
    }

    fn of_document(document: &Document) -> Option<Series> {
        document.symbol.as_deref().map(Series::of)
    }
}

/// The number of a document's revision, 0 for the first form.
pub(super) fn revision(document: &Document) -> u32 {
    Series::of_document(document).map_or(0, |series| series.revision)
}

/// Whether a document is an earlier form of another, by their symbols: `L.1` of `L.1/Rev.1`.
pub(super) fn is_earlier_form(one: &Document, other: &Document) -> bool {
    let series = Series::of_document(one).zip(Series::of_document(other));
    series.is_some_and(|(one, other)| {
        one.root == other.root && one.addendum == other.addendum && one.revision < other.revision
    })
}

/// How it is known that a document is a draft of a report; nothing if it is none. The report cites it, or it is of the
/// same meeting of the same body; where the number of a meeting is not known on both sides, the year must be the same.
pub fn draft_of(draft: &Document, report: &Document) -> Option<Ground> {
    if draft.stage != Stage::Draft || report.stage != Stage::Final || is_correction(draft) {
        return None;
    }
    let bodies_differ = draft.body.as_ref().zip(report.body.as_ref()).is_some_and(|(one, other)| one != other);
    if bodies_differ {
        return None;
    }
    // A report may recall the draft of an earlier meeting.
    let meetings = draft.meeting.zip(report.meeting);
    if let Some(series) = Series::of_document(draft)
        && meetings.is_none_or(|(one, other)| one == other)
        && report.references.iter().any(|cited| Series::of(cited).root == series.root)
    {
        return Some(Ground::Cited);
    }
    if draft.body.is_none() || report.body.is_none() {
        return None;
    }
    match meetings {
        Some((one, other)) => (one == other).then_some(Ground::SameMeeting),
        None => {
            let is_of_the_year = |(draft, report): (Date, Date)| {
                draft.year() == report.year() && !(draft.has_month() && report.has_month() && report < draft)
            };
            draft.date.zip(report.date).is_some_and(is_of_the_year).then_some(Ground::SameYear)
        }
    }
}

/// Whether a document only corrects another: `L.1/Corr.1`.
fn is_correction(document: &Document) -> bool {
    document
        .symbol
        .as_deref()
        .and_then(|symbol| symbol.rsplit('/').next())
        .is_some_and(|last| last.starts_with("Corr."))
}

/// Which document came of which drafts: each revised piece of the one before, each report of the last form of its
/// draft's pieces.
pub(super) fn descents(documents: &[Document]) -> Vec<Descent> {
    let mut descents = BTreeSet::new();
    for (report, document) in documents.iter().enumerate() {
        let drafts: Vec<(usize, Ground)> =
            (0..documents.len()).filter_map(|at| Some((at, ground_in(documents, at, report)?))).collect();
        for family in families(documents, &drafts) {
            let (pieces, revised) = latest_forms(documents, &family);
            let of = |at: &usize| drafts.iter().find(|(draft, _)| draft == at).map(|(_, ground)| *ground);
            let ground = pieces.iter().filter_map(of).min().unwrap_or(Ground::SameYear);
            let missing = missing(documents, &pieces, document);
            descents.insert((report, pieces.clone(), ground, missing));
            descents.extend(revised.into_iter().map(|(old, new)| (new, vec![old], Ground::Revision, Vec::new())));
        }
    }
    // Before there is a report, a draft's revisions are compared with each other.
    let all: Vec<(usize, Ground)> = (0..documents.len())
        .filter(|&at| {
            documents[at].stage == Stage::Draft && documents[at].symbol.is_some() && !is_correction(&documents[at])
        })
        .map(|at| (at, Ground::Revision))
        .collect();
    for family in families(documents, &all) {
        let (_, revised) = latest_forms(documents, &family);
        descents.extend(revised.into_iter().map(|(old, new)| (new, vec![old], Ground::Revision, Vec::new())));
    }
    let descent = |(later, pieces, ground, missing)| Descent { pieces, later, ground, missing };
    descents.into_iter().map(descent).collect()
}

/// How a draft belongs to a report among all documents: one that is cited by another report, and not by this one, is
/// that one's, and so is one of which only the year is known, if that report came sooner.
fn ground_in(documents: &[Document], draft: usize, report: usize) -> Option<Ground> {
    let ground = draft_of(&documents[draft], &documents[report])?;
    let is_anothers = |other: &Document| match draft_of(&documents[draft], other) {
        Some(Ground::Cited) => ground != Ground::Cited,
        // Of several reports of one year the next is meant.
        Some(Ground::SameYear) => ground == Ground::SameYear && other.date < documents[report].date,
        _ => false,
    };
    (!documents.iter().any(is_anothers)).then_some(ground)
}

/// The drafts of one report by the documents that they are pieces of. Addenda without a symbol belong to the only
/// draft there is; drafts without a symbol that are no addenda are drafts of their own.
fn families(documents: &[Document], drafts: &[(usize, Ground)]) -> Vec<Vec<usize>> {
    let mut families = BTreeMap::<String, Vec<usize>>::new();
    let (mut addenda, mut wholes) = (Vec::new(), Vec::new());
    for &(at, _) in drafts {
        match Series::of_document(&documents[at]) {
            Some(series) => families.entry(series.root).or_default().push(at),
            None if documents[at].coverage == Coverage::Whole => wholes.push(vec![at]),
            None => addenda.push(at),
        }
    }
    let mut families: Vec<Vec<usize>> = families.into_values().chain(wholes).collect();
    match families.as_mut_slice() {
        [only] => only.extend(addenda),
        _ if addenda.is_empty() => {}
        _ => families.push(addenda),
    }
    families
}

/// The pieces of a draft in their order, each in its last form; and the earlier forms with what took their place.
fn latest_forms(documents: &[Document], family: &[usize]) -> (Vec<usize>, Vec<(usize, usize)>) {
    let mut pieces = BTreeMap::<(u32, Option<usize>), Vec<(u32, usize)>>::new();
    for &at in family {
        match Series::of_document(&documents[at]) {
            Some(series) => pieces.entry((series.addendum, None)).or_default().push((series.revision, at)),
            // Without a symbol, pieces stand behind the others, in the order of time.
            None => pieces.entry((u32::MAX, Some(at))).or_default().push((0, at)),
        }
    }
    let mut latest = Vec::new();
    let mut revised = Vec::new();
    for mut forms in pieces.into_values() {
        forms.sort_unstable();
        // Two files of one form (an original and its scan, say) are no revisions of each other; one of them stands for it.
        let steps = forms.windows(2).filter(|pair| pair[0].0 < pair[1].0);
        revised.extend(steps.map(|pair| (pair[0].1, pair[1].1)));
        latest.extend(forms.last().map(|(_, at)| *at));
    }
    (latest, revised)
}

/// The pieces of a draft that a report cites, and that are not among the documents.
fn missing(documents: &[Document], pieces: &[usize], report: &Document) -> Vec<String> {
    let held: Vec<Series> = pieces.iter().filter_map(|&at| Series::of_document(&documents[at])).collect();
    let is_missing = |cited: &&String| {
        let series = Series::of(cited);
        let is_same = held.iter().any(|one| one.root == series.root);
        let is_held = |one: &Series| {
            one.root == series.root && one.addendum == series.addendum && one.revision >= series.revision
        };
        is_same && !held.iter().any(is_held)
    };
    let mut missing: Vec<String> = report.references.iter().filter(is_missing).cloned().collect();
    missing.sort();
    missing
}

/// The documents that one side of a comparison by hand is made of, as one: the pieces of a draft in their order.
/// What the later document cites tells whether pieces are missing.
pub fn assembled(pieces: &[Document], later: &Document) -> Document {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|&at| {
        (Series::of_document(&pieces[at]).map_or((u32::MAX, 0), |one| (one.addendum, one.revision)), at)
    });
    let lacks_pieces = !missing(pieces, &order, later).is_empty();
    Document::assembled(&order.iter().map(|&at| &pieces[at]).collect::<Vec<_>>(), lacks_pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_taken_apart() {
        let told = |symbol: &str| {
            let series = Series::of(symbol);
            (series.root, series.addendum, series.revision)
        };
        let root = "A/C.9/1999/L.1".to_owned();
        assert_eq!(told("A/C.9/1999/L.1"), (root.clone(), 0, 0));
        assert_eq!(told("A/C.9/1999/L.1/Add.2"), (root.clone(), 2, 0));
        assert_eq!(told("A/C.9/1999/L.1/Add.2/Rev.1"), (root.clone(), 2, 1));
        assert_eq!(told("A/C.9/1999/L.1/Rev.3/Add.2"), (root.clone(), 2, 3));
        assert_eq!(told("A/C.9/1999/L.1/Rev.1/Corr.1"), (root, 0, 1));
        assert_eq!(told("L.1"), ("L.1".into(), 0, 0));
    }
}
