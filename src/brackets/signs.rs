//! Where the brackets of a text stand: which opens where, which closes it, and which of them is none of a negotiation.

use std::ops::Range;

/// The signs that open and close: square brackets, as they are set in Latin and in Chinese text. In braces a secretariat sets
/// notes.
const PAIRS: [(char, char, bool); 4] = [('[', ']', false), ('［', '］', false), ('〔', '〕', false), ('{', '}', true)];

/// A pair of signs, or a sign alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// From the first sign to behind the last. Where one is missing, from the beginning of the text or to its end.
    pub(super) span: Range<usize>,
    /// What stands between.
    pub(super) inside: Range<usize>,
    /// Whether the first sign is there, and the last.
    pub(super) is_opened: bool,
    pub(super) is_closed: bool,
    /// Whether it is set in braces.
    pub(super) is_brace: bool,
}

/// How deep brackets stand within each other at most. Drafts have six levels at times; what stands deeper was never closed, and
/// its signs are words of the text.
const DEEPEST: usize = 32;

/// The pairs of a text in the order in which they open, an outer one before the inner. A sign that closes what nobody opened
/// closes all from the beginning; one that nobody closes opens all to the end.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    if !text.contains(PAIRS.map(|(opening, ..)| opening)) && !text.contains(PAIRS.map(|(_, closing, _)| closing)) {
        return Vec::new();
    }
    let mut found: Vec<Pair> = Vec::new();
    // Of each kind, those that are open; of one that stands too deep, none.
    let mut open: [Vec<Option<usize>>; PAIRS.len()] = Default::default();
    let mut strays = 0;
    for (at, letter) in text.char_indices() {
        let behind = at + letter.len_utf8();
        if let Some(kind) = PAIRS.iter().position(|(opening, ..)| *opening == letter) {
            let is_within = open[kind].len() < DEEPEST;
            open[kind].push(is_within.then_some(found.len()));
            if !is_within {
                continue;
            }
            found.push(Pair {
                span: at..text.len(),
                inside: behind..text.len(),
                is_opened: true,
                is_closed: false,
                is_brace: PAIRS[kind].2,
            });
        } else if let Some(kind) = PAIRS.iter().position(|(_, closing, _)| *closing == letter) {
            match open[kind].pop() {
                Some(None) => {}
                Some(Some(pair)) => {
                    found[pair].span.end = behind;
                    found[pair].inside.end = at;
                    found[pair].is_closed = true;
                }
                None if strays < DEEPEST => {
                    strays += 1;
                    found.push(Pair {
                        span: 0..behind,
                        inside: 0..at,
                        is_opened: false,
                        is_closed: true,
                        is_brace: PAIRS[kind].2,
                    });
                }
                None => {}
            }
        }
    }
    found.sort_by_key(|pair| (pair.span.start, std::cmp::Reverse(pair.span.end)));
    found
}

/// The signs that open and close a quotation.
const QUOTES: [(char, char); 4] = [('“', '”'), ('«', '»'), ('„', '“'), ('「', '」')];

/// The quotations of a text, in its order.
pub(super) fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, letter) in text.char_indices() {
        match open {
            Some((start, closing)) if letter == closing => {
                found.push(start..at);
                open = None;
            }
            Some(_) => {}
            None => {
                let closing = QUOTES.iter().find(|(opening, _)| *opening == letter).map(|(_, closing)| *closing);
                open = closing.map(|closing| (at, closing));
            }
        }
    }
    found
}

/// Whether a place lies within one of some quotations.
pub(super) fn is_quoted(quoted: &[Range<usize>], span: &Range<usize>) -> bool {
    let at = quoted.partition_point(|one| one.end < span.end);
    quoted.get(at).is_some_and(|one| one.start < span.start)
}

/// The pairs of a text by what they stand beside.
pub(super) struct Beside<'p> {
    text: &'p str,
    by_start: &'p [Pair],
    by_end: Vec<&'p Pair>,
}

impl<'p> Beside<'p> {
    /// Of pairs in the order in which they open.
    pub(super) fn of(text: &'p str, pairs: &'p [Pair]) -> Self {
        let mut by_end: Vec<&Pair> = pairs.iter().collect();
        by_end.sort_by_key(|pair| pair.span.end);
        Beside { text, by_start: pairs, by_end }
    }

    /// The pairs right before and right behind one, with nothing but spaces between.
    pub(super) fn neighbours(&self, span: &Range<usize>) -> impl Iterator<Item = &'p Pair> {
        let before = self.by_end[..self.by_end.partition_point(|pair| pair.span.end <= span.start)].last().copied();
        let behind = self.by_start.get(self.by_start.partition_point(|pair| pair.span.start < span.end));
        let touches = |from: usize, to: usize| self.text[from..to].trim_start().is_empty();
        let before = before.filter(|pair| touches(pair.span.end, span.start));
        let behind = behind.filter(|pair| touches(span.end, pair.span.start));
        before.into_iter().chain(behind)
    }
}

/// What the signs of a pair are by where they stand and what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Words in brackets, as only a text under negotiation has them.
    Plain,
    /// A number, a year or a short name in brackets: a choice in a text that has plain ones, else the mark of a note, or of
    /// what is cited.
    Mark,
    /// A letter that was changed in a quotation, a link, the mark of a note: never a choice.
    Other,
}

/// What a pair looks like.
pub(super) fn look(text: &str, pair: &Pair) -> Look {
    let content = &text[pair.inside.clone()];
    let before = text[..pair.span.start].chars().next_back();
    let behind = &text[pair.span.end..];
    let is_short = content.chars().count() <= 1;
    let letters = content.chars().filter(|letter| letter.is_lowercase() || letter.is_uppercase()).count();
    let next = behind.chars().next();
    // "[t]he", "(see [link](https://...))", "[^3]".
    let is_changed_letter =
        is_short && letters == 1 && next.is_some_and(char::is_alphabetic) && !before.is_some_and(char::is_alphanumeric);
    let is_link = next == Some('(')
        && behind[1..].trim_start().starts_with(['/', '#', 'h', 'm', '.'])
        && ["http", "mailto", "/", "#", "./", "../"].iter().any(|start| behind[1..].starts_with(start));
    if is_changed_letter || is_link || content.starts_with('^') {
        return Look::Other;
    }
    let is_figure = content.contains(char::is_numeric)
        && content.chars().all(|c| c.is_numeric() || matches!(c, ',' | '-' | '–' | ' ' | '*'));
    let stands_behind_word =
        before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | ';' | ')' | '”' | '"' | '。'));
    // The mark of a note ends a clause, or stands before the note.
    let is_small = is_figure && content.chars().count() <= 3;
    let is_note = is_small
        && (next.is_none_or(|c| matches!(c, '.' | ',' | ';' | ')' | '。')) || matches!(before, None | Some('\n')));
    if is_figure && stands_behind_word || is_note {
        return Look::Other;
    }
    // "[1995] 2 AC 145" and "[2019] ECR 3" have the year of a law report.
    let cites_report = is_figure && {
        let mut words = behind.split_whitespace();
        let is_short_form = |word: &str| {
            let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
            letters.len() > 1 && letters.iter().all(|c| c.is_uppercase())
        };
        let first = words.next().unwrap_or_default();
        is_short_form(first)
            || !first.is_empty()
                && first.chars().all(char::is_numeric)
                && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    if cites_report {
        return Look::Other;
    }
    let is_one_word = !content.contains(char::is_whitespace);
    let has_sign = content.chars().any(|c| c.is_numeric() || c.is_uppercase() || matches!(c, '-' | ':' | '_' | '+'));
    if content.trim().is_empty() || is_figure || is_one_word && has_sign { Look::Mark } else { Look::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insides(text: &str) -> Vec<&str> {
        pairs(text).into_iter().map(|pair| &text[pair.inside]).collect()
    }

    #[test]
    fn pairs_are_nested_and_what_lacks_one_sign_reaches_to_the_end() {
        assert_eq!(insides("a [b [c] d] e [f]"), ["b [c] d", "c", "f"]);
        assert_eq!(insides("a [b [c] d"), ["b [c] d", "c"]);
        assert_eq!(insides("a] b [c]"), ["a", "c"]);
        assert_eq!(insides("应［当］可以"), ["当"]);
        assert!(pairs("no bracket (but round)").is_empty());
        assert_eq!(pairs(&"[".repeat(50_000)).len(), DEEPEST);
        assert_eq!(pairs(&"]".repeat(50_000)).len(), DEEPEST);
    }

    #[test]
    fn not_every_square_bracket_is_one_of_a_negotiation() {
        let looks = |text: &str| pairs(text).iter().map(|pair| look(text, pair)).collect::<Vec<_>>();
        for text in [
            "Parties [shall] meet",
            "ports[, where feasible,] keep",
            "the [Conference of the Parties]",
            "commitment[s]",
        ] {
            assert_eq!(looks(text), [Look::Plain], "{text}");
        }
        for text in ["within [30] days", "by [2020]", "see [RFC5869]", "the [INDC]", "[X]", "[ ]"] {
            assert_eq!(looks(text), [Look::Mark], "{text}");
        }
        for text in [
            "as was said.[12]",
            "word[3] and",
            "“[t]he Parties”",
            "[the report](https://example.org)",
            "[^3]",
            "[1995] 2 AC 145",
            "Case [2019] ECR 3",
            "See also [2].",
            "[1] Document A/1.",
        ] {
            assert_eq!(looks(text), [Look::Other], "{text}");
        }
    }
}
