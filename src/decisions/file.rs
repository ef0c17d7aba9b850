//! The file of decisions: read with the place of every fault, and written so that all else stands as it was.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::{Decided, Entry, claimed_by_both, document_of, is_on};
use crate::align::{Decision, Verdict};
use crate::corpus::{Date, date_in};
use crate::error::{Error, Result, line_of};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionsFile {
    #[serde(default)]
    decision: Vec<Spanned<DecisionEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionEntry {
    old: Spanned<String>,
    new: Spanned<String>,
    verdict: Verdict,
    why: Spanned<String>,
    who: Spanned<String>,
    when: Spanned<toml::Value>,
    old_text: Spanned<String>,
    new_text: Spanned<String>,
}

/// The decisions in the text of a file.
pub(super) fn parse(path: &Path, text: &str) -> Result<Vec<Entry>> {
    let file: DecisionsFile = toml::from_str(text).map_err(|error| {
        let mut message = error.message().trim_end().to_owned();
        if message.ends_with("expected a sequence") {
            message.push_str("; every decision is a [[decision]] with two brackets");
        }
        match error.span() {
            Some(span) => Error::at(path, text, span.start, message),
            None => Error::File { path: path.to_owned(), message },
        }
    })?;
    let mut entries: Vec<Entry> = Vec::with_capacity(file.decision.len());
    for found in file.decision {
        let entry = entry(path, text, found)?;
        if let Some(message) = entries.iter().find_map(|earlier| contradiction(earlier, &entry)) {
            return Err(Error::at(path, text, entry.at, message));
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn entry(path: &Path, text: &str, found: Spanned<DecisionEntry>) -> Result<Entry> {
    let line = line_of(text, found.span().start);
    let found = found.into_inner();
    for (name, field) in
        [("why", &found.why), ("who", &found.who), ("old_text", &found.old_text), ("new_text", &found.new_text)]
    {
        if field.get_ref().trim().is_empty() {
            return Err(Error::at(path, text, field.span().start, format!("`{name}` is blank; say it in words")));
        }
    }
    for id in [&found.old, &found.new] {
        check_id(id.get_ref()).map_err(|message| Error::at(path, text, id.span().start, message))?;
    }
    let at = found.new.span().start;
    if document_of(found.old.get_ref()) == document_of(found.new.get_ref()) {
        let message = "both provisions are of one document; a link joins two".into();
        return Err(Error::at(path, text, at, message));
    }
    let when: Date = date_in(path, text, &found.when)?;
    let decision = Decision {
        old: found.old.into_inner(),
        new: found.new.into_inner(),
        verdict: found.verdict,
        why: found.why.into_inner(),
        who: found.who.into_inner(),
        when,
    };
    let (old_text, new_text) = (found.old_text.into_inner(), found.new_text.into_inner());
    Ok(Entry { decided: Decided { decision, old_text, new_text }, line, at })
}

fn check_id(id: &str) -> std::result::Result<(), String> {
    match id.split_once('/') {
        Some((document, label)) if !document.is_empty() && !label.is_empty() => Ok(()),
        _ => Err(format!("`{id}` names no provision; write DOCUMENT/NUMBER, such as 2019-final/13")),
    }
}

/// What is wrong with two decisions that cannot both hold.
fn contradiction(earlier: &Entry, entry: &Entry) -> Option<String> {
    let (there, here) = (&earlier.decided.decision, &entry.decided.decision);
    if is_on(there, &here.old, &here.new) {
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

/// The text of a file with a decision more, or another in the place of one.
pub(super) fn with(path: &Path, text: &str, decided: &Decided, replaced: Option<usize>) -> Result<String> {
    let wrong = |message: &str| Error::File { path: path.to_owned(), message: message.to_owned() };
    let mut file: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| wrong(error.message()))?;
    let list = file.entry("decision").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    // What was written in one line, as an array of inline tables, is a list of tables all the same.
    if let Ok(tables) = std::mem::take(list).into_array_of_tables() {
        *list = Item::ArrayOfTables(tables);
    }
    let list = list.as_array_of_tables_mut().ok_or_else(|| wrong("`decision` is no list of tables"))?;
    match replaced.and_then(|at| list.get_mut(at)) {
        Some(table) => fill(table, decided),
        None => {
            let mut table = Table::new();
            fill(&mut table, decided);
            if !text.trim().is_empty() {
                table.decor_mut().set_prefix("\n");
            }
            list.push(table);
        }
    }
    let mut written = file.to_string();
    if text.contains("\r\n") && !text.replace("\r\n", "").contains('\n') {
        written = written.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    Ok(written)
}

/// Sets the fields of a decision; comments around them stay.
fn fill(table: &mut Table, Decided { decision, old_text, new_text }: &Decided) {
    let when = decision.when.to_string();
    let fields = [
        ("old", &decision.old),
        ("new", &decision.new),
        ("verdict", &decision.verdict.name().to_owned()),
        ("why", &decision.why),
        ("who", &decision.who),
        ("when", &when),
        ("old_text", old_text),
        ("new_text", new_text),
    ];
    for (name, text) in fields {
        let mut new = value(text.as_str());
        if let (Some(old), Some(new)) = (table.get(name).and_then(Item::as_value), new.as_value_mut()) {
            *new.decor_mut() = old.decor().clone();
        }
        table.insert(name, new);
    }
}
