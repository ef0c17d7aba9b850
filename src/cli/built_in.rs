//! `travaux lexicon`, `names`, `profile`, `schema` and `cache`: what is built into the program, and what it keeps.

use super::Outcome;
use super::arguments::{CacheArguments, LexiconText, NamesText, ProfileText, Schema};
use super::cache::Contents;
use super::output::Console;
use crate::anatomy::{Lexicons, NameLists};
use crate::error::{Error, Result};
use crate::extract::Profile;
use crate::named::Names;
use crate::render::text::clean;
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

pub(super) fn cache(CacheArguments { clear }: &CacheArguments, console: &Console) -> Result<Outcome> {
    let Contents { folder, entries, bytes, takes_more } = console.cache.contents()?;
    let Some(folder) = folder else {
        console.write("nothing is kept of documents that are read\n", None)?;
        return Ok(Outcome::Done);
    };
    let files = if entries == 1 { "file" } else { "files" };
    let held = format!("{entries} {files}, {:.1} MB", bytes as f64 / 1e6);
    let said = match (clear, takes_more) {
        (true, _) => {
            console.cache.clear()?;
            format!("{}: took away {held}\n", folder.display())
        }
        (false, true) => format!("{}: {held}\n", folder.display()),
        (false, false) => {
            format!("{}: {held}; nothing can be written there, so nothing more is kept\n", folder.display())
        }
    };
    console.write(&clean(&said), None)?;
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
