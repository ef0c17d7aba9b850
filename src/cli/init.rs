//! `travaux init`: a manifest for the documents of a folder, and what was found in each.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::arguments::Init;
use super::output::Console;
use crate::corpus::{MANIFEST, NEEDED, Source, id_of, manifest};
use crate::error::{Error, Result};
use crate::ingest::endings;
use crate::model::Document;
use crate::render::text::clean;

/// A file that may be a document, by its path in the folder, or why it is none.
type Found = (String, Result<Document>);

pub(super) fn run(command: &Init, console: &Console) -> Result<Outcome> {
    let folder = &command.folder;
    let file = folder.join(MANIFEST);
    if file.exists() {
        let message =
            "is there already, and what a person wrote in it is not to be lost; add to it by hand, or move it away";
        return Err(Error::file(&file, message));
    }
    let found = documents(folder, console)?;
    let named = found.iter().filter_map(|(path, read)| Some((read.as_ref().ok()?, path.as_str())));
    if named.clone().next().is_none() {
        return Err(Error::file(folder, format!("holds no documents; they are known by their endings: {}", listed())));
    }
    console.write(&manifest(named), Some(&file))?;
    console.write(&clean_lines(&told(&file, &found, folder)), None)?;
    Ok(Outcome::Done)
}

/// The documents of a folder and of those in it, in the order of their paths; what cannot be read with the reason.
fn documents(folder: &Path, console: &Console) -> Result<Vec<Found>> {
    let paths = files_in(folder, &mut |path, source| Err(Error::read(path, source)))?;
    let mut taken = BTreeSet::new();
    let mut found: Vec<Found> = Vec::new();
    let (mut sources, mut places) = (Vec::new(), Vec::new());
    for path in paths {
        // A path that is no text can stand in no manifest.
        let Some(name) = path.to_str().map(|name| name.replace('\\', "/")) else { continue };
        match Source::open(&folder.join(&path)) {
            Ok(source) => {
                let id = id_of(&path.with_extension("").to_string_lossy(), &taken);
                taken.insert(id.clone());
                sources.push(Source { id, ..source });
                places.push(name);
            }
            Err(error) => found.push((name, Err(error))),
        }
    }
    let read = console.cache.each_document(&sources, &console.reading);
    for ((name, source), read) in places.into_iter().zip(&sources).zip(read) {
        let stated = |document: Document| match document.provisions.is_empty() {
            true => Err(Error::file(&source.path, "holds no numbered provisions")),
            false => Ok(document),
        };
        found.push((name, read.and_then(stated)));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

/// The files of a folder and of those in it that may be documents, by their paths in it, in order. What is done about a folder
/// that cannot be listed, `failed` says.
pub(super) fn files_in(folder: &Path, failed: &mut dyn FnMut(&Path, io::Error) -> Result<()>) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    gather(folder, Path::new(""), &mut paths, failed)?;
    paths.sort();
    Ok(paths)
}

/// Gathers the files of a folder that may be documents. What is hidden is meant for nobody, and a link may lead anywhere.
fn gather(
    folder: &Path,
    within: &Path,
    paths: &mut Vec<PathBuf>,
    failed: &mut dyn FnMut(&Path, io::Error) -> Result<()>,
) -> Result<()> {
    let here = folder.join(within);
    let entries = match fs::read_dir(&here) {
        Ok(entries) => entries,
        Err(error) => return failed(&here, error),
    };
    for entry in entries {
        let found = entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)));
        let (name, kind) = match found {
            Ok(found) => found,
            Err(error) => {
                failed(&here, error)?;
                continue;
            }
        };
        let path = within.join(&name);
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            gather(folder, &path, paths, failed)?;
        } else if kind.is_file() && is_document(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings().any(|known| known == ending))
}

fn listed() -> String {
    endings().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ")
}

/// What was found, and what is left to a person.
fn told(file: &Path, found: &[Found], folder: &Path) -> String {
    let documents: Vec<&Document> = found.iter().filter_map(|(_, read)| read.as_ref().ok()).collect();
    let several = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let mut text = format!("{}: {}\n", file.display(), several(documents.len(), "document"));
    let width = documents.iter().map(|document| document.id.chars().count()).max().unwrap_or(0);
    let mut is_lacking = false;
    for document in &documents {
        let of = &document.metadata;
        let known = [
            of.stage.map(|stage| stage.name().to_owned()),
            of.date.map(|date| date.to_string()),
            of.body.clone(),
            of.subject.clone(),
            Some(several(document.provisions.len(), "provision")),
        ];
        let lacks = [of.stage.is_none(), of.date.is_none(), of.body.is_none()];
        let missing: Vec<&str> =
            NEEDED.into_iter().zip(lacks).filter(|(_, lacks)| *lacks).map(|(name, _)| name).collect();
        is_lacking |= !missing.is_empty();
        let known = known.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let missing = if missing.is_empty() { String::new() } else { format!("; not found: {}", missing.join(", ")) };
        text += &format!("  {:width$}  {known}{missing}\n", document.id);
    }
    let left_out: Vec<&Error> = found.iter().filter_map(|(_, read)| read.as_ref().err()).collect();
    if !left_out.is_empty() {
        text += &format!("left out: {}\n", several(left_out.len(), "file"));
        left_out.iter().for_each(|error| text += &format!("  {error}\n"));
    }
    if is_lacking {
        text += &format!(
            "what was not found can be written into {MANIFEST}: stage, date and body tell what belongs together\n"
        );
    }
    text + &format!("next: travaux -C {} lineage\n", folder.display())
}

fn clean_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", clean(line))).collect()
}
