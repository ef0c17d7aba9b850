//! The options of a text: paragraphs that begin with "Option 1:", each a wording of its own.

use std::ops::Range;

use crate::language::{Negotiation, OptionStyle};

/// An option as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The name: "Option 1".
    pub(super) name: String,
    /// Its mark, in bytes of the text: "Option 1 (Chile):".
    pub(super) mark: Range<usize>,
    /// What stands in brackets within the mark.
    pub(super) by: Option<Range<usize>>,
    /// Its wording.
    pub(super) inside: Range<usize>,
    /// The option that it stands within.
    pub(super) parent: Option<usize>,
    /// Which options it is one of: the same for all between which there is a choice.
    pub(super) group: usize,
}

/// The options of a text, in its order. One ends where the next of its group begins, or of one around it; the last at the end.
pub(super) fn options(text: &str, words: &Negotiation) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    // The options that are open, outermost first.
    let mut open: Vec<usize> = Vec::new();
    let mut groups = 0;
    let mut from = 0;
    while from <= text.len() {
        let line_end = text[from..].find('\n').map_or(text.len(), |end| from + end);
        // An option may be an item's: "2. Option 1: ...".
        from += item_mark(&text[from..line_end]);
        if let Some(mark) = words.option_mark(&text[from..line_end]) {
            let style = mark.style();
            let depth = open.iter().position(|&at| OptionStyle::of(&found[at].name).is_same(&style));
            let before = depth.map(|depth| found[open[depth]].group);
            if let Some(depth) = depth {
                open.drain(depth..).for_each(|at| found[at].inside.end = from);
            }
            // A first one of a style that was open already begins a list anew.
            let group = before.filter(|_| !style.is_first).unwrap_or(groups);
            groups = groups.max(group + 1);
            let lead = text[from..line_end].len() - text[from..line_end].trim_start().len();
            found.push(Found {
                name: mark.name,
                mark: from + lead..from + mark.end,
                by: mark.by.map(|by| from + by.start..from + by.end),
                inside: from + mark.end..text.len(),
                parent: open.last().copied(),
                group,
            });
            open.push(found.len() - 1);
            let start = from + mark.end;
            // The next may follow on the same line, behind the end of a sentence.
            if let Some(next) = next_on_line(&text[start..line_end], &style, words) {
                from = start + next;
                continue;
            }
            // Another mark may stand on the same line: "Option 2: Option (a): ...".
            if start < line_end && words.option_mark(&text[start..line_end]).is_some() {
                from = start;
                continue;
            }
        }
        from = line_end + 1;
    }
    for option in &mut found {
        let wording = &text[option.inside.clone()];
        let (start, end) = (wording.len() - wording.trim_start().len(), wording.trim_end().len());
        option.inside = option.inside.start + start.min(end)..option.inside.start + end;
    }
    found
}

/// How far behind a mark the next one may stand on the same line, in bytes.
const FARTHEST: usize = 4096;

/// Where in a line the next option of a style begins behind the end of a sentence.
fn next_on_line(rest: &str, style: &OptionStyle, words: &Negotiation) -> Option<usize> {
    let near = &rest[..rest.floor_char_boundary(FARTHEST)];
    let ends = near.match_indices([' ', '。']).map(|(at, end)| (at, at + end.len()));
    let begins = ends.filter(|&(at, _)| rest[..at].ends_with(['.', ';', ']'])).map(|(_, begin)| begin);
    let is_next = |&begin: &usize| {
        let mark = words.option_mark(&rest[begin..]).map(|mark| mark.style());
        mark.is_some_and(|next| next.is_same(style) && !next.is_first)
    };
    begins.into_iter().find(is_next)
}

/// The length of the mark of an item that a line begins with: "2. ", "(a) ".
fn item_mark(line: &str) -> usize {
    let Some((mark, rest)) = line.split_once(' ') else { return 0 };
    let bare = mark.trim_start_matches('(').trim_end_matches([')', '.']);
    let is_mark = bare.len() < mark.len() && bare.chars().count() <= 2 && bare.chars().all(char::is_alphanumeric);
    if is_mark && !bare.is_empty() { line.len() - rest.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, usize, Option<usize>)> {
        let found = options(text, Negotiation::of(Some("en"))).into_iter();
        found.map(|one| (one.name, text[one.inside].to_owned(), one.group, one.parent)).collect()
    }

    #[test]
    fn options_stand_beside_each_other_and_within() {
        let text = "Pilots\nOption 1: Ports pay.\nOption 2:\nOption (a): Ships pay.\nOption (b): Pilots pay.\nOption 3: No text";
        let told = |name: &str, text: &str, group, parent| (name.to_owned(), text.to_owned(), group, parent);
        assert_eq!(
            read(text),
            [
                told("Option 1", "Ports pay.", 0, None),
                told("Option 2", "Option (a): Ships pay.\nOption (b): Pilots pay.", 0, None),
                told("Option (a)", "Ships pay.", 1, Some(1)),
                told("Option (b)", "Pilots pay.", 1, Some(1)),
                told("Option 3", "No text", 0, None),
            ]
        );
    }

    #[test]
    fn a_list_of_options_may_begin_anew() {
        let text = "Option 1: Ports pay.\nOption 2: Ships pay.\nFor the fees:\nOption 1: Ten.\nOption 2: Twenty.";
        let groups: Vec<usize> = read(text).into_iter().map(|(.., group, _)| group).collect();
        assert_eq!(groups, [0, 0, 1, 1]);
    }

    #[test]
    fn options_may_follow_each_other_on_a_line() {
        let told: Vec<String> = read("Option 1: Ports pay. Option 2: Ships pay all. Option 3: No text")
            .into_iter()
            .map(|(_, text, ..)| text)
            .collect();
        assert_eq!(told, ["Ports pay.", "Ships pay all.", "No text"]);
    }

    #[test]
    fn an_option_may_stand_behind_the_mark_of_an_item() {
        let told: Vec<String> =
            read("It shall be:\n(a) Option 1: new;\nOption 2: old.").into_iter().map(|(_, text, ..)| text).collect();
        assert_eq!(told, ["new;", "old."]);
    }
}
