//! `travaux compare`: what became of each provision of one document in another.

use super::Outcome;
use super::arguments::{Compare, Format};
use super::input::document;
use super::output::{Console, form};
use crate::align::{Options, compare};
use crate::error::Result;
use crate::extract::{Document, Kind};
use crate::render::{json, table};
use crate::view::ComparisonView;

pub(super) fn run(command: &Compare, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, Format::Table)?;
    let old = document(&command.old, &command.corpus.corpus, console)?;
    let new = document(&command.new, &command.corpus.corpus, console)?;
    if !command.paragraphs {
        one_sided(&old, &new, console);
    }
    let options = Options { paragraphs: command.paragraphs, language: command.lang.clone() };
    let view = ComparisonView::of(&old, &new, &compare(&old, &new, &options));
    let result = match form {
        Format::Json => json::to_string(&view),
        Format::Table => {
            let terminal = console.terminal_for(file);
            let redlines = if command.redline { table::redlines(&view, terminal) } else { String::new() };
            format!("{redlines}{}", table::comparison(&view, terminal))
        }
    };
    console.write(&result, file)?;
    Ok(if command.exit_code && view.differs() { Outcome::Differs } else { Outcome::Done })
}

/// Says so where only one side has recommendations: all of them will look withdrawn or new.
fn one_sided(old: &Document, new: &Document, console: &Console) {
    let has = |document: &Document| document.count(Kind::Recommendation) + document.count(Kind::Item) > 0;
    if has(old) != has(new) {
        let (with, without) = if has(old) { (old, new) } else { (new, old) };
        console.note(&format!(
            "only {} has recommendations; compare the paragraphs of {} as well with --paragraphs",
            with.id, without.id
        ));
    }
}
