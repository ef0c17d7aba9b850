//! Phrases that went at one place and came at another.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Piece;
use super::words::Word;

/// How many words of content a phrase needs to be called moved. With two, the recommendations of 2019 have two such
/// phrases, "with a view to reducing" and "raise awareness", and both did move; three words of any kind would
/// miss the second.
const LEAST_CONTENT: usize = 2;

/// A phrase that moved, in words of the two texts: the same but for case, and for marks at its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

impl Moved {
    /// The same with the texts the other way round.
    pub(super) fn swapped(self) -> Moved {
        Moved { old: self.new, new: self.old }
    }
}

/// The phrases that moved, in the order of the old text, none overlapping another.
///
/// A phrase is known by two words side by side that each text has once and no more, one of them gone and
/// the other come: a turn of phrase that also stands elsewhere did not move from anywhere. From there it
/// reaches as far as both texts agree. The longest are taken first.
pub(super) fn find(pieces: &[Piece], old: &[Word], new: &[Word]) -> Vec<Moved> {
    let homes = [home(pieces, old.len(), |piece| &piece.old), home(pieces, new.len(), |piece| &piece.new)];
    let mut found = runs(&homes, old, new);
    found.sort_by_key(|run| (std::cmp::Reverse(run.old.len()), run.old.start));
    let mut taken = [vec![false; old.len()], vec![false; new.len()]];
    let mut moved = Vec::new();
    for run in found {
        let Some(run) = phrase(free(run, &taken), old, new) else { continue };
        taken[0][run.old.clone()].fill(true);
        taken[1][run.new.clone()].fill(true);
        moved.push(run);
    }
    moved.sort_by_key(|run| run.old.start);
    moved.into_iter().map(|run| with_marks(&run, &homes, &mut taken, old, new)).collect()
}

/// For each word, the change it is part of.
fn home(pieces: &[Piece], len: usize, side: fn(&Piece) -> &Range<usize>) -> Vec<Option<usize>> {
    let mut homes = vec![None; len];
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| !piece.same) {
        homes[side(piece).clone()].fill(Some(at));
    }
    homes
}

/// The longest runs that both texts have around each pair of words that is a phrase's own.
fn runs(homes: &[Vec<Option<usize>>; 2], old: &[Word], new: &[Word]) -> Vec<Moved> {
    let [old_pairs, new_pairs] = [lone_pairs(old), lone_pairs(new)];
    let mut seeds: Vec<(usize, usize)> = old_pairs
        .into_iter()
        .filter_map(|(pair, at)| Some((at?, new_pairs.get(&pair).copied()??)))
        .filter(|&(at, to)| homes[0][at].is_some() && homes[1][to].is_some())
        .collect();
    // Seeds of one run stand side by side, and only the first is followed.
    seeds.sort_unstable_by_key(|&(at, to)| (at.wrapping_sub(to), at));
    let agree = |at: usize, to: usize| old[at].key == new[to].key;
    let mut found: Vec<Moved> = Vec::new();
    for (at, to) in seeds {
        if found
            .last()
            .is_some_and(|run| at.wrapping_sub(to) == run.old.start.wrapping_sub(run.new.start) && at < run.old.end)
        {
            continue;
        }
        let within = |i: usize, j: usize| homes[0][i] == homes[0][at] && homes[1][j] == homes[1][to] && agree(i, j);
        let back = (1..=at.min(to)).take_while(|by| within(at - by, to - by)).count();
        let on = (0..(old.len() - at).min(new.len() - to)).take_while(|by| within(at + by, to + by)).count();
        found.push(Moved { old: at - back..at + on, new: to - back..to + on });
    }
    found
}

/// Each pair of words side by side, and where it stands if it stands in one place only.
fn lone_pairs(words: &[Word]) -> FxHashMap<(u32, u32), Option<usize>> {
    let mut places = FxHashMap::default();
    for (at, pair) in words.windows(2).enumerate() {
        if !pair[0].is_mark() && !pair[1].is_mark() {
            places.entry((pair[0].key, pair[1].key)).and_modify(|place| *place = None).or_insert(Some(at));
        }
    }
    places
}

/// A run without the words at its ends that a longer one has taken.
fn free(mut run: Moved, taken: &[Vec<bool>; 2]) -> Moved {
    let used = |at: usize, to: usize| taken[0][at] || taken[1][to];
    while !run.old.is_empty() && used(run.old.start, run.new.start) {
        (run.old.start, run.new.start) = (run.old.start + 1, run.new.start + 1);
    }
    let len = run.old.clone().zip(run.new.clone()).take_while(|&(at, to)| !used(at, to)).count();
    (run.old.end, run.new.end) = (run.old.start + len, run.new.start + len);
    run
}

/// A run from its first word to its last, if it says enough. No compound is taken apart.
fn phrase(mut run: Moved, old: &[Word], new: &[Word]) -> Option<Moved> {
    let cut = |at: usize, to: usize| {
        [(old, at), (new, to)].iter().any(|(words, at)| words.get(*at).is_some_and(|word| word.joined))
    };
    while !run.old.is_empty() && (old[run.old.start].is_mark() || cut(run.old.start, run.new.start)) {
        (run.old.start, run.new.start) = (run.old.start + 1, run.new.start + 1);
    }
    while !run.old.is_empty() && (old[run.old.end - 1].is_mark() || cut(run.old.end, run.new.end)) {
        (run.old.end, run.new.end) = (run.old.end - 1, run.new.end - 1);
    }
    let says = old[run.old.clone()].iter().filter(|word| word.is_content()).count();
    (says >= LEAST_CONTENT).then_some(run)
}

/// A phrase with the marks around it, if nothing else is left of the change on that side.
fn with_marks(
    run: &Moved,
    homes: &[Vec<Option<usize>>; 2],
    taken: &mut [Vec<bool>; 2],
    old: &[Word],
    new: &[Word],
) -> Moved {
    let mut widened = [run.old.clone(), run.new.clone()];
    for (side, words) in [old, new].into_iter().enumerate() {
        let range = &mut widened[side];
        let (home, taken) = (&homes[side], &mut taken[side]);
        let own = home[range.start];
        let is_loose = |at: usize, taken: &[bool]| home[at] == own && !taken[at] && words[at].is_rim();
        let ends = |at: Option<usize>, taken: &[bool]| at.is_none_or(|at| home.get(at) != Some(&own) || taken[at]);
        let back = range.clone().start - (0..range.start).rev().take_while(|&at| is_loose(at, taken)).count();
        let on = range.end + (range.end..words.len()).take_while(|&at| is_loose(at, taken)).count();
        if ends(back.checked_sub(1), taken) {
            range.start = back;
        }
        if ends(Some(on), taken) {
            range.end = on;
        }
        taken[range.clone()].fill(true);
    }
    let [old, new] = widened;
    Moved { old, new }
}

#[cfg(test)]
mod tests {
    use crate::diff::tests::redline;
    use crate::diff::{Nature, Stretch};

    /// The halves of the phrases that moved: what went, what came.
    fn moved(old: &str, new: &str) -> Vec<(usize, String)> {
        let halves = redline(old, new).into_iter().filter_map(|stretch| match stretch {
            Stretch::Deleted { old: range, nature: Nature::Moved(number) } => {
                Some((number, format!("- {}", &old[range])))
            }
            Stretch::Inserted { new: range, nature: Nature::Moved(number) } => {
                Some((number, format!("+ {}", &new[range])))
            }
            _ => None,
        });
        halves.map(|(number, half)| (number, half.trim_end().to_owned())).collect()
    }

    #[test]
    fn a_phrase_moves_with_its_commas_and_its_capital() {
        let old = "Upon written request, the harbour masters should keep registers of all vessels and their cargo.";
        let new = "The harbour masters should, upon written request, keep registers of all vessels and their cargo.";
        let halves = moved(old, new);
        assert_eq!(halves, [(1, "- Upon written request,".to_owned()), (1, "+ , upon written request,".to_owned())]);
    }

    #[test]
    fn the_lighter_phrase_is_the_one_that_moved() {
        let old = "Inspectors visit sugar refineries every second year and report to the harbour master.";
        let new = "Every second year inspectors visit sugar refineries and report to the harbour master.";
        assert_eq!(moved(old, new), [(1, "+ Every second year".to_owned()), (1, "- every second year".to_owned())]);
    }

    #[test]
    fn one_word_of_content_or_a_turn_that_stands_elsewhere_did_not_move() {
        let old = "Harbours promptly keep registers of vessels and of the cargo that they carry.";
        let new = "Harbours keep registers of vessels and of the cargo that they carry promptly.";
        assert_eq!(moved(old, new), []);
        let old = "Port masters keep registers of all sea vessels. Boats report to port masters.";
        let new = "Registers of all sea vessels are kept by port masters. Boats report to port masters.";
        assert_eq!(moved(old, new), []);
    }

    #[test]
    fn a_word_moves_with_one_phrase_only() {
        let old = "List sealed crates barrels sacks chests before inspectors of the harbour open every locked store.";
        let new = "List before inspectors of the harbour open every locked store. Sealed crates barrels wait. \
                   Barrels sacks chests wait.";
        let halves = ["- sealed crates barrels", "- sacks chests", "+ Sealed crates barrels", "+ sacks chests"];
        let numbers = [1, 2, 1, 2];
        let expected: Vec<(usize, String)> = numbers.into_iter().zip(halves.map(str::to_owned)).collect();
        assert_eq!(moved(old, new), expected);
    }

    #[test]
    fn no_compound_is_taken_apart() {
        let old = "Sea-going vessels report annually to the harbour master of the port where they are registered.";
        let new = "Annually to the harbour master of the port where they are registered report ocean-going vessels.";
        assert_eq!(moved(old, new), [], "going vessels");
    }

    #[test]
    fn moved_phrases_are_counted_as_one_meets_them() {
        let old =
            "Upon written request, inspectors open sealed crates and count every barrel, within two working days.";
        let new =
            "Within two working days, inspectors open sealed crates and count every barrel, upon written request.";
        let halves: Vec<(usize, char)> =
            moved(old, new).into_iter().filter_map(|(number, half)| Some((number, half.chars().next()?))).collect();
        assert_eq!(halves, [(1, '-'), (2, '+'), (2, '-'), (1, '+')]);
    }
}
