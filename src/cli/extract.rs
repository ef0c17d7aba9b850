//! `travaux extract`: what was read of a document.

use super::Outcome;
use super::arguments::{Extract, Format};
use super::input::lexicons;
use super::output::{Console, form};
use crate::error::Result;
use crate::render::{self, anatomy, json};
use crate::view::{DocumentView, DocumentsView};

pub(super) fn run(command: &Extract, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, Format::Table)?;
    let lexicons = lexicons(&command.lexicon, console)?;
    let view = |name: &String| Ok(DocumentView::of(&super::input::document(name, console)?, &lexicons));
    let views = command.documents.iter().map(view).collect::<Result<Vec<_>>>()?;
    let result = match (form, views.as_slice()) {
        (Format::Json, [only]) => json::to_string(only),
        (Format::Json, several) => json::to_string(&DocumentsView::of(several)),
        (Format::Table, views) => {
            let terminal = console.terminal_for(file);
            let shown = if command.anatomy { anatomy::anatomies } else { render::document::document };
            views.iter().map(|view| shown(view, terminal)).collect::<Vec<_>>().join("\n")
        }
    };
    console.write(&result, file)?;
    Ok(Outcome::Done)
}
