//! Sheets on drafts under negotiation.

use rust_xlsxwriter::{Color, ConditionalFormatDataBar, Workbook, XlsxError};

use super::cells::{Cell, Column, Formats, fill, text};
use crate::render::text::printable;
use crate::report::english::{self, headings};
use crate::report::{Overview, ProposalView, ShareView};

/// Sheets on drafts under negotiation: what is open in each part and revision, and whose words stand.
pub(super) fn drafts(
    workbook: &mut Workbook,
    view: &Overview<'_>,
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
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
