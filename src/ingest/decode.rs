//! Bytes to text: UTF-8, with a byte order mark or without, and what to say where it is not.

use crate::corpus::Source;
use crate::error::{Error, Result, Warning};

/// The text of a file. Bytes that are no UTF-8 are replaced and reported; a file that is no text
/// at all is an error.
pub(super) fn decode(source: &Source) -> Result<(String, Vec<Warning>)> {
    let bytes = source.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&source.bytes);
    let wrong = |message: &str| Error::File { path: source.path.clone(), message: message.into() };
    if let Some(kind) = foreign_format(bytes) {
        return Err(wrong(&format!("is {kind}, which is not read yet; save it as plain text or Markdown (UTF-8)")));
    }
    if bytes.contains(&0) {
        return Err(wrong("is not text (it holds NUL bytes); save the document as plain text or Markdown (UTF-8)"));
    }
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert_with(|| (text.matches('\n').count() + 1, chunk.invalid()[0]));
            replaced += 1;
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    if text.trim().is_empty() {
        return Err(wrong("holds only white space; there is nothing to read"));
    }
    // A text in another encoding has a wrong byte now and then; a binary file has them throughout.
    if replaced * 10 > text.chars().count() {
        return Err(wrong("is not text; save the document as plain text or Markdown (UTF-8)"));
    }
    let warnings = first.map(|(line, byte)| Warning {
        document: source.id.clone(),
        label: None,
        line: Some(line),
        message: format!(
            "is not UTF-8: {replaced} byte sequence{} replaced by \u{fffd}, the first (0x{byte:02X}) on this line; save the file as UTF-8",
            if replaced == 1 { " was" } else { "s were" }
        ),
    });
    Ok((text, warnings.into_iter().collect()))
}

/// The signatures of files that people take for text.
fn foreign_format(bytes: &[u8]) -> Option<&'static str> {
    let opening = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).trim_start().to_lowercase();
    if opening.starts_with("<!doctype html") || opening.starts_with("<html") {
        return Some("a web page");
    }
    const SIGNATURES: [(&[u8], &str); 4] = [
        (b"PK\x03\x04", "a Word document or another zip archive"),
        (b"\xd0\xcf\x11\xe0", "an old Word document"),
        (b"\xff\xfe", "UTF-16 text"),
        (b"\xfe\xff", "UTF-16 text"),
    ];
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, kind)| *kind)
}
