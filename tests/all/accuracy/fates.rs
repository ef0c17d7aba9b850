//! What became of each bracket, option and paragraph beside another in the rolling text of `examples/negotiation`: as Markdown
//! and as Word documents, since a case is met if it is in both.

use std::collections::BTreeSet;

use travaux::align::Options;
use travaux::analysis::Analysed;
use travaux::change::{Change, compare};
use travaux::fate::FateKind;

use super::ratchet::{Case, gold_rows};
use crate::negotiating::example::{DRAFTS, drafts, root};

/// The words of a text, without the delegations that it names before a colon.
fn words(text: &str) -> String {
    let mut text = text.to_owned();
    for name in ["Lagoon States", "Northern Ports", "River Union"] {
        text = text.replace(&format!("{name}, "), "").replace(&format!("{name}: "), "");
    }
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What became of each wording, as the program says: label, words, fate.
fn found(old: &Analysed, new: &Analysed, changes: &[Change]) -> BTreeSet<(String, String, &'static str)> {
    let mut found = BTreeSet::new();
    for change in changes {
        let labels = |places: &[travaux::model::ProvisionIndex], document: &Analysed| -> Vec<String> {
            places.iter().map(|&at| document.provision(at).label.clone()).collect()
        };
        for fate in &change.brackets {
            let mut labels_of = labels(&change.correspondence.old, old);
            if fate.kind == FateKind::Opened {
                labels_of = labels(&change.correspondence.new, new);
            }
            // What others stand beside is no option itself.
            let is_alternative =
                |option: &Option<String>| option.as_deref().is_some_and(|option| option.contains("alt"));
            let are_beside = fate.wordings.iter().any(|wording| is_alternative(&wording.option));
            for wording in fate.wordings.iter().filter(|wording| !are_beside || is_alternative(&wording.option)) {
                for label in &labels_of {
                    // A heading is known by its article, and a paragraph beside another by its own number.
                    let article = label.split('(').next().unwrap_or(label).to_owned();
                    let own = wording.option.clone().filter(|option| option.contains("alt"));
                    for label in [Some(label.clone()), Some(article), own].into_iter().flatten() {
                        found.insert((label, words(&wording.text), fate.kind.name()));
                    }
                }
            }
        }
    }
    found
}

pub fn cases() -> Vec<Case> {
    let rows = gold_rows(&root().join("fates.tsv"));
    let forms = ["md", "docx"].map(|ending| {
        let documents = drafts(ending);
        let steps = documents
            .windows(2)
            .map(|pair| found(&pair[0], &pair[1], &compare(&pair[0], &pair[1], &Options::default())));
        (ending, steps.collect::<Vec<_>>())
    });
    let step_of = |row: &Vec<String>| DRAFTS.iter().position(|id| *id == row[0]).expect("one of the drafts");
    let case = |row: &Vec<String>| {
        let (label, fate, said) = (&row[2], &row[3], words(&row[4]));
        let missed_in = forms.iter().filter(|(_, steps)| {
            !steps[step_of(row)].iter().any(|one| (&one.0, &one.1, one.2) == (label, &said, fate.as_str()))
        });
        let missed_in: Vec<&str> = missed_in.map(|(ending, _)| *ending).collect();
        let name = format!("{} → {}: {label} {fate} “{}”", row[0], row[1], row[4]);
        Case::new(name, missed_in.is_empty(), format!("missed in {}", missed_in.join(" and ")))
    };
    let mut cases: Vec<Case> = rows.iter().map(case).collect();
    // What a reader found is known by its words and fate: a wording stands under several labels.
    let is_read = |step: usize, said: &str, fate: &str| {
        rows.iter().any(|row| step_of(row) == step && words(&row[4]) == said && row[3] == fate)
    };
    let mut more = BTreeSet::new();
    for (ending, steps) in &forms {
        for (step, found) in steps.iter().enumerate() {
            let unread = found.iter().filter(|(_, said, fate)| !is_read(step, said, fate));
            more.extend(
                unread.map(|(label, said, fate)| format!("{}: {label} {fate} “{said}” in {ending}", DRAFTS[step])),
            );
        }
    }
    cases.extend(more.into_iter().map(Case::of_nobody));
    cases
}
