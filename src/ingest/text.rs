//! Plain text, as PDF text layers and editors leave it.

use std::ops::Range;

use super::{Line, Passage, Start, physical_lines};

/// The lines that hold something, with the space before each measured against the document's
/// own: some tools put an empty line between all lines, and there one empty line means nothing.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let filled = filled_lines(text);
    let usual = usual_gap(text, &filled);
    filled
        .iter()
        .map(|line| {
            let body = &text[line.body.clone()];
            let (passage, emphasised) = without_emphasis(body, line.body.start);
            Line {
                passage,
                start: match line.blanks_before.saturating_sub(usual) {
                    0 => Start::Flow,
                    1 | 2 => Start::Paragraph,
                    _ => Start::Apart,
                },
                indent: line.indent,
                emphasised,
                said: None,
            }
        })
        .collect()
}

/// A line that is not blank, and the blank ones before it.
struct Filled {
    body: Range<usize>,
    indent: usize,
    blanks_before: usize,
}

fn filled_lines(text: &str) -> Vec<Filled> {
    let mut filled = Vec::new();
    let mut blanks_before = 0;
    for range in physical_lines(text) {
        let line = &text[range.clone()];
        let body = line.trim();
        if body.is_empty() {
            blanks_before += 1;
            continue;
        }
        let lead = line.len() - line.trim_start().len();
        let start = range.start + lead;
        filled.push(Filled {
            body: start..start + body.len(),
            indent: line[..lead].chars().map(|c| if c == '\t' { 8 } else { 1 }).sum(),
            blanks_before,
        });
        blanks_before = 0;
    }
    filled
}

/// How many blank lines stand between two lines of one paragraph: 1 where the text is double
/// spaced, else 0.
///
/// A text is double spaced if sentences run on across single blank lines: in a text whose blank
/// lines part paragraphs, the line after one seldom begins with a small letter. The bar of 0.3
/// lies between the corpus's double-spaced files (0.6 and more) and the others (0.1 and less).
fn usual_gap(text: &str, filled: &[Filled]) -> usize {
    let mut single = 0;
    let mut running_on = 0;
    for pair in filled.windows(2) {
        if pair[1].blanks_before == 1 {
            single += 1;
            // The paragraphs of a preamble end with commas, and begin with small letters in some languages.
            let ended = text[pair[0].body.clone()].ends_with(['.', ':', ';', '!', '?', ',']);
            let small = text[pair[1].body.clone()].starts_with(char::is_lowercase);
            running_on += usize::from(!ended && small);
        }
    }
    usize::from(single > 0 && running_on * 10 >= single * 3)
}

/// Takes out the asterisks of `*continued*` and `**bold**`, and says whether they enclosed the
/// whole line. A lone asterisk, as at a footnote, stays.
fn without_emphasis(body: &str, source_start: usize) -> (Passage, bool) {
    let passage = Passage::verbatim(body, source_start);
    if !body.contains('*') {
        return (passage, false);
    }
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut rest = 0;
    while let Some((open, close)) = emphasis_in(body, rest) {
        rest = close.end;
        cuts.push(open);
        cuts.push(close);
    }
    let whole = cuts.len() == 2 && cuts[0].start == 0 && cuts[1].end == body.len();
    (passage.without(&cuts), whole)
}

/// The next pair of marks from `from` on: an opening run of asterisks before a word and a closing
/// run of the same length behind one.
fn emphasis_in(body: &str, from: usize) -> Option<(Range<usize>, Range<usize>)> {
    let mut open: Option<Range<usize>> = None;
    let mut at = from;
    while let Some(found) = body[at..].find('*') {
        let start = at + found;
        let end = start + body[start..].bytes().take_while(|&b| b == b'*').count();
        let before = body[..start].chars().next_back();
        let after = body[end..].chars().next();
        let closes = before.is_some_and(|c| !c.is_whitespace());
        let opens = after.is_some_and(|c| !c.is_whitespace()) && before.is_none_or(|c| !c.is_alphanumeric());
        match &open {
            Some(opened) if closes && opened.len() == end - start => return Some((opened.clone(), start..end)),
            _ if opens => open = Some(start..end),
            _ => {}
        }
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_spaced_text_runs_on_over_single_blank_lines() {
        let spaced = "1. The group met to\n\nadvise and assist the\n\nconference in its\n\nwork.\n\n\n\n\nII. Next\n";
        let read = lines(spaced);
        assert!(read[1..4].iter().all(|line| line.start == Start::Flow));
        assert_eq!(read[4].start, Start::Apart);
        let plain = "1. The group met.\n\n2. It advised.\n";
        assert_eq!(lines(plain)[1].start, Start::Paragraph);
    }

    #[test]
    fn emphasis_marks_go_and_footnote_marks_stay() {
        let (passage, whole) = without_emphasis("II. Recommendations (*continued*)", 0);
        assert_eq!((passage.text(), whole), ("II. Recommendations (continued)", false));
        let (passage, whole) = without_emphasis("**Draft report**", 0);
        assert_eq!((passage.text(), whole), ("Draft report", true));
        assert_eq!(without_emphasis("Draft report* and a * b", 0).0.text(), "Draft report* and a * b");
    }
}
