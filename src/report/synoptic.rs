//! The synoptic table: a column for each document in time, a row for each provision, and in each cell the whole wording
//! with what the next one leaves out and what the one before did not have.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use petgraph::unionfind::UnionFind;
use rayon::prelude::*;

use super::comparison::ChangeRow;
use super::document::DocumentHead;
use super::lineage::NodeView;
use super::overview::Overview;
use super::wording::{Manner, Op, Segment, redline_of};
use crate::language::{Language, Reading};
use crate::lineage::LinkKind;

/// Documents that have wordings in common, side by side.
#[derive(Debug, Clone)]
pub struct Synoptic<'a> {
    /// The documents, earliest first.
    pub documents: Vec<&'a DocumentHead>,
    /// The rows, in an order in which each document is read as it stands, as far as that goes.
    pub rows: Vec<SynopticRow<'a>>,
}

/// What is taken for one provision: its line through time, with the parts of splits and merges.
#[derive(Debug, Clone)]
pub struct SynopticRow<'a> {
    /// What each document says, in the order of the columns.
    pub cells: Vec<SynopticCell<'a>>,
}

/// What a document says; empty where it says nothing of it.
#[derive(Debug, Clone, Default)]
pub struct SynopticCell<'a> {
    /// The innermost heading that it stands under, where that is another one than above in its column; known of the rows
    /// of a part.
    pub heading: Option<&'a str>,
    /// Its provisions, in their order.
    pub wordings: Vec<SynopticWording<'a>>,
}

/// A provision.
#[derive(Debug, Clone)]
pub struct SynopticWording<'a> {
    /// The provision.
    pub node: &'a NodeView,
    /// Its text in pieces; put together they are the whole of it.
    pub pieces: Vec<SynopticPiece<'a>>,
}

/// A piece of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SynopticPiece<'a> {
    /// The text.
    pub text: &'a str,
    /// Whether the wording before does not have it here.
    pub came: bool,
    /// Whether the next wording does not have it here.
    pub goes: bool,
}

/// How a piece of a wording stands to the wordings before and after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SynopticMark {
    /// Both have it, or there are none.
    Stays,
    /// The one before does not have it.
    Came,
    /// The next does not have it.
    Goes,
    /// Neither has it.
    CameAndGoes,
}

impl SynopticPiece<'_> {
    /// How it stands to the wordings before and after it.
    pub fn mark(&self) -> SynopticMark {
        match (self.came, self.goes) {
            (false, false) => SynopticMark::Stays,
            (true, false) => SynopticMark::Came,
            (false, true) => SynopticMark::Goes,
            (true, true) => SynopticMark::CameAndGoes,
        }
    }
}

/// A part of a synoptic table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SynopticPart {
    /// What several documents say; of two documents all.
    Shared,
    /// What is linked to no other document.
    Alone,
}

impl SynopticRow<'_> {
    /// Whether it is linked to no other document.
    pub fn is_alone(&self) -> bool {
        self.cells.iter().filter(|cell| !cell.wordings.is_empty()).count() == 1
    }
}

impl SynopticCell<'_> {
    /// The ids of its provisions.
    fn ids(&self) -> Vec<&str> {
        self.wordings.iter().map(|one| &*one.node.id).collect()
    }

    /// The whole text, a line for each provision.
    fn text(&self) -> String {
        self.wordings.iter().map(|one| one.node.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

impl<'a> Synoptic<'a> {
    /// The rows to be shown one after the other: all of two documents; of more first what several of them say, then what
    /// is linked to no other.
    pub fn parts(&self) -> Vec<(SynopticPart, Vec<SynopticRow<'a>>)> {
        let (alone, shared): (Vec<_>, Vec<_>) =
            self.rows.iter().cloned().partition(|row| self.documents.len() > 2 && row.is_alone());
        let parts = [(SynopticPart::Shared, shared), (SynopticPart::Alone, alone)];
        let parts = parts.into_iter().filter(|(_, rows)| !rows.is_empty());
        parts.map(|(part, rows)| (part, under_headings(rows))).collect()
    }

    /// The tables of a report: one for documents that have wordings in common, none for a document alone.
    pub(super) fn all(view: &'a Overview<'_>) -> Vec<Synoptic<'a>> {
        let lineage = view.lineage();
        let nodes: Vec<&NodeView> = lineage.nodes.iter().collect();
        let places: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(at, node)| (&*node.id, at)).collect();
        let columns: BTreeMap<&str, usize> =
            lineage.documents.iter().enumerate().map(|(at, head)| (head.id.as_str(), at)).collect();
        let of_node: Vec<usize> = nodes.iter().map(|node| columns[node.document.as_str()]).collect();
        let lines = lines(view, &places);
        let mut joined = UnionFind::<usize>::new(lineage.documents.len());
        for line in &lines {
            line.iter().for_each(|&at| {
                joined.union(of_node[line[0]], of_node[at]);
            });
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        (0..lineage.documents.len()).for_each(|at| groups.entry(joined.find(at)).or_default().push(at));
        let mut own: BTreeMap<usize, Vec<&Vec<usize>>> = BTreeMap::new();
        lines.iter().for_each(|line| own.entry(joined.find(of_node[line[0]])).or_default().push(line));
        let mut groups: Vec<(usize, Vec<usize>)> = groups.into_iter().filter(|(_, group)| group.len() > 1).collect();
        groups.sort_by_key(|(_, group)| group[0]);
        let known = known(view);
        let table = |(group, documents): (usize, Vec<usize>)| {
            let rows = ordered(&own[&group], |node| of_node[node]);
            let rows: Vec<Vec<SynopticCell<'a>>> = rows
                .par_iter()
                .map(|line| {
                    let cell = |column: &usize| SynopticCell {
                        heading: None,
                        wordings: line
                            .iter()
                            .filter(|&&at| of_node[at] == *column)
                            .map(|&at| SynopticWording { node: nodes[at], pieces: Vec::new() })
                            .collect(),
                    };
                    marked(documents.iter().map(cell).collect(), &known, |node| {
                        lineage.documents[columns[node.document.as_str()]].metadata.language.as_deref()
                    })
                })
                .collect();
            Synoptic {
                documents: documents.iter().map(|&at| &lineage.documents[at]).collect(),
                rows: rows.into_iter().map(|cells| SynopticRow { cells }).collect(),
            }
        };
        groups.into_iter().map(table).collect()
    }
}

/// The provisions that are taken for one, each by its place among all, in the order of the documents; one alone too.
fn lines(view: &Overview<'_>, places: &BTreeMap<&str, usize>) -> Vec<Vec<usize>> {
    let lineage = view.lineage();
    let mut joined = UnionFind::<usize>::new(lineage.nodes.len());
    let mut linked = BTreeSet::new();
    let mut join = |ids: &mut dyn Iterator<Item = &str>| {
        let found: Vec<usize> = ids.filter_map(|id| places.get(id).copied()).collect();
        for &at in &found {
            joined.union(found[0], at);
            linked.insert(at);
        }
    };
    for row in view.comparisons().iter().flat_map(|one| &one.changes).filter(|row| row.score.is_some()) {
        join(&mut row.old_ids.iter().chain(&row.new_ids).map(|id| &**id));
    }
    for edge in lineage.edges.iter().filter(|edge| edge.principal && edge.kind == LinkKind::Precedent) {
        join(&mut [&*edge.source, &*edge.target].into_iter());
    }
    // Where only some of the changes were asked for, the rest of the documents is left out.
    let shown: Option<BTreeSet<&str>> = view.is_narrowed().then(|| {
        let rows = view.comparisons().iter().flat_map(|one| &one.changes);
        rows.flat_map(|row| row.old_ids.iter().chain(&row.new_ids)).map(|id| &**id).collect()
    });
    // A document without any link has no place in a table.
    let documents: BTreeSet<&str> = linked.iter().map(|&at| lineage.nodes[at].document.as_str()).collect();
    let mut lines: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, node) in lineage.nodes.iter().enumerate() {
        let is_shown = shown.as_ref().is_none_or(|shown| shown.contains(&*node.id));
        if is_shown && documents.contains(node.document.as_str()) {
            lines.entry(joined.find(at)).or_default().push(at);
        }
    }
    let mut lines: Vec<Vec<usize>> = lines.into_values().collect();
    lines.sort();
    lines
}

/// Lines in an order in which each document is read as it stands, as far as that goes: what is not in the documents before
/// stands behind what it follows in its own, and what opens a document before what follows it.
fn ordered<'l>(lines: &[&'l Vec<usize>], document: impl Fn(usize) -> usize) -> Vec<&'l Vec<usize>> {
    let mut of: Vec<(usize, usize)> =
        lines.iter().enumerate().flat_map(|(line, nodes)| nodes.iter().map(move |&node| (node, line))).collect();
    of.sort_unstable();
    let mut chain = Chain::new(lines.len());
    for own in of.chunk_by(|one, next| document(one.0) == document(next.0)) {
        let own: Vec<usize> = own.iter().map(|&(_, line)| line).collect();
        let anchors = chain.in_order(&own);
        let mut before = match own.iter().find(|line| anchors.contains(line)) {
            Some(&anchor) => chain.before(anchor),
            None => chain.last,
        };
        for line in own {
            if anchors.contains(&line) {
                before = Some(line);
            } else if !chain.holds(line) {
                chain.insert(line, before);
                before = Some(line);
            }
        }
    }
    chain.iter().map(|line| lines[line]).collect()
}

/// Lines one behind the other, of which each can be put behind any.
struct Chain {
    first: Option<usize>,
    last: Option<usize>,
    /// What stands before and behind each, for those that are in it.
    around: Vec<Option<[Option<usize>; 2]>>,
}

impl Chain {
    fn new(lines: usize) -> Self {
        Chain { first: None, last: None, around: vec![None; lines] }
    }

    fn holds(&self, line: usize) -> bool {
        self.around[line].is_some()
    }

    /// Those of some lines that are in it and stand in the order of both, as many as there can be: what was moved is not
    /// among them. Of two that changed places the one that stands further behind here is taken, so that what follows them
    /// stands behind both.
    fn in_order(&self, lines: &[usize]) -> BTreeSet<usize> {
        let ranks: BTreeMap<usize, usize> = self.iter().enumerate().map(|(rank, line)| (line, rank)).collect();
        let there: Vec<(usize, usize)> =
            lines.iter().rev().filter_map(|line| Some((*ranks.get(line)?, *line))).collect();
        // From behind: of runs of each length the one whose first stands furthest behind, with what comes after each.
        let mut tails: Vec<usize> = Vec::new();
        let mut after: Vec<Option<usize>> = Vec::with_capacity(there.len());
        for (at, &(rank, _)) in there.iter().enumerate() {
            let length = tails.partition_point(|&tail| there[tail].0 > rank);
            after.push(length.checked_sub(1).map(|shorter| tails[shorter]));
            match tails.get_mut(length) {
                Some(tail) => *tail = at,
                None => tails.push(at),
            }
        }
        let longest = std::iter::successors(tails.last().copied(), |&at| after[at]);
        longest.map(|at| there[at].1).collect()
    }

    fn before(&self, line: usize) -> Option<usize> {
        self.around[line]?[0]
    }

    /// Puts a line behind another, or at the beginning.
    fn insert(&mut self, line: usize, before: Option<usize>) {
        let after = match before {
            Some(before) => self.around[before].and_then(|[_, after]| after),
            None => self.first,
        };
        self.around[line] = Some([before, after]);
        match before.and_then(|before| self.around[before].as_mut()) {
            Some(around) => around[1] = Some(line),
            None => self.first = Some(line),
        }
        match after.and_then(|after| self.around[after].as_mut()) {
            Some(around) => around[0] = Some(line),
            None => self.last = Some(line),
        }
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        std::iter::successors(self.first, |&line| self.around[line]?[1])
    }
}

/// The redlines that are there already, by the first provision of both sides.
fn known<'a>(view: &'a Overview<'_>) -> BTreeMap<(&'a str, &'a str), &'a ChangeRow> {
    let rows = view.comparisons().iter().flat_map(|one| &one.changes).filter(|row| row.score.is_some());
    rows.filter_map(|row| Some(((&**row.old_ids.first()?, &**row.new_ids.first()?), row))).collect()
}

/// Cells with their marks: each wording is held against the next one of its row.
fn marked<'a>(
    mut cells: Vec<SynopticCell<'a>>,
    known: &BTreeMap<(&str, &str), &ChangeRow>,
    language: impl Fn(&NodeView) -> Option<&'a str>,
) -> Vec<SynopticCell<'a>> {
    let filled: Vec<usize> = (0..cells.len()).filter(|&at| !cells[at].wordings.is_empty()).collect();
    let mut came: Vec<Vec<Range<usize>>> = vec![Vec::new(); cells.len()];
    let mut goes = came.clone();
    for pair in filled.windows(2) {
        let (old, new) = (&cells[pair[0]], &cells[pair[1]]);
        let (olds, news) = (old.ids(), new.ids());
        let row = known.get(&(olds[0], news[0])).filter(|row| {
            row.old_ids.iter().map(|id| &**id).eq(olds.iter().copied())
                && row.new_ids.iter().map(|id| &**id).eq(news.iter().copied())
        });
        let segments = match row {
            Some(row) => row.redline.clone(),
            None => {
                let language = |cell: &SynopticCell<'a>| Language::of(language(cell.wordings[0].node));
                let (before, after) = (old.text(), new.text());
                redline_of(&Reading::of(&before, language(old)), &Reading::of(&after, language(new)))
            }
        };
        (goes[pair[0]], came[pair[1]]) = changed(&segments);
    }
    for (at, cell) in cells.iter_mut().enumerate() {
        let mut start = 0;
        for wording in &mut cell.wordings {
            let text = wording.node.text.as_str();
            wording.pieces = pieces(text, start, &came[at], &goes[at]);
            start += text.len() + 1;
        }
    }
    cells
}

/// Where the old text has what goes, and the new one what came; punctuation and the case of letters apart.
fn changed(redline: &[Segment]) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut gone, mut came) = (Vec::new(), Vec::new());
    let (mut before, mut after) = (0, 0);
    for segment in redline {
        let (old, new) = (segment.in_old().len(), segment.in_new().len());
        let is_slight = matches!(segment.manner, Some(Manner::Punctuation | Manner::Case));
        match segment.op {
            Op::Deleted if !is_slight => gone.push(within(segment.in_old(), before)),
            Op::Inserted if !is_slight => came.push(within(segment.in_new(), after)),
            _ => {}
        }
        before += old;
        after += new;
    }
    (gone, came)
}

/// The place of a piece that begins at some byte, without the spaces around it.
fn within(piece: &str, start: usize) -> Range<usize> {
    let begin = start + piece.len() - piece.trim_start().len();
    begin..(start + piece.trim_end().len()).max(begin)
}

/// A text that begins at a place of its cell, in pieces.
fn pieces<'a>(text: &'a str, start: usize, came: &[Range<usize>], goes: &[Range<usize>]) -> Vec<SynopticPiece<'a>> {
    let end = start + text.len();
    let bounds = came.iter().chain(goes).flat_map(|range| [range.start, range.end]);
    let bounds = bounds.map(|bound| bound.clamp(start, end) - start).filter(|&bound| text.is_char_boundary(bound));
    let cuts: BTreeSet<usize> = bounds.chain([0, text.len()]).collect();
    let cuts: Vec<usize> = cuts.into_iter().collect();
    // Ranges stand in order, and none reaches into another.
    let holds = |ranges: &[Range<usize>], at: usize| {
        let next = ranges.partition_point(|range| range.end <= start + at);
        ranges.get(next).is_some_and(|range| range.contains(&(start + at)))
    };
    let piece = |cut: &[usize]| SynopticPiece {
        text: &text[cut[0]..cut[1]],
        came: holds(came, cut[0]),
        goes: holds(goes, cut[0]),
    };
    cuts.windows(2).map(piece).collect()
}

/// Rows in which each cell has the heading that it stands under, where that is another one than above in its column.
fn under_headings<'a>(mut rows: Vec<SynopticRow<'a>>) -> Vec<SynopticRow<'a>> {
    let mut current: BTreeMap<usize, &str> = BTreeMap::new();
    for row in &mut rows {
        for (column, cell) in row.cells.iter_mut().enumerate() {
            let own = cell.wordings.first().and_then(|one| one.node.section.last());
            let own = own.map(String::as_str).filter(|own| current.get(&column) != Some(own));
            cell.heading = own;
            own.into_iter().for_each(|own| {
                current.insert(column, own);
            });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_in_the_documents_before_stands_behind_what_it_follows_in_its_own() {
        // The first document has 0, 1 and 2; the second one 3 (new), 4 (which is 1), 5 (new), 6 (which is 0) and 7 (new).
        let lines = [vec![0, 6], vec![1, 4], vec![2], vec![3], vec![5], vec![7]];
        let lines: Vec<&Vec<usize>> = lines.iter().collect();
        let order: Vec<usize> = ordered(&lines, |node| usize::from(node > 2)).into_iter().map(|line| line[0]).collect();
        assert_eq!(order, [0, 3, 1, 5, 7, 2]);
    }

    #[test]
    fn pieces_are_cut_where_something_came_or_goes_and_make_up_the_text() {
        let text = "Ports keep public lists.";
        // In the cell another text stands before this one, and something that came reaches into it.
        let (came, goes) = (vec![4..15, 21..28], vec![2..9, 23..35]);
        let pieces = pieces(text, 10, &came, &goes);
        let told: Vec<(&str, bool, bool)> = pieces.iter().map(|piece| (piece.text, piece.came, piece.goes)).collect();
        assert_eq!(
            told,
            [
                ("Ports", true, false),
                (" keep ", false, false),
                ("pu", true, false),
                ("blic ", true, true),
                ("lists.", false, true),
            ]
        );
        assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), text);
    }
}
