//! A person's decisions on links: those between drafts and reports come with the changes, all others are applied to
//! the finished graph, whatever kind of link they are about.

use std::borrow::Borrow;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::{Edge, Lineage, LinkKind};
use crate::align::{IndexPair, ManualLinks, Options, Origin, are_comparable};
use crate::decisions::{Decision, Decisions, Fitting, ONE_KIND, Verdict};
use crate::error::{Error, Result};
use crate::meetings::{Descent, descents, is_later_meeting, reports_on};
use crate::model::{Document, DocumentIndex, ProvisionIndex, ProvisionPlace, Stage, documents};

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
            self.support = self.support.vouched_for();
            self.origin = Origin::Reviewer;
        }
        self.decision = decision;
        self
    }
}

impl Lineage {
    /// What a person decided about one link, among what was decided about all of a correspondence.
    pub(super) fn decision_on(
        &self,
        decisions: &[Decision],
        old: ProvisionPlace,
        new: ProvisionPlace,
    ) -> Option<Decision> {
        let (old, new) = (&self.graph[self.node(old)?].id, &self.graph[self.node(new)?].id);
        decisions.iter().find(|decision| decision.is_on(old, new)).cloned()
    }

    /// Notes what a decision keeps apart.
    pub(super) fn note_unlinked(&mut self, old: ProvisionPlace, new: ProvisionPlace, decision: Decision) {
        if let (Some(from), Some(to)) = (self.node(old), self.node(new)) {
            self.unlinked.push(Unlinked { from, to, decision });
        }
    }

    /// Applies the decisions on links other than those from draft to final.
    pub(super) fn decide(&mut self, decisions: &Decisions, options: &Options) {
        if decisions.is_empty() {
            return;
        }
        let of_descent = |one: Descent| one.pieces.into_iter().map(move |piece| (piece, one.later));
        let versions: Vec<(DocumentIndex, DocumentIndex)> =
            descents(&documents(&self.documents)).into_iter().flat_map(of_descent).collect();
        for old in DocumentIndex::all(&self.documents) {
            for new in DocumentIndex::all(&self.documents).filter(|&new| old < new) {
                if !versions.contains(&(old, new)) {
                    self.decide_between(old, new, decisions, options);
                } else if !self.is_linked[new.index()] {
                    self.warnings.extend(decisions.fitting(&self.documents[old], &self.documents[new]).1);
                }
            }
        }
        self.unlinked.sort_by_key(|one| (one.from, one.to));
        self.warnings.extend(decisions.on_others(&self.documents));
    }

    fn decide_between(&mut self, old: DocumentIndex, new: DocumentIndex, decisions: &Decisions, options: &Options) {
        let (fitting, warnings) = decisions.fitting(&self.documents[old], &self.documents[new]);
        self.warnings.extend(warnings);
        let Some(kind) = kind_between(&self.documents[old], &self.documents[new]) else {
            let vain = fitting.iter().filter(|fit| fit.decision.affirms());
            self.warnings.extend(vain.flat_map(|fit| decisions.out_of_place(fit.decision)));
            return;
        };
        if !(self.is_linked[old.index()] && self.is_linked[new.index()]) {
            return;
        }
        self.make_way(old, new, &fitting);
        let manual = LazyCell::new(|| ManualLinks::of(&self.documents[old], &self.documents[new], options));
        for fit in fitting {
            let node = |document, provision| self.nodes.get(&ProvisionPlace { document, provision }).copied();
            let (Some(from), Some(to)) = (node(old, fit.old), node(new, fit.new)) else { continue };
            let decision = fit.decision.clone();
            match (self.graph.find_edge(from, to), decision.affirms()) {
                (Some(edge), true) => {
                    let decided = self.graph[edge].clone().decided(Some(decision));
                    self.graph[edge] = decided;
                }
                (None, true) => {
                    let made = manual.linked(vec![fit.old], vec![fit.new]);
                    let support = made.support.expect("provisions that are put together are linked");
                    let (relation, origin) = (made.relation, made.origin);
                    let edge = Edge::found(kind, relation, support, origin);
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
    fn make_way(&mut self, old: DocumentIndex, new: DocumentIndex, fitting: &[Fitting<'_>]) {
        let decided: BTreeSet<IndexPair> = fitting.iter().map(|fit| (fit.old, fit.new)).collect();
        let mut superseded = BTreeMap::new();
        for link in fitting.iter().filter(|fit| fit.decision.verdict == Verdict::Link) {
            let graph = &self.graph;
            let of = |node: Option<NodeIndex>, way: Direction| {
                node.into_iter().flat_map(move |node| graph.edges_directed(node, way))
            };
            let node = |document, provision| self.node(ProvisionPlace { document, provision });
            let from_old = of(node(old, link.old), Direction::Outgoing);
            for edge in from_old.chain(of(node(new, link.new), Direction::Incoming)) {
                let (from, to) = (&graph[edge.source()], &graph[edge.target()]);
                let pair = (from.provision, to.provision);
                if (from.document, to.document) == (old, new) && link.supersedes(pair) && !decided.contains(&pair) {
                    superseded.insert(edge.id(), (edge.source(), edge.target(), link.decision.clone()));
                }
            }
        }
        // An edge that is taken out hands its index on to the last one.
        for (edge, (from, to, decision)) in superseded.into_iter().rev() {
            self.graph.remove_edge(edge);
            self.unlinked.push(Unlinked { from, to, decision });
        }
    }
}

/// The kind of link that a person can make between provisions of two documents that are no draft and report.
fn kind_between(old: &Document, new: &Document) -> Option<LinkKind> {
    let are_final = old.metadata.stage() == Stage::Final && new.metadata.stage() == Stage::Final;
    if are_final && is_later_meeting(old, new) {
        Some(LinkKind::Precedent)
    } else {
        reports_on(old, new).then_some(LinkKind::FollowUp)
    }
}

/// Which kind of link a person's decision on two provisions is about. Documents are in the order of time, and
/// provisions are given by their places, the earlier first.
///
/// # Errors
/// [`Error::Refused`] if a lineage never holds the two against each other, so that nothing would come of the decision.
pub fn link_kind<D: Borrow<Document>>(held: &[D], old: ProvisionPlace, new: ProvisionPlace) -> Result<LinkKind> {
    let documents = &documents(held)[..];
    let (earlier, later) = (&documents[old.document], &documents[new.document]);
    let ids = (&old.of(documents).id, &new.of(documents).id);
    let vain = |reason: String| {
        Error::refused(format!("nothing would come of a decision on {} and {}: {reason}", ids.0, ids.1))
    };
    let is_held = |one: &Descent| one.later == new.document && one.pieces.contains(&old.document);
    if let Some(descent) = descents(documents).into_iter().find(is_held) {
        let pieces: Vec<&Document> = descent.pieces.iter().map(|&at| documents[at]).collect();
        let before = descent.pieces.iter().take_while(|&&piece| piece != old.document);
        let at = old.provision.index() + before.map(|&piece| documents[piece].provisions.len()).sum::<usize>();
        let at = ProvisionIndex::new(at);
        let whole = Document::assembled(&pieces, !descent.missing.is_empty());
        return if are_comparable((&whole, at), (later, new.provision)) {
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
