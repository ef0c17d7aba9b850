//! `travaux compare`: what became of each provision of one document in another.

use std::collections::BTreeSet;

use super::Outcome;
use super::arguments::{Compare, Format, RedlineLayout};
use super::input::{Pair, lexicons, pair, parameters};
use super::output::{Console, form};
use crate::align::{Comparison, Options, compare, compare_in_full, language_of};
use crate::corpus::nearest;
use crate::error::{Error, Result};
use crate::extract::Document;
use crate::render::{self, explanation, json, redline};
use crate::view::{ComparisonView, ExplanationView};

pub(super) fn run(command: &Compare, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, Format::Table)?;
    let Pair { old, new, decisions } = pair(&command.documents, console)?;
    let options = Options {
        paragraphs: command.paragraphs || command.filter.wants_paragraphs(),
        language: command.lang.clone(),
        parameters: parameters(command.parameters.as_deref(), console)?,
        lexicons: lexicons(&command.lexicon, console)?,
        progress: console.progress("comparing"),
    };
    let terminal = console.terminal_for(file);
    let decided = |changes| {
        let applied = decisions.apply(changes, &old, &new, &options);
        console.warnings(&applied.warnings);
        applied.changes
    };
    if let Some(label) = &command.explain {
        let mut comparison = compare_in_full(&old, &new, &options);
        comparison.changes = decided(comparison.changes);
        let view = explained(&old, &new, &comparison, label)?;
        let result = match form {
            Format::Json => json::to_string(&view),
            Format::Table => explanation::explanations(&view, terminal),
        };
        console.write(&result, file)?;
        return Ok(Outcome::Done);
    }
    let lexicon = options.lexicons.of(language_of(&old, &new, &options));
    let view = ComparisonView::of(&old, &new, &decided(compare(&old, &new, &options)), lexicon);
    let differs = view.differs();
    let view = view.filtered(&command.filter.filter());
    let result = match form {
        Format::Json => json::to_string(&view),
        Format::Table => {
            let redlines = command.redline.map(|layout| match layout {
                RedlineLayout::Inline => redline::redlines(&view, redline::Layout::Inline, terminal),
                RedlineLayout::Side => redline::redlines(&view, redline::Layout::Side, terminal),
            });
            let redlines = redlines.unwrap_or_default();
            format!("{redlines}{}", render::comparison::comparison(&view, terminal))
        }
    };
    console.write(&result, file)?;
    Ok(if command.exit_code && differs { Outcome::Differs } else { Outcome::Done })
}

/// The explanation of a label.
///
/// # Errors
/// If neither document has a provision of that label among those that were compared.
fn explained(old: &Document, new: &Document, comparison: &Comparison, label: &str) -> Result<ExplanationView> {
    let view = ExplanationView::of(old, new, comparison, label);
    if view.explanations.is_empty() {
        let provisions = old.provisions.iter().chain(&new.provisions);
        let labels: BTreeSet<&str> = provisions.map(|provision| provision.label.as_str()).collect();
        let message = format!(
            "neither {} nor {} has a provision {label} among those that were compared; {}",
            old.id,
            new.id,
            nearest(label, labels.into_iter())
        );
        return Err(Error::Unknown { message });
    }
    Ok(view)
}
