//! Which links a thread follows: of all that a provision is linked to, those that carry its line on.
//!
//! A thread is a line through time: for each meeting and stage it has one provision at most. The strongest links are
//! taken first, as long as the line that a link would make has no meeting and stage twice, and a provision goes back
//! to one other of each kind of link. What is left joins nothing: it leads to relatives. Links from drafts are chosen
//! before those between meetings, and these before what reports tell.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{EdgeRef, NodeIndexable};

use super::{Edge, Lineage, LinkKind, Thread};
use crate::decisions::Decision;
use crate::meetings::{are_of_one_series, is_same_meeting};
use crate::model::{DocumentIndex, Stage};

/// The kinds of links, in the order in which lines are drawn by them.
const KINDS: [LinkKind; 3] = [LinkKind::Version, LinkKind::Precedent, LinkKind::FollowUp];

/// How much speaks for a link being the principal one; what is larger is taken first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Strength {
    /// What a person has accepted or made outranks what was found.
    is_affirmed: bool,
    /// In tenths, rounded: links of the same are equally good.
    about: u64,
    /// Of links equally good the nearest in time.
    from: DocumentIndex,
    /// In millionths.
    exactly: u64,
    /// Of the same in all else the first.
    place: Reverse<(NodeIndex, NodeIndex)>,
}

/// Provisions that are joined to lines, and the meetings and stages of each line.
struct Lines {
    sets: UnionFind<usize>,
    /// Of each line, at its representative, sorted.
    stages: Vec<Vec<usize>>,
}

impl Lines {
    /// Joins the lines of two provisions, unless the two have a meeting and stage in common.
    fn join(&mut self, one: NodeIndex, other: NodeIndex) -> bool {
        let (one, other) = (self.sets.find(one.index()), self.sets.find(other.index()));
        let (few, many) = if self.stages[one].len() < self.stages[other].len() { (one, other) } else { (other, one) };
        if one == other || self.stages[few].iter().any(|stage| self.stages[many].binary_search(stage).is_ok()) {
            return false;
        }
        let mut all = std::mem::take(&mut self.stages[many]);
        all.append(&mut self.stages[few]);
        all.sort_unstable();
        self.sets.union(one, other);
        let joined = self.sets.find(one);
        self.stages[joined] = all;
        true
    }
}

impl Edge {
    /// Whether a person has accepted or made it.
    pub(super) fn is_affirmed(&self) -> bool {
        self.decision.as_ref().is_some_and(Decision::affirms)
    }

    /// How likely it is to be right; of a part of a split or a merger, times the share of the larger text that the other
    /// has, so that the part with the most of the wording comes first.
    fn weight(&self) -> f64 {
        let shares = self.support.evidence.coverage;
        let is_part = self.kind == LinkKind::Version && !self.support.evidence.parts.is_empty();
        self.support.confidence * if is_part { shares.old.min(shares.new) } else { 1.0 }
    }
}

impl Lineage {
    /// Marks the links that threads follow.
    pub(super) fn choose_principal(&mut self) {
        let stages = self.stages();
        let stages = self.graph.node_weights().map(|node| vec![stages[node.document.index()]]).collect();
        let mut lines = Lines { sets: UnionFind::new(self.graph.node_bound()), stages };
        for kind in KINDS {
            let mut found: Vec<(Strength, EdgeIndex)> =
                self.edges_of(kind).map(|edge| (self.strength(edge), edge)).collect();
            found.sort_unstable_by_key(|&(strength, _)| Reverse(strength));
            let mut is_continued = vec![[false; 2]; self.graph.node_bound()];
            for (_, edge) in found {
                let Some((from, to)) = self.graph.edge_endpoints(edge) else { continue };
                // A wording of one meeting may be taken up by several later meetings, each of which goes back to one; a
                // draft becomes one thing.
                let is_taken = kind == LinkKind::Version && is_continued[from.index()][0];
                if !is_taken && !is_continued[to.index()][1] && lines.join(from, to) {
                    is_continued[from.index()][0] = true;
                    is_continued[to.index()][1] = true;
                    self.graph[edge].principal = true;
                }
            }
        }
        self.prefer_the_nearest(&lines);
    }

    /// Within its line, a provision goes back to the nearest that it is linked to.
    fn prefer_the_nearest(&mut self, lines: &Lines) {
        for node in self.graph.node_indices().collect::<Vec<_>>() {
            for kind in [LinkKind::Precedent, LinkKind::FollowUp] {
                let line = lines.sets.find(node.index());
                let of_kind =
                    self.graph.edges_directed(node, Direction::Incoming).filter(|edge| edge.weight().kind == kind);
                let within: Vec<(NodeIndex, EdgeIndex)> = of_kind
                    .map(|edge| (edge.source(), edge.id()))
                    .filter(|(from, _)| lines.sets.find(from.index()) == line)
                    .collect();
                let nearest = within.iter().max_by_key(|&&(from, edge)| (self.graph[edge].is_affirmed(), from));
                if let Some(&(_, nearest)) = nearest {
                    within.iter().for_each(|&(_, edge)| self.graph[edge].principal = edge == nearest);
                }
            }
        }
    }

    fn edges_of(&self, kind: LinkKind) -> impl Iterator<Item = EdgeIndex> + '_ {
        self.graph.edge_indices().filter(move |&edge| self.graph[edge].kind == kind)
    }

    fn strength(&self, at: EdgeIndex) -> Strength {
        let (edge, (from, to)) = (&self.graph[at], self.graph.edge_endpoints(at).unwrap_or_default());
        let in_parts = |parts: f64| (edge.weight() * parts).round() as u64;
        Strength {
            is_affirmed: edge.is_affirmed(),
            about: in_parts(10.0),
            from: self.graph[from].document,
            exactly: in_parts(1e6),
            place: Reverse((from, to)),
        }
    }

    /// For each document a number that it shares with the others of its meeting and stage. The pieces of a draft and its
    /// forms have one each.
    fn stages(&self) -> Vec<usize> {
        let mut firsts: Vec<DocumentIndex> = Vec::new();
        let mut stage_of = |at: DocumentIndex| {
            let document = &self.documents[at];
            let is_its = |first: &&DocumentIndex| {
                let first = &self.documents[**first];
                are_of_one_series(first, document) && is_same_meeting(first, document)
            };
            if document.metadata.stage() != Stage::Final {
                return at.index();
            }
            match firsts.iter().find(is_its) {
                Some(first) => first.index(),
                None => {
                    firsts.push(at);
                    at.index()
                }
            }
        };
        DocumentIndex::all(&self.documents).map(&mut stage_of).collect()
    }

    /// The lines of provisions: the longest first, then the earliest. A provision without principal links is no thread.
    pub fn threads(&self) -> Vec<Thread> {
        let mut sets = UnionFind::<usize>::new(self.graph.node_bound());
        for edge in self.graph.edge_references().filter(|edge| edge.weight().principal) {
            sets.union(edge.source().index(), edge.target().index());
        }
        let mut threads = BTreeMap::<usize, Vec<NodeIndex>>::new();
        for node in self.graph.node_indices() {
            threads.entry(sets.find(node.index())).or_default().push(node);
        }
        let lines = threads.into_values().filter(|nodes| nodes.len() > 1);
        let mut threads: Vec<Thread> = lines.map(|nodes| Thread { nodes }).collect();
        threads.sort_by_key(|thread| (Reverse(thread.nodes.len()), thread.nodes[0]));
        threads
    }
}
