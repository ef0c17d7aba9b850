//! The parts of a text with brackets: what of it is settled, and between which operative phrases there is a choice.

use crate::anatomy::{Anatomy, Lexicon};
use crate::brackets::{Bracketed, united};
use crate::language::Reading;

/// How many wordings of one text are read beside the first of each choice.
const MOST: usize = 48;

/// How much is read of them in all, in bytes: of a very long text few or none.
const MOST_BYTES: usize = 1_000_000;

/// The parts of a text. Of each choice the first wording is read; what is open about it is noted.
pub(super) fn anatomy(reading: &Reading<'_>, bracketed: &Bracketed, lexicon: &Lexicon) -> Anatomy {
    if bracketed.is_empty() {
        return Anatomy::of_reading(reading, &reading.attributed, lexicon);
    }
    let text = &*reading.text;
    let with = |picks: &[(usize, Option<usize>)], and: &[std::ops::Range<usize>]| {
        let mut silent = bracketed.silent(picks);
        silent.extend(reading.attributed.iter().cloned());
        silent.extend(and.iter().cloned());
        Anatomy::of_reading(reading, &united(silent), lexicon)
    };
    let tried = bracketed.choices().iter().enumerate().filter(|(_, choice)| choice.members.len() > 1);
    let others = tried.flat_map(|(at, choice)| (1..choice.members.len()).map(move |pick| (at, Some(pick))));
    let most = MOST.min(MOST_BYTES / text.len().max(1));
    let others: Vec<Anatomy> = others.take(most).map(|pick| with(&[pick], &[])).collect();
    with(&[], &[]).with_open(with(&[], &bracketed.open(text)), &others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anatomy::Lexicons;
    use crate::language::Language;

    fn read(text: &str) -> Anatomy {
        let lexicons = Lexicons::built_in();
        let lexicon = lexicons.of(Some("en")).unwrap();
        anatomy(&Reading::of(text, Language::of(Some("en"))), &Bracketed::of(text, Some("en")), lexicon)
    }

    #[test]
    fn a_choice_of_strength_is_open() {
        let open = |text: &str| read(text).operative.unwrap().open;
        assert_eq!(open("States [shall][should][may] keep lists."), ["shall", "should", "may"]);
        assert_eq!(open("States [EU: shall][Chile: should] keep lists."), ["shall", "should"]);
        assert_eq!(open("States [shall/should] keep lists."), ["shall", "should"]);
        assert_eq!(open("States shall keep [public] lists."), [""; 0]);
        assert_eq!(open("[States shall keep lists.]"), [""; 0], "whether it is to be is open, and not what it says");
    }

    #[test]
    fn what_is_in_brackets_is_read_and_not_settled() {
        let anatomy = read("States shall keep lists[, but not of boats,] in accordance with domestic law.");
        assert_eq!(anatomy.negations, ["not"]);
        assert_eq!(anatomy.settled().negations, [""; 0]);
        assert_eq!(anatomy.settled().qualifiers.len(), 1);
        let anatomy = read("[Other] States shall keep lists.");
        assert_eq!(anatomy.addressee.as_deref(), Some("Other States"));
        assert_eq!(anatomy.settled().addressee.as_deref(), Some("States"));
    }

    #[test]
    fn who_proposes_is_not_whom_it_addresses() {
        let anatomy = read("States [EU, Norway: shall] keep lists.");
        assert_eq!(anatomy.addressee.as_deref(), Some("States"));
    }
}
