//! The names of provisions, and their places.

use std::borrow::Borrow;
use std::fmt;
use std::ops::{Deref, Index};
use std::str::FromStr;

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Document, Kind, Provision};

/// What stands before the number of a paragraph, so that a recommendation of the same number has another id.
const PARAGRAPH: &str = "para-";

/// The id of a provision within the corpus: `2019-final/13` for a recommendation or a unit, `2019-final/para-13` for a
/// paragraph.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(transparent)]
#[schemars(with = "String")]
pub struct ProvisionId(String);

impl ProvisionId {
    /// The id of a document's provision, by its kind and label.
    pub fn new(document: &str, kind: Kind, label: &str) -> Self {
        let series = if kind == Kind::Paragraph { PARAGRAPH } else { "" };
        ProvisionId(format!("{document}/{series}{label}"))
    }

    /// The id as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the document that the provision was read from.
    pub fn document(&self) -> &str {
        self.0.split_once('/').map_or("", |(document, _)| document)
    }

    /// What stands behind the document's id: the label, with `para-` before that of a paragraph.
    pub fn place(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, place)| place)
    }

    /// The id in a document that has one series of numbers only: with `para-` if this has none, without it if it has.
    pub fn other_form(&self) -> ProvisionId {
        let (document, place) = (self.document(), self.place());
        match place.strip_prefix(PARAGRAPH) {
            Some(label) => ProvisionId(format!("{document}/{label}")),
            None => ProvisionId(format!("{document}/{PARAGRAPH}{place}")),
        }
    }
}

impl FromStr for ProvisionId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('/') {
            Some((document, place)) if !document.is_empty() && !place.is_empty() => Ok(ProvisionId(text.to_owned())),
            _ => Err(format!("`{text}` names no provision; write DOCUMENT/NUMBER, such as 2019-final/13")),
        }
    }
}

impl Deref for ProvisionId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for ProvisionId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProvisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<ProvisionId> for String {
    fn from(id: ProvisionId) -> String {
        id.0
    }
}

impl PartialEq<str> for ProvisionId {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for ProvisionId {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<String> for ProvisionId {
    fn eq(&self, other: &String) -> bool {
        self.0 == *other
    }
}

/// A place in a list, of a type of its own, so that places in two lists are not taken for each other.
macro_rules! index {
    ($(#[$about:meta])* $name:ident in $item:ty) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(usize);

        impl $name {
            /// The place that is so far from the first.
            pub fn new(index: usize) -> Self {
                $name(index)
            }

            /// How far it is from the first place.
            pub fn index(self) -> usize {
                self.0
            }

            /// Every place in a list, in order.
            pub fn all<T: Borrow<$item>>(list: &[T]) -> impl Iterator<Item = Self> + use<T> {
                (0..list.len()).map($name)
            }
        }

        impl Index<$name> for [$item] {
            type Output = $item;

            fn index(&self, at: $name) -> &$item {
                &self[at.0]
            }
        }

        impl Index<$name> for Vec<$item> {
            type Output = $item;

            fn index(&self, at: $name) -> &$item {
                &self[at.0]
            }
        }
    };
}

index! {
    /// The place of a document among others.
    DocumentIndex in Document
}
index! {
    /// The place of a provision in its document.
    ProvisionIndex in Provision
}

impl<'a> Index<DocumentIndex> for [&'a Document] {
    type Output = &'a Document;

    fn index(&self, at: DocumentIndex) -> &&'a Document {
        &self[at.index()]
    }
}

/// The place of a provision in documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct ProvisionPlace {
    /// The document.
    pub document: DocumentIndex,
    /// The provision in it.
    pub provision: ProvisionIndex,
}

impl ProvisionPlace {
    /// The provision.
    ///
    /// # Panics
    /// If the place is one in other documents.
    pub fn of<D: Borrow<Document>>(self, documents: &[D]) -> &Provision {
        &documents[self.document.index()].borrow().provisions[self.provision]
    }
}

/// Says which of the known ids come nearest to one that is not known.
pub fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut ranked: Vec<(f64, &str)> = known.map(|id| (strsim::jaro_winkler(wanted, id), id)).collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let near: Vec<String> = ranked.iter().take(3).map(|(_, id)| format!("`{id}`")).collect();
    match near.as_slice() {
        [] => "there is none".into(),
        [one] => format!("there is {one}"),
        several => format!("the nearest are {}", several.join(", ")),
    }
}
