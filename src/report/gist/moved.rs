//! What stands in another place.

use super::Piece;
use super::words::{Side, Word};
use crate::language::{Language, plain};
use crate::report::wording::{Manner, Op, Segment};

/// What only moved, a phrase for each.
pub(super) fn moved(redline: &[Segment], language: &'static Language) -> Vec<String> {
    let is_moved = |segment: &&Segment| segment.op == Op::Inserted && segment.manner == Some(Manner::Moved);
    let shown = |segment: &Segment| {
        let own = [Segment::new(Op::Inserted, segment.text.clone())];
        let side = Side::of(&own, Segment::in_new, language, &[]);
        side.shown_whole(0..side.words.len())
    };
    redline.iter().filter(is_moved).map(shown).filter(|text| !text.is_empty()).collect()
}

/// What came in a place where it did not stand, as far as it says something: moved, if the old text has it elsewhere. Of
/// `misprints` was something else meant, and a form of words that went is no word more.
pub(super) fn moved_words(
    redline: &[Segment],
    [old_language, new_language]: [&'static Language; 2],
    misprints: &[[String; 2]],
) -> Vec<Piece> {
    let words = |text: &str, form: &dyn Fn(&str) -> String| -> String {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(form).collect();
        format!(" {} ", words.join(" "))
    };
    let printed = |text: &str| words(text, &|word| plain(&word.to_lowercase()));
    let before: String = redline.iter().map(Segment::in_old).collect();
    let (printed_before, before) = (printed(&before), words(&before, &|word| old_language.normal_form(word)));
    let piece = |segment: &Segment| {
        let own = [Segment::new(Op::Inserted, segment.text.clone())];
        let side = Side::of(&own, Segment::in_new, new_language, &[]);
        let shown = side.shown_whole(0..side.words.len());
        // What is said to have moved stands in both: another form of it does not.
        let is_moved = printed_before.contains(&printed(&segment.text));
        let stood = |word: &&Word| word.stems.iter().all(|stem| before.contains(&format!(" {stem} ")));
        let content = || side.words.iter().filter(|word| word.is_content());
        match is_moved {
            _ if content().next().is_none() => None,
            true => Some(Piece::Moved(shown)),
            false if content().all(|word| stood(&word)) => None,
            false => Some(Piece::Changed { old: String::new(), new: shown }),
        }
    };
    let came = redline.iter().filter(|segment| segment.op == Op::Inserted);
    let came = came.filter(|segment| matches!(segment.manner, None | Some(Manner::Moved)));
    let is_misprint = |segment: &&Segment| misprints.iter().any(|[_, new]| segment.text.trim() == new);
    came.filter(|segment| !is_misprint(segment)).filter_map(piece).collect()
}
