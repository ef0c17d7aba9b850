//! Documents read once: the tokens, the terms and the anatomy of every provision, computed once and carried.
//!
//! All that comes after reads words here and nowhere else, so that alignment, retrieval and redlines see the same words.
//! Anatomies are what takes time; each is made when it is first asked for, and then kept.
//!
//! ```
//! use travaux::analysis::{Analysed, Options};
//! use travaux::extract::of_texts;
//! use travaux::model::ProvisionIndex;
//!
//! let texts = ["States parties should keep registers of vessels, as appropriate."];
//! let document = Analysed::of(of_texts("draft", &texts, Some("en")), &Options::default());
//! let first = ProvisionIndex::new(0);
//! assert_eq!(document.terms(first).len(), 9);
//! assert_eq!(document.anatomy(first).unwrap().addressee.as_deref(), Some("States parties"));
//! ```

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ops::{Deref, Index};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::anatomy::{Anatomy, Lexicon, Lexicons};
use crate::embedding::Model;
use crate::language::{Gatherer, Language, Reading, Term, Token, Vocabulary, Word, tokens, words};
use crate::model::{Document, DocumentIndex, Provision, ProvisionIndex};

/// How the words of documents are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The language of all documents, as an ISO 639-1 code; each is read in its own where it is `None`.
    pub language: Option<String>,
    /// The phrases by which provisions are taken apart.
    pub lexicons: Lexicons,
    /// The model that makes vectors of provisions, where one is used.
    pub model: Option<Arc<Model>>,
}

/// A document and what its provisions say, word by word. It can be used as the [`Document`] that it is.
#[derive(Debug, Clone)]
pub struct Analysed {
    document: Document,
    /// The language in which it was read, as an ISO 639-1 code.
    code: Option<String>,
    lexicons: Lexicons,
    model: Option<Arc<Model>>,
    vocabulary: Vocabulary,
    texts: Vec<Text>,
}

/// A provision, word by word.
#[derive(Debug, Clone)]
struct Text {
    tokens: Arc<[Token]>,
    words: Arc<[Word]>,
    terms: Vec<Term>,
    heading: Vec<Term>,
    title: Vec<Term>,
    anatomy: Arc<OnceLock<Anatomy>>,
    embedding: Arc<OnceLock<Vec<f32>>>,
}

impl Deref for Analysed {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}

impl Borrow<Document> for Analysed {
    fn borrow(&self) -> &Document {
        &self.document
    }
}

impl Index<DocumentIndex> for [Analysed] {
    type Output = Analysed;

    fn index(&self, at: DocumentIndex) -> &Analysed {
        &self[at.index()]
    }
}

impl Index<DocumentIndex> for Vec<Analysed> {
    type Output = Analysed;

    fn index(&self, at: DocumentIndex) -> &Analysed {
        &self[at.index()]
    }
}

impl Analysed {
    /// Reads the words of a document.
    pub fn of(document: Document, options: &Options) -> Self {
        let code = options.language.clone().or_else(|| document.metadata.language.clone());
        let language = Language::of(code.as_deref());
        // Where words stand is found side by side; their numbers are given in the order of the text.
        let split = |text: &str| {
            let tokens = tokens(text);
            let words = words(text, &tokens);
            (tokens, words)
        };
        let read: Vec<_> = document.provisions.par_iter().map(|provision| split(provision.text())).collect();
        let mut gatherer = Gatherer::new(language);
        let mut texts: Vec<Text> = Vec::with_capacity(read.len());
        for (provision, (tokens, words)) in document.provisions.iter().zip(read) {
            let mut terms = |text: &str, words: &mut [Word]| -> Vec<Term> {
                words.iter_mut().map(|word| gatherer.term(text, word)).collect()
            };
            let mut of = |text: Option<&str>| text.map(|text| terms(text, &mut split(text).1)).unwrap_or_default();
            let heading = of(provision.section.last().map(String::as_str));
            let title = of(title_of(provision.text()));
            let mut words = words;
            let terms = terms(provision.text(), &mut words);
            let (tokens, words) = (tokens.into(), words.into());
            let (anatomy, embedding) = (Arc::default(), Arc::default());
            texts.push(Text { tokens, words, terms, heading, title, anatomy, embedding });
        }
        let (vocabulary, numbers) = gatherer.sorted();
        texts.par_iter_mut().for_each(|text| text.renumber(&numbers));
        let (lexicons, model) = (options.lexicons.clone(), options.model.clone());
        Analysed { document, code, lexicons, model, vocabulary, texts }
    }

    /// Reads the words of several documents that belong together, in their order. One whose language is not known is
    /// read in that of most of the others.
    pub fn of_each(documents: Vec<Document>, options: &Options) -> Vec<Self> {
        let commonest = commonest_language(&documents).map(str::to_owned);
        let read = |document: Document| {
            let language = options.language.clone().or_else(|| document.metadata.language.clone());
            let language = language.or_else(|| commonest.clone());
            Analysed::of(document, &Options { language, ..options.clone() })
        };
        documents.into_par_iter().map(read).collect()
    }

    /// Reads the words of two documents, as [`Analysed::of_each`] does.
    pub fn of_pair(old: Document, new: Document, options: &Options) -> (Self, Self) {
        let known = |one: &Document, other: &Document| {
            let [own, others] = [one, other].map(|document| document.metadata.language.clone());
            Options { language: options.language.clone().or(own).or(others), ..options.clone() }
        };
        let (for_old, for_new) = (known(&old, &new), known(&new, &old));
        rayon::join(|| Analysed::of(old, &for_old), || Analysed::of(new, &for_new))
    }

    /// One document of the pieces of a draft, as [`Document::assembled`] puts them together.
    ///
    /// # Panics
    /// If there is no piece.
    pub fn assembled(pieces: &[&Analysed], lacks_pieces: bool) -> Self {
        let documents: Vec<&Document> = pieces.iter().map(|piece| &piece.document).collect();
        let document = Document::assembled(&documents, lacks_pieces);
        let code = pieces.iter().find_map(|piece| piece.code.clone());
        let vocabularies: Vec<&Vocabulary> = pieces.iter().map(|piece| &piece.vocabulary).collect();
        let (vocabulary, numbers) = Vocabulary::union(&vocabularies);
        let renumbered = |(piece, numbers): (&&Analysed, &Vec<Term>)| {
            let mut texts = piece.texts.clone();
            for text in &mut texts {
                text.renumber(numbers);
                // What another language's phrases made of it stays with the piece.
                if piece.code != code {
                    text.anatomy = Arc::default();
                }
            }
            texts
        };
        let texts = pieces.iter().zip(&numbers).flat_map(renumbered).collect();
        let (lexicons, model) = (pieces[0].lexicons.clone(), pieces[0].model.clone());
        Analysed { document, code, lexicons, model, vocabulary, texts }
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The language in which it was read, as an ISO 639-1 code.
    pub fn language_code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The language in which it was read.
    pub fn language(&self) -> &'static Language {
        Language::of(self.language_code())
    }

    /// The phrases by which its provisions are taken apart, where there are any for its language.
    pub fn lexicon(&self) -> Option<&Lexicon> {
        self.lexicons.of(self.language_code())
    }

    /// The terms of its provisions and their headings.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// A provision.
    pub fn provision(&self, at: ProvisionIndex) -> &Provision {
        &self.document.provisions[at]
    }

    /// A provision's text with its tokens.
    pub fn reading(&self, at: ProvisionIndex) -> Reading<'_> {
        let tokens = &self.texts[at.index()].tokens;
        Reading { text: self.provision(at).text().into(), tokens: (&**tokens).into(), language: self.language() }
    }

    /// The texts of several provisions as one, each on a line of its own.
    pub fn joined(&self, places: &[ProvisionIndex]) -> Reading<'_> {
        Reading::joined(&places.iter().map(|&at| self.reading(at)).collect::<Vec<_>>())
    }

    /// The words of a provision, each with its term.
    pub(crate) fn words(&self, at: ProvisionIndex) -> impl Iterator<Item = (Word, Term)> + '_ {
        let text = &self.texts[at.index()];
        text.words.iter().copied().zip(text.terms.iter().copied())
    }

    /// The terms of a provision, in the order of its text.
    pub fn terms(&self, at: ProvisionIndex) -> &[Term] {
        &self.texts[at.index()].terms
    }

    /// The terms of the innermost heading that a provision stands under.
    pub fn heading_terms(&self, at: ProvisionIndex) -> &[Term] {
        &self.texts[at.index()].heading
    }

    /// The terms of a provision's own title; empty if it has none.
    pub fn title_terms(&self, at: ProvisionIndex) -> &[Term] {
        &self.texts[at.index()].title
    }

    /// A token of a provision that holds a word, as printed.
    pub(crate) fn token_of(&self, at: ProvisionIndex, word: &Word) -> &str {
        &self.provision(at).text()[self.texts[at.index()].tokens[word.token as usize].span()]
    }

    /// The parts of a provision; nothing for languages without a lexicon.
    pub fn anatomy(&self, at: ProvisionIndex) -> Option<&Anatomy> {
        let lexicon = self.lexicon()?;
        Some(self.texts[at.index()].anatomy.get_or_init(|| Anatomy::of_reading(&self.reading(at), lexicon)))
    }

    /// The parts of several provisions; nothing for languages without a lexicon.
    pub fn anatomies(&self, places: &[ProvisionIndex]) -> Option<Vec<&Anatomy>> {
        places.iter().map(|&at| self.anatomy(at)).collect()
    }

    /// The model that makes vectors of its provisions, where one is used.
    pub fn model(&self) -> Option<&Model> {
        self.model.as_deref()
    }

    /// The vector of a provision, of length 1; nothing where no model is used. Where many are to be had,
    /// [`Analysed::embed`] them first.
    pub fn embedding(&self, at: ProvisionIndex) -> Option<&[f32]> {
        let model = self.model()?;
        let made = || model.embed(&[self.provision(at).text()]).pop().unwrap_or_default();
        Some(self.texts[at.index()].embedding.get_or_init(made))
    }

    /// Makes the vectors of provisions ready, side by side, those that are not yet.
    pub fn embed(&self, places: &[ProvisionIndex]) {
        let Some(model) = self.model() else { return };
        let lacks = |at: &ProvisionIndex| self.texts[at.index()].embedding.get().is_none();
        let places: Vec<ProvisionIndex> = places.iter().copied().filter(lacks).collect();
        let texts: Vec<&str> = places.iter().map(|&at| self.provision(at).text()).collect();
        // The vectors are made before any is kept: whoever waited here for one might hold up what it waits for.
        for (at, vector) in places.iter().zip(model.embed(&texts)) {
            let _ = self.texts[at.index()].embedding.set(vector);
        }
    }
}

impl Text {
    fn renumber(&mut self, numbers: &[Term]) {
        let lists = [&mut self.terms, &mut self.heading, &mut self.title];
        lists.into_iter().flatten().for_each(|term| *term = numbers[*term as usize]);
    }
}

/// The language of most documents; of several, the last by its code.
pub(crate) fn commonest_language(documents: &[Document]) -> Option<&str> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for language in documents.iter().filter_map(|document| document.metadata.language.as_deref()) {
        *counts.entry(language).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(language, count)| (count, language)).map(|(language, _)| language)
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
