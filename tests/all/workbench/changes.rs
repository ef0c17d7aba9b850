//! What a person says of the documents is kept in the folder's own files, as the command line keeps and reads it; what else stands
//! in them is left alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;

use serde_json::{Value, json};

use super::client::{Answer, Bench, LAMPS, command_json, encoded, folder, report, wait_for};

fn manifest(folder: &Path) -> String {
    fs::read_to_string(folder.join("manifest.toml")).unwrap()
}

/// The ids of the documents, as they are listed.
fn ids(bench: &Bench) -> Vec<String> {
    let listed = bench.told("api/documents");
    listed["documents"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// Five reports, the last first.
fn five() -> Vec<(String, String)> {
    let of = |name: &str, date: &str, kind: &str, count: usize| (name.to_owned(), report(date, kind, &LAMPS[..count]));
    vec![
        of("spring.txt", "9 April 2004", "Report on the meeting of the Harbour Board", 8),
        of("autumn.md", "2 October 2001", "Report on the meeting of the Harbour Board", 7),
        of("old/first.txt", "4 May 1998", "Report on the meeting of the Harbour Board", 6),
        of("winter.txt", "11 January 2003", "Report on the meeting of the Harbour Board", 5),
        of("last.txt", "30 November 2009", "Draft report", 8),
    ]
}

const IN_TIME: [&str; 5] = ["old-first", "autumn", "winter", "spring", "last"];

/// Says that a folder holds the five as they were dropped, each named once, for the command line as well.
fn assert_all_five(bench: &Bench, folder: &Path) {
    for (name, text) in five() {
        assert_eq!(fs::read_to_string(folder.join(&name)).unwrap(), text, "{name}");
    }
    assert_eq!(ids(bench), IN_TIME);
    let listed = bench.told("api/documents");
    assert_eq!(listed["problems"], json!([]));
    assert!(listed["documents"].as_array().unwrap().iter().all(|one| one["in_manifest"] == true), "{listed}");
    assert_eq!(bench.told("api/state")["has_manifest"], true);
    let named: toml::Table = manifest(folder).parse().unwrap();
    let paths: Vec<&str> =
        named["document"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(paths.len(), 5, "{paths:?}");
    assert_eq!(paths.iter().copied().collect::<BTreeSet<_>>().len(), 5, "{paths:?}");
    let graph = command_json(folder, &["lineage"]);
    let of_command_line: Vec<&str> =
        graph["documents"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(of_command_line, IN_TIME);
    let left: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{left:?}");
}

#[test]
fn files_that_are_dropped_are_listed_in_the_order_of_time() {
    let folder = folder(&[]);
    let bench = Bench::open(folder.path());
    for (name, text) in five() {
        let told = bench.drop_file(&name, text.as_bytes());
        assert_eq!(told.status, 200, "{name}: {}", told.text());
        let told = told.json();
        assert_eq!((&told["path"], &told["document"]["in_manifest"]), (&json!(name), &json!(true)));
        assert_eq!(told["document"]["verdict"], "whole", "{told}");
    }
    assert_all_five(&bench, folder.path());
}

#[test]
fn files_that_are_dropped_at_once_are_each_named_once() {
    for _ in 0..3 {
        let folder = folder(&[]);
        // From two tabs, of one program or of two.
        let benches = [Bench::open(folder.path()), Bench::open(folder.path())];
        thread::scope(|scope| {
            for (at, (name, text)) in five().into_iter().enumerate() {
                let bench = &benches[at % 2];
                scope.spawn(move || {
                    let told = bench.drop_file(&name, text.as_bytes());
                    assert_eq!(told.status, 200, "{name}: {}", told.text());
                });
            }
        });
        let is_told = |bench: &Bench| {
            let listed = bench.told("api/documents")["documents"].clone();
            let named = listed.as_array().unwrap().iter().filter(|one| one["in_manifest"] == true);
            named.count() == 5
        };
        wait_for("all five on both", || benches.iter().all(is_told).then_some(()));
        benches.iter().for_each(|bench| assert_all_five(bench, folder.path()));
    }
}

#[test]
fn files_of_one_name_that_are_dropped_at_once_are_all_kept() {
    let folder = folder(&[]);
    let bench = Bench::open(folder.path());
    let texts: Vec<String> = (1..=8).map(|count| report("4 May 1998", "Report", &LAMPS[..count])).collect();
    thread::scope(|scope| {
        for text in &texts {
            let bench = &bench;
            scope.spawn(move || assert_eq!(bench.drop_file("sub/report.txt", text.as_bytes()).status, 200));
        }
    });
    let kept = fs::read_dir(folder.path().join("sub")).unwrap();
    let kept: BTreeSet<String> = kept.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    assert_eq!(kept, texts.into_iter().collect());
    assert_eq!(ids(&bench).into_iter().collect::<BTreeSet<_>>().len(), 8);
    assert_eq!(bench.told("api/state")["problems"], 0);
}

#[test]
fn a_name_that_is_taken_gets_a_number() {
    let theirs = report("4 May 1998", "Report", &LAMPS[..2]);
    let folder = folder(&[("report.txt", &theirs)]);
    let bench = Bench::open(folder.path());
    let paths: Vec<String> = (3..6)
        .map(|count| {
            let told = bench.drop_file("report.txt", report("9 May 2001", "Report", &LAMPS[..count]).as_bytes());
            assert_eq!(told.json()["document"]["provisions"], count, "{}", told.text());
            told.json()["path"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(paths, ["report-2.txt", "report-3.txt", "report-4.txt"]);
    assert_eq!(fs::read_to_string(folder.path().join("report.txt")).unwrap(), theirs);
    assert_eq!(ids(&bench).into_iter().collect::<BTreeSet<_>>().len(), 4);
    // What is of the same name elsewhere, or of another kind, is another file.
    let told = bench.drop_file("sub/report.txt", theirs.as_bytes()).json();
    assert_eq!(told["path"], "sub/report.txt");
    let told = bench.drop_file("report.md", theirs.as_bytes()).json();
    assert_eq!(told["path"], "report.md");
    assert_eq!(ids(&bench).into_iter().collect::<BTreeSet<_>>().len(), 6);
}

/// A manifest as a person writes one.
const WRITTEN: &str = r#"# Of the harbour: ask the keeper before you change a date!

[[document]] # the draft
id   = 'draft'      # as in the letter
path = "draft.txt"
# stage: not found
# what follows was told by the keeper
date = "1998-05-04" # by telephone

  # (no title)

[[document]]
path = "final.txt"
id = "final"
stage = "final" # surely
# body = "Harbour Board"

# The end.
"#;

#[test]
fn what_is_declared_comes_and_goes_and_comments_stay() {
    let texts = [
        ("draft.txt", report("4 May 1998", "Draft report", &LAMPS)),
        ("final.txt", report("6 May 1998", "Report", &LAMPS[1..])),
    ];
    let folder = folder(&[(texts[0].0, texts[0].1.as_str()), (texts[1].0, &texts[1].1), ("manifest.toml", WRITTEN)]);
    let bench = Bench::open(folder.path());
    let declare = |id: &str, fields: Value| bench.done("api/metadata", &json!({"id": id, "fields": fields}));
    let declared = |id: &str| {
        let documents = bench.told("api/documents")["documents"].clone();
        documents.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone()
    };
    let values = [
        ("symbol", json!("HB/1998/L.1")),
        ("title", json!("On \"lamps\" # and wicks")),
        ("body", json!("Board of Harbours")),
        ("meeting", json!(7)),
        ("stage", json!("other")),
        ("language", json!("en")),
        ("subject", json!("Lamps")),
        ("profile", json!("recommendations")),
        ("draft_of", json!("final")),
    ];
    for (name, value) in &values {
        declare("draft", json!({ *name: value }));
        let now = declared("draft");
        assert_eq!(&now[*name], value, "{now}");
        assert!(now["declared"].as_array().unwrap().contains(&json!(name)), "{now}");
        let lines = manifest(folder.path());
        let mut lines: Vec<&str> = lines.lines().collect();
        let at = lines.iter().position(|line| line.starts_with(&format!("{name} = "))).unwrap();
        lines.remove(at);
        assert_eq!(lines.join("\n") + "\n", WRITTEN, "{name} is a line more, and all else is as it was");
        declare("draft", json!({ *name: null }));
        assert_eq!(manifest(folder.path()), WRITTEN, "{name}");
        assert!(!declared("draft")["declared"].as_array().unwrap().contains(&json!(name)));
    }
    // A meeting that was typed is a number, and what is blank is nothing.
    declare("draft", json!({"meeting": " 7 ", "title": "  "}));
    assert_eq!(declared("draft")["meeting"], 7);
    declare("draft", json!({"meeting": ""}));
    assert_eq!(manifest(folder.path()), WRITTEN);
    // Of what is replaced or taken away only the value goes.
    declare("final", json!({"stage": "other"}));
    assert_eq!(manifest(folder.path()), WRITTEN.replace("stage = \"final\" # surely", "stage = \"other\" # surely"));
    declare("final", json!({"stage": "final"}));
    assert_eq!(manifest(folder.path()), WRITTEN);
    declare("draft", json!({"date": null}));
    assert_eq!(manifest(folder.path()), WRITTEN.replace("date = \"1998-05-04\" # by telephone\n", ""));
    // What was declared is what the command line reads.
    declare("draft", json!({"subject": "Wicks", "date": "1998-05-05"}));
    let of_command_line = command_json(folder.path(), &["extract", "draft"]);
    assert!(of_command_line.to_string().contains("Wicks"), "{of_command_line}");
}

#[test]
fn what_is_wrong_is_told_and_not_kept() {
    let texts = [report("4 May 1998", "Draft report", &LAMPS), report("6 May 1998", "Report", &LAMPS)];
    let folder = folder(&[("draft.txt", &texts[0]), ("final.txt", &texts[1]), ("manifest.toml", WRITTEN)]);
    let bench = Bench::open(folder.path());
    let before = bench.told("api/documents");
    let wrong = [
        ("stage", json!("later")),
        ("date", json!("someday")),
        ("date", json!("1998-13")),
        ("date", json!("1998-02-30")),
        ("meeting", json!(-1)),
        ("meeting", json!(99_999_999_999_u64)),
        ("meeting", json!("seventh")),
        ("profile", json!("poems")),
        ("profile", json!("poems.toml")),
        ("profile", json!("../poems.toml")),
        ("profile", json!("/etc/passwd")),
        ("draft_of", json!("nobody")),
        ("draft_of", json!("draft")),
        ("symbol", json!(7)),
        ("title", json!(7)),
    ];
    for (name, value) in wrong {
        // Of several none is kept if one is wrong.
        let fields = json!({ "subject": "Lamps", name: value });
        let told = bench.post("api/metadata", &json!({"id": "draft", "fields": fields}));
        assert_eq!(told.status, 422, "{name} = {value}: {}", told.text());
        assert!(told.error().contains("manifest.toml"), "{}", told.text());
        assert_eq!(manifest(folder.path()), WRITTEN, "{name} = {value}");
        assert_eq!(bench.told("api/documents"), before, "{name} = {value}");
    }
    assert_eq!(bench.post("api/metadata", &json!({"id": "drafft", "fields": {}})).status, 404);
    assert_eq!(bench.post("api/forget", &json!({"id": "drafft"})).status, 404);
}

#[test]
fn a_document_that_is_forgotten_keeps_its_file() {
    let texts = [report("4 May 1998", "Draft report", &LAMPS), report("6 May 1998", "Report", &LAMPS)];
    let folder = folder(&[("draft.txt", &texts[0]), ("final.txt", &texts[1]), ("manifest.toml", WRITTEN)]);
    let bench = Bench::open(folder.path());
    // What another one is a draft of is needed.
    bench.done("api/metadata", &json!({"id": "draft", "fields": {"draft_of": "final"}}));
    let written = manifest(folder.path());
    let told = bench.post("api/forget", &json!({"id": "final"}));
    assert_eq!(told.status, 422, "{}", told.text());
    assert!(told.error().contains("manifest.toml"), "{}", told.text());
    assert_eq!(manifest(folder.path()), written);
    bench.done("api/forget", &json!({"id": "draft"}));
    assert_eq!(fs::read_to_string(folder.path().join("draft.txt")).unwrap(), texts[0]);
    let listed = bench.told("api/documents");
    let of = |id: &str| listed["documents"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    assert_eq!((&of("draft")["in_manifest"], &of("final")["in_manifest"]), (&json!(false), &json!(true)));
    assert!(manifest(folder.path()).contains("# Of the harbour") && manifest(folder.path()).contains("# The end."));
    // And it comes back, when something is said of it.
    let told = bench.done("api/metadata", &json!({"id": "draft", "fields": {"subject": "Lamps"}}));
    assert_eq!((&told["document"]["in_manifest"], &told["document"]["subject"]), (&json!(true), &json!("Lamps")));
    for id in ["draft", "final"] {
        let told = bench.post("api/forget", &json!({ "id": id }));
        assert!(told.status == 200 || told.status == 422, "{}", told.text());
        assert_eq!(bench.told("api/state")["problems"], 0, "{}", manifest(folder.path()));
    }
}

/// Lines that begin alike, lines that are the same, and one that is not what it seems.
fn alike() -> String {
    let long = "Member harbours should keep a register of every lamp on their quays and breakwaters, with its";
    let mut text = "Harbour Board\n\n4 May 1998\n\nReport\n\nRecommendations\n\n".to_owned();
    for (at, end) in ["height.", "colour.", "colour.", "keeper.", "height."].iter().enumerate() {
        text += &format!("{}. {long} {end}\n\n", at + 1);
    }
    text + "The Board met.\n\nThe Board met.\n\nThe Board met again.\n\n6 Pilots should be heard.\n"
}

/// The lines of a document.
fn lines(bench: &Bench, id: &str) -> Vec<Value> {
    bench.told(&format!("api/document?id={}", encoded(id)))["lines"].as_array().unwrap().clone()
}

/// Says of a line, by the name that it was given, what it is.
fn say(bench: &Bench, id: &str, line: &Value, said: Value) -> Answer {
    let mut sent = json!({"id": id, "begins": line["begins"], "nth": line["nth"], "is": null, "number": null});
    sent.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
    bench.post("api/reading", &sent)
}

#[test]
fn a_correction_reaches_the_line_that_it_is_about_and_no_other() {
    let folder = folder(&[("report.txt", &alike())]);
    let bench = Bench::open(folder.path());
    let before = lines(&bench, "report");
    let spoken: Vec<usize> =
        (0..before.len()).filter(|&at| !before[at]["text"].as_str().unwrap().trim().is_empty()).collect();
    assert!(spoken.len() > 12, "{before:?}");
    for &at in &spoken {
        for said in
            [json!({"is": "text"}), json!({"is": "heading"}), json!({"is": "furniture"}), json!({"number": "40"})]
        {
            let told = say(&bench, "report", &before[at], said.clone());
            assert_eq!(told.status, 200, "{}: {}", before[at], told.text());
            assert_eq!(told.json()["document"]["mended"], 1);
            let now = lines(&bench, "report");
            let mended: Vec<usize> = (0..now.len()).filter(|&at| !now[at]["mended"].is_null()).collect();
            assert_eq!(mended, [at], "{said} of {}", before[at]);
            assert_eq!(now[at]["mended"]["is"], said["is"]);
            assert_eq!(now[at]["mended"]["number"], said["number"]);
            assert_eq!(now[at]["text"], before[at]["text"]);
        }
        // By the name that it has now it is taken away again.
        let now = lines(&bench, "report");
        assert_eq!(say(&bench, "report", &now[at], json!({})).json()["document"]["mended"], 0);
        assert_eq!(lines(&bench, "report"), before);
    }
    let left = fs::read_to_string(folder.path().join("readings.toml")).unwrap();
    assert!(!left.contains("begins"), "{left}");
}

#[test]
fn a_correction_is_what_the_command_line_reads() {
    let folder = folder(&[("report.txt", &alike())]);
    let bench = Bench::open(folder.path());
    let of_command_line = || -> Vec<(String, String)> {
        let read = command_json(folder.path(), &["extract", "report"]);
        let provisions = read["provisions"].as_array().unwrap_or_else(|| panic!("{read}"));
        provisions.iter().map(|one| (text(&one["label"]), text(&one["text"]))).collect()
    };
    let of_page = || -> Vec<(String, String)> {
        let shown = bench.told("api/document?id=report");
        let provisions = shown["provisions"].as_array().unwrap();
        provisions.iter().map(|one| (text(&one["label"]), text(&one["text"]))).collect()
    };
    bench.done("api/metadata", &json!({"id": "report", "fields": {}}));
    let before = of_page();
    assert_eq!(before, of_command_line());
    let sixth = lines(&bench, "report").into_iter().find(|line| text(&line["text"]).starts_with("6 Pilots")).unwrap();
    assert_eq!(say(&bench, "report", &sixth, json!({"number": "6"})).status, 200);
    let after = of_page();
    assert_eq!(after, of_command_line());
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after.last().unwrap().0, "6");
    let kept = fs::read_to_string(folder.path().join("readings.toml")).unwrap();
    assert!(kept.contains("6 Pilots") && kept.contains("number = \"6\""), "{kept}");
    let fourth = lines(&bench, "report").into_iter().find(|line| text(&line["text"]).ends_with("keeper.")).unwrap();
    assert_eq!(say(&bench, "report", &fourth, json!({"is": "text"})).status, 200);
    assert_eq!(of_page(), of_command_line());
    assert!(of_page().iter().all(|(label, _)| label != "4"), "{:?}", of_page());
    for line in [&fourth, &sixth] {
        assert_eq!(say(&bench, "report", line, json!({})).status, 200);
    }
    assert_eq!(of_page(), before);
    assert_eq!(of_command_line(), before);
    // What is no number, or no line, is told.
    assert_eq!(say(&bench, "report", &sixth, json!({"number": "six"})).status, 422);
    let kept = fs::read_to_string(folder.path().join("readings.toml")).unwrap();
    let told = say(&bench, "report", &json!({"begins": "No such line", "nth": 1}), json!({"is": "text"}));
    assert!([200, 404, 422].contains(&told.status), "{}", told.text());
    if told.status != 200 {
        assert_eq!(fs::read_to_string(folder.path().join("readings.toml")).unwrap(), kept);
    }
    assert_eq!(of_page(), before);
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
