//! An outline's parts to provisions: labels, sections, texts, items.

use std::collections::BTreeSet;

use super::headings::{self, TITLED};
use super::layout::Layout;
use super::line::{begins_sentence, ends_sentence, is_title_alone};
use super::marks::{self, Mark};
use super::part::{Opening, Part, PartKind};
use super::preamble;
use super::repair;
use super::vocabulary::Vocabulary;
use super::words::Words;
use crate::ingest::{Line, Start};
use crate::model::numerals::Number;
use crate::model::{self, Item, Kind, Loose, Mend, Numbering, Passage, Provision, ProvisionId};

/// Makes provisions of parts.
pub(super) struct Builder<'a> {
    lines: &'a [Line],
    pub(super) index: LineIndex,
    pub(super) layout: &'a Layout<'a>,
    pub(super) words: &'a Words,
    vocabulary: &'a Vocabulary,
    pub(super) mends: Vec<Mend>,
    /// The headings that the next provision stands under, with their ranks.
    headings: Vec<Heading>,
    /// The option that the next provision stands under.
    option: Option<String>,
    /// The sections that are said to be continued.
    pub(super) continued: Vec<Vec<String>>,
    /// The headings read so far.
    pub(super) titles: Vec<model::Heading>,
    pub(super) provisions: Vec<Provision>,
    /// Which of them are items of a list in the one before, until it is told whether they are recommendations.
    pub(super) items: BTreeSet<usize>,
    /// Which of them lead in to lettered items that are recommendations.
    pub(super) lettered: BTreeSet<usize>,
    pub(super) footnotes: Vec<Passage>,
    pub(super) front: Vec<Passage>,
    pub(super) loose: Vec<Loose>,
    /// The line of the first numbered line in an annex, where there is one.
    pub(super) numbered_in_annex: Option<usize>,
}

struct Heading {
    rank: u8,
    /// The level that Markdown gives it; 0 where there is none.
    level: u8,
    title: String,
    /// The number of the provision that it is the title of.
    of: Option<String>,
    /// Its place among the headings of the document.
    at: usize,
}

impl<'a> Builder<'a> {
    /// `text` is the source, in which lines are counted; `mends` are those made so far.
    pub(super) fn new(
        lines: &'a [Line],
        text: &str,
        layout: &'a Layout<'a>,
        vocabulary: &'a Vocabulary,
        mends: Vec<Mend>,
    ) -> Self {
        Builder {
            lines,
            index: LineIndex::new(text),
            layout,
            words: layout.words,
            vocabulary,
            mends,
            headings: Vec::new(),
            option: None,
            continued: Vec::new(),
            titles: Vec::new(),
            provisions: Vec::new(),
            items: BTreeSet::new(),
            lettered: BTreeSet::new(),
            footnotes: Vec::new(),
            front: Vec::new(),
            loose: Vec::new(),
            numbered_in_annex: None,
        }
    }

    /// Adds what a part holds.
    pub(super) fn add(&mut self, part: &Part) {
        let line = self.index.line(self.lines[part.lines.start].passage.span().start);
        match &part.kind {
            PartKind::Front => self.add_front(part),
            PartKind::Heading(rank) => self.add_heading(part, *rank),
            PartKind::Option(name, opening) => {
                let first = &self.lines[part.lines.start].passage;
                let passage = match opening {
                    Some(_) => first.slice(0..part.lead).trim(),
                    None => self.passage(part).0,
                };
                self.titles.push(model::Heading { passage, holds_text: true });
                self.option = Some(name.clone());
                if let Some(opening) = opening {
                    self.add_provision(part, opening, line);
                }
            }
            PartKind::Provision(opening) => self.add_provision(part, opening, line),
            PartKind::Item(opening) => {
                self.items.insert(self.provisions.len());
                self.add_provision(part, opening, line);
            }
            PartKind::Footnote => {
                let passage = self.passage(part).0;
                self.footnotes.push(passage);
            }
            PartKind::Annex => {
                let passage = self.passage(part).0;
                self.numbered_in_annex = self.first_numbered(part.lines.clone().skip(1));
                self.headings.clear();
                self.loose
                    .push(Loose { section: vec![self.lines[part.lines.start].passage.text().to_owned()], passage });
            }
            PartKind::Loose => {
                self.hold_text();
                let passage = self.passage(part).0;
                self.loose.push(Loose { section: self.section(), passage });
            }
        }
    }

    /// The first of two lines that count on and of which the first ends as a sentence: a list of names does not.
    fn first_numbered(&self, lines: impl Iterator<Item = usize>) -> Option<usize> {
        let number = |at: usize| match marks::mark(self.lines[at].passage.text(), self.layout)?.mark {
            Mark::Number(number) => Some((at, number)),
            _ => None,
        };
        let numbered: Vec<(usize, Number)> = lines.filter_map(number).collect();
        let counts_on = |pair: &&[(usize, Number)]| {
            let is_text = self.lines[pair[1].0 - 1].passage.text().ends_with(['.', ';', '。', '；']);
            pair[0].1.next() == pair[1].1 && is_text
        };
        let first = numbered.windows(2).find(counts_on)?[0].0;
        Some(self.index.line(self.lines[first].passage.span().start))
    }

    fn add_heading(&mut self, part: &Part, rank: u8) {
        if rank <= TITLED {
            self.option = None;
        }
        let printed = self.passage(part).0;
        let title = self.words.continued.replace(printed.text(), "").into_owned();
        let is_continued = title != printed.text();
        let level = match self.lines[part.lines.start].start {
            Start::Heading(level) => level,
            _ => 0,
        };
        // A heading closes those of its rank and below. Markdown's levels count only among
        // headings without a number: OCR sets them at random.
        let unnumbered = [headings::UNNUMBERED, headings::TOPMOST].contains(&rank);
        let is_above =
            |heading: &Heading| heading.rank < rank || unnumbered && heading.rank == rank && heading.level < level;
        let kept = self.headings.iter().take_while(|heading| is_above(heading)).count();
        self.headings.truncate(kept);
        let of = match marks::mark(printed.text(), self.layout).map(|marked| marked.mark) {
            Some(Mark::Number(number)) if rank >= TITLED => Some(number.to_string()),
            Some(Mark::Headed(label)) => Some(label),
            _ => None,
        };
        self.headings.push(Heading { rank, level, title, of, at: self.titles.len() });
        self.titles.push(model::Heading { passage: printed, holds_text: false });
        if is_continued {
            self.continued.push(self.section());
        }
    }

    /// Leaves the titles of provisions that one of this label is no part of.
    fn leave_titles_of_others(&mut self, label: &str) {
        let is_within =
            |title: &str| label.strip_prefix(title).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '(']));
        let other = |heading: &Heading| heading.of.as_deref().is_some_and(|title| !is_within(title));
        if let Some(first) = self.headings.iter().position(other) {
            self.headings.truncate(first);
        }
    }

    /// Notes that text stands under the headings that are open.
    fn hold_text(&mut self) {
        for heading in &self.headings {
            self.titles[heading.at].holds_text = true;
        }
    }

    fn section(&self) -> Vec<String> {
        self.headings.iter().map(|heading| heading.title.clone()).collect()
    }

    /// Adds what stands before the first section: the paragraphs of a preamble, where one is looked for, and the rest.
    fn add_front(&mut self, part: &Part) {
        let preamble = match self.layout.profile.preamble {
            true => preamble::paragraphs(self.lines, part.lines.clone(), self.words),
            false => Vec::new(),
        };
        // They stand in order.
        let is_in_preamble = |at: usize| {
            let behind = preamble.partition_point(|lines| lines.end <= at);
            preamble.get(behind).is_some_and(|lines| lines.contains(&at))
        };
        let mut from = part.lines.start;
        for at in part.lines.clone() {
            let next = at + 1;
            let ends = next == part.lines.end || self.lines[next].start != Start::Flow || is_in_preamble(next);
            if is_in_preamble(at) {
                from = next;
            } else if ends {
                let (passage, _) = self.passage(&Part { kind: PartKind::Front, lines: from..next, lead: 0 });
                self.front.push(passage);
                from = next;
            }
        }
        // A note or a heading may part it in two.
        let before = self.provisions.iter().filter(|one| one.kind == Kind::Preamble).count();
        for (lines, number) in preamble.into_iter().zip(before + 1..) {
            let line = self.index.line(self.lines[lines.start].passage.span().start);
            let opening = Opening {
                label: format!("PP{number}"),
                kind: Kind::Preamble,
                numbering: Numbering::Preamble,
                resumes: false,
            };
            self.add_provision(&Part { kind: PartKind::Front, lines, lead: 0 }, &opening, line);
        }
    }

    fn add_provision(&mut self, part: &Part, opening: &Opening, line: usize) {
        let Opening { label, kind, numbering, resumes } = opening.clone();
        let (passage, line_starts) = self.passage(part);
        // What follows a footnote or a table continues the provision that these interrupted.
        if let Some(last) = self.provisions.last_mut().filter(|_| resumes) {
            repair::join(&mut last.passage, &passage, self.vocabulary, &mut self.mends);
            return;
        }
        // The mark of an option stands among the headings.
        let lead = match part.kind {
            PartKind::Option(..) => Passage::default(),
            _ => self.lines[part.lines.start].passage.slice(0..part.lead).trim(),
        };
        let (mark, passage, line_starts) = with_bracket(lead, passage, line_starts);
        let (passage, items) = set_out(&passage, &line_starts, &label);
        self.leave_titles_of_others(&label);
        self.hold_text();
        let section = self.section();
        let (id, references, option) = (ProvisionId::default(), Vec::new(), self.option.clone());
        self.provisions.push(Provision {
            id,
            label,
            kind,
            numbering,
            section,
            option,
            items,
            references,
            line,
            mark,
            passage,
        });
    }

    /// The text of a part, and the bytes in it where its lines began.
    fn passage(&mut self, part: &Part) -> (Passage, Vec<usize>) {
        let mut whole = Passage::default();
        let mut starts = Vec::new();
        for index in part.lines.clone() {
            let line = &self.lines[index];
            let passage = match index == part.lines.start {
                true => line.passage.slice(part.lead..line.passage.text().len()),
                false => line.passage.clone(),
            };
            if passage.is_empty() {
                continue;
            }
            let before = whole.text();
            // A paragraph within a provision stands apart if the one before it is complete; else
            // a page break came between.
            let begins = matches!(line.start, Start::Paragraph | Start::Apart | Start::Item | Start::Row);
            // Nor does anything go on with the row of a table.
            let is_behind_row = index > part.lines.start && self.lines[index - 1].start == Start::Row;
            let may_begin = line.start != Start::Flow || ends_sentence(before);
            let is_option = may_begin && self.words.negotiation.option_mark(passage.text()).is_some();
            let is_marked = matches!(line.start, Start::Item | Start::Row) || is_behind_row || is_option;
            // What stands above it may be a title, on a line of its own.
            let is_text = matches!(part.kind, PartKind::Provision(_) | PartKind::Item(_));
            let titled = is_text && starts.len() == 1 && is_title_alone(before) && begins_sentence(passage.text());
            if (begins || is_behind_row || is_option)
                && !before.is_empty()
                && (ends_sentence(before) || titled || is_marked)
            {
                whole.push_unprinted("\n");
                starts.push(whole.text().len());
                whole.append(&passage);
            } else {
                repair::join(&mut whole, &passage, self.vocabulary, &mut self.mends);
                starts.push(whole.text().len() - passage.text().len());
            }
        }
        (whole, starts)
    }
}

/// The mark of a provision, its text, and where its lines begin: a bracket that opens before the number is of the text.
fn with_bracket(lead: Passage, passage: Passage, line_starts: Vec<usize>) -> (Passage, Passage, Vec<usize>) {
    let sign = lead.text().chars().next().filter(|sign| matches!(sign, '[' | '［'));
    let Some(sign) = sign.filter(|_| !lead.text().contains([']', '］'])) else { return (lead, passage, line_starts) };
    let mut whole = lead.slice(0..sign.len_utf8());
    whole.append(&passage);
    let starts = line_starts.into_iter().map(|start| if start == 0 { 0 } else { start + sign.len_utf8() }).collect();
    (lead.slice(sign.len_utf8()..lead.text().len()), whole, starts)
}

/// Begins a new line before each item that the text sets out, and names the items.
fn set_out(passage: &Passage, line_starts: &[usize], label: &str) -> (Passage, Vec<Item>) {
    let found = marks::items(passage.text(), line_starts);
    let mut whole = Passage::default();
    let mut items = Vec::new();
    let mut from = 0;
    for (mark, range) in found {
        whole.append(&passage.slice(from..passage.text()[..range.start].trim_end().len().max(from)));
        if !whole.is_empty() {
            whole.push_unprinted("\n");
        }
        let start = whole.text().len();
        whole.append(&passage.slice(range.clone()));
        items.push(Item { label: format!("{label}{mark}"), range: start..whole.text().len() });
        from = range.end;
    }
    whole.append(&passage.slice(from..passage.text().len()));
    (whole, items)
}

/// Finds lines by byte.
pub(crate) struct LineIndex {
    ends: Vec<usize>,
}

impl LineIndex {
    pub(crate) fn new(text: &str) -> Self {
        LineIndex { ends: text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect() }
    }

    /// The line that holds a byte, counted from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.ends.partition_point(|&end| end < offset) + 1
    }
}
