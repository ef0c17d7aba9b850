//! `travaux compare`: what became of each provision of one document in another.

use std::collections::BTreeSet;

use super::Outcome;
use super::arguments::Compare;
use super::input::{Pair, model, pair, parameters, reading};
use super::output::Console;
use crate::align::{Alignment, Options, align};
use crate::analysis::{self, Analysed};
use crate::change::{Change, align_cited, changes};
#[cfg(feature = "open")]
use crate::decisions::Decisions;
use crate::decisions::Reviewed;
#[cfg(feature = "open")]
use crate::error::Warning;
use crate::error::{Error, Result};
use crate::lineage::Lineage;
use crate::model::nearest;
use crate::render::Setting;
use crate::report::{ComparisonView, ExplanationView, Filter, LineageView, Overview, Report, Sort};

pub(super) fn run(command: &Compare, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    if command.explain.is_some() && !target.form.accepts.contains(&Sort::Plain) {
        let message = "--explain gives a table or JSON; leave out --explain, or choose another --format";
        return Err(Error::usage(message));
    }
    let filter = command.filter.filter_for(target.form, Sort::Comparison)?;
    let Pair { old, new, decisions, are_known } = pair(&command.documents, console)?;
    let options = Options {
        paragraphs: command.paragraphs || command.filter.wants_paragraphs(),
        parameters: parameters(&command.parameters, console)?.engine,
        progress: console.progress("comparing"),
    };
    let model = model(&command.parameters, are_known, console)?;
    let reading = analysis::Options { model, ..reading(&command.reading, console)? };
    let (old, new) = console.cache.analysed_pair(old, new, &reading);
    command.filter.ensure_section(&filter, [old.document(), new.document()].into_iter())?;
    let Alignment { correspondences, candidates, .. } = align(&old, &new, &options);
    // Candidates are many, and needed for explaining only: let go of here, not at the end.
    let candidates = Some(candidates).filter(|_| command.explain.is_some()).unwrap_or_default();
    let applied = decisions.apply(correspondences, &old, &new, &options);
    console.warnings(&applied.warnings);
    let cited = align_cited(&old, &new, &applied.reviewed, &options);
    let changes = changes(&old, &new, applied.reviewed, &cited);
    let setting = Setting { redline: command.redline.layout(), author: &command.author, ..Setting::default() };
    if let Some(label) = &command.explain {
        let view = ExplanationView::of(&old, &new, &changes, &candidates, label);
        explained(&view, &old, &new, &changes, label)?;
        console.report(&Report::Explanation(view), target, setting)?;
        return Ok(Outcome::Done);
    }
    console.progress("writing");
    let (view, differs) = viewed(old, new, changes, &filter);
    console.report(&Report::Comparison(view), target, setting)?;
    Ok(if command.exit_code && differs { Outcome::Differs } else { Outcome::Done })
}

/// What was made of a comparison, and whether the texts differ.
fn viewed<'f>(old: Analysed, new: Analysed, changes: Vec<Change>, filter: &'f Filter) -> (Overview<'f>, bool) {
    let view = ComparisonView::of(&old, &new, &changes);
    let differs = view.differs();
    // What changed word by word stands in the view by now.
    let reviewed: Vec<Reviewed> = changes.into_iter().map(Reviewed::from).collect();
    let graph = move || LineageView::of(&Lineage::of_pair(old, new, &reviewed));
    (Overview::of_pair(view.filtered(filter), graph), differs)
}

/// The comparison of two documents, and what does not fit of what was decided.
#[cfg(feature = "open")]
pub(super) fn overview<'f>(
    old: Analysed,
    new: Analysed,
    decisions: &Decisions,
    options: &Options,
    filter: &'f Filter,
) -> (Overview<'f>, Vec<Warning>) {
    let applied = decisions.apply(align(&old, &new, options).correspondences, &old, &new, options);
    let cited = align_cited(&old, &new, &applied.reviewed, options);
    let changes = changes(&old, &new, applied.reviewed, &cited);
    (viewed(old, new, changes, filter).0, applied.warnings)
}

/// Whether a label is explained.
///
/// # Errors
/// [`Error::NotFound`] if neither document has a provision of that label among those that were compared.
fn explained(view: &ExplanationView, old: &Analysed, new: &Analysed, changes: &[Change], label: &str) -> Result<()> {
    if !view.explanations.is_empty() {
        return Ok(());
    }
    let labels_of = |one: &Change| {
        let olds = one.correspondence.old.iter().map(|&at| old.provision(at).label.as_str());
        olds.chain(one.correspondence.new.iter().map(|&at| new.provision(at).label.as_str())).collect::<Vec<_>>()
    };
    let compared: BTreeSet<&str> = changes.iter().flat_map(labels_of).collect();
    let mut others = old.provisions.iter().chain(&new.provisions);
    let hint = match others.any(|other| other.label == label) {
        true => "; there is a numbered paragraph of that number, and --paragraphs compares these as well",
        false => "",
    };
    let message = format!(
        "neither {} nor {} has a provision {label} among those that were compared; {}{hint}",
        old.id,
        new.id,
        nearest(label, compared.into_iter())
    );
    Err(Error::not_found(message))
}
