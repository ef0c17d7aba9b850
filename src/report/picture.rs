//! What is drawn of a lineage: a column for each document, a bar for each provision, a ribbon for each link.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{ChangeRow, ComparisonView};
use super::document::DocumentHead;
use super::english;
use super::filter::Facet;
use super::lineage::{EdgeView, LineageView, NodeView, SeriesView};
use super::pair::PairKind;
use super::wording::opening;
use crate::align::{Certainty, Relation, Shares};
use crate::lineage::LinkKind;
use crate::model::ProvisionId;
use crate::shift::Shifts;

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
    /// How it came about, where that is worth a sign: weaker, stronger or reversed, new, or not to be known.
    pub came: Option<Mark>,
    /// What became of it, where that is worth a sign: not adopted or not repeated, or not to be known.
    pub went: Option<Mark>,
    /// What it says when it is pointed at.
    pub title: String,
}

/// A sign on a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What it stands for.
    pub substance: Substance,
    /// The same as people read it.
    pub name: &'static str,
    /// Whether it only says that another meeting does not have it, which may still hold.
    pub is_between_meetings: bool,
}

/// What happened to a duty from one document to another. By that bars and ribbons are painted; of several the first in this
/// order is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Substance {
    /// It forbids what it asked or allowed, or the other way round.
    Reversed,
    /// It asks less.
    Weaker,
    /// It is not in the later document.
    Withdrawn,
    /// It asks more.
    Stronger,
    /// It is not in the earlier document.
    New,
    /// It stands in a section that the other document does not hold.
    OutsideCoverage,
    /// In other words, it asks as much, or what cannot be compared.
    Reworded,
    /// Its words are the same.
    Unchanged,
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
    /// What happened to the duty.
    pub substance: Substance,
    /// Whether it may well be wrong.
    pub is_doubtful: bool,
    /// Whether it leads to a relative, and no thread follows it.
    pub is_relative: bool,
    /// The share of each wording that the other has.
    pub coverage: Shares,
    /// What it says when it is pointed at.
    pub title: String,
}

impl Substance {
    /// Every one, in the order of a legend.
    pub const ALL: [Substance; 8] = [
        Substance::Weaker,
        Substance::Reversed,
        Substance::Withdrawn,
        Substance::Stronger,
        Substance::New,
        Substance::OutsideCoverage,
        Substance::Unchanged,
        Substance::Reworded,
    ];

    /// What happened to a duty along a link, by what became of the wording and what the change did.
    pub fn of_link(relation: Relation, shifts: Option<&Shifts>) -> Self {
        let holds = |facet: Facet| shifts.is_some_and(|shifts| facet.holds_of(shifts));
        match relation {
            _ if holds(Facet::Reversed) => Substance::Reversed,
            _ if holds(Facet::Weakened) => Substance::Weaker,
            _ if holds(Facet::Strengthened) => Substance::Stronger,
            Relation::Unchanged => Substance::Unchanged,
            _ => Substance::Reworded,
        }
    }

    /// What happened to a duty without a counterpart; nothing for one that has some.
    pub fn of_lone(relation: Relation) -> Option<Self> {
        match relation {
            Relation::Withdrawn => Some(Substance::Withdrawn),
            Relation::New => Some(Substance::New),
            Relation::OutsideCoverage => Some(Substance::OutsideCoverage),
            _ => None,
        }
    }

    /// The name, in small letters and without spaces.
    pub fn name(self) -> &'static str {
        match self {
            Substance::Reversed => "reversed",
            Substance::Weaker => "weaker",
            Substance::Withdrawn => "withdrawn",
            Substance::Stronger => "stronger",
            Substance::New => "new",
            Substance::OutsideCoverage => "outside-coverage",
            Substance::Reworded => "reworded",
            Substance::Unchanged => "unchanged",
        }
    }

    /// Whether the duty asks for less or more than before, or came or went.
    pub fn is_change_of_duty(self) -> bool {
        !matches!(self, Substance::OutsideCoverage | Substance::Reworded | Substance::Unchanged)
    }
}

impl EdgeView {
    /// What happened to the duty.
    pub fn substance(&self) -> Substance {
        Substance::of_link(self.relation, self.shifts.as_ref())
    }
}

impl Picture {
    /// The picture of a lineage, with what the change tables of its drafts say of provisions that have no counterpart.
    pub fn of(view: &LineageView, comparisons: &[ComparisonView]) -> Self {
        let (came, went) = marks(view, comparisons);
        let mut bars = BTreeMap::<&str, Vec<Bar>>::new();
        for node in view.drawn() {
            let words = opening(matter(node));
            let [came, went] = [&came, &went].map(|marks| marks.get(node.id.as_str()).copied());
            bars.entry(&node.document).or_default().push(Bar {
                title: english::bar_title(&node.id, came.into_iter().chain(went), &words),
                id: node.id.clone(),
                label: node.label.clone(),
                words,
                section: node.section.last().cloned().unwrap_or_default(),
                came,
                went,
            });
        }
        let columns: Vec<Column> = side_by_side(view)
            .into_iter()
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
        let ribbon = |edge: &EdgeView| {
            Some(Ribbon {
                source: *places.get(edge.source.as_str())?,
                target: *places.get(edge.target.as_str())?,
                kind: edge.kind,
                substance: edge.substance(),
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

/// The documents in the order of time, but those of a series beside each other, with the drafts of its reports: what belongs
/// together is linked most.
fn side_by_side(view: &LineageView) -> Vec<&DocumentHead> {
    let several: Vec<&SeriesView> = view.series.iter().filter(|series| series.documents.len() > 1).collect();
    let place = |id: &String| view.documents.iter().position(|head| head.id == *id);
    let series_of = |id: &String| {
        let came = view.descents.iter().find(|descent| descent.old.contains(id)).map_or(id, |descent| &descent.new);
        several.iter().find(|series| series.documents.contains(came))
    };
    let first = |id: &String| series_of(id).and_then(|series| series.documents.iter().filter_map(place).min());
    let mut order: Vec<(usize, usize, &DocumentHead)> =
        view.documents.iter().enumerate().map(|(at, head)| (first(&head.id).unwrap_or(at), at, head)).collect();
    // Of one series the order of time stands as it is.
    if several.len() > 1 {
        order.sort_by_key(|&(group, at, _)| (group, at));
    }
    order.into_iter().map(|(.., head)| head).collect()
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

/// Signs by the ids of their provisions.
type Marks<'a> = BTreeMap<&'a str, Mark>;

/// How provisions came about and what became of them, so far as it is worth a sign.
fn marks<'a>(view: &'a LineageView, comparisons: &'a [ComparisonView]) -> (Marks<'a>, Marks<'a>) {
    let (mut came, mut went) = (Marks::new(), Marks::new());
    for row in comparisons.iter().flat_map(|one| &one.changes).filter(|row| row.score.is_none()) {
        let mark = |row: &ChangeRow| {
            let substance = Substance::of_lone(row.relation)?;
            let name = if substance == Substance::OutsideCoverage { english::OUTSIDE } else { row.outcome };
            Some(Mark { substance, name, is_between_meetings: false })
        };
        let Some(mark) = mark(row) else { continue };
        went.extend(row.old_ids.iter().map(|id| (id.as_str(), mark)));
        came.extend(row.new_ids.iter().map(|id| (id.as_str(), mark)));
    }
    // How a provision came about its own draft says first, and an earlier meeting where there is none; of several links of
    // one kind the worst counts. What no thread follows says nothing.
    for kind in [LinkKind::Version, LinkKind::Precedent] {
        let mut told: BTreeMap<&str, Substance> = BTreeMap::new();
        let edges = view.edges.iter().filter(|edge| edge.kind == kind && edge.principal);
        for edge in edges.filter(|edge| edge.substance().is_change_of_duty()) {
            let known = told.entry(edge.target.as_str()).or_insert(edge.substance());
            *known = edge.substance().min(*known);
        }
        for (id, substance) in told {
            came.entry(id).or_insert(Mark {
                substance,
                name: english::substance(substance),
                is_between_meetings: false,
            });
        }
    }
    between_meetings(view, &mut came, &mut went);
    (came, went)
}

/// What the reports of a series do not repeat of an earlier one, and what no earlier one has.
fn between_meetings<'a>(view: &'a LineageView, came: &mut Marks<'a>, went: &mut Marks<'a>) {
    let mark = |relation: Relation, substance: Substance| Mark {
        substance,
        name: english::outcome(PairKind::Meetings, relation),
        is_between_meetings: true,
    };
    let lone = Lone::of(view);
    for id in lone.not_repeated {
        went.entry(id).or_insert(mark(Relation::Withdrawn, Substance::Withdrawn));
    }
    for id in lone.new {
        came.entry(id).or_insert(mark(Relation::New, Substance::New));
    }
}

/// Provisions of the reports of series by whether other reports have them.
pub(super) struct Lone<'a> {
    /// The ids of what no later report repeats, of all that a later one could repeat.
    pub(super) not_repeated: Vec<&'a str>,
    /// How many a later one could repeat.
    pub(super) repeatable: usize,
    /// The ids of what no earlier report has, of all that an earlier one could have.
    pub(super) new: Vec<&'a str>,
    /// How many an earlier one could have.
    pub(super) repeating: usize,
}

impl<'a> Lone<'a> {
    pub(super) fn of(view: &'a LineageView) -> Self {
        let wordings = || view.edges.iter().filter(|edge| edge.kind != LinkKind::FollowUp);
        let led: BTreeSet<&str> = wordings().map(|edge| edge.source.as_str()).collect();
        let followed: BTreeSet<&str> = wordings().map(|edge| edge.target.as_str()).collect();
        let series = || view.series.iter().filter(|series| series.documents.len() > 1);
        let continued: BTreeSet<&str> =
            series().flat_map(|one| &one.documents[..one.documents.len() - 1]).map(String::as_str).collect();
        let continuing: BTreeSet<&str> = series().flat_map(|one| &one.documents[1..]).map(String::as_str).collect();
        let of = |documents: &BTreeSet<&str>| -> Vec<&'a str> {
            let nodes = view.nodes.iter().filter(|node| documents.contains(node.document.as_str()));
            nodes.map(|node| node.id.as_str()).collect()
        };
        let (earlier, later) = (of(&continued), of(&continuing));
        let (repeatable, repeating) = (earlier.len(), later.len());
        Lone {
            not_repeated: earlier.into_iter().filter(|id| !led.contains(id)).collect(),
            repeatable,
            new: later.into_iter().filter(|id| !followed.contains(id)).collect(),
            repeating,
        }
    }
}
