//! Links between meetings, threads and families. Which of the pairs that a reader judged are linked, `accuracy` tells one by
//! one.

use std::collections::BTreeMap;
use std::fs;

use crate::common::{analysed, corpus_root, document};
use travaux::align::Certainty;
use travaux::analysis::Analysed;
use travaux::corpus::{Declared, Source};
use travaux::extract::read;
use travaux::lineage::{Lineage, LinkKind, Options, Status};
use travaux::model::{Metadata, Stage};

/// The verdicts of the reader, by the two ids.
fn verdicts() -> BTreeMap<(String, String), String> {
    let text = fs::read_to_string(corpus_root().join("gold/precedents.tsv")).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        ((cells[0].to_owned(), cells[1].to_owned()), cells[3].to_owned())
    };
    rows.map(row).collect()
}

/// The links of a kind that a lineage has, by the two ids.
fn links(lineage: &Lineage, kind: LinkKind) -> Vec<(String, String)> {
    let id = |node: petgraph::graph::NodeIndex| lineage.graph[node].id.to_string();
    lineage.edges().into_iter().filter(|(.., edge)| edge.kind == kind).map(|(old, new, _)| (id(old), id(new))).collect()
}

fn lineage_of_the_corpus() -> Lineage {
    let ids = ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"];
    Lineage::build(ids.map(document).to_vec(), &Options::default())
}

#[test]
fn most_links_are_ones_that_the_reader_accepts() {
    let (verdicts, lineage) = (verdicts(), lineage_of_the_corpus());
    let found = [LinkKind::Precedent, LinkKind::FollowUp].map(|kind| links(&lineage, kind)).concat();
    let is_accepted = |link: &&(String, String)| {
        verdicts.get(*link).is_some_and(|verdict| ["plain", "fair"].contains(&verdict.as_str()))
    };
    let accepted = found.iter().filter(is_accepted).count();
    // Of ten, nine; what was not thought of as related counts as wrong. The bound leaves slack: the weights were fitted to these
    // pairs as well, and another fit may lose one of them and be better elsewhere.
    assert!(found.len() >= 8 && accepted * 10 >= found.len() * 8, "{accepted} of {found:?}");
}

#[test]
fn doubtful_links_are_made_if_they_are_asked_for() {
    let ids = ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"];
    let all = Lineage::build(ids.map(document).to_vec(), &Options { doubtful: true, ..Options::default() });
    let stated = lineage_of_the_corpus();
    let ends = |lineage: &Lineage| -> Vec<_> {
        lineage.edges().into_iter().map(|(old, new, edge)| (old, new, edge.kind)).collect()
    };
    assert!(ends(&all).len() > ends(&stated).len());
    assert!(ends(&stated).iter().all(|link| ends(&all).contains(link)));
}

/// A resolution that extends a mandate and makes other requests, as made up for this test.
fn resolution(year: u32, once_more: &str, months: &str) -> Analysed {
    let text = format!(
        "Resolution {} ({year})\n\nof 15 June {year}\n\nThe Security Council,\n\nRecalling its earlier resolutions,\n\n\
         1. Calls upon the harbour authorities to keep the sea lanes open to fishing vessels;\n\n\
         2. Extends {once_more} the stay of the Observer Mission on the island of Lerna for {months} months, ending \
         15 December {year};\n\n\
         3. Requests the Secretary-General to report on the exchange of prisoners by 1 December {year}.\n",
        year - 1500,
    );
    let declared = Declared::default();
    let path = format!("r-{year}.txt").into();
    analysed(read(&Source { id: format!("r-{year}"), path, bytes: text.into(), declared }).unwrap())
}

#[test]
fn what_is_said_again_year_by_year_is_one_thread() {
    let years =
        [(1971, "", "six"), (1972, "once more", "six"), (1974, "again", "three"), (1975, "once more", "twelve")];
    let lineage = Lineage::build(
        years.map(|(year, again, months)| resolution(year, again, months)).to_vec(),
        &Options::default(),
    );
    let threads: Vec<Vec<String>> = lineage
        .threads()
        .into_iter()
        .map(|thread| thread.nodes.into_iter().map(|node| lineage.graph[node].id.to_string()).collect())
        .collect();
    assert_eq!(threads.len(), 3, "{threads:?}");
    for thread in &threads {
        let number = thread[0].rsplit('-').next().unwrap();
        assert_eq!(thread.len(), 4, "{thread:?}");
        assert!(thread.iter().all(|id| id.ends_with(&format!("-{number}"))), "{thread:?}");
    }
}

/// A report of a committee's meeting with its recommendations, as made up for these tests.
fn report(meeting: u32, recommendations: &[&str]) -> Analysed {
    let numbered = recommendations.iter().enumerate();
    let text: String =
        numbered.map(|(at, text)| format!("Recommendation {}\n\n{text}\n\n", at + 1)).collect::<Vec<_>>().concat();
    let metadata = Metadata {
        body: Some("Committee on Harbours".into()),
        meeting: Some(meeting),
        stage: Some(Stage::Final),
        date: format!("{}", 2000 + meeting).parse().ok(),
        language: Some("en".into()),
        ..Metadata::default()
    };
    let (id, declared) = (format!("r{meeting}"), Declared { metadata, ..Declared::default() });
    let text = format!("II. Recommendations\n\n{text}");
    analysed(read(&Source { id: id.clone(), path: format!("{id}.txt").into(), bytes: text.into(), declared }).unwrap())
}

const LANTERNS: &str = "Ports should light the lanterns of the breakwater beacons throughout foggy nights.";
const LANTERNS_TOO: &str = "Ports should also light breakwater beacons and lanterns of tidal jetties on foggy nights.";
const CRANES: &str = "Ports should test the cables of quay cranes before loads of timber are lifted.";
const CRANES_LATER: &str = "Ports should test quay cranes and their cables before any timber loads are lifted.";
const RATS: &str = "Ports should keep ferrets against the rats of the granary wharf.";

#[test]
fn threads_tell_how_they_stand() {
    let told = "Ports have kept ferrets against the rats of the granary wharf since the last meeting of the committee.";
    let metadata = Metadata {
        body: Some("Committee on Harbours".into()),
        stage: Some(Stage::Other),
        date: "2003-06-01".parse().ok(),
        language: Some("en".into()),
        ..Metadata::default()
    };
    let declared = Declared { metadata, ..Declared::default() };
    let bytes = format!("I. Activities\n\n1. {told}\n\n2. The Secretariat printed tide tables.\n").into();
    let activities = analysed(read(&Source { id: "told".into(), path: "told.txt".into(), bytes, declared }).unwrap());
    let reports = [
        report(1, &[LANTERNS, CRANES, RATS]),
        report(2, &[LANTERNS, CRANES_LATER, RATS]),
        activities,
        report(4, &[CRANES, LANTERNS]),
    ];
    let lineage = Lineage::build(reports.to_vec(), &Options::default());
    let life = |id: &str| {
        let has = |thread: &&travaux::lineage::Thread| thread.nodes.iter().any(|&node| lineage.graph[node].id == id);
        lineage.life(lineage.threads().iter().find(has).expect("the provision is linked"))
    };
    assert_eq!(life("r2/3").status, [Status::Lapsed, Status::ActedOn]);
    let cranes = life("r4/1");
    assert_eq!((cranes.reworded, cranes.status), (2, vec![Status::Alive]));
    assert_eq!(lineage.graph[cranes.first].id, "r1/2");
}

#[test]
fn a_thread_has_one_provision_for_each_meeting() {
    let reports = [
        report(1, &[LANTERNS, LANTERNS_TOO, CRANES, RATS]),
        report(2, &[LANTERNS_TOO, LANTERNS, CRANES_LATER]),
        report(3, &[CRANES, LANTERNS]),
    ];
    let lineage = Lineage::build(reports.to_vec(), &Options::default());
    let threads = lineage.threads();
    for thread in &threads {
        let mut documents: Vec<_> = thread.nodes.iter().map(|&node| lineage.graph[node].document).collect();
        documents.dedup();
        assert_eq!(documents.len(), thread.nodes.len(), "{threads:?}");
    }
    let ids = |nodes: &[petgraph::graph::NodeIndex]| -> Vec<String> {
        nodes.iter().map(|&node| lineage.graph[node].id.to_string()).collect()
    };
    let lines: Vec<Vec<String>> = threads.iter().map(|thread| ids(&thread.nodes)).collect();
    assert!(lines.contains(&["r1/3", "r2/3", "r3/1"].map(str::to_owned).to_vec()), "{lines:?}");
    assert!(lines.contains(&["r1/1", "r2/2", "r3/2"].map(str::to_owned).to_vec()), "{lines:?}");
    // Every principal link lies within a thread, and a provision goes back to one other by each kind of link.
    for node in lineage.graph.node_indices() {
        let back = lineage.graph.edges_directed(node, petgraph::Direction::Incoming);
        assert!(back.filter(|edge| edge.weight().principal).count() <= 1);
    }
}

#[test]
fn a_family_holds_what_is_on_one_matter_and_is_named_by_its_words() {
    let reports = [report(1, &[LANTERNS, CRANES, RATS]), report(2, &[LANTERNS, LANTERNS_TOO, CRANES_LATER])];
    let lineage = Lineage::build(reports.to_vec(), &Options::default());
    let ids = |nodes: &[petgraph::graph::NodeIndex]| -> Vec<String> {
        nodes.iter().map(|&node| lineage.graph[node].id.to_string()).collect()
    };
    let [family] = lineage.families.as_slice() else { panic!("{:?}", lineage.families) };
    assert_eq!(ids(&family.nodes), ["r1/1", "r2/1", "r2/2"]);
    assert_eq!((family.threads.len(), ids(&family.provisions)), (1, vec!["r2/2".to_owned()]));
    let stands_in_both = |word: &String| [LANTERNS, LANTERNS_TOO].iter().all(|text| text.contains(word.as_str()));
    assert!(family.words.len() == 3 && family.words.iter().all(stands_in_both), "{:?}", family.words);
    let history = lineage.history(family.nodes[1]);
    assert_eq!(ids(&history.steps.iter().map(|step| step.node).collect::<Vec<_>>()), ["r1/1", "r2/1"]);
    assert_eq!(ids(&history.relatives.iter().map(|one| one.node).collect::<Vec<_>>()), ["r2/2"]);
}

#[test]
fn what_is_shared_stands_in_both_texts() {
    let reports = [
        report(1, &["Ports should combat the theft of mooring ropes at the tar sheds.", RATS, CRANES]),
        report(2, &["Ports are urged to go on combating mooring rope theft at tar sheds.", LANTERNS]),
    ];
    let lineage = Lineage::build(reports.to_vec(), &Options::default());
    let edges = lineage.edges();
    let [(old, new, edge)] = edges.as_slice() else { panic!("{edges:?}") };
    let texts = [*old, *new].map(|node| lineage.reading(node).text.to_lowercase());
    assert!(!edge.support.evidence.shared.is_empty());
    for shared in &edge.support.evidence.shared {
        let forms: Vec<&str> = shared.split(" / ").collect();
        assert!(texts[0].contains(&forms[0].to_lowercase()), "{shared}");
        assert!(texts[1].contains(&forms[forms.len() - 1].to_lowercase()), "{shared}");
    }
    assert!(edge.support.evidence.shared.iter().any(|shared| shared == "ropes / rope" || shared.contains("tar sheds")));
}

#[test]
fn a_link_whose_numbers_differ_is_not_sure() {
    let said = |number: u32| {
        format!("Ports should ratify Mooring Convention {number} on the wages of lamp keepers at sea walls.")
    };
    let (first, same, other) = (said(169), said(169), said(189));
    let certainty = |later: &str| {
        let reports = [report(1, &[&first, RATS, CRANES]), report(2, &[later, LANTERNS])];
        let lineage = Lineage::build(reports.to_vec(), &Options::default());
        let edges = lineage.edges();
        let evidence = edges[0].2.support.evidence.unlike_numbers.clone();
        (edges[0].2.support.certainty, evidence.map(|numbers| (numbers.old, numbers.new)))
    };
    assert_eq!(certainty(&same), (Certainty::Sure, None));
    let (doubt, numbers) = certainty(&other);
    assert!(doubt < Certainty::Sure);
    assert_eq!(numbers, Some((vec!["169".to_owned()], vec!["189".to_owned()])));
}
