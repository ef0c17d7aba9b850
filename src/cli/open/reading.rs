//! How a document was read, line by line, and what a person says of its lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Failure, Query, json, sent, typed};
use super::desk::Desk;
use super::documents::{Listed, ensure_in_manifest, listed, one};
use super::picture::drawn;
use crate::cli::input::locked;
use crate::cli::output::keep_text;
use crate::corpus::{Correction, Readings};
use crate::error::Warning;
use crate::extract::Profile;
use crate::model::{LineIs, LineName, ReadAs, ReadLine};

#[derive(Serialize)]
struct Shown<'a> {
    document: Listed<'a>,
    profiles: Vec<&'static str>,
    others: Vec<&'a str>,
    warnings: &'a [Warning],
    lines: Vec<Line<'a>>,
    provisions: Vec<Provision<'a>>,
    correctable: bool,
    pages: usize,
}

/// A line and what it was read as.
#[derive(Serialize)]
struct Line<'a> {
    line: usize,
    text: String,
    is: &'static str,
    label: Option<String>,
    mended: Option<Mended<'a>>,
    /// By what it is named in a file of readings.
    begins: String,
    nth: usize,
}

/// What a person said of it.
#[derive(Serialize)]
struct Mended<'a> {
    is: Option<&'static str>,
    number: Option<&'a str>,
}

#[derive(Serialize)]
struct Provision<'a> {
    id: &'a str,
    label: &'a str,
    kind: &'static str,
    section: &'a [String],
    text: &'a str,
    line: usize,
}

pub(super) fn show(desk: &Arc<Desk>, query: &Query) -> Answer {
    let shelf = desk.shelf();
    let held = shelf.document(query.one("id")?)?;
    let document = &held.document;
    let read = document.lines();
    let texts: Vec<&str> = read.iter().map(|line| line.text.as_str()).collect();
    let mut said: BTreeMap<usize, &Correction> = BTreeMap::new();
    for written in &held.declared.corrections {
        let name = &written.correction.line;
        said.extend(name.found_in(texts.iter().copied()).get(name.nth - 1).map(|&at| (at, &written.correction)));
    }
    let line = |(at, (line, name)): (usize, (&'_ ReadLine, LineName))| {
        let (is, label) = read_as(&line.read_as);
        let mended = said.get(&at).map(|correction| mended(correction));
        // Who named it in other words is to be understood when it is taken away.
        let name = said.get(&at).map_or(name, |correction| correction.line.clone());
        Line {
            line: line.line,
            text: line.text.clone(),
            is,
            label: label.map(str::to_owned),
            mended,
            begins: name.begins,
            nth: name.nth,
        }
    };
    let lines: Vec<Line<'_>> = read.iter().zip(LineName::of_all(&texts)).enumerate().map(line).collect();
    let mut begins: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &read {
        let begun = match &line.read_as {
            ReadAs::Begins { provision, .. } => Some(provision),
            _ => None,
        };
        for id in begun.into_iter().chain(&line.begins_within) {
            begins.entry(id).or_insert(line.line);
        }
    }
    let provisions = document.provisions.iter().map(|one| Provision {
        id: &one.id,
        label: &one.label,
        kind: one.kind.name(),
        section: &one.section,
        text: one.text(),
        line: begins.get(&*one.id).copied().unwrap_or(1),
    });
    json(&Shown {
        document: listed(held),
        profiles: Profile::built_in().map(|profile| profile.name.as_str()).collect(),
        others: shelf.held.iter().map(|one| one.document.id.as_str()).filter(|id| *id != document.id).collect(),
        warnings: &document.warnings,
        provisions: provisions.collect(),
        correctable: !lines.is_empty(),
        pages: held.pages(&desk.folder),
        lines,
    })
}

/// What a line was read as, in a word, and of which provision it is.
fn read_as(read: &ReadAs) -> (&'static str, Option<&str>) {
    match read {
        ReadAs::Begins { label, .. } => ("provision", Some(label)),
        ReadAs::Continues { label, .. } => ("continued", Some(label)),
        ReadAs::Heading => ("heading", None),
        ReadAs::Note => ("note", None),
        ReadAs::Furniture => ("furniture", None),
        ReadAs::Front => ("front", None),
        ReadAs::Outside => ("outside", None),
        ReadAs::LeftOut => ("left-out", None),
    }
}

fn mended(correction: &Correction) -> Mended<'_> {
    let word = |word| Mended { is: Some(word), number: None };
    match &correction.is {
        LineIs::Text => word("text"),
        LineIs::Heading => word("heading"),
        LineIs::Note => word("note"),
        LineIs::Furniture => word("furniture"),
        LineIs::Provision(number) | LineIs::Item(number) => Mended { is: None, number: Some(number) },
    }
}

/// A page of a PDF, as a picture.
pub(super) fn page(desk: &Arc<Desk>, query: &Query) -> Answer {
    let shelf = desk.shelf();
    let held = shelf.document(query.one("id")?)?;
    let number: usize = query.one("page")?.parse().unwrap_or(0);
    match drawn(&desk.folder.join(&held.path), number) {
        Some(picture) => Ok(typed("image/svg+xml", picture)),
        None => {
            Err(Failure::new(StatusCode::NOT_FOUND, format!("{} has no page {number} that can be shown", held.path)))
        }
    }
}

#[derive(Deserialize)]
struct Said {
    id: String,
    begins: String,
    #[serde(default = "first")]
    nth: usize,
    is: Option<String>,
    number: Option<String>,
}

fn first() -> usize {
    1
}

/// Keeps what a person says of a line, or takes it away.
pub(super) fn correct(desk: &Arc<Desk>, bytes: &[u8]) -> Answer {
    let Said { id, begins, nth, is, number } = sent(bytes)?;
    let wrong = |message: String| Failure::new(StatusCode::BAD_REQUEST, message);
    if nth == 0 || begins.trim().is_empty() {
        return Err(wrong("the line is not named".to_owned()));
    }
    let line = LineName { begins, nth };
    let is = match (is.as_deref(), number) {
        (None, None) => None,
        (None, Some(number)) => Some(LineIs::Provision(number.trim().to_owned())),
        (Some("text"), None) => Some(LineIs::Text),
        (Some("heading"), None) => Some(LineIs::Heading),
        (Some("note"), None) => Some(LineIs::Note),
        (Some("furniture"), None) => Some(LineIs::Furniture),
        (is, _) => return Err(wrong(format!("a line cannot be `{}`", is.unwrap_or_default()))),
    };
    ensure_in_manifest(desk, &id)?;
    {
        let _lock = locked(&desk.folder)?;
        let there = Readings::open(&desk.folder)?;
        let written = match is {
            Some(is) => there.with(&id, &Correction { line, is })?,
            None => there.without(&id, &line)?,
        };
        keep_text(written.path(), written.text())?;
    }
    one(desk, &id)
}
