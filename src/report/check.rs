//! How well documents were read: what a user looks at before trusting the rest.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::progress::OpenCounts;
use super::rounded;
use crate::analysis::Analysed;
use crate::error::Warning;
use crate::extract::{LineIndex, Series, count_words};
use crate::lineage::Open;
use crate::model::{Document, Passage, ProvisionIndex};

/// How well some documents were read.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.check/1"))]
    pub schema: &'static str,
    /// The documents, in the order in which they were named.
    pub documents: Vec<DocumentCheck>,
}

/// How well a document was read.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DocumentCheck {
    /// The id.
    pub id: String,
    /// How well it was read, in a word.
    pub verdict: Verdict,
    /// The profile by which its provisions were found; absent for a list of units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The language, as an ISO 639-1 code.
    pub language: Option<String>,
    /// The series of numbers.
    pub series: Vec<Series>,
    /// The lines that begin with a number and were read as running text.
    pub left_out: Vec<LineView>,
    /// How many headings it has.
    pub headings: usize,
    /// The headings under which nothing stands.
    pub empty_headings: Vec<LineView>,
    /// The headings that begin with a number and are as long as a sentence: they may be provisions.
    pub long_headings: Vec<LineView>,
    /// The words that were mended.
    pub mended: Vec<MendView>,
    /// The lines that were dropped as page furniture, each text once, in the order in which they first stand.
    pub furniture: Vec<FurnitureView>,
    /// How many footnotes were set apart.
    pub footnotes: usize,
    /// The text that belongs to no provision.
    pub outside: Vec<OutsideView>,
    /// How many of the words that are no furniture belong to no provision and no footnote, as a share from 0 to 1.
    pub share_outside: f64,
    /// How many brackets and options are open; absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenCounts>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// How well a document was read, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every number of its series was read, once in its section, and nothing that looks numbered was left out, annexes aside.
    Whole,
    /// Numbers are missing or stand twice, or lines that look like provisions were not read as such.
    Gaps,
    /// Hardly anything was read: no provision, or more of the text stands outside them than in them.
    Poor,
}

impl Verdict {
    /// How well a document was read.
    pub fn of(document: &Document) -> Self {
        let is_poor = document.provisions.is_empty() || share_outside(document) > MOST_OUTSIDE;
        let has_long = document.headings.iter().any(|heading| is_long_and_numbered(heading.passage.text()));
        match (is_poor, !document.is_counted_whole() || !document.left_out.is_empty() || has_long) {
            (true, _) => Verdict::Poor,
            (_, true) => Verdict::Gaps,
            _ => Verdict::Whole,
        }
    }

    /// The word, as JSON has it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Whole => "whole",
            Verdict::Gaps => "gaps",
            Verdict::Poor => "poor",
        }
    }
}

/// A line of a document.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LineView {
    /// Where it stands, counted from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
}

/// A word that was mended.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MendView {
    /// As printed.
    pub printed: String,
    /// As mended.
    pub mended: String,
    /// The line where it stands, counted from 1.
    pub line: usize,
}

/// A text that was dropped as page furniture.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FurnitureView {
    /// The text.
    pub text: String,
    /// The lines where it stands, counted from 1.
    pub lines: Vec<usize>,
}

/// A text that belongs to no provision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OutsideView {
    /// The line where it begins, counted from 1.
    pub line: usize,
    /// The headings it stands under; none before the first section.
    pub section: Vec<String>,
    /// How many words it has.
    pub words: usize,
    /// The text.
    pub text: String,
}

impl CheckView {
    /// The view of documents.
    pub fn of(documents: &[Analysed]) -> Self {
        CheckView { schema: "travaux.check/1", documents: documents.iter().map(DocumentCheck::of).collect() }
    }

    /// Whether all of them were read whole.
    pub fn is_whole(&self) -> bool {
        self.documents.iter().all(|document| document.verdict == Verdict::Whole)
    }
}

impl DocumentCheck {
    fn of(document: &Analysed) -> Self {
        let open = ProvisionIndex::all(&document.provisions).map(|at| Open::of(document, at));
        let open = open.fold(OpenCounts::default(), |sum, open| OpenCounts {
            brackets: sum.brackets + open.brackets,
            options: sum.options + open.options,
        });
        let index = LineIndex::new(&document.source);
        let line = |passage: &Passage| index.line(passage.span().start);
        let front = document.front.iter().map(|passage| (passage, Vec::new()));
        let loose = document.loose.iter().map(|loose| (&loose.passage, loose.section.clone()));
        let outside: Vec<OutsideView> = front
            .chain(loose)
            .map(|(passage, section)| OutsideView {
                line: line(passage),
                section,
                words: count_words(passage.text()),
                text: passage.text().to_owned(),
            })
            .collect();
        let mut furniture: Vec<FurnitureView> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for passage in &document.furniture {
            let at = *known.entry(passage.text()).or_insert_with(|| {
                furniture.push(FurnitureView { text: passage.text().to_owned(), lines: Vec::new() });
                furniture.len() - 1
            });
            furniture[at].lines.push(line(passage));
        }
        let shown = |passage: &Passage| LineView { line: line(passage), text: passage.text().to_owned() };
        let left_out: Vec<LineView> = document.left_out.iter().map(shown).collect();
        let headings = || document.headings.iter().map(|heading| (heading, &heading.passage));
        let empty = headings().filter(|(heading, _)| !heading.holds_text).map(|(_, passage)| shown(passage));
        let long_headings: Vec<LineView> = headings()
            .map(|(_, passage)| passage)
            .filter(|passage| is_long_and_numbered(passage.text()))
            .map(shown)
            .collect();
        let mends = document.mends.iter().map(|mend| MendView {
            printed: mend.printed.clone(),
            mended: mend.mended.clone(),
            line: index.line(mend.span.start),
        });
        DocumentCheck {
            id: document.id.clone(),
            verdict: Verdict::of(document),
            left_out,
            headings: document.headings.len(),
            empty_headings: empty.collect(),
            long_headings,
            profile: document.profile.clone(),
            language: document.metadata.language.clone(),
            series: document.series(),
            mended: mends.collect(),
            furniture,
            footnotes: document.footnotes.len(),
            outside,
            share_outside: rounded(share_outside(document)),
            open: (open.all() > 0).then_some(open),
            warnings: document.warnings.clone(),
        }
    }
}

/// Which share of the words that are no furniture belong to no provision and no footnote, from 0 to 1.
fn share_outside(document: &Document) -> f64 {
    let count = |passages: &mut dyn Iterator<Item = &Passage>| -> usize {
        passages.map(|passage| count_words(passage.text())).sum()
    };
    let provisions = document.provisions.iter().map(|provision| provision.passage());
    let inside = count(&mut provisions.chain(&document.footnotes));
    let outside = count(&mut document.front.iter().chain(document.loose.iter().map(|loose| &loose.passage)));
    outside as f64 / (inside + outside).max(1) as f64
}

/// A document of which a larger share of the words stands outside its provisions was read poorly.
const MOST_OUTSIDE: f64 = 0.5;

/// Whether a heading begins with a number and is as long as a sentence.
fn is_long_and_numbered(text: &str) -> bool {
    const LONGEST: usize = 20;
    text.starts_with(|letter: char| letter.is_numeric()) && count_words(text) > LONGEST
}
