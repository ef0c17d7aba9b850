//! A document that has nothing to do with the others, added to them, changes no link between these.
//!
//! What depends on the whole archive, and so may change, is how rare a word is: the score and the confidence of a link between
//! meetings, the share of each wording that the other has, and in which order shared words are told. What a draft came to
//! depends on the draft and its report alone.

use std::collections::BTreeMap;

use proptest::prelude::*;
use travaux::analysis::{self, Analysed};
use travaux::corpus::Source;
use travaux::extract::read;
use travaux::generate::ArchiveRecipe;
use travaux::lineage::{self, Lineage, LinkKind};
use travaux::model::Stage;
use travaux::render::to_json;
use travaux::report::{ComparisonView, EdgeView, LineageView};

use super::texts::{file, provision, report, source, sources_of};

fn build(sources: &[Source]) -> Lineage {
    let documents = sources.iter().map(|source| read(source).unwrap()).collect();
    let documents = Analysed::of_each(documents, &analysis::Options::default());
    Lineage::build(documents, &lineage::Options::default())
}

/// What is told of a link that must not change: of one from draft to report all.
fn told(edge: &EdgeView) -> String {
    let shifts = edge.shifts.as_ref().map(to_json);
    let link = format!("{:?} {:?} {shifts:?} {}", edge.kind, edge.relation, edge.principal);
    match edge.kind {
        LinkKind::Version => format!("{link} {}", to_json(edge)),
        _ => link,
    }
}

/// How far the confidence of a link between meetings may move when the archive has a document more.
const MOVES: f64 = 0.1;

/// Says that a document more changes nothing between the others, and has no link itself.
fn changes_nothing(sources: &[Source], stranger: &Source) {
    let id = &stranger.id;
    let (before, after) = (build(sources), build(&[sources, std::slice::from_ref(stranger)].concat()));
    assert_eq!(after.documents.len(), before.documents.len() + 1);
    let rows = |lineage: &Lineage| -> Vec<String> {
        let view = |one| to_json(&ComparisonView::of_descent(lineage, one, &lineage.changes(one)));
        lineage.comparisons.iter().map(view).collect()
    };
    assert!(rows(&before) == rows(&after), "{id}: drafts and what came of them");
    let (before, after) = (LineageView::of(&before), LineageView::of(&after));
    let edges = |view: &LineageView| -> BTreeMap<(String, String), (String, f64)> {
        let edges = view.edges.iter();
        edges.map(|edge| ((edge.source.to_string(), edge.target.to_string()), (told(edge), edge.confidence))).collect()
    };
    let (links, with) = (edges(&before), edges(&after));
    let is_strange =
        |(source, target): &(String, String)| [source, target].iter().any(|one| one.starts_with(&format!("{id}/")));
    assert!(!with.keys().any(is_strange), "{id} has nothing to do with them");
    assert_eq!(links.keys().collect::<Vec<_>>(), with.keys().collect::<Vec<_>>(), "{id}");
    for (ends, (told, confidence)) in &links {
        let (now, confidence_now) = &with[ends];
        assert_eq!(told, now, "{id}: {ends:?}");
        assert!((confidence - confidence_now).abs() <= MOVES, "{id}: {ends:?}: {confidence} and {confidence_now}");
    }
    let kept = |view: &LineageView| {
        let documents: Vec<String> = view.documents.iter().filter(|one| one.id != *id).map(to_json).collect();
        let nodes: Vec<String> = view.nodes.iter().filter(|node| node.document != *id).map(to_json).collect();
        let threads: Vec<_> = view.threads.iter().map(|thread| thread.provisions.clone()).collect();
        (documents, nodes, view.descents.iter().map(to_json).collect::<Vec<_>>(), threads)
    };
    assert!(kept(&before) == kept(&after), "{id}: documents, provisions, descents, threads");
}

/// A document of another body on other matters, of a stage and day.
fn stranger(stage: Stage, day: &str, texts: &[String]) -> Source {
    let mut stranger = source("stranger", &report(day, texts));
    stranger.declared.metadata.stage = Some(stage);
    stranger
}

#[test]
fn a_stranger_changes_nothing_between_ours() {
    let texts = [
        "Orchard councils should graft old pear trees every March.",
        "The keepers of mills shall mend the weir before the first frost.",
        "Beekeepers are encouraged to count their hives twice a year, as appropriate.",
    ];
    let texts = texts.map(str::to_owned);
    for folder in ["corpus", "examples/negotiation"] {
        let sources = sources_of(folder);
        for (stage, day) in [(Stage::Final, "4 May 1971"), (Stage::Draft, "7 July 2019")] {
            changes_nothing(&sources, &stranger(stage, day, &texts));
        }
    }
    // A text in another language is as much of a stranger.
    let spanish = Source::open(&file("tests/fixtures/languages/es.txt")).unwrap();
    changes_nothing(&sources_of("examples/negotiation"), &spanish);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_stranger_changes_nothing_in_a_made_up_archive(seed in any::<u64>(), texts in prop::collection::vec(provision(), 2..6)) {
        let small = ArchiveRecipe { seed, reports: 6, paragraphs: 3, recommendations: 8, repeated: 0.5, ..ArchiveRecipe::default() };
        let texts: Vec<String> = texts.iter().map(|one| one.text()).collect();
        changes_nothing(&small.make().reports, &stranger(Stage::Final, "4 May 2011", &texts));
    }
}
