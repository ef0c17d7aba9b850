//! `travaux trace`: one provision's history.

use super::Outcome;
use super::arguments::{GraphFormat, Trace};
use super::input::{all, decisions, lexicons};
use super::output::{Console, form};
use crate::align::Options;
use crate::error::Result;
use crate::lineage::{Lineage, find};
use crate::render::{self, dot, json};
use crate::view::{HistoryView, LineageView};

pub(super) fn run(command: &Trace, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, GraphFormat::Table)?;
    let documents = all(&[], console)?;
    let options = Options {
        paragraphs: true,
        language: command.lang.clone(),
        lexicons: lexicons(&command.lexicon, console)?,
        ..Options::default()
    };
    let lineage = Lineage::build_decided(documents, &options, &decisions(&[], console)?);
    console.warnings(&lineage.warnings);
    let history = lineage.history(find(&lineage, &command.provision)?);
    let view = || HistoryView::of(&lineage, &history, &options.lexicons);
    let result = match form {
        GraphFormat::Json => json::to_string(&view()),
        GraphFormat::Dot => dot::lineage(&LineageView::of_history(&lineage, &history, &options.lexicons)),
        GraphFormat::Table => render::history::history(&view(), console.terminal_for(file)),
    };
    console.write(&result, file)?;
    Ok(Outcome::Done)
}
