//! What can stop a run, and what is odd but does not.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// An error of another crate's.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What is wrong with a data file, and where, in bytes of its text, if that is known.
#[derive(Debug)]
pub(crate) struct Flaw {
    pub(crate) offset: Option<usize>,
    pub(crate) message: String,
}

impl Flaw {
    /// Reads the text of a data file, which is TOML.
    pub(crate) fn parsed<T: DeserializeOwned>(text: &str) -> std::result::Result<T, Flaw> {
        toml::from_str(text).map_err(|error| Flaw {
            offset: error.span().map(|span| span.start),
            message: error.message().trim_end().to_owned(),
        })
    }

    /// What is wrong, with the file and the line.
    pub(crate) fn in_file(self, path: &Path, text: &str) -> Error {
        Error::at(path, text, self.offset, self.message)
    }
}

impl From<String> for Flaw {
    fn from(message: String) -> Self {
        Flaw { offset: None, message }
    }
}

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
    /// A result that cannot be put into the form that was asked for.
    #[error("the {form} cannot be written: {source}")]
    Render {
        /// What was to be written: a spreadsheet, a Word document.
        form: &'static str,
        /// What the writer of the form says.
        source: Cause,
    },
    /// Options that do not go together, or one that is wanting.
    #[error("{message}")]
    Usage {
        /// What is wrong and which options to give.
        message: String,
    },
    /// A name, id or label of something that is not there.
    #[error("{message}")]
    NotFound {
        /// What was asked for and what is there.
        message: String,
    },
    /// A decision of which nothing would come.
    #[error("{message}")]
    Refused {
        /// Why not, and what can be decided.
        message: String,
    },
    /// A decision that cannot stand beside an earlier one.
    #[error("{message}")]
    Conflict {
        /// Which one is in the way, and how to replace it.
        message: String,
    },
}

/// What kind of error stopped a run: by what can be done about it.
///
/// ```
/// use travaux::error::ErrorKind;
/// use travaux::model::find_provision;
///
/// let none: [travaux::model::Document; 0] = [];
/// let error = find_provision(&none, "2019-final/13").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::NotFound);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Give other options.
    Usage,
    /// Mend or replace a file that is read.
    Input,
    /// Name something that is there.
    NotFound,
    /// Decide on other provisions.
    Refused,
    /// Take back the earlier decision, or replace it.
    Conflict,
    /// Write to another place, or in another form.
    Output,
}

impl Error {
    /// What kind of error this is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Error::Read { .. } | Error::File { .. } | Error::Line { .. } => ErrorKind::Input,
            Error::Write { .. } | Error::Render { .. } => ErrorKind::Output,
            Error::Usage { .. } => ErrorKind::Usage,
            Error::NotFound { .. } => ErrorKind::NotFound,
            Error::Refused { .. } => ErrorKind::Refused,
            Error::Conflict { .. } => ErrorKind::Conflict,
        }
    }

    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        Error::Read { path: path.to_owned(), source }
    }

    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        Error::Write { path: path.to_owned(), source }
    }

    pub(crate) fn file(path: &Path, message: impl Into<String>) -> Self {
        Error::File { path: path.to_owned(), message: message.into() }
    }

    /// What is wrong with a whole line of a file, counted from 1.
    pub(crate) fn line(path: &Path, line: usize, message: impl Into<String>) -> Self {
        Error::Line { path: path.to_owned(), line, column: None, message: message.into() }
    }

    /// What is wrong at a place of a file, which is given in bytes of its text; with the whole file, if it is not known.
    pub(crate) fn at(path: &Path, text: &str, offset: impl Into<Option<usize>>, message: impl Into<String>) -> Self {
        let Some(offset) = offset.into() else { return Error::file(path, message) };
        let before = &text[..offset.min(text.len())];
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let line = line_of(text, offset);
        Error::Line { path: path.to_owned(), line, column: Some(column), message: message.into() }
    }

    #[cfg(feature = "office")]
    pub(crate) fn render(form: &'static str, source: impl Into<Cause>) -> Self {
        Error::Render { form, source: source.into() }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Error::Usage { message: message.into() }
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Error::NotFound { message: message.into() }
    }

    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Error::Refused { message: message.into() }
    }
}

/// The line of a place in a text, counted from 1.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}

/// What the operating system says, and what to do about it where that is known.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder; check the path".into(),
        io::ErrorKind::PermissionDenied => {
            "permission denied; ask whoever owns it, or name another file or folder".into()
        }
        io::ErrorKind::StorageFull => "no room is left on its disk; make room, or name a place on another".into(),
        io::ErrorKind::QuotaExceeded => {
            "you may fill no more of its disk; make room, or name a place on another".into()
        }
        io::ErrorKind::FileTooLarge => {
            "it would be larger than files may be here (`ulimit -f` tells); name another place".into()
        }
        io::ErrorKind::ReadOnlyFilesystem => "its disk can only be read; name a place on another".into(),
        io::ErrorKind::IsADirectory => "it is a folder; name a file in it".into(),
        io::ErrorKind::NotADirectory => "a part of its path is a file and no folder; check the path".into(),
        _ => error.to_string(),
    }
}

/// Something odd in a document that did not stop the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, BorshSerialize, BorshDeserialize)]
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
