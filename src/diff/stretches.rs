//! A redline in bytes of the two texts, and what kind of change each stretch of it is.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::moves::Moved;
use super::words::{Side, Word};
use super::{Nature, Piece, Stretch};
use crate::language::plain;

/// The stretches of pieces and moved phrases.
pub(super) fn of(pieces: &[Piece], moved: &[Moved], old: &Side, new: &Side) -> Vec<Stretch> {
    let moves = Moves::of(moved);
    let mut writer = Writer { old, new, moves, found: Vec::new(), numbers: FxHashMap::default() };
    writer.wordless();
    for piece in pieces {
        if piece.same {
            writer.same(piece);
        } else {
            writer.change(piece);
        }
    }
    writer.found
}

struct Writer<'s> {
    old: &'s Side<'s>,
    new: &'s Side<'s>,
    moves: Moves,
    found: Vec<Stretch>,
    /// The number of each moved phrase that was met.
    numbers: FxHashMap<usize, usize>,
}

impl Writer<'_> {
    /// A side without a word is all space, which no piece holds and no reader misses.
    fn wordless(&mut self) {
        let all = |side: &Side| if side.words.is_empty() { 0..side.text.len() } else { 0..0 };
        let (old, new) = (all(self.old), all(self.new));
        if !old.is_empty() || !new.is_empty() {
            self.found.push(Stretch::Unchanged { old, new });
        }
    }

    /// Words that stayed. Those whose case was changed are shown as they were and as they are.
    fn same(&mut self, piece: &Piece) {
        let kept = |by: usize| self.old.words[piece.old.start + by].exact == self.new.words[piece.new.start + by].exact;
        let len = piece.old.len();
        let mut from = 0;
        while from < len {
            let is_kept = kept(from);
            let to = (from..len).find(|&by| kept(by) != is_kept).unwrap_or(len);
            let old = bytes(self.old, &(piece.old.start + from..piece.old.start + to));
            let new = bytes(self.new, &(piece.new.start + from..piece.new.start + to));
            if is_kept {
                self.found.push(Stretch::Unchanged { old, new });
            } else {
                self.found.push(Stretch::Deleted { old, nature: Nature::Case });
                self.found.push(Stretch::Inserted { new, nature: Nature::Case });
            }
            from = to;
        }
    }

    /// What was deleted, and then what was inserted.
    fn change(&mut self, piece: &Piece) {
        let deleted = self.parts(&piece.old, |moves| &moves.in_old);
        let inserted = self.parts(&piece.new, |moves| &moves.in_new);
        let left = |parts: &[Part], side: &Side| -> Vec<Word> {
            let rest = parts.iter().filter(|part| part.moved.is_none());
            rest.flat_map(|part| side.words[part.run.clone()].to_vec()).collect()
        };
        let rest = nature(&left(&deleted, self.old), &left(&inserted, self.new), self.old, self.new);
        for part in deleted {
            let nature = part.moved.map_or(rest, Nature::Moved);
            self.found.push(Stretch::Deleted { old: bytes(self.old, &part.run), nature });
        }
        for part in inserted {
            let nature = part.moved.map_or(rest, Nature::Moved);
            self.found.push(Stretch::Inserted { new: bytes(self.new, &part.run), nature });
        }
    }

    /// One side of a change in parts: the phrases of it that moved, and the rest.
    fn parts(&mut self, run: &Range<usize>, side: fn(&Moves) -> &[Place]) -> Vec<Part> {
        let places = side(&self.moves);
        let first = places.partition_point(|(place, _)| place.start < run.start);
        let within = places[first..].iter().take_while(|(place, _)| place.end <= run.end);
        let mut parts = Vec::new();
        let mut from = run.start;
        for (place, id) in within {
            let next = self.numbers.len() + 1;
            let number = *self.numbers.entry(*id).or_insert(next);
            parts.push(Part { run: from..place.start, moved: None });
            parts.push(Part { run: place.clone(), moved: Some(number) });
            from = place.end;
        }
        parts.push(Part { run: from..run.end, moved: None });
        parts.retain(|part| !part.run.is_empty());
        parts
    }
}

/// A part of one side of a change.
struct Part {
    run: Range<usize>,
    /// The number of the phrase, if it moved.
    moved: Option<usize>,
}

/// Where a moved phrase stands in one text, and which it is.
type Place = (Range<usize>, usize);

/// The places of moved phrases in the order of either text.
struct Moves {
    in_old: Vec<Place>,
    in_new: Vec<Place>,
}

impl Moves {
    fn of(moved: &[Moved]) -> Self {
        let places = |side: fn(&Moved) -> &Range<usize>| {
            let mut places: Vec<_> = moved.iter().enumerate().map(|(id, run)| (side(run).clone(), id)).collect();
            places.sort_unstable_by_key(|(place, _)| place.start);
            places
        };
        Moves { in_old: places(|run| &run.old), in_new: places(|run| &run.new) }
    }
}

/// What kind of change it is from some words to others.
fn nature(deleted_words: &[Word], inserted_words: &[Word], old: &Side, new: &Side) -> Nature {
    let letters = |side: &Side, words: &[Word]| -> String {
        let words = words.iter().filter(|word| !word.is_mark());
        words.map(|word| plain(&side.text[word.span.clone()])).collect()
    };
    let words_of = |words: &[Word]| words.iter().filter(|word| !word.is_mark()).count();
    let (deleted, inserted) = (letters(old, deleted_words), letters(new, inserted_words));
    // "co-operate" for "cooperate" is one of punctuation; 21 for 2-1 is not.
    // Where nothing but a space went or came, other words stand there: "a part from", "apart from".
    let marks = |side: &Side, words: &[Word]| -> usize {
        let inside =
            |word: &Word| side.text[word.span.clone()].chars().filter(|letter| !letter.is_alphanumeric()).count();
        words.iter().map(inside).sum()
    };
    let has_fused =
        words_of(deleted_words) != words_of(inserted_words) && marks(old, deleted_words) == marks(new, inserted_words);
    if deleted.contains(char::is_numeric) || has_fused {
        Nature::Reworded
    } else if deleted == inserted {
        Nature::Punctuation
    } else if deleted.to_lowercase() == inserted.to_lowercase() {
        Nature::Case
    } else {
        Nature::Reworded
    }
}

/// The bytes of a run of words. The space behind a word belongs to it, and so does that before the first.
fn bytes(side: &Side, run: &Range<usize>) -> Range<usize> {
    let at = |index: usize| match index {
        0 => 0,
        _ => side.words.get(index).map_or(side.text.len(), |word| word.span.start),
    };
    at(run.start)..at(run.end)
}
