//! Arguments to documents.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tracing::trace_span;

use super::options::{LexiconArguments, MeetingArguments, ParameterArguments, ReadingArguments};
use super::output::Console;
use super::unfinished::is_at;
use crate::align::{self, Progress};
use crate::analysis::{self, Analysed};
use crate::anatomy::{Lexicons, NameLists};
use crate::corpus::{Corpus, MANIFEST, Source, read_text};
use crate::decisions::Decisions;
use crate::embedding::Model;
use crate::error::{Error, Result, Warning};
use crate::extract::{Options, read_with};
use crate::ingest::Revisions;
use crate::lineage::{self, Cycles, consecutive};
use crate::meetings::assembled;
use crate::model::{Document, nearest};
use crate::named::Names;
use crate::retrieval;

/// Reads a document that is named by a path or by an id of the corpus, and prints its warnings.
pub(super) fn document(name: &str, console: &Console) -> Result<Document> {
    documents(&[source(name, console)?.0], console).map(|mut documents| documents.remove(0))
}

/// Reads documents that are named each by a path or by an id of the corpus, and prints their warnings.
pub(super) fn named(names: &[String], console: &Console) -> Result<Vec<Document>> {
    let sources = names.iter().map(|name| Ok(source(name, console)?.0)).collect::<Result<Vec<_>>>()?;
    documents(&sources, console)
}

/// Two documents, and what was decided about their provisions.
pub(super) struct Pair {
    pub(super) old: Document,
    pub(super) new: Document,
    pub(super) decisions: Decisions,
    /// Whether they are documents of the corpus.
    pub(super) are_known: bool,
}

/// Reads two documents, of which the older may be in pieces. Files of the same name are told apart by a number.
/// One document alone is compared with itself, as it was before its tracked changes. Decisions are about documents of
/// the corpus: bare files have none.
pub(super) fn pair(names: &[String], console: &Console) -> Result<Pair> {
    if let [only] = names {
        return revised(&source(only, console)?.0, console);
    }
    let mut sources: Vec<(Source, bool)> = Vec::new();
    for name in names {
        let (mut next, is_known) = source(name, console)?;
        let namesakes = sources.iter().filter(|(other, _)| other.id == next.id && other.path != next.path).count();
        if namesakes > 0 {
            next.id.push_str(&format!("-{}", namesakes + 1));
        }
        sources.push((next, is_known));
    }
    let are_known = sources.iter().all(|(_, is_known)| *is_known);
    let mut read = documents(&sources.into_iter().map(|(source, _)| source).collect::<Vec<_>>(), console)?;
    let new = read.pop().expect("the later document was read last");
    let old = assembled(&read, &new);
    Ok(Pair { old, new, decisions: if are_known { kept(console)? } else { Decisions::default() }, are_known })
}

/// Documents, and which of them are held against each other.
pub(super) struct Meetings {
    pub(super) documents: Vec<Analysed>,
    pub(super) cycles: Vec<Cycles>,
    pub(super) decisions: Decisions,
}

/// Reads two documents, the earlier first, or all of the corpus. If both are documents of the corpus, all of it is read
/// as well: it tells how rare words are.
///
/// # Errors
/// [`Error::Usage`] if the first is dated after the second, or is the same.
pub(super) fn meetings(
    names: &[String],
    how: &ReadingArguments,
    links: &ParameterArguments,
    console: &Console,
) -> Result<Meetings> {
    let named = names.iter().map(|name| source(name, console)).collect::<Result<Vec<_>>>()?;
    let is_corpus = named.iter().all(|(_, is_known)| *is_known);
    let (ids, documents) = if is_corpus {
        let ids: Vec<String> = named.into_iter().map(|(source, _)| source.id).collect();
        (ids, all(&[], false, console)?.documents)
    } else {
        let mut sources: Vec<Source> = named.into_iter().map(|(source, _)| source).collect();
        Source::tell_apart(&mut sources);
        (sources.iter().map(|source| source.id.clone()).collect(), documents(&sources, console)?)
    };
    let cycles = match ids.as_slice() {
        [earlier, later] => {
            ordered(&documents, earlier, later)?;
            vec![Cycles { earlier: earlier.clone(), later: later.clone() }]
        }
        _ => consecutive(&documents),
    };
    let options = analysis::Options { model: model(links, is_corpus, console)?, ..reading(how, console)? };
    let decisions = if is_corpus { kept(console)? } else { Decisions::default() };
    Ok(Meetings { documents: console.cache.analysed(documents, &options), cycles, decisions })
}

/// Whether two documents can be held against each other in this order.
pub(super) fn ordered(documents: &[Document], earlier: &str, later: &str) -> Result<()> {
    if earlier == later {
        return Err(Error::usage(format!("{earlier} is named twice; name the documents of two meetings")));
    }
    let date = |id: &str| documents.iter().find(|document| document.id == id).and_then(|one| one.metadata.date);
    match (date(earlier), date(later)) {
        (Some(one), Some(other)) if other < one => Err(Error::usage(format!(
            "{earlier} is dated {one}, and {later} before it, {other}; name the earlier one first"
        ))),
        _ => Ok(()),
    }
}

/// Reads both texts of a document with tracked changes.
fn revised(source: &Source, console: &Console) -> Result<Pair> {
    let wrong = |message: &str| Error::usage(format!("{}: {message}", source.path.display()));
    if console.reading.revisions.is_some() {
        return Err(wrong("is compared with itself, so that both its texts are read; leave out --revisions"));
    }
    console.remember_input(&source.path);
    let text = |name: &str, revisions| {
        let one = Source { id: format!("{}-{name}", source.id), ..source.clone() };
        read_with(&one, &Options { revisions: Some(revisions), ..console.reading.clone() })
    };
    let (old, new) = (text("original", Revisions::Original)?, text("final", Revisions::Final)?);
    if new.tracked_changes == 0 {
        return Err(wrong("holds no tracked changes of its text; name the document to compare it with as well"));
    }
    console.warnings(&new.warnings);
    Ok(Pair { old, new, decisions: Decisions::default(), are_known: false })
}

/// Documents, as they were read.
pub(super) struct Documents {
    pub(super) documents: Vec<Document>,
    /// Whether all are documents of the corpus.
    pub(super) are_known: bool,
}

/// Reads every document of the corpus, or those that are named instead by paths or by ids of the corpus; `by_id` by ids alone.
pub(super) fn all(names: &[PathBuf], by_id: bool, console: &Console) -> Result<Documents> {
    if names.is_empty() {
        return Ok(Documents { documents: documents(&console.opened()?.sources()?, console)?, are_known: true });
    }
    let one = |name: &PathBuf| match by_id {
        true => Ok((console.opened()?.source(&name.to_string_lossy())?, true)),
        false => source(name, console),
    };
    let named = names.iter().map(one).collect::<Result<Vec<_>>>()?;
    let are_known = named.iter().all(|(_, is_known)| *is_known);
    let mut known = BTreeSet::new();
    if let Some((twice, _)) = named.iter().find(|(source, is_known)| *is_known && !known.insert(source.id.clone())) {
        return Err(Error::usage(format!("{} is named twice; name each document once", twice.id)));
    }
    let mut sources: Vec<Source> = named.into_iter().map(|(source, _)| source).collect();
    if !are_known {
        Source::tell_apart(&mut sources);
    }
    Ok(Documents { documents: documents(&sources, console)?, are_known })
}

fn documents(sources: &[Source], console: &Console) -> Result<Vec<Document>> {
    sources.iter().for_each(|source| console.remember_input(&source.path));
    let documents = console.cache.documents(sources, &console.reading)?;
    let warnings: Vec<Warning> = documents.iter().flat_map(|document| document.warnings.iter().cloned()).collect();
    console.warnings(&warnings);
    Ok(documents)
}

/// The decisions of the corpus.
pub(super) fn kept(console: &Console) -> Result<Decisions> {
    Decisions::open(&console.corpus)
}

/// The decisions of a corpus, to be changed and kept, with what [`locked`] gives.
pub(super) fn locked_decisions(corpus: &Path) -> Result<(File, Decisions)> {
    Ok((locked(corpus)?, Decisions::open(corpus)?))
}

/// As long as the lock is held nobody else changes the files of a corpus, so that nothing is lost.
///
/// What is locked is the manifest: it is there, and nothing is left behind. It may be replaced by another file while somebody
/// waits for it; then that one is locked.
pub(super) fn locked(corpus: &Path) -> Result<File> {
    let path = corpus.join(MANIFEST);
    let failed = |source| Error::read(&path, source);
    loop {
        let lock = File::open(&path).map_err(failed)?;
        match lock.lock() {
            // Some file systems know no locks; there a person must not decide twice at once.
            Err(error) if error.kind() != ErrorKind::Unsupported => return Err(failed(error)),
            _ => {}
        }
        if is_at(&lock, &path) {
            return Ok(lock);
        }
    }
}

/// How words are read in a language, or each text in its own: by the phrases and names to use.
pub(super) fn words(
    arguments: &LexiconArguments,
    language: Option<String>,
    console: &Console,
) -> Result<analysis::Options> {
    let _stage = trace_span!("lexicons").entered();
    let LexiconArguments { lexicon, names, instruments } = arguments;
    lexicon.iter().chain(names).chain(instruments).for_each(|file| console.remember_input(file));
    let lexicons = lexicon.as_deref().map_or_else(|| Ok(Lexicons::built_in()), Lexicons::with_file)?;
    let names = names.as_deref().map_or_else(|| Ok(NameLists::built_in()), NameLists::with_file)?;
    let instruments = instruments.as_deref().map_or_else(|| Ok(Names::default()), Names::with_file)?;
    Ok(analysis::Options { language, lexicons, names, instruments, model: None })
}

/// The numbers to go by.
#[derive(Default)]
pub(super) struct LinkParameters {
    /// Those of the engine.
    pub(super) engine: align::Parameters,
    /// Those of what goes across meetings.
    pub(super) retrieval: retrieval::Parameters,
}

/// The numbers to go by. Which ones a file holds, its tables tell.
pub(super) fn parameters(arguments: &ParameterArguments, console: &Console) -> Result<LinkParameters> {
    let mut numbers = LinkParameters::default();
    let mut stages = BTreeSet::new();
    for file in &arguments.parameters {
        console.remember_input(file);
        let text = read_text(file)?;
        let tables = text.parse::<toml::Table>().ok();
        let is_retrieval = |name: &&str| tables.as_ref().is_some_and(|tables| tables.contains_key(*name));
        let wrong = |message| Error::file(file, message);
        let stage = match retrieval::Numbers::TABLES.iter().any(is_retrieval) {
            true => {
                numbers.retrieval = retrieval::Parameters::parse(&text).map_err(wrong)?;
                "retrieval"
            }
            false => {
                numbers.engine = align::Parameters::parse(&text).map_err(wrong)?;
                "the engine"
            }
        };
        if !stages.insert(stage) {
            return Err(Error::usage(format!(
                "{}: numbers for {stage} are given already; name one file",
                file.display()
            )));
        }
    }
    Ok(numbers)
}

impl LinkParameters {
    /// How a lineage is built.
    pub(super) fn for_lineage(
        self,
        paragraphs: bool,
        meetings: MeetingArguments,
        progress: Progress,
    ) -> lineage::Options {
        let align = align::Options { paragraphs, parameters: self.engine, progress };
        let MeetingArguments { doubtful, across } = meetings;
        lineage::Options { align, retrieval: self.retrieval, doubtful, across, survey: None }
    }
}

/// How words are read, without a model.
pub(super) fn reading(arguments: &ReadingArguments, console: &Console) -> Result<analysis::Options> {
    words(&arguments.lexicon, arguments.lang.clone(), console)
}

/// The model that is named, else that of the corpus, if documents of it are read.
pub(super) fn model(links: &ParameterArguments, in_corpus: bool, console: &Console) -> Result<Option<Arc<Model>>> {
    let of_corpus =
        || -> Result<Option<PathBuf>> { if in_corpus { Ok(Corpus::open(&console.corpus)?.model) } else { Ok(None) } };
    let folder = links.model.clone().map_or_else(of_corpus, |folder| Ok(Some(folder)))?;
    folder.map(|folder| Model::open(&folder).map(Arc::new)).transpose()
}

/// Reads the words of every document of the corpus.
pub(super) fn analysed(how: &ReadingArguments, links: &ParameterArguments, console: &Console) -> Result<Vec<Analysed>> {
    let options = analysis::Options { model: model(links, true, console)?, ..reading(how, console)? };
    Ok(console.cache.analysed(all(&[], false, console)?.documents, &options))
}

/// Reads two documents of the corpus that are named by ids, word by word.
pub(super) fn analysed_pair(
    old: &str,
    new: &str,
    links: &ParameterArguments,
    console: &Console,
) -> Result<(Analysed, Analysed)> {
    let options = analysis::Options { model: model(links, true, console)?, ..analysis::Options::default() };
    Ok(console.cache.analysed_pair(document(old, console)?, document(new, console)?, &options))
}

/// The name that stands for standard input wherever a document is named.
const STANDARD_INPUT: &str = "-";

/// A bare file, or what comes in on standard input.
fn bare(path: &Path, console: &Console) -> Result<Source> {
    if path != Path::new(STANDARD_INPUT) {
        return Source::open(path);
    }
    if console.has_read_input.replace(true) {
        let message =
            format!("`{STANDARD_INPUT}` is standard input, which can be read once; name a file for the others");
        return Err(Error::usage(message));
    }
    Source::from_stream("stdin", "standard input", io::stdin().lock())
}

/// A file if there is one of that name, else the document of the corpus with that id; and whether it is the latter.
fn source(path: impl AsRef<Path>, console: &Console) -> Result<(Source, bool)> {
    let bare = |path| Ok((bare(path, console)?, false));
    let path = path.as_ref();
    // An id is always text.
    let Some(name) = path.to_str().filter(|name| *name != STANDARD_INPUT && !path.is_file()) else { return bare(path) };
    // What has folders or an ending is meant as a file; anything else may be an id.
    let ending = path.extension().map_or(0, |ending| ending.len());
    let is_path = name.contains(['/', '\\']) || (1..=5).contains(&ending);
    if console.corpus.join(MANIFEST).exists() {
        let corpus = console.opened()?;
        let is_id = corpus.ids().any(|id| id == name);
        if is_id || !is_path && !path.exists() {
            return Ok((corpus.source(name)?, true));
        }
        if !path.exists() {
            let near = nearest(name, corpus.ids());
            let message = format!("there is no file {name}, and no such document in the corpus; {near}");
            return Err(Error::not_found(message));
        }
    }
    if is_path || path.exists() {
        return bare(path);
    }
    Err(Error::not_found(format!(
        "there is no file {name}, and no corpus at {} in which to look up an id; name a file, or the corpus with -C DIR",
        console.corpus.display()
    )))
}
