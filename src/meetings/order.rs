//! Documents in time.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::drafts::draft_of;
use super::series::are_of_one_series;
use crate::error::Warning;
use crate::model::{Document, DocumentSymbol, Form, Metadata, Stage};

/// Sorts documents by date, then draft before final, then by revision and id; those without a date come last, unless
/// a report of a later meeting of the same body is known. A draft never comes after its report, nor a revision before
/// what it revises, however roughly the two are dated.
pub fn in_time_order<D: Borrow<Document>>(mut documents: Vec<D>) -> Vec<D> {
    documents.sort_by(|one, other| {
        let (one, other) = (one.borrow(), other.borrow());
        let form = |metadata: &Metadata| metadata.symbol.as_ref().map_or(Form::default(), DocumentSymbol::form);
        let key = |of: &Metadata| (of.date.is_none(), of.date, of.stage(), form(of));
        key(&one.metadata).cmp(&key(&other.metadata)).then_with(|| one.id.cmp(&other.id))
    });
    // From the end: of those that nothing is left to come after, the last.
    let laters = laters(&documents.iter().map(Borrow::borrow).collect::<Vec<_>>());
    let mut left: Vec<usize> = laters.iter().map(Vec::len).collect();
    let mut earlier = vec![Vec::new(); documents.len()];
    for (at, laters) in laters.iter().enumerate() {
        laters.iter().for_each(|&later| earlier[later].push(at));
    }
    let mut free: BinaryHeap<usize> = (0..documents.len()).filter(|&at| left[at] == 0).collect();
    let mut unplaced: BTreeSet<usize> = (0..documents.len()).collect();
    let mut places = Vec::with_capacity(documents.len());
    // Symbols and stages may contradict each other; then the last comes last.
    while let Some(at) = free.pop().or_else(|| unplaced.last().copied()) {
        if !unplaced.remove(&at) {
            continue;
        }
        places.push(at);
        for &before in &earlier[at] {
            left[before] -= 1;
            if left[before] == 0 {
                free.push(before);
            }
        }
    }
    let mut held: Vec<Option<D>> = documents.into_iter().map(Some).collect();
    places.into_iter().rev().filter_map(|at| held[at].take()).collect()
}

/// For each document those that it must not come after, whatever their dates: of an undated one reports of later meetings, of a draft
/// its report, of an earlier form the later ones.
fn laters(documents: &[&Document]) -> Vec<Vec<usize>> {
    let mut of_root = BTreeMap::<&str, Vec<usize>>::new();
    for (at, document) in documents.iter().enumerate() {
        if let Some(symbol) = &document.metadata.symbol {
            of_root.entry(symbol.root()).or_default().push(at);
        }
    }
    let of = |at: usize| -> Vec<usize> {
        let document = documents[at];
        let is_undated = document.metadata.date.is_none();
        let is_draft = document.metadata.stage() == Stage::Draft;
        let symbol = document.metadata.symbol.as_ref();
        let is_earlier_form = |later: &Document| {
            symbol.zip(later.metadata.symbol.as_ref()).is_some_and(|(one, other)| one.is_earlier_form_of(other))
        };
        let forms = symbol.and_then(|symbol| of_root.get(symbol.root())).into_iter().flatten().copied();
        let mut laters: Vec<usize> = forms.filter(|&later| is_earlier_form(documents[later])).collect();
        if is_undated || is_draft {
            let is_later = |later: &Document| {
                is_undated && is_later_meeting(document, later) || draft_of(document, later).is_some()
            };
            laters.extend((0..documents.len()).filter(|&later| later != at && is_later(documents[later])));
        }
        laters.sort_unstable();
        laters.dedup();
        laters
    };
    (0..documents.len()).map(of).collect()
}

/// Which of some documents, in the order of [`in_time_order`], have no date, and where each was put for that.
pub(crate) fn undated<D: Borrow<Document>>(documents: &[D]) -> Vec<Warning> {
    if documents.len() < 2 {
        return Vec::new();
    }
    let id = |at: usize| documents.get(at).map(|document| &document.borrow().id);
    let place = |at: usize| match (at.checked_sub(1).and_then(id), id(at + 1)) {
        (Some(before), Some(after)) => format!("between `{before}` and `{after}`"),
        (Some(before), None) => format!("last, after `{before}`"),
        (None, _) => "first".to_owned(),
    };
    let all = documents.iter().map(Borrow::borrow).enumerate();
    let undated = all.filter(|(_, document)| document.metadata.date.is_none());
    let warning = |(at, document): (usize, &Document)| Warning {
        document: document.id.clone(),
        label: None,
        line: None,
        message: format!(
            "no date was found in it, so it was put {}; give its date in the manifest, as in `date = \"2019-09-13\"`",
            place(at)
        ),
    };
    undated.map(warning).collect()
}

/// Whether a report is known to be of a later meeting of the same series: by the numbers of the meetings, or by the
/// dates where these are not known.
pub(crate) fn is_later_meeting(earlier: &Document, later: &Document) -> bool {
    let meetings = earlier.metadata.meeting.zip(later.metadata.meeting);
    let is_later = meetings.map_or_else(|| comes_before(earlier, later), |(one, other)| one < other);
    is_later && are_of_one_series(earlier, later)
}

/// Whether a document is known to be dated before another.
pub(crate) fn comes_before(earlier: &Document, later: &Document) -> bool {
    earlier.metadata.date.zip(later.metadata.date).is_some_and(|(one, other)| one < other)
}

/// Whether two reports of one body are of the same meeting, or of the same day where that is not known.
pub(crate) fn is_same_meeting(one: &Document, other: &Document) -> bool {
    let (one, other) = (&one.metadata, &other.metadata);
    match (one.meeting, other.meeting) {
        (Some(one), Some(other)) => one == other,
        _ => one.date.is_some() && one.date == other.date,
    }
}

/// Whether a document is a later report that may tell what came of a final one.
pub(crate) fn reports_on(old: &Document, new: &Document) -> bool {
    let is_later = old.metadata.date.zip(new.metadata.date).is_some_and(|(old, new)| old < new);
    old.metadata.stage() == Stage::Final && new.metadata.stage() == Stage::Other && is_later
}
