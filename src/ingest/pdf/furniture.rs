//! What stands at the head and foot of pages: running titles, symbols, page numbers. It is known by its repetition in
//! the same place, with numbers that stay or count the pages.

use std::collections::{BTreeMap, BTreeSet};

use super::folio::{Folio, roman};
use super::rows::{Row, Word};

/// How many rows at a page's head and foot may be furniture.
const MOST_ROWS: usize = 4;

/// The part of a page, from either end, in which furniture stands.
const MARGIN: f32 = 0.2;

/// How far the same furniture may shift from page to page, in points.
const SHIFT: f32 = 3.0;

/// How many pages on the same furniture stands again at the latest: two where left and right pages differ.
const REACH: usize = 2;

/// A page as its rows from top to bottom, and its height.
pub(super) struct Sheet<'a> {
    pub(super) rows: &'a [Row],
    pub(super) height: f32,
}

/// For each page, how many rows at its head and how many at its foot are furniture.
pub(super) fn furniture(pages: &[Sheet<'_>]) -> Vec<(usize, usize)> {
    let heads = Repeated::of(pages, Edge::Head);
    let feet = Repeated::of(pages, Edge::Foot);
    pages
        .iter()
        .enumerate()
        .map(|(page, sheet)| {
            let head = heads.rows_of(page, sheet);
            (head, feet.rows_of(page, sheet).min(sheet.rows.len() - head))
        })
        .collect()
}

#[derive(Clone, Copy)]
enum Edge {
    Head,
    Foot,
}

impl Edge {
    /// The rows at this edge of a page, the outermost first.
    fn rows<'a>(self, sheet: &Sheet<'a>) -> Vec<&'a Row> {
        let rows = sheet.rows.iter();
        let near = |row: &&Row| match self {
            Edge::Head => row.y < sheet.height * MARGIN,
            Edge::Foot => row.y > sheet.height * (1.0 - MARGIN),
        };
        match self {
            Edge::Head => rows.take(MOST_ROWS).filter(near).collect(),
            Edge::Foot => rows.rev().take(MOST_ROWS).filter(near).collect(),
        }
    }

    /// A row counted from this edge.
    fn nth<'a>(self, sheet: &Sheet<'a>, at: usize) -> Option<&'a Row> {
        match self {
            Edge::Head => sheet.rows.get(at),
            Edge::Foot => sheet.rows.iter().rev().nth(at),
        }
    }

    /// How far a row stands from this edge.
    fn distance(self, row: &Row, sheet: &Sheet<'_>) -> f32 {
        match self {
            Edge::Head => row.y,
            Edge::Foot => sheet.height - row.y,
        }
    }
}

/// A piece of furniture in one place: its text with the digits taken out.
type Key = (String, i32);

/// What is repeated at one edge of the pages.
struct Repeated {
    edge: Edge,
    /// The pages on which each piece stands as furniture does.
    keys: BTreeMap<Key, BTreeSet<usize>>,
}

impl Repeated {
    fn of(pages: &[Sheet<'_>], edge: Edge) -> Self {
        let mut seen: BTreeMap<Key, Vec<Found>> = BTreeMap::new();
        for (page, sheet) in pages.iter().enumerate() {
            for row in edge.rows(sheet) {
                for (text, numbers) in pieces(row) {
                    let place = place(edge.distance(row, sheet));
                    // A place may be rounded either way.
                    for place in [place, place + 1] {
                        seen.entry((text.clone(), place)).or_default().push(Found { page, numbers: numbers.clone() });
                    }
                }
            }
        }
        let keys = seen.into_iter().map(|(key, found)| (key, recurring(&found))).collect();
        Repeated { edge, keys }
    }

    /// How many rows of a page, from its edge inwards, are repeated.
    fn rows_of(&self, page: usize, sheet: &Sheet<'_>) -> usize {
        /// What is repeated on so many pages is furniture even if the text comes close to it.
        const CERTAIN: usize = 5;
        /// Furniture stands further than this from the text, as a part of the size of its type.
        const CLOSEST: f32 = 1.35;
        let rows = self.edge.rows(sheet);
        let counts: Vec<usize> = rows.iter().map(|row| self.count(row, page, sheet)).collect();
        // The outermost may be an oddity of one page, such as a bar code, outside what many pages have.
        let oddities = usize::from(counts.first() == Some(&0) && counts.get(1).is_some_and(|count| *count > 2));
        let repeated = counts.iter().skip(oddities).take_while(|count| **count > 0).count();
        let ends = |end: usize| {
            let inner = self.edge.nth(sheet, end).zip(rows.get(end - 1));
            let close =
                inner.is_some_and(|(inner, last)| (last.y - inner.y).abs() < CLOSEST * last.size.max(inner.size));
            !close || counts[end - 1] >= CERTAIN
        };
        let known = (oddities + 1..=oddities + repeated).rev().find(|&end| ends(end)).unwrap_or(0);
        known.max(self.folios(&rows, known, sheet))
    }

    /// How many rows from the edge are furniture although no other page has them: what can be nothing else, apart from
    /// the text. The first page has its own, and a short document no other.
    fn folios(&self, rows: &[&Row], known: usize, sheet: &Sheet<'_>) -> usize {
        /// How far it stands from the text at least, as a part of the size of its type.
        const APART: f32 = 1.7;
        let mut numbers = 0;
        // A page has one number; a table has more.
        let mut is_alone = |row: &&&Row| {
            let pieces = row.pieces(row.size * 2.0);
            let folios: Option<Vec<Folio>> = pieces.into_iter().map(|words| Folio::of(&text_of(words))).collect();
            numbers += folios.iter().flatten().filter(|folio| **folio == Folio::PageNumber).count();
            folios.is_some() && numbers < 2
        };
        let end = known + rows[known..].iter().take_while(|row| is_alone(row)).count();
        let Some(last) = end.checked_sub(1) else { return 0 };
        let is_apart = |inner: &Row| (rows[last].y - inner.y).abs() > APART * inner.size.max(rows[last].size);
        if end > known && self.edge.nth(sheet, end).is_some_and(is_apart) { end } else { 0 }
    }

    /// On how many pages most of a row is repeated.
    fn count(&self, row: &Row, page: usize, sheet: &Sheet<'_>) -> usize {
        let place = place(self.edge.distance(row, sheet));
        let count = |text: &String| {
            let pages = |place: i32| self.keys.get(&(text.clone(), place)).filter(|pages| pages.contains(&page));
            [place, place + 1].into_iter().filter_map(pages).map(BTreeSet::len).max().unwrap_or(0)
        };
        let pieces = pieces(row);
        let all: usize = pieces.iter().map(|(text, _)| text.len()).sum();
        let repeated = pieces.iter().filter(|(text, _)| count(text) > 0);
        let enough = repeated.clone().map(|(text, _)| text.len()).sum::<usize>() * 2 > all;
        if enough { repeated.map(|(text, _)| count(text)).max().unwrap_or(0) } else { 0 }
    }
}

fn place(distance: f32) -> i32 {
    (distance / SHIFT).floor() as i32
}

/// A piece of furniture on a page, with the numbers in it.
struct Found {
    page: usize,
    numbers: Vec<u64>,
}

impl Found {
    /// Whether the other, a page or two away, has the same numbers or ones that count the pages between.
    fn fits(&self, other: &Found) -> bool {
        let apart = other.page as i64 - self.page as i64;
        let steps = |(own, other): (&u64, &u64)| {
            let step = other.wrapping_sub(*own) as i64;
            step == 0 || step == apart
        };
        apart != 0 && apart.unsigned_abs() as usize <= REACH && self.numbers.iter().zip(&other.numbers).all(steps)
    }

    /// Whether the numbers can only be the page's own.
    fn names_its_page(&self) -> bool {
        self.numbers.first() == Some(&(self.page as u64 + 1))
    }
}

/// The pages on which something stands as furniture does: again a page or two on, with each number in it the same or
/// counting the pages. "Recommendation 4" at the head of one page and "Recommendation 9" at the head of the next are
/// not, nor, on two pages alone, is a number that counts but not from the first page.
fn recurring(found: &[Found]) -> BTreeSet<usize> {
    // What was found stands in the order of the pages.
    let near = |at: usize| {
        let from = found.partition_point(|one| one.page + REACH < found[at].page);
        let to = found.partition_point(|one| one.page <= found[at].page + REACH);
        &found[from..to]
    };
    let fitting: Vec<&Found> = (0..found.len())
        .filter(|&at| near(at).iter().any(|other| found[at].fits(other)))
        .map(|at| &found[at])
        .collect();
    let pages: BTreeSet<usize> = fitting.iter().map(|one| one.page).collect();
    let changes = fitting.windows(2).any(|pair| pair[0].numbers != pair[1].numbers);
    let by_chance = pages.len() < 3 && changes && !fitting.iter().all(|one| one.names_its_page());
    if by_chance { BTreeSet::new() } else { pages }
}

fn text_of(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The pieces of a row that stand far apart, each with its digits taken out and with its numbers.
fn pieces(row: &Row) -> Vec<(String, Vec<u64>)> {
    row.pieces(row.size * 2.0)
        .iter()
        .map(|words| {
            let text = text_of(words);
            if let Some(number) = roman(&text) {
                return ("#r".to_owned(), vec![number]);
            }
            let numbers = text
                .split(|c: char| !c.is_ascii_digit())
                .filter(|digits| !digits.is_empty())
                .map(|digits| digits.parse().unwrap_or(0))
                .collect();
            let mut bare = String::new();
            for c in text.chars() {
                match c.is_ascii_digit() {
                    true if bare.ends_with('#') => {}
                    true => bare.push('#'),
                    false => bare.push(c),
                }
            }
            (bare, numbers)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::rows::rows;

    fn word(text: &str, x0: f32, y: f32) -> Word {
        let x1 = x0 + 5.0 * text.len() as f32;
        Word { text: text.into(), x0, x1, y, size: 10.0, bold: 0, italic: 0, glued: false }
    }

    /// For pages of lines, each a baseline and a text on a page 800 points high, what is furniture.
    fn found(pages: &[&[(f32, &str)]]) -> Vec<(usize, usize)> {
        let pages: Vec<Vec<Row>> =
            pages.iter().map(|lines| rows(lines.iter().map(|(y, text)| word(text, 80.0, *y)).collect())).collect();
        let sheets: Vec<Sheet<'_>> = pages.iter().map(|rows| Sheet { rows, height: 800.0 }).collect();
        furniture(&sheets)
    }

    #[test]
    fn symbols_stay_and_page_numbers_count() {
        let pages: [&[(f32, &str)]; 3] = [
            &[(90.0, "I."), (400.0, "text"), (760.0, "1/3")],
            &[(40.0, "A/72/1"), (90.0, "on"), (400.0, "text"), (760.0, "2/3")],
            &[(40.0, "A/72/1"), (90.0, "and"), (400.0, "text"), (760.0, "3/3")],
        ];
        assert_eq!(found(&pages), [(0, 1), (1, 1), (1, 1)]);
    }

    #[test]
    fn roman_page_numbers_count() {
        let page = |text, number| [(90.0, text), (400.0, "text"), (700.0, text), (730.0, number)];
        assert_eq!(found(&[&page("a", "iii"), &page("b", "iv"), &page("c", "v")]), [(0, 1); 3]);
    }

    #[test]
    fn page_numbers_and_symbols_alone_are_furniture_of_one_page() {
        let lines = [(40.0, "A/HRC/39/7"), (90.0, "text"), (700.0, "more"), (712.0, "text"), (760.0, "GE.18-12345(E)")];
        assert_eq!(found(&[&lines]), [(1, 1)]);
        assert_eq!(found(&[&[(90.0, "text"), (700.0, "in"), (712.0, "2019")]]), [(0, 0)], "a line's end");
        let table = [(90.0, "text"), (700.0, "9"), (730.0, "12"), (760.0, "15")];
        assert_eq!(found(&[&table]), [(0, 1)], "the numbers above the last are a table's");
    }

    #[test]
    fn what_begins_pages_by_chance_is_text() {
        let pages: [&[(f32, &str)]; 2] = [
            &[(90.0, "Recommendation-4"), (120.0, "text"), (700.0, "1-Ibid.")],
            &[(90.0, "Recommendation-9"), (120.0, "text"), (688.0, "See"), (700.0, "2-Ibid.")],
        ];
        let found = found(&pages);
        assert_eq!(found[0].0, 0);
        assert_eq!(found[1], (0, 0));
    }
}
