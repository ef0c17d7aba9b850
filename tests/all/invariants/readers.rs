//! Bytes to lines: a target for each reader.

use std::io::{Cursor, Write};

use travaux::corpus::Source;
use travaux::extract::Options;
use travaux::ingest::Revisions;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::documents::{SELDOM, ingested};
use super::{document, made, source};

/// Reads a file, and now and then the document that it is. What is refused is so with the file's name.
fn read(bytes: &[u8], source: &Source, options: &Options) {
    if bytes.len().is_multiple_of(SELDOM) {
        document(source, options);
    } else if let Err(error) = ingested(source, options) {
        let message = error.to_string();
        assert!(message.starts_with(&*source.path.to_string_lossy()), "the file is named: {message}");
    }
}

/// Text in any encoding, and whatever else it may show to be.
pub fn text(bytes: &[u8]) {
    read(bytes, &source("report.txt", bytes.to_vec()), &Options::default());
}

/// Markdown.
pub fn markdown(bytes: &[u8]) {
    let text = made::recipe(bytes, made::markdown).map_or_else(|| bytes.to_vec(), String::into_bytes);
    read(bytes, &source("report.md", text), &Options::default());
}

/// A web page; what shows that it is one is put before bytes that lack it.
pub fn html(bytes: &[u8]) {
    let page = made::recipe(bytes, made::page).map_or_else(|| bytes.to_vec(), String::into_bytes);
    let whole = if page.starts_with(b"<") { page } else { [b"<html>", &page[..]].concat() };
    read(bytes, &source("report.html", whole), &Options::default());
}

/// Lists of units in both forms.
pub fn units(bytes: &[u8]) {
    let list = made::recipe(bytes, made::units).map_or_else(|| bytes.to_vec(), String::into_bytes);
    for path in ["units.jsonl", "units.csv"] {
        read(bytes, &source(path, list.clone()), &Options::default());
    }
}

/// A Word document as it lies on disk: mostly the archive is put to the test.
pub fn docx(bytes: &[u8]) {
    read(bytes, &source("report.docx", bytes.to_vec()), &Options::default());
}

/// The parts of a Word document that have text or say how it is set, without the archive, which a fuzzer would only
/// break.
const PARTS: [(&str, &str); 5] = [
    ("word/document.xml", "officeDocument"),
    ("word/numbering.xml", "numbering"),
    ("word/styles.xml", "styles"),
    ("word/footnotes.xml", "footnotes"),
    ("word/header1.xml", "header"),
];

/// What stands between the parts in one input: a form feed, which XML cannot hold.
const BETWEEN_PARTS: u8 = b'\x0c';

/// The XML of a Word document, part by part.
pub fn docx_parts(bytes: &[u8]) {
    let made = made::recipe(bytes, made::word::parts);
    let parts: Vec<&[u8]> = match &made {
        Some(parts) => parts.iter().map(String::as_bytes).collect(),
        None => bytes.split(|byte| *byte == BETWEEN_PARTS).collect(),
    };
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        archive.start_file(name, stored).expect("memory takes it");
        archive.write_all(bytes).expect("memory takes it");
    };
    let mut relations = String::from("<Relationships>");
    for ((name, kind), part) in PARTS.iter().zip(parts) {
        put(name, part);
        relations.push_str(&format!("<Relationship Type='x/{kind}' Target='/{name}'/>"));
    }
    relations.push_str("</Relationships>");
    put("word/_rels/document.xml.rels", relations.as_bytes());
    let whole = source("report.docx", archive.finish().expect("memory takes it").into_inner());
    for revisions in [Revisions::Original, Revisions::Final] {
        read(bytes, &whole, &Options { revisions: Some(revisions), profile: None });
    }
}

/// A PDF; its signature is put before bytes that lack it.
pub fn pdf(bytes: &[u8]) {
    let whole = match made::recipe(bytes, made::pdf::document) {
        Some(made) => made,
        None if bytes.starts_with(b"%PDF-") => bytes.to_vec(),
        None => [b"%PDF-1.7\n", bytes].concat(),
    };
    read(bytes, &source("report.pdf", whole), &Options::default());
}
