//! What reading the words of a document came to, as bytes to be kept and taken up again.

use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

use borsh::{BorshDeserialize, BorshSerialize};
use rustc_hash::FxBuildHasher;

use super::{Analysed, Text};
use crate::anatomy::{Anatomy, Attribution};
use crate::brackets::Bracketed;
use crate::language::{Term, Token, Vocabulary, Word};
use crate::model::Document;
use crate::named::{Introduced, Named, Pair};

/// What reading the words of a document came to: tokens, terms, brackets and who proposes them, the anatomies and names that
/// were asked for.
#[derive(BorshDeserialize)]
pub struct Kept {
    circumstances: Circumstances,
    vocabulary: Vocabulary,
    texts: Vec<KeptText>,
    introduced: Option<Vec<Pair>>,
    /// What each provision names, and what the short forms came to that other documents introduce.
    named: Option<(u64, Vec<Vec<Named>>)>,
}

/// What the reading of a document goes by, beside the document and the files of words.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Circumstances {
    /// The language.
    pub(super) code: Option<String>,
    /// The delegations that no list names.
    pub(super) delegations: Vec<String>,
    /// What the texts and their headings come to.
    pub(super) content: u64,
}

impl Circumstances {
    pub(super) fn of(document: &Document, code: Option<&str>, delegations: &[String]) -> Self {
        let texts = document.provisions.iter().map(|provision| (provision.text(), &provision.section));
        let content = texts.fold(0, |before, text| FxBuildHasher.hash_one((before, text)));
        Circumstances { code: code.map(str::to_owned), delegations: delegations.to_vec(), content }
    }
}

/// The same as it is written, without a copy: field by field what [`Kept`] reads.
#[derive(BorshSerialize)]
struct ToKeep<'a> {
    circumstances: &'a Circumstances,
    vocabulary: &'a Vocabulary,
    texts: Vec<TextToKeep<'a>>,
    introduced: Option<&'a [Pair]>,
    named: Option<(u64, &'a Vec<Vec<Named>>)>,
}

/// Likewise what [`KeptText`] reads.
#[derive(BorshSerialize)]
struct TextToKeep<'a> {
    tokens: &'a [Token],
    words: &'a [Word],
    terms: &'a [Term],
    heading: &'a [Term],
    title: &'a [Term],
    attributions: &'a [Attribution],
    bracketed: &'a Bracketed,
    open_heading: Option<&'a Bracketed>,
    anatomy: Option<&'a Anatomy>,
}

#[derive(BorshDeserialize)]
struct KeptText {
    tokens: Arc<[Token]>,
    words: Arc<[Word]>,
    terms: Vec<Term>,
    heading: Vec<Term>,
    title: Vec<Term>,
    attributions: Arc<[Attribution]>,
    bracketed: Arc<Bracketed>,
    open_heading: Option<Arc<Bracketed>>,
    anatomy: Option<Anatomy>,
}

impl Kept {
    /// Takes up what [`Keeper::bytes`] gave; nothing if it is of another shape. That it was given by the same build of the
    /// program, and that nobody has changed a byte since, whoever keeps it sees to: places in texts are not checked again.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        borsh::from_slice(bytes).ok()
    }

    /// Whether it is what the reading of a document of so many provisions would come to.
    pub(super) fn is_of(&self, circumstances: &Circumstances, provisions: usize) -> bool {
        self.circumstances == *circumstances && self.texts.len() == provisions
    }

    /// What it holds.
    pub(super) fn parts(self) -> Parts {
        let extent = Extent {
            anatomies: self.texts.iter().filter(|text| text.anatomy.is_some()).count(),
            introduced: self.introduced.is_some(),
            named: self.named.as_ref().map(|(shared, _)| *shared),
        };
        let code = self.circumstances.code;
        let introduced = self.introduced.map(|pairs| Introduced::again(pairs, code.as_deref()));
        let texts = self.texts.into_iter().map(KeptText::text).collect();
        Parts { vocabulary: self.vocabulary, texts, introduced, named: self.named, extent }
    }
}

impl<'a> TextToKeep<'a> {
    fn of(text: &'a Text) -> Self {
        let Text { tokens, words, terms, heading, title, attributions, bracketed, open_heading, anatomy, embedding: _ } =
            text;
        let (open_heading, anatomy) = (open_heading.as_deref(), anatomy.get());
        TextToKeep { tokens, words, terms, heading, title, attributions, bracketed, open_heading, anatomy }
    }
}

impl KeptText {
    fn text(self) -> Text {
        let KeptText { tokens, words, terms, heading, title, attributions, bracketed, open_heading, anatomy } = self;
        let anatomy = Arc::new(anatomy.map_or_else(OnceLock::new, OnceLock::from));
        let embedding = Arc::default();
        Text { tokens, words, terms, heading, title, attributions, bracketed, open_heading, anatomy, embedding }
    }
}

/// What was kept of a document.
pub(super) struct Parts {
    pub(super) vocabulary: Vocabulary,
    pub(super) texts: Vec<Text>,
    pub(super) introduced: Option<Introduced>,
    pub(super) named: Option<(u64, Vec<Vec<Named>>)>,
    pub(super) extent: Extent,
}

/// How much was made of what is made when it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    anatomies: usize,
    introduced: bool,
    named: Option<u64>,
}

/// Keeps what the reading of a document comes to, also what is asked for later.
pub struct Keeper {
    circumstances: Circumstances,
    vocabulary: Vocabulary,
    texts: Vec<Text>,
    introduced: Arc<OnceLock<Introduced>>,
    shared: Arc<Introduced>,
    named: Arc<OnceLock<Vec<Vec<Named>>>>,
    taken_up: Option<Extent>,
}

impl Keeper {
    pub(super) fn of(document: &Analysed) -> Self {
        Keeper {
            circumstances: document.circumstances.clone(),
            vocabulary: document.vocabulary.clone(),
            texts: document.texts.clone(),
            introduced: document.introduced.clone(),
            shared: document.shared.clone(),
            named: document.named.clone(),
            taken_up: document.taken_up,
        }
    }

    /// What is to be kept; nothing if no more was made than was taken up.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let shared = fingerprint(&self.shared);
        let extent = Extent {
            anatomies: self.texts.iter().filter(|text| text.anatomy.get().is_some()).count(),
            introduced: self.introduced.get().is_some(),
            named: self.named.get().map(|_| shared),
        };
        if self.taken_up == Some(extent) {
            return None;
        }
        let to_keep = ToKeep {
            circumstances: &self.circumstances,
            vocabulary: &self.vocabulary,
            texts: self.texts.iter().map(TextToKeep::of).collect(),
            introduced: self.introduced.get().map(Introduced::pairs),
            named: self.named.get().map(|named| (shared, named)),
        };
        borsh::to_vec(&to_keep).ok()
    }
}

/// A number that tells what short forms are introduced.
pub(super) fn fingerprint(introduced: &Introduced) -> u64 {
    let bytes = borsh::to_vec(introduced.pairs()).unwrap_or_default();
    FxBuildHasher.hash_one(bytes)
}
