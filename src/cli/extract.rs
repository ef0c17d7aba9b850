//! `travaux extract`: what was read of a document.

use rayon::prelude::*;

use super::Outcome;
use super::arguments::Extract;
use super::input::{named, words};
use super::output::Console;
use crate::analysis::Analysed;
use crate::error::Result;
use crate::render::Setting;
use crate::report::{CheckView, DocumentView, Report};

pub(super) fn run(command: &Extract, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    let options = words(&command.lexicon, None, console)?;
    // Each by itself: what one document is, no other tells.
    let read = named(&command.documents, console)?.into_par_iter().map(|document| Analysed::of(document, &options));
    if command.check {
        let documents: Vec<Analysed> = read.collect();
        let view = CheckView::of(&documents);
        let is_odd = command.exit_code && !view.is_whole();
        console.report(&Report::Check(view), target, Setting::default())?;
        return Ok(if is_odd { Outcome::Differs } else { Outcome::Done });
    }
    let views = read.map(|document| DocumentView::of(&document)).collect();
    let report = if command.anatomy { Report::Anatomies(views) } else { Report::Documents(views) };
    console.report(&report, target, Setting::default())?;
    Ok(Outcome::Done)
}
