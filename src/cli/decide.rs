//! `travaux decide`: a person's verdict on one link.

use std::borrow::Borrow;
use std::path::Path;
use std::process::Command;

use super::Outcome;
use super::arguments::Decide;
use super::input::{all, locked_decisions};
use super::options::ByArguments;
use super::output::{Console, keep_decisions};
use crate::decisions::{Decided, Decision, Verdict};
use crate::error::{Error, Result};
use crate::lineage::link_kind;
use crate::meetings::in_time_order;
use crate::model::{Date, Document, find_provision};
use crate::render::text::clean;

pub(super) fn run(command: &Decide, console: &Console) -> Result<Outcome> {
    let documents = in_time_order(all(&[], false, console)?.documents);
    let said = match command.verdict() {
        Some(verdict) => decide(command, verdict, &documents, console)?,
        None => undo(command, &documents, console)?,
    };
    console.write(&clean(&said), None)?;
    Ok(Outcome::Done)
}

fn decide(command: &Decide, verdict: Verdict, documents: &[Document], console: &Console) -> Result<String> {
    let by = By::of(&command.by, &console.corpus)?;
    let why = command.why.as_deref().unwrap_or_default();
    let decided = decided(documents, (&command.old, &command.new), verdict, why, &by)?;
    let (_lock, there) = locked_decisions(&console.corpus)?;
    let gone: Vec<String> = there.clashing(&decided.decision).into_iter().map(told).collect();
    let written = there.with(&decided, command.replace)?;
    console.hide_bar();
    keep_decisions(&written)?;
    let mut said = format!("{}; kept in {}\n", done(&decided.decision), written.path().display());
    for earlier in gone {
        said.push_str(&format!("in the place of {earlier}\n"));
    }
    Ok(said)
}

/// Takes out a decision, by whatever ids the provisions are known. What is no longer in a document is named as in the
/// file.
fn undo(command: &Decide, documents: &[Document], console: &Console) -> Result<String> {
    let known = |id: &String| {
        let found = find_provision(documents, id);
        found.map_or_else(|_| id.clone(), |place| place.of(documents).id.to_string())
    };
    let (as_written, as_known) = ((&command.old, &command.new), (known(&command.old), known(&command.new)));
    let (_lock, there) = locked_decisions(&console.corpus)?;
    let found = there.on(as_written.0, as_written.1).or_else(|| there.on(&as_known.0, &as_known.1));
    let written = match found {
        Some(found) => there.without(&found.old, &found.new)?,
        None => there.without(as_written.0, as_written.1)?,
    };
    console.hide_bar();
    keep_decisions(&written)?;
    let gone = found.map(told).unwrap_or_default();
    Ok(format!("no longer decided: {gone}; taken out of {}\n", written.path().display()))
}

/// What was decided by whom.
pub(super) fn done(Decision { old, new, verdict, who, .. }: &Decision) -> String {
    format!("{old} → {new} {} by {who}", verdict.past())
}

/// The same with the reason.
pub(super) fn told(decision: &Decision) -> String {
    format!("{} on {}: {}", done(decision), decision.when, decision.why)
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
            None => user_of_git(corpus).ok_or_else(|| {
                Error::usage(
                    "nobody is named as the one who decides: give --who NAME, or tell git once with `git config \
                     --global user.name NAME`",
                )
            })?,
        };
        let when = arguments.when.map_or_else(today, Ok)?;
        Ok(By { who, when })
    }

    /// Somebody, today.
    #[cfg(feature = "open")]
    pub(super) fn named(who: String) -> Result<Self> {
        Ok(By { who, when: today()? })
    }
}

/// The user that git knows in a folder.
pub(super) fn user_of_git(folder: &Path) -> Option<String> {
    let output = Command::new("git").args(["config", "user.name"]).current_dir(folder).output().ok()?;
    let name = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    Some(name).filter(|name| output.status.success() && !name.is_empty())
}

fn today() -> Result<Date> {
    let day = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let wrong = || Error::usage("the clock shows no day of the calendar; give --when YYYY-MM-DD");
    Date::new(day.year(), day.month(), day.day()).ok_or_else(wrong)
}

/// A decision on two provisions, given by their ids, with what they say. Documents are in the order of time.
///
/// # Errors
/// [`Error::NotFound`] if there is no such provision; [`Error::Refused`] if both are of one document, or if nothing would
/// come of it.
pub(super) fn decided(
    documents: &[impl Borrow<Document>],
    (one, other): (&str, &str),
    verdict: Verdict,
    why: &str,
    by: &By,
) -> Result<Decided> {
    let mut places = [find_provision(documents, one)?, find_provision(documents, other)?];
    // Whichever was named first, the earlier wording is the old one.
    places.sort_unstable();
    if places[0].document == places[1].document {
        return Err(Error::refused(format!("{one} and {other} are of one document; a link joins two")));
    }
    link_kind(documents, places[0], places[1])?;
    let [(old, old_text), (new, new_text)] = places.map(|place| {
        let provision = place.of(documents);
        (provision.id.clone(), provision.text().to_owned())
    });
    let decision = Decision { old, new, verdict, why: why.to_owned(), who: by.who.clone(), when: by.when };
    Ok(Decided { decision, old_text: Some(old_text), new_text: Some(new_text) })
}
