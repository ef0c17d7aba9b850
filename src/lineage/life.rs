//! What became of a thread: how often it was reworded, and whether it is still said.

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Edge, Lineage, LinkKind, Thread};
use crate::align::Relation;
use crate::meetings::is_same_meeting;
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
    /// The earliest wording that the last one goes back to. A thread may have several beginnings.
    pub first: NodeIndex,
    /// How many links from one wording to the next changed it.
    pub reworded: usize,
    /// How it stands; several may hold.
    pub status: Vec<Status>,
}

impl Lineage {
    /// What became of a thread.
    pub fn life(&self, thread: &Thread) -> Life {
        let stage = |node: NodeIndex| self.documents[self.graph[node].document].metadata.stage();
        let said: Vec<NodeIndex> = thread.nodes.iter().copied().filter(|&node| stage(node) != Stage::Other).collect();
        let last = said.last().or(thread.nodes.last()).copied().unwrap_or_default();
        let first = self.reachable(last, Direction::Incoming).first().copied().unwrap_or(last);
        let edges: Vec<(NodeIndex, NodeIndex, &Edge)> = thread
            .nodes
            .iter()
            .flat_map(|&node| self.graph.edges(node))
            .map(|edge| (edge.source(), edge.target(), edge.weight()))
            .collect();
        let changes = |edge: &Edge| edge.kind != LinkKind::FollowUp && edge.relation != Relation::Unchanged;
        let mut status: Vec<Status> = self.standing(&said).into_iter().collect();
        let is_back = |(old, new, edge): &(NodeIndex, NodeIndex, &Edge)| {
            edge.kind == LinkKind::Precedent && self.skips_a_meeting(thread, *old, *new)
        };
        status.extend(edges.iter().any(is_back).then_some(Status::Revived));
        status.extend(edges.iter().any(|(.., edge)| edge.kind == LinkKind::FollowUp).then_some(Status::ActedOn));
        Life { first, last, reworded: edges.iter().filter(|(.., edge)| changes(edge)).count(), status }
    }

    /// Whether the latest meeting of the body has one of some provisions; nothing if the body is not known.
    fn standing(&self, said: &[NodeIndex]) -> Option<Status> {
        let finals: Vec<DocumentIndex> = said
            .iter()
            .map(|&node| self.graph[node].document)
            .filter(|&at| self.documents[at].metadata.stage() == Stage::Final)
            .collect();
        let Some(&last) = finals.iter().max() else { return Some(Status::Draft) };
        // Documents of unknown bodies may be of any.
        self.documents[last].metadata.body.as_ref()?;
        let latest = self.finals_of(&self.documents[last].metadata.body).max().unwrap_or(last);
        if is_same_meeting(&self.documents[last], &self.documents[latest]) || last == latest {
            Some(Status::Alive)
        } else {
            Some(Status::Lapsed)
        }
    }

    /// The final documents of a body, by their places.
    fn finals_of<'a>(&'a self, body: &'a Option<String>) -> impl Iterator<Item = DocumentIndex> + 'a {
        let is_of = move |at: &DocumentIndex| {
            self.documents[*at].metadata.stage() == Stage::Final && self.documents[*at].metadata.body == *body
        };
        DocumentIndex::all(&self.documents).filter(is_of)
    }

    /// Whether a meeting lies between two wordings at which the thread was not said. A meeting may have several final
    /// documents.
    fn skips_a_meeting(&self, thread: &Thread, old: NodeIndex, new: NodeIndex) -> bool {
        let at = |node: NodeIndex| self.graph[node].document;
        let is_of = |one: DocumentIndex, other: DocumentIndex| {
            one == other || is_same_meeting(&self.documents[one], &self.documents[other])
        };
        let is_said = |document: DocumentIndex| thread.nodes.iter().any(|&node| is_of(at(node), document));
        self.finals_of(&self.documents[at(new)].metadata.body)
            .any(|document| at(old) < document && document < at(new) && !is_said(document))
    }
}
