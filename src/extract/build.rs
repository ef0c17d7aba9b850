//! An outline's parts to provisions: labels, sections, texts, items.

use super::headings;
use super::layout::Layout;
use super::line::ends_sentence;
use super::listed;
use super::marks;
use super::outline::{Opening, Part, PartKind};
use super::preamble;
use super::repair::{self, Vocabulary};
use super::words::Words;
use crate::ingest::{Line, Start};
use crate::model::{Item, Kind, Loose, Mend, Numbering, Passage, Provision, ProvisionId};

/// Makes provisions of parts.
pub(super) struct Builder<'a> {
    lines: &'a [Line],
    index: LineIndex,
    layout: &'a Layout<'a>,
    words: &'a Words,
    vocabulary: &'a Vocabulary,
    pub(super) mends: Vec<Mend>,
    /// The headings that the next provision stands under, with their ranks.
    headings: Vec<Heading>,
    /// The sections that are said to be continued.
    pub(super) continued: Vec<Vec<String>>,
    pub(super) provisions: Vec<Provision>,
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
            continued: Vec::new(),
            provisions: Vec::new(),
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
            PartKind::Provision(opening) => self.add_provision(part, opening, line),
            PartKind::Footnote => {
                let passage = self.passage(part).0;
                self.footnotes.push(passage);
            }
            PartKind::Annex => {
                let passage = self.passage(part).0;
                let is_numbered = |index: &usize| marks::mark(self.lines[*index].passage.text(), self.layout).is_some();
                self.numbered_in_annex = part
                    .lines
                    .clone()
                    .skip(1)
                    .find(is_numbered)
                    .map(|index| self.index.line(self.lines[index].passage.span().start));
                self.headings.clear();
                self.loose
                    .push(Loose { section: vec![self.lines[part.lines.start].passage.text().to_owned()], passage });
            }
            PartKind::Loose => {
                let passage = self.passage(part).0;
                self.loose.push(Loose { section: self.section(), passage });
            }
        }
    }

    fn add_heading(&mut self, part: &Part, rank: u8) {
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
        self.headings.push(Heading { rank, level, title });
        if is_continued {
            self.continued.push(self.section());
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
        let is_in_preamble = |at: usize| preamble.iter().any(|lines| lines.contains(&at));
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
        for (lines, number) in preamble.into_iter().zip(1u32..) {
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
        let (passage, items) = set_out(&passage, &line_starts, &label);
        let section = self.section();
        let (id, references) = (ProvisionId::default(), Vec::new());
        self.provisions.push(Provision { id, label, kind, numbering, section, items, references, line, passage });
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
            let is_marked = matches!(line.start, Start::Item | Start::Row);
            if begins && !before.is_empty() && (ends_sentence(before) || is_marked) {
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

    /// In a document whose recommendations have no headings of their own, the numbered paragraphs
    /// of the section of recommendations are the recommendations, but for the one that leads in; or, where that one lists
    /// them, the items of the list.
    pub(super) fn tell_recommendations(&mut self) {
        if self.provisions.iter().any(|provision| provision.kind == Kind::Recommendation) {
            return;
        }
        for provision in self.provisions.iter_mut().filter(|one| one.kind == Kind::Paragraph) {
            if self.layout.recommends(provision.text()) {
                provision.kind = Kind::Recommendation;
            }
        }
        let has_any = self.provisions.iter().any(|provision| provision.kind == Kind::Recommendation);
        if has_any || !self.layout.profile.recommendations.by_section {
            return;
        }
        let inside =
            |provision: &Provision| provision.section.iter().any(|title| self.words.names_recommendations(title));
        let sections = self.provisions.chunk_by(|one, other| inside(one) == inside(other));
        let told = sections.flat_map(|section| match inside(&section[0]) {
            true => self.told_by_section(section),
            false => section.to_vec(),
        });
        self.provisions = told.collect();
    }

    /// The recommendations of a section of them: the items that its first paragraphs list, as they lead in to them, or
    /// else all its paragraphs but the first, if that leads in.
    fn told_by_section(&self, section: &[Provision]) -> Vec<Provision> {
        let leads_in = |provision: &Provision| self.words.leads_in(provision.text());
        let listed = |provision: &Provision| {
            leads_in(provision).then(|| listed::recommendations(provision, &self.index)).flatten()
        };
        if section.iter().take_while(|provision| leads_in(provision)).any(|provision| listed(provision).is_some()) {
            return section.iter().flat_map(|one| listed(one).unwrap_or_else(|| vec![one.clone()])).collect();
        }
        let mut told = section.to_vec();
        let first = usize::from(leads_in(&told[0]));
        for provision in &mut told[first..] {
            provision.kind = Kind::Recommendation;
        }
        told
    }
}

/// Begins a new line before each item that the text sets out, and names the items.
fn set_out(passage: &Passage, line_starts: &[usize], label: &str) -> (Passage, Vec<Item>) {
    let found = marks::items(passage.text(), line_starts);
    let mut whole = Passage::default();
    let mut items = Vec::new();
    let mut from = 0;
    for (mark, range) in found {
        whole.append(&passage.slice(from..passage.text()[..range.start].trim_end().len().max(from)));
        whole.push_unprinted("\n");
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
