//! The workbench on an archive of 300 reports with 33,000 recommendations: how long until the first view, how long each
//! interaction takes, and how much memory it comes to.
//!
//! ```sh
//! cargo bench --bench workbench [-- REPORTS]
//! ```
//!
//! Its promises: the first view in 2 s where the reports were read before, interactions in 100 ms at the 95th percentile, 1 GiB.

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use travaux::corpus::MANIFEST;
use travaux::generate::ArchiveRecipe;

/// How often each interaction is timed.
const TIMES: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let reports = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(300);
    let folder = tempfile::tempdir()?;
    let archive = folder.path().join("archive");
    fs::create_dir(&archive)?;
    let made = ArchiveRecipe { reports, ..ArchiveRecipe::default() }.make();
    for report in &made.reports {
        fs::write(archive.join(&report.path), &report.bytes)?;
    }
    fs::write(archive.join(MANIFEST), &made.manifest)?;
    let cache = folder.path().join("kept");

    for run in ["cold", "warm"] {
        let begun = Instant::now();
        let desk = Desk::open(&archive, &cache)?;
        desk.get("")?;
        let documents = desk.get("api/documents")?;
        println!(
            "first view, {run}: {:.2} s, {} KB of documents",
            begun.elapsed().as_secs_f64(),
            documents.len() / 1024
        );
        let ready = loop {
            if !desk.get("api/state")?.contains("\"questions\":null") {
                break begun.elapsed();
            }
            sleep(Duration::from_millis(50));
        };
        println!("lineage, {run}: {:.2} s", ready.as_secs_f64());
        if run == "warm" {
            interactions(&desk, &made.reports.iter().map(|report| report.id.clone()).collect::<Vec<_>>())?;
        }
        println!("memory at most, {run}: {} MB", desk.peak().unwrap_or(0) / 1024);
    }
    Ok(())
}

/// Times what a person does again and again.
fn interactions(desk: &Desk, ids: &[String]) -> Result<(), Box<dyn Error>> {
    let typed = "States should consider strengthening the capacity of their authorities to investigate and to protect \
                 children and women from violence in all settings including the home and to provide training for judges";
    let words: Vec<&str> = typed.split(' ').collect();
    let id = |at: usize| &ids[at * 7 % ids.len()];
    let timed = |name: &str, act: &dyn Fn(usize) -> Result<String, Box<dyn Error>>| -> Result<(), Box<dyn Error>> {
        let mut took: Vec<f64> = Vec::with_capacity(TIMES);
        for at in 0..TIMES {
            let begun = Instant::now();
            act(at)?;
            took.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        took.sort_by(f64::total_cmp);
        println!(
            "{name:<28} {:>7.1} ms at the median, {:>7.1} ms at the 95th percentile",
            took[TIMES / 2],
            took[TIMES * 95 / 100]
        );
        Ok(())
    };
    timed("state", &|_| desk.get("api/state"))?;
    timed("documents", &|_| desk.get("api/documents"))?;
    timed("a document, line by line", &|at| desk.get(&format!("api/document?id={}", id(at))))?;
    timed("a comparison", &|at| desk.get(&format!("compare?document={}&document={}", id(at), id(at + 1))))?;
    timed("precedents as one types", &|at| {
        let text = words[..3 + at % (words.len() - 3)].join(" ");
        desk.post("api/precedents", &format!("{{\"text\":\"{text}\",\"all\":true}}"))
    })?;
    timed("finding by words", &|at| desk.get(&format!("api/find?words={}", words[at % words.len()])))?;
    timed("finding what to link to", &|at| {
        let words = words[at % words.len()];
        desk.get(&format!("api/find?words={words}&document={}&beside={}&limit=20", id(at), id(at + 1)))
    })?;
    timed("questions", &|_| desk.get("api/questions"))?;
    // Only reports of one subject are held against each other.
    let subject = |id: &str| id.rsplit_once('-').map(|(subject, _)| subject.to_owned());
    let other = |one: &str| {
        ids.iter().find(|id| *id != one && subject(id) == subject(one)).map_or(one.to_owned(), String::clone)
    };
    let pairs = (0..TIMES).map(|at| {
        let one = id(at);
        Ok([desk.recommendation(one, at)?, desk.recommendation(&other(one), at)?])
    });
    let pairs = pairs.collect::<Result<Vec<[String; 2]>, Box<dyn Error>>>()?;
    timed("a decision", &|at| {
        let verdict = if at % 2 == 0 { "link" } else { "accept" };
        let body = serde_json::json!({"pairs": [pairs[at]], "verdict": verdict, "why": "timed", "replace": true});
        desk.post("api/decide", &body.to_string())
    })
}

/// The workbench, running.
struct Desk {
    process: Child,
    host: String,
    path: String,
}

impl Desk {
    fn open(folder: &Path, cache: &Path) -> Result<Self, Box<dyn Error>> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_travaux"))
            .arg("--cache")
            .arg(cache)
            .arg("open")
            .arg(folder)
            .arg("--no-browser")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut address = String::new();
        BufReader::new(process.stdout.take().ok_or("no output")?).read_line(&mut address)?;
        let (host, path) = address.trim().trim_start_matches("http://").split_once('/').ok_or("no address")?;
        let desk = Desk { process, host: host.to_owned(), path: format!("/{path}") };
        desk.post("api/who", "{\"who\":\"The bench\"}")?;
        Ok(desk)
    }

    fn get(&self, what: &str) -> Result<String, Box<dyn Error>> {
        self.ask(&format!("GET {}{what} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.path, self.host))
    }

    fn post(&self, what: &str, body: &str) -> Result<String, Box<dyn Error>> {
        let host = &self.host;
        let length = body.len();
        let head = format!("POST {}{what} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n", self.path);
        self.ask(&format!("{head}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"))
    }

    /// The id of one of the recommendations of a document.
    fn recommendation(&self, document: &str, at: usize) -> Result<String, Box<dyn Error>> {
        let answer = self.get(&format!("api/document?id={document}"))?;
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let told: serde_json::Value = serde_json::from_str(body)?;
        let provisions = told["provisions"].as_array().ok_or("no provisions")?;
        let mut found = provisions.iter().filter(|one| one["kind"] == "recommendation");
        Ok(found.nth(at % 50).and_then(|one| one["id"].as_str()).ok_or("no recommendation")?.to_owned())
    }

    fn ask(&self, request: &str) -> Result<String, Box<dyn Error>> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        match answer.get(9..12) {
            Some("200") => Ok(answer),
            _ => Err(format!("{}: {answer}", request.lines().next().unwrap_or_default()).into()),
        }
    }

    /// The most memory that it has had, in KB, where the system tells.
    fn peak(&self) -> Option<usize> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.post("api/quit", "");
        let _ = self.process.wait();
    }
}
