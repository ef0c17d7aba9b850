//! Lines to a [`Document`] with its [`Provision`]s.
//!
//! Furniture is dropped, broken words are mended, the outline is found, and each provision gets its
//! label, its section and its text. Nothing here knows a file's name: what a document is shows in
//! its text, and the manifest fills in what does not.
//!
//! ```
//! use travaux::corpus::{Declared, Source};
//! use travaux::extract::read;
//!
//! # fn main() -> travaux::error::Result<()> {
//! let document = read(&Source {
//!     id: "report".into(),
//!     path: "report.txt".into(),
//!     bytes: b"II. Recommendations\n\nRecommendation 4\n\nStates parties should keep lists.\n".to_vec(),
//!     declared: Declared::default(),
//! })?;
//! assert_eq!(document.provisions[0].label, "4");
//! assert_eq!(document.provisions[0].text(), "States parties should keep lists.");
//! # Ok(())
//! # }
//! ```

mod assemble;
mod build;
mod candidates;
mod check;
mod choice;
mod contents;
mod corrections;
mod coverage;
mod front;
mod furniture;
mod gaps;
mod headings;
mod layout;
mod line;
mod marks;
mod metadata;
mod numbers;
mod ordinals;
mod outline;
mod part;
mod preamble;
mod profile;
mod recommendations;
mod references;
mod repair;
mod structure;
mod vocabulary;
mod walk;
mod words;

pub(crate) use build::LineIndex;
pub use check::Series;
pub(crate) use line::count_words;
pub use profile::Profile;
pub(crate) use references::documents_cited;

use std::ops::Range;
use std::path::PathBuf;

use tracing::trace_span;

use crate::corpus::{Declared, Source};
use crate::error::{Error, Result, Warning};
use crate::ingest::{self, Content, Line, Revisions, Unit};
use crate::language::{Language, Languages};
use crate::model::{Document, DocumentSymbol, Kind, Metadata, Numbering, Passage, Provision, ProvisionId, Stage};
use build::Builder;
use check::{gaps, left_out, misprinted, tell_labels_apart, too_high, unbalanced, unread};
use choice::{Choice, choose};
use coverage::coverage;
use front::Front;
use layout::Layout;
use outline::{Outline, outline};
use vocabulary::Vocabulary;
use words::Words;

/// How documents are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Which text of a document with tracked changes is read. Where nothing is said, it is the final one, and a
    /// warning tells of the changes.
    pub revisions: Option<Revisions>,
    /// How the documents are laid out. Where nothing is said, the manifest is followed, else each document's own signs.
    pub profile: Option<Profile>,
}

/// Reads a document from its source.
///
/// # Errors
/// If the bytes are not text, or a list of units does not parse.
pub fn read(source: &Source) -> Result<Document> {
    read_with(source, &Options::default())
}

/// Reads a document from its source, as the options say.
///
/// # Errors
/// As [`read`].
pub fn read_with(source: &Source, options: &Options) -> Result<Document> {
    let _stage = trace_span!("reading").entered();
    let ingested = ingest::read(source, &ingest::Options { revisions: options.revisions })?;
    let declared = source.declared.profile.as_deref().map(Profile::named).transpose()?;
    let profile = options.profile.as_ref().or(declared.as_ref());
    let mut document = match ingested.content {
        Content::Units(units) => {
            let mut warnings = ingested.warnings;
            warnings.extend(corrections::no_lines(&source.id, &source.declared.corrections));
            from_units(source, units, ingested.text, warnings)
        }
        Content::Lines(lines) => from_lines(source, lines, profile, ingested.text, ingested.warnings)?,
    };
    document.tracked_changes = ingested.tracked_changes;
    name_and_cite(&mut document);
    Ok(document)
}

/// Texts as a document, each of them a provision with its place for a label: what is looked up and not read from a file.
pub fn of_texts(id: &str, texts: &[&str], language: Option<&str>) -> Document {
    let metadata = Metadata { language: language.map(str::to_owned), ..Metadata::default() };
    let source = Source {
        id: id.to_owned(),
        path: PathBuf::new(),
        bytes: Vec::new(),
        declared: Declared { metadata, ..Declared::default() },
    };
    let (mut units, mut text) = (Vec::new(), String::new());
    for (at, each) in texts.iter().enumerate() {
        units.push(Unit { id: (at + 1).to_string(), text: Passage::verbatim(each, text.len()), section: Vec::new() });
        text.push_str(each);
        text.push('\n');
    }
    let mut document = from_units(&source, units, text, Vec::new());
    name_and_cite(&mut document);
    document
}

/// The language that a text is recognized to be in.
fn language_of(text: &str) -> Option<String> {
    Languages::built_in().detect(text).map(str::to_owned)
}

/// Gives each provision its id and what it cites, once kinds, labels and texts are settled.
fn name_and_cite(document: &mut Document) {
    let words = Words::of(document.metadata.language.as_deref());
    for provision in &mut document.provisions {
        provision.references = references::references(provision.text(), words);
        provision.id = ProvisionId::new(&document.id, provision.kind, &provision.label);
    }
}

fn from_units(source: &Source, units: Vec<Unit>, text: String, warnings: Vec<Warning>) -> Document {
    let lines = LineIndex::new(&text);
    let provisions = units
        .into_iter()
        .map(|unit| Provision {
            id: ProvisionId::default(),
            label: unit.id,
            kind: Kind::Item,
            numbering: Numbering::Unit,
            section: unit.section,
            option: None,
            items: Vec::new(),
            references: Vec::new(),
            line: lines.line(unit.text.span().start),
            mark: Passage::default(),
            passage: unit.text,
        })
        .collect::<Vec<_>>();
    let declared = source.declared.metadata.clone();
    let sample: String = provisions.iter().map(Provision::text).take(50).collect::<Vec<_>>().join(" ");
    let read = Metadata { stage: Some(Stage::Other), language: language_of(&sample), ..Metadata::default() };
    let metadata = declared.or(read);
    let words = Words::of(metadata.language.as_deref());
    let names = references::names(&metadata, words);
    let cited = references::cited(provisions.iter().map(Provision::text), words);
    Document {
        id: source.id.clone(),
        references: cited.into_iter().filter(|name| !names.contains(name)).collect(),
        names,
        metadata,
        provisions,
        warnings,
        source: text,
        ..Document::default()
    }
}

/// Reads lines with what a person says of some of them, and tells which of that came to nothing.
fn from_lines(
    source: &Source,
    lines: Vec<Line>,
    profile: Option<&Profile>,
    text: String,
    warnings: Vec<Warning>,
) -> Result<Document> {
    let corrections = &source.declared.corrections;
    let spans: Vec<Range<usize>> = lines.iter().map(|line| line.passage.span()).collect();
    if corrections.is_empty() {
        return Ok(Document { line_spans: spans, ..from_corrected(source, lines, profile, text, warnings)? });
    }
    let places = corrections::places(&spans, &text, corrections)?;
    let read_without = |left_out: &[bool]| {
        let mut lines = lines.clone();
        let places: Vec<_> = places.iter().zip(left_out).map(|(place, left_out)| place.filter(|_| !left_out)).collect();
        corrections::put(&mut lines, corrections, &places);
        let mut read = from_corrected(source, lines, profile, text.clone(), Vec::new())?;
        name_and_cite(&mut read);
        Ok(Document { line_spans: spans.clone(), ..read })
    };
    let whole = read_without(&vec![false; corrections.len()])?;
    let vain = corrections::vain(&whole, corrections, &places, read_without)?;
    let mut document = whole;
    document.warnings.extend(warnings);
    document.warnings.extend(vain);
    document.warnings.sort_by_key(|warning| warning.line);
    Ok(document)
}

/// Reads lines, each as what is said of it.
fn from_corrected(
    source: &Source,
    lines: Vec<Line>,
    profile: Option<&Profile>,
    text: String,
    mut warnings: Vec<Warning>,
) -> Result<Document> {
    let declared = source.declared.metadata.clone();
    let language = declared.language.clone().or_else(|| language_of(&text));
    let words = Words::of(language.as_deref());
    let (mut lines, furniture) = furniture::clear(lines, words);
    let grammar = Language::of(language.as_deref());
    let vocabulary = Vocabulary::of(&lines, words, grammar);
    let mut mends = Vec::new();
    for line in &mut lines {
        line.passage = repair::mend(&line.passage, &vocabulary, &mut mends);
    }
    let Choice { layout, outline, said } = match profile {
        Some(profile) => {
            let layout = Layout::of(profile, words).map_err(|message| {
                Error::file(&source.path, format!("cannot be read by the profile `{}`: {message}", profile.name))
            })?;
            Choice { outline: outline(lines, &layout), layout, said: None }
        }
        None => choose(lines, words),
    };
    let Outline { lines, parts, misprints, left_out: unread_numbers } = outline;
    mends.extend(corrections::mended(&lines, &layout));
    let mut builder = Builder::new(&lines, &text, &layout, &vocabulary, mends);
    for part in &parts {
        builder.add(part);
    }
    builder.tell_recommendations();
    let Builder {
        provisions,
        titles,
        footnotes,
        front: before_sections,
        loose,
        continued,
        mends,
        numbered_in_annex,
        ..
    } = builder;

    let front = Front::of(&lines, &parts, words, grammar);
    let running: String = provisions.iter().map(Provision::text).collect::<Vec<_>>().join("\n");
    let is_instrument = layout.brackets_paragraphs();
    let read = metadata::read(&front, &running, &furniture, language.as_deref(), is_instrument);
    let is_addendum = {
        let symbols = [&read.symbol, &declared.symbol].into_iter().flatten();
        front.lines.iter().any(|line| words.addendum.is_match(line))
            || symbols.into_iter().any(DocumentSymbol::is_addendum)
    };
    let metadata = declared.or(read);
    let coverage = coverage(&provisions, &continued, is_addendum);
    let cited = {
        let texts = provisions.iter().map(Provision::text);
        let elsewhere = footnotes.iter().chain(loose.iter().map(|loose| &loose.passage)).map(Passage::text);
        // What is recalled before the first provision is cited as well.
        let front = front.blocks.iter().map(String::as_str);
        references::cited(texts.chain(elsewhere).chain(front), words)
    };
    let names = references::names(&metadata, words);
    let references = cited.into_iter().filter(|name| !names.contains(name)).collect();
    let mut document = Document {
        id: source.id.clone(),
        metadata,
        profile: Some(layout.profile.name.clone()),
        coverage,
        provisions,
        headings: titles,
        footnotes,
        front: before_sections,
        loose,
        names,
        references,
        left_out: unread_numbers.iter().map(|&line| lines[line].passage.clone()).collect(),
        mends,
        furniture: furniture.into_iter().map(|line| line.passage).collect(),
        source: text,
        ..Document::default()
    };
    warnings.extend(said.map(|message| Warning { document: document.id.clone(), label: None, line: None, message }));
    warnings.extend(tell_labels_apart(&mut document));
    warnings.extend(misprinted(&document, &lines, &misprints));
    warnings.extend(left_out(&document));
    warnings.extend(gaps(&document));
    warnings.extend(too_high(&document));
    warnings.extend(unbalanced(&document));
    warnings.extend(unread(&document, words));
    warnings.extend(numbered_in_annex.map(|line| Warning {
        document: document.id.clone(),
        label: None,
        line: Some(line),
        message:
            "an annex has numbered lines, which are not read as provisions; make a document of its own of it".into(),
    }));
    // Who declares that a document is neither draft nor report need not be told what it lacks.
    let lacks_all = document.provisions.iter().all(|provision| provision.kind == Kind::Paragraph);
    let is_report = document.metadata.title.is_some()
        || document.provisions.iter().flat_map(|one| &one.section).any(|title| words.names_recommendations(title));
    let is_short = document.provisions.len() < 3;
    let is_odd = layout.profile.recommendations.expected && (is_report || is_short) || document.provisions.is_empty();
    if lacks_all && is_odd && source.declared.metadata.stage != Some(Stage::Other) {
        warnings.push(Warning {
            document: document.id.clone(),
            label: None,
            line: None,
            message: match document.count(Kind::Paragraph) {
                0 => "no recommendation and no numbered paragraph was found in it".into(),
                1 => "no recommendation was found in it, only one numbered paragraph".into(),
                count => format!("no recommendation was found in it, only {count} numbered paragraphs"),
            },
        });
    }
    warnings.sort_by_key(|warning| warning.line);
    document.warnings = warnings;
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_symbol(symbol: &str, text: &str) -> Document {
        let metadata = Metadata { symbol: Some(symbol.into()), language: Some("en".into()), ..Metadata::default() };
        let declared = Declared { metadata, ..Declared::default() };
        let source = Source { id: "own".into(), path: PathBuf::new(), bytes: Vec::new(), declared };
        let unit = Unit { id: "1".into(), text: Passage::verbatim(text, 0), section: Vec::new() };
        from_units(&source, vec![unit], text.to_owned(), Vec::new())
    }

    #[test]
    fn a_document_that_names_itself_cites_the_others() {
        let document = of_symbol("A/AC.9/2004/3", "This text, A/AC.9/2004/3, follows A/AC.9/2003/7.");
        assert_eq!(document.references, ["A/AC.9/2003/7"]);
    }
}
