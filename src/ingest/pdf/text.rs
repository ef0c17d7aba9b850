//! Pages to the text as it reads, and its lines.

use std::collections::BTreeSet;

use super::columns::regions;
use super::furniture::{Sheet, furniture};
use super::glyphs::Rule;
use super::layout::{Body, Laid, Placed, lay_out};
use super::notes::{first_note, has_raised_mark, note_mark, refers_to_note};
use super::open::Page;
use super::rows::{Row, WIDEST_SPACE, is_mark};
use crate::ingest::{Line, Start};
use crate::model::Passage;

/// What stands on a page, told apart.
struct Sorted {
    head: Vec<Row>,
    regions: Vec<Vec<Row>>,
    foot: Vec<Row>,
    notes: Vec<Row>,
    rules: Vec<Rule>,
}

/// The text of the pages, and its lines with the footnotes behind all others, where they part no paragraph.
pub(super) fn lines(pages: Vec<Option<Page>>) -> (String, Vec<Line>) {
    let mut pages: Vec<Page> = pages.into_iter().flatten().collect();
    name_hyphens(&mut pages);
    let sheets: Vec<Sheet<'_>> = pages.iter().map(|page| Sheet { rows: &page.rows, height: page.height }).collect();
    let edges = furniture(&sheets);
    let mut sorted: Vec<Sorted> = pages.into_iter().zip(edges).map(|(page, edges)| sort(page, edges)).collect();
    let body = Body::of(sorted.iter().flat_map(|page| page.regions.iter().map(Vec::as_slice)));
    for page in &mut sorted {
        for region in &mut page.regions {
            let first = first_note(region, body.size, &page.rules);
            page.notes.extend(region.drain(first..));
        }
    }
    set_endnotes_apart(&mut sorted);
    let marks: BTreeSet<String> =
        sorted.iter().flat_map(|page| &page.notes).filter_map(note_mark).map(str::to_owned).collect();
    let placed = placed(&mut sorted);
    let laid = lay_out(&placed, &body);
    Writer { marks, text: String::new(), lines: Vec::new() }.write(&sorted, &placed, &laid)
}

/// Takes for notes what stands at the end of the document behind raised marks that count from 1, if the text refers to each.
fn set_endnotes_apart(pages: &mut [Sorted]) {
    let mark = |row: &Row| note_mark(row).filter(|_| has_raised_mark(row))?.parse::<u32>().ok();
    let mut begin: Option<(usize, usize, usize)> = None;
    let mut expected = 1;
    let mut referred = BTreeSet::new();
    for (page, sorted) in pages.iter().enumerate() {
        for (region, rows) in sorted.regions.iter().enumerate() {
            for (at, row) in rows.iter().enumerate() {
                match mark(row) {
                    Some(1) if expected == 1 || begin.is_none() => (begin, expected) = (Some((page, region, at)), 2),
                    Some(number) if begin.is_some() && number == expected => expected += 1,
                    Some(_) => begin = None,
                    None => {}
                }
                let raised = row.words.iter().skip(1).filter(|word| row.is_raised(word));
                referred.extend(raised.filter_map(|word| word.text.parse::<u32>().ok()));
            }
        }
    }
    let Some((page, region, at)) = begin.filter(|_| (1..expected).all(|number| referred.contains(&number))) else {
        return;
    };
    for (number, sorted) in pages.iter_mut().enumerate().skip(page) {
        let mut notes = Vec::new();
        for (index, rows) in sorted.regions.iter_mut().enumerate() {
            match (number, index) {
                (n, i) if n == page && i < region => {}
                (n, i) if n == page && i == region => notes.extend(rows.drain(at..)),
                _ => notes.append(rows),
            }
        }
        // They stand above the footnotes of their page.
        sorted.notes.splice(0..0, notes);
    }
}

/// Takes soft hyphens for hyphens in a file that has them within lines, where a soft hyphen would not be seen: it calls
/// both by one name. Elsewhere they tell which words the end of a line has broken.
fn name_hyphens(pages: &mut [Page]) {
    const SOFT: char = '\u{ad}';
    let mut rows = pages.iter().flat_map(|page| &page.rows);
    let within = |row: &Row| row.words.iter().any(|word| word.text.trim_end_matches(SOFT).contains(SOFT));
    if rows.any(within) {
        let words = pages.iter_mut().flat_map(|page| &mut page.rows).flat_map(|row| &mut row.words);
        words.for_each(|word| word.text = word.text.replace(SOFT, "-"));
    }
}

fn sort(mut page: Page, (head, foot): (usize, usize)) -> Sorted {
    let foot = page.rows.split_off(page.rows.len() - foot);
    let body = page.rows.split_off(head);
    let words = body.into_iter().flat_map(|row| row.words).collect();
    Sorted { head: page.rows, regions: regions(words), foot, notes: Vec::new(), rules: page.rules }
}

/// The rows of the running text in the order of reading, cut where they are no running text.
fn placed(pages: &mut [Sorted]) -> Vec<Placed> {
    let mut placed = Vec::new();
    for (number, page) in pages.iter_mut().enumerate() {
        for region in std::mem::take(&mut page.regions) {
            let left = region.iter().map(Row::x0).fold(f32::MAX, f32::min);
            for (at, row) in region.iter().enumerate() {
                for (index, row) in cut(row).into_iter().enumerate() {
                    placed.push(Placed { row, page: number, heads: at == 0 || index > 0, left });
                }
            }
        }
    }
    placed
}

/// A row cut where its words stand far apart, but for the number or letter that it begins with.
fn cut(row: &Row) -> Vec<Row> {
    let mut pieces: Vec<Row> = Vec::new();
    for words in row.pieces(row.size * WIDEST_SPACE) {
        match pieces.last_mut() {
            Some(mark) if is_mark(&mark.words) => mark.words.extend_from_slice(words),
            _ => pieces.push(Row { words: words.to_vec(), ..*row }),
        }
    }
    pieces
}

struct Writer {
    /// The marks of the footnotes.
    marks: BTreeSet<String>,
    text: String,
    lines: Vec<Line>,
}

impl Writer {
    fn write(mut self, pages: &[Sorted], placed: &[Placed], laid: &[Laid]) -> (String, Vec<Line>) {
        let mut rows = placed.iter().zip(laid).peekable();
        for (number, page) in pages.iter().enumerate() {
            self.furniture(&page.head);
            while let Some((placed, laid)) = rows.next_if(|(placed, _)| placed.page == number) {
                self.line(&placed.row, *laid);
            }
            self.furniture(&page.foot);
        }
        let notes: Vec<&Row> = pages.iter().flat_map(|page| &page.notes).collect();
        let raised = notes.iter().any(|row| has_raised_mark(row));
        for (at, row) in notes.into_iter().enumerate() {
            // Where marks are raised, a line that begins with a number only goes on, even from an earlier page.
            let begins = at == 0 || if raised { has_raised_mark(row) } else { note_mark(row).is_some() };
            let start = if begins { Start::Footnote } else { Start::Flow };
            self.line(row, Laid { start, emphasised: false, indent: 0 });
        }
        (self.text, self.lines)
    }

    fn furniture(&mut self, rows: &[Row]) {
        let laid = Laid { start: Start::Furniture, emphasised: false, indent: 0 };
        for row in rows.iter().flat_map(cut) {
            self.line(&row, laid);
        }
    }

    /// Writes a line. The marks that refer to footnotes, and those that begin them, are printed but not read.
    fn line(&mut self, row: &Row, laid: Laid) {
        if !self.text.is_empty() && laid.start != Start::Flow && laid.start != Start::Furniture {
            self.text.push('\n');
        }
        let start = self.text.len();
        let mut cuts = Vec::new();
        for (at, word) in row.words.iter().enumerate() {
            if at > 0 && !word.glued {
                self.text.push(' ');
            }
            let from = self.text.len() - start;
            self.text.push_str(&word.text);
            let begins_note = laid.start == Start::Footnote && at == 0 && note_mark(row).is_some();
            let is_power = at > 0 && word.glued && is_power(&row.words[at - 1].text, &word.text);
            if begins_note || !is_power && refers_to_note(row, word, &self.marks) {
                cuts.push(from..self.text.len() - start);
            }
        }
        let passage = Passage::verbatim(&self.text[start..], start).without(&cuts).trim();
        self.text.push('\n');
        if !passage.is_empty() {
            let Laid { start, emphasised, indent } = laid;
            self.lines.push(Line { passage, start, indent, emphasised, said: None });
        }
    }
}

/// Whether a raised figure is the power of a unit of length: "km" and "2".
fn is_power(unit: &str, figure: &str) -> bool {
    const LENGTHS: [&str; 6] = ["mm", "cm", "dm", "m", "km", "mi"];
    matches!(figure.trim_end_matches(['.', ',', ';', ')']), "2" | "3") && LENGTHS.contains(&unit)
}
