//! `travaux lineage`: the lineage of a whole corpus.

use super::Outcome;
use super::arguments::Lineage as Command;
use super::input::{analysed, decisions, parameters};
use super::output::Console;
use crate::error::Result;
use crate::lineage::Lineage;
use crate::render::Setting;
use crate::report::{Report, Sort};

pub(super) fn run(command: &Command, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    let documents = analysed(&command.files, &command.reading, &command.parameters, console)?;
    let paragraphs = command.paragraphs || command.filter.wants_paragraphs();
    let options = parameters(&command.parameters, console)?.for_lineage(
        paragraphs,
        command.meetings,
        console.progress("comparing"),
    );
    let filter = command.filter.filter_for(target.form, Sort::Lineage)?;
    let lineage = Lineage::build_decided(documents, &options, &decisions(&command.files, console)?);
    console.warnings(&lineage.warnings);
    console.progress("writing");
    if lineage.graph.edge_count() == 0 {
        console.note(
            "nothing is linked: no draft was found with the final report of its meeting, nor two reports of one series; \
             stage, body, subject, and meeting or date tell which belong together: give them in a manifest, or compare \
             two files with `travaux compare`",
        );
    }
    if command.progress && lineage.progress().is_empty() {
        console.note("nothing to show: no two documents were taken for a draft and its revision, or none of them has brackets or options; stage, title and date tell which belong together: give them in a manifest");
    }
    let report = match command.progress {
        true => Report::of_drafts(&lineage),
        false => Report::of_lineage(&lineage, &filter),
    };
    console.report(&report, target, Setting::default())?;
    Ok(Outcome::Done)
}
