//! `travaux extract`: what was read of a document.

use super::Outcome;
use super::arguments::Extract;
use super::forms::Format;
use super::input::lexicons;
use super::output::{Console, form};
use crate::error::Result;
use crate::render::{self, anatomy, json};
use crate::view::{CheckView, DocumentView, DocumentsView};

pub(super) fn run(command: &Extract, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, Format::Table)?;
    if command.check {
        return check(command, console);
    }
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

/// How well the documents were read.
fn check(command: &Extract, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let read = |name: &String| super::input::document(name, console);
    let documents = command.documents.iter().map(read).collect::<Result<Vec<_>>>()?;
    let view = CheckView::of(&documents);
    let result = match form(command.output.format, file, Format::Table)? {
        Format::Json => json::to_string(&view),
        Format::Table => render::check::check(&view, console.terminal_for(file)),
    };
    console.write(&result, file)?;
    Ok(if command.exit_code && !view.is_clean() { Outcome::Differs } else { Outcome::Done })
}
