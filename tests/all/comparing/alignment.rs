//! What must hold of any comparison. How much of what became of the draft of 2019 is found, `accuracy` tells.

use crate::common::{analysed, document};
use crate::invariants::mirrored;
use travaux::align::{Correspondence, Options, Relation, align};
use travaux::analysis::Analysed;
use travaux::change::compare;
use travaux::extract::of_texts;
use travaux::model::ProvisionIndex;
use travaux::report::{ComparisonView, redline_of};

/// A list of units, numbered from 1.
fn units(id: &str, language: &str, texts: &[&str]) -> Analysed {
    analysed(of_texts(id, texts, Some(language)))
}

/// What became of each provision.
fn aligned(old: &Analysed, new: &Analysed, options: &Options) -> Vec<Correspondence> {
    align(old, new, options).correspondences
}

fn pair() -> (Analysed, Analysed, Vec<Correspondence>) {
    let (old, new) = (document("2019-draft"), document("2019-final"));
    let changes = aligned(&old, &new, &Options { paragraphs: true, ..Options::default() });
    (old, new, changes)
}

#[test]
fn the_change_table_of_2019_in_figures() {
    let (old, new) = (document("2019-draft"), document("2019-final"));
    let changes = compare(&old, &new, &Options::default());
    let view = ComparisonView::of(&old, &new, &changes);
    let count = |name: &str| view.summary.relations[name];
    // Whatever was linked, the figures are those of the changes.
    assert!(changes.len() > 11, "each of eleven drafts came to something, and others are new");
    let of_relation = |relation: Relation| changes.iter().filter(|one| one.correspondence.relation == relation).count();
    for relation in [Relation::Reworded, Relation::Withdrawn, Relation::New, Relation::OutsideCoverage] {
        assert_eq!(count(relation.name()), of_relation(relation), "{}", relation.name());
    }
    let renumbered = changes.iter().filter(|one| one.correspondence.renumbered).count();
    let moved = changes.iter().filter(|one| one.correspondence.moved).count();
    assert_eq!((view.summary.renumbered, view.summary.moved), (renumbered, moved));
}

#[test]
fn every_provision_stands_in_exactly_one_change() {
    let (old, new, changes) = pair();
    let mut seen: [Vec<ProvisionIndex>; 2] = [
        changes.iter().flat_map(|change| change.old.clone()).collect(),
        changes.iter().flat_map(|change| change.new.clone()).collect(),
    ];
    seen.iter_mut().for_each(|side| side.sort_unstable());
    assert_eq!(seen[0], ProvisionIndex::all(&old.provisions).collect::<Vec<_>>());
    assert_eq!(seen[1], ProvisionIndex::all(&new.provisions).collect::<Vec<_>>());
}

#[test]
fn a_document_is_unchanged_against_itself() {
    for id in ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"] {
        let document = document(id);
        let changes = aligned(&document, &document, &Options { paragraphs: true, ..Options::default() });
        assert!(
            changes.iter().all(|change| change.relation == Relation::Unchanged && change.old == change.new),
            "{id}"
        );
    }
}

#[test]
fn swapping_the_sides_mirrors_the_result() {
    let ids = ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"];
    let options = Options { paragraphs: true, ..Options::default() };
    for (at, old) in ids.iter().enumerate() {
        for new in &ids[at + 1..] {
            let (old, new) = (document(old), document(new));
            let mut links: Vec<_> = aligned(&old, &new, &options)
                .into_iter()
                .map(|change| (change.old, change.new, mirrored(change.relation)))
                .collect();
            let mut back: Vec<_> = aligned(&new, &old, &options)
                .into_iter()
                .map(|change| (change.new, change.old, change.relation))
                .collect();
            links.sort();
            back.sort();
            assert_eq!(links, back, "{} and {}", old.id, new.id);
        }
    }
}

#[test]
fn redlines_of_the_corpus_rebuild_both_texts() {
    let (old, new, changes) = pair();
    for change in changes.iter().filter(|change| change.support.is_some()) {
        let (before, after) = (old.reading(change.old[0]), new.reading(change.new[0]));
        let redline = redline_of(&before, &after);
        assert_eq!(redline.iter().map(|segment| segment.in_old()).collect::<String>(), before.text);
        assert_eq!(redline.iter().map(|segment| segment.in_new()).collect::<String>(), after.text);
    }
}

#[test]
fn a_split_and_a_merger_are_found() {
    let whole = units(
        "whole",
        "en",
        &[
            "Ministers should publish an annual budget before March.",
            "Harbours should keep registers of vessels, and inspectors should visit every refinery twice a year.",
            "Schools should teach two foreign languages from the third form.",
        ],
    );
    let parts = units(
        "parts",
        "en",
        &[
            "Ministers should publish an annual budget before March.",
            "Harbours should keep registers of vessels.",
            "Inspectors should visit every refinery twice a year.",
            "Schools should teach two foreign languages from the third form.",
        ],
    );
    let relations = |old: &Analysed, new: &Analysed| -> Vec<(Relation, usize, usize)> {
        let changes = aligned(old, new, &Options::default());
        changes.iter().map(|change| (change.relation, change.old.len(), change.new.len())).collect()
    };
    use Relation::{Merged, Split, Unchanged};
    assert_eq!(relations(&whole, &parts), [(Unchanged, 1, 1), (Split, 1, 2), (Unchanged, 1, 1)]);
    assert_eq!(relations(&parts, &whole), [(Unchanged, 1, 1), (Merged, 2, 1), (Unchanged, 1, 1)]);
}

/// Links of made-up documents against what is true of them.
#[test]
fn made_up_documents_of_which_a_third_was_changed_are_aligned() {
    let made = travaux::generate::Recipe::default().make();
    let [old, new] = [&made.old, &made.new].map(|source| analysed(travaux::extract::read(source).unwrap()));
    let links = |groups: Vec<(Vec<usize>, Vec<usize>)>| -> std::collections::BTreeSet<(usize, usize)> {
        let pairs = |(old, new): (Vec<usize>, Vec<usize>)| {
            old.into_iter().flat_map(move |at| new.clone().into_iter().map(move |there| (at, there)))
        };
        groups.into_iter().flat_map(pairs).collect()
    };
    let places = |places: Vec<ProvisionIndex>| places.into_iter().map(ProvisionIndex::index).collect();
    let found = aligned(&old, &new, &Options::default()).into_iter();
    let found = links(found.map(|one| (places(one.old), places(one.new))).collect());
    let truth = links(made.truth);
    let right = found.intersection(&truth).count() as f64;
    let f1 = 2.0 * right / (found.len() + truth.len()) as f64;
    assert!(f1 >= 0.98, "{f1}");
}
