//! Where documents come from: a folder with a manifest, or bare files.
//!
//! A manifest says what the texts themselves do not, and overrides what they say:
//!
//! ```toml
//! model = "../models/all-MiniLM-L6-v2"
//!
//! [[document]]
//! id = "2019-draft"
//! path = "2019-draft.txt"
//! meeting = 6
//! stage = "draft"
//! inferred = ["meeting"]
//! draft_of = "2019-final"
//! ```
//!
//! Beside it may stand what a person mended in how the documents are read: see [`Readings`].

mod readings;

pub use readings::{Correction, READINGS, Readings, Written};

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::error::{Error, Result};
use crate::model::{Date, Document, DocumentSymbol, Metadata, Stage, nearest};

/// The name of the file that describes a corpus.
pub const MANIFEST: &str = "manifest.toml";

/// The largest file that is read, in bytes. Reports are well under one megabyte; a hundred
/// thousand provisions of thirty words are about twenty.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// What is said about a document from outside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// What it is. Every field that is set overrides what the text says.
    pub metadata: Metadata,
    /// How the document is laid out: the name of a built-in profile, or the path of one's own.
    pub profile: Option<String>,
    /// What a person mended in how its lines are read.
    pub corrections: Vec<Written>,
}

impl From<Metadata> for Declared {
    fn from(metadata: Metadata) -> Self {
        Declared { metadata, ..Declared::default() }
    }
}

/// One file as it lies on disk, and what is declared about it.
#[derive(Debug, Clone)]
pub struct Source {
    /// The document's id, unique in its corpus.
    pub id: String,
    /// The path, as given or as joined from the manifest.
    pub path: PathBuf,
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What the manifest says.
    pub declared: Declared,
}

impl Source {
    /// Reads a bare file; its id is the name without the ending.
    ///
    /// # Errors
    /// If the file cannot be read, is a folder, is empty, or is larger than [`LARGEST_FILE`].
    pub fn open(path: &Path) -> Result<Self> {
        let id = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(Source { id, path: path.to_owned(), bytes: read_bytes(path)?, declared: Declared::default() })
    }

    /// Reads a document from a stream to its end.
    ///
    /// `name` is what messages call the stream.
    ///
    /// # Errors
    /// If the stream cannot be read, is empty, or holds more than [`LARGEST_FILE`].
    pub fn from_stream(id: &str, name: &str, stream: impl Read) -> Result<Self> {
        let path = PathBuf::from(name);
        Ok(Source { id: id.into(), bytes: read_stream(&path, stream)?, path, declared: Declared::default() })
    }

    /// Reads several bare files, and tells those of the same name apart.
    ///
    /// # Errors
    /// As [`Source::open`].
    pub fn open_all(paths: &[PathBuf]) -> Result<Vec<Self>> {
        let mut sources = paths.iter().map(|path| Source::open(path)).collect::<Result<Vec<_>>>()?;
        Source::tell_apart(&mut sources);
        Ok(sources)
    }

    /// Makes the ids of bare files differ. Where two share a name, the later ones are told apart by a number:
    /// `report`, `report-2`.
    pub fn tell_apart(sources: &mut [Self]) {
        let mut taken = BTreeSet::<String>::new();
        for source in sources {
            let name = source.id.clone();
            let mut count = 1;
            while !taken.insert(source.id.clone()) {
                count += 1;
                source.id = format!("{name}-{count}");
            }
        }
    }
}

/// A folder of documents with a manifest.
#[derive(Debug, Clone)]
pub struct Corpus {
    /// The folder.
    pub root: PathBuf,
    /// The folder of the sentence-embedding model that its documents are to be read with, if the manifest names one.
    pub model: Option<PathBuf>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    id: String,
    path: PathBuf,
    declared: Declared,
}

impl Corpus {
    /// Reads the manifest of a folder, and what a person mended in how its documents are read; the documents themselves are read
    /// by [`Corpus::sources`].
    ///
    /// # Errors
    /// If there is no manifest, or it does not parse, has an unknown key, the same id twice, a bad
    /// date, or a path that leads out of the folder; or as [`Readings::open`]. The message gives line and column.
    pub fn open(root: &Path) -> Result<Self> {
        if !root.is_dir() {
            let message = "no such folder; name the corpus with -C DIR, or give files instead of document ids";
            return Err(Error::file(root, message));
        }
        let path = root.join(MANIFEST);
        if !path.exists() {
            let message = format!(
                "the folder has no {MANIFEST}; write one (an id and a path for each document), or name the files themselves"
            );
            return Err(Error::file(root, message));
        }
        Corpus::parse(root, &read_text(&path)?)
    }

    /// The same of a text that is to be the manifest of a folder.
    ///
    /// # Errors
    /// As [`Corpus::open`].
    pub fn parse(root: &Path, text: &str) -> Result<Self> {
        let mut corpus = parse_manifest(&root.join(MANIFEST), text, root)?;
        let readings = Readings::open(root)?;
        readings.ensure_known(corpus.ids())?;
        for entry in &mut corpus.entries {
            entry.declared.corrections = readings.of(&entry.id).to_vec();
        }
        Ok(corpus)
    }

    /// The ids in the order of the manifest.
    pub fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.entries.iter().map(|entry| entry.id.as_str())
    }

    /// The files of the documents, in the order of the manifest.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.entries.iter().map(|entry| entry.path.as_path())
    }

    /// The id of each document, its file, and what is declared about it, in the order of the manifest.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &Path, &Declared)> {
        self.entries.iter().map(|entry| (entry.id.as_str(), entry.path.as_path(), &entry.declared))
    }

    /// Reads every document's file.
    ///
    /// # Errors
    /// As [`Source::open`].
    pub fn sources(&self) -> Result<Vec<Source>> {
        self.entries.iter().map(Entry::read).collect()
    }

    /// Reads one document's file.
    ///
    /// # Errors
    /// [`Error::NotFound`] if no document has this id (the message names the nearest ones), or as [`Source::open`].
    pub fn source(&self, id: &str) -> Result<Source> {
        match self.entries.iter().find(|entry| entry.id == id) {
            Some(entry) => entry.read(),
            None => {
                let (root, near) = (self.root.display(), nearest(id, self.ids()));
                Err(Error::not_found(format!("`{id}` is neither a file nor a document of {root}; {near}")))
            }
        }
    }
}

impl Entry {
    fn read(&self) -> Result<Source> {
        Ok(Source {
            id: self.id.clone(),
            path: self.path.clone(),
            bytes: read_bytes(&self.path)?,
            declared: self.declared.clone(),
        })
    }
}

/// Reads a file that is text, or says that it is not in UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read_bytes(path)?).map_err(|_| Error::file(path, "is not UTF-8; save it as UTF-8"))
}

/// Reads a file that is text and in which a person's words are kept, each of which is called `one` of them; nothing where there is no
/// such file yet.
pub(crate) fn text_if_there(path: &Path, one: &str) -> Result<String> {
    let wrong = |message: String| Error::file(path, message);
    match path.metadata() {
        Ok(about) if !about.is_file() => {
            Err(wrong(format!("is no regular file, so that no {one} could be kept in it; put one in its place")))
        }
        Ok(about) if about.len() > 0 => read_text(path),
        Ok(_) => Ok(String::new()),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::read(path, error)),
        Err(_) if path.is_symlink() => Err(wrong("is a link to a file that is not there; mend or remove it".into())),
        Err(_) => Ok(String::new()),
    }
}

/// Reads a file in TOML that holds tables of a name.
pub(crate) fn parse_tables<T: DeserializeOwned>(path: &Path, text: &str, name: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| {
        let mut message = error.message().trim_end().to_owned();
        if message.ends_with("expected a sequence") {
            message.push_str(&format!("; every {name} is a [[{name}]] with two brackets"));
        }
        Error::at(path, text, error.span().map(|span| span.start), message)
    })
}

pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let failed = |source| Error::read(path, source);
    let wrong = |message| Error::file(path, message);
    let about = fs::metadata(path).map_err(failed)?;
    if about.is_dir() {
        return Err(wrong(format!("is a folder; name a file in it, or use -C for a corpus with a {MANIFEST}")));
    }
    if about.len() > LARGEST_FILE {
        return Err(wrong(format!(
            "is {} MiB large, over the limit of {} MiB; split it",
            about.len() / (1024 * 1024),
            LARGEST_FILE / (1024 * 1024)
        )));
    }
    for _ in 0..READINGS_OF_ONE {
        let mut file = fs::File::open(path).map_err(failed)?;
        let before = file.metadata().map_err(failed)?;
        let bytes = read_stream(path, &mut file)?;
        let after = file.metadata().map_err(failed)?;
        // A pipe or a device has no length, and nothing to compare.
        let is_same = |one: &fs::Metadata, other: &fs::Metadata| one.modified().ok() == other.modified().ok();
        if !before.is_file() || after.len() == bytes.len() as u64 && is_same(&before, &after) {
            return Ok(bytes);
        }
    }
    Err(wrong("is being changed while it is read; try again when whoever writes it is done".into()))
}

/// How often a file is read anew that was changed meanwhile: half of what it was and half of what it is are no document.
const READINGS_OF_ONE: usize = 3;

/// Reads a file or a stream to its end. Not each knows its length: a device or a pipe has none.
fn read_stream(path: &Path, stream: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = stream.take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|source| Error::read(path, source))?;
    if bytes.len() as u64 > LARGEST_FILE {
        let limit = LARGEST_FILE / (1024 * 1024);
        return Err(Error::file(path, format!("is over the limit of {limit} MiB; split it")));
    }
    if bytes.is_empty() {
        return Err(Error::file(path, "is empty; there is nothing to read"));
    }
    Ok(bytes)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    model: Option<PathBuf>,
    #[serde(default)]
    document: Vec<ManifestEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestEntry {
    id: Spanned<String>,
    path: Spanned<String>,
    symbol: Option<DocumentSymbol>,
    body: Option<String>,
    meeting: Option<u32>,
    stage: Option<Stage>,
    date: Option<Spanned<toml::Value>>,
    language: Option<String>,
    title: Option<String>,
    subject: Option<String>,
    profile: Option<Spanned<String>>,
    #[serde(default)]
    inferred: Vec<Spanned<String>>,
    draft_of: Option<Spanned<String>>,
}

fn parse_manifest(path: &Path, text: &str, root: &Path) -> Result<Corpus> {
    let file: ManifestFile = parse_tables(path, text, "document")?;
    if file.document.is_empty() {
        return Err(Error::file(path, "names no document; add a [[document]] with an id and a path"));
    }
    let mut first_seen = BTreeMap::<String, usize>::new();
    let mut entries = Vec::with_capacity(file.document.len());
    let mut drafts = Vec::new();
    for entry in file.document {
        let start = entry.id.span().start;
        let id = entry.id.into_inner();
        check_id(&id).map_err(|message| Error::at(path, text, start, message))?;
        if let Some(&earlier) = first_seen.get(&id) {
            let message = format!(
                "the id `{id}` is already taken on line {}; ids must differ",
                crate::error::line_of(text, earlier)
            );
            return Err(Error::at(path, text, start, message));
        }
        first_seen.insert(id.clone(), start);
        let inside = path_inside(root, entry.path.get_ref())
            .map_err(|message| Error::at(path, text, entry.path.span().start, message))?;
        let profile = entry.profile.map(|profile| match profile.get_ref().contains(['.', '/']) {
            // The path of a profile; anything else is the name of one.
            true => path_inside(root, profile.get_ref())
                .map(|inside| inside.to_string_lossy().into_owned())
                .map_err(|message| Error::at(path, text, profile.span().start, message)),
            false => Ok(profile.into_inner()),
        });
        let profile = profile.transpose()?;
        let date = entry.date.map(|date| date_in(path, text, &date)).transpose()?;
        for field in &entry.inferred {
            if !Metadata::FIELDS.contains(&field.get_ref().as_str()) {
                let message =
                    format!("`inferred` names `{}`, which is none of {}", field.get_ref(), Metadata::FIELDS.join(", "));
                return Err(Error::at(path, text, field.span().start, message));
            }
        }
        let draft_of = entry.draft_of.map(|report| {
            drafts.push((entries.len(), report.span().start));
            report.into_inner()
        });
        entries.push(Entry {
            id,
            path: inside,
            declared: Declared {
                metadata: Metadata {
                    symbol: entry.symbol,
                    body: entry.body,
                    meeting: entry.meeting,
                    stage: entry.stage,
                    date,
                    language: entry.language,
                    title: entry.title,
                    subject: entry.subject,
                    inferred: entry.inferred.into_iter().map(Spanned::into_inner).collect(),
                    draft_of,
                },
                profile,
                corrections: Vec::new(),
            },
        });
    }
    settle_drafts(&mut entries, &drafts).map_err(|(at, message)| Error::at(path, text, at, message))?;
    // A model is shared by many; it need not stand within the corpus.
    let model = file.model.map(|model| root.join(model));
    Ok(Corpus { root: root.to_owned(), model, entries })
}

/// Sees to it that what is declared to be a draft is one of a report of the manifest: the stages of both follow from it, where nothing
/// is said of them. `drafts` are the places of the drafts, and where in the text each names its report.
///
/// # Errors
/// What is wrong, and where.
fn settle_drafts(entries: &mut [Entry], drafts: &[(usize, usize)]) -> std::result::Result<(), (usize, String)> {
    for &(draft, at) in drafts {
        entries[draft].declared.metadata.stage.get_or_insert(Stage::Draft);
        let Entry { id, declared: Declared { metadata, .. }, .. } = &entries[draft];
        let named = metadata.draft_of.as_deref().unwrap_or_default();
        let report = entries.iter().position(|entry| entry.id == named);
        let wrong = |message: String| Err((at, message));
        match report {
            _ if metadata.stage() != Stage::Draft => {
                return wrong(format!(
                    "`{id}` has the stage `{}`; only a draft is a draft of a report",
                    metadata.stage().name()
                ));
            }
            Some(report) if report == draft => {
                return wrong(format!("`{id}` cannot be a draft of itself; name its report"));
            }
            None => {
                let others = entries.iter().map(|entry| entry.id.as_str()).filter(|other| other != id);
                return wrong(format!("`{named}` is no document of the manifest; {}", nearest(named, others)));
            }
            Some(_) => {}
        }
    }
    for &(draft, at) in drafts {
        let named = entries[draft].declared.metadata.draft_of.clone().unwrap_or_default();
        let Some(report) = entries.iter_mut().find(|entry| entry.id == named) else { continue };
        let stage = *report.declared.metadata.stage.get_or_insert(Stage::Final);
        if stage != Stage::Final {
            return Err((at, format!("`{named}` has the stage `{}`; name the report that was adopted", stage.name())));
        }
    }
    Ok(())
}

/// A date in a file. One of TOML's own does as well as one in quotes.
pub(crate) fn date_in(path: &Path, text: &str, date: &Spanned<toml::Value>) -> Result<Date> {
    let written = date.get_ref().as_str().map_or_else(|| date.get_ref().to_string(), str::to_owned);
    Date::from_str(&written).map_err(|message| Error::at(path, text, date.span().start, message))
}

/// An id stands before the slash in `2019-final/13`, so it must not hold one.
fn check_id(id: &str) -> std::result::Result<(), String> {
    if id.is_empty() || id.chars().any(|c| c == '/' || c.is_whitespace() || c.is_control()) {
        return Err(format!("`{id}` cannot be an id; use letters, digits, dots and hyphens, no space and no slash"));
    }
    Ok(())
}

/// The text of a manifest for some documents, each with its path in the folder. What was read of a document stands beside it as a
/// comment: whoever takes the sign away decides it.
pub fn manifest<'d>(documents: impl Iterator<Item = (&'d Document, &'d str)>) -> String {
    let mut text = "# The documents of this folder. What a text says of itself is read from the text, and stands here behind a sign #. \
                    Take the sign\n# away, and what you write counts instead.\n"
        .to_owned();
    documents.for_each(|(document, path)| text += &entry(document, path));
    text
}

/// The entry of a document in a manifest, likewise.
pub fn entry(document: &Document, path: &str) -> String {
    let quoted = |value: &str| toml::Value::String(value.to_owned()).to_string();
    let Metadata { symbol, body, meeting, stage, date, language, title, subject, .. } = &document.metadata;
    let fields = [
        ("stage", stage.map(|stage| quoted(stage.name()))),
        ("date", date.map(|date| quoted(&date.to_string()))),
        ("body", body.as_deref().map(quoted)),
        ("subject", subject.as_deref().map(quoted)),
        ("meeting", meeting.map(|meeting| meeting.to_string())),
        ("symbol", symbol.as_ref().map(|symbol| quoted(symbol))),
        ("language", language.as_deref().map(quoted)),
        ("title", title.as_deref().map(quoted)),
    ];
    let mut text = format!("\n[[document]]\nid = {}\npath = {}\n", quoted(&document.id), quoted(path));
    for (name, value) in fields {
        match value {
            Some(value) => text += &format!("# {name} = {value}\n"),
            // What links go by is worth looking up.
            None if NEEDED.contains(&name) => text += &format!("# {name}: not found\n"),
            None => {}
        }
    }
    text
}

/// What must be known of a document, for it to be put in time and held against others.
pub const NEEDED: [&str; 3] = ["stage", "date", "body"];

/// Makes a name one that can be an id, and no other's.
pub fn id_of(name: &str, taken: &BTreeSet<String>) -> String {
    let is_fit = |c: char| !(c == '/' || c == '\\' || c.is_whitespace() || c.is_control());
    let fit: String = name.chars().map(|c| if is_fit(c) { c } else { '-' }).collect();
    let named = |count: usize| if count == 1 { fit.clone() } else { format!("{fit}-{count}") };
    (1..).map(named).find(|id| !taken.contains(id)).expect("numbers do not end")
}

/// Joins a manifest's path to its folder, and refuses one that leads out of it, be it by `..`,
/// by an absolute path or by a link.
fn path_inside(root: &Path, path: &str) -> std::result::Result<PathBuf, String> {
    let outside = || format!("`{path}` leads out of the corpus; paths are relative to the folder of the {MANIFEST}");
    if Path::new(path).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err(outside());
    }
    let joined = root.join(path);
    // A file that is not there is reported when it is read.
    if let (Ok(real_root), Ok(real)) = (root.canonicalize(), joined.canonicalize())
        && !real.starts_with(real_root)
    {
        return Err(outside());
    }
    Ok(joined)
}
