//! `travaux compare`: what became of each provision of one document in another.

use std::collections::BTreeSet;

use super::Outcome;
use super::arguments::{Compare, RedlineLayout};
use super::forms::CompareFormat;
use super::input::{Pair, lexicons, pair, parameters};
use super::output::{Console, form};
use crate::align::{Comparison, Options, compare, compare_in_full, language_of};
use crate::corpus::nearest;
use crate::error::{Error, Result};
use crate::extract::Document;
use crate::lineage::Lineage;
use crate::render::{self, csv, dot, explanation, graphml, html, json, markdown, mermaid, redline, sheet, svg, word};
use crate::view::{ComparisonView, ExplanationView, LineageView, Picture, ReportView};

pub(super) fn run(command: &Compare, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, CompareFormat::Table)?;
    use CompareFormat::{Csv, Dot, Fragment, GraphMl, Html, Json, Markdown, Mermaid, Sheet, Svg, Table, Word};
    let filter = command.filter.filter_for(matches!(form, Table | Json | Fragment | Markdown | Csv | Word))?;
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
            CompareFormat::Json => json::to_string(&view),
            CompareFormat::Table => explanation::explanations(&view, terminal),
            _ => {
                let message = "--explain gives a table or JSON; leave out --explain, or choose another --format";
                return Err(Error::usage(message));
            }
        };
        console.write(&result, file)?;
        return Ok(Outcome::Done);
    }
    let lexicon = options.lexicons.of(language_of(&old, &new, &options));
    let changes = decided(compare(&old, &new, &options));
    console.progress("writing");
    let view = ComparisonView::of(&old, &new, &changes, lexicon);
    let differs = view.differs();
    let view = view.filtered(&filter);
    let title = format!("{} → {}", view.old.id, view.new.id);
    let graph = || LineageView::of(&Lineage::of_pair(old.clone(), new.clone(), &changes), &options.lexicons);
    let result = match form {
        Json => json::to_string(&view).into(),
        Dot => dot::lineage(&graph()).into(),
        GraphMl => graphml::lineage(&graph()).into(),
        Mermaid => mermaid::lineage(&graph()).into(),
        Svg => svg::lineage(&Picture::of(&graph(), &[view]), &title).into(),
        Html => html::page(&ReportView::of(title, graph(), vec![view])).into(),
        Fragment => html::fragment(&[view]).into(),
        Markdown => markdown::comparisons(&[view]).into(),
        Csv => csv::changes(&[view], &[]),
        Sheet => sheet::workbook(&ReportView::of(title, graph(), vec![view]))?,
        Word => word::redlines(&view, &command.author)?,
        Table => {
            let redlines = command.redline.map(|layout| match layout {
                RedlineLayout::Inline => redline::redlines(&view, redline::Layout::Inline, terminal),
                RedlineLayout::Side => redline::redlines(&view, redline::Layout::Side, terminal),
            });
            let redlines = redlines.unwrap_or_default();
            format!("{redlines}{}", render::comparison::comparison(&view, terminal)).into()
        }
    };
    console.write_bytes(result, matches!(form, Word | Sheet), file)?;
    Ok(if command.exit_code && differs { Outcome::Differs } else { Outcome::Done })
}

/// The explanation of a label.
///
/// # Errors
/// [`Error::NotFound`] if neither document has a provision of that label among those that were compared.
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
        return Err(Error::not_found(message));
    }
    Ok(view)
}
