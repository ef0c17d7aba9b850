//! What aligning finds: correspondences, and what speaks for them.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Figures, Kind, ProvisionId, ProvisionIndex};

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

/// An old and a new provision, by their places in their documents.
pub type IndexPair = (ProvisionIndex, ProvisionIndex);

/// Which old provisions became which new ones. One side is empty where a provision has no counterpart.
///
/// This is the one kind of link: between a draft and a report, between meetings, found by the program or made by a person.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Correspondence {
    /// What became of it.
    pub relation: Relation,
    /// The old provisions.
    pub old: Vec<ProvisionIndex>,
    /// The new provisions.
    pub new: Vec<ProvisionIndex>,
    /// Which of the old ones belong to which of the new, where a person's decisions leave not each of them linked to
    /// each; [`Correspondence::pairs`] tells in every case.
    pub(crate) some_pairs: Option<Vec<IndexPair>>,
    /// The kind of the provisions.
    pub kind: Kind,
    /// Whether the number changed.
    pub renumbered: bool,
    /// Whether it stands in another section now.
    pub moved: bool,
    /// What speaks for it; `None` where there is no counterpart.
    pub support: Option<Support>,
    /// Who says so.
    pub origin: Origin,
}

/// Who found or made a correspondence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// The engine that aligns two documents.
    Engine,
    /// Retrieval among earlier meetings.
    Retrieval,
    /// A person, by a decision.
    Reviewer,
}

impl Correspondence {
    /// The pairs that it links, old and new.
    pub fn pairs(&self) -> Vec<IndexPair> {
        self.some_pairs.clone().unwrap_or_else(|| self.all_pairs().collect())
    }

    /// Each of the old provisions with each of the new.
    pub(crate) fn all_pairs(&self) -> impl Iterator<Item = IndexPair> + '_ {
        self.old.iter().flat_map(|&old| self.new.iter().map(move |&new| (old, new)))
    }

    /// The pairs that it links, where a person's decisions leave not each linked to each; else none.
    pub fn partial_pairs(&self) -> &[IndexPair] {
        self.some_pairs.as_deref().unwrap_or_default()
    }
}

/// What speaks for a correspondence.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Support {
    /// How well the two sides go together, from 0 to 1: the signals, each by its weight.
    pub score: f64,
    /// How likely the link is to be right, from 0 to 1: of many links with 0.8, about four in five are.
    pub confidence: f64,
    /// The confidence in a word.
    pub certainty: Certainty,
    /// The reasons.
    pub evidence: Evidence,
    /// What the confidence is made of, each by the name of its weight in the parameters, where what they are is said. Those of
    /// what did not decide on the link, its score or the order, are 0.
    pub features: Figures,
}

impl Support {
    /// The same as a person vouches for it: certain, and for none of the program's reasons.
    pub(crate) fn vouched_for(self) -> Support {
        Support { confidence: 1.0, certainty: Certainty::Sure, features: Figures::default(), ..self }
    }
}

impl Evidence {
    /// Whether the wording alone carries the link, without its place, section and number, and each member
    /// of a split or a merger by itself: most of that must stand in a single provision of the other side.
    ///
    /// `most` is the share of each member.
    pub(super) fn is_carried_by_words(&self, most: f64) -> bool {
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
            && members.all(|(is_old, label)| wholes[usize::from(!is_old)] || best_share(is_old, label) >= most)
    }
}

/// The reasons for a link.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Evidence {
    /// The value of each signal, from 0 (nothing alike) to 1 (the same).
    pub signals: Figures,
    /// The score of the wording alone, without regard to place, section and number.
    pub wording: f64,
    /// The rarest words that both sides have, the rarest first; in a form that both print, else in both forms: "combat /
    /// combating".
    pub shared: Vec<String>,
    /// The share of the old wording that stands in the new one, and the reverse; rare words count
    /// for more.
    pub coverage: Shares,
    /// The rarest words of each side that nothing on the other accounts for, as printed, the rarest first.
    pub unaccounted: Unaccounted,
    /// The numbers, years and articles that each side has and the other lacks, if each has some: 169 on the one, 189 on
    /// the other. Absent where they agree, and where only one side has any more than the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlike_numbers: Option<Unaccounted>,
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

impl Unaccounted {
    /// The numbers that each of two texts has and the other lacks; nothing unless each has some.
    pub(crate) fn of_numbers(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Option<Self> {
        let lacking =
            |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).cloned().collect::<Vec<_>>();
        let (old, new) = (lacking(old, new), lacking(new, old));
        (!old.is_empty() && !new.is_empty()).then_some(Unaccounted { old, new })
    }
}

/// A link that was not made.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Rival {
    /// The label of the old provision.
    pub old: String,
    /// The label of the new provision.
    pub new: String,
    /// The id of the old provision, which may be of another document than that of the link: `2013-final/13`.
    pub old_id: ProvisionId,
    /// The id of the new provision.
    pub new_id: ProvisionId,
    /// Its score, from 0 to 1.
    pub score: f64,
}
