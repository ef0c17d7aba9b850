//! Which drafts belong to which report, and which pieces make up one draft.
//!
//! A draft report is handed out in pieces: `L.1`, then its addenda `L.1/Add.1`, `L.1/Add.2`. Pieces are revised:
//! `L.1/Rev.1` takes the place of `L.1`. The report says at its end which drafts it was adopted from.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::likeness::are_of_one_text;
use crate::model::{Coverage, Date, Document, DocumentIndex, DocumentSymbol, Form, Metadata, Stage};

/// How it is known that one document came of another: a report of a draft, or a revision of an earlier form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// They share most of their words: forms of one treaty without symbols.
    SameText,
    /// Body and year are the same; the number of the meeting is not known on both sides.
    SameYear,
    /// Body and meeting are the same.
    SameMeeting,
    /// The report cites the draft by its symbol.
    Cited,
    /// By their symbols, one is a revision of the other.
    Revision,
    /// The manifest says it.
    Declared,
}

/// Documents of which one side of a comparison is put together, and the later document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Descent {
    /// The pieces of the earlier side, in their order.
    pub(crate) pieces: Vec<DocumentIndex>,
    pub(crate) later: DocumentIndex,
    /// The weakest ground among the pieces.
    pub(crate) ground: Ground,
    /// The symbols of further pieces that the report cites, and that are not among the documents.
    pub(crate) missing: Vec<String>,
}

/// How it is known that a document is a draft of a report; nothing if it is none. The manifest says so, or the report cites it, or
/// it is of the same meeting of the same body; where the number of a meeting is not known on both sides, the year must be the same.
/// What is declared to be a draft of one report is none of any other.
pub fn draft_of(draft: &Document, report: &Document) -> Option<Ground> {
    let (of_draft, of_report) = (&draft.metadata, &report.metadata);
    if let Some(declared) = &of_draft.draft_of {
        return report.is_or_holds(declared).then_some(Ground::Declared);
    }
    if of_draft.stage() != Stage::Draft || of_report.stage() != Stage::Final || is_correction(of_draft) {
        return None;
    }
    // A treaty may be adopted years after its first draft, and by another body than that which drew it up.
    if are_of_one_text(draft, report) {
        let is_later = of_draft.date.zip(of_report.date).is_none_or(|(draft, report)| draft <= report);
        return is_later.then_some(Ground::SameText);
    }
    let bodies = of_draft.body.as_ref().zip(of_report.body.as_ref());
    if bodies.is_some_and(|(one, other)| one != other) {
        return None;
    }
    // A meeting may adopt a report on each State under review.
    let subjects = of_draft.subject.as_ref().zip(of_report.subject.as_ref());
    if subjects.is_some_and(|(one, other)| one != other) {
        return None;
    }
    // A report may recall the draft of an earlier meeting.
    let meetings = of_draft.meeting.zip(of_report.meeting);
    if let Some(symbol) = &of_draft.symbol
        && meetings.is_none_or(|(one, other)| one == other)
        && cited(report).any(|cited| cited.is_of_one_document(symbol))
    {
        return Some(Ground::Cited);
    }
    bodies?;
    match meetings {
        Some((one, other)) => (one == other).then_some(Ground::SameMeeting),
        None => {
            let is_of_the_year = |(draft, report): (Date, Date)| {
                draft.year() == report.year() && !(draft.has_month() && report.has_month() && report < draft)
            };
            of_draft.date.zip(of_report.date).is_some_and(is_of_the_year).then_some(Ground::SameYear)
        }
    }
}

/// Whether one draft is a later form of another: by their symbols, or, where these say nothing, by their words and dates.
pub(crate) fn is_revision_of(later: &Document, earlier: &Document) -> bool {
    let (one, other) = (&earlier.metadata, &later.metadata);
    if [one, other].iter().any(|metadata| metadata.stage() != Stage::Draft) {
        return false;
    }
    match one.symbol.as_ref().zip(other.symbol.as_ref()) {
        Some((one, other)) => one.is_earlier_form_of(other),
        None => are_of_one_text(earlier, later) && one.date.zip(other.date).is_none_or(|(one, other)| one <= other),
    }
}

/// What a document cites, as symbols.
fn cited(document: &Document) -> impl Iterator<Item = DocumentSymbol> + '_ {
    document.references.iter().map(|name| DocumentSymbol::from(name.as_str()))
}

/// Whether a document only corrects another.
fn is_correction(metadata: &Metadata) -> bool {
    metadata.symbol.as_ref().is_some_and(DocumentSymbol::is_correction)
}

/// Which document came of which drafts: each revised piece of the one before, each report of the last form of its
/// draft's pieces.
pub(crate) fn descents(documents: &[&Document]) -> Vec<Descent> {
    let mut descents = BTreeSet::new();
    for report in DocumentIndex::all(documents) {
        let drafts: Vec<(DocumentIndex, Ground)> =
            DocumentIndex::all(documents).filter_map(|at| Some((at, ground_in(documents, at, report)?))).collect();
        for family in families(documents, drafts.iter().map(|(at, _)| *at)) {
            let (pieces, revised) = latest_forms(documents, &family);
            let of = |at: &DocumentIndex| drafts.iter().find(|(draft, _)| draft == at).map(|(_, ground)| *ground);
            let ground = pieces.iter().filter_map(of).min().unwrap_or(Ground::SameYear);
            let missing = missing(pieces.iter().map(|&at| documents[at]), documents[report]);
            descents.insert((report, pieces.clone(), ground, missing));
            descents.extend(revised);
        }
    }
    // Before there is a report, a draft's revisions are compared with each other.
    let is_draft = |metadata: &Metadata| metadata.stage() == Stage::Draft && !is_correction(metadata);
    let is_known = |document: &Document| document.metadata.symbol.is_some() || document.coverage == Coverage::Whole;
    let all = DocumentIndex::all(documents).filter(|&at| is_draft(&documents[at].metadata) && is_known(documents[at]));
    for family in families(documents, all) {
        descents.extend(latest_forms(documents, &family).1);
    }
    let descent = |(later, pieces, ground, missing)| Descent { pieces, later, ground, missing };
    descents.into_iter().map(descent).collect()
}

/// How a draft belongs to a report among all documents: one that is cited by another report, and not by this one, is
/// that one's, and so is one of which only the year is known, if that report came sooner.
fn ground_in(documents: &[&Document], draft: DocumentIndex, report: DocumentIndex) -> Option<Ground> {
    let ground = draft_of(documents[draft], documents[report])?;
    let is_anothers = |other: &Document| match draft_of(documents[draft], other) {
        Some(Ground::Cited) => ground != Ground::Cited,
        // Of several reports of one year the next is meant.
        Some(Ground::SameYear) => ground == Ground::SameYear && other.metadata.date < documents[report].metadata.date,
        _ => false,
    };
    (!documents.iter().any(|other| is_anothers(other))).then_some(ground)
}

/// The drafts of one report by the documents that they are pieces of. Addenda without a symbol belong to the only
/// draft there is; drafts without a symbol that are no addenda are drafts of their own.
fn families(documents: &[&Document], drafts: impl Iterator<Item = DocumentIndex>) -> Vec<Vec<DocumentIndex>> {
    let mut families = BTreeMap::<&str, Vec<DocumentIndex>>::new();
    let (mut addenda, mut wholes) = (Vec::new(), Vec::new());
    for at in drafts {
        match &documents[at].metadata.symbol {
            Some(symbol) => families.entry(symbol.root()).or_default().push(at),
            None if documents[at].coverage == Coverage::Whole => wholes.push(vec![at]),
            None => addenda.push(at),
        }
    }
    // Where symbols do not tell, forms of one text are known by their words.
    let is_alone = |family: &Vec<DocumentIndex>| family.len() == 1 && documents[family[0]].coverage == Coverage::Whole;
    let alone: Vec<&str> = families.iter().filter(|(_, family)| is_alone(family)).map(|(root, _)| *root).collect();
    wholes.extend(alone.iter().filter_map(|root| families.remove(root)));
    wholes.sort();
    let mut of_texts: Vec<Vec<DocumentIndex>> = Vec::new();
    for whole in wholes.into_iter().flatten() {
        let is_form = |family: &&mut Vec<DocumentIndex>| {
            family.iter().any(|&form| are_of_one_text(documents[form], documents[whole]))
        };
        match of_texts.iter_mut().find(is_form) {
            Some(family) => family.push(whole),
            None => of_texts.push(vec![whole]),
        }
    }
    let mut families: Vec<Vec<DocumentIndex>> = families.into_values().chain(of_texts).collect();
    match families.as_mut_slice() {
        [only] => only.extend(addenda),
        _ if addenda.is_empty() => {}
        _ => families.push(addenda),
    }
    families
}

/// One document that came of others: it, the others, how that is known, and what is missing of them.
type Came = (DocumentIndex, Vec<DocumentIndex>, Ground, Vec<String>);

/// The pieces of a draft in their order, each in its last form; and what came of the earlier forms.
fn latest_forms(documents: &[&Document], family: &[DocumentIndex]) -> (Vec<DocumentIndex>, Vec<Came>) {
    let root = |at: DocumentIndex| documents[at].metadata.symbol.as_ref().map(DocumentSymbol::root);
    let is_next = |pair: &[DocumentIndex]| {
        let are_apart = root(pair[0]).is_none() || root(pair[0]) != root(pair[1]);
        are_apart && are_of_one_text(documents[pair[0]], documents[pair[1]])
    };
    // Forms of one text stand in the order of time.
    if family.len() > 1 && family.windows(2).all(is_next) {
        let steps = family.windows(2).map(|pair| (pair[1], vec![pair[0]], Ground::SameText, Vec::new()));
        return (family.last().copied().into_iter().collect(), steps.collect());
    }
    let mut pieces = BTreeMap::<_, Vec<_>>::new();
    for &at in family {
        match &documents[at].metadata.symbol {
            Some(symbol) => pieces.entry((symbol.addendum(), None)).or_default().push((symbol.form(), at)),
            // Without a symbol, pieces stand behind the others, in the order of time.
            None => pieces.entry((u32::MAX, Some(at))).or_default().push((Form::default(), at)),
        }
    }
    let mut latest = Vec::new();
    let mut revised = Vec::new();
    for mut forms in pieces.into_values() {
        forms.sort_unstable();
        // Two files of one form (an original and its scan, say) are no revisions of each other; one of them stands for it.
        let steps = forms.windows(2).filter(|pair| pair[0].0 < pair[1].0);
        revised.extend(steps.map(|pair| (pair[1].1, vec![pair[0].1], Ground::Revision, Vec::new())));
        latest.extend(forms.last().map(|(_, at)| *at));
    }
    (latest, revised)
}

/// The symbols of the pieces of a draft that a report cites, and that are not among these.
fn missing<'a>(pieces: impl Iterator<Item = &'a Document>, report: &Document) -> Vec<String> {
    let held: Vec<&DocumentSymbol> = pieces.filter_map(|piece| piece.metadata.symbol.as_ref()).collect();
    let is_missing = |cited: &DocumentSymbol| {
        held.iter().any(|one| one.is_of_one_document(cited))
            && !held.iter().any(|one| one.is_of_one_piece(cited) && one.form() >= cited.form())
    };
    let mut missing: Vec<String> = cited(report).filter(is_missing).map(|cited| cited.to_string()).collect();
    missing.sort();
    missing
}

/// The documents that one side of a comparison by hand is made of, as one: the pieces of a draft in their order.
/// What the later document cites tells whether pieces are missing.
pub fn assembled(pieces: &[Document], later: &Document) -> Document {
    let lacks_pieces = !missing(pieces.iter(), later).is_empty();
    let mut pieces: Vec<&Document> = pieces.iter().collect();
    let place = |symbol: &DocumentSymbol| (symbol.addendum(), symbol.form());
    pieces.sort_by_key(|piece| piece.metadata.symbol.as_ref().map_or((u32::MAX, Form::default()), place));
    Document::assembled(&pieces, lacks_pieces)
}
