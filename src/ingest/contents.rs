//! Tables of contents that consist of links into the document itself.

use super::Start;
use super::table::Placed;

/// How many links stand one after the other in a table of contents at the least. A heading may be a link, and so may the
/// line below it.
const FEWEST: usize = 3;

/// How many letters an entry has beside its link at most: "Recommendation 4".
const MOST_LETTERS_BESIDE: usize = 15;

/// Whether text is an entry of a table of contents, by what of it is linked to a place in the document and what stands
/// beside that.
pub(super) fn is_entry<'a>(pieces: impl Iterator<Item = (&'a str, bool)>) -> bool {
    let (mut linked, mut beside) = (0, 0);
    for (text, is_linked) in pieces {
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        *(if is_linked { &mut linked } else { &mut beside }) += letters;
    }
    linked > 0 && beside <= MOST_LETTERS_BESIDE
}

/// Marks the entries of tables of contents, with the numbers that stand in cells of their own between them.
pub(super) fn mark_contents(lines: &mut [Placed]) {
    let belongs = |placed: &Placed| {
        let is_bare = placed.cell.is_some() && !placed.line.passage.text().contains(char::is_alphabetic);
        let is_text = matches!(placed.line.start, Start::Flow | Start::Paragraph | Start::Item);
        is_text && (placed.is_link || is_bare)
    };
    for run in lines.chunk_by_mut(|one, other| belongs(one) == belongs(other)) {
        let entries = run.iter().filter(|placed| placed.is_link && belongs(placed)).count();
        if entries >= FEWEST {
            run.iter_mut().for_each(|placed| placed.line.start = Start::Contents);
        }
    }
}
