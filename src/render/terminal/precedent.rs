//! Where a text was agreed before.

use super::redline::{inline, legend};
use super::{Terminal, Text};
use crate::render::text::{clean, faint, heading, strong};
use crate::report::{PrecedentView, QueryView, ResultView, english};

/// Each provision that was looked up, and below it the nearest agreed language.
pub(super) fn precedents(view: &PrecedentView, terminal: Terminal) -> String {
    let mut text = Text::new(terminal);
    view.queries.iter().for_each(|one| query(one, &mut text));
    let segments = view.queries.iter().flat_map(|query| &query.results).flat_map(|result| &result.redline);
    legend(segments, terminal).iter().for_each(|legend| text.add(0, legend));
    text.add(0, &english::search_sentence(view));
    text.out
}

fn query(view: &QueryView, text: &mut Text) {
    let terminal = text.terminal;
    if let Some(id) = &view.id {
        text.out.push_str(&format!("{}\n", heading(id, terminal)));
    }
    let indent = if view.id.is_some() { 2 } else { 0 };
    text.add(indent, &clean(&view.text));
    if view.results.is_empty() {
        text.add(indent, &faint(english::NOTHING_NEAR, terminal));
        if !view.elsewhere.is_empty() {
            text.add(indent, &faint(&english::near_in_drafts(&view.elsewhere), terminal));
        }
    }
    text.out.push('\n');
    view.results.iter().for_each(|one| result(one, indent + 2, text));
    if view.more > 0 {
        text.add(indent + 2, &faint(&english::more_results(view.more), terminal));
        text.out.push('\n');
    }
}

fn result(view: &ResultView, indent: usize, text: &mut Text) {
    let terminal = text.terminal;
    text.add(indent, &format!("{}  {}", heading(&view.id, terminal), faint(&english::citation(view), terminal)));
    let mut say = |line: String| text.add(indent + 2, &line);
    if !view.section.is_empty() {
        say(faint(&english::path(&view.section), terminal));
    }
    say(faint(&english::nearness(view), terminal));
    if !view.verbatim.is_empty() {
        let (share, runs) = english::word_for_word(view);
        say(format!("{share}{}", strong(&runs, terminal)));
    }
    say(inline(&view.redline, terminal));
    for line in view.shifts.iter().map(english::shift_summary).filter(|line| !line.is_empty()) {
        say(strong(&line, terminal));
    }
    text.out.push('\n');
}
