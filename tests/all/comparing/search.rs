//! Precedent search. What it finds for the recommendations of the corpus and for texts as somebody may quote them, `accuracy`
//! holds against what readers found.

use std::fs;

use crate::common::{document, program};
use serde_json::Value;
use tempfile::TempDir;
use travaux::analysis::Analysed;
use travaux::language::plain;
use travaux::lineage::{self, Lineage, LinkKind};
use travaux::model::ProvisionIndex;
use travaux::retrieval::{Options, Parameters, Search, search, verbatim};

const REPORTS: [&str; 5] = ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"];

fn corpus() -> Vec<Analysed> {
    REPORTS.iter().map(|id| document(id)).collect()
}

fn look_up(id: &str, options: &Options) -> (Analysed, Vec<Analysed>, Search) {
    let (text, corpus) = (document(id), corpus());
    let found = search(&text, &corpus, options);
    (text, corpus, found)
}

/// The ids that are found for each provision of a report, by its label.
fn ids(id: &str, options: &Options) -> Vec<(String, Vec<String>)> {
    let (text, corpus, found) = look_up(id, options);
    let ids = found.found.iter().map(|found| {
        let precedents = found.precedents.iter().map(|precedent| precedent.place.of(&corpus).id.to_string());
        (text.provisions[found.query].label.clone(), precedents.collect())
    });
    ids.collect()
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = program();
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("COLUMNS");
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(arguments: &[&str]) -> Value {
    let (code, shown, errors) = run(&[&["precedent", "--format", "json"], arguments].concat());
    assert_eq!(code, 0, "{errors}");
    serde_json::from_str(&shown).unwrap()
}

#[test]
fn paragraphs_are_told_apart_whatever_ends_a_line() {
    let text = "States parties should use special investigative techniques.\n\nLiaison officers should be posted.\n";
    let folder = TempDir::new().unwrap();
    for (name, text) in [("a.txt", text.to_owned()), ("b.txt", text.replace('\n', "\r\n"))] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        assert_eq!(json(&["--file", path.to_str().unwrap()])["queries"].as_array().unwrap().len(), 2, "{name}");
    }
}

#[test]
fn what_was_never_agreed_finds_nothing() {
    let whale = "The whale was never seen again.";
    assert_eq!(json(&[whale])["queries"][0]["results"], Value::Array(vec![]));
    let (_, shown, _) = run(&["precedent", whale]);
    assert!(shown.contains("nothing near enough was found"), "{shown}");
}

#[test]
fn a_phrase_is_found_wherever_it_stands_word_for_word() {
    let found = json(&["root causes", "--limit", "9"]);
    let mut ids: Vec<&str> =
        found["queries"][0]["results"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    ids.sort();
    // Read in the report of 2013; the later ones do not speak of them in a recommendation.
    assert_eq!(ids, ["2013-final/14", "2013-final/15"]);
    let first = &json(&["the smuggling of migrants by air"])["queries"][0]["results"][0];
    assert_eq!(first["share"], 1.0);
    assert!(first["text"].as_str().unwrap().contains("the smuggling of migrants by air"));
}

#[test]
fn what_is_held_back_by_the_limit_is_counted() {
    let (_, shown, _) = run(&["precedent", "root causes", "--limit", "1"]);
    assert!(shown.contains("1 more; --limit shows them"), "{shown}");
    assert!(shown.contains("2 precedents found among 69 provisions of 3 documents, 1 shown."), "{shown}");
}

#[test]
fn what_was_only_drafted_is_named() {
    let text = "States parties should adopt the barrier model to break the business model of smugglers";
    let found = json(&[text]);
    assert_eq!(found["queries"][0]["results"], Value::Array(vec![]));
    assert_eq!(found["queries"][0]["elsewhere"][0], "2019-draft/14");
}

#[test]
fn what_a_lineage_links_is_found_as_well() {
    let lineage = Lineage::build(corpus(), &lineage::Options::default());
    let id = |node: petgraph::graph::NodeIndex| lineage.graph[node].id.to_string();
    let precedents: Vec<(String, String)> = lineage
        .edges()
        .into_iter()
        .filter(|(.., edge)| edge.kind == LinkKind::Precedent)
        .map(|(old, new, _)| (id(old), id(new)))
        .collect();
    assert!(!precedents.is_empty());
    for (earlier, later) in precedents {
        let (report, label) = later.split_once('/').unwrap();
        let found = ids(report, &Options { limit: 9, ..Options::default() });
        let (_, ids) = found.iter().find(|(own, _)| own == label).unwrap();
        assert!(ids.contains(&earlier), "{later}: {ids:?}");
    }
}

#[test]
fn an_adopted_text_finds_itself_whole() {
    let text = document("2019-final").provisions.iter().find(|one| one.label == "13").unwrap().text().to_owned();
    let found = json(&[&text.to_uppercase().to_lowercase()]);
    let first = &found["queries"][0]["results"][0];
    assert_eq!(first["id"], "2019-final/13");
    assert_eq!((first["score"].as_f64(), first["share"].as_f64()), (Some(1.0), Some(1.0)));
    assert_eq!(first["symbol"], "CTOC/COP/WG.7/2019/6");
    assert_eq!(first["meeting"], 6);
}

#[test]
fn only_earlier_reports_are_searched_and_doubtful_ones_if_asked_for() {
    let stated = ids("2019-final", &Options::default());
    assert!(stated.iter().any(|(_, ids)| !ids.is_empty()));
    assert!(stated.iter().flat_map(|(_, ids)| ids).all(|id| id.starts_with("2013-final/")), "{stated:?}");
    let stated = ids("2021-final", &Options { limit: 9, ..Options::default() });
    let all = ids("2021-final", &Options { doubtful: true, limit: 9, ..Options::default() });
    let count = |found: &[(String, Vec<String>)]| found.iter().map(|(_, ids)| ids.len()).sum::<usize>();
    assert!(count(&all) > count(&stated));
    for ((label, stated), (_, all)) in stated.iter().zip(&all) {
        assert!(stated.iter().all(|id| all.contains(id)), "{label}");
    }
}

#[test]
fn drafts_and_activities_are_searched_if_asked_for() {
    let all = Options { all: true, ..Options::default() };
    let of_drafts = |options: &Options| {
        let found = ids("2019-final", options);
        found.iter().filter(|(_, ids)| ids.first().is_some_and(|id| id.starts_with("2019-draft/"))).count()
    };
    assert!(of_drafts(&all) > 0);
    assert_eq!(of_drafts(&Options::default()), 0);
    let one = Options { all: true, limit: 1, ..Options::default() };
    assert!(ids("2019-final", &one).iter().all(|(_, ids)| ids.len() <= 1));
}

#[test]
fn each_run_stands_in_both_texts() {
    let same = |text: &str| plain(text).to_lowercase();
    let corpus = corpus();
    let mut seen = 0;
    let every = || {
        corpus
            .iter()
            .flat_map(|one| ProvisionIndex::all(&one.provisions).map(move |at| (one.provision(at), one.reading(at))))
    };
    for (old, earlier) in every().step_by(3) {
        for (new, later) in every().step_by(5) {
            let runs = verbatim(&later, &earlier, &Parameters::default());
            for run in &runs {
                assert!(run.words >= 4 && run.content >= 2);
                assert_eq!(same(&new.text()[run.query.clone()]), same(&old.text()[run.precedent.clone()]));
            }
            assert!(runs.windows(2).all(|pair| pair[0].query.end <= pair[1].query.start), "no word is told twice");
            seen += runs.len();
        }
    }
    assert!(seen > 100);
}

#[test]
fn a_search_is_the_same_every_time() {
    let all = Options { all: true, ..Options::default() };
    assert_eq!(look_up("2021-final", &all).2, look_up("2021-final", &all).2);
    let printed = |threads| run(&["precedent", "--file", "2019-draft", "--all", "--threads", threads]).1;
    assert_eq!(printed("1"), printed("3"));
}

#[test]
fn files_lists_and_bare_paragraphs_are_looked_up() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (techniques, whale) = ("Use special investigative techniques to gather evidence.", "The whale was never seen.");
    let list = write(
        "list.jsonl",
        &format!("{{\"id\": \"a\", \"text\": \"{techniques}\"}}\n{{\"id\": \"b\", \"text\": \"{whale}\"}}\n"),
    );
    let report = write(
        "report.txt",
        &format!("II. Recommendations\n\nRecommendation 1\n\n{techniques}\n\nRecommendation 2\n\n{whale}\n"),
    );
    let bare = write("bare.txt", &format!("{techniques}\n\n{whale}\n"));
    for (file, own) in [(list, ["list/a", "list/b"]), (report, ["report/1", "report/2"]), (bare, ["bare/1", "bare/2"])]
    {
        let found = json(&["--file", &file]);
        let queries = found["queries"].as_array().unwrap();
        assert_eq!(queries.iter().map(|query| query["id"].as_str().unwrap()).collect::<Vec<_>>(), own);
        assert!(queries[0]["results"][0]["id"].as_str().unwrap().starts_with("2013-final/1"), "{file}");
        assert_eq!(queries[1]["results"], Value::Array(vec![]), "{file}");
    }
}

#[test]
fn wrong_use_is_told() {
    assert_eq!(run(&["precedent"]).0, 2);
    assert_eq!(run(&["precedent", "text", "--file", "2019-final"]).0, 2);
    assert_eq!(run(&["precedent", "text", "--limit", "0"]).0, 2);
    let (code, _, errors) = run(&["precedent", "  "]);
    assert_eq!((code, errors.as_str()), (1, "error: the text is empty; give the words to look up\n"));
    let (code, _, errors) = run(&["precedent", "--file", "2013-final"]);
    assert_eq!(code, 0);
    assert!(errors.starts_with("note: the corpus holds no adopted text of an earlier date; --all"), "{errors}");
}

#[test]
fn lines_fit_the_terminal() {
    for width in ["80", "200"] {
        let (_, shown, _) = run(&["precedent", "--file", "2021-final", "--width", width]);
        let widest = shown.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width.parse().unwrap(), "{widest} of {width}");
    }
}
