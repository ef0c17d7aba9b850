//! Which provisions are compared with each other.

use crate::model::{Document, Kind, Numbering, ProvisionIndex};

/// Provisions that are compared with each other.
#[derive(PartialEq)]
pub(super) struct Pool {
    pub(super) old: Vec<ProvisionIndex>,
    pub(super) new: Vec<ProvisionIndex>,
}

impl Pool {
    /// The pools that two documents fall into; paragraphs beside recommendations only if they are asked for.
    pub(super) fn of_each(old: &Document, new: &Document, with_paragraphs: bool) -> Vec<Self> {
        let has = |kind| old.count(kind) + new.count(kind) > 0;
        let paragraphs = with_paragraphs || !(old.states_any() || new.states_any());
        // A preamble is there only where it is part of what is adopted.
        let wanted = |kind: Kind| kind != Kind::Paragraph || paragraphs;
        for (without, with, swapped) in [(old, new, false), (new, old, true)] {
            if lacks_recommendations(without, with) {
                let one = places(without, |kind| kind == Kind::Paragraph);
                let other = places(with, |kind| kind.is_stated() || kind == Kind::Paragraph && with_paragraphs);
                return vec![if swapped { Pool { old: other, new: one } } else { Pool { old: one, new: other } }];
            }
        }
        if has(Kind::Item) {
            return vec![Pool { old: places(old, wanted), new: places(new, wanted) }];
        }
        // Where the recommendations are numbered among the paragraphs, a heading alone tells the two apart, and may change.
        let in_one_series = |document: &Document| {
            document.of_kind(Kind::Recommendation).all(|one| one.numbering == Numbering::Paragraph)
        };
        let counted = |kind: Kind| matches!(kind, Kind::Recommendation | Kind::Paragraph);
        let is_one_series = paragraphs && has(Kind::Recommendation) && in_one_series(old) && in_one_series(new);
        let alike = |one: Kind, other: Kind| one == other || is_one_series && counted(one) && counted(other);
        let of_kind = |kind: Kind| Pool {
            old: places(old, |there| alike(there, kind)),
            new: places(new, |there| alike(there, kind)),
        };
        let kinds = Kind::ALL.into_iter().filter(|&kind| wanted(kind) && has(kind));
        kinds.filter(|&kind| !(is_one_series && kind == Kind::Paragraph)).map(of_kind).collect()
    }

    /// The pools with paragraphs that are none without them.
    pub(super) fn of_paragraphs(old: &Document, new: &Document, with_paragraphs: bool) -> Vec<Self> {
        let compared = Pool::of_each(old, new, with_paragraphs);
        Pool::of_each(old, new, true).into_iter().filter(|pool| !compared.contains(pool)).collect()
    }
}

fn places(document: &Document, pick: impl Fn(Kind) -> bool) -> Vec<ProvisionIndex> {
    ProvisionIndex::all(&document.provisions).filter(|&at| pick(document.provisions[at].kind)).collect()
}

/// Whether a document has numbered paragraphs only, and the other recommendations: all of those would
/// look withdrawn or new if the paragraphs were left out.
pub(crate) fn lacks_recommendations(document: &Document, other: &Document) -> bool {
    document.count(Kind::Paragraph) > 0 && !document.states_any() && other.count(Kind::Recommendation) > 0
}

/// Whether two provisions are ever held against each other: a recommendation and a paragraph mostly are not.
pub(crate) fn are_comparable(
    (old, at): (&Document, ProvisionIndex),
    (new, there): (&Document, ProvisionIndex),
) -> bool {
    Pool::of_each(old, new, true).iter().any(|pool| pool.old.contains(&at) && pool.new.contains(&there))
}
