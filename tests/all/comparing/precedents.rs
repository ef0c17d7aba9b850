//! Precedents and follow-ups, held against what a reader judged before.

use std::collections::BTreeMap;
use std::fs;

use crate::common::{analysed, corpus_root, document};
use travaux::analysis::Analysed;
use travaux::corpus::{Declared, Source};
use travaux::extract::read;
use travaux::lineage::{Lineage, LinkKind, Options, Status};

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
fn every_link_is_one_that_the_reader_accepts() {
    let (verdicts, lineage) = (verdicts(), lineage_of_the_corpus());
    let found = [LinkKind::Precedent, LinkKind::FollowUp].map(|kind| links(&lineage, kind));
    assert!(found.iter().all(|links| links.len() >= 6));
    for link in found.iter().flatten() {
        let verdict = verdicts.get(link).map_or("not thought of", String::as_str);
        assert!(["plain", "fair"].contains(&verdict), "{link:?} is {verdict}");
    }
}

#[test]
fn the_plain_ones_are_there() {
    let lineage = lineage_of_the_corpus();
    let (precedents, follow_ups) = (links(&lineage, LinkKind::Precedent), links(&lineage, LinkKind::FollowUp));
    let has =
        |links: &[(String, String)], old: &str, new: &str| links.iter().any(|(one, other)| one == old && other == new);
    for (old, new, matter) in [
        ("2013-final/35", "2019-final/6", "the knowledge portal"),
        ("2013-final/32", "2019-final/5", "liaison officers"),
        ("2019-final/5", "2021-final/10", "liaison magistrates"),
        ("2013-final/17", "2021-final/10", "special investigative techniques"),
        ("2019-final/17", "2021-final/12", "online platforms"),
    ] {
        assert!(has(&precedents, old, new), "{matter}");
    }
    for (old, new, matter) in [
        ("2013-final/37", "2018-activities/para-22", "the voluntary reporting system"),
        ("2013-final/33", "2018-activities/para-45", "cross-border cooperation, told as work at a border crossing"),
        ("2013-final/36", "2018-activities/para-44", "experiences and good practices, told one by one"),
        ("2013-final/7", "2018-activities/para-40", "the capacity of practitioners, told among much else"),
    ] {
        assert!(has(&follow_ups, old, new), "{matter}");
    }
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

#[test]
fn threads_tell_how_they_stand() {
    let lineage = lineage_of_the_corpus();
    let life = |id: &str| {
        let has = |thread: &&travaux::lineage::Thread| thread.nodes.iter().any(|&node| lineage.graph[node].id == id);
        lineage.life(lineage.threads().iter().find(has).expect("the provision is linked"))
    };
    // Dropped in 2019 and back in 2021.
    assert_eq!(life("2013-final/5").status, [Status::Alive, Status::Revived]);
    assert_eq!(life("2013-final/37").status, [Status::Lapsed, Status::ActedOn]);
    let online = life("2021-final/12");
    assert_eq!((online.reworded, online.status), (2, vec![Status::Alive]));
    assert_eq!(lineage.graph[online.first].id, "2019-draft/17");
}
