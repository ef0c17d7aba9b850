//! The redline of two texts: which words stayed, went and came.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::language::{Token, plain, tokens};

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
    Gone(Range<usize>),
    /// Words of the new text only.
    Came(Range<usize>),
}

/// Compares two texts word by word.
///
/// Words are compared with typographic quotes and dashes made plain. A change is shown as what went
/// and then what came, and a few small words between two changes are drawn into them: a reader
/// sees two phrases and not confetti.
pub fn redline(old: &str, new: &str) -> Vec<Stretch> {
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let old_words: Vec<String> = old_tokens.iter().map(|token| plain(&old[token.span.clone()])).collect();
    let new_words: Vec<String> = new_tokens.iter().map(|token| plain(&new[token.span.clone()])).collect();
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old_words, &new_words) {
        pieces.push(match op {
            DiffOp::Equal { old_index, new_index, len } => {
                Piece { old: old_index..old_index + len, new: new_index..new_index + len, same: true }
            }
            DiffOp::Delete { old_index, old_len, new_index } => {
                Piece { old: old_index..old_index + old_len, new: new_index..new_index, same: false }
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                Piece { old: old_index..old_index, new: new_index..new_index + new_len, same: false }
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                Piece { old: old_index..old_index + old_len, new: new_index..new_index + new_len, same: false }
            }
        });
    }
    let merged = without_confetti(pieces, &old_tokens);
    stretches(&merged, (old, &old_tokens), (new, &new_tokens))
}

/// A run of tokens that is the same in both texts, or differs.
#[derive(Debug, Clone)]
struct Piece {
    old: Range<usize>,
    new: Range<usize>,
    same: bool,
}

/// How many words may stand unchanged between two changes and still be drawn into them, provided
/// that they are fewer than the words changed on either side.
const CONFETTI: usize = 2;

fn without_confetti(pieces: Vec<Piece>, old_tokens: &[Token]) -> Vec<Piece> {
    let changed = |piece: &Piece| piece.old.len().max(piece.new.len());
    let mut merged: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.iter().enumerate() {
        let joins = match merged.last() {
            Some(before) if !before.same && !piece.same => true,
            Some(before) if !before.same && piece.same => pieces.get(index + 1).is_some_and(|after| {
                let words = old_tokens[piece.old.clone()].iter().filter(|token| token.is_word).count();
                let around = changed(before).min(changed(after));
                words <= CONFETTI && piece.old.len() <= CONFETTI && piece.old.len() < around
            }),
            _ => false,
        };
        match merged.last_mut() {
            Some(before) if joins => {
                before.old.end = piece.old.end;
                before.new.end = piece.new.end;
            }
            _ => merged.push(piece.clone()),
        }
    }
    merged
}

/// Turns runs of tokens into ranges of bytes. The space behind a word belongs to the word.
fn stretches(pieces: &[Piece], old: (&str, &[Token]), new: (&str, &[Token])) -> Vec<Stretch> {
    let bytes = |(text, tokens): (&str, &[Token]), run: &Range<usize>| {
        let at = |index: usize| match index {
            0 => 0,
            _ => tokens.get(index).map_or(text.len(), |token| token.span.start),
        };
        at(run.start)..at(run.end)
    };
    let mut found = Vec::new();
    for piece in pieces {
        let (gone, came) = (bytes(old, &piece.old), bytes(new, &piece.new));
        if piece.same {
            found.push(Stretch::Same { old: gone, new: came });
            continue;
        }
        if !gone.is_empty() {
            found.push(Stretch::Gone(gone));
        }
        if !came.is_empty() {
            found.push(Stretch::Came(came));
        }
    }
    // A side without a word is all space, and in no piece.
    match (old.1.is_empty() && !old.0.is_empty(), new.1.is_empty() && !new.0.is_empty()) {
        (true, true) => found.push(Stretch::Same { old: 0..old.0.len(), new: 0..new.0.len() }),
        (true, false) => found.insert(0, Stretch::Gone(0..old.0.len())),
        (false, true) => found.push(Stretch::Came(0..new.0.len())),
        (false, false) => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        redline(old, new)
            .into_iter()
            .map(|stretch| match stretch {
                Stretch::Same { new: range, .. } => new[range].to_owned(),
                Stretch::Gone(range) => format!("[-{}-]", old[range].trim_end()),
                Stretch::Came(range) => format!("{{+{}+}}", new[range].trim_end()),
            })
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn two_phrases_and_not_confetti() {
        let old = "States should adopt strict procedures to detect fraud.";
        let new = "States should cooperate to establish appropriate procedures to detect fraud.";
        assert_eq!(
            shown(old, new),
            "States should |[-adopt strict-]|{+cooperate to establish appropriate+}|procedures to detect fraud."
        );
    }

    #[test]
    fn quotes_and_spaces_are_no_change() {
        assert_eq!(
            shown("so-called “feeder” documents", "so‑called \"feeder\"  documents"),
            "so‑called \"feeder\"  documents"
        );
    }

    #[test]
    fn empty_sides() {
        assert_eq!(shown("", "New text."), "{+New text.+}");
        assert_eq!(shown("Old text.", ""), "[-Old text.-]");
        assert!(redline("", "").is_empty());
    }
}
