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
    for (name, _) in invariants::TARGETS {
        let seeds = files(&fuzz.join("corpus").join(name));
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for seed in seeds {
            println!("{}", seed.display());
            invariants::hold(name, &fs::read(&seed).expect("a seed reads"));
        }
    }
}

/// A target that is not in the list would be fuzzed by nobody's seeds, and one without a file not at all.
#[test]
fn the_targets_are_those_that_can_be_run() {
    let Some(folder) = fuzz() else { return };
    let stems = |folder: &Path| -> BTreeSet<String> {
        let stem = |path: PathBuf| path.file_stem().expect("a name").to_string_lossy().into_owned();
        files(folder).into_iter().map(stem).collect()
    };
    let listed: BTreeSet<String> = invariants::TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(stems(&folder.join("fuzz_targets")), listed);
    assert_eq!(stems(&folder.join("corpus")), listed);
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the manifest reads");
    for name in listed {
        assert!(manifest.contains(&format!("name = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"")), "{name}");
    }
}
