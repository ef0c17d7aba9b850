//! What a text names: treaties, bodies, resolutions, articles, goals; each with an identity of its own, however it is
//! written, so that two texts can be held against each other.
//!
//! The names stand in `things.toml`, to which users add their own; how a language numbers things and forms the names of
//! protocols stands in `naming.toml` in its folder. Short forms that a document itself introduces hold within it.
//!
//! ```
//! use travaux::analysis::{Analysed, Options};
//! use travaux::extract::of_texts;
//! use travaux::model::ProvisionIndex;
//! use travaux::named::Compared;
//!
//! let texts = ["Ratify OP-CAT.", "Ratify the Optional Protocol to the Convention against Torture.", "Ratify CAT."];
//! let document = Analysed::of(of_texts("list", &texts, Some("en")), &Options::default());
//! let named = |at: usize| document.named(ProvisionIndex::new(at));
//! assert_eq!(named(0)[0].id(), "OP-CAT");
//! assert_eq!(Compared::of(named(0), named(1)).shared.len(), 1);
//! let other = Compared::of(named(0), named(2));
//! assert!(other.shared.is_empty() && other.related.len() == 1, "of one family, and not the same");
//! ```

mod compare;
mod file;
mod forms;
mod introduced;
mod numbered;
mod protocols;
mod recognise;
mod table;
mod trie;

use std::ops::Range;
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use compare::Compared;
pub(crate) use compare::name_the_same;
pub(crate) use introduced::{Introduced, Pair};
pub(crate) use recognise::Recogniser;
pub use table::Names;

/// What sort of thing is named.
#[derive(
    Debug,
    Clone,
    Copy,
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
#[serde(rename_all = "kebab-case")]
pub enum NamedKind {
    /// A treaty or a protocol.
    Treaty,
    /// What is agreed without being a treaty: a declaration, principles, rules.
    Declaration,
    /// A programme or plan: "the 2030 Agenda".
    Plan,
    /// A numbered goal of a plan.
    Goal,
    /// An organisation, a committee, an office.
    Body,
    /// A resolution, by its number.
    Resolution,
    /// A decision, by its number.
    Decision,
    /// A document, by its symbol.
    Document,
    /// A law of a State: a code, a constitution, an act with a number.
    Law,
    /// An article.
    Article,
    /// What a document itself gave a short form.
    Introduced,
}

/// Something that has a name.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Thing {
    /// Its identity: "OP-CAT", "ILO-189", "resolution 1325", "article 14".
    pub id: Arc<str>,
    /// What sort of thing it is.
    pub kind: NamedKind,
    /// What it belongs to, the nearest first: the protocol's convention, the member's group.
    pub parents: Vec<Arc<str>>,
    /// Whether it is a name for any or all of several things: "the Geneva Conventions".
    pub is_group: bool,
}

impl Thing {
    pub(crate) fn of(id: impl Into<Arc<str>>, kind: NamedKind, parent: Option<&Thing>) -> Arc<Thing> {
        let parents = parent.map(|parent| std::iter::once(&parent.id).chain(&parent.parents).cloned().collect());
        Arc::new(Thing { id: id.into(), kind, parents: parents.unwrap_or_default(), is_group: false })
    }

    /// The first of its family: the convention of a protocol.
    pub fn family(&self) -> &str {
        self.parents.last().unwrap_or(&self.id)
    }

    /// Whether both are the same, or one is a group that the other belongs to, or documents gave a short form to two long
    /// names of which one has a word or two more.
    pub fn is_same(&self, other: &Thing) -> bool {
        let holds = |one: &Thing, other: &Thing| one.is_group && other.parents.contains(&one.id);
        let is_fuller = |one: &Thing, other: &Thing| {
            one.kind == NamedKind::Introduced && other.kind == NamedKind::Introduced && is_within(&one.id, &other.id)
        };
        self.id == other.id
            || holds(self, other)
            || holds(other, self)
            || is_fuller(self, other)
            || is_fuller(other, self)
    }
}

/// The least words of a long name that another one, of a word or two more, may be the same as.
const LEAST_WORDS: usize = 4;

/// Whether the words of a long name stand in another one in their order, with a word or two more there.
fn is_within(short: &str, long: &str) -> bool {
    let count = |name: &str| name.split(' ').count();
    let mut words = long.split(' ');
    count(short) >= LEAST_WORDS
        && count(long) <= count(short) + 2
        && short.split(' ').all(|word| words.any(|there| there == word))
}

/// A place where a text names something.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Named {
    /// Where, in bytes of the provision's text.
    pub span: Range<usize>,
    /// What.
    pub thing: Arc<Thing>,
    /// What it is a part of, where that is said: the treaty or law of an article.
    pub within: Option<Arc<Thing>>,
}

impl Named {
    /// The identity of what is named.
    pub fn id(&self) -> &str {
        &self.thing.id
    }

    /// What sort of thing is named.
    pub fn kind(&self) -> NamedKind {
        self.thing.kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_may_have_a_word_more_in_another_document() {
        let long = |id: &str| Thing::of(id, NamedKind::Introduced, None);
        assert!(long("share quay resourc law").is_same(&long("share quay resourc old law")));
        assert!(long("share quay resourc old law").is_same(&long("share quay resourc law")));
        assert!(!long("quay board").is_same(&long("quay pilot board")), "two words are too few");
        assert!(!long("share quay resourc law").is_same(&long("law share quay resourc old")), "another order");
    }
}
