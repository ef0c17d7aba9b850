//! `travaux extract`: what was read of a document.

use super::Outcome;
use super::arguments::{Extract, Format};
use super::output::{Console, form};
use crate::error::Result;
use crate::render::{json, table};
use crate::view::{DocumentView, DocumentsView};

pub(super) fn run(command: &Extract, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, Format::Table)?;
    let views = command
        .documents
        .iter()
        .map(|name| Ok(DocumentView::of(&super::input::document(name, console)?)))
        .collect::<Result<Vec<_>>>()?;
    let result = match (form, views.as_slice()) {
        (Format::Json, [only]) => json::to_string(only),
        (Format::Json, several) => json::to_string(&DocumentsView::of(several)),
        (Format::Table, views) => {
            let terminal = console.terminal_for(file);
            views.iter().map(|view| table::document(view, terminal)).collect::<Vec<_>>().join("\n")
        }
    };
    console.write(&result, file)?;
    Ok(Outcome::Done)
}
