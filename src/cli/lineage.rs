//! `travaux lineage`: the lineage of a whole corpus.

use std::sync::Arc;

use super::Outcome;
use super::arguments::Lineage as Command;
use super::input::{Documents, all, kept, model, parameters, reading};
use super::output::Console;
use super::survey::open;
use crate::analysis::Options;
use crate::decisions::Decisions;
use crate::error::{Error, Result};
use crate::lineage::{self, Lineage};
use crate::render::Setting;
use crate::report::{Report, Sort};
use crate::survey::Survey;

pub(super) fn run(command: &Command, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    let survey = command.survey.as_deref().map(|file| open(file, console)).transpose()?;
    let Documents { documents, are_known } = all(&command.files, command.by_id, console)?;
    let reading = reading(&command.reading, console)?;
    if let Some((survey, file)) = survey.as_ref().zip(command.survey.as_deref()) {
        let fits = survey.ensure_whole().and_then(|()| survey.ensure_holds(&documents, &reading));
        fits.map_err(|message| Error::file(file, message))?;
        if let [first, rest @ ..] = survey.missing(&documents).as_slice() {
            let others = if rest.is_empty() { String::new() } else { format!(" and {} others", rest.len()) };
            console.note(&format!(
                "`{first}`{others} may be linked with what was named, and were not named: these links, and what follows from them, are \
                 missing; `travaux survey --with {}` tells the groups",
                file.display()
            ));
        }
    }
    let model = model(&command.parameters, are_known, console)?;
    if let (Some(model), Some(_)) = (&model, &survey) {
        return Err(Error::usage(format!(
            "the corpus names the model {model}, which weighs all documents against each other; leave out --survey, or the \
             model in the manifest"
        )));
    }
    let options = Options { model, ..reading };
    let documents = console.cache.analysed_among(documents, &options, survey.as_ref().map(Survey::surroundings));
    let paragraphs = command.paragraphs || command.filter.wants_paragraphs();
    let parameters = parameters(&command.parameters, console)?;
    let options = parameters.for_lineage(paragraphs, command.meetings, console.progress("comparing"));
    let options = lineage::Options { survey: survey.map(Arc::new), ..options };
    let decisions = match (are_known, command.files.is_empty()) {
        (true, true) => kept(console)?,
        (true, false) => kept(console)?.among(&documents),
        (false, _) => Decisions::default(),
    };
    let filter = command.filter.filter_for(target.form, Sort::Lineage)?;
    let lineage = Lineage::build_decided(documents, &options, &decisions);
    console.warnings(&lineage.warnings);
    let compared =
        lineage.comparisons.iter().flat_map(|one| [one.old.document(), lineage.documents[one.new].document()]);
    if !lineage.comparisons.is_empty() {
        command.filter.ensure_section(&filter, compared)?;
    }
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
    console.report(&report, target, Setting { redline: command.redline.layout(), ..Setting::default() })?;
    Ok(Outcome::Done)
}
