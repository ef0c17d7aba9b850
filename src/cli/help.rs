//! `travaux man`: what a packager installs beside the program.

use clap::CommandFactory;

use super::Outcome;
use super::arguments::{Arguments, Man};
use super::output::Console;
use crate::error::{Error, Result};
use crate::model::nearest;

pub(super) fn man(command: &Man, console: &Console) -> Result<Outcome> {
    let mut program = Arguments::command();
    program.build();
    let page = match &command.command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| {
            let names = program.get_subcommands().filter(|one| !one.is_hide_set()).map(|one| one.get_name());
            Error::not_found(format!("there is no command {name}; {}", nearest(name, names)))
        })?,
    };
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    clap_mangen::Man::new(page).render(&mut text).expect("memory takes what is written");
    console.write_bytes(&text, None)?;
    Ok(Outcome::Done)
}
