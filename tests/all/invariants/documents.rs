//! What must hold of a document, and of what of its file was read as what.

use std::collections::BTreeSet;

use travaux::analysis::{self, Analysed};
use travaux::corpus::{READINGS, Source};
use travaux::extract::{Options, Profile, read_with};
use travaux::ingest::{self, Content, Ingested};
use travaux::model::{Document, LineName, Passage, ReadAs, ReadLine};
use travaux::render::to_json;
use travaux::report::DocumentView;

use super::{made, source};

/// The languages that a report may be declared to be in, and none.
const LANGUAGES: [Option<&str>; 7] = [None, Some("en"), Some("fr"), Some("es"), Some("ru"), Some("ar"), Some("zh")];

/// How many inputs there are to one of which more is asked than that it holds; its length tells.
pub const SELDOM: usize = if cfg!(fuzzing) { 16 } else { 1 };

/// A report in any of the languages, as any profile has it or none. Its length chooses, so that the seeds stay plain
/// texts.
pub fn extraction(bytes: &[u8]) {
    let text = made::text(bytes, made::report);
    let length = bytes.len();
    let mut report = source("report.txt", text.into_bytes());
    report.declared.metadata.language = LANGUAGES[length % LANGUAGES.len()].map(str::to_owned);
    let profiles: Vec<Option<&Profile>> = [None, None].into_iter().chain(Profile::built_in().map(Some)).collect();
    let profile = profiles[length / LANGUAGES.len() % profiles.len()].cloned();
    let options = Options { profile, ..Options::default() };
    if length.is_multiple_of(SELDOM) {
        document(&report, &options);
    } else if let Ok(ingested) = ingested(&report, &options) {
        let read = read_with(&report, &options).expect("its lines were read");
        told(&ingested, &read);
    }
}

/// A file in whatever format, read to its lines or units, which must lie in it.
pub fn ingested(source: &Source, options: &Options) -> travaux::error::Result<Ingested> {
    let ingested = ingest::read(source, &ingest::Options { revisions: options.revisions })?;
    match &ingested.content {
        Content::Lines(lines) => lines.iter().for_each(|line| lies_in(&line.passage, &ingested.text)),
        Content::Units(units) => units.iter().for_each(|unit| lies_in(&unit.text, &ingested.text)),
    }
    Ok(ingested)
}

/// Reads a source in two steps and at once, and holds what comes out to the invariants; none if it is refused.
pub fn document(source: &Source, options: &Options) -> Option<Document> {
    let (ingested, read) = match (ingested(source, options), read_with(source, options)) {
        (Ok(ingested), Ok(read)) => (ingested, read),
        (Err(one), Err(other)) => {
            let message = one.to_string();
            assert_eq!(message, other.to_string(), "twice the same");
            assert!(message.starts_with(&*source.path.to_string_lossy()), "the file is named: {message}");
            return None;
        }
        // What a person mended may be at odds with itself, which only shows where the lines are known.
        (Ok(_), Err(other)) if other.to_string().starts_with(READINGS) => return None,
        (one, other) => panic!("read once and refused once: {:?}, {:?}", one.err(), other.err()),
    };
    assert_eq!(ingested.text, read.source, "twice the same");
    told(&ingested, &read);
    let again = read_with(source, options).expect("it was read before");
    assert_eq!(format!("{read:?}"), format!("{again:?}"), "twice the same");
    to_json(&DocumentView::of(&Analysed::of(read.clone(), &analysis::Options::default())));
    Some(read)
}

/// Says that a document tells all that was read of its file.
fn told(ingested: &Ingested, read: &Document) {
    conserves(&ingested.content, read);
    lists_lines(&ingested.content, read);
    holds(read);
}

/// Says that every letter and figure of the lines stands in exactly one of what a document is told in.
fn conserves(content: &Content, read: &Document) {
    let Content::Lines(lines) = content else { return };
    let mut counts = vec![0i32; read.source.len()];
    let mut count = |passage: &Passage, by: i32| {
        for (text, source) in passage.printed() {
            let is_verbatim = text.len() == source.len();
            for (at, _) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
                counts[source.start + if is_verbatim { at } else { 0 }] += by;
            }
        }
    };
    lines.iter().for_each(|line| count(&line.passage, 1));
    let provisions = read.provisions.iter().flat_map(|provision| [provision.mark(), provision.passage()]);
    let outside = read.loose.iter().map(|loose| &loose.passage).chain(&read.front).chain(&read.footnotes);
    let headings = read.headings.iter().map(|heading| &heading.passage);
    provisions.chain(headings).chain(outside).chain(&read.furniture).for_each(|passage| count(passage, -1));
    if let Some(at) = counts.iter().position(|count| *count != 0) {
        let from = read.source.floor_char_boundary(at.saturating_sub(30));
        let to = read.source.ceil_char_boundary((at + 60).min(read.source.len()));
        let fault = if counts[at] > 0 { "is lost" } else { "stands twice" };
        panic!("what begins here {fault}: {:?}", &read.source[from..to]);
    }
}

/// Says that each line is listed with what it was read as, and that its name leads back to it.
fn lists_lines(content: &Content, read: &Document) {
    let Content::Lines(taken) = content else { return assert!(read.lines().is_empty()) };
    let lines = read.lines();
    assert_eq!(lines.len(), taken.len());
    let begun = |line: &ReadLine| usize::from(matches!(line.read_as, ReadAs::Begins { .. })) + line.begins_within.len();
    let told = read.provisions.iter().filter(|one| !one.mark().is_empty() || !one.text().is_empty()).count();
    assert!(lines.iter().map(begun).sum::<usize>() <= told, "each provision begins once: {told} in {:?}", read.source);
    for (at, (line, taken)) in lines.iter().zip(taken).enumerate().take(LOOKED_UP) {
        assert_eq!(line.span.0, taken.passage.span().start);
        let name = LineName::of(lines.iter().map(|line| line.text.as_str()), at);
        assert!(name.nth >= 1 && line.text.starts_with(name.begins.as_str()), "{name:?}");
    }
}

/// What must hold of a document.
fn holds(read: &Document) {
    let lines = read.source.matches('\n').count() + 1;
    let mut ids = BTreeSet::new();
    for provision in &read.provisions {
        lies_in(provision.passage(), &read.source);
        assert!(ids.insert(&provision.id), "{} is there twice", provision.id);
        assert!(provision.id.starts_with("report/") && !provision.label.is_empty());
        assert!((1..=lines).contains(&provision.line), "{} of {lines} lines", provision.line);
        for item in &provision.items {
            assert!(provision.text().get(item.range.clone()).is_some(), "items lie in their text");
        }
    }
    let loose = read.loose.iter().map(|loose| &loose.passage);
    loose
        .chain(&read.front)
        .chain(&read.footnotes)
        .chain(&read.furniture)
        .for_each(|passage| lies_in(passage, &read.source));
    for mend in &read.mends {
        assert!(read.source.get(mend.span.clone()).is_some(), "{mend:?}");
    }
    let said = read.warnings.iter().filter_map(|warning| warning.line);
    assert!(said.into_iter().all(|line| (1..=lines).contains(&line)), "{:?}", read.warnings);
}

/// How many places of a passage are looked up. Each may take as long as the passage has runs.
const LOOKED_UP: usize = 64;

/// Whether a passage leads back to its source, from every place.
fn lies_in(passage: &Passage, source: &str) {
    let span = passage.span();
    assert!(source.get(span.clone()).is_some(), "{span:?} of {}, {:?}", source.len(), passage.text());
    let mut before = span.start;
    let step = passage.text().chars().count().div_ceil(LOOKED_UP).max(1);
    for (at, letter) in passage.text().char_indices().step_by(step) {
        let place = passage.source_offset(at);
        assert!(span.start <= place && place <= span.end, "{place} is not in {span:?}");
        assert!(before <= place, "{letter:?} goes back from {before} to {place}");
        before = place;
    }
}
