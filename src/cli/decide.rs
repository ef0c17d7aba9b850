//! `travaux decide`: a person's verdict on one link.

use std::path::Path;
use std::process::Command;

use super::Outcome;
use super::arguments::{ByArguments, Decide};
use super::input::{all, decisions};
use super::output::Console;
use crate::align::{Decision, Verdict};
use crate::corpus::Date;
use crate::decisions::Decided;
use crate::error::{Error, Result};
use crate::extract::{Document, find_provision};
use crate::lineage::in_time_order;
use crate::render::text::clean;

pub(super) fn run(command: &Decide, console: &Console) -> Result<Outcome> {
    let documents = in_time_order(all(&[], console)?);
    let by = By::of(&command.by, &console.corpus)?;
    let decided = decided(&documents, (&command.old, &command.new), command.verdict(), &command.why, &by)?;
    let written = decisions(&[], console)?.with(&decided, command.replace)?;
    console.keep(written.text(), written.path())?;
    let Decision { old, new, verdict, who, .. } = &decided.decision;
    let said = format!("{old} → {new} {} by {who}; kept in {}\n", verdict.past(), written.path().display());
    console.write(&clean(&said), None)?;
    Ok(Outcome::Done)
}

/// Who decides, and when.
pub(super) struct By {
    who: String,
    when: Date,
}

impl By {
    /// As the arguments say, else git's user and the clock.
    pub(super) fn of(arguments: &ByArguments, corpus: &Path) -> Result<Self> {
        let who = match &arguments.who {
            Some(who) => who.clone(),
            None => user_of_git(corpus).ok_or_else(|| Error::Unknown {
                message: "nobody is named as the one who decides: give --who NAME, or tell git once with `git config \
                          --global user.name NAME`"
                    .into(),
            })?,
        };
        let when = arguments.when.map_or_else(today, Ok)?;
        Ok(By { who, when })
    }
}

/// The user that git knows in a folder.
fn user_of_git(folder: &Path) -> Option<String> {
    let output = Command::new("git").args(["config", "user.name"]).current_dir(folder).output().ok()?;
    let name = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    Some(name).filter(|name| output.status.success() && !name.is_empty())
}

fn today() -> Result<Date> {
    let day = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let wrong = || Error::Unknown { message: "the clock shows no day of the calendar; give --when YYYY-MM-DD".into() };
    Date::new(day.year(), day.month(), day.day()).ok_or_else(wrong)
}

/// A decision on two provisions, given by their ids, with what they say. Documents are in the order of time.
///
/// # Errors
/// If there is no such provision, or both are of one document.
pub(super) fn decided(
    documents: &[Document],
    (one, other): (&str, &str),
    verdict: Verdict,
    why: &str,
    by: &By,
) -> Result<Decided> {
    let mut places = [find_provision(documents, one)?, find_provision(documents, other)?];
    // Whichever was named first, the earlier wording is the old one.
    places.sort_unstable();
    if places[0].0 == places[1].0 {
        let message = format!("{one} and {other} are of one document; a link joins two");
        return Err(Error::Unknown { message });
    }
    let [(old, old_text), (new, new_text)] = places.map(|(document, place)| {
        let document = &documents[document];
        let provision = &document.provisions[place];
        (provision.id.clone(), provision.text().to_owned())
    });
    let decision = Decision { old, new, verdict, why: why.to_owned(), who: by.who.clone(), when: by.when };
    Ok(Decided { decision, old_text, new_text })
}
