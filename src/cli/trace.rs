//! `travaux trace`: one provision's history.

use super::Outcome;
use super::arguments::Trace;
use super::forms::HistoryFormat;
use super::input::{all, decisions, lexicons};
use super::output::{Console, form};
use crate::align::Options;
use crate::error::Result;
use crate::lineage::{Lineage, find};
use crate::render::{self, dot, graphml, json, mermaid, svg};
use crate::view::{ComparisonView, HistoryView, LineageView, Picture};

pub(super) fn run(command: &Trace, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, HistoryFormat::Table)?;
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
    let graph = || LineageView::of_history(&lineage, &history, &options.lexicons);
    let comparisons = || -> Vec<ComparisonView> {
        let of_pair = |pair| ComparisonView::of_descent(&lineage, pair, None);
        lineage.comparisons.iter().map(of_pair).collect()
    };
    let result = match form {
        HistoryFormat::Json => json::to_string(&view()),
        HistoryFormat::Dot => dot::lineage(&graph()),
        HistoryFormat::GraphMl => graphml::lineage(&graph()),
        HistoryFormat::Mermaid => mermaid::lineage(&graph()),
        HistoryFormat::Svg => svg::lineage(&Picture::of(&graph(), &comparisons()), &command.provision),
        HistoryFormat::Table => render::history::history(&view(), console.terminal_for(file)),
    };
    console.write(&result, file)?;
    Ok(Outcome::Done)
}
