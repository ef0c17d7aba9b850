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
    // A column that would be empty in most documents stands before the text, where it is not.
    let has_proposers = view.provisions.iter().any(|provision| !provision.proposers.is_empty());
    let mut headings = english::headings::PROVISIONS.to_vec();
    if has_proposers {
        headings.insert(headings.len() - 1, english::headings::PROPOSERS);
    }
    let mut rows = table(LIST, headings, terminal);
    let mut section: &[String] = &[];
    for provision in &view.provisions {
        if provision.section != section {
            section = &provision.section;
            let title = Cell::new(clean(&english::path(section))).add_attribute(Attribute::Bold);
            let before = if has_proposers { 4 } else { 3 };
            rows.add_row(std::iter::repeat_n(Cell::new(""), before).chain([title]));
        }
        let named = has_proposers.then(|| Cell::new(clean(&provision.proposers.join(", "))));
        let told =
            [Cell::new(clean(&provision.label)), Cell::new(english::kind(provision.kind)), number(provision.line)];
        rows.add_row(told.into_iter().chain(named).chain([Cell::new(clean(&provision.text))]));
    }
    let note = english::reading_note(view).map(|note| format!("{}\n", faint(&note, terminal)));
    format!("{}{}\n{}", text.out, finish(rows, &[0, 1, 2]), note.unwrap_or_default())
}
