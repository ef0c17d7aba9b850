//! Documents that belong together: what one tells of how another is read, and one made of the pieces of a draft.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;
use tracing::trace_span;

use super::kept::{Circumstances, Kept};
use super::negotiated::unlisted;
use super::{Analysed, Options};
use crate::brackets::Unlisted;
use crate::language::{Term, Vocabulary};
use crate::model::Document;
use crate::named::{Introduced, Pair, Recogniser};

impl Analysed {
    /// Reads the words of several documents that belong together, in their order. One whose language is not known is
    /// read in that of most of the others.
    pub fn of_each(documents: Vec<Document>, options: &Options) -> Vec<Self> {
        Analysed::of_each_again(documents.into_iter().map(|document| (document, None)).collect(), options, None)
    }

    /// As [`Analysed::of_each`], as if they stood among more documents, whose surroundings are given.
    pub fn of_each_among(documents: Vec<Document>, options: &Options, surroundings: &Surroundings) -> Vec<Self> {
        let documents = documents.into_iter().map(|document| (document, None)).collect();
        Analysed::of_each_again(documents, options, Some(surroundings))
    }

    /// As [`Analysed::of_each`], with what was kept of earlier readings by the same lexicons and names, and as if they stood
    /// among more documents, where their surroundings are given. What was read in another language or with other delegations is
    /// read anew.
    pub fn of_each_again(
        documents: Vec<(Document, Option<Kept>)>,
        options: &Options,
        surroundings: Option<&Surroundings>,
    ) -> Vec<Self> {
        let (documents, kept): (Vec<Document>, Vec<Option<Kept>>) = documents.into_iter().unzip();
        let mut among = surroundings.map_or_else(|| Surroundings::of_documents(&documents, options), Clone::clone);
        let delegations = among.unlisted.names();
        let commonest = among.languages.commonest().map(str::to_owned);
        let read = |(document, kept): (Document, Option<Kept>)| {
            let language = options.code_of(&document).map(str::to_owned).or_else(|| commonest.clone());
            Analysed::with(document, &Options { language, ..options.clone() }, &delegations, kept)
        };
        let mut read: Vec<Analysed> = documents.into_par_iter().zip(kept).map(read).collect();
        let _stage = trace_span!("short forms").entered();
        if surroundings.is_none() {
            among.add_short_forms(&read, options);
        }
        among.share_short_forms(&mut read);
        read
    }

    /// Reads the words of two documents, as [`Analysed::of_each`] does.
    pub fn of_pair(old: Document, new: Document, options: &Options) -> (Self, Self) {
        Analysed::of_pair_again((old, None), (new, None), options)
    }

    /// As [`Analysed::of_pair`], with what was kept of earlier readings by the same lexicons and names.
    pub fn of_pair_again(
        (old, kept_old): (Document, Option<Kept>),
        (new, kept_new): (Document, Option<Kept>),
        options: &Options,
    ) -> (Self, Self) {
        let known = |one: &Document, other: &Document| {
            let language = options.code_of(one).or_else(|| options.code_of(other));
            Options { language: language.map(str::to_owned), ..options.clone() }
        };
        let (for_old, for_new) = (known(&old, &new), known(&new, &old));
        let mut named = unlisted(&old, options);
        named.add(unlisted(&new, options));
        let delegations = named.names();
        rayon::join(
            || Analysed::with(old, &for_old, &delegations, kept_old),
            || Analysed::with(new, &for_new, &delegations, kept_new),
        )
    }

    /// One document of the pieces of a draft, as [`Document::assembled`] puts them together.
    ///
    /// # Panics
    /// If there is no piece.
    pub fn assembled(pieces: &[&Analysed], lacks_pieces: bool) -> Self {
        let documents: Vec<&Document> = pieces.iter().map(|piece| &piece.document).collect();
        let document = Document::assembled(&documents, lacks_pieces);
        let code = pieces.iter().find_map(|piece| piece.circumstances.code.clone());
        let vocabularies: Vec<&Vocabulary> = pieces.iter().map(|piece| &piece.vocabulary).collect();
        let (vocabulary, numbers) = Vocabulary::union(&vocabularies);
        let renumbered = |(piece, numbers): (&&Analysed, &Vec<Term>)| {
            let mut texts = piece.texts.clone();
            for text in &mut texts {
                text.renumber(numbers);
                // What another language's phrases made of it stays with the piece.
                if piece.circumstances.code != code {
                    text.anatomy = Arc::default();
                }
            }
            texts
        };
        let texts = pieces.iter().zip(&numbers).flat_map(renumbered).collect();
        Analysed {
            document,
            lexicons: pieces[0].lexicons.clone(),
            instruments: pieces[0].instruments.clone(),
            model: pieces[0].model.clone(),
            vocabulary,
            texts,
            introduced: Arc::default(),
            shared: pieces[0].shared.clone(),
            named: Arc::default(),
            circumstances: Circumstances { code, ..pieces[0].circumstances.clone() },
            taken_up: None,
            named_before: None,
        }
    }
}

/// What documents tell of how others that stand among them are read: in which language, where a document is in none that is known,
/// which names before a colon are those of delegations, and what short forms are short for. No document's share of it depends on
/// the others, so that the parts of an archive can be asked for it one by one.
#[derive(Debug, Clone, Default, BorshSerialize, BorshDeserialize)]
pub struct Surroundings {
    languages: Languages,
    unlisted: Unlisted,
    /// The short forms by the languages of the documents that introduce them.
    short_forms: BTreeMap<Option<String>, Vec<Pair>>,
}

impl Surroundings {
    /// What some documents tell that were read with these options.
    pub fn of(documents: &[Analysed], options: &Options) -> Self {
        let held: Vec<&Document> = documents.iter().map(Analysed::document).collect();
        let mut told = Surroundings::of_documents(&held, options);
        told.add_short_forms(documents, options);
        told.short_forms.values_mut().for_each(Pair::each_once);
        told
    }

    /// Adds what other documents tell.
    pub fn add(&mut self, other: Surroundings) {
        self.languages.add(other.languages);
        self.unlisted.add(other.unlisted);
        for (code, pairs) in other.short_forms {
            let known = self.short_forms.entry(code).or_default();
            known.extend(pairs);
            Pair::each_once(known);
        }
    }

    /// What documents tell before their words are read.
    fn of_documents<D: Borrow<Document> + Sync>(documents: &[D], options: &Options) -> Self {
        let mut told = Surroundings::default();
        documents.iter().for_each(|document| told.languages.count(options.code_of(document.borrow())));
        let each: Vec<Unlisted> = documents.par_iter().map(|document| unlisted(document.borrow(), options)).collect();
        each.into_iter().for_each(|one| told.unlisted.add(one));
        told
    }

    fn add_short_forms(&mut self, documents: &[Analysed], options: &Options) {
        let unread = documents.par_iter().filter(|document| document.introduced.get().is_none());
        unread.for_each(|document| {
            let recogniser = Recogniser::of(&document.instruments, document.language_code(), &document.vocabulary);
            document.introduced(&recogniser);
        });
        for document in documents {
            // What is read in the language of the others tells nothing of them.
            let own = options.code_of(document);
            if let Some(introduced) = document.introduced.get().filter(|_| own == document.language_code()) {
                let pairs = introduced.pairs().iter().cloned();
                self.short_forms.entry(own.map(str::to_owned)).or_default().extend(pairs);
            }
        }
    }

    /// Gives documents the short forms that any of their language introduces.
    fn share_short_forms(&self, documents: &mut [Analysed]) {
        let mut known = BTreeMap::<Option<String>, Arc<Introduced>>::new();
        for document in documents {
            let code = document.circumstances.code.clone();
            let shared = known.entry(code).or_insert_with_key(|code| {
                let pairs = self.short_forms.get(code).map_or(&[][..], Vec::as_slice);
                Arc::new(Introduced::together(pairs.iter(), code.as_deref()))
            });
            document.shared = shared.clone();
        }
    }
}

/// How many documents are in each language.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Languages(BTreeMap<String, usize>);

impl Languages {
    /// The languages of some documents, as far as they are known.
    pub(crate) fn of<'a>(codes: impl Iterator<Item = Option<&'a str>>) -> Self {
        let mut languages = Languages::default();
        codes.for_each(|code| languages.count(code));
        languages
    }

    pub(crate) fn count(&mut self, code: Option<&str>) {
        if let Some(code) = code {
            *self.0.entry(code.to_owned()).or_default() += 1;
        }
    }

    pub(crate) fn add(&mut self, other: Languages) {
        other.0.into_iter().for_each(|(code, count)| *self.0.entry(code).or_default() += count);
    }

    /// The language of most documents; of several, the last by its code.
    pub(crate) fn commonest(&self) -> Option<&str> {
        self.0.iter().max_by_key(|&(code, count)| (count, code)).map(|(code, _)| code.as_str())
    }
}
