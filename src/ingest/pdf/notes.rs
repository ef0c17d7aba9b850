//! Footnotes: small type at a column's foot, or what stands under a short rule there, begun by a mark.

use std::collections::BTreeSet;

use super::glyphs::Rule;
use super::rows::{Row, Word};

/// Type below this part of the text's size is a footnote's.
const SMALL: f32 = 0.93;

/// The row with which the footnotes of a region begin; the number of its rows where it has none.
pub(super) fn first_note(rows: &[Row], body_size: f32, rules: &[Rule]) -> usize {
    let small = rows.iter().rposition(|row| row.size > body_size * SMALL).map_or(0, |at| at + 1);
    let ruled = |at: usize| {
        let above = at.checked_sub(1).map_or(f32::MIN, |before| rows[before].y);
        let width = rows.iter().map(Row::x1).fold(0.0, f32::max) - rows.iter().map(Row::x0).fold(f32::MAX, f32::min);
        rows.get(at).is_some_and(|row| {
            rules.iter().any(|rule| {
                rule.y > above
                    && rule.y < row.y
                    && rule.x0 <= row.x1()
                    && rule.x1 >= row.x0()
                    && rule.x1 - rule.x0 < width * 0.67
            })
        })
    };
    if small < rows.len() && ruled(small) {
        return small;
    }
    // Without a rule only a raised mark tells a footnote from a table in small type.
    let marked = (small..rows.len()).find(|&at| has_raised_mark(&rows[at]));
    // In type of the text's own size, rule and mark must both be there.
    let under_rule = || (1..rows.len()).find(|&at| ruled(at) && note_mark(&rows[at]).is_some());
    marked.or_else(under_rule).unwrap_or(rows.len())
}

/// The mark that begins a footnote: a raised word, or a number, which the text may follow without a space.
pub(super) fn note_mark(row: &Row) -> Option<&str> {
    let first = row.words.first()?;
    let digits = first.text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) && first.text[digits..].starts_with(char::is_uppercase) {
        return Some(&first.text[..digits]);
    }
    let mark = first.text.trim_end_matches('.');
    let is_mark = is_mark(mark) && (row.is_raised(first) || row.words.len() > 1);
    is_mark.then_some(mark)
}

/// Whether the mark that begins a footnote is raised.
pub(super) fn has_raised_mark(row: &Row) -> bool {
    note_mark(row).is_some() && row.words.first().is_some_and(|first| row.is_raised(first))
}

fn is_mark(text: &str) -> bool {
    let number = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    let star = text.len() <= 3 && text.bytes().all(|b| b == b'*');
    let letter = text.strip_suffix('/').unwrap_or(text);
    let letter = letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_lowercase());
    !text.is_empty() && (number || star || letter || matches!(text, "†" | "‡" | "§"))
}

/// Whether a word of a row refers to footnotes: it is raised and made of their marks. Any other raised word is a power
/// or an ordinal.
pub(super) fn refers_to_note(row: &Row, word: &Word, marks: &BTreeSet<String>) -> bool {
    row.is_raised(word) && word.text.split([',', ';', '–', '-']).all(|mark| marks.contains(mark))
}
