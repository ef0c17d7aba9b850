//! Documents to a graph: every provision a node, every link an edge from the earlier to the later
//! wording.

mod cited;
mod decided;
mod drafts;
mod life;
mod order;
mod trace;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{EdgeRef, NodeIndexable};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use cited::Citation;
pub use decided::{Unlinked, link_kind};
use drafts::{Descent, descents};
pub use drafts::{Ground, assembled, draft_of};
pub use life::{Life, Status};
pub use order::in_time_order;
use order::{is_later_meeting, is_same_meeting};
pub use trace::{History, Step, find};

use crate::align::{self, Change, Decision, Link, Options, Relation};
use crate::anatomy::Anatomy;
use crate::corpus::Stage;
use crate::decisions::{Applied, Decisions};
use crate::error::Warning;
use crate::extract::{Document, Kind, Provision};

/// A provision in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The id: `2019-final/13`.
    pub id: String,
    /// The document, by its place in [`Lineage::documents`].
    pub document: usize,
    /// The provision, by its place in the document.
    pub provision: usize,
}

/// A link between two provisions; it points from the earlier wording to the later.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// What kind of link it is.
    pub kind: LinkKind,
    /// What became of the earlier provision.
    pub relation: Relation,
    /// What speaks for it.
    pub link: Link,
    /// What a person decided about it.
    pub decision: Option<Decision>,
}

/// The kinds of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// From a draft to the final report of the same meeting.
    Version,
    /// From what an earlier meeting adopted to what a later one did.
    Precedent,
    /// From what a meeting adopted to what a later report tells was done about it.
    FollowUp,
}

impl LinkKind {
    /// The kind as it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            LinkKind::Version => "version",
            LinkKind::Precedent => "precedent",
            LinkKind::FollowUp => "follow-up",
        }
    }
}

/// A draft and what came of it: the final report, or the draft's revised form.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The pieces of the draft, by their places in [`Lineage::documents`].
    pub pieces: Vec<usize>,
    /// The pieces as one document.
    pub old: Document,
    /// What came of it, by its place in [`Lineage::documents`].
    pub new: usize,
    /// How it is known that the two belong together.
    pub ground: Ground,
    /// The symbols of further pieces of the draft that the report cites, and that are not among the documents.
    pub missing: Vec<String>,
    /// What changed; old places are those in [`Comparison::old`].
    pub changes: Vec<Change>,
}

/// Documents in the order of time, and the links between their provisions.
#[derive(Debug)]
pub struct Lineage {
    /// The documents, earliest first.
    pub documents: Vec<Document>,
    /// The provisions and their links.
    pub graph: DiGraph<Node, Edge>,
    /// Which documents cite which: a node for each document, at its place among these, and an edge from the one that
    /// cites to the one that is cited.
    pub citations: DiGraph<usize, Citation>,
    /// The drafts and what came of them.
    pub comparisons: Vec<Comparison>,
    /// What a person's decisions keep apart, in the order of the provisions.
    pub unlinked: Vec<Unlinked>,
    /// The decisions that were not applied, and why.
    pub warnings: Vec<Warning>,
    nodes: BTreeMap<(usize, usize), NodeIndex>,
}

/// Provisions that are linked, directly or by way of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// Its provisions, earliest first.
    pub nodes: Vec<NodeIndex>,
}

impl Lineage {
    /// Builds the graph of some documents, in whatever order they come.
    ///
    /// Drafts are compared with the final report of their meeting. What a meeting adopted is linked to what earlier
    /// meetings of the same body adopted, and to what later reports tell of it, where the words of the core bear it
    /// out; a provision may go back to several.
    pub fn build(documents: Vec<Document>, options: &Options) -> Self {
        Lineage::build_decided(documents, options, &Decisions::default())
    }

    /// Builds the graph as [`Lineage::build`] does, with what a person has decided about the links.
    pub fn build_decided(documents: Vec<Document>, options: &Options, decisions: &Decisions) -> Self {
        let documents = in_time_order(documents);
        let mut graph = DiGraph::new();
        let mut nodes = BTreeMap::new();
        for (at, document) in documents.iter().enumerate() {
            for (provision, text) in document.provisions.iter().enumerate() {
                // Of a document without recommendations the paragraphs are all there is to follow.
                if is_adopted(document, text) || options.paragraphs {
                    let id = text.id.clone();
                    nodes.insert((at, provision), graph.add_node(Node { id, document: at, provision }));
                }
            }
        }
        let citations = cited::citations(&documents);
        let (comparisons, unlinked, warnings) = (Vec::new(), Vec::new(), Vec::new());
        let mut lineage = Lineage { documents, graph, citations, comparisons, unlinked, warnings, nodes };
        for descent in descents(&lineage.documents) {
            lineage.add_versions(descent, options, decisions);
        }
        lineage.add_precedents(options);
        lineage.add_follow_up(options);
        lineage.decide(decisions, options);
        lineage
    }

    /// The graph of two documents that were compared: the provisions of the changes, and the links in these.
    pub fn of_pair(old: Document, new: Document, changes: &[Change]) -> Self {
        let mut graph = DiGraph::new();
        let mut nodes = BTreeMap::new();
        let places: BTreeSet<(usize, usize)> = changes
            .iter()
            .flat_map(|change| change.old.iter().map(|&at| (0, at)).chain(change.new.iter().map(|&at| (1, at))))
            .collect();
        let documents = vec![old, new];
        for (document, provision) in places {
            let id = documents[document].provisions[provision].id.clone();
            nodes.insert((document, provision), graph.add_node(Node { id, document, provision }));
        }
        let olds: Vec<(usize, usize)> = (0..documents[0].provisions.len()).map(|at| (0, at)).collect();
        let citations = cited::citations(&documents);
        let (comparisons, unlinked, warnings) = (Vec::new(), Vec::new(), Vec::new());
        let mut lineage = Lineage { documents, graph, citations, comparisons, unlinked, warnings, nodes };
        lineage.link(changes, &olds, 1);
        lineage
    }

    /// The node of a provision, if the provision is in the graph.
    pub fn node(&self, document: usize, provision: usize) -> Option<NodeIndex> {
        self.nodes.get(&(document, provision)).copied()
    }

    /// The links in the order of the documents, then of the provisions.
    pub fn edges(&self) -> Vec<(NodeIndex, NodeIndex, &Edge)> {
        let mut edges: Vec<_> =
            self.graph.edge_references().map(|edge| (edge.source(), edge.target(), edge.weight())).collect();
        edges.sort_by_key(|(source, target, edge)| (edge.kind, *source, *target));
        edges
    }

    /// The provisions that are linked to each other, as threads: the longest first, then the
    /// earliest. A provision without links is no thread.
    pub fn threads(&self) -> Vec<Thread> {
        let mut sets = UnionFind::<usize>::new(self.graph.node_bound());
        for edge in self.graph.edge_references() {
            sets.union(edge.source().index(), edge.target().index());
        }
        let mut threads = BTreeMap::<usize, Vec<NodeIndex>>::new();
        for node in self.graph.node_indices() {
            threads.entry(sets.find(node.index())).or_default().push(node);
        }
        let mut threads: Vec<Thread> =
            threads.into_values().filter(|nodes| nodes.len() > 1).map(|nodes| Thread { nodes }).collect();
        threads.sort_by_key(|thread| (std::cmp::Reverse(thread.nodes.len()), thread.nodes[0]));
        threads
    }

    fn add_versions(&mut self, descent: Descent, options: &Options, decisions: &Decisions) {
        let Descent { pieces, later: new, ground, missing } = descent;
        let held: Vec<&Document> = pieces.iter().map(|&at| &self.documents[at]).collect();
        let old = Document::assembled(&held, !missing.is_empty());
        let places: Vec<(usize, usize)> = pieces
            .iter()
            .flat_map(|&piece| (0..self.documents[piece].provisions.len()).map(move |at| (piece, at)))
            .collect();
        let changes = align::compare(&old, &self.documents[new], options);
        let Applied { changes, unlinked, warnings } = decisions.apply(changes, &old, &self.documents[new], options);
        self.warnings.extend(warnings);
        for ((from, to), decision) in unlinked {
            self.note_unlinked(places[from], (new, to), decision);
        }
        // A draft's addendum may hold none of what is followed: organizational matters only.
        if changes.iter().all(|change| change.old.is_empty()) {
            return;
        }
        self.link(&changes, &places, new);
        self.comparisons.push(Comparison { pieces, old, new, ground, missing, changes });
    }

    /// Links the provisions of changes. `places` tells of each old provision which document it is in, and where.
    fn link(&mut self, changes: &[Change], places: &[(usize, usize)], new: usize) {
        for change in changes {
            let Some(link) = &change.link else { continue };
            let linked = change.pairs();
            let each = change.old.iter().flat_map(|&from| change.new.iter().map(move |&to| (from, to)));
            for (at, (from, to)) in each.enumerate().filter(|(_, pair)| linked.contains(pair)) {
                let mut link = link.clone();
                // What speaks for a part of a split is not what speaks for the whole.
                if let Some(part) = link.evidence.parts.get(at) {
                    link.evidence.shared = part.shared.clone();
                    link.evidence.coverage = part.coverage;
                }
                let (from, to) = (places[from], (new, to));
                let edge = Edge { kind: LinkKind::Version, relation: change.relation, link, decision: None };
                self.add_edge(from, to, edge.decided(self.decision_on(change, from, to)));
            }
        }
    }

    /// Links what meetings adopted to what earlier meetings of the same body did. An idea that was dropped and came
    /// back goes back to the last meeting that had it.
    fn add_precedents(&mut self, options: &Options) {
        let documents = &self.documents;
        let takes_part = |at: usize, provision: &Provision| {
            documents[at].stage == Stage::Final && is_adopted(&documents[at], provision)
        };
        let all: Vec<&Document> = documents.iter().collect();
        let found = align::echoes(&all, options, false, takes_part, |old, new| {
            is_later_meeting(&documents[old], &documents[new])
        });
        self.add_echoes(LinkKind::Precedent, found);
    }

    /// Links what meetings adopted to what later reports of activities tell of it.
    fn add_follow_up(&mut self, options: &Options) {
        let documents = &self.documents;
        let takes_part = |at: usize, provision: &Provision| match documents[at].stage {
            Stage::Final => is_adopted(&documents[at], provision),
            Stage::Other => !is_mandate(&documents[at], provision, options),
            Stage::Draft => false,
        };
        let reports_on = |old: usize, new: usize| reports_on(&documents[old], &documents[new]);
        let all: Vec<&Document> = documents.iter().collect();
        let found = align::echoes(&all, options, true, takes_part, reports_on);
        self.add_echoes(LinkKind::FollowUp, found);
    }

    fn add_echoes(&mut self, kind: LinkKind, found: Vec<align::Echo>) {
        for echo in found {
            self.add_edge(echo.old, echo.new, Edge { kind, relation: echo.relation, link: echo.link, decision: None });
        }
    }

    fn add_edge(&mut self, from: (usize, usize), to: (usize, usize), edge: Edge) {
        if let (Some(from), Some(to)) = (self.node(from.0, from.1), self.node(to.0, to.1)) {
            self.graph.add_edge(from, to, edge);
        }
    }
}

/// Whether a provision is one of those that a document adopts: its recommendations, or its numbered paragraphs if it
/// has none.
fn is_adopted(document: &Document, provision: &Provision) -> bool {
    provision.kind.is_stated() || provision.kind == Kind::Paragraph && !document.states_any()
}

/// Whether a document is a later report that may tell what came of a final one.
fn reports_on(old: &Document, new: &Document) -> bool {
    let is_later = old.date.zip(new.date).is_some_and(|(old, new)| old < new);
    old.stage == Stage::Final && new.stage == Stage::Other && is_later
}

/// Whether a paragraph only reports what was asked for: that is told where it was asked.
fn is_mandate(document: &Document, provision: &Provision, options: &Options) -> bool {
    let lexicon = options.lexicons.of(document.language.as_deref());
    let asks = |anatomy: Anatomy| {
        anatomy.operative.is_some_and(|phrase| phrase.scale == "asks" && anatomy.addressee.is_some())
    };
    lexicon.is_some_and(|lexicon| asks(Anatomy::of(provision.text(), lexicon)))
}
