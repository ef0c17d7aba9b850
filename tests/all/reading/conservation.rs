//! No word of a source is lost, and none stands twice: every word of the lines, as the reader of the format first sees them,
//! stands in exactly one provision, heading, note, line of furniture or text outside.

use std::fs;
use std::path::{Path, PathBuf};

use travaux::corpus::{Declared, Source};
use travaux::extract::{Options, Profile};

use crate::invariants;

/// The files of a folder and of those in it, by their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("the folder reads").path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[test]
fn of_every_fixture_and_report() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = ["corpus", "tests/fixtures"].map(|folder| files(&root.join(folder))).concat();
    let mut read = 0;
    for path in all {
        println!("{}", path.display());
        let bytes = fs::read(&path).expect("a fixture reads");
        let source = Source { id: "report".into(), path, bytes, declared: Declared::default() };
        read += usize::from(invariants::document(&source, &Options::default()).is_some());
    }
    assert!(read > 50, "only {read} of the files were read");
}

#[test]
fn by_whatever_profile_a_report_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/2021-final.md");
    let bytes = fs::read(&path).expect("the report reads");
    for profile in Profile::built_in() {
        let source =
            Source { id: "report".into(), path: path.clone(), bytes: bytes.clone(), declared: Declared::default() };
        let options = Options { profile: Some(profile.clone()), ..Options::default() };
        assert!(invariants::document(&source, &options).is_some(), "{}", profile.name);
    }
}
