//! Writes a made-up pair of documents as two lists of units, and their true alignment beside them; or a made-up archive.
//!
//! ```text
//! cargo run --release --example generate -- 1000 /tmp
//! travaux compare /tmp/old.jsonl /tmp/new.jsonl
//! cargo run --release --example generate -- --like-life 20000 /tmp
//! cargo run --release --example generate -- --archive 300 /tmp/archive
//! cargo run --release --example generate -- --series 100000 /tmp/series
//! travaux -C /tmp/archive lineage
//! ```
//!
//! The first pair is worded in syllables, the second in formulas of recommendations. The archive holds reports, two of each
//! subject; `repeats.json` tells which recommendations repeat one of the meeting before. The series holds so many recommendations
//! in reports on one subject, ten thousand in each.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use travaux::corpus::MANIFEST;
use travaux::generate::{ArchiveRecipe, Recipe};

/// How many recommendations a report of a long series has.
const LARGE: usize = 10_000;

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
        Some("--archive") => {
            archive(&ArchiveRecipe { reports: count.unwrap_or(100), ..ArchiveRecipe::default() }, &folder)
        }
        Some("--series") => {
            let recommendations = provisions.min(LARGE);
            let reports = provisions.div_ceil(recommendations.max(1));
            archive(&ArchiveRecipe { reports, meetings: reports, recommendations, ..ArchiveRecipe::default() }, &folder)
        }
        Some(other) => Err(format!("{other} is none of --like-life, --archive and --series").into()),
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

fn archive(recipe: &ArchiveRecipe, folder: &Path) -> Result<(), Box<dyn Error>> {
    let made = recipe.make();
    for report in &made.reports {
        fs::write(folder.join(&report.path), &report.bytes)?;
    }
    fs::write(folder.join(MANIFEST), &made.manifest)?;
    fs::write(folder.join("repeats.json"), serde_json::to_vec(&made.repeats)?)?;
    println!(
        "{} reports, in which {} recommendations repeat another, in {}",
        recipe.reports,
        made.repeats.len(),
        folder.display()
    );
    Ok(())
}
