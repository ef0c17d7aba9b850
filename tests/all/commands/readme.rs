//! What the README shows is what the program prints. `TRAVAUX_BLESS=1 cargo test readme` writes
//! today's output into it; read the difference before you commit it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

const OPENING: &str = "```console\n$ travaux ";

/// The words of a command; what stands in double quotes is one.
fn words(command: &str) -> Vec<&str> {
    let parts = command.split('"').enumerate();
    parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect()
}

fn output(arguments: &str) -> String {
    let run = Command::cargo_bin("travaux")
        .unwrap()
        .args(words(arguments))
        .env_remove("COLUMNS")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .assert()
        .success();
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

#[test]
fn the_examples_of_the_readme_are_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let mut true_readme = String::new();
    let mut rest = readme.as_str();
    let mut examples = 0;
    while let Some(start) = rest.find(OPENING) {
        let (before, example) = rest.split_at(start + OPENING.len());
        let (command, shown) = example.split_once('\n').unwrap();
        let end = shown.find("```").unwrap();
        true_readme.push_str(&format!("{before}{command}\n{}\n", output(command).trim_end()));
        rest = &shown[end..];
        examples += 1;
    }
    true_readme.push_str(rest);
    assert!(examples >= 3);
    if std::env::var_os("TRAVAUX_BLESS").is_some() {
        fs::write(&path, &true_readme).unwrap();
    } else {
        let differs = readme.lines().zip(true_readme.lines()).find(|(shown, printed)| shown != printed);
        assert_eq!(differs, None, "the first line that is not what the program prints");
        assert_eq!(readme.len(), true_readme.len());
    }
}
