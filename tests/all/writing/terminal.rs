//! On a terminal: what is longer than it is shown by a pager. Terminals are made by `tests/outside/terminal.py`.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use super::outside::{is_there, printed, python, script};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A table that is longer than a terminal of 24 lines.
const LONG: [&str; 3] = ["compare", "2019-draft", "2019-final"];
/// One that is not.
const SHORT: [&str; 5] = ["compare", "2019-draft", "2019-final", "--only", "withdrawn"];

/// What a terminal has shown, what was told on standard error, and the exit code.
struct Seen {
    shown: String,
    told: String,
    code: i64,
}

/// The program on a terminal of 24 lines, in an environment; none if there is no terminal to be had.
fn on_terminal(arguments: &[&str], environment: &[(&str, &str)], keys: &str) -> Option<Seen> {
    let mut command = Command::new(python("pty")?);
    command
        .current_dir(ROOT)
        .env("TERM", "xterm")
        .env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"));
    for name in ["TRAVAUX_PAGER", "PAGER", "LESS", "LV", "COLUMNS", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied()).arg(script("terminal.py")).args(["24", "90", keys]);
    let output = command.arg(env!("CARGO_BIN_EXE_travaux")).args(arguments).output().unwrap();
    let seen: serde_json::Value = serde_json::from_str(&printed(output)).unwrap();
    let text = |name: &str| seen[name].as_str().unwrap().to_owned();
    Some(Seen { shown: text("shown"), told: text("told"), code: seen["code"].as_i64().unwrap() })
}

/// The same without a pager.
fn without_pager(arguments: &[&str]) -> Option<Seen> {
    on_terminal(&[arguments, &["--no-pager"]].concat(), &[("PAGER", "no-such-pager")], "")
}

#[test]
fn a_pager_gets_what_the_terminal_would_have_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (file, other) = (folder.path().join("paged"), folder.path().join("other"));
    let into = |file: &Path| format!("cat > {}", file.display());
    let Some(plain) = without_pager(&LONG) else { return };
    assert!(plain.shown.contains("not adopted") && plain.shown.contains("\u{1b}["), "a table, in colour");
    assert!(plain.shown.lines().count() > 24);
    let paged = on_terminal(&LONG, &[("PAGER", &into(&file))], "").unwrap();
    assert_eq!((paged.shown.as_str(), paged.code), ("", 0));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), plain.shown);
    // The program's own variable comes first.
    std::fs::remove_file(&file).unwrap();
    on_terminal(&LONG, &[("PAGER", &into(&other)), ("TRAVAUX_PAGER", &into(&file))], "").unwrap();
    assert!(file.exists() && !other.exists());
}

#[test]
fn what_fits_and_what_is_no_table_for_a_terminal_needs_no_pager() {
    let broken = [("PAGER", "no-such-pager")];
    let Some(short) = on_terminal(&SHORT, &broken, "") else { return };
    assert!(short.shown.contains("Of 25 changes 1 is shown.") && short.told.is_empty(), "{}", short.told);
    let json = on_terminal(&[&LONG[..], &["--format", "json"]].concat(), &broken, "").unwrap();
    assert!(json.shown.starts_with('{'));
    // Nobody reads page by page behind a pipe.
    let mut piped = Command::new(env!("CARGO_BIN_EXE_travaux"));
    let output = piped.current_dir(ROOT).args(LONG).arg("--no-cache").envs(broken).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
}

#[test]
fn no_pager_is_asked_for_in_four_ways() {
    let Some(plain) = without_pager(&LONG) else { return };
    for environment in [("PAGER", ""), ("PAGER", "cat"), ("TRAVAUX_PAGER", ""), ("TRAVAUX_PAGER", " cat ")] {
        let seen = on_terminal(&LONG, &[("PAGER", "no-such-pager"), environment], "").unwrap();
        assert_eq!(seen.shown, plain.shown, "{environment:?}");
    }
    let dumb = on_terminal(&LONG, &[("PAGER", "no-such-pager"), ("TERM", "dumb")], "").unwrap();
    assert!(dumb.shown.contains("not adopted") && dumb.told.is_empty(), "{}", dumb.told);
}

#[test]
fn a_pager_that_ends_early_is_no_error() {
    // More than a pipe holds.
    let all = ["lineage", "--paragraphs"];
    let Some(seen) = on_terminal(&all, &[("PAGER", "true")], "") else { return };
    assert_eq!((seen.shown.as_str(), seen.told.as_str()), ("", ""));
    assert_eq!(seen.code, 0);
}

#[test]
fn a_pager_that_cannot_be_started_is_told_of_once_and_the_text_printed() {
    let Some(plain) = without_pager(&LONG) else { return };
    for pager in ["no-such-pager", "no-such-pager '-R'"] {
        let seen = on_terminal(&LONG, &[("PAGER", pager)], "").unwrap();
        assert_eq!(seen.told.matches("cannot be started").count(), 1, "{pager}: {}", seen.told);
        assert_eq!(seen.shown, plain.shown, "{pager}");
        assert_eq!(seen.code, 0);
    }
}

#[test]
fn less_ends_by_a_key_and_an_interrupt_leaves_the_program_there() {
    if !is_there("less", Command::new("less").arg("--version")) {
        return;
    }
    let Some(seen) = on_terminal(&LONG, &[], "q") else { return };
    assert!(seen.shown.contains("reworded") && !seen.shown.contains("Of 11 draft"), "the first page: {}", seen.shown);
    assert_eq!(seen.code, 0);
    // What is interrupted goes on, since it is the pager's to say what that means.
    let folder = tempfile::tempdir().unwrap();
    let done = folder.path().join("done");
    let pager = format!("trap '' INT; echo ready; cat > /dev/null; sleep 3; touch {}", done.display());
    let seen = on_terminal(&LONG, &[("PAGER", &pager)], "\u{3}").unwrap();
    assert!(done.exists() && seen.code == 0, "{}", seen.shown);
}
