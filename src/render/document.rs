//! What was read of a document, for a terminal.

use comfy_table::{Attribute, Cell, CellAlignment};

use super::Terminal;
use super::table::{LIST, finish, header_cell, never_break, table};
use super::text::{clean, faint, heading, wrapped};
use crate::extract::Kind;
use crate::view::{DocumentHead, DocumentView};

/// What was read of a document.
pub fn document(view: &DocumentView, terminal: Terminal) -> String {
    let mut out = head(&view.head, terminal);
    let mut rows = table(LIST, terminal);
    rows.set_header(["No.", "Kind", "Line", "Text"].map(header_cell));
    let mut section: &[String] = &[];
    for provision in &view.provisions {
        if provision.section != section {
            section = &provision.section;
            let title = clean(&section.join(" › "));
            rows.add_row(vec![
                Cell::new(""),
                Cell::new(""),
                Cell::new(""),
                Cell::new(title).add_attribute(Attribute::Bold),
            ]);
        }
        rows.add_row(vec![
            Cell::new(clean(&provision.label)),
            Cell::new(provision.kind.name()),
            Cell::new(provision.line).set_alignment(CellAlignment::Right),
            Cell::new(clean(&provision.text)),
        ]);
    }
    never_break(&mut rows, &[0, 1, 2]);
    out.push_str(&finish(&rows));
    out.push('\n');
    let notes: Vec<String> = [
        (view.mended.len(), "broken word mended", "broken words mended"),
        (view.furniture.len(), "line of page furniture dropped", "lines of page furniture dropped"),
        (view.footnotes.len(), "footnote set apart", "footnotes set apart"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, several)| format!("{count} {}", if count == 1 { one } else { several }))
    .collect();
    if !notes.is_empty() {
        out.push_str(&format!("{}\n", faint(&notes.join("; "), terminal)));
    }
    out
}

/// The lines that say what a document is.
fn head(head: &DocumentHead, terminal: Terminal) -> String {
    let inferred = |field: &str| if head.inferred.iter().any(|name| name == field) { " (inferred)" } else { "" };
    let mut out = format!("{}\n", heading(&head.id, terminal));
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let text = wrapped(&clean(&format!("{value}{}", inferred(name))), 10, terminal);
            out.push_str(&format!("{name:<9} {}\n", text.trim_start()));
        }
    };
    line("title", head.title.clone());
    line("symbol", head.symbol.clone());
    line("body", head.body.clone());
    line("meeting", head.meeting.map(|number| number.to_string()));
    line("stage", Some(head.stage.name().to_owned()));
    line("date", head.date.map(|date| date.to_string()));
    line("language", head.language.clone());
    if let crate::extract::Coverage::Part { sections } = &head.coverage {
        let held: Vec<String> = sections
            .iter()
            .map(|held| format!("{}{}", held.path.join(" › "), if held.continued { " (in part)" } else { "" }))
            .collect();
        line("holds", Some(held.join("; ")));
    }
    line("found", Some(counts(head)));
    out
}

fn counts(head: &DocumentHead) -> String {
    let parts: Vec<String> = Kind::ALL
        .into_iter()
        .map(|kind| (head.counts.of(kind), kind))
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| format!("{count} {}", if count == 1 { kind.noun() } else { kind.plural() }))
        .collect();
    if parts.is_empty() { "no provisions".into() } else { parts.join(", ") }
}
