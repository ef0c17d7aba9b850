//! The links that need a person's eye.

use schemars::JsonSchema;
use serde::Serialize;

use super::rounded;
use super::wording::{Segment, opening, redline_of};
use crate::align::{Certainty, Change, Considered, Link, Options, Relation, Rival, compare_in_full};
use crate::extract::{Document, find_provision};
use crate::lineage::{Comparison, Edge, Lineage, LinkKind};

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
    pub old: Vec<String>,
    /// The ids of the later ones.
    pub new: Vec<String>,
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
    pub rivals: Vec<Candidate>,
}

/// A link that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenLink {
    /// The id of the earlier provision.
    pub old: String,
    /// The id of the later one.
    pub new: String,
}

/// A link that was not made.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Candidate {
    /// The id of the earlier provision.
    pub old: String,
    /// The id of the later one.
    pub new: String,
    /// The opening words of the one that is not of the question.
    pub opening: String,
    /// How well the two go together, from 0 to 1.
    pub score: f64,
}

impl ReviewView {
    /// What is to be looked at in a lineage, which was built with these options.
    pub fn of(lineage: &Lineage, options: &Options) -> Self {
        let mut questions = Vec::new();
        for pair in &lineage.comparisons {
            questions.extend(of_versions(lineage, pair, options));
        }
        questions.extend(lineage.edges().into_iter().filter_map(|(old, new, edge)| {
            let is_open = edge.kind != LinkKind::Version && edge.decision.is_none() && needs_a_person(&edge.link);
            let place = |node: petgraph::graph::NodeIndex| {
                let node = &lineage.graph[node];
                (&lineage.documents[node.document], vec![node.provision])
            };
            is_open.then(|| Question {
                rivals: runner_up(&lineage.documents, edge),
                ..Question::of(edge.kind, edge.relation, &edge.link, place(old), place(new))
            })
        }));
        ReviewView { schema: "travaux.review/1", questions }
    }
}

fn needs_a_person(link: &Link) -> bool {
    link.certainty == Certainty::Doubtful || link.evidence.margin < THIN_MARGIN
}

fn of_versions(lineage: &Lineage, pair: &Comparison, options: &Options) -> Vec<Question> {
    let (old, new) = (&pair.old, &lineage.documents[pair.new]);
    // What was decided on other links of the same provisions leaves this one open.
    let open = |change: &Change| -> Vec<OpenLink> {
        let ids = |(at, there): (usize, usize)| (&old.provisions[at].id, &new.provisions[there].id);
        let linked = change.pairs().into_iter().map(ids);
        let undecided = linked.filter(|(one, other)| !change.decisions.iter().any(|by| by.is_on(one, other)));
        undecided.map(|(old, new)| OpenLink { old: old.clone(), new: new.clone() }).collect()
    };
    let doubted = pair.changes.iter().filter(|change| change.link.as_ref().is_some_and(needs_a_person));
    let changes: Vec<(&Change, Vec<OpenLink>)> =
        doubted.map(|change| (change, open(change))).filter(|(_, open)| !open.is_empty()).collect();
    if changes.is_empty() {
        return Vec::new();
    }
    let considered = compare_in_full(old, new, options).considered;
    let question = |(change, open): (&Change, Vec<OpenLink>)| {
        let link = change.link.as_ref()?;
        let sides = ((old, change.old.clone()), (new, change.new.clone()));
        let mut question = Question::of(LinkKind::Version, change.relation, link, sides.0, sides.1);
        question.rivals = rivals(change, old, new, &considered);
        question.open = open;
        Some(question)
    };
    changes.into_iter().filter_map(question).collect()
}

impl Question {
    fn of(
        kind: LinkKind,
        relation: Relation,
        link: &Link,
        (old, old_places): (&Document, Vec<usize>),
        (new, new_places): (&Document, Vec<usize>),
    ) -> Self {
        let ids = |document: &Document, places: &[usize]| -> Vec<String> {
            places.iter().map(|&at| document.provisions[at].id.clone()).collect()
        };
        let texts = |document: &Document, places: &[usize]| -> Vec<String> {
            places.iter().map(|&at| document.provisions[at].text().to_owned()).collect()
        };
        let (old_text, new_text) = (texts(old, &old_places), texts(new, &new_places));
        let (old, new) = (ids(old, &old_places), ids(new, &new_places));
        let pairs = old.iter().flat_map(|old| new.iter().map(move |new| (old, new)));
        Question {
            rivals: Vec::new(),
            open: pairs.map(|(old, new)| OpenLink { old: old.clone(), new: new.clone() }).collect(),
            old,
            new,
            kind,
            relation,
            confidence: rounded(link.confidence),
            certainty: link.certainty,
            score: rounded(link.score),
            margin: rounded(link.evidence.margin),
            redline: redline_of(&old_text.join("\n"), &new_text.join("\n")),
            old_text,
            new_text,
        }
    }
}

impl Candidate {
    fn of((old, at): (&Document, usize), (new, there): (&Document, usize), is_other_old: bool, score: f64) -> Self {
        let (one, other) = (&old.provisions[at], &new.provisions[there]);
        Candidate {
            old: one.id.clone(),
            new: other.id.clone(),
            opening: opening(if is_other_old { one.text() } else { other.text() }),
            score: rounded(score),
        }
    }
}

/// The next best of a link between meetings, which may go back to another document than the link does.
fn runner_up(documents: &[Document], edge: &Edge) -> Vec<Candidate> {
    let candidate = |rival: &Rival| {
        let place = |id: &str| {
            let (at, provision) = find_provision(documents, id).ok()?;
            Some((&documents[at], provision))
        };
        Some(Candidate::of(place(&rival.old_id)?, place(&rival.new_id)?, true, rival.score))
    };
    edge.link.evidence.runner_up.iter().filter_map(candidate).collect()
}

/// What else was considered for the provisions of a change, the best first.
fn rivals(change: &Change, old: &Document, new: &Document, considered: &[Considered]) -> Vec<Candidate> {
    let is_rival = |pair: &&Considered| change.old.contains(&pair.old) != change.new.contains(&pair.new);
    let mut rivals: Vec<&Considered> = considered.iter().filter(is_rival).collect();
    rivals
        .sort_by(|one, other| other.score.total_cmp(&one.score).then((one.old, one.new).cmp(&(other.old, other.new))));
    rivals.truncate(MOST_RIVALS);
    let candidate =
        |pair: &Considered| Candidate::of((old, pair.old), (new, pair.new), change.new.contains(&pair.new), pair.score);
    rivals.into_iter().map(candidate).collect()
}
