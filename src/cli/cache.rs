//! What was read of documents, kept from run to run: an archive is read once.
//!
//! An entry is a file of its own in the user's cache folder, named by a hash of what it was made from, and written
//! whole or not at all, so that several processes may share the folder. One that is damaged, or that another build of the
//! program has written, is none. Nothing depends on what is kept but the time that a run takes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use etcetera::BaseStrategy;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tracing::trace_span;

use super::unfinished::{Unfinished, clear_abandoned};
use crate::analysis::{Analysed, Keeper, Kept, Options, Surroundings};
use crate::corpus::Source;
use crate::error::{Error, Result};
use crate::extract;
use crate::model::Document;

/// What an entry begins with.
const MAGIC: &[u8] = b"travaux kept\n";

/// How many bytes are kept at most: what was not used for longest goes first.
const LARGEST: u64 = 1 << 30;

/// How often an entry is marked as used.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What kinds of entries there are: a document as it was read from its file, and what its words came to.
const DOCUMENT: &str = "document";
const WORDS: &str = "words";

/// The entries that there are.
pub(super) struct Cache {
    /// Where they are; nothing where none are kept.
    folder: Option<PathBuf>,
    /// What tells this build of the program from others.
    build: String,
    /// The keys of the documents that were read, by their ids.
    keys: RefCell<BTreeMap<String, String>>,
    /// What is to be kept when the run is over, with its key.
    keepers: RefCell<Vec<(String, Keeper)>>,
}

/// Where a cache is, and of which build of the program.
#[cfg(feature = "open")]
#[derive(Debug, Clone)]
pub(super) struct Place {
    folder: Option<PathBuf>,
    build: String,
}

impl Cache {
    /// The cache in a folder, or else in the user's own.
    pub(super) fn open(folder: Option<&Path>) -> Self {
        let own = || Some(etcetera::choose_base_strategy().ok()?.cache_dir().join(env!("CARGO_PKG_NAME")));
        let folder = folder.map(Path::to_owned).or_else(own);
        match build() {
            Some(build) => Cache { folder, build, ..Cache::none() },
            None => Cache::none(),
        }
    }

    /// Where it is, to open it once more.
    #[cfg(feature = "open")]
    pub(super) fn place(&self) -> Place {
        Place { folder: self.folder.clone(), build: self.build.clone() }
    }

    /// The cache at a place, knowing the documents that were read from it before: each with its key.
    #[cfg(feature = "open")]
    pub(super) fn at<'a>(place: &Place, known: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let keys = known.map(|(id, key)| (id.to_owned(), key.to_owned())).collect();
        let Place { folder, build } = place.clone();
        Cache { folder, build, keys: RefCell::new(keys), ..Cache::none() }
    }

    /// The key of a document that was read.
    #[cfg(feature = "open")]
    pub(super) fn key(&self, id: &str) -> Option<String> {
        self.keys.borrow().get(id).cloned()
    }

    /// A cache that keeps nothing.
    pub(super) fn none() -> Self {
        let (keys, keepers) = Default::default();
        Cache { folder: None, build: String::new(), keys, keepers }
    }

    /// Reads documents side by side, or takes them up as they were read before.
    ///
    /// # Errors
    /// Of several the first in their order.
    pub(super) fn documents(&self, sources: &[Source], how: &extract::Options) -> Result<Vec<Document>> {
        self.each_document(sources, how).into_iter().collect()
    }

    /// The same with those that can be read, whatever the others are.
    pub(super) fn each_document(&self, sources: &[Source], how: &extract::Options) -> Vec<Result<Document>> {
        let store = self.store();
        let read = |buffer: &mut Vec<u8>, source: &Source| {
            // What comes in on a stream was not meant to be kept.
            let key = store.as_ref().filter(|_| source.path.is_file()).map(|_| key_of(source, how));
            let entry = store.as_ref().zip(key.as_deref());
            let kept =
                entry.and_then(|(store, key)| store.get(key, DOCUMENT, buffer, |held| borsh::from_slice(held).ok()));
            let document = match kept {
                Some(document) => document,
                None => {
                    let document = extract::read_with(source, how)?;
                    if let Some((store, key)) = entry {
                        store.put(key, DOCUMENT, || borsh::to_vec(&document).ok());
                    }
                    document
                }
            };
            Ok((document, key))
        };
        let read: Vec<Result<(Document, Option<String>)>> = sources.par_iter().map_init(Vec::new, read).collect();
        let known = |(document, key): (Document, Option<String>)| {
            if let Some(key) = key {
                self.keys.borrow_mut().insert(document.id.clone(), key);
            }
            document
        };
        read.into_iter().map(|one| one.map(known)).collect()
    }

    /// Reads the words of documents, as [`Analysed::of_each`] does.
    pub(super) fn analysed(&self, documents: Vec<Document>, options: &Options) -> Vec<Analysed> {
        self.analysed_among(documents, options, None)
    }

    /// Reads the words of documents, as if they stood among more of them, whose surroundings are given.
    pub(super) fn analysed_among(
        &self,
        documents: Vec<Document>,
        options: &Options,
        surroundings: Option<&Surroundings>,
    ) -> Vec<Analysed> {
        let read = Analysed::of_each_again(self.with_kept(documents, options), options, surroundings);
        read.iter().for_each(|document| self.keep_later(document, options));
        read
    }

    /// Reads the words of two documents, as [`Analysed::of_pair`] does.
    pub(super) fn analysed_pair(&self, old: Document, new: Document, options: &Options) -> (Analysed, Analysed) {
        let mut both = self.with_kept(vec![old, new], options);
        let (new, old) = (both.pop(), both.pop());
        let (old, new) = old.zip(new).expect("both are there");
        let (old, new) = Analysed::of_pair_again(old, new, options);
        [&old, &new].into_iter().for_each(|document| self.keep_later(document, options));
        (old, new)
    }

    fn with_kept(&self, documents: Vec<Document>, options: &Options) -> Vec<(Document, Option<Kept>)> {
        let store = self.store();
        let keys: Vec<Option<String>> = documents.iter().map(|document| self.words_key(document, options)).collect();
        let take_up = |buffer: &mut Vec<u8>, (document, key): (Document, Option<String>)| {
            let kept = store.as_ref().zip(key);
            let kept = kept.and_then(|(store, key)| store.get(&key, WORDS, buffer, Kept::of_bytes));
            (document, kept)
        };
        documents.into_par_iter().zip(keys).map_init(Vec::new, take_up).collect()
    }

    fn words_key(&self, document: &Document, options: &Options) -> Option<String> {
        let key = self.keys.borrow().get(&document.id)?.clone();
        Some(hash(std::iter::once(key.as_str()).chain(options.given())))
    }

    fn keep_later(&self, document: &Analysed, options: &Options) {
        if let Some(key) = self.words_key(document, options) {
            self.keepers.borrow_mut().push((key, document.keeper()));
        }
    }

    /// Keeps what was made of the documents that were read. What cannot be written is not kept, and no harm is done.
    pub(super) fn keep(&self) {
        let Some(store) = self.store() else { return };
        let keepers = self.keepers.take();
        keepers.par_iter().for_each(|(key, keeper)| store.put(key, WORDS, || keeper.bytes()));
        store.cut_down();
    }

    /// What is kept.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub(super) fn contents(&self) -> Result<Contents<'_>> {
        let Some(store) = self.store() else { return Ok(Contents::default()) };
        let entries = store.entries().map_err(|source| Error::read(store.folder, source))?;
        Ok(Contents {
            folder: Some(store.folder),
            entries: entries.len(),
            bytes: entries.iter().map(|entry| entry.bytes).sum(),
            takes_more: store.unfinished().is_ok(),
        })
    }

    /// Takes all entries away.
    ///
    /// # Errors
    /// If one cannot be taken away.
    pub(super) fn clear(&self) -> Result<()> {
        let Some(store) = self.store() else { return Ok(()) };
        clear_abandoned(store.folder);
        for entry in store.entries().map_err(|source| Error::read(store.folder, source))? {
            match fs::remove_file(&entry.path) {
                // Another process has taken it away.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                taken => taken.map_err(|source| Error::write(&entry.path, source))?,
            }
        }
        Ok(())
    }

    fn store(&self) -> Option<Store<'_>> {
        Some(Store { folder: self.folder.as_deref()?, build: &self.build })
    }
}

/// What is kept.
#[derive(Default)]
pub(super) struct Contents<'a> {
    /// Where; nothing where nothing is kept.
    pub(super) folder: Option<&'a Path>,
    /// How many entries.
    pub(super) entries: usize,
    /// How many bytes they take.
    pub(super) bytes: u64,
    /// Whether more can be written.
    pub(super) takes_more: bool,
}

/// The entries in a folder.
#[derive(Clone, Copy)]
struct Store<'a> {
    folder: &'a Path,
    build: &'a str,
}

/// A file that holds an entry.
struct Entry {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
}

impl Store<'_> {
    /// What an entry holds, if there is one of the key that this build has written and nobody has damaged. It is read into a
    /// buffer, which serves again: fresh memory for each costs as much as the reading.
    fn get<T>(&self, key: &str, kind: &str, buffer: &mut Vec<u8>, read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let _stage = trace_span!("taking up").entered();
        let path = self.path(key, kind);
        buffer.clear();
        // A pipe of that name would be waited for.
        path.symlink_metadata().ok().filter(Metadata::is_file)?;
        File::open(&path).and_then(|mut file| file.read_to_end(buffer)).ok()?;
        let rest = buffer.strip_prefix(self.head().as_slice())?;
        let (sum, held) = rest.split_first_chunk()?;
        if u32::from_le_bytes(*sum) != crc32fast::hash(held) {
            return None;
        }
        mark_used(&path);
        read(held)
    }

    /// Writes an entry, if there is something to be kept.
    fn put(&self, key: &str, kind: &str, make: impl FnOnce() -> Option<Vec<u8>>) {
        let _stage = trace_span!("keeping").entered();
        let Some(held) = make() else { return };
        let write = || -> io::Result<()> {
            let mut file = self.unfinished()?;
            file.write_all(&self.head())?;
            file.write_all(&crc32fast::hash(&held).to_le_bytes())?;
            file.write_all(&held)?;
            file.persist(&self.path(key, kind))
        };
        // A full disk or a folder of somebody else's only means that the next run takes longer.
        let _ = write();
    }

    /// A file to be filled and then given its name; it goes if it is not.
    fn unfinished(&self) -> io::Result<Unfinished> {
        create_private(self.folder)?;
        Unfinished::new_in(self.folder, None)
    }

    /// What an entry of this build begins with.
    fn head(&self) -> Vec<u8> {
        [MAGIC, self.build.as_bytes(), b"\n"].concat()
    }

    fn path(&self, key: &str, kind: &str) -> PathBuf {
        self.folder.join(format!("{key}.{kind}"))
    }

    /// The files that hold entries. What else lies in the folder is somebody else's, or is being written.
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let files = match fs::read_dir(self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            files => files?,
        };
        let mut entries = Vec::new();
        for file in files {
            let path = file?.path();
            // One that is there no more was taken away by another process.
            let Ok(about) = path.symlink_metadata() else { continue };
            if about.is_file() && is_entry(&path.file_name().unwrap_or_default().to_string_lossy()) {
                entries.push(Entry { path, bytes: about.len(), used: about.modified().unwrap_or(UNIX_EPOCH) });
            }
        }
        Ok(entries)
    }

    /// Takes away what was not used for longest, until what is left is not too large.
    fn cut_down(&self) {
        clear_abandoned(self.folder);
        let mut entries = self.entries().unwrap_or_default();
        entries.sort_by(|one, other| (other.used, &other.path).cmp(&(one.used, &one.path)));
        let mut sum = 0;
        for entry in entries {
            sum += entry.bytes;
            if sum > LARGEST {
                let _ = fs::remove_file(entry.path);
            }
        }
    }
}

/// Whether a file of this name holds an entry: its key is a hash.
fn is_entry(name: &str) -> bool {
    name.split_once('.').is_some_and(|(key, kind)| {
        let is_hash = key.len() == 64 && key.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        is_hash && (kind == DOCUMENT || kind == WORDS)
    })
}

/// A folder that is nobody else's to read: documents may be confidential.
fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Notes that an entry is used, once a day.
fn mark_used(path: &Path) {
    let now = SystemTime::now();
    let used = path.metadata().and_then(|about| about.modified());
    if used.is_ok_and(|used| now.duration_since(used).is_ok_and(|since| since > DAY)) {
        let _ = File::options().append(true).open(path).and_then(|file| file.set_modified(now));
    }
}

/// What tells this build of the program from others: its version, and where its file is, how large, and of when. Package
/// managers that give every file the same time of change give each build a place or a time of its own.
fn build() -> Option<String> {
    let file = std::env::current_exe().ok()?.canonicalize().ok()?;
    let about = file.metadata().ok()?;
    let since = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    #[cfg(unix)]
    let made = {
        use std::os::unix::fs::MetadataExt;
        format!("{} {} {}", about.ino(), about.ctime(), about.ctime_nsec())
    };
    #[cfg(not(unix))]
    let made = String::new();
    let place = hash([file.to_string_lossy().as_ref()].into_iter());
    Some(format!("{} {} {} {made} {place}", env!("CARGO_PKG_VERSION"), about.len(), since.as_nanos()))
}

/// What a document is read from, as a key: its name and bytes, what is declared about it, and how it is to be read.
fn key_of(source: &Source, how: &extract::Options) -> String {
    let Source { id, path, bytes, declared } = source;
    let declared_profile = declared.profile.as_deref().and_then(|name| extract::Profile::named(name).ok());
    let name = path.file_name().unwrap_or_default();
    let parts =
        [id.clone(), format!("{name:?}"), format!("{declared:?}"), format!("{declared_profile:?}"), format!("{how:?}")];
    let mut hash = hasher(parts.iter().map(String::as_str));
    hash.update(bytes);
    hex(&hash.finalize())
}

/// Some texts as a key.
fn hash<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    hex(&hasher(parts).finalize())
}

fn hasher<'a>(parts: impl Iterator<Item = &'a str>) -> Sha256 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
