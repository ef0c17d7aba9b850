//! The links that need a person's eye, and what was decided.

use comfy_table::Cell;

use super::redline::inline;
use super::table::{ROWS, finish, table};
use super::{Terminal, Text};
use crate::render::text::{clean, doubtful, faint, shell_word};
use crate::report::{DecisionsView, Question, ReviewView, english};

/// All of them, and how to decide: with this command, to which arguments are added.
pub(super) fn review(view: &ReviewView, command: &str, terminal: Terminal) -> String {
    let Some(first) = view.questions.first() else {
        return format!("{}\n", english::NOTHING_WAITS);
    };
    let mut text = Text::new(terminal);
    text.out = view.questions.iter().map(|one| format!("{}\n", question(one, terminal))).collect();
    text.add(0, &english::waiting(view.questions.len()));
    // To be copied whole, so these lines are not broken.
    for open in &first.open {
        let ids = [&open.old, &open.new].map(|id| shell_word(id));
        text.out.push_str(&format!("{} decide {} {} --accept --why \"...\"\n", clean(command), ids[0], ids[1]));
    }
    format!("{}{}\n", text.out, english::OR_REJECT)
}

/// What was decided, and whether it still holds.
pub(super) fn decisions(view: &DecisionsView, terminal: Terminal) -> String {
    if view.decisions.is_empty() {
        return format!("{}\n", english::NOTHING_DECIDED);
    }
    let mut rows = table(ROWS, english::headings::DECISIONS, terminal);
    for one in &view.decisions {
        let decision = &one.decision;
        let misfit = one.misfit.iter().map(|reason| doubtful(&english::not_applied(reason), terminal));
        rows.add_row(vec![
            Cell::new(clean(&decision.old)),
            Cell::new(clean(&decision.new)),
            Cell::new(decision.verdict.past()),
            Cell::new(format!("{}\n{}", clean(&decision.who), decision.when)),
            Cell::new([clean(&decision.why)].into_iter().chain(misfit).collect::<Vec<_>>().join("\n")),
        ]);
    }
    format!("{}\n", finish(rows, &[0, 1, 2]))
}

/// A link with both wordings and its rivals.
pub fn question(question: &Question, terminal: Terminal) -> String {
    let title = format!("{} → {}", question.old.join(", "), question.new.join(", "));
    let mut text = Text::titled(&title, terminal);
    text.add_graded(2, &english::question(question));
    let wordings = [
        clean(&question.old_text.join("\n")),
        clean(&question.new_text.join("\n")),
        inline(&question.redline, terminal),
    ];
    for (name, wording) in english::WORDINGS.iter().zip(wordings) {
        text.add(2, &format!("{} {wording}", faint(name, terminal)));
    }
    for rival in &question.rivals {
        text.add(2, &faint(&english::rival(rival), terminal));
    }
    text.out
}
