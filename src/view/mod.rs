//! What is shown, as inert data: every output, be it a table or JSON, draws on these and decides
//! nothing about meaning. The JSON outputs are these types as they stand.

mod comparison;
mod document;
mod explanation;
mod history;
mod lineage;
mod wording;

pub use comparison::{ChangeRow, ComparisonView, Summary};
pub use document::{Counts, DocumentHead, DocumentView, DocumentsView, ItemView, LooseView, ProvisionView};
pub use explanation::{Explanation, ExplanationView, RivalView};
pub use history::{HistoryStep, HistoryView, StepLink};
pub use lineage::{EdgeView, LineageView, NodeView, ThreadView};
pub use wording::{Manner, Op, Segment, gist, opening, redline_of};

/// Rounds a score or a share for showing: four places are more than it is worth.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
