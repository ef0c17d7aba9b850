//! What a provision cites, and the dates and numbers it names.

use std::ops::Range;

use crate::language::LazyRegex;

use super::lexicon::Lexicon;
use super::words::Word;
use crate::language::plain;
use crate::model::DocumentSymbol;

/// A number that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) printed: String,
    /// The number in digits, if it is one, else as it is printed.
    pub(super) value: String,
}

/// What a text cites, its dates and its numbers, each in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Cited {
    pub(super) citations: Vec<String>,
    pub(super) dates: Vec<String>,
    pub(super) numbers: Vec<Number>,
}

/// Reads what a text cites. A number within a citation or a date is part of that.
pub(super) fn cited(text: &str, words: &[Word], lexicon: &Lexicon) -> Cited {
    let dates = matches(text, &lexicon.dates, &[]);
    let mut citations = matches(text, &lexicon.cited, &dates);
    let symbols: Vec<_> =
        DocumentSymbol::find_in(text).filter(|span| is_apart(span, &citations) && is_apart(span, &dates)).collect();
    citations.extend(symbols);
    citations.sort_by_key(|span| span.start);
    let mut taken: Vec<Range<usize>> = citations.iter().chain(&dates).cloned().collect();
    taken.sort_by_key(|span| span.start);
    let quoted = |spans: &[Range<usize>]| spans.iter().map(|span| plain(&text[span.clone()])).collect();
    Cited { citations: quoted(&citations), dates: quoted(&dates), numbers: numbers(text, words, &taken, lexicon) }
}

/// Whether a span has nothing in common with others, which are in order and have nothing in common themselves.
fn is_apart(span: &Range<usize>, others: &[Range<usize>]) -> bool {
    let behind = others.partition_point(|other| other.start < span.end);
    behind == 0 || others[behind - 1].end <= span.start
}

/// Where patterns fit and nothing else was found: the earliest, and of these the longest.
fn matches(text: &str, patterns: &[LazyRegex], taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> =
        patterns.iter().flat_map(|pattern| pattern.find_iter(text)).map(|found| found.range()).collect();
    found.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for span in found {
        let is_behind = kept.last().is_none_or(|last| last.end <= span.start);
        if !span.is_empty() && is_behind && is_apart(&span, taken) {
            kept.push(span);
        }
    }
    kept
}

fn numbers(text: &str, words: &[Word], taken: &[Range<usize>], lexicon: &Lexicon) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        // "3." at the beginning of a line counts an item and names nothing.
        let counts = text[..word.span.start].trim_end_matches(' ').ends_with('\n')
            && words.get(at + 1).is_some_and(|next| next.is(".") || next.is(")"));
        // "G20" and "actions16", with the mark of a note, are names.
        let is_name = word.small.starts_with(char::is_alphabetic) && lexicon.number(&word.small).is_none();
        if !word.is_word || !word.is_number || counts || is_name || !is_apart(&word.span, taken) {
            at += 1;
            continue;
        }
        let value = lexicon.number(&word.small);
        let value = value.map_or_else(|| word.small.clone(), |value| value.to_string());
        // "thirty (30)" is one thing.
        let repeats =
            words.get(at + 1..at + 4).is_some_and(|next| next[0].is("(") && next[1].is(&value) && next[2].is(")"));
        let last = if repeats { at + 3 } else { at };
        found.push(Number { printed: plain(&text[word.span.start..words[last].span.end]), value });
        at = last + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers_of(text: &str) -> Vec<(String, String)> {
        let lexicons = crate::anatomy::Lexicons::built_in();
        let anatomy = crate::anatomy::Anatomy::of(text, lexicons.of(Some("en")).unwrap());
        anatomy.numbers.iter().map(|one| (one.text.clone(), one.value.clone())).collect()
    }

    #[test]
    fn a_number_that_is_repeated_in_brackets_is_one() {
        let told = |text: &str, expected: &[(&str, &str)]| {
            let expected: Vec<_> = expected.iter().map(|(text, value)| (text.to_string(), value.to_string())).collect();
            assert_eq!(numbers_of(text), expected, "{text}");
        };
        told("Millers should report within thirty (30) days.", &[("thirty (30)", "30")]);
        told("Millers should report within thirty (40) days.", &[("thirty", "30"), ("40", "40")]);
        told("Millers should report within thirty (30 days) of it.", &[("thirty", "30"), ("30", "30")]);
        told("Millers should report within thirty [30] days.", &[("thirty", "30"), ("30", "30")]);
    }

    #[test]
    fn spans_that_only_touch_are_apart() {
        let others = [2..4, 6..8];
        let apart = [0..2, 4..6, 8..9].map(|span: Range<usize>| is_apart(&span, &others));
        assert_eq!(apart, [true; 3]);
        let within = [0..3, 3..4, 5..7, 7..9, 0..9].map(|span: Range<usize>| is_apart(&span, &others));
        assert_eq!(within, [false; 5]);
        assert!(is_apart(&(0..1), &[]));
    }
}
