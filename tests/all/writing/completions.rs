//! Completions in the shells themselves, on terminals that `tests/outside/terminal.py` makes: a line is typed with the
//! tabulator in it, and what it became runs.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use super::outside::{is_there, printed, python, script};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The folder of the program, as the first of the path.
fn path() -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_travaux")).parent().unwrap();
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default())
}

/// Keeps the script of a shell in a folder.
fn keep_script(shell: &str, file: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_travaux")).args(["completions", shell]).output().unwrap();
    std::fs::write(file, printed(output)).unwrap();
}

/// What a shell's terminal shows after some keys; none if there is no terminal to be had.
fn typed(shell: &[&str], home: &Path, keys: &str) -> Option<String> {
    let mut command = Command::new(python("pty")?);
    command.current_dir(ROOT).env("PATH", path()).env("TERM", "xterm").env("PAGER", "cat").env("ZDOTDIR", home);
    command.env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache")).env("INPUTRC", "/dev/null");
    let output = command.arg(script("terminal.py")).args(["24", "120", keys]).args(shell).output().unwrap();
    let seen: serde_json::Value = serde_json::from_str(&printed(output)).unwrap();
    Some(seen["shown"].as_str().unwrap().to_owned())
}

/// Lines that are typed, and what running them shows if the ids were completed.
const LINES: [(&str, &str); 3] = [
    ("travaux trace 2019-fi\t13\n", "reworded from 2019-draft/13"),
    // Brackets are special to a shell.
    ("travaux -C examples/negotiation trace rev4/9\t\n", "8(1)"),
    ("travaux compare 2019-d\t 2019-fi\t --changed\n", "Of 11 draft recommendations"),
];

#[test]
fn in_bash() {
    if !is_there("bash", Command::new("bash").arg("--version")) {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let rc = home.path().join("rc");
    keep_script("bash", &rc);
    for (line, expected) in LINES {
        // What is typed is shown on standard error.
        let bash = format!("exec bash --noprofile --rcfile {} -i 2> /dev/tty", rc.display());
        let shell = ["sh", "-c", &bash];
        let Some(shown) = typed(&shell, home.path(), &format!("{line}exit\n")) else { return };
        assert!(shown.contains(expected), "{line}: {shown}");
    }
}

#[test]
fn in_zsh() {
    if !is_there("zsh", Command::new("zsh").arg("--version")) {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let completions = home.path().join("completions");
    keep_script("zsh", &completions);
    let rc = format!("autoload -Uz compinit; compinit -u; source {}\n", completions.display());
    std::fs::write(home.path().join(".zshrc"), rc).unwrap();
    for (line, expected) in LINES {
        let Some(shown) = typed(&["zsh", "-i"], home.path(), &format!("{line}exit\n")) else { return };
        assert!(shown.contains(expected), "{line}: {shown}");
    }
}

#[test]
fn in_fish() {
    if !is_there("fish", Command::new("fish").arg("--version")) {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let completions = home.path().join("travaux.fish");
    keep_script("fish", &completions);
    let completed = |line: &str| -> Vec<String> {
        let command = format!("source {}; complete -C '{line}'", completions.display());
        let mut fish = Command::new("fish");
        fish.current_dir(ROOT).env("PATH", path()).env("HOME", home.path()).args(["--no-config", "-c", &command]);
        printed(fish.output().unwrap()).lines().map(str::to_owned).collect()
    };
    assert_eq!(completed("travaux compare 2019-"), ["2019-draft", "2019-final"]);
    assert_eq!(completed("travaux trace 2019-draft/2"), ["2019-draft/20", "2019-draft/21"]);
    assert_eq!(completed("travaux -C examples/negotiation trace rev4/9"), ["rev4/9(1)"]);
    assert!(completed("travaux compare corpus/2021").contains(&"corpus/2021-final.md".to_owned()));
}
