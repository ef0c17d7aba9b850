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

mod files;
mod manifest;
mod readings;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::model::{Metadata, nearest};
use files::read_stream;
pub(crate) use files::{parse_tables, read_bytes, read_text, text_if_there};
pub(crate) use manifest::date_in;
use manifest::parse_manifest;
pub use manifest::{NEEDED, entry, id_of, manifest};
pub use readings::{Correction, READINGS, Readings, Written};

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
