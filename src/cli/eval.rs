//! `travaux eval`: accuracy against gold.

use super::Outcome;
use super::arguments::{Eval, Format};
use super::input::document;
use super::output::{Console, form};
use crate::align::{Options, compare};
use crate::error::Result;
use crate::evaluate::{Evaluation, Gold};
use crate::extract::Kind;
use crate::render::{self, json};

pub(super) fn run(command: &Eval, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, Format::Table)?;
    let mut evaluation = Evaluation::default();
    for path in &command.gold {
        let gold = Gold::open(path)?;
        console.remember_input(path);
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
