//! Signs that are not seen: they set the direction of writing, or where a line or a word may be broken.

use std::ops::Range;

use super::{Content, Line, Start};
use crate::model::Passage;

/// Whether a letter is a sign that is not seen.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// Where a word may be broken at the end of a line. Within a line it says nothing; at the end it tells that the word goes on.
const SOFT_HYPHEN: char = '\u{ad}';

/// Takes out the soft hyphens between the letters of words, which no reader sees and nobody looks for.
pub(super) fn clear_soft_hyphens(content: &mut Content) {
    let clear = |passage: &mut Passage| {
        if passage.text().contains(SOFT_HYPHEN) {
            *passage = passage.without(&soft_hyphens(passage.text()));
        }
    };
    match content {
        Content::Lines(lines) => lines.iter_mut().for_each(|line| clear(&mut line.passage)),
        Content::Units(units) => units.iter_mut().for_each(|unit| clear(&mut unit.text)),
    }
}

/// The soft hyphens of a text that stand between two letters.
fn soft_hyphens(text: &str) -> Vec<Range<usize>> {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    let found = text.match_indices(SOFT_HYPHEN).map(|(at, hyphen)| at..at + hyphen.len());
    found
        .filter(|hyphen| {
            is_letter(text[..hyphen.start].chars().next_back()) && is_letter(text[hyphen.end..].chars().next())
        })
        .collect()
}

/// How many bytes of a line are looked at: its number stands in them.
const OPENING: usize = 120;

/// How many words of a line are looked at: "Draft article 3".
const WORDS: usize = 3;

/// Takes the signs away that hide the number at a line's start. Between two letters they part or join these, as Persian
/// and Indic words need, and stay. A line with nothing to see is left out, and the next stands apart as it did.
pub(super) fn clear_openings(lines: &mut Vec<Line>) {
    let mut before: Option<Start> = None;
    lines.retain_mut(|line| {
        let cuts = cuts(line.passage.text());
        if !cuts.is_empty() {
            line.passage = line.passage.without(&cuts).trim();
        }
        if line.passage.is_empty() {
            before = Some(before.unwrap_or(Start::Flow).max(line.start.min(Start::Apart)));
            return false;
        }
        if let (Some(start), Start::Flow) = (before.take(), line.start) {
            line.start = start;
        }
        true
    });
}

/// The signs in the opening of a text that do not stand between two letters.
fn cuts(text: &str) -> Vec<Range<usize>> {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let (mut before, mut words) = (None, 0);
    // The signs behind the last letter, of which the next letter decides.
    let mut open = 0;
    for (at, letter) in text.char_indices() {
        if is_invisible(letter) {
            cuts.push(at..at + letter.len_utf8());
            continue;
        }
        let is_between = before.is_some_and(char::is_alphabetic) && letter.is_alphabetic();
        if is_between {
            cuts.truncate(open);
        }
        open = cuts.len();
        words += usize::from(letter.is_whitespace() && before.is_some_and(|before| !before.is_whitespace()));
        if at > OPENING || words >= WORDS {
            return cuts;
        }
        before = Some(letter);
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Unit;

    fn cleared(text: &str) -> Vec<Line> {
        let line = |(at, text): (usize, &str)| Line {
            passage: Passage::verbatim(text, at),
            start: Start::Flow,
            indent: 0,
            emphasised: false,
            said: None,
        };
        let mut at = 0;
        let lines = text.split('\n').map(|piece| {
            at += piece.len() + 1;
            line((at - piece.len() - 1, piece))
        });
        let mut lines = lines.collect();
        clear_openings(&mut lines);
        lines
    }

    #[test]
    fn what_hides_a_number_goes_and_what_shapes_a_word_stays() {
        for (text, clear) in [
            ("\u{200b}3. Members", "3. Members"),
            ("\u{feff} \u{2067}3\u{200f}.\u{200e} Members", "3. Members"),
            ("Article\u{200e} \u{200e}4\u{2069}", "Article 4"),
            ("\u{202b}٣-\u{200f} توصي", "٣- توصي"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("3. می\u{200c}خواهم", "3. می\u{200c}خواهم"),
            ("one two three four \u{200e}5", "one two three four \u{200e}5"),
        ] {
            let lines = cleared(text);
            assert_eq!(lines[0].passage.text(), clear);
            let first = clear.chars().next().unwrap();
            assert_eq!(lines[0].passage.span().start, text.find(first).unwrap());
        }
    }

    #[test]
    fn a_soft_hyphen_stays_where_a_line_breaks_the_word() {
        let line = |text: &str| {
            let mut units =
                Content::Units(vec![Unit { id: "1".into(), text: Passage::verbatim(text, 10), section: Vec::new() }]);
            clear_soft_hyphens(&mut units);
            let Content::Units(mut units) = units else { unreachable!("they are units") };
            units.remove(0).text
        };
        for (text, clear) in [
            ("crew\u{ad}men are kept", "crewmen are kept"),
            ("the regi\u{ad}sters of ves\u{ad}", "the registers of ves\u{ad}"),
            ("\u{ad} a dash, and 3\u{ad}4", "\u{ad} a dash, and 3\u{ad}4"),
        ] {
            assert_eq!(line(text).text(), clear);
        }
        assert_eq!(line("crew\u{ad}men").source_offset(4), 16, "the m stands behind it");
    }

    #[test]
    fn a_line_with_nothing_to_see_is_left_out() {
        let lines = cleared("1. Members\n\u{200b}\u{2060}\n2. Pilots");
        assert_eq!(lines.iter().map(|line| line.passage.text()).collect::<Vec<_>>(), ["1. Members", "2. Pilots"]);
        assert_eq!(lines[1].passage.span(), 18..27);
    }
}
