//! Nobody gets in: who does not have the address, pages of other servers, names that were made to point here, and other machines.

use std::fs;
use std::net::{TcpStream, UdpSocket};
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use super::client::{Bench, LAMPS, folder, report};

/// A folder of which a name or a word would tell.
fn secret() -> TempDir {
    folder(&[("quays-draft.txt", &report("4 May 1998", "Draft report", &LAMPS[..3]))])
}

/// Says that whoever asked hears nothing of the folder.
fn assert_tells_nothing(text: &str, folder: &TempDir) {
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    for word in ["quays", "Harbour", "lamps", name, "script", "<html"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

const PAGES: [&str; 6] = [
    "",
    "document?id=quays-draft",
    "decide",
    "compare?document=a&document=b",
    "history",
    "export?what=history&form=csv",
];
const ASSETS: [&str; 2] = ["assets/page.css", "assets/bench.js"];
const ASKED: [&str; 4] = ["api/state", "api/documents", "api/document?id=quays-draft", "api/questions"];
const CHANGED: [&str; 8] = [
    "api/who",
    "api/metadata",
    "api/forget",
    "api/decide",
    "api/file?name=a.txt",
    "api/precedents",
    "api/stop",
    "api/quit",
];

#[test]
fn nothing_is_told_without_the_token() {
    let folder = secret();
    let bench = Bench::open(folder.path());
    let (host, origin, token) = (bench.host(), bench.origin(), &bench.token);
    let other = |letter: &str| if letter == "0" { "1" } else { "0" };
    let tokens = [
        String::new(),
        "0".repeat(32),
        token[..31].to_owned(),
        format!("{token}0"),
        format!("{}{}", other(&token[..1]), &token[1..]),
        format!("{}{}", &token[..31], other(&token[31..])),
        format!("{token}%00"),
        format!(".%2f{token}"),
        "..".to_owned(),
        "a".repeat(10_000),
    ];
    for wrong in &tokens {
        for view in PAGES.iter().chain(&ASSETS).chain(&ASKED) {
            let answer = bench.ask("GET", &format!("/{wrong}/{view}"), &[("Host", &host)], b"");
            assert_eq!(answer.status, 404, "{wrong}/{view}");
            assert_tells_nothing(&answer.text(), &folder);
        }
        for view in CHANGED {
            let headers = [("Host", host.as_str()), ("Origin", &origin), ("Content-Type", "application/json")];
            let answer = bench.ask("POST", &format!("/{wrong}/{view}"), &headers, b"{\"who\": \"Mallory\"}");
            assert_eq!(answer.status, 404, "{wrong}/{view}");
            assert_tells_nothing(&answer.text(), &folder);
        }
    }
    for path in [
        "/",
        "/favicon.ico",
        "/robots.txt",
        "/api/state",
        &format!("//{token}x/"),
        &format!("/?{token}"),
        &format!("/{token}"),
    ] {
        let answer = bench.ask("GET", path, &[("Host", &host), ("Cookie", &format!("token={token}"))], b"");
        assert_eq!(answer.status, 404, "{path}");
        assert_tells_nothing(&answer.text(), &folder);
    }
    // It goes on, for who has it, and nothing was changed.
    assert_eq!(bench.told("api/state")["who"], json!(null));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn tokens_are_long_and_never_the_same() {
    let folder = secret();
    let tokens: Vec<String> = (0..3).map(|_| Bench::open(folder.path()).token.clone()).collect();
    assert!(tokens.iter().all(|token| token.len() == 32 && token.chars().all(|letter| letter.is_ascii_hexdigit())));
    assert!(tokens[0] != tokens[1] && tokens[1] != tokens[2] && tokens[0] != tokens[2]);
}

#[test]
fn a_name_that_was_made_to_point_here_gets_nothing() {
    let folder = secret();
    let bench = Bench::open(folder.path());
    let (host, origin) = (bench.host(), bench.origin());
    let port = bench.port;
    let others = [
        vec![],
        vec!["evil.example".to_owned()],
        vec![format!("evil.example:{port}")],
        vec![format!("127.0.0.1:{}", port ^ 1)],
        vec!["127.0.0.1".to_owned()],
        vec![format!("{host}.evil.example")],
        vec![format!("evil@{host}")],
        vec![format!("0.0.0.0:{port}")],
        vec![String::new()],
        vec![host.clone(), "evil.example".to_owned()],
        vec!["evil.example".to_owned(), host.clone()],
        vec![host.clone(), host.clone()],
    ];
    for named in &others {
        let hosts: Vec<(&str, &str)> = named.iter().map(|name| ("Host", name.as_str())).collect();
        for view in ["", "api/documents", "assets/page.css", "nothing"] {
            let answer = bench.ask("GET", &format!("/{}/{view}", bench.token), &hosts, b"");
            assert_eq!(answer.status, 421, "{named:?} {view}");
            assert_tells_nothing(&answer.text(), &folder);
        }
        let headers = [&hosts[..], &[("Origin", origin.as_str()), ("Content-Type", "application/json")]].concat();
        let answer = bench.ask("POST", &format!("/{}/api/who", bench.token), &headers, b"{\"who\": \"Mallory\"}");
        assert_eq!(answer.status, 421, "{named:?}");
    }
    // Where a request names its server twice, the address counts.
    let whole = format!("http://evil.example/{}/", bench.token);
    assert_eq!(bench.ask("GET", &whole, &[("Host", &host)], b"").status, 421);
    let whole = format!("{origin}/{}/api/state", bench.token);
    assert_eq!(bench.ask("GET", &whole, &[("Host", &host)], b"").status, 200);
    assert_eq!(bench.told("api/state")["who"], json!(null));
    // The other name of this machine is its own.
    let named = format!("localhost:{port}");
    assert_eq!(bench.ask("GET", &format!("/{}/", bench.token), &[("Host", &named)], b"").status, 200);
}

#[test]
fn pages_of_other_servers_get_nothing_and_change_nothing() {
    let folder = secret();
    let bench = Bench::open(folder.path());
    let host = bench.host();
    let path = |view: &str| format!("/{}/{view}", bench.token);
    let refused = |method: &str, view: &str, headers: &[(&str, &str)]| {
        let headers = [&[("Host", host.as_str()), ("Content-Type", "application/json")], headers].concat();
        let answer =
            bench.ask(method, &path(view), &headers, if method == "POST" { b"{\"who\": \"Mallory\"}" } else { b"" });
        assert_eq!(answer.status, 403, "{method} {view} {headers:?}");
        assert_tells_nothing(&answer.text(), &folder);
    };
    let own = bench.origin();
    let origins = [
        "http://evil.example".to_owned(),
        "null".to_owned(),
        String::new(),
        format!("https://{host}"),
        format!("http://127.0.0.1:{}", bench.port ^ 1),
        "http://127.0.0.1".to_owned(),
        format!("{own}.evil.example"),
        format!("{own}/"),
        format!("{own}, http://evil.example"),
        "file://".to_owned(),
    ];
    for origin in &origins {
        for view in ["", "api/documents"] {
            refused("GET", view, &[("Origin", origin)]);
        }
        for view in CHANGED {
            refused("POST", view, &[("Origin", origin)]);
        }
    }
    for view in CHANGED {
        refused("POST", view, &[]);
        refused("POST", view, &[("Origin", &own), ("Origin", "http://evil.example")]);
        refused("POST", view, &[("Origin", &own), ("Sec-Fetch-Site", "cross-site")]);
    }
    for site in ["cross-site", "same-site", "elsewhere"] {
        refused("GET", "", &[("Sec-Fetch-Site", site)]);
        refused("GET", "api/documents", &[("Sec-Fetch-Site", site)]);
    }
    // A form of another page says from where it comes, and what asks beforehand is not told yes.
    let form = [("Host", host.as_str()), ("Origin", "null"), ("Content-Type", "text/plain")];
    assert_eq!(bench.ask("POST", &path("api/who"), &form, b"{\"who\": \"Mallory\"}").status, 403);
    let before =
        [("Host", host.as_str()), ("Origin", "http://evil.example"), ("Access-Control-Request-Method", "POST")];
    assert_eq!(bench.ask("OPTIONS", &path("api/who"), &before, b"").status, 403);
    let state = bench.told("api/state");
    assert_eq!((&state["who"], &state["has_manifest"]), (&json!(null), &json!(false)));
    for site in ["same-origin", "none"] {
        assert_eq!(bench.ask("GET", &path(""), &[("Host", &host), ("Sec-Fetch-Site", site)], b"").status, 200);
    }
}

#[test]
fn every_answer_says_what_may_be_done_with_it() {
    let folder = secret();
    let bench = Bench::open(folder.path());
    bench.settled();
    // Each is looked at where it is read.
    let many = vec![b' '; 5 << 20];
    let asked = [
        (bench.get(""), 200, "text/html; charset=utf-8"),
        (bench.get("assets/page.css"), 200, "text/css; charset=utf-8"),
        (bench.get("assets/bench.js"), 200, "text/javascript; charset=utf-8"),
        (bench.get("history"), 200, "text/html; charset=utf-8"),
        (bench.get("export?what=history&form=html"), 200, "application/octet-stream"),
        (bench.get("api/state"), 200, "application/json"),
        (bench.get("api/document?id=nobody"), 404, "application/json"),
        (bench.get("compare?document=quays-draft"), 400, "text/html; charset=utf-8"),
        (
            bench.post("api/decide", &json!({"pairs": [["a/1", "b/1"]], "verdict": "accept", "why": "read"})),
            428,
            "application/json",
        ),
        (bench.send("api/who", "application/json", &many), 413, "application/json"),
        (bench.send("api/who", "application/json", b"{"), 400, "application/json"),
        (bench.drop_file("../a.txt", b"1. One."), 422, "application/json"),
    ];
    for (answer, status, kind) in asked {
        assert_eq!((answer.status, answer.header("content-type")), (status, Some(kind)), "{}", answer.text());
    }
    let strange = [
        (bench.get("nothing"), 404),
        (bench.get("api/nothing"), 404),
        (bench.get("a/b/c/d"), 404),
        (bench.get("%ff%fe"), 400),
        (bench.get("api/who"), 404),
        (bench.get("api/file"), 405),
        (bench.post("api/state", &json!({})), 404),
        (bench.post("decide", &json!({})), 405),
        (
            bench.ask(
                "DELETE",
                &format!("/{}/", bench.token),
                &[("Host", &bench.host()), ("Origin", &bench.origin())],
                b"",
            ),
            405,
        ),
    ];
    for (answer, status) in strange {
        assert_eq!(answer.status, status, "{}", answer.text());
    }
}

#[test]
fn other_machines_hear_nothing() {
    let folder = secret();
    let bench = Bench::open(folder.path());
    // No packet is sent: the system only says from which of its addresses one would be.
    let Ok(socket) = UdpSocket::bind("0.0.0.0:0") else { return };
    let Ok(address) = socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr()) else { return };
    if address.ip().is_loopback() || address.ip().is_unspecified() {
        return;
    }
    let reached = TcpStream::connect_timeout(&(address.ip(), bench.port).into(), Duration::from_secs(2));
    assert!(reached.is_err(), "{} is reached", address.ip());
}

#[test]
fn addresses_lead_nowhere_else() {
    let folder = secret();
    let bench = Bench::open(folder.path());
    fs::write(folder.path().join("plain.css"), "quays").unwrap();
    for name in [
        "..%2fplain.css",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e%2f%2e%2e%2fplain.css",
        "../plain.css",
        "....//plain.css",
        "..%5cplain.css",
        "%2fetc%2fpasswd",
        "page.css%00.js",
        "page.css/",
        "",
        ".",
        "%2e%2e/assets/page.css",
        "PAGE.CSS",
    ] {
        let answer = bench.get(&format!("assets/{name}"));
        assert_eq!(answer.status, 404, "{name}");
        assert_tells_nothing(&answer.text(), &folder);
    }
    for id in
        ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "quays-draft.txt", "quays-draft%00", "", "%ff"]
    {
        for view in [
            "api/document?id=",
            "api/page?page=1&id=",
            "trace?id=",
            "export?what=trace&form=json&id=",
            "compare?document=quays-draft&document=",
        ] {
            // The lineage may not be there yet.
            let status = bench.get(&format!("{view}{id}")).status;
            assert!(status == 404 || status == 503, "{view}{id}: {status}");
        }
        let told = bench.post("api/metadata", &json!({"id": id, "fields": {"title": "Mine"}}));
        assert_eq!(told.status, 404, "{}", told.text());
        let told = bench.post("api/reading", &json!({"id": id, "begins": "root", "is": "text"}));
        assert_eq!(told.status, 404, "{}", told.text());
    }
    assert!(!folder.path().join("manifest.toml").exists(), "what was refused leaves nothing behind");
}
