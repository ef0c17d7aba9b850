//! Reports: what a renderer is given.

use std::cell::{LazyCell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::check::CheckView;
use super::comparison::ComparisonView;
use super::decided::DecisionsView;
use super::document::DocumentView;
use super::english;
use super::explanation::ExplanationView;
use super::filter::Filter;
use super::history::HistoryView;
use super::lineage::{LineageView, NodeView};
use super::picture::{Lone, Picture};
use super::precedent::PrecedentView;
use super::repeats::RepeatsView;
use super::review::ReviewView;
use super::row::Row;
use super::survey::SurveyView;
use super::synoptic::Synoptic;
use super::tally::Tally;
use crate::evaluate::Evaluation;
use crate::lineage::{Comparison, History, Lineage, LinkKind};

/// What a renderer is given.
#[non_exhaustive]
pub enum Report<'a> {
    /// What was read of documents.
    Documents(Vec<DocumentView>),
    /// The parts of the provisions of documents.
    Anatomies(Vec<DocumentView>),
    /// How well documents were read.
    Check(CheckView),
    /// What became of a document in another.
    Comparison(Overview<'a>),
    /// Why a provision was linked as it was.
    Explanation(ExplanationView),
    /// A whole lineage.
    Lineage(Overview<'a>),
    /// One provision's history.
    History(Lazy<'a, Box<HistoryView>>, Overview<'a>),
    /// Where a text was agreed before.
    Precedents(PrecedentView),
    /// What later meetings repeat of earlier ones.
    Repeats(RepeatsView),
    /// What a survey of an archive holds.
    Survey(SurveyView),
    /// What needs a person's eye.
    Review(ReviewView),
    /// What was decided.
    Decisions(DecisionsView),
    /// How results fare against gold.
    Evaluation(Evaluation),
}

/// The sorts of reports that not every renderer accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// [`Report::Comparison`].
    Comparison,
    /// [`Report::Lineage`].
    Lineage,
    /// [`Report::History`].
    History,
    /// [`Report::Repeats`].
    Repeats,
    /// Any other.
    Plain,
}

impl<'a> Report<'a> {
    /// The report on a lineage, of whose changes some may be asked for.
    pub fn of_lineage(lineage: &'a Lineage, filter: &'a Filter) -> Self {
        let table =
            |pair: &Comparison| ComparisonView::of_descent(lineage, pair, &lineage.changes(pair)).filtered(filter);
        let overview = Overview::new(
            english::lineage_title(lineage.documents.len()),
            || LineageView::of(lineage),
            move || lineage.comparisons.iter().map(table).collect(),
        );
        Report::Lineage(Overview { is_filtered: !filter.is_empty(), readings: Some(lineage), ..overview })
    }

    /// The report on how far the drafts of a lineage have come, and whose words stand in what was adopted of them.
    pub fn of_drafts(lineage: &'a Lineage) -> Self {
        let title = english::lineage_title(lineage.documents.len());
        let overview = Overview::new(title, || LineageView::of(lineage), Vec::new);
        Report::Lineage(Overview { is_of_drafts: true, ..overview })
    }

    /// The report on the history of a provision, which is named in its title.
    pub fn of_history(name: &str, lineage: &'a Lineage, history: &'a History) -> Self {
        let held: BTreeSet<&str> = history.nodes().map(|node| &*lineage.graph[node].id).collect();
        let table = move |pair: &Comparison| {
            let mut view = ComparisonView::of_descent(lineage, pair, &lineage.changes(pair));
            view.changes.retain(|row| row.old_ids.iter().chain(&row.new_ids).any(|id| held.contains(&**id)));
            view
        };
        let overview = Overview::new(
            name.to_owned(),
            || LineageView::of_history(lineage, history),
            move || lineage.comparisons.iter().map(table).filter(|view| !view.changes.is_empty()).collect(),
        );
        let overview = Overview { readings: Some(lineage), is_of_history: true, ..overview };
        Report::History(LazyCell::new(Box::new(|| Box::new(HistoryView::of(lineage, history)))), overview)
    }

    /// Its sort.
    pub fn sort(&self) -> Sort {
        match self {
            Report::Comparison(_) => Sort::Comparison,
            Report::Lineage(_) => Sort::Lineage,
            Report::History(..) => Sort::History,
            Report::Repeats(_) => Sort::Repeats,
            _ => Sort::Plain,
        }
    }

    /// What it shows beside a table, if it shows anything.
    pub fn overview(&self) -> Option<&Overview<'a>> {
        match self {
            Report::Comparison(overview) | Report::Lineage(overview) | Report::History(_, overview) => Some(overview),
            _ => None,
        }
    }
}

/// A view that is made when it is first asked for.
pub type Lazy<'a, T> = LazyCell<T, Box<dyn FnOnce() -> T + 'a>>;

/// A lineage with its change tables, its picture and its links between meetings. Each part is made when a renderer
/// first asks for it: few need all.
pub struct Overview<'a> {
    /// What it is about: "2019-draft → 2019-final", or "Lineage of 5 documents".
    pub title: String,
    /// Whether only some changes were asked for, so that the change tables are all there is to show.
    is_filtered: bool,
    /// Whether only what tells of drafts under negotiation was asked for.
    is_of_drafts: bool,
    /// Whether it is of one provision's history.
    is_of_history: bool,
    /// Whether it is of several meetings, so that there can be links between them.
    has_links: bool,
    /// What the redlines of links are made from.
    readings: Option<&'a Lineage>,
    lineage: Lazy<'a, LineageView>,
    comparisons: Lazy<'a, Vec<ComparisonView>>,
    picture: OnceCell<Picture>,
}

impl<'a> Overview<'a> {
    /// A lineage, and the change tables that belong to it.
    pub fn new(
        title: String,
        lineage: impl FnOnce() -> LineageView + 'a,
        comparisons: impl FnOnce() -> Vec<ComparisonView> + 'a,
    ) -> Self {
        Overview {
            title,
            is_filtered: false,
            is_of_drafts: false,
            is_of_history: false,
            has_links: true,
            readings: None,
            lineage: LazyCell::new(Box::new(lineage)),
            comparisons: LazyCell::new(Box::new(comparisons)),
            picture: OnceCell::new(),
        }
    }

    /// The comparison of two documents, and its lineage.
    pub fn of_pair(view: ComparisonView, lineage: impl FnOnce() -> LineageView + 'a) -> Self {
        let title = english::pair_title(&view.old, &view.new);
        Overview { has_links: false, ..Overview::new(title, lineage, || vec![view]) }
    }

    /// Whether only what tells of drafts under negotiation was asked for: how far they have come, and whose words stand.
    pub fn is_of_drafts(&self) -> bool {
        self.is_of_drafts
    }

    /// Whether only some changes were asked for, so that the change tables are all there is to show.
    pub fn is_filtered(&self) -> bool {
        self.is_filtered
    }

    /// The documents, the provisions and the links.
    pub fn lineage(&self) -> &LineageView {
        &self.lineage
    }

    /// The change tables.
    pub fn comparisons(&self) -> &[ComparisonView] {
        &self.comparisons
    }

    /// The picture.
    pub fn picture(&self) -> &Picture {
        self.picture.get_or_init(|| Picture::of(self.lineage(), self.comparisons()))
    }

    /// Whether it is of one provision's history.
    pub fn is_of_history(&self) -> bool {
        self.is_of_history
    }

    /// Whether it is of two documents and no more.
    pub fn is_of_two(&self) -> bool {
        self.lineage().documents.len() == 2 && !self.is_of_history
    }

    /// Whether some of the changes are left out of its tables.
    pub(super) fn is_narrowed(&self) -> bool {
        self.is_filtered || self.comparisons().iter().any(|one| one.shown.is_some())
    }

    /// What happened in numbers: in each comparison, and along the links between meetings; of several comparisons in all of them first.
    /// None where only some changes were asked for.
    pub fn tallies(&self) -> Vec<Tally> {
        if self.is_narrowed() || self.is_of_history {
            return Vec::new();
        }
        let tallies: Vec<Tally> = self.comparisons().iter().filter_map(ComparisonView::tally).collect();
        Tally::together(&tallies).into_iter().chain(tallies).chain(self.tally_of_links()).collect()
    }

    /// What happened along the links between meetings, in numbers; nothing where there are none, or where they are not shown.
    pub fn tally_of_links(&self) -> Option<Tally> {
        let are_shown = self.has_links && !self.is_filtered && !self.is_of_history;
        are_shown.then(|| Tally::of_links(self.lineage())).flatten()
    }

    /// The ids of what no later report of a series repeats, and of what no earlier one has.
    pub fn lone(&self) -> [BTreeSet<&str>; 2] {
        let found = Lone::of(self.lineage());
        [found.not_repeated, found.new].map(|ids| ids.into_iter().collect())
    }

    /// The synoptic tables: one for documents that have wordings in common.
    pub fn synoptics(&self) -> Vec<Synoptic<'_>> {
        Synoptic::all(self)
    }

    /// The links between meetings, in the order of the lineage; none where only some changes were asked for.
    pub fn links(&self) -> Vec<Row<'_>> {
        if self.is_filtered || !self.has_links {
            return Vec::new();
        }
        let view = self.lineage();
        let nodes: BTreeMap<&str, &NodeView> = view.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let readings = self.readings;
        let apart = view.edges.par_iter().filter(|edge| edge.kind != LinkKind::Version);
        apart
            .filter_map(|edge| {
                let (old, new) = (nodes.get(edge.source.as_str())?, nodes.get(edge.target.as_str())?);
                let redline = readings.map(|lineage| edge.redline(lineage)).unwrap_or_default();
                Some(Row::of_link(edge, old, new, redline))
            })
            .collect()
    }

    /// What is said of it above all tables.
    pub fn sentences(&self) -> Vec<String> {
        // What holds of whole documents is not told of one provision.
        if self.is_of_history {
            return Vec::new();
        }
        let own = || self.comparisons().iter().map(|comparison| comparison.sentence.clone());
        let whole = || std::iter::once(english::lineage_sentence(self.lineage()));
        // Of two documents the change table says it all; of many, each table has its own.
        match (self.comparisons().len(), self.lineage().documents.len()) {
            (1, 2) => own().collect(),
            (1, _) => whole().chain(own()).collect(),
            _ => whole().collect(),
        }
    }
}
