//! The redline of two texts: which words stayed, were deleted or inserted, or moved.
//!
//! `words` finds the words and numbers them, `weigh` holds them against each other, `options` tells which of several options
//! is to be held against what, `slide` sets a change to the
//! ends of phrases, `moves` finds what only stands elsewhere, `stretches` says it all in bytes of the two texts, and
//! `attributed` sets apart who says it.
//!
//! ```
//! use travaux::diff::{Stretch, redline};
//! use travaux::language::{Language, Reading};
//!
//! let read = |text| Reading::of(text, Language::of(Some("en")));
//! let (old, new) = (read("Ports keep lists."), read("Ports keep public lists."));
//! let inserted = redline(&old, &new).into_iter().find_map(|stretch| match stretch {
//!     Stretch::Inserted { new: place, .. } => Some(new.text[place].trim().to_owned()),
//!     _ => None,
//! });
//! assert_eq!(inserted.as_deref(), Some("public"));
//! ```

mod attributed;
mod moves;
mod options;
mod slide;
mod stretches;
mod weigh;
mod words;

use std::ops::Range;

use tracing::trace_span;

use crate::language::{Alternative, Reading, plain};
use moves::Moved;
pub(crate) use options::are_too_many_options;
use words::Side;

/// A stretch of a redline. Ranges are bytes of the two texts, and the stretches cover both whole:
/// read one after the other, the old ranges give the old text and the new ranges the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// Words in both.
    Unchanged {
        /// Where in the old text.
        old: Range<usize>,
        /// Where in the new text. What a reader does not see may differ: spaces, the form of
        /// quotes and dashes.
        new: Range<usize>,
    },
    /// Words of the old text only.
    Deleted {
        /// Where in the old text.
        old: Range<usize>,
        /// What kind of change it is part of.
        nature: Nature,
    },
    /// Words of the new text only.
    Inserted {
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
    /// Who says it was changed, and not what is said.
    Attribution,
    /// The sign of a bracket came or went.
    Bracket,
}

/// Compares two texts word by word.
///
/// Words are compared with typographic quotes, dashes and spaces made plain and without regard to case;
/// what differs only so is told apart by its [`Nature`], and what cannot be seen is no change at all. A
/// change is shown as what was deleted and then what was inserted. A few words that stayed between two changes are drawn
/// into them, since a reader wants two phrases and not confetti; `weigh` says what is worth a stop.
///
/// Which words are small and hold no changes apart is for the language of the texts to say. Takes 20,000 words a side
/// in well under a second, and gives the same for the same texts always.
pub fn redline(before: &Reading<'_>, after: &Reading<'_>) -> Vec<Stretch> {
    let _stage = trace_span!("redlines").entered();
    let [old, new] = words::sides(before, after);
    // Of readings that are as good as each other the first is taken. Which is first must not depend on which text is the
    // old one, so that swapping the two mirrors the result.
    let is_turned = plain(&before.text) < plain(&after.text);
    let (pieces, moved) = match is_turned {
        false => reading((&old, &before.options), (&new, &after.options)),
        true => {
            let (pieces, moved) = reading((&new, &after.options), (&old, &before.options));
            let mut moved: Vec<_> = moved.into_iter().map(Moved::swapped).collect();
            moved.sort_by_key(|run| run.old.start);
            (pieces.into_iter().map(Piece::swapped).collect(), moved)
        }
    };
    attributed::set_apart(stretches::of(&pieces, &moved, &old, &new), before, after)
}

/// A text's words and its options.
type Text<'a, 't> = (&'a Side<'t>, &'a [Alternative]);

/// How two texts are best read: which words stayed, and what only stands elsewhere.
fn reading((old, olds): Text<'_, '_>, (new, news): Text<'_, '_>) -> (Vec<Piece>, Vec<Moved>) {
    let mut pieces = options::pieces(old, new, [olds, news]);
    slide::to_phrases(&mut pieces, &old.words, &new.words);
    let moved = moves::find(&pieces, &old.words, &new.words);
    (pieces, moved)
}

/// A run of words that is the same in both texts, or differs. Pieces cover the words of both texts in order.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    old: Range<usize>,
    new: Range<usize>,
    same: bool,
}

impl Piece {
    /// The same behind so many words of either text.
    fn behind(&self, old: usize, new: usize) -> Piece {
        let (old, new) = (self.old.start + old..self.old.end + old, self.new.start + new..self.new.end + new);
        Piece { old, new, same: self.same }
    }

    /// The same with the texts the other way round.
    fn swapped(self) -> Piece {
        Piece { old: self.new, new: self.old, same: self.same }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::english;

    /// The redline of two texts in English.
    pub(super) fn redline(old: &str, new: &str) -> Vec<Stretch> {
        let [old, new] = [old, new].map(english);
        super::redline(&old, &new)
    }

    fn shown(old: &str, new: &str) -> String {
        let shown = redline(old, new).into_iter().map(|stretch| match stretch {
            Stretch::Unchanged { new: range, .. } => new[range].trim_end().to_owned(),
            Stretch::Deleted { old: range, nature } => format!("[{}{}]", sign(nature, '-'), old[range].trim_end()),
            Stretch::Inserted { new: range, nature } => format!("{{{}{}}}", sign(nature, '+'), new[range].trim_end()),
        });
        shown.collect::<Vec<_>>().join("|")
    }

    fn sign(nature: Nature, reworded: char) -> char {
        match nature {
            Nature::Reworded => reworded,
            Nature::Moved(_) => '>',
            Nature::Punctuation => '.',
            Nature::Case => 'c',
            Nature::Attribution => 'a',
            Nature::Bracket => 'b',
        }
    }

    #[test]
    fn two_phrases_and_not_confetti() {
        let old = "States should adopt strict procedures to detect fraud.";
        let new = "States should cooperate to establish appropriate procedures to detect fraud.";
        assert_eq!(
            shown(old, new),
            "States should|[-adopt strict]|{+cooperate to establish appropriate}|procedures to detect fraud."
        );
        let old = "Harbours keep a list of the vessels in port.";
        let new = "Harbours ask a master of the guild in writing.";
        assert_eq!(
            shown(old, new),
            "Harbours|[-keep a list of the vessels in port]|{+ask a master of the guild in writing}|."
        );
    }

    #[test]
    fn a_small_word_of_another_language_is_none_here() {
        let (old, new) = ("the crimes of fraud and the war", "the crimes of theft and the war on it");
        assert_eq!(shown(old, new), "the crimes of|[-fraud]|{+theft}|and the war|{+on it}");
        // As with any other noun.
        assert_eq!(
            shown(&old.replace("war", "raid"), &new.replace("war", "raid")),
            shown(old, new).replace("war", "raid")
        );
    }

    #[test]
    fn what_is_not_seen_is_no_change() {
        let pairs = [
            ("so-called “feeder” documents", "so‑called \"feeder\"  documents"),
            ("2019–2020, the Office’s report", "2019-2020, the\u{a0}Office's\nreport "),
            ("smuggling of mi\u{ad}grants", "smuggling \u{200b}of migrants\u{feff}"),
            ("cafe\u{301}s", "caf\u{e9}s"),
        ];
        for (old, new) in pairs {
            let found = redline(old, new);
            assert_eq!(found, [Stretch::Unchanged { old: 0..old.len(), new: 0..new.len() }], "{old}");
        }
    }

    #[test]
    fn punctuation_is_told_from_rewording() {
        assert_eq!(
            shown("Ships and boats report.", "Ships, and boats report;"),
            "Ships|{.,}|and boats report|[..]|{.;}"
        );
        assert_eq!(shown("[Ships] report.", "Ships report."), "[.[]|Ships|[.]]|report.");
        assert_eq!(
            shown("Ports co-operate daily.", "Ports cooperate daily."),
            "Ports|[.co-operate]|{.cooperate}|daily."
        );
        assert_eq!(shown("Ports on the sea-board", "Ports on the sea board"), "Ports on the sea|[.-]|board");
        assert_eq!(shown("Add 2-1 barrels here", "Add 21 barrels here"), "Add|[-2-1]|{+21}|barrels here");
        assert_eq!(shown("Pay 5 % of it", "Pay 5 of it"), "Pay 5|[-%]|of it", "a symbol is a word in short");
    }

    #[test]
    fn case_is_told_from_rewording() {
        assert_eq!(
            shown("The working group met.", "The Working Group met."),
            "The|[cworking group]|{cWorking Group}|met."
        );
        assert_eq!(
            shown("States parties act.", "States Parties shall act."),
            "States|[cparties]|{cParties}|{+shall}|act."
        );
    }

    #[test]
    fn a_clause_comes_with_its_commas() {
        assert_eq!(
            shown("Harbours should keep registers.", "Harbours should, as appropriate, keep registers."),
            "Harbours should|{+, as appropriate,}|keep registers."
        );
        assert_eq!(
            shown("Masters seize, store and sell arms.", "Masters seize, weigh, store and sell arms."),
            "Masters seize,|{+weigh,}|store and sell arms."
        );
    }

    #[test]
    fn a_change_begins_and_ends_with_a_phrase() {
        assert_eq!(
            shown("Ships report. Masters keep lists.", "Ships report. Boats report. Masters keep lists."),
            "Ships report.|{+Boats report.}|Masters keep lists."
        );
        assert_eq!(
            shown("Arms (new) are sold.", "Arms (new) (or used) are sold."),
            "Arms (new)|{+(or used)}|are sold."
        );
        assert_eq!(shown("Boats report.", "Ships report. Boats report."), "{+Ships report.}|Boats report.");
        assert_eq!(shown("Boats report.", "Boats report. Boats report."), "Boats report.|{+Boats report.}");
        assert_eq!(shown("the port of call", "the port of registry or of call"), "the port|{+of registry or}|of call");
    }

    #[test]
    fn compounds_are_changed_whole() {
        assert_eq!(
            shown("A multi-agency centre.", "A inter-agency centre."),
            "A|[-multi-agency]|{+inter-agency}|centre."
        );
    }

    #[test]
    fn empty_sides() {
        assert_eq!(shown("", "New text."), "{+New text.}");
        assert_eq!(shown("Old text.", ""), "[-Old text.]");
        assert!(redline("", "").is_empty());
        assert_eq!(redline(" \n", ""), [Stretch::Unchanged { old: 0..2, new: 0..0 }]);
        assert_eq!(shown(" ", "New"), "|{+New}");
    }

    #[test]
    fn long_texts_without_a_sentence_in_common_have_no_confetti_either() {
        let text = |name: &str| -> String {
            let words = (0..3_000).map(|at| match at {
                1_000..1_004 => format!("shared{at} "),
                _ if at % 10 == 0 => "of ".to_owned(),
                _ => format!("{name}{at} "),
            });
            words.collect()
        };
        let found = redline(&text("old"), &text("new"));
        let same = found.iter().filter(|stretch| matches!(stretch, Stretch::Unchanged { .. })).count();
        assert_eq!((same, found.len()), (1, 5), "the four words side by side, and not every of");
    }
}
