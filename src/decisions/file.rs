//! The file of decisions: read with the place of every fault, and written so that all else stands as it was, byte for
//! byte.

use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::{Decided, Decision, Entry, Verdict, claimed_by_both};
use crate::corpus::{date_in, parse_tables};
use crate::error::{Error, Result, line_of};
use crate::model::{Date, ProvisionId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionsFile {
    decision: Option<Spanned<Vec<Spanned<DecisionEntry>>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionEntry {
    old: Spanned<String>,
    new: Spanned<String>,
    verdict: Spanned<Verdict>,
    why: Spanned<String>,
    who: Spanned<String>,
    when: Spanned<toml::Value>,
    old_text: Option<Spanned<String>>,
    new_text: Option<Spanned<String>>,
}

/// The decisions in the text of a file.
pub(super) fn parse(path: &Path, text: &str) -> Result<Vec<Entry>> {
    let found = read(path, text)?.decision.map(Spanned::into_inner).unwrap_or_default();
    let mut entries: Vec<Entry> = Vec::with_capacity(found.len());
    for found in found {
        let entry = entry(path, text, found)?;
        if let Some(message) = entries.iter().find_map(|earlier| contradiction(earlier, &entry)) {
            return Err(Error::at(path, text, entry.at, message));
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn read(path: &Path, text: &str) -> Result<DecisionsFile> {
    parse_tables(path, text, "decision")
}

fn entry(path: &Path, text: &str, found: Spanned<DecisionEntry>) -> Result<Entry> {
    let line = line_of(text, found.span().start);
    let found = found.into_inner();
    let texts = [("old_text", &found.old_text), ("new_text", &found.new_text)];
    let texts = texts.into_iter().filter_map(|(name, field)| Some((name, field.as_ref()?)));
    for (name, field) in [("why", &found.why), ("who", &found.who)].into_iter().chain(texts) {
        if field.get_ref().trim().is_empty() {
            return Err(Error::at(path, text, field.span().start, format!("`{name}` is blank; say it in words")));
        }
    }
    let id = |id: &Spanned<String>| -> Result<ProvisionId> {
        id.get_ref().parse().map_err(|message| Error::at(path, text, id.span().start, message))
    };
    let (old, new) = (id(&found.old)?, id(&found.new)?);
    let at = found.new.span().start;
    if old.document() == new.document() {
        let message = "both provisions are of one document; a link joins two";
        return Err(Error::at(path, text, at, message));
    }
    let when: Date = date_in(path, text, &found.when)?;
    let decision = Decision {
        old,
        new,
        verdict: found.verdict.into_inner(),
        why: found.why.into_inner(),
        who: found.who.into_inner(),
        when,
    };
    let [old_text, new_text] = [found.old_text, found.new_text].map(|text| text.map(Spanned::into_inner));
    Ok(Entry { decided: Decided { decision, old_text, new_text }, line, at })
}

/// What is wrong with two decisions that cannot both hold.
fn contradiction(earlier: &Entry, entry: &Entry) -> Option<String> {
    let (there, here) = (&earlier.decided.decision, &entry.decided.decision);
    if there.is_on(&here.old, &here.new) {
        return Some(format!(
            "{} → {} was decided on line {} already; keep one of the two",
            here.old, here.new, earlier.line
        ));
    }
    let claimed = claimed_by_both(there, here)?;
    Some(format!(
        "{claimed} is claimed already on line {} ({} → {}); keep one of the two, or write `accept` if it belongs to both",
        earlier.line, there.old, there.new
    ))
}

/// The text of a file with a decision more.
///
/// # Errors
/// If its decisions stand in an array of one line, below which no table may follow.
pub(super) fn with(path: &Path, text: &str, decided: &Decided) -> Result<String> {
    if let Some(list) = read(path, text)?.decision.filter(|list| is_inline(text, &list.span())) {
        return Err(Error::at(path, text, list.span().start, INLINE));
    }
    let end = line_end(text);
    let mut out = text.to_owned();
    if !text.trim_start_matches('\u{feff}').trim().is_empty() {
        out.push_str(if text.ends_with('\n') { "" } else { end });
        out.push_str(end);
    }
    out.push_str(&format!("[[decision]]{end}"));
    for (name, value) in fields(decided) {
        out.push_str(&format!("{name} = {}{end}", quoted(&value)));
    }
    Ok(out)
}

/// The text of a file with another decision in the place of one.
pub(super) fn replaced(path: &Path, text: &str, at: usize, decided: &Decided) -> Result<String> {
    let place = Place::of(path, text, at)?;
    let mut edits = Vec::new();
    let mut missing = String::new();
    for (name, value) in fields(decided) {
        match place.values.iter().find(|(known, _)| *known == name) {
            Some((_, span)) => edits.push((span.clone(), quoted(&value))),
            None if place.is_inline => missing.push_str(&format!(", {name} = {}", quoted(&value))),
            None => missing.push_str(&format!("{name} = {}{}", quoted(&value), line_end(text))),
        }
    }
    let last = place.end();
    let below = if place.is_inline { last } else { next_line(text, last) };
    if !missing.is_empty() && !place.is_inline && !text[..below].ends_with('\n') {
        missing.insert_str(0, line_end(text));
    }
    edits.push((below..below, missing));
    // From the end, so that what stands before keeps its place.
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut out = text.to_owned();
    edits.into_iter().for_each(|(span, value)| out.replace_range(span, &value));
    Ok(out)
}

/// The text of a file without a decision.
///
/// # Errors
/// If it stands in an array of one line.
pub(super) fn without(path: &Path, text: &str, at: usize) -> Result<String> {
    let place = Place::of(path, text, at)?;
    if place.is_inline {
        return Err(Error::at(path, text, place.start, INLINE));
    }
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = next_line(text, place.end());
    let (before, after) = (&text[..start], &text[end..]);
    // Of the empty lines around it one goes along.
    let blank = before.strip_suffix("\r\n").or_else(|| before.strip_suffix('\n')).filter(|rest| rest.ends_with('\n'));
    Ok(match blank {
        Some(rest) => format!("{rest}{after}"),
        None if before.is_empty() => after.trim_start_matches(['\r', '\n']).to_owned(),
        None => format!("{before}{after}"),
    })
}

/// Why a file is left to its owner.
const INLINE: &str = "decisions that stand in an array, `decision = [...]`, are not changed by this program; write each as a [[decision]]";

/// Where a decision stands in the text of a file.
struct Place {
    start: usize,
    is_inline: bool,
    /// The values of its fields by their names.
    values: Vec<(&'static str, Range<usize>)>,
}

impl Place {
    fn of(path: &Path, text: &str, at: usize) -> Result<Self> {
        let list = read(path, text)?.decision.expect("a file of which a decision was read has one");
        let is_inline = is_inline(text, &list.span());
        let entry = list.into_inner().swap_remove(at);
        let start = entry.span().start;
        let entry = entry.into_inner();
        let texts = [("old_text", entry.old_text), ("new_text", entry.new_text)];
        let mut values = vec![
            ("old", entry.old.span()),
            ("new", entry.new.span()),
            ("verdict", entry.verdict.span()),
            ("why", entry.why.span()),
            ("who", entry.who.span()),
            ("when", entry.when.span()),
        ];
        values.extend(texts.into_iter().filter_map(|(name, text)| Some((name, text?.span()))));
        Ok(Place { start, is_inline, values })
    }

    /// The end of its last value.
    fn end(&self) -> usize {
        self.values.iter().map(|(_, span)| span.end).max().unwrap_or(self.start)
    }
}

/// Whether a list is an array, `[{...}]`, and no sequence of tables.
fn is_inline(text: &str, list: &Range<usize>) -> bool {
    text[list.clone()].starts_with('[') && !text[list.clone()].starts_with("[[")
}

/// Where the line after the one of a place begins.
fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// How lines end in a text.
fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") && !text.replace("\r\n", "").contains('\n') { "\r\n" } else { "\n" }
}

fn fields(Decided { decision, old_text, new_text }: &Decided) -> Vec<(&'static str, String)> {
    let texts = [("old_text", old_text), ("new_text", new_text)];
    let mut fields = vec![
        ("old", decision.old.to_string()),
        ("new", decision.new.to_string()),
        ("verdict", decision.verdict.name().to_owned()),
        ("why", decision.why.clone()),
        ("who", decision.who.clone()),
        ("when", decision.when.to_string()),
    ];
    fields.extend(texts.into_iter().filter_map(|(name, text)| Some((name, text.clone()?))));
    fields
}

/// A string in quotes on one line, so that it comes back as it was, however the lines of the file end. What JSON escapes
/// TOML escapes alike, but for the one control character that JSON lets stand.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}
