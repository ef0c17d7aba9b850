//! What is shown is what the command line shows: the same rows, the same files, the same precedents.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{Answer, Bench, command_json, command_line, corpus, encoded, wait_for};

/// What is shown, by its address and as a command.
const VIEWS: [(&str, &str, &[&str]); 4] = [
    ("compare", "document=2019-draft&document=2019-final", &["compare", "2019-draft", "2019-final"]),
    (
        "compare",
        "document=2013-final&document=2019-final&document=2021-final",
        &["lineage", "2013-final", "2019-final", "2021-final"],
    ),
    ("history", "", &["lineage"]),
    ("trace", "id=2019-final%2F14", &["trace", "2019-final/14"]),
];

/// What the command line writes to a file.
fn written(folder: &Path, command: &[&str], form: &str, ending: &str) -> Vec<u8> {
    let elsewhere = TempDir::new().unwrap();
    let file = elsewhere.path().join(format!("out.{ending}"));
    let output = command_line(folder, &[command, &["--format", form, "-o", file.to_str().unwrap()]].concat());
    assert!(output.status.success(), "{command:?} {form}: {}", String::from_utf8_lossy(&output.stderr));
    fs::read(file).unwrap()
}

/// The rows of a page, by their ids.
fn rows(page: &str) -> Vec<String> {
    let row = regex::Regex::new("<tr id=\"?([a-z0-9-]+)[\" >]").unwrap();
    row.captures_iter(page).map(|found| found[1].to_owned()).collect()
}

#[test]
fn pages_have_the_rows_that_the_command_line_writes() {
    let folder = corpus();
    let bench = Bench::open(folder.path());
    bench.settled();
    for (what, of, command) in VIEWS {
        let page = bench.get(&format!("{what}?{of}"));
        assert_eq!(
            (page.status, page.header("content-type")),
            (200, Some("text/html; charset=utf-8")),
            "{}",
            page.text()
        );
        let written = String::from_utf8(written(folder.path(), command, "html", "html")).unwrap();
        assert_eq!(rows(&page.text()), rows(&written), "{what}?{of}");
        assert!(what == "trace" || rows(&written).len() > 10, "{what}?{of}");
        // The page is a part of the workbench: it loads what the policy lets it.
        for asset in ["assets/page.css", "assets/bench.css", "assets/page.js", "assets/bench.js", "assets/reading.js"] {
            assert!(page.text().contains(&format!("\"{asset}\"")), "{asset} in {what}");
        }
        assert!(!page.text().contains("<script>"), "{what}");
    }
}

#[test]
fn pages_load_only_what_is_served() {
    let folder = corpus();
    let bench = Bench::open(folder.path());
    bench.settled();
    let loaded = regex::Regex::new("(?:src|href)=\"([^\"#?]*)[^\"]*\"").unwrap();
    let handler = regex::Regex::new(r"<[a-z][^>]*\son[a-z]+=").unwrap();
    for view in [
        "",
        "document?id=2019-draft",
        "decide",
        "precedents",
        "compare?document=2019-draft&document=2019-final",
        "history",
    ] {
        let page = bench.get(view).text();
        assert!(page.contains("assets/bench.js") && page.contains("assets/bench.css"), "{view}");
        for found in loaded.captures_iter(&page) {
            let address = &found[1];
            assert!(!address.contains("//") && !address.starts_with('/'), "{address} in {view}");
            if address.starts_with("assets/") {
                assert_eq!(bench.get(address).status, 200, "{address} in {view}");
            }
        }
        assert!(handler.find(&page).is_none(), "{view}: {:?}", handler.find(&page));
    }
}

#[test]
fn what_is_taken_out_is_what_the_command_line_writes() {
    let folder = corpus();
    let bench = Bench::open(folder.path());
    bench.settled();
    for (what, of, command) in VIEWS {
        let forms = bench.told(&format!("api/forms?what={what}&{of}"))["forms"].clone();
        let forms = forms.as_array().unwrap();
        assert!(forms.len() > 5, "{what}");
        for form in forms {
            let name = form["name"].as_str().unwrap();
            let taken = bench.get(&format!("export?what={what}&{of}&form={name}"));
            assert_eq!(taken.status, 200, "{what} {name}: {}", taken.text());
            assert_eq!(taken.header("content-type"), Some("application/octet-stream"), "{what} {name}");
            let ending = form["ending"].as_str().unwrap_or("txt");
            let kept = taken.header("content-disposition").unwrap();
            assert!(kept.starts_with("attachment; filename=\"") && kept.ends_with(&format!(".{ending}\"")), "{kept}");
            let written = written(folder.path(), command, name, ending);
            assert!(taken.body == written, "{what} as {name}: {} bytes and {}", taken.body.len(), written.len());
        }
    }
    for wrong in [
        "what=compare&document=2019-draft&document=2019-final&form=poem",
        "what=poem&form=json",
        "form=json",
        "what=trace&id=2019-final%2F14&form=xlsx",
    ] {
        assert_eq!(bench.get(&format!("export?{wrong}")).status, 400, "{wrong}");
    }
    assert_eq!(bench.get("api/forms?what=poem").status, 400);
}

#[test]
fn what_is_decided_is_shown_and_taken_out() {
    let folder = corpus();
    let bench = Bench::open_as(folder.path(), "A. Keeper");
    let pairs = json!([["2019-draft/14", "2019-final/14"]]);
    bench.done("api/decide", &json!({"pairs": pairs, "verdict": "reject", "why": "other matters"}));
    let compared = "compare?document=2019-draft&document=2019-final";
    let written = String::from_utf8(written(folder.path(), VIEWS[0].2, "html", "html")).unwrap();
    assert!(written.contains("other matters"));
    let page = bench.get(compared).text();
    assert_eq!(rows(&page), rows(&written));
    assert!(page.contains("other matters"));
    // The lineage follows, in a while.
    wait_for("the decision", || bench.page("trace?id=2019-final%2F14").text().contains("other matters").then_some(()));
    bench.done("api/undo", &json!({ "pairs": pairs }));
    assert!(!bench.get(compared).text().contains("other matters"));
}

#[test]
fn precedents_are_those_of_the_command_line() {
    let folder = corpus();
    let bench = Bench::open(folder.path());
    bench.settled();
    // What was agreed, with a word more.
    let provisions = bench.told("api/document?id=2013-final")["provisions"].clone();
    let agreed = |at: usize| provisions[at]["text"].as_str().unwrap().replacen("States", "Coastal States", 1);
    let (one, other, third) = (agreed(13), agreed(0), agreed(31));
    let texts = [
        one.as_str(),
        &other,
        &third,
        "States should train front-line officers in how forged travel documents are recognized, and share what they learn.",
        "Paint the boats.",
        "migrants",
    ];
    let mut found = 0;
    for text in texts {
        for (all, doubtful, limit) in [(false, false, 5), (true, false, 3), (true, true, 20)] {
            let asked = json!({"text": text, "all": all, "doubtful": doubtful, "limit": limit});
            let told = bench.done("api/precedents", &asked);
            assert_eq!(told["ready"], true);
            let limit = limit.to_string();
            let mut command = vec!["precedent", text, "--limit", &limit];
            command.extend(all.then_some("--all"));
            command.extend(doubtful.then_some("--doubtful"));
            // How sure they are differs a little: here the text is not counted with the archive.
            let ids = |view: &Value| -> Vec<String> {
                let results = view["queries"][0]["results"].as_array().unwrap().iter();
                results.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
            };
            let written = command_json(folder.path(), &command);
            assert_eq!(ids(&told["precedents"]), ids(&written), "{asked}");
            assert_eq!(told["precedents"]["searched"], written["searched"], "{asked}");
            found += ids(&written).len();
        }
    }
    assert!(found > 5, "{found}");
    for blank in ["", "  \n", "\u{feff}"] {
        assert_eq!(bench.done("api/precedents", &json!({ "text": blank }))["ready"], true);
    }
    // A text of any length is answered, and so is one that ends within a letter of several bytes.
    let long = "é".repeat(30_001);
    assert_eq!(bench.done("api/precedents", &json!({ "text": long, "limit": 1_000_000 }))["ready"], true);
}

/// Says that something was not found, and what is nearest: as JSON to a script, on a page to a person.
fn assert_nearest(answer: &Answer, near: &str) {
    assert_eq!(answer.status, 404, "{}", answer.text());
    let is_page = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
    let told = if is_page { answer.text() } else { answer.error() };
    assert!(told.contains(near), "{told}");
}

#[test]
fn what_is_not_there_is_told_with_the_nearest() {
    let folder = corpus();
    let bench = Bench::open(folder.path());
    bench.settled();
    for (view, near) in [
        ("api/document?id=2019-drft", "2019-draft"),
        ("api/page?id=2019-drft&page=1", "2019-draft"),
        ("compare?document=2019-draft&document=2019-finale", "2019-final"),
        ("compare?document=2019-draft&document=2019-final&document=2021-finale", "2021-final"),
        ("trace?id=2019-final%2F141", "2019-final/14"),
        ("export?what=trace&id=2019-final%2F141&form=json", "2019-final/14"),
    ] {
        assert_nearest(&bench.get(view), near);
    }
    assert_nearest(&bench.post("api/metadata", &json!({"id": "2019-drft", "fields": {}})), "2019-draft");
    for missing in
        ["api/document", "trace", "api/find", "api/page?id=2019-draft", "compare", "compare?document=2019-draft"]
    {
        let answer = bench.get(missing);
        assert_eq!(answer.status, 400, "{missing}: {}", answer.text());
    }
}

/// The words of a text, in their order.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn a_document_is_shown_with_every_word() {
    let folder = corpus();
    let bench = Bench::open(folder.path());
    let listed = bench.told("api/documents")["documents"].clone();
    // Of Markdown the marks are no words.
    let plain = |one: &&Value| one["path"].as_str().unwrap().ends_with(".txt");
    for one in listed.as_array().unwrap().iter().filter(plain) {
        let (id, path) = (one["id"].as_str().unwrap(), one["path"].as_str().unwrap());
        let shown = bench.told(&format!("api/document?id={}", encoded(id)));
        assert_eq!(&shown["document"], one);
        let lines = shown["lines"].as_array().unwrap();
        let all: Vec<&str> = lines.iter().map(|line| line["text"].as_str().unwrap()).collect();
        assert_eq!(words(&all.join("\n")), words(&fs::read_to_string(folder.path().join(path)).unwrap()), "{id}");
        // Lines count on, and each provision begins on one of them.
        let number = |value: &Value| value.as_u64().unwrap();
        assert!(lines.windows(2).all(|two| number(&two[0]["line"]) <= number(&two[1]["line"])), "{id}");
        let provisions = shown["provisions"].as_array().unwrap();
        assert_eq!(json!(provisions.len()), one["provisions"]);
        for provision in provisions {
            let line =
                lines.iter().find(|line| line["line"] == provision["line"]).unwrap_or_else(|| panic!("{provision}"));
            assert_eq!(line["is"], "provision", "{provision}");
        }
        assert_eq!((&shown["correctable"], &shown["pages"]), (&json!(true), &json!(0)));
        assert_eq!(shown["others"].as_array().unwrap().len(), 4);
    }
}

#[test]
fn pages_of_a_pdf_are_pictures() {
    let folder = TempDir::new().unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf/2019-draft.pdf");
    fs::copy(file, folder.path().join("draft.pdf")).unwrap();
    fs::write(folder.path().join("list.jsonl"), "{\"id\": \"1\", \"text\": \"Paint the boats.\"}\n").unwrap();
    let bench = Bench::open(folder.path());
    let shown = bench.told("api/document?id=draft");
    let pages = shown["pages"].as_u64().unwrap();
    assert!(pages >= 1 && shown["correctable"] == true, "{shown}");
    for page in 1..=pages {
        let picture = bench.get(&format!("api/page?id=draft&page={page}"));
        assert_eq!(
            (picture.status, picture.header("content-type")),
            (200, Some("image/svg+xml")),
            "{}",
            picture.text()
        );
        assert!(picture.text().contains("<svg") && !picture.text().contains("<script"));
    }
    for page in ["0", "-1", "9999", "one", "", "99999999999999999999"] {
        assert_eq!(bench.get(&format!("api/page?id=draft&page={page}")).status, 404, "{page}");
    }
    let list = bench.told("api/document?id=list");
    assert_eq!((&list["correctable"], &list["pages"], &list["lines"]), (&json!(false), &json!(0), &json!([])));
    assert_eq!(bench.get("api/page?id=list&page=1").status, 404);
}

#[test]
fn provisions_are_found_by_ids_labels_and_words() {
    let folder = corpus();
    let bench = Bench::open(folder.path());
    let find = |of: &str| -> Vec<Value> { bench.told(&format!("api/find?{of}"))["found"].as_array().unwrap().clone() };
    assert_eq!(find("words=2019-draft%2F14")[0]["id"], "2019-draft/14");
    let of_draft = find("words=14&document=2019-draft");
    assert_eq!(of_draft[0]["id"], "2019-draft/14");
    assert!(of_draft.iter().all(|one| one["document"] == "2019-draft"));
    let barrier = find("words=BARRIER%20model");
    assert!(
        !barrier.is_empty()
            && barrier.iter().all(|one| one["text"].as_str().unwrap().to_lowercase().contains("barrier"))
    );
    assert_eq!(find("words=migrants&limit=3").len(), 3);
    assert!(find("words=migrants&limit=100000").len() <= 200);
    assert!(find("words=xyzzy").is_empty());
    find("words=");
    // What a link by hand would take the place of is told.
    bench.settled();
    let beside = find("words=13&document=2019-final&beside=2019-draft");
    assert_eq!((&beside[0]["id"], &beside[0]["linked"]), (&json!("2019-final/13"), &json!(["2019-draft/13"])));
    let back = find("words=12&document=2019-draft&beside=2019-final");
    assert_eq!((&back[0]["id"], &back[0]["linked"]), (&json!("2019-draft/12"), &json!([])));
}
