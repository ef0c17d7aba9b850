//! A manifest for a folder of documents.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::common::program;

/// Runs the program and gives what it prints, or what it says of its failure.
fn run(arguments: &[&str]) -> Result<String, String> {
    let output = program().arg("--no-cache").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// A folder with two reports of one body, a list that says nothing of itself, and what is no document.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let report = |year: u32, text: &str| {
        format!(
            "Harbour Board\n\n4 May {year}\n\nReport on the meeting of the Harbour Board\n\nRecommendations\n\n{text}"
        )
    };
    write(folder.path(), "1998/report.txt", &report(1998, "1. States should keep registers of the lamps on quays.\n"));
    write(
        folder.path(),
        "2004/report.txt",
        &report(2004, "1. States should publish the registers of lamps on quays.\n"),
    );
    write(folder.path(), "a list.jsonl", "{\"id\": \"1\", \"text\": \"Paint the boats.\"}\n");
    write(folder.path(), "empty.txt", "");
    write(folder.path(), "letter.md", "Dear members, thank you for coming.\n");
    write(folder.path(), ".hidden.txt", "1. Nothing to see.\n");
    write(folder.path(), "photo.jpg", "1. No text.\n");
    folder
}

#[test]
fn a_folder_gets_a_manifest_that_says_what_was_found() {
    let folder = folder();
    let place = folder.path().to_str().unwrap();
    let said = run(&["init", place]).unwrap();
    assert!(said.contains("manifest.toml: 3 documents"), "{said}");
    assert!(said.contains("1998-report") && said.contains("1998-05-04") && said.contains("1 provision"), "{said}");
    assert!(said.contains("a-list") && said.contains("not found: date, body"), "{said}");
    assert!(said.contains("left out: 2 files") && said.contains("empty.txt") && said.contains("letter.md"), "{said}");
    assert!(!said.contains("hidden") && !said.contains("photo"), "{said}");
    // The corpus is one.
    let lineage = run(&["-C", place, "lineage"]).unwrap();
    assert!(lineage.contains("2004-report"), "{lineage}");
    // What a person takes the sign away from is a manifest still.
    let file = folder.path().join("manifest.toml");
    let manifest = fs::read_to_string(&file).unwrap();
    assert!(manifest.contains("# date = \"1998-05-04\"") && manifest.contains("# body: not found"), "{manifest}");
    let declared: String = manifest
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line).to_owned() + "\n")
        .collect();
    fs::write(&file, declared).unwrap();
    assert_eq!(run(&["-C", place, "lineage"]).unwrap(), lineage);
}

#[test]
fn what_a_person_wrote_is_not_written_over() {
    let folder = folder();
    let place = folder.path().to_str().unwrap();
    write(folder.path(), "manifest.toml", "# mine\n");
    let said = run(&["init", place]).unwrap_err();
    assert!(said.contains("is there already"), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("manifest.toml")).unwrap(), "# mine\n");
}

#[test]
fn a_folder_without_documents_is_told_of() {
    let folder = TempDir::new().unwrap();
    let said = run(&["init", folder.path().to_str().unwrap()]).unwrap_err();
    assert!(said.contains("holds no documents") && said.contains(".pdf"), "{said}");
    assert!(!folder.path().join("manifest.toml").exists());
    assert!(run(&["init", "/no/such/folder"]).unwrap_err().contains("cannot read"));
}
