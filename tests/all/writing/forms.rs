//! Every form of every output: written whole or not at all, the same bytes whatever the threads, and by the ending of
//! the file.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use travaux::render::Renderer;
use travaux::report::Sort;

use crate::common::program;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A command of each sort of reports that has more forms than tables and JSON.
const COMMANDS: [(&[&str], Sort); 4] = [
    (&["compare", "2019-draft", "2019-final"], Sort::Comparison),
    (&["lineage"], Sort::Lineage),
    (&["trace", "2019-final/13"], Sort::History),
    (&["repeats", "2019-final", "2021-final"], Sort::Repeats),
];

/// What files begin with, by the names of forms.
const BEGINNINGS: &[(&str, &str)] = &[
    ("table", ""),
    ("json", "{\n  \"schema\": \"travaux."),
    ("html", "<!doctype html>"),
    ("markdown", "## 2019-"),
    ("docx", "PK"),
    ("xlsx", "PK"),
    ("csv", "old_document,new_document,old,new"),
    ("svg", "<?xml"),
    ("dot", "digraph lineage {"),
    ("graphml", "<?xml"),
    ("mermaid", "flowchart LR"),
    ("akn", "<?xml"),
];

/// The commands with each ending that they know, and what a file of it begins with.
fn endings() -> impl Iterator<Item = (&'static [&'static str], &'static str, &'static str)> {
    COMMANDS.into_iter().flat_map(|(arguments, sort)| {
        Renderer::of(sort).flat_map(move |form| {
            let beginning = BEGINNINGS.iter().find(|(name, _)| *name == form.name).map(|(_, beginning)| *beginning);
            assert!(beginning.is_some() || form.endings.is_empty(), "what does a file of {} begin with?", form.name);
            let beginning = match (form.name, sort) {
                ("csv", Sort::Repeats) => "earlier_document,later_document,earlier,later",
                _ => beginning.unwrap_or_default(),
            };
            form.endings.iter().map(move |ending| (arguments, *ending, beginning))
        })
    })
}

fn run(arguments: &[&str], file: &Path, threads: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_travaux"));
    command.current_dir(ROOT).args(arguments).args(["--threads", threads]).arg("-o").arg(file).output().unwrap()
}

#[test]
fn an_ending_names_a_form_and_threads_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut count = 0;
    for (arguments, ending, beginning) in endings() {
        let file = folder.path().join(format!("result.{ending}"));
        let bytes = ["1", "3"].map(|threads| {
            let output = run(arguments, &file, threads);
            assert!(output.status.success(), "{arguments:?} {ending}: {}", String::from_utf8_lossy(&output.stderr));
            assert!(output.stdout.is_empty());
            fs::read(&file).unwrap()
        });
        assert!(!bytes[0].is_empty() && bytes[0].starts_with(beginning.as_bytes()), "{arguments:?} {ending}");
        assert_eq!(bytes[0], bytes[1], "{arguments:?} {ending}");
        count += 1;
    }
    assert!(count > 30, "every command and every ending: {count}");
}

#[test]
fn what_cannot_be_written_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, ending, _) in endings() {
        // A folder of that name is in the way.
        let taken = folder.path().join(format!("taken.{ending}"));
        fs::create_dir_all(taken.join("inside")).unwrap();
        let output = run(arguments, &taken, "2");
        assert_eq!(output.status.code(), Some(1), "{arguments:?} {ending}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("taken."), "{arguments:?} {ending}");
        assert!(taken.join("inside").is_dir());
        // The work fails before anything is written.
        let kept = folder.path().join(format!("kept.{ending}"));
        fs::write(&kept, "what was there").unwrap();
        let broken: Vec<&str> = arguments.iter().copied().chain(["-C", "no-such-corpus"]).collect();
        assert_eq!(run(&broken, &kept, "2").status.code(), Some(1), "{arguments:?} {ending}");
        assert_eq!(fs::read_to_string(&kept).unwrap(), "what was there");
    }
    let left = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = left.filter(|name| !name.starts_with("taken.") && !name.starts_with("kept.")).collect();
    assert!(left.is_empty(), "no temporary files are left behind: {left:?}");
}

#[test]
fn an_unknown_ending_is_told_the_known_ones() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(&["lineage"], &folder.path().join("lineage.odt"), "1");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains(".html") && said.contains(".graphml") && said.contains("--format"), "{said}");
}

#[test]
fn an_ending_and_a_format_that_contradict_each_other_are_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str, form: &str| {
        let path = folder.path().join(name);
        let output = run(&["compare", "2019-draft", "2019-final", "--format", form], &path, "1");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned(), path.exists())
    };
    let (is_done, said, is_there) = written("changes.docx", "json");
    assert!(!is_done && !is_there && said.contains("changes.docx: the ending is that of another form"), "{said}");
    for (name, form) in
        [("changes.txt", "markdown"), ("part.html", "fragment"), ("changes.json", "json"), ("notes.log", "csv")]
    {
        assert!(written(name, form).0, "{name} as {form}");
    }
}

#[test]
fn what_does_not_exist_is_answered_with_what_does() {
    let said = |arguments: &[&str]| {
        let output = program().args(["--no-cache"]).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let headings = said(&["compare", "2019-draft", "2019-final", "--section", "Zebra"]);
    assert!(headings.contains("the number, `Zebra`; there are"), "{headings}");
    assert!(headings.contains("smuggling of migrants by air"), "{headings}");
    assert!(said(&["lineage", "--section", "Zebra"]).contains("smuggling of migrants by air"));
    // Paragraph 29 was not compared, and is no answer.
    let labels = said(&["compare", "2019-draft", "2019-final", "--explain", "29"]);
    assert!(labels.contains("the nearest are") && !labels.contains("are `29`"), "{labels}");
    assert!(labels.contains("--paragraphs compares these as well"), "{labels}");
}

#[test]
fn filters_choose_rows_of_tables_only() {
    let folder = tempfile::tempdir().unwrap();
    let weakened = folder.path().join("weakened.csv");
    assert!(run(&["lineage", "--only", "withdrawn"], &weakened, "1").status.success());
    let lines = fs::read_to_string(&weakened).unwrap();
    assert_eq!(lines.lines().count(), 2, "a heading and the draft's recommendation 12: {lines}");
    let output = run(&["lineage", "--only", "withdrawn"], &folder.path().join("picture.svg"), "1");
    assert_eq!(output.status.code(), Some(1));
}

/// A packager makes these when the program is built.
#[test]
fn completions_and_manual_pages_are_printed() {
    let printed = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_travaux")).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("lineage") && script.contains("redline"), "{shell}");
    }
    assert!(printed(&["man"]).contains(".TH travaux 1"));
    let compare = printed(&["man", "compare"]);
    assert!(compare.contains(".TH travaux-compare 1") && compare.contains("redline.docx"), "examples are in it");
}

#[test]
fn every_command_has_an_example() {
    let help = Command::new(env!("CARGO_BIN_EXE_travaux")).arg("--help").output().unwrap().stdout;
    let help = String::from_utf8(help).unwrap();
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 12, "{commands:?}");
    for command in commands {
        let output = Command::new(env!("CARGO_BIN_EXE_travaux")).args([command, "--help"]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("Example") && text.contains(&format!("travaux {command}")), "{command}");
    }
}
