//! A person's decisions on links: those between drafts and reports come with the changes, all others are applied to
//! the finished graph, whatever kind of link they are about.

use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::{Edge, Lineage, LinkKind, is_later_meeting, reports_on};
use crate::align::{ByHand, Change, Decision, Options, Verdict};
use crate::corpus::Stage;
use crate::decisions::{Decisions, Fitting};

impl Edge {
    /// The edge with what a person decided about it: what is accepted or linked by hand is certain.
    pub(super) fn decided(mut self, decision: Option<Decision>) -> Edge {
        if decision.as_ref().is_some_and(Decision::affirms) {
            self.link = self.link.vouched_for();
        }
        self.decision = decision;
        self
    }
}

impl Lineage {
    /// What a person decided about one link of a change. Provisions are given with their documents.
    pub(super) fn decision_on(&self, change: &Change, old: (usize, usize), new: (usize, usize)) -> Option<Decision> {
        let (old, new) = (&self.graph[self.node(old.0, old.1)?].id, &self.graph[self.node(new.0, new.1)?].id);
        // Comparing two reports may turn them round; a lineage never does.
        change.decisions.iter().find(|decision| (&decision.old, &decision.new) == (old, new)).cloned()
    }

    /// Applies the decisions on links other than those from draft to final, and takes out what is left of a rejected
    /// link where its split or merger still holds together.
    pub(super) fn decide(&mut self, decisions: &Decisions, options: &Options) {
        if decisions.is_empty() {
            return;
        }
        let versions: Vec<(usize, usize)> = self
            .comparisons
            .iter()
            .flat_map(|comparison| comparison.pieces.iter().map(|&piece| (piece, comparison.new)))
            .collect();
        for old in 0..self.documents.len() {
            for new in old + 1..self.documents.len() {
                if !versions.contains(&(old, new)) {
                    self.decide_between(old, new, decisions, options);
                }
            }
        }
        self.graph.retain_edges(|graph, edge| {
            graph[edge].decision.as_ref().is_none_or(|decision| decision.verdict != Verdict::Reject)
        });
        self.warnings.extend(decisions.on_others(&self.documents));
    }

    fn decide_between(&mut self, old: usize, new: usize, decisions: &Decisions, options: &Options) {
        let (fitting, warnings) = decisions.fitting(&self.documents[old], &self.documents[new]);
        self.warnings.extend(warnings);
        for fit in fitting {
            let (Some(from), Some(to)) = (self.node(old, fit.old), self.node(new, fit.new)) else { continue };
            if fit.decision.verdict == Verdict::Link {
                self.free(from, to);
            }
            match (self.graph.find_edge(from, to), fit.decision.affirms()) {
                (Some(edge), _) => {
                    let decided = self.graph[edge].clone().decided(Some(fit.decision.clone()));
                    self.graph[edge] = decided;
                }
                (None, true) => match self.kind_between(old, new) {
                    Some(kind) => {
                        let edge = self.edge_by_hand(kind, (old, new), &fit, options);
                        self.graph.add_edge(from, to, edge);
                    }
                    None => self.warnings.extend(decisions.out_of_place(fit.decision)),
                },
                (None, false) => {}
            }
        }
    }

    /// Takes out what the program found instead of a link made by hand: other precedents of the later provision, and
    /// other provisions of that report which go back to the earlier one.
    fn free(&mut self, from: NodeIndex, to: NodeIndex) {
        let is_precedent = |edge: &Edge| edge.kind == LinkKind::Precedent && edge.decision.is_none();
        let report = self.graph[to].document;
        let incoming = self.graph.edges_directed(to, Direction::Incoming);
        let mut rivals: Vec<EdgeIndex> = incoming
            .filter(|edge| edge.source() != from && is_precedent(edge.weight()))
            .map(|edge| edge.id())
            .collect();
        let outgoing = self.graph.edges_directed(from, Direction::Outgoing);
        rivals.extend(
            outgoing
                .filter(|edge| edge.target() != to && self.graph[edge.target()].document == report)
                .filter(|edge| is_precedent(edge.weight()))
                .map(|edge| edge.id()),
        );
        self.graph.retain_edges(|_, edge| !rivals.contains(&edge));
    }

    /// The kind of link that a person can make between provisions of two documents that are no draft and report.
    fn kind_between(&self, old: usize, new: usize) -> Option<LinkKind> {
        let (old, new) = (&self.documents[old], &self.documents[new]);
        let are_final = old.stage == Stage::Final && new.stage == Stage::Final;
        if are_final && is_later_meeting(old, new) {
            Some(LinkKind::Precedent)
        } else {
            reports_on(old, new).then_some(LinkKind::FollowUp)
        }
    }

    fn edge_by_hand(&self, kind: LinkKind, pair: (usize, usize), fit: &Fitting<'_>, options: &Options) -> Edge {
        let by_hand = ByHand::of(&self.documents[pair.0], &self.documents[pair.1], options);
        let change = by_hand.linked(vec![fit.old], vec![fit.new]);
        let link = change.link.expect("provisions that are put together are linked");
        Edge { kind, relation: change.relation, link, decision: None }.decided(Some(fit.decision.clone()))
    }
}
