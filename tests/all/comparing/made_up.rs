//! Made-up recommendations are like life: in English, with anatomies and proposers, and tied together by what they share.

use std::collections::BTreeSet;

use travaux::align::{Options, align};
use travaux::analysis::{self, Analysed};
use travaux::decisions::Decisions;
use travaux::extract::read;
use travaux::generate::{ArchiveRecipe, Generated, Recipe};
use travaux::lineage::{self, Lineage, find};
use travaux::model::{Document, Kind, ProvisionIndex};
use travaux::render::to_json;
use travaux::report::HistoryView;

use crate::common::analysed;

fn pair(made: &Generated) -> [Analysed; 2] {
    [&made.old, &made.new].map(|source| analysed(read(source).unwrap()))
}

/// The share of provisions of which something is true.
fn share(document: &Analysed, is_true: impl Fn(ProvisionIndex) -> bool) -> f64 {
    let all: Vec<_> = ProvisionIndex::all(&document.provisions).collect();
    all.iter().filter(|&&at| is_true(at)).count() as f64 / all.len() as f64
}

#[test]
fn recommendations_are_read_as_english_with_their_parts_and_proposers() {
    let made = Recipe { provisions: 500, ..Recipe::like_life() }.make();
    for document in pair(&made) {
        assert_eq!(document.language_code(), Some("en"));
        assert!(document.provisions.iter().all(|one| one.label.starts_with("100.")));
        let proposed = share(&document, |at| !document.proposers(&[at]).is_empty());
        let qualified =
            share(&document, |at| document.anatomy(at).is_some_and(|anatomy| !anatomy.qualifiers.is_empty()));
        let asked = share(&document, |at| document.anatomy(at).is_some_and(|anatomy| !anatomy.core.is_empty()));
        let named = share(&document, |at| !document.named(at).is_empty());
        assert!(
            proposed > 0.99 && asked > 0.99 && qualified > 0.2 && named > 0.3,
            "{proposed} {asked} {qualified} {named}"
        );
    }
}

#[test]
fn recommendations_of_which_a_tenth_was_changed_are_aligned() {
    let made = Recipe { provisions: 300, changed: 0.1, ..Recipe::like_life() }.make();
    let [old, new] = pair(&made);
    let links = |groups: &mut dyn Iterator<Item = (Vec<usize>, Vec<usize>)>| -> BTreeSet<(usize, usize)> {
        groups
            .flat_map(|(olds, news)| {
                olds.into_iter().flat_map(move |at| news.clone().into_iter().map(move |there| (at, there)))
            })
            .collect()
    };
    let places = |places: Vec<ProvisionIndex>| places.into_iter().map(ProvisionIndex::index).collect();
    let found = align(&old, &new, &Options::default()).correspondences;
    let found = links(&mut found.into_iter().map(|one| (places(one.old), places(one.new))));
    let truth = links(&mut made.truth.into_iter());
    let right = found.intersection(&truth).count() as f64;
    let (recall, precision) = (right / truth.len() as f64, right / found.len() as f64);
    assert!(recall >= 0.9 && precision >= 0.9, "{recall} {precision}");
}

#[test]
fn what_recommendations_share_ties_most_of_them_together() {
    let made = Recipe { provisions: 2_000, ..Recipe::like_life() }.make();
    let [old, new] = pair(&made);
    let count = old.provisions.len();
    // The first of each component, found anew by way of those before it.
    let mut parents: Vec<usize> = (0..count + new.provisions.len()).collect();
    fn first(parents: &mut [usize], mut at: usize) -> usize {
        while parents[at] != at {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        at
    }
    for candidate in align(&old, &new, &Options::default()).candidates {
        let one = first(&mut parents, candidate.old.index());
        let other = first(&mut parents, count + candidate.new.index());
        parents[one] = other;
    }
    let mut sizes = vec![0; parents.len()];
    for at in 0..parents.len() {
        let first = first(&mut parents, at);
        sizes[first] += 1;
    }
    let largest = sizes.iter().max().copied().unwrap_or(0);
    assert!(largest > sizes.len() / 2);
}

#[test]
fn reports_of_an_archive_are_read_as_reviews() {
    let recipe =
        ArchiveRecipe { reports: 5, paragraphs: 12, recommendations: 20, repeated: 0.5, ..ArchiveRecipe::default() };
    let made = recipe.make();
    assert_eq!((made.reports.len(), made.manifest.matches("[[document]]").count()), (5, 5));
    let mut labels = BTreeSet::new();
    for report in &made.reports {
        assert!(made.manifest.contains(&format!("path = \"{}\"", report.path.display())));
        let document = read(report).unwrap();
        assert_eq!(document.profile.as_deref(), Some("reviews"));
        assert_eq!(document.metadata.language.as_deref(), Some("en"));
        assert_eq!(document.of_kind(Kind::Recommendation).count(), recipe.recommendations);
        // A lead for each of the three lists, and what is said at the end.
        assert_eq!(document.of_kind(Kind::Paragraph).count(), recipe.paragraphs + 4);
        labels.extend(document.provisions.iter().map(|one| (report.id.clone(), one.label.clone())));
    }
    assert!(!made.repeats.is_empty());
    for place in made.repeats.iter().flat_map(|repeat| [&repeat.earlier, &repeat.later]) {
        assert!(labels.contains(&(place.report.clone(), place.label.clone())), "{place:?}");
    }
    let again = recipe.make();
    let bytes =
        |archive: travaux::generate::Archive| archive.reports.into_iter().map(|one| one.bytes).collect::<Vec<_>>();
    assert_eq!((made.manifest.clone(), bytes(made)), (again.manifest.clone(), bytes(again)));
}

#[test]
fn a_history_by_itself_is_that_of_the_whole_archive() {
    let recipe =
        ArchiveRecipe { reports: 8, paragraphs: 4, recommendations: 25, repeated: 0.6, ..ArchiveRecipe::default() };
    let documents: Vec<Document> = recipe.make().reports.iter().map(|source| read(source).unwrap()).collect();
    let analysed = Analysed::of_each(documents, &analysis::Options::default());
    let (options, decisions) = (lineage::Options::default(), Decisions::default());
    let whole = Lineage::build_decided(analysed.clone(), &options, &decisions);
    let told =
        |lineage: &Lineage, id: &str| to_json(&HistoryView::of(lineage, &lineage.history(find(lineage, id).unwrap())));
    let mut linked = 0;
    for at in [0, 3, 6] {
        let document = &whole.documents[at];
        let around = Lineage::build_around(analysed.clone(), &document.id, &options, &decisions);
        assert!(around.graph.edge_count() < whole.graph.edge_count(), "other series are left out");
        for provision in document.of_kind(Kind::Recommendation) {
            let history = told(&around, &provision.id);
            assert_eq!(history, told(&whole, &provision.id));
            linked += usize::from(history.contains("precedent"));
        }
    }
    assert!(linked > 10, "{linked}");
}
