//! The redline of two texts: which words stayed, went, came and moved.
//!
//! Words are found and compared in [`words`], held against each other in [`weigh`], a change is set to the
//! ends of phrases in [`slide`], and what only stands elsewhere is found in [`moves`]. [`stretches`] says it
//! all in bytes of the two texts.

mod moves;
mod slide;
mod stretches;
mod weigh;
mod words;

use std::ops::Range;

/// A stretch of a redline. Ranges are bytes of the two texts, and the stretches cover both whole:
/// read one after the other, the old ranges give the old text and the new ranges the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// Words in both.
    Same {
        /// Where in the old text.
        old: Range<usize>,
        /// Where in the new text. What a reader does not see may differ: spaces, the form of
        /// quotes and dashes.
        new: Range<usize>,
    },
    /// Words of the old text only.
    Gone {
        /// Where in the old text.
        old: Range<usize>,
        /// What kind of change it is part of.
        nature: Nature,
    },
    /// Words of the new text only.
    Came {
        /// Where in the new text.
        new: Range<usize>,
        /// What kind of change it is part of.
        nature: Nature,
    },
}

/// What kind of change a stretch is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// Words were changed.
    Reworded,
    /// A phrase stands elsewhere in the other text. Its two halves have the same number, counted from 1
    /// in the order in which one meets them.
    Moved(usize),
    /// Only punctuation was changed.
    Punctuation,
    /// Only small letters and capitals were changed.
    Case,
}

/// Compares two texts word by word.
///
/// Words are compared with typographic quotes, dashes and spaces made plain and without regard to case;
/// what differs only so is told apart by its [`Nature`], and what cannot be seen is no change at all. A
/// change is shown as what went and then what came. A few words that stayed between two changes are drawn
/// into them, since a reader wants two phrases and not confetti; see [`weigh`] for what is worth a stop.
///
/// Takes 20,000 words a side in well under a second, and gives the same for the same texts always.
pub fn redline(old: &str, new: &str) -> Vec<Stretch> {
    let [old, new] = words::sides(old, new);
    let mut pieces = weigh::pieces(&old.words, &new.words);
    slide::to_phrases(&mut pieces, &old.words, &new.words);
    let moved = moves::find(&pieces, &old.words, &new.words);
    stretches::of(&pieces, &moved, &old, &new)
}

/// A run of words that is the same in both texts, or differs. Pieces cover the words of both texts in order.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    old: Range<usize>,
    new: Range<usize>,
    same: bool,
}

/// Adds a piece, or lengthens the last one if it is of the same kind.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match pieces.last_mut() {
        Some(last) if last.same == piece.same => {
            last.old.end = piece.old.end;
            last.new.end = piece.new.end;
        }
        _ if piece.old.is_empty() && piece.new.is_empty() => {}
        _ => pieces.push(piece),
    }
}
