//! What can stop a run, and what is odd but does not.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// What stopped the run: what is wrong, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder that cannot be read.
    #[error("cannot read {}: {}", path.display(), reason(source))]
    Read {
        /// The path as it was given.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file that cannot be written.
    #[error("cannot write {}: {}", path.display(), reason(source))]
    Write {
        /// The path as it was given.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file that was read but is not what it should be.
    #[error("{}: {message}", path.display())]
    File {
        /// The path as it was given.
        path: PathBuf,
        /// What is wrong and what to do.
        message: String,
    },
    /// A line of a file that is not what it should be.
    #[error("{}:{line}{}: {message}", path.display(), column.map(|c| format!(":{c}")).unwrap_or_default())]
    Line {
        /// The path as it was given.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1, where it is known.
        column: Option<usize>,
        /// What is wrong and what to do.
        message: String,
    },
    /// A document id or provision id that names nothing.
    #[error("{message}")]
    Unknown {
        /// What was asked for and what is there.
        message: String,
    },
}

impl Error {
    /// What is wrong at a place of a file, which is given in bytes of its text.
    pub(crate) fn at(path: &Path, text: &str, offset: usize, message: String) -> Self {
        let before = &text[..offset.min(text.len())];
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Error::Line { path: path.to_owned(), line: line_of(text, offset), column: Some(column), message }
    }
}

/// The line of a place in a text, counted from 1.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder; check the path".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

/// Something odd in a document that did not stop the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Warning {
    /// The id of the document.
    pub document: String,
    /// The label of the provision it is about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The line of the source, counted from 1, if there is one to point at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What is odd.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.document)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(label) = &self.label {
            write!(f, ": {label}")?;
        }
        write!(f, ": {}", self.message)
    }
}
