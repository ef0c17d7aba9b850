//! What a survey of an archive holds.

use comfy_table::Cell;

use super::table::{LIST, finish, number, table};
use super::{Terminal, Text};
use crate::render::text::{clean, heading};
use crate::report::{SurveyView, english};

/// The groups of an archive, the largest first, and what is left to be done.
pub(super) fn survey(view: &SurveyView, terminal: Terminal) -> String {
    let mut text = Text::new(terminal);
    if view.groups.is_empty() {
        text.add(0, &english::survey_sentence(view));
        return text.out;
    }
    text.add(0, &heading(english::headings::OF_GROUPS, terminal));
    let mut rows = table(LIST, english::headings::GROUPS, terminal);
    let mut groups: Vec<_> = view.groups.iter().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.provisions));
    for group in groups {
        let named = english::first_of(&group.documents, NAMED);
        rows.add_row(vec![number(group.provisions), number(group.documents.len()), Cell::new(clean(&named))]);
    }
    text.out.push_str(&format!("{}\n\n", finish(rows, &[0, 1])));
    text.add(0, &english::survey_sentence(view));
    text.out
}

/// How many documents of a group are named.
const NAMED: usize = 4;
