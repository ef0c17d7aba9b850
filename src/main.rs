//! The `travaux` command: see [`travaux::cli`].

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    travaux::cli::run(travaux::cli::Arguments::parse())
}
