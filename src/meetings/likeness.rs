//! Which treaties, and drafts of treaties, are forms of one text.

use std::cmp::Ordering;

use crate::model::{Document, Numbering};

/// How much of their words two drafts must share to be forms of one text, by the Jaccard index of their distinct words. Two
/// revisions of one treaty share half and more, two treaties on like matters a third at most.
const ALIKE: f64 = 0.45;

/// Whether two documents with articles are forms of one text: they share most of their words.
pub(super) fn are_of_one_text(one: &Document, other: &Document) -> bool {
    let has_articles =
        |document: &Document| document.provisions.iter().any(|provision| provision.numbering == Numbering::Article);
    has_articles(one) && has_articles(other) && likeness(one.word_hashes(), other.word_hashes()) >= ALIKE
}

/// The Jaccard index of two sorted sets.
fn likeness(one: &[u64], other: &[u64]) -> f64 {
    let (mut at, mut there, mut common) = (0, 0, 0usize);
    while let (Some(left), Some(right)) = (one.get(at), other.get(there)) {
        match left.cmp(right) {
            Ordering::Less => at += 1,
            Ordering::Greater => there += 1,
            Ordering::Equal => {
                (at, there, common) = (at + 1, there + 1, common + 1);
            }
        }
    }
    let all = one.len() + other.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_the_share_of_what_both_have() {
        assert_eq!(likeness(&[1, 2, 3], &[2, 3, 4]), 0.5);
        assert_eq!(likeness(&[], &[1]), 0.0);
        assert_eq!(likeness(&[], &[]), 0.0);
    }
}
