//! A person's decisions, end to end: what was decided changes, and nothing else.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::common::program;

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
    let mut command = program();
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
    let apart = serde_json::json!([{
        "source": "2019-draft/14", "target": "2019-final/14", "decision": decision[0]
    }]);
    assert_eq!(graph_after["unlinked"], apart);
    assert_eq!(json(&folder, &["trace", "2019-final/14"])["steps"][0]["unlinked"], apart);
    let told = "not linked to 2019-draft/14: rejected by Ada Example: read by hand";
    assert!(stdout(&folder, &["trace", "2019-final/14"]).contains(told));
    let table = stdout(&folder, &["lineage"]);
    assert!(table.contains("Not linked, by a person's decision"), "{table}");
    assert!(table.contains(" 2019-draft/14   2019-final/14   rejected by Ada Example: read by hand"), "{table}");
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
    before["sentence"] = after["sentence"].clone();
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
    // What it made new says so.
    assert_eq!(row(&after, &[], &["14"])["relation"], "new");
    assert_eq!(row(&after, &[], &["14"])["decisions"], linked["decisions"]);
    let table = stdout(&folder, &COMPARE);
    assert!(table.contains("2019-draft/14 → 2019-final/22 linked by Ada Example"), "{table}");
    let told = "not linked to 2019-draft/14: 2019-draft/14 → 2019-final/22 linked by Ada Example: read by hand";
    let traced = stdout(&folder, &["trace", "2019-final/14", "--width", "200"]);
    assert!(traced.contains(told), "{traced}");
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
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/gold/2019-draft-final.tsv");
    let judged = || stdout(&folder, &["eval", gold.to_str().unwrap()]);
    let before = (json(&folder, &files), judged());
    decide(&folder, ("2019-draft/14", "2019-final/14"), "--reject");
    assert_eq!((json(&folder, &files), judged()), before);
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
    // What nothing would come of is not kept.
    let said = run(&["2019-draft/13", "2021-final/5", "--accept"]);
    assert!(
        said.contains("nothing would come of a decision on 2019-draft/13 and 2021-final/5: a lineage does not hold")
    );
    let said = run(&["2019-draft/13", "2019-final/para-3", "--accept"]);
    assert!(said.contains("nothing would come of") && said.contains("paragraphs with paragraphs"), "{said}");
    assert!(!folder.path().join("corpus/decisions.toml").exists());
    // Written by hand it is told.
    for (pair, told) in [
        (("2013-final/30", "2019-draft/13"), "a lineage does not hold 2013-final against 2019-draft"),
        (("2019-draft/13", "2019-final/para-3"), "2019-draft/13 and 2019-final/para-3 are not of one kind"),
    ] {
        write_by_hand(&folder, &[(pair, "link")]);
        let said = errors(&travaux(&folder, &["lineage"]));
        assert!(said.contains(told), "{said}");
        let listed = json(&folder, &["review", "--decided"]);
        assert!(listed["decisions"][0]["misfit"].as_str().unwrap().contains("nothing would come of"), "{listed}");
    }
}

/// Decisions without wordings, as a person may write them.
fn write_by_hand(folder: &TempDir, decisions: &[((&str, &str), &str)]) {
    let entry = |((old, new), verdict): &((&str, &str), &str)| {
        format!(
            "[[decision]]\nold = \"{old}\"\nnew = \"{new}\"\nverdict = \"{verdict}\"\nwhy = \"read by hand\"\n\
             who = \"Ada Example\"\nwhen = \"2026-03-02\"\n"
        )
    };
    let text: Vec<String> = decisions.iter().map(entry).collect();
    fs::write(folder.path().join("corpus/decisions.toml"), text.join("\n")).unwrap();
}

#[test]
fn accepting_one_link_makes_no_other() {
    let folder = copied();
    let before = json(&folder, &["lineage"]);
    decide(&folder, ("2019-draft/13", "2019-final/12"), "--accept");
    let after = json(&folder, &["lineage"]);
    let versions = |view: &Value| -> Vec<(String, String)> {
        let edges = view["edges"].as_array().unwrap().iter().filter(|edge| edge["kind"] == "version");
        edges.map(|edge| (edge["source"].as_str().unwrap().into(), edge["target"].as_str().unwrap().into())).collect()
    };
    let mut expected = versions(&before);
    expected.push(("2019-draft/13".into(), "2019-final/12".into()));
    expected.sort();
    assert_eq!(versions(&after), expected);
    assert_eq!(edge(&after, "2019-draft/13", "2019-final/12").unwrap()["decision"]["verdict"], "accept");
    let pairs = serde_json::json!([["11", "12"], ["13", "12"], ["13", "13"]]);
    assert_eq!(row(&json(&folder, &COMPARE), &["11", "13"], &["12", "13"])["pairs"], pairs);
}

#[test]
fn a_decision_written_the_other_way_round_is_the_same() {
    let (straight, turned) = (copied(), copied());
    for pair in [("2019-draft/14", "2019-final/14"), ("2013-final/30", "2021-final/5")] {
        for verdict in ["accept", "reject", "link"] {
            write_by_hand(&straight, &[(pair, verdict)]);
            write_by_hand(&turned, &[((pair.1, pair.0), verdict)]);
            let (one, other) = (json(&straight, &["lineage"]), json(&turned, &["lineage"]));
            let decided = |view: &Value| edge(view, pair.0, pair.1).map(|edge| edge["decision"]["verdict"].clone());
            assert_eq!(decided(&one), (verdict != "reject").then(|| verdict.into()));
            assert_eq!(decided(&one), decided(&other));
            assert_eq!(one["edges"].as_array().unwrap().len(), other["edges"].as_array().unwrap().len());
        }
    }
}

/// A corpus of unit lists: for each the id, the texts, and what the manifest says of it.
fn corpus_of(documents: &[(&str, &[&str], String)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    let mut manifest = String::new();
    for (id, texts, about) in documents {
        let unit = |(at, text)| format!("{{\"id\": \"{at}\", \"text\": \"{text}\"}}");
        let units: Vec<String> = (1..).zip(texts.iter()).map(unit).collect();
        fs::write(corpus.join(format!("{id}.jsonl")), units.join("\n")).unwrap();
        manifest.push_str(&format!("[[document]]\nid = \"{id}\"\npath = \"{id}.jsonl\"\n{about}\n"));
    }
    fs::write(corpus.join("manifest.toml"), manifest).unwrap();
    folder
}

#[test]
fn a_follow_up_by_hand_takes_the_place_of_what_was_found_between_its_documents() {
    let told = [
        "Harbour masters keep registers of vessels, crews and cargoes.",
        "Consular officers issue travel papers to stranded seafarers and passengers.",
        "Judges hear frightened witnesses by video where distance forbids journeys.",
    ];
    let folder = corpus_of(&[
        ("adopted", &told, "stage = \"final\"\ndate = \"2001\"".into()),
        ("told", &told, "stage = \"other\"\ndate = \"2003\"".into()),
    ]);
    let links = || -> Vec<String> {
        let view = json(&folder, &["lineage"]);
        let edges = view["edges"].as_array().unwrap().iter();
        let shown = |edge: &Value| format!("{} {} {}", edge["kind"], edge["source"], edge["target"]).replace('"', "");
        edges.map(shown).collect()
    };
    assert_eq!(links(), [1, 2, 3].map(|at| format!("follow-up adopted/{at} told/{at}")));
    decide(&folder, ("adopted/1", "told/2"), "--link");
    assert_eq!(links(), ["follow-up adopted/1 told/2", "follow-up adopted/3 told/3"]);
    assert!(
        stdout(&folder, &["trace", "told/1"]).contains("not linked to adopted/1: adopted/1 → told/2 linked by Ada")
    );
}

#[test]
fn a_rival_is_shown_as_what_it_is() {
    let one = "Harbour masters keep registers of vessels, crews and cargoes.";
    let other = "Consular officers issue travel papers to stranded seafarers and passengers.";
    let of_meeting =
        |meeting: u32| format!("stage = \"final\"\nbody = \"Group\"\nmeeting = {meeting}\ndate = \"200{meeting}\"");
    // Both earlier meetings said it; the number under which the first did is another text in the second.
    let folder = corpus_of(&[
        ("a", &[other, one], of_meeting(1)),
        ("b", &[one, other], of_meeting(2)),
        ("c", &[one], of_meeting(3)),
    ]);
    let asked = json(&folder, &["review"])["questions"].clone();
    let of_c = asked.as_array().unwrap().iter().find(|one| one["new"][0] == "c/1").unwrap();
    assert_eq!(of_c["old"], serde_json::json!(["b/1"]));
    assert_eq!((&of_c["rivals"][0]["old"], &of_c["rivals"][0]["new"]), (&"a/2".into(), &"c/1".into()));
    assert!(of_c["rivals"][0]["opening"].as_str().unwrap().starts_with("Harbour masters"), "{of_c}");
}

#[test]
fn the_order_of_the_file_changes_no_link() {
    let folder = copied();
    let found = json(&folder, &["lineage"]);
    let found = found["edges"].as_array().unwrap().iter().find(|edge| edge["kind"] == "precedent").unwrap().clone();
    let (old, new) = (found["source"].as_str().unwrap(), found["target"].as_str().unwrap());
    let other = if old == "2013-final/1" { "2013-final/2" } else { "2013-final/1" };
    assert!(old.starts_with("2013-final/"), "the link by hand is between the same documents");
    let mut decisions = [((other, new), "link"), ((old, new), "accept")];
    write_by_hand(&folder, &decisions);
    let one = json(&folder, &["lineage"]);
    assert_eq!(edge(&one, old, new).unwrap()["shared"], found["shared"], "what was found is kept as it was");
    decisions.reverse();
    write_by_hand(&folder, &decisions);
    assert_eq!(one, json(&folder, &["lineage"]));
}

#[test]
fn decisions_are_listed_and_taken_back() {
    let folder = copied();
    assert_eq!(stdout(&folder, &["review", "--decided"]), "Nothing is decided.\n");
    decide(&folder, ("2019-draft/14", "2019-final/14"), "--reject");
    let before = file(&folder);
    decide(&folder, ("2019-draft/13", "2019-final/13"), "--accept");
    let listed = json(&folder, &["review", "--decided"]);
    assert_eq!(listed["decisions"][1]["old"], "2019-draft/13");
    let table = stdout(&folder, &["review", "--decided"]);
    assert!(table.contains("2019-draft/14   2019-final/14   rejected   Ada Example   read by hand"), "{table}");
    let undone = stdout(&folder, &["decide", "2019-final/13", "2019-draft/13", "--undo"]);
    assert_eq!(
        undone,
        "no longer decided: 2019-draft/13 → 2019-final/13 accepted by Ada Example on 2026-03-02: read by hand; taken \
         out of corpus/decisions.toml\n"
    );
    assert_eq!(file(&folder), before);
    let said = refused(&folder, &["decide", "2019-final/13", "2019-draft/13", "--undo"]);
    assert!(said.contains("nothing is decided on 2019-final/13 and 2019-draft/13"), "{said}");
    // What fits no more is listed as such, and goes as well.
    let path = folder.path().join("corpus/2019-draft.txt");
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("Recommendation 14", "Recommendation 44")).unwrap();
    let misfit = json(&folder, &["review", "--decided"])["decisions"][0]["misfit"].clone();
    assert!(misfit.as_str().unwrap().starts_with("there is no 2019-draft/14 any more"), "{misfit}");
    stdout(&folder, &["decide", "2019-draft/14", "2019-final/14", "--undo"]);
    assert_eq!(file(&folder), "");
}

#[test]
fn what_clashes_is_replaced_and_named() {
    let folder = copied();
    decide(&folder, ("2019-draft/14", "2019-final/22"), "--link");
    let again = ["decide", "2019-draft/14", "2019-final/14", "--link", "--why", "better", "--who", "Bo"];
    assert!(refused(&folder, &again).contains("2019-draft/14 is claimed already by 2019-draft/14 → 2019-final/22"));
    let said = stdout(&folder, &[&again[..], &["--replace"]].concat());
    assert_eq!(
        said,
        "2019-draft/14 → 2019-final/14 linked by Bo; kept in corpus/decisions.toml\nin the place of 2019-draft/14 → \
         2019-final/22 linked by Ada Example on 2026-03-02: read by hand\n"
    );
    assert_eq!(json(&folder, &["review", "--decided"])["decisions"].as_array().unwrap().len(), 1);
}

#[test]
fn decisions_at_the_same_time_are_all_kept() {
    let folder = copied();
    let program = assert_cmd::cargo::cargo_bin("travaux");
    let decide = |at: usize| {
        let ids = [format!("2019-draft/{at}"), format!("2019-final/{at}")];
        let mut command = std::process::Command::new(&program);
        command.args(["decide", &ids[0], &ids[1], "--reject", "--why", "w", "--who", "A"]);
        command.current_dir(folder.path()).stdout(std::process::Stdio::null()).spawn().unwrap()
    };
    let running: Vec<_> = (13..=19).map(decide).collect();
    for mut one in running {
        assert!(one.wait().unwrap().success());
    }
    assert_eq!(file(&folder).matches("[[decision]]").count(), 7);
    let left: Vec<_> = fs::read_dir(folder.path().join("corpus")).unwrap().collect();
    let before = copied();
    assert_eq!(left.len(), fs::read_dir(before.path().join("corpus")).unwrap().count() + 1, "nothing else is left");
}

#[test]
fn an_unrelated_decision_hides_no_doubt() {
    let folder = copied();
    decide(&folder, ("2019-draft/14", "2019-final/12"), "--reject");
    let asked = json(&folder, &["review"])["questions"].clone();
    assert_eq!(asked[0]["open"], serde_json::json!([{ "old": "2019-draft/14", "new": "2019-final/14" }]));
    // Each pair that waits has its line, ready for a shell.
    let moved = folder.path().join("our reports");
    fs::rename(folder.path().join("corpus"), &moved).unwrap();
    let listed = stdout(&folder, &["review", "-C", "our reports", "--width", "40"]);
    let line = "\ntravaux -C 'our reports' decide 2019-draft/14 2019-final/14 --accept --why \"...\"\n";
    assert!(listed.contains(line), "{listed}");
}

#[test]
fn a_file_of_decisions_that_is_none_is_refused() {
    let folder = copied();
    let path = folder.path().join("corpus/decisions.toml");
    let decide = ["decide", "2019-draft/13", "2019-final/13", "--accept", "--why", "w", "--who", "A"];
    let refuses = |said: &str| {
        for command in [&["lineage"][..], &decide] {
            let errors = refused(&folder, command);
            assert!(errors.starts_with(&format!("error: corpus/decisions.toml: {said}")), "{errors}");
        }
    };
    fs::create_dir(&path).unwrap();
    refuses("is no regular file");
    fs::remove_dir(&path).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        refuses("is no regular file");
        fs::remove_file(&path).unwrap();
        symlink("/dev/null", &path).unwrap();
        refuses("is no regular file");
        fs::remove_file(&path).unwrap();
        symlink("elsewhere.toml", &path).unwrap();
        refuses("is a link to a file that is not there");
        // A link to a file is followed.
        fs::write(folder.path().join("corpus/elsewhere.toml"), "# Ours.\n").unwrap();
        stdout(&folder, &decide);
        assert!(path.is_symlink() && file(&folder).starts_with("# Ours.\n\n[[decision]]\n"));
    }
}

#[test]
fn no_command_overwrites_what_a_person_wrote() {
    let folder = copied();
    let lexicon = "language = 'en'\n";
    fs::write(folder.path().join("ours.toml"), lexicon).unwrap();
    fs::write(folder.path().join("numbers.toml"), travaux::align::Parameters::DEFAULT).unwrap();
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/gold/2019-draft-final.tsv");
    fs::copy(gold, folder.path().join("gold.tsv")).unwrap();
    write_by_hand(&folder, &[(("2019-draft/14", "2019-final/14"), "accept")]);
    let corpus = ["corpus/manifest.toml", "corpus/decisions.toml"];
    let commands: [(&[&str], &[&str]); 8] = [
        (&["extract", "2019-draft", "--lexicon", "ours.toml"], &["ours.toml", "corpus/2019-draft.txt"]),
        (&["compare", "2019-draft", "2019-final", "--lexicon", "ours.toml"], &["ours.toml"]),
        (&["compare", "2019-draft", "2019-final", "--parameters", "numbers.toml"], &["numbers.toml"]),
        (&["lineage", "--lexicon", "ours.toml"], &["ours.toml"]),
        (&["trace", "2019-final/13", "--lexicon", "ours.toml"], &["ours.toml"]),
        (&["precedent", "liaison officers", "--lexicon", "ours.toml"], &["ours.toml"]),
        (&["review"], &[]),
        (&["eval", "gold.tsv"], &["gold.tsv"]),
    ];
    let refuses = |command: &[&str], file: &str| {
        let path = folder.path().join(file);
        let before = fs::read(&path).ok();
        let said = refused(&folder, &[command, &["--format", "json", "-o", file]].concat());
        assert!(said.contains("is one of the files that were read"), "{command:?} {file} {said}");
        assert_eq!(fs::read(&path).ok(), before, "{command:?} {file}");
    };
    for (command, files) in commands {
        files.iter().chain(&corpus).for_each(|file| refuses(command, file));
    }
    refuses(&["review", "--decided"], corpus[1]);
    // Nor is it begun with a result.
    fs::remove_file(folder.path().join(corpus[1])).unwrap();
    refuses(&["lineage"], corpus[1]);
}

#[test]
fn review_lists_what_waits_and_asks_nothing_twice() {
    let folder = copied();
    let listed = stdout(&folder, &["review"]);
    for part in [
        "2019-draft/14 → 2019-final/14\n  reworded, 0.70 doubtful; score ",
        "old: States parties should use the barrier model",
        "new: States parties should consider using an appropriate multidisciplinary approach",
        "rival, score 0.11: 2019-draft/13 → 2019-final/14: States",
        "travaux decide 2019-draft/14 2019-final/14 --accept --why",
    ] {
        assert!(listed.contains(part), "{part}\n{listed}");
    }
    assert!(!folder.path().join("corpus/decisions.toml").exists());
    decide(&folder, ("2019-draft/14", "2019-final/14"), "--accept");
    // What else waits is between meetings.
    while let Some(line) = stdout(&folder, &["review"]).lines().find(|line| line.starts_with("travaux decide ")) {
        let mut ids = line.split(' ').skip(2);
        decide(&folder, (ids.next().unwrap(), ids.next().unwrap()), "--accept");
    }
    assert_eq!(stdout(&folder, &["review"]), "No link waits for a decision.\n");
    assert_eq!(json(&folder, &["review"])["questions"], serde_json::json!([]));
}

#[test]
fn what_is_repeated_is_what_a_person_says() {
    let folder = copied();
    let repeats = |folder: &TempDir| json(folder, &["repeats", "2019-final", "2021-final"]);
    let outcome = |view: &Value, id: &str| {
        let rows = view["tables"][0]["rows"].as_array().unwrap();
        let is_it = |row: &&Value| row["later"]["id"] == id;
        let row = rows.iter().find(is_it).unwrap();
        let earlier = row["earlier"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned());
        (row["outcome"].as_str().unwrap().to_owned(), earlier.collect::<Vec<_>>())
    };
    let before = repeats(&folder);
    let (told, earlier) = outcome(&before, "2021-final/10");
    assert_eq!(earlier[0], "2019-final/5", "{told}");
    decide(&folder, ("2019-final/5", "2021-final/10"), "--reject");
    decide(&folder, ("2019-final/3", "2021-final/1"), "--accept");
    let after = repeats(&folder);
    let (_, left) = outcome(&after, "2021-final/10");
    assert_eq!(left, earlier[1..], "the others that it goes back to stay");
    let (told, earlier) = outcome(&after, "2021-final/1");
    assert!(told != "new" && earlier[0] == "2019-final/3", "{told}: {earlier:?}");
    let of = |view: &Value, name: &str| view["tables"][0]["counts"][name].as_u64().unwrap();
    assert_eq!((of(&before, "earlier"), of(&before, "later")), (of(&after, "earlier"), of(&after, "later")));
    let fresh = of(&before, "new") - 1 + u64::from(left.is_empty());
    assert_eq!(of(&after, "new"), fresh, "one is repeated that was new, and another is new if nothing is left to it");
    let table = stdout(&folder, &["repeats", "2019-final", "2021-final"]);
    assert!(table.split_whitespace().collect::<Vec<_>>().join(" ").contains("Ada Example"), "{table}");
}
