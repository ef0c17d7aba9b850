//! Numbered lists, and the numbers that a browser prints before their items.

use html5ever::tokenizer::Tag;

use super::elements::attribute;
use crate::ingest::figures::figure;

/// What is printed before an item.
#[derive(Default, Clone)]
pub(super) enum Marker {
    #[default]
    None,
    /// The number of an item of a list, counted from the end where the list is reversed.
    Item { list: usize, number: i64, from_end: bool },
}

/// A numbered list.
pub(super) struct List {
    pub(super) form: &'static str,
    pub(super) step: i64,
    pub(super) next: i64,
    pub(super) from_end: bool,
    pub(super) items: i64,
}

impl List {
    pub(super) fn of(tag: &Tag, form: &'static str) -> Self {
        let start = attribute(tag, "start").and_then(|start| start.trim().parse::<i64>().ok());
        let is_reversed = attribute(tag, "reversed").is_some();
        let from_end = is_reversed && start.is_none();
        let next = if from_end { 0 } else { start.unwrap_or(1) };
        List { form, step: if is_reversed { -1 } else { 1 }, next, from_end, items: 0 }
    }
}

/// The form of a list's numbers; none if it prints none.
pub(super) fn list_form(tag: &Tag) -> Option<&'static str> {
    let style: String = attribute(tag, "style").unwrap_or_default().split_whitespace().collect();
    let style = style.split_once("list-style").map_or("", |(_, style)| style.split(';').next().unwrap_or_default());
    match attribute(tag, "type") {
        _ if style.contains("none") => None,
        _ if style.contains("lower-alpha") || style.contains("lower-latin") => Some("lowerLetter"),
        _ if style.contains("upper-alpha") || style.contains("upper-latin") => Some("upperLetter"),
        _ if style.contains("lower-roman") => Some("lowerRoman"),
        _ if style.contains("upper-roman") => Some("upperRoman"),
        Some("a") => Some("lowerLetter"),
        Some("A") => Some("upperLetter"),
        Some("i") => Some("lowerRoman"),
        Some("I") => Some("upperRoman"),
        _ => Some("decimal"),
    }
}

impl Marker {
    /// As it is printed before the text, where all lists of the page are these.
    pub(super) fn printed(&self, lists: &[List]) -> String {
        match self {
            Marker::None => String::new(),
            Marker::Item { list, number, from_end } => {
                let list = &lists[*list];
                // Counted from the end, the first is as many as there are.
                let number = if *from_end { list.items + number } else { *number };
                let printed = u32::try_from(number).map_or_else(|_| number.to_string(), |one| figure(one, list.form));
                format!("{printed}. ")
            }
        }
    }
}
