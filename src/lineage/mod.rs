//! Documents to a graph: every provision a node, every link an edge from the earlier to the later
//! wording.
//!
//! ```
//! use std::path::Path;
//! use travaux::analysis::{self, Analysed};
//! use travaux::corpus::Corpus;
//! use travaux::extract::read;
//! use travaux::lineage::{Lineage, Options};
//!
//! # fn main() -> travaux::error::Result<()> {
//! let sources = Corpus::open(Path::new("corpus"))?.sources()?;
//! let documents = sources.iter().map(read).collect::<travaux::error::Result<Vec<_>>>()?;
//! let documents = Analysed::of_each(documents, &analysis::Options::default());
//! let lineage = Lineage::build(documents, &Options::default());
//! assert!(lineage.edges().len() > 10);
//! # Ok(())
//! # }
//! ```

mod between;
mod cited;
mod decided;
mod family;
mod life;
mod meeting_links;
mod principal;
mod progress;
mod provenance;
mod theme;
mod trace;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use between::{Cycles, consecutive};
pub use cited::{Citation, CitedElsewhere};
pub use decided::{Unlinked, link_kind};
pub use family::Family;
pub use life::{Life, Status};
pub use progress::{Open, Progress, ProgressRow};
pub use provenance::{Proposal, Provenance, Share};
pub use theme::Theme;
pub use trace::{History, Relative, Step, find};

use tracing::trace_span;

use crate::align::{self, Candidate, Correspondence, IndexPair, Origin, Relation, Support, align};
use crate::analysis::Analysed;
use crate::change::{Change, align_cited, changes, shifts};
use crate::decisions::{Applied, Decision, Decisions, Reviewed};
use crate::error::Warning;
use crate::language::Reading;
use crate::meetings::{Descent, Ground, descents, groups, in_time_order, undated};
use crate::model::{self, Document, DocumentIndex, Kind, Provision, ProvisionId, ProvisionIndex, ProvisionPlace};
use crate::retrieval::{self, Statistics};
use crate::shift::Shifts;
use crate::survey::Survey;

/// How a lineage is built.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How drafts are aligned with what came of them.
    pub align: align::Options,
    /// How links between meetings are found.
    pub retrieval: retrieval::Parameters,
    /// Whether doubtful links between meetings are made as well.
    pub doubtful: bool,
    /// Whether precedents are looked for in other series as well: see [`Series`](crate::meetings::Series).
    pub across: bool,
    /// The survey of the archive that the documents are a part of, if they are one.
    pub survey: Option<Arc<Survey>>,
}

impl Options {
    /// What was counted of the archive that the documents are a part of.
    fn statistics(&self) -> Option<&Statistics> {
        self.survey.as_deref().map(Survey::statistics)
    }

    /// The documents of the archive that are not among some of them, without their texts.
    fn elsewhere(&self, documents: &[Analysed]) -> Vec<Document> {
        let held: BTreeSet<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        self.survey.iter().flat_map(|survey| survey.documents()).filter(|one| !held.contains(one.id.as_str())).collect()
    }
}

/// A provision in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The id: `2019-final/13`.
    pub id: ProvisionId,
    /// The document, among [`Lineage::documents`].
    pub document: DocumentIndex,
    /// The provision in it.
    pub provision: ProvisionIndex,
}

/// A link between two provisions; it points from the earlier wording to the later.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// What kind of link it is.
    pub kind: LinkKind,
    /// What became of the earlier provision.
    pub relation: Relation,
    /// What speaks for it.
    pub support: Support,
    /// Who found or made it.
    pub origin: Origin,
    /// What a person decided about it.
    pub decision: Option<Decision>,
    /// What it did to strength, qualifiers and the like; nothing for languages without a lexicon. What a report tells of
    /// a provision is no new wording of it, and did nothing to it.
    pub shifts: Option<Shifts>,
    /// Whether a thread follows it. Others lead to relatives.
    pub principal: bool,
}

impl Edge {
    /// A link as it is found, before all are known.
    fn found(kind: LinkKind, relation: Relation, support: Support, origin: Origin) -> Self {
        Edge { kind, relation, support, origin, decision: None, shifts: None, principal: false }
    }
}

/// The kinds of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// From a draft to its revision, or to the final report of the same meeting.
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
    /// The pieces of the draft, among [`Lineage::documents`].
    pub pieces: Vec<DocumentIndex>,
    /// The pieces as one document.
    pub old: Analysed,
    /// What came of it, among [`Lineage::documents`].
    pub new: DocumentIndex,
    /// How it is known that the two belong together.
    pub ground: Ground,
    /// The symbols of further pieces of the draft that the report cites, and that are not among the documents.
    pub missing: Vec<String>,
    /// Which provisions became which, and what was decided about it; old places are those in [`Comparison::old`].
    pub reviewed: Vec<Reviewed>,
    /// What became of provisions that were not compared and are cited: see [`align_cited`].
    pub cited: Vec<Correspondence>,
    /// Every pair that was considered for a link.
    pub candidates: Vec<Candidate>,
}

/// Documents in the order of time, and the links between their provisions.
#[derive(Debug)]
pub struct Lineage {
    /// The documents, earliest first.
    pub documents: Vec<Analysed>,
    /// The provisions and their links.
    pub graph: DiGraph<Node, Edge>,
    /// Which documents cite which: a node for each document, at its place among these, and an edge from the one that
    /// cites to the one that is cited.
    pub citations: DiGraph<DocumentIndex, Citation>,
    /// What they cite that is elsewhere in the archive which they are a part of.
    pub cited_elsewhere: Vec<CitedElsewhere>,
    /// The drafts and what came of them.
    pub comparisons: Vec<Comparison>,
    /// What a person's decisions keep apart, in the order of the provisions.
    pub unlinked: Vec<Unlinked>,
    /// The families of threads and single provisions, the largest first.
    pub families: Vec<Family>,
    /// The documents without a date, and where each was put; the decisions that were not applied, and why.
    pub warnings: Vec<Warning>,
    nodes: BTreeMap<ProvisionPlace, NodeIndex>,
    /// For each document whether it is linked to others; all are, but where only some were asked for.
    is_linked: Vec<bool>,
}

/// A provision's line through time: for each meeting and stage one wording at most, the next of each linked to an earlier
/// one by a principal link.
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
    pub fn build(documents: Vec<Analysed>, options: &Options) -> Self {
        Lineage::build_decided(documents, options, &Decisions::default())
    }

    /// Builds the graph as [`Lineage::build`] does, with what a person has decided about the links.
    pub fn build_decided(documents: Vec<Analysed>, options: &Options, decisions: &Decisions) -> Self {
        Lineage::build_parts(documents, options, decisions, None)
    }

    /// Builds the graph as [`Lineage::build_decided`] does, with those links only that can belong to the history of a
    /// document's provisions: what others have in common still tells how rare words are. All are built if there is no such
    /// document.
    pub fn build_around(documents: Vec<Analysed>, id: &str, options: &Options, decisions: &Decisions) -> Self {
        Lineage::build_parts(documents, options, decisions, Some(id))
    }

    fn build_parts(documents: Vec<Analysed>, options: &Options, decisions: &Decisions, around: Option<&str>) -> Self {
        let _stage = trace_span!("lineage").entered();
        let documents = in_time_order(documents);
        let warnings = undated(&documents);
        let elsewhere = options.elsewhere(&documents);
        // Of a document without recommendations the paragraphs are all there is to follow.
        let is_followed = |document: &Document, provision| is_adopted(document, provision) || options.align.paragraphs;
        let places = DocumentIndex::all(&documents).flat_map(|document| {
            let held = &documents[document];
            let followed = ProvisionIndex::all(&held.provisions).filter(|&at| is_followed(held, &held.provisions[at]));
            followed.map(move |provision| ProvisionPlace { document, provision }).collect::<Vec<_>>()
        });
        let places: Vec<ProvisionPlace> = places.collect();
        let mut lineage = Lineage { warnings, ..Lineage::of(documents, places, &elsewhere) };
        let descents = descents(&model::documents(&lineage.documents));
        // What a model makes of a text is held against all texts that take part, so that none can be left out.
        let around = around.filter(|_| lineage.documents.iter().all(|document| document.model().is_none()));
        if let Some(at) = around.and_then(|id| lineage.documents.iter().position(|document| document.id == id)) {
            let groups = groups(&model::documents(&lineage.documents), options.across);
            let own = groups.into_iter().find(|group| group.contains(&DocumentIndex::new(at))).unwrap_or_default();
            lineage.is_linked = DocumentIndex::all(&lineage.documents).map(|at| own.contains(&at)).collect();
        }
        for descent in descents {
            if lineage.is_linked[descent.later.index()] {
                lineage.add_versions(descent, options, decisions);
            }
        }
        lineage.add_adopted(options);
        lineage.add_follow_up(options);
        lineage.decide(decisions, &options.align);
        lineage.choose_principal();
        lineage.find_families(&options.retrieval, options.statistics());
        lineage.add_shifts();
        lineage
    }

    /// The graph of two documents that were compared: the provisions of the correspondences, and the links in these.
    pub fn of_pair(old: Analysed, new: Analysed, reviewed: &[Reviewed]) -> Self {
        let _stage = trace_span!("graph").entered();
        let place = |document: usize, provision: &ProvisionIndex| ProvisionPlace {
            document: DocumentIndex::new(document),
            provision: *provision,
        };
        let all = || reviewed.iter().map(|one| &one.correspondence);
        let olds = all().flat_map(|one| one.old.iter().map(|at| place(0, at)));
        let news = all().flat_map(|one| one.new.iter().map(|at| place(1, at)));
        let places: BTreeSet<ProvisionPlace> = olds.chain(news).collect();
        let mut lineage = Lineage::of(vec![old, new], places, &[]);
        let olds: Vec<ProvisionPlace> =
            ProvisionIndex::all(&lineage.documents[0].provisions).map(|at| place(0, &at)).collect();
        lineage.link(reviewed, &olds, DocumentIndex::new(1));
        lineage.choose_principal();
        lineage.add_shifts();
        lineage
    }

    /// Documents in the order of time and some of their provisions, without links.
    fn of(documents: Vec<Analysed>, places: impl IntoIterator<Item = ProvisionPlace>, elsewhere: &[Document]) -> Self {
        let mut graph = DiGraph::new();
        let node = |place: ProvisionPlace| {
            let ProvisionPlace { document, provision } = place;
            let id = documents[document].provisions[provision].id.clone();
            (place, graph.add_node(Node { id, document, provision }))
        };
        let nodes = places.into_iter().map(node).collect();
        let (citations, cited_elsewhere) = cited::citations(&model::documents(&documents), elsewhere);
        let (comparisons, unlinked, families, warnings) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let is_linked = vec![true; documents.len()];
        Lineage {
            documents,
            graph,
            citations,
            cited_elsewhere,
            comparisons,
            unlinked,
            families,
            warnings,
            nodes,
            is_linked,
        }
    }

    /// The node of a provision, if the provision is in the graph.
    pub fn node(&self, place: ProvisionPlace) -> Option<NodeIndex> {
        self.nodes.get(&place).copied()
    }

    /// What changed between a draft and what came of it.
    pub fn changes(&self, comparison: &Comparison) -> Vec<Change> {
        let new = &self.documents[comparison.new];
        changes(&comparison.old, new, comparison.reviewed.clone(), &comparison.cited)
    }

    /// The text of a provision with its tokens.
    pub fn reading(&self, node: NodeIndex) -> Reading<'_> {
        let node = &self.graph[node];
        self.documents[node.document].reading(node.provision)
    }

    /// The links in the order of the documents, then of the provisions.
    pub fn edges(&self) -> Vec<(NodeIndex, NodeIndex, &Edge)> {
        let mut edges: Vec<_> =
            self.graph.edge_references().map(|edge| (edge.source(), edge.target(), edge.weight())).collect();
        edges.sort_by_key(|(source, target, edge)| (edge.kind, *source, *target));
        edges
    }

    fn add_versions(&mut self, descent: Descent, options: &Options, decisions: &Decisions) {
        let Descent { pieces, later: new, ground, missing } = descent;
        let held: Vec<&Analysed> = pieces.iter().map(|&at| &self.documents[at]).collect();
        let old = Analysed::assembled(&held, !missing.is_empty());
        let of_piece = |&document: &DocumentIndex| {
            let provisions = ProvisionIndex::all(&self.documents[document].provisions);
            provisions.map(move |provision| ProvisionPlace { document, provision })
        };
        let places: Vec<ProvisionPlace> = pieces.iter().flat_map(of_piece).collect();
        let found = align(&old, &self.documents[new], &options.align);
        let Applied { reviewed, unlinked, warnings } =
            decisions.apply(found.correspondences, &old, &self.documents[new], &options.align);
        self.warnings.extend(warnings);
        for ((from, to), decision) in unlinked {
            let to = ProvisionPlace { document: new, provision: to };
            self.note_unlinked(places[from.index()], to, decision);
        }
        // A draft's addendum may hold none of what is followed: organizational matters only.
        if reviewed.iter().all(|one| one.correspondence.old.is_empty()) {
            return;
        }
        self.link(&reviewed, &places, new);
        let candidates = found.candidates;
        let cited = align_cited(&old, &self.documents[new], &reviewed, &options.align);
        self.comparisons.push(Comparison { pieces, old, new, ground, missing, reviewed, cited, candidates });
    }

    /// Links the provisions of correspondences. `places` tells of each old provision which document it is in, and where.
    fn link(&mut self, reviewed: &[Reviewed], places: &[ProvisionPlace], new: DocumentIndex) {
        for one in reviewed {
            let correspondence = &one.correspondence;
            let Some(support) = &correspondence.support else { continue };
            let linked: BTreeSet<IndexPair> = correspondence.pairs().into_iter().collect();
            let each = correspondence.all_pairs().enumerate().filter(|(_, pair)| linked.contains(pair));
            for (at, (from, to)) in each {
                let mut support = support.clone();
                // What speaks for a part of a split is not what speaks for the whole.
                if let Some(part) = support.evidence.parts.get(at) {
                    support.evidence.shared = part.shared.clone();
                    support.evidence.coverage = part.coverage;
                }
                let (from, to) = (places[from.index()], ProvisionPlace { document: new, provision: to });
                let decision = self.decision_on(&one.decisions, from, to);
                let (relation, origin) = (correspondence.relation, correspondence.origin);
                let edge = Edge::found(LinkKind::Version, relation, support, origin);
                self.add_edge(from, to, edge.decided(decision));
            }
        }
    }

    fn add_edge(&mut self, from: ProvisionPlace, to: ProvisionPlace, edge: Edge) {
        if let (Some(from), Some(to)) = (self.node(from), self.node(to)) {
            self.graph.add_edge(from, to, edge);
        }
    }

    /// Says of each link what it did to the parts of the provision.
    fn add_shifts(&mut self) {
        let place = |node: NodeIndex| (&self.documents[self.graph[node].document], [self.graph[node].provision]);
        let of = |edge: EdgeIndex| {
            let (from, to) = self.graph.edge_endpoints(edge)?;
            let ((old, at), (new, there)) = (place(from), place(to));
            let is_wording = self.graph[edge].kind != LinkKind::FollowUp;
            if is_wording { shifts((old, &at), (new, &there)) } else { None }
        };
        let edges: Vec<EdgeIndex> = self.graph.edge_indices().collect();
        let found: Vec<Option<Shifts>> = edges.par_iter().map(|&edge| of(edge)).collect();
        for (edge, shifts) in edges.into_iter().zip(found) {
            self.graph[edge].shifts = shifts;
        }
    }
}

/// Whether a provision is one of those that a document adopts: its recommendations, or its numbered paragraphs if it
/// has none.
fn is_adopted(document: &Document, provision: &Provision) -> bool {
    provision.kind.is_stated() || provision.kind == Kind::Paragraph && !document.states_any()
}
