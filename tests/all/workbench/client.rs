//! A workbench that was started, and as much of a browser as its tests need: it speaks HTTP in its own letters, so that it can
//! say what no browser would.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::{NamedTempFile, TempDir};

use crate::common::corpus_root;

/// How long anything may take; a test machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The program, where git knows no user.
pub fn travaux() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("travaux"));
    command.env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"));
    let nobody = concat!(env!("CARGO_TARGET_TMPDIR"), "/nobody");
    command.env("HOME", nobody).env("XDG_CONFIG_HOME", nobody).env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.env("GIT_CONFIG_NOSYSTEM", "1").env_remove("GIT_CONFIG_COUNT").env_remove("COLUMNS");
    command
}

/// What the command line makes of a folder.
pub fn command_line(folder: &Path, arguments: &[&str]) -> Output {
    travaux().arg("-C").arg(folder).args(arguments).output().unwrap()
}

/// The same as JSON.
pub fn command_json(folder: &Path, arguments: &[&str]) -> Value {
    let output = command_line(folder, &[arguments, &["--format", "json"]].concat());
    let errors = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {errors}"))
}

/// Waits until something is there.
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "{what} did not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A workbench that runs. It ends with the test, and must not have panicked.
pub struct Bench {
    child: Mutex<Child>,
    pub port: u16,
    pub token: String,
    errors: NamedTempFile,
}

impl Bench {
    /// Opens a folder.
    pub fn open(folder: &Path) -> Self {
        Bench::start(travaux().arg("open").arg(folder))
    }

    /// Opens a folder, with somebody who decides.
    pub fn open_as(folder: &Path, who: &str) -> Self {
        let bench = Bench::open(folder);
        assert_eq!(bench.post("api/who", &json!({ "who": who })).json()["who"], who);
        bench
    }

    fn start(command: &mut Command) -> Self {
        let errors = NamedTempFile::new().unwrap();
        command.arg("--no-browser").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors.reopen().unwrap());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        let said = || fs::read_to_string(errors.path()).unwrap();
        let (port, token) = address.and_then(|rest| rest.split_once('/')).unwrap_or_else(|| panic!("{line}{}", said()));
        Bench { port: port.parse().unwrap(), token: token.to_owned(), child: Mutex::new(child), errors }
    }

    pub fn id(&self) -> u32 {
        self.child().id()
    }

    /// Its own name, as a browser sends it.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.host())
    }

    pub fn connect(&self) -> TcpStream {
        self.reach().expect("it listens")
    }

    fn reach(&self) -> Option<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Some(stream)
    }

    /// Sends these very bytes, and reads what comes back, if anything.
    pub fn raw(&self, bytes: &[u8]) -> Option<Answer> {
        let mut stream = self.reach()?;
        // Who is refused may find the door closed before all is said.
        let _ = stream.write_all(bytes);
        Answer::read(stream)
    }

    /// Asks with these headers and no others but those without which nobody can be heard. Whatever the answer, it says what may
    /// be done with it.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        if method != "GET" {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        let answer = self.raw(&[format!("{head}\r\n").as_bytes(), body].concat());
        let answer = answer.unwrap_or_else(|| panic!("{method} {path} was not answered"));
        answer.assert_guarded();
        answer
    }

    /// Asks as one of its own pages does, for what stands behind the token.
    pub fn get(&self, view: &str) -> Answer {
        self.ask("GET", &format!("/{}/{view}", self.token), &[("Host", &self.host())], b"")
    }

    /// What is asked for as JSON, which must be there.
    pub fn told(&self, view: &str) -> Value {
        let answer = self.get(view);
        assert_eq!(answer.status, 200, "{view}: {}", answer.text());
        answer.json()
    }

    /// What is shown at an address, once the documents have been compared as they are now.
    pub fn page(&self, view: &str) -> Answer {
        wait_for(view, || Some(self.get(view)).filter(|answer| answer.status != 503))
    }

    /// Changes something, as one of its own pages does.
    pub fn post(&self, view: &str, value: &Value) -> Answer {
        self.send(view, "application/json", value.to_string().as_bytes())
    }

    /// Changes something, which must succeed.
    pub fn done(&self, view: &str, value: &Value) -> Value {
        let answer = self.post(view, value);
        assert_eq!(answer.status, 200, "{view} {value}: {}", answer.text());
        answer.json()
    }

    /// Drops a file.
    pub fn drop_file(&self, name: &str, bytes: &[u8]) -> Answer {
        self.send(&format!("api/file?name={}", encoded(name)), "application/octet-stream", bytes)
    }

    pub fn send(&self, view: &str, kind: &str, body: &[u8]) -> Answer {
        let (host, origin) = (self.host(), self.origin());
        let headers = [("Host", host.as_str()), ("Origin", &origin), ("Content-Type", kind)];
        self.ask("POST", &format!("/{}/{view}", self.token), &headers, body)
    }

    /// Waits until the lineage is there, and nothing is being done.
    pub fn settled(&self) -> Value {
        wait_for("the lineage", || {
            let state = self.told("api/state");
            (state["work"].is_null() && state["ready"] == true).then_some(state)
        })
    }

    /// Ends it as a machine without power does.
    pub fn kill(&self) {
        let mut child = self.child();
        let _ = child.kill();
        let _ = child.wait();
    }

    fn child(&self) -> MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it ends by itself within a while.
    pub fn has_ended(&self, within: Duration) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < within {
            if self.child().try_wait().unwrap().is_some() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    /// The most memory that it has had, in bytes, where the system tells.
    pub fn most_memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.kill();
        let said = fs::read_to_string(self.errors.path()).unwrap_or_default();
        if !std::thread::panicking() {
            assert!(!said.contains("panicked"), "{said}");
        }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads an answer, if one comes.
    pub fn read(stream: TcpStream) -> Option<Self> {
        let mut stream = BufReader::new(stream);
        let mut line = || {
            let mut line = String::new();
            stream.read_line(&mut line).ok().filter(|&length| length > 0)?;
            Some(line.trim_end().to_owned())
        };
        let status = line()?.split(' ').nth(1)?.parse().ok()?;
        let mut headers = Vec::new();
        loop {
            let line = line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        let length: usize = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        answer.body.resize(length, 0);
        stream.read_exact(&mut answer.body).ok()?;
        Some(answer)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{}", self.text());
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// What a person is told of a failure.
    pub fn error(&self) -> String {
        assert!((400..500).contains(&self.status), "{}: {}", self.status, self.text());
        let told = self.json();
        told["error"].as_str().filter(|error| !error.is_empty()).unwrap_or_else(|| panic!("{told}")).to_owned()
    }

    /// Says that the answer tells a browser what may be done with it: nothing but what the workbench needs.
    pub fn assert_guarded(&self) {
        let is = |name: &str, value: &str| {
            assert_eq!(self.header(name), Some(value), "{name} of {}: {:?}", self.status, self.headers);
        };
        let policy = self.header("content-security-policy").unwrap_or_else(|| panic!("no policy: {:?}", self.headers));
        for part in ["default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "form-action 'none'"] {
            assert!(policy.contains(part), "{policy}");
        }
        is("x-content-type-options", "nosniff");
        is("x-frame-options", "DENY");
        is("referrer-policy", "no-referrer");
        is("cross-origin-opener-policy", "same-origin");
        is("cross-origin-resource-policy", "same-origin");
        is("cache-control", "no-store");
        assert!(!self.headers.iter().any(|(name, _)| name.starts_with("access-control")), "{:?}", self.headers);
    }
}

/// A text as it stands in an address.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).into() } else { format!("%{byte:02X}") })
        .collect()
}

/// All that is in a folder, with what it holds; links are not followed.
pub fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        let held = if kind.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
        found.push((path.clone(), held));
        if kind.is_dir() {
            found.extend(tree(&path));
        }
    }
    found.sort();
    found
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        File::create(folder.path().join(name)).unwrap().write_all(text.as_bytes()).unwrap();
    }
    folder
}

/// A folder with the corpus, and no decisions.
pub fn corpus() -> TempDir {
    let folder = TempDir::new().unwrap();
    for entry in fs::read_dir(corpus_root()).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        let name = entry.file_name();
        if name != "decisions.toml" && name != "README.md" {
            fs::copy(entry.path(), folder.path().join(name)).unwrap();
        }
    }
    folder
}

/// What is recommended on lamps, a line for each: enough that it can be told apart, and followed from report to report.
pub const LAMPS: [&str; 8] = [
    "Member harbours should keep a register of every lamp on their quays and breakwaters.",
    "The Harbour Board invites pilots to report lamps that are dark, within one day of seeing them.",
    "Member harbours are encouraged to train the crews of tugs in the signals of the eastern channel.",
    "Lighthouse keepers should publish the tables of the tides each spring, in the languages of the coast.",
    "The secretariat should collect examples of good practice in dredging, and make them known.",
    "Member harbours should not charge fishing boats that seek shelter from a storm.",
    "Owners of ferries are requested to carry oil and wicks for three nights at least.",
    "The Harbour Board decides to review the fees of the mooring buoys at its next meeting.",
];

/// A report of the Harbour Board that recommends this.
pub fn report(date: &str, kind: &str, recommended: &[&str]) -> String {
    let mut text = format!("Harbour Board\n\n{date}\n\n{kind}\n\nRecommendations\n\n");
    for (at, one) in recommended.iter().enumerate() {
        text += &format!("{}. {one}\n\n", at + 1);
    }
    text
}
