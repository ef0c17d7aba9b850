//! What reading the words of a document came to, as bytes to be kept and taken up again.

use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

use borsh::{BorshDeserialize, BorshSerialize};
use rustc_hash::FxBuildHasher;

use super::Analysed;
use super::text::Text;
use crate::language::Vocabulary;
use crate::model::Document;
use crate::named::{Introduced, Named, Pair};

/// What reading the words of a document came to: tokens, terms, brackets and who proposes them, the anatomies and names that
/// were asked for.
#[derive(BorshDeserialize)]
pub struct Kept {
    circumstances: Circumstances,
    vocabulary: Vocabulary,
    texts: Vec<Text>,
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
    texts: &'a [Text],
    introduced: Option<&'a [Pair]>,
    named: Option<(u64, &'a Vec<Vec<Named>>)>,
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
        let named = self.named.as_ref().map(|(shared, _)| *shared);
        let extent = Some(Extent::of(&self.texts, self.introduced.is_some(), named));
        let code = self.circumstances.code;
        let introduced = self.introduced.map(|pairs| Introduced::again(pairs, code.as_deref()));
        Parts { vocabulary: self.vocabulary, texts: self.texts, introduced, named: self.named, extent }
    }
}

/// What the reading of a document comes to, as it was kept or made.
pub(super) struct Parts {
    pub(super) vocabulary: Vocabulary,
    pub(super) texts: Vec<Text>,
    pub(super) introduced: Option<Introduced>,
    pub(super) named: Option<(u64, Vec<Vec<Named>>)>,
    /// How much of it was kept.
    pub(super) extent: Option<Extent>,
}

/// How much was made of what is made when it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    anatomies: usize,
    introduced: bool,
    named: Option<u64>,
}

impl Extent {
    fn of(texts: &[Text], introduced: bool, named: Option<u64>) -> Self {
        Extent { anatomies: texts.iter().filter(|text| text.anatomy.get().is_some()).count(), introduced, named }
    }
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
        let extent = Extent::of(&self.texts, self.introduced.get().is_some(), self.named.get().map(|_| shared));
        if self.taken_up == Some(extent) {
            return None;
        }
        let to_keep = ToKeep {
            circumstances: &self.circumstances,
            vocabulary: &self.vocabulary,
            texts: &self.texts,
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
