//! Markdown: the change table and the redlines, to be pasted into a report.

use super::comparison::{decision_lines, named, relation_facts, told};
use super::redline::{segments, shown};
use super::text::printable;
use crate::align::Certainty;
use crate::view::{ChangeRow, ComparisonView, DocumentHead, Op, Segment, outdated_line, shift_names};

/// The change tables of some comparisons, each with its redlines.
pub fn comparisons(views: &[ComparisonView]) -> String {
    views.iter().map(comparison).collect::<Vec<_>>().join("\n")
}

fn comparison(view: &ComparisonView) -> String {
    let mut out = format!("## {} → {}\n\n", cited(&view.old), cited(&view.new));
    for text in std::iter::once(&view.sentence).chain(&view.notes) {
        out.push_str(&format!("{}\n\n", escaped(text)));
    }
    out.push_str("| Old | New | Relation | Certainty | What changed |\n|---|---|---|---|---|\n");
    for row in &view.changes {
        let labels = |labels: &[String]| if labels.is_empty() { "–".into() } else { cell(&labels.join(", ")) };
        let certainty = match (row.confidence, row.certainty) {
            (Some(confidence), Some(Certainty::Sure)) => format!("{confidence:.2}"),
            (Some(confidence), Some(certainty)) => format!("{confidence:.2} *{}*", certainty.name()),
            _ => String::new(),
        };
        out.push_str(&format!(
            "| {} | {} | {} | {certainty} | {} |\n",
            labels(&row.old),
            labels(&row.new),
            relation(row),
            lines(row)
        ));
    }
    for row in &view.changes {
        out.push_str(&format!("\n### {}\n\n{}\n", heading(row), redline(&segments(row))));
    }
    out
}

fn cited(head: &DocumentHead) -> String {
    match &head.symbol {
        Some(symbol) => format!("{} ({})", escaped(&head.id), escaped(symbol)),
        None => escaped(&head.id),
    }
}

fn heading(row: &ChangeRow) -> String {
    format!("{}: {}", escaped(&named(row)), relation(row))
}

fn relation(row: &ChangeRow) -> String {
    let facts = relation_facts(row).into_iter().map(str::to_owned);
    let shifts = row.shifts.iter().flat_map(shift_names).map(|name| format!("**{name}**"));
    facts.chain(shifts).collect::<Vec<_>>().join(", ")
}

fn lines(row: &ChangeRow) -> String {
    let (shifts, rest) = told(row);
    let outdated = row.outdated.iter().map(outdated_line);
    let lines = decision_lines(row).into_iter().chain(outdated).chain(shifts).chain(rest);
    lines.map(|line| cell(&line)).collect::<Vec<_>>().join("<br>")
}

/// A redline. Stars and tildes would not do: they mark nothing beside punctuation.
fn redline(segments: &[Segment]) -> String {
    let mut out = String::new();
    // Spaces at the beginning of a line would make it code.
    let broken = |text: &str| text.split('\n').map(|line| escaped(line.trim())).collect::<Vec<_>>().join("  \n");
    for piece in shown(segments) {
        let (open, close) = match piece.segment.op {
            _ if piece.text.is_empty() => ("", ""),
            Op::Same => ("", ""),
            Op::Gone => ("<del>", "</del>"),
            Op::Came => ("<ins>", "</ins>"),
        };
        let marked = broken(piece.text).replace("  \n", &format!("{close}  \n{open}"));
        out.push_str(&format!("{}{open}{marked}{close}", piece.space.replace('\n', "  \n")));
    }
    out.push('\n');
    out
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    escaped(text).replace('\n', " ")
}

/// A text that means nothing in Markdown or HTML beyond itself.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in printable(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', letter]),
            letter => out.push(letter),
        }
    }
    // At the beginning of a line, signs and numbers make headings, lists and rules.
    let begins = |mark: &[char]| out.trim_start().starts_with(mark);
    let indent = out.len() - out.trim_start().len();
    if begins(&['#', '-', '+', '=', ':']) {
        out.insert(indent, '\\');
    } else if let Some(at) = out[indent..].find(|c: char| !c.is_ascii_digit())
        && at > 0
        && out[indent + at..].starts_with(['.', ')'])
    {
        out.insert(indent + at, '\\');
    }
    out
}
