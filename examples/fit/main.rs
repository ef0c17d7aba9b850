//! Fits the numbers that the engine goes by to alignments that are known.
//!
//! ```text
//! cargo run --release --example fit -- measure GOLD.json...            figures with the built-in numbers
//! cargo run --release --example fit -- search GOLD.json... > new.toml  better numbers, by coordinate search
//! cargo run --release --example fit -- lattice GOLD.json... > new.toml better weights for texts in order
//! cargo run --release --example fit -- calibrate GOLD.json...          what a confidence must be made of
//! cargo run --release --example fit -- links FOLDER [--model DIR]      the same of links between meetings
//! cargo run --release --example fit -- laws                            how often what should change nothing does
//! cargo run --release --example fit -- frequencies FILE...             how common words are, and how much they tell
//! ```
//!
//! A gold file is a list of `{"old": [text], "new": [text], "groups": [[[i, ...], [j, ...]]]}` with places
//! counted from 0. The gold of the corpus and made-up pairs are always among the sets. Of each set in
//! order, variants are made: half of the new document left out, and the new document reshuffled, so that
//! what is fitted holds for documents that keep nothing or little of each other's order as well.
//! `--parameters FILE` begins with other numbers than the built-in ones, `--without SET` leaves a set out,
//! to see what numbers that were not fitted to it make of it (for `links` a State); `--only TABLE` moves none but the numbers
//! whose path begins so.

mod calibrate;
mod frequencies;
mod lattice;
mod laws;
mod links;
mod measure;
mod search;
mod sets;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use travaux::align::Parameters;
use travaux::embedding::Model;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let task =
        arguments.next().ok_or("name a task: measure, search, lattice, calibrate, links, laws or frequencies")?;
    let mut files = Vec::new();
    let mut text = Parameters::DEFAULT.to_owned();
    let mut without = Vec::new();
    let mut only = Vec::new();
    let mut model = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--parameters" => text = std::fs::read_to_string(arguments.next().ok_or("--parameters needs a file")?)?,
            "--without" => without.push(arguments.next().ok_or("--without needs the name of a set")?),
            "--only" => only.push(arguments.next().ok_or("--only needs the path of a number or table")?),
            "--model" => {
                model = Some(Arc::new(Model::open(Path::new(&arguments.next().ok_or("--model needs a folder")?))?))
            }
            file => files.push(PathBuf::from(file)),
        }
    }
    match task.as_str() {
        "laws" => return laws::print(),
        "frequencies" => return frequencies::print(&files),
        "lattice" => {
            print!("{}", lattice::better(&files, &text)?);
            return Ok(());
        }
        "links" => return links::print(files.first().ok_or("links needs a folder")?, model, &without),
        _ => {}
    }
    let sets = sets::all(&files)?;
    match task.as_str() {
        "measure" => measure::print(&sets, &Parameters::parse(&text)?),
        "search" => print!("{}", search::better(&sets, &text, &without, &only)?),
        "calibrate" => calibrate::print(&sets, &Parameters::parse(&text)?),
        other => {
            return Err(format!(
                "there is no task {other}; there are measure, search, lattice, calibrate, links, laws and frequencies"
            )
            .into());
        }
    }
    Ok(())
}
