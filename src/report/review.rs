//! The links that need a person's eye.

use schemars::JsonSchema;
use serde::Serialize;

use super::rounded;
use super::wording::{Segment, opening, redline_of};
use crate::align::{self, Certainty, Correspondence, Relation, Rival, Support};
use crate::analysis::Analysed;
use crate::decisions::Reviewed;
use crate::lineage::{Comparison, Edge, Lineage, LinkKind};
use crate::model::{ProvisionId, ProvisionIndex, find_provision};

/// A link whose score lies no further than this above its runner-up's is shown, however certain it is.
const THIN_MARGIN: f64 = 0.05;

/// How many rivals of a link are shown.
const MOST_RIVALS: usize = 3;

/// The links of a corpus that a person should look at: those that are doubtful, and those that are hardly better than
/// another. What was decided on is not asked again.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReviewView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.review/1"))]
    pub schema: &'static str,
    /// The links, in the order of the documents.
    pub questions: Vec<Question>,
}

/// A link that a person should look at.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Question {
    /// The ids of the earlier provisions.
    pub old: Vec<ProvisionId>,
    /// The ids of the later ones.
    pub new: Vec<ProvisionId>,
    /// The links between them that wait for a decision.
    pub open: Vec<OpenLink>,
    /// What kind of link it is.
    pub kind: LinkKind,
    /// What became of the earlier wording.
    pub relation: Relation,
    /// How likely the link is to be right, from 0 to 1.
    pub confidence: f64,
    /// The confidence in a word.
    pub certainty: Certainty,
    /// How well the two sides go together, from 0 to 1.
    pub score: f64,
    /// How far the score lies above the runner-up's.
    pub margin: f64,
    /// The earlier wording, a text for each id.
    pub old_text: Vec<String>,
    /// The later wording, likewise.
    pub new_text: Vec<String>,
    /// The redline of the two.
    pub redline: Vec<Segment>,
    /// What could have been linked instead, the best first.
    pub rivals: Vec<Alternative>,
}

/// A link that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenLink {
    /// The id of the earlier provision.
    pub old: ProvisionId,
    /// The id of the later one.
    pub new: ProvisionId,
}

/// A link that was not made.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Alternative {
    /// The id of the earlier provision.
    pub old: ProvisionId,
    /// The id of the later one.
    pub new: ProvisionId,
    /// The opening words of the one that is not of the question.
    pub opening: String,
    /// How well the two go together, from 0 to 1.
    pub score: f64,
}

impl ReviewView {
    /// What is to be looked at in a lineage.
    pub fn of(lineage: &Lineage) -> Self {
        let mut questions: Vec<Question> =
            lineage.comparisons.iter().flat_map(|pair| of_versions(lineage, pair)).collect();
        questions.extend(lineage.edges().into_iter().filter_map(|(old, new, edge)| {
            let is_open = edge.kind != LinkKind::Version && edge.decision.is_none() && needs_a_person(&edge.support);
            let side = |node: petgraph::graph::NodeIndex| {
                let node = &lineage.graph[node];
                (&lineage.documents[node.document], std::slice::from_ref(&node.provision))
            };
            is_open.then(|| Question {
                rivals: runner_up(&lineage.documents, edge),
                ..Question::of(edge.kind, edge.relation, &edge.support, side(old), side(new))
            })
        }));
        ReviewView { schema: "travaux.review/1", questions }
    }
}

fn needs_a_person(support: &Support) -> bool {
    support.certainty == Certainty::Doubtful || support.evidence.margin < THIN_MARGIN
}

fn of_versions(lineage: &Lineage, pair: &Comparison) -> Vec<Question> {
    let (old, new) = (&pair.old, &lineage.documents[pair.new]);
    let question = |Reviewed { correspondence, decisions }: &Reviewed| {
        let support = correspondence.support.as_ref().filter(|support| needs_a_person(support))?;
        // What was decided on other links of the same provisions leaves this one open.
        let ids = |(at, there): (ProvisionIndex, ProvisionIndex)| (&old.provision(at).id, &new.provision(there).id);
        let linked = correspondence.pairs().into_iter().map(ids);
        let undecided = linked.filter(|(one, other)| !decisions.iter().any(|by| by.is_on(one, other)));
        let open: Vec<OpenLink> = undecided.map(|(old, new)| OpenLink { old: old.clone(), new: new.clone() }).collect();
        let sides = ((old, &correspondence.old[..]), (new, &correspondence.new[..]));
        let question = Question::of(LinkKind::Version, correspondence.relation, support, sides.0, sides.1);
        let rivals = rivals(correspondence, old, new, &pair.candidates);
        (!open.is_empty()).then_some(Question { open, rivals, ..question })
    };
    pair.reviewed.iter().filter_map(question).collect()
}

impl Question {
    fn of(
        kind: LinkKind,
        relation: Relation,
        support: &Support,
        (old, old_places): (&Analysed, &[ProvisionIndex]),
        (new, new_places): (&Analysed, &[ProvisionIndex]),
    ) -> Self {
        let ids = |document: &Analysed, places: &[ProvisionIndex]| -> Vec<ProvisionId> {
            places.iter().map(|&at| document.provision(at).id.clone()).collect()
        };
        let texts = |document: &Analysed, places: &[ProvisionIndex]| -> Vec<String> {
            places.iter().map(|&at| document.provision(at).text().to_owned()).collect()
        };
        let (old_ids, new_ids) = (ids(old, old_places), ids(new, new_places));
        let pairs = old_ids.iter().flat_map(|old| new_ids.iter().map(move |new| (old, new)));
        Question {
            rivals: Vec::new(),
            open: pairs.map(|(old, new)| OpenLink { old: old.clone(), new: new.clone() }).collect(),
            old: old_ids,
            new: new_ids,
            kind,
            relation,
            confidence: rounded(support.confidence),
            certainty: support.certainty,
            score: rounded(support.score),
            margin: rounded(support.evidence.margin),
            redline: redline_of(&old.joined(old_places), &new.joined(new_places)),
            old_text: texts(old, old_places),
            new_text: texts(new, new_places),
        }
    }
}

impl Alternative {
    fn of(
        (old, at): (&Analysed, ProvisionIndex),
        (new, there): (&Analysed, ProvisionIndex),
        is_other_old: bool,
        score: f64,
    ) -> Self {
        let (one, other) = (old.provision(at), new.provision(there));
        Alternative {
            old: one.id.clone(),
            new: other.id.clone(),
            opening: opening(if is_other_old { one.text() } else { other.text() }),
            score: rounded(score),
        }
    }
}

/// The next best of a link between meetings, which may go back to another document than the link does.
fn runner_up(documents: &[Analysed], edge: &Edge) -> Vec<Alternative> {
    let candidate = |rival: &Rival| {
        let place = |id: &str| {
            let place = find_provision(documents, id).ok()?;
            Some((&documents[place.document.index()], place.provision))
        };
        Some(Alternative::of(place(&rival.old_id)?, place(&rival.new_id)?, true, rival.score))
    };
    edge.support.evidence.runner_up.iter().filter_map(candidate).collect()
}

/// What else was considered for the provisions of a correspondence, the best first.
fn rivals(one: &Correspondence, old: &Analysed, new: &Analysed, considered: &[align::Candidate]) -> Vec<Alternative> {
    let is_rival = |pair: &&align::Candidate| one.old.contains(&pair.old) != one.new.contains(&pair.new);
    let mut rivals: Vec<&align::Candidate> = considered.iter().filter(is_rival).collect();
    rivals
        .sort_by(|one, other| other.score.total_cmp(&one.score).then((one.old, one.new).cmp(&(other.old, other.new))));
    rivals.truncate(MOST_RIVALS);
    let candidate = |pair: &align::Candidate| {
        Alternative::of((old, pair.old), (new, pair.new), one.new.contains(&pair.new), pair.score)
    };
    rivals.into_iter().map(candidate).collect()
}
