//! What is odd about a document's numbers.

use std::collections::BTreeMap;

use super::build::LineIndex;
use schemars::JsonSchema;
use serde::Serialize;

use super::numerals::Number;
use super::words::Words;
use crate::error::Warning;
use crate::model::{Document, Kind, Numbering, Provision};

/// Makes the labels differ, those of paragraphs among themselves, and warns where they did not.
pub(super) fn tell_labels_apart(document: &mut Document) -> Vec<Warning> {
    let mut seen = BTreeMap::<(bool, String), usize>::new();
    let mut warnings = Vec::new();
    for provision in &mut document.provisions {
        let count = seen.entry((provision.kind == Kind::Paragraph, provision.label.clone())).or_default();
        *count += 1;
        if *count > 1 {
            let label = format!("{}#{count}", provision.label);
            warnings.push(Warning {
                document: document.id.clone(),
                label: Some(provision.label.clone()),
                line: Some(provision.line),
                message: format!("a second {} has this number; it is called {label} here", provision.kind.name()),
            });
            provision.label = label;
        }
    }
    warnings
}

/// The numbers of a document that belong to one series: how far they reach, and what is odd about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Series {
    /// What is numbered.
    pub numbering: Numbering,
    /// How many provisions bear a number of it.
    pub count: usize,
    /// The first number in the order of the text, and the last.
    pub first: String,
    /// As above.
    pub last: String,
    /// The numbers that are missing: `14`, `16 to 18`.
    pub missing: Vec<String>,
    /// The numbers that stand more than once.
    pub twice: Vec<String>,
}

/// The series that are printed in documents. A preamble's paragraphs are counted by the program, and units have ids.
const PRINTED: [Numbering; 4] =
    [Numbering::Recommendation, Numbering::Paragraph, Numbering::Article, Numbering::Clause];

impl Document {
    /// The series of numbers that it has.
    pub fn series(&self) -> Vec<Series> {
        let of = |numbering: Numbering| {
            let labels: Vec<&str> = self.numbered(numbering).map(|provision| provision.label.as_str()).collect();
            let (first, last) = (labels.first()?, labels.last()?);
            let missing = self.missing(numbering).into_iter().map(|(_, _, run)| run).collect();
            let twice = labels.iter().filter(|label| label.ends_with("#2")).map(|label| label.replace("#2", ""));
            let printed = |label: &str| label.split('#').next().unwrap_or(label).to_owned();
            let (first, last) = (printed(first), printed(last));
            Some(Series { numbering, count: labels.len(), first, last, missing, twice: twice.collect() })
        };
        PRINTED.into_iter().filter_map(of).collect()
    }

    fn numbered(&self, numbering: Numbering) -> impl Iterator<Item = &Provision> {
        self.provisions.iter().filter(move |provision| provision.numbering == numbering)
    }

    /// The runs of numbers that are missing from a series, each with the provision behind it and the label before it.
    fn missing(&self, numbering: Numbering) -> Vec<(&Provision, &str, String)> {
        let mut missing = Vec::new();
        let mut before: Option<(Number, &str)> = None;
        for provision in self.numbered(numbering) {
            let Some(number) = Number::of_label(&provision.label) else { continue };
            if let Some((before, label)) = &before
                && let Some((first, last)) = before.first_missing_before(&number)
            {
                let run = if first == last { first.to_string() } else { format!("{first} to {last}") };
                missing.push((provision, *label, run));
            }
            before = Some((number, &provision.label));
        }
        missing
    }
}

/// Warns of numbers that are missing from a series.
pub(super) fn gaps(document: &Document) -> Vec<Warning> {
    let missing = PRINTED.into_iter().flat_map(|numbering| document.missing(numbering));
    missing
        .map(|(provision, before, run)| Warning {
            document: document.id.clone(),
            label: Some(provision.label.clone()),
            line: Some(provision.line),
            message: format!(
                "the number before it is {before}; {run} {} missing",
                if run.contains(" to ") { "are" } else { "is" }
            ),
        })
        .collect()
}

/// Warns of text among the recommendations that belongs to none of them: it may be one whose number
/// was not understood.
pub(super) fn unread(document: &Document, words: &Words) -> Vec<Warning> {
    let lines = LineIndex::new(&document.source);
    document
        .loose
        .iter()
        .filter(|loose| loose.section.iter().any(|title| words.names_recommendations(title)))
        .map(|loose| {
            let opening: String = loose.passage.text().split_whitespace().take(6).collect::<Vec<_>>().join(" ");
            Warning {
                document: document.id.clone(),
                label: None,
                line: Some(lines.line(loose.passage.span().start)),
                message: format!(
                    "text among the recommendations has no number and was not read as one: \u{201c}{opening} …\u{201d}"
                ),
            }
        })
        .collect()
}
