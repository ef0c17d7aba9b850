//! What is asked by who means harm, or knows no better; and texts that would be more than texts.

use std::fs;
use std::io::{Read, Write};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Bench, LAMPS, encoded, folder, report};

/// What would be markup, turn what follows around, or end what it stands in.
const TEXTS: [&str; 7] = [
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(1)</script>",
    "'; alert(1); //",
    "\u{202e}txt.gpj\u{202c}",
    "🚢⚓️ {{ harbour }} ${harbour}",
    "]]>--><!-- \\ \u{2028} </textarea></title>",
    "\"\"\" = [[document]] # ''' \\u0041",
];

/// Says that a page loads its own scripts and has no markup of theirs.
fn assert_tame(page: &str) {
    for sign in ["<img", "<script>", "<script>alert", "</textarea><", "<!-- \\"] {
        assert!(!page.contains(sign), "{sign}");
    }
    let scripts = regex::Regex::new(r"<script[^>]*>").unwrap();
    for script in scripts.find_iter(page) {
        assert!(script.as_str().contains(" src=\"assets/"), "{}", script.as_str());
    }
    let handlers = regex::Regex::new(r#"<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*\son[a-z]+="#).unwrap();
    assert!(handlers.find(page).is_none_or(|found| panic!("{}", found.as_str())));
}

#[test]
fn texts_are_texts_and_nothing_else() {
    let of = |kind: &str, date: &str| {
        let recommended: Vec<String> =
            TEXTS.iter().zip(LAMPS).map(|(text, lamp)| format!("{lamp} {kind} {text}")).collect();
        let recommended: Vec<&str> = recommended.iter().map(String::as_str).collect();
        report(date, &format!("{kind} {}", TEXTS[0]), &recommended)
    };
    let folder = folder(&[]);
    // Names that no page would give, but that a disk may hold.
    #[cfg(unix)]
    let (old, new) =
        ("<img src=x onerror=alert(1)> \u{202e}draft.txt".to_owned(), format!("final \"🚢\n{}.txt", "n".repeat(230)));
    #[cfg(not(unix))]
    let (old, new) = ("draft.txt".to_owned(), "final 🚢.txt".to_owned());
    fs::write(folder.path().join(&old), of("Draft report", "4 May 1998")).unwrap();
    fs::write(folder.path().join(&new), of("Report", "6 May 1998")).unwrap();
    let bench = Bench::open_as(folder.path(), TEXTS[1]);
    bench.settled();
    assert_eq!(bench.told("api/state")["who"], TEXTS[1]);
    let documents = bench.told("api/documents")["documents"].clone();
    let mut paths: Vec<&str> = documents.as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    paths.sort_unstable();
    assert_eq!(paths, [&old, &new]);
    let ids: Vec<&str> = documents.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    // What a person declares comes back to the letter, and stands in the manifest beside what was there.
    for text in TEXTS {
        for (id, stage) in ids.iter().zip(["draft", "final"]) {
            let fields = json!({"title": text, "subject": text, "body": "Harbour Board", "meeting": 3, "stage": stage});
            let told = bench.done("api/metadata", &json!({"id": id, "fields": fields}));
            assert_eq!((&told["document"]["title"], &told["document"]["subject"]), (&json!(text), &json!(text)));
        }
    }
    let manifest = fs::read_to_string(folder.path().join("manifest.toml")).unwrap();
    let entries: toml::Table = manifest.parse().unwrap_or_else(|error| panic!("{error}: {manifest}"));
    assert_eq!(entries["document"].as_array().unwrap().len(), 2, "{manifest}");
    let provision = |at: usize, number: usize| format!("{}/{number}", ids[at]);
    let decision = json!({"pairs": [[provision(0, 2), provision(1, 2)]], "verdict": "reject", "why": TEXTS[6]});
    bench.done("api/decide", &decision);
    let listed = bench.told("api/decisions")["decisions"].clone();
    assert_eq!((&listed[0]["why"], &listed[0]["who"]), (&json!(TEXTS[6]), &json!(TEXTS[1])));
    bench.settled();
    for id in &ids {
        let shown = bench.told(&format!("api/document?id={}", encoded(id)));
        let all: String =
            shown["lines"].as_array().unwrap().iter().map(|line| line["text"].as_str().unwrap()).collect();
        assert!(all.contains(TEXTS[0]) && all.contains(TEXTS[1]) && all.contains(TEXTS[4]), "{all}");
    }
    let (one, other) = (encoded(ids[0]), encoded(ids[1]));
    for view in [
        format!("compare?document={one}&document={other}"),
        "history".to_owned(),
        format!("history?document={one}&document={other}"),
        format!("trace?id={}", encoded(&provision(1, 1))),
    ] {
        let page = bench.page(&view);
        assert_eq!(
            (page.status, page.header("content-type")),
            (200, Some("text/html; charset=utf-8")),
            "{}",
            page.text()
        );
        assert_tame(&page.text());
        assert!(
            page.text().contains("&#60;img src=x onerror=alert(1)&#62;") || page.text().contains("&lt;img src=x"),
            "{view}"
        );
    }
    for text in TEXTS {
        let told = bench.get(&format!("api/document?id={}", encoded(text)));
        assert_eq!(told.status, 404);
        told.error();
        for view in ["trace?id=", "compare?document=a&document="] {
            let told = bench.get(&format!("{view}{}", encoded(text)));
            assert_eq!((told.status, told.header("content-type")), (404, Some("text/html; charset=utf-8")));
            assert_tame(&told.text());
        }
    }
    // A header is one line of plain letters, whatever is taken out.
    let taken = bench.get(&format!("export?what=compare&form=json&document={one}&document={other}"));
    let named = taken.header("content-disposition").unwrap();
    assert!(named.starts_with("attachment; filename=\"compare") && named.ends_with(".json\""), "{named}");
    assert!(named.chars().all(|letter| letter.is_ascii_alphanumeric() || " ;=\"-.".contains(letter)), "{named}");
    bench.done("api/precedents", &json!({"text": TEXTS.join(" ")}));
    bench.told(&format!("api/find?words={}", encoded(TEXTS[0])));
}

#[test]
fn what_is_no_request_is_refused_and_changes_nothing() {
    let folder = folder(&[("draft.txt", &report("4 May 1998", "Draft report", &LAMPS))]);
    let bench = Bench::open_as(folder.path(), "A. Keeper");
    bench.settled();
    let changes = ["who", "metadata", "forget", "reading", "decide", "undo", "precedents"];
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_within = format!(
        "{{\"id\": \"draft\", \"fields\": {{\"title\": {deep}}}, \"text\": {deep}, \"pairs\": {deep}, \"who\": {deep}}}"
    );
    let wrong = [
        "",
        " ",
        "nonsense",
        "null",
        "[]",
        "{}",
        "1",
        "\"text\"",
        "{\"id\":",
        "{\"id\": 1}",
        "{'id': 'draft'}",
        "\u{0}",
        "{\"id\": \"draft\"}{\"id\": \"draft\"}",
        "{\"id\": [\"draft\"], \"fields\": []}",
        "{\"id\": \"draft\", \"fields\": {\"title\": {}}, \"text\": {}, \"who\": {}, \"pairs\": {}}",
        "{\"id\": {}, \"fields\": {\"title\": true}, \"text\": 7, \"who\": 7, \"pairs\": [[\"a\"]]}",
        "{\"id\": null, \"pairs\": [[\"a\", \"b\", \"c\"]], \"verdict\": 1, \"text\": null, \"who\": null}",
        &deep,
        &deep_within,
    ];
    for change in changes {
        for body in &wrong {
            // To forget a document takes no more than its id, which two of them have.
            if change == "forget"
                && body.len() > 30
                && body.starts_with("{\"id\": \"draft\"")
                && !body.ends_with("}{\"id\": \"draft\"}")
            {
                continue;
            }
            let answer = bench.send(&format!("api/{change}"), "application/json", body.as_bytes());
            let start: String = body.chars().take(60).collect();
            assert_eq!(answer.status, 400, "{change} {start}: {}", answer.text());
            answer.error();
        }
        let answer = bench.send(&format!("api/{change}"), "application/json", b"{\"who\": \"\xff\xfe\"}");
        assert_eq!(answer.status, 400, "{change}");
        let large = format!("{{\"who\": \"{}\"}}", "a".repeat(5 << 20));
        let answer = bench.send(&format!("api/{change}"), "application/json", large.as_bytes());
        assert_eq!(answer.status, 413, "{change}");
        answer.error();
    }
    let unfit = [
        ("metadata", json!({"id": "draft", "fields": {"colour": "red"}})),
        ("metadata", json!({"id": "draft", "fields": {"id": "other"}})),
        ("metadata", json!({"id": "draft", "fields": {"path": "../other.txt"}})),
        ("decide", json!({"pairs": [], "verdict": "accept", "why": "read"})),
        ("decide", json!({"pairs": [["draft/1", "draft/2"]], "verdict": "maybe", "why": "read"})),
        ("decide", json!({"pairs": [["draft/1", "draft/2"]], "verdict": "accept", "why": " "})),
        ("reading", json!({"id": "draft", "begins": "", "is": "text"})),
        ("reading", json!({"id": "draft", "begins": "1", "nth": 0, "is": "text"})),
        ("reading", json!({"id": "draft", "begins": "1", "nth": -1, "is": "text"})),
        ("reading", json!({"id": "draft", "begins": "1", "is": "poem"})),
        ("reading", json!({"id": "draft", "begins": "1", "is": "text", "number": "1"})),
    ];
    for (change, body) in unfit {
        let answer = bench.post(&format!("api/{change}"), &body);
        assert_eq!(answer.status, 400, "{change} {body}: {}", answer.text());
        answer.error();
    }
    for who in ["", "  ", "A.\nKeeper", "A.\u{0}"] {
        assert_eq!(bench.post("api/who", &json!({ "who": who })).status, 422, "{who:?}");
    }
    assert_eq!(bench.told("api/state")["who"], "A. Keeper");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["draft.txt"]);
}

#[test]
fn what_is_no_http_is_dropped() {
    let folder = folder(&[]);
    let bench = Bench::open(folder.path());
    let (token, host, origin) = (&bench.token, bench.host(), bench.origin());
    let smuggled = format!(
        "POST /{token}/api/who HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n\
         0\r\n\r\nGET / HTTP/1.1\r\n\r\n"
    );
    let garbage: Vec<Vec<u8>> = vec![
        b"\r\n\r\n\r\n".to_vec(),
        b"hello\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        (0..=255).cycle().take(10_000).collect(),
        vec![0; 100_000],
        format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(1 << 20)).into_bytes(),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n\r\n", "a".repeat(1 << 20)).into_bytes(),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\n{}\r\n", "X: y\r\n".repeat(10_000)).into_bytes(),
        format!("GET /{token}/ HTTP/9.9\r\nHost: {host}\r\n\r\n").into_bytes(),
        format!("GET /{token}/ HTTP/1.1\r\nHost : {host}\r\n\r\n").into_bytes(),
        format!("GET /{token}/\r\n").into_bytes(),
        format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes(),
        smuggled.into_bytes(),
    ];
    for bytes in &garbage {
        let mut stream = bench.connect();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said);
        let said = String::from_utf8_lossy(&said);
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]);
        assert!(
            said.is_empty() || said.starts_with("HTTP/1.1 4") || said.starts_with("HTTP/1.0 4"),
            "{start:?}: {said}"
        );
        assert!(!said.contains(" 200 ") && !said.contains("<html"), "{start:?}: {said}");
    }
    assert_eq!(bench.told("api/state")["documents"], 0);
}

#[test]
fn who_never_comes_to_the_point_keeps_nobody_waiting() {
    let folder = folder(&[("draft.txt", &report("4 May 1998", "Draft report", &LAMPS))]);
    let bench = Bench::open(folder.path());
    bench.settled();
    let mut slow = Vec::new();
    for at in 0..30 {
        let mut stream = bench.connect();
        let half = match at % 3 {
            0 => String::new(),
            1 => format!("GET /{}/api/state HTTP/1.1\r\nHost: {}\r\nX-Slow: ", bench.token, bench.host()),
            _ => format!(
                "POST /{}/api/file?name=slow.txt HTTP/1.1\r\nHost: {}\r\nOrigin: {}\r\nContent-Length: 100\r\n\r\n1. ",
                bench.token,
                bench.host(),
                bench.origin()
            ),
        };
        stream.write_all(half.as_bytes()).unwrap();
        slow.push(stream);
    }
    let begun = Instant::now();
    for _ in 0..5 {
        bench.told("api/state");
        bench.told("api/documents");
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(bench.post("api/quit", &json!({})).status, 200);
    assert!(bench.has_ended(Duration::from_secs(10)), "it waits for who says nothing");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["draft.txt"]);
}

#[test]
fn fifty_at_once_are_all_answered() {
    let folder = folder(&[
        ("draft.txt", &report("4 May 1998", "Draft report", &LAMPS)),
        ("final.txt", &report("6 May 1998", "Report", &LAMPS[1..])),
    ]);
    let bench = Bench::open(folder.path());
    bench.settled();
    let views = [
        "",
        "api/state",
        "api/documents",
        "api/document?id=draft",
        "api/questions",
        "api/decisions",
        "assets/bench.js",
        "compare?document=draft&document=final",
        "history",
        "api/find?words=lamps",
    ];
    let answers: Vec<(&str, Value)> = thread::scope(|scope| {
        let bench = &bench;
        let asked: Vec<_> = (0..50)
            .map(|at| {
                scope.spawn(move || {
                    let view = views[at % views.len()];
                    let answer = bench.get(view);
                    assert_eq!(answer.status, 200, "{view}: {}", answer.text());
                    (view, serde_json::from_slice(&answer.body).unwrap_or_default())
                })
            })
            .collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(answers.len(), 50);
    // However busy it is, what is told is true.
    for (_, state) in answers.iter().filter(|(view, _)| *view == "api/state") {
        assert_eq!((&state["documents"], state["questions"].is_number()), (&json!(2), true), "{state}");
    }
}
