//! How comparisons fare against gold, for a terminal.

use comfy_table::{Cell, CellAlignment};

use super::Terminal;
use super::table::{LIST, finish, header_cell, never_break, table};
use super::text::{clean, heading, wrapped};
use crate::evaluate::{Evaluation, Score};

/// How comparisons fare against gold.
pub fn evaluation(evaluation: &Evaluation, terminal: Terminal) -> String {
    let links = (!evaluation.links.is_empty()).then(|| changes(evaluation, terminal));
    let echoes = (!evaluation.echoes.is_empty()).then(|| echoes(evaluation, terminal));
    links.into_iter().chain(echoes).collect::<Vec<_>>().join("\n")
}

/// How precedents and follow-up fare against judged pairs.
fn echoes(evaluation: &Evaluation, terminal: Terminal) -> String {
    let mut rows = table(LIST, terminal);
    rows.set_header(["Kind", "The reader says", "Pairs", "Found"].map(header_cell));
    let count = |value: usize| Cell::new(value).set_alignment(CellAlignment::Right);
    let mut told = String::new();
    let mut line = |text: String| {
        told.push_str(&wrapped(&clean(&text), 0, terminal));
        told.push('\n');
    };
    for (kind, score) in &evaluation.echoes {
        for (verdict, found) in &score.verdicts {
            rows.add_row([Cell::new(kind.name()), Cell::new(verdict.name()), count(found.gold), count(found.found)]);
        }
        let not_listed = [Cell::new(kind.name()), Cell::new("not listed"), Cell::new(""), count(score.unlisted.len())];
        rows.add_row(not_listed);
        let (accepted, all) = score.accepted();
        line(format!("{}: of {all} links that were found, the reader accepts {accepted}.", kind.name()));
        for (about, list) in
            [("refused", &score.refused), ("not listed", &score.unlisted), ("plain, missed", &score.missed)]
        {
            if !list.is_empty() {
                line(format!("{about}: {}", list.join("; ")));
            }
        }
    }
    never_break(&mut rows, &[0, 1, 2, 3]);
    format!("{}\n{told}", finish(&rows))
}

/// How changes fare against gold.
fn changes(evaluation: &Evaluation, terminal: Terminal) -> String {
    let mut rows = table(LIST, terminal);
    rows.set_header(["Kind", "Relation", "Gold", "Found", "Right", "Precision", "Recall", "F1"].map(header_cell));
    let mut add = |kind: &str, relation: &str, score: Score| {
        // A share of nothing is not a figure.
        let figure = |value: f64, of: usize| {
            let shown = if of == 0 { "–".to_owned() } else { format!("{value:.3}") };
            Cell::new(shown).set_alignment(CellAlignment::Right)
        };
        let count = |value: usize| Cell::new(value).set_alignment(CellAlignment::Right);
        rows.add_row(vec![
            Cell::new(kind),
            Cell::new(relation),
            count(score.gold),
            count(score.predicted),
            count(score.right),
            figure(score.precision(), score.predicted),
            figure(score.recall(), score.gold),
            figure(score.f1(), score.predicted + score.gold),
        ]);
    };
    for (kind, relations) in &evaluation.by_relation {
        for (relation, score) in relations {
            add(kind.name(), &relation.name().replace('-', " "), *score);
        }
        if let Some(score) = evaluation.links.get(kind) {
            add(kind.name(), "all links", *score);
        }
    }
    never_break(&mut rows, &[0, 1, 2, 3, 4, 5, 6, 7]);
    let mut out = finish(&rows);
    out.push('\n');
    match evaluation.misses.as_slice() {
        [] => out.push_str("Every row of the gold was met.\n"),
        misses => {
            out.push_str(&format!("{}\n", heading("Misses", terminal)));
            for miss in misses {
                let side = |list: &[String]| if list.is_empty() { "nothing".to_owned() } else { list.join("; ") };
                let line = format!("{}: gold says {}; found {}", miss.kind.name(), side(&miss.gold), side(&miss.found));
                out.push_str(&wrapped(&clean(&line), 2, terminal));
                out.push('\n');
            }
        }
    }
    out
}
