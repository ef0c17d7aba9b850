//! What became of one document's provisions in another: the change table.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use tracing::trace_span;

use super::brackets::{self, BracketCounts, BracketView};
use super::document::{DocumentHead, proposers};
use super::english;
use super::filter::{Facet, Filter};
use super::gist::{Context, Gist};
use super::pair::PairKind;
use super::row::Row;
use super::tally::Tally;
use super::wording::{Manner, Op, Segment, opening, redline_of, segments};
use super::{rounded, rounded_shares};
use crate::align::{self, Certainty, Correspondence, Evidence, Relation};
use crate::analysis::Analysed;
use crate::anatomy::Anatomy;
use crate::change::{Change, Outdated};
use crate::decisions::Decision;
use crate::diff::are_too_many_options;
use crate::embedding::Model;
use crate::language::Reading;
use crate::lineage::{Comparison, Lineage};
use crate::model::{Document, Kind, Provision, ProvisionId, ProvisionIndex};
use crate::shift::Shifts;

/// The change table of two documents.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ComparisonView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.compare/1"))]
    pub schema: &'static str,
    /// The sentence-embedding model that was used, by its name and in brackets its fingerprint; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The old document.
    pub old: DocumentHead,
    /// The new document.
    pub new: DocumentHead,
    /// What the two are to each other, as far as it is known.
    pub pair: PairKind,
    /// How many changes of each relation there are.
    pub summary: Summary,
    /// The same in one sentence.
    pub sentence: String,
    /// The changes; those that were asked for.
    pub changes: Vec<ChangeRow>,
    /// How many changes there are and how many are shown, where only some were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
    /// What to bear in mind when reading them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How many changes there are of each relation, and how many were renumbered and moved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// The count of each relation.
    #[serde(flatten)]
    pub relations: BTreeMap<&'static str, usize>,
    /// How many were renumbered.
    pub renumbered: usize,
    /// How many stand in another section.
    pub moved: usize,
    /// How many forbid what was asked or allowed, or the other way round.
    pub reversed: usize,
    /// How many ask less than before.
    pub weakened: usize,
    /// How many ask more than before.
    pub strengthened: usize,
    /// How many gained a qualifier.
    pub qualified: usize,
    /// How many lost a qualifier.
    pub unqualified: usize,
    /// How many address somebody else.
    pub readdressed: usize,
    /// What became of brackets and options; absent where there are none.
    #[serde(skip_serializing_if = "BracketCounts::is_empty")]
    pub brackets: BracketCounts,
}

/// How much of a comparison is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shown {
    /// How many changes there are.
    pub of: usize,
    /// How many are shown.
    pub count: usize,
}

/// A row of the change table.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChangeRow {
    /// What became of it.
    pub relation: Relation,
    /// The same as people read it, by what the two documents are to each other: "adopted", "not adopted", "repeated",
    /// "not repeated", "new"; where nothing is known of the two, in which of the texts it stands.
    pub outcome: &'static str,
    /// The labels in the old document.
    pub old: Vec<String>,
    /// The labels in the new document.
    pub new: Vec<String>,
    /// The ids of the old provisions, one for each label: `2019-draft/13`.
    pub old_ids: Vec<ProvisionId>,
    /// The ids of the new provisions, likewise.
    pub new_ids: Vec<ProvisionId>,
    /// Which old label belongs to which new one, where a person's decisions leave not each linked to each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<(String, String)>,
    /// The kind of the provisions.
    pub kind: Kind,
    /// Whether the number changed.
    pub renumbered: bool,
    /// Whether it stands in another section.
    pub moved: bool,
    /// One sentence on what happened.
    pub sentence: String,
    /// The headings under which the old wording stands, outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub old_section: Vec<String>,
    /// The headings under which the new wording stands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub new_section: Vec<String>,
    /// How well the two sides go together, from 0 to 1; absent where there is no link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// How likely the link is to be right, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// The confidence in a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    /// The reasons for the link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// References in the new wording to places of its own document that have other numbers now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outdated: Vec<Outdated>,
    /// What a person decided about it. A rejected link is told with both of the changes that its provisions are in now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Who proposes the two wordings; absent where neither names anybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposers: Option<Proposers>,
    /// What the change did to strength, addressee, qualifiers, lists and citations; absent where there is no link,
    /// and for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<Shifts>,
    /// The parts of the provisions; absent for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anatomy: Option<Anatomies>,
    /// What became of the brackets and options of the old wording, in its order, and which the new one opened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub brackets: Vec<BracketView>,
    /// The change of the core, in few words; the opening words where one side is empty.
    pub gist: Vec<String>,
    /// The old wording, a text for each label.
    pub old_text: Vec<String>,
    /// The new wording, likewise.
    pub new_text: Vec<String>,
    /// The redline of the two wordings; several texts of one side are joined by a line break.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub redline: Vec<Segment>,
}

/// Who proposes the two wordings of a change, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposers {
    /// Those of the old wording.
    pub old: Vec<String>,
    /// Those of the new one.
    pub new: Vec<String>,
    /// Those of the new wording alone. Without a link between the two nobody is said to have come or gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub came: Vec<String>,
    /// Those of the old wording alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<String>,
    /// Whether nothing else of the wording changed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub only: bool,
}

impl Proposers {
    /// Those of a change, where there are any. One is the same under several names and in two languages.
    fn of((old, olds): Side<'_>, (new, news): Side<'_>, redline: Option<&[Segment]>) -> Option<Self> {
        let lacking = |(document, places): Side<'_>, (other, others): Side<'_>| -> Vec<String> {
            let there = other.proposers(others);
            let own = document.proposers(places).into_iter();
            let own = own.filter(|one| redline.is_some() && there.iter().all(|other| other.id() != one.id()));
            own.map(|one| one.name().to_owned()).collect()
        };
        let came = lacking((new, news), (old, olds));
        let gone = lacking((old, olds), (new, news));
        let is_other = |segment: &Segment| segment.op != Op::Unchanged && segment.manner != Some(Manner::Attribution);
        let is_reworded = redline.is_some_and(|redline| redline.iter().any(is_other));
        let only = !is_reworded && (!came.is_empty() || !gone.is_empty());
        let found = Proposers { old: proposers(old, olds), new: proposers(new, news), came, gone, only };
        (!found.old.is_empty() || !found.new.is_empty()).then_some(found)
    }

    /// Whether a link leads to a wording that others propose.
    pub fn is_changed(&self) -> bool {
        !self.came.is_empty() || !self.gone.is_empty()
    }
}

/// Some provisions of a document.
type Side<'a> = (&'a Analysed, &'a [ProvisionIndex]);

/// The parts of the provisions of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Anatomies {
    /// Those of the old provisions, one for each label.
    pub old: Vec<Arc<Anatomy>>,
    /// Those of the new ones.
    pub new: Vec<Arc<Anatomy>>,
}

impl ComparisonView {
    /// The view of a comparison.
    pub fn of(old: &Analysed, new: &Analysed, changes: &[Change]) -> Self {
        let mut view = ComparisonView::of_pair(old, new, changes, PairKind::of(old, new));
        view.model = new.model().map(Model::to_string);
        view.notes.extend(view.model.as_deref().map(english::model_used));
        view
    }

    /// The view of a pair of such a kind, without a word of the model.
    fn of_pair(old: &Analysed, new: &Analysed, changes: &[Change], pair: PairKind) -> Self {
        let _stage = trace_span!("rows").entered();
        let rows: Vec<ChangeRow> = changes.par_iter().map(|change| ChangeRow::of(old, new, change, pair)).collect();
        let (old_head, new_head) = (DocumentHead::of(old), DocumentHead::of(new));
        let summary = Summary::of(&rows);
        ComparisonView {
            schema: "travaux.compare/1",
            model: None,
            sentence: english::pair_sentence((&old_head, &new_head), pair, &rows, &summary),
            old: old_head,
            new: new_head,
            pair,
            summary,
            notes: notes(old, new, changes, &rows),
            changes: rows,
            shown: None,
        }
    }

    /// The view of a draft and what came of it in a lineage, with how it is known that they belong together.
    pub fn of_descent(lineage: &Lineage, comparison: &Comparison, changes: &[Change]) -> Self {
        let new = &lineage.documents[comparison.new];
        // A lineage tells of the model once.
        let pair = PairKind::of_descent(comparison.ground, new);
        let mut view = ComparisonView::of_pair(&comparison.old, new, changes, pair);
        view.notes.insert(0, english::descent_sentence(lineage, comparison));
        view
    }

    /// The same with those changes only that pass a filter. The summary stays that of the whole.
    pub fn filtered(mut self, filter: &Filter) -> Self {
        if !filter.is_empty() {
            let of = self.changes.len();
            self.changes.retain(|row| filter.passes(row));
            self.shown = Some(Shown { of, count: self.changes.len() });
        }
        self
    }

    /// The changes with all that is said of them.
    pub fn rows(&self) -> Vec<Row<'_>> {
        self.changes.iter().map(|row| Row::of_change(self, row)).collect()
    }

    /// What happened, in numbers; nothing where only some changes were asked for.
    pub fn tally(&self) -> Option<Tally> {
        self.shown.is_none().then(|| Tally::of(self))
    }

    /// What is said of it above the changes.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.sentence).chain(&self.notes).map(String::as_str)
    }

    /// The language of the wordings, as a code.
    pub fn language(&self) -> Option<&str> {
        self.new.metadata.language.as_deref().or(self.old.metadata.language.as_deref())
    }

    /// Whether the texts differ in any provision that was compared.
    pub fn differs(&self) -> bool {
        self.changes.iter().any(ChangeRow::is_changed)
    }
}

/// What a reader might otherwise take wrongly.
fn notes(old: &Analysed, new: &Analysed, changes: &[Change], rows: &[ChangeRow]) -> Vec<String> {
    let mut notes = Vec::new();
    let has_lexicon = old.lexicon().is_some() && new.lexicon().is_some();
    if !has_lexicon && rows.iter().any(|row| row.score.is_some() && row.relation != Relation::Unchanged) {
        notes.push(english::no_lexicon(new.language_code().or(old.language_code())));
    }
    for (without, with) in [(old, new), (new, old)] {
        if align::lacks_recommendations(without, with) {
            notes.push(english::no_recommendations_in(&without.id, &with.id));
        }
    }
    let apart = [Relation::Withdrawn, Relation::New];
    if let (Some(one), Some(other)) = (old.metadata.meeting, new.metadata.meeting)
        && one != other
        && old.metadata.body == new.metadata.body
        && rows.iter().any(|row| apart.contains(&row.relation))
    {
        notes.push(english::different_meetings(one, other));
    }
    let crowded = changes.iter().zip(rows).filter(|(change, _)| has_too_many_options(old, new, change));
    let crowded: Vec<&str> =
        crowded.map(|(_, row)| row.new.first().or(row.old.first()).map_or("", String::as_str)).collect();
    if !crowded.is_empty() {
        notes.push(english::too_many_options(&crowded));
    }
    notes
}

/// Whether the options of a change are too many to be held against each other one by one.
fn has_too_many_options(old: &Analysed, new: &Analysed, change: &Change) -> bool {
    let count = |document: &Analysed, places: &[ProvisionIndex]| -> usize {
        places.iter().map(|&at| document.bracketed(at).outermost_options().count()).sum()
    };
    let Correspondence { old: olds, new: news, .. } = &change.correspondence;
    !change.redline.is_empty() && are_too_many_options(count(old, olds), count(new, news))
}

impl ChangeRow {
    /// Whether it differs in words, number or place.
    pub fn is_changed(&self) -> bool {
        let same = [Relation::Unchanged, Relation::OutsideCoverage];
        !same.contains(&self.relation) || self.renumbered || self.moved
    }

    pub(super) fn of(old: &Analysed, new: &Analysed, change: &Change, pair: PairKind) -> Self {
        let one = &change.correspondence;
        let olds: Vec<&Provision> = one.old.iter().map(|&at| old.provision(at)).collect();
        let news: Vec<&Provision> = one.new.iter().map(|&at| new.provision(at)).collect();
        let (old_text, new_text): (Vec<String>, Vec<String>) = (
            olds.iter().map(|provision| provision.text().to_owned()).collect(),
            news.iter().map(|provision| provision.text().to_owned()).collect(),
        );
        let anatomy = old.shared_anatomies(&one.old).zip(new.shared_anatomies(&one.new));
        let anatomy = anatomy.map(|(old, new)| Anatomies { old, new });
        let support = one.support.as_ref();
        let redline = segments(&change.redline, &old_text.join("\n"), &new_text.join("\n"));
        let (open_old, open_new) = (old.bracketed_in(&one.old), new.bracketed_in(&one.new));
        let core = match support {
            None => Vec::new(),
            Some(_) if open_old.is_empty() && open_new.is_empty() => {
                core_redline(&anatomy, &redline, (old, &old_text), (new, &new_text))
            }
            // What became of brackets is told by itself.
            Some(_) => {
                let (before, after) = (old_text.join("\n"), new_text.join("\n"));
                let free = brackets::outside(&change.redline, (&before, &open_old), (&after, &open_new));
                segments(&free, &before, &after)
            }
        };
        let linked = support.map(|_| redline.as_slice());
        let proposers = Proposers::of((old, &one.old), (new, &one.new), linked);
        let words = match one.relation {
            Relation::Unchanged => Gist::default(),
            _ if support.is_some() => {
                let whole = [old_text.join("\n"), new_text.join("\n")];
                let context = Context {
                    whole: Some([&whole[0], &whole[1]]),
                    has_parts: one.old.len() + one.new.len() > 2,
                    has_brackets: !open_old.is_empty() || !open_new.is_empty(),
                    shifts: change.shifts.as_ref(),
                    ..Context::default()
                };
                Gist::within(&core, &redline, [old.language(), new.language()], &context)
            }
            _ => Gist::default(),
        };
        let mut gist = match support {
            Some(_) => words.lines(),
            None => old_text.iter().chain(&new_text).map(|text| opening(text)).collect(),
        };
        gist.extend(proposers.as_ref().and_then(english::proposers_line));
        let label = |document: &Document, at: ProvisionIndex| document.provisions[at].label.clone();
        let pairs = one.partial_pairs().iter().map(|&(at, there)| (label(old, at), label(new, there)));
        let mut row = ChangeRow {
            relation: one.relation,
            outcome: english::outcome(pair, one.relation),
            old: olds.iter().map(|provision| provision.label.clone()).collect(),
            new: news.iter().map(|provision| provision.label.clone()).collect(),
            old_ids: olds.iter().map(|provision| provision.id.clone()).collect(),
            new_ids: news.iter().map(|provision| provision.id.clone()).collect(),
            pairs: pairs.collect(),
            kind: one.kind,
            renumbered: one.renumbered,
            moved: one.moved,
            sentence: String::new(),
            old_section: olds.first().map(|provision| provision.section.clone()).unwrap_or_default(),
            new_section: news.first().map(|provision| provision.section.clone()).unwrap_or_default(),
            score: support.map(|support| rounded(support.score)),
            confidence: support.map(|support| rounded(support.confidence)),
            certainty: support.map(|support| support.certainty),
            evidence: support.map(|support| support.evidence.rounded()),
            outdated: change.outdated.clone(),
            decisions: change.decisions.clone(),
            proposers,
            shifts: change.shifts.clone(),
            brackets: change.brackets.iter().map(BracketView::of).collect(),
            anatomy,
            gist,
            old_text,
            new_text,
            redline,
        };
        row.sentence = english::change_sentence(&row, &words, (&old.id, &new.id));
        row
    }
}

/// The redline of the cores: what the parts that are told by themselves do not tell. Without a lexicon there is nothing to
/// set apart, and the whole redline it is.
fn core_redline(
    anatomy: &Option<Anatomies>,
    whole: &[Segment],
    (old, old_texts): (&Analysed, &[String]),
    (new, new_texts): (&Analysed, &[String]),
) -> Vec<Segment> {
    // What is quoted of a core says where something was left out.
    let core = |(anatomy, text): (&Arc<Anatomy>, &String)| {
        let spans = anatomy.core_spans.iter().filter_map(|span| text.get(span.clone()));
        let pieces = spans.map(|piece| piece.split_whitespace().collect::<Vec<_>>().join(" "));
        pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(LEFT_OUT)
    };
    let cores =
        |side: &[Arc<Anatomy>], texts: &[String]| side.iter().zip(texts).map(core).collect::<Vec<_>>().join("\n");
    match anatomy {
        Some(parts) => {
            let (before, after) = (cores(&parts.old, old_texts), cores(&parts.new, new_texts));
            redline_of(&Reading::of(&before, old.language()), &Reading::of(&after, new.language()))
        }
        _ => whole.to_vec(),
    }
}

/// What stands in a core where a part of the provision that is told by itself was taken out.
const LEFT_OUT: &str = " … ";

impl Evidence {
    /// The same, in figures fit for showing.
    fn rounded(&self) -> Evidence {
        let mut shown = self.clone();
        shown.signals = shown.signals.map(rounded);
        shown.coverage = rounded_shares(shown.coverage);
        shown.margin = rounded(shown.margin);
        shown.wording = rounded(shown.wording);
        for part in &mut shown.parts {
            part.score = rounded(part.score);
            part.coverage = rounded_shares(part.coverage);
        }
        if let Some(rival) = &mut shown.runner_up {
            rival.score = rounded(rival.score);
        }
        shown
    }
}

impl Summary {
    /// Counts changes.
    pub fn of(rows: &[ChangeRow]) -> Self {
        let mut relations: BTreeMap<&'static str, usize> = Relation::ALL.iter().map(|r| (r.name(), 0)).collect();
        for row in rows {
            *relations.entry(row.relation.name()).or_default() += 1;
        }
        let count = |facet: Facet| rows.iter().filter(|row| facet.holds(row)).count();
        Summary {
            relations,
            renumbered: count(Facet::Renumbered),
            moved: count(Facet::Moved),
            reversed: count(Facet::Reversed),
            weakened: count(Facet::Weakened),
            strengthened: count(Facet::Strengthened),
            qualified: count(Facet::Qualified),
            unqualified: count(Facet::Unqualified),
            readdressed: count(Facet::Readdressed),
            brackets: BracketCounts::of(rows.iter().flat_map(|row| &row.brackets)),
        }
    }
}
