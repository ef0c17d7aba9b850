//! `travaux schema`: the JSON Schema of a JSON output.

use super::Outcome;
use super::arguments::Schema;
use super::output::Console;
use crate::error::{Error, Result};
use crate::render::{json, schema};

pub(super) fn run(command: &Schema, console: &Console) -> Result<Outcome> {
    let name = &command.name;
    let unknown = || Error::not_found(format!("there is no output `{name}`; there are {}", schema::NAMES.join(", ")));
    console.write(&json::to_string(&schema::schema(name).ok_or_else(unknown)?), None)?;
    Ok(Outcome::Done)
}
