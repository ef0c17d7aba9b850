//! The command line from outside: results, errors, exit codes.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::common::program;

fn travaux(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = program();
    command.args(arguments).current_dir(folder).env_remove("COLUMNS").env_remove("NO_COLOR");
    command.output().unwrap()
}

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stdout(arguments: &[&str]) -> String {
    let output = travaux(home(), arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout(arguments)).unwrap()
}

/// Runs in a folder with some files, and gives exit code and standard error.
fn with_files(files: &[(&str, &[u8])], arguments: &[&str]) -> (i32, String) {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let output = travaux(folder.path(), arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(!errors.contains("panicked"), "{errors}");
    (output.status.code().unwrap(), errors)
}

#[test]
fn errors_name_the_file_and_what_to_do() {
    let cases: [(&str, &[u8], &str); 11] = [
        ("empty.txt", b"", "error: empty.txt: is empty; there is nothing to read"),
        ("blank.txt", b" \n\n", "error: blank.txt: holds only white space"),
        ("binary.txt", b"a\0b\0c", "error: binary.txt: is not text (it holds NUL bytes); save the document as"),
        ("report.txt", b"%PDF-1.7", "error: report.txt: is damaged and cannot be read as a PDF; get it again"),
        (
            "units.jsonl",
            b"{\"id\": 1, \"text\": \"a\"}\n{\"id\" 2}\n",
            "error: units.jsonl:2:7: expected `:`; each line",
        ),
        (
            "twice.jsonl",
            b"{\"id\": 1, \"text\": \"a\"}\n\n{\"id\": \"1\", \"text\": \"b\"}\n",
            "error: twice.jsonl:3: the id `1` is already taken on line 1",
        ),
        ("header.csv", b"id,words\n1,a\n", "error: header.csv:1: the header has no column `text`"),
        ("twice.csv", b"id,text\n1,a\n1,b\n", "error: twice.csv:3: the id `1` is already taken on line 2"),
        (
            "comma.csv",
            b"id,text\n1,mark arms, and rest\n",
            "error: comma.csv:2: has 3 fields, but the header has 2; put",
        ),
        ("page.txt", b"<!DOCTYPE html>\n<script>1. Text.</script>\n", "error: page.txt: holds no text"),
        ("short.csv", b"id,text\n1\n", "error: short.csv:2: has no field `text`"),
    ];
    for (name, bytes, said) in cases {
        let (code, errors) = with_files(&[(name, bytes)], &["extract", name]);
        assert_eq!(code, 1, "{name}");
        assert!(errors.starts_with(said), "{name}: {errors}");
    }
    let (code, errors) = with_files(&[], &["extract", "none.txt"]);
    assert_eq!((code, errors.as_str()), (1, "error: cannot read none.txt: no such file or folder; check the path\n"));
    let (code, errors) = with_files(&[("folder/a.txt", b"a")], &["extract", "folder"]);
    assert_eq!(code, 1);
    assert!(errors.starts_with("error: folder: is a folder; name a file in it"), "{errors}");
}

#[test]
fn odd_documents_are_read_with_a_warning() {
    let text = b"II. Recommendations\n\nRecommendation 1\n\nStates should act, caf\xe9 or no.\n";
    let (code, errors) = with_files(&[("latin.txt", text)], &["extract", "latin.txt"]);
    assert_eq!(code, 0);
    assert!(errors.starts_with("warning: latin: is not UTF-8; by its letters it was read as windows-1252"), "{errors}");
    let (code, errors) =
        with_files(&[("letter.txt", b"Dear colleagues, the meeting went well.\n")], &["extract", "letter.txt"]);
    assert_eq!(code, 0);
    assert_eq!(errors, "warning: letter: no recommendation and no numbered paragraph was found in it\n");
}

#[test]
fn a_faulty_manifest_is_an_error_with_its_line() {
    let entry = "[[document]]\nid = \"a\"\npath = \"a.txt\"\n";
    let cases = [
        (format!("{entry}sybmol = \"X/1\"\n"), "corpus/manifest.toml:4:1: unknown field `sybmol`"),
        (format!("{entry}\n{entry}"), "corpus/manifest.toml:6:6: the id `a` is already taken on line 2"),
        (format!("{entry}date = \"2019-02-30\"\n"), "corpus/manifest.toml:4:8: `2019-02-30` is not in the calendar"),
        (
            format!("{entry}date = \"11 September\"\n"),
            "corpus/manifest.toml:4:8: `11 September` is no date; write YYYY-MM-DD",
        ),
        (entry.replace("a.txt", "../a.txt"), "corpus/manifest.toml:3:8: `../a.txt` leads out of the corpus"),
        (entry.replace("a.txt", "/etc/hostname"), "corpus/manifest.toml:3:8: `/etc/hostname` leads out of the corpus"),
        (entry.replace("\"a\"", "\"a/b\""), "corpus/manifest.toml:2:6: `a/b` cannot be an id"),
        (format!("{entry}inferred = [\"colour\"]\n"), "corpus/manifest.toml:4:13: `inferred` names `colour`"),
        (format!("{entry}stage = \"finale\"\n"), "corpus/manifest.toml:4:9: unknown variant `finale`"),
        ("[[document]\n".into(), "corpus/manifest.toml:1:"),
        (String::from("# nothing\n"), "corpus/manifest.toml: names no document"),
    ];
    for (manifest, said) in cases {
        let files: [(&str, &[u8]); 2] =
            [("corpus/manifest.toml", manifest.as_bytes()), ("corpus/a.txt", b"1. Text.\n")];
        let (code, errors) = with_files(&files, &["lineage"]);
        assert_eq!(code, 1, "{manifest}");
        assert!(errors.starts_with(&format!("error: {said}")), "{errors}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_corpus_is_refused() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    fs::write(folder.path().join("outside.txt"), "1. Text.\n").unwrap();
    std::os::unix::fs::symlink("../outside.txt", folder.path().join("corpus/a.txt")).unwrap();
    fs::write(folder.path().join("corpus/manifest.toml"), "[[document]]\nid = \"a\"\npath = \"a.txt\"\n").unwrap();
    let output = travaux(folder.path(), &["lineage"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("`a.txt` leads out of the corpus"));
}

#[test]
fn an_unknown_id_names_the_nearest() {
    let output = travaux(home(), &["compare", "2019-drat", "2019-final"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("error: `2019-drat` is neither a file nor a document of corpus; the nearest are `2019-draft`"),
        "{said}"
    );
    let output = travaux(home(), &["trace", "2019-final/99"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error: `2019-final` has no provision `99`; the nearest are"), "{said}");
}

#[test]
fn exit_codes() {
    let code = |arguments: &[&str]| travaux(home(), arguments).status.code().unwrap();
    assert_eq!(code(&["compare", "2019-draft", "2019-final"]), 0);
    assert_eq!(code(&["compare", "2019-draft", "2019-final", "--exit-code"]), 1);
    assert_eq!(code(&["compare", "2019-final", "2019-final", "--exit-code"]), 0);
    assert_eq!(code(&["compare", "2019-draft"]), 1, "it holds no tracked changes");
    assert_eq!(code(&["compare"]), 2);
    assert_eq!(code(&["compare", "2019-draft", "2019-final", "--format", "yaml"]), 2);
}

#[test]
fn one_document_with_tracked_changes_is_compared_with_itself() {
    let revised = "tests/fixtures/docx/revised.docx";
    let shown = json(&["compare", revised, "--format", "json"]);
    assert_eq!((&shown["old"]["id"], &shown["new"]["id"]), (&"revised-original".into(), &"revised-final".into()));
    let summary = |sort: &str| shown["summary"][sort].as_u64().unwrap();
    assert_eq!(["reworded", "withdrawn", "new", "unchanged"].map(summary), [10, 1, 3, 0]);
    let labels = |reading: &[&str]| {
        let document = json(&[&["extract", revised, "--format", "json"], reading].concat());
        document["provisions"].as_array().unwrap().len()
    };
    assert_eq!([labels(&["--revisions", "original"]), labels(&["--revisions", "final"]), labels(&[])], [11, 13, 13]);
    let said = |arguments: &[&str]| String::from_utf8(travaux(home(), arguments).stderr).unwrap();
    assert!(said(&["extract", revised]).starts_with("warning: revised: holds"));
    assert_eq!(said(&["extract", revised, "--revisions", "final"]), "");
    assert_eq!(said(&["compare", revised]), "");
    let plain = "tests/fixtures/docx/2019-draft.docx";
    assert!(
        said(&["compare", plain]).starts_with(&format!("error: {plain}: holds no tracked changes of its text; name"))
    );
    assert!(said(&["compare", revised, "--revisions", "final"]).contains("leave out --revisions"));
}

/// What a command prints when something comes in on standard input.
fn piped(bytes: &[u8], arguments: &[&str]) -> Output {
    let mut command = program();
    command.args(arguments).current_dir(home()).write_stdin(bytes).output().unwrap()
}

#[test]
fn standard_input_is_a_document_of_any_format() {
    for file in ["corpus/2019-draft.txt", "tests/fixtures/docx/2019-draft.docx"] {
        let bytes = fs::read(home().join(file)).unwrap();
        let read = piped(&bytes, &["extract", "-", "--format", "json"]);
        let document: Value = serde_json::from_slice(&read.stdout).unwrap();
        assert_eq!(document["id"], "stdin", "{file}");
        assert_eq!(document["provisions"].as_array().unwrap().len(), 21, "{file}");
        let compared = piped(&bytes, &["compare", "-", "corpus/2019-final.txt", "--format", "json"]);
        let compared: Value = serde_json::from_slice(&compared.stdout).unwrap();
        assert_eq!((&compared["old"]["id"], &compared["summary"]["reworded"]), (&"stdin".into(), &10.into()), "{file}");
        assert!(piped(&bytes, &["lineage", "-", "corpus/2019-final.txt"]).status.success());
        assert!(piped(&bytes, &["precedent", "--file", "-"]).status.success());
    }
    let revised = fs::read(home().join("tests/fixtures/docx/revised.docx")).unwrap();
    assert!(piped(&revised, &["compare", "-"]).status.success());
    for (bytes, arguments, said) in [
        (revised.as_slice(), ["compare", "-", "-"].as_slice(), "error: `-` is standard input, which can be read once"),
        (b"", &["extract", "-"], "error: standard input: is empty; there is nothing to read"),
        (b"1. States should act.\n", &["compare", "-"], "error: standard input: holds no tracked changes"),
    ] {
        let output = piped(bytes, arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.starts_with(said), "{errors}");
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn comparing_gives_the_shape_that_is_promised() {
    let shown = json(&["compare", "2019-draft", "2019-final", "--format", "json"]);
    assert_eq!(shown["schema"], "travaux.compare/1");
    assert_eq!(shown["old"]["id"], "2019-draft");
    assert_eq!(shown["summary"]["reworded"], 10);
    assert_eq!(shown["summary"]["outside-coverage"], 11);
    assert_eq!(shown["summary"]["split"], 0);
    let changes = shown["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 25);
    let eleventh = changes.iter().find(|change| change["old"] == serde_json::json!(["11"])).unwrap();
    assert_eq!(eleventh["new"], serde_json::json!(["12"]));
    assert_eq!((&eleventh["relation"], &eleventh["renumbered"]), (&"reworded".into(), &true.into()));
    assert_eq!((&eleventh["kind"], &eleventh["moved"]), (&"recommendation".into(), &false.into()));
    let score = eleventh["score"].as_f64().unwrap();
    assert!((0.5..1.0).contains(&score));
    assert!(eleventh["evidence"]["signals"]["words"].is_number());
    let withdrawn = changes.iter().find(|change| change["relation"] == "withdrawn").unwrap();
    assert_eq!((&withdrawn["old"], &withdrawn["new"]), (&serde_json::json!(["12"]), &serde_json::json!([])));
}

#[test]
fn extracting_gives_the_shape_that_is_promised() {
    let shown = json(&["extract", "2019-draft", "--format", "json"]);
    assert_eq!(shown["schema"], "travaux.document/1");
    assert_eq!(
        (&shown["id"], &shown["stage"], &shown["date"]),
        (&"2019-draft".into(), &"draft".into(), &"2019-09-11".into())
    );
    let first = &shown["provisions"][0];
    assert_eq!(
        (&first["label"], &first["kind"], &first["id"]),
        (&"11".into(), &"recommendation".into(), &"2019-draft/11".into())
    );
    assert_eq!(first["section"][0], "II. Recommendations");
    assert_eq!(shown["provisions"][11]["id"], "2019-draft/para-1");
    let several = json(&["extract", "2019-draft", "2019-final", "--format", "json"]);
    assert_eq!(
        (&several["schema"], several["documents"].as_array().unwrap().len()),
        (&"travaux.documents/1".into(), 2)
    );
}

#[test]
fn the_lineage_gives_the_shape_that_is_promised() {
    let shown = json(&["lineage", "--format", "json"]);
    assert_eq!(shown["schema"], "travaux.lineage/1");
    assert_eq!(shown["nodes"].as_array().unwrap().len(), 140);
    let edges = shown["edges"].as_array().unwrap();
    for kind in ["version", "precedent", "follow-up"] {
        assert!(edges.iter().any(|edge| edge["kind"] == kind), "{kind}");
    }
    assert!(shown["threads"].as_array().unwrap().len() >= 10);
    // A doubtful link is made if it is asked for.
    let more = json(&["lineage", "--doubtful", "--format", "json"]);
    let counted = more["edges"].as_array().unwrap();
    assert!(
        counted.len() > edges.len()
            && edges.iter().all(|edge| edge["confidence"].as_f64().unwrap() >= 0.7 || edge["kind"] == "version")
    );
}

#[test]
fn paragraphs_come_on_demand() {
    let kinds = |arguments: &[&str]| -> Vec<String> {
        let shown = json(arguments);
        let changes = shown["changes"].as_array().unwrap().iter();
        let linked = changes.filter(|change| change["relation"] == "reworded");
        linked
            .map(|change| format!("{} {}", change["kind"].as_str().unwrap(), change["new"][0].as_str().unwrap()))
            .collect()
    };
    let without = kinds(&["compare", "2019-draft", "2019-final", "--format", "json"]);
    assert!(without.iter().all(|row| row.starts_with("recommendation")));
    let with = kinds(&["compare", "--paragraphs", "2019-draft", "2019-final", "--format", "json"]);
    assert!(with.iter().any(|row| row.starts_with("paragraph")));
}

#[test]
fn colour_is_a_choice() {
    let colourful = stdout(&["compare", "2019-draft", "2019-final", "--redline", "--color", "always"]);
    assert!(colourful.contains('\u{1b}') && !colourful.contains("[-adopt"));
    let plain = stdout(&["compare", "2019-draft", "2019-final", "--redline"]);
    assert!(!plain.contains('\u{1b}') && plain.contains("[-adopt strict-]"));
}

/// Whether some texts stand in another, one behind the other.
fn stand_in_order(text: &str, parts: &[&str]) -> bool {
    let mut rest = text;
    parts.iter().all(|part| match rest.split_once(part) {
        Some((_, behind)) => {
            rest = behind;
            true
        }
        None => false,
    })
}

#[test]
fn redlines_stand_below_the_table_that_they_belong_to() {
    let all = stdout(&["compare", "2019-draft", "2019-final", "--paragraphs", "--changed", "--redline"]);
    let order = [
        "\nRecommendations\n",
        " 13    13 ",
        "Recommendation 13 → 13",
        "\nParagraphs\n",
        "Paragraph ",
        "only punctuation or letter case",
        "Of 21 draft provisions",
    ];
    assert!(stand_in_order(&all, &order), "{all}");
    let lineage = stdout(&["lineage", "-C", "examples/negotiation", "--redline", "--changed"]);
    let order = ["rev1 → rev2\n", "Article 3(1) → 3(1)", "rev2 → rev3\n", "Article 3(1) → 3(1)", "rev3 → rev4\n"];
    assert!(stand_in_order(&lineage, &order), "{lineage}");
    assert!(!stdout(&["lineage", "-C", "examples/negotiation", "--changed"]).contains("Article 3(1) → 3(1)"));
}

#[test]
fn redlines_stand_in_one_text_or_side_by_side() {
    let inline = stdout(&["compare", "--redline", "2019-draft", "2019-final"]);
    assert_eq!(inline, stdout(&["compare", "2019-draft", "2019-final", "--redline=inline"]));
    assert!(inline.contains("only punctuation or letter case"), "the signs are explained");
    let side = stdout(&["compare", "2019-draft", "2019-final", "--redline=side", "--width", "80"]);
    assert!(side.contains(
        "
 Recommendation 13                     │ Recommendation 13 reworded, qualified
 States parties should [-adopt         │ States parties should{+, without
 strict-] procedures in airports to    │ prejudice to international
"
    ));
    assert!(side.lines().all(|line| line.chars().count() <= 80));
    let wide = stdout(&["compare", "2019-draft", "2019-final", "--redline=side", "--width", "200"]);
    let wide: Vec<&str> = wide.lines().filter(|line| line.contains('│')).collect();
    assert!(wide.len() * 2 < side.lines().filter(|line| line.contains('│')).count(), "the width is used");
    assert!(wide.iter().all(|line| line.chars().count() <= 200));
    let refused = travaux(home(), &["compare", "2019-draft", "2019-final", "--redline=above"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn json_tells_moves_and_punctuation_from_rewording() {
    let changes = json(&["compare", "2019-draft", "2019-final", "--format", "json"])["changes"].clone();
    let row = changes.as_array().unwrap().iter().find(|row| row["old"] == serde_json::json!(["16"])).unwrap();
    let slight: Vec<String> = row["redline"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|segment| segment.get("as").is_some())
        .map(|s| format!("{} {} {}: {}", s["op"], s["as"], s["move"], s["text"]).replace('"', ""))
        .collect();
    assert_eq!(
        slight,
        ["came moved 1: raise awareness ", "gone punctuation null: , ", "gone moved 1: raise awareness"]
    );
}

#[test]
fn tables_fit_and_cut_no_label() {
    for width in [60, 80, 120, 200] {
        let shown = stdout(&["compare", "2019-draft", "2019-final", "--width", &width.to_string()]);
        assert!(shown.lines().all(|line| line.chars().count() <= width), "{width}");
        for label in [" 11    12 ", " 20    21 ", " 21    20 ", "1–11"] {
            assert!(shown.contains(label), "{label} at {width}");
        }
    }
}

#[test]
fn the_order_of_the_manifest_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let manifest = fs::read_to_string(home().join("corpus/manifest.toml")).unwrap();
    let mut parts: Vec<&str> = manifest.split("[[document]]").collect();
    let head = parts.remove(0);
    for file in
        fs::read_dir(home().join("corpus")).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
    {
        fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    let forms: [&[&str]; 3] = [&["--format", "json"], &["--format", "dot"], &["--format", "table"]];
    for form in forms {
        let usual = stdout(&[&["lineage"], form].concat());
        assert_eq!(usual, stdout(&[&["lineage"], form].concat()), "twice the same");
        for turn in 1..parts.len() {
            parts.rotate_left(1);
            let turned = parts.iter().map(|part| format!("[[document]]{part}\n")).collect::<String>();
            fs::write(folder.path().join("manifest.toml"), format!("{head}{turned}")).unwrap();
            let there = folder.path().to_str().unwrap();
            assert_eq!(usual, stdout(&[&["lineage", "-C", there], form].concat()), "turned {turn} times");
        }
    }
}

#[test]
fn a_file_is_written_whole_and_its_ending_names_the_form() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    stdout(&["lineage", "-o", &path("a.dot")]);
    stdout(&["lineage", "-o", &path("a.json")]);
    assert!(fs::read_to_string(path("a.dot")).unwrap().starts_with("digraph lineage {"));
    assert!(serde_json::from_str::<Value>(&fs::read_to_string(path("a.json")).unwrap()).is_ok());
    let output = travaux(home(), &["lineage", "-o", &path("a.xyz")]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left");
}

#[test]
fn no_unit_stands_for_the_head_of_a_column() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"id\": \"head/\", \"text\": \"Harbours should keep registers.\"}\n")
        .unwrap();
    let manifest = "[[document]]\nid = \"a\"\npath = \"a.jsonl\"\nstage = \"final\"\n";
    fs::write(folder.path().join("manifest.toml"), manifest).unwrap();
    let output = travaux(folder.path(), &["lineage", "-C", ".", "--format", "dot"]);
    let dot = String::from_utf8(output.stdout).unwrap();
    let nodes: Vec<&str> = dot.lines().filter(|line| line.starts_with("    \"")).map(str::trim).collect();
    assert_eq!(nodes.len(), 2, "{dot}");
    assert!(nodes[0].starts_with("\"a head\" [shape=point") && nodes[1].starts_with("\"a/head/\" [label"), "{dot}");
}

#[test]
fn no_source_is_overwritten() {
    let folder = TempDir::new().unwrap();
    let text = "1. States should mark arms.\n";
    fs::write(folder.path().join("a.txt"), text).unwrap();
    fs::write(folder.path().join("b.txt"), text).unwrap();
    let output = travaux(folder.path(), &["compare", "a.txt", "b.txt", "-o", "./b.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is one of the files that were read"));
    assert_eq!(fs::read_to_string(folder.path().join("b.txt")).unwrap(), text);
}

#[test]
fn a_document_without_recommendations_is_compared_by_its_paragraphs() {
    let shown = json(&["compare", "2013-final", "2018-activities", "--format", "json"]);
    assert_eq!(shown["changes"].as_array().unwrap().iter().flat_map(|c| c["new"].as_array().unwrap()).count(), 60);
    assert!(shown["notes"][0].as_str().unwrap().starts_with("2018-activities has no recommendations"));
}

#[test]
fn a_unit_list_compares_with_anything() {
    let folder = TempDir::new().unwrap();
    let units = "id,text,section\nA,States parties should adopt strict procedures in airports to combat smuggling of migrants by air.,\n\
                 B,\"Ministers should, above all, rest.\",Other\n";
    fs::write(folder.path().join("units.csv"), units).unwrap();
    let units = folder.path().join("units.csv");
    let shown = json(&["compare", units.to_str().unwrap(), "2019-draft", "--format", "json"]);
    let unchanged: Vec<_> =
        shown["changes"].as_array().unwrap().iter().filter(|c| c["relation"] == "unchanged").collect();
    assert_eq!(unchanged.len(), 1);
    assert_eq!((&unchanged[0]["old"][0], &unchanged[0]["new"][0]), (&"A".into(), &"13".into()));
}

#[test]
fn an_explanation_shows_the_rivals() {
    let shown = json(&["compare", "2019-draft", "2019-final", "--explain", "13", "--format", "json"]);
    let explanations = shown["explanations"].as_array().unwrap();
    assert_eq!(explanations.len(), 2, "both documents have a recommendation 13");
    let of_draft = &explanations[0];
    assert_eq!(of_draft["document"], "2019-draft");
    let rivals = of_draft["rivals"].as_array().unwrap();
    assert_eq!((&rivals[0]["label"], &rivals[0]["linked"]), (&Value::from("13"), &Value::from(true)));
    assert!(
        rivals.len() > 2 && rivals[1]["linked"] == false && rivals[1]["score"].as_f64() < rivals[0]["score"].as_f64()
    );
    let shared: Vec<&str> =
        of_draft["change"]["evidence"]["shared"].as_array().unwrap().iter().flat_map(Value::as_str).collect();
    assert!(shared.contains(&"airports") && shared.contains(&"procedures"), "{shared:?}");
    let only_old = of_draft["change"]["evidence"]["unaccounted"]["old"].to_string();
    assert!(only_old.contains("strict"), "{only_old}");
    let table = stdout(&["compare", "2019-draft", "2019-final", "--explain", "13", "--width", "80"]);
    assert!(table.contains("13 ✓") && table.lines().all(|line| line.chars().count() <= 80), "{table}");
}

/// Sentences before figures: what was linked to what, how sure, what speaks for it and against it, what came second.
#[test]
fn an_explanation_begins_in_words() {
    let said = |label: &str| {
        let told = stdout(&["compare", "2019-draft", "2019-final", "--explain", label]);
        told.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    // The figures are those of the link, whatever the numbers are that it was weighed by.
    let shown = json(&["compare", "2019-draft", "2019-final", "--format", "json"]);
    let figure = |label: &str, name: &str| {
        let rows = shown["changes"].as_array().unwrap();
        let row = rows.iter().find(|row| row["old"] == serde_json::json!([label])).unwrap();
        row[name].as_f64().unwrap()
    };
    let of_hundred = |label: &str| (figure(label, "confidence") * 100.0).round();
    let sure = said("13");
    let order = [
        &format!(
            "Recommendation 13 of 2019-draft stands, in other words, as recommendation 13 of 2019-final, which is as good \
             as certain: of a hundred such links about {} are right.",
            of_hundred("13")
        ),
        "Both sides have the rare words “procedures”, “airports” and “combat”, which speaks for the link; against it \
         speaks that only the old text has “adopt” and “strict” and only the new one has “commitments”",
        "What came second is recommendation 21 of 2019-final, but it shares fewer words with it, stands elsewhere in \
         the text and is linked to recommendation 20 of 2019-draft instead.",
        &format!("13 → 13: reworded, with a confidence of {:.2}", figure("13", "confidence")),
        &format!("score {:.2}", figure("13", "score")),
    ];
    assert!(stand_in_order(&sure, &order), "{sure}");
    let doubtful = said("14");
    assert!(
        doubtful.contains(&format!(
            "which is doubtful: of a hundred such links only about {} are right. The two sides have no rare word in \
             common, so that the link rests on its place; against it speaks that",
            of_hundred("14")
        )),
        "{doubtful}"
    );
    let alone = said("12");
    assert!(
        alone.contains(
            "Recommendation 12 of 2019-draft has no counterpart in 2019-final. What came nearest is recommendation 2 \
                            of 2019-final, which is not like it enough."
        ),
        "{alone}"
    );
    assert!(
        said("11").contains("stands in a section that 2019-draft does not hold, so there was nothing to link it to.")
    );
}

#[test]
fn a_label_that_nobody_has_is_an_error_with_the_nearest() {
    let output = travaux(home(), &["compare", "2019-draft", "2019-final", "--explain", "99"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(errors.contains("99") && errors.contains("the nearest are"), "{errors}");
}

#[test]
fn other_parameters_are_read_and_faults_in_them_are_named() {
    let unit = br#"{"id": "1", "text": "Harbours should keep registers of vessels."}"#;
    let files: [(&str, &[u8]); 4] = [
        ("a.jsonl", unit),
        ("same.toml", travaux::align::Parameters::DEFAULT.as_bytes()),
        ("broken.toml", b"[score]\nbias = \"much\"\n"),
        ("latin.toml", b"\xe9"),
    ];
    let compare =
        |parameters: &'static str| with_files(&files, &["compare", "a.jsonl", "a.jsonl", "--parameters", parameters]);
    assert_eq!(compare("same.toml").0, 0);
    for (file, says) in [("broken.toml", "line 2"), ("missing.toml", "missing.toml"), ("latin.toml", "UTF-8")] {
        let (code, errors) = compare(file);
        assert_eq!(code, 1, "{file}");
        assert!(errors.contains(file) && errors.contains(says), "{errors}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let made = travaux::generate::Recipe { provisions: 600, ..Default::default() }.make();
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("old.jsonl"), &made.old.bytes).unwrap();
    fs::write(folder.path().join("new.jsonl"), &made.new.bytes).unwrap();
    let with = |threads: &str| {
        let output =
            travaux(folder.path(), &["--threads", threads, "compare", "old.jsonl", "new.jsonl", "--format", "json"]);
        assert!(output.status.success());
        output.stdout
    };
    let one = with("1");
    assert!(one == with("2") && one == with("3"));
}

/// The new labels of the changes that a comparison of 2019 shows.
fn shown_of_2019(arguments: &[&str]) -> Vec<String> {
    let whole = ["compare", "2019-draft", "2019-final", "--format", "json"].iter().chain(arguments).copied();
    let view = json(&whole.collect::<Vec<_>>());
    let changes = view["changes"].as_array().unwrap();
    let reworded = if arguments.contains(&"--paragraphs") { 20 } else { 10 };
    assert_eq!(view["summary"]["reworded"], reworded, "the summary is that of the whole");
    changes.iter().map(|change| change["new"][0].as_str().unwrap_or("-").to_owned()).collect()
}

#[test]
fn changes_are_filtered() {
    assert_eq!(shown_of_2019(&["--only", "withdrawn,renumbered"]), ["12", "-", "20", "21"]);
    assert_eq!(shown_of_2019(&["--only", "weakened"]), ["12", "14", "15", "17", "18", "19", "20", "21"]);
    assert_eq!(shown_of_2019(&["--only", "doubtful"]), ["14"]);
    assert_eq!(shown_of_2019(&["--only", "weakened,new", "--only", "strengthened"]).len(), 11);
    assert_eq!(shown_of_2019(&["--changed"]).len(), 14);
    assert_eq!(shown_of_2019(&["--section", "c"]).len(), 14);
    assert_eq!(shown_of_2019(&["--section", "BY AIR"]).len(), 14);
    assert_eq!(shown_of_2019(&["--section", "A", "--changed"]).len(), 0);
    assert_eq!(shown_of_2019(&["--paragraphs", "--kind", "paragraph", "--changed"]).len(), 11);
    let table = stdout(&["compare", "2019-draft", "2019-final", "--only", "withdrawn"]);
    assert!(table.contains("12    –") && !table.contains("barrier") && table.contains("Of 25 changes 1 is shown."));
    let none = stdout(&["compare", "2019-draft", "2019-final", "--only", "split"]);
    assert!(none.contains("no change of that sort") && none.contains("Of 25 changes none is shown."));
    let lineage = stdout(&["lineage", "--only", "withdrawn"]);
    assert!(lineage.contains("Of 25 changes 1 is shown."));
    // What differs does not depend on what is shown.
    let differs = travaux(home(), &["compare", "2019-draft", "2019-final", "--only", "split", "--exit-code"]);
    assert_eq!(differs.status.code(), Some(1));
}

#[test]
fn users_bring_their_own_phrases() {
    let lexicon = "language = 'en'\n[[operative]]\nphrases = ['should', 'are encouraged to']\nstyle = 'modal'\n\
                   scale = 'asks'\nrank = 50\nwhy = 'we hold them equal'\n";
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("ours.toml");
    fs::write(&path, lexicon).unwrap();
    let path = path.to_str().unwrap();
    let view = json(&["compare", "2019-draft", "2019-final", "--format", "json", "--lexicon", path]);
    let twelve = view["changes"].as_array().unwrap().iter().find(|change| change["new"][0] == "12").unwrap();
    assert_eq!(twelve["shifts"]["strength"]["direction"], "same");
    let parts = stdout(&["extract", "2019-final", "--anatomy", "--lexicon", path]);
    assert!(parts.contains("are encouraged to") && parts.contains("(asks 50)"));
    let (code, errors) = with_files(
        &[("bad.toml", b"language = 'en'\n[[operative]]\nphrases = 'should'\n"), ("a.txt", b"1. States should act.\n")],
        &["extract", "a.txt", "--lexicon", "bad.toml"],
    );
    assert_eq!(code, 1);
    assert!(errors.contains("error: bad.toml:3:11: "), "{errors}");
    let (code, errors) =
        with_files(&[("a.txt", b"1. States should act.\n")], &["extract", "a.txt", "--lexicon", "no.toml"]);
    assert_eq!(code, 1);
    assert!(errors.contains("error: cannot read no.toml"), "{errors}");
}

#[test]
fn extraction_shows_parts_and_carries_them() {
    let parts = stdout(&["extract", "2013-final", "--anatomy", "--width", "200"]);
    assert!(parts.contains("requested … to") && parts.contains("(asks 60)") && parts.contains("(domestic-law)"));
    let document = json(&["extract", "2019-final", "--format", "json"]);
    let provisions = document["provisions"].as_array().unwrap();
    let first = provisions.iter().find(|provision| provision["kind"] == "recommendation").unwrap();
    assert_eq!(first["anatomy"]["operative"]["phrase"], "should consider");
    let folder = TempDir::new().unwrap();
    let text = "1. Die Vertragsstaaten sollten die Zusammenarbeit an den Grenzen ausbauen und Informationen teilen.\n";
    fs::write(folder.path().join("x.txt"), text).unwrap();
    let german = String::from_utf8(travaux(folder.path(), &["extract", "x.txt", "--anatomy"]).stdout).unwrap();
    assert!(german.contains("There is no lexicon of its language (de); give one with --lexicon."), "{german}");
}

/// However long ids are, a wording has room, and no id is cut short.
#[test]
fn long_ids_leave_room_for_wordings() {
    let words = "Ports keep public registers of vessels that call at them and of the crews that they carry";
    let document = |changed: &str| {
        let id = |at: usize| format!("A/HRC/WG.6/33/L.12/Add.3/Rev.1/recommendation-{at}");
        let text = |at: usize| format!("{words} {changed} number {at}");
        let unit = |at| serde_json::json!({ "id": id(at), "text": text(at) }).to_string();
        (0..3).map(unit).collect::<Vec<_>>().join("\n")
    };
    let name = "a-very-long-name-of-a-file-that-holds-a-draft-report-of-a-working-group";
    let folder = TempDir::new().unwrap();
    for (side, changed) in [("old", "every year"), ("new", "every other month")] {
        fs::write(folder.path().join(format!("{name}-{side}.jsonl")), document(changed)).unwrap();
    }
    for width in [60, 80, 120, 200] {
        let mut command = program();
        let files = ["old", "new"].map(|side| format!("{name}-{side}.jsonl"));
        command.arg("compare").args(files).current_dir(folder.path()).env("COLUMNS", width.to_string());
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success());
        let table = text.lines().skip_while(|line| !line.starts_with(" Old"));
        let table: Vec<&str> = table.take_while(|line| !line.starts_with("Of ")).collect();
        assert!(table.iter().all(|line| line.chars().count() <= width), "{width}:\n{text}");
        assert!(table.len() < 60, "{width}: the wording has room\n{text}");
        let column: String = table.iter().map(|line| line.split(' ').nth(1).unwrap_or_default()).collect();
        assert!(column.contains("A/HRC/WG.6/33/L.12/Add.3/Rev.1/recommendation-2"), "{width}: {column}");
    }
}

/// Whoever reads the output may have seen enough, in whatever form it is written.
#[test]
fn no_form_minds_that_nobody_reads_on() {
    use std::io::Read;
    use std::process::Stdio;

    let folder = TempDir::new().unwrap();
    let made = travaux::generate::Recipe { provisions: 400, ..travaux::generate::Recipe::default() }.make();
    fs::write(folder.path().join("old.jsonl"), &made.old.bytes).unwrap();
    fs::write(folder.path().join("new.jsonl"), &made.new.bytes).unwrap();
    for form in ["table", "json", "csv", "html", "markdown"] {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("travaux"));
        command.args(["--no-cache", "compare", "old.jsonl", "new.jsonl", "--format", form]).current_dir(folder.path());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // More is written than a pipe holds.
        let mut begin = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut begin).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{form}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn ids_are_printed_for_shells() {
    let lines = |arguments: &[&str]| stdout(arguments).lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&["ids", "2019"]), ["2019-draft", "2019-final"]);
    assert_eq!(lines(&["ids"]).len(), 5);
    assert_eq!(lines(&["ids", "--provisions", "2019-d"]), ["2019-draft/"]);
    assert_eq!(lines(&["ids", "--provisions", "2019-draft/2"]), ["2019-draft/20", "2019-draft/21"]);
    assert!(lines(&["ids", "--provisions", "no-such/1"]).is_empty());
}
