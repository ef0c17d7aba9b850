//! A provision, word by word: where its words stand, and their terms.

use std::io::{self, Read, Write};
use std::sync::{Arc, OnceLock};

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;

use super::negotiated::Negotiated;
use crate::anatomy::{Anatomy, Attribution};
use crate::brackets::Bracketed;
use crate::language::{Gatherer, Language, Term, Token, Vocabulary, Word, tokens, words};
use crate::model::Document;

/// A provision, word by word.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub(super) struct Text {
    pub(super) tokens: Arc<[Token]>,
    pub(super) words: Arc<[Word]>,
    pub(super) terms: Vec<Term>,
    pub(super) heading: Vec<Term>,
    pub(super) title: Vec<Term>,
    pub(super) attributions: Arc<[Attribution]>,
    pub(super) bracketed: Arc<Bracketed>,
    /// What is open in the heading that it is the first to stand under.
    pub(super) open_heading: Option<Arc<Bracketed>>,
    /// Made when it is first asked for; kept as far as it was.
    #[borsh(serialize_with = "write_made", deserialize_with = "read_made")]
    pub(super) anatomy: Arc<OnceLock<Arc<Anatomy>>>,
    #[borsh(skip)]
    pub(super) embedding: Arc<OnceLock<Vec<f32>>>,
}

/// Reads the texts of a document in a language, and their vocabulary.
pub(super) fn texts(
    document: &Document,
    negotiated: Vec<Negotiated>,
    open_headings: Vec<Option<Arc<Bracketed>>>,
    code: Option<&str>,
) -> (Vocabulary, Vec<Text>) {
    // Where words stand is found side by side; their numbers are given in the order of the text.
    let split = |text: &str| {
        let tokens = tokens(text);
        let words = words(text, &tokens);
        (tokens, words)
    };
    let read: Vec<_> = document.provisions.par_iter().map(|provision| split(provision.text())).collect();
    let mut gatherer = Gatherer::new(Language::of(code));
    let mut texts: Vec<Text> = Vec::with_capacity(read.len());
    let all = document.provisions.iter().zip(read).zip(negotiated).zip(open_headings);
    for (((provision, (tokens, mut words)), (bracketed, attributions)), open_heading) in all {
        let mut terms = |text: &str, words: &mut [Word]| -> Vec<Term> {
            words.iter_mut().map(|word| gatherer.term(text, word)).collect()
        };
        let mut of = |text: Option<&str>| text.map(|text| terms(text, &mut split(text).1)).unwrap_or_default();
        let heading = of(provision.section.last().map(String::as_str));
        let title = of(title_of(provision.text()));
        texts.push(Text {
            terms: terms(provision.text(), &mut words),
            tokens: tokens.into(),
            words: words.into(),
            heading,
            title,
            attributions: attributions.into(),
            bracketed: Arc::new(bracketed),
            open_heading,
            anatomy: Arc::default(),
            embedding: Arc::default(),
        });
    }
    let (vocabulary, numbers) = gatherer.sorted();
    texts.par_iter_mut().for_each(|text| text.renumber(&numbers));
    (vocabulary, texts)
}

/// Writes an anatomy, if it was made.
fn write_made(made: &OnceLock<Arc<Anatomy>>, out: &mut impl Write) -> io::Result<()> {
    made.get().serialize(out)
}

/// Reads an anatomy, if it was made.
fn read_made(from: &mut impl Read) -> io::Result<Arc<OnceLock<Arc<Anatomy>>>> {
    let made = Option::<Arc<Anatomy>>::deserialize_reader(from)?;
    Ok(Arc::new(made.map_or_else(OnceLock::new, OnceLock::from)))
}

impl Text {
    pub(super) fn renumber(&mut self, numbers: &[Term]) {
        let lists = [&mut self.terms, &mut self.heading, &mut self.title];
        lists.into_iter().flatten().for_each(|term| *term = numbers[*term as usize]);
    }
}

/// The longest line that can be a title, in words.
const LONGEST_TITLE: usize = 12;

/// The title of a text that has one: a short first line with no mark at its end, and a blank line after
/// it, since any line may be broken before a capital.
fn title_of(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once('\n')?;
    let title = first.trim();
    let ends_open = title.chars().last().is_some_and(|last| last.is_alphanumeric() || last == ')');
    let is_short = title.split_whitespace().nth(LONGEST_TITLE).is_none();
    let is_apart = rest.lines().next().is_some_and(|line| line.trim().is_empty());
    (ends_open && is_short && is_apart).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stands_on_a_line_of_its_own() {
        assert_eq!(title_of("Closing a Connection\n\nAn endpoint closes it."), Some("Closing a Connection"));
        assert_eq!(title_of("Scope (continued)\n\nThis applies to all."), Some("Scope (continued)"));
        assert_eq!(title_of("The Conference of the\nUnited Nations adopted it."), None);
        assert_eq!(title_of("States should adopt\nstrict procedures."), None);
        assert_eq!(title_of("States should:\n(a) Adopt procedures;"), None);
        assert_eq!(title_of("States should adopt strict procedures."), None);
    }
}
