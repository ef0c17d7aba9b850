//! What was read of a document.

use comfy_table::{Attribute, Cell};

use super::table::{LIST, finish, number, table};
use super::{Terminal, Text};
use crate::render::text::{clean, faint, plain};
use crate::report::{DocumentView, english};

/// What was read of a document.
pub(super) fn document(view: &DocumentView, terminal: Terminal) -> String {
    let mut text = Text::titled(&view.head.id, terminal);
    english::head(&view.head).iter().for_each(|named| text.add_named(named, plain));
    let mut rows = table(LIST, english::headings::PROVISIONS, terminal);
    let mut section: &[String] = &[];
    for provision in &view.provisions {
        if provision.section != section {
            section = &provision.section;
            let title = Cell::new(clean(&english::path(section))).add_attribute(Attribute::Bold);
            rows.add_row([Cell::new(""), Cell::new(""), Cell::new(""), title]);
        }
        rows.add_row(vec![
            Cell::new(clean(&provision.label)),
            Cell::new(english::kind(provision.kind)),
            number(provision.line),
            Cell::new(clean(&provision.text)),
        ]);
    }
    let note = english::reading_note(view).map(|note| format!("{}\n", faint(&note, terminal)));
    format!("{}{}\n{}", text.out, finish(rows, &[0, 1, 2]), note.unwrap_or_default())
}
