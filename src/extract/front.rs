//! What stands before the first section, taken apart: names, titles, and the lines that are neither.

use super::line::{begins_sentence, has_cases, is_in_capitals};
use super::part::{Part, PartKind};
use super::words::Words;
use crate::ingest::{Line, Start, is_square};
use crate::language::Language;
use crate::model::STARS;

/// How long a line is at least that may have been broken in the middle of a name, in letters. What two lines of a script
/// without spaces say fills half as many.
const LONG_LINE: usize = 40;

/// What stands before the first section.
pub(super) struct Front {
    /// Its lines as printed.
    pub(super) lines: Vec<String>,
    /// Its blocks: lines that flow on joined.
    pub(super) blocks: Vec<String>,
    /// Its entries as far as the table of contents, without footnotes.
    pub(super) cover: Vec<Entry>,
}

/// Something that the front matter says by itself: a name, a title, a session. Lines that flow on without a sign that
/// they belong apart are together.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) lines: Vec<String>,
}

impl Entry {
    /// Its lines joined, without the marks of footnotes.
    pub(super) fn text(&self) -> String {
        without_stars(&joined(&self.lines)).to_owned()
    }
}

impl Front {
    pub(super) fn of(lines: &[Line], parts: &[Part], words: &Words, language: &Language) -> Front {
        let front = parts.iter().take_while(|part| part.kind == PartKind::Front);
        let all: Vec<&Line> = front.flat_map(|part| &lines[part.lines.clone()]).collect();
        let mut blocks: Vec<String> = Vec::new();
        for line in &all {
            let text = line.passage.text();
            match blocks.last_mut() {
                Some(block) if line.start == Start::Flow => {
                    block.push(' ');
                    block.push_str(text);
                }
                _ => blocks.push(text.to_owned()),
            }
        }
        let lines = all.iter().map(|line| line.passage.text().to_owned()).collect();
        Front { lines, blocks, cover: cover(&all, words, language) }
    }

    /// The title, and where it stands in the cover.
    pub(super) fn title(&self, words: &Words) -> Option<(usize, String)> {
        let titles = self.cover.iter().map(Entry::text).enumerate();
        titles.into_iter().find(|(_, text)| words.is_title(text))
    }
}

/// The entries of the front matter before its table of contents.
fn cover(lines: &[&Line], words: &Words, language: &Language) -> Vec<Entry> {
    let mut cover: Vec<Entry> = Vec::new();
    for line in lines {
        let text = line.passage.text().trim();
        if words.is_contents(text) {
            break;
        }
        match cover.last_mut() {
            Some(entry) if line.start == Start::Flow && !begins_entry(entry, text, words, language) => {
                entry.lines.push(text.to_owned());
            }
            _ => cover.push(Entry { lines: vec![text.to_owned()] }),
        }
    }
    cover.retain(|entry| !is_note(&entry.lines[0]));
    cover
}

/// Whether a line that flows on is yet an entry of its own.
fn begins_entry(before: &Entry, text: &str, words: &Words, language: &Language) -> bool {
    let Some(last) = before.lines.last() else { return true };
    if is_note(text) {
        return true;
    }
    if is_note(&before.lines[0]) || surely_runs_on(last, text, language) {
        return false;
    }
    words.stands_apart(text)
        || words.stands_apart(last) && !words.is_title(last)
        || last.ends_with(STARS)
        || is_in_capitals(last) != is_in_capitals(text) && has_cases(last) && has_cases(text)
        || begins_sentence(text) && words.is_title(text)
}

/// Whether a line is a footnote at the foot of the first page: a star and a text.
fn is_note(text: &str) -> bool {
    let behind = text.trim_start_matches(STARS);
    behind.len() < text.len() && behind.trim().contains(' ')
}

/// Whether a name or a title that stands on a line runs on to the next: by a sign, or the line is long enough to have been
/// broken.
pub(super) fn runs_on(line: &str, next: &str, language: &Language) -> bool {
    let width: usize = line.chars().map(|letter| if is_square(letter) { 2 } else { 1 }).sum();
    surely_runs_on(line, next, language) || width >= LONG_LINE
}

/// Whether a small letter begins the next line, or a function word ends the one before.
fn surely_runs_on(line: &str, next: &str, language: &Language) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let is_small_word = || last.starts_with(char::is_lowercase) || !has_cases(line) || is_in_capitals(line);
    let opens = !last.is_empty() && last.chars().all(char::is_alphabetic) && language.is_function_word(last);
    next.starts_with(char::is_lowercase) || opens && is_small_word()
}

/// Lines as one text.
pub(super) fn joined(lines: &[impl AsRef<str>]) -> String {
    let mut text = String::new();
    for line in lines.iter().map(AsRef::as_ref) {
        let run_on = text.ends_with(is_square) && line.starts_with(is_square);
        if !(text.is_empty() || run_on) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// A name or a title without the marks of its footnotes.
pub(super) fn without_stars(text: &str) -> &str {
    text.trim_end_matches(|c: char| STARS.contains(&c) || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_runs_on_by_a_small_letter_or_a_small_word() {
        let runs = |line: &str, next: &str| surely_runs_on(line, next, Language::of(Some("en")));
        assert!(runs("Report on the Upkeep", "of mills"));
        assert!(runs("Report on the Upkeep of", "Mills") && runs("REPORT ON THE UPKEEP OF", "MILLS"));
        for (line, next) in [("Report on Mills", "Valley Council"), ("The Council met On", "Monday"), ("", "Mills")] {
            assert!(!runs(line, next), "{line} | {next}");
        }
    }

    #[test]
    fn a_line_that_ends_with_a_small_word_that_says_something_does_not_run_on() {
        assert!(!surely_runs_on("Report on old mills", "Valley Council", Language::of(Some("en"))));
        assert!(!surely_runs_on("Report on mills of 1904", "Valley Council", Language::of(Some("en"))));
    }
}
