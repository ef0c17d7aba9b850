//! What is drawn of a lineage: a column for each document, a bar for each provision, a ribbon for each link.

use std::collections::BTreeMap;

use super::comparison::{ChangeRow, ComparisonView};
use super::english;
use super::lineage::{LineageView, NodeView};
use super::wording::opening;
use crate::align::{Certainty, Relation, Shares};
use crate::lineage::LinkKind;
use crate::model::ProvisionId;

/// Columns in the order of time, and what links their bars.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The documents.
    pub columns: Vec<Column>,
    /// The links.
    pub ribbons: Vec<Ribbon>,
}

/// A document.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// Its symbol and its date, so far as they are known.
    pub about: Vec<String>,
    /// Its provisions, in their order.
    pub bars: Vec<Bar>,
}

/// A provision.
#[derive(Debug, Clone)]
pub struct Bar {
    /// Its id.
    pub id: ProvisionId,
    /// Its number.
    pub label: String,
    /// The opening words of what it asks.
    pub words: String,
    /// The heading that it stands under.
    pub section: String,
    /// Not in the new document, new, or outside what the other document holds; absent where it is linked or was not compared.
    pub fate: Option<Fate>,
    /// What it says when it is pointed at.
    pub title: String,
}

/// What became of a provision without a counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fate {
    /// Withdrawn, new or outside the coverage.
    pub relation: Relation,
    /// The same as people read it.
    pub outcome: &'static str,
}

/// A link.
#[derive(Debug, Clone)]
pub struct Ribbon {
    /// The earlier provision: its column and its place there.
    pub source: (usize, usize),
    /// The later provision.
    pub target: (usize, usize),
    /// What kind of link it is.
    pub kind: LinkKind,
    /// What became of the earlier wording.
    pub relation: Relation,
    /// Whether it may well be wrong.
    pub is_doubtful: bool,
    /// Whether it leads to a relative, and no thread follows it.
    pub is_relative: bool,
    /// The share of each wording that the other has.
    pub coverage: Shares,
    /// What it says when it is pointed at.
    pub title: String,
}

impl Picture {
    /// The picture of a lineage, with what the change tables of its drafts say of provisions that have no counterpart.
    pub fn of(view: &LineageView, comparisons: &[ComparisonView]) -> Self {
        let fates = fates(comparisons);
        let mut bars = BTreeMap::<&str, Vec<Bar>>::new();
        for node in view.drawn() {
            let (words, fate) = (opening(matter(node)), fates.get(node.id.as_str()).copied());
            bars.entry(&node.document).or_default().push(Bar {
                title: english::bar_title(&node.id, fate, &words),
                id: node.id.clone(),
                label: node.label.clone(),
                words,
                section: node.section.last().cloned().unwrap_or_default(),
                fate,
            });
        }
        let columns: Vec<Column> = view
            .documents
            .iter()
            .map(|head| Column {
                id: head.id.clone(),
                about: head.metadata.symbol_and_date().collect(),
                bars: bars.remove(head.id.as_str()).unwrap_or_default(),
            })
            .collect();
        let places: BTreeMap<&str, (usize, usize)> = columns
            .iter()
            .enumerate()
            .flat_map(|(at, column)| {
                column.bars.iter().enumerate().map(move |(place, bar)| (bar.id.as_str(), (at, place)))
            })
            .collect();
        let ribbon = |edge: &super::EdgeView| {
            Some(Ribbon {
                source: *places.get(edge.source.as_str())?,
                target: *places.get(edge.target.as_str())?,
                kind: edge.kind,
                relation: edge.relation,
                is_doubtful: edge.certainty == Certainty::Doubtful,
                is_relative: !edge.principal,
                coverage: edge.coverage,
                title: english::ribbon_title(edge),
            })
        };
        let ribbons = view.edges.iter().filter_map(ribbon).collect();
        Picture { columns, ribbons }
    }
}

/// What a provision is about: the act itself, behind whom it addresses and how strongly it asks. Where the act opens the
/// text, nobody is addressed, and the text reads better whole: "A fund should be established".
pub fn matter(node: &NodeView) -> &str {
    let first = |text: &str| text.split_whitespace().next().map(str::to_owned);
    match &node.core {
        Some(core) if first(core) != first(&node.text) => core,
        _ => &node.text,
    }
}

/// What became of provisions without a counterpart, by their ids.
fn fates(comparisons: &[ComparisonView]) -> BTreeMap<&str, Fate> {
    let rows = comparisons.iter().flat_map(|one| &one.changes);
    let apart = rows.filter(|row| row.score.is_none());
    let fate = |row: &ChangeRow| Fate { relation: row.relation, outcome: row.outcome };
    apart.flat_map(|row| row.old_ids.iter().chain(&row.new_ids).map(move |id| (id.as_str(), fate(row)))).collect()
}
