//! Series: which documents continue which.
//!
//! A body meets again and again on one subject: a working group on its matter, a review on each State in turn. What it
//! adopts at one meeting goes back to what it adopted on the same subject before; that another body, or the same on
//! another State, used the same words is another matter.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::model::{Document, DocumentIndex};

/// Documents of one body on one subject, in the order in which they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The body.
    pub body: String,
    /// The State or the matter that the documents are on, where the body has several.
    pub subject: Option<String>,
    /// The documents.
    pub documents: Vec<DocumentIndex>,
}

/// The series of some documents, in the order of their first ones. A document whose body is not known is in none.
pub fn series<D: Borrow<Document>>(documents: &[D]) -> Vec<Series> {
    let mut series: Vec<Series> = Vec::new();
    let mut known = BTreeMap::<(&str, Option<&str>), usize>::new();
    for (at, document) in documents.iter().enumerate() {
        let Some(key) = key(document.borrow()) else { continue };
        let place = *known.entry(key).or_insert_with(|| {
            let (body, subject) = (key.0.to_owned(), key.1.map(str::to_owned));
            series.push(Series { body, subject, documents: Vec::new() });
            series.len() - 1
        });
        series[place].documents.push(DocumentIndex::new(at));
    }
    series
}

/// Whether two documents are of one series.
pub(crate) fn are_of_one_series(one: &Document, other: &Document) -> bool {
    key(one).is_some() && key(one) == key(other)
}

/// What tells the series of a document: its body and its subject.
pub(super) fn key(document: &Document) -> Option<(&str, Option<&str>)> {
    Some((document.metadata.body.as_deref()?, document.metadata.subject.as_deref()))
}
