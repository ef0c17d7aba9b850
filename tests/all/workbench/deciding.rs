//! Decisions: kept in the file that the command line keeps, and none of them lost, whoever decides at the same time and whatever
//! ends the program.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{Bench, LAMPS, command_json, command_line, corpus, folder, report};

/// A draft and what came of it, with as many recommendations.
fn quays(count: usize) -> TempDir {
    let of = |kind: &str, date: &str| {
        let all: Vec<String> =
            (0..count).map(|at| format!("For quay {}: {} {kind}", at + 1, LAMPS[at % LAMPS.len()])).collect();
        report(date, kind, &all.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let folder =
        folder(&[("draft.txt", &of("Draft report", "4 May 1998")), ("final.txt", &of("Report", "6 May 1998"))]);
    let manifest = "[[document]]\nid = \"draft\"\npath = \"draft.txt\"\nstage = \"draft\"\nmeeting = 1\n\n\
                    [[document]]\nid = \"final\"\npath = \"final.txt\"\nstage = \"final\"\nmeeting = 1\n";
    fs::write(folder.path().join("manifest.toml"), manifest).unwrap();
    folder
}

fn pair(old: usize, new: usize) -> Value {
    json!([format!("draft/{old}"), format!("final/{new}")])
}

fn ask(pairs: &[Value], verdict: &str) -> Value {
    json!({"pairs": pairs, "verdict": verdict, "why": "read by hand"})
}

fn replacing(pairs: &[Value], verdict: &str) -> Value {
    json!({"pairs": pairs, "verdict": verdict, "why": "read by hand", "replace": true})
}

/// Of a list of decisions what each is about, and the verdict.
fn told(decisions: &Value) -> BTreeSet<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let all = decisions.as_array().unwrap_or_else(|| panic!("{decisions}")).iter();
    all.map(|one| (text(&one["old"]), text(&one["new"]), text(&one["verdict"]))).collect()
}

fn expected(all: &[(usize, usize, &str)]) -> BTreeSet<(String, String, String)> {
    all.iter()
        .map(|&(old, new, verdict)| (format!("draft/{old}"), format!("final/{new}"), verdict.to_owned()))
        .collect()
}

fn kept(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("decisions.toml")).unwrap_or_default()
}

/// What the command line says is decided.
fn of_command_line(folder: &Path) -> Value {
    command_json(folder, &["review", "--decided"])["decisions"].clone()
}

/// Says that this is decided, by the page, by the command line and in the file.
fn assert_decided(bench: &Bench, folder: &TempDir, all: &[(usize, usize, &str)]) {
    let listed = bench.told("api/decisions")["decisions"].clone();
    assert_eq!(told(&listed), expected(all), "{}", kept(folder));
    assert_eq!(listed.as_array().unwrap().len(), all.len());
    assert!(listed.as_array().unwrap().iter().all(|one| one["fits"] == true), "{listed}");
    assert_eq!(bench.told("api/state")["decisions"], all.len());
    assert_eq!(told(&of_command_line(folder.path())), expected(all));
}

#[test]
fn nobody_decides_without_a_name() {
    let folder = quays(3);
    let bench = Bench::open(folder.path());
    assert_eq!(bench.told("api/state")["who"], json!(null));
    let answer = bench.post("api/decide", &ask(&[pair(1, 1)], "accept"));
    assert_eq!(answer.status, 428);
    answer.error();
    assert!(!folder.path().join("decisions.toml").exists());
    assert_eq!(bench.done("api/who", &json!({"who": " A. Keeper "}))["who"], "A. Keeper");
    let decided = bench.done("api/decide", &ask(&[pair(1, 1)], "accept"))["decided"].clone();
    assert_eq!((&decided[0]["who"], &decided[0]["why"]), (&json!("A. Keeper"), &json!("read by hand")));
    assert_decided(&bench, &folder, &[(1, 1, "accept")]);
    // Another one of the same folder is asked anew.
    assert_eq!(Bench::open(folder.path()).told("api/state")["who"], json!(null));
}

#[test]
fn what_is_decided_in_a_folder_without_a_manifest_writes_one() {
    let kind = "Report on the meeting of the Harbour Board";
    let texts = [report("4 May 1998", kind, &LAMPS), report("6 May 2001", kind, &LAMPS)];
    let folder = folder(&[("draft.txt", &texts[0]), ("final.txt", &texts[1])]);
    let bench = Bench::open_as(folder.path(), "A. Keeper");
    // What comes to nothing writes nothing.
    assert_eq!(bench.post("api/decide", &ask(&[pair(1, 1), pair(1, 99)], "accept")).status, 404);
    assert!(!folder.path().join("manifest.toml").exists());
    bench.done("api/decide", &ask(&[pair(1, 1)], "accept"));
    assert_decided(&bench, &folder, &[(1, 1, "accept")]);
    assert_eq!(bench.told("api/state")["has_manifest"], true);
}

#[test]
fn what_a_page_is_made_of_changes_with_texts_and_decisions_alone() {
    let folder = quays(3);
    let bench = Bench::open(folder.path());
    let made_of = || bench.settled()["made_of"].as_str().unwrap().to_owned();
    let first = made_of();
    bench.done("api/who", &json!({"who": "A. Keeper"}));
    assert_eq!(made_of(), first);
    bench.done("api/decide", &ask(&[pair(1, 1)], "accept"));
    let at_once = bench.told("api/state")["made_of"].as_str().unwrap().to_owned();
    assert_ne!(at_once, first);
    // That the lineage was made anew meanwhile is nothing that a comparison shows.
    assert_eq!(made_of(), at_once);
    bench.done("api/undo", &json!({"pairs": [pair(1, 1)]}));
    assert_ne!(made_of(), at_once);
}

#[test]
fn what_is_decided_is_replaced_and_taken_back() {
    let folder = quays(8);
    let bench = Bench::open_as(folder.path(), "A. Keeper");
    for (at, verdict) in [(1, "accept"), (2, "reject"), (3, "link")] {
        let decided = bench.done("api/decide", &ask(&[pair(at, at)], verdict))["decided"].clone();
        assert_eq!(told(&decided), expected(&[(at, at, verdict)]));
    }
    assert_decided(&bench, &folder, &[(1, 1, "accept"), (2, 2, "reject"), (3, 3, "link")]);
    // What stands in the way is told, and nothing is changed.
    let before = kept(&folder);
    let clash = bench.post("api/decide", &ask(&[pair(4, 4), pair(1, 1)], "reject"));
    assert_eq!(clash.status, 409);
    clash.error();
    assert_eq!(told(&clash.json()["clashing"]), expected(&[(1, 1, "accept")]));
    let clash = bench.post("api/decide", &ask(&[pair(3, 5)], "link"));
    assert_eq!((clash.status, told(&clash.json()["clashing"])), (409, expected(&[(3, 3, "link")])));
    assert_eq!(kept(&folder), before);
    bench.done("api/decide", &replacing(&[pair(1, 1)], "reject"));
    bench.done("api/decide", &replacing(&[pair(3, 5)], "link"));
    assert_decided(&bench, &folder, &[(1, 1, "reject"), (2, 2, "reject"), (3, 5, "link")]);
    // However fast it changes, what is listed is what is kept.
    for at in 0..40 {
        let verdict = ["accept", "reject"][at % 2];
        bench.done("api/decide", &replacing(&[pair(1, 1)], verdict));
        let listed = bench.told("api/decisions")["decisions"].clone();
        assert!(told(&listed).is_superset(&expected(&[(1, 1, verdict)])), "{listed}");
    }
    // Of several that are to be taken back all are, or none.
    let before = kept(&folder);
    let answer = bench.post("api/undo", &json!({"pairs": [pair(1, 1), pair(7, 7)]}));
    assert_eq!(answer.status, 404, "{}", answer.text());
    assert_eq!(kept(&folder), before);
    assert_eq!(bench.done("api/undo", &json!({"pairs": [pair(1, 1), pair(3, 5)]}))["undone"], 2);
    assert_decided(&bench, &folder, &[(2, 2, "reject")]);
    // Named the other way round, the earlier wording is the old one all the same.
    let turned = json!([["final/6", "draft/6"]]);
    let decided = bench.done("api/decide", &json!({"pairs": turned, "verdict": "accept", "why": "read"}));
    assert_eq!(told(&decided["decided"]), expected(&[(6, 6, "accept")]));
    assert_eq!(bench.done("api/undo", &json!({ "pairs": turned }))["undone"], 1);
    // What is not there cannot be decided on, and the nearest is named.
    for (old, new, near) in
        [("draft/99", "final/9", "draft/"), ("drafft/1", "final/1", "draft"), ("draft/1", "final/x", "final/")]
    {
        let answer = bench.post("api/decide", &json!({"pairs": [[old, new]], "verdict": "accept", "why": "read"}));
        assert_eq!(answer.status, 404, "{}", answer.text());
        assert!(answer.error().contains(near), "{}", answer.text());
    }
    let answer =
        bench.post("api/decide", &json!({"pairs": [["draft/1", "draft/2"]], "verdict": "accept", "why": "read"}));
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert_decided(&bench, &folder, &[(2, 2, "reject")]);
}

#[test]
fn splits_and_mergers_are_decided_in_one_act() {
    let folder = quays(8);
    let bench = Bench::open_as(folder.path(), "A. Keeper");
    let rows = || {
        let view = command_json(folder.path(), &["compare", "draft", "final"]);
        view["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["old"].clone(), row["new"].clone()))
            .collect::<Vec<_>>()
    };
    let split = [pair(1, 1), pair(1, 2), pair(1, 3)];
    let decided = bench.done("api/decide", &ask(&split, "link"))["decided"].clone();
    assert_eq!(decided.as_array().unwrap().len(), 3);
    // All of them stand, in the words in which the file says so: linked with the first, and with the others as well.
    assert_decided(&bench, &folder, &[(1, 1, "link"), (1, 2, "accept"), (1, 3, "accept")]);
    assert_eq!(told(&decided), expected(&[(1, 1, "link"), (1, 2, "accept"), (1, 3, "accept")]));
    bench.done("api/undo", &json!({ "pairs": split }));
    let merger = [pair(5, 6), pair(6, 6)];
    bench.done("api/decide", &ask(&merger, "link"));
    assert!(rows().contains(&(json!(["5", "6"]), json!(["6"]))), "{:?}", rows());
    // What is linked otherwise already is asked about once more, whichever pair it is of.
    let clash = bench.post("api/decide", &ask(&[pair(4, 4), pair(4, 6)], "link"));
    assert_eq!((clash.status, told(&clash.json()["clashing"])), (409, expected(&[(5, 6, "link")])));
    bench.done("api/decide", &replacing(&[pair(4, 4), pair(4, 6)], "link"));
    assert_decided(&bench, &folder, &[(4, 4, "link"), (4, 6, "accept"), (6, 6, "accept")]);
    // A pair that is named twice is decided once.
    let decided = bench.done("api/decide", &ask(&[pair(8, 8), pair(8, 8)], "reject"))["decided"].clone();
    assert_eq!(decided.as_array().unwrap().len(), 1);
    assert_decided(&bench, &folder, &[(4, 4, "link"), (4, 6, "accept"), (6, 6, "accept"), (8, 8, "reject")]);
}

#[test]
fn questions_go_when_they_are_decided() {
    let folder = corpus();
    let bench = Bench::open_as(folder.path(), "A. Keeper");
    let asked = || {
        bench.settled();
        let told = bench.told("api/questions");
        assert_eq!(told["ready"], true);
        told["review"].clone()
    };
    // What is made anew meanwhile would be of before.
    let review = super::client::wait_for("the questions of both", || {
        let review = asked();
        (review == command_json(folder.path(), &["review"])).then_some(review)
    });
    let questions = review["questions"].as_array().unwrap();
    assert!(!questions.is_empty(), "{review}");
    assert_eq!(bench.settled()["questions"], questions.len());
    for question in questions {
        for link in question["open"].as_array().unwrap() {
            let pairs = json!([[link["old"], link["new"]]]);
            bench.done("api/decide", &json!({"pairs": pairs, "verdict": "reject", "why": "not the same"}));
        }
    }
    assert_eq!(bench.told("api/questions")["review"]["questions"], json!([]));
    assert_eq!(bench.told("api/state")["questions"], 0);
}

#[test]
fn of_many_who_decide_at_once_none_is_lost() {
    let folder = quays(40);
    let benches = [Bench::open_as(folder.path(), "A. Keeper"), Bench::open_as(folder.path(), "B. Pilot")];
    let verdicts = ["accept", "reject", "link"];
    thread::scope(|scope| {
        for worker in 0..4 {
            let benches = &benches;
            scope.spawn(move || {
                for at in (1..=32).filter(|at| at % 4 == worker) {
                    benches[worker % 2].done("api/decide", &ask(&[pair(at, at)], verdicts[at % 3]));
                    // A page asks meanwhile.
                    benches[(worker + 1) % 2].told("api/decisions");
                }
            });
        }
        scope.spawn(|| {
            for at in 33..=40 {
                let ids = [format!("draft/{at}"), format!("final/{at}")];
                let verdict = format!("--{}", verdicts[at % 3]);
                let arguments = ["decide", &ids[0], &ids[1], &verdict, "--why", "read by hand", "--who", "C. Clerk"];
                let output = command_line(folder.path(), &arguments);
                assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            }
        });
    });
    let all: Vec<(usize, usize, &str)> = (1..=40).map(|at| (at, at, verdicts[at % 3])).collect();
    benches.iter().for_each(|bench| assert_decided(bench, &folder, &all));
    let left: BTreeSet<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["decisions.toml", "draft.txt", "final.txt", "manifest.toml"].map(Into::into).into());
}

#[test]
fn what_was_answered_is_kept_whatever_ends_the_program() {
    let folder = quays(40);
    let done: Mutex<BTreeSet<usize>> = Mutex::default();
    for round in 0..6 {
        let bench = Bench::open_as(folder.path(), "A. Keeper");
        // Two tabs decide, until nobody answers any more.
        thread::scope(|scope| {
            let (bench, done) = (&bench, &done);
            for tab in 0..2 {
                scope.spawn(move || {
                    for at in (1..=40).filter(|at| at % 2 == tab) {
                        let body = replacing(&[pair(at, at)], "accept").to_string();
                        let (token, host, origin) = (&bench.token, bench.host(), bench.origin());
                        let head = format!(
                            "POST /{token}/api/decide HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: close\r\n\
                             Content-Length: {}\r\n\r\n",
                            body.len()
                        );
                        match bench.raw(format!("{head}{body}").as_bytes()) {
                            Some(answer) => {
                                assert_eq!(answer.status, 200, "{}", answer.text());
                                done.lock().unwrap().insert(at);
                            }
                            None => return,
                        }
                    }
                });
            }
            scope.spawn(move || {
                thread::sleep(Duration::from_millis([3, 40, 11, 90, 25, 150][round]));
                bench.kill();
            });
        });
        let listed = told(&of_command_line(folder.path()));
        for at in done.lock().unwrap().iter() {
            assert!(
                listed.contains(&(format!("draft/{at}"), format!("final/{at}"), "accept".to_owned())),
                "{at}: {listed:?}"
            );
        }
    }
    assert!(!done.lock().unwrap().is_empty(), "some of them were decided");
    // What was being written is nobody's document.
    assert_eq!(Bench::open(folder.path()).told("api/documents")["documents"].as_array().unwrap().len(), 2);
}

#[test]
fn a_file_that_a_person_broke_is_told_and_left_alone() {
    let folder = quays(3);
    let bench = Bench::open_as(folder.path(), "A. Keeper");
    bench.done("api/decide", &ask(&[pair(1, 1)], "accept"));
    let whole = kept(&folder);
    let broken = format!("{whole}\n[[decision]]\nold = \"draft/2\nverdict = maybe\n");
    fs::write(folder.path().join("decisions.toml"), &broken).unwrap();
    for answer in [
        bench.post("api/decide", &ask(&[pair(2, 2)], "accept")),
        bench.post("api/decide", &replacing(&[pair(1, 1)], "reject")),
        bench.post("api/undo", &json!({"pairs": [pair(1, 1)]})),
        bench.get("api/decisions"),
    ] {
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert!(answer.error().contains("decisions.toml"), "{}", answer.text());
    }
    assert_eq!(kept(&folder), broken);
    // Comments of a person stay, around what is decided.
    let mended = format!("# Ours.\n{whole}\n# The end.\n");
    fs::write(folder.path().join("decisions.toml"), &mended).unwrap();
    bench.done("api/decide", &ask(&[pair(2, 2)], "accept"));
    bench.done("api/undo", &json!({"pairs": [pair(2, 2)]}));
    assert_eq!(kept(&folder).trim_end(), mended.trim_end());
}
