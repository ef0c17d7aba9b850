//! A provision's history, in words.

use super::{all_quoted, certainty, kept_apart, link, numbering, plural, shared, unlike_numbers};
use crate::lineage::LinkKind;
use crate::model::ProvisionId;
use crate::report::{Cited, HistoryStep, HistoryView, RelativeView, StepLink, UnlinkedView};

/// How a wording comes from an earlier one.
pub fn origin(step: &HistoryStep, from: &StepLink) -> String {
    match from.kind {
        LinkKind::Version => comes_from(link(from.kind, from.relation), from),
        _ => linked(&step.id, from),
    }
}

/// How a relative is linked to a wording of a history.
pub fn relative(view: &RelativeView) -> String {
    linked(&view.to, &view.link)
}

fn linked(later: &str, from: &StepLink) -> String {
    let way = match from.kind {
        LinkKind::Version => format!("{later}: {}", link(from.kind, from.relation)),
        LinkKind::Precedent => format!("{later} has a precedent in"),
        LinkKind::FollowUp => format!("{later} tells of"),
    };
    match from.kind {
        LinkKind::Version => comes_from(&way, from),
        _ => told(way, from),
    }
}

fn comes_from(became: &str, from: &StepLink) -> String {
    told(format!("{became} from"), from)
}

/// A link with what speaks for it.
fn told(way: String, from: &StepLink) -> String {
    let mut text = format!("{way} {}, {:.2} {}", from.id, from.confidence, certainty(from.certainty));
    if !from.shared.is_empty() {
        text.push_str(&format!("; {}", shared(&from.shared)));
    }
    if let Some(numbers) = &from.unlike_numbers {
        text.push_str(&format!("; {}", unlike_numbers(numbers)));
    }
    text
}

/// Of a link that does not come from the wording right before, in a picture.
pub fn from_afar(id: &str) -> String {
    format!("from {id}")
}

/// Above what is related to a history.
pub const RELATIVES: &str = "Relatives";

/// The family of a provision, and those of it that the history does not show.
pub fn family(view: &HistoryView) -> Option<String> {
    let family = view.family.as_ref()?;
    let is_shown = |id: &&ProvisionId| {
        view.steps.iter().any(|step| step.id == **id) || view.relatives.iter().any(|one| one.relative == **id)
    };
    let others: Vec<&str> = family.provisions.iter().filter(|id| !is_shown(id)).map(|id| id.as_str()).collect();
    let also = if others.is_empty() { String::new() } else { format!("; also {}", others.join(", ")) };
    Some(format!("family of {}: {}{also}", plural(family.provisions.len(), "provision"), all_quoted(&family.words)))
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
    let alone =
        (view.steps.len() == 1 && view.relatives.is_empty()).then_some("Nothing in the corpus is linked to it.");
    view.notes.iter().map(String::as_str).chain(alone).collect()
}
