//! One provision's history, for a terminal.

use super::Terminal;
use super::comparison::{decided, told_apart};
use super::redline::{inline, legend};
use super::text::{clean, faint, heading, strong, wrapped};
use crate::lineage::LinkKind;
use crate::view::{Cited, HistoryStep, HistoryView, shift_summary};

/// What a wording cites, and what cites it.
fn cited_lines(step: &HistoryStep) -> Vec<String> {
    let told = |cited: &Cited| {
        let place = cited.reference.place.as_ref().map(|place| format!("{} {}", place.numbering.name(), place.label));
        let parts: Vec<String> = cited.reference.document.clone().into_iter().chain(place).collect();
        let id = cited.id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
        format!("{}{id}", parts.join(", "))
    };
    let cites: Vec<String> = step.cites.iter().map(told).collect();
    let line = |about: &str, list: &[String]| (!list.is_empty()).then(|| format!("{about} {}", list.join("; ")));
    [line("cites", &cites), line("cited by", &step.cited_by)].into_iter().flatten().collect()
}

/// A provision's history, wording by wording.
pub fn history(view: &HistoryView, terminal: Terminal) -> String {
    let mut out = String::new();
    for step in &view.steps {
        let subject = if step.id == view.provision { " ←" } else { "" };
        let about =
            [step.symbol.clone(), step.date.map(|date| date.to_string())].into_iter().flatten().collect::<Vec<_>>();
        let title = heading(&format!("{}{subject}", step.id), terminal);
        out.push_str(format!("{title}  {}", faint(&about.join(", "), terminal)).trim_end());
        out.push('\n');
        if !step.section.is_empty() {
            out.push_str(&wrapped(&faint(&step.section.join(" › "), terminal), 2, terminal));
            out.push('\n');
        }
        if step.from.is_empty() {
            out.push_str(&wrapped(&clean(&step.text), 2, terminal));
            out.push('\n');
        }
        for link in &step.from {
            let mut facts =
                format!("{} from {}, {:.2} {}", link.relation.name(), link.id, link.confidence, link.certainty.name());
            let way = match link.kind {
                LinkKind::Version => None,
                LinkKind::Precedent => Some("has a precedent in"),
                LinkKind::FollowUp => Some("follows up"),
            };
            if let Some(way) = way {
                let certainty = link.certainty.name();
                facts = format!("{} {way} {}, {:.2} {certainty}", step.id, link.id, link.confidence);
            }
            if !link.shared.is_empty() {
                facts.push_str(&format!("; shared: {}", link.shared.join(", ")));
            }
            out.push_str(&wrapped(&faint(&facts, terminal), 2, terminal));
            out.push('\n');
            if let Some(decision) = &link.decision {
                out.push_str(&wrapped(&strong(&decided(decision), terminal), 2, terminal));
                out.push('\n');
            }
            out.push_str(&wrapped(&inline(&link.redline, terminal), 2, terminal));
            out.push('\n');
            for told in link.shifts.iter().map(shift_summary).filter(|told| !told.is_empty()) {
                out.push_str(&wrapped(&strong(&told, terminal), 2, terminal));
                out.push('\n');
            }
        }
        for line in cited_lines(step) {
            out.push_str(&wrapped(&faint(&line, terminal), 2, terminal));
            out.push('\n');
        }
        for apart in &step.unlinked {
            let other = if apart.source == step.id { &apart.target } else { &apart.source };
            let told = format!("not linked to {other}: {}", told_apart(apart));
            out.push_str(&wrapped(&strong(&told, terminal), 2, terminal));
            out.push('\n');
        }
        out.push('\n');
    }
    let segments = view.steps.iter().flat_map(|step| &step.from).flat_map(|link| &link.redline);
    if let Some(legend) = legend(segments, terminal) {
        out.push_str(&format!("{}\n", wrapped(&legend, 0, terminal)));
    }
    let unlinked = (view.steps.len() == 1).then(|| "Nothing in the corpus is linked to it.".to_owned());
    for note in view.notes.iter().chain(&unlinked) {
        out.push_str(&wrapped(&clean(note), 0, terminal));
        out.push('\n');
    }
    out
}
