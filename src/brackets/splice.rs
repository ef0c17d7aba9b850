//! Texts from which something was cut.

use std::ops::Range;

/// Ranges in their order, those that touch or overlap made one.
pub(crate) fn united(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| range.start);
    let mut found: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match found.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => found.push(range),
        }
    }
    found
}

/// A text without some ranges, which are in order and do not touch. Where one was cut, two spaces become one, none stands before
/// a comma, and words that only brackets had held apart get one.
pub(super) fn spliced(text: &str, cuts: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut from, mut kept) = (0, 0);
    for cut in cuts.iter().cloned().chain(std::iter::once(text.len()..text.len())) {
        let piece = &text[from..cut.start];
        if from > 0 {
            join(&mut out, piece, &text[kept..from]);
        } else {
            out.push_str(piece);
        }
        (from, kept) = (cut.end, cut.start);
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.drain(..out.len() - out.trim_start().len());
    out
}

/// Whether what was cut between two words holds them apart: "[shall][should]" are two, "State[s]" is one.
pub(crate) fn holds_apart(cut: &str) -> bool {
    ["][", "］［"].iter().any(|signs| cut.contains(signs))
}

/// Adds a piece behind what was cut.
fn join(out: &mut String, piece: &str, cut: &str) {
    let Some(first) = piece.chars().next() else { return };
    let is_behind_space = out.is_empty() || out.ends_with(char::is_whitespace);
    let trimmed = piece.trim_start_matches(' ');
    let is_mark = trimmed.starts_with([',', ';', '.', ':', ')', '?', '!']);
    if is_behind_space && first == '\n' {
        let end = out.trim_end().len();
        out.truncate(end);
        out.push_str(piece);
    } else if is_behind_space && first.is_whitespace() {
        let end = if is_mark { out.trim_end_matches(' ').len() } else { out.len() };
        out.truncate(end);
        out.push_str(trimmed);
    } else if is_mark && (is_behind_space || piece.starts_with(' ')) && !out.is_empty() {
        let end = out.trim_end_matches(' ').len();
        out.truncate(end);
        out.push_str(trimmed);
    } else {
        // "[shall][should] act" has no space between its brackets; "State[s]" needs none.
        let touches = out.ends_with(char::is_alphanumeric) && first.is_alphanumeric();
        if touches && holds_apart(cut) {
            out.push(' ');
        }
        out.push_str(piece);
    }
}
