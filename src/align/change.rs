//! What comparing finds: changes, and what speaks for the links in them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::outdated::Outdated;
use crate::corpus::Date;
use crate::extract::Kind;

/// What became of a provision, or where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
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
    /// Which of the old ones belong to which of the new, where a person's decisions leave not each of them linked to
    /// each; [`Change::pairs`] tells in every case.
    pub some_pairs: Option<Vec<(usize, usize)>>,
    /// The kind of the provisions.
    pub kind: Kind,
    /// Whether the number changed.
    pub renumbered: bool,
    /// Whether it stands in another section now.
    pub moved: bool,
    /// What speaks for the link; `None` where there is none.
    pub link: Option<Link>,
    /// References in the new wording to places of its own document that have other numbers now.
    pub outdated: Vec<Outdated>,
    /// What a person decided about it, in the order of their file. One that rejects a link, or that made another link
    /// give way, stands with both of the changes that the two provisions are in now.
    pub decisions: Vec<Decision>,
}

impl Change {
    /// The pairs that it links, old and new, by the places of the provisions.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let each = || self.old.iter().flat_map(|&old| self.new.iter().map(move |&new| (old, new)));
        self.some_pairs.clone().unwrap_or_else(|| each().collect())
    }
}

/// What a person decided about a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decision {
    /// The id of the earlier provision: `2019-draft/12`.
    pub old: String,
    /// The id of the later one.
    pub new: String,
    /// What was decided.
    pub verdict: Verdict,
    /// The reason.
    pub why: String,
    /// Who decided.
    pub who: String,
    /// The day of it.
    pub when: Date,
}

impl Decision {
    /// Whether it is about two provisions, given by their ids in either order.
    pub fn is_on(&self, one: &str, other: &str) -> bool {
        let ids = (self.old.as_str(), self.new.as_str());
        ids == (one, other) || ids == (other, one)
    }

    /// Whether it says that the two belong together.
    pub fn affirms(&self) -> bool {
        self.verdict != Verdict::Reject
    }
}

/// What a person can decide about a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The two belong together, whatever else either belongs to.
    Accept,
    /// The two do not belong together.
    Reject,
    /// The two belong together, and other links between their two documents that the program found for either give way.
    Link,
}

impl Verdict {
    /// The verdict as it is written in JSON and in the file of decisions.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
            Verdict::Link => "link",
        }
    }

    /// What was done by it: "accepted".
    pub fn past(self) -> &'static str {
        match self {
            Verdict::Accept => "accepted",
            Verdict::Reject => "rejected",
            Verdict::Link => "linked",
        }
    }
}

/// What speaks for a link.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// How well the two sides go together, from 0 to 1: the signals, each by its weight.
    pub score: f64,
    /// How likely the link is to be right, from 0 to 1: of many links with 0.8, about four in five are.
    pub confidence: f64,
    /// The confidence in a word.
    pub certainty: Certainty,
    /// The reasons.
    pub evidence: Evidence,
    /// What the confidence is made of, each by the name of its weight in the parameters: how far the
    /// logarithm of the score's odds lies above the runner-up's, held between -5 and 5; how much more alike
    /// the two are than provisions of these documents mostly are, as a logarithm; how unlike the wording is,
    /// the more so the longer it is; the signal for the place; how many provisions beyond two it joins; 1 if
    /// the order decided.
    pub grounds: BTreeMap<&'static str, f64>,
}

impl Link {
    /// The same link as a person vouches for it: certain, and for none of the program's grounds.
    pub(crate) fn vouched_for(self) -> Link {
        Link { confidence: 1.0, certainty: Certainty::Sure, grounds: BTreeMap::new(), ..self }
    }
}

impl Evidence {
    /// Whether the wording alone carries the link, without its place, section and number, and each member
    /// of a split or a merger by itself: most of that must stand in a single provision of the other side.
    pub(super) fn is_carried_by_words(&self) -> bool {
        /// So much of each member.
        const MOST: f64 = 0.75;
        let best_share = |is_old: bool, label: &String| {
            let of_member =
                self.parts.iter().filter(|part| if is_old { part.old == *label } else { part.new == *label });
            of_member.map(|part| if is_old { part.coverage.old } else { part.coverage.new }).fold(0.0, f64::max)
        };
        let mut members = self.parts.iter().flat_map(|part| [(true, &part.old), (false, &part.new)]);
        // The whole is larger than any of its parts.
        let is_whole = |is_old: bool| {
            let mut labels = self.parts.iter().map(|part| if is_old { &part.old } else { &part.new });
            let first = labels.next();
            labels.all(|label| Some(label) == first)
        };
        let wholes = [is_whole(true), is_whole(false)];
        self.wording >= 0.5
            && members.all(|(is_old, label)| wholes[usize::from(!is_old)] || best_share(is_old, label) >= MOST)
    }
}

/// The reasons for a link.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Evidence {
    /// The value of each signal, from 0 (nothing alike) to 1 (the same).
    pub signals: BTreeMap<&'static str, f64>,
    /// The score of the wording alone, without regard to place, section and number.
    pub wording: f64,
    /// The rarest words that both sides have, as printed, the rarest first.
    pub shared: Vec<String>,
    /// The share of the old wording that stands in the new one, and the reverse; rare words count
    /// for more.
    pub coverage: Shares,
    /// The rarest words of each side that nothing on the other accounts for, as printed, the rarest first.
    pub unaccounted: Unaccounted,
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
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Shares {
    /// Of the old side.
    pub old: f64,
    /// Of the new side.
    pub new: f64,
}

/// Words of each side that the other lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unaccounted {
    /// Of the old side: what was left out.
    pub old: Vec<String>,
    /// Of the new side: what was put in.
    pub new: Vec<String>,
}

/// A link that was not made.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Rival {
    /// The label of the old provision.
    pub old: String,
    /// The label of the new provision.
    pub new: String,
    /// The id of the old provision, which may be of another document than that of the link: `2013-final/13`.
    pub old_id: String,
    /// The id of the new provision.
    pub new_id: String,
    /// Its score, from 0 to 1.
    pub score: f64,
}
