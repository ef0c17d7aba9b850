//! One of the two texts, with what is open in it and what stands where.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::kept::words;
use super::matched::Holder;
use crate::brackets::{Bracket, Bracketed, Holds, Member, holds_apart, united};

/// A text with what is open in it, and with what is read of it once.
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    pub(super) open: &'a Bracketed,
    /// What is none of any wording.
    marks: Vec<Range<usize>>,
    /// The words, without those of marks.
    words: Vec<Range<usize>>,
    /// Whatever stands in brackets.
    bracketed: Vec<Range<usize>>,
    /// Where each word stands among the words, in small letters; made when it is first asked for.
    places: OnceCell<FxHashMap<String, Vec<usize>>>,
}

/// So many places of a word are known: those of "the" tell nothing.
const MOST_PLACES: usize = 64;

impl<'a> Side<'a> {
    pub(super) fn of((text, open): (&'a str, &'a Bracketed)) -> Self {
        let marks = open.marks();
        let is_marked = |word: &Range<usize>| {
            let at = marks.partition_point(|mark| mark.end <= word.start);
            marks.get(at).is_some_and(|mark| mark.start <= word.start)
        };
        let words = words(text, 0..text.len()).filter(|word| !is_marked(word)).collect();
        let bracketed = united(open.brackets().iter().map(|bracket| bracket.span.clone()).collect());
        Side { text, open, marks, words, bracketed, places: OnceCell::new() }
    }

    /// The words of a stretch, without marks.
    pub(super) fn words(&self, inside: &Range<usize>) -> &[Range<usize>] {
        let first = self.words.partition_point(|word| word.start < inside.start);
        let behind = self.words.partition_point(|word| word.end <= inside.end);
        self.words.get(first..behind).unwrap_or_default()
    }

    /// All words.
    pub(super) fn all_words(&self) -> &[Range<usize>] {
        &self.words
    }

    /// At which of the words one in small letters stands: the first [`MOST_PLACES`].
    pub(super) fn places_of(&self, small: &str) -> &[usize] {
        let places = self.places.get_or_init(|| {
            let mut places = FxHashMap::<String, Vec<usize>>::default();
            for (at, word) in self.words.iter().enumerate() {
                let places = places.entry(self.text[word.clone()].to_lowercase()).or_default();
                if places.len() < MOST_PLACES {
                    places.push(at);
                }
            }
            places
        });
        places.get(small).map(Vec::as_slice).unwrap_or_default()
    }

    /// The brackets that begin in a stretch.
    pub(super) fn brackets(&self, within: &Range<usize>) -> &[Bracket] {
        let brackets = self.open.brackets();
        let first = brackets.partition_point(|bracket| bracket.span.start < within.start);
        let behind = brackets.partition_point(|bracket| bracket.span.start < within.end);
        brackets.get(first..behind).unwrap_or_default()
    }

    /// The brackets that begin before a place or at it, and may reach beyond: the last one and those around it.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = &Bracket> {
        let brackets = self.open.brackets();
        let last = brackets.partition_point(|bracket| bracket.span.start <= at).checked_sub(1);
        std::iter::successors(last, |&inner| brackets[inner].parent).map(|at| &brackets[at])
    }

    /// Whether a word stands in brackets.
    pub(super) fn is_bracketed(&self, word: &Range<usize>) -> bool {
        let at = self.bracketed.partition_point(|span| span.end <= word.start);
        self.bracketed.get(at).is_some_and(|span| span.start < word.end)
    }

    /// Whether a stretch has all the words there are.
    pub(super) fn is_all(&self, stretch: &Range<usize>) -> bool {
        self.words(stretch).len() == self.words.len()
    }

    /// Whether a bracket only keeps a place for words to come.
    pub(super) fn is_place(&self, holder: Holder) -> bool {
        matches!(holder, Holder::Bracket(at) if self.open.brackets()[at].holds == Holds::Place)
    }

    /// The brackets and options that a place stands in.
    pub(super) fn holders(&self, at: usize) -> impl Iterator<Item = Holder> + '_ {
        let (brackets, options) = (self.open.brackets(), self.open.options());
        let bracket = brackets.partition_point(|bracket| bracket.span.start <= at).checked_sub(1);
        let option = options.partition_point(|option| option.mark.start <= at).checked_sub(1);
        let around = std::iter::successors(bracket, |&inner| brackets[inner].parent);
        let around = around.filter(move |&outer| brackets[outer].inside.contains(&at)).map(Holder::Bracket);
        let under = std::iter::successors(option, |&inner| options[inner].parent);
        around.chain(under.filter(move |&outer| options[outer].inside.contains(&at)).map(Holder::Option))
    }
}

pub(super) fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The words of a wording that stand in no bracket or option within it, or all if there are no others: what is within has a fate
/// of its own.
pub(super) fn own_words(side: &Side<'_>, member: &Member) -> Vec<Range<usize>> {
    let all = side.words(&member.inside);
    let within = |span: &Range<usize>| holds(&member.inside, span) && *span != member.span;
    let brackets = side.brackets(&member.inside).iter().map(|bracket| bracket.span.clone());
    let options = side.open.options();
    let first = options.partition_point(|option| option.mark.start < member.inside.start);
    let options = options[first..].iter().map(|option| option.mark.start..option.inside.end);
    let options = options.take_while(|span| span.start < member.inside.end);
    let inner = united(brackets.chain(options).filter(within).collect());
    let is_own = |word: &&Range<usize>| {
        let at = inner.partition_point(|span| span.end <= word.start);
        inner.get(at).is_none_or(|span| span.start >= word.end)
    };
    let own: Vec<Range<usize>> = all.iter().filter(is_own).cloned().collect();
    if own.is_empty() { all.to_vec() } else { own }
}

/// The words of a stretch as a reader sees them: without signs and marks.
pub(super) fn read(side: &Side<'_>, inside: Range<usize>) -> String {
    let text = side.text;
    let mut shown = String::new();
    let (mut from, mut end) = (inside.start, inside.start);
    let first = side.marks.partition_point(|mark| mark.end < inside.start);
    let marks = side.marks[first..].iter().cloned().take_while(|mark| mark.start <= inside.end);
    for mark in marks.chain(std::iter::once(inside.end..inside.end)) {
        let piece = &text[from..mark.start.clamp(from, inside.end)];
        // Words that only signs hold apart.
        let touches = shown.ends_with(char::is_alphanumeric) && piece.starts_with(char::is_alphanumeric);
        let is_apart = touches && holds_apart(&text[end..from]);
        shown.push_str(if is_apart { " " } else { "" });
        shown.push_str(piece);
        end = mark.start.clamp(from, inside.end);
        from = mark.end.clamp(from, inside.end);
    }
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A wording as printed, with the brackets within it, and without who proposes it.
pub(super) fn printed(side: &Side<'_>, inside: &Range<usize>) -> String {
    let (text, attributions) = (side.text, side.open.attributions());
    let mut shown = String::new();
    let mut from = inside.start;
    let first = attributions.partition_point(|one| one.span.start < inside.start);
    let within = attributions[first..].iter().map(|one| &one.span).take_while(|span| span.start < inside.end);
    for one in within.filter(|span| span.end <= inside.end) {
        shown.push_str(&text[from..one.start.max(from)]);
        from = one.end.max(from);
    }
    shown.push_str(&text[from..inside.end]);
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
