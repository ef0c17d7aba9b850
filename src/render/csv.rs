//! CSV: a line for each change, for machines. No cell can be taken for a formula.

use super::comparison::{decided, decision_lines, relation_facts};
use super::redline::{Shown, segments, shown};
use super::text::printable;
use crate::lineage::LinkKind;
use crate::shift::Shifts;
use crate::view::{ChangeRow, ComparisonView, EchoView, Op, Segment, outdated_line, shift_names, shift_summary};

const HEADER: [&str; 21] = [
    "old_document",
    "new_document",
    "old",
    "new",
    "kind",
    "link",
    "relation",
    "facts",
    "shifts",
    "what_shifted",
    "old_section",
    "new_section",
    "score",
    "confidence",
    "certainty",
    "shared",
    "outdated",
    "decisions",
    "old_text",
    "new_text",
    "redline",
];

/// The changes of some comparisons, and links between meetings.
pub fn changes(comparisons: &[ComparisonView], echoes: &[EchoView]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |record: [String; HEADER.len()]| {
        writer.write_record(record.map(|cell| harmless(&cell))).expect("memory takes what is written");
    };
    write(HEADER.map(str::to_owned));
    comparisons.iter().flat_map(|view| view.changes.iter().map(move |row| change(view, row))).for_each(&mut write);
    echoes.iter().map(echo).for_each(&mut write);
    writer.into_inner().expect("memory takes what is written")
}

/// A figure, where there is one.
fn figure(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn names(shifts: Option<&Shifts>) -> [String; 2] {
    [
        shifts.map(|shifts| shift_names(shifts).join(" ")).unwrap_or_default(),
        shifts.map(shift_summary).unwrap_or_default(),
    ]
}

fn change(view: &ComparisonView, row: &ChangeRow) -> [String; HEADER.len()] {
    let [shifts, what_shifted] = names(row.shifts.as_ref());
    [
        view.old.id.clone(),
        view.new.id.clone(),
        row.old.join(" "),
        row.new.join(" "),
        row.kind.name().into(),
        row.score.map(|_| LinkKind::Version.name().to_owned()).unwrap_or_default(),
        row.relation.name().into(),
        relation_facts(row)[1..].join(" "),
        shifts,
        what_shifted,
        row.old_section.join(" / "),
        row.new_section.join(" / "),
        figure(row.score),
        figure(row.confidence),
        row.certainty.map(|certainty| certainty.name().into()).unwrap_or_default(),
        row.evidence.as_ref().map(|evidence| evidence.shared.join(", ")).unwrap_or_default(),
        row.outdated.iter().map(outdated_line).collect::<Vec<_>>().join("; "),
        decision_lines(row).join("; "),
        row.old_text.join("\n"),
        row.new_text.join("\n"),
        marked(&segments(row)),
    ]
}

fn echo(echo: &EchoView) -> [String; HEADER.len()] {
    let edge = &echo.edge;
    let [shifts, what_shifted] = names(edge.shifts.as_ref());
    [
        echo.old.document.clone(),
        echo.new.document.clone(),
        echo.old.label.clone(),
        echo.new.label.clone(),
        echo.new.kind.name().into(),
        edge.kind.name().into(),
        edge.relation.name().into(),
        String::new(),
        shifts,
        what_shifted,
        echo.old.section.join(" / "),
        echo.new.section.join(" / "),
        figure(Some(edge.score)),
        figure(Some(edge.confidence)),
        edge.certainty.name().into(),
        edge.shared.join(", "),
        String::new(),
        edge.decision.as_ref().map(decided).unwrap_or_default(),
        echo.old.text.clone(),
        echo.new.text.clone(),
        marked(&echo.redline),
    ]
}

/// A text that no spreadsheet takes for a formula: one that begins like one has an apostrophe before it.
fn harmless(text: &str) -> String {
    let text = printable(text);
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) { format!("'{text}") } else { text }
}

/// A redline in one text: `[-what went-]`, `{+what came+}`, as Git marks words.
fn marked(redline: &[Segment]) -> String {
    let marked = |piece: Shown<'_>| match piece.segment.op {
        _ if piece.text.is_empty() => piece.space.to_owned(),
        Op::Same => format!("{}{}", piece.space, piece.text),
        Op::Gone => format!("{}[-{}-]", piece.space, piece.text),
        Op::Came => format!("{}{{+{}+}}", piece.space, piece.text),
    };
    shown(redline).map(marked).collect()
}
