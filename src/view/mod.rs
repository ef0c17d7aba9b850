//! What is shown, as inert data: every output, be it a table or JSON, draws on these and decides
//! nothing about meaning. The JSON outputs are these types as they stand.

mod check;
mod comparison;
mod decided;
mod document;
mod explanation;
mod filter;
mod history;
mod lineage;
mod picture;
mod precedent;
mod report;
mod review;
mod sentence;
mod wording;

pub use self::lineage::{CitationView, DescentView, EdgeView, LineageView, NodeView, ThreadView, UnlinkedView};
pub use check::{CheckView, DocumentCheck, FurnitureView, MendView, OutsideView};
pub use comparison::{Anatomies, ChangeRow, ComparisonView, Shown, Summary};
pub use decided::{DecidedView, DecisionsView};
pub use document::{Counts, DocumentHead, DocumentView, DocumentsView, ItemView, LooseView, ProvisionView};
pub use explanation::{Explanation, ExplanationView, RivalView};
pub use filter::{Facet, Filter};
pub use history::{Cited, HistoryStep, HistoryView, StepLink};
pub use picture::{Bar, Column, Picture, Ribbon, matter};
pub use precedent::{PrecedentView, QueryView, ResultView, Searched, VerbatimView};
pub use report::{EchoView, ReportView};
pub use review::{Candidate, OpenLink, Question, ReviewView};
pub use sentence::{outdated_line, shift_lines, shift_names, shift_summary};
pub use wording::{Manner, Op, Segment, gist, opening, redline_of};

use petgraph::graph::NodeIndex;

use crate::align::Shares;
use crate::anatomy::{Anatomy, Lexicons};
use crate::lineage::Lineage;
use crate::shift::Shifts;

/// Rounds a score or a share for showing: four places are more than it is worth.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// The same of both shares.
fn rounded_shares(shares: Shares) -> Shares {
    Shares { old: rounded(shares.old), new: rounded(shares.new) }
}

/// What the change from one provision of a lineage to another did. The lexicon is that of the later document.
fn shifts_of(lineage: &Lineage, old: NodeIndex, new: NodeIndex, lexicons: &Lexicons) -> Option<Shifts> {
    let provision = |node: NodeIndex| {
        let node = &lineage.graph[node];
        let document = &lineage.documents[node.document];
        (document, document.provisions[node.provision].text())
    };
    let ((_, old_text), (document, new_text)) = (provision(old), provision(new));
    let lexicon = lexicons.of(document.language.as_deref())?;
    Some(Shifts::of(&[Anatomy::of(old_text, lexicon)], &[Anatomy::of(new_text, lexicon)], lexicon))
}
