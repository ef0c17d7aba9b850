//! What became of one document's provisions in another: the change table.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::document::DocumentHead;
use super::rounded;
use super::wording::{Segment, gist, opening, redline_of};
use crate::align::{self, Certainty, Change, Evidence, Relation};
use crate::extract::{Document, Kind};

/// The change table of two documents.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonView {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The old document.
    pub old: DocumentHead,
    /// The new document.
    pub new: DocumentHead,
    /// How many changes of each relation there are.
    pub summary: Summary,
    /// The changes.
    pub changes: Vec<ChangeRow>,
    /// What to bear in mind when reading them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How many changes there are of each relation, and how many were renumbered and moved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The count of each relation.
    #[serde(flatten)]
    pub relations: BTreeMap<&'static str, usize>,
    /// How many were renumbered.
    pub renumbered: usize,
    /// How many stand in another section.
    pub moved: usize,
}

/// A row of the change table.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeRow {
    /// What became of it.
    pub relation: Relation,
    /// The labels in the old document.
    pub old: Vec<String>,
    /// The labels in the new document.
    pub new: Vec<String>,
    /// The kind of the provisions.
    pub kind: Kind,
    /// Whether the number changed.
    pub renumbered: bool,
    /// Whether it stands in another section.
    pub moved: bool,
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
    /// The wording's change in few words; the opening words where one side is empty.
    pub gist: Vec<String>,
    /// The old wording, a text for each label.
    pub old_text: Vec<String>,
    /// The new wording, likewise.
    pub new_text: Vec<String>,
    /// The redline of the two wordings; several texts of one side are joined by a line break.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub redline: Vec<Segment>,
}

impl ComparisonView {
    /// The view of a comparison.
    pub fn of(old: &Document, new: &Document, changes: &[Change]) -> Self {
        let rows: Vec<ChangeRow> = changes.par_iter().map(|change| ChangeRow::of(old, new, change)).collect();
        ComparisonView {
            schema: "travaux.compare/1",
            old: DocumentHead::of(old),
            new: DocumentHead::of(new),
            summary: Summary::of(changes),
            changes: rows,
            notes: notes(old, new, changes),
        }
    }

    /// Whether the texts differ in any provision that was compared.
    pub fn differs(&self) -> bool {
        let same = [Relation::Unchanged, Relation::OutsideCoverage];
        self.changes.iter().any(|row| !same.contains(&row.relation) || row.renumbered || row.moved)
    }
}

/// What a reader might otherwise take wrongly.
fn notes(old: &Document, new: &Document, changes: &[Change]) -> Vec<String> {
    let mut notes = Vec::new();
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
    pub(super) fn of(old: &Document, new: &Document, change: &Change) -> Self {
        let texts = |document: &Document, places: &[usize]| -> Vec<String> {
            places.iter().map(|&at| document.provisions[at].text().to_owned()).collect()
        };
        let labels = |document: &Document, places: &[usize]| -> Vec<String> {
            places.iter().map(|&at| document.provisions[at].label.clone()).collect()
        };
        let (old_text, new_text) = (texts(old, &change.old), texts(new, &change.new));
        let redline = match change.link {
            Some(_) => redline_of(&old_text.join("\n"), &new_text.join("\n")),
            None => Vec::new(),
        };
        let gist = match (change.relation, change.link.is_some()) {
            (Relation::Unchanged, _) => Vec::new(),
            (_, true) => gist(&redline),
            (_, false) => old_text.iter().chain(&new_text).map(|text| opening(text)).collect(),
        };
        let link = change.link.as_ref();
        ChangeRow {
            relation: change.relation,
            old: labels(old, &change.old),
            new: labels(new, &change.new),
            kind: change.kind,
            renumbered: change.renumbered,
            moved: change.moved,
            score: link.map(|link| rounded(link.score)),
            confidence: link.map(|link| rounded(link.confidence)),
            certainty: link.map(|link| link.certainty),
            evidence: link.map(|link| link.evidence.rounded()),
            gist,
            old_text,
            new_text,
            redline,
        }
    }
}

impl Evidence {
    /// The same, in figures fit for showing.
    fn rounded(&self) -> Evidence {
        let mut shown = self.clone();
        shown.signals.values_mut().for_each(|value| *value = rounded(*value));
        shown.coverage.old = rounded(shown.coverage.old);
        shown.coverage.new = rounded(shown.coverage.new);
        shown.margin = rounded(shown.margin);
        shown.wording = rounded(shown.wording);
        for part in &mut shown.parts {
            part.score = rounded(part.score);
            part.coverage.old = rounded(part.coverage.old);
            part.coverage.new = rounded(part.coverage.new);
        }
        if let Some(rival) = &mut shown.runner_up {
            rival.score = rounded(rival.score);
        }
        shown
    }
}

impl Summary {
    /// Counts changes.
    pub fn of(changes: &[Change]) -> Self {
        let mut relations: BTreeMap<&'static str, usize> = Relation::ALL.iter().map(|r| (r.name(), 0)).collect();
        for change in changes {
            *relations.entry(change.relation.name()).or_default() += 1;
        }
        Summary {
            relations,
            renumbered: changes.iter().filter(|change| change.renumbered).count(),
            moved: changes.iter().filter(|change| change.moved).count(),
        }
    }

    fn count(&self, relation: Relation) -> usize {
        self.relations.get(relation.name()).copied().unwrap_or(0)
    }
}

impl ComparisonView {
    /// The comparison in one sentence: "Of the 11 recommendations of 2019-draft, 10 were reworded
    /// and 1 was withdrawn; ..."
    pub fn sentence(&self) -> String {
        let kinds: std::collections::BTreeSet<Kind> = self.changes.iter().map(|row| row.kind).collect();
        let noun = match kinds.iter().collect::<Vec<_>>().as_slice() {
            [only] => only.plural(),
            _ => "provisions",
        };
        let old_rows = self.changes.iter().filter(|row| !row.old.is_empty());
        let old_count: usize = old_rows.map(|row| row.old.len()).sum();
        let noun = match (old_count, kinds.iter().next()) {
            (1, Some(kind)) if kinds.len() == 1 => kind.name(),
            _ => noun,
        };
        let count = |relation| -> usize {
            self.changes.iter().filter(|row| row.relation == relation).map(|row| row.old.len()).sum()
        };
        let mut fates = Vec::new();
        let mut fate = |count: usize, one: &str, several: &str| match count {
            0 => {}
            1 => fates.push(format!("1 {one}")),
            count => fates.push(format!("{count} {several}")),
        };
        fate(count(Relation::Unchanged), "is unchanged", "are unchanged");
        fate(count(Relation::Reworded), "was reworded", "were reworded");
        fate(count(Relation::Split), "was split", "were split");
        fate(count(Relation::Merged), "was merged", "were merged");
        fate(count(Relation::Withdrawn), "was withdrawn", "were withdrawn");
        fate(
            count(Relation::OutsideCoverage),
            "lies outside what the new document holds",
            "lie outside what the new document holds",
        );
        let mut sentence = match fates.as_slice() {
            [] => format!("{} has no {noun} to compare", self.old.id),
            fates => format!("Of the {old_count} {noun} of {}, {}", self.old.id, listed(fates)),
        };
        let outside_old =
            self.changes.iter().filter(|row| row.relation == Relation::OutsideCoverage && row.old.is_empty()).count();
        for (count, one, several) in [
            (self.summary.renumbered, "was renumbered", "were renumbered"),
            (self.summary.moved, "stands in another section", "stand in another section"),
        ] {
            if count > 0 {
                sentence.push_str(&format!("; {count} {}", if count == 1 { one } else { several }));
            }
        }
        let new = self.summary.count(Relation::New);
        if new > 0 {
            sentence.push_str(&format!("; {new} {} new in {}", if new == 1 { "is" } else { "are" }, self.new.id));
        }
        if outside_old > 0 {
            let stand = if outside_old == 1 { "stands" } else { "stand" };
            sentence.push_str(&format!("; {outside_old} {stand} in sections that {} does not hold", self.old.id));
        }
        sentence.push('.');
        sentence
    }
}

/// "a", "a and b", "a, b and c".
fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
