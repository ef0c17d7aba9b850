//! What a person mended in how documents are read.
//!
//! It stands in [`READINGS`] beside the manifest, in plain sight:
//!
//! ```toml
//! [[document]]
//! id = "2019-draft"
//!
//! [[document.line]]
//! begins = "Part II of the programme"   # how the line begins, as printed; enough of it to know it
//! nth = 2                               # which of the lines that begin so; left out: the first
//! is = "text"                           # or heading, note, furniture
//!
//! [[document.line]]
//! begins = "l3. States should"
//! number = "13"                         # the line begins provision 13
//! ```
//!
//! With `is = "item"` a number is that of an item of a list, which the provision before it holds. Space does not count in
//! `begins`, nor do the marks of Markdown. Each correction wins over whatever the program would find out by itself; one whose
//! line is not there, or that changes nothing, is told by a warning of the document.

mod file;

use std::path::{Path, PathBuf};

use super::text_if_there;
use crate::error::{Error, Result};
use crate::model::numerals::Number;
use crate::model::{LineIs, LineName, nearest};

/// The name of the file of corrections.
pub const READINGS: &str = "readings.toml";

/// What a line of a document is, as a person says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Which line.
    pub line: LineName,
    /// What it is.
    pub is: LineIs,
}

/// A correction as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The correction.
    pub correction: Correction,
    /// The file.
    pub file: PathBuf,
    /// The line of the file where its `begins` stands, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
}

/// The corrections of one document.
#[derive(Debug, Clone)]
struct OfDocument {
    id: String,
    /// Where the id stands in the text, in bytes.
    at: usize,
    lines: Vec<Written>,
}

/// The corrections of a corpus, in the order of their file.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    path: PathBuf,
    text: String,
    documents: Vec<OfDocument>,
}

impl Readings {
    /// Reads the corrections of a corpus; there are none if it has no such file.
    ///
    /// # Errors
    /// If the file cannot be read or does not parse, if a key is unknown, a value is none that is known, or a document or a line
    /// stands in it twice. The message gives line and column.
    pub fn open(corpus: &Path) -> Result<Self> {
        let path = corpus.join(READINGS);
        let text = text_if_there(&path, "correction")?;
        Readings::parse(path, text)
    }

    fn parse(path: PathBuf, text: String) -> Result<Self> {
        let documents = file::parse(&path, &text)?;
        Ok(Readings { path, text, documents })
    }

    /// Where they are kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The ids of the documents that have corrections, in the order of the file.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.documents.iter().map(|document| document.id.as_str())
    }

    /// The corrections of a document, in the order of the file.
    pub fn of(&self, document: &str) -> &[Written] {
        self.documents.iter().find(|one| one.id == document).map_or(&[], |one| &one.lines)
    }

    /// The correction of a line of a document.
    pub fn on(&self, document: &str, line: &LineName) -> Option<&Correction> {
        self.of(document).iter().map(|written| &written.correction).find(|one| one.line.is_same(line))
    }

    /// Sees to it that the documents are those of a corpus.
    ///
    /// # Errors
    /// Which one is not, with line and column.
    pub(super) fn ensure_known<'a>(&self, ids: impl Iterator<Item = &'a str> + Clone) -> Result<()> {
        match self.documents.iter().find(|document| ids.clone().all(|id| id != document.id)) {
            None => Ok(()),
            Some(document) => {
                let message =
                    format!("`{}` is no document of the manifest; {}", document.id, nearest(&document.id, ids));
                Err(Error::at(&self.path, &self.text, document.at, message))
            }
        }
    }

    /// The corrections with one more, in the place of one of the same line. All else in the text of the file stands as it was,
    /// comments included.
    ///
    /// # Errors
    /// [`Error::Refused`] if it could not be read again: a beginning without letters, a number that is none. Also if the file is one
    /// that this program does not change.
    pub fn with(&self, document: &str, correction: &Correction) -> Result<Self> {
        if let Some(message) = fault(correction) {
            return Err(Error::refused(message));
        }
        let changed = Readings::parse(self.path.clone(), file::with(&self.path, &self.text, document, correction)?)?;
        let is_there = changed.on(document, &correction.line).is_some_and(|there| there.is == correction.is);
        if is_there { Ok(changed) } else { Err(Error::file(&self.path, file::OTHERWISE)) }
    }

    /// The corrections without that of a line. All else in the text of the file stands as it was.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none; or if the file is one that this program does not change.
    pub fn without(&self, document: &str, line: &LineName) -> Result<Self> {
        if self.on(document, line).is_none() {
            let LineName { begins, nth } = line;
            return Err(Error::not_found(format!(
                "{}: there is no correction of line {nth} of `{document}` that begins \u{201c}{begins}\u{201d}",
                self.path.display()
            )));
        }
        let changed = Readings::parse(self.path.clone(), file::without(&self.path, &self.text, document, line)?)?;
        let is_gone = changed.on(document, line).is_none();
        if is_gone { Ok(changed) } else { Err(Error::file(&self.path, file::OTHERWISE)) }
    }
}

/// Why a correction cannot be one.
fn fault(correction: &Correction) -> Option<String> {
    let Correction { line, is } = correction;
    if line.is_blank() {
        return Some(BLANK.into());
    }
    if line.nth == 0 {
        return Some(FROM_ONE.into());
    }
    match is {
        LineIs::Provision(number) | LineIs::Item(number) => not_a_number(number),
        LineIs::Text | LineIs::Heading | LineIs::Note | LineIs::Furniture => None,
    }
}

const BLANK: &str = "`begins` holds no letter; write how the line begins, as it is printed";
const FROM_ONE: &str = "`nth` counts from 1, the first of the lines that begin so";

/// Why a text is no number of a provision.
fn not_a_number(number: &str) -> Option<String> {
    let is_one = number.trim() == number && Number::read(number).is_some();
    (!is_one).then(|| format!("`{number}` is no number of a provision; write it in figures, as in 13, 129.4 or 2 bis"))
}

#[cfg(test)]
mod tests;
