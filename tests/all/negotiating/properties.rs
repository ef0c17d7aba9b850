//! What holds of any text with brackets.

use proptest::prelude::*;
use travaux::brackets::Bracketed;
use travaux::diff::redline;
use travaux::fate::{FateKind, fates};
use travaux::language::{Language, Reading};

/// A piece of a made-up text: fixed words, or wordings to choose from.
#[derive(Debug, Clone)]
enum Piece {
    Fixed(usize),
    Choice(Vec<usize>),
}

/// A text of pieces, each of so many words of its own, and the fixed part of it.
#[derive(Debug)]
struct Made {
    text: String,
    fixed: String,
    /// The wordings of each choice.
    choices: Vec<Vec<String>>,
}

/// A word that no other text has, and no language.
fn word(number: usize) -> String {
    let letters = "bcdfghjklmnpqrstvz".as_bytes();
    let digit = |at: u32| letters[number / letters.len().pow(at) % letters.len()] as char;
    format!("{}o{}a{}u", digit(2), digit(1), digit(0))
}

fn made(pieces: &[Piece]) -> Made {
    let mut next = 0;
    let mut some = |count: usize| -> String {
        let words: Vec<String> = (0..count)
            .map(|_| {
                next += 1;
                word(next)
            })
            .collect();
        words.join(" ")
    };
    let mut made = Made { text: some(2), fixed: String::new(), choices: Vec::new() };
    made.fixed = made.text.clone();
    for piece in pieces {
        match piece {
            Piece::Fixed(count) => {
                let words = some(*count);
                made.text.push_str(&format!(" {words}"));
                made.fixed.push_str(&format!(" {words}"));
            }
            Piece::Choice(counts) => {
                let wordings: Vec<String> = counts.iter().map(|&count| some(count)).collect();
                let brackets: String = wordings.iter().map(|wording| format!("[{wording}]")).collect();
                let behind = some(2);
                made.text.push_str(&format!(" {brackets} {behind}"));
                made.fixed.push_str(&format!(" {behind}"));
                made.choices.push(wordings);
            }
        }
    }
    made
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let piece =
        prop_oneof![(1usize..6).prop_map(Piece::Fixed), prop::collection::vec(1usize..5, 1..4).prop_map(Piece::Choice)];
    prop::collection::vec(piece, 1..9)
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

proptest! {
    #[test]
    fn dropping_all_brackets_leaves_the_fixed_part(pieces in pieces()) {
        let made = made(&pieces);
        let bracketed = Bracketed::of(&made.text, Some("en"));
        prop_assert_eq!(bracketed.fixed(&made.text), made.fixed.clone());
        prop_assert!(Bracketed::of(&made.fixed, Some("en")).is_empty());
        prop_assert_eq!(letters(&bracketed.whole(&made.text)), letters(&made.text));
    }

    #[test]
    fn choosing_at_random_and_comparing_reports_the_choices(pieces in pieces(), seed in any::<u64>()) {
        let made = made(&pieces);
        let bracketed = Bracketed::of(&made.text, Some("en"));
        prop_assert_eq!(bracketed.choices().len(), made.choices.len());
        let pick = |at: usize, count: usize| {
            let drawn = (seed.rotate_left(7 * at as u32) as usize) % (count + 1);
            (drawn < count).then_some(drawn)
        };
        let picks: Vec<Option<usize>> = made.choices.iter().enumerate().map(|(at, one)| pick(at, one.len())).collect();
        let chosen = bracketed.chosen(&made.text, &picks);
        let read = |text, open: &Bracketed| Reading {
            signs: signs(open).into(),
            ..Reading::of(text, Language::of(Some("en")))
        };
        let settled = Bracketed::of(&chosen, Some("en"));
        prop_assert!(settled.is_empty());
        let redline = redline(&read(&made.text, &bracketed), &read(&chosen, &settled));
        let fates = fates((&made.text, &bracketed), (&chosen, &settled), &redline);
        for ((wordings, pick), fate) in made.choices.iter().zip(&picks).zip(&fates) {
            let texts: Vec<&str> = fate.wordings.iter().map(|one| one.text.as_str()).collect();
            prop_assert_eq!(&texts, wordings);
            let expected = match (pick, wordings.len()) {
                (None, _) => FateKind::Dropped,
                (Some(_), 1) => FateKind::Lifted,
                (Some(_), _) => FateKind::Resolved,
            };
            prop_assert_eq!(fate.kind, expected, "{:?} of {:?}", pick, wordings);
            if let (FateKind::Resolved, Some(pick)) = (fate.kind, pick) {
                prop_assert_eq!(fate.became.as_deref(), Some(wordings[*pick].as_str()));
            }
        }
        prop_assert_eq!(fates.len(), made.choices.len());
    }

    #[test]
    fn unbalanced_brackets_lose_no_word(pieces in pieces(), at in any::<prop::sample::Index>(), opens in any::<bool>()) {
        let mut text = made(&pieces).text;
        // A sign more, or one less.
        let place = at.index(text.len());
        match text[place..].starts_with(['[', ']']) {
            true => drop(text.remove(place)),
            false => text.insert(place, if opens { '[' } else { ']' }),
        }
        let bracketed = Bracketed::of(&text, Some("en"));
        prop_assert_eq!(letters(&bracketed.whole(&text)), letters(&text));
        for bracket in bracketed.brackets() {
            prop_assert!(text.get(bracket.inside.clone()).is_some() && text.get(bracket.span.clone()).is_some());
        }
    }

    #[test]
    fn any_text_with_signs_is_read(text in r"[\[\]{}()\n a-cXé：Option1-3:;,./]{0,60}") {
        let bracketed = Bracketed::of(&text, Some("en"));
        prop_assert_eq!(letters(&bracketed.whole(&text)).len() <= letters(&text).len(), true);
        let none = vec![None; bracketed.choices().len()];
        let first = vec![Some(0); bracketed.choices().len()];
        prop_assert!(bracketed.chosen(&text, &none).len() <= text.len());
        prop_assert!(bracketed.chosen(&text, &first).len() <= text.len() + bracketed.brackets().len());
    }
}

/// The places of the signs of brackets.
fn signs(open: &Bracketed) -> Vec<std::ops::Range<usize>> {
    let ends =
        open.brackets().iter().flat_map(|one| [one.span.start..one.content.start, one.content.end..one.span.end]);
    let mut signs: Vec<_> = ends.collect();
    signs.sort_by_key(|sign| sign.start);
    signs
}
