//! What was decided in a corpus.

use schemars::JsonSchema;
use serde::Serialize;

use crate::decisions::{Decision, Decisions};
use crate::lineage::link_kind;
use crate::model::{Document, find_provision};

/// Every decision of a corpus, in the order of its file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DecisionsView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.decisions/1"))]
    pub schema: &'static str,
    /// The decisions.
    pub decisions: Vec<DecidedView>,
}

/// A decision, and whether it still holds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DecidedView {
    /// The decision.
    #[serde(flatten)]
    pub decision: Decision,
    /// Why it is not applied, where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub misfit: Option<String>,
}

impl DecisionsView {
    /// The view of decisions on the documents of a corpus, which are in the order of time.
    pub fn of(decisions: &Decisions, documents: &[Document]) -> Self {
        // What fits the texts may still be about two that are never held against each other.
        let vain = |decision: &Decision| {
            let place = |id: &str| find_provision(documents, id).ok();
            let (one, other) = (place(&decision.old)?, place(&decision.new)?);
            link_kind(documents, one.min(other), one.max(other)).err().map(|error| error.to_string())
        };
        let one = |decision: &Decision| DecidedView {
            decision: decision.clone(),
            misfit: decisions.misfit(decision, documents).or_else(|| vain(decision)),
        };
        DecisionsView { schema: "travaux.decisions/1", decisions: decisions.iter().map(one).collect() }
    }
}
