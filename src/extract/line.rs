//! What a line tells by itself, or by its form: that a text is complete, that it is a heading.

use crate::ingest::{Line, Start, is_square};

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
    text.ends_with(['.', ':', ';', '!', '?', '。', '；', '：', '！', '？', '؟', '؛', '…'])
}

/// Whether a text ends as a clause does that is no heading.
pub(super) fn ends_clause(text: &str) -> bool {
    ends_sentence(text) || ends_with_comma(text)
}

/// Whether a text ends with a comma, be it with a footnote's mark behind it.
pub(super) fn ends_with_comma(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '*').ends_with([',', '，', '،'])
}

/// Whether a text begins as a sentence does: with a capital, or with a letter of a script that has none.
pub(super) fn begins_sentence(text: &str) -> bool {
    text.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
}

/// The words of a text. A language that is written without spaces has two letters to a word.
pub(crate) fn count_words(text: &str) -> usize {
    text.split_whitespace().map(|word| (word.chars().filter(|&c| is_square(c)).count() / 2).max(1)).sum()
}
