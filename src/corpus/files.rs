//! Files, read whole and within limits.

use std::fs;
use std::io::Read;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::{LARGEST_FILE, MANIFEST};
use crate::error::{Error, Result};

/// Reads a file that is text, or says that it is not in UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read_bytes(path)?).map_err(|_| Error::file(path, "is not UTF-8; save it as UTF-8"))
}

/// Reads a file that is text and in which a person's words are kept, each of which is called `one` of them; nothing where there is no
/// such file yet.
pub(crate) fn text_if_there(path: &Path, one: &str) -> Result<String> {
    let wrong = |message: String| Error::file(path, message);
    match path.metadata() {
        Ok(about) if !about.is_file() => {
            Err(wrong(format!("is no regular file, so that no {one} could be kept in it; put one in its place")))
        }
        Ok(about) if about.len() > 0 => read_text(path),
        Ok(_) => Ok(String::new()),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::read(path, error)),
        Err(_) if path.is_symlink() => Err(wrong("is a link to a file that is not there; mend or remove it".into())),
        Err(_) => Ok(String::new()),
    }
}

/// Reads a file in TOML that holds tables of a name.
pub(crate) fn parse_tables<T: DeserializeOwned>(path: &Path, text: &str, name: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| {
        let mut message = error.message().trim_end().to_owned();
        if message.ends_with("expected a sequence") {
            message.push_str(&format!("; every {name} is a [[{name}]] with two brackets"));
        }
        Error::at(path, text, error.span().map(|span| span.start), message)
    })
}

pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let failed = |source| Error::read(path, source);
    let wrong = |message| Error::file(path, message);
    let about = fs::metadata(path).map_err(failed)?;
    if about.is_dir() {
        return Err(wrong(format!("is a folder; name a file in it, or use -C for a corpus with a {MANIFEST}")));
    }
    if about.len() > LARGEST_FILE {
        return Err(wrong(format!(
            "is {} MiB large, over the limit of {} MiB; split it",
            about.len() / (1024 * 1024),
            LARGEST_FILE / (1024 * 1024)
        )));
    }
    for _ in 0..READINGS_OF_ONE {
        let mut file = fs::File::open(path).map_err(failed)?;
        let before = file.metadata().map_err(failed)?;
        let bytes = read_stream(path, &mut file)?;
        let after = file.metadata().map_err(failed)?;
        // A pipe or a device has no length, nor has what the system makes up as it is read; there is nothing to compare.
        let state = |about: &fs::Metadata| (about.len(), about.modified().ok());
        let is_read = before.len() == 0 || bytes.len() as u64 == after.len();
        if !before.is_file() || is_read && state(&before) == state(&after) {
            return Ok(bytes);
        }
    }
    Err(wrong("is being changed while it is read; try again when whoever writes it is done".into()))
}

/// How often a file is read anew that was changed meanwhile: half of what it was and half of what it is are no document.
const READINGS_OF_ONE: usize = 3;

/// Reads a file or a stream to its end. Not each knows its length: a device or a pipe has none.
pub(super) fn read_stream(path: &Path, stream: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = stream.take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|source| Error::read(path, source))?;
    if bytes.len() as u64 > LARGEST_FILE {
        let limit = LARGEST_FILE / (1024 * 1024);
        return Err(Error::file(path, format!("is over the limit of {limit} MiB; split it")));
    }
    if bytes.is_empty() {
        return Err(Error::file(path, "is empty; there is nothing to read"));
    }
    Ok(bytes)
}
