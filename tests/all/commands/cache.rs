//! What is kept of documents that were read: it saves time and changes nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::thread;

use tempfile::TempDir;

use crate::common::program;

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in a folder, with a folder to keep things in; in that of the project and with nothing kept by default.
fn run(arguments: &[&str], cache: Option<&Path>) -> Output {
    run_in(home(), arguments, cache)
}

fn run_in(folder: &Path, arguments: &[&str], cache: Option<&Path>) -> Output {
    let mut command = program();
    command.current_dir(folder).args(arguments).env_remove("COLUMNS");
    match cache {
        Some(cache) => command.arg("--cache").arg(cache),
        None => command.arg("--no-cache"),
    };
    let output = command.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// What a run prints on both streams.
fn printed(output: &Output) -> (&[u8], &[u8]) {
    (&output.stdout, &output.stderr)
}

/// Whether a run read a document from its file, and whether it read its words.
fn reads(arguments: &[&str], cache: &Path) -> (bool, bool) {
    let stages = String::from_utf8(run(&[arguments, &["--timings"]].concat(), Some(cache)).stderr).unwrap();
    assert!(stages.contains("taking up"), "{stages}");
    let has = |stage: &str| stages.lines().any(|line| line.split("  ").next() == Some(stage));
    (has("reading"), has("anatomies"))
}

/// The entries in a folder, with what they hold.
fn entries(cache: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut entries: Vec<_> = fs::read_dir(cache).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

const LINEAGE: &[&str] = &["lineage", "--format", "json"];

#[test]
fn cold_warm_and_without_it_every_command_gives_the_same_bytes() {
    let cache = TempDir::new().unwrap();
    let commands: [&[&str]; 8] = [
        LINEAGE,
        &["lineage", "--paragraphs"],
        &["lineage", "--format", "html"],
        &["compare", "2019-draft", "2019-final", "--redline"],
        &["trace", "2019-final/13", "--format", "json"],
        &["precedent", "strict procedures in airports", "--format", "json"],
        &["precedent", "--file", "2019-draft", "--all"],
        &["review", "--format", "json"],
    ];
    for command in commands {
        let without = run(command, None);
        // The first of these finds what commands before it kept, and adds to it.
        for _ in 0..2 {
            let with = run(command, Some(cache.path()));
            assert!(printed(&with) == printed(&without), "{command:?}");
        }
        let on_one = run(&[command, &["--threads", "1"]].concat(), Some(cache.path()));
        assert!(printed(&on_one) == printed(&without), "{command:?}");
    }
}

#[test]
fn what_was_read_is_not_read_again() {
    let cache = TempDir::new().unwrap();
    assert_eq!(reads(LINEAGE, cache.path()), (true, true));
    assert_eq!(reads(LINEAGE, cache.path()), (false, false));
    let before = entries(cache.path());
    assert_eq!(reads(LINEAGE, cache.path()), (false, false));
    assert!(entries(cache.path()) == before, "nothing new was to be kept");
    assert_eq!(before.len(), 10, "five documents, and the words of each");
}

#[test]
fn damaged_entries_and_those_of_other_builds_are_replaced() {
    let without = run(LINEAGE, None);
    let cache = TempDir::new().unwrap();
    run(LINEAGE, Some(cache.path()));
    let whole = entries(cache.path());
    type Damage = fn(&[u8]) -> Vec<u8>;
    let damages: [Damage; 6] = [
        |_| Vec::new(),
        |bytes| bytes[..bytes.len() / 2].to_vec(),
        |bytes| {
            bytes.iter().enumerate().map(|(at, byte)| if at == bytes.len() / 2 { byte ^ 1 } else { *byte }).collect()
        },
        |bytes| [bytes, &[0]].concat(),
        |_| b"something else".to_vec(),
        // The build stands on the second line.
        |bytes| {
            let end = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
            [&bytes[..end], b"9", &bytes[end..]].concat()
        },
    ];
    for damage in damages {
        whole.iter().for_each(|(path, bytes)| fs::write(path, damage(bytes)).unwrap());
        assert!(printed(&run(LINEAGE, Some(cache.path()))) == printed(&without));
        assert!(entries(cache.path()) == whole, "each is as it was");
        assert_eq!(reads(LINEAGE, cache.path()), (false, false));
    }
}

#[test]
fn several_processes_share_it() {
    let without = run(LINEAGE, None);
    let cache = TempDir::new().unwrap();
    thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(|| run(LINEAGE, Some(cache.path())))).collect();
        for one in all {
            assert!(printed(&one.join().unwrap()) == printed(&without));
        }
    });
    assert_eq!(entries(cache.path()).len(), 10, "no file is left unfinished");
    assert_eq!(reads(LINEAGE, cache.path()), (false, false));
}

#[test]
fn what_a_document_is_read_by_is_told_apart() {
    let folder = TempDir::new().unwrap();
    let cache = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let same_as_without = |arguments: &[&str]| {
        let without = run_in(folder.path(), arguments, None);
        let with = run_in(folder.path(), arguments, Some(cache.path()));
        assert!(printed(&with) == printed(&without), "{arguments:?}");
        without.stdout
    };
    let text = |verb: &str| {
        format!("I. Conclusions\n\n1. States {verb} keep registers of vessels.\n\n2. States should mark crates.\n")
    };
    write("old.txt", &text("should"));
    write("new.txt", &text("shall"));
    let compare = ["compare", "old.txt", "new.txt", "--paragraphs", "--format", "json"];
    let first = same_as_without(&compare);
    // Another text under the same name.
    write("new.txt", &text("may wish to"));
    assert!(same_as_without(&compare) != first);
    // Another language, other phrases, other phrases in the same file, another profile.
    same_as_without(&[&compare[..], &["--lang", "fr"]].concat());
    let lexicon = |qualifier: &str| {
        let phrases = format!("language = \"en\"\n\n[[qualifier]]\nkind = \"ours\"\nphrases = [\"{qualifier}\"]\n");
        write("ours.toml", &phrases);
        same_as_without(&[&compare[..], &["--lang", "en", "--lexicon", "ours.toml"]].concat())
    };
    assert!(lexicon("registers of vessels") != lexicon("keep registers"));
    same_as_without(&[&compare[..], &["--profile", "sections"]].concat());
    // The same file as a document of a corpus, of which more is declared.
    let manifest = "[[document]]\nid = \"old\"\npath = \"old.txt\"\nstage = \"final\"\ndate = \"2001-01-01\"\n";
    write("manifest.toml", manifest);
    let declared = same_as_without(&["extract", "old", "-C", ".", "--format", "json"]);
    assert!(same_as_without(&["extract", "old.txt", "--format", "json"]) != declared);
}

#[test]
fn it_is_shown_and_taken_away() {
    let cache = TempDir::new().unwrap();
    let said = |arguments: &[&str]| String::from_utf8(run(arguments, Some(cache.path())).stdout).unwrap();
    assert!(said(&["cache"]).ends_with(": 0 files, 0.0 MB\n"));
    run(LINEAGE, Some(cache.path()));
    // What somebody else has put there is left alone, whatever it is called.
    for name in ["note.txt", "notes.words", "contract.document", ".unfinished"] {
        fs::write(cache.path().join(name), "mine").unwrap();
    }
    fs::create_dir(cache.path().join(format!("{}.words", "0".repeat(64)))).unwrap();
    assert!(said(&["cache"]).contains(": 10 files, "));
    assert!(said(&["cache", "--clear"]).contains(": took away 10 files, "));
    assert!(said(&["cache"]).ends_with(": 0 files, 0.0 MB\n"));
    assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 5);
    let none = String::from_utf8(run(&["cache"], None).stdout).unwrap();
    assert_eq!(none, "nothing is kept of documents that are read\n");
}

#[test]
fn what_comes_in_on_a_stream_is_not_kept() {
    let cache = TempDir::new().unwrap();
    let mut command = program();
    command
        .args(["extract", "-", "--cache"])
        .arg(cache.path())
        .write_stdin("1. States should keep registers of vessels.\n");
    command.assert().success();
    assert!(entries(cache.path()).is_empty());
}

#[test]
fn where_nothing_can_be_kept_all_is_read() {
    let without = run(LINEAGE, None);
    let folder = TempDir::new().unwrap();
    let in_the_way = folder.path().join("file");
    fs::write(&in_the_way, "no folder").unwrap();
    assert!(printed(&run(LINEAGE, Some(&in_the_way))) == printed(&without));
    assert_eq!(fs::read(in_the_way).unwrap(), b"no folder");
}

#[test]
fn what_a_person_mends_is_read_anew() {
    let (folder, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("manifest.toml", "[[document]]\nid = \"report\"\npath = \"report.txt\"\n");
    write("report.txt", "I. Recommendations\n\n1. Ports should act.\n\nz. Ports should rest.\n");
    let root = folder.path().to_str().unwrap();
    let command = ["-C", root, "extract", "report", "--format", "json"];
    let count = || String::from_utf8(run(&command, Some(cache.path())).stdout).unwrap().matches("\"label\"").count();
    let is_read = || reads(&command, cache.path()).0;
    assert_eq!((count(), is_read()), (1, false), "it is kept");
    let correction = "[[document]]\nid = \"report\"\n[[document.line]]\nbegins = \"z. Ports\"\nnumber = 2\n";
    write("readings.toml", correction);
    assert_eq!((is_read(), count(), is_read()), (true, 2, false));
    write("readings.toml", &correction.replace("number = 2", "number = 3"));
    assert!(is_read(), "another number");
    fs::remove_file(folder.path().join("readings.toml")).unwrap();
    assert_eq!((count(), is_read()), (1, false), "as it was kept at first");
}
