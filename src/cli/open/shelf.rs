//! The documents of the folder: those of its manifest, and the files that are in it besides.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use super::work::Job;
use crate::cli::cache::Cache;
use crate::cli::init::files_in;
use crate::corpus::{Corpus, Declared, MANIFEST, READINGS, Source, id_of};
use crate::error::{Error, Result};
use crate::extract::Options;
use crate::ingest::page_count;
use crate::meetings::{Descent, descents, in_time_order};
use crate::model::{Document, DocumentIndex, Metadata};
use crate::report::Verdict;

/// How many documents are read at a time, between which it is told how far the work has come.
const AT_A_TIME: usize = 8;

/// What is in the folder, as it was read.
#[derive(Default)]
pub(super) struct Shelf {
    /// Whether there is a manifest.
    pub(super) has_manifest: bool,
    /// The model that the manifest names.
    pub(super) model: Option<PathBuf>,
    /// The documents in the order of time.
    pub(super) held: Vec<Arc<Held>>,
    /// The files that could not be read, by their paths in the folder, with the reason.
    pub(super) problems: Vec<(String, String)>,
    /// The drafts, each with what came of it, by their ids.
    pub(super) pairs: Vec<(String, String)>,
    /// What the files were like.
    pub(super) stamp: Stamp,
    /// The files that belong to documents and are not found in the folder as such: of other endings, hidden, profiles.
    elsewhere: BTreeSet<PathBuf>,
}

/// A document and where it comes from.
pub(super) struct Held {
    /// The path in the folder.
    pub(super) path: String,
    pub(super) in_manifest: bool,
    /// What the manifest declares.
    pub(super) declared: Declared,
    pub(super) document: Document,
    pub(super) verdict: Verdict,
    /// Its key in the cache.
    pub(super) key: Option<String>,
    /// How many pages it has that can be shown, once that was asked for.
    pages: OnceLock<usize>,
    /// What its file was like.
    state: States,
}

/// What a file is like, by which a change is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FileState {
    length: u64,
    changed: Option<SystemTime>,
    /// Which file it is, where the system tells: what is written whole is another one each time, however fast.
    identity: u64,
}

impl FileState {
    pub(super) fn of(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok()?;
        #[cfg(unix)]
        let identity = std::os::unix::fs::MetadataExt::ino(&about);
        #[cfg(not(unix))]
        let identity = 0;
        Some(FileState { length: about.len(), changed: about.modified().ok(), identity })
    }
}

/// What all files of the folder are like that documents are made of; by default that is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Stamp(Option<Vec<(PathBuf, FileState)>>);

impl Stamp {
    /// What they are like, and what files elsewhere are like that belong to them.
    fn of(folder: &Path, elsewhere: &BTreeSet<PathBuf>) -> Self {
        let own = [MANIFEST, READINGS].map(PathBuf::from).into_iter();
        // A folder that cannot be listed is told of where it is read.
        let found = files_in(folder, &mut |_, _| Ok(())).unwrap_or_default();
        let files = own.chain(found).chain(elsewhere.iter().cloned());
        Stamp(Some(files.filter_map(|path| Some((path.clone(), FileState::of(&folder.join(path))?))).collect()))
    }
}

/// A file that may be a document; nothing of it has been read.
struct Found {
    id: String,
    /// The path in the folder, and the whole of it.
    path: String,
    file: PathBuf,
    in_manifest: bool,
    declared: Declared,
    state: States,
}

/// What a document's file is like, and that of the profile that it is read by, if it is one of a person's own.
type States = (Option<FileState>, Option<FileState>);

impl Shelf {
    /// Reads the folder; what has not changed since before is taken over.
    pub(super) fn read(folder: &Path, how: &Options, cache: &Cache, before: &Shelf, job: &Job) -> Self {
        let mut shelf = Shelf { has_manifest: folder.join(MANIFEST).exists(), ..Shelf::default() };
        // Before anything is looked at, so that what changes meanwhile is noticed.
        let stamp = before.stamp_now(folder);
        let found = shelf.found(folder);
        // Where other files count than before, the folder is looked at once more.
        if shelf.elsewhere == before.elsewhere {
            shelf.stamp = stamp;
        }
        let known: BTreeMap<(&str, &str), &Arc<Held>> =
            before.held.iter().map(|one| ((one.path.as_str(), one.document.id.as_str()), one)).collect();
        let is_known = |one: &Found| {
            let held = known.get(&(one.path.as_str(), one.id.as_str()))?;
            let is_same =
                held.state == one.state && held.declared == one.declared && held.in_manifest == one.in_manifest;
            is_same.then(|| Arc::clone(held))
        };
        let mut held: Vec<Arc<Held>> = Vec::with_capacity(found.len());
        let mut unread = Vec::new();
        for one in found {
            match is_known(&one) {
                Some(known) => held.push(known),
                None => unread.push(one),
            }
        }
        let total = unread.len();
        let mut done = 0;
        while !unread.is_empty() {
            let some: Vec<Found> = unread.drain(..unread.len().min(AT_A_TIME)).collect();
            done += some.len();
            let mut sources = Vec::with_capacity(some.len());
            let mut opened = Vec::with_capacity(some.len());
            for one in some {
                match Source::open(&one.file) {
                    Ok(source) => {
                        sources.push(Source { id: one.id.clone(), declared: one.declared.clone(), ..source });
                        opened.push(one);
                    }
                    Err(error) => shelf.problems.push((one.path, error.to_string())),
                }
            }
            for (one, read) in opened.into_iter().zip(cache.each_document(&sources, how)) {
                match read {
                    Ok(document) => held.push(Arc::new(Held {
                        path: one.path,
                        in_manifest: one.in_manifest,
                        declared: one.declared,
                        verdict: Verdict::of(&document),
                        key: cache.key(&document.id),
                        document,
                        pages: OnceLock::new(),
                        state: one.state,
                    })),
                    Err(error) => shelf.problems.push((one.path, error.to_string())),
                }
            }
            job.has_come(done as f64 / total as f64);
        }
        let order: Vec<String> = in_time_order(held.iter().map(|one| &one.document).collect::<Vec<_>>())
            .into_iter()
            .map(|document| document.id.clone())
            .collect();
        let mut by_id: BTreeMap<String, Arc<Held>> =
            held.into_iter().map(|one| (one.document.id.clone(), one)).collect();
        shelf.held = order.iter().filter_map(|id| by_id.remove(id)).collect();
        shelf.problems.sort();
        shelf.pairs = pairs(&shelf.held);
        shelf
    }

    /// The files that may be documents. What is wrong with the manifest is told, and nothing is read then: ids and what is
    /// declared would be others.
    fn found(&mut self, folder: &Path) -> Vec<Found> {
        let within = |path: &Path| path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let mut found = Vec::new();
        let mut taken = BTreeSet::new();
        let mut named: BTreeSet<PathBuf> = BTreeSet::new();
        let problems = &mut self.problems;
        let listed = files_in(folder, &mut |path, source| {
            // What went meanwhile is no matter.
            if source.kind() != ErrorKind::NotFound {
                problems.push((within(path), Error::read(path, source).to_string()));
            }
            Ok(())
        });
        let listed: BTreeSet<PathBuf> = listed.unwrap_or_default().into_iter().collect();
        if self.has_manifest {
            let corpus = match Corpus::open(folder) {
                Ok(corpus) => corpus,
                Err(error) => {
                    self.problems.push((MANIFEST.to_owned(), error.to_string()));
                    return found;
                }
            };
            self.model.clone_from(&corpus.model);
            for (id, file, declared) in corpus.documents() {
                taken.insert(id.to_owned());
                named.insert(file.to_owned());
                // What is no path of a file is the name of a profile that is built in.
                let profile = declared.profile.as_deref().map(Path::new).filter(|profile| profile.is_file());
                let apart =
                    [Some(file), profile].into_iter().flatten().map(|path| path.strip_prefix(folder).unwrap_or(path));
                self.elsewhere.extend(apart.filter(|path| !listed.contains(*path)).map(Path::to_owned));
                found.push(Found {
                    id: id.to_owned(),
                    path: within(file),
                    file: file.to_owned(),
                    in_manifest: true,
                    declared: declared.clone(),
                    state: (FileState::of(file), profile.and_then(FileState::of)),
                });
            }
        }
        for path in listed {
            let file = folder.join(&path);
            if named.contains(&file) {
                continue;
            }
            if path.to_str().is_none() {
                let error = "its name is in letters that no manifest can hold; give it another one";
                self.problems.push((path.to_string_lossy().into_owned(), error.to_owned()));
                continue;
            }
            let id = id_of(&path.with_extension("").to_string_lossy(), &taken);
            taken.insert(id.clone());
            found.push(Found {
                id,
                path: within(&file),
                in_manifest: false,
                declared: Declared::default(),
                state: (FileState::of(&file), None),
                file,
            });
        }
        found
    }

    /// What the files are like now of which it was read.
    pub(super) fn stamp_now(&self, folder: &Path) -> Stamp {
        Stamp::of(folder, &self.elsewhere)
    }

    /// The same documents, with a problem in the place of others, for as long as the files are as they are.
    pub(super) fn with_problem(&self, folder: &Path, problem: &str) -> Self {
        Shelf {
            has_manifest: self.has_manifest,
            model: self.model.clone(),
            held: self.held.clone(),
            problems: vec![(String::new(), problem.to_owned())],
            pairs: self.pairs.clone(),
            stamp: self.stamp_now(folder),
            elsewhere: self.elsewhere.clone(),
        }
    }

    /// The documents of which there is a lineage: those of the manifest, or all where there is none.
    pub(super) fn followed(&self) -> impl Iterator<Item = &Arc<Held>> {
        self.held.iter().filter(|one| one.in_manifest || !self.has_manifest)
    }

    /// # Errors
    /// If something is wrong with the manifest, so that nothing was read.
    pub(super) fn ensure_sound(&self) -> Result<()> {
        let wrong = self.problems.iter().find(|(path, _)| path == MANIFEST);
        wrong.map_or(Ok(()), |(_, error)| Err(Error::refused(error.clone())))
    }

    /// A document by its id.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none; the message names those that are, or what is wrong with the manifest.
    pub(super) fn document(&self, id: &str) -> Result<&Arc<Held>> {
        self.held.iter().find(|one| one.document.id == id).ok_or_else(|| {
            if let Err(error) = self.ensure_sound() {
                return error;
            }
            let ids = self.held.iter().map(|one| one.document.id.as_str());
            Error::not_found(format!("no document `{id}` is in the folder; {}", crate::model::nearest(id, ids)))
        })
    }
}

/// The drafts among documents, each with what came of it.
fn pairs(held: &[Arc<Held>]) -> Vec<(String, String)> {
    let documents: Vec<&Document> = held.iter().map(|one| &one.document).collect();
    let id = |at: DocumentIndex| documents[at.index()].id.clone();
    let of = |descent: Descent| -> Vec<(String, String)> {
        descent.pieces.iter().map(|&piece| (id(piece), id(descent.later))).collect()
    };
    descents(&documents).into_iter().flat_map(of).collect()
}

impl Held {
    /// How many pages it has that can be shown: those of a PDF, which was read without fault.
    pub(super) fn pages(&self, folder: &Path) -> usize {
        let count = || Source::open(&folder.join(&self.path)).map_or(0, |source| page_count(&source.bytes));
        *self.pages.get_or_init(count)
    }

    /// The names of what the manifest declares.
    pub(super) fn declared(&self) -> Vec<&'static str> {
        let Metadata { symbol, body, meeting, stage, date, language, title, subject, draft_of, .. } =
            &self.declared.metadata;
        let all = [
            ("symbol", symbol.is_some()),
            ("body", body.is_some()),
            ("meeting", meeting.is_some()),
            ("stage", stage.is_some()),
            ("date", date.is_some()),
            ("language", language.is_some()),
            ("title", title.is_some()),
            ("subject", subject.is_some()),
            ("draft_of", draft_of.is_some()),
            ("profile", self.declared.profile.is_some()),
        ];
        all.into_iter().filter(|(_, is_declared)| *is_declared).map(|(name, _)| name).collect()
    }
}
