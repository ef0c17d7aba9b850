//! What became of one document's provisions in another: the change table.

use std::collections::BTreeMap;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::document::DocumentHead;
use super::filter::{Facet, Filter};
use super::lineage::descent_sentence;
use super::sentence::{change_sentence, pair_sentence};
use super::wording::{Segment, gist_within, opening, redline_of};
use super::{rounded, rounded_shares};
use crate::align::{self, Certainty, Change, Decision, Evidence, Outdated, Relation};
use crate::anatomy::{Anatomy, Lexicon};
use crate::extract::{Document, Kind};
use crate::lineage::{Comparison, Lineage};
use crate::shift::Shifts;

/// The change table of two documents.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ComparisonView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.compare/1"))]
    pub schema: &'static str,
    /// The old document.
    pub old: DocumentHead,
    /// The new document.
    pub new: DocumentHead,
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
    /// The labels in the old document.
    pub old: Vec<String>,
    /// The labels in the new document.
    pub new: Vec<String>,
    /// The ids of the old provisions, one for each label: `2019-draft/13`.
    pub old_ids: Vec<String>,
    /// The ids of the new provisions, likewise.
    pub new_ids: Vec<String>,
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
    /// What the change did to strength, addressee, qualifiers, lists and citations; absent where there is no link,
    /// and for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<Shifts>,
    /// The parts of the provisions; absent for languages without a lexicon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anatomy: Option<Anatomies>,
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

/// The parts of the provisions of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Anatomies {
    /// Those of the old provisions, one for each label.
    pub old: Vec<Anatomy>,
    /// Those of the new ones.
    pub new: Vec<Anatomy>,
}

impl ComparisonView {
    /// The view of a comparison. Without a lexicon nothing is said of strength, qualifiers and the like.
    pub fn of(old: &Document, new: &Document, changes: &[Change], lexicon: Option<&Lexicon>) -> Self {
        let row = |change| ChangeRow::of(old, new, change, lexicon);
        let rows: Vec<ChangeRow> = changes.par_iter().map(row).collect();
        let (old_head, new_head) = (DocumentHead::of(old), DocumentHead::of(new));
        let summary = Summary::of(&rows);
        ComparisonView {
            schema: "travaux.compare/1",
            sentence: pair_sentence(&old_head, &new_head, &rows, &summary),
            old: old_head,
            new: new_head,
            summary,
            changes: rows,
            shown: None,
            notes: notes(old, new, changes, lexicon),
        }
    }

    /// The view of a draft and what came of it in a lineage, with how it is known that they belong together.
    pub fn of_descent(lineage: &Lineage, comparison: &Comparison, lexicon: Option<&Lexicon>) -> Self {
        let new = &lineage.documents[comparison.new];
        let mut view = ComparisonView::of(&comparison.old, new, &comparison.changes, lexicon);
        view.notes.insert(0, descent_sentence(lineage, comparison));
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

    /// Whether the texts differ in any provision that was compared.
    pub fn differs(&self) -> bool {
        self.changes.iter().any(ChangeRow::is_changed)
    }
}

/// What a reader might otherwise take wrongly.
fn notes(old: &Document, new: &Document, changes: &[Change], lexicon: Option<&Lexicon>) -> Vec<String> {
    let mut notes = Vec::new();
    if lexicon.is_none() && changes.iter().any(|change| change.link.is_some() && change.relation != Relation::Unchanged)
    {
        let language = new.language.as_ref().or(old.language.as_ref());
        notes.push(match language {
            Some(code) => format!("Nothing is said of strength and qualifiers: there is no lexicon for `{code}`."),
            None => {
                "Nothing is said of strength and qualifiers: the language was not recognized; --lang names it.".into()
            }
        });
    }
    for (without, with) in [(old, new), (new, old)] {
        if align::lacks_recommendations(without, with) {
            notes.push(format!(
                "{} has no recommendations, so its numbered paragraphs are held against the recommendations of {}.",
                without.id, with.id
            ));
        }
    }
    let apart = [Relation::Withdrawn, Relation::New];
    if let (Some(one), Some(other)) = (old.meeting, new.meeting)
        && one != other
        && old.body == new.body
        && changes.iter().any(|change| apart.contains(&change.relation))
    {
        notes.push(format!(
            "These are reports of different meetings ({one} and {other}): withdrawn and new say no more than that there \
             is no counterpart."
        ));
    }
    notes
}

impl ChangeRow {
    /// Whether it differs in words, number or place.
    pub fn is_changed(&self) -> bool {
        let same = [Relation::Unchanged, Relation::OutsideCoverage];
        !same.contains(&self.relation) || self.renumbered || self.moved
    }

    pub(super) fn of(old: &Document, new: &Document, change: &Change, lexicon: Option<&Lexicon>) -> Self {
        let texts = |document: &Document, places: &[usize]| -> Vec<String> {
            places.iter().map(|&at| document.provisions[at].text().to_owned()).collect()
        };
        let label = |document: &Document, at: usize| document.provisions[at].label.clone();
        let labels = |document: &Document, places: &[usize]| -> Vec<String> {
            places.iter().map(|&at| label(document, at)).collect()
        };
        let ids = |document: &Document, places: &[usize]| -> Vec<String> {
            places.iter().map(|&at| document.provisions[at].id.clone()).collect()
        };
        let section = |document: &Document, places: &[usize]| -> Vec<String> {
            places.first().map(|&at| document.provisions[at].section.clone()).unwrap_or_default()
        };
        let (old_text, new_text) = (texts(old, &change.old), texts(new, &change.new));
        let anatomies = |texts: &[String]| lexicon.map(|lexicon| Anatomy::of_each(texts, lexicon));
        let anatomy = anatomies(&old_text).zip(anatomies(&new_text)).map(|(old, new)| Anatomies { old, new });
        let is_linked = change.link.is_some();
        let redline = if is_linked { redline_of(&old_text.join("\n"), &new_text.join("\n")) } else { Vec::new() };
        let core = if is_linked { core_redline(&anatomy, &redline) } else { Vec::new() };
        let gist = match change.relation {
            Relation::Unchanged => Vec::new(),
            _ if is_linked => gist_within(&core, &redline),
            _ => old_text.iter().chain(&new_text).map(|text| opening(text)).collect(),
        };
        let link = change.link.as_ref();
        let mut row = ChangeRow {
            relation: change.relation,
            old: labels(old, &change.old),
            new: labels(new, &change.new),
            old_ids: ids(old, &change.old),
            new_ids: ids(new, &change.new),
            pairs: change.some_pairs.iter().flatten().map(|&(at, there)| (label(old, at), label(new, there))).collect(),
            kind: change.kind,
            renumbered: change.renumbered,
            moved: change.moved,
            sentence: String::new(),
            old_section: section(old, &change.old),
            new_section: section(new, &change.new),
            score: link.map(|link| rounded(link.score)),
            confidence: link.map(|link| rounded(link.confidence)),
            certainty: link.map(|link| link.certainty),
            evidence: link.map(|link| link.evidence.rounded()),
            outdated: change.outdated.clone(),
            decisions: change.decisions.clone(),
            shifts: lexicon
                .zip(anatomy.as_ref().filter(|_| is_linked))
                .map(|(lexicon, parts)| Shifts::of(&parts.old, &parts.new, lexicon)),
            anatomy,
            gist,
            old_text,
            new_text,
            redline,
        };
        row.sentence = change_sentence(&row, &core, (&old.id, &new.id));
        row
    }
}

/// The redline of the cores: what the parts that are told by themselves do not tell. Without operative phrases on
/// both sides there is nothing to set apart, and the whole redline it is.
fn core_redline(anatomy: &Option<Anatomies>, whole: &[Segment]) -> Vec<Segment> {
    let cores = |side: &[Anatomy]| side.iter().map(|one| one.core.as_str()).collect::<Vec<_>>().join("\n");
    let is_known = |side: &[Anatomy]| !side.is_empty() && side.iter().all(|one| one.operative.is_some());
    match anatomy {
        Some(parts) if is_known(&parts.old) && is_known(&parts.new) => {
            redline_of(&cores(&parts.old), &cores(&parts.new))
        }
        _ => whole.to_vec(),
    }
}

impl Evidence {
    /// The same, in figures fit for showing.
    fn rounded(&self) -> Evidence {
        let mut shown = self.clone();
        shown.signals.values_mut().for_each(|value| *value = rounded(*value));
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
        }
    }
}
