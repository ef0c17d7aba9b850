//! `travaux lineage`: the lineage of a whole corpus.

use super::Outcome;
use super::arguments::{GraphFormat, Lineage as Command};
use super::input::{all, decisions, lexicons};
use super::output::{Console, form};
use crate::align::{Options, language_of};
use crate::error::{Error, Result};
use crate::lineage::Lineage;
use crate::render::{self, dot, json};
use crate::view::{ComparisonView, LineageView};

pub(super) fn run(command: &Command, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, GraphFormat::Table)?;
    let documents = all(&command.files, console)?;
    let options = Options {
        paragraphs: command.paragraphs || command.filter.wants_paragraphs(),
        language: command.lang.clone(),
        lexicons: lexicons(&command.lexicon, console)?,
        progress: console.progress("comparing"),
        ..Options::default()
    };
    let filter = command.filter.filter();
    if form != GraphFormat::Table && !filter.is_empty() {
        let message =
            "--only, --changed, --section and --kind choose rows of tables; leave them out, or --format".into();
        return Err(Error::Unknown { message });
    }
    let lineage = Lineage::build_decided(documents, &options, &decisions(&command.files, console)?);
    console.warnings(&lineage.warnings);
    let view = LineageView::of(&lineage, &options.lexicons);
    if lineage.comparisons.is_empty() {
        console.note(
            "no draft was found with the final report of its meeting; stage, body, and meeting or date tell which \
             belong together: give them in a manifest, or compare two files with `travaux compare`",
        );
    }
    let result = match form {
        GraphFormat::Json => json::to_string(&view),
        GraphFormat::Dot => dot::lineage(&view),
        GraphFormat::Table => {
            let comparisons: Vec<ComparisonView> = lineage
                .comparisons
                .iter()
                .map(|pair| {
                    let (old, new) = (&pair.old, &lineage.documents[pair.new]);
                    let lexicon = options.lexicons.of(language_of(old, new, &options));
                    ComparisonView::of_descent(&lineage, pair, lexicon).filtered(&filter)
                })
                .collect();
            let terminal = console.terminal_for(file);
            match filter.is_empty() {
                true => render::lineage::lineage(&view, &comparisons, terminal),
                // What is asked for are rows of these tables.
                false => render::lineage::changes(&comparisons, terminal),
            }
        }
    };
    console.write(&result, file)?;
    Ok(Outcome::Done)
}
