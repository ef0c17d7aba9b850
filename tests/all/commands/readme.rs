//! What the README and the pages of `docs/` show is what the program prints. `TRAVAUX_BLESS=1 cargo test readme` writes
//! today's output into them; read the difference before you commit it.

use std::fs;
use std::path::Path;

use crate::common::program;

const OPENING: &str = "```console\n$ travaux ";

/// The words of a command; what stands in double quotes is one.
fn words(command: &str) -> Vec<&str> {
    let parts = command.split('"').enumerate();
    parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect()
}

fn output(arguments: &str) -> String {
    let run = program()
        .args(words(arguments))
        .env_remove("COLUMNS")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .assert()
        .success();
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

#[test]
fn the_examples_of_the_readme_and_the_pages_are_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    let others = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    pages.extend(others.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    pages.sort();
    let examples: usize = pages.iter().map(|page| hold_to_the_program(page)).sum();
    assert!(examples >= 6, "{examples} examples");
}

/// Holds the examples of a page to what the program prints, and says how many there are.
fn hold_to_the_program(path: &Path) -> usize {
    let page = fs::read_to_string(path).unwrap();
    let mut true_page = String::new();
    let mut rest = page.as_str();
    let mut examples = 0;
    while let Some(start) = rest.find(OPENING) {
        let (before, example) = rest.split_at(start + OPENING.len());
        let (command, shown) = example.split_once('\n').unwrap();
        let end = shown.find("```").unwrap();
        true_page.push_str(&format!("{before}{command}\n{}\n", output(command).trim_end()));
        rest = &shown[end..];
        examples += 1;
    }
    true_page.push_str(rest);
    if std::env::var_os("TRAVAUX_BLESS").is_some() {
        fs::write(path, &true_page).unwrap();
    } else {
        let differs = page.lines().zip(true_page.lines()).find(|(shown, printed)| shown != printed);
        assert_eq!(differs, None, "the first line of {} that is not what the program prints", path.display());
        assert_eq!(page.len(), true_page.len(), "{}", path.display());
    }
    examples
}
