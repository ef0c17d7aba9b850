//! Tables of contents: lines that name headings and the pages where they stand, or, under a title that says so, lines that
//! all stand again further down.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::line::{count_words, ends_sentence};
use super::words::Words;
use crate::ingest::{Line, Start};

/// A title, leader dots, and the paragraphs and the page; or no more, where the line was broken there.
static LED: LazyLock<Regex> = LazyLock::new(|| {
    let leader = r"(?:\.{3,}|(?:\. ){3,}|…{1,}|_{4,}|·{3,})";
    let numbers = r"(?:\d{1,4}(?:\s*[-–—]\s*\d{1,4})?|[ivxl]{1,6})";
    Regex::new(&format!(r"{leader}[\s.…_·]*(?<numbers>(?:{numbers}\s*){{0,3}})$")).expect("valid")
});

/// So many dots lead to a page wherever they stand. A form has its lines to fill in, but no figure behind them.
static DOTTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:\.{4,}|(?:\. ){3,}|…{2,})[\s.…]*\d{1,4}$").expect("valid"));

/// A title, the paragraphs under it, and the page; or a title and its page, far apart.
static PAGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\p{L}\S*\s+(?:\d{1,4}\s*[-–—]\s*\d{1,4}\s+)(?<ranged>\d{1,4})$|\p{L}\S*(?:\t+|\s{4,})(?<far>\d{1,4})$")
        .expect("valid")
});

/// How many lines may stand between two that name pages: a title may take several.
const FARTHEST: usize = 7;

/// The longest line between two that name pages, in words. What is longer, or a sentence, is text.
const LONGEST: usize = 15;

/// How many lines a table may have that names no pages.
const MOST_ENTRIES: usize = 1_000;

/// A line that may be an entry.
struct Entry {
    line: usize,
    /// The line with its page: its own, or the next.
    end: usize,
    /// Whether a leader stands in it.
    is_led: bool,
    page: Option<u32>,
}

/// Which lines belong to a table of contents.
pub(super) fn contents(lines: &[Line], words: &Words) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    let text = |at: usize| lines[at].passage.text();
    let may_belong = |at: &usize| lines[*at].said.is_none();
    let titles: Vec<usize> = (0..lines.len()).filter(|&at| may_belong(&at) && words.is_contents(text(at))).collect();
    let entries: Vec<Entry> = (0..lines.len())
        .filter(may_belong)
        .filter_map(|at| entry(at, text))
        .map(|entry| {
            let below = lines.get(entry.line + 1).map(|line| line.passage.text());
            with_page_below(entry, below)
        })
        .collect();
    let linked = lines.iter().any(|line| line.start == Start::Contents);
    if titles.is_empty() && entries.is_empty() && !linked {
        return found;
    }
    let plain: Vec<String> = (0..lines.len()).map(|at| plain(text(at))).collect();
    let last: HashMap<&str, usize> = plain.iter().enumerate().map(|(at, title)| (title.as_str(), at)).collect();
    let stands_again = |at: usize| last.get(plain[at].as_str()).is_some_and(|last| *last > at);
    let is_between = |at: usize| count_words(text(at)) <= LONGEST && !ends_sentence(text(at));
    for run in entries.chunk_by(|one, next| {
        next.line - one.line <= FARTHEST
            && (one.line + 1..next.line).all(is_between)
            && one.page.is_none_or(|page| next.page.is_none_or(|next| page <= next))
    }) {
        let (first, end) = (run[0].line, run[run.len() - 1].end);
        let title = titles.iter().rev().find(|title| **title < first && first - **title <= FARTHEST).copied();
        let repeated = run.iter().filter(|entry| stands_again(entry.line)).count();
        let is_led = run.iter().filter(|entry| entry.is_led && entry.page.is_some()).count() > 1;
        if title.is_some() || is_led && repeated * 2 >= run.len() {
            // The leader may stand on a line of its own below its title.
            let is_tail = first > 0 && LED.find(text(first)).is_some_and(|led| led.start() == 0);
            found[title.unwrap_or(first - usize::from(is_tail))..=end].fill(true);
        }
    }
    // One line alone is known by its dots.
    let led = entries.iter().filter(|entry| entry.page.is_some() && entry.end == entry.line);
    led.filter(|entry| DOTTED.is_match(text(entry.line))).for_each(|entry| found[entry.line] = true);
    let mut from = 0;
    for title in titles {
        if title < from || found[title] || (from..title).any(|at| is_prose(text(at))) {
            continue;
        }
        let most = (title + 1 + MOST_ENTRIES).min(lines.len());
        let end = (title + 1..most).find(|at| !stands_again(*at)).unwrap_or(most);
        // The first heading that is met again ends the table, and begins what it is of.
        let again = plain.get(title + 1).and_then(|first| (title + 2..end).find(|&at| plain[at] == *first));
        from = again.unwrap_or(end);
        if from > title + 2 {
            found[title..from].fill(true);
        }
    }
    for run in (0..lines.len()).collect::<Vec<_>>().chunk_by(|one, next| lines[*one].start == lines[*next].start) {
        let named =
            run.iter().filter(|at| stands_again(**at) || plain[**at].ends_with(|c: char| c.is_ascii_digit())).count();
        let is_under_title = run[0].checked_sub(1).is_some_and(|above| words.is_contents(text(above)));
        if lines[run[0]].start == Start::Contents && (named * 2 >= run.len() || is_under_title) {
            run.iter().for_each(|at| found[*at] = true);
        }
    }
    found
}

/// The entry that a line is, if it is one. `text` gives the text of a line.
fn entry<'a>(line: usize, text: impl Fn(usize) -> &'a str) -> Option<Entry> {
    if let Some(led) = LED.captures(text(line)) {
        let page = led["numbers"].split(|c: char| !c.is_ascii_digit()).rfind(|number| !number.is_empty());
        let page = page.and_then(|page| page.parse().ok());
        return Some(Entry { line, end: line, is_led: true, page });
    }
    let paged = PAGED.captures(text(line))?;
    let page = paged.name("ranged").or_else(|| paged.name("far"))?.as_str().parse().ok();
    Some(Entry { line, end: line, is_led: false, page })
}

/// Gives an entry whose line ends with the leader the page that stands on the next line.
fn with_page_below(entry: Entry, below: Option<&str>) -> Entry {
    let page = below.and_then(|below| below.trim().parse().ok()).filter(|_| entry.page.is_none() && entry.is_led);
    match page {
        Some(page) => Entry { page: Some(page), end: entry.line + 1, ..entry },
        None => entry,
    }
}

/// Whether a line is the text of a document, which no table of contents stands behind.
fn is_prose(text: &str) -> bool {
    const LEAST: usize = 12;
    ends_sentence(text) && count_words(text) >= LEAST
}

/// A title without its mark, its page and capitals.
fn plain(text: &str) -> String {
    let title = LED.find(text).map_or(text, |led| &text[..led.start()]);
    let title =
        title.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '–' | '—'));
    title.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_known_without_its_page_and_its_capitals() {
        for printed in
            ["II. On mills .......... 12", "II. ON MILLS", "II. On mills\t12", "II. On mills – 12", "II. On mills 3-12"]
        {
            assert_eq!(plain(printed), "iionmills", "{printed}");
        }
    }

    #[test]
    fn a_leader_at_the_end_of_a_line_has_its_page_below() {
        let entry = |is_led: bool, page: Option<u32>| Entry { line: 3, end: 3, is_led, page };
        let read = |entry: Entry, below: Option<&str>| {
            let entry = with_page_below(entry, below);
            (entry.end, entry.page)
        };
        assert_eq!(read(entry(true, None), Some(" 12 ")), (4, Some(12)));
        assert_eq!(read(entry(true, Some(7)), Some("12")), (3, Some(7)));
        assert_eq!(read(entry(false, None), Some("12")), (3, None));
        assert_eq!(read(entry(true, None), Some("Mills")), (3, None));
        assert_eq!(read(entry(true, None), None), (3, None));
    }

    fn found(texts: &[&str]) -> Vec<bool> {
        let line = |text: &&str| Line {
            passage: crate::model::Passage::verbatim(text, 0),
            start: Start::Paragraph,
            indent: 0,
            emphasised: false,
            said: None,
        };
        contents(&texts.iter().map(line).collect::<Vec<_>>(), Words::of(Some("en")))
    }

    #[test]
    fn what_a_title_announces_needs_no_leaders() {
        let told = found(&["Contents", "On mills      3", "On wells      5", "The board met in the old mill."]);
        assert_eq!(told, [true, true, true, false]);
        // Without a title two figures far apart make no table.
        assert_eq!(found(&["On mills      3", "On wells      5", "The board met in the old mill."]), [false; 3]);
        let twice = found(&["On mills ........ 3", "On wells ........ 5", "On mills", "On wells"]);
        assert_eq!(twice, [true, true, false, false]);
    }

    #[test]
    fn a_table_without_pages_stands_wherever_its_title_does() {
        let front = ["Mill Board", "Fourth session", "Report", "Spring", "Draft"];
        let told = found(
            &[&front[..], &["Contents", "Mills", "Wells", "Mills", "They grind.", "Wells", "They fill."]].concat(),
        );
        assert_eq!(told, [false, false, false, false, false, true, true, true, false, false, false, false]);
    }
}
