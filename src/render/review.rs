//! The links that need a person's eye, for a terminal.

use comfy_table::Cell;

use super::Terminal;
use super::redline::inline;
use super::table::{ROWS, finish, header_cell, never_break, table};
use super::text::{clean, doubtful, faint, heading, shell_word, wrapped};
use crate::lineage::LinkKind;
use crate::view::{DecisionsView, Question, ReviewView};

/// All of them, and how to decide: with this command, to which arguments are added.
pub fn review(view: &ReviewView, command: &str, terminal: Terminal) -> String {
    let Some(first) = view.questions.first() else {
        return "No link waits for a decision.\n".into();
    };
    let mut out: String = view.questions.iter().map(|one| format!("{}\n", question(one, terminal))).collect();
    let count = match view.questions.len() {
        1 => "1 link waits for a decision".to_owned(),
        count => format!("{count} links wait for a decision"),
    };
    let text = format!("{count}. Decide on a terminal, where this command asks, or one by one:");
    out.push_str(&format!("{}\n", wrapped(&text, 0, terminal)));
    // To be copied whole, so these lines are not broken.
    for open in &first.open {
        let ids = [&open.old, &open.new].map(|id| shell_word(id));
        out.push_str(&format!("{} decide {} {} --accept --why \"...\"\n", clean(command), ids[0], ids[1]));
    }
    out.push_str("(or --reject; or --link with other ids)\n");
    out
}

/// What was decided, and whether it still holds.
pub fn decisions(view: &DecisionsView, terminal: Terminal) -> String {
    if view.decisions.is_empty() {
        return "Nothing is decided.\n".into();
    }
    let mut rows = table(ROWS, terminal);
    rows.set_header(["Earlier", "Later", "Verdict", "Who, when", "Why"].map(header_cell));
    for one in &view.decisions {
        let decision = &one.decision;
        let misfit = one.misfit.iter().map(|reason| doubtful(&format!("not applied: {reason}"), terminal));
        rows.add_row(vec![
            Cell::new(clean(&decision.old)),
            Cell::new(clean(&decision.new)),
            Cell::new(decision.verdict.past()),
            Cell::new(format!("{}\n{}", clean(&decision.who), decision.when)),
            Cell::new([clean(&decision.why)].into_iter().chain(misfit).collect::<Vec<_>>().join("\n")),
        ]);
    }
    never_break(&mut rows, &[0, 1, 2]);
    format!("{}\n", finish(&rows))
}

/// A link with both wordings and its rivals.
pub fn question(question: &Question, terminal: Terminal) -> String {
    let mut out =
        format!("{}\n", heading(&format!("{} → {}", question.old.join(", "), question.new.join(", ")), terminal));
    let mut paragraph = |text: &str, indent: usize| {
        out.push_str(&wrapped(text, indent, terminal));
        out.push('\n');
    };
    let what = match question.kind {
        LinkKind::Version => question.relation.name(),
        kind => kind.name(),
    };
    paragraph(
        &format!(
            "{what}, {:.2} {}; score {:.2}, {:.2} ahead of the next best",
            question.confidence,
            doubtful(question.certainty.name(), terminal),
            question.score,
            question.margin
        ),
        2,
    );
    for (name, texts) in [("old", &question.old_text), ("new", &question.new_text)] {
        paragraph(&format!("{} {}", faint(&format!("{name}:"), terminal), clean(&texts.join("\n"))), 2);
    }
    paragraph(&format!("{} {}", faint("redline:", terminal), inline(&question.redline, terminal)), 2);
    for rival in &question.rivals {
        let text = format!("rival, score {:.2}: {} → {}: {}", rival.score, rival.old, rival.new, rival.opening);
        paragraph(&faint(&text, terminal), 2);
    }
    out
}
