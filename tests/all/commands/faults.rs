//! What goes wrong around the program while it works: a full disk, files that nobody may write, files that change while they
//! are read, signals, and the end without any warning. Nothing is lost, a file is whole or as it was, nothing is left behind
//! that stays, and what is said names what is wrong, where, and what to do. Of Unix: elsewhere there are other faults.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use travaux::generate::Recipe;

/// How long anything may take; a test machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// How the names of files begin that are being written.
const UNFINISHED: &str = ".travaux-unfinished-";

/// A corpus of a draft and what came of it, with so many provisions.
fn corpus(provisions: usize) -> TempDir {
    let folder = TempDir::new().expect("there is room for a folder");
    let made = Recipe { provisions, ..Recipe::default() }.make();
    fs::write(folder.path().join("old.jsonl"), &made.old.bytes).expect("there is room for a file");
    fs::write(folder.path().join("new.jsonl"), &made.new.bytes).expect("there is room for a file");
    let entry = |name: &str, more: &str| format!("[[document]]\nid = \"{name}\"\npath = \"{name}.jsonl\"\n{more}\n\n");
    let manifest = entry("old", "stage = \"draft\"\ndate = \"1998-05-04\"\ndraft_of = \"new\"")
        + &entry("new", "stage = \"final\"\ndate = \"1998-05-06\"");
    fs::write(folder.path().join("manifest.toml"), manifest).expect("there is room for a file");
    folder
}

/// The program in a folder, as a shell that has said something before would start it. Nothing is kept but where a test says so.
fn after(saying: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    let script = format!("{saying}; exec \"$@\"");
    command.args(["-c", &script, "sh"]).arg(assert_cmd::cargo::cargo_bin!("travaux")).args(["-C", "."]).args(arguments);
    command.current_dir(folder).env("XDG_CACHE_HOME", folder.join("cache")).env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.stdin(Stdio::null());
    command
}

fn travaux(folder: &Path, arguments: &[&str]) -> Command {
    after(":", folder, arguments)
}

fn errors(output: &Output) -> String {
    let errors = String::from_utf8(output.stderr.clone()).expect("messages are text");
    assert!(!errors.contains("panicked"), "{errors}");
    errors
}

/// Says that a command ends with this error and no other.
fn refused(mut command: Command, error: &str) {
    let output = command.output().expect("it starts");
    assert_eq!(output.status.code(), Some(1), "{error}: {}", errors(&output));
    assert_eq!(errors(&output), format!("error: {error}\n"));
}

fn succeeds(mut command: Command) -> Output {
    let output = command.output().expect("it starts");
    assert!(output.status.success(), "{}", errors(&output));
    output
}

/// The names of what is in a folder, but for the cache.
fn names(folder: &Path) -> BTreeSet<String> {
    let names =
        fs::read_dir(folder).expect("it is there").flatten().map(|file| file.file_name().into_string().unwrap());
    names.filter(|name| name != "cache").collect()
}

fn is_unfinished(folder: &Path) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|files| files.flatten().any(|file| file.file_name().to_string_lossy().starts_with(UNFINISHED)))
}

const DECIDE: [&str; 8] = ["decide", "old/1", "new/1", "--reject", "--why", "read by hand", "--who", "A. Keeper"];

/// The arguments that decide on a pair.
fn decide(at: usize) -> Vec<String> {
    let mut arguments = DECIDE.map(str::to_owned).to_vec();
    (arguments[1], arguments[2]) = (format!("old/{at}"), format!("new/{at}"));
    arguments
}

fn as_texts(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

fn decisions(folder: &Path) -> String {
    fs::read_to_string(folder.join("decisions.toml")).unwrap_or_default()
}

/// The provisions that are decided on, as the program reads them.
fn decided(folder: &Path) -> BTreeSet<String> {
    let output = succeeds(travaux(folder, &["review", "--decided", "--format", "json"]));
    let view: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    view["decisions"].as_array().unwrap().iter().map(|one| one["old"].as_str().unwrap().to_owned()).collect()
}

const FULL: &str = "no room is left on its disk; make room, or name a place on another";
const OUTGROWN: &str = "it would be larger than files may be here (`ulimit -f` tells); name another place";
const DENIED: &str = "permission denied; ask whoever owns it, or name another file or folder";

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_of_on_standard_output() {
    let folder = corpus(40);
    for arguments in [
        &["extract", "old"][..],
        &["compare", "old", "new", "--format", "html"],
        &["lineage", "--format", "json"],
        &["ids"],
        &["man"],
    ] {
        let mut command = travaux(folder.path(), arguments);
        command.stdout(fs::File::options().write(true).open("/dev/full").expect("Linux has it"));
        refused(command, &format!("cannot write standard output: {FULL}"));
    }
}

/// A limit on the size of files stands for a full disk wherever no disk can be filled: the program is told as soon as it writes.
#[test]
fn a_file_that_cannot_grow_is_told_of_and_the_old_one_stays() {
    let folder = corpus(40);
    let page = folder.path().join("page.html");
    let limited = |arguments: &[&str]| after("ulimit -f 2", folder.path(), arguments);
    let write = ["compare", "old", "new", "-o", "page.html"];
    refused(limited(&write), &format!("cannot write page.html: {OUTGROWN}"));
    assert_eq!(names(folder.path()), ["manifest.toml", "new.jsonl", "old.jsonl"].map(Into::into).into());
    fs::write(&page, "of before").unwrap();
    refused(limited(&write), &format!("cannot write page.html: {OUTGROWN}"));
    assert_eq!(fs::read_to_string(&page).unwrap(), "of before");
    for form in ["xlsx", "docx"] {
        let name = format!("page.{form}");
        let output = limited(&["compare", "old", "new", "-o", &name]).output().unwrap();
        assert!(errors(&output).contains(OUTGROWN), "{}", errors(&output));
        assert_eq!(output.status.code(), Some(1));
    }
    // What is kept of documents is no result: without it all goes on.
    let told = succeeds(limited(&["extract", "old", "--format", "json"]));
    let cache = folder.path().join("cache/travaux");
    assert!(!is_unfinished(&cache) && fs::read_dir(&cache).is_ok_and(|files| files.count() == 0));
    assert_eq!(told.stdout, succeeds(travaux(folder.path(), &["extract", "old", "--format", "json"])).stdout);
    // Decisions are kept whole or not at all.
    succeeds(travaux(folder.path(), &DECIDE));
    let before = decisions(folder.path());
    let second = decide(2);
    let none = after("ulimit -f 0", folder.path(), &as_texts(&second));
    refused(none, &format!("cannot write ./decisions.toml: {OUTGROWN}"));
    assert_eq!(decisions(folder.path()), before);
    succeeds(travaux(folder.path(), &as_texts(&second)));
    assert!(!is_unfinished(folder.path()));
}

/// Where a test may mount a disk of its own, one is filled.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full_is_told_of_and_nothing_is_lost() {
    let folder = corpus(40);
    let mounted = |script: &str| {
        let script = format!("set -e; mkdir -p disk; mount -t tmpfs -o size=64k harbour disk; {script}");
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", &script, "sh"]);
        command.arg(assert_cmd::cargo::cargo_bin!("travaux")).current_dir(folder.path());
        command.env("XDG_CACHE_HOME", folder.path().join("cache")).output()
    };
    if !mounted("true").is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no disk can be mounted here");
        return;
    }
    let output = mounted(
        "cp *.jsonl manifest.toml disk; cd disk
        $1 -C . decide old/1 new/1 --reject --why w --who A > /dev/null; cp decisions.toml before
        head -c 70000 /dev/zero > filler 2> /dev/null || true
        $1 -C . decide old/2 new/2 --reject --why w --who A && exit 3
        $1 -C . compare old new -o page.html && exit 4
        cmp decisions.toml before; ls -A | grep unfinished && exit 5
        rm filler
        $1 -C . decide old/2 new/2 --reject --why w --who A",
    );
    let output = output.unwrap();
    let said = errors(&output);
    assert!(output.status.success(), "{said}");
    for file in ["./decisions.toml", "page.html"] {
        assert!(said.contains(&format!("error: cannot write {file}: {FULL}\n")), "{said}");
    }
}

#[test]
fn a_place_that_is_no_place_for_a_file_is_told_of() {
    let folder = corpus(20);
    let at = |target: &str| travaux(folder.path(), &["compare", "old", "new", "--format", "json", "-o", target]);
    fs::create_dir(folder.path().join("views")).unwrap();
    refused(at("views"), "cannot write views: it is a folder; name a file in it");
    refused(
        at("old.jsonl/view"),
        "cannot write old.jsonl/view: a part of its path is a file and no folder; check the path",
    );
    refused(at("none/view"), "cannot write none/view: no such file or folder; check the path");
    symlink("nowhere", folder.path().join("link")).unwrap();
    refused(at("link"), "link: is a link to a file that is not there; mend or remove it");
    symlink("round", folder.path().join("round")).unwrap();
    let output = at("round").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).starts_with("error: cannot write round: ") && folder.path().join("round").is_symlink());
    // Nor can such a link be read, be it a document or what was decided.
    for read in [&["extract", "round"][..], &["compare", "round", "new"]] {
        let output = travaux(folder.path(), read).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{read:?}");
        assert!(errors(&output).contains("round"), "{}", errors(&output));
    }
    symlink("decisions.toml", folder.path().join("decisions.toml")).unwrap();
    let output = travaux(folder.path(), &DECIDE).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).starts_with("error: cannot read ./decisions.toml: "), "{}", errors(&output));
    fs::remove_file(folder.path().join("decisions.toml")).unwrap();
    // A link to a file is followed, and stays.
    fs::write(folder.path().join("view.json"), "of before").unwrap();
    symlink("view.json", folder.path().join("latest")).unwrap();
    succeeds(at("latest"));
    assert!(folder.path().join("latest").is_symlink());
    assert!(fs::read_to_string(folder.path().join("view.json")).unwrap().starts_with('{'));
    assert!(!is_unfinished(folder.path()));
}

/// Somebody without rights of their own: the user, or nobody where the user may do all.
fn without_rights(folder: &Path, arguments: &[&str]) -> Option<Command> {
    let probe = folder.join("probe");
    fs::write(&probe, "").unwrap();
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o000)).unwrap();
    let may_all = fs::read(&probe).is_ok();
    fs::remove_file(&probe).unwrap();
    if !may_all {
        return Some(travaux(folder, arguments));
    }
    let as_nobody = |program: &Path| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(program);
        command.current_dir(folder).env("XDG_CACHE_HOME", folder.join("cache"));
        command
    };
    let program: PathBuf = assert_cmd::cargo::cargo_bin!("travaux").into();
    let starts = as_nobody(&program).arg("--version").output().is_ok_and(|output| output.status.success());
    starts.then(|| {
        let mut command = as_nobody(&program);
        command.args(["-C", "."]).args(arguments);
        command
    })
}

#[test]
fn what_nobody_may_read_or_write_is_told_of() {
    let folder = corpus(20);
    succeeds(travaux(folder.path(), &DECIDE));
    let before = decisions(folder.path());
    let may = |name: &str, mode: u32| {
        fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    may("", 0o755);
    fs::create_dir(folder.path().join("shared")).unwrap();
    may("shared", 0o777);
    let Some(mut starts) = without_rights(folder.path(), &["ids"]) else {
        eprintln!("skipped: the program cannot be started as somebody without rights");
        return;
    };
    assert!(starts.output().unwrap().status.success());
    let by_nobody = |arguments: &[&str]| without_rights(folder.path(), arguments).expect("it was started before");
    may("", 0o555);
    let second = decide(2);
    // Where the user may do all, what is written by the test itself goes on as before.
    let write = ["compare", "old", "new", "--format", "json", "-o", "view.json"];
    let commands = [write.to_vec(), as_texts(&second)];
    let files = ["view.json", "./decisions.toml"];
    let started = commands.map(|arguments| by_nobody_in(folder.path(), &arguments));
    for (command, file) in started.into_iter().zip(files) {
        refused(command, &format!("cannot write {file}: {DENIED}"));
    }
    may("", 0o755);
    assert_eq!(decisions(folder.path()), before);
    // A file that may not be written is replaced where its folder may be changed, as by any editor that keeps files whole.
    may("old.jsonl", 0o000);
    refused(by_nobody(&["extract", "old"]), &format!("cannot read ./old.jsonl: {DENIED}"));
    may("old.jsonl", 0o644);
    may("decisions.toml", 0o000);
    refused(by_nobody(&["lineage"]), &format!("cannot read ./decisions.toml: {DENIED}"));
    may("decisions.toml", 0o644);
    assert!(!is_unfinished(folder.path()));
}

/// The same in a folder in which nothing can be tried out any more.
fn by_nobody_in(folder: &Path, arguments: &[&str]) -> Command {
    let may_all = fs::File::create(folder.join("probe")).is_ok();
    let _ = fs::remove_file(folder.join("probe"));
    if !may_all {
        return travaux(folder, arguments);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]);
    command.arg(assert_cmd::cargo::cargo_bin!("travaux")).args(["-C", "."]).args(arguments);
    command.current_dir(folder).env("XDG_CACHE_HOME", folder.join("cache"));
    command
}

/// Changes a file without rest while something is done.
fn while_changing<T>(change: impl Fn(usize) + Sync, act: impl FnOnce() -> T) -> T {
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut at = 0;
            while !is_done.load(Ordering::Relaxed) {
                change(at);
                at += 1;
            }
        });
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(act));
        is_done.store(true, Ordering::Relaxed);
        done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[test]
fn a_file_that_changes_while_it_is_read_is_read_whole_or_told_of() {
    let folder = corpus(20);
    let file = folder.path().join("old.jsonl");
    let text = fs::read(&file).unwrap();
    let all = String::from_utf8(text.clone()).unwrap().lines().count();
    let count = |output: &Output| {
        let view: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        view["provisions"].as_array().unwrap().len()
    };
    let extract = || travaux(folder.path(), &["--no-cache", "extract", "old", "--format", "json"]).output().unwrap();
    // Replaced by another that is whole, over and over: one of the two is read.
    let first: Vec<u8> = text.split_inclusive(|byte| *byte == b'\n').next().unwrap().to_vec();
    let replace = |at: usize| {
        let next = folder.path().join("next");
        fs::write(&next, if at.is_multiple_of(2) { &first } else { &text }).unwrap();
        fs::rename(&next, &file).unwrap();
    };
    while_changing(replace, || {
        for _ in 0..8 {
            let output = extract();
            assert!(output.status.success(), "{}", errors(&output));
            assert!([1, all].contains(&count(&output)), "{}", count(&output));
        }
    });
    fs::write(&file, &text).unwrap();
    // Written anew in its place, bit by bit, or taken away and put back: what is half there is no document.
    let rewrite = |at: usize| match at % 3 {
        0 => drop(fs::remove_file(&file)),
        1 => fs::write(&file, &text[..text.len() / 2]).unwrap(),
        _ => fs::write(&file, &text).unwrap(),
    };
    while_changing(rewrite, || {
        for _ in 0..12 {
            let output = extract();
            let said = errors(&output);
            match output.status.code() {
                Some(0) => assert_eq!(count(&output), all, "half of it was read"),
                Some(1) => assert!(said.starts_with("error: ") && said.contains("old.jsonl"), "{said}"),
                other => panic!("{other:?}: {said}"),
            }
        }
    });
    fs::write(&file, &text).unwrap();
    // One that grows without end is told of, and ends the run.
    let grow = |_: usize| {
        use std::io::Write;
        let mut open = fs::File::options().append(true).open(&file).unwrap();
        open.write_all(b"\n").unwrap();
        if open.metadata().unwrap().len() > 1 << 20 {
            open.set_len(text.len() as u64).unwrap();
        }
    };
    while_changing(grow, || {
        for _ in 0..4 {
            let output = extract();
            let changed = "old.jsonl: is being changed while it is read; try again when whoever writes it is done\n";
            assert!(output.status.success() && count(&output) == all || errors(&output).ends_with(changed));
        }
    });
}

#[test]
fn a_pipe_is_read_as_it_comes() {
    use std::io::Write;
    let folder = corpus(20);
    let pipe = folder.path().join("slow.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let text = fs::read(folder.path().join("old.jsonl")).unwrap();
    for part in [text.len(), text.len() / 2, 0] {
        let command = travaux(folder.path(), &["extract", "slow.jsonl", "--format", "json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut writer = fs::File::options().write(true).open(&pipe).unwrap();
        for piece in text[..part].chunks(500) {
            writer.write_all(piece).unwrap();
            thread::sleep(Duration::from_millis(1));
        }
        drop(writer);
        let output = command.wait_with_output().unwrap();
        let said = errors(&output);
        match part {
            0 => assert_eq!(said, "error: slow.jsonl: is empty; there is nothing to read\n"),
            _ if part < text.len() => assert!(said.starts_with("error: slow.jsonl:"), "{said}"),
            _ => assert!(output.status.success(), "{said}"),
        }
    }
}

#[test]
fn nobody_who_has_seen_enough_is_told_of_an_error() {
    let folder = corpus(60);
    for arguments in [
        &["extract", "old", "--format", "json"][..],
        &["extract", "old"],
        &["lineage", "--format", "html"],
        &["lineage", "--format", "xlsx"],
        &["compare", "old", "new", "--format", "docx"],
        &["review"],
        &["ids", "--provisions", "old/"],
        &["man"],
        &["schema", "compare"],
        &["names", "en"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let mut command = travaux(folder.path(), arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Whoever reads leaves before a word is said, or after the first.
        let mut out = child.stdout.take().unwrap();
        if arguments.len().is_multiple_of(2) {
            let _ = out.read(&mut [0; 1]);
        }
        drop(out);
        let output = child.wait_with_output().unwrap();
        let said = errors(&output);
        assert!(
            !said.contains("error") && output.status.code() == Some(0),
            "{arguments:?}: {:?} {said}",
            output.status
        );
    }
}

/// Sends a signal to a program that was started.
fn signal(child: &Child, name: &str) {
    // It may have ended.
    let status = Command::new("kill").args(["-s", name, &child.id().to_string()]).stderr(Stdio::null()).status();
    status.expect("every system has `kill`");
}

/// Waits for the end of a program, which comes soon.
fn end_of(mut child: Child) -> (ExitStatus, String) {
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < PATIENCE, "it does not end");
        thread::sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output().unwrap();
    (output.status, errors(&output))
}

fn started(mut command: Command) -> Child {
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts")
}

const SIGNALS: [(&str, i32); 3] = [("INT", 2), ("TERM", 15), ("HUP", 1)];

/// Numbers that look like any, the same each time.
fn moments(seed: u64, most: Duration) -> impl Iterator<Item = Duration> {
    let mut numbers = fastrand::Rng::with_seed(seed);
    std::iter::repeat_with(move || most.mul_f64(numbers.f64()))
}

#[test]
fn a_signal_takes_along_what_is_being_written() {
    let folder = corpus(1200);
    let page = folder.path().join("page.html");
    let files = || names(folder.path());
    let before = files();
    let write = ["--no-cache", "compare", "old", "new", "-o", "page.html"];
    // A page takes a while to be written.
    let wait_for_a_start = |child: &mut Child| {
        let begun = Instant::now();
        while !is_unfinished(folder.path()) && child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < PATIENCE, "nothing is written");
        }
    };
    for (name, number) in SIGNALS {
        // The page may be done before the signal comes.
        let was_cut_off = (0..8).any(|_| {
            let mut child = started(travaux(folder.path(), &write));
            wait_for_a_start(&mut child);
            signal(&child, name);
            let (status, said) = end_of(child);
            assert!(status.signal() == Some(number) || status.success() && page.exists(), "{status:?} {said}");
            assert_eq!(said, "");
            let _ = fs::remove_file(&page);
            assert_eq!(files(), before, "{name}");
            status.signal().is_some()
        });
        assert!(was_cut_off, "{name} never came while the page was written");
    }
    // Whoever started it may have it ignore a signal, and then it goes on.
    let mut child = started(after("trap '' INT HUP", folder.path(), &write));
    wait_for_a_start(&mut child);
    signal(&child, "INT");
    signal(&child, "HUP");
    let (status, said) = end_of(child);
    assert!(status.success(), "{status:?} {said}");
    assert!(fs::read_to_string(&page).unwrap().trim_end().ends_with("</html>"));
}

#[test]
fn at_whatever_moment_a_signal_comes_files_are_whole() {
    let folder = corpus(150);
    let page = folder.path().join("page.html");
    fs::write(&page, "of before").unwrap();
    let cache = folder.path().join("cache/travaux");
    let told = succeeds(travaux(folder.path(), &["--no-cache", "extract", "old", "--format", "json"])).stdout;
    let runs = [
        &["lineage", "-o", "page.html"][..],
        &["extract", "old", "--format", "json"],
        &DECIDE,
        &["decide", "old/1", "new/1", "--undo"],
    ];
    for (round, moment) in moments(7, Duration::from_millis(300)).take(24).enumerate() {
        let (name, number) = SIGNALS[round % SIGNALS.len()];
        if round % 8 == 1 {
            let _ = fs::remove_dir_all(&cache);
        }
        let child = started(travaux(folder.path(), runs[round % runs.len()]));
        thread::sleep(moment);
        signal(&child, name);
        let (status, said) = end_of(child);
        // That a link is decided already, or is not, is no fault of the signal's.
        let may_refuse = round % runs.len() >= 2;
        let is_done = status.success() || status.code() == Some(1) && may_refuse;
        assert!(status.signal() == Some(number) || is_done, "{status:?} {said}");
        let written = fs::read_to_string(&page).unwrap();
        assert!(written == "of before" || written.trim_end().ends_with("</html>"), "a page is whole or as it was");
        assert!(!is_unfinished(folder.path()) && !is_unfinished(&cache), "round {round}: {:?}", names(folder.path()));
        // What was decided reads.
        decided(folder.path());
    }
    assert_eq!(succeeds(travaux(folder.path(), &["extract", "old", "--format", "json"])).stdout, told);
}

#[test]
fn nothing_is_lost_by_an_end_without_warning() {
    let folder = corpus(60);
    let mut kept = BTreeSet::new();
    let mut was_killed = 0;
    let mut moments = moments(11, Duration::from_millis(120));
    for round in 1..=24 {
        // Two decide at once, each on a link of its own, and one of them is killed.
        let (killed, other) = (2 * round - 1, 2 * round);
        let spared = started(travaux(folder.path(), &as_texts(&decide(other))[..]));
        let mut child = started(travaux(folder.path(), &as_texts(&decide(killed))));
        thread::sleep(moments.next().unwrap());
        let _ = child.kill();
        let (status, _) = end_of(child);
        let (spared, said) = end_of(spared);
        assert!(spared.success(), "{said}");
        kept.insert(format!("old/{other}"));
        if status.success() {
            kept.insert(format!("old/{killed}"));
        } else {
            was_killed += 1;
        }
        let all = decided(folder.path());
        assert!(all.is_superset(&kept), "round {round}: {all:?} {kept:?}");
        kept = all;
    }
    assert!(was_killed > 0, "none was killed before it ended");
    // What a killed one left is cleared up by the next.
    fs::write(folder.path().join(format!("{UNFINISHED}left")), "[[decis").unwrap();
    succeeds(travaux(folder.path(), &as_texts(&decide(59))));
    let left = names(folder.path());
    assert_eq!(left, ["decisions.toml", "manifest.toml", "new.jsonl", "old.jsonl"].map(Into::into).into());
}

#[cfg(target_os = "linux")]
#[test]
fn what_leads_to_a_pipe_is_written_to() {
    let folder = corpus(2);
    let written = succeeds(travaux(folder.path(), &["extract", "old", "--format", "json", "-o", "/dev/stdout"]));
    let plain = succeeds(travaux(folder.path(), &["extract", "old", "--format", "json"]));
    assert_eq!(String::from_utf8_lossy(&written.stdout), String::from_utf8_lossy(&plain.stdout));
}
