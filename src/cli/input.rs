//! Arguments to documents.

use std::path::{Path, PathBuf};

use super::output::Console;
use crate::corpus::{Corpus, MANIFEST, Source, nearest};
use crate::error::{Error, Result};
use crate::extract::{Document, read};

/// Reads a document that is named by a path or by an id of the corpus, and prints its warnings.
pub(super) fn document(name: &str, console: &Console) -> Result<Document> {
    documents(&[source(name, console)?], console).map(|mut documents| documents.remove(0))
}

/// Reads two documents. Two files of the same name are told apart by a number.
pub(super) fn pair(old: &str, new: &str, console: &Console) -> Result<(Document, Document)> {
    let (old, mut new) = (source(old, console)?, source(new, console)?);
    if old.id == new.id && old.path != new.path {
        new.id.push_str("-2");
    }
    let mut read = documents(&[old, new], console)?;
    let new = read.remove(1);
    Ok((read.remove(0), new))
}

/// Reads every document of the corpus, or the files that are named instead.
pub(super) fn all(files: &[PathBuf], console: &Console) -> Result<Vec<Document>> {
    let sources = match files {
        [] => Corpus::open(&console.corpus)?.sources()?,
        files => Source::open_all(files)?,
    };
    documents(&sources, console)
}

fn documents(sources: &[Source], console: &Console) -> Result<Vec<Document>> {
    sources.iter().for_each(|source| console.remember_input(&source.path));
    let documents = sources.iter().map(read).collect::<Result<Vec<_>>>()?;
    documents.iter().for_each(|document| console.warnings(&document.warnings));
    Ok(documents)
}

/// A file if there is one of that name, else the document of the corpus with that id.
fn source(name: &str, console: &Console) -> Result<Source> {
    let path = Path::new(name);
    if path.is_file() {
        return Source::open(path);
    }
    // What has folders or an ending is meant as a file; anything else may be an id.
    let ending = path.extension().map_or(0, |ending| ending.len());
    let is_path = name.contains(['/', '\\']) || (1..=5).contains(&ending);
    if console.corpus.join(MANIFEST).exists() {
        let corpus = Corpus::open(&console.corpus)?;
        let is_id = corpus.ids().any(|id| id == name);
        if is_id || !is_path && !path.exists() {
            return corpus.source(name);
        }
        if !path.exists() {
            let near = nearest(name, corpus.ids());
            let message = format!("there is no file {name}, and no such document in the corpus; {near}");
            return Err(Error::Unknown { message });
        }
    }
    if is_path || path.exists() {
        return Source::open(path);
    }
    Err(Error::Unknown {
        message: format!(
            "there is no file {name}, and no corpus at {} in which to look up an id; name a file, or the corpus with -C DIR",
            console.corpus.display()
        ),
    })
}
