//! Where the sentences of a text stand.

use std::ops::Range;

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

/// The sentences of a text, and the clauses and items that semicolons and lines part, in their order; together they are
/// the whole text. Sentences end where the rules of Unicode (UAX 29) say.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let marks = text.char_indices().filter(|(_, mark)| matches!(mark, ';' | '；' | '؛' | '\n'));
    let mut ends: Vec<usize> = segmenter
        .segment_str(text)
        .chain(marks.map(|(at, mark)| at + mark.len_utf8()))
        .filter(|end| *end > 0)
        .collect();
    ends.sort_unstable();
    ends.dedup();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).map(|(start, &end)| start..end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_clauses_and_items_are_parted() {
        let of = |text| sentences(text).into_iter().map(|span| text[span].trim()).collect::<Vec<_>>();
        assert_eq!(of("Count the crates. Then seal them."), ["Count the crates.", "Then seal them."]);
        assert_eq!(of("Count crates; seal them:\n(a) at dawn"), ["Count crates;", "seal them:", "(a) at dawn"]);
        assert_eq!(of("数箱子。封箱子。"), ["数箱子。", "封箱子。"]);
        assert_eq!(of("Crates, e.g. old ones"), ["Crates, e.g. old ones"]);
        assert!(of("").is_empty());
    }
}
