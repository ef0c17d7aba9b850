//! What was read of documents, in words.

use super::{counted, noun, numbering, percent, quoted, stage};
use crate::anatomy::{Clause, OperativePhrase, Qualifier};
use crate::error::Warning;
use crate::extract::Series;
use crate::model::{Coverage, Kind};
use crate::report::wording::opening_words;
use crate::report::{DocumentCheck, DocumentHead, DocumentView, LineView, Verdict};

/// Something that is told of a document under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: &'static str,
    /// What is told, a line each.
    pub lines: Vec<String>,
}

/// Lines under a name.
fn named(name: &'static str, lines: Vec<String>) -> Named {
    Named { name, lines }
}

/// What a document is.
pub fn head(head: &DocumentHead) -> Vec<Named> {
    let inferred = |field: &str| if head.metadata.is_inferred(field) { " (inferred)" } else { "" };
    let held = match &head.coverage {
        Coverage::Part { sections } => {
            let in_part = |continued: bool| if continued { " (in part)" } else { "" };
            let sections = sections.iter().map(|held| format!("{}{}", path(&held.path), in_part(held.continued)));
            Some(sections.collect::<Vec<_>>().join("; "))
        }
        _ => None,
    };
    let found = Kind::ALL.into_iter().map(|kind| (head.counts.of(kind), kind)).filter(|(count, _)| *count > 0);
    let found: Vec<String> = found.map(|(count, kind)| format!("{count} {}", noun(kind, count))).collect();
    let lines = [
        ("title", head.metadata.title.clone()),
        ("subject", head.metadata.subject.clone()),
        ("symbol", head.metadata.symbol.clone().map(String::from)),
        ("body", head.metadata.body.clone()),
        ("meeting", head.metadata.meeting.map(|number| number.to_string())),
        ("stage", Some(stage(head.metadata.stage()).to_owned())),
        ("draft of", head.metadata.draft_of.clone()),
        ("date", head.metadata.date.map(|date| date.to_string())),
        ("language", head.metadata.language.clone()),
        ("holds", held),
        ("found", Some(if found.is_empty() { "no provisions".into() } else { found.join(", ") })),
    ];
    let known = lines.into_iter().filter_map(|(name, value)| Some((name, value?)));
    known.map(|(name, value)| named(name, vec![format!("{value}{}", inferred(name))])).collect()
}

/// Headings, outermost first, in one line.
pub fn path(section: &[String]) -> String {
    section.join(" › ")
}

/// What was done to the text of a document, if anything was.
pub fn reading_note(view: &DocumentView) -> Option<String> {
    let notes = [
        (view.mended.len(), "broken word mended", "broken words mended"),
        (view.furniture.len(), "line of page furniture dropped", "lines of page furniture dropped"),
        (view.footnotes.len(), FOOTNOTES.0, FOOTNOTES.1),
    ];
    let notes: Vec<String> =
        notes.iter().filter(|one| one.0 > 0).map(|(count, one, several)| counted(*count, one, several)).collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

const FOOTNOTES: (&str, &str) = ("footnote set apart", "footnotes set apart");

/// Where no phrase was found.
pub const NO_PHRASE: &str = "none found";
/// Of a document without provisions.
pub const NO_PROVISIONS: &str = "It has no provisions.";

/// Of a document in a language without a lexicon.
pub fn no_lexicon_of(language: Option<&str>) -> String {
    let language = language.unwrap_or("an unknown language");
    format!("There is no lexicon of its language ({language}); give one with --lexicon.")
}

/// The scale of a phrase with its rank there, and what other words add or take: "(asks 70)".
pub fn scale(phrase: &OperativePhrase) -> String {
    let rank = phrase.rank.map(|rank| format!(" {rank}")).unwrap_or_default();
    let force = if phrase.force == 0 { String::new() } else { format!(" {:+}", phrase.force) };
    format!("({}{rank}{force})", phrase.scale)
}

/// A further phrase, with whom it addresses.
pub fn clause(clause: &Clause) -> String {
    match &clause.addressee {
        Some(addressee) => format!("{addressee}: {}", clause.operative.phrase),
        None => clause.operative.phrase.clone(),
    }
}

/// What kinds of qualifier one is.
pub fn kinds_of(qualifier: &Qualifier) -> String {
    format!("({})", qualifier.kinds.join(", "))
}

/// How many things of one sort are shown; the JSON has all.
const SHOWN: usize = 12;
/// How many opening words are shown of a text that belongs to no provision.
const OPENING: usize = 10;

/// How well a document was read, but for what is odd.
pub fn check(document: &DocumentCheck) -> Vec<Named> {
    let profile = document.profile.iter().map(|profile| format!("by the profile `{profile}`"));
    let language = format!("language {}", document.language.as_deref().unwrap_or("unknown"));
    let mended = document.mended.iter();
    let mended =
        mended.map(|mend| format!("{} to {} (line {})", quoted(&mend.printed), quoted(&mend.mended), mend.line));
    let dropped: usize = document.furniture.iter().map(|one| one.lines.len()).sum();
    let furniture = document.furniture.iter().map(|one| match one.lines.as_slice() {
        [line] => format!("{} (line {line})", quoted(&one.text)),
        [first, ..] => format!("{}, {} times from line {first} on", quoted(&one.text), one.lines.len()),
        [] => String::new(),
    });
    let outside = document.outside.iter().map(|one| {
        let section = one.section.last().map(|title| format!(" under {}", quoted(title))).unwrap_or_default();
        format!("line {}{section}, {} words: {}", one.line, one.words, quoted(opening_words(&one.text, OPENING)))
    });
    let texts = counted(document.outside.len(), "text", "texts");
    let texts = format!("{texts} with {} of the words", percent(document.share_outside));
    let page_furniture = counted(dropped, "line of page furniture", "lines of page furniture");
    let footnotes = counted(document.footnotes, FOOTNOTES.0, FOOTNOTES.1);
    let lines = |lines: &[LineView], what: (&str, &str)| {
        let entries =
            lines.iter().map(|one| format!("line {}: {}", one.line, quoted(opening_words(&one.text, OPENING))));
        titled(counted(lines.len(), what.0, what.1), lines.len(), entries)
    };
    let headings = [
        (document.empty_headings.as_slice(), ("heading has nothing under it", "headings have nothing under them")),
        (
            document.long_headings.as_slice(),
            ("numbered heading is as long as a sentence", "numbered headings are as long as sentences"),
        ),
    ];
    let odd_headings = headings.into_iter().filter(|(odd, _)| !odd.is_empty()).flat_map(|(odd, what)| lines(odd, what));
    let headings = [counted(document.headings, "heading", "headings")].into_iter().chain(odd_headings).collect();
    let open = document.open.map(|counts| named("open", vec![super::progress::open(counts)]));
    let mut told = vec![
        named("verdict", vec![verdict(document.verdict).to_owned()]),
        named("read", vec![profile.chain([language]).collect::<Vec<_>>().join(", ")]),
        named("numbers", or_else(document.series.iter().map(numbers).collect(), "none")),
        named(
            "left out",
            lines(
                &document.left_out,
                (
                    "line begins with a number and was read as running text",
                    "lines begin with a number and were read as running text",
                ),
            ),
        ),
        named("headings", headings),
        named("mended", titled(counted(document.mended.len(), "word", "words"), document.mended.len(), mended)),
        named("dropped", titled(page_furniture, dropped, furniture)),
        named("notes", titled(footnotes, document.footnotes, std::iter::empty())),
        named("outside", titled(texts, document.outside.len(), outside)),
    ];
    told.splice(3..3, open);
    told
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Whole => "whole",
        Verdict::Gaps => "gaps: some of it may not have been read; see below",
        Verdict::Poor => "poor: hardly any of it was read as provisions",
    }
}

/// What was odd about a document.
pub fn odd(document: &DocumentCheck) -> Named {
    named("odd", or_else(document.warnings.iter().map(warning).collect(), "nothing"))
}

/// A warning without the document, which stands above.
fn warning(warning: &Warning) -> String {
    let place = match (warning.line, &warning.label) {
        (Some(line), Some(label)) => format!("line {line}, {label}: "),
        (Some(line), None) => format!("line {line}: "),
        (None, _) => String::new(),
    };
    format!("{place}{}", warning.message)
}

fn numbers(series: &Series) -> String {
    let none = |list: &[String], what: &str| match list {
        [] => format!("none {what}"),
        several => format!("{what}: {}", several.join(", ")),
    };
    let (missing, twice) = (none(&series.missing, "missing"), none(&series.twice, "twice"));
    let what = numbering(series.numbering);
    format!("{what}s {} to {} ({}), {missing}, {twice}", series.first, series.last, series.count)
}

/// A title, and below it the first entries and how many more there are; "none" where there is nothing.
fn titled(title: String, count: usize, entries: impl Iterator<Item = String>) -> Vec<String> {
    if count == 0 {
        return vec!["none".into()];
    }
    let entries: Vec<String> = entries.collect();
    let more = entries.len().saturating_sub(SHOWN);
    let rest = (more > 0).then(|| format!("and {more} more, which --format json shows"));
    [title].into_iter().chain(entries.into_iter().take(SHOWN)).chain(rest).collect()
}

fn or_else(entries: Vec<String>, nothing: &str) -> Vec<String> {
    if entries.is_empty() { vec![nothing.to_owned()] } else { entries }
}
