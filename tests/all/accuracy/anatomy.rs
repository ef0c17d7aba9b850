//! The parts of each recommendation of the corpus, part by part.

use travaux::anatomy::{Anatomy, Lexicons};
use travaux::model::Kind;

use super::ratchet::{Case, gold_rows};
use crate::common::{corpus_root, document};

pub fn cases() -> Vec<Case> {
    let lexicons = Lexicons::built_in();
    let documents = ["2013-final", "2019-draft", "2019-final", "2021-final"].map(document);
    let mut cases = Vec::new();
    for row in gold_rows(&corpus_root().join("gold/anatomy.tsv")) {
        let (id, label) = row[0].split_once('/').expect("a document and a label");
        let document = documents.iter().find(|one| one.id == id).expect("a document of the corpus");
        let lexicon = lexicons.of(document.metadata.language.as_deref()).expect("the reports are English");
        let provision = document.of_kind(Kind::Recommendation).find(|provision| provision.label == label);
        let found = provision.map(|provision| parts(Anatomy::of(provision.text(), lexicon)));
        for (at, part) in ["addressee", "phrase", "qualifiers", "further", "purpose"].into_iter().enumerate() {
            let read = &row[at + 1];
            let found = found.as_ref().map_or("no such provision", |found| &found[at]);
            let told = if found.is_empty() { "nothing" } else { found };
            cases.push(Case::new(format!("{} {part}", row[0]), in_order(found) == in_order(read), told));
        }
    }
    cases
}

/// The parts as the gold writes them.
fn parts(anatomy: Anatomy) -> [String; 5] {
    let qualifiers = anatomy.qualifiers.iter().map(|one| format!("{}={}", one.kinds.join("+"), one.text));
    let further = anatomy
        .further
        .iter()
        .map(|clause| format!("{}: {}", clause.addressee.as_deref().unwrap_or_default(), clause.operative.phrase));
    [
        anatomy.addressee.clone().unwrap_or_default(),
        anatomy.operative.as_ref().map(|operative| operative.phrase.clone()).unwrap_or_default(),
        qualifiers.collect::<Vec<_>>().join(" | "),
        further.collect::<Vec<_>>().join(" | "),
        anatomy.purpose.clone().unwrap_or_default(),
    ]
}

/// The entries of a cell in small letters, in whatever order.
fn in_order(cell: &str) -> Vec<String> {
    let mut entries: Vec<String> = cell.split(" | ").map(|entry| entry.trim().to_lowercase()).collect();
    entries.sort();
    entries
}
