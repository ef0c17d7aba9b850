//! CSV: a line for each change, for machines. No cell can be taken for a formula.

use std::io::{self, Write};

use super::redline::{Shown, shown};
use super::text::printable;
use super::{Setting, Written};
use crate::report::{
    ComparisonView, Op, Overview, RepeatRow, RepeatSide, RepeatTable, RepeatsView, Row, Segment, english,
};

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

/// What became of brackets and options; the column stands only where there are some.
const BRACKETS: [Column; 1] = [("brackets", |row| row.bracket_lines.join("; "))];

/// The changes of some comparisons, and links between meetings.
pub(super) fn render(view: &Overview<'_>, _: &Setting<'_>, out: &mut dyn Write) -> Written {
    let changes = view.comparisons().iter().flat_map(ComparisonView::rows);
    let rows: Vec<Row<'_>> = changes.chain(view.links()).collect();
    let proposers = if rows.iter().any(Row::has_proposers) { PROPOSERS.as_slice() } else { &[] };
    let has_brackets = rows.iter().any(|row| !row.bracket_lines.is_empty());
    let brackets = if has_brackets { BRACKETS.as_slice() } else { &[] };
    let columns: Vec<&Column> = COLUMNS.iter().chain(proposers).chain(brackets).collect();
    let names = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    write(names, rows.iter().map(|row| columns.iter().map(|(_, value)| value(row)).collect()), out)
}

/// A column of what is repeated: its name, and what it says of a row of a table.
type RepeatColumn = (&'static str, fn(&RepeatTable, &RepeatRow) -> String);

const REPEATS: [RepeatColumn; 20] = [
    ("earlier_document", |table, _| table.earlier.id.clone()),
    ("later_document", |table, _| table.later.id.clone()),
    ("earlier", |_, row| of_earlier(row, |one| one.label.clone(), " ")),
    ("later", |_, row| row.later.iter().map(|one| one.label.clone()).collect()),
    ("outcome", |_, row| row.outcome.name().to_owned()),
    ("theme", |_, row| row.theme.clone().unwrap_or_default()),
    ("earlier_proposers", |_, row| of_earlier(row, |one| one.proposers.join("; "), "\n")),
    ("later_proposers", |_, row| row.later.iter().map(|one| one.proposers.join("; ")).collect()),
    ("shifts", |_, row| row.shifts().map(english::shift_names).unwrap_or_default().join(" ")),
    ("what_shifted", |_, row| row.shifts().map(english::shift_summary).unwrap_or_default()),
    ("confidence", |_, row| figure(row.link().map(|link| link.confidence))),
    ("certainty", |_, row| row.certainty.map(|certainty| certainty.name().to_owned()).unwrap_or_default()),
    ("shared", |_, row| row.link().map(|link| link.shared.join(", ")).unwrap_or_default()),
    ("decisions", |_, row| row.decisions().map(english::decided_on_both).collect::<Vec<_>>().join("; ")),
    ("earlier_section", |_, row| of_earlier(row, |one| one.section.join(" / "), "\n")),
    ("later_section", |_, row| row.later.iter().map(|one| one.section.join(" / ")).collect()),
    ("earlier_text", |_, row| of_earlier(row, |one| one.text.clone(), "\n")),
    ("later_text", |_, row| row.later.iter().map(|one| one.text.clone()).collect()),
    ("body", |table, _| table.body.clone().unwrap_or_default()),
    ("subject", |table, _| table.subject.clone().unwrap_or_default()),
];

/// What is said of each of the earlier provisions of a row.
fn of_earlier(row: &RepeatRow, say: fn(&RepeatSide) -> String, joint: &str) -> String {
    row.earlier.iter().map(|one| say(&one.provision)).collect::<Vec<_>>().join(joint)
}

/// What later meetings repeat of earlier ones: a line for each later provision, and for each earlier one that is not
/// repeated.
pub(super) fn repeats(view: &RepeatsView, _: &Setting<'_>, out: &mut dyn Write) -> Written {
    let names = REPEATS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let rows = view.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
    write(names, rows.map(|(table, row)| REPEATS.iter().map(|(_, value)| value(table, row)).collect()), out)
}

/// Lines below their heading.
fn write(names: Vec<String>, rows: impl Iterator<Item = Vec<String>>, out: &mut dyn Write) -> Written {
    let mut writer = csv::Writer::from_writer(out);
    for record in std::iter::once(names).chain(rows) {
        // What the writer says, in its own words: whoever reads may have seen enough.
        writer.write_record(record.iter().map(|cell| harmless(cell))).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })?;
    }
    writer.flush()
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
