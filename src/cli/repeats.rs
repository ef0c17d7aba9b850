//! `travaux repeats`: what a meeting repeats of an earlier one.

use super::Outcome;
use super::arguments::Repeats;
use super::input::{Meetings, meetings, parameters};
use super::options::MeetingArguments;
use super::output::Console;
use crate::error::Result;
use crate::lineage::Lineage;
use crate::render::Setting;
use crate::report::{RepeatsView, Report};

pub(super) fn run(command: &Repeats, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    let Meetings { documents, cycles, decisions } =
        meetings(&command.documents, &command.reading, &command.parameters, console)?;
    let between = MeetingArguments { doubtful: command.doubtful, across: false };
    let numbers = parameters(&command.parameters, console)?;
    let options = numbers.for_lineage(false, between, console.progress("comparing"));
    let lineage = Lineage::between(documents, &cycles, &options, &decisions);
    console.warnings(&lineage.warnings);
    console.progress("writing");
    if cycles.is_empty() {
        console.note(
            "no two reports of one body and subject follow each other; stage, body, and meeting or date tell which do: \
             give them in a manifest, or name two documents",
        );
    }
    let view = RepeatsView::of(&lineage, &cycles, &options.retrieval);
    console.report(&Report::Repeats(view), target, Setting::default())?;
    Ok(Outcome::Done)
}
