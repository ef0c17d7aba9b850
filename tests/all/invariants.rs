//! What must hold of whatever is read, from whatever bytes: one function for each fuzz target. The targets call them
//! by name, and so does `tests/all/seeds.rs`, so that the seeds are true without a fuzzer as well.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};

use tempfile::TempDir;
use travaux::align::{Correspondence, Options as Comparing, Parameters};
use travaux::analysis::{self, Analysed};
use travaux::anatomy::{Anatomy, Lexicons};
use travaux::change::compare;
use travaux::corpus::{Corpus, Declared, MANIFEST, READINGS, Readings, Source};
use travaux::decisions::{DECISIONS, Decisions};
use travaux::evaluate::{CrossMeetingGold, Gold};
use travaux::extract::{Options, Profile, read_with};
use travaux::ingest::{self, Content, Revisions};
use travaux::model::{Document, LineName, Passage, ProvisionIndex, ReadAs, ReadLine};
use travaux::render::to_json;
use travaux::report::{ComparisonView, DocumentView};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A target by its name, which is that of its folder of seeds, and what it does with an input.
type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 10] = [
    ("pdf", pdf),
    ("docx", docx),
    ("docx_parts", docx_parts),
    ("html", html),
    ("markdown", markdown),
    ("text", text),
    ("units", units),
    ("extraction", extraction),
    ("comparison", comparison),
    ("data_files", data_files),
];

/// Holds an input to what a target says.
pub fn hold(name: &str, bytes: &[u8]) {
    let (_, holds) = TARGETS.iter().find(|(target, _)| *target == name).expect("the target is in the list");
    holds(bytes);
}

/// A PDF; its signature is put before bytes that lack it.
fn pdf(bytes: &[u8]) {
    let whole = if bytes.starts_with(b"%PDF-") { bytes.to_vec() } else { [b"%PDF-1.7\n", bytes].concat() };
    document(&source("report.pdf", whole), &Options::default());
}

/// A Word document as it lies on disk: mostly the archive is put to the test.
fn docx(bytes: &[u8]) {
    document(&source("report.docx", bytes.to_vec()), &Options::default());
}

/// The parts of a Word document that have text or say how it is set, without the archive, which a fuzzer would only
/// break.
const PARTS: [(&str, &str); 5] = [
    ("word/document.xml", "officeDocument"),
    ("word/numbering.xml", "numbering"),
    ("word/styles.xml", "styles"),
    ("word/footnotes.xml", "footnotes"),
    ("word/header1.xml", "header"),
];

/// What stands between the parts in one input: a form feed, which XML cannot hold.
const BETWEEN_PARTS: u8 = b'\x0c';

/// The XML of a Word document, part by part.
fn docx_parts(bytes: &[u8]) {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        archive.start_file(name, stored).expect("memory takes it");
        archive.write_all(bytes).expect("memory takes it");
    };
    let mut relations = String::from("<Relationships>");
    for ((name, kind), part) in PARTS.iter().zip(bytes.split(|byte| *byte == BETWEEN_PARTS)) {
        put(name, part);
        relations.push_str(&format!("<Relationship Type='x/{kind}' Target='/{name}'/>"));
    }
    relations.push_str("</Relationships>");
    put("word/_rels/document.xml.rels", relations.as_bytes());
    let whole = source("report.docx", archive.finish().expect("memory takes it").into_inner());
    for revisions in [Revisions::Original, Revisions::Final] {
        document(&whole, &Options { revisions: Some(revisions), profile: None });
    }
}

/// A web page; what shows that it is one is put before bytes that lack it.
fn html(bytes: &[u8]) {
    let whole = if bytes.starts_with(b"<") { bytes.to_vec() } else { [b"<html>", bytes].concat() };
    document(&source("report.html", whole), &Options::default());
}

/// Markdown.
fn markdown(bytes: &[u8]) {
    document(&source("report.md", bytes.to_vec()), &Options::default());
}

/// Text in any encoding, and whatever else it may show to be.
fn text(bytes: &[u8]) {
    document(&source("report.txt", bytes.to_vec()), &Options::default());
}

/// Lists of units in both forms.
fn units(bytes: &[u8]) {
    for path in ["units.jsonl", "units.csv"] {
        document(&source(path, bytes.to_vec()), &Options::default());
    }
}

/// The languages that a report may be declared to be in, and none.
const LANGUAGES: [Option<&str>; 7] = [None, Some("en"), Some("fr"), Some("es"), Some("ru"), Some("ar"), Some("zh")];

/// A report in any of the languages, as any profile has it or none. Its length chooses, so that the seeds stay plain
/// texts.
fn extraction(bytes: &[u8]) {
    let mut report = source("report.txt", String::from_utf8_lossy(bytes).into_owned().into_bytes());
    report.declared.metadata.language = LANGUAGES[bytes.len() % LANGUAGES.len()].map(str::to_owned);
    let profiles: Vec<Option<&Profile>> = [None].into_iter().chain(Profile::built_in().map(Some)).collect();
    let profile = profiles[bytes.len() / LANGUAGES.len() % profiles.len()].cloned();
    let Some(read) = document(&report, &Options { profile, ..Options::default() }) else { return };
    let lexicons = Lexicons::built_in();
    let Some(lexicon) = lexicons.of(read.metadata.language.as_deref()) else { return };
    for provision in &read.provisions {
        let mut end = 0;
        for span in Anatomy::of(provision.text(), lexicon).core_spans {
            assert!(end <= span.start && provision.text().get(span.clone()).is_some(), "cores are in order and apart");
            end = span.end;
        }
    }
}

/// What stands between a draft and a report in one input.
const BETWEEN_TEXTS: &str = "\n=====\n";

/// A draft and a report, compared.
fn comparison(bytes: &[u8]) {
    let both = String::from_utf8_lossy(bytes);
    let (old, new) = both.split_once(BETWEEN_TEXTS).unwrap_or((&both, &both));
    let read = |id: &str, text: &str| {
        let one = Source { id: id.into(), ..source("report.txt", text.into()) };
        read_with(&one, &Options::default()).ok()
    };
    let (Some(old), Some(new)) = (read("old", old), read("new", new)) else { return };
    let (old, new) = Analysed::of_pair(old, new, &analysis::Options::default());
    let options = Comparing { paragraphs: true, ..Comparing::default() };
    let changes = compare(&old, &new, &options);
    let places = |side: fn(&Correspondence) -> &Vec<ProvisionIndex>| {
        let places = changes.iter().flat_map(|change| side(&change.correspondence));
        let mut places: Vec<usize> = places.map(|at| at.index()).collect();
        places.sort_unstable();
        places
    };
    assert!(places(|one| &one.old).into_iter().eq(0..old.provisions.len()), "each old one in one change");
    assert!(places(|one| &one.new).into_iter().eq(0..new.provisions.len()), "each new one in one change");
    assert_eq!(changes, compare(&old, &new, &options), "twice the same");
    let view = ComparisonView::of(&old, &new, &changes);
    for row in &view.changes {
        if !row.redline.is_empty() {
            let [old, new] = [&row.old_text, &row.new_text].map(|texts| texts.join("\n"));
            assert_eq!(row.redline.iter().map(|segment| segment.in_old()).collect::<String>(), old);
            assert_eq!(row.redline.iter().map(|segment| segment.in_new()).collect::<String>(), new);
        }
    }
    to_json(&view);
}

/// What people may write beside the reports: a manifest, decisions, gold, a lexicon, the engine's numbers. Each reader
/// takes any of them, and refuses what is not its own.
fn data_files(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = Parameters::parse(text);
        if let Ok(profile) = Profile::parse(text) {
            let report = source("report.txt", b"Action 1: Act.\n\n1. It acts.\n\n1.1 It acts again.".to_vec());
            document(&report, &Options { profile: Some(profile), ..Options::default() });
        }
    }
    let folder = TempDir::new().expect("there is room for a folder");
    for name in [MANIFEST, DECISIONS, READINGS] {
        fs::write(folder.path().join(name), bytes).expect("there is room for a file");
    }
    let file = folder.path().join(MANIFEST);
    if let Ok(corpus) = Corpus::open(folder.path()) {
        let ids: Vec<&str> = corpus.ids().collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids differ");
    }
    if let Ok(decisions) = Decisions::open(folder.path()) {
        assert_eq!(decisions.text().as_bytes(), bytes, "what was read is what is written");
    }
    if let Ok(readings) = Readings::open(folder.path()) {
        assert_eq!(readings.text().as_bytes(), bytes, "what was read is what is written");
        for id in readings.documents() {
            for one in readings.of(id) {
                // One that stands in an array is left to its owner.
                let Ok(less) = readings.without(id, &one.correction.line) else { continue };
                let again = less.with(id, &one.correction).expect("it stood there before");
                assert_eq!(again.on(id, &one.correction.line), Some(&one.correction));
            }
        }
    }
    if let Ok(lexicons) = Lexicons::with_file(&file) {
        let lexicon = lexicons.of(Some("en")).expect("the English one stays");
        Anatomy::of("States parties should, as appropriate, consider adopting measures.", lexicon);
    }
    if let Ok(gold) = Gold::open(&file) {
        assert_eq!(gold.pairs(), gold.pairs(), "twice the same");
    }
    let _ = CrossMeetingGold::open(&file);
}

fn source(path: &str, bytes: Vec<u8>) -> Source {
    Source { id: "report".into(), path: path.into(), bytes, declared: Declared::default() }
}

/// Reads a source in two steps and at once, and holds what comes out to the invariants; none if it is refused.
pub fn document(source: &Source, options: &Options) -> Option<Document> {
    let ingested = ingest::read(source, &ingest::Options { revisions: options.revisions });
    let read = read_with(source, options);
    let (ingested, read) = match (ingested, read) {
        (Ok(ingested), Ok(read)) => (ingested, read),
        (Err(one), Err(other)) => {
            let message = one.to_string();
            assert_eq!(message, other.to_string(), "twice the same");
            assert!(message.starts_with(&*source.path.to_string_lossy()), "the file is named: {message}");
            return None;
        }
        (one, other) => panic!("read once and refused once: {:?}, {:?}", one.err(), other.err()),
    };
    assert_eq!(ingested.text, read.source, "twice the same");
    match &ingested.content {
        Content::Lines(lines) => lines.iter().for_each(|line| lies_in(&line.passage, &ingested.text)),
        Content::Units(units) => units.iter().for_each(|unit| lies_in(&unit.text, &ingested.text)),
    }
    conserves(&ingested.content, &read);
    lists_lines(&ingested.content, &read);
    holds(&read);
    let again = read_with(source, options).expect("it was read before");
    assert_eq!(format!("{read:?}"), format!("{again:?}"), "twice the same");
    to_json(&DocumentView::of(&Analysed::of(read.clone(), &analysis::Options::default())));
    Some(read)
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
    assert!(lines.iter().map(begun).sum::<usize>() <= told, "each provision begins once");
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
