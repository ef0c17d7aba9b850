//! One provision's history.

use petgraph::graph::NodeIndex;
use schemars::JsonSchema;
use serde::Serialize;

use super::comparison::ChangeRow;
use super::lineage::{FamilyView, UnlinkedView};
use super::pair::PairKind;
use super::rounded;
use super::wording::{Segment, opening, redline_of};
use crate::align::{Certainty, Relation, Unaccounted};
use crate::change::Change;
use crate::decisions::{Decision, Reviewed};
use crate::lineage::{Edge, History, Lineage, LinkKind, Relative};
use crate::model::{Date, DocumentSymbol, ProvisionId, ProvisionPlace, Reference};
use crate::shift::Shifts;

/// A provision's history, wording by wording.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HistoryView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.trace/1"))]
    pub schema: &'static str,
    /// The id of the provision that was asked for.
    pub provision: ProvisionId,
    /// The wordings, earliest first.
    pub steps: Vec<HistoryStep>,
    /// What else is linked to these wordings: parts of a split, other precedents, further reports.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relatives: Vec<RelativeView>,
    /// The family that the provision is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<FamilyView>,
    /// What became of the provision where it has no counterpart: that it was not adopted, or is new.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A wording.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HistoryStep {
    /// The provision's id.
    pub id: ProvisionId,
    /// The document's symbol.
    pub symbol: Option<DocumentSymbol>,
    /// The document's date.
    pub date: Option<Date>,
    /// The document's title.
    pub title: Option<String>,
    /// The headings it stands under.
    pub section: Vec<String>,
    /// Its text.
    pub text: String,
    /// What it cites: documents, acts, numbered places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<Cited>,
    /// The ids of the provisions that cite it by its number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cited_by: Vec<ProvisionId>,
    /// The earlier wordings that it is linked to.
    pub from: Vec<StepLink>,
    /// The pairs with it that a person's decisions keep apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unlinked: Vec<UnlinkedView>,
}

/// Something that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cited {
    /// As the text names it.
    #[serde(flatten)]
    pub reference: Reference,
    /// The id of the document or of the provision that is meant, if the corpus has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// A provision that is linked to a wording of a history and is none of its wordings.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RelativeView {
    /// Its id.
    pub relative: ProvisionId,
    /// Its opening words.
    pub opening: String,
    /// The id of the later of the two that are linked.
    pub to: ProvisionId,
    /// The link, which names the earlier of the two.
    pub link: StepLink,
}

/// A link to an earlier wording.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StepLink {
    /// The earlier provision's id.
    pub id: ProvisionId,
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
    /// The numbers that each wording has and the other lacks, if each has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlike_numbers: Option<Unaccounted>,
    /// Whether the thread follows it.
    pub principal: bool,
    /// What a person decided about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What the change did to strength, qualifiers and the like; absent for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<Shifts>,
    /// The redline from the earlier wording.
    pub redline: Vec<Segment>,
}

impl HistoryView {
    /// The view of a history.
    pub fn of(lineage: &Lineage, history: &History) -> Self {
        let steps = history
            .steps
            .iter()
            .map(|step| {
                let node = &lineage.graph[step.node];
                let document = &lineage.documents[node.document];
                let provision = &document.provisions[node.provision];
                HistoryStep {
                    id: node.id.clone(),
                    symbol: document.metadata.symbol.clone(),
                    date: document.metadata.date,
                    title: document.metadata.title.clone(),
                    section: provision.section.clone(),
                    text: provision.text().to_owned(),
                    cites: provision
                        .references
                        .iter()
                        .map(|reference| Cited {
                            id: lineage.target_of(node.document, provision, reference).map(|target| match target {
                                (at, Some(place)) => lineage.documents[at].provisions[place].id.to_string(),
                                (at, None) => lineage.documents[at].id.clone(),
                            }),
                            reference: reference.clone(),
                        })
                        .collect(),
                    cited_by: lineage
                        .citing(ProvisionPlace { document: node.document, provision: node.provision })
                        .map(|place| place.of(&lineage.documents).id.clone())
                        .collect(),
                    from: step
                        .from
                        .iter()
                        .map(|(source, edge)| StepLink::of(lineage, (*source, step.node), edge))
                        .collect(),
                    unlinked: lineage
                        .unlinked
                        .iter()
                        .filter(|one| [one.from, one.to].contains(&step.node))
                        .map(|one| UnlinkedView::of(lineage, one))
                        .collect(),
                }
            })
            .collect();
        let provision = lineage.graph[history.subject].id.clone();
        let relative = |one: &Relative| {
            let node = &lineage.graph[one.node];
            RelativeView {
                relative: node.id.clone(),
                opening: opening(lineage.documents[node.document].provisions[node.provision].text()),
                to: lineage.graph[one.to].id.clone(),
                link: StepLink::of(lineage, (one.from, one.to), &one.edge),
            }
        };
        HistoryView {
            schema: "travaux.trace/1",
            provision,
            steps,
            relatives: history.relatives.iter().map(relative).collect(),
            family: history.family.as_ref().map(|family| FamilyView::of(lineage, &lineage.threads(), family)),
            notes: notes(lineage, history),
        }
    }
}

impl StepLink {
    fn of(lineage: &Lineage, (from, to): (NodeIndex, NodeIndex), edge: &Edge) -> Self {
        StepLink {
            id: lineage.graph[from].id.clone(),
            kind: edge.kind,
            relation: edge.relation,
            score: rounded(edge.support.score),
            confidence: rounded(edge.support.confidence),
            certainty: edge.support.certainty,
            shared: edge.support.evidence.shared.clone(),
            unlike_numbers: edge.support.evidence.unlike_numbers.clone(),
            principal: edge.principal,
            decision: edge.decision.clone(),
            shifts: edge.shifts.clone(),
            redline: redline_of(&lineage.reading(from), &lineage.reading(to)),
        }
    }
}

/// What comparing drafts with reports says of a provision that it links to nothing.
fn notes(lineage: &Lineage, history: &History) -> Vec<String> {
    let id = &lineage.graph[history.subject].id;
    let mut notes = Vec::new();
    for comparison in &lineage.comparisons {
        let (old, new) = (&comparison.old, &lineage.documents[comparison.new]);
        let pair = PairKind::of_descent(comparison.ground, new);
        let is_subject = |one: &&Reviewed| {
            let one = &one.correspondence;
            let in_old = one.old.iter().any(|&at| old.provision(at).id == *id);
            one.support.is_none() && (in_old || one.new.iter().any(|&at| new.provision(at).id == *id))
        };
        if let Some(one) = comparison.reviewed.iter().find(is_subject) {
            notes.push(ChangeRow::of(old, new, &Change::without_counterpart(one, old, new), pair).sentence);
        }
    }
    notes
}
