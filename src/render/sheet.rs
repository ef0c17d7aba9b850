//! A spreadsheet: sheets for changes, links between meetings, threads and documents. Every text is written as a text, so
//! that none can be taken for a formula.

use rust_xlsxwriter::{
    Color, ConditionalFormatDataBar, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline,
    Workbook, Worksheet, XlsxError,
};

use std::sync::LazyLock;

use regex::Regex;
use unicode_width::UnicodeWidthStr;

use super::redline::{Shown, shown};
use super::text::printable;
use super::{Rendered, Setting};
use crate::align::Certainty;
use crate::error::Error;
use crate::report::english::{self, headings};
use crate::report::{
    ComparisonView, DocumentHead, Manner, Op, Overview, ProposalView, RepeatRow, RepeatSide, RepeatTable, RepeatsView,
    Row, Segment, ShareView, ThreadView,
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
    unchanged: Format,
    deleted: Format,
    inserted: Format,
    moved_from: Format,
    moved_to: Format,
    slight_deleted: Format,
    slight_inserted: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top).set_text_wrap();
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

/// An Excel workbook.
///
/// # Errors
/// [`Error::Render`] if there are more rows than a sheet can hold.
pub(super) fn render(view: &Overview<'_>, _: &Setting<'_>) -> Rendered {
    written(view).map_err(|error| Error::render("spreadsheet", error))
}

fn written(view: &Overview<'_>) -> std::result::Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut workbook = titled(&view.title)?;
    let changes: Vec<Row<'_>> = view.comparisons().iter().flat_map(ComparisonView::rows).collect();
    let (links, lineage) = (view.links(), view.lineage());
    let [of_changes, of_links, of_threads, of_documents] = headings::SHEETS;
    let (names, columns) = with_occasional(&headings::SHEET_OF_CHANGES, &columns_of_changes(), &changes);
    fill(workbook.add_worksheet().set_name(of_changes)?, &names, &columns, &changes, &formats)?;
    if !links.is_empty() {
        let (names, columns) = with_occasional(&headings::SHEET_OF_LINKS, &columns_of_links(), &links);
        fill(workbook.add_worksheet().set_name(of_links)?, &names, &columns, &links, &formats)?;
    }
    drafts(&mut workbook, view, &formats)?;
    fill(
        workbook.add_worksheet().set_name(of_threads)?,
        &headings::SHEET_OF_THREADS,
        &THREADS,
        &lineage.threads,
        &formats,
    )?;
    fill(
        workbook.add_worksheet().set_name(of_documents)?,
        &headings::SHEET_OF_DOCUMENTS,
        &DOCUMENTS,
        &lineage.documents,
        &formats,
    )?;
    workbook.save_to_buffer()
}

/// Sheets on drafts under negotiation: what is open in each part and revision, and whose words stand.
fn drafts(workbook: &mut Workbook, view: &Overview<'_>, formats: &Formats) -> std::result::Result<(), XlsxError> {
    let lineage = view.lineage();
    let [of_progress, of_provenance] = headings::SHEETS_OF_DRAFTS;
    let named = |name: &str, at: usize| if at == 0 { name.to_owned() } else { format!("{name} {}", at + 1) };
    for (at, view) in lineage.progress.iter().enumerate() {
        let sheet = workbook.add_worksheet().set_name(named(of_progress, at))?;
        sheet.set_column_width(0, 48.0)?;
        sheet.write_string_with_format(0, 0, headings::PART, &formats.header)?;
        for (column, id) in (1..).zip(&view.documents) {
            sheet.set_column_width(column, 16.0)?;
            sheet.write_string_with_format(0, column, printable(id), &formats.header)?;
        }
        let mut last = 0;
        for (row, part) in (1..).zip(view.told_parts()) {
            last = row;
            sheet.write_string_with_format(row, 0, printable(&part.name), &formats.strong)?;
            for (column, open) in (1..).zip(&part.open) {
                if let Some(open) = open {
                    sheet.write_number_with_format(row, column, open.all() as f64, &formats.text)?;
                }
            }
        }
        sheet.write_string_with_format(last + 1, 0, english::ALL_TOGETHER, &formats.strong)?;
        for (column, open) in (1..).zip(&view.open) {
            sheet.write_number_with_format(last + 1, column, open.all() as f64, &formats.strong)?;
        }
        let columns = u16::try_from(view.documents.len()).unwrap_or(u16::MAX);
        let bars = ConditionalFormatDataBar::new().set_fill_color(Color::RGB(0xE0_A8_7C));
        if last > 0 {
            sheet.add_conditional_format(1, 1, last, columns, &bars)?;
        }
        sheet.set_freeze_panes(1, 1)?;
    }
    for (at, view) in lineage.provenance.iter().enumerate() {
        let rows: Vec<(&ShareView, &ProposalView)> =
            view.proposers.iter().flat_map(|one| one.proposals.iter().map(move |proposal| (one, proposal))).collect();
        let sheet = workbook.add_worksheet().set_name(named(of_provenance, at))?;
        fill(sheet, &headings::SHEET_OF_PROVENANCE, &columns_of_proposals(), &rows, formats)?;
    }
    Ok(())
}

fn columns_of_proposals<'a>() -> [Column<(&'a ShareView, &'a ProposalView)>; 7] {
    [
        (24.0, |(one, _)| Cell::Strong(one.name.clone())),
        (18.0, |(_, proposal)| text(&proposal.id)),
        (50.0, |(_, proposal)| text(&proposal.text)),
        (9.0, |(_, proposal)| Cell::Count(proposal.words)),
        (10.0, |(_, proposal)| Cell::Count(proposal.standing)),
        (18.0, |(_, proposal)| {
            Cell::Text(proposal.became.iter().map(|id| id.to_string()).collect::<Vec<_>>().join("\n"))
        }),
        (50.0, |(_, proposal)| Cell::Text(proposal.phrases.join(" … "))),
    ]
}

/// A workbook on what later meetings repeat of earlier ones: the recommendations, the themes, the proposers, the numbers.
///
/// # Errors
/// [`Error::Render`] if there are more rows than a sheet can hold.
pub(super) fn repeats(view: &RepeatsView) -> Rendered {
    repeats_written(view).map_err(|error| Error::render("spreadsheet", error))
}

fn repeats_written(view: &RepeatsView) -> std::result::Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut workbook = titled(&english::repeats_title(&view.tables))?;
    let [of_rows, of_themes, of_proposers, of_counts] = headings::SHEETS_OF_REPEATS;
    let rows: Vec<(&RepeatTable, &RepeatRow)> =
        view.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row))).collect();
    fill(
        workbook.add_worksheet().set_name(of_rows)?,
        &headings::SHEET_OF_REPEATS,
        &columns_of_repeats(),
        &rows,
        &formats,
    )?;
    let of_both = |headings: &[&'static str]| [&headings::OF_BOTH, headings].concat();
    let of_table = |table: &RepeatTable| -> Vec<Counted> {
        table.themes.iter().map(|one| Counted::of(table, english::theme(one), &one.figures())).collect()
    };
    let themes: Vec<Counted> = view.tables.iter().flat_map(of_table).collect();
    fill(
        workbook.add_worksheet().set_name(of_themes)?,
        &of_both(&headings::THEMES),
        &columns_of_counts(7),
        &themes,
        &formats,
    )?;
    let of_table = |table: &RepeatTable| -> Vec<Counted> {
        table.proposers.iter().map(|one| Counted::of(table, english::proposer(one), &one.figures())).collect()
    };
    let proposers: Vec<Counted> = view.tables.iter().flat_map(of_table).collect();
    if !proposers.is_empty() {
        let headings = of_both(&headings::BY_PROPOSER);
        fill(workbook.add_worksheet().set_name(of_proposers)?, &headings, &columns_of_counts(8), &proposers, &formats)?;
    }
    let of_table = |table: &RepeatTable| -> Vec<Counted> {
        english::told_counts(table).into_iter().map(|(name, count)| Counted::of(table, name, &[count])).collect()
    };
    let counts: Vec<Counted> = view.tables.iter().flat_map(of_table).collect();
    let headings = of_both(&headings::COUNTS);
    fill(workbook.add_worksheet().set_name(of_counts)?, &headings, &columns_of_counts(1), &counts, &formats)?;
    workbook.save_to_buffer()
}

/// A workbook of a title.
fn titled(title: &str) -> std::result::Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // The same input gives the same bytes, whatever the clock.
    let then = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(printable(title)).set_creation_datetime(&then));
    Ok(workbook)
}

/// What is counted in a table, with its numbers.
struct Counted {
    earlier: String,
    later: String,
    name: String,
    figures: Vec<usize>,
}

impl Counted {
    fn of(table: &RepeatTable, name: impl Into<String>, figures: &[usize]) -> Self {
        let (earlier, later) = (table.earlier.id.clone(), table.later.id.clone());
        Counted { earlier, later, name: name.into(), figures: figures.to_vec() }
    }
}

/// The columns of what is counted, with so many of numbers.
fn columns_of_counts(figures: usize) -> Vec<Column<Counted>> {
    fn figure<const AT: usize>(row: &Counted) -> Cell {
        row.figures.get(AT).map_or(text(""), |&figure| Cell::Count(figure))
    }
    let names: [Column<Counted>; 3] = [
        (16.0, |row| text(&row.earlier)),
        (16.0, |row| text(&row.later)),
        (48.0, |row| Cell::Strong(row.name.clone())),
    ];
    let counts: [fn(&Counted) -> Cell; 8] =
        [figure::<0>, figure::<1>, figure::<2>, figure::<3>, figure::<4>, figure::<5>, figure::<6>, figure::<7>];
    names.into_iter().chain(counts.into_iter().take(figures).map(|count| (13.0, count))).collect()
}

/// What is said of each of the earlier provisions of a row.
fn of_earlier(row: &RepeatRow, say: fn(&RepeatSide) -> String) -> Cell {
    Cell::Text(row.earlier.iter().map(|one| say(&one.provision)).collect::<Vec<_>>().join("\n"))
}

/// What is said of the later provision of a row.
fn of_later(row: &RepeatRow, say: fn(&RepeatSide) -> String) -> Cell {
    known(row.later.as_ref().map(say))
}

fn columns_of_repeats<'a>() -> [Column<(&'a RepeatTable, &'a RepeatRow)>; 16] {
    [
        (16.0, |(table, _)| text(&table.earlier.id)),
        (16.0, |(table, _)| text(&table.later.id)),
        (24.0, |(_, row)| text(row.theme.as_deref().unwrap_or(english::OTHER_THEMES))),
        (20.0, |(_, row)| Cell::Strong(row.told.to_owned())),
        (9.0, |(_, row)| of_earlier(row, |one| one.label.clone())),
        (9.0, |(_, row)| of_later(row, |one| one.label.clone())),
        (20.0, |(_, row)| of_earlier(row, |one| one.proposers.join(", "))),
        (20.0, |(_, row)| of_later(row, |one| one.proposers.join(", "))),
        (60.0, |(_, row)| of_earlier(row, |one| one.text.clone())),
        (60.0, |(_, row)| of_later(row, |one| one.text.clone())),
        (34.0, |(_, row)| Cell::Text(row.shifts().map(english::shift_lines_by_sort).unwrap_or_default().join("\n"))),
        (11.0, |(_, row)| Cell::Figure(row.link().map(|link| link.confidence))),
        (10.0, |(_, row)| graded(row.certainty)),
        (30.0, |(_, row)| known(row.link().map(|link| link.shared.join(", ")))),
        (30.0, |(_, row)| Cell::Text(row.decisions().map(english::decided_on_both).collect::<Vec<_>>().join("\n"))),
        (30.0, |(_, row)| of_later(row, |one| one.section.last().cloned().unwrap_or_default())),
    ]
}

/// A column: its width in letters, and what it says.
type Column<T> = (f64, fn(&T) -> Cell);

/// Headings and columns, with what became of brackets where there are some, and the proposers where somebody is named.
fn with_occasional<'a>(
    headings: &[&'static str],
    columns: &[Column<Row<'a>>],
    rows: &[Row<'a>],
) -> (Vec<&'static str>, Vec<Column<Row<'a>>>) {
    let (mut headings, mut columns) = (headings.to_vec(), columns.to_vec());
    if rows.iter().any(|row| !row.bracket_lines.is_empty()) {
        headings.push(headings::BRACKETS);
        columns.push((50.0, |row| Cell::Text(row.bracket_lines.join("\n"))));
    }
    if rows.iter().any(Row::has_proposers) {
        headings.extend(headings::PROPOSERS_OF_BOTH);
        columns.push((24.0, |row| Cell::Text(row.old.proposers.join("\n"))));
        columns.push((24.0, |row| Cell::Text(row.new.proposers.join("\n"))));
    }
    (headings, columns)
}

fn columns_of_changes<'a>() -> [Column<Row<'a>>; 18] {
    [
        (14.0, |row| text(row.old.document)),
        (7.0, |row| Cell::Strong(row.old.labels.join("\n"))),
        (14.0, |row| text(row.new.document)),
        (7.0, |row| Cell::Strong(row.new.labels.join("\n"))),
        (17.0, |row| Cell::Strong(row.label.to_owned())),
        (13.0, |row| Cell::Text(row.facts.join("\n"))),
        (14.0, |row| Cell::Text(row.shift_names.join("\n"))),
        (34.0, shifts),
        (70.0, redline),
        (50.0, |row| Cell::Text(row.old.texts.join("\n"))),
        (50.0, |row| Cell::Text(row.new.texts.join("\n"))),
        (34.0, |row| text(row.old.heading().unwrap_or_default())),
        (34.0, |row| text(row.new.heading().unwrap_or_default())),
        (8.0, |row| Cell::Figure(row.score)),
        (11.0, |row| Cell::Figure(row.confidence)),
        (10.0, certainty),
        (40.0, |row| {
            Cell::Text(
                row.support
                    .map(|support| english::word_lines(english::IN_COMMON, &support).join("\n"))
                    .unwrap_or_default(),
            )
        }),
        (40.0, |row| Cell::Text([row.decisions.as_slice(), &row.outdated].concat().join("\n"))),
    ]
}

fn columns_of_links<'a>() -> [Column<Row<'a>>; 10] {
    [
        (16.0, |row| Cell::Strong(row.old.names().join("\n"))),
        (16.0, |row| Cell::Strong(row.new.names().join("\n"))),
        (11.0, |row| text(row.label)),
        (30.0, shifts),
        (70.0, redline),
        (50.0, |row| Cell::Text(row.old.texts.join("\n"))),
        (50.0, |row| Cell::Text(row.new.texts.join("\n"))),
        (11.0, |row| Cell::Figure(row.confidence)),
        (10.0, certainty),
        (40.0, |row| {
            let shared = row.support.map(|support| support.shared.join(", ")).filter(|shared| !shared.is_empty());
            Cell::Text(shared.into_iter().chain(row.decisions.iter().cloned()).collect::<Vec<_>>().join("\n"))
        }),
    ]
}

const THREADS: [Column<ThreadView>; 7] = [
    (60.0, |thread| Cell::Text(thread.provisions.join(" → "))),
    (10.0, |thread| Cell::Count(thread.provisions.len())),
    (10.0, |thread| Cell::Count(thread.reworded)),
    (18.0, |thread| Cell::Text(thread.outcome.join(", "))),
    (30.0, |thread| known(english::strength_line(thread))),
    (70.0, |thread| text(&thread.opening)),
    (30.0, |thread| Cell::Text(thread.family_words.join(", "))),
];

const DOCUMENTS: [Column<DocumentHead>; 10] = [
    (16.0, |head| Cell::Strong(head.id.clone())),
    (26.0, |head| known(head.metadata.symbol.as_ref())),
    (12.0, |head| known(head.metadata.date)),
    (8.0, |head| text(english::stage(head.metadata.stage()))),
    (40.0, |head| known(head.metadata.body.as_ref())),
    (9.0, |head| known(head.metadata.meeting)),
    (10.0, |head| known(head.metadata.language.as_ref())),
    (11.0, |head| Cell::Count(crate::model::Kind::ALL.iter().map(|kind| head.counts.of(*kind)).sum())),
    (60.0, |head| known(head.metadata.title.as_ref())),
    (24.0, |head| Cell::Text(head.metadata.inferred.join(", "))),
];

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// What is known of something, and an empty cell otherwise.
fn known(value: Option<impl std::fmt::Display>) -> Cell {
    Cell::Text(value.map(|value| value.to_string()).unwrap_or_default())
}

fn redline(row: &Row<'_>) -> Cell {
    if row.redline.is_empty() { text("") } else { Cell::Redline(row.redline.to_vec()) }
}

fn shifts(row: &Row<'_>) -> Cell {
    Cell::Text(row.shifts.map(english::shift_lines_by_sort).unwrap_or_default().join("\n"))
}

fn certainty(row: &Row<'_>) -> Cell {
    graded(row.certainty)
}

/// How far a link can be relied on, where there is one.
fn graded(certainty: Option<Certainty>) -> Cell {
    match certainty {
        Some(Certainty::Doubtful) => Cell::Doubt(english::certainty(Certainty::Doubtful).to_owned()),
        other => known(other.map(english::certainty)),
    }
}

/// Fills a sheet: a heading that stays in view, filters, and the rows.
fn fill<T>(
    sheet: &mut Worksheet,
    headings: &[&str],
    columns: &[Column<T>],
    rows: &[T],
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    for (column, (heading, (width, _))) in (0..).zip(headings.iter().zip(columns)) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *heading, &formats.header)?;
    }
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
                [(&formats.unchanged, piece.space.to_owned()), (formats.of(piece.segment), rich(piece.text))]
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
