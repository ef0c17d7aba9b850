//! What a line tells by itself, or by its form: that a text is complete, that it is a heading.

use super::corrections::is_said_heading;
use crate::ingest::{Line, Start, is_square};

/// Whether the layout alone makes a line a heading: it is marked as one, or set in italics or bold and
/// no sentence; or a person says that it is one.
pub(super) fn is_declared_heading(line: &Line) -> bool {
    is_said_heading(line)
        || matches!(line.start, Start::Heading(_))
        || line.emphasised
            && line.start != Start::Item
            && !ends_sentence(line.passage.text())
            && !is_bracketed(line.passage.text())
}

/// A text without the bracket that opens before it in a draft.
pub(super) fn without_bracket(text: &str) -> &str {
    text.trim_start_matches(['[', '［', '*', ' '])
}

/// Whether a text stands in square brackets or braces as a whole: a note on the draft, or words that are not agreed.
fn is_bracketed(text: &str) -> bool {
    text.starts_with(['[', '{', '［']) && text.trim_end().ends_with([']', '}', '］'])
}

/// Whether a text ends as a sentence or a list's lead-in does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', ' ']);
    // A footnote's mark may be glued to the full stop.
    let marked = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let text = if text.len() - marked.len() <= 2 { marked } else { text };
    text.ends_with(['.', ':', ';', '!', '?', '。', '；', '：', '！', '？', '؟', '؛', '…'])
}

/// Whether a sentence ends within a text: no title holds one.
pub(super) fn holds_end(text: &str) -> bool {
    text.match_indices(['.', '!', '?', '。']).any(|(at, end)| {
        let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        let rest = text[at + end.len()..].trim_start_matches(['”', '"', '’', ')', ']', '»']);
        // "No. 5" and "J. Smith" end no sentence.
        word.chars().count() > 3 && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty()
    })
}

/// Whether a text may be a heading by itself: it is short, and does not end as a sentence.
pub(super) fn is_title_alone(text: &str) -> bool {
    const LONGEST: usize = 12;
    !ends_clause(text) && count_words(text) <= LONGEST
}

/// Whether a text has letters of a script with capitals: more than the one that numbers a section.
pub(super) fn has_cases(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_uppercase() || letter.is_lowercase()).count() > 1
}

/// Whether a text is set in capitals throughout.
pub(super) fn is_in_capitals(text: &str) -> bool {
    has_cases(text) && !text.contains(char::is_lowercase)
}

/// Whether a text is set as a title although it ends with a stop: it is short, and each of its longer words has a capital.
pub(super) fn is_set_as_title(text: &str) -> bool {
    const LONGEST: usize = 8;
    let Some(title) = text.trim_end().strip_suffix('.') else { return false };
    let words = || title.split_whitespace();
    let is_capital = |word: &str| word.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase);
    let long = |word: &&str| word.chars().count() > 3;
    let first = words().next().is_some_and(is_capital);
    first && words().count() <= LONGEST && !title.contains(['.', ';', ':']) && words().filter(long).all(is_capital)
}

/// Whether a text ends as a clause does that is no heading.
pub(super) fn ends_clause(text: &str) -> bool {
    ends_sentence(text) || ends_with_comma(text)
}

/// Whether a text ends with a comma, be it with a footnote's mark behind it.
pub(super) fn ends_with_comma(text: &str) -> bool {
    // In a draft a bracket may close behind it, and another may name who proposes the paragraph.
    let is_behind = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '*' | ']' | '］');
    let ends = |text: &str| text.trim_end_matches(is_behind).ends_with([',', '，', '،']);
    let named =
        text.trim_end().strip_suffix([']', '］']).and_then(|text| text.rfind(['[', '［']).map(|at| &text[..at]));
    ends(text) || named.is_some_and(|before| before.trim_end().ends_with([']', '］']) && ends(before))
}

/// Whether a text begins as a sentence does: with a capital, or with a letter of a script that has none.
pub(super) fn begins_sentence(text: &str) -> bool {
    text.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
}

/// The words of a text. A language that is written without spaces has two letters to a word.
pub(crate) fn count_words(text: &str) -> usize {
    text.split_whitespace().map(|word| (word.chars().filter(|&c| is_square(c)).count() / 2).max(1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_holds_no_end_of_a_sentence() {
        assert!(holds_end("The mill was closed. It reopened in spring"));
        assert!(holds_end("The mill was “closed.” It reopened"));
        for title in
            ["Mills", "The mill was closed.", "The mill was closed. ", "Annex No. 5 on mills", "Mills.org and others"]
        {
            assert!(!holds_end(title), "{title}");
        }
    }

    #[test]
    fn a_heading_by_itself_is_short_and_ends_no_clause() {
        let long = ["mill"; 13].join(" ");
        assert!(is_title_alone("On the upkeep of mills") && is_title_alone(&["mill"; 12].join(" ")));
        assert!(!is_title_alone("Mills are kept up.") && !is_title_alone("Mills,") && !is_title_alone(&long));
    }

    #[test]
    fn a_language_without_spaces_has_two_letters_to_a_word() {
        assert_eq!(["", "two words", "港口", "港口管理", "港口管理局"].map(count_words), [0, 2, 1, 2, 2]);
    }

    #[test]
    fn a_comma_may_have_a_note_a_bracket_or_a_name_behind_it() {
        for text in [
            "Recalling the mills,",
            "Recalling the mills,2",
            "[Recalling the mills,]",
            "[Recalling the mills,] [Malta]",
        ] {
            assert!(ends_with_comma(text), "{text}");
        }
        assert!(!ends_with_comma("Recalling the mills") && !ends_with_comma("Recalling the mills, [Malta]"));
    }
}
