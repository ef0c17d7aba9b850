//! A person's verdict on one link.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Date, ProvisionId};

/// What a person decided about a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decision {
    /// The id of the earlier provision: `2019-draft/12`.
    pub old: ProvisionId,
    /// The id of the later one.
    pub new: ProvisionId,
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
        let ids: (&str, &str) = (&self.old, &self.new);
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
