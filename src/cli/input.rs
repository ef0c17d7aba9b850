//! Arguments to documents.

use std::path::Path;

use super::output::Console;
use crate::corpus::{Corpus, MANIFEST, Source, nearest};
use crate::error::{Error, Result};
use crate::extract::{Document, read};

/// Reads a document that is named by a path or by an id of the corpus, and prints its warnings.
pub(super) fn document(name: &str, corpus: &Path, console: &Console) -> Result<Document> {
    let document = read(&source(name, corpus)?)?;
    console.warnings(&document.warnings);
    Ok(document)
}

fn source(name: &str, corpus: &Path) -> Result<Source> {
    let path = Path::new(name);
    if path.exists() {
        return Source::open(path);
    }
    // A path with folders or an ending is meant as a file; anything else may be an id.
    let is_path =
        name.contains(['/', '\\']) || path.extension().is_some_and(|ending| ending.len() <= 5 && !ending.is_empty());
    if corpus.join(MANIFEST).exists() {
        let corpus = Corpus::open(corpus)?;
        if !is_path || corpus.ids().any(|id| id == name) {
            return corpus.source(name);
        }
        let message =
            format!("there is no file {name}, and no such document in the corpus; {}", nearest(name, corpus.ids()));
        return Err(Error::Unknown { message });
    }
    if is_path {
        return Source::open(path);
    }
    Err(Error::Unknown {
        message: format!(
            "there is no file {name}, and no corpus at {} in which to look up an id; name a file, or the corpus with -C DIR",
            corpus.display()
        ),
    })
}

/// Reads every document of the corpus, or the files that are named instead.
pub(super) fn all(files: &[std::path::PathBuf], corpus: &Path, console: &Console) -> Result<Vec<Document>> {
    let sources = match files {
        [] => Corpus::open(corpus)?.sources()?,
        files => Source::open_all(files)?,
    };
    let documents = sources.iter().map(read).collect::<Result<Vec<_>>>()?;
    documents.iter().for_each(|document| console.warnings(&document.warnings));
    Ok(documents)
}
