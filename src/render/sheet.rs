//! A spreadsheet: sheets for changes, links between meetings, threads and documents. Every text is written as a text, so
//! that none can be taken for a formula.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook, Worksheet,
    XlsxError,
};

use std::sync::LazyLock;

use regex::Regex;
use unicode_width::UnicodeWidthStr;

use super::comparison::{decided, decision_lines, relation_facts};
use super::redline::{Shown, segments, shown};
use super::text::printable;
use crate::align::Certainty;
use crate::error::{Error, Result};
use crate::lineage::LinkKind;
use crate::view::{
    ChangeRow, ComparisonView, EchoView, Manner, Op, ReportView, Segment, outdated_line, shift_names, shift_summary,
};

/// The most a cell can hold, in UTF-16 units.
const MOST: usize = 32_767;

/// How cells look.
struct Formats {
    header: Format,
    text: Format,
    strong: Format,
    doubt: Format,
    figure: Format,
    same: Format,
    gone: Format,
    came: Format,
    moved_from: Format,
    moved_to: Format,
    slight_gone: Format,
    slight_came: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let gone = |colour| Format::new().set_font_color(Color::RGB(colour)).set_font_strikethrough();
        let came = |colour, line| Format::new().set_font_color(Color::RGB(colour)).set_underline(line);
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
            same: Format::new(),
            gone: gone(0xA8_20_1A),
            came: came(0x14_60_2A, FormatUnderline::Single),
            moved_from: gone(0x6D_35_92),
            moved_to: came(0x6D_35_92, FormatUnderline::Double),
            slight_gone: gone(0x67_6D_76),
            slight_came: came(0x67_6D_76, FormatUnderline::Single),
        }
    }

    fn of(&self, segment: &Segment) -> &Format {
        match (segment.op, segment.manner) {
            (Op::Same, _) => &self.same,
            (Op::Gone, None) => &self.gone,
            (Op::Came, None) => &self.came,
            (Op::Gone, Some(Manner::Moved)) => &self.moved_from,
            (Op::Came, Some(Manner::Moved)) => &self.moved_to,
            (Op::Gone, Some(_)) => &self.slight_gone,
            (Op::Came, Some(_)) => &self.slight_came,
        }
    }
}

/// What stands in a cell.
enum Cell {
    Text(String),
    Strong(String),
    Doubt(String),
    Figure(Option<f64>),
    Count(usize),
    Redline(Vec<Segment>),
}

/// The height of a line of type, and the most that a row can have, in points.
const LINE: f64 = 15.0;
const TALLEST: f64 = 409.0;

impl Cell {
    /// How many lines it takes in a column of a width in letters. Not every program finds that out by itself.
    fn lines(&self, width: f64) -> usize {
        let of = |text: &str| -> usize {
            text.split('\n').map(|line| 1 + (line.width() as f64 / (width * 1.05)) as usize).sum()
        };
        match self {
            Cell::Text(text) | Cell::Strong(text) | Cell::Doubt(text) => of(text),
            Cell::Figure(_) | Cell::Count(_) => 1,
            Cell::Redline(redline) => of(&redline.iter().map(|segment| segment.text.as_str()).collect::<String>()),
        }
    }
}

/// A report as an Excel workbook.
///
/// # Errors
/// [`Error::Render`] if there are more rows than a sheet can hold.
pub fn workbook(view: &ReportView) -> Result<Vec<u8>> {
    written(view).map_err(|error| Error::render("spreadsheet", error))
}

fn written(view: &ReportView) -> std::result::Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    // The same input gives the same bytes, whatever the clock.
    let then = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(printable(&view.title)).set_creation_datetime(&then));
    let changes: Vec<Vec<Cell>> =
        view.comparisons.iter().flat_map(|one| one.changes.iter().map(|row| change(one, row))).collect();
    fill(workbook.add_worksheet().set_name("Changes")?, &CHANGES, &changes, &formats)?;
    if !view.echoes.is_empty() {
        let echoes: Vec<Vec<Cell>> = view.echoes.iter().map(echo).collect();
        fill(workbook.add_worksheet().set_name("Between meetings")?, &ECHOES, &echoes, &formats)?;
    }
    let threads: Vec<Vec<Cell>> = view
        .lineage
        .threads
        .iter()
        .map(|thread| {
            vec![
                Cell::Text(thread.steps.iter().map(|step| step.join(" + ")).collect::<Vec<_>>().join(" → ")),
                Cell::Count(thread.provisions.len()),
                Cell::Count(thread.reworded),
                Cell::Text(thread.standing().join(", ")),
                Cell::Text(thread.strength_line().unwrap_or_default()),
                Cell::Text(thread.opening.clone()),
            ]
        })
        .collect();
    fill(workbook.add_worksheet().set_name("Threads")?, &THREADS, &threads, &formats)?;
    let documents: Vec<Vec<Cell>> = view
        .lineage
        .documents
        .iter()
        .map(|head| {
            let text = |value: &Option<String>| Cell::Text(value.clone().unwrap_or_default());
            vec![
                Cell::Strong(head.id.clone()),
                text(&head.symbol),
                Cell::Text(head.date.map(|date| date.to_string()).unwrap_or_default()),
                Cell::Text(head.stage.name().into()),
                text(&head.body),
                Cell::Text(head.meeting.map(|meeting| meeting.to_string()).unwrap_or_default()),
                text(&head.language),
                Cell::Count(crate::extract::Kind::ALL.iter().map(|kind| head.counts.of(*kind)).sum()),
                text(&head.title),
                Cell::Text(head.inferred.join(", ")),
            ]
        })
        .collect();
    fill(workbook.add_worksheet().set_name("Documents")?, &DOCUMENTS, &documents, &formats)?;
    workbook.save_to_buffer()
}

/// A column: its heading, and its width in letters.
type Heading = (&'static str, f64);

const CHANGES: [Heading; 18] = [
    ("Old document", 14.0),
    ("Old", 7.0),
    ("New document", 14.0),
    ("New", 7.0),
    ("Relation", 17.0),
    ("Facts", 13.0),
    ("Shifts", 14.0),
    ("What shifted", 34.0),
    ("Redline", 70.0),
    ("Old wording", 50.0),
    ("New wording", 50.0),
    ("Old section", 34.0),
    ("New section", 34.0),
    ("Score", 8.0),
    ("Confidence", 11.0),
    ("Certainty", 10.0),
    ("Evidence", 40.0),
    ("Remarks", 40.0),
];

fn change(view: &ComparisonView, row: &ChangeRow) -> Vec<Cell> {
    let evidence = row.evidence.as_ref().map_or(String::new(), |evidence| {
        let told = [
            ("in common", &evidence.shared),
            ("only in the old", &evidence.unaccounted.old),
            ("only in the new", &evidence.unaccounted.new),
        ];
        let told = told.iter().filter(|(_, words)| !words.is_empty());
        told.map(|(name, words)| format!("{name}: {}", words.join(", "))).collect::<Vec<_>>().join("\n")
    });
    let remarks: Vec<String> = decision_lines(row).into_iter().chain(row.outdated.iter().map(outdated_line)).collect();
    vec![
        Cell::Text(view.old.id.clone()),
        Cell::Strong(row.old.join("\n")),
        Cell::Text(view.new.id.clone()),
        Cell::Strong(row.new.join("\n")),
        Cell::Strong(row.relation.name().replace('-', " ")),
        Cell::Text(relation_facts(row)[1..].join("\n")),
        Cell::Text(row.shifts.iter().flat_map(shift_names).collect::<Vec<_>>().join("\n")),
        Cell::Text(row.shifts.as_ref().map(shift_summary).unwrap_or_default().replace("; ", "\n")),
        Cell::Redline(segments(row)),
        Cell::Text(row.old_text.join("\n")),
        Cell::Text(row.new_text.join("\n")),
        Cell::Text(row.old_section.last().cloned().unwrap_or_default()),
        Cell::Text(row.new_section.last().cloned().unwrap_or_default()),
        Cell::Figure(row.score),
        Cell::Figure(row.confidence),
        certainty(row.certainty),
        Cell::Text(evidence),
        Cell::Text(remarks.join("\n")),
    ]
}

fn certainty(certainty: Option<Certainty>) -> Cell {
    match certainty {
        Some(Certainty::Doubtful) => Cell::Doubt(Certainty::Doubtful.name().into()),
        other => Cell::Text(other.map(|one| one.name().to_owned()).unwrap_or_default()),
    }
}

const ECHOES: [Heading; 10] = [
    ("Earlier", 16.0),
    ("Later", 16.0),
    ("Kind", 11.0),
    ("Shifts", 30.0),
    ("Redline", 70.0),
    ("Earlier wording", 50.0),
    ("Later wording", 50.0),
    ("Confidence", 11.0),
    ("Certainty", 10.0),
    ("Words in common, remarks", 40.0),
];

fn echo(echo: &EchoView) -> Vec<Cell> {
    let edge = &echo.edge;
    let remarks = [edge.shared.join(", "), edge.decision.as_ref().map(decided).unwrap_or_default()];
    vec![
        Cell::Strong(edge.source.clone()),
        Cell::Strong(edge.target.clone()),
        Cell::Text(edge.kind.name().into()),
        Cell::Text(edge.shifts.as_ref().map(shift_summary).unwrap_or_default().replace("; ", "\n")),
        // What a report tells of a provision is no new wording of it.
        if edge.kind == LinkKind::FollowUp { Cell::Text(String::new()) } else { Cell::Redline(echo.redline.clone()) },
        Cell::Text(echo.old.text.clone()),
        Cell::Text(echo.new.text.clone()),
        Cell::Figure(Some(edge.confidence)),
        certainty(Some(edge.certainty)),
        Cell::Text(remarks.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")),
    ]
}

const THREADS: [Heading; 6] = [
    ("Provisions", 60.0),
    ("Wordings", 10.0),
    ("Reworded", 10.0),
    ("Status", 18.0),
    ("Strength, first and last", 30.0),
    ("Last wording", 70.0),
];

const DOCUMENTS: [Heading; 10] = [
    ("Document", 16.0),
    ("Symbol", 26.0),
    ("Date", 12.0),
    ("Stage", 8.0),
    ("Body", 40.0),
    ("Meeting", 9.0),
    ("Language", 10.0),
    ("Provisions", 11.0),
    ("Title", 60.0),
    ("Inferred, stands in no document", 24.0),
];

/// Fills a sheet: a heading that stays in view, filters, and the rows.
fn fill(
    sheet: &mut Worksheet,
    headings: &[Heading],
    rows: &[Vec<Cell>],
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    for (column, (heading, width)) in (0..).zip(headings) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *heading, &formats.header)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (line, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            write(sheet, line, column, cell, formats)?;
        }
        let lines = row.iter().zip(headings).map(|(cell, (_, width))| cell.lines(*width)).max().unwrap_or(1);
        sheet.set_row_height(line, (lines as f64 * LINE).min(TALLEST))?;
    }
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last, u16::try_from(headings.len() - 1).unwrap_or(u16::MAX))?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn write(
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
                [(&formats.same, piece.space.to_owned()), (formats.of(piece.segment), rich(piece.text))]
            };
            let pieces: Vec<(&Format, String)> = shown(redline).flat_map(piece).collect();
            let runs: Vec<(&Format, &str)> = pieces
                .iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(format, text)| (*format, text.as_str()))
                .collect();
            let plain: String = runs.iter().map(|(_, text)| *text).collect();
            if runs.is_empty() {
                return Ok(());
            }
            match sheet.write_rich_string_with_format(line, column, &runs, &formats.text) {
                // The format counts its own markup towards what a cell can hold.
                Err(XlsxError::MaxStringLengthExceeded) => {
                    sheet.write_string_with_format(line, column, held(&plain), &formats.text)?
                }
                done => done?,
            }
        }
    };
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
        true => sheet.write_rich_string_with_format(line, column, &[(&formats.same, rich(&text).as_str())], format),
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
