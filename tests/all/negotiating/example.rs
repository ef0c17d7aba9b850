//! The rolling text of `examples/negotiation`, held against what a reader found in it by hand.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use travaux::align::Options;
use travaux::analysis::{self, Analysed};
use travaux::change::{Change, compare};
use travaux::corpus::Source;
use travaux::extract::read;
use travaux::fate::FateKind;
use travaux::lineage::{self, Lineage};
use travaux::model::Stage;
use travaux::report::LineageView;

pub const DRAFTS: [&str; 5] = ["rev1", "rev2", "rev3", "rev4", "adopted"];

/// The folder of the example.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/negotiation"))
}

/// The drafts, as files with this ending.
pub fn drafts(ending: &str) -> Vec<Analysed> {
    let path = |id: &&str| {
        if ending == "docx" { root().join(format!("word/{id}.docx")) } else { root().join(format!("{id}.md")) }
    };
    let open = |path: PathBuf| read(&Source::open(Path::new(&path)).unwrap()).unwrap();
    Analysed::of_each(DRAFTS.iter().map(path).map(open).collect(), &analysis::Options::default())
}

#[test]
fn words_that_won_stand_there() {
    let documents = drafts("md");
    let resolved = |old: usize, label: &str| -> Vec<(Vec<String>, String)> {
        let changes = compare(&documents[old], &documents[old + 1], &Options::default());
        let is_of =
            |change: &&Change| change.correspondence.old.iter().any(|&at| documents[old].provision(at).label == label);
        let fates = changes.iter().filter(is_of).flat_map(|change| change.brackets.clone());
        let resolved = fates.filter(|fate| fate.kind == FateKind::Resolved);
        resolved
            .map(|fate| (fate.wordings.into_iter().map(|one| one.text).collect(), fate.became.unwrap_or_default()))
            .collect()
    };
    let both = |one: &str, other: &str| vec![one.to_owned(), other.to_owned()];
    assert_eq!(resolved(0, "8(1)"), [(both("one member", "two members"), "two members".to_owned())]);
    assert_eq!(resolved(1, "3(1)"), [(both("20", "35"), "30".to_owned())]);
    assert_eq!(resolved(2, "3(1)"), [(both("shall", "should"), "shall".to_owned())]);
    assert_eq!(resolved(3, "3(1)"), [(both("60", "75"), "60".to_owned())]);
}

#[test]
fn revisions_follow_each_other_and_threads_run_through_all() {
    let mut documents = drafts("md");
    documents.reverse();
    let lineage = Lineage::build(documents, &lineage::Options::default());
    let ids: Vec<&str> = lineage.documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!(ids, DRAFTS);
    assert!(lineage.documents[..4].iter().all(|one| one.metadata.stage() == Stage::Draft));
    assert_eq!(lineage.documents[4].metadata.stage(), Stage::Final);
    let pairs: Vec<(&str, &str)> =
        lineage.comparisons.iter().map(|one| (ids[one.pieces[0].index()], ids[one.new.index()])).collect();
    assert_eq!(pairs, [("rev1", "rev2"), ("rev2", "rev3"), ("rev3", "rev4"), ("rev4", "adopted")]);
    let longest = lineage.threads();
    // Each paragraph but five today.
    let through = longest.iter().filter(|thread| thread.nodes.len() == 5).count();
    assert!(through >= 14, "{through}");
}

#[test]
fn open_brackets_are_counted_part_by_part_and_whose_words_stand() {
    let lineage = Lineage::build(drafts("md"), &lineage::Options::default());
    let view = LineageView::of(&lineage);
    let [progress] = &view.progress[..] else { panic!("one text is under negotiation") };
    let totals: Vec<usize> = progress.open.iter().map(|open| open.all()).collect();
    assert_eq!(totals, [47, 51, 36, 5, 0]);
    let levels = progress.parts.iter().find(|part| part.name.contains("Water levels")).unwrap();
    let levels: Vec<usize> = levels.open.iter().flatten().map(|open| open.all()).collect();
    assert_eq!(levels, [13, 18, 17, 2, 0], "where the fight was");
    let costs = progress.parts.iter().find(|part| part.name.contains("Costs")).unwrap();
    assert_eq!(costs.name, "Article 5 (Costs), first 6");
    assert!(costs.open.iter().all(Option::is_some), "and is one part all through");
    let [provenance] = &view.provenance[..] else { panic!("the drafts name proposers") };
    let names: BTreeSet<&str> = provenance.proposers.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, BTreeSet::from(["Lagoon States", "Northern Ports", "River Union"]));
    let proposal = |name: &str, text: &str| {
        let one = provenance.proposers.iter().find(|one| one.name == name).unwrap();
        let proposal = one.proposals.iter().find(|proposal| proposal.text == text);
        proposal.unwrap_or_else(|| panic!("{name}: {text}")).clone()
    };
    let purse = proposal("River Union", ", subject to available funds,");
    assert_eq!((purse.standing, purse.phrases.as_slice()), (4, &["subject to available funds".to_owned()][..]));
    assert_eq!(proposal("Lagoon States", "60").standing, 1);
    assert_eq!(proposal("Lagoon States", "120").standing, 0);
    assert_eq!(proposal("Northern Ports", "150").standing, 1);
    assert_eq!(proposal("Lagoon States", "or property").standing, 0);
}
