//! What must hold of whatever is read, from whatever bytes: one function for each fuzz target. The fuzzer calls them by name,
//! and so does `tests/all/seeds.rs`, so that the seeds are true without a fuzzer as well.
//!
//! A target has one stage, so that a run takes as long as that stage and no longer. What comes dear and is the same for
//! every input (words of languages, names, patterns) the library keeps.

mod documents;
mod files;
mod links;
mod made;
mod readers;
mod wordings;

use travaux::corpus::{Declared, Source};

pub use documents::document;
pub use links::mirrored;

/// A target by its name, which is that of its folder of seeds, and what it does with an input.
type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 20] = [
    ("text", readers::text),
    ("markdown", readers::markdown),
    ("html", readers::html),
    ("units", readers::units),
    ("docx", readers::docx),
    ("docx_parts", readers::docx_parts),
    ("pdf", readers::pdf),
    ("extraction", documents::extraction),
    ("language", wordings::language),
    ("symbols", wordings::symbols),
    ("brackets", wordings::brackets),
    ("redline", wordings::redline),
    ("anatomy", wordings::anatomy),
    ("named", wordings::named),
    ("alignment", links::alignment),
    ("comparison", links::comparison),
    ("decisions", links::decisions),
    ("corrections", links::corrections),
    ("data_files", files::data_files),
    ("word_files", files::word_files),
];

fn source(path: &str, bytes: Vec<u8>) -> Source {
    Source { id: "report".into(), path: path.into(), bytes, declared: Declared::default() }
}
