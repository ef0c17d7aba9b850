//! A person's decisions, end to end: what was decided changes, and nothing else.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with a copy of the corpus.
fn copied() -> TempDir {
    let folder = TempDir::new().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    fs::create_dir(folder.path().join("corpus")).unwrap();
    for entry in fs::read_dir(corpus).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), folder.path().join("corpus").join(entry.file_name())).unwrap();
    }
    // A real corpus may have decisions of its own.
    let _ = fs::remove_file(folder.path().join("corpus/decisions.toml"));
    folder
}

/// Runs where git knows no user.
fn travaux(folder: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("travaux").unwrap();
    command.args(arguments).current_dir(folder.path()).env_remove("COLUMNS");
    command.env("HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path()).env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("GIT_CEILING_DIRECTORIES", folder.path().parent().unwrap());
    command.output().unwrap()
}

fn errors(output: &Output) -> String {
    let errors = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!errors.contains("panicked"), "{errors}");
    errors
}

fn stdout(folder: &TempDir, arguments: &[&str]) -> String {
    let output = travaux(folder, arguments);
    assert!(output.status.success(), "{}", errors(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn json(folder: &TempDir, arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout(folder, &[arguments, &["--format", "json"]].concat())).unwrap()
}

fn decide(folder: &TempDir, pair: (&str, &str), verdict: &str) -> String {
    let by = ["--why", "read by hand", "--who", "Ada Example", "--when", "2026-03-02"];
    stdout(folder, &[&["decide", pair.0, pair.1, verdict], by.as_slice()].concat())
}

fn refused(folder: &TempDir, arguments: &[&str]) -> String {
    let output = travaux(folder, arguments);
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    errors(&output)
}

fn file(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("corpus/decisions.toml")).unwrap()
}

const COMPARE: [&str; 3] = ["compare", "2019-draft", "2019-final"];

/// The rows of a change table that name none of these old and new labels.
fn others(view: &Value, old: &[&str], new: &[&str]) -> Vec<Value> {
    let names = |row: &Value, side: &str, labels: &[&str]| {
        row[side].as_array().unwrap().iter().any(|label| labels.contains(&label.as_str().unwrap()))
    };
    let rows = view["changes"].as_array().unwrap().iter();
    rows.filter(|row| !names(row, "old", old) && !names(row, "new", new)).cloned().collect()
}

fn row<'a>(view: &'a Value, old: &[&str], new: &[&str]) -> &'a Value {
    let is_it = |row: &&Value| row["old"] == serde_json::json!(old) && row["new"] == serde_json::json!(new);
    view["changes"].as_array().unwrap().iter().find(is_it).unwrap_or_else(|| panic!("no {old:?} → {new:?}"))
}

fn edge<'a>(view: &'a Value, source: &str, target: &str) -> Option<&'a Value> {
    view["edges"].as_array().unwrap().iter().find(|edge| edge["source"] == source && edge["target"] == target)
}

/// The edges that touch neither provision.
fn other_edges(view: &Value, ids: &[&str]) -> Vec<Value> {
    let touches = |edge: &Value| ["source", "target"].iter().any(|end| ids.contains(&edge[end].as_str().unwrap()));
    view["edges"].as_array().unwrap().iter().filter(|edge| !touches(edge)).cloned().collect()
}

#[test]
fn a_rejected_link_is_gone_and_nothing_else() {
    let folder = copied();
    let (before, graph_before) = (json(&folder, &COMPARE), json(&folder, &["lineage"]));
    let said = decide(&folder, ("2019-draft/14", "2019-final/14"), "--reject");
    assert_eq!(said, "2019-draft/14 → 2019-final/14 rejected by Ada Example; kept in corpus/decisions.toml\n");
    let (after, graph_after) = (json(&folder, &COMPARE), json(&folder, &["lineage"]));
    assert_eq!(row(&before, &["14"], &["14"])["relation"], "reworded");
    let decision = serde_json::json!([{
        "old": "2019-draft/14", "new": "2019-final/14", "verdict": "reject", "why": "read by hand",
        "who": "Ada Example", "when": "2026-03-02"
    }]);
    for (old, new, relation) in [(&["14"][..], &[][..], "withdrawn"), (&[], &["14"], "new")] {
        assert_eq!(
            (row(&after, old, new)["relation"].as_str(), &row(&after, old, new)["decisions"]),
            (Some(relation), &decision)
        );
    }
    assert_eq!(others(&before, &["14"], &["14"]), others(&after, &["14"], &["14"]));
    assert!(edge(&graph_before, "2019-draft/14", "2019-final/14").is_some());
    assert_eq!(edge(&graph_after, "2019-draft/14", "2019-final/14"), None);
    let ids = ["2019-draft/14", "2019-final/14"];
    assert_eq!(other_edges(&graph_before, &ids), other_edges(&graph_after, &ids));
    assert_eq!(
        (&graph_before["nodes"], &graph_before["documents"]),
        (&graph_after["nodes"], &graph_after["documents"])
    );
    assert!(!stdout(&folder, &["trace", "2019-final/14"]).contains("2019-draft/14"));
    let table = stdout(&folder, &COMPARE);
    assert!(table.contains("2019-draft/14 → 2019-final/14 rejected by Ada Example"), "{table}");
    let explained = stdout(&folder, &[&COMPARE[..], &["--explain", "14"]].concat());
    assert!(explained.contains("Not linked, as was decided."), "{explained}");
}

#[test]
fn an_accepted_link_is_certain_and_marked() {
    let folder = copied();
    let (mut before, graph_before) = (json(&folder, &COMPARE), json(&folder, &["lineage"]));
    decide(&folder, ("2019-draft/14", "2019-final/14"), "--accept");
    let after = json(&folder, &COMPARE);
    let accepted = row(&after, &["14"], &["14"]);
    assert_eq!(accepted["decisions"][0]["verdict"], "accept");
    // All that differs are these fields of this row.
    let rows = before["changes"].as_array_mut().unwrap();
    let place = rows.iter().position(|row| row["old"][0] == "14").unwrap();
    rows[place]["confidence"] = 1.0.into();
    rows[place]["certainty"] = "sure".into();
    rows[place]["decisions"] = accepted["decisions"].clone();
    assert_eq!(before, after);
    let graph_after = json(&folder, &["lineage"]);
    let ids = ["2019-draft/14", "2019-final/14"];
    assert_eq!(other_edges(&graph_before, &ids), other_edges(&graph_after, &ids));
    let edge = edge(&graph_after, ids[0], ids[1]).unwrap();
    assert_eq!((edge["confidence"].as_f64(), edge["decision"]["who"].as_str()), (Some(1.0), Some("Ada Example")));
    assert_eq!(graph_before["threads"], graph_after["threads"]);
    assert!(stdout(&folder, &COMPARE).contains("accepted by Ada Example: read by hand"));
    assert!(stdout(&folder, &["trace", "2019-final/14"]).contains("accepted by Ada Example: read by hand"));
    let dot = stdout(&folder, &["lineage", "--format", "dot"]);
    assert!(dot.contains("accepted by Ada Example"), "{dot}");
}

#[test]
fn a_link_by_hand_takes_the_place_of_what_was_found() {
    let folder = copied();
    let (before, graph_before) = (json(&folder, &COMPARE), json(&folder, &["lineage"]));
    // Named the other way round: the earlier wording is the old one all the same.
    decide(&folder, ("2019-final/22", "2019-draft/14"), "--link");
    let after = json(&folder, &COMPARE);
    let linked = row(&after, &["14"], &["22"]);
    assert_eq!(linked["decisions"][0]["old"], "2019-draft/14");
    assert_eq!((linked["confidence"].as_f64(), linked["certainty"].as_str()), (Some(1.0), Some("sure")));
    assert_eq!((linked["relation"].as_str(), linked["renumbered"].as_bool()), (Some("reworded"), Some(true)));
    assert!(linked["evidence"]["signals"]["words"].is_number());
    assert_eq!(row(&after, &[], &["14"])["relation"], "new");
    assert_eq!(others(&before, &["14"], &["14", "22"]), others(&after, &["14"], &["14", "22"]));
    let graph_after = json(&folder, &["lineage"]);
    let ids = ["2019-draft/14", "2019-final/14", "2019-final/22"];
    assert_eq!(other_edges(&graph_before, &ids), other_edges(&graph_after, &ids));
    assert!(edge(&graph_after, "2019-draft/14", "2019-final/22").is_some());
    assert!(stdout(&folder, &COMPARE).contains("linked by Ada Example: read by hand"));
}

#[test]
fn precedents_are_decided_too() {
    let folder = copied();
    let before = json(&folder, &["lineage"]);
    let precedents = |view: &Value| -> Vec<(String, String)> {
        let edges = view["edges"].as_array().unwrap().iter().filter(|edge| edge["kind"] == "precedent");
        edges.map(|edge| (edge["source"].as_str().unwrap().into(), edge["target"].as_str().unwrap().into())).collect()
    };
    let found = precedents(&before);
    let (old, new) = found[0].clone();
    decide(&folder, (&old, &new), "--accept");
    let accepted = json(&folder, &["lineage"]);
    assert_eq!(edge(&accepted, &old, &new).unwrap()["decision"]["verdict"], "accept");
    assert_eq!(precedents(&accepted), found);
    assert_eq!(other_edges(&accepted, &[&old, &new]), other_edges(&before, &[&old, &new]));
    fs::remove_file(folder.path().join("corpus/decisions.toml")).unwrap();
    decide(&folder, (&old, &new), "--reject");
    let rejected = json(&folder, &["lineage"]);
    assert_eq!(precedents(&rejected), found[1..]);
    fs::remove_file(folder.path().join("corpus/decisions.toml")).unwrap();
    let instead = "2013-final/30".to_owned();
    assert_ne!(instead, old);
    decide(&folder, (&instead, &new), "--link");
    let linked = json(&folder, &["lineage"]);
    let edge = edge(&linked, &instead, &new).unwrap();
    assert_eq!((edge["kind"].as_str(), edge["decision"]["verdict"].as_str()), (Some("precedent"), Some("link")));
    assert!(!precedents(&linked).contains(&found[0]));
    assert_eq!(other_edges(&linked, &[&instead, &new]), other_edges(&before, &[&instead, &new]));
}

#[test]
fn paragraphs_are_decided_where_they_are_compared() {
    let folder = copied();
    let with = [&COMPARE[..], &["--paragraphs"]].concat();
    let (before, recommendations) = (json(&folder, &with), json(&folder, &COMPARE));
    let rows = before["changes"].as_array().unwrap();
    let linked = rows.iter().find(|row| row["kind"] == "paragraph" && row["score"].is_number()).unwrap();
    let label = |side: &str| linked[side][0].as_str().unwrap().to_owned();
    decide(
        &folder,
        (&format!("2019-draft/para-{}", label("old")), &format!("2019-final/para-{}", label("new"))),
        "--reject",
    );
    let after = json(&folder, &with);
    let decided = |view: &Value| {
        let rows = view["changes"].as_array().unwrap().iter();
        rows.filter(|row| row["decisions"].is_array()).map(|row| row["kind"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(decided(&after), ["paragraph", "paragraph"]);
    let output = travaux(&folder, &[&COMPARE[..], &["--format", "json"]].concat());
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), recommendations);
    assert_eq!(errors(&output), "");
}

#[test]
fn bare_files_and_accuracy_know_of_no_decisions() {
    let folder = copied();
    let files = ["compare", "corpus/2019-draft.txt", "corpus/2019-final.txt"];
    let before = json(&folder, &files);
    decide(&folder, ("2019-draft/14", "2019-final/14"), "--reject");
    assert_eq!(json(&folder, &files), before);
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/gold/2019-draft-final.tsv");
    assert!(stdout(&folder, &["eval", gold.to_str().unwrap()]).contains("Every row of the gold was met."));
}

#[test]
fn a_decision_that_fits_no_more_is_a_warning() {
    let folder = copied();
    let path = folder.path().join("corpus/2019-draft.txt");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("barrier model"));
    decide(&folder, ("2019-draft/14", "2019-final/14"), "--reject");
    decide(&folder, ("2019-draft/13", "2019-final/13"), "--accept");
    fs::write(&path, text.replace("barrier model", "fence model")).unwrap();
    for command in [&COMPARE[..], &["lineage"], &["trace", "2019-final/13"], &["review"]] {
        let output = travaux(&folder, command);
        let said = errors(&output);
        assert!(output.status.success());
        assert_eq!(said.matches("is not applied").count(), 1, "{said}");
        assert!(said.contains("14: its wording is not the one that was decided on"), "{said}");
        assert!(said.contains("(2019-draft/14 → 2019-final/14, rejected by Ada Example on 2026-03-02)"), "{said}");
    }
    let view = json(&folder, &COMPARE);
    assert_eq!(row(&view, &["14"], &["14"])["decisions"], Value::Null);
    assert_eq!(row(&view, &["13"], &["13"])["decisions"][0]["verdict"], "accept");
    let again = ["decide", "2019-draft/14", "2019-final/14", "--accept", "--why", "still", "--who", "Bo"];
    assert!(refused(&folder, &again).contains("was rejected by Ada Example already, on line 1; --replace"));
    stdout(&folder, &[&again[..], &["--replace"]].concat());
    assert_eq!(row(&json(&folder, &COMPARE), &["14"], &["14"])["decisions"][0]["who"], "Bo");
    // Gone altogether.
    fs::write(&path, text.replace("Recommendation 14", "Recommendation 44")).unwrap();
    assert!(errors(&travaux(&folder, &COMPARE)).contains("there is no 2019-draft/14 any more; the nearest"));
    let manifest = folder.path().join("corpus/manifest.toml");
    let entries = fs::read_to_string(&manifest).unwrap().replace("\"2019-draft\"", "\"2019-circulated\"");
    fs::write(&manifest, entries).unwrap();
    let said = errors(&travaux(&folder, &["lineage"]));
    assert_eq!(said.matches("there is no document 2019-draft any more").count(), 2, "{said}");
}

#[test]
fn a_faulty_file_is_an_error_with_its_line() {
    let folder = copied();
    let with = |old: &str, new: &str, verdict: &str| {
        format!(
            "[[decision]]\nold = \"{old}\"\nnew = \"{new}\"\nverdict = \"{verdict}\"\nwhy = \"w\"\nwho = \"A\"\n\
             when = \"2026-03-02\"\nold_text = \"x\"\nnew_text = \"y\"\n"
        )
    };
    let entry = with("a/1", "b/1", "accept");
    let cases = [
        ("[[decision]\n".to_owned(), ":1:"),
        ("decision = 3\n".into(), ":1:12: "),
        ("[decision]\n".into(), ":1:1: "),
        (entry.replace("why = \"w\"\n", ""), ":1:1: missing field `why`"),
        (entry.replace("\"w\"", "\" \""), ":5:7: `why` is blank"),
        (entry.replace("\"A\"", "\"\""), ":6:7: `who` is blank"),
        (entry.replace("accept", "agree"), ":4:11: unknown variant `agree`"),
        (entry.replace("why", "because"), ":5:1: unknown field `because`"),
        (entry.replace("03-02", "02-30"), ":7:8: `2026-02-30` is not in the calendar"),
        (entry.replace("a/1", "a"), ":2:7: `a` names no provision"),
        (entry.replace("b/1", "a/2"), ":3:7: both provisions are of one document"),
        (format!("{entry}\n{entry}"), ":13:7: a/1 → b/1 was decided on line 1 already"),
        (format!("{entry}\n{}", with("b/1", "a/1", "reject")), ":13:7: b/1 → a/1 was decided on line 1 already"),
        (
            format!("{}\n{}", with("a/1", "b/1", "link"), with("a/1", "b/2", "link")),
            ":13:7: a/1 is claimed already on line 1 (a/1 → b/1)",
        ),
        (
            format!("{}\n{}", with("a/1", "b/1", "link"), with("a/2", "b/1", "link")),
            ":13:7: b/1 is claimed already on line 1 (a/1 → b/1)",
        ),
    ];
    for (text, said) in cases {
        fs::write(folder.path().join("corpus/decisions.toml"), &text).unwrap();
        for command in [&COMPARE[..], &["lineage"], &["trace", "2019-final/13"], &["review"]] {
            let errors = refused(&folder, command);
            assert!(errors.starts_with(&format!("error: corpus/decisions.toml{said}")), "{text}{errors}");
        }
        let decide = ["decide", "2019-draft/13", "2019-final/13", "--accept", "--why", "w", "--who", "A"];
        refused(&folder, &decide);
        assert_eq!(file(&folder), text, "a faulty file is left as it is");
    }
    fs::write(folder.path().join("corpus/decisions.toml"), b"\xff").unwrap();
    assert!(refused(&folder, &["lineage"]).contains("corpus/decisions.toml: is not UTF-8"));
    fs::write(folder.path().join("corpus/decisions.toml"), b"").unwrap();
    stdout(&folder, &["lineage"]);
}

#[test]
fn an_interrupted_write_leaves_the_old_file_whole() {
    let folder = copied();
    decide(&folder, ("2019-draft/13", "2019-final/13"), "--accept");
    let before = file(&folder);
    // No file may grow: the write is cut off at its first byte.
    let program = assert_cmd::cargo::cargo_bin("travaux");
    let command =
        format!("ulimit -f 0; '{}' decide 2019-draft/14 2019-final/14 --reject --why w --who A", program.display());
    let run = std::process::Command::new("sh").args(["-c", &command]).current_dir(folder.path()).output().unwrap();
    assert!(!run.status.success());
    assert_eq!(file(&folder), before);
    decide(&folder, ("2019-draft/14", "2019-final/14"), "--reject");
    let whole = file(&folder);
    assert!(whole.starts_with(&before));
    // Nor does a result overwrite it.
    let over = ["lineage", "--format", "json", "-o", "corpus/decisions.toml"];
    assert!(refused(&folder, &over).contains("is one of the files that were read"));
    assert_eq!(file(&folder), whole);
}

#[test]
fn who_decides_is_never_left_open() {
    let folder = copied();
    let decide = ["decide", "2019-draft/14", "2019-final/14", "--reject", "--why", "w"];
    let said = refused(&folder, &decide);
    assert!(said.contains("give --who NAME, or tell git once with `git config --global user.name NAME`"), "{said}");
    assert!(!folder.path().join("corpus/decisions.toml").exists());
    for blank in [["--who", " "], ["--why", ""], ["--when", "2026-02-30"]] {
        let output =
            travaux(&folder, &[&decide[..4], &["--why", "w"][usize::from(blank[0] == "--why") * 2..], &blank].concat());
        assert_eq!(output.status.code(), Some(2), "{blank:?}");
    }
    fs::write(folder.path().join(".gitconfig"), "[user]\n\tname = Grace Example\n").unwrap();
    assert!(stdout(&folder, &decide).contains("rejected by Grace Example"));
    let kept = file(&folder);
    assert!(kept.contains("who = \"Grace Example\"\nwhen = \"20"), "{kept}");
    assert!(kept.contains("old_text = \"States parties should use the barrier model to break"), "{kept}");
}

#[test]
fn wrong_use_is_said() {
    let folder = copied();
    let by = ["--why", "w", "--who", "A"];
    let run = |arguments: &[&str]| refused(&folder, &[&["decide"], arguments, &by].concat());
    assert!(
        run(&["2019-draft/99", "2019-final/1", "--accept"]).contains("`2019-draft` has no provision `99`; the nearest")
    );
    assert!(
        run(&["2019-drft/1", "2019-final/1", "--accept"]).contains("there is no document `2019-drft`; the nearest")
    );
    assert!(run(&["2019-draft", "2019-final/1", "--accept"]).contains("names no provision"));
    assert!(run(&["2019-final/2", "2019-final/1", "--accept"]).contains("are of one document"));
    for verdicts in [&[][..], &["--accept", "--reject"]] {
        let output = travaux(&folder, &[&["decide", "2019-draft/13", "2019-final/13"], verdicts, &by].concat());
        assert_eq!(output.status.code(), Some(2));
    }
    // A lineage has no place for a link between a draft and another meeting's report.
    decide(&folder, ("2013-final/30", "2019-draft/13"), "--link");
    let said = errors(&travaux(&folder, &["lineage"]));
    assert!(said.contains("a lineage does not hold 2013-final against 2019-draft"), "{said}");
}

#[test]
fn review_lists_what_waits_and_asks_nothing_twice() {
    let folder = copied();
    let listed = stdout(&folder, &["review"]);
    for part in [
        "2019-draft/14 → 2019-final/14\n  reworded, 0.70 doubtful",
        "old: States parties should use the barrier model",
        "new: States parties should consider using an appropriate multidisciplinary approach",
        "rival at 0.17: 2019-draft/13 → 2019-final/14: States",
        "travaux decide 2019-draft/14 2019-final/14 --accept --why",
    ] {
        assert!(listed.contains(part), "{part}\n{listed}");
    }
    assert!(!folder.path().join("corpus/decisions.toml").exists());
    decide(&folder, ("2019-draft/14", "2019-final/14"), "--accept");
    assert_eq!(stdout(&folder, &["review"]), "No link waits for a decision.\n");
    assert_eq!(json(&folder, &["review"])["questions"], serde_json::json!([]));
}
