//! One provision's history: what it came from, and what came of it.

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::{Edge, Family, Lineage};
use crate::error::{Error, Result};
use crate::model::find_provision;

/// A provision's history, wording by wording, and what is related to it.
#[derive(Debug, Clone)]
pub struct History {
    /// The provision that was asked for.
    pub subject: NodeIndex,
    /// The wordings of its thread, earliest first; itself alone if it is in none.
    pub steps: Vec<Step>,
    /// What else is linked to these wordings.
    pub relatives: Vec<Relative>,
    /// The family that it is in.
    pub family: Option<Family>,
}

impl History {
    /// Its wordings, and what else is linked to them.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIndex> {
        self.steps.iter().map(|step| step.node).chain(self.relatives.iter().map(|relative| relative.node))
    }
}

/// A wording in a history.
#[derive(Debug, Clone)]
pub struct Step {
    /// The provision.
    pub node: NodeIndex,
    /// The earlier wordings in this history that it is linked to.
    pub from: Vec<(NodeIndex, Edge)>,
}

/// A link of a wording in a history to a provision that is none.
#[derive(Debug, Clone)]
pub struct Relative {
    /// The earlier of the two.
    pub from: NodeIndex,
    /// The later one.
    pub to: NodeIndex,
    /// Which of the two is the relative.
    pub node: NodeIndex,
    /// The link.
    pub edge: Edge,
}

impl Lineage {
    /// The history of a provision: the thread that it is in, and apart from it what is linked to its wordings otherwise.
    pub fn history(&self, subject: NodeIndex) -> History {
        let thread = self.threads().into_iter().find(|thread| thread.nodes.binary_search(&subject).is_ok());
        let line = thread.map_or_else(|| vec![subject], |thread| thread.nodes);
        let is_within = |node: NodeIndex| line.binary_search(&node).is_ok();
        // Nodes are numbered in the order of time.
        let step = |&node: &NodeIndex| {
            let incoming = self.graph.edges_directed(node, Direction::Incoming).filter(|edge| is_within(edge.source()));
            let mut from: Vec<(NodeIndex, Edge)> =
                incoming.map(|edge| (edge.source(), edge.weight().clone())).collect();
            from.sort_by_key(|(source, edge)| (!edge.principal, edge.kind, *source));
            Step { node, from }
        };
        let relatives = self.edges().into_iter().filter(|(from, to, _)| is_within(*from) != is_within(*to));
        let relative = |(from, to, edge): (NodeIndex, NodeIndex, &Edge)| {
            let node = if is_within(from) { to } else { from };
            Relative { from, to, node, edge: edge.clone() }
        };
        History {
            subject,
            steps: line.iter().map(step).collect(),
            relatives: relatives.map(relative).collect(),
            family: self.families.iter().find(|family| family.nodes.binary_search(&subject).is_ok()).cloned(),
        }
    }
}

/// Finds a provision by its id. Where a document has one series of numbers only, `para-` may be
/// left out or put in front.
///
/// # Errors
/// [`Error::NotFound`] if there is none; the message names the nearest.
pub fn find(lineage: &Lineage, id: &str) -> Result<NodeIndex> {
    let place = find_provision(&lineage.documents, id)?;
    lineage.node(place).ok_or_else(|| {
        Error::not_found(format!("`{id}` is a paragraph, and this lineage follows recommendations only"))
    })
}
