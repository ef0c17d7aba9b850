//! `travaux extract`: what was read of a document.

use super::Outcome;
use super::arguments::Extract;
use super::input::{document, words};
use super::output::Console;
use crate::analysis::Analysed;
use crate::error::Result;
use crate::render::Setting;
use crate::report::{CheckView, DocumentView, Report};

pub(super) fn run(command: &Extract, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    let read = || command.documents.iter().map(|name| document(name, console));
    if command.check {
        let options = words(&command.lexicon, None, console)?;
        let documents = read().map(|document| Ok(Analysed::of(document?, &options))).collect::<Result<Vec<_>>>()?;
        let view = CheckView::of(&documents);
        let is_odd = command.exit_code && !view.is_whole();
        console.report(&Report::Check(view), target, Setting::default())?;
        return Ok(if is_odd { Outcome::Differs } else { Outcome::Done });
    }
    let options = words(&command.lexicon, None, console)?;
    let views =
        read().map(|document| Ok(DocumentView::of(&Analysed::of(document?, &options)))).collect::<Result<_>>()?;
    let report = if command.anatomy { Report::Anatomies(views) } else { Report::Documents(views) };
    console.report(&report, target, Setting::default())?;
    Ok(Outcome::Done)
}
