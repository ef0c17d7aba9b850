//! The lineage of a corpus.

use petgraph::graph::NodeIndex;
use schemars::JsonSchema;
use serde::Serialize;

use super::document::DocumentHead;
use super::rounded;
use super::shifts_of;
use super::wording::opening;
use crate::align::{Certainty, Decision, Relation};
use crate::anatomy::Lexicons;
use crate::extract::Kind;
use crate::lineage::{Lineage, LinkKind, Status, Thread};
use crate::shift::{Shifts, StrengthShift};

/// Documents, provisions, links and threads.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LineageView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.lineage/1"))]
    pub schema: &'static str,
    /// The documents, earliest first.
    pub documents: Vec<DocumentHead>,
    /// The provisions, in the order of the documents.
    pub nodes: Vec<NodeView>,
    /// The links.
    pub edges: Vec<EdgeView>,
    /// The provisions that are linked, the longest thread first.
    pub threads: Vec<ThreadView>,
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
    /// The rarest words that both have; of precedents and follow-up rare phrases first.
    pub shared: Vec<String>,
    /// What a person decided about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What the change did to strength, qualifiers and the like; absent for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<Shifts>,
}

/// Provisions that are linked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ThreadView {
    /// The ids, earliest first.
    pub provisions: Vec<String>,
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
        let plural = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let longest = self.threads.first().map_or(0, |thread| thread.provisions.len());
        let mut sentence = format!(
            "{}, {}: {} from draft to final, {} from an earlier meeting to a later, {} to what was done",
            plural(self.documents.len(), "document"),
            plural(self.nodes.len(), "provision"),
            plural(count(LinkKind::Version), "link"),
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

    /// The view of a lineage.
    pub fn of(lineage: &Lineage, lexicons: &Lexicons) -> Self {
        let id = |node: NodeIndex| lineage.graph[node].id.clone();
        LineageView {
            schema: "travaux.lineage/1",
            documents: lineage.documents.iter().map(DocumentHead::of).collect(),
            nodes: lineage
                .graph
                .node_weights()
                .map(|node| {
                    let document = &lineage.documents[node.document];
                    let provision = &document.provisions[node.provision];
                    NodeView {
                        id: node.id.clone(),
                        document: document.id.clone(),
                        label: provision.label.clone(),
                        kind: provision.kind,
                        section: provision.section.clone(),
                        text: provision.text().to_owned(),
                    }
                })
                .collect(),
            edges: lineage
                .edges()
                .into_iter()
                .map(|(source, target, edge)| EdgeView {
                    source: id(source),
                    target: id(target),
                    kind: edge.kind,
                    relation: edge.relation,
                    score: rounded(edge.link.score),
                    confidence: rounded(edge.link.confidence),
                    certainty: edge.link.certainty,
                    shared: edge.link.evidence.shared.clone(),
                    decision: edge.decision.clone(),
                    shifts: shifts_of(lineage, source, target, lexicons),
                })
                .collect(),
            threads: lineage.threads().into_iter().map(|thread| ThreadView::of(lineage, &thread, lexicons)).collect(),
        }
    }
}

impl ThreadView {
    fn of(lineage: &Lineage, thread: &Thread, lexicons: &Lexicons) -> Self {
        let node = |at: NodeIndex| &lineage.graph[at];
        let document = |at: NodeIndex| lineage.documents[node(at).document].id.clone();
        let life = lineage.life(thread);
        let last = node(life.last);
        ThreadView {
            first: document(thread.nodes[0]),
            last: document(thread.nodes[thread.nodes.len() - 1]),
            provisions: thread.nodes.iter().map(|&at| node(at).id.clone()).collect(),
            reworded: life.reworded,
            strength: shifts_of(lineage, life.first, life.last, lexicons).and_then(|shifts| shifts.strength),
            status: life.status,
            opening: opening(lineage.documents[last.document].provisions[last.provision].text()),
        }
    }
}
