//! The lineage of a corpus.

use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::document::DocumentHead;
use super::sentence::listed;
use super::shifts_of;
use super::wording::opening;
use super::{rounded, rounded_shares};
use crate::align::{Certainty, Decision, Relation, Shares};
use crate::anatomy::{Anatomy, Lexicons};
use crate::corpus::Stage;
use crate::extract::{Document, Kind};
use crate::lineage::{Citation, Comparison, Ground, History, Lineage, LinkKind, Status, Thread, Unlinked};
use crate::shift::{Shifts, StrengthShift};

/// Documents, provisions, links and threads.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LineageView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.lineage/1"))]
    pub schema: &'static str,
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
    /// The provisions that are linked, the longest thread first.
    pub threads: Vec<ThreadView>,
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
    pub provisions: Vec<String>,
}

/// A provision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NodeView {
    /// The id.
    pub id: String,
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
    /// What is left of the text without addressee, operative phrase and qualifiers: the act itself. Absent for
    /// languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core: Option<String>,
}

/// A link.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EdgeView {
    /// The id of the earlier provision.
    pub source: String,
    /// The id of the later one.
    pub target: String,
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
    /// What a person decided about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What the change did to strength, qualifiers and the like; absent for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<Shifts>,
}

/// Two provisions that a decision keeps apart: it rejects their link, or it links one of them to another instead.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnlinkedView {
    /// The id of the earlier provision.
    pub source: String,
    /// The id of the later one.
    pub target: String,
    /// The decision.
    pub decision: Decision,
}

impl UnlinkedView {
    pub(super) fn of(lineage: &Lineage, unlinked: &Unlinked) -> Self {
        let id = |node: NodeIndex| lineage.graph[node].id.clone();
        let decision = unlinked.decision.clone();
        UnlinkedView { source: id(unlinked.from), target: id(unlinked.to), decision }
    }
}

/// Provisions that are linked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ThreadView {
    /// The ids, earliest first.
    pub provisions: Vec<String>,
    /// The same, those of each document together: they are no steps from one to the next.
    #[serde(skip)]
    pub steps: Vec<Vec<String>>,
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
    /// The opening words of its last wording.
    pub opening: String,
}

impl LineageView {
    /// The lineage in one sentence.
    pub fn sentence(&self) -> String {
        let count = |kind| self.edges.iter().filter(|edge| edge.kind == kind).count();
        let drafts: BTreeSet<&str> =
            self.documents.iter().filter(|head| head.stage == Stage::Draft).map(|head| head.id.as_str()).collect();
        let in_drafts = self.nodes.iter().filter(|node| drafts.contains(node.document.as_str()));
        let in_drafts: BTreeSet<&str> = in_drafts.map(|node| node.id.as_str()).collect();
        let is_revision = |edge: &&EdgeView| edge.kind == LinkKind::Version && in_drafts.contains(edge.target.as_str());
        let revised = self.edges.iter().filter(is_revision).count();
        let plural = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let longest = self.threads.first().map_or(0, |thread| thread.provisions.len());
        let mut sentence = format!(
            "{}, {}: {}{} from draft to final, {} from an earlier meeting to a later, {} to what was done",
            plural(self.documents.len(), "document"),
            plural(self.nodes.len(), "provision"),
            if revised > 0 {
                format!("{} from draft to revised draft, ", plural(revised, "link"))
            } else {
                String::new()
            },
            plural(count(LinkKind::Version) - revised, "link"),
            count(LinkKind::Precedent),
            count(LinkKind::FollowUp),
        );
        if longest > 0 {
            let threads = plural(self.threads.len(), "thread");
            sentence.push_str(&format!("; linked provisions make {threads}, the longest of {longest}"));
        }
        sentence.push('.');
        sentence
    }

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
        let others = self.documents.iter().filter(|head| head.stage == Stage::Other);
        let reports: BTreeSet<&str> = others.map(|head| head.id.as_str()).filter(|id| !compared.contains(id)).collect();
        let is_drawn = move |node: &&NodeView| {
            linked.is_empty() || linked.contains(node.id.as_str()) || !reports.contains(node.document.as_str())
        };
        self.nodes.iter().filter(is_drawn)
    }

    /// The view of a lineage.
    pub fn of(lineage: &Lineage, lexicons: &Lexicons) -> Self {
        LineageView::of_nodes(lineage, |_| true, lexicons)
    }

    /// The view of one provision's history: its wordings, the links between them, and the documents that they stand in.
    pub fn of_history(lineage: &Lineage, history: &History, lexicons: &Lexicons) -> Self {
        let held: BTreeSet<NodeIndex> = history.steps.iter().map(|step| step.node).collect();
        let mut view = LineageView::of_nodes(lineage, |node| held.contains(&node), lexicons);
        let documents: BTreeSet<&String> = view.nodes.iter().map(|node| &node.document).collect();
        view.documents.retain(|head| documents.contains(&head.id));
        view.citations.retain(|citation| [&citation.source, &citation.target].iter().all(|id| documents.contains(id)));
        view.descents.retain(|descent| documents.contains(&descent.new));
        view
    }

    fn of_nodes(lineage: &Lineage, is_held: impl Fn(NodeIndex) -> bool, lexicons: &Lexicons) -> Self {
        let id = |node: NodeIndex| lineage.graph[node].id.clone();
        let document_id = |at: usize| lineage.documents[at].id.clone();
        LineageView {
            schema: "travaux.lineage/1",
            documents: lineage.documents.iter().map(DocumentHead::of).collect(),
            descents: lineage
                .comparisons
                .iter()
                .map(|comparison| DescentView {
                    old: comparison.pieces.iter().map(|&at| document_id(at)).collect(),
                    new: document_id(comparison.new),
                    ground: comparison.ground,
                    missing: comparison.missing.clone(),
                    sentence: descent_sentence(lineage, comparison),
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
                    let provision = &document.provisions[node.provision];
                    let lexicon = lexicons.of(document.language.as_deref());
                    let core = lexicon.map(|lexicon| Anatomy::of(provision.text(), lexicon).core);
                    NodeView {
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
                    score: rounded(edge.link.score),
                    confidence: rounded(edge.link.confidence),
                    certainty: edge.link.certainty,
                    coverage: rounded_shares(edge.link.evidence.coverage),
                    shared: edge.link.evidence.shared.clone(),
                    decision: edge.decision.clone(),
                    // What a report tells of a provision is no new wording of it.
                    shifts: (edge.kind != LinkKind::FollowUp)
                        .then(|| shifts_of(lineage, source, target, lexicons))
                        .flatten(),
                })
                .collect(),
            unlinked: lineage
                .unlinked
                .iter()
                .filter(|one| is_held(one.from) || is_held(one.to))
                .map(|one| UnlinkedView::of(lineage, one))
                .collect(),
            threads: lineage
                .threads()
                .into_iter()
                .filter(|thread| thread.nodes.iter().any(|&node| is_held(node)))
                .map(|thread| ThreadView::of(lineage, &thread, lexicons))
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
    edges.into_iter().map(of).collect()
}

/// How it is known that a draft belongs to a report, in words.
pub(super) fn descent_sentence(lineage: &Lineage, comparison: &Comparison) -> String {
    let new = &lineage.documents[comparison.new];
    let pieces: Vec<&Document> = comparison.pieces.iter().map(|&at| &lineage.documents[at]).collect();
    let ids = listed(&pieces.iter().map(|piece| piece.id.clone()).collect::<Vec<_>>());
    let infers = |document: &Document, field: &str| document.inferred.iter().any(|one| one == field);
    let is_inferred = |field: &str| {
        // A symbol is that of the draft; a meeting is of both.
        pieces.iter().any(|piece| infers(piece, field)) || field == "meeting" && infers(new, field)
    };
    let inferred = |field: &str| if is_inferred(field) { " (which was inferred)" } else { "" };
    let mut sentence = match comparison.ground {
        Ground::Cited => format!("{} cites {ids} as its draft, by the symbol{}", new.id, inferred("symbol")),
        Ground::SameMeeting => {
            let meeting = new.meeting.map_or_else(String::new, |meeting| format!(" {meeting}"));
            format!("{ids} and {} are of meeting{meeting}{} of the same body", new.id, inferred("meeting"))
        }
        Ground::SameYear => format!(
            "{ids} and {} are of the same body and year; the number of the meeting is not known on both sides",
            new.id
        ),
        Ground::Revision => format!("{} is a revision of {ids}, by its symbol{}", new.id, inferred("symbol")),
    };
    if !comparison.missing.is_empty() {
        let are = if comparison.missing.len() == 1 { "is" } else { "are" };
        sentence.push_str(&format!("; {}, which it cites too, {are} not here", listed(&comparison.missing)));
    }
    sentence.push('.');
    sentence
}

impl ThreadView {
    /// How it stands, in words.
    pub fn standing(&self) -> Vec<String> {
        self.status.iter().map(|status| status.name().replace('-', " ")).collect()
    }

    /// The strength of its first wording and of its last, where they differ: `should → may`.
    pub fn strength_line(&self) -> Option<String> {
        let phrase = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".into());
        let strength = self.strength.as_ref().filter(|strength| strength.old != strength.new);
        strength.map(|shift| format!("{} → {}", phrase(&shift.old), phrase(&shift.new)))
    }

    fn of(lineage: &Lineage, thread: &Thread, lexicons: &Lexicons) -> Self {
        let node = |at: NodeIndex| &lineage.graph[at];
        let document = |at: NodeIndex| lineage.documents[node(at).document].id.clone();
        let life = lineage.life(thread);
        let last = node(life.last);
        ThreadView {
            first: document(thread.nodes[0]),
            last: document(thread.nodes[thread.nodes.len() - 1]),
            provisions: thread.nodes.iter().map(|&at| node(at).id.clone()).collect(),
            steps: thread
                .nodes
                .chunk_by(|&one, &next| node(one).document == node(next).document)
                .map(|step| step.iter().map(|&at| node(at).id.clone()).collect())
                .collect(),
            reworded: life.reworded,
            strength: shifts_of(lineage, life.first, life.last, lexicons).and_then(|shifts| shifts.strength),
            status: life.status,
            opening: opening(lineage.documents[last.document].provisions[last.provision].text()),
        }
    }
}
