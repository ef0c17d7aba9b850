//! `travaux eval`: accuracy against gold.

use super::Outcome;
use super::arguments::Eval;
use super::input::{analysed, analysed_pair, parameters};
use super::options::ReadingArguments;
use super::output::Console;
use crate::align::{self, align};
use crate::error::Result;
use crate::evaluate::{CrossMeetingGold, Evaluation, Gold};
use crate::lineage::{Lineage, Options};
use crate::model::Kind;
use crate::render::Setting;
use crate::report::Report;

pub(super) fn run(command: &Eval, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    let mut evaluation = Evaluation::default();
    let parameters = parameters(&command.parameters, console)?;
    let options = |paragraphs| {
        let parameters = parameters.engine.clone();
        align::Options { paragraphs, parameters, ..align::Options::default() }
    };
    for path in &command.gold {
        console.remember_input(path);
        if let Some(gold) = CrossMeetingGold::open(path)? {
            // What is rare is told over the whole corpus.
            let retrieval = parameters.retrieval.clone();
            let options = Options { align: options(false), retrieval, ..Options::default() };
            let documents = analysed(&ReadingArguments::default(), &command.parameters, console)?;
            let lineage = Lineage::build(documents, &options);
            evaluation.add(Evaluation::of_meetings(&gold, &lineage)?);
            continue;
        }
        let gold = Gold::open(path)?;
        for (old, new) in gold.pairs() {
            let (old, new) = analysed_pair(old, new, &command.parameters, console)?;
            gold.check_labels(&old, &new)?;
            let paragraphs = gold.rows.iter().any(|row| row.kind == Kind::Paragraph);
            let found = align(&old, &new, &options(paragraphs)).correspondences;
            evaluation.add(Evaluation::of(&gold, &old, &new, &found));
        }
    }
    console.report(&Report::Evaluation(evaluation), target, Setting::default())?;
    Ok(Outcome::Done)
}
