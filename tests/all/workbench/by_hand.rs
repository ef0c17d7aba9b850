//! The folder is a person's own: what is done in it by hand is noticed while the workbench runs, and what is broken there is told
//! and left alone. And long work can be stopped.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use travaux::generate::ArchiveRecipe;

use super::client::{Bench, LAMPS, folder, report, wait_for};

fn revision(bench: &Bench) -> u64 {
    bench.told("api/state")["revision"].as_u64().unwrap()
}

/// Does something in the folder, and waits until the documents are such.
fn noticed(bench: &Bench, what: &str, act: impl FnOnce(), is_such: impl Fn(&Value) -> bool) {
    bench.settled();
    let before = revision(bench);
    act();
    let begun = Instant::now();
    // As a page does: it asks for the documents when the revision has grown.
    wait_for(what, || (revision(bench) > before && is_such(&bench.told("api/documents"))).then_some(()));
    assert!(begun.elapsed() < Duration::from_secs(10), "{what} took {:?}", begun.elapsed());
}

fn count(listed: &Value) -> usize {
    listed["documents"].as_array().unwrap().len()
}

fn of<'a>(listed: &'a Value, id: &str) -> &'a Value {
    listed["documents"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap_or(&Value::Null)
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
    fs::write(folder.join(name), text).unwrap();
}

#[test]
fn what_is_done_by_hand_is_noticed() {
    let folder = folder(&[("draft.txt", &report("4 May 1998", "Draft report", &LAMPS[..3]))]);
    let (bench, place) = (Bench::open(folder.path()), folder.path());
    noticed(
        &bench,
        "a file more",
        || write(place, "final.txt", &report("6 May 1998", "Report", &LAMPS)),
        |listed| count(listed) == 2,
    );
    noticed(
        &bench,
        "one in a folder",
        || write(place, "old/first.txt", &report("6 May 1991", "Report", &LAMPS)),
        |listed| count(listed) == 3 && of(listed, "old-first")["provisions"] == 8,
    );
    let longer = report("4 May 1998", "Draft report", &LAMPS[..5]);
    noticed(
        &bench,
        "other words",
        || write(place, "draft.txt", &longer),
        |listed| of(listed, "draft")["provisions"] == 5,
    );
    noticed(&bench, "a file less", || fs::remove_file(place.join("final.txt")).unwrap(), |listed| count(listed) == 2);
    noticed(
        &bench,
        "another name",
        || fs::rename(place.join("draft.txt"), place.join("sketch.txt")).unwrap(),
        |listed| of(listed, "sketch")["provisions"] == 5,
    );
    let manifest = "[[document]]\nid = \"sketch\"\npath = \"sketch.txt\"\ntitle = \"On lamps\"\n";
    noticed(
        &bench,
        "a manifest",
        || write(place, "manifest.toml", manifest),
        |listed| of(listed, "sketch")["title"] == "On lamps",
    );
    assert_eq!(of(&bench.told("api/documents"), "old-first")["in_manifest"], false);
    let readings = "[[document]]\nid = \"sketch\"\n\n[[document.line]]\nbegins = \"1. \"\nis = \"text\"\n";
    noticed(
        &bench,
        "a correction",
        || write(place, "readings.toml", readings),
        |listed| of(listed, "sketch")["mended"] == 1,
    );
    // A file that is written over with one of the same length, at once.
    let other = longer.replace("breakwaters", "breakfronts");
    noticed(
        &bench,
        "as many words",
        || write(place, "sketch.txt", &other),
        |_| bench.told("api/document?id=sketch").to_string().contains("breakfronts"),
    );
    assert_eq!(bench.told("api/state")["problems"], 0);
}

#[test]
fn a_document_that_is_missing_is_told_and_the_others_stay() {
    let texts = [report("4 May 1998", "Draft report", &LAMPS), report("6 May 1998", "Report", &LAMPS)];
    let folder = folder(&[("draft.txt", &texts[0]), ("final.txt", &texts[1])]);
    let (bench, place) = (Bench::open(folder.path()), folder.path());
    bench.done("api/metadata", &json!({"id": "draft", "fields": {"title": "On lamps"}}));
    let whole = fs::read_to_string(place.join("manifest.toml")).unwrap();
    noticed(
        &bench,
        "a file less",
        || fs::remove_file(place.join("draft.txt")).unwrap(),
        |listed| count(listed) == 1 && listed["problems"][0]["path"] == "draft.txt",
    );
    noticed(
        &bench,
        "the file again",
        || write(place, "draft.txt", &texts[0]),
        |listed| of(listed, "draft")["title"] == "On lamps" && listed["problems"] == json!([]),
    );
    assert_eq!(fs::read_to_string(place.join("manifest.toml")).unwrap(), whole);
    // If the folder goes, whoever asks is told, and the program goes on.
    fs::remove_dir_all(place).unwrap();
    wait_for("an empty list", || (count(&bench.told("api/documents")) == 0).then_some(()));
    let answer = bench.drop_file("more.txt", texts[0].as_bytes());
    assert!(answer.status >= 400, "{}", answer.text());
    let answer = bench.post("api/metadata", &json!({"id": "draft", "fields": {"title": "Mine"}}));
    assert!(answer.status >= 400, "{}", answer.text());
    assert!(!place.exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let text = report("4 May 1998", "Report", &LAMPS);
    let folder = folder(&[]);
    fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"r\xe9port.txt")), &text).unwrap();
    let bench = Bench::open(folder.path());
    // A manifest could not name it, and is written without it.
    assert_eq!(bench.drop_file("report.txt", text.as_bytes()).status, 200);
    let listed = bench.told("api/documents");
    assert_eq!((count(&listed), listed["problems"].as_array().unwrap().len()), (1, 1), "{listed}");
    assert!(listed["problems"][0]["error"].as_str().unwrap().contains("name"), "{listed}");
}

/// Says that nothing in the folder changes while this is done.
fn unchanged(folder: &Path, act: impl FnOnce()) {
    let before = super::client::tree(folder);
    act();
    assert_eq!(super::client::tree(folder), before);
}

#[test]
fn a_manifest_that_a_person_broke_is_told_and_nothing_is_lost() {
    let texts = [report("4 May 1998", "Draft report", &LAMPS), report("6 May 1998", "Report", &LAMPS)];
    let folder = folder(&[("draft.txt", &texts[0]), ("final.txt", &texts[1])]);
    let (bench, place) = (Bench::open_as(folder.path(), "A. Keeper"), folder.path());
    bench.done("api/metadata", &json!({"id": "draft", "fields": {"stage": "draft", "meeting": 1}}));
    bench.done("api/metadata", &json!({"id": "final", "fields": {"stage": "final", "meeting": 1}}));
    let decide = |at: usize| {
        let pairs = [[format!("draft/{at}"), format!("final/{at}")]];
        bench.post("api/decide", &json!({"pairs": pairs, "verdict": "accept", "why": "read"}))
    };
    assert_eq!(decide(1).status, 200);
    let whole = fs::read_to_string(place.join("manifest.toml")).unwrap();
    for broken in [
        format!("{whole}\n[[document]\n"),
        whole.replace("\"final.txt\"", "\"../final.txt\""),
        format!("{whole}colour = 1\n"),
    ] {
        bench.settled();
        write(place, "manifest.toml", &broken);
        let told = wait_for("the problem", || {
            let listed = bench.told("api/documents");
            listed["problems"].as_array().unwrap().iter().find(|one| one["path"] == "manifest.toml").cloned()
        });
        assert!(told["error"].as_str().unwrap().contains("manifest.toml"), "{told}");
        assert_eq!(bench.told("api/state")["problems"], 1);
        unchanged(place, || {
            let changes = [
                bench.post("api/metadata", &json!({"id": "draft", "fields": {"title": "Mine"}})),
                bench.post("api/forget", &json!({"id": "draft"})),
                bench.post("api/reading", &json!({"id": "draft", "begins": "1.", "is": "text"})),
                decide(2),
            ];
            for answer in changes {
                assert!([404, 422].contains(&answer.status), "{}: {}", answer.status, answer.text());
                assert!(answer.error().contains("manifest.toml"), "{}", answer.text());
            }
        });
        // A file that is dropped is in the folder, or is not; it is told which.
        let answer = bench.drop_file("more.txt", texts[0].as_bytes());
        assert!(answer.error().contains("manifest.toml"), "{}", answer.text());
        assert!(!place.join("more.txt").exists(), "it is to be dropped again");
        assert_eq!(fs::read_to_string(place.join("manifest.toml")).unwrap(), broken);
        write(place, "manifest.toml", &whole);
        wait_for("the documents", || (count(&bench.told("api/documents")) == 2).then_some(()));
        assert_eq!(bench.told("api/documents")["problems"], json!([]));
    }
    assert_eq!(bench.told("api/decisions")["decisions"].as_array().unwrap().len(), 1);
    assert_eq!(decide(2).status, 200);
}

#[test]
fn corrections_that_a_person_broke_are_told_and_nothing_is_lost() {
    let folder = folder(&[("report.txt", &report("4 May 1998", "Report", &LAMPS))]);
    let (bench, place) = (Bench::open(folder.path()), folder.path());
    let correct = || bench.post("api/reading", &json!({"id": "report", "begins": "1. Member", "is": "text"}));
    assert_eq!(correct().status, 200);
    let whole = fs::read_to_string(place.join("readings.toml")).unwrap();
    write(place, "readings.toml", &format!("{whole}\nis = poem\n"));
    unchanged(place, || {
        let answer = correct();
        assert!([404, 422].contains(&answer.status), "{}: {}", answer.status, answer.text());
        assert!(answer.error().contains("readings.toml"), "{}", answer.text());
        let listed = bench.told("api/documents");
        assert!(listed["problems"].to_string().contains("readings.toml"), "{listed}");
    });
    write(place, "readings.toml", &whole);
    wait_for("the document", || (of(&bench.told("api/documents"), "report")["mended"] == 1).then_some(()));
}

/// An archive over which the program takes a while.
fn archive() -> TempDir {
    let made = ArchiveRecipe { reports: 12, meetings: 6, recommendations: 150, ..ArchiveRecipe::default() }.make();
    let folder = TempDir::new().unwrap();
    for report in &made.reports {
        fs::write(folder.path().join(&report.path), &report.bytes).unwrap();
    }
    fs::write(folder.path().join("manifest.toml"), &made.manifest).unwrap();
    folder
}

#[test]
fn long_work_is_told_and_stopped() {
    let folder = archive();
    let bench = Bench::open(folder.path());
    let compares = || {
        wait_for("comparing", || {
            let state = bench.told("api/state");
            assert!(state["questions"].is_null(), "it was too fast to be stopped: {state}");
            (state["work"]["doing"] == "comparing").then_some(state)
        })
    };
    let state = compares();
    assert_eq!((&state["documents"], &state["work"]["stoppable"]), (&json!(12), &json!(true)), "{state}");
    let share = state["work"]["share"].as_f64().unwrap();
    assert!((0.0..1.0).contains(&share), "{share}");
    // Meanwhile all else is answered.
    assert_eq!(bench.told("api/questions")["ready"], false);
    assert_eq!(bench.done("api/precedents", &json!({"text": "lamps"}))["ready"], false);
    assert_eq!(bench.get("history").status, 503);
    assert_eq!(count(&bench.told("api/documents")), 12);
    // Work that is begun meanwhile does not keep the other from being stopped.
    let more = bench.drop_file("more.txt", report("4 May 1998", "Report", &LAMPS).as_bytes());
    assert_eq!(more.status, 200, "{}", more.text());
    bench.done("api/stop", &json!({}));
    let begun = Instant::now();
    let stopped = wait_for("its end", || {
        let state = bench.told("api/state");
        (state["work"].is_null() && state["failure"].is_string()).then_some(state)
    });
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(stopped["questions"], json!(null));
    // It is not begun again before something changes, and ends with the program.
    std::thread::sleep(Duration::from_millis(1_500));
    assert!(bench.told("api/state")["work"].is_null());
    write(folder.path(), "another.txt", &report("4 May 2001", "Report", &LAMPS));
    bench.done("api/metadata", &json!({"id": "another", "fields": {"title": "Another"}}));
    compares();
    assert_eq!(bench.post("api/quit", &json!({})).status, 200);
    assert!(bench.has_ended(Duration::from_secs(10)));
}
