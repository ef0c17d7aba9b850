//! Which option of a text is held against what: each is a wording of its own, and a text that settles on one is not made of
//! words out of all.

use std::ops::Range;

use super::weigh;
use super::words::{Side, Word};
use super::{Piece, push};
use crate::language::Alternative;

/// A text that takes up one option holds at least this share of the words that a comparison with all of them finds; one that
/// holds less is made out of several.
const OF_ONE: f64 = 0.85;

/// From how many words in common, as a share of those of both (the Dice coefficient), one option is another's counterpart.
const COUNTERPART: f64 = 0.2;

/// How many pairs of options are looked at: some three hundred on either side, where texts that anybody negotiates have ten.
const MOST_PAIRS: usize = 100_000;

/// Whether two texts have more options than can be held against each other one by one; then they are compared as any other text.
pub(crate) fn are_too_many_options(old: usize, new: usize) -> bool {
    old > 1 && new > 1 && old.saturating_mul(new) > MOST_PAIRS
}

/// The pieces of two texts, each with its options.
pub(super) fn pieces(old: &Side<'_>, new: &Side<'_>, options: [&[Alternative]; 2]) -> Vec<Piece> {
    let whole = weigh::pieces(&old.words, &new.words);
    if whole.iter().all(|piece| piece.same) {
        return whole;
    }
    let [olds, news] = [Parts::of(&old.words, options[0]), Parts::of(&new.words, options[1])];
    let by_option = match (olds.options.len() > 1, news.options.len() > 1) {
        (false, false) => return whole,
        (true, false) => of_one(&olds, &old.words, &new.words),
        (false, true) => of_one(&news, &new.words, &old.words).into_iter().map(Piece::swapped).collect(),
        (true, true) if !are_too_many_options(olds.options.len(), news.options.len()) => {
            of_pairs((&olds, &old.words), (&news, &new.words))
        }
        (true, true) => return whole,
    };
    let stayed = |pieces: &[Piece]| -> usize {
        let same = pieces.iter().filter(|piece| piece.same).flat_map(|piece| &old.words[piece.old.clone()]);
        same.filter(|word| word.is_content()).count()
    };
    if stayed(&by_option) as f64 >= OF_ONE * stayed(&whole) as f64 { by_option } else { whole }
}

/// The words of a text before its options, those of each option, and those behind the last.
struct Parts {
    head: Range<usize>,
    /// With the words of its mark.
    options: Vec<Range<usize>>,
    /// Without them.
    wordings: Vec<Range<usize>>,
    /// What stands behind the options of a provision that others follow.
    tail: Range<usize>,
}

impl Parts {
    fn of(words: &[Word], options: &[Alternative]) -> Self {
        let begun = |at: usize| words.partition_point(|word| word.span.start < at);
        let end = options.last().map_or(words.len(), |last| begun(last.wording.end.max(last.mark.end)));
        let mut cuts: Vec<usize> = options.iter().map(|option| begun(option.mark.start)).collect();
        cuts.push(end);
        let ranges: Vec<Range<usize>> = cuts.windows(2).map(|ends| ends[0]..ends[1]).collect();
        let wording =
            |(option, range): (&Alternative, &Range<usize>)| begun(option.wording.start).min(range.end)..range.end;
        Parts {
            head: 0..cuts[0],
            wordings: options.iter().zip(&ranges).map(wording).collect(),
            options: ranges,
            tail: end..words.len(),
        }
    }
}

/// The words of content of a stretch: each with how often it stands there, in the order of their keys, and how many there are.
struct Counts {
    of_each: Vec<(u32, usize)>,
    all: usize,
}

impl Counts {
    fn of(words: &[Word]) -> Self {
        let mut keys: Vec<u32> = words.iter().filter(|word| word.is_content()).map(|word| word.key).collect();
        keys.sort_unstable();
        let of_each = keys.chunk_by(|one, other| one == other).map(|alike| (alike[0], alike.len())).collect();
        Counts { of_each, all: keys.len() }
    }

    /// How many words two stretches have in common, each as often as both have it, and the Dice coefficient. The words of the
    /// shorter one are looked up.
    fn common(&self, other: &Counts) -> (usize, f64) {
        let (few, many) = if self.of_each.len() <= other.of_each.len() { (self, other) } else { (other, self) };
        let in_both = |&(key, count): &(u32, usize)| {
            let at = many.of_each.binary_search_by_key(&key, |&(key, _)| key);
            at.map_or(0, |at| many.of_each[at].1.min(count))
        };
        let common: usize = few.of_each.iter().map(in_both).sum();
        let all = self.all + other.all;
        (common, if all == 0 { 0.0 } else { 2.0 * common as f64 / all as f64 })
    }
}

/// The pieces of a text with options and of one without: the option that is most like it is held against it, with what stands
/// before all options; the others went.
fn of_one(parts: &Parts, old: &[Word], new: &[Word]) -> Vec<Piece> {
    let all = Counts::of(new);
    let alike: Vec<f64> = parts.wordings.iter().map(|one| Counts::of(&old[one.clone()]).common(&all).1).collect();
    let most = alike.iter().copied().fold(0.0, f64::max);
    let Some(taken) = parts.options.iter().zip(&alike).find(|(_, alike)| **alike >= most).map(|(option, _)| option)
    else {
        return Vec::new();
    };
    let stretches = [parts.head.clone(), taken.clone(), parts.tail.clone()];
    let held = stretches.clone().map(|stretch| &old[stretch]).concat();
    let mut left = weigh::pieces(&held, new);
    let mut found = Vec::new();
    // What was left out stands before each stretch.
    let (mut passed, mut end, mut at) = (0, 0, 0);
    for stretch in stretches {
        push(&mut found, Piece { old: end..stretch.start, new: at..at, same: false });
        let (own, behind) = parted(left, passed + stretch.len());
        let skipped = stretch.start - passed;
        own.into_iter().for_each(|piece| push(&mut found, piece.behind(skipped, 0)));
        at = found.last().map_or(0, |piece| piece.new.end);
        left = behind;
        passed += stretch.len();
        end = stretch.end;
    }
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
    push(&mut found, Piece { old: ends.0..olds.tail.start, new: ends.1..news.tail.start, same: false });
    for piece in weigh::pieces(&old[olds.tail.clone()], &new[news.tail.clone()]) {
        push(&mut found, piece.behind(olds.tail.start, news.tail.start));
    }
    found
}

/// Which options are counterparts, in the order of both texts, so that the most words stay.
fn counterparts((olds, old): (&Parts, &[Word]), (news, new): (&Parts, &[Word])) -> Vec<(usize, usize)> {
    let counts = |parts: &Parts, words: &[Word]| -> Vec<Counts> {
        parts.wordings.iter().map(|wording| Counts::of(&words[wording.clone()])).collect()
    };
    let (before, after) = (counts(olds, old), counts(news, new));
    let (rows, columns) = (before.len(), after.len());
    let stay = |at: usize, there: usize| {
        let (common, share) = before[at].common(&after[there]);
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
        let read = |text| Bracketed::of(text, Some("en")).marked(english(text));
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

    #[test]
    fn what_follows_the_options_is_no_part_of_the_last() {
        let long = "Ports shall pay the pilots of the coast for each ship that calls in winter.";
        let first =
            format!("Option 1: {long}\nOption 2: The guild pays whoever serves the locks of the river in spring.");
        let joined = Reading::joined(&[
            Bracketed::of(&first, Some("en")).marked(english(&first)),
            english("Keepers mend the lamps."),
        ]);
        let new = format!("{long} Keepers mend the lamps.");
        let stretches = redline(&joined, &english(&new));
        let inserted = stretches.iter().filter(|stretch| matches!(stretch, Stretch::Inserted { .. })).count();
        assert_eq!(inserted, 0, "{stretches:?}");
    }

    #[test]
    fn that_both_are_options_makes_no_counterparts() {
        let long = "Option 2: Ports should pay the pilots of the river for each ship that calls in winter, in spring and before every \
                    feast, as the guild and the masters decide each year.";
        let kept =
            stayed(&format!("Option 1: Mend quays.\n{long}"), &format!("Option 1: Sell lamps.\n{long}")).concat();
        assert!(!kept.contains("Option 1"), "{kept}");
    }
}
