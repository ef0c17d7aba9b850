//! How well documents were read, for a terminal.

use super::Terminal;
use super::text::{clean, doubtful, heading, wrapped};
use crate::error::Warning;
use crate::extract::Series;
use crate::view::{CheckView, DocumentCheck};

/// How far the text stands in from the names of the lines.
const INDENT: usize = 10;

/// How many things of one sort are shown; the JSON has all.
const SHOWN: usize = 12;

/// How well documents were read.
pub fn check(view: &CheckView, terminal: Terminal) -> String {
    view.documents.iter().map(|document| one(document, terminal)).collect::<Vec<_>>().join("\n")
}

fn one(document: &DocumentCheck, terminal: Terminal) -> String {
    let mut out = format!("{}\n", heading(&document.id, terminal));
    let mut lines = |name: &str, entries: &[String]| {
        for (at, entry) in entries.iter().enumerate() {
            let text = wrapped(&clean(entry), INDENT, terminal);
            out.push_str(&format!("{:<9} {}\n", if at == 0 { name } else { "" }, text.trim_start()));
        }
    };
    let profile = document.profile.iter().map(|profile| format!("by the profile `{profile}`"));
    let language = document.language.as_deref().unwrap_or("unknown");
    lines("read", &[profile.chain([format!("language {language}")]).collect::<Vec<_>>().join(", ")]);
    let series: Vec<String> = document.series.iter().map(numbers).collect();
    lines("numbers", &or_else(series, "none"));
    let mends =
        document.mended.iter().map(|mend| format!("“{}” to “{}” (line {})", mend.printed, mend.mended, mend.line));
    lines("mended", &listed(("word", "words"), document.mended.len(), mends));
    let dropped: usize = document.furniture.iter().map(|one| one.lines.len()).sum();
    let furniture = document.furniture.iter().map(|one| match one.lines.as_slice() {
        [line] => format!("“{}” (line {line})", one.text),
        [first, ..] => format!("“{}”, {} times from line {first} on", one.text, one.lines.len()),
        [] => String::new(),
    });
    lines("dropped", &listed(("line of page furniture", "lines of page furniture"), dropped, furniture));
    lines("notes", &listed(("footnote set apart", "footnotes set apart"), document.footnotes, std::iter::empty()));
    let share = document.share_outside * 100.0;
    let outside = document.outside.iter().map(|one| {
        let section = one.section.last().map(|title| format!(" under “{title}”")).unwrap_or_default();
        format!("line {}{section}, {} words: “{}”", one.line, one.words, opening(&one.text))
    });
    let count = document.outside.len();
    let title = format!("{count} {} with {share:.0}% of the words", if count == 1 { "text" } else { "texts" });
    lines("outside", &with_title(title, count, outside));
    let odd: Vec<String> = document.warnings.iter().map(|warning| doubtful(&told(warning), terminal)).collect();
    lines("odd", &or_else(odd, "nothing"));
    out
}

/// A warning without the document, which stands above.
fn told(warning: &Warning) -> String {
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
    format!(
        "{}s {} to {} ({}), {}, {}",
        series.numbering.name(),
        series.first,
        series.last,
        series.count,
        none(&series.missing, "missing"),
        none(&series.twice, "twice")
    )
}

fn listed((one, several): (&str, &str), count: usize, entries: impl Iterator<Item = String>) -> Vec<String> {
    with_title(format!("{count} {}", if count == 1 { one } else { several }), count, entries)
}

/// A title, and below it the first entries and how many more there are.
fn with_title(title: String, count: usize, entries: impl Iterator<Item = String>) -> Vec<String> {
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

/// How a text begins.
fn opening(text: &str) -> String {
    const WORDS: usize = 10;
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words[..words.len().min(WORDS)].join(" ");
    if words.len() > WORDS { format!("{first} …") } else { first }
}
