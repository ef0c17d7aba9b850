//! A spreadsheet: sheets for the synoptic table, changes, links between meetings, threads and documents. Every text is
//! written as a text, so that none can be taken for a formula.

mod cells;
mod drafts;
mod repeats;
mod synoptic;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::text::printable;
use super::{Rendered, Setting};
use crate::error::Error;
use crate::model::Kind;
use crate::report::english::{self, headings};
use crate::report::{ComparisonView, DocumentHead, Overview, Row, ThreadView, runs};
use cells::{Cell, Column, Formats, fill, graded, known, text};
use drafts::drafts;
pub(super) use repeats::repeats;

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
    let [of_synoptic, of_changes, of_links, of_threads, of_documents] = headings::SHEETS;
    synoptic::sheets(&mut workbook, view, of_synoptic, &formats)?;
    let (names, columns) = with_occasional(&headings::SHEET_OF_CHANGES, &columns_of_changes(), &changes);
    let sheet = workbook.add_worksheet().set_name(of_changes)?;
    fill(sheet, &names, &columns, &changes, &formats)?;
    sheet.set_freeze_panes(1, 2)?;
    // What is told as one is folded below its first row.
    let mut line = 1;
    for run in runs(&changes) {
        let next = line + u32::try_from(run.len()).unwrap_or(u32::MAX);
        if run.len() > 1 {
            sheet.group_rows_collapsed(line + 1, next - 1)?;
            let told = format!("{}: {}", english::named_as_one(run), english::IN_SECTIONS_NOT_HELD);
            sheet.write_string_with_format(line, REMARKS, printable(&told), &formats.text)?;
        }
        line = next;
    }
    sheet.set_print_area(0, 0, u32::try_from(changes.len()).unwrap_or(u32::MAX), PRINTED - 1)?;
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

/// A workbook of a title.
fn titled(title: &str) -> std::result::Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // The same input gives the same bytes, whatever the clock.
    let then = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(printable(title)).set_creation_datetime(&then));
    Ok(workbook)
}

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
        (7.0, |row| Cell::Strong(row.old.labels.join("\n"))),
        (7.0, |row| Cell::Strong(row.new.labels.join("\n"))),
        (17.0, |row| Cell::Strong(row.label.to_owned())),
        (13.0, |row| Cell::Text(row.facts.join("\n"))),
        (14.0, |row| Cell::Text(row.shift_names.join("\n"))),
        (10.0, certainty),
        (70.0, redline),
        (34.0, shifts),
        (40.0, |row| Cell::Text([row.decisions.as_slice(), &row.outdated].concat().join("\n"))),
        (11.0, |row| Cell::Figure(row.confidence)),
        (50.0, |row| Cell::Text(row.old.texts.join("\n"))),
        (50.0, |row| Cell::Text(row.new.texts.join("\n"))),
        (34.0, |row| text(row.old.heading().unwrap_or_default())),
        (34.0, |row| text(row.new.heading().unwrap_or_default())),
        (14.0, |row| text(row.old.document)),
        (14.0, |row| text(row.new.document)),
        (8.0, |row| Cell::Figure(row.score)),
        (40.0, |row| {
            Cell::Text(
                row.support
                    .map(|support| english::word_lines(english::IN_COMMON, &support).join("\n"))
                    .unwrap_or_default(),
            )
        }),
    ]
}

/// How many of the columns of changes are printed: what a reader needs on paper.
const PRINTED: u16 = 9;
/// The column of remarks.
const REMARKS: u16 = 8;

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

const DOCUMENTS: [Column<DocumentHead>; 11] = [
    (16.0, |head| Cell::Strong(head.id.clone())),
    (26.0, |head| known(head.metadata.symbol.as_ref())),
    (12.0, |head| known(head.metadata.date)),
    (8.0, |head| text(english::stage(head.metadata.stage()))),
    (40.0, |head| known(head.metadata.body.as_ref())),
    (9.0, |head| known(head.metadata.meeting)),
    (10.0, |head| known(head.metadata.language.as_ref())),
    (11.0, |head| Cell::Count(head.counts.of(Kind::Recommendation) + head.counts.of(Kind::Item))),
    (11.0, |head| {
        let others = Kind::ALL.into_iter().filter(|kind| ![Kind::Recommendation, Kind::Item].contains(kind));
        Cell::Count(others.map(|kind| head.counts.of(kind)).sum())
    }),
    (60.0, |head| known(head.metadata.title.as_ref())),
    (24.0, |head| Cell::Text(head.metadata.inferred.join(", "))),
];

fn redline(row: &Row<'_>) -> Cell {
    if row.redline.is_empty() { text("") } else { Cell::Redline(row.redline.to_vec()) }
}

fn shifts(row: &Row<'_>) -> Cell {
    Cell::Text(row.shifts.map(english::shift_lines_by_sort).unwrap_or_default().join("\n"))
}

fn certainty(row: &Row<'_>) -> Cell {
    graded(row.certainty)
}
