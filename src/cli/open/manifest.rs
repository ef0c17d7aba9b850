//! Changes of the manifest: what a person wrote in it stays, comments and order included.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Component, Path};

use toml_edit::{Item, Table};

use crate::cli::input::locked;
use crate::cli::output::{keep_new_text, keep_text};
use crate::corpus::{Corpus, MANIFEST, entry, id_of, manifest, read_text};
use crate::error::{Error, Result};
use crate::extract::Profile;
use crate::model::Document;

/// What is declared of a document: a text, a whole number, or no longer anything.
#[derive(Debug, Clone)]
pub(super) enum Field {
    Text(String),
    Number(i64),
    Nothing,
}

impl Field {
    /// As it is written.
    fn value(&self) -> Option<String> {
        match self {
            Field::Text(text) => Some(toml_edit::Value::from(text).to_string()),
            Field::Number(number) => Some(number.to_string()),
            Field::Nothing => None,
        }
    }
}

/// Writes a manifest for documents, each with its path in the folder, if there is none, and says whether there was none.
pub(super) fn begin<'d>(folder: &Path, documents: impl Iterator<Item = (&'d Document, &'d str)>) -> Result<bool> {
    keep_new_text(&folder.join(MANIFEST), &manifest(documents))
}

/// Adds a document to the manifest, with its path in the folder. Whoever added it meanwhile has done it; whoever gave its id
/// to another keeps it.
pub(super) fn add(folder: &Path, document: &Document, path: &str) -> Result<()> {
    let _lock = locked(folder)?;
    let mut text = read_text(&folder.join(MANIFEST))?;
    let there = Corpus::parse(folder, &text)?;
    if there.paths().any(|known| known == folder.join(path)) {
        return Ok(());
    }
    let id = id_of(&document.id, &there.ids().map(str::to_owned).collect());
    let document = match id == document.id {
        true => Cow::Borrowed(document),
        false => Cow::Owned(Document { id, ..document.clone() }),
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    keep(folder, &(text + &entry(&document, path)))
}

/// Declares something of a document, or takes a declaration away.
///
/// # Errors
/// If the manifest would not be one any more: the message says what is wrong with what was declared.
pub(super) fn declare(folder: &Path, id: &str, fields: &[(String, Field)]) -> Result<()> {
    for (name, field) in fields {
        match field {
            Field::Text(profile) if name == "profile" => ensure_profile(folder, profile)?,
            _ => {}
        }
    }
    change(folder, id, |text, place| {
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut more = String::new();
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        for (name, field) in fields {
            let there = place.values.iter().find(|there| there.name == *name);
            match (field.value(), there) {
                (Some(value), Some(there)) => edits.push((there.value.clone(), value)),
                (Some(value), None) => more += &format!("{name} = {value}{end}"),
                (None, Some(there)) => edits.push((whole_lines(text, there.key..there.value.end), String::new())),
                (None, None) => {}
            }
        }
        let behind = whole_lines(text, place.span.clone()).end;
        let before = if text[..behind].ends_with('\n') { "" } else { end };
        if !more.is_empty() {
            edits.push((behind..behind, format!("{before}{more}")));
        }
        edits.sort_by_key(|(span, _)| std::cmp::Reverse((span.start, span.end)));
        let mut out = text.to_owned();
        edits.into_iter().for_each(|(span, new)| out.replace_range(span, &new));
        out
    })
}

/// # Errors
/// If there is no such profile: the manifest would be one, but nobody could read the document.
fn ensure_profile(folder: &Path, profile: &str) -> Result<()> {
    let is_path = profile.contains(['.', '/']);
    // What leads out of the folder is refused with the manifest.
    if is_path && !Path::new(profile).components().all(|part| matches!(part, Component::Normal(_))) {
        return Ok(());
    }
    let found = if is_path { Profile::named(&folder.join(profile).to_string_lossy()) } else { Profile::named(profile) };
    found.map(drop).map_err(|error| Error::file(&folder.join(MANIFEST), format!("cannot name this profile: {error}")))
}

/// Takes a document out of the manifest; its file stays. What is noted right below its values goes with it, and nothing else.
pub(super) fn forget(folder: &Path, id: &str) -> Result<()> {
    change(folder, id, |text, place| {
        let Range { start, mut end } = whole_lines(text, place.span.clone());
        let notes: usize =
            text[end..].split_inclusive('\n').take_while(|line| line.trim_start().starts_with('#')).map(str::len).sum();
        // What stands right above the next document is of that one.
        if !text[end + notes..].starts_with('[') {
            end += notes;
        }
        let (before, behind) = (&text[..start], &text[end..]);
        // Of the empty lines around it one is enough.
        let blank = ["\r\n", "\n"].into_iter().find(|end| before.is_empty() || before.ends_with(&end.repeat(2)));
        match blank {
            Some(blank) if behind.is_empty() => before.strip_suffix(blank).unwrap_or_default().to_owned(),
            Some(blank) => format!("{before}{}", behind.strip_prefix(blank).unwrap_or(behind)),
            None => format!("{before}{behind}"),
        }
    })
}

/// Where a document stands in the text of a manifest.
struct Place {
    /// From its header to the end of its last value.
    span: Range<usize>,
    values: Vec<ValuePlace>,
}

struct ValuePlace {
    name: String,
    /// Where its key begins.
    key: usize,
    value: Range<usize>,
}

impl Place {
    fn of(document: &Table) -> Option<Self> {
        let value = |(name, item): (&str, &Item)| {
            let key = document.key(name)?.span()?.start;
            Some(ValuePlace { name: name.to_owned(), key, value: item.span()? })
        };
        let values = document.iter().map(value).collect::<Option<Vec<_>>>()?;
        let header = document.span()?;
        let end = values.iter().map(|one| one.value.end).fold(header.end, usize::max);
        Some(Place { span: header.start..end, values })
    }
}

/// A part of a text, and what stands beside it on its lines.
fn whole_lines(text: &str, part: Range<usize>) -> Range<usize> {
    let start = text[..part.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[part.end..].find('\n').map_or(text.len(), |at| part.end + at + 1);
    start..end
}

fn change(folder: &Path, id: &str, act: impl FnOnce(&str, &Place) -> String) -> Result<()> {
    let file = folder.join(MANIFEST);
    let _lock = locked(folder)?;
    let text = read_text(&file)?;
    let read =
        toml_edit::Document::parse(text.as_str()).map_err(|error| Error::file(&file, error.message().to_owned()))?;
    let otherwise =
        || Error::file(&file, "has its documents in a form that is not changed here; write each as [[document]]");
    let entries = read.get("document").and_then(Item::as_array_of_tables).ok_or_else(otherwise)?;
    let is_it = |entry: &&Table| entry.get("id").and_then(Item::as_str) == Some(id);
    let unknown = || Error::not_found(format!("{} names no document `{id}`", file.display()));
    let place = Place::of(entries.iter().find(is_it).ok_or_else(unknown)?).ok_or_else(otherwise)?;
    keep(folder, &act(&text, &place))
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
        let with = written(folder.path());
        add(folder.path(), &document, "c.txt").unwrap();
        assert_eq!(written(folder.path()), with);
        // Another one that was given the same id.
        add(folder.path(), &document, "sub/c.txt").unwrap();
        assert!(written(folder.path()).contains("id = \"c-2\""));
        forget(folder.path(), "c-2").unwrap();
        forget(folder.path(), "c").unwrap();
        assert_eq!(written(folder.path()), WRITTEN);
        // What a person wrote above stays.
        forget(folder.path(), "a").unwrap();
        assert_eq!(
            written(folder.path()),
            "# Ours.\n\n# Theirs.\n[[document]]\nid = \"b\"\npath = \"b.txt\"\ndate = 2020-01-02\n"
        );
    }

    #[test]
    fn only_the_value_is_replaced() {
        let folder = folder();
        let text =
            "[[document]] # ours\r\nid = \"b\"\r\n# The day:\r\ndate   = 2020-01-02 # surely\r\npath = \"b.txt\"";
        fs::write(folder.path().join(MANIFEST), text).unwrap();
        let field = |name: &str, value: &str| (name.to_owned(), Field::Text(value.to_owned()));
        declare(folder.path(), "b", &[field("date", "2021"), field("title", "\"On\"\nlamps")]).unwrap();
        let now = written(folder.path());
        assert!(now.starts_with(&text.replace("2020-01-02", "\"2021\"")), "{now}");
        assert_eq!(Corpus::open(folder.path()).unwrap().ids().count(), 1);
        let nothing = |name: &str| (name.to_owned(), Field::Nothing);
        declare(folder.path(), "b", &[nothing("title"), nothing("date")]).unwrap();
        assert_eq!(written(folder.path()), "[[document]] # ours\r\nid = \"b\"\r\n# The day:\r\npath = \"b.txt\"\r\n");
    }
}
