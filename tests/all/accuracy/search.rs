//! The search for agreed language: what it finds for the recommendations of two reports among the earlier ones, and for texts
//! that somebody might type.

use std::collections::BTreeSet;

use travaux::analysis::Analysed;
use travaux::evaluate::Verdict;
use travaux::extract::of_texts;
use travaux::lineage::LinkKind;
use travaux::retrieval::{Options, search};

use super::precedents::gold;
use super::ratchet::Case;
use crate::common::{analysed, document};

/// Texts as somebody might quote them, and where that was agreed, written down from reading the reports; or that it never was.
const QUOTED: [(&str, Option<&str>); 8] = [
    ("States parties should use special investigative techniques to gather evidence", Some("2013-final/17")),
    (
        "States parties should use the barrier model, with police, border guards and the private sector.",
        Some("2019-final/14"),
    ),
    ("Biometric information of travellers should be collected and shared.", Some("2019-final/18")),
    ("States parties may appoint a senior official to guide a multi-agency centre.", Some("2013-final/22")),
    ("States parties should make use of the channels of INTERPOL.", Some("2021-final/11")),
    ("The International Whaling Commission should set catch limits for minke whales in each season.", None),
    ("States parties are encouraged, in accordance with domestic law, to prevent the smuggling of migrants.", None),
    ("Zut alors", None),
];

/// The ids that are found for each provision of a text, the best first, by the provision's label.
fn found_for(text: &Analysed, corpus: &[Analysed]) -> Vec<(String, Vec<String>)> {
    let found = search(text, corpus, &Options::default());
    let ids = found.found.iter().map(|found| {
        let precedents = found.precedents.iter().map(|precedent| precedent.place.of(corpus).id.to_string());
        (text.provisions[found.query].label.clone(), precedents.collect())
    });
    ids.collect()
}

pub fn cases() -> Vec<Case> {
    let corpus = ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"].map(document);
    let mut found = BTreeSet::new();
    for later in corpus.iter().filter(|one| ["2019-final", "2021-final"].contains(&one.id.as_str())) {
        for (label, ids) in found_for(later, &corpus) {
            found.extend(ids.into_iter().map(|earlier| (earlier, format!("{}/{label}", later.id))));
        }
    }
    let rows: Vec<_> = gold().rows.into_iter().filter(|row| row.kind == LinkKind::Precedent).collect();
    let case = |row: &travaux::evaluate::CrossMeetingRow| {
        let is_found = found.contains(&(row.earlier.clone(), row.later.clone()));
        let name = format!("{} for {}, {}", row.earlier, row.later, row.verdict.name());
        Case::new(name, is_found == (row.verdict != Verdict::Tempting), if is_found { "shown" } else { "not shown" })
    };
    let mut cases: Vec<Case> = rows.iter().map(case).collect();
    let more =
        found.iter().filter(|(earlier, later)| !rows.iter().any(|row| (&row.earlier, &row.later) == (earlier, later)));
    cases.extend(more.map(|(earlier, later)| Case::of_nobody(format!("{earlier} for {later}"))));
    for (text, agreed) in QUOTED {
        let query = analysed(of_texts("query", &[text], Some("en")));
        let found: Vec<String> = found_for(&query, &corpus).into_iter().flat_map(|(_, ids)| ids).collect();
        let first = found.first().map(String::as_str);
        let name = format!("first of “{text}”: {}", agreed.unwrap_or("nothing"));
        cases.push(Case::new(name, first == agreed, first.unwrap_or("nothing")));
    }
    cases
}
