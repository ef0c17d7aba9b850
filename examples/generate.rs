//! Writes a made-up pair of documents as two lists of units, and their true alignment beside them; or a made-up archive.
//!
//! ```text
//! cargo run --release --example generate -- 1000 /tmp
//! travaux compare /tmp/old.jsonl /tmp/new.jsonl
//! cargo run --release --example generate -- --like-life 20000 /tmp
//! cargo run --release --example generate -- --archive 300 /tmp/archive
//! travaux -C /tmp/archive lineage
//! ```
//!
//! The first pair is worded in syllables, the second in formulas of recommendations. The archive holds reports, two of each
//! subject; `repeats.json` tells which recommendations repeat one of the meeting before.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use travaux::corpus::MANIFEST;
use travaux::generate::{ArchiveRecipe, Recipe};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let form = arguments.next_if(|argument| argument.starts_with("--"));
    let count = arguments.next().map(|count| count.parse()).transpose()?;
    let folder = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    fs::create_dir_all(&folder)?;
    let provisions = count.unwrap_or(1_000);
    match form.as_deref() {
        None => pair(Recipe { provisions, ..Recipe::default() }, &folder),
        Some("--like-life") => pair(Recipe { provisions, ..Recipe::like_life() }, &folder),
        Some("--archive") => archive(count.unwrap_or(100), &folder),
        Some(other) => Err(format!("{other} is neither --like-life nor --archive").into()),
    }
}

fn pair(recipe: Recipe, folder: &Path) -> Result<(), Box<dyn Error>> {
    let made = recipe.make();
    fs::write(folder.join("old.jsonl"), &made.old.bytes)?;
    fs::write(folder.join("new.jsonl"), &made.new.bytes)?;
    fs::write(folder.join("truth.json"), serde_json::to_vec(&made.truth)?)?;
    println!("{} provisions became {} groups in {}", recipe.provisions, made.truth.len(), folder.display());
    Ok(())
}

fn archive(reports: usize, folder: &Path) -> Result<(), Box<dyn Error>> {
    let made = ArchiveRecipe { reports, ..ArchiveRecipe::default() }.make();
    for report in &made.reports {
        fs::write(folder.join(&report.path), &report.bytes)?;
    }
    fs::write(folder.join(MANIFEST), &made.manifest)?;
    fs::write(folder.join("repeats.json"), serde_json::to_vec(&made.repeats)?)?;
    println!(
        "{reports} reports, in which {} recommendations repeat another, in {}",
        made.repeats.len(),
        folder.display()
    );
    Ok(())
}
