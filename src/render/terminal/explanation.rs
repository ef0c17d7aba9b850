//! Why a provision was linked as it was.

use comfy_table::{Cell, CellAlignment};

use super::table::{LIST, finish, header_cell, number, table};
use super::{Terminal, Text};
use crate::render::text::{clean, faint, strong};
use crate::report::{Explanation, RivalView, english};

/// Why a provision was linked as it was, and its rivals.
pub(super) fn explanation(view: &Explanation, terminal: Terminal) -> String {
    let mut text = Text::titled(&english::explained(view), terminal);
    text.add(2, &faint(&view.text, terminal));
    text.add(0, &clean(&english::in_words(view).join(" ")));
    text.out.push('\n');
    text.add_graded(0, &english::verdict(view));
    for line in english::decision_lines(&view.change) {
        text.add(2, &strong(&line, terminal));
    }
    for line in english::evidence_of(view) {
        text.add(2, &clean(&line));
    }
    if view.rivals.is_empty() {
        text.add(0, &clean(&english::no_rivals(view)));
        return text.out;
    }
    text.out.push_str(&format!("{}\n\n", rivals(view, terminal)));
    for rival in &view.rivals {
        text.add(2, &format!("{}  {}", clean(&english::rival_name(rival)), faint(&rival.opening, terminal)));
    }
    text.out
}

/// A column for each rival, a row for each signal.
fn rivals(view: &Explanation, terminal: Terminal) -> String {
    let mut shown = table(LIST, [], terminal);
    let mark = |rival: &RivalView| format!("{}{}", clean(&rival.label), if rival.linked { " ✓" } else { "" });
    let labels = view.rivals.iter().map(|rival| header_cell(&mark(rival)).set_alignment(CellAlignment::Right));
    shown.set_header(std::iter::once(header_cell(&clean(&view.other))).chain(labels));
    let mut add = |name: &str, value: &dyn Fn(&RivalView) -> f64| {
        let figures = view.rivals.iter().map(|rival| number(format!("{:.2}", value(rival))));
        shown.add_row(std::iter::once(Cell::new(name)).chain(figures));
    };
    add(english::SCORE, &|rival| rival.score);
    for name in view.rivals[0].signals.names() {
        add(&format!("  {name}"), &|rival| rival.signals.get(name).unwrap_or(0.0));
    }
    finish(shown, &(0..=view.rivals.len()).collect::<Vec<_>>())
}
