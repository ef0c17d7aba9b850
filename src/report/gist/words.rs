//! The two sides of a redline as words: what became of each, and whether it needs to be told.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::language::{Language, Reading, plain};
use crate::report::wording::{Manner, Op, Segment};

/// What became of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// It stayed where it was; its case may differ.
    Stayed,
    /// It is part of a phrase that stands elsewhere in the other text.
    Moved,
    /// It went or came.
    Changed,
}

/// What a word can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Nothing: it is a mark.
    Mark,
    /// Little: it holds sentences together.
    Small,
    /// Any other word, number or symbol.
    Content,
}

/// A word or a mark of one side.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Where it stands, in bytes of its side.
    pub(super) span: Range<usize>,
    pub(super) state: State,
    pub(super) sort: Sort,
    /// Whether it joins what stands before and behind it: "and".
    pub(super) joins: bool,
    /// Whether it is the first on its line.
    pub(super) opens_line: bool,
    /// Whether it belongs to what is told of the change already.
    pub(super) is_told: bool,
    /// Whether it says something that the other text does not say, and that is not told already.
    pub(super) is_lost: bool,
    /// The normalised forms of its parts: "186(1964)" has two.
    pub(super) stems: Vec<String>,
}

impl Word {
    pub(super) fn is_content(&self) -> bool {
        self.sort == Sort::Content
    }

    /// Whether it went or came.
    pub(super) fn is_changed(&self) -> bool {
        self.state == State::Changed && self.sort != Sort::Mark
    }

    /// How many letters and figures it has.
    pub(super) fn letters(&self) -> usize {
        self.stems.iter().map(|stem| stem.chars().count()).sum()
    }
}

/// One side of a redline.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) text: String,
    language: &'static Language,
    pub(super) words: Vec<Word>,
}

impl Side {
    /// Reads a side. What is `told` are its phrases that are told of already.
    pub(super) fn of(
        redline: &[Segment],
        pick: fn(&Segment) -> &str,
        language: &'static Language,
        told: &[String],
    ) -> Self {
        let text: String = redline.iter().map(pick).collect();
        let reading = Reading::of(&text, language);
        let mut states = States::of(redline, pick);
        let mut words: Vec<Word> = Vec::with_capacity(reading.tokens.len());
        for token in reading.tokens.iter() {
            let span = token.span();
            let before = words.last().map_or(0, |word| word.span.end);
            let printed = &text[span.clone()];
            let is_small = token.is_word && language.is_function_word(printed);
            words.push(Word {
                state: states.of_span(&span),
                sort: match token.is_word {
                    _ if is_small => Sort::Small,
                    // A symbol says something: "%".
                    _ if token.is_word || is_symbol(printed) => Sort::Content,
                    _ => Sort::Mark,
                },
                joins: token.is_word && language.is_joining_word(printed),
                opens_line: text[before..span.start].contains('\n'),
                is_told: false,
                is_lost: false,
                stems: stems(printed, language),
                span,
            });
        }
        let mut side = Side { text, language, words };
        side.mark_items();
        side.mark_phrases(language);
        side.mark_told(told, language);
        side
    }

    /// What counts the items of a list says nothing: "3." at the beginning of a line, "(a)".
    fn mark_items(&mut self) {
        let (text, words) = (&self.text, &mut self.words);
        let shown: Vec<&str> = words.iter().map(|word| &text[word.span.clone()]).collect();
        for at in 0..words.len() {
            let before = at.checked_sub(1).map(|before| shown[before]);
            let after = shown.get(at + 1).copied();
            let is_short = shown[at].chars().count() <= ITEM;
            let is_figure = shown[at].chars().all(|letter| letter.is_ascii_digit());
            let is_bracketed = before == Some("(") && after == Some(")") && !is_figure && is_short;
            // In one line an item stands behind what ends the one before it.
            let opens = words[at].opens_line || matches!(before, None | Some(";" | ":" | "…"));
            let is_counted = opens && is_figure && matches!(after, Some("." | ")"));
            if is_bracketed && is_item_label(shown[at]) || is_counted {
                words[at].sort = Sort::Mark;
            }
        }
    }

    /// The words of phrases that hold sentences together say as little as small words: "in order to".
    fn mark_phrases(&mut self, language: &'static Language) {
        let small: Vec<String> =
            self.words.iter().map(|word| plain(&self.text[word.span.clone()].to_lowercase())).collect();
        for at in 0..small.len() {
            let end = at + language.phrase_from(&small[at..]);
            self.words[at..end].iter_mut().for_each(|word| word.sort = Sort::Small);
        }
    }

    fn mark_told(&mut self, told: &[String], language: &'static Language) {
        for phrase in told {
            let reading = Reading::of(phrase, language);
            let wanted: Vec<Vec<String>> =
                reading.tokens.iter().map(|token| stems(&phrase[token.span()], language)).collect();
            if wanted.is_empty() {
                continue;
            }
            for at in 0..(self.words.len() + 1).saturating_sub(wanted.len()) {
                let run = &mut self.words[at..at + wanted.len()];
                if run.iter().zip(&wanted).all(|(word, wanted)| word.stems == *wanted) {
                    run.iter_mut().for_each(|word| word.is_told = true);
                }
            }
        }
    }

    /// Marks what says something that the other text does not say: by how often each stem stands in either, or where
    /// one has several parts, which may repeat each other, by whether it stands in both.
    pub(super) fn mark_lost(&mut self, own: &Counts, other: &Counts, has_parts: bool) {
        for word in self.words.iter_mut().filter(|word| word.is_changed() && word.is_content() && !word.is_told) {
            let is_less = |stem: &String| match other.get(stem) {
                0 => true,
                count => !has_parts && own.get(stem) > count,
            };
            word.is_lost = word.stems.iter().any(is_less);
        }
    }

    /// The text of some words, without the breaks of its lines.
    pub(super) fn shown(&self, run: Range<usize>) -> String {
        let (Some(first), Some(last)) = (self.words.get(run.start), self.words[..run.end].last()) else {
            return String::new();
        };
        if run.is_empty() {
            return String::new();
        }
        self.text[first.span.start..last.span.end].split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// How often each stem stands in a text.
#[derive(Debug, Default)]
pub(super) struct Counts(BTreeMap<String, usize>);

impl Counts {
    pub(super) fn of(text: &str, language: &'static Language) -> Self {
        let mut counts = Counts::default();
        for token in Reading::of(text, language).tokens.iter() {
            counts.add_printed(&text[token.span()], stems(&text[token.span()], language), language);
        }
        counts
    }

    pub(super) fn of_side(side: &Side) -> Self {
        let mut counts = Counts::default();
        for word in &side.words {
            counts.add_printed(&side.text[word.span.clone()], word.stems.clone(), side.language);
        }
        counts
    }

    /// Adds a word as it is printed. "Least-developed" is "leastdeveloped" as well, where a hyphen was lost.
    fn add_printed(&mut self, printed: &str, stems: Vec<String>, language: &Language) {
        if stems.len() > 1 && printed.contains('-') {
            self.add(vec![language.normal_form(&printed.replace('-', ""))]);
        }
        self.add(stems);
    }

    fn add(&mut self, stems: Vec<String>) {
        stems.into_iter().for_each(|stem| *self.0.entry(stem).or_default() += 1);
    }

    fn get(&self, stem: &str) -> usize {
        self.0.get(stem).copied().unwrap_or(0)
    }
}

/// What became of the bytes of a side, met in their order.
struct States {
    ranges: Vec<(Range<usize>, State)>,
    next: usize,
}

impl States {
    fn of(redline: &[Segment], pick: fn(&Segment) -> &str) -> Self {
        let mut end = 0;
        let mut ranges = Vec::with_capacity(redline.len());
        for segment in redline {
            let start = end;
            end += pick(segment).len();
            let state = match (segment.op, segment.manner) {
                (Op::Deleted | Op::Inserted, None) => State::Changed,
                (Op::Deleted | Op::Inserted, Some(Manner::Moved)) => State::Moved,
                _ => State::Stayed,
            };
            ranges.push((start..end, state));
        }
        States { ranges, next: 0 }
    }

    /// What became of a word: of one that only a part of went or came, that.
    fn of_span(&mut self, span: &Range<usize>) -> State {
        while self.ranges.get(self.next).is_some_and(|(range, _)| range.end <= span.start) {
            self.next += 1;
        }
        let touched = self.ranges[self.next..].iter().take_while(|(range, _)| range.start < span.end);
        touched.filter(|(range, _)| !range.is_empty()).map(|(_, state)| *state).max().unwrap_or(State::Stayed)
    }
}

/// The normalised forms of the parts of a word; of a mark itself.
fn stems(printed: &str, language: &'static Language) -> Vec<String> {
    let parts = printed.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '’'));
    // The figure of a note stands at a word: "actions16".
    let bare = |part: &'_ str| -> usize {
        let word = part.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let is_noted =
            word.chars().count() > NOTED && part.len() - word.len() <= NOTE && word.chars().all(char::is_alphabetic);
        if is_noted { word.len() } else { part.len() }
    };
    let found: Vec<String> =
        parts.filter(|part| !part.is_empty()).map(|part| language.normal_form(&part[..bare(part)])).collect();
    // A mark on a letter is no part of it that could stand alone.
    if found.is_empty() { vec![plain(printed)] } else { found }
}

/// More letters than these has a word that the figure of a note may stand at, and so many digits has the figure at most.
const NOTED: usize = 3;
const NOTE: usize = 3;

/// How many letters the mark of an item has at most: "(viii)".
const ITEM: usize = 4;

/// Whether some letters count an item: one alone, or a Roman number.
fn is_item_label(shown: &str) -> bool {
    let is_roman = shown.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
    is_roman || shown.chars().count() == 1 && shown.chars().all(char::is_lowercase)
}

/// Whether a mark is read aloud: "%", "€".
fn is_symbol(printed: &str) -> bool {
    printed.chars().any(|sign| matches!(sign, '%' | '$' | '€' | '£' | '§' | '°' | '+' | '=' | '<' | '>'))
}
