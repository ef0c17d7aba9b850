//! The links that need a person's eye, for a terminal.

use super::Terminal;
use super::redline::inline;
use super::text::{clean, doubtful, faint, heading, wrapped};
use crate::lineage::LinkKind;
use crate::view::{Question, ReviewView};

/// All of them, and how to decide.
pub fn review(view: &ReviewView, terminal: Terminal) -> String {
    let Some(first) = view.questions.first() else {
        return "No link waits for a decision.\n".into();
    };
    let mut out: String = view.questions.iter().map(|one| format!("{}\n", question(one, terminal))).collect();
    let count = match view.questions.len() {
        1 => "1 link waits for a decision".to_owned(),
        count => format!("{count} links wait for a decision"),
    };
    let text = format!(
        "{count}. Decide on a terminal, where this command asks, or one by one:\ntravaux decide {} {} --accept --why \
         \"...\"\n(or --reject; or --link with other ids)",
        first.old[0], first.new[0]
    );
    out.push_str(&wrapped(&clean(&text), 0, terminal));
    out.push('\n');
    out
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
            "{what}, {:.2} {}; {:.2} ahead of the next best",
            question.confidence,
            doubtful(question.certainty.name(), terminal),
            question.margin
        ),
        2,
    );
    for (name, texts) in [("old", &question.old_text), ("new", &question.new_text)] {
        paragraph(&format!("{} {}", faint(&format!("{name}:"), terminal), clean(&texts.join("\n"))), 2);
    }
    paragraph(&format!("{} {}", faint("redline:", terminal), inline(&question.redline, terminal)), 2);
    for rival in &question.rivals {
        let text = format!("rival at {:.2}: {} → {}: {}", rival.score, rival.old, rival.new, rival.opening);
        paragraph(&faint(&text, terminal), 2);
    }
    out
}
