//! Rows to lines: which begins a paragraph, which is a heading and of what level, by the space around them, their
//! indents, size and weight.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Row, SAME_SIZE, usual, usual_size};
use crate::ingest::Start;

/// A row of the running text.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) row: Row,
    /// The page, counted from 0.
    pub(super) page: usize,
    /// Whether the row heads its column or stands beside another, so that the space above it tells nothing.
    pub(super) heads: bool,
    /// The left edge of the column.
    pub(super) left: f32,
}

/// What the layout says about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Laid {
    pub(super) start: Start,
    pub(super) emphasised: bool,
    pub(super) indent: usize,
}

/// The type of the running text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    pub(super) size: f32,
    /// The distance between two lines of a paragraph, as a part of the size.
    leading: f32,
    /// Whether most of it is bold.
    bold: bool,
}

impl Body {
    /// Measures the running text. The regions are those of all pages.
    pub(super) fn of<'a>(regions: impl Iterator<Item = &'a [Row]> + Clone) -> Self {
        let words = || regions.clone().flatten().flat_map(|row| &row.words);
        let size = usual_size(words().map(|word| (word.size, word.letters()))).unwrap_or(10.0);
        let distances = regions.clone().flat_map(|rows| rows.windows(2)).filter_map(|pair| {
            let alike = pair.iter().all(|row| (row.size - size).abs() <= SAME_SIZE * size);
            let distance = (pair[1].y - pair[0].y) / size;
            (alike && (0.8..4.0).contains(&distance)).then(|| (distance, letters(&pair[1])))
        });
        let leading = usual(distances, 20.0).unwrap_or(1.2);
        let bold: usize = words().map(|word| word.bold).sum();
        let all: usize = words().map(|word| word.letters()).sum();
        Body { size, leading, bold: bold * 2 > all }
    }

    /// The space between two rows of a column.
    fn space(&self, above: &Row, below: &Row) -> Space {
        /// Where a paragraph's space begins and where a heading's does, as parts of the ordinary distance of lines.
        const PARAGRAPH: f32 = 1.25;
        const APART: f32 = 2.3;
        let ratio = (below.y - above.y) / (self.leading * above.size.max(below.size).max(1.0));
        match ratio {
            ratio if (0.0..PARAGRAPH).contains(&ratio) => Space::None,
            ratio if (0.0..APART).contains(&ratio) => Space::Some,
            _ => Space::Much,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    None,
    Some,
    Much,
    /// A new column or page.
    Break,
}

fn letters(row: &Row) -> usize {
    row.words.iter().map(super::rows::Word::letters).sum()
}

/// Says for each row how it begins.
pub(super) fn lay_out(rows: &[Placed], body: &Body) -> Vec<Laid> {
    let spaces: Vec<Space> = (0..rows.len())
        .map(|at| match at.checked_sub(1) {
            Some(before) if !rows[at].heads => body.space(&rows[before].row, &rows[at].row),
            _ => Space::Break,
        })
        .collect();
    let edges = right_edges(rows, &spaces);
    let starts: Vec<Start> = (0..rows.len()).map(|at| start(rows, &spaces, &edges, body, at)).collect();
    headings(rows, &starts, body)
}

/// For each row, how far right the rows reach that stand with it, without space between.
fn right_edges(rows: &[Placed], spaces: &[Space]) -> Vec<f32> {
    let mut edges = vec![0.0; rows.len()];
    let mut from = 0;
    for to in 1..=rows.len() {
        if to == rows.len() || spaces[to] != Space::None {
            let edge = rows[from..to].iter().map(|placed| placed.row.x1()).fold(0.0, f32::max);
            edges[from..to].fill(edge);
            from = to;
        }
    }
    edges
}

fn start(rows: &[Placed], spaces: &[Space], edges: &[f32], body: &Body, at: usize) -> Start {
    let Some(before) = at.checked_sub(1) else { return Start::Paragraph };
    let (above, below) = (&rows[before].row, &rows[at].row);
    match spaces[at] {
        Space::Much => return Start::Apart,
        Space::Some => return Start::Paragraph,
        Space::None | Space::Break => {}
    }
    let same_size = (above.size - below.size).abs() <= SAME_SIZE * 1.5 * above.size;
    let alike = same_size && is_bold(above) == is_bold(below);
    let begins = match spaces[at] {
        Space::Break => !alike || !continues(rows, edges, body, at),
        // The lines of a heading are broken by its sense.
        _ if alike && is_bold(below) && !body.bold => begins_with_mark(&below.text()),
        _ => !same_size || was_broken_off(above, below, edges[before]) || is_indented(rows, spaces, at),
    };
    if begins { Start::Paragraph } else { Start::Flow }
}

/// Whether a row at the head of a column goes on from the one at the foot of the column before.
fn continues(rows: &[Placed], edges: &[f32], body: &Body, at: usize) -> bool {
    let (above, below) = (&rows[at - 1].row, &rows[at].row);
    let begins_small = below.text().starts_with(char::is_lowercase);
    let first_of_two =
        rows.get(at + 1).filter(|next| !next.heads).is_some_and(|next| below.x0() > next.row.x0() + body.size * 0.8);
    // The last line of a column may be the only one of its paragraph; then its own end is all that is known.
    begins_small || !first_of_two && !was_broken_off(above, below, edges[at - 1].max(column_edge(rows, at - 1)))
}

/// How far right the last rows of a column reach, down to a row.
fn column_edge(rows: &[Placed], at: usize) -> f32 {
    let mut edge: f32 = 0.0;
    for placed in rows[..=at].iter().rev().take(60) {
        edge = edge.max(placed.row.x1());
        if placed.heads {
            break;
        }
    }
    edge
}

/// Whether the first word of a row would have fitted on the row above, so that the line ended there on purpose.
fn was_broken_off(above: &Row, below: &Row, edge: f32) -> bool {
    let Some(first) = below.words.first() else { return false };
    // Half a size more than word and space need, for the spaces of justified lines are no fixed width.
    let needed = first.x1 - first.x0 + above.size * 0.75;
    above.x1() + needed < edge
}

/// Whether a row begins a paragraph by its indent: it stands further right than the rows around it, or further left
/// than those of an item above it.
fn is_indented(rows: &[Placed], spaces: &[Space], at: usize) -> bool {
    let x0 = |at: usize| rows[at].row.x0();
    let step = rows[at].row.size * 0.8;
    let together = |at: usize| spaces.get(at) == Some(&Space::None);
    if x0(at) > x0(at - 1) + step {
        return together(at + 1) && x0(at) > x0(at + 1) + step;
    }
    // The row above may be the first of its paragraph and set in; if the one above that is level with it, it is not.
    x0(at) < x0(at - 1) - step && together(at - 1) && (x0(at - 2) - x0(at - 1)).abs() < step
}

fn is_bold(row: &Row) -> bool {
    is_mostly(row.words.iter().map(|word| word.bold).sum(), letters(row))
}

fn is_mostly(part: usize, all: usize) -> bool {
    all > 0 && part * 20 >= all * 17
}

/// Whether a text begins as a numbered heading or paragraph does.
fn begins_with_mark(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let body = first.trim_start_matches('(').trim_end_matches(['.', ')']);
    let short = !body.is_empty() && body.len() <= 7 && body.len() < first.len();
    // Four figures are a year.
    let number = body.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let capital =
        body.bytes().all(|b| b"IVXLC".contains(&b)) || body.len() == 1 && body.as_bytes()[0].is_ascii_alphabetic();
    short && (number || capital)
}

/// The longest heading, in words.
const LONGEST_HEADING: usize = 70;

/// A type that headings are set in: larger first, bold before light.
type Face = (std::cmp::Reverse<i64>, std::cmp::Reverse<bool>);

/// Marks as headings what is set in bold or larger than the text and does not read as a sentence, in a type in which
/// mostly headings stand.
fn headings(rows: &[Placed], starts: &[Start], body: &Body) -> Vec<Laid> {
    let blocks = blocks(starts);
    let looks: Vec<Look> = blocks.iter().map(|block| Look::of(&rows[block.clone()], body)).collect();
    let prose = prose(&blocks, &looks, rows);
    let is_heading = |at: usize| !prose.contains(&looks[at]) && reads_as_heading(&rows[blocks[at].clone()]);
    let faces: Vec<Option<Face>> =
        (0..blocks.len()).map(|at| looks[at].face(body).filter(|_| is_heading(at))).collect();
    let levels: BTreeSet<Face> = faces.iter().flatten().copied().collect();
    let mut laid = Vec::with_capacity(rows.len());
    for (number, block) in blocks.iter().enumerate() {
        let level = faces[number].and_then(|face| levels.iter().position(|one| *one == face));
        let level = level.map(|level| level.min(5) as u8 + 1);
        let emphasised = looks[number].is_emphasised() && is_heading(number);
        for at in block.clone() {
            let first = at == block.start;
            laid.push(Laid {
                start: level.filter(|_| first).map_or(starts[at], Start::Heading),
                // Only the first line of a heading declares it; the others flow on.
                emphasised: emphasised && first,
                indent: if starts[at] == Start::Flow { 0 } else { indent(&rows[at]) },
            });
        }
    }
    laid
}

/// The type that a block is set in throughout: its size in half points, and whether it is bold or italic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    size: i64,
    bold: bool,
    italic: bool,
}

impl Look {
    fn of(block: &[Placed], body: &Body) -> Self {
        let size = block.iter().map(|placed| placed.row.size).fold(0.0, f32::max);
        Look {
            size: (size * 2.0).round() as i64,
            bold: !body.bold && is_all(block, |word| word.bold),
            italic: is_all(block, |word| word.italic),
        }
    }

    fn is_emphasised(self) -> bool {
        self.bold || self.italic
    }

    /// The face of a heading, if the type stands out by its weight or size.
    fn face(self, body: &Body) -> Option<Face> {
        /// How much larger than the text a heading is, where it is not bold.
        const LARGER: f32 = 1.12;
        let size = self.size as f32 / 2.0;
        let stands_out = self.bold && size > body.size * 0.9 || size >= body.size * LARGER;
        stands_out.then_some((std::cmp::Reverse(self.size), std::cmp::Reverse(self.bold)))
    }
}

/// The types in which more sentences stand than anything else: what is set in them is emphasised and no heading.
fn prose(blocks: &[std::ops::Range<usize>], looks: &[Look], rows: &[Placed]) -> BTreeSet<Look> {
    /// So many sentences are no accident.
    const LEAST: usize = 2;
    let mut counts: BTreeMap<Look, (usize, usize)> = BTreeMap::new();
    for (block, look) in blocks.iter().zip(looks).filter(|(_, look)| look.is_emphasised()) {
        let (sentences, all) = counts.entry(*look).or_default();
        *sentences += usize::from(!reads_as_heading(&rows[block.clone()]));
        *all += 1;
    }
    let mostly = |(_, (sentences, all)): &(Look, (usize, usize))| *sentences >= LEAST && sentences * 2 > *all;
    counts.into_iter().filter(mostly).map(|(look, _)| look).collect()
}

/// The rows from each that begins something to the next.
fn blocks(starts: &[Start]) -> Vec<std::ops::Range<usize>> {
    let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        match blocks.last_mut() {
            Some(block) if *start == Start::Flow => block.end = at + 1,
            _ => blocks.push(at..at + 1),
        }
    }
    blocks
}

fn reads_as_heading(block: &[Placed]) -> bool {
    let words: usize = block.iter().map(|placed| placed.row.words.len()).sum();
    // Behind the last stop the mark of a footnote may stand.
    let last = block.last().map(|placed| placed.row.text_before_raised()).unwrap_or_default();
    let has_letters = block.iter().any(|placed| placed.row.text().contains(char::is_alphabetic));
    has_letters && words <= LONGEST_HEADING && !last.ends_with(['.', ';', ',', ':'])
}

fn is_all(block: &[Placed], part: impl Fn(&super::rows::Word) -> usize) -> bool {
    let words = || block.iter().flat_map(|placed| &placed.row.words);
    is_mostly(words().map(part).sum(), words().map(|word| word.letters()).sum())
}

/// Columns of space before a row, as an editor would count them: a character is half as wide as the type is high.
fn indent(placed: &Placed) -> usize {
    ((placed.row.x0() - placed.left) / (placed.row.size.max(1.0) * 0.5)).round().clamp(0.0, 200.0) as usize
}
