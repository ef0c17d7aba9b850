//! Precedents and follow-up in the corpus: a pair that a reader accepts is met if it is linked, one that tempts if it is not.

use std::collections::BTreeSet;

use travaux::evaluate::{CrossMeetingGold, Verdict};
use travaux::lineage::{Lineage, LinkKind, Options};

use super::ratchet::Case;
use crate::common::{corpus_root, document};

/// The pairs that the reader judged.
pub fn gold() -> CrossMeetingGold {
    let gold = CrossMeetingGold::open(&corpus_root().join("gold/precedents.tsv")).unwrap();
    gold.expect("the columns are those of judged pairs")
}

pub fn stated() -> Vec<Case> {
    cases(&Options::default())
}

/// The same where links that are doubtful are asked for.
pub fn doubtful() -> Vec<Case> {
    cases(&Options { doubtful: true, ..Options::default() })
}

fn cases(options: &Options) -> Vec<Case> {
    let ids = ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"];
    let lineage = Lineage::build(ids.map(document).to_vec(), options);
    let id = |node: petgraph::graph::NodeIndex| lineage.graph[node].id.to_string();
    let found: BTreeSet<(LinkKind, String, String)> = lineage
        .edges()
        .into_iter()
        .filter(|(.., edge)| edge.kind != LinkKind::Version)
        .map(|(old, new, edge)| (edge.kind, id(old), id(new)))
        .collect();
    let rows = gold().rows;
    let name = |kind: LinkKind, earlier: &str, later: &str| format!("{} {earlier} → {later}", kind.name());
    let case = |row: &travaux::evaluate::CrossMeetingRow| {
        let is_found = found.contains(&(row.kind, row.earlier.clone(), row.later.clone()));
        let name = format!("{}, {}", name(row.kind, &row.earlier, &row.later), row.verdict.name());
        Case::new(name, is_found == (row.verdict != Verdict::Tempting), if is_found { "linked" } else { "not linked" })
    };
    let mut cases: Vec<Case> = rows.iter().map(case).collect();
    let is_judged = |(kind, earlier, later): &&(LinkKind, String, String)| {
        rows.iter().any(|row| (row.kind, &row.earlier, &row.later) == (*kind, earlier, later))
    };
    let more = found.iter().filter(|link| !is_judged(link));
    cases.extend(more.map(|(kind, earlier, later)| Case::of_nobody(name(*kind, earlier, later))));
    cases
}
