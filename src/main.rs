//! The `travaux` command: see [`travaux::cli`].

use std::process::ExitCode;

use clap::Parser;

/// Several threads make and drop very many small things; the system's allocator takes a sixth longer over an archive.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    travaux::cli::run(travaux::cli::Arguments::parse())
}
