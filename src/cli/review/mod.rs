//! `travaux review`: the links that need a person, and a dialogue that asks for decisions.

mod dialogue;
mod scribe;

use std::io::{self, IsTerminal};
use std::path::Path;

use super::Outcome;
use super::arguments::{DEFAULT_CORPUS, Review};
use super::decide::By;
use super::input::{all, analysed, kept, parameters};
use super::output::Console;
use crate::error::{Error, Result};
use crate::lineage::Lineage;
use crate::meetings::in_time_order;
use crate::render::Setting;
use crate::render::text::shell_word;
use crate::report::{DecisionsView, Report, ReviewView};
use dialogue::{Dialogue, Stop};
use scribe::CorpusScribe;

pub(super) fn run(command: &Review, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    if command.decided {
        let view = DecisionsView::of(&kept(console)?, &in_time_order(all(&[], false, console)?.documents));
        console.report(&Report::Decisions(view), target, Setting::default())?;
        return Ok(Outcome::Done);
    }
    let documents = analysed(&command.reading, &command.parameters, console)?;
    let parameters = parameters(&command.parameters, console)?;
    let options = parameters.for_lineage(command.paragraphs, command.meetings, console.progress("comparing"));
    let lineage = Lineage::build_decided(documents, &options, &kept(console)?);
    console.warnings(&lineage.warnings);
    let view = ReviewView::of(&lineage);
    let asks = target.is_for_terminal() && io::stdin().is_terminal() && io::stdout().is_terminal();
    if asks && !view.questions.is_empty() {
        let by = By::of(&command.by, &console.corpus)?;
        let mut scribe = CorpusScribe { documents: &lineage.documents, by, console };
        console.hide_bar();
        let (input, mut output) = (io::stdin().lock(), io::stdout().lock());
        let asked = Dialogue::new(input, &mut output, &mut scribe).run(&view, console.terminal);
        let path = Path::new("the terminal");
        return match asked {
            // Whoever reads the output may have gone.
            Err(Stop::Write(error)) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::write(path, error)),
            Err(Stop::Read(source)) => Err(Error::read(path, source)),
            Err(Stop::Error(error)) => Err(error),
            _ => Ok(Outcome::Done),
        };
    }
    let corpus = shell_word(&console.corpus.to_string_lossy());
    let program = if corpus == DEFAULT_CORPUS { "travaux".into() } else { format!("travaux -C {corpus}") };
    console.report(&Report::Review(view), target, Setting { program: &program, ..Setting::default() })?;
    Ok(Outcome::Done)
}
