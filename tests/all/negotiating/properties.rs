//! What holds of any text with brackets.

use proptest::prelude::*;
use travaux::align::Options;
use travaux::analysis::{self, Analysed};
use travaux::brackets::{Bracketed, Holds};
use travaux::change::compare;
use travaux::corpus::Source;
use travaux::diff::redline;
use travaux::extract::read;
use travaux::fate::{FateKind, fates};
use travaux::language::{Language, Reading};
use travaux::model::Metadata;
use travaux::report::DocumentView;

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
        let read = |text, open: &Bracketed| open.marked(Reading::of(text, Language::of(Some("en"))));
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
    fn any_text_with_signs_is_read(text in any_signs(), now in any_signs()) {
        let bracketed = Bracketed::of(&text, Some("en"));
        let (all, whole) = (letters(&text), letters(&bracketed.whole(&text)));
        let is_all_wording =
            bracketed.options().is_empty() && bracketed.brackets().iter().all(|bracket| bracket.proposers.is_empty());
        prop_assert!(if is_all_wording { whole == all } else { whole.len() <= all.len() }, "{whole} of {all}");
        let settled = Bracketed::of(&now, Some("en"));
        let read = |text, open: &Bracketed| open.marked(Reading::of(text, Language::of(Some("en"))));
        let redline = redline(&read(&text, &bracketed), &read(&now, &settled));
        let fates = fates((&text, &bracketed), (&now, &settled), &redline);
        let told = |is_old: bool| fates.iter().filter(move |fate| (fate.kind != FateKind::Opened) == is_old);
        // Each bracket and option of the old text counts with one of them.
        let brackets = bracketed.brackets().iter().filter(|bracket| bracket.holds != Holds::Note && bracket.is_opened);
        let counted: usize = told(true).map(|fate| fate.count + fate.within).sum();
        prop_assert_eq!(counted, brackets.count() + bracketed.options().len());
        let none = vec![None; bracketed.choices().len()];
        let first = vec![Some(0); bracketed.choices().len()];
        prop_assert!(bracketed.chosen(&text, &none).len() <= text.len());
        prop_assert!(bracketed.chosen(&text, &first).len() <= text.len() + bracketed.brackets().len());
    }
}

/// Letters, signs and marks of options in any order.
fn any_signs() -> impl Strategy<Value = String> {
    r"([\[\]［］{}()\n a-cé应当：/]|EU: |\(Chile\)| – EU|Option [12]: |keep | lists){0,40}"
}

/// A text with brackets within brackets, delegations that are named before a colon or behind the words, and signs of two scripts.
fn nested() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "ports", "keep", "public", "lists", "of", "ships", "each", "year", "lamps", "freely",
    ]);
    let words = prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "));
    words.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join(" ")),
            inner.clone().prop_map(|text| format!("[{text}]")),
            inner.clone().prop_map(|text| format!("[EU, Norway: {text}]")),
            inner.clone().prop_map(|text| format!("[{text} (Chile)]")),
            inner.clone().prop_map(|text| format!("［{text}］")),
            (inner.clone(), inner).prop_map(|(one, other)| format!("[{one}][{other}]")),
        ]
    })
}

/// A draft treaty of paragraphs.
fn draft(paragraphs: &[String]) -> Analysed {
    let text: String = paragraphs.iter().enumerate().map(|(at, text)| format!("{}. The {text}.\n\n", at + 1)).collect();
    let text = format!(
        "# Draft agreement on ports\n\n## Article 1 (Terms)\n\n1. A port is a place.\n\n## Article 2 (Lists)\n\n{text}"
    );
    let declared = Metadata { language: Some("en".into()), ..Metadata::default() }.into();
    let source = Source { id: "draft".into(), path: "draft.md".into(), bytes: text.into_bytes(), declared };
    Analysed::of(read(&source).unwrap(), &analysis::Options::default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn each_bracket_of_a_draft_has_one_fate(
        old in prop::collection::vec(nested(), 1..4),
        new in prop::collection::vec(nested(), 1..4),
    ) {
        let (old, new) = (draft(&old), draft(&new));
        let counted = |document: &Analysed| -> usize {
            let view = DocumentView::of(document);
            view.provisions.iter().filter_map(|one| one.open.as_ref()).map(|open| open.brackets + open.options).sum()
        };
        let changes = compare(&old, &new, &Options::default());
        let fates = || changes.iter().flat_map(|change| &change.brackets);
        let told: usize = fates().filter(|fate| fate.kind != FateKind::Opened).map(|fate| fate.count + fate.within).sum();
        prop_assert_eq!(told, counted(&old));
        let there: usize =
            fates().filter(|fate| matches!(fate.kind, FateKind::Opened | FateKind::Open)).map(|fate| fate.count).sum();
        prop_assert!(there <= counted(&new) + counted(&old));
    }
}
