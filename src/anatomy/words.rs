//! A provision's text as the anatomist sees it: small words and marks, each with its place.

use std::ops::Range;

use super::lexicon::Lexicon;
use crate::language::{Reading, Token, plain};

/// A word or a mark.
#[derive(Debug)]
pub(super) struct Word {
    /// Where it stands, in bytes of the text.
    pub(super) span: Range<usize>,
    /// The word in small letters with plain apostrophes.
    pub(super) small: String,
    /// Whether it is a word or a number, and not punctuation.
    pub(super) is_word: bool,
    /// Whether it begins with a capital.
    pub(super) is_capital: bool,
    /// Whether it has several letters, none of them small: "MUST".
    pub(super) is_shouted: bool,
    /// Whether it counts, in digits or as a word of the lexicon.
    pub(super) is_number: bool,
}

impl Word {
    pub(super) fn is(&self, mark: &str) -> bool {
        self.small == mark
    }

    pub(super) fn has_digit(&self) -> bool {
        self.small.contains(|letter: char| letter.is_numeric())
    }
}

/// The words of a text outside what is silent. What a language writes together with an apostrophe (d'envisager) is taken apart.
pub(super) fn words(reading: &Reading<'_>, silent: &[Range<usize>], lexicon: &Lexicon) -> Vec<Word> {
    let text = &*reading.text;
    // Of "shall/should" a half may be silent.
    let outside = |token: &Token| -> Vec<Range<usize>> {
        let Range { mut start, end } = token.span();
        let first = silent.partition_point(|one| one.end <= start);
        let mut pieces = Vec::new();
        for one in silent[first..].iter().take_while(|one| one.start < end) {
            pieces.push(start..one.start.max(start));
            start = one.end.min(end);
        }
        pieces.push(start..end);
        pieces.retain(|piece| !piece.is_empty());
        pieces
    };
    reading
        .tokens
        .iter()
        .flat_map(|token| outside(token).into_iter().map(move |span| (token, span)))
        .flat_map(|(token, span)| {
            let printed = &text[span.clone()];
            let cut = elision(printed, lexicon);
            let word = move |range: Range<usize>| {
                let printed = &text[range.clone()];
                let small = plain(&printed.to_lowercase());
                let is_capital = printed.chars().next().is_some_and(char::is_uppercase);
                let is_shouted =
                    is_capital && printed.chars().nth(1).is_some() && !printed.contains(char::is_lowercase);
                let is_number = small.contains(char::is_numeric) || lexicon.number(&small).is_some();
                Word { span: range, small, is_word: token.is_word, is_capital, is_shouted, is_number }
            };
            let Range { start, end } = span;
            let pieces = [start..start + cut, start + cut..end];
            pieces.into_iter().filter(|piece| !piece.is_empty()).map(word)
        })
        .collect()
}

/// How many bytes of a word are an elided one, with its apostrophe.
fn elision(printed: &str, lexicon: &Lexicon) -> usize {
    let is_apostrophe = |letter: char| matches!(letter, '\'' | '’');
    match printed.find(is_apostrophe) {
        Some(at) if lexicon.is_elided(&printed[..at].to_lowercase()) => {
            let end = at + printed[at..].chars().next().map_or(0, char::len_utf8);
            if end < printed.len() { end } else { 0 }
        }
        _ => 0,
    }
}

/// The sentences of a text, as ranges of its words. A new line begins one as well, unless what stands before it goes
/// on: "the Secretary-General:", an item, a comma.
pub(super) fn sentences(text: &str, words: &[Word], lexicon: &Lexicon) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..words.len() {
        let ends =
            ["!", "?", "。"].iter().any(|mark| words[at].is(mark)) || words[at].is(".") && closes(words, at, lexicon);
        if ends || breaks(text, words, at) {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < words.len() {
        found.push(start..words.len());
    }
    found
}

/// Whether a line ends behind a word, and nothing goes on.
fn breaks(text: &str, words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1) else { return false };
    let goes_on = [":", ";", ",", "-"].iter().any(|mark| words[at].is(mark)) || next.is("(");
    !goes_on && text[words[at].span.end..next.span.start].contains('\n')
}

/// How many marks may stand between a full stop and the next word.
const MARKS: usize = 4;

/// Whether a full stop ends a sentence: a capital follows, and what stands before is no initial or short form.
fn closes(words: &[Word], at: usize, lexicon: &Lexicon) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]);
    let is_initial = |word: &Word| word.is_capital && word.small.chars().count() == 1;
    let is_short = before.is_none_or(|word| is_initial(word) || lexicon.short.contains(&word.small));
    let next = words[at + 1..].iter().take(MARKS).find(|word| word.is_word);
    !is_short && next.is_none_or(|word| word.is_capital)
}
