//! `travaux lexicon`, `names`, `profile` and `schema`: what is built into the program.

use super::Outcome;
use super::arguments::{LexiconText, NamesText, ProfileText, Schema};
use super::output::Console;
use crate::anatomy::{Lexicons, NameLists};
use crate::error::{Error, Result};
use crate::extract::Profile;
use crate::named::Names;
use crate::render::{schema, to_json};

pub(super) fn lexicon(LexiconText { language }: &LexiconText, console: &Console) -> Result<Outcome> {
    let unknown = || Error::not_found(format!("there is no built-in lexicon of `{language}`"));
    console.write(Lexicons::text(language).ok_or_else(unknown)?, None)?;
    Ok(Outcome::Done)
}

pub(super) fn names(NamesText { language }: &NamesText, console: &Console) -> Result<Outcome> {
    let unknown = || Error::not_found(format!("there are no built-in names of `{language}`"));
    console.write(NameLists::text(language).ok_or_else(unknown)?, None)?;
    Ok(Outcome::Done)
}

pub(super) fn instruments(console: &Console) -> Result<Outcome> {
    console.write(Names::BUILT_IN, None)?;
    Ok(Outcome::Done)
}

pub(super) fn profile(ProfileText { name }: &ProfileText, console: &Console) -> Result<Outcome> {
    let unknown = || Error::not_found(format!("there is no built-in profile `{name}`"));
    console.write(Profile::text(name).ok_or_else(unknown)?, None)?;
    Ok(Outcome::Done)
}

pub(super) fn schema(Schema { name }: &Schema, console: &Console) -> Result<Outcome> {
    let unknown = || {
        Error::not_found(format!(
            "there is no output `{name}`; there are {}",
            schema::names().collect::<Vec<_>>().join(", ")
        ))
    };
    console.write(&to_json(&schema::schema(name).ok_or_else(unknown)?), None)?;
    Ok(Outcome::Done)
}
