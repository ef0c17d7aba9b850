//! Changes that say nothing new: of small words, of forms and order of words, of marks and capitals.

use std::ops::Range;

use super::changes::Change;
use super::phrase::WHOLE;
use super::words::Side;
use super::{GIST_PIECES, Piece, Slight};
use crate::language::Language;
use crate::report::wording::{Manner, Op, Segment, opening_words};

/// What changes of words come to that say nothing new, in one line.
pub(super) fn slight_words(changes: &[Change], old: &Side, new: &Side) -> Option<Piece> {
    let is_changed =
        |side: &Side, run: &Range<usize>| side.words[run.clone()].iter().any(|word| word.is_changed() && !word.is_told);
    let told: Vec<&Change> =
        changes.iter().filter(|change| is_changed(old, &change.old) || is_changed(new, &change.new)).collect();
    if told.is_empty() {
        return None;
    }
    let content = |side: &Side, run: &Range<usize>| -> Vec<Vec<String>> {
        let words =
            side.words[run.clone()].iter().filter(|word| word.is_changed() && word.is_content() && !word.is_told);
        let mut stems: Vec<Vec<String>> = words.map(|word| word.stems.clone()).collect();
        stems.sort_unstable();
        stems
    };
    let of = |change: &&Change| (content(old, &change.old), content(new, &change.new));
    let what = match told.iter().map(of).collect::<Vec<_>>() {
        all if all.iter().all(|(gone, came)| gone.is_empty() && came.is_empty()) => Slight::SmallWords,
        all if all.iter().all(|(gone, came)| gone == came) => Slight::Forms,
        _ => Slight::Order,
    };
    let shown = |side: &Side, pick: fn(&Change) -> &Range<usize>| -> String {
        let texts = told.iter().take(GIST_PIECES).map(|change| side.shown(pick(change).clone()));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let (before, after) = (shown(old, |change| &change.old), shown(new, |change| &change.new));
    Some(Piece::Slight { what, is_all: true, old: before, new: after })
}

/// The words of a redline that one text has wrong, or in another spelling: as they stand in the old text and in the new one.
pub(super) fn misprints(redline: &[Segment], [old_language, new_language]: [&'static Language; 2]) -> Vec<[String; 2]> {
    let changed: Vec<&Segment> = redline.iter().filter(|segment| !segment.text.trim().is_empty()).collect();
    let is_misprint =
        |old: &str, new: &str| new_language.is_misprint_of(old, new) || old_language.is_misprint_of(new, old);
    let pairs = |two: &[&Segment]| -> Vec<[String; 2]> {
        let (old, new) = match (two[0].op, two[1].op) {
            (Op::Deleted, Op::Inserted) => (&two[0].text, &two[1].text),
            (Op::Inserted, Op::Deleted) => (&two[1].text, &two[0].text),
            _ => return Vec::new(),
        };
        let words = || (old.split_whitespace(), new.split_whitespace());
        let (of_old, of_new) = words();
        // Word stands beside word, or it is another phrase, unless it is the same in another spelling: "percent" is "per cent".
        if of_old.count() != of_new.count() {
            let letters = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
            let is_same = letters(old) == letters(new);
            return if is_same { vec![[old.trim().to_owned(), new.trim().to_owned()]] } else { Vec::new() };
        }
        let (of_old, of_new) = words();
        let beside = of_old.zip(of_new).filter(|(old, new)| is_misprint(old, new));
        beside.map(|(old, new)| [old.to_owned(), new.to_owned()]).collect()
    };
    changed.windows(2).flat_map(pairs).collect()
}

/// The same in one line.
pub(super) fn misprinted(misprints: &[[String; 2]]) -> Piece {
    let shown = |at: usize| {
        let words: Vec<&str> = misprints.iter().take(GIST_PIECES).map(|pair| pair[at].as_str()).collect();
        words.join(", ")
    };
    Piece::Slight { what: Slight::Misprint, is_all: true, old: shown(0), new: shown(1) }
}

/// What became of marks and of capitals, where no word was changed.
pub(super) fn slight(redline: &[Segment]) -> Vec<Piece> {
    let texts = |op: Op, manner: Manner| -> String {
        let parts = redline.iter().filter(|segment| segment.op == op && segment.manner == Some(manner));
        let text: Vec<&str> = parts.map(|segment| segment.text.trim()).filter(|text| !text.is_empty()).collect();
        opening_words(&text.join(" "), WHOLE)
    };
    let manners = [(Manner::Punctuation, Slight::Punctuation), (Manner::Case, Slight::Case)];
    let found = manners.map(|(manner, what)| (what, texts(Op::Deleted, manner), texts(Op::Inserted, manner)));
    let found: Vec<_> = found.into_iter().filter(|(_, old, new)| !old.is_empty() || !new.is_empty()).collect();
    let is_attributed = redline.iter().any(|segment| segment.manner == Some(Manner::Attribution));
    let is_all = found.len() == 1 && !is_attributed;
    found.into_iter().map(|(what, old, new)| Piece::Slight { what, is_all, old, new }).collect()
}
