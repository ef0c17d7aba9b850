//! Changes of the manifest: what a person wrote in it stays, comments and order included.

use std::path::Path;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use crate::cli::input::locked;
use crate::cli::output::keep_text;
use crate::corpus::{Corpus, MANIFEST, entry, manifest, read_text};
use crate::error::{Error, Result};
use crate::model::Document;

/// What is declared of a document: a text, a whole number, or no longer anything.
#[derive(Debug, Clone)]
pub(super) enum Field {
    Text(String),
    Number(i64),
    Nothing,
}

/// Writes a manifest for documents, each with its path in the folder, if there is none.
pub(super) fn begin<'d>(folder: &Path, documents: impl Iterator<Item = (&'d Document, &'d str)>) -> Result<()> {
    let path = folder.join(MANIFEST);
    if path.exists() {
        return Ok(());
    }
    keep_text(&path, &manifest(documents))
}

/// Adds a document to the manifest, with its path in the folder.
pub(super) fn add(folder: &Path, document: &Document, path: &str) -> Result<()> {
    let file = folder.join(MANIFEST);
    if !file.exists() {
        return begin(folder, std::iter::once((document, path)));
    }
    let _lock = locked(folder)?;
    let mut text = read_text(&file)?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    keep(folder, &(text + &entry(document, path)))
}

/// Declares something of a document, or takes a declaration away.
///
/// # Errors
/// If the manifest would not be one any more: the message says what is wrong with what was declared.
pub(super) fn declare(folder: &Path, id: &str, fields: &[(String, Field)]) -> Result<()> {
    change(folder, |documents, file| {
        let document = documents.iter_mut().find(|table| is_of(table, id)).ok_or_else(|| unknown(id, file))?;
        for (name, field) in fields {
            match field {
                Field::Nothing => {
                    document.remove(name);
                }
                Field::Text(text) => document[name] = value(text),
                Field::Number(number) => document[name] = value(*number),
            }
        }
        Ok(())
    })
}

/// Takes a document out of the manifest; its file stays.
pub(super) fn forget(folder: &Path, id: &str) -> Result<()> {
    change(folder, |documents, file| {
        let at = documents.iter().position(|table| is_of(table, id)).ok_or_else(|| unknown(id, file))?;
        documents.remove(at);
        Ok(())
    })
}

fn is_of(document: &Table, id: &str) -> bool {
    document.get("id").and_then(Item::as_str) == Some(id)
}

fn unknown(id: &str, file: &Path) -> Error {
    Error::not_found(format!("{} names no document `{id}`", file.display()))
}

fn change(folder: &Path, act: impl FnOnce(&mut ArrayOfTables, &Path) -> Result<()>) -> Result<()> {
    let file = folder.join(MANIFEST);
    let _lock = locked(folder)?;
    let text = read_text(&file)?;
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| Error::file(&file, error.message().to_owned()))?;
    let entries = document.get_mut("document").and_then(Item::as_array_of_tables_mut);
    let entries = entries.ok_or_else(|| {
        Error::file(&file, "has its documents in a form that is not changed here; write each as [[document]]")
    })?;
    act(entries, &file)?;
    keep(folder, &document.to_string())
}

/// Keeps a manifest that is one.
fn keep(folder: &Path, text: &str) -> Result<()> {
    Corpus::parse(folder, text)?;
    keep_text(&folder.join(MANIFEST), text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const WRITTEN: &str = "# Ours.\n\n[[document]]\nid = \"a\" # the draft\npath = \"a.txt\"\n# stage = \"draft\"\n\n\
                           # Theirs.\n[[document]]\nid = \"b\"\npath = \"b.txt\"\ndate = 2020-01-02\n";

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(MANIFEST), WRITTEN).unwrap();
        folder
    }

    fn written(folder: &Path) -> String {
        fs::read_to_string(folder.join(MANIFEST)).unwrap()
    }

    #[test]
    fn what_a_person_wrote_stays() {
        let folder = folder();
        let text = |name: &str, text: &str| (name.to_owned(), Field::Text(text.to_owned()));
        declare(folder.path(), "a", &[text("stage", "final"), ("meeting".to_owned(), Field::Number(6))]).unwrap();
        let expected = WRITTEN.replace("path = \"a.txt\"\n", "path = \"a.txt\"\nstage = \"final\"\nmeeting = 6\n");
        assert_eq!(written(folder.path()), expected);
        let nothing = |name: &str| (name.to_owned(), Field::Nothing);
        declare(folder.path(), "a", &[nothing("stage"), nothing("meeting"), nothing("title")]).unwrap();
        assert_eq!(written(folder.path()), WRITTEN);
    }

    #[test]
    fn what_would_be_no_manifest_is_not_kept() {
        let folder = folder();
        for (name, wrong) in [("date", "someday"), ("stage", "later"), ("draft_of", "nobody"), ("colour", "red")] {
            let field = (name.to_owned(), Field::Text(wrong.to_owned()));
            let error = declare(folder.path(), "b", &[field]).unwrap_err().to_string();
            assert!(error.contains(MANIFEST), "{error}");
            assert_eq!(written(folder.path()), WRITTEN);
        }
        assert!(declare(folder.path(), "c", &[]).is_err());
        assert!(forget(folder.path(), "c").is_err());
    }

    #[test]
    fn a_document_comes_and_goes() {
        let folder = folder();
        let document = Document { id: "c".into(), ..Document::default() };
        add(folder.path(), &document, "c.txt").unwrap();
        assert!(written(folder.path()).starts_with(WRITTEN) && written(folder.path()).contains("path = \"c.txt\""));
        forget(folder.path(), "c").unwrap();
        assert!(written(folder.path()).starts_with(WRITTEN.trim_end()));
        assert!(!written(folder.path()).contains("c.txt"));
    }
}
