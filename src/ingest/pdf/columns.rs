//! The order in which a page is read: columns from left to right, between what runs across the page.

use std::ops::Range;

use super::rows::{Row, WIDEST_SPACE, Word, is_mark, rows, usual_size};

/// Words that are read together, from top to bottom: a column, or what runs across the page.
pub(super) type Region = Vec<Row>;

/// How often what was cut may be cut again.
const DEEPEST: usize = 6;

/// The regions of a page in the order of reading.
pub(super) fn regions(words: Vec<Word>) -> Vec<Region> {
    let mut found = Vec::new();
    split(words, DEEPEST, &mut found);
    found
}

fn split(words: Vec<Word>, depth: usize, found: &mut Vec<Region>) {
    if words.is_empty() {
        return;
    }
    let page = Page::of(words);
    let Some((gutter, bands)) = (depth > 0).then(|| page.gutter()).flatten() else {
        found.push(page.rows);
        return;
    };
    let mut from = 0;
    let across = |rows: &[Row], found: &mut Vec<Region>| split(words_in(rows), depth - 1, found);
    for band in bands {
        across(&page.rows[from..band.start], found);
        let (left, right) = words_in(&page.rows[band.clone()]).into_iter().partition(|word| word.x1 <= gutter);
        split(left, depth - 1, found);
        split(right, depth - 1, found);
        from = band.end;
    }
    across(&page.rows[from..], found);
}

fn words_in(rows: &[Row]) -> Vec<Word> {
    rows.iter().flat_map(|row| row.words.iter().cloned()).collect()
}

/// Rows in which columns are looked for.
struct Page {
    rows: Vec<Row>,
    size: f32,
}

/// On which sides of a gutter a row has words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sides {
    Across,
    Left,
    Right,
    Both,
}

impl Page {
    fn of(words: Vec<Word>) -> Self {
        let size = usual_size(words.iter().map(|word| (word.size, word.text.len()))).unwrap_or(10.0);
        Page { rows: rows(words), size }
    }

    /// Where the page is cut into columns, and which rows stand in them.
    fn gutter(&self) -> Option<(f32, Vec<Range<usize>>)> {
        self.text_columns().or_else(|| self.beside())
    }

    /// Columns of running text: a narrow gutter that many rows keep free, with lines that fill the column on its
    /// left.
    fn text_columns(&self) -> Option<(f32, Vec<Range<usize>>)> {
        /// The narrowest gutter, as a part of the size of the type. Justified lines have spaces as wide now and then,
        /// but not below each other.
        const NARROWEST: f32 = 0.7;
        /// The fewest rows with words on both sides.
        const FEWEST: usize = 6;
        let (lo, hi) = self.extent()?;
        let half = self.size * NARROWEST / 2.0;
        let step = half.max(1.0);
        let candidates = (0..200).map(|at| lo + (hi - lo) * 0.25 + step * at as f32);
        let (gutter, both) = candidates
            .take_while(|x| *x < lo + (hi - lo) * 0.75)
            .map(|x| (x, self.best_band(x, half)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        if both < FEWEST || !self.is_filled(gutter, half) {
            return None;
        }
        let bands: Vec<Range<usize>> = self
            .bands(gutter, half)
            .into_iter()
            .filter(|band| self.count(band, gutter, half, Sides::Both) >= 2)
            .map(|band| self.without_rest(band, gutter, half))
            .collect();
        Some((gutter, bands))
    }

    fn extent(&self) -> Option<(f32, f32)> {
        let lo = self.rows.iter().map(Row::x0).min_by(f32::total_cmp)?;
        let hi = self.rows.iter().map(Row::x1).max_by(f32::total_cmp)?;
        Some((lo, hi))
    }

    /// The most rows with words on both sides in one band.
    fn best_band(&self, gutter: f32, half: f32) -> usize {
        let bands = self.bands(gutter, half);
        bands.iter().map(|band| self.count(band, gutter, half, Sides::Both)).max().unwrap_or(0)
    }

    fn count(&self, band: &Range<usize>, gutter: f32, half: f32, sides: Sides) -> usize {
        self.rows[band.clone()].iter().filter(|row| side(row, gutter, half) == sides).count()
    }

    /// The stretches of rows that leave the gutter free.
    fn bands(&self, gutter: f32, half: f32) -> Vec<Range<usize>> {
        let mut bands: Vec<Range<usize>> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            if side(row, gutter, half) == Sides::Across {
                continue;
            }
            match bands.last_mut() {
                Some(band) if band.end == at => band.end += 1,
                _ => bands.push(at..at + 1),
            }
        }
        bands
    }

    /// Whether the lines left of the gutter mostly run up to it and both sides hold text, as columns do and tables do
    /// not.
    fn is_filled(&self, gutter: f32, half: f32) -> bool {
        let both = self.rows.iter().filter(|row| side(row, gutter, half) == Sides::Both);
        let mut ends = Vec::new();
        let mut letters = [Vec::new(), Vec::new()];
        for row in both {
            let (left, right): (Vec<&Word>, Vec<&Word>) = row.words.iter().partition(|word| word.x1 <= gutter);
            ends.push(left.iter().map(|word| word.x1).fold(0.0, f32::max));
            for (side, words) in [left, right].into_iter().enumerate() {
                letters[side].push(words.into_iter().map(Word::letters).sum::<usize>());
            }
        }
        ends.sort_by(f32::total_cmp);
        letters.iter_mut().for_each(|side| side.sort_unstable());
        let (Some(&widest), Some((lo, _))) = (ends.last(), self.extent()) else { return false };
        let middle = ends.len() / 2;
        letters.iter().all(|side| side[middle] >= 12) && widest - ends[middle] < (widest - lo) * 0.2
    }

    /// A band without the rows at its end that stand apart below its columns: a heading over what runs across.
    fn without_rest(&self, band: Range<usize>, gutter: f32, half: f32) -> Range<usize> {
        if band.end == self.rows.len() {
            return band;
        }
        let rows = &self.rows[band.clone()];
        let last = rows.iter().rposition(|row| matches!(side(row, gutter, half), Sides::Both | Sides::Right));
        let Some(last) = last else { return band };
        let apart = (last + 1..rows.len()).find(|&at| rows[at].y - rows[at - 1].y > self.size * 1.8);
        band.start..apart.map_or(band.end, |at| band.start + at)
    }

    /// Blocks side by side, as in a masthead: a wide gap that several rows share, with the words right of it aligned.
    fn beside(&self) -> Option<(f32, Vec<Range<usize>>)> {
        self.rows.iter().enumerate().find_map(|(at, row)| {
            let pieces = row.pieces(self.size * WIDEST_SPACE);
            let [left, right, ..] = pieces[..] else { return None };
            if is_mark(left) {
                return None;
            }
            let (from, to) = (left.last()?.x1, right.first()?.x0);
            let gutter = to - self.size * 0.5;
            let keeps = |row: &Row| {
                let aligned =
                    row.words.iter().find(|word| word.x1 > gutter).is_none_or(|word| (word.x0 - to).abs() < self.size);
                aligned && row.words.iter().all(|word| word.x1 <= gutter || word.x0 >= gutter)
            };
            let end = at + self.rows[at..].iter().take_while(|row| keeps(row)).count();
            let band = &self.rows[at..end];
            let shared = band.iter().filter(|row| row.x1() > gutter).count();
            // A table reads row by row, and so do the titles and page numbers of contents.
            let is_table = band.iter().any(|row| row.pieces(self.size * WIDEST_SPACE).len() > 2)
                || !band.iter().flat_map(|row| &row.words).any(|word| word.x0 >= gutter && word.has_letters());
            (from < gutter && shared > 1 && !is_table).then(|| (gutter, std::iter::once(at..end).collect()))
        })
    }
}

fn side(row: &Row, gutter: f32, half: f32) -> Sides {
    let (mut left, mut right) = (false, false);
    for word in &row.words {
        if word.x1 <= gutter + half * 0.1 - half {
            left = true;
        } else if word.x0 >= gutter + half - half * 0.1 {
            right = true;
        } else {
            return Sides::Across;
        }
    }
    match (left, right) {
        (true, true) => Sides::Both,
        (true, false) => Sides::Left,
        _ => Sides::Right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word of letters 5 points wide.
    fn word(text: &str, x0: f32, y: f32) -> Word {
        Word {
            text: text.into(),
            x0,
            x1: x0 + 5.0 * text.len() as f32,
            y,
            size: 10.0,
            bold: 0,
            italic: 0,
            glued: false,
        }
    }

    fn read(words: Vec<Word>) -> Vec<String> {
        regions(words).iter().map(|rows| rows.iter().map(Row::text).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other_below_what_runs_across() {
        let mut words = vec![word("a-title-that-runs-across-the-whole-page-from-end-to-end", 0.0, 10.0)];
        for line in 0..7 {
            let y = 30.0 + 12.0 * line as f32;
            words.push(word(&format!("left-side-of-line-number-{line}"), 0.0, y));
            words.push(word(&format!("right-side-of-line-number-{line}"), 150.0, y + 3.0));
        }
        let read = read(words);
        assert_eq!(read.len(), 3);
        assert!(read[1].starts_with("left") && read[1].ends_with('6') && !read[1].contains("right"));
    }

    #[test]
    fn a_masthead_is_read_block_by_block() {
        let words = vec![
            word("Conference", 0.0, 10.0),
            word("Distr.", 200.0, 10.0),
            word("Parties", 0.0, 22.0),
            word("General", 200.0, 22.0),
            word("the-report-on-the-meeting-held-in-the-city-of-Vienna", 0.0, 60.0),
        ];
        assert_eq!(read(words)[..2], ["Conference Parties".to_owned(), "Distr. General".into()]);
    }

    #[test]
    fn tables_and_contents_are_read_row_by_row() {
        let mut table = Vec::new();
        for line in 0..4 {
            let y = 10.0 + 12.0 * line as f32;
            table.extend([word("Country", 0.0, y), word("project", 100.0, y), word("funded", 200.0, y)]);
        }
        assert_eq!(
            read(table),
            ["Country project funded Country project funded Country project funded Country project funded"]
        );
        let contents = ["Opening", "Agenda"].iter().zip([10.0, 22.0]);
        let contents = contents.flat_map(|(title, y)| [word(title, 0.0, y), word("3", 300.0, y)]).collect();
        assert_eq!(read(contents), ["Opening 3 Agenda 3"]);
    }

    #[test]
    fn a_number_before_a_tab_stays_with_its_line() {
        let words =
            vec![word("(a)", 0.0, 10.0), word("to-act", 60.0, 10.0), word("(b)", 0.0, 22.0), word("to", 60.0, 22.0)];
        assert_eq!(read(words), ["(a) to-act (b) to"]);
    }
}
