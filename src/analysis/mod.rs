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

mod common;
mod kept;
mod negotiated;
mod open;
mod text;
mod together;

use std::borrow::{Borrow, Cow};
use std::ops::{Deref, Index};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use tracing::trace_span;

use crate::anatomy::{Anatomy, Attribution, Lexicon, Lexicons, NameLists, Proposer};
use crate::brackets::{Bracketed, is_within};
use crate::embedding::Model;
use crate::language::{Language, Reading, Term, Vocabulary, Word};
use crate::model::{Document, DocumentIndex, Provision, ProvisionIndex};
use crate::named::{Introduced, Named, Names, Recogniser};
use negotiated::{negotiated, unlisted};
use text::{Text, texts};

pub(crate) use common::closed;
use kept::{Circumstances, Extent, Parts, fingerprint};
pub use kept::{Keeper, Kept};
pub(crate) use together::Languages;
pub use together::Surroundings;

/// How the words of documents are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The language of all documents, as an ISO 639-1 code; each is read in its own where it is `None`.
    pub language: Option<String>,
    /// The phrases by which provisions are taken apart.
    pub lexicons: Lexicons,
    /// The names by which those who propose a provision are known.
    pub names: NameLists,
    /// The names of treaties, bodies and the like.
    pub instruments: Names,
    /// The model that makes vectors of provisions, where one is used.
    pub model: Option<Arc<Model>>,
}

impl Options {
    /// What tells how words are read, beside the model: the language, and the texts of a user's files of phrases, names of
    /// States, and instruments; empty where none is given. A reading that was kept holds for the same only.
    pub fn given(&self) -> [&str; 4] {
        let language = self.language.as_deref().unwrap_or_default();
        [language, self.lexicons.given(), self.names.given(), self.instruments.given()]
    }

    /// The language that a document is in by itself, as an ISO 639-1 code.
    fn code_of<'o>(&'o self, document: &'o Document) -> Option<&'o str> {
        self.language.as_deref().or(document.metadata.language.as_deref())
    }
}

/// A document and what its provisions say, word by word. It can be used as the [`Document`] that it is.
#[derive(Debug, Clone)]
pub struct Analysed {
    document: Document,
    lexicons: Lexicons,
    instruments: Names,
    model: Option<Arc<Model>>,
    vocabulary: Vocabulary,
    texts: Vec<Text>,
    /// The short forms that it introduces, once it was asked for them, and those that the documents it was read with do.
    introduced: Arc<OnceLock<Introduced>>,
    shared: Arc<Introduced>,
    /// What each provision names.
    named: Arc<OnceLock<Vec<Vec<Named>>>>,
    /// What it was read by, how much of it was taken up from an earlier reading, and what that found to be named, with the
    /// short forms that it knew.
    circumstances: Circumstances,
    taken_up: Option<Extent>,
    named_before: Option<Arc<(u64, Vec<Vec<Named>>)>>,
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
        let delegations = unlisted(&document, options).names();
        Analysed::with(document, options, &delegations, None)
    }

    /// Reads the words of a document, given the delegations that no list names, or takes up an earlier reading of it.
    fn with(document: Document, options: &Options, delegations: &[String], kept: Option<Kept>) -> Self {
        let _stage = trace_span!("words").entered();
        let code = options.language.clone().or_else(|| document.metadata.language.clone());
        let circumstances = Circumstances::of(&document, code.as_deref(), delegations);
        let kept = kept.filter(|kept| kept.is_of(&circumstances, document.provisions.len())).map(Kept::parts);
        let Parts { vocabulary, texts, introduced, named, extent } = kept.unwrap_or_else(|| {
            let (negotiated, open_headings) = negotiated(&document, code.as_deref(), options, delegations);
            let (vocabulary, texts) = texts(&document, negotiated, open_headings, code.as_deref());
            Parts { vocabulary, texts, introduced: None, named: None, extent: None }
        });
        Analysed {
            document,
            lexicons: options.lexicons.clone(),
            instruments: options.instruments.clone(),
            model: options.model.clone(),
            vocabulary,
            texts,
            introduced: Arc::new(introduced.map_or_else(OnceLock::new, OnceLock::from)),
            shared: Arc::default(),
            named: Arc::default(),
            circumstances,
            taken_up: extent,
            named_before: named.map(Arc::new),
        }
    }

    /// What keeps this reading, with all that is made of it later.
    pub fn keeper(&self) -> Keeper {
        Keeper::of(self)
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The language in which it was read, as an ISO 639-1 code.
    pub fn language_code(&self) -> Option<&str> {
        self.circumstances.code.as_deref()
    }

    /// The language in which it was read.
    pub fn language(&self) -> &'static Language {
        Language::of(self.language_code())
    }

    /// The phrases by which its provisions are taken apart, where there are any for its language.
    pub fn lexicon(&self) -> Option<&Lexicon> {
        self.lexicons.of(self.language_code())
    }

    /// The phrases of another language by which provisions are taken apart, where there are any.
    pub(crate) fn lexicon_of(&self, code: Option<&str>) -> Option<&Lexicon> {
        self.lexicons.of(code)
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
        self.bracketed(at).marked(Reading {
            text: self.provision(at).text().into(),
            tokens: (&**tokens).into(),
            language: self.language(),
            attributed: self.attributions(at).iter().map(|one| one.span.clone()).collect(),
            signs: Cow::default(),
            options: Cow::default(),
        })
    }

    /// What is open in the text of a provision.
    pub fn bracketed(&self, at: ProvisionIndex) -> &Bracketed {
        &self.texts[at.index()].bracketed
    }

    /// What is open in the heading that a provision is the first to stand under; nothing where that is settled, and for other
    /// provisions.
    pub fn open_heading(&self, at: ProvisionIndex) -> Option<&Bracketed> {
        self.texts[at.index()].open_heading.as_deref()
    }

    /// What is open in the texts of several provisions as [`Analysed::joined`] has them.
    pub fn bracketed_in(&self, places: &[ProvisionIndex]) -> Bracketed {
        let mut start = 0;
        let mut parts = Vec::new();
        for &at in places {
            parts.push((self.bracketed(at), start));
            start += self.provision(at).text().len() + 1;
        }
        Bracketed::joined(&parts)
    }

    /// Who proposes some provisions, in the order of their texts, each once. Who proposes a bracket or an option does not propose
    /// the provision.
    pub fn proposers(&self, places: &[ProvisionIndex]) -> Vec<&Proposer> {
        let mut found: Vec<&Proposer> = Vec::new();
        let own = |&at: &ProvisionIndex| {
            let within = self.bracketed(at).attributions();
            self.attributions(at).iter().filter(move |one| !is_within(within, &one.span))
        };
        for proposer in places.iter().flat_map(own).flat_map(|one| &one.proposers) {
            if found.iter().all(|other| other.id() != proposer.id()) {
                found.push(proposer);
            }
        }
        found
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

    /// The words of a provision that are its wording, each with its term: those outside its attributions, or all if it
    /// has no other.
    pub(crate) fn wording(&self, at: ProvisionIndex) -> impl Iterator<Item = (Word, Term)> + '_ {
        let attributions = self.attributions(at);
        let is_outside = |word: &Word| !is_within(attributions, &word.span());
        let says_nothing_else = !self.texts[at.index()].words.iter().any(is_outside);
        self.words(at).filter(move |(word, _)| says_nothing_else || is_outside(word))
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

    /// Where a provision says who proposes it, in the order of its text. These words are none of its wording.
    pub fn attributions(&self, at: ProvisionIndex) -> &[Attribution] {
        &self.texts[at.index()].attributions
    }

    /// The text of a provision without its attributions; the whole of it if it says nothing else.
    pub(crate) fn wording_text(&self, at: ProvisionIndex) -> Cow<'_, str> {
        let (text, mut rest) = (self.provision(at).text(), String::new());
        let mut end = 0;
        for attribution in self.attributions(at) {
            rest.push_str(&text[end..attribution.span.start]);
            end = attribution.span.end;
        }
        rest.push_str(&text[end..]);
        if end == 0 || !rest.contains(char::is_alphanumeric) { text.into() } else { rest.into() }
    }

    /// The parts of a provision; nothing for languages without a lexicon.
    pub fn anatomy(&self, at: ProvisionIndex) -> Option<&Anatomy> {
        self.held_anatomy(at).map(|anatomy| &**anatomy)
    }

    fn held_anatomy(&self, at: ProvisionIndex) -> Option<&Arc<Anatomy>> {
        let lexicon = self.lexicon()?;
        Some(self.texts[at.index()].anatomy.get_or_init(|| {
            let _stage = trace_span!("anatomies").entered();
            Arc::new(open::anatomy(&self.reading(at), self.bracketed(at), lexicon))
        }))
    }

    /// What a provision names, in the order of its text. It is made for all provisions together.
    pub fn named(&self, at: ProvisionIndex) -> &[Named] {
        let all = self.named.get_or_init(|| {
            let _stage = trace_span!("names").entered();
            if let Some(before) = self.named_before.as_deref()
                && before.0 == fingerprint(&self.shared)
            {
                return before.1.clone();
            }
            let recogniser = Recogniser::of(&self.instruments, self.language_code(), &self.vocabulary);
            let introduced = self.introduced(&recogniser);
            let named = |at: usize| {
                let at = ProvisionIndex::new(at);
                recogniser.named(self.provision(at).text(), self.words(at), &[introduced, &self.shared])
            };
            (0..self.texts.len()).into_par_iter().map(named).collect()
        });
        &all[at.index()]
    }

    /// The short forms that the document introduces.
    fn introduced(&self, recogniser: &Recogniser<'_>) -> &Introduced {
        self.introduced.get_or_init(|| {
            let texts = (0..self.texts.len()).map(ProvisionIndex::new);
            let texts = texts.map(|at| (self.provision(at).text(), self.words(at)));
            Introduced::of(recogniser, texts)
        })
    }

    /// The parts of several provisions; nothing for languages without a lexicon.
    pub fn anatomies(&self, places: &[ProvisionIndex]) -> Option<Vec<&Anatomy>> {
        places.iter().map(|&at| self.anatomy(at)).collect()
    }

    /// The same, to be kept beside the document.
    pub(crate) fn shared_anatomies(&self, places: &[ProvisionIndex]) -> Option<Vec<Arc<Anatomy>>> {
        places.iter().map(|&at| self.held_anatomy(at).cloned()).collect()
    }

    /// The model that makes vectors of its provisions, where one is used.
    pub fn model(&self) -> Option<&Model> {
        self.model.as_deref()
    }

    /// The vector of a provision's wording, of length 1; nothing where no model is used. Where many are to be had,
    /// [`Analysed::embed`] them first.
    pub fn embedding(&self, at: ProvisionIndex) -> Option<&[f32]> {
        let model = self.model()?;
        let made = || model.embed(&[&self.wording_text(at)]).pop().unwrap_or_default();
        Some(self.texts[at.index()].embedding.get_or_init(made))
    }

    /// Makes the vectors of provisions ready, side by side, those that are not yet.
    pub fn embed(&self, places: &[ProvisionIndex]) {
        let Some(model) = self.model() else { return };
        let lacks = |at: &ProvisionIndex| self.texts[at.index()].embedding.get().is_none();
        let places: Vec<ProvisionIndex> = places.iter().copied().filter(lacks).collect();
        let texts: Vec<Cow<'_, str>> = places.iter().map(|&at| self.wording_text(at)).collect();
        let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
        // The vectors are made before any is kept: whoever waited here for one might hold up what it waits for.
        for (at, vector) in places.iter().zip(model.embed(&texts)) {
            let _ = self.texts[at.index()].embedding.set(vector);
        }
    }
}
