//! What became of a thread: how often it was reworded, and whether it is still said.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Edge, Lineage, LinkKind, Thread};
use crate::align::Relation;
use crate::meetings::{are_of_one_series, is_same_meeting};
use crate::model::{DocumentIndex, Stage};

/// How a thread stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The latest final document of its body has it.
    Alive,
    /// An earlier final document was the last to have it.
    Lapsed,
    /// Only drafts have it.
    Draft,
    /// It came back after a final document that did not have it.
    Revived,
    /// A report tells what was done about it.
    ActedOn,
}

impl Status {
    /// The status as it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Status::Alive => "alive",
            Status::Lapsed => "lapsed",
            Status::Draft => "draft",
            Status::Revived => "revived",
            Status::ActedOn => "acted-on",
        }
    }
}

/// What became of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// Its last wording that a draft or a final document has; what reports tell of it is none.
    pub last: NodeIndex,
    /// Its first wording.
    pub first: NodeIndex,
    /// How many links from one wording to the next changed it.
    pub reworded: usize,
    /// How it stands; several may hold.
    pub status: Vec<Status>,
    /// The last final document that has it; nothing if only drafts do.
    pub last_final: Option<DocumentIndex>,
    /// How many meetings adopted it.
    pub meetings: usize,
    /// Whether an earlier meeting of the series, among the documents, did not have it yet.
    pub has_earlier_meeting: bool,
    /// Whether only drafts have it, though what came of its last draft is among the documents.
    pub is_left_out: bool,
}

impl Lineage {
    /// What became of a thread.
    pub fn life(&self, thread: &Thread) -> Life {
        let stage = |node: NodeIndex| self.documents[self.graph[node].document].metadata.stage();
        let said: Vec<NodeIndex> = thread.nodes.iter().copied().filter(|&node| stage(node) != Stage::Other).collect();
        let last = said.last().or(thread.nodes.last()).copied().unwrap_or_default();
        let first = said.first().copied().unwrap_or(last);
        let all = || thread.nodes.iter().flat_map(|&node| self.graph.edges(node));
        let steps: Vec<(NodeIndex, NodeIndex, &Edge)> = all()
            .filter(|edge| edge.weight().principal)
            .map(|edge| (edge.source(), edge.target(), edge.weight()))
            .collect();
        let changes = |edge: &Edge| edge.kind != LinkKind::FollowUp && edge.relation != Relation::Unchanged;
        let mut status: Vec<Status> = self.standing(&said).into_iter().collect();
        let is_back = |(old, new, edge): &(NodeIndex, NodeIndex, &Edge)| {
            edge.kind == LinkKind::Precedent && self.skips_a_meeting(thread, *old, *new)
        };
        status.extend(steps.iter().any(is_back).then_some(Status::Revived));
        status.extend(all().any(|edge| edge.weight().kind == LinkKind::FollowUp).then_some(Status::ActedOn));
        let finals: Vec<DocumentIndex> = self.finals(&said);
        let is_earlier =
            |at: DocumentIndex| finals.first().is_some_and(|&first| at < first && !self.is_one_meeting(at, first));
        let has_earlier = |&first: &DocumentIndex| self.finals_beside(first).any(is_earlier);
        let last_document = self.graph[last].document;
        Life {
            first,
            last,
            reworded: steps.iter().filter(|(.., edge)| changes(edge)).count(),
            status,
            last_final: finals.last().copied(),
            meetings: finals.chunk_by(|&one, &next| self.is_one_meeting(one, next)).count(),
            has_earlier_meeting: finals.first().is_some_and(has_earlier),
            is_left_out: finals.is_empty() && self.comparisons.iter().any(|one| one.pieces.contains(&last_document)),
        }
    }

    /// The final documents that have some provisions, in the order of time.
    fn finals(&self, said: &[NodeIndex]) -> Vec<DocumentIndex> {
        let documents = said.iter().map(|&node| self.graph[node].document);
        documents.filter(|&at| self.documents[at].metadata.stage() == Stage::Final).collect()
    }

    /// Whether the latest meeting of the series has one of some provisions; nothing if the body is not known.
    fn standing(&self, said: &[NodeIndex]) -> Option<Status> {
        let Some(last) = self.finals(said).into_iter().max() else { return Some(Status::Draft) };
        // Documents of unknown bodies may be of any.
        self.documents[last].metadata.body.as_ref()?;
        let latest = self.finals_beside(last).max().unwrap_or(last);
        Some(if self.is_one_meeting(last, latest) { Status::Alive } else { Status::Lapsed })
    }

    /// The final documents of a document's series, by their places.
    fn finals_beside(&self, document: DocumentIndex) -> impl Iterator<Item = DocumentIndex> + '_ {
        let is_of = move |at: &DocumentIndex| {
            self.documents[*at].metadata.stage() == Stage::Final
                && are_of_one_series(&self.documents[*at], &self.documents[document])
        };
        DocumentIndex::all(&self.documents).filter(is_of)
    }

    fn is_one_meeting(&self, one: DocumentIndex, other: DocumentIndex) -> bool {
        one == other || is_same_meeting(&self.documents[one], &self.documents[other])
    }

    /// Whether a meeting lies between two wordings at which the thread was not said. A meeting may have several final
    /// documents.
    fn skips_a_meeting(&self, thread: &Thread, old: NodeIndex, new: NodeIndex) -> bool {
        let at = |node: NodeIndex| self.graph[node].document;
        let is_said =
            |document: DocumentIndex| thread.nodes.iter().any(|&node| self.is_one_meeting(at(node), document));
        self.finals_beside(at(new)).any(|document| at(old) < document && document < at(new) && !is_said(document))
    }
}
