//! One provision's history.

use super::redline::{inline, legend};
use super::{Terminal, Text};
use crate::render::text::{clean, faint, heading, strong};
use crate::report::{HistoryStep, HistoryView, english};

/// A provision's history, wording by wording.
pub(super) fn history(view: &HistoryView, terminal: Terminal) -> String {
    let mut text = Text::new(terminal);
    for one in &view.steps {
        step(one, one.id == view.provision, &mut text);
    }
    if !view.relatives.is_empty() {
        text.out.push_str(&format!("{}\n", heading(english::RELATIVES, terminal)));
        for one in &view.relatives {
            text.add(2, &clean(&english::relative(one)));
            text.add(4, &faint(&format!("{}: {}", one.relative, one.opening), terminal));
        }
        text.out.push('\n');
    }
    english::family(view).iter().for_each(|line| text.add(0, &clean(line)));
    let segments = view.steps.iter().flat_map(|step| &step.from).flat_map(|link| &link.redline);
    legend(segments, terminal).iter().for_each(|legend| text.add(0, legend));
    english::history_notes(view).iter().for_each(|note| text.add(0, &clean(note)));
    text.out
}

fn step(step: &HistoryStep, is_subject: bool, text: &mut Text) {
    let terminal = text.terminal;
    let about: Vec<String> =
        [step.symbol.clone().map(String::from), step.date.map(|date| date.to_string())].into_iter().flatten().collect();
    let title = heading(&format!("{}{}", step.id, if is_subject { " ←" } else { "" }), terminal);
    text.out.push_str(format!("{title}  {}", faint(&about.join(", "), terminal)).trim_end());
    text.out.push('\n');
    if !step.section.is_empty() {
        text.add(2, &faint(&english::path(&step.section), terminal));
    }
    if step.from.is_empty() {
        text.add(2, &clean(&step.text));
    }
    for link in &step.from {
        text.add(2, &faint(&english::origin(step, link), terminal));
        if let Some(decision) = &link.decision {
            text.add(2, &strong(&english::decided(decision), terminal));
        }
        // One redline for each line that leads here: from the draft, from the meeting before.
        if !link.principal {
            continue;
        }
        text.add(2, &inline(&link.redline, terminal));
        for line in link.shifts.iter().map(english::shift_summary).filter(|line| !line.is_empty()) {
            text.add(2, &strong(&line, terminal));
        }
    }
    english::citations(step).iter().for_each(|line| text.add(2, &faint(line, terminal)));
    step.unlinked.iter().for_each(|apart| text.add(2, &strong(&english::not_linked(step, apart), terminal)));
    text.out.push('\n');
}
