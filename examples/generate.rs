//! Writes a made-up pair of documents as two lists of units, and their true alignment beside them.
//!
//! ```text
//! cargo run --release --example generate -- 1000 /tmp
//! travaux compare /tmp/old.jsonl /tmp/new.jsonl
//! ```

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use travaux::generate::Recipe;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let provisions = arguments.next().map_or(Ok(1_000), |count| count.parse())?;
    let folder = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let made = Recipe { provisions, ..Recipe::default() }.make();
    fs::write(folder.join("old.jsonl"), &made.old.bytes)?;
    fs::write(folder.join("new.jsonl"), &made.new.bytes)?;
    fs::write(folder.join("truth.json"), serde_json::to_vec(&made.truth)?)?;
    println!("{} provisions became {} groups in {}", provisions, made.truth.len(), folder.display());
    Ok(())
}
