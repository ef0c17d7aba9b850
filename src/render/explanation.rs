//! Why a provision was linked as it was, for a terminal.

use comfy_table::{Cell, CellAlignment};

use super::Terminal;
use super::comparison::decision_lines;
use super::table::{LIST, finish, header_cell, never_break, table};
use super::text::{clean, doubtful, faint, heading, strong, wrapped};
use crate::align::{Certainty, Relation};
use crate::view::{Explanation, ExplanationView};

/// Explanations, one after the other.
pub fn explanations(view: &ExplanationView, terminal: Terminal) -> String {
    view.explanations.iter().map(|one| explanation(one, terminal)).collect::<Vec<_>>().join("\n")
}

fn explanation(view: &Explanation, terminal: Terminal) -> String {
    let mut out =
        format!("{}\n", heading(&format!("{} {} of {}", view.kind.name(), view.label, view.document), terminal));
    let mut paragraph = |text: &str, indent: usize| {
        out.push_str(&wrapped(text, indent, terminal));
        out.push('\n');
    };
    paragraph(&faint(&view.text, terminal), 2);
    paragraph(&verdict(view, terminal), 0);
    for line in decision_lines(&view.change) {
        paragraph(&strong(&line, terminal), 2);
    }
    if let Some(evidence) = &view.change.evidence {
        for part in &evidence.parts {
            let share = |share: f64| format!("{:.0}%", 100.0 * share);
            let text = format!(
                "new {} = {} of old {}; {} of new {} stands there",
                part.new,
                share(part.coverage.old),
                part.old,
                share(part.coverage.new),
                part.new
            );
            paragraph(&clean(&text), 2);
        }
        for (name, words) in [
            ("shared", &evidence.shared),
            ("only in the old", &evidence.unaccounted.old),
            ("only in the new", &evidence.unaccounted.new),
        ] {
            if !words.is_empty() {
                paragraph(&clean(&format!("{name}: {}", words.join(", "))), 2);
            }
        }
    }
    if view.rivals.is_empty() {
        paragraph(&format!("Nothing in {} has a rare word in common with it.", clean(&view.other)), 0);
        return out;
    }
    out.push_str(&rivals(view, terminal));
    out.push_str("\n\n");
    for rival in &view.rivals {
        let fate = match rival.linked_elsewhere.as_slice() {
            [] => String::new(),
            others => format!(" (linked to {})", clean(&others.join(", "))),
        };
        let text = format!("{}{fate}  {}", clean(&rival.label), faint(&rival.opening, terminal));
        out.push_str(&wrapped(&text, 2, terminal));
        out.push('\n');
    }
    out
}

/// What was decided, in a sentence.
fn verdict(view: &Explanation, terminal: Terminal) -> String {
    let change = &view.change;
    let (Some(confidence), Some(certainty)) = (change.confidence, change.certainty) else {
        return match change.relation {
            _ if !change.decisions.is_empty() => "Not linked, as was decided.".into(),
            Relation::OutsideCoverage => {
                "Not linked: it stands in a section that the other document does not hold.".into()
            }
            relation => {
                format!("Not linked: {}. What is nearest suits another better, or is not near enough.", relation.name())
            }
        };
    };
    let word = match certainty {
        Certainty::Sure => certainty.name().to_owned(),
        _ => doubtful(certainty.name(), terminal),
    };
    let mut text = format!(
        "{} → {}: {}, with a confidence of {confidence:.2} ({word})",
        clean(&change.old.join(", ")),
        clean(&change.new.join(", ")),
        change.relation.name(),
    );
    if let Some(rival) = change.evidence.as_ref().and_then(|evidence| evidence.runner_up.as_ref()) {
        text.push_str(&clean(&format!("; the next best is {} → {} at {:.2}", rival.old, rival.new, rival.score)));
    }
    text.push('.');
    let is_bare = change.evidence.as_ref().is_some_and(|evidence| evidence.shared.is_empty());
    if is_bare && change.relation != Relation::Unchanged && change.decisions.is_empty() {
        text.push_str(" The two have no rare word in common: the link is borne by its place.");
    }
    text
}

/// A column for each rival, a row for each signal.
fn rivals(view: &Explanation, terminal: Terminal) -> String {
    let mut shown = table(LIST, terminal);
    let mut header = vec![header_cell(&clean(&view.other))];
    header.extend(view.rivals.iter().map(|rival| {
        let mark = if rival.linked { " ✓" } else { "" };
        header_cell(&format!("{}{mark}", clean(&rival.label))).set_alignment(CellAlignment::Right)
    }));
    shown.set_header(header);
    let figure = |value: f64| Cell::new(format!("{value:.2}")).set_alignment(CellAlignment::Right);
    let row = |name: &str, values: Vec<f64>| {
        std::iter::once(Cell::new(name)).chain(values.into_iter().map(figure)).collect::<Vec<_>>()
    };
    shown.add_row(row("score", view.rivals.iter().map(|rival| rival.score).collect()));
    for name in view.rivals[0].signals.keys() {
        let values = view.rivals.iter().map(|rival| rival.signals.get(name).copied().unwrap_or(0.0));
        shown.add_row(row(&format!("  {name}"), values.collect()));
    }
    never_break(&mut shown, &(0..=view.rivals.len()).collect::<Vec<_>>());
    finish(&shown)
}
