//! The parts of provisions.

use comfy_table::Cell;

use super::Terminal;
use super::table::{ROWS, finish, table};
use crate::anatomy::Anatomy;
use crate::render::text::{clean, faint, heading, strong};
use crate::report::{DocumentView, english, opening};

/// The provisions of a document with their parts.
pub(super) fn anatomies(view: &DocumentView, terminal: Terminal) -> String {
    let body = if view.provisions.is_empty() {
        english::NO_PROVISIONS.to_owned()
    } else if view.provisions.iter().all(|provision| provision.anatomy.is_none()) {
        english::no_lexicon_of(view.head.metadata.language.as_deref())
    } else {
        parts(view, terminal)
    };
    format!("{}\n{body}\n", heading(&view.head.id, terminal))
}

fn parts(view: &DocumentView, terminal: Terminal) -> String {
    let mut rows = table(ROWS, english::headings::PARTS, terminal);
    for provision in &view.provisions {
        let Some(anatomy) = &provision.anatomy else { continue };
        rows.add_row(vec![
            Cell::new(clean(&provision.label)),
            Cell::new(clean(anatomy.addressee.as_deref().unwrap_or("–"))),
            Cell::new(phrases(anatomy, terminal)),
            Cell::new(qualifiers(anatomy, terminal)),
            Cell::new(clean(&opening(&anatomy.core))),
        ]);
    }
    finish(rows, &[0])
}

fn phrases(anatomy: &Anatomy, terminal: Terminal) -> String {
    let Some(first) = &anatomy.operative else { return faint(english::NO_PHRASE, terminal) };
    let further = anatomy.further.iter().map(|clause| faint(&english::clause(clause), terminal));
    let first = format!("{} {}", strong(&first.phrase, terminal), faint(&english::scale(first), terminal));
    std::iter::once(first).chain(further).collect::<Vec<_>>().join("\n")
}

fn qualifiers(anatomy: &Anatomy, terminal: Terminal) -> String {
    let shown = anatomy
        .qualifiers
        .iter()
        .map(|qualifier| format!("{} {}", clean(&qualifier.text), faint(&english::kinds_of(qualifier), terminal)));
    shown.collect::<Vec<_>>().join("\n")
}
