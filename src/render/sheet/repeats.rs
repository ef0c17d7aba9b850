//! A workbook on what later meetings repeat of earlier ones.

use rust_xlsxwriter::XlsxError;

use super::cells::{Cell, Column, Formats, fill, graded, known, text};
use super::titled;
use crate::error::Error;
use crate::render::Rendered;
use crate::report::english::{self, headings};
use crate::report::{RepeatRow, RepeatSide, RepeatTable, RepeatsView};

/// A workbook on what later meetings repeat of earlier ones: the recommendations, the themes, the proposers, the numbers.
///
/// # Errors
/// [`Error::Render`] if there are more rows than a sheet can hold.
pub(in crate::render) fn repeats(view: &RepeatsView) -> Rendered {
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
