//! Pages of PDFs as pictures, drawn by a process of its own: whatever a file holds, the workbench goes on.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::thread;
use std::time::{Duration, Instant};

use crate::cli::Outcome;
use crate::cli::arguments::Picture;
use crate::cli::output::Console;
use crate::corpus::{LARGEST_FILE, Source};
use crate::error::{Error, Result};
use crate::ingest::page_picture;

/// How long a page may take.
const LONGEST: Duration = Duration::from_secs(10);

/// How often it is looked whether it is there.
const LOOKS: Duration = Duration::from_millis(5);

/// One page is drawn at a time: a document has many, and each may need much memory.
static TURN: Mutex<()> = Mutex::new(());

/// Draws a page, counted from 1, and writes it to standard output.
pub(in crate::cli) fn run(command: &Picture, console: &Console) -> Result<Outcome> {
    let missing = || Error::not_found(format!("{} has no such page", command.file.display()));
    let picture = page_picture(&Source::open(&command.file)?.bytes, command.page).ok_or_else(missing)?;
    console.write_bytes(picture.as_bytes(), None)?;
    Ok(Outcome::Done)
}

/// The picture of a page of a file, drawn by another process; nothing if it fails, or takes too long.
pub(super) fn drawn(file: &Path, page: usize) -> Option<Vec<u8>> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut process = Command::new(std::env::current_exe().ok()?)
        .arg("picture")
        .arg(file)
        .arg(page.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let out = process.stdout.take()?;
    let read = thread::spawn(move || {
        let mut picture = Vec::new();
        out.take(LARGEST_FILE).read_to_end(&mut picture).ok().map(|_| picture)
    });
    let begun = Instant::now();
    let done = loop {
        match process.try_wait() {
            Ok(Some(status)) => break status.success(),
            Ok(None) if begun.elapsed() < LONGEST => thread::sleep(LOOKS),
            _ => {
                let _ = process.kill();
                let _ = process.wait();
                break false;
            }
        }
    };
    read.join().ok().flatten().filter(|_| done)
}
