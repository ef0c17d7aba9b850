//! What is named by a number: conventions of one organisation, resolutions, articles, laws, goals.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::forms::Forms;
use super::table::Table;
use super::{NamedKind, Thing};
use crate::extract::documents_cited;
use crate::language::plain_digit;
use crate::model::DocumentSymbol;

/// Things that are named together, and the stretch that names them.
pub(super) struct List {
    /// In bytes of the text.
    pub(super) span: Range<usize>,
    pub(super) things: Vec<(Range<usize>, Arc<Thing>)>,
}

/// A number of a list, without what stands in brackets behind it.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?<number>\d{1,4}(?:\.\d{1,3})*(?:[-‑–]\d{1,4})?(?:\s?(?:bis|ter)\b)?)(?:\s?\([0-9a-z]{1,3}\))*")
        .expect("valid")
});

/// What a text names by numbers, in order; where stretches have something in common, the longest.
pub(super) fn numbered(text: &str, code: Option<&str>, forms: &Forms, table: &Table) -> Vec<List> {
    if !text.contains(char::is_numeric) {
        return Vec::new();
    }
    let cited: Vec<List> = documents_cited(text, code)
        .into_iter()
        .map(|(span, name)| {
            let (id, kind) = cited_as(&name);
            List { span: span.clone(), things: vec![(span, Thing::of(id, kind, None))] }
        })
        .collect();
    let is_cited = |span: &Range<usize>| cited.iter().any(|one| one.span.start < span.end && span.start < one.span.end);
    let mut found: Vec<List> = Vec::new();
    for entry in &forms.numbered {
        let parent = entry.parent.as_ref().and_then(|parent| table.thing(parent)).map(|thing| &**thing);
        for list in entry.patterns.iter().flat_map(|pattern| pattern.captures_iter(text)) {
            let (whole, Some(numbers)) = (list.get_match().range(), list.name("numbers")) else { continue };
            let things: Vec<_> = NUMBER
                .captures_iter(numbers.as_str())
                .filter_map(|number| {
                    let printed = number.name("number")?;
                    let number: String = printed.as_str().chars().map(plain_digit).collect();
                    let is_one = |most: u32| number.parse().is_ok_and(|number: u32| (1..=most).contains(&number));
                    if !entry.most.is_none_or(is_one) {
                        return None;
                    }
                    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
                    let start = numbers.start() + printed.start();
                    let span = start..start + printed.len();
                    if entry.unless_year && is_year || is_cited(&span) {
                        return None;
                    }
                    let number: Vec<&str> = number.split_whitespace().collect();
                    let number = number.join(" ").replace(['-', '‑', '–'], "/");
                    let id = entry.id.replace("{number}", &number);
                    // What the list of things has is that thing, with its parents.
                    let known = table.thing(&id).cloned();
                    Some((span, known.unwrap_or_else(|| Thing::of(id, entry.kind, parent))))
                })
                .collect();
            // A list of one is named by all of it.
            let things = match <[_; 1]>::try_from(things) {
                Ok([(_, thing)]) if !is_cited(&whole) => vec![(whole.clone(), thing)],
                Ok(one) => one.into(),
                Err(things) => things,
            };
            let (Some((first, _)), Some((last, _))) = (things.first(), things.last()) else { continue };
            let span = if is_cited(&whole) { first.start..last.end } else { whole };
            found.push(List { span, things });
        }
    }
    found.sort_by_key(|list| (list.span.start, std::cmp::Reverse(list.span.end)));
    let mut kept: Vec<List> = Vec::new();
    for list in found {
        match kept.last() {
            Some(last) if last.span.end > list.span.start => {}
            _ => kept.push(list),
        }
    }
    kept.extend(cited);
    kept.sort_by_key(|list| list.span.start);
    kept
}

/// The identity of an act or a document that is cited. A year in brackets belongs to a number that needs none.
fn cited_as(name: &str) -> (String, NamedKind) {
    let act = DocumentSymbol::from(name).act();
    let name = act.as_deref().unwrap_or(name);
    let kind = match name.split(' ').next() {
        Some("resolution") => NamedKind::Resolution,
        Some("decision") => NamedKind::Decision,
        _ => return (name.to_owned(), NamedKind::Document),
    };
    (name.split(" (").next().unwrap_or(name).to_owned(), kind)
}
