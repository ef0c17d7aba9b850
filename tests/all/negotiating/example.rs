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

const DRAFTS: [&str; 5] = ["rev1", "rev2", "rev3", "rev4", "adopted"];

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/negotiation"))
}

fn all(ending: &str) -> Vec<Analysed> {
    let path = |id: &&str| {
        if ending == "docx" { root().join(format!("word/{id}.docx")) } else { root().join(format!("{id}.md")) }
    };
    let open = |path: PathBuf| read(&Source::open(Path::new(&path)).unwrap()).unwrap();
    Analysed::of_each(DRAFTS.iter().map(path).map(open).collect(), &analysis::Options::default())
}

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

#[test]
fn what_became_of_each_bracket_is_what_a_reader_found() {
    let gold = std::fs::read_to_string(root().join("fates.tsv")).unwrap();
    let lines: Vec<Vec<&str>> =
        gold.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect()).collect();
    for ending in ["md", "docx"] {
        let documents = all(ending);
        let (mut missed, mut more) = (Vec::new(), Vec::new());
        for (step, pair) in DRAFTS.windows(2).enumerate() {
            let (old, new) = (&documents[step], &documents[step + 1]);
            let found = found(old, new, &compare(old, new, &Options::default()));
            for line in lines.iter().filter(|line| line[0] == pair[0]) {
                let told = (line[2].to_owned(), words(line[4]), line[3]);
                if !found.iter().any(|(label, words, fate)| (label, words, *fate) == (&told.0, &told.1, told.2)) {
                    missed.push(format!("{} → {}: {told:?}", pair[0], pair[1]));
                }
            }
            let is_told = |words: &str, fate: &str| {
                let mut of_step = lines.iter().filter(|line| line[0] == pair[0]);
                of_step.any(|line| self::words(line[4]) == words && line[3] == fate)
            };
            more.extend(
                found
                    .iter()
                    .filter(|(_, words, fate)| !is_told(words, fate))
                    .map(|one| format!("{}: {one:?}", pair[0])),
            );
        }
        assert_eq!(missed, [""; 0], "of {} in {ending}", lines.len());
        assert_eq!(more, [""; 0], "no reader found these in {ending}");
    }
}

#[test]
fn words_that_won_stand_there() {
    let documents = all("md");
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
    let mut documents = all("md");
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
    assert_eq!(longest.iter().filter(|thread| thread.nodes.len() == 5).count(), 16, "each paragraph but five");
}

#[test]
fn open_brackets_are_counted_part_by_part_and_whose_words_stand() {
    let lineage = Lineage::build(all("md"), &lineage::Options::default());
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
