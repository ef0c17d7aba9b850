//! What several tests need.

use std::path::PathBuf;

use travaux::corpus::Corpus;
use travaux::extract::{Document, read};

/// The folder of the corpus.
pub fn corpus_root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))
}

/// A document of the corpus.
pub fn document(id: &str) -> Document {
    let corpus = Corpus::open(&corpus_root()).expect("the manifest reads");
    read(&corpus.source(id).expect("the document is there")).expect("the document reads")
}
