//! CSV: a line for each change, for machines. No cell can be taken for a formula.

use super::redline::{Shown, shown};
use super::text::printable;
use super::{Rendered, Setting};
use crate::report::{ComparisonView, Op, Overview, Row, Segment, english};

/// A column: its name, and what it says of a row.
type Column = (&'static str, fn(&Row<'_>) -> String);

const COLUMNS: [Column; 22] = [
    ("old_document", |row| row.old.document.to_owned()),
    ("new_document", |row| row.new.document.to_owned()),
    ("old", |row| row.old.labels.join(" ")),
    ("new", |row| row.new.labels.join(" ")),
    ("kind", |row| row.kind.name().to_owned()),
    ("link", |row| row.link.map(|link| link.name().to_owned()).unwrap_or_default()),
    ("relation", |row| row.relation.name().to_owned()),
    ("facts", |row| row.facts.join(" ")),
    ("shifts", |row| row.shift_names.join(" ")),
    ("what_shifted", |row| row.shifts.map(english::shift_summary).unwrap_or_default()),
    ("old_section", |row| row.old.section.join(" / ")),
    ("new_section", |row| row.new.section.join(" / ")),
    ("score", |row| figure(row.score)),
    ("confidence", |row| figure(row.confidence)),
    ("certainty", |row| row.certainty.map(|certainty| certainty.name().to_owned()).unwrap_or_default()),
    ("shared", |row| row.support.map(|support| support.shared.join(", ")).unwrap_or_default()),
    ("outdated", |row| row.outdated.join("; ")),
    ("decisions", |row| row.decisions.join("; ")),
    ("old_text", |row| row.old.texts.join("\n")),
    ("new_text", |row| row.new.texts.join("\n")),
    ("redline", |row| marked(&row.redline)),
    ("outcome", |row| row.outcome.to_owned()),
];

/// Who proposes the two wordings; these columns stand only where somebody is named.
const PROPOSERS: [Column; 2] =
    [("old_proposers", |row| row.old.proposers.join("; ")), ("new_proposers", |row| row.new.proposers.join("; "))];

/// The changes of some comparisons, and links between meetings.
pub(super) fn render(view: &Overview<'_>, _: &Setting<'_>) -> Rendered {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let changes = view.comparisons().iter().flat_map(ComparisonView::rows);
    let rows: Vec<Row<'_>> = changes.chain(view.links()).collect();
    let proposers = if rows.iter().any(Row::has_proposers) { PROPOSERS.as_slice() } else { &[] };
    let columns = || COLUMNS.iter().chain(proposers);
    let mut write = |record: Vec<String>| {
        writer.write_record(record.iter().map(|cell| harmless(cell))).expect("memory takes what is written");
    };
    write(columns().map(|(name, _)| (*name).to_owned()).collect());
    rows.iter().for_each(|row| write(columns().map(|(_, value)| value(row)).collect()));
    Ok(writer.into_inner().expect("memory takes what is written"))
}

/// A figure, where there is one.
fn figure(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A text that no spreadsheet takes for a formula: one that begins like one has an apostrophe before it.
fn harmless(text: &str) -> String {
    let text = printable(text);
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) { format!("'{text}") } else { text }
}

/// A redline in one text: `[-what was deleted-]`, `{+what was inserted+}`, as Git marks words.
fn marked(redline: &[Segment]) -> String {
    let marked = |piece: Shown<'_>| match piece.segment.op {
        _ if piece.text.is_empty() => piece.space.to_owned(),
        Op::Unchanged => format!("{}{}", piece.space, piece.text),
        Op::Deleted => format!("{}[-{}-]", piece.space, piece.text),
        Op::Inserted => format!("{}{{+{}+}}", piece.space, piece.text),
    };
    shown(redline).map(marked).collect()
}
