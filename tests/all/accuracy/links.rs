//! What became of the draft of 2019, and what its wordings gained and lost.

use travaux::align::{Certainty, Options};
use travaux::change::compare;
use travaux::evaluate::{Evaluation, Gold};
use travaux::report::{ChangeRow, ComparisonView};

use super::ratchet::{Case, gold_rows};
use crate::common::{corpus_root, document};

/// A case for each row, one for what its place alone bears, and one for whatever is linked though no row says so.
pub fn of_the_drafts() -> Vec<Case> {
    let gold = Gold::open(&corpus_root().join("gold/2019-draft-final.tsv")).unwrap();
    let mut cases = Vec::new();
    for (old_id, new_id) in gold.pairs() {
        let (old, new) = (document(old_id), document(new_id));
        let changes = compare(&old, &new, &Options { paragraphs: true, ..Options::default() });
        let found: Vec<_> = changes.iter().map(|change| change.correspondence.clone()).collect();
        let evaluation = Evaluation::of(&gold, &old, &new, &found);
        let of_pair =
            gold.rows.iter().filter(|row| (row.old_document.as_str(), row.new_document.as_str()) == (old_id, new_id));
        for row in of_pair {
            // The row by itself, so that what is said of it is told in the same words as a miss.
            let own = Gold { rows: vec![row.clone()], ..gold.clone() };
            let said = Evaluation::of(&own, &old, &new, &[]).misses.remove(0);
            let miss = evaluation.misses.iter().find(|miss| miss.kind == row.kind && miss.gold == said.gold);
            let name = format!("{old_id} → {new_id}: {} {}", row.kind.name(), said.gold[0]);
            cases.push(Case::new(name, miss.is_none(), miss.map(|miss| miss.found.join("; ")).unwrap_or_default()));
        }
        let more = evaluation.misses.iter().filter(|miss| miss.gold.is_empty());
        cases.extend(more.map(|miss| {
            Case::of_nobody(format!("{old_id} → {new_id}: {} {}", miss.kind.name(), miss.found.join("; ")))
        }));
        // Almost no word is shared; the reader saw it by place and the agencies that both name.
        let certainty = |label: &str| {
            let mut links = found.iter().filter(|one| one.old.iter().any(|&at| old.provision(at).label == label));
            links.find_map(|one| one.support.as_ref()).map(|support| support.certainty)
        };
        let certainty = certainty("14");
        let name = format!("{old_id} → {new_id}: the link of 14 is called doubtful");
        cases.push(Case::new(name, certainty == Some(Certainty::Doubtful), format!("{certainty:?}")));
    }
    cases
}

/// What is told of each pair of wordings, part by part.
pub fn shifts() -> Vec<Case> {
    let (draft, adopted) = (document("2019-draft"), document("2019-final"));
    let view = ComparisonView::of(&draft, &adopted, &compare(&draft, &adopted, &Options::default()));
    let mut cases = Vec::new();
    for row in gold_rows(&corpus_root().join("gold/2019-shifts.tsv")) {
        let [old, new, old_phrase, new_phrase, direction, gained, lost, old_addressee, new_addressee] =
            <[String; 9]>::try_from(row).expect("nine columns");
        let is_pair = |change: &&ChangeRow| change.old == [old.as_str()] && change.new == [new.as_str()];
        let told = view.changes.iter().find(is_pair).map(told_of);
        let read = [
            ("phrases", format!("{old_phrase} → {new_phrase}")),
            ("direction", direction),
            ("qualifiers", format!("gained {gained}; lost {lost}; replaced -")),
            ("addressees", format!("{old_addressee} → {new_addressee}")),
        ];
        for (at, (part, read)) in read.into_iter().enumerate() {
            let told = told.as_ref().map_or("not linked", |told| &told[at]);
            cases.push(Case::new(format!("2019 {old} → {new} {part}"), told == read, told));
        }
    }
    cases
}

/// What a row tells, in the words of the gold: phrases, direction, qualifiers, addressees.
fn told_of(change: &ChangeRow) -> [String; 4] {
    let none = || "-".to_owned();
    let shifts = change.shifts.clone().unwrap_or_default();
    let (phrases, direction) = match &shifts.strength {
        Some(strength) => {
            let phrase = |phrase: &Option<String>| phrase.clone().unwrap_or_else(none);
            let phrases = format!("{} → {}", phrase(&strength.old), phrase(&strength.new));
            (phrases, strength.direction.name().to_owned())
        }
        None => (none(), none()),
    };
    let shown = |list: &[travaux::anatomy::Qualifier]| match list {
        [] => none(),
        list => list.iter().map(|one| format!("{}: {}", one.kinds[0], one.text)).collect::<Vec<_>>().join(" | "),
    };
    let replaced: Vec<String> =
        shifts.qualifiers.replaced.iter().map(|one| format!("{} by {}", one.old.text, one.new.text)).collect();
    let qualifiers = format!(
        "gained {}; lost {}; replaced {}",
        shown(&shifts.qualifiers.added),
        shown(&shifts.qualifiers.dropped),
        if replaced.is_empty() { none() } else { replaced.join(" | ") }
    );
    let addressee = |new: bool| {
        let anatomies = change.anatomy.as_ref().map(|pair| if new { &pair.new } else { &pair.old });
        anatomies.and_then(|side| side.first()?.addressee.clone()).unwrap_or_else(none)
    };
    // Where both are the same to a reader, no change may be told.
    let told = shifts.addressee.as_ref().map(|_| ", told as changed").unwrap_or_default();
    [phrases, direction, qualifiers, format!("{} → {}{told}", addressee(false), addressee(true))]
}
