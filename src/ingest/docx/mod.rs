//! Word documents (`.docx`): text with its automatic numbers, headings, footnotes, tracked changes.

mod body;
mod fields;
mod numbering;
mod package;
mod paragraph;
mod styles;
mod xml;

use std::collections::HashSet;

use body::Reader;
use numbering::Lists;
use package::{Package, damaged};
use styles::Styles;

use super::rendered::{Block, Rendered, Rendering, check_size};
use super::{Content, Ingested, Options, Revisions, Start};
use crate::corpus::Source;
use crate::error::{Error, Result, Warning};

/// Whether bytes are a zip archive, as every Word document is.
pub(super) fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether bytes are a compound file, as Word wrote until 2003 and writes where there is a password.
pub(super) fn is_compound_file(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// Says what a compound file is, and what to do about it.
pub(super) fn refuse_compound_file(source: &Source, _: &Options) -> Result<Ingested> {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        source.bytes.windows(name.len()).any(|bytes| bytes == name)
    };
    let message = if holds("EncryptedPackage") {
        "is protected by a password; open it in your word processor and save it without one"
    } else if holds("WordDocument") {
        "is a Word document of the old format (.doc); open it in your word processor and save it as .docx"
    } else {
        "is an Office file of an old format; open it in its program and save it as .docx or plain text"
    };
    Err(Error::file(&source.path, message))
}

/// Reads a Word document.
pub(super) fn read(source: &Source, options: &Options) -> Result<Ingested> {
    let wrong = |message: String| Error::file(&source.path, message);
    let read = document(&source.bytes, options.revisions.unwrap_or_default()).map_err(wrong)?;
    let mut rendering = Rendering::default();
    read.blocks.iter().for_each(|block| rendering.add(block));
    let Rendered { text, lines } = rendering.finish().map_err(wrong)?;
    if lines.is_empty() {
        return Err(wrong("holds no text; if its pages are pictures, have them read by OCR first".into()));
    }
    let mut warnings = Vec::new();
    let mut warn = |message: String| {
        warnings.push(Warning { document: source.id.clone(), label: None, line: None, message });
    };
    if read.tracked_changes > 0 && options.revisions.is_none() {
        let (count, verb) = match read.tracked_changes {
            1 => ("1 tracked change".to_owned(), "it was"),
            count => (format!("{count} tracked changes"), "they were"),
        };
        warn(format!("holds {count}, read as if {verb} accepted; --revisions original reads what stood before"));
    }
    if read.has_foreign_parts {
        warn("holds parts in other formats, which were not read".into());
    }
    Ok(Ingested { text, content: Content::Lines(lines), warnings, tracked_changes: read.tracked_changes })
}

/// What was read of a document.
struct Read {
    blocks: Vec<Block>,
    tracked_changes: usize,
    has_foreign_parts: bool,
}

fn document(bytes: &[u8], revisions: Revisions) -> std::result::Result<Read, String> {
    let mut package = Package::open(bytes)?;
    let main = package.relations("")?.into_iter().find(|one| one.kind == "officeDocument");
    let main = main.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target);
    let is_word = main.starts_with("word/") || !(main.starts_with("xl/") || main.starts_with("ppt/"));
    let Some(text) = package.part(&main)?.filter(|_| is_word) else { return Err(package.described().to_owned()) };
    let relations = package.relations(&main)?;
    let mut parts = |kind: &str| -> std::result::Result<Vec<String>, String> {
        let targets = relations.iter().filter(|one| one.kind == kind);
        targets.filter_map(|one| package.part(&one.target).transpose()).collect()
    };
    let faulty = |reason: String| damaged(&reason);
    let styles = parts("styles")?.first().map_or_else(|| Ok(Styles::default()), |part| Styles::read(part));
    let styles = styles.map_err(faulty)?;
    let lists = parts("numbering")?.first().map_or_else(|| Ok(Lists::default()), |part| Lists::read(part));
    let lists = lists.map_err(faulty)?;
    let mut reader = Reader::new(&styles, &lists, revisions);
    let mut blocks = reader.read(&text).map_err(faulty)?;
    drop(text);
    for part in parts("footnotes")?.iter().chain(&parts("endnotes")?) {
        reader.read(part).map_err(faulty)?;
    }
    blocks.append(&mut reader.notes());
    let mut heads = Vec::new();
    for part in parts("header")? {
        heads.append(&mut reader.read(&part).map_err(faulty)?);
    }
    blocks.append(&mut distinct_heads(heads));
    check_size(reader.paragraphs, blocks.iter().map(|block| block.text.len()).sum())?;
    let (tracked_changes, has_foreign_parts) = (reader.tracked_changes, reader.has_foreign_parts);
    Ok(Read { blocks, tracked_changes, has_foreign_parts })
}

/// What stands at the heads of pages, each line once: a document has several heads, and in most the same symbol.
fn distinct_heads(blocks: Vec<Block>) -> Vec<Block> {
    let mut known = HashSet::new();
    let distinct = blocks.into_iter().filter(|block| known.insert(block.text.clone()));
    distinct.map(|block| Block { start: Start::Furniture, cell: None, ..block }).collect()
}
