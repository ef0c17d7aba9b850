//! `travaux trace`: one provision's history.

use super::Outcome;
use super::arguments::Trace;
use super::input::{analysed, kept, parameters};
use super::output::Console;
use crate::error::Result;
use crate::lineage::{Lineage, find};
use crate::render::Setting;
use crate::report::Report;

pub(super) fn run(command: &Trace, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    let documents = analysed(&command.reading, &command.parameters, console)?;
    let options =
        parameters(&command.parameters, console)?.for_lineage(true, command.meetings, console.progress("comparing"));
    // Only what can be in its history; whether there is such a provision is told when the documents are known.
    let id = command.provision.split('/').next().unwrap_or_default();
    let lineage = Lineage::build_around(documents, id, &options, &kept(console)?);
    console.warnings(&lineage.warnings);
    let history = lineage.history(find(&lineage, &command.provision)?);
    let report = Report::of_history(&command.provision, &lineage, &history);
    console.report(&report, target, Setting::default())?;
    Ok(Outcome::Done)
}
