//! The lines of a document: what each was read as, what a person may say that it is, and how that one names it.

use std::collections::BTreeSet;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Document, ProvisionId};

/// What a person says that a line is, whatever the program would take it for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LineIs {
    /// Text that goes on with what stands before it: it begins nothing, it is no heading, and it is not left out.
    Text,
    /// A heading, or the next line of the heading right above it.
    Heading,
    /// A footnote, or the first line of one.
    Note,
    /// No text of the document: a running head, a page number.
    Furniture,
    /// The first line of the provision of this number.
    Provision(String),
    /// The first line of the item of this number, in a list that the provision before it holds.
    Item(String),
}

/// How a line is named: by how it begins, and which of the lines that begin so it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LineName {
    /// How it begins, as printed.
    pub begins: String,
    /// Which of the lines that begin so it is, counted from 1.
    pub nth: usize,
}

impl LineName {
    /// The name of a line among the lines of its document, which are given by their texts.
    ///
    /// # Panics
    /// If there is no such line.
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a str>, at: usize) -> Self {
        let lines: Vec<&str> = lines.into_iter().collect();
        let begins = beginning(lines[at]);
        let sought = plain(&begins);
        let nth = 1 + lines[..at].iter().filter(|line| begins_so(line, &sought)).count();
        LineName { begins, nth }
    }

    /// The names of all lines of a document, which are given by their texts; of one that says nothing a blank one.
    pub fn of_all(lines: &[&str]) -> Vec<Self> {
        let plains: Vec<String> = lines.iter().map(|line| plain(line)).collect();
        // The lines that begin alike stand together in the order of the alphabet.
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by(|&one, &other| plains[one].cmp(&plains[other]).then(one.cmp(&other)));
        let name = |at: usize| {
            let begins = beginning(lines[at]);
            let sought = plain(&begins);
            if sought.is_empty() {
                return LineName { begins, nth: 1 };
            }
            let first = order.partition_point(|&other| plains[other].as_str() < sought.as_str());
            let alike = order[first..].iter().take_while(|&&other| plains[other].starts_with(&sought));
            LineName { begins, nth: 1 + alike.filter(|&&other| other < at).count() }
        };
        (0..lines.len()).map(name).collect()
    }

    /// The places of the lines that begin so, among lines that are given by their texts.
    pub(crate) fn found_in<'a>(&self, lines: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
        let sought = plain(&self.begins);
        let found = lines.into_iter().enumerate().filter(|(_, line)| begins_so(line, &sought));
        found.map(|(at, _)| at).collect()
    }

    /// Whether the beginning says nothing: it holds but space and signs that are passed over.
    pub(crate) fn is_blank(&self) -> bool {
        plain(&self.begins).is_empty()
    }

    /// Whether two names are the same, whatever space they are written with.
    pub(crate) fn is_same(&self, other: &LineName) -> bool {
        self.nth == other.nth && plain(&self.begins) == plain(&other.begins)
    }
}

/// So much of a line as tells most lines from each other, and a line of a file can hold.
fn beginning(line: &str) -> String {
    const LETTERS: usize = 60;
    let whole = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = whole.char_indices().nth(LETTERS).map_or(whole.len(), |(end, _)| end);
    // A word is not broken, unless it is all there is.
    let end = if end < whole.len() { whole[..end].rfind(' ').unwrap_or(end) } else { end };
    whole[..end].to_owned()
}

/// A text without what a person does not see or copies in another way: space, the marks of Markdown, the bars that part the
/// cells of a table, and signs that are not seen.
fn plain(text: &str) -> String {
    letters(text).collect()
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|letter| {
        let is_mark = matches!(letter, '*' | '_' | '#' | '`' | '|');
        let is_unseen = matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}');
        !(letter.is_whitespace() || letter.is_control() || is_mark || is_unseen)
    })
}

/// Whether a line begins with a plain text.
fn begins_so(line: &str, sought: &str) -> bool {
    let mut found = letters(line);
    sought.chars().all(|letter| found.next() == Some(letter))
}

/// A line of a document and what it was read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadLine {
    /// The line of the source where it begins, counted from 1.
    pub line: usize,
    /// First byte, and the byte behind the last, in the source.
    pub span: (usize, usize),
    /// Its text as it stands there.
    pub text: String,
    /// What it was read as.
    #[serde(flatten)]
    pub read_as: ReadAs,
    /// The provisions that begin further on in it, where several lines have run together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub begins_within: Vec<ProvisionId>,
}

/// What a line was read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "as", rename_all = "kebab-case")]
pub enum ReadAs {
    /// It begins a provision.
    Begins {
        /// Its id.
        provision: ProvisionId,
        /// Its number.
        label: String,
    },
    /// It goes on with one.
    Continues {
        /// Its id.
        provision: ProvisionId,
        /// Its number.
        label: String,
    },
    /// A heading.
    Heading,
    /// A footnote.
    Note,
    /// No text of the document.
    Furniture,
    /// It stands before the first section.
    Front,
    /// It belongs to no provision.
    Outside,
    /// It begins with a number that counts on from none, and was read as running text.
    LeftOut,
}

/// What a stretch of the source was read as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Provision(usize),
    Other(Other),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Other {
    Heading,
    Note,
    Furniture,
    Front,
    Outside,
}

impl Document {
    /// The lines that it was read from, in the order of the source, and what each was read as; none for a list of units and for a
    /// document that was put together from pieces.
    pub fn lines(&self) -> Vec<ReadLine> {
        let stretches = self.stretches();
        let mut firsts = vec![usize::MAX; self.provisions.len()];
        for (start, role) in &stretches {
            if let Role::Provision(at) = role {
                firsts[*at] = firsts[*at].min(*start);
            }
        }
        let left_out: BTreeSet<usize> = self.left_out.iter().map(|passage| passage.span().start).collect();
        let (mut line, mut counted) = (1, 0);
        // Lines that lie within each other have the same words; a provision begins in the first of them.
        let mut has_begun = vec![false; self.provisions.len()];
        let one = |span: &Range<usize>| {
            // A line may begin before the one that was counted last; nothing promises their order.
            if span.start < counted {
                (line, counted) = (1, 0);
            }
            line += self.source[counted..span.start].matches('\n').count();
            counted = span.start;
            let from = stretches.partition_point(|(start, _)| *start < span.start);
            let within = stretches[from..].iter().take_while(|(start, _)| *start < span.end);
            let mut begun = within.clone().filter_map(|(start, role)| match role {
                Role::Provision(at) if firsts[*at] == *start => Some((*start, *at)),
                _ => None,
            });
            let first = within.clone().next().map(|(_, role)| *role);
            let read_as = match first {
                _ if left_out.contains(&span.start) => ReadAs::LeftOut,
                Some(Role::Provision(at)) => {
                    let provision = self.provisions[at].id.clone();
                    let label = self.provisions[at].label.clone();
                    match firsts[at] >= span.start && !std::mem::replace(&mut has_begun[at], true) {
                        true => ReadAs::Begins { provision, label },
                        false => ReadAs::Continues { provision, label },
                    }
                }
                Some(Role::Other(Other::Heading)) => ReadAs::Heading,
                Some(Role::Other(Other::Note)) => ReadAs::Note,
                Some(Role::Other(Other::Furniture)) => ReadAs::Furniture,
                Some(Role::Other(Other::Front)) => ReadAs::Front,
                // What has no word of its own is told nowhere.
                Some(Role::Other(Other::Outside)) | None => ReadAs::Outside,
            };
            if matches!(read_as, ReadAs::Begins { .. }) {
                begun.next();
            }
            let begins_within = begun.filter(|(_, at)| !std::mem::replace(&mut has_begun[*at], true));
            let begins_within = begins_within.map(|(_, at)| self.provisions[at].id.clone()).collect();
            let text = self.source[span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            ReadLine { line, span: (span.start, span.end), text, read_as, begins_within }
        };
        self.line_spans.iter().map(one).collect()
    }

    /// Where the stretches of its source begin that were read, in order, and what each was read as.
    fn stretches(&self) -> Vec<(usize, Role)> {
        let provisions = self.provisions.iter().enumerate();
        let provisions = provisions.flat_map(|(at, provision)| {
            [provision.mark(), provision.passage()].map(|passage| (passage, Role::Provision(at)))
        });
        let headings = self.headings.iter().map(|heading| (&heading.passage, Other::Heading));
        let notes = self.footnotes.iter().map(|passage| (passage, Other::Note));
        let furniture = self.furniture.iter().map(|passage| (passage, Other::Furniture));
        let front = self.front.iter().map(|passage| (passage, Other::Front));
        let outside = self.loose.iter().map(|loose| (&loose.passage, Other::Outside));
        let others = headings.chain(notes).chain(furniture).chain(front).chain(outside);
        let all = provisions.chain(others.map(|(passage, other)| (passage, Role::Other(other))));
        // A run may hold several lines that stand side by side in the source, so each line finds what it begins with by the bytes.
        let mut stretches: Vec<(usize, usize, Role)> = all
            .flat_map(|(passage, role)| passage.printed().map(move |(_, run)| (run.start, run.end, role)))
            .filter(|(start, end, _)| start < end)
            .collect();
        stretches.sort_by_key(|(start, end, _)| (*start, *end));
        let starts: BTreeSet<usize> = self.line_spans.iter().map(|span| span.start).collect();
        let mut found = Vec::with_capacity(stretches.len());
        for (start, end, role) in stretches {
            found.push((start, role));
            found.extend(starts.range(start + 1..end).map(|&line| (line, role)));
        }
        found.sort_by_key(|(start, _)| *start);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [&str; 5] = [
        "**Part** II of the programme",
        "l3.  States should mend their fences, and see to it that every harbour has one of its own",
        "Part II of the programme",
        "5/13",
        "5/13",
    ];

    #[test]
    fn a_line_is_found_by_its_name_whatever_the_space_and_the_markup() {
        let found = |begins: &str| LineName { begins: begins.into(), nth: 1 }.found_in(LINES);
        assert_eq!(found("Part II"), [0, 2]);
        assert_eq!(found("l3. States  should"), [1]);
        assert_eq!(found("l3.States"), [1]);
        assert_eq!(found("3. States"), [] as [usize; 0]);
        assert!(LineName { begins: " ## ".into(), nth: 1 }.is_blank());
    }

    #[test]
    fn the_name_that_a_line_is_given_leads_back_to_it() {
        for at in 0..LINES.len() {
            let name = LineName::of(LINES, at);
            assert_eq!(name.found_in(LINES)[name.nth - 1], at, "{name:?}");
            assert!(name.begins.chars().count() <= 60);
        }
        assert_eq!(LineName::of(LINES, 4), LineName { begins: "5/13".into(), nth: 2 });
        assert_eq!(LineName::of(LINES, 1).begins, "l3. States should mend their fences, and see to it that");
    }
}
