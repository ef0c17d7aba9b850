//! What is said of all that was found, as inert data: every output, be it a table or JSON, draws on these and decides
//! nothing about meaning. The JSON outputs are these types as they stand; what is said in words is
//! said in `english`.

mod brackets;
mod check;
mod comparison;
mod decided;
mod document;
#[cfg_attr(
    not(all(feature = "office", feature = "page")),
    allow(dead_code, reason = "what is said in one form of output only is said nowhere without it")
)]
pub(crate) mod english;
mod explanation;
mod filter;
mod gist;
mod grid;
mod history;
mod lineage;
mod overview;
mod pair;
mod picture;
mod precedent;
mod progress;
mod repeats;
mod review;
mod row;
mod survey;
mod synoptic;
mod tally;
mod wording;

pub use self::lineage::{
    CitationView, DescentView, EdgeView, FamilyView, LineageView, NodeView, SeriesView, ThreadView, UnlinkedView,
};
pub use brackets::{BracketCounts, BracketView, OpenView, OpenWording, WordingView};
pub use check::{CheckView, DocumentCheck, FurnitureView, LineView, MendView, OutsideView, Verdict};
pub use comparison::{Anatomies, ChangeRow, ComparisonView, Proposers, Shown, Summary};
pub use decided::{DecidedView, DecisionsView};
pub use document::{Counts, DocumentHead, DocumentView, DocumentsView, ItemView, LooseView, ProvisionView};
pub use explanation::{Explanation, ExplanationView, RivalView};
pub use filter::{Facet, Filter};
pub use gist::gist;
pub use grid::{Grid, GridCell, GridColumn, GridLine, GridRow, Style};
pub use history::{Cited, HistoryStep, HistoryView, RelativeView, StepLink};
pub use overview::{Overview, Report, Sort};
pub use pair::PairKind;
pub use picture::{Bar, Column, Mark, Picture, Ribbon, Substance, matter};
pub use precedent::{PrecedentView, QueryView, ResultView, Searched, VerbatimView};
pub use progress::{OpenCounts, PartView, ProgressView, ProposalView, ProvenanceView, ShareView};
pub use repeats::{
    Precursor, ProposerCount, Repeat, RepeatCounts, RepeatLink, RepeatRow, RepeatSide, RepeatTable, RepeatsView,
    ThemeCount, ThemesBy,
};
pub use review::{Alternative, OpenLink, Question, ReviewView};
pub(crate) use row::runs;
pub use row::{Row, Side, Support};
pub use survey::{GroupView, SurveyView};
pub use synoptic::{Synoptic, SynopticCell, SynopticMark, SynopticPart, SynopticPiece, SynopticRow, SynopticWording};
pub use tally::{Count, Tally, TallyGroup, Tone};
pub use wording::{Manner, Op, Segment, opening, redline_of};

use crate::align::Shares;

/// Rounds a score or a share for showing: four places are more than it is worth.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// The same of both shares.
fn rounded_shares(shares: Shares) -> Shares {
    Shares { old: rounded(shares.old), new: rounded(shares.new) }
}
