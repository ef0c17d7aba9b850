//! Which treaties, and drafts of treaties, are forms of one text.

use std::cmp::Ordering;

use crate::language::Negotiation;
use crate::model::Document;

/// How much of their words two drafts must share to be forms of one text, by the Jaccard index of their distinct words: of those
/// at hand two revisions share 0.77 and more, and two treaties on other matters 0.05; of short texts less is to be expected.
const ALIKE: f64 = 0.4;

/// The same where they bear one title.
const ALIKE_IN_NAME: f64 = 0.15;

/// Whether two documents are forms of one treaty: both have articles, and they share most of their words, or bear one title and share
/// many.
pub(super) fn are_of_one_text(one: &Document, other: &Document) -> bool {
    let Some((words, others)) = one.treaty_words().zip(other.treaty_words()) else { return false };
    let titles = [one, other].map(|document| {
        let words = Negotiation::of(document.metadata.language.as_deref());
        document.metadata.title.as_deref().map(|title| bare_title(title, words))
    });
    let are_namesakes = titles[0].is_some() && titles[0] == titles[1];
    likeness(words, others) >= if are_namesakes { ALIKE_IN_NAME } else { ALIKE }
}

/// The words of a title that all forms of a text have in common: without short ones, and without those before the name of the thing
/// that tell which form it is ("Revised draft agreement on ...").
fn bare_title(title: &str, words: &Negotiation) -> Vec<String> {
    let letters = |letter: char| !letter.is_alphabetic() && letter != '-';
    let long = title.split(letters).filter(|word| word.chars().count() > 3).map(str::to_lowercase);
    long.skip_while(|word| words.is_form(word)).collect()
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
    fn titles_of_forms_are_one() {
        let bare = |title: &str| bare_title(title, Negotiation::of(Some("en")));
        assert_eq!(bare("Draft agreement on the ferries"), bare("Agreement on the ferries"));
        assert_eq!(bare("Revised draft Agreement on the Ferries"), bare("Agreement on the ferries"));
        assert_ne!(bare("Draft agreement on ferries"), bare("Draft agreement on lamps"));
    }

    #[test]
    fn likeness_is_the_share_of_what_both_have() {
        assert_eq!(likeness(&[1, 2, 3], &[2, 3, 4]), 0.5);
        assert_eq!(likeness(&[], &[1]), 0.0);
        assert_eq!(likeness(&[], &[]), 0.0);
    }
}
