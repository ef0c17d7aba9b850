//! Tables of contents: lines that name headings and the pages where they stand, or, under a title that says so, lines that
//! all stand again further down.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::line::count_words;
use super::words::Words;
use crate::ingest::Line;

/// What leads the eye from a title to its page.
const LEADER: &str = r"(?:\.{3,}|(?:\. ){3,}|…{1,}|_{4,}|·{3,})";

/// A title, leader dots, and the paragraphs and the page, or nothing where the line was broken there.
static LED: LazyLock<Regex> = LazyLock::new(|| {
    let numbers = r"(?:\d{1,4}(?:\s*[-–—]\s*\d{1,4})?|[ivxl]{1,6})";
    Regex::new(&format!(r"{LEADER}[\s.…_·]*(?:{numbers}\s*){{0,3}}$")).expect("valid")
});

/// A title, the paragraphs under it, and the page; or a title and its page, far apart.
static PAGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\p{L}\S*\s+\d{1,4}\s*[-–—]\s*\d{1,4}\s+\d{1,4}$|\p{L}\S*(?:\t+|\s{4,})\d{1,4}$").expect("valid")
});

/// How many lines may stand between two that name pages: a title may take several.
const FARTHEST: usize = 7;

/// The longest line of a table of contents, in words.
const LONGEST: usize = 30;

/// Which lines belong to a table of contents.
pub(super) fn contents(lines: &[Line], words: &Words) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    let text = |at: usize| lines[at].passage.text();
    let is_title = |at: usize| words.is_contents(text(at));
    let entries: Vec<usize> =
        (0..lines.len()).filter(|&at| LED.is_match(text(at)) || PAGED.is_match(text(at))).collect();
    for run in
        entries.chunk_by(|one, next| next - one <= FARTHEST && (*one..*next).all(|at| count_words(text(at)) <= LONGEST))
    {
        let (first, last) = (run[0], run[run.len() - 1]);
        let title = (first.saturating_sub(FARTHEST)..first).find(|&at| is_title(at));
        let led = run.iter().filter(|&&at| LED.is_match(text(at))).count();
        if led >= 2 || run.len() >= 3 || title.is_some() {
            // The leader may stand on a line of its own below its title.
            let is_tail = first > 0 && LED.find(text(first)).is_some_and(|led| led.start() == 0);
            let from = title.unwrap_or(first - usize::from(is_tail));
            found[from..=last].fill(true);
        }
    }
    let mut last_place: HashMap<String, usize> = HashMap::new();
    if (0..lines.len()).any(is_title) {
        last_place.extend((0..lines.len()).map(|at| (plain(text(at)), at)));
    }
    for title in (0..lines.len()).filter(|&at| is_title(at)) {
        if found[title] {
            continue;
        }
        let stands_again = |at: &usize| last_place.get(&plain(text(*at))).is_some_and(|last| last > at);
        let end = (title + 1..lines.len()).find(|at| !stands_again(at)).unwrap_or(lines.len());
        // The first heading that is met again ends the table, and begins what it is of.
        let mut seen = HashSet::new();
        let end = (title + 1..end).find(|&at| !seen.insert(plain(text(at)))).unwrap_or(end);
        if end > title + 2 {
            found[title..end].fill(true);
        }
    }
    found
}

/// A title without its mark, its end and capitals.
fn plain(text: &str) -> String {
    text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}
