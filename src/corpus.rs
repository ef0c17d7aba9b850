//! Where documents come from: a folder with a manifest, or bare files.
//!
//! A manifest says what the texts themselves do not, and overrides what they say:
//!
//! ```toml
//! [[document]]
//! id = "2019-draft"
//! path = "2019-draft.txt"
//! meeting = 6
//! stage = "draft"
//! inferred = ["meeting"]
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::error::{Error, Result};

/// The name of the file that describes a corpus.
pub const MANIFEST: &str = "manifest.toml";

/// The largest file that is read, in bytes. Reports are well under one megabyte; a hundred
/// thousand provisions of thirty words are about twenty.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Where in its making a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Circulated for negotiation.
    Draft,
    /// Adopted.
    Final,
    /// Neither: a report on activities, a background paper, a list of units.
    Other,
}

impl Stage {
    /// The stage as it is written in a manifest and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Final => "final",
            Stage::Other => "other",
        }
    }
}

/// A calendar date of full or reduced precision (ISO 8601): `2019`, `2019-09` or `2019-09-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(with = "String")]
pub struct Date {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl Date {
    /// A date of which only the year is known.
    pub fn year_only(year: i16) -> Self {
        Date { year, month: None, day: None }
    }

    /// Whether more than the year is known.
    pub fn has_month(self) -> bool {
        self.month.is_some()
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// A full date; `None` where the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok()?;
        Some(Date { year, month: Some(month), day: Some(day) })
    }
}

/// In the order of time. A date of reduced precision comes after those within its span: a report of
/// which only the year is known was hardly the first thing that year.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |date: &Date| (date.year, date.month.unwrap_or(i8::MAX), date.day.unwrap_or(i8::MAX));
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let wrong = || format!("`{text}` is no date; write YYYY-MM-DD, YYYY-MM or YYYY");
        let mut parts = text.split('-');
        let mut part = |width: usize| match parts.next() {
            None => Ok(None),
            Some(digits) if digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse::<i16>().map(Some).map_err(|_| wrong())
            }
            Some(_) => Err(wrong()),
        };
        let year = part(4)?.ok_or_else(wrong)?;
        let month = part(2)?.map(|month| month as i8);
        let day = part(2)?.map(|day| day as i8);
        if parts.next().is_some() {
            return Err(wrong());
        }
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1))
            .map_err(|_| format!("`{text}` is not in the calendar"))?;
        Ok(Date { year, month, day })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What is said about a document from outside its text. Every field that is set overrides what
/// the text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// The document symbol, such as `CTOC/COP/WG.7/2019/6`.
    pub symbol: Option<String>,
    /// The body that met.
    pub body: Option<String>,
    /// Which of its meetings, counted from 1.
    pub meeting: Option<u32>,
    /// Draft, final or other.
    pub stage: Option<Stage>,
    /// The date of the document.
    pub date: Option<Date>,
    /// The language, as an ISO 639-1 code.
    pub language: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// How the document is laid out: the name of a built-in profile, or the path of one's own.
    pub profile: Option<String>,
    /// The names of the fields above that were inferred and not read off a document.
    pub inferred: Vec<String>,
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
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    id: String,
    path: PathBuf,
    declared: Declared,
}

impl Corpus {
    /// Reads the manifest of a folder; the documents themselves are read by [`Corpus::sources`].
    ///
    /// # Errors
    /// If there is no manifest, or it does not parse, has an unknown key, the same id twice, a bad
    /// date, or a path that leads out of the folder. The message gives line and column.
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
        let text = read_text(&path, NOT_UTF_8)?;
        Ok(Corpus { root: root.to_owned(), entries: parse_manifest(&path, &text, root)? })
    }

    /// The ids in the order of the manifest.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.id.as_str())
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

/// Says which of the known ids come nearest to one that is not known.
pub fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut ranked: Vec<(f64, &str)> = known.map(|id| (strsim::jaro_winkler(wanted, id), id)).collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let near: Vec<String> = ranked.iter().take(3).map(|(_, id)| format!("`{id}`")).collect();
    match near.as_slice() {
        [] => "there is none".into(),
        [one] => format!("there is {one}"),
        several => format!("the nearest are {}", several.join(", ")),
    }
}

/// What to do about a file that a person keeps in the wrong encoding.
pub(crate) const NOT_UTF_8: &str = "is not UTF-8; save it as UTF-8";

/// Reads a file that is text, or says that it is not in UTF-8.
pub(crate) fn read_text(path: &Path, not_utf_8: &str) -> Result<String> {
    String::from_utf8(read_bytes(path)?).map_err(|_| Error::file(path, not_utf_8))
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
    read_stream(path, fs::File::open(path).map_err(failed)?)
}

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
    #[serde(default)]
    document: Vec<ManifestEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestEntry {
    id: Spanned<String>,
    path: Spanned<String>,
    symbol: Option<String>,
    body: Option<String>,
    meeting: Option<u32>,
    stage: Option<Stage>,
    date: Option<Spanned<toml::Value>>,
    language: Option<String>,
    title: Option<String>,
    profile: Option<Spanned<String>>,
    #[serde(default)]
    inferred: Vec<Spanned<String>>,
}

/// The fields that `inferred` may name.
const INFERABLE: [&str; 7] = ["symbol", "body", "meeting", "stage", "date", "language", "title"];

fn parse_manifest(path: &Path, text: &str, root: &Path) -> Result<Vec<Entry>> {
    let file: ManifestFile = parse_tables(path, text, "document")?;
    if file.document.is_empty() {
        return Err(Error::file(path, "names no document; add a [[document]] with an id and a path"));
    }
    let mut first_seen = BTreeMap::<String, usize>::new();
    let mut entries = Vec::with_capacity(file.document.len());
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
            if !INFERABLE.contains(&field.get_ref().as_str()) {
                let message =
                    format!("`inferred` names `{}`, which is none of {}", field.get_ref(), INFERABLE.join(", "));
                return Err(Error::at(path, text, field.span().start, message));
            }
        }
        entries.push(Entry {
            id,
            path: inside,
            declared: Declared {
                symbol: entry.symbol,
                body: entry.body,
                meeting: entry.meeting,
                stage: entry.stage,
                date,
                language: entry.language,
                title: entry.title,
                profile,
                inferred: entry.inferred.into_iter().map(Spanned::into_inner).collect(),
            },
        });
    }
    Ok(entries)
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
