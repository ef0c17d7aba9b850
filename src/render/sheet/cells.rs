//! How cells look, and how the rows of a sheet are written.

use std::sync::LazyLock;

use regex::Regex;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::align::Certainty;
use crate::render::redline::{Shown, shown};
use crate::render::text::printable;
use crate::report::english;
use crate::report::{Manner, Op, Segment, SynopticMark};

/// The most a cell can hold, in UTF-16 units.
const MOST: usize = 32_767;

/// How cells look.
pub(super) struct Formats {
    pub(super) header: Format,
    pub(super) text: Format,
    pub(super) strong: Format,
    doubt: Format,
    figure: Format,
    unchanged: Format,
    deleted: Format,
    inserted: Format,
    moved_from: Format,
    moved_to: Format,
    slight_deleted: Format,
    slight_inserted: Format,
    bold: Format,
    heading: Format,
    came: Format,
    goes: Format,
    both: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let cell = || {
            let edge =
                Format::new().set_border_bottom(FormatBorder::Hair).set_border_bottom_color(Color::RGB(0x8A_8F_98));
            edge.set_align(FormatAlign::Top).set_text_wrap()
        };
        let deleted = |colour| Format::new().set_font_color(Color::RGB(colour)).set_font_strikethrough();
        let inserted = |colour, line| Format::new().set_font_color(Color::RGB(colour)).set_underline(line);
        Formats {
            header: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0xE8_E6_E0))
                .set_border_bottom(FormatBorder::Thin)
                .set_align(FormatAlign::Top)
                .set_text_wrap(),
            text: cell(),
            strong: cell().set_bold(),
            doubt: cell().set_italic().set_font_color(Color::RGB(0x9A_47_08)),
            figure: cell().set_num_format("0.00"),
            unchanged: Format::new(),
            deleted: deleted(0xA8_20_1A),
            inserted: inserted(0x14_60_2A, FormatUnderline::Single),
            moved_from: deleted(0x6D_35_92),
            moved_to: inserted(0x6D_35_92, FormatUnderline::Double),
            slight_deleted: deleted(0x67_6D_76),
            slight_inserted: inserted(0x67_6D_76, FormatUnderline::Single),
            bold: Format::new().set_bold(),
            heading: Format::new().set_italic().set_font_color(Color::RGB(0x4A_4F_57)),
            came: inserted(0x14_60_2A, FormatUnderline::Single),
            // What the next wording leaves out stands here still, so it is not struck.
            goes: Format::new().set_font_color(Color::RGB(0xA8_20_1A)).set_italic(),
            both: inserted(0x6D_35_92, FormatUnderline::Single).set_italic(),
        }
    }

    fn marked(&self, mark: Mark) -> &Format {
        match mark {
            Mark::Strong => &self.bold,
            Mark::Heading => &self.heading,
            Mark::Piece(SynopticMark::Stays) => &self.unchanged,
            Mark::Piece(SynopticMark::Came) => &self.came,
            Mark::Piece(SynopticMark::Goes) => &self.goes,
            Mark::Piece(SynopticMark::CameAndGoes) => &self.both,
        }
    }

    fn of(&self, segment: &Segment) -> &Format {
        match (segment.op, segment.manner) {
            (Op::Unchanged, _) => &self.unchanged,
            (Op::Deleted, None) => &self.deleted,
            (Op::Inserted, None) => &self.inserted,
            (Op::Deleted, Some(Manner::Moved)) => &self.moved_from,
            (Op::Inserted, Some(Manner::Moved)) => &self.moved_to,
            (Op::Deleted, Some(_)) => &self.slight_deleted,
            (Op::Inserted, Some(_)) => &self.slight_inserted,
        }
    }
}

/// What stands in a cell.
pub(super) enum Cell {
    Text(String),
    Strong(String),
    Doubt(String),
    Figure(Option<f64>),
    Count(usize),
    Redline(Vec<Segment>),
    /// The wordings of a cell of a synoptic table, in pieces with their marks.
    Marked(Vec<(Mark, String)>),
}

/// How a piece of a wording in a synoptic table looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Heading,
    Piece(SynopticMark),
}

/// How many letters of ordinary text stand in the width of a column for each that it counts: it counts broad ones.
const LETTERS: f64 = 1.12;
/// The height of a line of type, and the most that a row can have, in points.
pub(super) const LINE: f64 = 15.0;
pub(super) const TALLEST: f64 = 409.0;

impl Cell {
    /// How many lines it takes in a column of a width in letters. Not every program finds that out by itself.
    pub(super) fn lines(&self, width: f64) -> usize {
        let of = |text: &str| -> usize {
            text.split('\n').map(|line| 1 + (line.width() as f64 / (width * LETTERS)) as usize).sum()
        };
        match self {
            Cell::Text(text) | Cell::Strong(text) | Cell::Doubt(text) => of(text),
            Cell::Figure(_) | Cell::Count(_) => 1,
            Cell::Redline(redline) => of(&redline.iter().map(|segment| segment.text.as_str()).collect::<String>()),
            Cell::Marked(pieces) => of(&pieces.iter().map(|(_, text)| text.as_str()).collect::<String>()),
        }
    }
}

/// A column: its width in letters, and what it says.
pub(super) type Column<T> = (f64, fn(&T) -> Cell);

pub(super) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// What is known of something, and an empty cell otherwise.
pub(super) fn known(value: Option<impl std::fmt::Display>) -> Cell {
    Cell::Text(value.map(|value| value.to_string()).unwrap_or_default())
}

/// How far a link can be relied on, where there is one.
pub(super) fn graded(certainty: Option<Certainty>) -> Cell {
    match certainty {
        Some(Certainty::Doubtful) => Cell::Doubt(english::certainty(Certainty::Doubtful).to_owned()),
        other => known(other.map(english::certainty)),
    }
}

/// Fills a sheet: a heading that stays in view, filters, and the rows.
pub(super) fn fill<T>(
    sheet: &mut Worksheet,
    headings: &[&str],
    columns: &[Column<T>],
    rows: &[T],
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    let mut most = 1;
    for (column, (heading, (width, _))) in (0..).zip(headings.iter().zip(columns)) {
        sheet.set_column_width(column, *width)?;
        most = most.max(Cell::Text((*heading).to_owned()).lines(*width));
        sheet.write_string_with_format(0, column, *heading, &formats.header)?;
    }
    sheet.set_row_height(0, most as f64 * LINE + 3.0)?;
    sheet.set_freeze_panes(1, 0)?;
    for (line, row) in (1..).zip(rows) {
        let mut lines = 1;
        for (column, (width, cell)) in (0..).zip(columns) {
            let cell = cell(row);
            write(sheet, line, column, &cell, formats)?;
            lines = lines.max(cell.lines(*width));
        }
        sheet.set_row_height(line, (lines as f64 * LINE).min(TALLEST))?;
    }
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last, u16::try_from(headings.len() - 1).unwrap_or(u16::MAX))?;
    sheet.set_repeat_rows(0, 0)?;
    on_paper(sheet);
    Ok(())
}

/// How a sheet is printed: on A4 that lies on its side, as wide as the paper, with the number of the page at its foot.
pub(super) fn on_paper(sheet: &mut Worksheet) {
    const A4: u8 = 9;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
}

pub(super) fn write(
    sheet: &mut Worksheet,
    line: u32,
    column: u16,
    cell: &Cell,
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => write_text(sheet, (line, column), text, &formats.text, formats)?,
        Cell::Strong(text) => write_text(sheet, (line, column), text, &formats.strong, formats)?,
        Cell::Doubt(text) => write_text(sheet, (line, column), text, &formats.doubt, formats)?,
        Cell::Figure(None) => sheet.write_blank(line, column, &formats.figure)?,
        Cell::Figure(Some(figure)) => sheet.write_number_with_format(line, column, *figure, &formats.figure)?,
        // A sheet's numbers are exact up to 2^53, far above any count.
        Cell::Count(count) => sheet.write_number_with_format(line, column, *count as f64, &formats.text)?,
        Cell::Redline(redline) => {
            let piece = |piece: Shown<'_>| {
                [(&formats.unchanged, piece.space.to_owned()), (formats.of(piece.segment), rich(piece.text))]
            };
            let pieces: Vec<(&Format, String)> = shown(redline).flat_map(piece).collect();
            return write_rich(sheet, (line, column), &pieces, formats);
        }
        Cell::Marked(pieces) => {
            let piece = |(mark, text): &(Mark, String)| (formats.marked(*mark), rich(text));
            let pieces: Vec<(&Format, String)> = pieces.iter().map(piece).collect();
            return write_rich(sheet, (line, column), &pieces, formats);
        }
    };
    Ok(())
}

/// Writes a text in pieces that each look like something.
fn write_rich(
    sheet: &mut Worksheet,
    (line, column): (u32, u16),
    pieces: &[(&Format, String)],
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    let runs: Vec<(&Format, &str)> =
        pieces.iter().filter(|(_, text)| !text.is_empty()).map(|(format, text)| (*format, text.as_str())).collect();
    if runs.is_empty() {
        return Ok(());
    }
    match sheet.write_rich_string_with_format(line, column, &runs, &formats.text) {
        // The format counts its own markup towards what a cell can hold.
        Err(XlsxError::MaxStringLengthExceeded) => {
            let plain: String = runs.iter().map(|(_, text)| *text).collect();
            sheet.write_string_with_format(line, column, held(&plain), &formats.text)?;
        }
        done => {
            done?;
        }
    }
    Ok(())
}

/// Writes a plain text. One that looks like the markup of rich text is written as rich text of one run: the library takes
/// it for its own markup otherwise.
fn write_text<'s>(
    sheet: &'s mut Worksheet,
    (line, column): (u32, u16),
    text: &str,
    format: &Format,
    formats: &Formats,
) -> std::result::Result<&'s mut Worksheet, XlsxError> {
    let text = held(text);
    match text.starts_with("<r>") {
        true => {
            sheet.write_rich_string_with_format(line, column, &[(&formats.unchanged, rich(&text).as_str())], format)
        }
        false => sheet.write_string_with_format(line, column, text, format),
    }
}

/// A text as a run of rich text, in which the library leaves `_x0041_` as it is, which a spreadsheet reads as a letter.
fn rich(text: &str) -> String {
    static ESCAPES: LazyLock<Regex> = LazyLock::new(|| Regex::new("_(x[0-9A-Fa-f]{4}_)").expect("valid"));
    ESCAPES.replace_all(&printable(text), "_x005F_$1").into_owned()
}

/// As much of a text as a cell can hold.
fn held(text: &str) -> String {
    let text = printable(text);
    if text.encode_utf16().count() <= MOST {
        return text;
    }
    let mut used = 1;
    let kept: String = text
        .chars()
        .take_while(|letter| {
            used += letter.len_utf16();
            used <= MOST
        })
        .collect();
    format!("{kept}…")
}
