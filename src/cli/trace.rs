//! `travaux trace`: one provision's history.

use super::Outcome;
use super::arguments::Trace;
use super::input::{analysed, decisions, parameters};
use super::output::Console;
use crate::align;
use crate::error::Result;
use crate::lineage::{Lineage, Options, find};
use crate::render::Setting;
use crate::report::Report;

pub(super) fn run(command: &Trace, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    let documents = analysed(&[], command.lang.as_deref(), &command.lexicon, console)?;
    let parameters = parameters(&command.parameters, console)?;
    let align = align::Options { paragraphs: true, parameters: parameters.engine, ..align::Options::default() };
    let options = Options { align, retrieval: parameters.retrieval };
    let lineage = Lineage::build_decided(documents, &options, &decisions(&[], console)?);
    console.warnings(&lineage.warnings);
    let history = lineage.history(find(&lineage, &command.provision)?);
    let report = Report::of_history(&command.provision, &lineage, &history);
    console.report(&report, target, Setting::default())?;
    Ok(Outcome::Done)
}
