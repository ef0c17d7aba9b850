//! What comparing finds: changes, and what speaks for the links in them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::BAR;
use crate::extract::Kind;

/// A link whose wording alone scores less than this is borne by its place, and doubtful. With a random
/// recommendation of another meeting put in the place of each of the draft's, three in four are linked
/// for want of a rival; this keeps those links doubtful.
const BORNE_BY_PLACE: f64 = 0.15;

/// What became of a provision, or where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The same words, apart from what a reader does not see: spaces, the form of quotes and dashes.
    Unchanged,
    /// Other words for the same provision, or for as many that cannot be told apart.
    Reworded,
    /// One became several, or several more.
    Split,
    /// Several became one, or several fewer.
    Merged,
    /// It is not in the new document.
    Withdrawn,
    /// It is not in the old document.
    New,
    /// The other document does not hold the section where it would stand.
    OutsideCoverage,
}

impl Relation {
    /// Every relation, in the order in which they are told.
    pub const ALL: [Relation; 7] = [
        Relation::Unchanged,
        Relation::Reworded,
        Relation::Split,
        Relation::Merged,
        Relation::Withdrawn,
        Relation::New,
        Relation::OutsideCoverage,
    ];

    /// The relation as it is written in JSON and in gold files.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Unchanged => "unchanged",
            Relation::Reworded => "reworded",
            Relation::Split => "split",
            Relation::Merged => "merged",
            Relation::Withdrawn => "withdrawn",
            Relation::New => "new",
            Relation::OutsideCoverage => "outside-coverage",
        }
    }
}

/// How far a link can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// It may well be wrong: read both wordings.
    Doubtful,
    /// It is probably right.
    Likely,
    /// There is no serious rival.
    Sure,
}

impl Certainty {
    /// The certainty as it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Doubtful => "doubtful",
            Certainty::Likely => "likely",
            Certainty::Sure => "sure",
        }
    }

    /// A thin score, a near rival, or words that would not carry the link without its place make it
    /// doubtful: `rival` is the score of the runner-up, `by_words` the score of the wording alone,
    /// without regard to place, section and number.
    /// Scores are compared by their odds, since between 0.96 and 0.999 lies as much as between 0.5
    /// and 0.95. The bars are not calibrated against gold yet.
    pub(super) fn of(score: f64, rival: f64, by_words: f64) -> Self {
        let odds = |score: f64| score / (1.0 - score).max(f64::MIN_POSITIVE);
        let ahead = odds(score) / odds(rival).max(f64::MIN_POSITIVE);
        if score >= 0.85 && ahead >= 8.0 && by_words >= BAR {
            Certainty::Sure
        } else if score >= 0.65 && ahead >= 2.0 && by_words >= BORNE_BY_PLACE {
            Certainty::Likely
        } else {
            Certainty::Doubtful
        }
    }
}

/// One finding: which old provisions became which new ones. One side is empty where a provision has
/// no counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What became of it.
    pub relation: Relation,
    /// The old provisions, by their places in [`Document::provisions`](crate::extract::Document::provisions).
    pub old: Vec<usize>,
    /// The new provisions, likewise.
    pub new: Vec<usize>,
    /// The kind of the provisions.
    pub kind: Kind,
    /// Whether the number changed.
    pub renumbered: bool,
    /// Whether it stands in another section now.
    pub moved: bool,
    /// What speaks for the link; `None` where there is none.
    pub link: Option<Link>,
}

/// What speaks for a link.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// How well the two sides go together, from 0 to 1.
    pub score: f64,
    /// What the score and the margin come to.
    pub certainty: Certainty,
    /// The reasons.
    pub evidence: Evidence,
}

/// The reasons for a link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The value of each signal, from 0 (nothing alike) to 1 (the same).
    pub signals: BTreeMap<&'static str, f64>,
    /// The rarest words that both sides have, as printed, the rarest first.
    pub shared: Vec<String>,
    /// The share of the old wording that stands in the new one, and the reverse; rare words count
    /// for more.
    pub coverage: Shares,
    /// The best link that either side could have had instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runner_up: Option<Rival>,
    /// How far the score lies above the runner-up's, from 0 to 1; the score itself where there is
    /// none.
    pub margin: f64,
    /// For a split or a merger, what speaks for each pair of its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// What speaks for a pair within a split or a merger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The label of the old provision.
    pub old: String,
    /// The label of the new provision.
    pub new: String,
    /// The score of the pair by itself, from 0 to 1; 0 where it was not considered by itself.
    pub score: f64,
    /// The share of the old wording that stands in the new one, and the reverse.
    pub coverage: Shares,
    /// The rarest words that both have, as printed.
    pub shared: Vec<String>,
}

/// A share of each side, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Shares {
    /// Of the old side.
    pub old: f64,
    /// Of the new side.
    pub new: f64,
}

/// A link that was not made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rival {
    /// The label of the old provision.
    pub old: String,
    /// The label of the new provision.
    pub new: String,
    /// Its score, from 0 to 1.
    pub score: f64,
}
