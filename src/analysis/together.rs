//! Documents that belong together: what one tells of how another is read, and one made of the pieces of a draft.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use tracing::trace_span;

use super::kept::{Circumstances, Kept};
use super::negotiated::delegations;
use super::{Analysed, Options, commonest_language, languages};
use crate::language::{Term, Vocabulary};
use crate::model::Document;
use crate::named::{Introduced, Recogniser};

impl Analysed {
    /// Reads the words of several documents that belong together, in their order. One whose language is not known is
    /// read in that of most of the others.
    pub fn of_each(documents: Vec<Document>, options: &Options) -> Vec<Self> {
        Analysed::of_each_again(documents.into_iter().map(|document| (document, None)).collect(), options)
    }

    /// As [`Analysed::of_each`], with what was kept of earlier readings by the same lexicons and names. What was read in another
    /// language or with other delegations is read anew.
    pub fn of_each_again(documents: Vec<(Document, Option<Kept>)>, options: &Options) -> Vec<Self> {
        let (documents, kept): (Vec<Document>, Vec<Option<Kept>>) = documents.into_iter().unzip();
        let commonest = commonest_language(languages(&documents)).map(str::to_owned);
        let delegations = delegations(&documents.iter().collect::<Vec<_>>(), options);
        let read = |(document, kept): (Document, Option<Kept>)| {
            let language = options.language.clone().or_else(|| document.metadata.language.clone());
            let language = language.or_else(|| commonest.clone());
            Analysed::with(document, &Options { language, ..options.clone() }, &delegations, kept)
        };
        let mut read: Vec<Analysed> = documents.into_par_iter().zip(kept).map(read).collect();
        share_introduced(&mut read);
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
            let [own, others] = [one, other].map(|document| document.metadata.language.clone());
            Options { language: options.language.clone().or(own).or(others), ..options.clone() }
        };
        let (for_old, for_new) = (known(&old, &new), known(&new, &old));
        let delegations = delegations(&[&old, &new], options);
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

/// Gives documents of one language the short forms that any of them introduces.
fn share_introduced(documents: &mut [Analysed]) {
    let _stage = trace_span!("short forms").entered();
    let unread = documents.par_iter().filter(|document| document.introduced.get().is_none());
    unread.for_each(|document| {
        let recogniser = Recogniser::of(&document.instruments, document.language_code(), &document.vocabulary);
        document.introduced(&recogniser);
    });
    let mut languages = BTreeMap::<Option<String>, Vec<usize>>::new();
    for (at, document) in documents.iter().enumerate() {
        languages.entry(document.circumstances.code.clone()).or_default().push(at);
    }
    for (code, places) in languages {
        let all = places.iter().filter_map(|&at| documents[at].introduced.get());
        let shared = Arc::new(Introduced::together(all, code.as_deref()));
        places.into_iter().for_each(|at| documents[at].shared = shared.clone());
    }
}
