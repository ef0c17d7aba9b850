//! `travaux lexicon`: the built-in lexicon of a language.

use super::Outcome;
use super::arguments::LexiconText;
use super::output::Console;
use crate::anatomy::Lexicons;
use crate::error::{Error, Result};

pub(super) fn run(command: &LexiconText, console: &Console) -> Result<Outcome> {
    let name = &command.language;
    let unknown = || Error::not_found(format!("there is no built-in lexicon of `{name}`"));
    console.write(Lexicons::text(name).ok_or_else(unknown)?, None)?;
    Ok(Outcome::Done)
}
