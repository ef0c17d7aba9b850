//! Precedent search: expectations were written down from reading the reports.

use std::fs;

use crate::common::{document, program};
use serde_json::Value;
use tempfile::TempDir;
use travaux::analysis::Analysed;
use travaux::language::plain;
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
fn a_quoted_text_finds_where_it_was_agreed() {
    let cases = [
        ("States parties should use special investigative techniques to gather evidence", "2013-final/17"),
        (
            "States parties should use the barrier model, with police, border guards and the private sector.",
            "2019-final/14",
        ),
        ("Biometric information of travellers should be collected and shared.", "2019-final/18"),
        ("States parties may appoint a senior official to guide a multi-agency centre.", "2013-final/22"),
        ("States parties should make use of the channels of INTERPOL.", "2021-final/11"),
    ];
    for (text, first) in cases {
        assert_eq!(json(&[text])["queries"][0]["results"][0]["id"], first, "{text}");
    }
}

#[test]
fn what_was_never_agreed_finds_nothing() {
    for text in [
        "The International Whaling Commission should set catch limits for minke whales in each season.",
        "States parties are encouraged, in accordance with domestic law, to prevent the smuggling of migrants.",
        "Zut alors",
    ] {
        assert_eq!(json(&[text])["queries"][0]["results"], Value::Array(vec![]), "{text}");
    }
    let (_, shown, _) = run(&["precedent", "The whale was never seen again."]);
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
    let found = ids("2021-final", &Options { limit: 9, ..Options::default() });
    // Those that `precedents` names.
    for (later, earlier) in [("10", "2019-final/5"), ("12", "2019-final/17")] {
        let (_, ids) = found.iter().find(|(own, _)| own == later).unwrap();
        assert!(ids.contains(&earlier.to_owned()), "{later}: {ids:?}");
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
fn later_reports_find_earlier_ones_as_a_reader_does() {
    let found = ids("2019-final", &Options::default());
    let of = |label: &str| found.iter().find(|(own, _)| own == label).unwrap().1.clone();
    assert!(found.iter().flat_map(|(_, ids)| ids).all(|id| id.starts_with("2013-final/")), "{found:?}");
    assert_eq!(of("6"), ["2013-final/35"]);
    // Read as tempting only.
    assert!(!of("17").contains(&"2013-final/17".to_owned()));
    assert!(of("13").is_empty() && of("22").is_empty());

    let found = ids("2021-final", &Options::default());
    let of = |label: &str| found.iter().find(|(own, _)| own == label).unwrap().1.clone();
    assert_eq!(of("10")[0], "2019-final/5");
    assert_eq!(of("12"), ["2019-final/17"]);
    assert!(of("3").is_empty() && of("7").is_empty());
    // What is doubtful is shown if it is asked for.
    let found = ids("2021-final", &Options { doubtful: true, ..Options::default() });
    let (_, tenth) = found.iter().find(|(own, _)| own == "10").unwrap();
    assert!(tenth.contains(&"2013-final/16".to_owned()), "{tenth:?}");
}

#[test]
fn drafts_and_activities_are_searched_if_asked_for() {
    let all = Options { all: true, ..Options::default() };
    let found = ids("2019-final", &all);
    for (new, old) in [("13", "13"), ("18", "18"), ("20", "21")] {
        let ids = &found.iter().find(|(own, _)| own == new).unwrap().1;
        assert_eq!(ids.first(), Some(&format!("2019-draft/{old}")));
    }
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
