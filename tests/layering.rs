//! A module uses what stands before it in the pipeline and never what comes after.

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// The order of the house. `error` stands before all; `cli` uses all as a stranger would.
const ORDER: [&str; 17] = [
    "error",
    "corpus",
    "ingest",
    "extract",
    "language",
    "diff",
    "anatomy",
    "shift",
    "align",
    "decisions",
    "lineage",
    "search",
    "view",
    "evaluate",
    "generate",
    "render",
    "cli",
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn no_module_uses_a_later_one() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let uses = Regex::new(r"crate::([a-z_]+)").unwrap();
    let hidden = Regex::new(r"crate::\{|super::super").unwrap();
    let place = |name: &str| ORDER.iter().position(|module| *module == name);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in rust_files(&source) {
        let inside = file.strip_prefix(&source).unwrap();
        let module = inside.components().next().unwrap().as_os_str().to_string_lossy().replace(".rs", "");
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let own = place(&module).unwrap_or_else(|| panic!("{module} has no place in the order"));
        let text = fs::read_to_string(&file).unwrap();
        assert!(!hidden.is_match(&text), "{}: name modules one by one, so that this test sees them", inside.display());
        for found in uses.captures_iter(&text) {
            let used = place(&found[1]).unwrap_or_else(|| panic!("{} uses an unknown {}", inside.display(), &found[1]));
            seen += 1;
            if used > own {
                wrong.push(format!("{} uses {}", inside.display(), &found[1]));
            }
        }
    }
    assert!(seen > 50, "the uses were read");
    assert_eq!(wrong, [] as [&str; 0]);
}

#[test]
fn only_the_command_line_prints_reads_the_environment_and_exits() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let forbidden = Regex::new(
        r"\b(e?print(ln)?!|std::env|process::(exit|Command)|env!\(|Timestamp::now|Zoned::now|SystemTime|Instant::now)",
    )
    .unwrap();
    for file in rust_files(&source) {
        let inside = file.strip_prefix(&source).unwrap();
        if !inside.starts_with("cli") {
            assert!(!forbidden.is_match(&fs::read_to_string(&file).unwrap()), "{}", inside.display());
        }
    }
}
