//! What a line tells by itself, or by its form: that a text is complete, that it is a heading.

use crate::ingest::{Line, Start};

/// Whether the layout alone makes a line a heading: it is marked as one, or set in italics or bold and
/// no sentence.
pub(super) fn is_declared_heading(line: &Line) -> bool {
    matches!(line.start, Start::Heading(_)) || line.emphasised && !ends_sentence(line.passage.text())
}

/// Whether a text ends as a sentence or a list's lead-in does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', ' ']);
    // A footnote's mark may be glued to the full stop.
    let marked = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let text = if text.len() - marked.len() <= 2 { marked } else { text };
    text.ends_with(['.', ':', ';', '!', '?', '。', '؟', '…'])
}

/// Whether a text ends as a clause does that is no heading.
pub(super) fn ends_clause(text: &str) -> bool {
    ends_sentence(text) || text.ends_with(',')
}
