//! The manifest of a folder: read, and written for documents that have none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use serde::Deserialize;
use toml::Spanned;

use super::{Corpus, Declared, Entry, MANIFEST, parse_tables};
use crate::error::{Error, Result};
use crate::model::{Date, Document, DocumentSymbol, Metadata, Stage, nearest};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    model: Option<PathBuf>,
    #[serde(default)]
    document: Vec<ManifestEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestEntry {
    id: Spanned<String>,
    path: Spanned<String>,
    symbol: Option<DocumentSymbol>,
    body: Option<String>,
    meeting: Option<u32>,
    stage: Option<Stage>,
    date: Option<Spanned<toml::Value>>,
    language: Option<String>,
    title: Option<String>,
    subject: Option<String>,
    profile: Option<Spanned<String>>,
    #[serde(default)]
    inferred: Vec<Spanned<String>>,
    draft_of: Option<Spanned<String>>,
}

/// The corpus that a manifest tells of; `path` is its own, for what is wrong in it.
///
/// # Errors
/// If it is no TOML of this form, or says what cannot be, with the line.
pub(super) fn parse_manifest(path: &Path, text: &str, root: &Path) -> Result<Corpus> {
    let file: ManifestFile = parse_tables(path, text, "document")?;
    if file.document.is_empty() {
        return Err(Error::file(path, "names no document; add a [[document]] with an id and a path"));
    }
    let mut first_seen = BTreeMap::<String, usize>::new();
    let mut entries = Vec::with_capacity(file.document.len());
    let mut drafts = Vec::new();
    for entry in file.document {
        let start = entry.id.span().start;
        let id = entry.id.into_inner();
        check_id(&id).map_err(|message| Error::at(path, text, start, message))?;
        if let Some(&earlier) = first_seen.get(&id) {
            let message = format!(
                "the id `{id}` is already taken on line {}; ids must differ",
                crate::error::line_of(text, earlier)
            );
            return Err(Error::at(path, text, start, message));
        }
        first_seen.insert(id.clone(), start);
        let inside = path_inside(root, entry.path.get_ref())
            .map_err(|message| Error::at(path, text, entry.path.span().start, message))?;
        let profile = entry.profile.map(|profile| match profile.get_ref().contains(['.', '/']) {
            // The path of a profile; anything else is the name of one.
            true => path_inside(root, profile.get_ref())
                .map(|inside| inside.to_string_lossy().into_owned())
                .map_err(|message| Error::at(path, text, profile.span().start, message)),
            false => Ok(profile.into_inner()),
        });
        let profile = profile.transpose()?;
        let date = entry.date.map(|date| date_in(path, text, &date)).transpose()?;
        for field in &entry.inferred {
            if !Metadata::FIELDS.contains(&field.get_ref().as_str()) {
                let message =
                    format!("`inferred` names `{}`, which is none of {}", field.get_ref(), Metadata::FIELDS.join(", "));
                return Err(Error::at(path, text, field.span().start, message));
            }
        }
        let draft_of = entry.draft_of.map(|report| {
            drafts.push((entries.len(), report.span().start));
            report.into_inner()
        });
        entries.push(Entry {
            id,
            path: inside,
            declared: Declared {
                metadata: Metadata {
                    symbol: entry.symbol,
                    body: entry.body,
                    meeting: entry.meeting,
                    stage: entry.stage,
                    date,
                    language: entry.language,
                    title: entry.title,
                    subject: entry.subject,
                    inferred: entry.inferred.into_iter().map(Spanned::into_inner).collect(),
                    draft_of,
                },
                profile,
                corrections: Vec::new(),
            },
        });
    }
    settle_drafts(&mut entries, &drafts).map_err(|(at, message)| Error::at(path, text, at, message))?;
    // A model is shared by many; it need not stand within the corpus.
    let model = file.model.map(|model| root.join(model));
    Ok(Corpus { root: root.to_owned(), model, entries })
}

/// Sees to it that what is declared to be a draft is one of a report of the manifest: the stages of both follow from it, where nothing
/// is said of them. `drafts` are the places of the drafts, and where in the text each names its report.
///
/// # Errors
/// What is wrong, and where.
fn settle_drafts(entries: &mut [Entry], drafts: &[(usize, usize)]) -> std::result::Result<(), (usize, String)> {
    for &(draft, at) in drafts {
        entries[draft].declared.metadata.stage.get_or_insert(Stage::Draft);
        let Entry { id, declared: Declared { metadata, .. }, .. } = &entries[draft];
        let named = metadata.draft_of.as_deref().unwrap_or_default();
        let report = entries.iter().position(|entry| entry.id == named);
        let wrong = |message: String| Err((at, message));
        match report {
            _ if metadata.stage() != Stage::Draft => {
                return wrong(format!(
                    "`{id}` has the stage `{}`; only a draft is a draft of a report",
                    metadata.stage().name()
                ));
            }
            Some(report) if report == draft => {
                return wrong(format!("`{id}` cannot be a draft of itself; name its report"));
            }
            None => {
                let others = entries.iter().map(|entry| entry.id.as_str()).filter(|other| other != id);
                return wrong(format!("`{named}` is no document of the manifest; {}", nearest(named, others)));
            }
            Some(_) => {}
        }
    }
    for &(draft, at) in drafts {
        let named = entries[draft].declared.metadata.draft_of.clone().unwrap_or_default();
        let Some(report) = entries.iter_mut().find(|entry| entry.id == named) else { continue };
        let stage = *report.declared.metadata.stage.get_or_insert(Stage::Final);
        if stage != Stage::Final {
            return Err((at, format!("`{named}` has the stage `{}`; name the report that was adopted", stage.name())));
        }
    }
    Ok(())
}

/// A date in a file. One of TOML's own does as well as one in quotes.
pub(crate) fn date_in(path: &Path, text: &str, date: &Spanned<toml::Value>) -> Result<Date> {
    let written = date.get_ref().as_str().map_or_else(|| date.get_ref().to_string(), str::to_owned);
    Date::from_str(&written).map_err(|message| Error::at(path, text, date.span().start, message))
}

/// An id stands before the slash in `2019-final/13`, so it must not hold one.
fn check_id(id: &str) -> std::result::Result<(), String> {
    if id.is_empty() || id.chars().any(|c| c == '/' || c.is_whitespace() || c.is_control()) {
        return Err(format!("`{id}` cannot be an id; use letters, digits, dots and hyphens, no space and no slash"));
    }
    Ok(())
}

/// The text of a manifest for some documents, each with its path in the folder. What was read of a document stands beside it as a
/// comment: whoever takes the sign away decides it.
pub fn manifest<'d>(documents: impl Iterator<Item = (&'d Document, &'d str)>) -> String {
    let mut text = "# The documents of this folder. What a text says of itself is read from the text, and stands here behind a sign #. \
                    Take the sign\n# away, and what you write counts instead.\n"
        .to_owned();
    documents.for_each(|(document, path)| text += &entry(document, path));
    text
}

/// The entry of a document in a manifest, likewise.
pub fn entry(document: &Document, path: &str) -> String {
    let quoted = |value: &str| toml::Value::String(value.to_owned()).to_string();
    let Metadata { symbol, body, meeting, stage, date, language, title, subject, .. } = &document.metadata;
    let fields = [
        ("stage", stage.map(|stage| quoted(stage.name()))),
        ("date", date.map(|date| quoted(&date.to_string()))),
        ("body", body.as_deref().map(quoted)),
        ("subject", subject.as_deref().map(quoted)),
        ("meeting", meeting.map(|meeting| meeting.to_string())),
        ("symbol", symbol.as_ref().map(|symbol| quoted(symbol))),
        ("language", language.as_deref().map(quoted)),
        ("title", title.as_deref().map(quoted)),
    ];
    let mut text = format!("\n[[document]]\nid = {}\npath = {}\n", quoted(&document.id), quoted(path));
    for (name, value) in fields {
        match value {
            Some(value) => text += &format!("# {name} = {value}\n"),
            // What links go by is worth looking up.
            None if NEEDED.contains(&name) => text += &format!("# {name}: not found\n"),
            None => {}
        }
    }
    text
}

/// What must be known of a document, for it to be put in time and held against others.
pub const NEEDED: [&str; 3] = ["stage", "date", "body"];

/// Makes a name one that can be an id, and no other's.
pub fn id_of(name: &str, taken: &BTreeSet<String>) -> String {
    let is_fit = |c: char| !(c == '/' || c == '\\' || c.is_whitespace() || c.is_control());
    let fit: String = name.chars().map(|c| if is_fit(c) { c } else { '-' }).collect();
    let named = |count: usize| if count == 1 { fit.clone() } else { format!("{fit}-{count}") };
    (1..).map(named).find(|id| !taken.contains(id)).expect("numbers do not end")
}

/// Joins a manifest's path to its folder, and refuses one that leads out of it, be it by `..`,
/// by an absolute path or by a link.
fn path_inside(root: &Path, path: &str) -> std::result::Result<PathBuf, String> {
    let outside = || format!("`{path}` leads out of the corpus; paths are relative to the folder of the {MANIFEST}");
    if Path::new(path).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err(outside());
    }
    let joined = root.join(path);
    // A file that is not there is reported when it is read.
    if let (Ok(real_root), Ok(real)) = (root.canonicalize(), joined.canonicalize())
        && !real.starts_with(real_root)
    {
        return Err(outside());
    }
    Ok(joined)
}
