//! How what happened to a duty is painted, in every picture and graph: a hue for less, one for more, and grey for all
//! else. Each has a sign as well, so that no colour says alone what it says.

use crate::lineage::LinkKind;
use crate::report::Substance;

/// How something is painted: a class for style sheets, a colour for all else, and a sign; an empty one for what has none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) class: &'static str,
    pub(super) colour: &'static str,
    pub(super) sign: &'static str,
}

/// The duty asks for less, or is gone.
const LESS: &str = "#b23c0e";
/// It asks for more, or came.
const MORE: &str = "#00707a";
/// Its words are others, or are the same; each stands out from white by three to one at least.
pub(super) const OTHER: &str = "#5f6671";
pub(super) const SAME: &str = "#8a8f98";

/// Words that went, and words that came; those of the page.
#[cfg(feature = "page")]
pub(super) const GONE: &str = "#a8201a";
#[cfg(feature = "page")]
pub(super) const CAME: &str = "#14602a";

/// How what happened to a duty is painted.
pub(super) fn look(substance: Substance) -> Look {
    let (colour, sign) = match substance {
        Substance::Weaker => (LESS, "▼"),
        Substance::Reversed => (LESS, "⇄"),
        Substance::Withdrawn => (LESS, "×"),
        Substance::Stronger => (MORE, "▲"),
        Substance::New => (MORE, "+"),
        Substance::OutsideCoverage => (OTHER, "○"),
        Substance::Reworded => (OTHER, ""),
        Substance::Unchanged => (SAME, ""),
    };
    Look { class: substance.name(), colour, sign }
}

/// How a link is painted: what a report tells of a provision is no new wording of it, and changes no duty.
pub(super) fn look_of_link(kind: LinkKind, substance: Substance) -> Look {
    match kind {
        LinkKind::FollowUp => Look { class: kind.name(), colour: OTHER, sign: "" },
        LinkKind::Version | LinkKind::Precedent => look(substance),
    }
}
