//! Why a provision was linked as it was, and what it could have been linked to instead.

use schemars::JsonSchema;
use serde::Serialize;

use super::comparison::ChangeRow;
use super::pair::PairKind;
use super::rounded;
use super::wording::opening;
use crate::align::Candidate;
use crate::analysis::Analysed;
use crate::change::Change;
use crate::model::{Figures, Kind, ProvisionIndex};

/// How many rivals are shown.
const MOST_RIVALS: usize = 5;

/// What was considered for each provision of a label.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExplanationView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.explanation/1"))]
    pub schema: &'static str,
    /// An explanation for each provision that has the label, the old document's first.
    pub explanations: Vec<Explanation>,
}

/// What was considered for a provision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Explanation {
    /// The id of its document.
    pub document: String,
    /// The id of the other document, to which the rivals belong.
    pub other: String,
    /// Whether it is the old document of the two.
    #[serde(skip)]
    pub is_old: bool,
    /// Its label.
    pub label: String,
    /// Its kind.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// What became of it, or where it came from, without the redline.
    pub change: ChangeRow,
    /// What the confidence is made of; empty where there is no link.
    #[serde(skip_serializing_if = "Figures::is_empty")]
    pub grounds: Figures,
    /// The provisions of the other document that were considered, the best first.
    pub rivals: Vec<RivalView>,
}

/// A provision that was considered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RivalView {
    /// Its label.
    pub label: String,
    /// Its kind.
    pub kind: Kind,
    /// Its opening words.
    pub opening: String,
    /// Whether it is linked to the provision.
    pub linked: bool,
    /// What it is linked to instead, by label.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub linked_elsewhere: Vec<String>,
    /// How well the two go together, from 0 to 1.
    pub score: f64,
    /// The value of each signal, from 0 (nothing alike) to 1 (the same).
    pub signals: Figures,
}

impl ExplanationView {
    /// Explains every provision of the label. There may be none, or several: of the old and the new
    /// document, and of several kinds.
    pub fn of(old: &Analysed, new: &Analysed, changes: &[Change], candidates: &[Candidate], label: &str) -> Self {
        let considered = Considered { old, new, changes, candidates };
        let mut explanations = Vec::new();
        for change in changes {
            for (document, is_old) in [(old, true), (new, false)] {
                let (places, _) = sides(change, is_old);
                let named = places.iter().filter(|&&at| document.provision(at).label == label);
                explanations.extend(named.map(|&at| (is_old, at, considered.explanation(is_old, at, change))));
            }
        }
        explanations.sort_by_key(|&(is_old, at, _)| (!is_old, at));
        ExplanationView {
            schema: "travaux.explanation/1",
            explanations: explanations.into_iter().map(|(.., explanation)| explanation).collect(),
        }
    }
}

/// The places of a change in the document that is looked at, and those in the other.
fn sides(change: &Change, is_old: bool) -> (&[ProvisionIndex], &[ProvisionIndex]) {
    let one = &change.correspondence;
    if is_old { (&one.old, &one.new) } else { (&one.new, &one.old) }
}

/// What there was to choose from.
struct Considered<'a> {
    old: &'a Analysed,
    new: &'a Analysed,
    changes: &'a [Change],
    candidates: &'a [Candidate],
}

impl Considered<'_> {
    fn explanation(&self, is_old: bool, at: ProvisionIndex, change: &Change) -> Explanation {
        let (document, other) = if is_old { (self.old, self.new) } else { (self.new, self.old) };
        let ends = |pair: &Candidate| if is_old { (pair.old, pair.new) } else { (pair.new, pair.old) };
        let of_this = self.candidates.iter().map(|pair| (ends(pair), pair)).filter(|((here, _), _)| *here == at);
        let mut pairs: Vec<(ProvisionIndex, &Candidate)> = of_this.map(|((_, there), pair)| (there, pair)).collect();
        let linked = |there: ProvisionIndex| sides(change, is_old).1.contains(&there);
        let partners = |there: ProvisionIndex| -> Vec<String> {
            let found = self.changes.iter().map(|change| sides(change, is_old)).find(|(_, side)| side.contains(&there));
            let partners = found.map(|(here, _)| here).unwrap_or_default();
            partners.iter().map(|&at| document.provision(at).label.clone()).collect()
        };
        pairs.sort_by(|(one, first), (another, second)| second.score.total_cmp(&first.score).then(one.cmp(another)));
        // What is linked is always shown.
        let mut shown = 0;
        pairs.retain(|&(there, _)| {
            shown += 1;
            shown <= MOST_RIVALS || linked(there)
        });
        let rivals = pairs.into_iter().map(|(there, pair)| RivalView {
            label: other.provision(there).label.clone(),
            kind: other.provision(there).kind,
            opening: opening(other.provision(there).text()),
            linked: linked(there),
            linked_elsewhere: if linked(there) { Vec::new() } else { partners(there) },
            score: rounded(pair.score),
            signals: pair.signals().map(rounded),
        });
        let provision = document.provision(at);
        let support = change.correspondence.support.as_ref();
        let row = ChangeRow::of(self.old, self.new, change, PairKind::of(self.old, self.new));
        Explanation {
            document: document.id.clone(),
            other: other.id.clone(),
            is_old,
            label: provision.label.clone(),
            kind: provision.kind,
            text: provision.text().to_owned(),
            change: ChangeRow { redline: Vec::new(), shifts: None, anatomy: None, ..row },
            grounds: support.map(|support| support.features.map(rounded)).unwrap_or_default(),
            rivals: rivals.collect(),
        }
    }
}
