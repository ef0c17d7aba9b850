//! How comparisons fare against gold.

use comfy_table::Cell;

use super::table::{LIST, finish, number, table};
use super::{Terminal, Text};
use crate::evaluate::{Evaluation, Score};
use crate::render::text::{clean, heading};
use crate::report::english;

/// How comparisons fare against gold.
pub(super) fn evaluation(evaluation: &Evaluation, terminal: Terminal) -> String {
    let changes = (!evaluation.links.is_empty()).then(|| changes(evaluation, terminal));
    let links = (!evaluation.cross_meeting.is_empty()).then(|| links(evaluation, terminal));
    changes.into_iter().chain(links).collect::<Vec<_>>().join("\n")
}

/// How precedents and follow-up fare against judged pairs.
fn links(evaluation: &Evaluation, terminal: Terminal) -> String {
    let mut rows = table(LIST, english::headings::JUDGED, terminal);
    let mut text = Text::new(terminal);
    for (kind, score) in &evaluation.cross_meeting {
        let name = || Cell::new(kind.name());
        for (verdict, found) in &score.verdicts {
            rows.add_row([name(), Cell::new(verdict.name()), number(found.gold), number(found.found)]);
        }
        rows.add_row([name(), Cell::new(english::NOT_LISTED), Cell::new(""), number(score.unlisted.len())]);
        english::judged(*kind, score).iter().for_each(|line| text.add(0, &clean(line)));
    }
    format!("{}\n{}", finish(rows, &[0, 1, 2, 3]), text.out)
}

/// How changes fare against gold.
fn changes(evaluation: &Evaluation, terminal: Terminal) -> String {
    let mut rows = table(LIST, english::headings::SCORES, terminal);
    // A share of nothing is not a figure.
    let figure = |value: f64, of: usize| number(if of == 0 { "–".to_owned() } else { format!("{value:.3}") });
    let mut add = |kind: &str, relation: &str, score: Score| {
        rows.add_row(vec![
            Cell::new(kind),
            Cell::new(relation),
            number(score.gold),
            number(score.predicted),
            number(score.right),
            figure(score.precision(), score.predicted),
            figure(score.recall(), score.gold),
            figure(score.f1(), score.predicted + score.gold),
        ]);
    };
    for (kind, relations) in &evaluation.by_relation {
        for (relation, score) in relations {
            add(english::kind(*kind), english::relation(*relation), *score);
        }
        if let Some(score) = evaluation.links.get(kind) {
            add(english::kind(*kind), english::ALL_LINKS, *score);
        }
    }
    let mut text = Text::new(terminal);
    text.out = format!("{}\n", finish(rows, &[0, 1, 2, 3, 4, 5, 6, 7]));
    match evaluation.misses.as_slice() {
        [] => text.out.push_str(&format!("{}\n", english::ALL_MET)),
        misses => {
            text.out.push_str(&format!("{}\n", heading(english::MISSES, terminal)));
            misses.iter().for_each(|miss| text.add(2, &clean(&english::miss(miss))));
        }
    }
    text.out
}
