//! `travaux eval`: accuracy against gold.

use super::Outcome;
use super::arguments::Eval;
use super::forms::Format;
use super::input::{all, document};
use super::output::{Console, form};
use crate::align::{Options, compare};
use crate::error::Result;
use crate::evaluate::{EchoGold, Evaluation, Gold};
use crate::extract::Kind;
use crate::lineage::Lineage;
use crate::render::{self, json};

pub(super) fn run(command: &Eval, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, Format::Table)?;
    let mut evaluation = Evaluation::default();
    for path in &command.gold {
        console.remember_input(path);
        if let Some(gold) = EchoGold::open(path)? {
            // What is rare is told over the whole corpus.
            let lineage = Lineage::build(all(&[], console)?, &Options::default());
            evaluation.add(Evaluation::of_echoes(&gold, &lineage)?);
            continue;
        }
        let gold = Gold::open(path)?;
        for (old, new) in gold.pairs() {
            let old = document(old, console)?;
            let new = document(new, console)?;
            gold.check_labels(&old, &new)?;
            let paragraphs = gold.rows.iter().any(|row| row.kind == Kind::Paragraph);
            let changes = compare(&old, &new, &Options { paragraphs, ..Options::default() });
            evaluation.add(Evaluation::of(&gold, &old, &new, &changes));
        }
    }
    let result = match form {
        Format::Json => json::to_string(&evaluation),
        Format::Table => render::evaluation::evaluation(&evaluation, console.terminal_for(file)),
    };
    console.write(&result, file)?;
    Ok(Outcome::Done)
}
