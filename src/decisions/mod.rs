//! What a person has decided about links, and how it overrides what the program found.
//!
//! Decisions stand in [`DECISIONS`] beside the manifest, in plain sight:
//!
//! ```toml
//! [[decision]]
//! old = "2019-draft/14"
//! new = "2019-final/14"
//! verdict = "accept"
//! why = "The same proposal, recast in the plenary."
//! who = "Ada Example"
//! when = "2026-03-02"
//! old_text = "States parties should use the barrier model ..."
//! new_text = "States parties should consider using ..."
//! ```
//!
//! `accept` says that the two belong together, whatever else either belongs to; `link` that they belong together,
//! and to nothing else that the program found; `reject` that they do not. The wordings are those that were decided
//! on: where a document says something else by now, or has no such provision, the decision is not applied, and a
//! warning says so.

mod apply;
mod file;

use std::path::{Path, PathBuf};

use crate::align::Decision;
use crate::corpus::read_bytes;
use crate::error::{Error, Result, Warning};
use crate::extract::{Document, Provision, nearest_provision};
use crate::language::plain;

/// The name of the file of decisions.
pub const DECISIONS: &str = "decisions.toml";

/// A decision with the wordings that it was made on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What was decided.
    pub decision: Decision,
    /// The earlier wording.
    pub old_text: String,
    /// The later wording.
    pub new_text: String,
}

/// A decision as it stands in the file.
#[derive(Debug, Clone)]
struct Entry {
    decided: Decided,
    /// The line where it begins, counted from 1.
    line: usize,
    /// Where its last field to be held against others stands, in bytes.
    at: usize,
}

/// The decisions of a corpus, in the order of their file.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    path: PathBuf,
    text: String,
    entries: Vec<Entry>,
}

/// A decision that fits two documents, with the places of its provisions in them.
#[derive(Debug, Clone)]
pub(crate) struct Fitting<'a> {
    pub(crate) decision: &'a Decision,
    pub(crate) old: usize,
    pub(crate) new: usize,
}

impl Decisions {
    /// Reads the decisions of a corpus; there are none if it has no such file.
    ///
    /// # Errors
    /// If the file cannot be read or does not parse, if a field is unknown, missing or blank, or if two decisions
    /// contradict each other: two on one pair, or two of `link` that claim one provision for different ones of
    /// the same document. The message gives line and column.
    pub fn open(corpus: &Path) -> Result<Self> {
        let path = corpus.join(DECISIONS);
        let text = match path.metadata() {
            Ok(about) if about.len() > 0 => String::from_utf8(read_bytes(&path)?)
                .map_err(|_| Error::File { path: path.clone(), message: "is not UTF-8; save it as UTF-8".into() })?,
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::Read { path, source: error });
            }
            _ => String::new(),
        };
        Decisions::parse(path, text)
    }

    fn parse(path: PathBuf, text: String) -> Result<Self> {
        let entries = file::parse(&path, &text)?;
        Ok(Decisions { path, text, entries })
    }

    /// Where they are kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Every decision, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.entries.iter().map(|entry| &entry.decided.decision)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The decision on two provisions, given by their ids in either order.
    pub fn on(&self, one: &str, other: &str) -> Option<&Decision> {
        self.iter().find(|decision| is_on(decision, one, other))
    }

    /// The text of the file with one decision more. All else stands as it was, comments included.
    ///
    /// # Errors
    /// If the pair is decided on already, unless the new decision is to `replace` that one; if it contradicts
    /// another.
    pub fn with(&self, decided: &Decided, replace: bool) -> Result<Self> {
        let decision = &decided.decision;
        let wrong = |message: String| Error::File { path: self.path.clone(), message };
        let earlier =
            self.entries.iter().position(|entry| is_on(&entry.decided.decision, &decision.old, &decision.new));
        if let Some(entry) = earlier.map(|at| &self.entries[at]).filter(|_| !replace) {
            let there = &entry.decided.decision;
            return Err(wrong(format!(
                "{} → {} was {} by {} already, on line {}; --replace puts the new decision in its place",
                there.old,
                there.new,
                there.verdict.past(),
                there.who,
                entry.line
            )));
        }
        let others = self.entries.iter().enumerate().filter(|&(at, _)| Some(at) != earlier).map(|(_, entry)| entry);
        if let Some((entry, claimed)) =
            others.filter_map(|entry| Some((entry, claimed_by_both(&entry.decided.decision, decision)?))).next()
        {
            let there = &entry.decided.decision;
            return Err(wrong(format!(
                "{claimed} is claimed already by {} → {} on line {}; take that decision out or replace it, or say \
                 --accept if it belongs to both",
                there.old, there.new, entry.line
            )));
        }
        Decisions::parse(self.path.clone(), file::with(&self.path, &self.text, decided, earlier)?)
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decisions on provisions of two documents that fit their wordings, and a warning for each that does not.
    pub(crate) fn fitting(&self, old: &Document, new: &Document) -> (Vec<Fitting<'_>>, Vec<Warning>) {
        let (mut fitting, mut warnings) = (Vec::new(), Vec::new());
        for entry in &self.entries {
            let Decided { decision, old_text, new_text } = &entry.decided;
            let ids = (document_of(&decision.old), document_of(&decision.new));
            // Which of the two is taken for the old one is the user's choice.
            let is_straight = old.is_or_holds(ids.0) && new.is_or_holds(ids.1);
            let is_turned = new.is_or_holds(ids.0) && old.is_or_holds(ids.1) && !is_straight;
            if !is_straight && !is_turned {
                continue;
            }
            let (earlier, later) = if is_turned { (new, old) } else { (old, new) };
            match (place(earlier, &decision.old, old_text), place(later, &decision.new, new_text)) {
                (Ok(one), Ok(other)) => {
                    let (old, new) = if is_turned { (other, one) } else { (one, other) };
                    fitting.push(Fitting { decision, old, new });
                }
                (one, other) => {
                    let reasons = [one.err(), other.err()].into_iter().flatten();
                    warnings.extend(reasons.map(|misfit| self.warning(entry, misfit)));
                }
            }
        }
        (fitting, warnings)
    }

    /// A warning for each decision on a document that is not among these.
    pub(crate) fn on_others(&self, documents: &[Document]) -> Vec<Warning> {
        let is_known = |id: &str| documents.iter().any(|document| document.id == id);
        let missing = |entry: &Entry| {
            let decision = &entry.decided.decision;
            let ids = [&decision.old, &decision.new].map(|id| document_of(id));
            let id = ids.into_iter().find(|id| !is_known(id))?;
            let reason = format!("there is no document {id} any more");
            Some(self.warning(entry, Misfit { document: id.to_owned(), label: None, line: None, reason }))
        };
        self.entries.iter().filter_map(missing).collect()
    }

    /// A warning that a decision is not applied by the lineage, which does not hold these documents against each
    /// other.
    pub(crate) fn out_of_place(&self, decision: &Decision) -> Vec<Warning> {
        let entries = self.entries.iter().filter(|entry| entry.decided.decision == *decision);
        let misfit = || Misfit {
            document: document_of(&decision.new).to_owned(),
            label: None,
            line: None,
            reason: format!(
                "a lineage does not hold {} against {}",
                document_of(&decision.old),
                document_of(&decision.new)
            ),
        };
        entries.map(|entry| self.warning(entry, misfit())).collect()
    }

    fn warning(&self, entry: &Entry, misfit: Misfit) -> Warning {
        let Decision { old, new, verdict, who, when, .. } = &entry.decided.decision;
        let message = format!(
            "{}; so the decision on line {} of {DECISIONS} is not applied ({old} → {new}, {} by {who} on {when})",
            misfit.reason,
            entry.line,
            verdict.past(),
        );
        Warning { document: misfit.document, label: misfit.label, line: misfit.line, message }
    }
}

/// Why a decision is not applied.
struct Misfit {
    document: String,
    label: Option<String>,
    line: Option<usize>,
    reason: String,
}

/// The place of a provision in a document, if it still says what was decided on.
fn place(document: &Document, id: &str, text: &str) -> std::result::Result<usize, Misfit> {
    // The label is looked at first: ids are made anew for each question.
    let is_named = |provision: &Provision| id.ends_with(&provision.label) && provision.id == id;
    let named: Vec<usize> = (0..document.provisions.len()).filter(|&at| is_named(&document.provisions[at])).collect();
    let says_so = |at: &&usize| plain(document.provisions[**at].text()) == plain(text);
    if let Some(&at) = named.iter().find(says_so) {
        return Ok(at);
    }
    let misfit = |label, line, reason| Misfit { document: document.id.clone(), label, line, reason };
    Err(match named.first().map(|&at| &document.provisions[at]) {
        Some(there) => misfit(
            Some(there.label.clone()),
            Some(there.line),
            "its wording is not the one that was decided on; read it and decide again, with --replace".into(),
        ),
        None => misfit(None, None, format!("there is no {id} any more; {}", nearest_provision(document, id))),
    })
}

/// The document's id in that of a provision.
fn document_of(provision: &str) -> &str {
    provision.split_once('/').map_or(provision, |(document, _)| document)
}

fn is_on(decision: &Decision, one: &str, other: &str) -> bool {
    let ids = (decision.old.as_str(), decision.new.as_str());
    ids == (one, other) || ids == (other, one)
}

/// The provision that two decisions claim for different ones of the same document, if both are to be the only
/// link of it.
fn claimed_by_both<'a>(one: &'a Decision, other: &Decision) -> Option<&'a str> {
    use crate::align::Verdict::Link;
    if (one.verdict, other.verdict) != (Link, Link) {
        return None;
    }
    let turned = [(&one.old, &one.new), (&one.new, &one.old)];
    let others = [(&other.old, &other.new), (&other.new, &other.old)];
    let clash = |&(here, there): &(&'a String, &'a String)| {
        others.iter().any(|(also, elsewhere)| {
            here == *also && there != *elsewhere && document_of(there) == document_of(elsewhere)
        })
    };
    turned.into_iter().find(clash).map(|(here, _)| here.as_str())
}

#[cfg(test)]
mod tests;
