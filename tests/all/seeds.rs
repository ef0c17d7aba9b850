//! The seeds of the fuzz targets hold without a fuzzer, on any compiler: so neither they nor the invariants rot.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::invariants;

/// The folder of the fuzz targets and their seeds. A packaged crate has none, as it is a package of its own.
fn fuzz() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let is_there = folder.join("Cargo.toml").exists();
    if !is_there {
        println!("skipped: no fuzz/ in a packaged crate");
    }
    is_there.then_some(folder)
}

/// The files of a folder, by their names.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("the folder reads").path()).collect()
}

#[test]
fn every_seed_holds() {
    let Some(fuzz) = fuzz() else { return };
    for (name, holds) in invariants::TARGETS {
        let seeds = files(&fuzz.join("corpus").join(name));
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for seed in seeds {
            println!("{}", seed.display());
            holds(&fs::read(&seed).expect("a seed reads"));
        }
    }
}

/// Seeds without a target would be held to nothing.
#[test]
fn each_folder_of_seeds_is_that_of_a_target() {
    let Some(folder) = fuzz() else { return };
    let name = |path: PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    let folders: BTreeSet<String> = files(&folder.join("corpus")).into_iter().map(name).collect();
    assert_eq!(folders, invariants::TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect());
}
