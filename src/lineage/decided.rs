//! A person's decisions on links: those between drafts and reports come with the changes, all others are applied to
//! the finished graph, whatever kind of link they are about.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::{Descent, Edge, Lineage, LinkKind, descents, is_later_meeting, reports_on};
use crate::align::{ByHand, Change, Decision, Options, Verdict, are_comparable};
use crate::corpus::Stage;
use crate::decisions::{Decisions, Fitting, ONE_KIND, Pair};
use crate::error::{Error, Result};
use crate::extract::Document;

/// Two provisions that a person's decision keeps apart: it rejects their link, or it links one of them to another
/// instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlinked {
    /// The earlier provision.
    pub from: NodeIndex,
    /// The later one.
    pub to: NodeIndex,
    /// The decision.
    pub decision: Decision,
}

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
        change.decisions.iter().find(|decision| decision.is_on(old, new)).cloned()
    }

    /// Notes what a decision keeps apart. Provisions are given with their documents.
    pub(super) fn note_unlinked(&mut self, old: (usize, usize), new: (usize, usize), decision: Decision) {
        if let (Some(from), Some(to)) = (self.node(old.0, old.1), self.node(new.0, new.1)) {
            self.unlinked.push(Unlinked { from, to, decision });
        }
    }

    /// Applies the decisions on links other than those from draft to final.
    pub(super) fn decide(&mut self, decisions: &Decisions, options: &Options) {
        if decisions.is_empty() {
            return;
        }
        let of_descent = |one: Descent| one.pieces.into_iter().map(move |piece| (piece, one.later));
        let versions: Vec<(usize, usize)> = descents(&self.documents).into_iter().flat_map(of_descent).collect();
        for old in 0..self.documents.len() {
            for new in old + 1..self.documents.len() {
                if !versions.contains(&(old, new)) {
                    self.decide_between(old, new, decisions, options);
                }
            }
        }
        self.unlinked.sort_by_key(|one| (one.from, one.to));
        self.warnings.extend(decisions.on_others(&self.documents));
    }

    fn decide_between(&mut self, old: usize, new: usize, decisions: &Decisions, options: &Options) {
        let (fitting, warnings) = decisions.fitting(&self.documents[old], &self.documents[new]);
        self.warnings.extend(warnings);
        let Some(kind) = kind_between(&self.documents[old], &self.documents[new]) else {
            let vain = fitting.iter().filter(|fit| fit.decision.affirms());
            self.warnings.extend(vain.flat_map(|fit| decisions.out_of_place(fit.decision)));
            return;
        };
        self.make_way(old, new, &fitting);
        let by_hand = LazyCell::new(|| ByHand::of(&self.documents[old], &self.documents[new], options));
        for fit in fitting {
            let node = |document: usize, provision: usize| self.nodes.get(&(document, provision)).copied();
            let (Some(from), Some(to)) = (node(old, fit.old), node(new, fit.new)) else { continue };
            let decision = fit.decision.clone();
            match (self.graph.find_edge(from, to), decision.affirms()) {
                (Some(edge), true) => {
                    let decided = self.graph[edge].clone().decided(Some(decision));
                    self.graph[edge] = decided;
                }
                (None, true) => {
                    let change = by_hand.linked(vec![fit.old], vec![fit.new]);
                    let link = change.link.expect("provisions that are put together are linked");
                    let edge = Edge { kind, relation: change.relation, link, decision: None };
                    self.graph.add_edge(from, to, edge.decided(Some(decision)));
                }
                (edge, false) => {
                    edge.map(|edge| self.graph.remove_edge(edge));
                    self.unlinked.push(Unlinked { from, to, decision });
                }
            }
        }
    }

    /// Takes out what the program found between two documents instead of the links that were made by hand. What a
    /// person accepts as well stays, whichever of the two was decided first.
    fn make_way(&mut self, old: usize, new: usize, fitting: &[Fitting<'_>]) {
        let decided: BTreeSet<Pair> = fitting.iter().map(|fit| (fit.old, fit.new)).collect();
        let mut gone = BTreeMap::new();
        for link in fitting.iter().filter(|fit| fit.decision.verdict == Verdict::Link) {
            let graph = &self.graph;
            let of = |node: Option<NodeIndex>, way: Direction| {
                node.into_iter().flat_map(move |node| graph.edges_directed(node, way))
            };
            let from_old = of(self.node(old, link.old), Direction::Outgoing);
            for edge in from_old.chain(of(self.node(new, link.new), Direction::Incoming)) {
                let (from, to) = (&graph[edge.source()], &graph[edge.target()]);
                let pair = (from.provision, to.provision);
                if (from.document, to.document) == (old, new) && link.frees(pair) && !decided.contains(&pair) {
                    gone.insert(edge.id(), (edge.source(), edge.target(), link.decision.clone()));
                }
            }
        }
        // An edge that is taken out hands its index on to the last one.
        for (edge, (from, to, decision)) in gone.into_iter().rev() {
            self.graph.remove_edge(edge);
            self.unlinked.push(Unlinked { from, to, decision });
        }
    }
}

/// The kind of link that a person can make between provisions of two documents that are no draft and report.
fn kind_between(old: &Document, new: &Document) -> Option<LinkKind> {
    let are_final = old.stage == Stage::Final && new.stage == Stage::Final;
    if are_final && is_later_meeting(old, new) {
        Some(LinkKind::Precedent)
    } else {
        reports_on(old, new).then_some(LinkKind::FollowUp)
    }
}

/// Which kind of link a person's decision on two provisions is about. Documents are in the order of time, and
/// provisions are given by the places of document and provision, the earlier first.
///
/// # Errors
/// [`Error::Refused`] if a lineage never holds the two against each other, so that nothing would come of the decision.
pub fn link_kind(documents: &[Document], old: (usize, usize), new: (usize, usize)) -> Result<LinkKind> {
    let (earlier, later) = (&documents[old.0], &documents[new.0]);
    let ids = (&earlier.provisions[old.1].id, &later.provisions[new.1].id);
    let vain = |reason: String| {
        Error::refused(format!("nothing would come of a decision on {} and {}: {reason}", ids.0, ids.1))
    };
    let is_held = |one: &Descent| one.later == new.0 && one.pieces.contains(&old.0);
    if let Some(descent) = descents(documents).into_iter().find(is_held) {
        let pieces: Vec<&Document> = descent.pieces.iter().map(|&at| &documents[at]).collect();
        let before = descent.pieces.iter().take_while(|&&piece| piece != old.0);
        let at = old.1 + before.map(|&piece| documents[piece].provisions.len()).sum::<usize>();
        let whole = Document::assembled(&pieces, !descent.missing.is_empty());
        return if are_comparable((&whole, at), (later, new.1)) {
            Ok(LinkKind::Version)
        } else {
            Err(vain(format!("{ONE_KIND}; a paragraph's id begins with para-")))
        };
    }
    kind_between(earlier, later).ok_or_else(|| {
        vain(format!(
            "a lineage does not hold {} against {}, but a draft against its own report, and a report against those of \
             later meetings of its body and of later activities",
            earlier.id, later.id
        ))
    })
}
