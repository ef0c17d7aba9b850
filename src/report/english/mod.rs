//! All that reports say in English, and nowhere else: to put them into another language is to write this folder anew.
//!
//! Names that machines read ([`Relation::name`] and its like) are no English, though most are the same words.

mod brackets;
mod change;
mod evaluation;
mod explanation;
mod history;
mod in_words;
mod lineage;
mod pair;
mod precedent;
mod progress;
mod reading;
mod repeats;
mod review;
mod shift;
mod survey;
mod synoptic;
mod tally;

pub mod headings;
pub mod page;

pub use brackets::*;
pub use change::*;
pub use evaluation::*;
pub use explanation::*;
pub use history::*;
pub use in_words::*;
pub use lineage::*;
pub use pair::*;
pub use precedent::*;
pub use progress::*;
pub use reading::*;
pub use repeats::*;
pub use review::*;
pub use shift::*;
pub use survey::*;
pub use synoptic::*;
pub use tally::*;

use crate::align::{Certainty, Relation};
use crate::decisions::Decision;
use crate::lineage::LinkKind;
use crate::model::{Kind, Numbering, Stage};
use crate::report::PairKind;

/// What became of a provision.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::OutsideCoverage => "outside coverage",
        other => other.name(),
    }
}

/// What became of a provision, by what the two documents are to each other.
pub fn outcome(pair: PairKind, relation: Relation) -> &'static str {
    match (relation, pair) {
        (Relation::OutsideCoverage, _) => self::relation(relation),
        (Relation::New, _) => "new",
        (Relation::Withdrawn, PairKind::Adoption) => "not adopted",
        (Relation::Withdrawn, PairKind::Revision) => "not in the revision",
        (Relation::Withdrawn, PairKind::Meetings) => "not repeated",
        (Relation::Withdrawn, PairKind::Unknown) => "not in the new text",
        (_, PairKind::Adoption) => "adopted",
        (_, PairKind::Revision) => "kept",
        (_, PairKind::Meetings) => "repeated",
        (_, PairKind::Unknown) => "in both texts",
    }
}

/// The same with what became of the wording, where there is a later one.
pub fn became(pair: PairKind, relation: Relation) -> &'static str {
    match (relation, pair) {
        (Relation::Withdrawn | Relation::New | Relation::OutsideCoverage, _) => outcome(pair, relation),
        (Relation::Unchanged, PairKind::Meetings) => "repeated, unchanged",
        (Relation::Reworded, PairKind::Meetings) => "repeated, reworded",
        (Relation::Split, PairKind::Meetings) => "repeated, split",
        (Relation::Merged, PairKind::Meetings) => "repeated, merged",
        _ => self::relation(relation),
    }
}

/// What kind of link it is, and of one between a draft and what came of it what became of the wording.
pub fn link(kind: LinkKind, became: Relation) -> &'static str {
    match kind {
        LinkKind::Version => relation(became),
        other => other.name(),
    }
}

/// How far a link can be relied on.
pub fn certainty(certainty: Certainty) -> &'static str {
    certainty.name()
}

/// How far a link can be relied on, where that is to be said at all.
pub fn doubt(certainty: Certainty) -> Option<&'static str> {
    (certainty != Certainty::Sure).then(|| self::certainty(certainty))
}

/// Draft, final or other.
pub fn stage(stage: Stage) -> &'static str {
    stage.name()
}

/// What a provision is, in a table.
pub fn kind(kind: Kind) -> &'static str {
    kind.name()
}

/// What a series of numbers counts.
pub fn numbering(numbering: Numbering) -> &'static str {
    numbering.name()
}

/// What so many provisions are, within a sentence.
pub fn noun(kind: Kind, count: usize) -> &'static str {
    let (one, several) = match kind {
        Kind::Recommendation => ("recommendation", "recommendations"),
        Kind::Paragraph => ("paragraph", "paragraphs"),
        Kind::Article => ("article", "articles"),
        Kind::Clause => ("clause", "clauses"),
        Kind::Preamble => ("preambular paragraph", "preambular paragraphs"),
        Kind::Item => ("item", "items"),
    };
    if count == 1 { one } else { several }
}

/// What a provision is, in a heading.
pub fn capitalised(kind: Kind) -> String {
    with_capital(noun(kind, 1))
}

/// What provisions are, in a heading.
pub fn capitalised_plural(kind: Kind) -> String {
    with_capital(noun(kind, 2))
}

fn with_capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", first.to_uppercase())
}

/// A count with what is counted.
fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// A count with a noun that has an ordinary plural.
fn plural(count: usize, noun: &str) -> String {
    counted(count, noun, &format!("{noun}s"))
}

/// "a", "a and b", "a, b and c".
fn listed<T: AsRef<str>>(parts: &[T]) -> String {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A text that is quoted.
fn quoted(text: impl AsRef<str>) -> String {
    format!("“{}”", text.as_ref())
}

/// Texts that are quoted, as a list.
fn all_quoted<T: AsRef<str>>(texts: &[T]) -> String {
    listed(&texts.iter().map(quoted).collect::<Vec<_>>())
}

/// A share in hundredths.
fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// Words that both texts have.
fn shared(words: &[String]) -> String {
    format!("shared: {}", words.join(", "))
}

/// That a sentence-embedding model was used.
pub fn model_used(model: &str) -> String {
    format!("Links draw on the vectors of the model {model} as well.")
}

/// A sentence, and the model that was used after it.
fn with_model(sentence: String, model: Option<&str>) -> String {
    std::iter::once(sentence).chain(model.map(model_used)).collect::<Vec<_>>().join(" ")
}

/// What a report is called where it cannot be written and nobody knows to which file.
pub const RESULT: &str = "the result";

/// What is shown for somebody whom no document names.
pub const UNKNOWN: &str = "unknown";

/// Where a report cannot be given in a form.
pub fn not_in_form(form: &str) -> String {
    format!("this report cannot be given as {form}")
}

/// Who decided what, and why.
pub fn decided(decision: &Decision) -> String {
    format!("{} by {}: {}", decision.verdict.past(), decision.who, decision.why)
}

/// A sentence of which one word is a judgement that may be a doubtful one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// What stands before the word.
    pub before: String,
    /// The word, if there is one.
    pub word: &'static str,
    /// Whether it deserves doubt.
    pub is_doubted: bool,
    /// What stands behind it.
    pub after: String,
}
