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
//! `accept` says that the two belong together, whatever else either belongs to; `link` that they belong together, and
//! that other links between their two documents which the program found for either give way; `reject` that they do not.
//! The wordings are those that were decided on: where a document says something else by now, or has no such provision,
//! the decision is not applied, and a warning says so. Where they are left out, it is applied whatever the provisions
//! say, and a warning says that.

mod apply;
mod decision;
mod file;

pub use apply::{Applied, Reviewed};
pub use decision::{Decision, Verdict};

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::align::IndexPair;
use crate::corpus::text_if_there;
use crate::error::{Error, Result, Warning};
use crate::language::plain;
use crate::model::{Document, ProvisionId, ProvisionIndex, nearest_provision};

/// The name of the file of decisions.
pub const DECISIONS: &str = "decisions.toml";

/// Why a decision on provisions of two kinds comes to nothing.
pub(crate) const ONE_KIND: &str = "recommendations are linked with recommendations, paragraphs with paragraphs";

/// A decision with the wordings that it was made on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What was decided.
    pub decision: Decision,
    /// The earlier wording; none if the decision holds for whatever the provision says.
    pub old_text: Option<String>,
    /// The later wording, likewise.
    pub new_text: Option<String>,
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
    pub(crate) old: ProvisionIndex,
    pub(crate) new: ProvisionIndex,
}

impl Fitting<'_> {
    /// Whether this decision, if it is one of `link`, supersedes a link between two other provisions.
    pub(crate) fn supersedes(&self, (old, new): IndexPair) -> bool {
        (old == self.old) != (new == self.new)
    }
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
        let text = text_if_there(&path, "decision")?;
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
        self.iter().find(|decision| decision.is_on(one, other))
    }

    /// The decisions that cannot stand beside a new one: one on the same pair, and if both are `link`, those that claim
    /// one of its provisions for another of the same document.
    pub fn clashing(&self, decision: &Decision) -> Vec<&Decision> {
        self.clashes(decision).into_iter().map(|at| &self.entries[at].decided.decision).collect()
    }

    /// The places of the decisions that clash with a new one, one on the same pair first.
    fn clashes(&self, decision: &Decision) -> Vec<usize> {
        let is_on = |entry: &Entry| entry.decided.decision.is_on(&decision.old, &decision.new);
        let clashes = |entry: &Entry| is_on(entry) || claimed_by_both(&entry.decided.decision, decision).is_some();
        let mut found: Vec<usize> = (0..self.entries.len()).filter(|&at| clashes(&self.entries[at])).collect();
        found.sort_by_key(|&at| !is_on(&self.entries[at]));
        found
    }

    /// The decisions with one more. All else in the text of the file stands as it was, comments included.
    ///
    /// # Errors
    /// [`Error::Conflict`] if others are [`clashing`](Decisions::clashing) with it, unless it is to `replace` them; or if
    /// the file is one that this program does not change.
    pub fn with(&self, decided: &Decided, replace: bool) -> Result<Self> {
        let decision = &decided.decision;
        let clashes = self.clashes(decision);
        let Some((&first, _)) = clashes.split_first() else {
            return Decisions::parse(self.path.clone(), file::with(&self.path, &self.text, decided)?);
        };
        if !replace {
            let message = format!("{}: {}", self.path.display(), self.clash(first, decision));
            return Err(Error::Conflict { message });
        }
        let mut text = file::replaced(&self.path, &self.text, first, decided)?;
        let mut others = clashes[1..].to_vec();
        others.sort_unstable();
        for &at in others.iter().rev() {
            text = file::without(&self.path, &text, at)?;
        }
        Decisions::parse(self.path.clone(), text)
    }

    /// How an entry clashes with a decision.
    fn clash(&self, at: usize, decision: &Decision) -> String {
        let Entry { decided: Decided { decision: there, .. }, line, .. } = &self.entries[at];
        match claimed_by_both(there, decision).filter(|_| !there.is_on(&decision.old, &decision.new)) {
            Some(claimed) => format!(
                "{claimed} is claimed already by {} → {} on line {line}; --replace puts the new decision in its place, \
                 --accept says that it belongs to both",
                there.old, there.new
            ),
            None => format!(
                "{} → {} was {} by {} already, on line {line}; --replace puts the new decision in its place",
                there.old,
                there.new,
                there.verdict.past(),
                there.who,
            ),
        }
    }

    /// The decisions without the one on two provisions, given by their ids in either order. All else in the text of the
    /// file stands as it was.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none; or if the file is one that this program does not change.
    pub fn without(&self, one: &str, other: &str) -> Result<Self> {
        let Some(at) = self.entries.iter().position(|entry| entry.decided.decision.is_on(one, other)) else {
            let path = self.path.display();
            return Err(Error::not_found(format!(
                "{path}: nothing is decided on {one} and {other}; `travaux review --decided` lists what is"
            )));
        };
        Decisions::parse(self.path.clone(), file::without(&self.path, &self.text, at)?)
    }

    /// Why the decision on two provisions does not fit what they say, if it does not. Documents are those of the corpus.
    pub fn misfit<D: Borrow<Document>>(&self, decision: &Decision, documents: &[D]) -> Option<String> {
        let entry = self.entries.iter().find(|entry| entry.decided.decision == *decision)?;
        let document =
            |id: &ProvisionId| documents.iter().map(Borrow::borrow).find(|document| document.id == id.document());
        match (document(&decision.old), document(&decision.new)) {
            (Some(old), Some(new)) => places(old, new, &entry.decided).err().map(|misfit| misfit.reason),
            (None, _) => Some(gone(decision.old.document())),
            (_, None) => Some(gone(decision.new.document())),
        }
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decisions on provisions of two documents that fit their wordings, and a warning for each that does not.
    pub(crate) fn fitting(&self, old: &Document, new: &Document) -> (Vec<Fitting<'_>>, Vec<Warning>) {
        let (mut fitting, mut warnings) = (Vec::new(), Vec::new());
        for entry in &self.entries {
            let decision = &entry.decided.decision;
            let ids = (decision.old.document(), decision.new.document());
            // Which of the two is taken for the old one is the user's choice.
            let is_straight = old.is_or_holds(ids.0) && new.is_or_holds(ids.1);
            let is_turned = new.is_or_holds(ids.0) && old.is_or_holds(ids.1) && !is_straight;
            if !is_straight && !is_turned {
                continue;
            }
            let (earlier, later) = if is_turned { (new, old) } else { (old, new) };
            match places(earlier, later, &entry.decided) {
                Ok((one, other)) => {
                    let (old, new) = if is_turned { (other, one) } else { (one, other) };
                    fitting.push(Fitting { decision, old, new });
                    warnings.extend(self.not_pinned(entry));
                }
                Err(misfit) => warnings.push(self.warning(entry, misfit)),
            }
        }
        (fitting, warnings)
    }

    /// Those on some documents alone: what was decided on others is nobody's mistake where these alone are asked for.
    #[must_use]
    pub fn among<D: Borrow<Document>>(mut self, documents: &[D]) -> Self {
        let ids: BTreeSet<&str> = documents.iter().map(|document| document.borrow().id.as_str()).collect();
        self.entries.retain(|entry| {
            let decision = &entry.decided.decision;
            [&decision.old, &decision.new].iter().all(|id| ids.contains(id.document()))
        });
        self
    }

    /// A warning for each decision on a document that is not among these.
    pub(crate) fn on_others<D: Borrow<Document>>(&self, documents: &[D]) -> Vec<Warning> {
        let is_known = |id: &str| documents.iter().any(|document| document.borrow().id == id);
        let missing = |entry: &Entry| {
            let decision = &entry.decided.decision;
            let ids = [decision.old.document(), decision.new.document()];
            let id = ids.into_iter().find(|id| !is_known(id))?;
            Some(self.warning(entry, Misfit { document: id.to_owned(), label: None, line: None, reason: gone(id) }))
        };
        self.entries.iter().filter_map(missing).collect()
    }

    /// A warning that a decision is not applied, since its two provisions are never compared.
    pub(crate) fn of_two_kinds(&self, decision: &Decision) -> Vec<Warning> {
        let reason = format!("{} and {} are not of one kind, and {ONE_KIND}", decision.old, decision.new);
        self.not_applied(decision, reason)
    }

    /// A warning that a decision is not applied by the lineage, which does not hold these documents against each
    /// other.
    pub(crate) fn out_of_place(&self, decision: &Decision) -> Vec<Warning> {
        let ids = (decision.old.document(), decision.new.document());
        let reason = format!("a lineage does not hold {} against {}", ids.0, ids.1);
        self.not_applied(decision, reason)
    }

    fn not_applied(&self, decision: &Decision, reason: String) -> Vec<Warning> {
        let document = decision.new.document().to_owned();
        let misfit = || Misfit { document: document.clone(), label: None, line: None, reason: reason.clone() };
        let entries = self.entries.iter().filter(|entry| entry.decided.decision == *decision);
        entries.map(|entry| self.warning(entry, misfit())).collect()
    }

    /// A warning that a decision is applied whatever its provisions say.
    fn not_pinned(&self, entry: &Entry) -> Option<Warning> {
        let Decided { decision: Decision { old, new, verdict, .. }, old_text, new_text } = &entry.decided;
        let message = format!(
            "the decision on line {} of {DECISIONS} says not on which wordings it was made; `travaux decide {old} {new} \
             --{} --replace --why ...` writes them down",
            entry.line,
            verdict.name(),
        );
        let document = new.document().to_owned();
        let is_pinned = old_text.is_some() && new_text.is_some();
        (!is_pinned).then_some(Warning { document, label: None, line: None, message })
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

fn gone(document: &str) -> String {
    format!("there is no document {document} any more")
}

/// The places of a decision's provisions in their documents, if they still say what was decided on.
fn places(old: &Document, new: &Document, decided: &Decided) -> std::result::Result<IndexPair, Misfit> {
    let Decided { decision, old_text, new_text } = decided;
    match (place(old, &decision.old, old_text.as_deref()), place(new, &decision.new, new_text.as_deref())) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(one), Ok(_)) => Err(one),
        (Ok(_), Err(other)) => Err(other),
        (Err(one), Err(other)) if one.reason == other.reason => {
            let reason =
                format!("its wording and that of {} are not those that were decided on; {AGAIN}", decision.new);
            Err(Misfit { reason, ..one })
        }
        (Err(one), Err(other)) => {
            let reason = format!("{}; nor does {} fit: {}", one.reason, decision.new, other.reason);
            Err(Misfit { reason, ..one })
        }
    }
}

/// What to do about a wording that is another by now.
const AGAIN: &str = "read it and decide again, with --replace";

/// The place of a provision in a document, if it still says what was decided on.
fn place(document: &Document, id: &ProvisionId, text: Option<&str>) -> std::result::Result<ProvisionIndex, Misfit> {
    let named: Vec<ProvisionIndex> =
        ProvisionIndex::all(&document.provisions).filter(|&at| document.provisions[at].id == *id).collect();
    let says_so = |at: &&ProvisionIndex| text.is_none_or(|text| plain(document.provisions[**at].text()) == plain(text));
    if let Some(&at) = named.iter().find(says_so) {
        return Ok(at);
    }
    let misfit = |label, line, reason| Misfit { document: document.id.clone(), label, line, reason };
    Err(match named.first().map(|&at| &document.provisions[at]) {
        Some(there) => misfit(
            Some(there.label.clone()),
            Some(there.line),
            format!("its wording is not the one that was decided on; {AGAIN}"),
        ),
        None => misfit(None, None, format!("there is no {id} any more; {}", nearest_provision(document, id))),
    })
}

/// The provision that two decisions claim for different ones of the same document, if both are to be the only
/// link of it.
fn claimed_by_both<'a>(one: &'a Decision, other: &Decision) -> Option<&'a ProvisionId> {
    use Verdict::Link;
    if (one.verdict, other.verdict) != (Link, Link) {
        return None;
    }
    let turned = [(&one.old, &one.new), (&one.new, &one.old)];
    let others = [(&other.old, &other.new), (&other.new, &other.old)];
    let clash = |&(here, there): &(&'a ProvisionId, &'a ProvisionId)| {
        others
            .iter()
            .any(|(also, elsewhere)| here == *also && there != *elsewhere && there.document() == elsewhere.document())
    };
    turned.into_iter().find(clash).map(|(here, _)| here)
}

#[cfg(test)]
mod tests;
