//! `travaux profile`: a built-in profile.

use super::Outcome;
use super::arguments::ProfileText;
use super::output::Console;
use crate::error::{Error, Result};
use crate::extract::Profile;

pub(super) fn run(command: &ProfileText, console: &Console) -> Result<Outcome> {
    let name = &command.name;
    let unknown = || Error::not_found(format!("there is no built-in profile `{name}`"));
    console.write(Profile::text(name).ok_or_else(unknown)?, None)?;
    Ok(Outcome::Done)
}
