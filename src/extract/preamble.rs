//! The paragraphs of a preamble. They have no numbers; each ends with a comma.

use std::ops::Range;

use super::line::{ends_with_comma, is_title_alone};
use super::words::Words;
use crate::ingest::{Line, Start};
use crate::model::LineIs;

/// The paragraphs of the preamble among the lines before the first number, as ranges of lines.
///
/// It begins behind the line that names the body ("The General Assembly,"), or with the first paragraph that ends with
/// a comma; a paragraph that does not end with one ("..., which reads:") goes on in the next.
pub(super) fn paragraphs(lines: &[Line], front: Range<usize>, words: &Words) -> Vec<Range<usize>> {
    // Without space between them, their first lines are set in, or their first words tell.
    let is_set_in = |at: usize| {
        let tells = lines[at].indent > lines[at - 1].indent || words.preambular.is_match(lines[at].passage.text());
        tells && ends_with_comma(lines[at - 1].passage.text())
    };
    // What a person says is text goes on with what stands before it.
    let may_begin = |at: usize| lines[at].said != Some(LineIs::Text);
    let begins =
        |at: &usize| *at == front.start || may_begin(*at) && (lines[*at].start != Start::Flow || is_set_in(*at));
    let starts: Vec<usize> = front.clone().filter(begins).collect();
    let ends = starts.iter().skip(1).copied().chain([front.end]);
    let blocks: Vec<Range<usize>> = starts.iter().zip(ends).map(|(&start, end)| start..end).collect();
    let ends_so = |block: &Range<usize>| ends_with_comma(lines[block.end - 1].passage.text());
    let Some(first) = blocks.iter().position(ends_so) else { return Vec::new() };
    // The title or a citation may stand right above the line that names the body.
    let names_body = |line: &Line| words.enacting.is_match(line.passage.text());
    let named = blocks[first].clone().rfind(|&at| names_body(&lines[at]));
    let behind = named.map_or(blocks[first].start, |at| at + 1);
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    // In a draft the comma may be lost among brackets.
    let begins_anew = |block: &Range<usize>| {
        let text = lines[block.start].passage.text();
        let bare = text.trim_start_matches(['[', '［', '*', '_']);
        bare.len() < text.len() && words.preambular.is_match(bare)
            || words.preambular.is_match(text) && lines[block.start - 1].passage.text().ends_with([']', '］'])
    };
    for block in &blocks[first..] {
        let block = block.start.max(behind)..block.end;
        if block.is_empty() {
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if goes_on && !begins_anew(&block) => last.end = block.end,
            _ => paragraphs.push(block.clone()),
        }
        let last = lines[block.end - 1].passage.text();
        // Its items end with semicolons.
        goes_on = !ends_with_comma(last);
    }
    // What leads in to the articles is no paragraph of it.
    let leads_in = |block: &mut Range<usize>| lines[block.end - 1].passage.text().ends_with([':', '：']);
    let is_title = |block: &Range<usize>| {
        let text = lines[block.start].passage.text();
        block.len() == 1 && !ends_with_comma(text) && is_title_alone(text)
    };
    paragraphs.pop_if(|block| leads_in(block) || is_title(block));
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::model::Passage;

    fn found(lines: &[(&str, Start, usize)]) -> Vec<Range<usize>> {
        let line = |&(text, start, indent): &(&str, Start, usize)| Line {
            passage: Passage::verbatim(text, 0),
            start,
            indent,
            emphasised: false,
            said: None,
        };
        let lines: Vec<Line> = lines.iter().map(line).collect();
        paragraphs(&lines, 0..lines.len(), Words::of(Some("en")))
    }

    #[test]
    fn a_paragraph_of_a_preamble_has_all_its_lines() {
        use Start::{Flow, Paragraph};
        let first = ("Recalling the old rules on the upkeep of", Paragraph, 0);
        let last = ("Noting the flood,", Paragraph, 0);
        assert_eq!(found(&[first, ("mills and wells,", Flow, 0), last]), [0..2, 2..3]);
        // A line that is set in begins another paragraph only where the one before ends.
        assert_eq!(found(&[first, ("mills and wells,", Flow, 4), last]), [0..2, 2..3]);
        let ended = ("Recalling the old rules on mills,", Paragraph, 0);
        assert_eq!(found(&[ended, ("Aware of the great drought,", Flow, 4), last]), [0..1, 1..2, 2..3]);
        assert_eq!(found(&[ended, ("Noting the drought,", Flow, 0), last]), [0..1, 1..2, 2..3]);
    }
}
