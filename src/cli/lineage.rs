//! `travaux lineage`: the lineage of a whole corpus.

use super::Outcome;
use super::arguments::Lineage as Command;
use super::forms::LineageFormat;
use super::input::{all, decisions, lexicons};
use super::output::{Console, form};
use crate::align::{Options, language_of};
use crate::error::Result;
use crate::lineage::Lineage;
use crate::render::{self, csv, dot, graphml, html, json, markdown, mermaid, sheet, svg};
use crate::view::{ComparisonView, LineageView, Picture, ReportView};

pub(super) fn run(command: &Command, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, LineageFormat::Table)?;
    let documents = all(&command.files, console)?;
    let options = Options {
        paragraphs: command.paragraphs || command.filter.wants_paragraphs(),
        language: command.lang.clone(),
        lexicons: lexicons(&command.lexicon, console)?,
        progress: console.progress("comparing"),
        ..Options::default()
    };
    use LineageFormat::{Csv, Dot, Fragment, GraphMl, Html, Json, Markdown, Mermaid, Sheet, Svg, Table};
    let filter = command.filter.filter_for(matches!(form, Table | Fragment | Markdown | Csv))?;
    let lineage = Lineage::build_decided(documents, &options, &decisions(&command.files, console)?);
    console.warnings(&lineage.warnings);
    console.progress("writing");
    let view = LineageView::of(&lineage, &options.lexicons);
    if lineage.comparisons.is_empty() {
        console.note(
            "no draft was found with the final report of its meeting; stage, body, and meeting or date tell which \
             belong together: give them in a manifest, or compare two files with `travaux compare`",
        );
    }
    let comparisons = || -> Vec<ComparisonView> {
        let of_pair = |pair: &crate::lineage::Comparison| {
            let (old, new) = (&pair.old, &lineage.documents[pair.new]);
            let lexicon = options.lexicons.of(language_of(old, new, &options));
            ComparisonView::of_descent(&lineage, pair, lexicon).filtered(&filter)
        };
        lineage.comparisons.iter().map(of_pair).collect()
    };
    let title = || format!("Lineage of {} documents", lineage.documents.len());
    let result = match form {
        Json => json::to_string(&view).into(),
        Dot => dot::lineage(&view).into(),
        GraphMl => graphml::lineage(&view).into(),
        Mermaid => mermaid::lineage(&view).into(),
        Svg => svg::lineage(&Picture::of(&view, &comparisons()), &title()).into(),
        Html => html::page(&ReportView::of(title(), view, comparisons())).into(),
        Fragment => html::fragment(&comparisons()).into(),
        Markdown => markdown::comparisons(&comparisons()).into(),
        // What is asked for are rows of the change tables.
        Csv if !filter.is_empty() => csv::changes(&comparisons(), &[]),
        Csv => {
            let report = ReportView::of(title(), view, comparisons());
            csv::changes(&report.comparisons, &report.echoes)
        }
        Sheet => sheet::workbook(&ReportView::of(title(), view, comparisons()))?,
        Table => {
            let terminal = console.terminal_for(file);
            match filter.is_empty() {
                true => render::lineage::lineage(&view, &comparisons(), terminal),
                // What is asked for are rows of these tables.
                false => render::lineage::changes(&comparisons(), terminal),
            }
            .into()
        }
    };
    console.write_bytes(result, form == Sheet, file)?;
    Ok(Outcome::Done)
}
