//! What happened, in numbers that add up and lead to their rows: what stands at the top of every output for people.

use super::comparison::{ChangeRow, ComparisonView};
use super::english;
use super::filter::Facet;
use super::lineage::{EdgeView, LineageView};
use super::pair::PairKind;
use super::picture::Lone;
use crate::align::{Certainty, Relation};
use crate::fate::FateKind;
use crate::lineage::LinkKind;

/// What happened in one comparison, or along the links between meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// What it is of: "2019-draft → 2019-final".
    pub heading: String,
    /// What is counted together.
    pub groups: Vec<TallyGroup>,
}

/// Counts of parts of one whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyGroup {
    /// The whole: "11 draft recommendations".
    pub of: String,
    /// Its parts. Those of provisions come to the whole; of changes several can be true of one.
    pub counts: Vec<Count>,
}

/// How many there are of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What it is: "adopted".
    pub label: &'static str,
    /// What that means, in a few words; empty where it says so itself.
    pub about: &'static str,
    /// The names of relations, links or facets by which its rows are found: a row has one of these. None where what is counted
    /// stands in no row.
    pub names: Vec<&'static str>,
    /// How many.
    pub count: usize,
    /// How many of them by a link that may well be wrong.
    pub doubtful: usize,
    /// Whether it says that less is asked than before, or more.
    pub tone: Tone,
}

/// Whether something says that less is asked than before, or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Neither.
    Plain,
    /// Less: it became weaker, or is not there any more.
    Less,
    /// More: it became stronger, or is new.
    More,
}

impl Tone {
    /// The tone of a relation, link or facet by its name.
    pub fn of(name: &str) -> Tone {
        match Facet::named(name) {
            Some(Facet::Relation(Relation::Withdrawn) | Facet::Weakened | Facet::Reversed) => Tone::Less,
            Some(Facet::Relation(Relation::New) | Facet::Strengthened) => Tone::More,
            _ => Tone::Plain,
        }
    }

    /// Its name, for style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Less => "less",
            Tone::More => "more",
        }
    }
}

/// The relations of what stands in both documents.
const KEPT: [Relation; 4] = [Relation::Unchanged, Relation::Reworded, Relation::Split, Relation::Merged];

/// What a change can do to a provision, in the order of its weight; the first two are told even where there are none.
const DONE: [Facet; 12] = [
    Facet::Weakened,
    Facet::Strengthened,
    Facet::Reversed,
    Facet::Qualified,
    Facet::Unqualified,
    Facet::Requalified,
    Facet::Negation,
    Facet::Readdressed,
    Facet::Renumbered,
    Facet::Moved,
    Facet::OutdatedReference,
    Facet::Doubtful,
];
const ALWAYS: usize = 2;

impl TallyGroup {
    /// Its parts in words: "10 adopted (1 doubtful)".
    pub fn lines(&self) -> Vec<String> {
        self.counts.iter().map(|one| english::count_line(one.count, one.label, one.doubtful)).collect()
    }
}

impl Tally {
    /// What happened from one document to another.
    pub(super) fn of(view: &ComparisonView) -> Tally {
        let rows: Vec<&ChangeRow> = view.changes.iter().collect();
        let groups = [
            provisions(view, &rows, Side { is_old: true, apart: Relation::Withdrawn }),
            provisions(view, &rows, Side { is_old: false, apart: Relation::New }),
            done(view.pair, &rows),
            brackets(&rows),
        ];
        let heading = english::pair_title(&view.old, &view.new);
        Tally { heading, groups: groups.into_iter().filter(|group| !group.counts.is_empty()).collect() }
    }

    /// What happened along the links between meetings; nothing where there are none.
    pub(super) fn of_links(view: &LineageView) -> Option<Tally> {
        let links: Vec<&EdgeView> = view.edges.iter().filter(|edge| edge.kind != LinkKind::Version).collect();
        let is_doubtful = |edge: &EdgeView| edge.certainty == Certainty::Doubtful;
        let count = |label: &'static str, name: &'static str, holds: &dyn Fn(&EdgeView) -> bool| {
            let of: Vec<&&EdgeView> = links.iter().filter(|edge| holds(edge)).collect();
            let doubtful = of.iter().filter(|edge| is_doubtful(edge)).count();
            let about = Facet::named(name).map_or_else(|| english::about_links(name), |facet| facet.described().1);
            Count { label, about, names: vec![name], count: of.len(), doubtful, tone: Tone::of(name) }
        };
        let kinds = [LinkKind::Precedent, LinkKind::FollowUp];
        let kinds = kinds.map(|kind| count(english::facet(kind.name()), kind.name(), &|edge| edge.kind == kind));
        let holds = |facet: Facet, edge: &EdgeView| match facet {
            Facet::Doubtful => is_doubtful(edge),
            _ => edge.shifts.as_ref().is_some_and(|shifts| facet.holds_of(shifts)),
        };
        let facets = DONE.into_iter().map(|facet| {
            let counted = count(english::facet(facet.name()), facet.name(), &|edge| holds(facet, edge));
            Count { doubtful: if facet == Facet::Doubtful { 0 } else { counted.doubtful }, ..counted }
        });
        let told: Vec<Count> = facets.filter(|count| count.count > 0).collect();
        let precedents = kinds[0].count;
        let kinds: Vec<Count> = kinds.into_iter().filter(|count| count.count > 0).collect();
        let mut groups = vec![TallyGroup { of: english::links_between(links.len()), counts: kinds }];
        groups.extend(lone(view));
        if !told.is_empty() {
            groups.push(TallyGroup { of: english::later_wordings(precedents), counts: told });
        }
        (!links.is_empty()).then(|| Tally { heading: english::BETWEEN_MEETINGS.to_owned(), groups })
    }

    /// All of some together, where there are several: what is counted alike is added up.
    pub(super) fn together(tallies: &[Tally]) -> Option<Tally> {
        let mut counts: Vec<Count> = Vec::new();
        for one in tallies.iter().flat_map(|tally| &tally.groups).flat_map(|group| &group.counts) {
            // What two documents have in common is counted on both sides, what another does not hold on either, and what
            // is open in one revision may be settled in the next: these do not add up.
            let apart = [Relation::OutsideCoverage.name(), FateKind::Open.name()];
            let is_of_sides = one.names.len() > 1 || apart.contains(&one.names[0]);
            match counts.iter_mut().find(|there| there.names == one.names) {
                _ if is_of_sides => {}
                Some(there) => {
                    there.count += one.count;
                    there.doubtful += one.doubtful;
                    // Of pairs of several sorts a name is told that fits all.
                    there.label = if there.label == one.label { one.label } else { english::facet(one.names[0]) };
                }
                None => counts.push(one.clone()),
            }
        }
        let groups = vec![TallyGroup { of: english::together(tallies.len()), counts }];
        (tallies.len() > 1).then(|| Tally { heading: english::ALL_COMPARISONS.to_owned(), groups })
    }
}

/// By which names the rows of the synoptic table are found that no later report repeats, and that no earlier one has.
pub const NOT_REPEATED: &str = "not-repeated";
/// As above.
pub const NOT_BEFORE: &str = "not-before";

/// What the reports of series say that others of their series do not. It stands in rows of the synoptic table.
fn lone(view: &LineageView) -> Vec<TallyGroup> {
    let found = Lone::of(view);
    let group = |of: String,
                 all: usize,
                 (relation, name): (Relation, &'static str),
                 alone: usize,
                 again: &'static str| {
        let counts = vec![
            Count { label: again, about: "", names: Vec::new(), count: all - alone, doubtful: 0, tone: Tone::Plain },
            Count {
                label: english::outcome(PairKind::Meetings, relation),
                about: english::about_links(name),
                names: vec![name],
                count: alone,
                doubtful: 0,
                tone: Tone::of(relation.name()),
            },
        ];
        (all > 0).then_some(TallyGroup { of, counts })
    };
    let (earlier, later) = (found.repeatable, found.repeating);
    let again = english::outcome(PairKind::Meetings, Relation::Reworded);
    let groups = [
        group(
            english::said_earlier(earlier),
            earlier,
            (Relation::Withdrawn, NOT_REPEATED),
            found.not_repeated.len(),
            again,
        ),
        group(
            english::said_later(later),
            later,
            (Relation::New, NOT_BEFORE),
            found.new.len(),
            english::from_old(PairKind::Meetings),
        ),
    ];
    groups.into_iter().flatten().collect()
}

/// A side of a comparison, and the relation of what stands on it alone.
struct Side {
    is_old: bool,
    apart: Relation,
}

/// The provisions of one side by what became of them.
fn provisions(view: &ComparisonView, rows: &[&ChangeRow], side: Side) -> TallyGroup {
    let size = |row: &ChangeRow| if side.is_old { row.old.len() } else { row.new.len() };
    let count = |relations: &[Relation], label: &'static str| {
        let of: Vec<&&ChangeRow> = rows.iter().filter(|row| relations.contains(&row.relation)).collect();
        let doubtful = of.iter().filter(|row| Facet::Doubtful.holds(row)).map(|row| size(row)).sum();
        let count = of.iter().map(|row| size(row)).sum();
        let tone = match relations {
            [only] => Tone::of(only.name()),
            _ => Tone::Plain,
        };
        let about = match relations {
            [only] => Facet::Relation(*only).described().1,
            _ => "",
        };
        let names = relations.iter().map(|relation| relation.name()).collect();
        Count { label, about, names, count, doubtful, tone }
    };
    let kept = match side.is_old {
        true => english::outcome(view.pair, Relation::Reworded),
        false => english::from_old(view.pair),
    };
    let counts = vec![
        count(&KEPT, kept),
        count(&[side.apart], english::outcome(view.pair, side.apart)),
        count(&[Relation::OutsideCoverage], english::relation(Relation::OutsideCoverage)),
    ];
    let total: usize = rows.iter().map(|row| size(row)).sum();
    let is_told = |count: &Count| count.count > 0 || count.names == [side.apart.name()];
    let counts = counts.into_iter().filter(|one| total > 0 && is_told(one)).collect();
    TallyGroup { of: english::provisions_of(view, side.is_old, total), counts }
}

/// What the changes did to what stands in both documents.
fn done(pair: PairKind, rows: &[&ChangeRow]) -> TallyGroup {
    let linked: Vec<&&ChangeRow> = rows.iter().filter(|row| row.score.is_some()).collect();
    let knows_strength = linked.iter().any(|row| row.shifts.is_some());
    let count = |name: &'static str, holds: &dyn Fn(&ChangeRow) -> bool| {
        let of: Vec<&&&ChangeRow> = linked.iter().filter(|row| holds(row)).collect();
        let doubtful = of.iter().filter(|row| Facet::Doubtful.holds(row)).count();
        // Whatever is doubtful is so as a whole.
        let doubtful = if name == Facet::Doubtful.name() { 0 } else { doubtful };
        let about = Facet::named(name).map_or("", |facet| facet.described().1);
        let label = english::facet(name);
        Count { label, about, names: vec![name], count: of.len(), doubtful, tone: Tone::of(name) }
    };
    let forms = [Relation::Unchanged, Relation::Split, Relation::Merged];
    let forms = forms.map(|relation| count(relation.name(), &|row| row.relation == relation));
    let done = DONE.iter().enumerate().map(|(at, facet)| (at, count(facet.name(), &|row| facet.holds(row))));
    let done = done.filter(|(at, count)| count.count > 0 || (*at < ALWAYS && knows_strength)).map(|(_, count)| count);
    let counts: Vec<Count> = done.chain(forms.into_iter().filter(|count| count.count > 0)).collect();
    let counts = if linked.is_empty() { Vec::new() } else { counts };
    TallyGroup { of: english::kept_changes(pair, linked.len()), counts }
}

/// In how many changes a bracket or a choice came to which end; also of what came or went as a whole.
fn brackets(rows: &[&ChangeRow]) -> TallyGroup {
    let count = |facet: Facet| {
        let of: Vec<&&ChangeRow> = rows.iter().filter(|row| facet.holds(row)).collect();
        let doubtful = of.iter().filter(|row| Facet::Doubtful.holds(row)).count();
        let (name, about) = facet.described();
        Count { label: name, about, names: vec![name], count: of.len(), doubtful, tone: Tone::Plain }
    };
    let counts = FateKind::ALL.map(Facet::Bracket).map(count);
    let with = rows.iter().filter(|row| !row.brackets.is_empty()).count();
    TallyGroup {
        of: english::changes_with_brackets(with),
        counts: counts.into_iter().filter(|count| count.count > 0).collect(),
    }
}
