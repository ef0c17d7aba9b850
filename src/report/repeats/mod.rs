//! What a meeting repeats of an earlier one, what it strengthens, weakens and drops, and what is new: by theme and by
//! proposer.

mod proposers;
mod themes;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

pub use self::proposers::ProposerCount;
use self::proposers::by_proposer;
use self::themes::Themes;
pub use self::themes::ThemesBy;
use super::document::{DocumentHead, proposers};
use super::english;
use super::pair::PairKind;
use super::rounded;
use super::wording::{Manner, Op, redline_of};
use crate::align::{Certainty, Unaccounted};
use crate::analysis::Analysed;
use crate::decisions::Decision;
use crate::embedding::Model;
use crate::lineage::{Cycles, Edge, Lineage, LinkKind};
use crate::meetings::are_of_one_series;
use crate::model::{DocumentIndex, Metadata, ProvisionId};
use crate::retrieval;
use crate::shift::{Direction as Way, Shifts};

/// What later meetings repeat of earlier ones.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RepeatsView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.repeats/1"))]
    pub schema: &'static str,
    /// The sentence-embedding model that was used, by its name and in brackets its fingerprint; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// A table for each two meetings.
    pub tables: Vec<RepeatTable>,
}

/// What a meeting repeats of an earlier one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RepeatTable {
    /// The body, where both documents are of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The State or the matter that they are on, where either says it and the other says none else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What the earlier meeting adopted.
    pub earlier: DocumentHead,
    /// What the later one did.
    pub later: DocumentHead,
    /// How many there are of each.
    pub counts: RepeatCounts,
    /// The same in one sentence.
    pub sentence: String,
    /// What tells the themes.
    pub themes_by: ThemesBy,
    /// How many there are of each on each theme, the largest first; what is on none comes last. They add up to the
    /// counts above.
    pub themes: Vec<ThemeCount>,
    /// How many each proposer made, who made most first; empty where no proposer is named. What several propose counts for
    /// each of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposers: Vec<ProposerCount>,
    /// The later provisions with what they go back to, and the earlier ones that are not repeated, theme by theme.
    pub rows: Vec<RepeatRow>,
    /// What to bear in mind when reading it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How many earlier provisions are repeated, and how many later ones repeat some. Each counts once, however many it is
/// linked to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RepeatCounts {
    /// The earlier provisions: those that are repeated, and those that are not.
    pub earlier: usize,
    /// How many of them a later one repeats.
    pub repeated: usize,
    /// How many of them none repeats.
    pub not_repeated: usize,
    /// The later provisions: those that repeat an earlier one, and new ones.
    pub later: usize,
    /// How many of them repeat an earlier one: in the same words, in others of the same strength, more strongly, less
    /// strongly, or the other way round.
    pub repeating: usize,
    /// How many of these do it in the same words.
    pub unchanged: usize,
    /// How many do it in other words, neither more nor less strongly as far as that can be told.
    pub reworded: usize,
    /// How many ask more than before.
    pub strengthened: usize,
    /// How many ask less than before.
    pub weakened: usize,
    /// How many forbid what was asked or allowed, or the other way round.
    pub reversed: usize,
    /// How many of those that repeat an earlier one gained a qualifier.
    pub qualified: usize,
    /// How many of those that repeat an earlier one lost a qualifier.
    pub unqualified: usize,
    /// How many later ones repeat no earlier one.
    pub new: usize,
}

impl RepeatCounts {
    /// Counts an earlier provision.
    fn add_earlier(&mut self, is_repeated: bool) {
        self.earlier += 1;
        *(if is_repeated { &mut self.repeated } else { &mut self.not_repeated }) += 1;
    }

    /// Counts the later provision of a row; one without any says nothing of later ones.
    fn add_later(&mut self, row: &RepeatRow) {
        let count = match row.outcome {
            Repeat::NotRepeated => return,
            Repeat::New => &mut self.new,
            Repeat::Unchanged => &mut self.unchanged,
            Repeat::Reworded => &mut self.reworded,
            Repeat::Strengthened => &mut self.strengthened,
            Repeat::Weakened => &mut self.weakened,
            Repeat::Reversed => &mut self.reversed,
        };
        *count += 1;
        self.later += 1;
        self.repeating += usize::from(row.outcome != Repeat::New);
        let qualifiers = row.shifts().map(|shifts| &shifts.qualifiers);
        self.qualified += usize::from(qualifiers.is_some_and(|shifts| !shifts.added.is_empty()));
        self.unqualified += usize::from(qualifiers.is_some_and(|shifts| !shifts.dropped.is_empty()));
    }
}

/// How many provisions are on a theme.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ThemeCount {
    /// The heading, or the telling words; absent for what is on no theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many there are of each. Earlier provisions count for their own theme, later ones for theirs.
    pub counts: RepeatCounts,
}

/// A later provision with what it goes back to, or an earlier one that is not repeated.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RepeatRow {
    /// What it is.
    pub outcome: Repeat,
    /// The same in words.
    pub told: &'static str,
    /// The name of its theme: that of the later provision, if there is one. Absent for what is on no theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// How far its nearest link can be relied on; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    /// The later provision; absent for an earlier one that is not repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later: Option<RepeatSide>,
    /// The earlier ones that it goes back to, the nearest first, by which its outcome is told; or the one that is not
    /// repeated. Empty for what is new.
    pub earlier: Vec<Precursor>,
    /// The place of its theme in the table.
    #[serde(skip)]
    #[schemars(skip)]
    pub(super) theme_at: usize,
}

impl RepeatRow {
    /// The link to the nearest of the earlier provisions.
    pub fn link(&self) -> Option<&RepeatLink> {
        self.earlier.first()?.link.as_ref()
    }

    /// What it did to the nearest of the earlier provisions; nothing where there is none, and for languages without a
    /// lexicon.
    pub fn shifts(&self) -> Option<&Shifts> {
        self.link()?.shifts.as_ref()
    }

    /// What a person decided about its links.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.earlier.iter().filter_map(|one| one.link.as_ref()?.decision.as_ref())
    }
}

/// What became of a provision at a later meeting, or where one comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Repeat {
    /// The later one asks more.
    Strengthened,
    /// The later one asks less.
    Weakened,
    /// The later one forbids what the earlier asked or allowed, or the other way round.
    Reversed,
    /// The later one has other words, and asks neither more nor less as far as that can be told.
    Reworded,
    /// The later one has the same words, whoever proposes it.
    Unchanged,
    /// It repeats no earlier one.
    New,
    /// No later one repeats it.
    NotRepeated,
}

impl Repeat {
    /// The outcome as it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Repeat::Strengthened => "strengthened",
            Repeat::Weakened => "weakened",
            Repeat::Reversed => "reversed",
            Repeat::Reworded => "reworded",
            Repeat::Unchanged => "unchanged",
            Repeat::New => "new",
            Repeat::NotRepeated => "not-repeated",
        }
    }

    /// Whether a later provision repeats an earlier one.
    pub fn is_linked(self) -> bool {
        !matches!(self, Repeat::New | Repeat::NotRepeated)
    }
}

/// A provision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RepeatSide {
    /// The id.
    pub id: ProvisionId,
    /// The printed number.
    pub label: String,
    /// The headings it stands under.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub section: Vec<String>,
    /// Its text.
    pub text: String,
    /// Who proposes it, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposers: Vec<String>,
}

/// An earlier provision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Precursor {
    /// The provision.
    #[serde(flatten)]
    pub provision: RepeatSide,
    /// The link to the later one; absent where it is not repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<RepeatLink>,
}

/// A link from an earlier provision to a later one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RepeatLink {
    /// How likely it is to be right, from 0 to 1.
    pub confidence: f64,
    /// The confidence in a word.
    pub certainty: Certainty,
    /// What both wordings have, rare phrases first.
    pub shared: Vec<String>,
    /// The numbers that each wording has and the other lacks, if each has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlike_numbers: Option<Unaccounted>,
    /// What a person decided about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What the later wording did to strength, qualifiers and the like; absent for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<Shifts>,
}

impl RepeatsView {
    /// The view of meetings that are held against each other in a lineage, as [`Lineage::between`] does it. `parameters`
    /// say how alike provisions on one theme are.
    pub fn of(lineage: &Lineage, cycles: &[Cycles], parameters: &retrieval::Parameters) -> Self {
        let place = |id: &str| DocumentIndex::all(&lineage.documents).find(|&at| lineage.documents[at].id == id);
        let pairs = cycles.iter().filter_map(|cycles| place(&cycles.earlier).zip(place(&cycles.later)));
        let pairs: Vec<(DocumentIndex, DocumentIndex)> = pairs.collect();
        RepeatsView {
            schema: "travaux.repeats/1",
            model: lineage.documents.iter().find_map(Analysed::model).map(Model::to_string),
            tables: pairs.into_par_iter().map(|pair| RepeatTable::of(lineage, pair, parameters)).collect(),
        }
    }
}

impl RepeatTable {
    fn of(
        lineage: &Lineage,
        (earlier, later): (DocumentIndex, DocumentIndex),
        parameters: &retrieval::Parameters,
    ) -> Self {
        let nodes_of = |document: DocumentIndex| -> Vec<NodeIndex> {
            lineage.graph.node_indices().filter(|&node| lineage.graph[node].document == document).collect()
        };
        let (olds, news) = (nodes_of(earlier), nodes_of(later));
        let themes = Themes::of(lineage, [&olds, &news], parameters);
        let links: BTreeMap<NodeIndex, Vec<(NodeIndex, &Edge)>> =
            news.iter().map(|&node| (node, sources(lineage, node, earlier))).collect();
        let repeated: BTreeSet<NodeIndex> = links.values().flatten().map(|(old, _)| *old).collect();
        let row = |outcome: Repeat, node: NodeIndex, later: Option<RepeatSide>, earlier: Vec<Precursor>| {
            let at = themes.of[&node];
            RepeatRow {
                outcome,
                told: english::repeat(outcome),
                theme: themes.names[at].clone(),
                certainty: earlier.first().and_then(|one| Some(one.link.as_ref()?.certainty)),
                later,
                earlier,
                theme_at: at,
            }
        };
        let of_later = |&node: &NodeIndex| {
            let links = &links[&node];
            let earlier = links.iter().map(|&(old, edge)| precursor(lineage, old, Some(edge))).collect();
            let outcome = links.first().map_or(Repeat::New, |&(old, edge)| outcome(lineage, (old, node), edge));
            row(outcome, node, Some(cited(lineage, node)), earlier)
        };
        let mut rows: Vec<RepeatRow> = news.par_iter().map(of_later).collect();
        let dropped = olds.iter().copied().filter(|node| !repeated.contains(node));
        rows.extend(dropped.map(|node| row(Repeat::NotRepeated, node, None, vec![precursor(lineage, node, None)])));
        // What is repeated comes first, in the order of the later document; the sort keeps it.
        let rank = |row: &RepeatRow| if row.outcome.is_linked() { None } else { Some(row.outcome) };
        rows.sort_by_key(|row| (row.theme_at, rank(row)));
        let mut counts = RepeatCounts::default();
        let mut of_themes = vec![RepeatCounts::default(); themes.names.len()];
        for node in &olds {
            for counts in [&mut counts, &mut of_themes[themes.of[node]]] {
                counts.add_earlier(repeated.contains(node));
            }
        }
        for row in &rows {
            for counts in [&mut counts, &mut of_themes[row.theme_at]] {
                counts.add_later(row);
            }
        }
        let (old, new) = (&lineage.documents[earlier], &lineage.documents[later]);
        let (old_head, new_head) = (DocumentHead::of(old), DocumentHead::of(new));
        let proposers = by_proposer(lineage, (&olds, &news), &links);
        let is_doubtful = |row: &&RepeatRow| row.link().is_some_and(|link| link.certainty == Certainty::Doubtful);
        let doubtful = rows.iter().filter(|row| row.outcome.is_linked()).filter(is_doubtful).count();
        RepeatTable {
            body: common(old, new, |about| about.body.as_ref()).filter(|_| new.metadata.body.is_some()),
            subject: common(old, new, |about| about.subject.as_ref()),
            sentence: english::repeats_sentence(&old_head, &new_head, &counts),
            notes: notes(old, new, &counts, doubtful),
            earlier: old_head,
            later: new_head,
            counts,
            themes_by: themes.by,
            themes: themes.names.into_iter().zip(of_themes).map(|(name, counts)| ThemeCount { name, counts }).collect(),
            proposers,
            rows,
        }
    }

    /// The rows theme by theme, each with the count of its theme.
    pub fn by_theme(&self) -> impl Iterator<Item = (&ThemeCount, &[RepeatRow])> {
        let runs = self.rows.chunk_by(|one, next| one.theme_at == next.theme_at);
        runs.map(|rows| (&self.themes[rows[0].theme_at], rows))
    }

    /// What is said of it above its rows.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.sentence).chain(&self.notes).map(String::as_str)
    }
}

/// What two documents say alike, or one alone does.
fn common(old: &Analysed, new: &Analysed, field: fn(&Metadata) -> Option<&String>) -> Option<String> {
    match (field(&old.metadata), field(&new.metadata)) {
        (Some(one), Some(other)) => (one == other).then(|| one.clone()),
        (one, other) => one.or(other).cloned(),
    }
}

/// What a provision goes back to in an earlier document: what a person vouches for first, then the likeliest.
fn sources(lineage: &Lineage, node: NodeIndex, earlier: DocumentIndex) -> Vec<(NodeIndex, &Edge)> {
    let edges = lineage.graph.edges_directed(node, Direction::Incoming);
    let mut found: Vec<(NodeIndex, &Edge)> = edges
        .filter(|edge| edge.weight().kind == LinkKind::Precedent && lineage.graph[edge.source()].document == earlier)
        .map(|edge| (edge.source(), edge.weight()))
        .collect();
    found.sort_by(|(from, one), (other_from, other)| {
        let by_person = other.decision.is_some().cmp(&one.decision.is_some());
        by_person.then(other.support.confidence.total_cmp(&one.support.confidence)).then(from.cmp(other_from))
    });
    found
}

/// What a later provision did to an earlier one.
fn outcome(lineage: &Lineage, (old, new): (NodeIndex, NodeIndex), edge: &Edge) -> Repeat {
    let way = edge.shifts.as_ref().and_then(|shifts| Some(shifts.strength.as_ref()?.direction));
    match way {
        Some(Way::Stronger) => Repeat::Strengthened,
        Some(Way::Weaker) => Repeat::Weakened,
        Some(Way::Reversed) => Repeat::Reversed,
        Some(Way::Same | Way::NotComparable | Way::Open) | None => {
            let redline = redline_of(&lineage.reading(old), &lineage.reading(new));
            let is_of_words = |manner: Option<Manner>| matches!(manner, None | Some(Manner::Moved));
            match redline.iter().any(|segment| segment.op != Op::Unchanged && is_of_words(segment.manner)) {
                true => Repeat::Reworded,
                false => Repeat::Unchanged,
            }
        }
    }
}

fn cited(lineage: &Lineage, node: NodeIndex) -> RepeatSide {
    let node = &lineage.graph[node];
    let document = &lineage.documents[node.document];
    let provision = document.provision(node.provision);
    RepeatSide {
        id: node.id.clone(),
        label: provision.label.clone(),
        section: provision.section.clone(),
        text: provision.text().to_owned(),
        proposers: proposers(document, &[node.provision]),
    }
}

fn precursor(lineage: &Lineage, node: NodeIndex, edge: Option<&Edge>) -> Precursor {
    let link = |edge: &Edge| RepeatLink {
        confidence: rounded(edge.support.confidence),
        certainty: edge.support.certainty,
        shared: edge.support.evidence.shared.clone(),
        unlike_numbers: edge.support.evidence.unlike_numbers.clone(),
        decision: edge.decision.clone(),
        shifts: edge.shifts.clone(),
    };
    Precursor { provision: cited(lineage, node), link: edge.map(link) }
}

/// What a reader might otherwise take wrongly.
fn notes(old: &Analysed, new: &Analysed, counts: &RepeatCounts, doubtful: usize) -> Vec<String> {
    let mut notes = Vec::new();
    let kind = PairKind::of(old, new);
    if matches!(kind, PairKind::Adoption | PairKind::Revision) {
        notes.push(english::are_of_one_meeting(&old.id, &new.id));
    } else if old.metadata.body.is_some() && new.metadata.body.is_some() && !are_of_one_series(old, new) {
        notes.push(english::are_of_two_series(&old.id, &new.id));
    }
    notes.extend((doubtful > 0).then(|| english::are_doubtful(doubtful)));
    for (document, count) in [(old, counts.earlier), (new, counts.later)] {
        notes.extend((count == 0).then(|| english::adopts_nothing(&document.id)));
    }
    notes.extend((counts.new + counts.not_repeated > 0).then(|| english::NO_COUNTERPART.to_owned()));
    if counts.repeating > 0 && (old.lexicon().is_none() || new.lexicon().is_none()) {
        notes.push(english::no_lexicon(new.language_code().or(old.language_code())));
    }
    notes.extend(new.model().map(|model| english::model_used(&model.to_string())));
    notes
}
