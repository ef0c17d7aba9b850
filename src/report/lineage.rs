//! The lineage of a corpus.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use tracing::trace_span;

use super::document::{DocumentHead, proposers};
use super::english;
use super::grid::Grid;
use super::progress::{ProgressView, ProvenanceView};
use super::wording::{Segment, opening, redline_of};
use super::{rounded, rounded_shares};
use crate::align::{Certainty, Relation, Shares, Unaccounted};
use crate::analysis::Analysed;
use crate::change::shifts;
use crate::decisions::Decision;
use crate::embedding::Model;
use crate::lineage::{Citation, Family, History, Lineage, LinkKind, Status, Thread, Unlinked};
use crate::meetings::{Ground, series};
use crate::model::{Document, DocumentIndex, Kind, ProvisionId, Stage};
use crate::shift::{Shifts, StrengthShift};

/// Documents, provisions, links and threads.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LineageView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.lineage/1"))]
    pub schema: &'static str,
    /// The sentence-embedding model that was used, by its name and in brackets its fingerprint; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The documents, earliest first.
    pub documents: Vec<DocumentHead>,
    /// Which document came of which drafts.
    pub descents: Vec<DescentView>,
    /// Which documents cite which.
    pub citations: Vec<CitationView>,
    /// The provisions, in the order of the documents.
    pub nodes: Vec<NodeView>,
    /// The links.
    pub edges: Vec<EdgeView>,
    /// The pairs that a person's decisions keep apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unlinked: Vec<UnlinkedView>,
    /// The series of reports: what is adopted in one goes back to what was adopted in the same.
    pub series: Vec<SeriesView>,
    /// The ids of the reports that are in no series, since their bodies are not known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub in_no_series: Vec<String>,
    /// How far drafts under negotiation have come: what is open in each revision.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<ProgressView>,
    /// Whose proposed words stand in the last form of such drafts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provenance: Vec<ProvenanceView>,
    /// The threads, the longest first.
    pub threads: Vec<ThreadView>,
    /// The families of threads and single provisions, the largest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub families: Vec<FamilyView>,
}

/// Reports of one body on one subject.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SeriesView {
    /// The body.
    pub body: String,
    /// The State or the matter that the reports are on, where the body has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The ids of the reports, earliest first.
    pub documents: Vec<String>,
}

/// Threads and single provisions that are on one matter.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FamilyView {
    /// The id of its first provision, by which it is known.
    pub id: ProvisionId,
    /// The words that tell what the matter is: most of its provisions have them, and few others.
    pub words: Vec<String>,
    /// The ids of its threads, which are those of their first provisions.
    pub threads: Vec<ProvisionId>,
    /// The ids of the provisions that are in no thread.
    pub alone: Vec<ProvisionId>,
    /// The ids of all its provisions, earliest first.
    pub provisions: Vec<ProvisionId>,
}

impl FamilyView {
    /// The view of a family; `threads` are all of the lineage.
    pub(super) fn of(lineage: &Lineage, threads: &[Thread], family: &Family) -> Self {
        let id = |node: &NodeIndex| lineage.graph[*node].id.clone();
        FamilyView {
            id: id(&family.nodes[0]),
            words: family.words.clone(),
            threads: family.threads.iter().map(|&thread| id(&threads[thread].nodes[0])).collect(),
            alone: family.provisions.iter().map(id).collect(),
            provisions: family.nodes.iter().map(id).collect(),
        }
    }
}

/// A document and the draft that it came of.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DescentView {
    /// The ids of the draft's pieces, in their order.
    pub old: Vec<String>,
    /// The id of what came of them: the report, or the draft's revised form.
    pub new: String,
    /// How it is known.
    pub ground: Ground,
    /// The symbols of further pieces that the report cites, and that are not among the documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// The same in words.
    pub sentence: String,
}

/// A document that cites another.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CitationView {
    /// The id of the document that cites.
    pub source: String,
    /// The id of the document that is cited.
    pub target: String,
    /// The name under which it is cited: a symbol, or an act such as "resolution 5/3".
    pub name: String,
    /// The ids of the provisions that cite it; none if it is cited outside of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<ProvisionId>,
}

/// A provision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NodeView {
    /// The id.
    pub id: ProvisionId,
    /// The document's id.
    pub document: String,
    /// The printed number.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// The headings it stands under.
    pub section: Vec<String>,
    /// Its text.
    pub text: String,
    /// Who proposes it, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposers: Vec<String>,
    /// What is left of the text without addressee, operative phrase and qualifiers: the act itself. Absent for
    /// languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core: Option<String>,
}

/// A link.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EdgeView {
    /// The id of the earlier provision.
    pub source: ProvisionId,
    /// The id of the later one.
    pub target: ProvisionId,
    /// What kind of link it is.
    pub kind: LinkKind,
    /// What became of the earlier wording.
    pub relation: Relation,
    /// How well the two go together, from 0 to 1.
    pub score: f64,
    /// How likely the link is to be right, from 0 to 1.
    pub confidence: f64,
    /// How far the link can be relied on.
    pub certainty: Certainty,
    /// The share of each wording that the other has; rare words count for more.
    pub coverage: Shares,
    /// The rarest words that both have; of precedents and follow-up rare phrases first.
    pub shared: Vec<String>,
    /// The numbers that each wording has and the other lacks, if each has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlike_numbers: Option<Unaccounted>,
    /// Whether a thread follows it; the others lead to relatives.
    pub principal: bool,
    /// What a person decided about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What the change did to strength, qualifiers and the like; absent for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<Shifts>,
    /// The two in the graph.
    #[serde(skip)]
    pub(super) ends: (NodeIndex, NodeIndex),
}

/// Two provisions that a decision keeps apart: it rejects their link, or it links one of them to another instead.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnlinkedView {
    /// The id of the earlier provision.
    pub source: ProvisionId,
    /// The id of the later one.
    pub target: ProvisionId,
    /// The decision.
    pub decision: Decision,
}

impl EdgeView {
    /// The redline of a new wording at another meeting; nothing for other links: one from draft to final stands in the change
    /// table, and what a report tells of a provision is no new wording of it.
    pub(super) fn redline(&self, lineage: &Lineage) -> Vec<Segment> {
        let (source, target) = self.ends;
        match self.kind == LinkKind::Precedent {
            true => redline_of(&lineage.reading(source), &lineage.reading(target)),
            false => Vec::new(),
        }
    }
}

impl UnlinkedView {
    pub(super) fn of(lineage: &Lineage, unlinked: &Unlinked) -> Self {
        let id = |node: NodeIndex| lineage.graph[node].id.clone();
        let decision = unlinked.decision.clone();
        UnlinkedView { source: id(unlinked.from), target: id(unlinked.to), decision }
    }
}

/// A provision's line through time: for each meeting and stage one wording at most.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ThreadView {
    /// The id of its first provision, by which it is known.
    pub id: ProvisionId,
    /// The id of the family that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<ProvisionId>,
    /// The words that tell what the matter of the family is.
    #[serde(skip)]
    pub family_words: Vec<String>,
    /// The ids, earliest first.
    pub provisions: Vec<ProvisionId>,
    /// The document where it is first seen.
    pub first: String,
    /// The document where it is last seen.
    pub last: String,
    /// How many links from one wording to the next changed it.
    pub reworded: usize,
    /// The strength of its first wording and of its last; absent for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<StrengthShift>,
    /// How it stands; several may hold.
    pub status: Vec<Status>,
    /// The same as people read it: "repeated in 2021", "not repeated since 2013".
    pub outcome: Vec<String>,
    /// The opening words of its last wording.
    pub opening: String,
}

impl LineageView {
    /// The provisions that a picture of it shows: all, but of a report on activities only what follows something up, if
    /// anything is linked at all.
    pub fn drawn(&self) -> impl Iterator<Item = &NodeView> {
        let linked = |kind: fn(LinkKind) -> bool| -> BTreeSet<&str> {
            let edges = self.edges.iter().filter(move |edge| kind(edge.kind));
            edges.flat_map(|edge| [edge.source.as_str(), edge.target.as_str()]).collect()
        };
        let (linked, versions) = (linked(|_| true), linked(|kind| kind == LinkKind::Version));
        let compared: BTreeSet<&str> =
            self.nodes.iter().filter(|node| versions.contains(node.id.as_str())).map(|node| &*node.document).collect();
        let others = self.documents.iter().filter(|head| head.metadata.stage() == Stage::Other);
        let reports: BTreeSet<&str> = others.map(|head| head.id.as_str()).filter(|id| !compared.contains(id)).collect();
        let is_drawn = move |node: &&NodeView| {
            linked.is_empty() || linked.contains(node.id.as_str()) || !reports.contains(node.document.as_str())
        };
        self.nodes.iter().filter(is_drawn)
    }

    /// The view of a lineage.
    pub fn of(lineage: &Lineage) -> Self {
        let _stage = trace_span!("view of the lineage").entered();
        LineageView {
            progress: lineage.progress().iter().map(|one| ProgressView::of(lineage, one)).collect(),
            provenance: lineage.provenance().iter().map(|one| ProvenanceView::of(lineage, one)).collect(),
            ..LineageView::of_nodes(lineage, |_| true)
        }
    }

    /// Its tables on drafts under negotiation: how far they have come, and whose words stand.
    pub fn grids(&self) -> Vec<(Grid, &str)> {
        let progress = self.progress.iter().map(|view| (view.grid(), view.sentence.as_str()));
        progress.chain(self.provenance.iter().map(|view| (view.grid(), view.sentence.as_str()))).collect()
    }

    /// The view of one provision's history: its wordings, their relatives, the links between them, and the documents that they stand in.
    pub fn of_history(lineage: &Lineage, history: &History) -> Self {
        let held: BTreeSet<NodeIndex> = history.nodes().collect();
        let mut view = LineageView::of_nodes(lineage, |node| held.contains(&node));
        let documents: BTreeSet<&String> = view.nodes.iter().map(|node| &node.document).collect();
        view.documents.retain(|head| documents.contains(&head.id));
        view.citations.retain(|citation| [&citation.source, &citation.target].iter().all(|id| documents.contains(id)));
        view.descents.retain(|descent| documents.contains(&descent.new));
        view
    }

    fn of_nodes(lineage: &Lineage, is_held: impl Fn(NodeIndex) -> bool) -> Self {
        let id = |node: NodeIndex| lineage.graph[node].id.clone();
        let document_id = |at: DocumentIndex| lineage.documents[at].id.clone();
        let threads = lineage.threads();
        let families: BTreeMap<usize, &Family> = lineage
            .families
            .iter()
            .flat_map(|family| family.threads.iter().map(move |&thread| (thread, family)))
            .collect();
        let finals: Vec<&Document> = lineage
            .documents
            .iter()
            .map(Analysed::document)
            .filter(|document| document.metadata.stage() == Stage::Final)
            .collect();
        let in_series = series(&finals).into_iter().map(|one| SeriesView {
            documents: one.documents.iter().map(|at| finals[at.index()].id.clone()).collect(),
            body: one.body,
            subject: one.subject,
        });
        let nowhere = finals.iter().filter(|document| document.metadata.body.is_none());
        LineageView {
            schema: "travaux.lineage/1",
            series: in_series.collect(),
            in_no_series: nowhere.map(|document| document.id.clone()).collect(),
            model: lineage.documents.iter().find_map(Analysed::model).map(Model::to_string),
            documents: lineage.documents.iter().map(|document| DocumentHead::of(document)).collect(),
            descents: lineage
                .comparisons
                .iter()
                .map(|comparison| DescentView {
                    old: comparison.pieces.iter().map(|&at| document_id(at)).collect(),
                    new: document_id(comparison.new),
                    ground: comparison.ground,
                    missing: comparison.missing.clone(),
                    sentence: english::descent_sentence(lineage, comparison),
                })
                .collect(),
            citations: citations(lineage),
            nodes: lineage
                .graph
                .node_indices()
                .filter(|&node| is_held(node))
                .collect::<Vec<_>>()
                .into_par_iter()
                .map(|node| {
                    let node = &lineage.graph[node];
                    let document = &lineage.documents[node.document];
                    let provision = document.provision(node.provision);
                    let core = document.anatomy(node.provision).map(|anatomy| anatomy.core.clone());
                    NodeView {
                        proposers: proposers(document, &[node.provision]),
                        id: node.id.clone(),
                        document: document.id.clone(),
                        label: provision.label.clone(),
                        kind: provision.kind,
                        section: provision.section.clone(),
                        text: provision.text().to_owned(),
                        core: core.filter(|core| !core.is_empty()),
                    }
                })
                .collect(),
            edges: lineage
                .edges()
                .into_iter()
                .filter(|(source, target, _)| is_held(*source) && is_held(*target))
                .collect::<Vec<_>>()
                .into_par_iter()
                .map(|(source, target, edge)| EdgeView {
                    source: id(source),
                    target: id(target),
                    kind: edge.kind,
                    relation: edge.relation,
                    score: rounded(edge.support.score),
                    confidence: rounded(edge.support.confidence),
                    certainty: edge.support.certainty,
                    coverage: rounded_shares(edge.support.evidence.coverage),
                    shared: edge.support.evidence.shared.clone(),
                    unlike_numbers: edge.support.evidence.unlike_numbers.clone(),
                    principal: edge.principal,
                    decision: edge.decision.clone(),
                    shifts: edge.shifts.clone(),
                    ends: (source, target),
                })
                .collect(),
            unlinked: lineage
                .unlinked
                .iter()
                .filter(|one| is_held(one.from) || is_held(one.to))
                .map(|one| UnlinkedView::of(lineage, one))
                .collect(),
            progress: Vec::new(),
            provenance: Vec::new(),
            threads: threads
                .iter()
                .enumerate()
                .filter(|(_, thread)| thread.nodes.iter().any(|&node| is_held(node)))
                .map(|(at, thread)| ThreadView::of(lineage, thread, families.get(&at).copied()))
                .collect(),
            families: lineage
                .families
                .iter()
                .filter(|family| family.nodes.iter().any(|&node| is_held(node)))
                .map(|family| FamilyView::of(lineage, &threads, family))
                .collect(),
        }
    }
}

/// The citations, those of each document in the order of the documents that are cited.
fn citations(lineage: &Lineage) -> Vec<CitationView> {
    let mut edges: Vec<_> = lineage.citations.edge_references().collect();
    edges.sort_by_key(|edge| (edge.source(), edge.target()));
    let of = |edge: petgraph::graph::EdgeReference<'_, Citation>| {
        let citing = &lineage.documents[lineage.citations[edge.source()]];
        CitationView {
            source: citing.id.clone(),
            target: lineage.documents[lineage.citations[edge.target()]].id.clone(),
            name: edge.weight().name.clone(),
            provisions: edge.weight().provisions.iter().map(|&at| citing.provisions[at].id.clone()).collect(),
        }
    };
    let elsewhere = lineage.cited_elsewhere.iter().map(|one| {
        let citing = &lineage.documents[one.source];
        let provisions = one.citation.provisions.iter().map(|&at| citing.provisions[at].id.clone()).collect();
        CitationView {
            source: citing.id.clone(),
            target: one.target.clone(),
            name: one.citation.name.clone(),
            provisions,
        }
    });
    edges.into_iter().map(of).chain(elsewhere).collect()
}

impl ThreadView {
    fn of(lineage: &Lineage, thread: &Thread, family: Option<&Family>) -> Self {
        let node = |at: NodeIndex| &lineage.graph[at];
        let document = |at: NodeIndex| lineage.documents[node(at).document].id.clone();
        let life = lineage.life(thread);
        let side = |at: NodeIndex| (&lineage.documents[node(at).document], std::slice::from_ref(&node(at).provision));
        let last = node(life.last);
        ThreadView {
            id: node(thread.nodes[0]).id.clone(),
            family: family.map(|family| node(family.nodes[0]).id.clone()),
            family_words: family.map(|family| family.words.clone()).unwrap_or_default(),
            first: document(thread.nodes[0]),
            last: document(thread.nodes[thread.nodes.len() - 1]),
            provisions: thread.nodes.iter().map(|&at| node(at).id.clone()).collect(),
            reworded: life.reworded,
            strength: shifts(side(life.first), side(life.last)).and_then(|shifts| shifts.strength),
            outcome: english::standing(&life, life.last_final.map(|at| &*lineage.documents[at])),
            status: life.status,
            opening: opening(lineage.documents[last.document].provisions[last.provision].text()),
        }
    }
}
