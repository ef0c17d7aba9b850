//! One provision's history: what it came from, and what came of it.

use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::{Edge, Lineage};
use crate::error::{Error, Result};
use crate::model::find_provision;

/// A provision's history, wording by wording.
#[derive(Debug, Clone)]
pub struct History {
    /// The provision that was asked for.
    pub subject: NodeIndex,
    /// The wordings, earliest first.
    pub steps: Vec<Step>,
}

/// A wording in a history.
#[derive(Debug, Clone)]
pub struct Step {
    /// The provision.
    pub node: NodeIndex,
    /// The earlier wordings in this history that it is linked to.
    pub from: Vec<(NodeIndex, Edge)>,
}

impl Lineage {
    /// The history of a provision: its ancestors and its descendants, but not those of its cousins.
    pub fn history(&self, subject: NodeIndex) -> History {
        let mut related = self.reachable(subject, Direction::Incoming);
        related.extend(self.reachable(subject, Direction::Outgoing));
        // Nodes are numbered in the order of time.
        let steps = related
            .iter()
            .map(|&node| {
                let mut from: Vec<(NodeIndex, Edge)> = self
                    .graph
                    .edges_directed(node, Direction::Incoming)
                    .filter(|edge| related.contains(&edge.source()))
                    .map(|edge| (edge.source(), edge.weight().clone()))
                    .collect();
                from.sort_by_key(|(source, edge)| (edge.kind, *source));
                Step { node, from }
            })
            .collect();
        History { subject, steps }
    }

    pub(super) fn reachable(&self, start: NodeIndex, direction: Direction) -> BTreeSet<NodeIndex> {
        let mut seen = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            for next in self.graph.neighbors_directed(node, direction) {
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        seen
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
