//! The documents of the folder: to see how they were read, to drop more, to say what they are.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::pin::Pin;

use super::answer::{Answer, Failure, json, sent};
use super::desk::Desk;
use super::manifest::{self, Field};
use super::routes::off;
use super::shelf::{Held, Shelf};
use crate::cli::input::locked;
use crate::cli::output::{keep_text, unfinished};
use crate::cli::unfinished::Unfinished;
use crate::corpus::{LARGEST_FILE, MANIFEST, READINGS, Readings};
use crate::decisions::DECISIONS;
use crate::error::{Error, Result};
use crate::ingest::endings;
use crate::model::{Date, DocumentSymbol};
use crate::report::Counts;

/// A document as pages list it.
#[derive(Serialize)]
pub(super) struct Listed<'a> {
    id: &'a str,
    path: &'a str,
    in_manifest: bool,
    symbol: Option<&'a DocumentSymbol>,
    title: Option<&'a str>,
    body: Option<&'a str>,
    meeting: Option<u32>,
    stage: &'static str,
    date: Option<Date>,
    language: Option<&'a str>,
    subject: Option<&'a str>,
    profile: Option<&'a str>,
    draft_of: Option<&'a str>,
    provisions: usize,
    counts: Counts,
    verdict: &'static str,
    warnings: usize,
    mended: usize,
    declared: Vec<&'static str>,
}

#[derive(Serialize)]
struct Documents<'a> {
    documents: Vec<Listed<'a>>,
    problems: Vec<Problem<'a>>,
    pairs: Vec<Pair<'a>>,
}

#[derive(Serialize)]
struct Problem<'a> {
    path: &'a str,
    error: &'a str,
}

/// A draft and what came of it.
#[derive(Serialize)]
struct Pair<'a> {
    old: &'a str,
    new: &'a str,
}

/// One document that was changed.
#[derive(Serialize)]
struct One<'a> {
    id: &'a str,
    path: &'a str,
    document: Listed<'a>,
}

/// A document as it is listed.
pub(super) fn listed(held: &Held) -> Listed<'_> {
    let document = &held.document;
    let of = &document.metadata;
    Listed {
        id: &document.id,
        path: &held.path,
        in_manifest: held.in_manifest,
        symbol: of.symbol.as_ref(),
        title: of.title.as_deref(),
        body: of.body.as_deref(),
        meeting: of.meeting,
        stage: of.stage().name(),
        date: of.date,
        language: of.language.as_deref(),
        subject: of.subject.as_deref(),
        // What is declared stands before what was found out.
        profile: held.declared.profile.as_deref().or(document.profile.as_deref()),
        draft_of: of.draft_of.as_deref(),
        provisions: document.provisions.len(),
        counts: Counts::in_document(document),
        verdict: held.verdict.name(),
        warnings: document.warnings.len(),
        mended: held.declared.corrections.len(),
        declared: held.declared(),
    }
}

pub(super) fn list(desk: &Arc<Desk>) -> Answer {
    let shelf = desk.shelf();
    let documents = shelf.held.iter().map(|held| listed(held)).collect();
    let problems = shelf.problems.iter().map(|(path, error)| Problem { path, error }).collect();
    let pairs = shelf.pairs.iter().map(|(old, new)| Pair { old, new }).collect();
    json(&Documents { documents, problems, pairs })
}

/// Takes a file that was dropped into the folder, under a name that is free, and reads it.
pub(super) async fn take(desk: Arc<Desk>, name: String, mut body: Body) -> Answer {
    let checking = (Arc::clone(&desk), name.clone());
    let place = tokio::task::spawn_blocking(move || Place::of(&checking.0.folder, &checking.1)).await;
    let mut place = place.unwrap_or_else(|_| Err(Error::refused("the file cannot be placed")))?;
    let mut size = 0;
    while let Some(bytes) = next(&mut body).await {
        let bytes = bytes
            .map_err(|error| Failure::new(StatusCode::BAD_REQUEST, format!("{name} did not arrive whole: {error}")))?;
        size += bytes.len() as u64;
        if size > LARGEST_FILE {
            tokio::spawn(hear_out(body));
            let limit = LARGEST_FILE / (1024 * 1024);
            let error = format!("{name} is over the limit of {limit} MiB; split it");
            return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, error));
        }
        place.file.write_all(&bytes).map_err(|source| Error::write(&place.path, source))?;
    }
    off(move || kept(&desk, place)).await
}

/// The next bytes of what is sent.
async fn next(body: &mut Body) -> Option<std::result::Result<Bytes, axum::Error>> {
    loop {
        let frame = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
        match frame.map(|frame| frame.into_data()) {
            Ok(Ok(bytes)) => return Some(Ok(bytes)),
            // What may follow the bytes says nothing of them.
            Ok(Err(_)) => {}
            Err(error) => return Some(Err(error)),
        }
    }
}

/// Takes in what is sent, up to some length, and keeps none of it: a browser reads no answer before all is sent.
async fn hear_out(mut body: Body) {
    let mut size = 0;
    while let Some(Ok(bytes)) = next(&mut body).await {
        size += bytes.len() as u64;
        if size > HEARD_OUT {
            return;
        }
    }
}

/// How much of a file that is too large is heard out.
const HEARD_OUT: u64 = 16 * LARGEST_FILE;

/// Where a file is to be, and what it is written to until it is whole.
struct Place {
    path: PathBuf,
    file: Unfinished,
}

impl Place {
    /// A place in the folder for a file of a name. Nothing is made there before the file is whole.
    fn of(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(path_within(name)?);
        // A link may lead anywhere.
        let within = path.ancestors().skip(1).find(|within| within.exists()).unwrap_or(folder);
        let real = within.canonicalize().map_err(|source| Error::read(within, source))?;
        if !real.starts_with(folder) {
            return Err(Error::refused(format!("`{name}` leads out of the folder")));
        }
        let path = path.strip_prefix(within).map(|rest| real.join(rest)).unwrap_or(path);
        let file = unfinished(&path, folder);
        Ok(Place { file: file.map_err(|source| Error::write(&path, source))?, path })
    }
}

/// The path that a dropped file has in the folder: its name, with the folders that it was dropped with.
///
/// # Errors
/// If the name leads elsewhere, is hidden, is that of a file of the program's own, or is no document's.
fn path_within(name: &str) -> Result<PathBuf> {
    let refused = |reason: &str| Error::refused(format!("`{name}` {reason}"));
    let plain = name.replace('\\', "/");
    let parts: Vec<&str> = plain.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let is_plain = |part: &&str| {
        let is_one = Path::new(part).components().eq([Component::Normal(part.as_ref())]);
        is_one
            && !part.starts_with('.')
            && !part.contains(|letter: char| letter.is_control() || ":*?\"<>|".contains(letter))
    };
    let Some(last) = parts.last().filter(|_| plain.len() <= LONGEST_PATH) else {
        return Err(refused("is no name for a file"));
    };
    if parts.iter().any(|part| part.len() > LONGEST_NAME) {
        return Err(refused("is too long a name for a file; shorten it"));
    }
    if !parts.iter().all(is_plain) {
        return Err(refused("cannot be a file of the folder; give it a plain name"));
    }
    if [MANIFEST, READINGS, DECISIONS].contains(last) {
        return Err(refused(
            "is the name of a file in which the program keeps what was decided; open its folder instead",
        ));
    }
    let ending = last.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if !endings().any(|known| known == ending) {
        let known = endings().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ");
        return Err(refused(&format!("is none of the kinds of files that are read: {known}")));
    }
    Ok(parts.iter().collect())
}

/// How long the path of a dropped file may be, and each name in it, in bytes: systems take 255, and a number may be added.
const LONGEST_PATH: usize = 1000;
const LONGEST_NAME: usize = 240;

/// Gives a file its name, or one with a number if there is such a file, reads it, and adds it to the manifest. What comes to
/// nothing does not stay.
fn kept(desk: &Arc<Desk>, Place { path: wanted, mut file }: Place) -> Answer {
    file.as_file().sync_all().map_err(|source| Error::write(&wanted, source))?;
    let stem = wanted.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = wanted.extension().unwrap_or_default().to_string_lossy().into_owned();
    let within = wanted.parent().unwrap_or(&desk.folder);
    let made: Vec<PathBuf> = within.ancestors().take_while(|folder| !folder.exists()).map(Path::to_owned).collect();
    std::fs::create_dir_all(within).map_err(|source| Error::write(within, source))?;
    let mut count = 1;
    let path = loop {
        let path = if count == 1 { wanted.clone() } else { wanted.with_file_name(format!("{stem}-{count}.{ending}")) };
        match file.persist_noclobber(&path) {
            Ok(()) => break path,
            Err((error, same)) if error.kind() == std::io::ErrorKind::AlreadyExists => file = same,
            Err((error, _)) => return Err(Error::write(&path, error).into()),
        }
        count += 1;
    };
    let answer = added(desk, &path);
    if answer.is_err() {
        let _ = std::fs::remove_file(&path);
        // Only those that are empty go.
        made.iter().for_each(|folder| drop(std::fs::remove_dir(folder)));
        desk.read_again();
    }
    answer
}

/// Reads a file that is new in the folder, and names it in the manifest.
fn added(desk: &Arc<Desk>, path: &Path) -> Answer {
    let within = path.strip_prefix(&desk.folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let shelf = desk.read_again();
    let Some(held) = shelf.held.iter().find(|held| held.path == within) else {
        // What is told of no file is told of all of them.
        let reasons = [within.as_str(), MANIFEST, ""];
        let reason = reasons.iter().find_map(|of| shelf.problems.iter().find(|(path, _)| path == of));
        let reason = reason.map_or("it cannot be read", |(_, error)| error.as_str());
        return Err(Failure::new(StatusCode::UNPROCESSABLE_ENTITY, reason));
    };
    name(&desk.folder, &shelf, held)?;
    let shelf = desk.read_again();
    let held = shelf.held.iter().find(|held| held.path == within).unwrap_or(held);
    json(&One { id: &held.document.id, path: &held.path, document: listed(held) })
}

/// Names a document in the manifest. Where there is none, what was found beside it is as much a document.
fn name(folder: &Path, shelf: &Shelf, held: &Held) -> Result<()> {
    let all = || shelf.held.iter().map(|one| (&one.document, one.path.as_str()));
    if !shelf.has_manifest && manifest::begin(folder, all())? {
        return Ok(());
    }
    manifest::add(folder, &held.document, &held.path)
}

/// A document as it is now.
pub(super) fn one(desk: &Arc<Desk>, id: &str) -> Answer {
    let shelf = desk.read_again();
    let held = shelf.document(id)?;
    json(&One { id: &held.document.id, path: &held.path, document: listed(held) })
}

/// Writes the manifest that is needed to keep something about a document.
pub(super) fn ensure_in_manifest(desk: &Arc<Desk>, id: &str) -> Result<()> {
    let shelf = desk.read_again();
    let held = shelf.document(id)?;
    if held.in_manifest { Ok(()) } else { name(&desk.folder, &shelf, held) }
}

/// What is declared of a document: a text, a number, or nothing any more.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Number(i64),
    Text(String),
}

#[derive(Deserialize)]
struct Declaration {
    id: String,
    fields: BTreeMap<String, Option<Value>>,
}

/// What may be declared.
const FIELDS: [&str; 10] =
    ["symbol", "body", "meeting", "stage", "date", "language", "title", "subject", "profile", "draft_of"];

pub(super) fn declare(desk: &Arc<Desk>, bytes: &[u8]) -> Answer {
    let Declaration { id, fields } = sent(bytes)?;
    if let Some(name) = fields.keys().find(|name| !FIELDS.contains(&name.as_str())) {
        return Err(Failure::new(StatusCode::BAD_REQUEST, format!("`{name}` is nothing that can be declared")));
    }
    ensure_in_manifest(desk, &id)?;
    let field = |(name, value): (String, Option<Value>)| {
        let value = match value {
            Some(Value::Number(number)) => Field::Number(number),
            Some(Value::Text(text)) if text.trim().is_empty() => Field::Nothing,
            // A meeting is a number, however it was typed.
            Some(Value::Text(text)) => match text.trim().parse() {
                Ok(number) if name == "meeting" => Field::Number(number),
                _ => Field::Text(text.trim().to_owned()),
            },
            None => Field::Nothing,
        };
        (name, value)
    };
    manifest::declare(&desk.folder, &id, &fields.into_iter().map(field).collect::<Vec<_>>())?;
    one(desk, &id)
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

/// Takes a document out of the manifest, and what was said of its lines with it. Its file stays.
pub(super) fn forget(desk: &Arc<Desk>, bytes: &[u8]) -> Answer {
    let Named { id } = sent(bytes)?;
    let shelf = desk.read_again();
    shelf.ensure_sound()?;
    let refused = |why: String| Failure::new(StatusCode::UNPROCESSABLE_ENTITY, why);
    let in_list = || shelf.held.iter().filter(|held| held.in_manifest);
    let draft = in_list().find(|held| held.declared.metadata.draft_of.as_deref() == Some(&id));
    if let Some(draft) = draft {
        return Err(refused(format!(
            "{MANIFEST} says that {} is a draft of it; say of what else it is one first",
            draft.document.id
        )));
    }
    if in_list().all(|held| held.document.id == id) {
        return Err(refused("it is the only document of the list; add another one first".to_owned()));
    }
    {
        let _lock = locked(&desk.folder)?;
        let there = Readings::open(&desk.folder)?;
        let lines: Vec<_> = there.of(&id).iter().map(|written| written.correction.line.clone()).collect();
        if !lines.is_empty() {
            let without = lines.iter().try_fold(there, |there, line| there.without(&id, line))?;
            keep_text(without.path(), without.text())?;
        }
    }
    manifest::forget(&desk.folder, &id)?;
    desk.read_again();
    list(desk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_file_stays_in_the_folder() {
        let path = |name: &str| path_within(name).ok();
        assert_eq!(path("report.pdf"), Some("report.pdf".into()));
        assert_eq!(path("2019/Report of the group.DOCX"), Some("2019/Report of the group.DOCX".into()));
        assert_eq!(path("/etc/report.txt"), Some("etc/report.txt".into()));
        for name in [
            "",
            "/",
            "..",
            "../report.txt",
            "a/../../report.txt",
            "..\\report.txt",
            "C:\\report.txt",
            ".hidden.txt",
            ".ssh/key.txt",
            "manifest.toml",
            "sub/decisions.toml",
            "program.exe",
            "report",
            "re\u{0}port.txt",
            "re\nport.txt",
            "report.txt/..",
        ] {
            assert_eq!(path(name), None, "{name:?}");
        }
        assert_eq!(path(&format!("{}.txt", "a".repeat(LONGEST_NAME))), None);
        assert_eq!(path(&format!("{}b.txt", "a/".repeat(LONGEST_PATH / 2))), None);
    }

    #[test]
    fn nothing_is_written_through_a_link_that_leads_out() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = folder.path().canonicalize().unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(elsewhere.path(), root.join("out")).unwrap();
        #[cfg(unix)]
        assert!(Place::of(&root, "out/report.txt").is_err());
        #[cfg(unix)]
        assert!(Place::of(&root, "out/new/report.txt").is_err());
        assert!(Place::of(&root, "in/report.txt").is_ok());
        assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}
