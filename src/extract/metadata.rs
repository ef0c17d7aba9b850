//! What a document says about itself: symbol, body, meeting, stage, date, title, language.

use regex::Regex;

use super::furniture::lone_symbol;
use super::numerals;
use super::words::Words;
use crate::ingest::Line;
use crate::model::{Date, DocumentSymbol, Metadata, Stage};

/// What stands before the first section.
pub(super) struct Front {
    /// Its lines as printed.
    pub(super) lines: Vec<String>,
    /// Its blocks: lines that flow on joined, as a title of several lines.
    pub(super) blocks: Vec<String>,
}

/// Reads the metadata from the front matter, the running text and the furniture.
pub(super) fn read(front: &Front, text: &str, furniture: &[Line], words: &Words) -> Metadata {
    let symbol = own_symbol(&front.lines, furniture);
    let blocks = || front.blocks.iter().map(String::as_str);
    let lines = || front.lines.iter().map(String::as_str);
    let stage = stage(&front.blocks, text, symbol.as_ref(), words);
    let date = first_date(&words.date_front, lines(), words)
        .or_else(|| first_date(&words.date_text, [text].into_iter(), words))
        .or_else(|| symbol.as_ref().and_then(DocumentSymbol::year).map(Date::year_only));
    let body = named(&words.body_front, blocks().chain(lines()), "body")
        .or_else(|| named(&words.body_text, [text].into_iter(), "body"))
        .map(|body| words.as_named(&body));
    Metadata {
        // A report on activities speaks of many meetings, none of them its own.
        meeting: if stage == Stage::Other { None } else { meeting(text, body.as_deref(), words) },
        title: blocks().find(|block| words.is_title(block)).map(str::to_owned),
        body,
        symbol,
        stage: Some(stage),
        date,
        ..Metadata::default()
    }
}

/// The document's own symbol is printed in its front matter or at the head of its pages.
fn own_symbol(front: &[String], furniture: &[Line]) -> Option<DocumentSymbol> {
    // "United Nations" may stand beside it, or in the cell beside it, but no sentence that cites another.
    let own = |line: &String| {
        let (start, symbol) = DocumentSymbol::ending(line)?;
        let beside = line[..start].split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
        let is_own = beside.clone().count() <= 3 && beside.clone().all(|word| word.starts_with(char::is_uppercase));
        is_own.then_some(symbol)
    };
    front.iter().find_map(own).or_else(|| furniture.iter().find_map(lone_symbol))
}

fn stage(front: &[String], text: &str, symbol: Option<&DocumentSymbol>, words: &Words) -> Stage {
    if symbol.is_some_and(DocumentSymbol::is_limited) || front.iter().any(|block| matches_any(&words.draft, block)) {
        Stage::Draft
    } else if front.iter().any(|block| matches_any(&words.final_title, block)) || matches_any(&words.adopted, text) {
        Stage::Final
    } else {
        Stage::Other
    }
}

/// Which meeting of the body the text is about: the latest that it names. Meetings of other bodies do
/// not count.
fn meeting(text: &str, body: Option<&str>, words: &Words) -> Option<u32> {
    words
        .meeting
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text))
        .filter(|found| body.is_none_or(|body| is_part(body, &words.as_named(&found["who"]))))
        .filter_map(|found| words.ordinal(&found["ordinal"]))
        .max()
}

fn is_part(body: &str, name: &str) -> bool {
    body.to_lowercase().contains(&name.to_lowercase())
}

fn first_date<'a>(patterns: &[Regex], texts: impl Iterator<Item = &'a str> + Clone, words: &Words) -> Option<Date> {
    patterns.iter().flat_map(|pattern| texts.clone().filter_map(|text| pattern.captures(text))).find_map(|found| {
        let number = |name: &str| numerals::value(&found[name]);
        Date::new(number("year")?.try_into().ok()?, words.month(&found["month"])?, number("day")?.try_into().ok()?)
    })
}

fn named<'a>(patterns: &[Regex], texts: impl Iterator<Item = &'a str> + Clone, name: &str) -> Option<String> {
    patterns.iter().find_map(|pattern| {
        texts.clone().find_map(|text| Some(pattern.captures(text)?.name(name)?.as_str().trim().to_owned()))
    })
}

fn matches_any(patterns: &[Regex], text: &str) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(text))
}
