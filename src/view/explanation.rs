//! Why a provision was linked as it was, and what it could have been linked to instead.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::comparison::ChangeRow;
use super::rounded;
use super::wording::opening;
use crate::align::{Change, Comparison, Considered};
use crate::extract::{Document, Kind};

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
    /// Its label.
    pub label: String,
    /// Its kind.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// What became of it, or where it came from, without the redline.
    pub change: ChangeRow,
    /// What the confidence is made of; empty where there is no link.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub grounds: BTreeMap<&'static str, f64>,
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
    pub signals: BTreeMap<&'static str, f64>,
}

impl ExplanationView {
    /// Explains every provision of the label. There may be none, or several: of the old and the new
    /// document, and of several kinds.
    pub fn of(old: &Document, new: &Document, comparison: &Comparison, label: &str) -> Self {
        let mut explanations = Vec::new();
        for change in &comparison.changes {
            for (document, is_old) in [(old, true), (new, false)] {
                let places = if is_old { &change.old } else { &change.new };
                let named = places.iter().filter(|&&at| document.provisions[at].label == label);
                explanations
                    .extend(named.map(|&at| (is_old, at, Explanation::of((old, new), is_old, at, change, comparison))));
            }
        }
        explanations.sort_by_key(|&(is_old, at, _)| (!is_old, at));
        ExplanationView {
            schema: "travaux.explanation/1",
            explanations: explanations.into_iter().map(|(.., explanation)| explanation).collect(),
        }
    }
}

impl Explanation {
    fn of((old, new): (&Document, &Document), is_old: bool, at: usize, change: &Change, whole: &Comparison) -> Self {
        let (document, other) = if is_old { (old, new) } else { (new, old) };
        let mut pairs: Vec<(usize, &Considered)> = whole
            .considered
            .iter()
            .map(|pair| if is_old { (pair.old, pair.new, pair) } else { (pair.new, pair.old, pair) })
            .filter(|&(here, ..)| here == at)
            .map(|(_, there, pair)| (there, pair))
            .collect();
        let linked = |there: usize| if is_old { change.new.contains(&there) } else { change.old.contains(&there) };
        let partners = |there: usize| -> Vec<String> {
            let sides = |change: &Change| {
                if is_old { (change.new.clone(), change.old.clone()) } else { (change.old.clone(), change.new.clone()) }
            };
            let found = whole.changes.iter().map(sides).find(|(there_side, _)| there_side.contains(&there));
            let partners = found.map(|(_, here)| here).unwrap_or_default();
            partners.into_iter().map(|at| document.provisions[at].label.clone()).collect()
        };
        pairs.sort_by(|(one, first), (another, second)| second.score.total_cmp(&first.score).then(one.cmp(another)));
        // What is linked is always shown.
        let mut shown = 0;
        pairs.retain(|&(there, _)| {
            shown += 1;
            shown <= MOST_RIVALS || linked(there)
        });
        let rivals = pairs.into_iter().map(|(there, pair)| RivalView {
            label: other.provisions[there].label.clone(),
            kind: other.provisions[there].kind,
            opening: opening(other.provisions[there].text()),
            linked: linked(there),
            linked_elsewhere: if linked(there) { Vec::new() } else { partners(there) },
            score: rounded(pair.score),
            signals: rounded_all(&pair.signals),
        });
        let provision = &document.provisions[at];
        Explanation {
            document: document.id.clone(),
            other: other.id.clone(),
            label: provision.label.clone(),
            kind: provision.kind,
            text: provision.text().to_owned(),
            change: ChangeRow { redline: Vec::new(), ..ChangeRow::of(old, new, change, None) },
            grounds: change.link.as_ref().map(|link| rounded_all(&link.grounds)).unwrap_or_default(),
            rivals: rivals.collect(),
        }
    }
}

fn rounded_all(values: &BTreeMap<&'static str, f64>) -> BTreeMap<&'static str, f64> {
    values.iter().map(|(&name, &value)| (name, rounded(value))).collect()
}
