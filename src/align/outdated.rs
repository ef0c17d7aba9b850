//! References within a text that its new numbers left behind: a provision says "paragraph 12", and what was paragraph
//! 12 is 13 now.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Change, Options, all_changes};
use crate::extract::{Document, Place, Provision, Reference};

/// A reference that the new wording has from the old one, and that leads elsewhere now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Outdated {
    /// The place that is cited, by the number that it had in the old document.
    #[serde(flatten)]
    pub cited: Place,
    /// The numbers that it has in the new document; none if it is not there any more.
    pub became: Vec<String>,
}

/// Tells of each change which references of its new wording are outdated.
pub(crate) fn tell_outdated(changes: &mut [Change], old: &Document, new: &Document, options: &Options) {
    let kept: Vec<Vec<(usize, Place)>> = changes.iter().map(|change| kept_references(change, old, new)).collect();
    let mut became = became_of(changes);
    // What is cited may be a paragraph where only recommendations were compared.
    if kept.iter().flatten().any(|(target, _)| !became.contains_key(target)) {
        let all = all_changes(old, new, &Options { paragraphs: true, ..options.clone() });
        for (target, places) in became_of(&all) {
            became.entry(target).or_insert(places);
        }
    }
    for (change, kept) in changes.iter_mut().zip(kept) {
        let outdated = kept.into_iter().filter_map(|(target, cited)| {
            let provisions: Vec<&Provision> = became.get(&target)?.iter().map(|&at| &new.provisions[at]).collect();
            let is_there =
                |provision: &&Provision| provision.numbering == cited.numbering && provision.label == cited.label;
            let became = provisions.iter().map(|provision| provision.label.clone()).collect();
            (!provisions.iter().any(is_there)).then_some(Outdated { cited, became })
        });
        change.outdated = outdated.collect();
    }
}

/// What both wordings of a change cite of their own documents, with the old provision that is meant.
fn kept_references(change: &Change, old: &Document, new: &Document) -> Vec<(usize, Place)> {
    let of = |document: &Document, places: &[usize]| -> Vec<(usize, Place)> {
        let own = places.iter().flat_map(|&at| document.provisions[at].references.iter().map(move |one| (at, one)));
        own.filter_map(|(at, one)| Some((at, own_place(one)?.clone()))).collect()
    };
    let cited = of(new, &change.new);
    let kept = of(old, &change.old).into_iter().filter(|(_, place)| cited.iter().any(|(_, other)| other == place));
    kept.filter_map(|(at, place)| Some((old.place_of(&place, &old.provisions[at])?, place))).collect()
}

fn own_place(reference: &Reference) -> Option<&Place> {
    reference.place.as_ref().filter(|_| reference.document.is_none())
}

/// What became of each old provision that changes tell of, by places.
fn became_of(changes: &[Change]) -> BTreeMap<usize, Vec<usize>> {
    changes.iter().flat_map(|change| change.old.iter().map(|&at| (at, change.new.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::compare;
    use crate::corpus::{Declared, Source};
    use crate::extract::read;

    fn document(id: &str, paragraphs: &[&str]) -> Document {
        let numbered = paragraphs.iter().enumerate().map(|(at, text)| format!("{}. {text}\n\n", at + 1));
        let text: String = std::iter::once("I. Conclusions\n\n".to_owned()).chain(numbered).collect();
        let declared = Declared { language: Some("en".into()), ..Declared::default() };
        read(&Source { id: id.into(), path: format!("{id}.txt").into(), bytes: text.into_bytes(), declared }).unwrap()
    }

    /// The references that are outdated, as "4 → 5".
    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        let (old, new) = (document("draft", old), document("final", new));
        let changes = compare(&old, &new, &Options { paragraphs: true, ..Options::default() });
        let told = |one: &Outdated| format!("{} → {}", one.cited.label, one.became.join(", "));
        changes.iter().flat_map(|change| &change.outdated).map(told).collect()
    }

    const FENCES: &str = "The harbour authorities should mend the fences along the northern quay before the winter.";
    const PILOTS: &str = "Pilots should be trained every second year in the handling of vessels without power.";
    const BUOYS: &str = "The buoys in the outer channel were painted and their lanterns replaced by the contractor.";

    #[test]
    fn a_reference_that_kept_its_number_while_its_target_did_not_is_told() {
        let cites = "The committee will review the measures named in paragraph 2 above at its autumn session.";
        assert_eq!(told(&[FENCES, PILOTS, cites], &[FENCES, BUOYS, PILOTS, cites]), ["2 → 3"]);
        assert_eq!(told(&[FENCES, PILOTS, cites], &[FENCES, PILOTS, cites]), Vec::<String>::new());
        let follows = cites.replace("paragraph 2", "paragraph 3");
        assert_eq!(told(&[FENCES, PILOTS, cites], &[FENCES, BUOYS, PILOTS, &follows]), Vec::<String>::new());
    }

    #[test]
    fn a_reference_to_what_was_withdrawn_is_told() {
        let cites = "The committee will review the measures named in paragraph 2 above at its autumn session.";
        assert_eq!(told(&[FENCES, PILOTS, cites, BUOYS], &[FENCES, cites, BUOYS]), ["2 → "]);
    }

    #[test]
    fn what_is_cited_of_another_document_is_not_judged() {
        let cites = "The committee recalls paragraph 2 of resolution 112 (1990) on the safety of small harbours.";
        assert_eq!(told(&[FENCES, PILOTS, cites], &[FENCES, BUOYS, PILOTS, cites]), Vec::<String>::new());
    }
}
