//! A draft that was handed out in pieces, put together.

use std::collections::BTreeMap;

use super::coverage::held_sections;
use crate::model::{Coverage, Document, HeldSection, Numbering};

impl Document {
    /// One document of the pieces of a draft, in their order: the provisions of all, each with the id that it has in
    /// its piece. A number that several pieces have gets the piece's id in front: `l1-add2/13`. What is said of the
    /// whole is taken from the first piece that says it.
    ///
    /// `lacks_pieces` says that there are more pieces than these, so that what these do not hold may stand there.
    ///
    /// # Panics
    /// If there is no piece.
    pub fn assembled(pieces: &[&Document], lacks_pieces: bool) -> Document {
        let (first, others) = pieces.split_first().expect("a draft has at least one piece");
        let mut whole = Document { coverage: coverage(pieces, lacks_pieces), ..(*first).clone() };
        if others.is_empty() {
            return whole;
        }
        whole.pieces = pieces.iter().map(|piece| piece.id.clone()).collect();
        whole.id = whole.pieces.join("+");
        for piece in others {
            whole.metadata = whole.metadata.with_piece(&piece.metadata);
            whole.names.extend(piece.names.iter().cloned());
            whole.references.extend(piece.references.iter().cloned());
            whole.provisions.extend(piece.provisions.iter().cloned());
        }
        whole.references.sort();
        whole.references.dedup();
        // Spans count bytes of the pieces' files, so that what points into one file says nothing of the whole.
        (whole.source, whole.footnotes) = (String::new(), Vec::new());
        (whole.front, whole.loose) = (Vec::new(), Vec::new());
        (whole.mends, whole.furniture, whole.warnings) = (Vec::new(), Vec::new(), Vec::new());
        (whole.headings, whole.left_out, whole.line_spans) = (Vec::new(), Vec::new(), Vec::new());
        whole.words = Default::default();
        tell_pieces_apart(&mut whole);
        whole
    }
}

/// Puts the piece in front of numbers that several pieces have.
fn tell_pieces_apart(whole: &mut Document) {
    let mut counts = BTreeMap::<(Numbering, String), usize>::new();
    for provision in &whole.provisions {
        *counts.entry((provision.numbering, provision.label.clone())).or_default() += 1;
    }
    for provision in &mut whole.provisions {
        if counts[&(provision.numbering, provision.label.clone())] > 1 {
            provision.label = format!("{}/{}", provision.piece(), provision.label);
        }
    }
}

/// What the pieces of a draft hold between them.
fn coverage(pieces: &[&Document], lacks_pieces: bool) -> Coverage {
    let has_whole = pieces.iter().any(|piece| piece.coverage == Coverage::Whole);
    if has_whole && !lacks_pieces {
        return Coverage::Whole;
    }
    let mut sections = Vec::new();
    for piece in pieces {
        let held = match &piece.coverage {
            Coverage::Part { sections } => sections.clone(),
            Coverage::Whole => held_sections(&piece.provisions, &[]),
        };
        for section in held {
            match sections.iter_mut().find(|known: &&mut HeldSection| known.path == section.path) {
                // Where a section begins in one piece and is continued in the next, both hold it whole.
                Some(known) => known.continued &= section.continued,
                None => sections.push(section),
            }
        }
    }
    Coverage::Part { sections }
}
