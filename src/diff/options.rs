//! Which option of a text is held against what: each is a wording of its own, and a text that settles on one is not made of
//! words out of all.

use std::collections::BTreeMap;
use std::ops::Range;

use super::weigh;
use super::words::{Side, Word};
use super::{Piece, push};

/// A text that takes up one option holds at least this share of the words that a comparison with all of them finds; one that
/// holds less is made out of several.
const OF_ONE: f64 = 0.85;

/// From how many words in common, as a share of those of both (the Dice coefficient), one option is another's counterpart.
const COUNTERPART: f64 = 0.2;

/// The pieces of two texts, each with its options in bytes.
pub(super) fn pieces(old: &Side<'_>, new: &Side<'_>, options: [&[Range<usize>]; 2]) -> Vec<Piece> {
    let whole = weigh::pieces(&old.words, &new.words);
    let [olds, news] = [Parts::of(&old.words, options[0]), Parts::of(&new.words, options[1])];
    let by_option = match (olds.options.len() > 1, news.options.len() > 1) {
        (false, false) => return whole,
        (true, false) => of_one(&olds, &old.words, &new.words),
        (false, true) => of_one(&news, &new.words, &old.words).into_iter().map(Piece::swapped).collect(),
        (true, true) => of_pairs((&olds, &old.words), (&news, &new.words)),
    };
    let stayed = |pieces: &[Piece]| -> usize {
        let same = pieces.iter().filter(|piece| piece.same).flat_map(|piece| &old.words[piece.old.clone()]);
        same.filter(|word| word.is_content()).count()
    };
    if stayed(&by_option) as f64 >= OF_ONE * stayed(&whole) as f64 { by_option } else { whole }
}

/// The words of a text before its options, and those of each.
struct Parts {
    head: Range<usize>,
    options: Vec<Range<usize>>,
}

impl Parts {
    fn of(words: &[Word], options: &[Range<usize>]) -> Self {
        let mut cuts: Vec<usize> =
            options.iter().map(|option| words.partition_point(|word| word.span.start < option.start)).collect();
        cuts.push(words.len());
        Parts { head: 0..cuts[0], options: cuts.windows(2).map(|ends| ends[0]..ends[1]).collect() }
    }
}

/// How many words of content two stretches have in common, each as often as both have it, and the Dice coefficient.
fn common(old: &[Word], new: &[Word]) -> (usize, f64) {
    let mut counts = BTreeMap::<u32, usize>::new();
    let keys = |words: &[Word]| words.iter().filter(|word| word.is_content()).map(|word| word.key).collect::<Vec<_>>();
    let (before, after) = (keys(old), keys(new));
    before.iter().for_each(|key| *counts.entry(*key).or_default() += 1);
    let is_there = |key: &&u32| counts.get_mut(key).filter(|count| **count > 0).map(|count| *count -= 1).is_some();
    let common = after.iter().filter(is_there).count();
    let all = before.len() + after.len();
    (common, if all == 0 { 0.0 } else { 2.0 * common as f64 / all as f64 })
}

/// The pieces of a text with options and of one without: the option that is most like it is held against it, with what stands
/// before all options; the others went.
fn of_one(parts: &Parts, old: &[Word], new: &[Word]) -> Vec<Piece> {
    let alike: Vec<f64> = parts.options.iter().map(|option| common(&old[option.clone()], new).1).collect();
    let most = alike.iter().copied().fold(0.0, f64::max);
    let Some(taken) = parts.options.iter().zip(&alike).find(|(_, alike)| **alike >= most).map(|(option, _)| option)
    else {
        return Vec::new();
    };
    let head = parts.head.end;
    let held = [&old[..head], &old[taken.clone()]].concat();
    let (before, behind) = parted(weigh::pieces(&held, new), head);
    let mut found = Vec::new();
    before.into_iter().for_each(|piece| push(&mut found, piece));
    let at = found.last().map_or(0, |piece| piece.new.end);
    push(&mut found, Piece { old: head..taken.start, new: at..at, same: false });
    let skipped = taken.start - head;
    behind.into_iter().for_each(|piece| push(&mut found, piece.behind(skipped, 0)));
    push(&mut found, Piece { old: taken.end..old.len(), new: new.len()..new.len(), same: false });
    found
}

/// Pieces up to a word of the old text, and those behind it.
fn parted(pieces: Vec<Piece>, at: usize) -> (Vec<Piece>, Vec<Piece>) {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for piece in pieces {
        if piece.old.end <= at {
            before.push(piece);
        } else if piece.old.start >= at {
            behind.push(piece);
        } else {
            // What came instead of words on both sides stands before the word.
            let cut = if piece.same { piece.new.start + (at - piece.old.start) } else { piece.new.end };
            before.push(Piece { old: piece.old.start..at, new: piece.new.start..cut, same: piece.same });
            behind.push(Piece { old: at..piece.old.end, new: cut..piece.new.end, same: piece.same });
        }
    }
    (before, behind)
}

/// The pieces of two texts with options: each is held against its counterpart, and none is if it has none.
fn of_pairs((olds, old): (&Parts, &[Word]), (news, new): (&Parts, &[Word])) -> Vec<Piece> {
    let mut found = Vec::new();
    let head = weigh::pieces(&old[olds.head.clone()], &new[news.head.clone()]);
    head.into_iter().for_each(|piece| push(&mut found, piece));
    let mut ends = (olds.head.end, news.head.end);
    for (at, there) in counterparts((olds, old), (news, new)) {
        let (before, after) = (&olds.options[at], &news.options[there]);
        push(&mut found, Piece { old: ends.0..before.start, new: ends.1..after.start, same: false });
        for piece in weigh::pieces(&old[before.clone()], &new[after.clone()]) {
            push(&mut found, piece.behind(before.start, after.start));
        }
        ends = (before.end, after.end);
    }
    push(&mut found, Piece { old: ends.0..old.len(), new: ends.1..new.len(), same: false });
    found
}

/// Which options are counterparts, in the order of both texts, so that the most words stay.
fn counterparts((olds, old): (&Parts, &[Word]), (news, new): (&Parts, &[Word])) -> Vec<(usize, usize)> {
    let (rows, columns) = (olds.options.len(), news.options.len());
    let stay = |at: usize, there: usize| {
        let (common, share) = common(&old[olds.options[at].clone()], &new[news.options[there].clone()]);
        if share >= COUNTERPART { common } else { 0 }
    };
    let stay: Vec<Vec<usize>> = (0..rows).map(|at| (0..columns).map(|there| stay(at, there)).collect()).collect();
    // How many words stay at best among the options behind these.
    let mut best = vec![vec![0; columns + 1]; rows + 1];
    for at in (0..rows).rev() {
        for there in (0..columns).rev() {
            let paired = best[at + 1][there + 1] + stay[at][there];
            best[at][there] = paired.max(best[at + 1][there]).max(best[at][there + 1]);
        }
    }
    let (mut at, mut there) = (0, 0);
    let mut found = Vec::new();
    while at < rows && there < columns {
        if stay[at][there] > 0 && best[at][there] == best[at + 1][there + 1] + stay[at][there] {
            found.push((at, there));
            (at, there) = (at + 1, there + 1);
        } else if best[at][there] == best[at + 1][there] {
            at += 1;
        } else {
            there += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::brackets::Bracketed;
    use crate::diff::{Stretch, redline};
    use crate::language::{Reading, english};

    /// What stayed of the old text, a piece each.
    fn stayed(old: &str, new: &str) -> Vec<String> {
        let read = |text| {
            let options = Bracketed::of(text, Some("en")).outermost_options().collect();
            Reading { options, ..english(text) }
        };
        let stretches = redline(&read(old), &read(new));
        let of = |stretch: &Stretch| match stretch {
            Stretch::Unchanged { old: place, .. } => Some(old[place.clone()].trim().to_owned()),
            _ => None,
        };
        stretches.iter().filter_map(of).collect()
    }

    const OLD: &str = "Pilots\n\
        Option 1: Ports shall pay the pilots of the coast for each ship that calls in winter.\n\
        Option 2: Ports should pay the pilots of the river for each ship that calls in winter and in spring.";

    #[test]
    fn the_option_that_was_taken_is_held_against_the_text() {
        let new = "Pilots\nPorts should pay the pilots of the river for each ship that calls in winter.";
        let found = stayed(OLD, new);
        assert_eq!(
            found.concat().replace(' ', ""),
            "PilotsPortsshouldpaythepilotsoftheriverforeachshipthatcallsinwinter."
        );
        assert!(found.iter().any(|piece| piece.starts_with("Ports should pay")), "{found:?}");
        // The other way round what was one is an option now.
        assert_eq!(stayed(new, OLD), found);
    }

    #[test]
    fn an_option_is_held_against_its_counterpart() {
        let new = "Pilots\n\
            Option 1: The guild pays nobody.\n\
            Option 2: Ports shall pay the pilots of the coast for each ship that calls in winter.\n\
            Option 3: Ports should pay the pilots of the river for each ship that calls in winter and in spring.";
        let found = stayed(OLD, new);
        assert!(found.iter().any(|piece| piece.contains("Ports shall pay the pilots of the coast")), "{found:?}");
        assert!(found.iter().any(|piece| piece.contains("Ports should pay the pilots of the river")), "{found:?}");
    }

    #[test]
    fn what_is_made_of_several_options_holds_the_words_of_each() {
        let new = "Pilots\nPorts shall pay the pilots of the coast for each ship. \
            Ports should pay the pilots of the river for each ship that calls in winter and in spring.";
        let found = stayed(OLD, new);
        assert!(found.iter().any(|piece| piece.contains("the pilots of the coast")), "{found:?}");
        assert!(found.iter().any(|piece| piece.contains("the pilots of the river")), "{found:?}");
    }
}
