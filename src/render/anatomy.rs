//! The parts of provisions, for a terminal.

use comfy_table::Cell;

use super::Terminal;
use super::table::{ROWS, finish, header_cell, never_break, table};
use super::text::{clean, faint, heading, strong};
use crate::anatomy::{Anatomy, Clause, OperativePhrase};
use crate::view::{DocumentView, opening};

/// The provisions of a document with their parts.
pub fn anatomies(view: &DocumentView, terminal: Terminal) -> String {
    let mut out = format!("{}\n", heading(&view.head.id, terminal));
    if view.provisions.is_empty() {
        out.push_str("It has no provisions.\n");
        return out;
    }
    if view.provisions.iter().all(|provision| provision.anatomy.is_none()) {
        let language = view.head.language.as_deref().unwrap_or("an unknown language");
        let none = format!("There is no lexicon of its language ({language}); give one with --lexicon.\n");
        out.push_str(&none);
        return out;
    }
    let mut rows = table(ROWS, terminal);
    rows.set_header(["No.", "Addressee", "Phrase", "Qualifiers", "Core"].map(header_cell));
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
    never_break(&mut rows, &[0]);
    out.push_str(&finish(&rows));
    out.push('\n');
    out
}

fn phrases(anatomy: &Anatomy, terminal: Terminal) -> String {
    let Some(first) = &anatomy.operative else { return faint("none found", terminal) };
    let further = anatomy.further.iter().map(|clause| faint(&clause_shown(clause), terminal));
    std::iter::once(phrase(first, terminal)).chain(further).collect::<Vec<_>>().join("\n")
}

/// A phrase with its rank on its scale, and what other words add or take: "should (asks 70)".
fn phrase(phrase: &OperativePhrase, terminal: Terminal) -> String {
    let rank = phrase.rank.map(|rank| format!(" {rank}")).unwrap_or_default();
    let force = if phrase.force == 0 { String::new() } else { format!(" {:+}", phrase.force) };
    let scale = faint(&format!("({}{rank}{force})", phrase.scale), terminal);
    format!("{} {scale}", strong(&phrase.phrase, terminal))
}

fn clause_shown(clause: &Clause) -> String {
    match &clause.addressee {
        Some(addressee) => format!("{addressee}: {}", clause.operative.phrase),
        None => clause.operative.phrase.clone(),
    }
}

fn qualifiers(anatomy: &Anatomy, terminal: Terminal) -> String {
    let shown = anatomy.qualifiers.iter().map(|qualifier| {
        format!("{} {}", clean(&qualifier.text), faint(&format!("({})", qualifier.kinds.join(", ")), terminal))
    });
    shown.collect::<Vec<_>>().join("\n")
}
