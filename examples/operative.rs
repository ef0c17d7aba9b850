//! Counts how many of the provisions of files get an operative phrase, and names those that do not:
//! `cargo run --example operative -- resolutions/*.txt`.

use std::path::PathBuf;
use std::process::ExitCode;

use travaux::anatomy::{Anatomy, Lexicons};
use travaux::corpus::Source;
use travaux::error::Result;
use travaux::extract::read;

fn main() -> ExitCode {
    match run(&std::env::args_os().skip(1).map(PathBuf::from).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(paths: &[PathBuf]) -> Result<()> {
    let lexicons = Lexicons::built_in();
    let (mut all, mut found) = (0usize, 0usize);
    for source in Source::open_all(paths)? {
        let document = read(&source)?;
        let Some(lexicon) = lexicons.of(document.metadata.language.as_deref()) else {
            println!("{}: no lexicon of its language", document.id);
            continue;
        };
        for provision in &document.provisions {
            let anatomy = Anatomy::of(provision.text(), lexicon);
            all += 1;
            found += usize::from(anatomy.operative.is_some());
            let phrases: Vec<&str> = anatomy.phrases().map(|phrase| phrase.phrase.as_str()).collect();
            let addressee = anatomy.addressee.as_deref().unwrap_or("–");
            let id = provision.id.clone();
            println!("{id}\t{addressee}\t{}", if phrases.is_empty() { "none".into() } else { phrases.join(" | ") });
        }
    }
    println!(
        "{found} of {all} provisions have an operative phrase ({:.1} %)",
        100.0 * found as f64 / all.max(1) as f64
    );
    Ok(())
}
