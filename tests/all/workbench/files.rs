//! What is dropped into the folder stays in it, and what cannot be taken leaves nothing behind.

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;

use super::client::{Answer, Bench, LAMPS, encoded, report, tree, wait_for};
use crate::reading::broken::{drawing, word};

/// A folder in another one, of which all can be seen that changes.
fn within() -> (TempDir, std::path::PathBuf) {
    let around = TempDir::new().unwrap();
    let folder = around.path().canonicalize().unwrap().join("folder");
    fs::create_dir(&folder).unwrap();
    fs::create_dir(around.path().join("elsewhere")).unwrap();
    (around, folder)
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    let (around, folder) = within();
    let bench = Bench::open(&folder);
    let before = tree(around.path());
    let names = [
        "../report.txt",
        "../elsewhere/report.txt",
        "a/../../report.txt",
        "..",
        "../",
        "a/..",
        "..\\report.txt",
        "..\\..\\report.txt",
        "C:\\report.txt",
        "C:report.txt",
        "re\0port.txt",
        "report.txt\0.exe",
        "re\nport.txt",
        ".hidden.txt",
        ".git/hooks/report.txt",
        "sub/.hidden.txt",
        "manifest.toml",
        "readings.toml",
        "decisions.toml",
        "sub/decisions.toml",
        "manifest.toml/",
        "program.exe",
        "report",
        "report.",
        ".txt",
        "",
        "/",
        "\u{7f}.txt",
        "a:b.txt",
        "<img src=x onerror=alert(1)>.txt",
        "|.txt",
    ];
    let long = format!("{}.txt", "a".repeat(2_000));
    let deep = format!("{}report.txt", "a/".repeat(1_000));
    for name in names.into_iter().chain([long.as_str(), &deep]) {
        let answer = bench.drop_file(name, b"1. Member harbours should keep a register of every lamp.");
        assert!([400, 422].contains(&answer.status), "{name:?}: {}", answer.status);
        answer.error();
        assert_eq!(tree(around.path()), before, "{name:?}");
    }
    // What is encoded in an address is that name and no other; what is encoded twice is a plain name with signs in it.
    for encoded in
        ["%2e%2e%2freport.txt", "..%5creport.txt", "%2E%2E/report.txt", "a%2f..%2f..%2freport.txt", "report.txt%00"]
    {
        let answer = bench.send(&format!("api/file?name={encoded}"), "application/octet-stream", b"1. One.");
        assert_eq!(answer.status, 422, "{encoded}");
        assert_eq!(tree(around.path()), before, "{encoded}");
    }
    assert_eq!(bench.send("api/file", "application/octet-stream", b"1. One.").status, 400);
    assert_eq!(tree(around.path()), before);
    // An absolute path is one within the folder.
    let answer = bench.drop_file("/etc/report.txt", report("4 May 1998", "Report", &LAMPS[..2]).as_bytes());
    assert_eq!((answer.status, &answer.json()["path"]), (200, &json!("etc/report.txt")));
    assert!(folder.join("etc/report.txt").is_file());
    assert_eq!(fs::read_dir(around.path().join("elsewhere")).unwrap().count(), 0);
}

#[test]
fn a_name_that_no_system_takes_is_told() {
    let (around, folder) = within();
    let bench = Bench::open(&folder);
    let before = tree(around.path());
    let answer = bench.drop_file(&format!("{}.txt", "é".repeat(300)), b"1. One should act.");
    assert!(answer.error().contains("name"), "{}", answer.text());
    assert_eq!(tree(around.path()), before);
}

#[cfg(unix)]
#[test]
fn links_lead_nothing_out() {
    use std::os::unix::fs::symlink;
    let (around, folder) = within();
    let elsewhere = around.path().join("elsewhere");
    symlink(&elsewhere, folder.join("out")).unwrap();
    symlink("..", folder.join("up")).unwrap();
    symlink(elsewhere.join("nothing.txt"), folder.join("dangling.txt")).unwrap();
    fs::create_dir(folder.join("real")).unwrap();
    symlink("real", folder.join("in")).unwrap();
    fs::write(elsewhere.join("theirs.txt"), "1. Theirs.").unwrap();
    symlink(elsewhere.join("theirs.txt"), folder.join("theirs.txt")).unwrap();
    let before = tree(around.path());
    let bench = Bench::open(&folder);
    for name in
        ["out/report.txt", "out/new/report.txt", "out/new/more/report.txt", "up/report.txt", "up/elsewhere/report.txt"]
    {
        let answer = bench.drop_file(name, b"1. One should act.");
        assert!(answer.error().contains("leads out"), "{name}: {}", answer.text());
        assert_eq!(tree(around.path()), before, "{name}");
    }
    // Nothing is written through a link, nor in its place.
    let text = report("4 May 1998", "Report", &LAMPS[..2]);
    for (name, path) in
        [("dangling.txt", "dangling-2.txt"), ("theirs.txt", "theirs-2.txt"), ("in/report.txt", "real/report.txt")]
    {
        let answer = bench.drop_file(name, text.as_bytes());
        assert_eq!((answer.status, &answer.json()["path"]), (200, &json!(path)), "{}", answer.text());
        assert_eq!(fs::read_to_string(folder.join(path)).unwrap(), text);
    }
    assert_eq!(fs::read_to_string(elsewhere.join("theirs.txt")).unwrap(), "1. Theirs.");
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 1);
    assert!(fs::symlink_metadata(folder.join("dangling.txt")).unwrap().is_symlink());
}

/// Begins to send so many bytes in pieces, and does not end.
fn streamed(bench: &Bench, name: &str, size: usize) -> TcpStream {
    let mut stream = bench.connect();
    let (token, name, host, origin) = (&bench.token, encoded(name), bench.host(), bench.origin());
    let head = format!(
        "POST /{token}/api/file?name={name} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let piece = [b"100000\r\n".as_slice(), &vec![b'a'; 1 << 20], b"\r\n"].concat();
    for _ in 0..size >> 20 {
        // All of it is heard out, since a browser listens only then.
        stream.write_all(&piece).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    stream
}

#[test]
fn files_over_the_limit_are_refused_as_they_come() {
    let (around, folder) = within();
    let bench = Bench::open(&folder);
    bench.told("api/documents");
    let (before, memory) = (tree(around.path()), bench.most_memory());
    for (name, size) in [("large.txt", 70 << 20), ("sub/more/larger.txt", 200 << 20)] {
        // The answer is there before the end.
        let answer = Answer::read(streamed(&bench, name, size)).unwrap_or_else(|| panic!("{name} was not answered"));
        assert_eq!(answer.status, 413, "{}", answer.text());
        assert!(answer.error().contains("64 MiB"), "{}", answer.text());
        answer.assert_guarded();
        assert_eq!(tree(around.path()), before, "{name}");
    }
    if let (Some(before), Some(after)) = (memory, bench.most_memory()) {
        assert!(after - before < 32 << 20, "{before} grew to {after}");
    }
    // One whose length is said beforehand.
    let answer = bench.drop_file("known.txt", &vec![b'a'; (64 << 20) + 1]);
    assert_eq!(answer.status, 413, "{}", answer.text());
    assert_eq!(tree(around.path()), before);
}

#[test]
fn what_breaks_off_leaves_nothing_behind() {
    let (around, folder) = within();
    let bench = Bench::open(&folder);
    let before = tree(around.path());
    let head = |name: &str, rest: &str| {
        let (host, origin) = (bench.host(), bench.origin());
        format!(
            "POST /{}/api/file?name={name} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n{rest}\r\n\r\n",
            bench.token
        )
    };
    let bodies = [
        head("half.txt", "Content-Length: 1000") + "1. Member harbours",
        head("sub/half.txt", "Content-Length: 1000"),
        head("piece.txt", "Transfer-Encoding: chunked") + "100\r\n1. Member",
        head("wrong.txt", "Transfer-Encoding: chunked") + "5\r\n1. Me\r\nzz\r\n",
    ];
    for body in &bodies {
        let mut stream = bench.connect();
        stream.write_all(body.as_bytes()).unwrap();
        // It has begun, and is broken off.
        bench.told("api/state");
        drop(stream);
    }
    wait_for("an empty folder", || (tree(around.path()) == before).then_some(()));
    assert_eq!(bench.told("api/documents")["documents"], json!([]));
}

/// Drops a file that means harm, and says that a reason comes soon, and that nothing of it stays.
fn refused(bench: &Bench, folder: &Path, name: &str, bytes: &[u8], reason: &str) {
    let begun = Instant::now();
    let answer = bench.drop_file(name, bytes);
    assert_eq!(answer.status, 422, "{name}: {}", answer.text());
    assert!(answer.error().contains(reason), "{name}: {}", answer.text());
    assert!(begun.elapsed() < Duration::from_secs(20), "{name} took {:?}", begun.elapsed());
    assert!(!folder.join(name).exists(), "{name} stays");
    assert_eq!(bench.told("api/state")["problems"], 0);
}

#[test]
fn files_that_mean_harm_are_told_and_go() {
    let (_around, folder) = within();
    let bench = Bench::open(&folder);
    let deflated = |data: &[u8]| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    };
    let swollen = [b"<w:document>".as_slice(), &vec![b' '; 64 << 20]].concat();
    refused(&bench, &folder, "bomb.docx", &word(&swollen), "holds far more than its size promises");
    let twice = deflated(&deflated(&vec![b' '; 70 << 20]));
    refused(
        &bench,
        &folder,
        "bomb.pdf",
        &drawing("/FlateDecode/FlateDecode", &twice, 1),
        "holds or draws more than any report does",
    );
    refused(&bench, &folder, "deep.docx", &word("<w:p>".repeat(20_000).as_bytes()), "deep");
    refused(&bench, &folder, "cut.pdf", b"%PDF-1.7\n1 0 obj", "is damaged");
    refused(&bench, &folder, "empty.txt", b"", "empty");
    assert!(!folder.join("manifest.toml").exists());
    // And it goes on.
    let answer = bench.drop_file("good.txt", report("4 May 1998", "Report", &LAMPS).as_bytes());
    assert_eq!(
        (answer.status, &answer.json()["document"]["provisions"]),
        (200, &json!(LAMPS.len())),
        "{}",
        answer.text()
    );
}
