//! The zip archive that a Word document is, and the parts in it. Whoever made the file may mean harm: what is
//! unpacked is counted while it is unpacked, whatever the archive says about itself.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Node, walk};

/// How much is unpacked of one file, in bytes. The text of a long report is two or three megabytes with all its
/// markup.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;

/// How many times larger than the file its text may be, once it is large at all. Word's own files stay below 30.
const MOST_SWOLLEN: u64 = 150;

/// What may be unpacked of even the smallest file, in bytes.
const ALWAYS_UNPACKED: u64 = 4 * 1024 * 1024;

/// A Word document's archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many more bytes may be unpacked.
    left: u64,
}

/// A link from one part to another.
pub(super) struct Relation {
    /// What the other part is: "styles", "footnotes", ...
    pub(super) kind: String,
    /// Its name in the archive.
    pub(super) target: String,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
        let left = (bytes.len() as u64 * MOST_SWOLLEN).clamp(ALWAYS_UNPACKED, MOST_UNPACKED);
        Ok(Package { archive, left })
    }

    /// The text of a part; none if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, String> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err("is protected by a password; open it in your word processor and save it without one".into());
            }
            Err(error) => return Err(damaged(&error.to_string())),
        };
        let mut bytes = Vec::new();
        file.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error.to_string()))?;
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            let message = "holds far more than its size promises, as files do that are made to do harm; if you trust it, \
                           open it in your word processor and save it as plain text";
            return Err(message.into());
        };
        self.left = left;
        text(bytes).map(Some).ok_or_else(|| damaged(&format!("{name} is no text")))
    }

    /// The links of a part; those of the whole package for the empty name.
    pub(super) fn relations(&mut self, name: &str) -> Result<Vec<Relation>, String> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(part) = self.part(&format!("{prefix}_rels/{file}.rels"))? else { return Ok(Vec::new()) };
        let mut relations = Vec::new();
        walk(&part, |node| {
            let Node::Open(element) = node else { return };
            let (Some(kind), Some(target)) = (element.get("Type"), element.get("Target")) else { return };
            let target = match target.strip_prefix('/') {
                Some(target) => target.to_owned(),
                None => format!("{prefix}{target}"),
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push(Relation { kind, target });
        })
        .map_err(|reason| damaged(&reason))?;
        Ok(relations)
    }

    /// What kind of archive it is that is no Word document.
    pub(super) fn described(&mut self) -> &'static str {
        let has = |name: &str| self.archive.index_for_name(name).is_some();
        if has("xl/workbook.xml") {
            return "is a spreadsheet, not a Word document; save it as CSV with the columns id and text";
        }
        if has("ppt/presentation.xml") {
            return "is a presentation, not a Word document; save its text as plain text";
        }
        if has("mimetype") {
            return "is an OpenDocument file or an e-book; save it as a Word document (.docx) or as plain text";
        }
        "is a zip archive without a Word document in it; unpack it, and name a file"
    }
}

/// Says that a file is not whole.
pub(super) fn damaged(reason: &str) -> String {
    format!(
        "is a damaged or incomplete Word document ({reason}); fetch it again, or open it in your word processor and save it anew"
    )
}

/// The text of a part, in either of the encodings that XML must have.
fn text(bytes: Vec<u8>) -> Option<String> {
    let units = |from: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect();
        Some(String::from_utf16_lossy(&units))
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes).ok(),
    }
}
