//! What needs a person, and what persons have decided. Every verdict is written at once, under the lock that the command line
//! takes as well, to the file as it is then.

use std::collections::BTreeSet;
use std::sync::Arc;

use petgraph::visit::EdgeRef;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Failure, Query, json, sent};
use super::desk::{Act, Desk};
use super::documents::ensure_in_manifest;
use super::history::History;
use crate::align::Certainty;
use crate::cli::decide::{By, decided};
use crate::cli::input::locked_decisions;
use crate::cli::output::{keep_decisions, keep_text};
use crate::decisions::{Decided, Decision, Decisions, Verdict};
use crate::lineage::{Lineage, LinkKind, Node};
use crate::model::{Document, ProvisionId};
use crate::report::{OpenLink, Question, ReviewView};

#[derive(Serialize)]
struct Questions<'a> {
    ready: bool,
    failure: Option<&'a str>,
    review: Option<ReviewView>,
}

/// The pairs that were decided on, as far as the decisions fit what the documents say: one that fits no more is why a question
/// is asked.
fn decided_pairs(desk: &Desk) -> BTreeSet<(String, String)> {
    // A file that cannot be read is told of where something is decided.
    let decisions = desk.decisions().unwrap_or_default();
    let shelf = desk.shelf();
    let documents: Vec<&Document> = shelf.held.iter().map(|one| &one.document).collect();
    let fitting = decisions.iter().filter(|decision| decisions.misfit(decision, &documents).is_none());
    let both_ways = |one: &Decision| {
        let (old, new) = (one.old.to_string(), one.new.to_string());
        [(new.clone(), old.clone()), (old, new)]
    };
    fitting.flat_map(both_ways).collect()
}

/// The questions that are open, after what was decided since they were found: the least sure first.
fn still_open(desk: &Desk, history: &History) -> Vec<Question> {
    let decided = decided_pairs(desk);
    let undecided = |link: &OpenLink| !decided.contains(&(link.old.to_string(), link.new.to_string()));
    let open = history.review.questions.iter().filter_map(|question| {
        let open: Vec<OpenLink> = question.open.iter().filter(|link| undecided(link)).cloned().collect();
        (!open.is_empty()).then(|| Question { open, ..question.clone() })
    });
    let mut open: Vec<Question> = open.collect();
    open.sort_by(|one, other| one.confidence.total_cmp(&other.confidence));
    open
}

/// How many doubtful questions are open.
pub(super) fn open_questions(desk: &Desk, history: &History) -> usize {
    let decided = decided_pairs(desk);
    let is_open = |question: &&Question| {
        let is_undecided = |link: &OpenLink| !decided.contains(&(link.old.to_string(), link.new.to_string()));
        question.certainty == Certainty::Doubtful && question.open.iter().any(is_undecided)
    };
    history.review.questions.iter().filter(is_open).count()
}

pub(super) fn questions(desk: &Arc<Desk>) -> Answer {
    let history = desk.history();
    let failure = desk.failure();
    let review =
        history.map(|history| ReviewView { schema: history.review.schema, questions: still_open(desk, &history) });
    json(&Questions { ready: review.is_some(), failure: failure.as_deref(), review })
}

#[derive(Serialize)]
struct Listed<'a> {
    decisions: Vec<Stands<'a>>,
}

/// A decision, and whether it fits the texts as they are.
#[derive(Serialize)]
struct Stands<'a> {
    #[serde(flatten)]
    decision: &'a Decision,
    fits: bool,
    misfit: Option<String>,
}

pub(super) fn list(desk: &Arc<Desk>) -> Answer {
    let shelf = desk.shelf();
    let documents: Vec<&Document> = shelf.held.iter().map(|one| &one.document).collect();
    let decisions = desk.decisions()?;
    let stands = |decision| {
        let misfit = decisions.misfit(decision, &documents);
        Stands { decision, fits: misfit.is_none(), misfit }
    };
    json(&Listed { decisions: decisions.iter().map(stands).collect() })
}

#[derive(Deserialize)]
struct ToDecide {
    pairs: Vec<(String, String)>,
    verdict: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    replace: bool,
}

#[derive(Serialize)]
struct Done {
    decided: Vec<Decision>,
}

/// Writes a verdict on some pairs, all or none of them.
pub(super) fn decide(desk: &Arc<Desk>, bytes: &[u8]) -> Answer {
    let ToDecide { pairs, verdict, why, replace } = sent(bytes)?;
    let refused = |message: &str| Failure::new(axum::http::StatusCode::BAD_REQUEST, message);
    let verdict = match verdict.as_str() {
        "accept" => Verdict::Accept,
        "reject" => Verdict::Reject,
        "link" => Verdict::Link,
        other => return Err(refused(&format!("`{other}` is no verdict"))),
    };
    if pairs.is_empty() || why.trim().is_empty() {
        return Err(refused("say why; whoever reads the decision next year will want to know"));
    }
    let Some(who) = desk.who() else { return Err(Failure::nobody()) };
    let by = By::named(who)?;
    let shelf = desk.read_again();
    shelf.ensure_sound()?;
    let documents: Vec<&Document> = shelf.held.iter().map(|one| &one.document).collect();
    let decided = pairs.iter().map(|(one, other)| decided(&documents, (one, other), verdict, why.trim(), &by));
    let decided = decided.collect::<crate::error::Result<Vec<Decided>>>()?;
    let of: BTreeSet<&str> =
        decided.iter().flat_map(|one| [one.decision.old.document(), one.decision.new.document()]).collect();
    for id in of {
        ensure_in_manifest(desk, id)?;
    }
    let together = together(&decided)?;
    {
        let (_lock, there) = locked_decisions(&desk.folder)?;
        let mut clashing: Vec<Decision> = Vec::new();
        for one in decided.iter().flat_map(|one| there.clashing(&one.decision)) {
            // One that fits no more stands in nobody's way.
            if !clashing.contains(one) && there.misfit(one, &documents).is_none() {
                clashing.push(one.clone());
            }
        }
        if !replace && !clashing.is_empty() {
            return Err(Failure::in_the_way(clashing));
        }
        let before = there.text().to_owned();
        let mut now = together.iter().try_fold(there, |there, one| there.with(one, true))?;
        // What stood in the way of a link that is kept as accepted goes as well.
        for gone in clashing {
            if now.iter().any(|one| *one == gone) && !together.iter().any(|one| one.decision == gone) {
                now = now.without(&gone.old, &gone.new)?;
            }
        }
        keep_decisions(&now)?;
        desk.remember(Act { pairs: pairs.clone(), before, after: now.text().to_owned() });
    }
    desk.changed();
    json(&Done { decided: together.into_iter().map(|one| one.decision).collect() })
}

/// What is decided in one act, as it is kept. Of two links of one provision the later would take the place of the earlier: of a
/// split or a merger the first is a link, so that others give way, and the others are accepted besides it.
fn together(decided: &[Decided]) -> crate::error::Result<Vec<Decided>> {
    let mut all = Decisions::default();
    let mut kept: Vec<Decided> = Vec::new();
    for one in decided {
        let mut one = one.clone();
        if kept.iter().any(|earlier| earlier.decision.is_on(&one.decision.old, &one.decision.new)) {
            continue;
        }
        if !all.clashing(&one.decision).is_empty() {
            one.decision.verdict = Verdict::Accept;
        }
        all = all.with(&one, false)?;
        kept.push(one);
    }
    Ok(kept)
}

#[derive(Deserialize)]
struct ToUndo {
    pairs: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Undone {
    undone: usize,
}

/// Takes decisions out of the file, all of them or none. What the last act had put others in the place of comes back with it, as
/// long as nobody has changed the file since.
pub(super) fn undo(desk: &Arc<Desk>, bytes: &[u8]) -> Answer {
    let ToUndo { pairs } = sent(bytes)?;
    {
        let (_lock, there) = locked_decisions(&desk.folder)?;
        let is_last = |act: &Act| act.after == there.text() && act.pairs == pairs;
        if let Some(act) = desk.last_act().filter(is_last) {
            keep_text(there.path(), &act.before)?;
            desk.changed();
            return json(&Undone { undone: pairs.len() });
        }
        let without = pairs.iter().try_fold(there, |there, (one, other)| there.without(one, other))?;
        keep_decisions(&without)?;
    }
    desk.changed();
    json(&Undone { undone: pairs.len() })
}

#[derive(Serialize)]
struct Provisions<'a> {
    found: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    label: &'a str,
    document: &'a str,
    section: &'a [String],
    text: &'a str,
    /// What it is linked to in the document beside, as draft and what came of it: a link by hand would end that.
    linked: Vec<ProvisionId>,
}

/// Links between drafts and what came of them that have an end in a document: the other end, then the one in it.
fn versions_in(lineage: &Lineage, document: &str) -> Vec<(ProvisionId, ProvisionId)> {
    let is_in = |node: &Node| lineage.documents[node.document].id == document;
    let mut versions = Vec::new();
    for edge in lineage.graph.edge_references().filter(|edge| edge.weight().kind == LinkKind::Version) {
        let ends = [edge.source(), edge.target()].map(|at| &lineage.graph[at]);
        for [own, other] in [ends, [ends[1], ends[0]]] {
            if is_in(other) {
                versions.push((own.id.clone(), other.id.clone()));
            }
        }
    }
    versions.sort();
    versions
}

/// How many provisions are found where it is not said.
const MOST_FOUND: usize = 20;

/// Finds provisions by their ids, their labels, or the words in them: of these all must be there, in whatever order.
pub(super) fn find(desk: &Arc<Desk>, query: &Query) -> Answer {
    let shelf = desk.shelf();
    let wanted = query.one("words")?.to_lowercase();
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let most = query.all("limit").next().and_then(|limit| limit.parse().ok()).unwrap_or(MOST_FOUND).min(200);
    let only: Vec<&str> = query.all("document").collect();
    // What is meant by its number stands before what has the words.
    let mut by_number = Vec::new();
    let mut by_words = Vec::new();
    for held in shelf.followed().filter(|held| only.is_empty() || only.contains(&held.document.id.as_str())) {
        for provision in &held.document.provisions {
            let found = Found {
                id: &provision.id,
                label: &provision.label,
                document: &held.document.id,
                section: &provision.section,
                text: provision.text(),
                linked: Vec::new(),
            };
            if provision.id.to_lowercase() == wanted || provision.label.to_lowercase() == wanted {
                by_number.push(found);
            } else if by_words.len() < most && !words.is_empty() {
                let text = provision.text().to_lowercase();
                if words.iter().all(|word| text.contains(word)) {
                    by_words.push(found);
                }
            }
        }
    }
    by_number.extend(by_words);
    by_number.truncate(most);
    if let (Some(beside), Some(history)) = (query.all("beside").next(), desk.history()) {
        let versions = versions_in(&history.lineage, beside);
        for found in &mut by_number {
            found.linked = versions.iter().filter(|(own, _)| own == found.id).map(|(_, other)| other.clone()).collect();
        }
    }
    json(&Provisions { found: by_number })
}
