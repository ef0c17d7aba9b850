//! A provision's history, in words.

use super::{certainty, kept_apart, link, numbering, shared};
use crate::lineage::LinkKind;
use crate::report::{Cited, HistoryStep, HistoryView, StepLink, UnlinkedView};

/// How a wording comes from an earlier one.
pub fn origin(step: &HistoryStep, from: &StepLink) -> String {
    let way = match from.kind {
        LinkKind::Version => format!("{} from", link(from.kind, from.relation)),
        LinkKind::Precedent => format!("{} has a precedent in", step.id),
        LinkKind::FollowUp => format!("{} follows up", step.id),
    };
    let mut text = format!("{way} {}, {:.2} {}", from.id, from.confidence, certainty(from.certainty));
    if !from.shared.is_empty() {
        text.push_str(&format!("; {}", shared(&from.shared)));
    }
    text
}

/// What a wording cites, and what cites it.
pub fn citations(step: &HistoryStep) -> Vec<String> {
    let told = |cited: &Cited| {
        let place =
            cited.reference.place.as_ref().map(|place| format!("{} {}", numbering(place.numbering), place.label));
        let parts: Vec<String> = cited.reference.document.clone().into_iter().chain(place).collect();
        let id = cited.id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
        format!("{}{id}", parts.join(", "))
    };
    let cites: Vec<String> = step.cites.iter().map(told).collect();
    let cited_by: Vec<String> = step.cited_by.iter().map(ToString::to_string).collect();
    let lines = [("cites", &cites), ("cited by", &cited_by)];
    let lines = lines.into_iter().filter(|(_, list)| !list.is_empty());
    lines.map(|(about, list)| format!("{about} {}", list.join("; "))).collect()
}

/// A pair with a wording that a decision keeps apart.
pub fn not_linked(step: &HistoryStep, apart: &UnlinkedView) -> String {
    let other = if apart.source == step.id { &apart.target } else { &apart.source };
    format!("not linked to {other}: {}", kept_apart(&apart.decision))
}

/// What is said below a history.
pub fn history_notes(view: &HistoryView) -> Vec<&str> {
    let alone = (view.steps.len() == 1).then_some("Nothing in the corpus is linked to it.");
    view.notes.iter().map(String::as_str).chain(alone).collect()
}
