//! What several tests need.

use std::path::PathBuf;

use assert_cmd::Command;
use travaux::analysis::{self, Analysed};
use travaux::corpus::Corpus;
use travaux::extract::read;
use travaux::language::{Language, Reading};
use travaux::model::Document;

/// The program, which keeps what it reads in a folder of the tests' own (on Unix).
pub fn program() -> Command {
    let mut command = Command::cargo_bin("travaux").expect("the program is built");
    command.env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"));
    command
}

/// The folder of the corpus.
pub fn corpus_root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))
}

/// A document of the corpus.
pub fn document(id: &str) -> Analysed {
    let corpus = Corpus::open(&corpus_root()).expect("the manifest reads");
    analysed(read(&corpus.source(id).expect("the document is there")).expect("the document reads"))
}

/// A document with its words read.
pub fn analysed(document: Document) -> Analysed {
    Analysed::of(document, &analysis::Options::default())
}

/// A text in English.
pub fn english(text: &str) -> Reading<'_> {
    Reading::of(text, Language::of(Some("en")))
}
