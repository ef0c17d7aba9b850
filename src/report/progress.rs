//! How far the revisions of a draft have come, and whose words stand in what was adopted.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

use super::english::{self, headings};
use super::grid::{Grid, GridCell, GridColumn, GridLine, GridRow, Style};
use super::rounded;
use crate::lineage::{Lineage, Open, Progress, Proposal, Provenance, Share};
use crate::model::{ProvisionId, ProvisionPlace};

/// The open brackets and options of a draft in its revisions and in what was adopted of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProgressView {
    /// The ids of the documents, earliest first.
    pub documents: Vec<String>,
    /// What is open in each of them.
    pub open: Vec<OpenCounts>,
    /// The same for each part of the text: an article, or what stands under one heading.
    pub parts: Vec<PartView>,
    /// The same in one sentence.
    pub sentence: String,
}

/// What is open in one part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartView {
    /// Its heading in the last document that has it, and the number that it had first, where that was another.
    pub name: String,
    /// What is open in each document; null in one that does not have it.
    pub open: Vec<Option<OpenCounts>>,
}

/// How much of a text is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenCounts {
    /// Brackets; notes on the draft are none.
    pub brackets: usize,
    /// Options, and provisions that stand beside others.
    pub options: usize,
}

impl OpenCounts {
    /// Brackets and options together.
    pub fn all(self) -> usize {
        self.brackets + self.options
    }

    fn of(open: Open) -> Self {
        OpenCounts { brackets: open.brackets, options: open.options }
    }
}

impl ProgressView {
    pub(super) fn of(lineage: &Lineage, progress: &Progress) -> Self {
        let documents: Vec<String> = progress.documents.iter().map(|&at| lineage.documents[at].id.clone()).collect();
        let open = (0..documents.len())
            .map(|at| {
                let all = progress.rows.iter().filter_map(|row| row.open[at]);
                all.fold(OpenCounts::default(), |sum, open| OpenCounts {
                    brackets: sum.brackets + open.brackets,
                    options: sum.options + open.options,
                })
            })
            .collect();
        let part = |row: &crate::lineage::ProgressRow| PartView {
            name: english::part(&row.name, row.was.as_deref()),
            open: row.open.iter().map(|open| open.map(OpenCounts::of)).collect(),
        };
        let mut view =
            ProgressView { documents, open, parts: progress.rows.iter().map(part).collect(), sentence: String::new() };
        view.sentence = english::progress_sentence(&view);
        view
    }

    /// The parts that had anything open in any document.
    pub fn told_parts(&self) -> impl Iterator<Item = &PartView> {
        self.parts.iter().filter(|part| part.open.iter().flatten().any(|open| open.all() > 0))
    }

    /// The most that a part has open in any document.
    pub fn most(&self) -> usize {
        self.parts.iter().flat_map(|part| part.open.iter().flatten()).map(|open| open.all()).max().unwrap_or(0)
    }

    /// A table: a row for each part that had anything open, a column for each document.
    pub fn grid(&self) -> Grid {
        let most = self.most();
        let columns = self.documents.len() as u32;
        let share = (60 / columns.max(1)).min(18);
        let name =
            GridColumn { heading: Cow::Borrowed(headings::PART), share: 100 - share * columns, is_figures: false };
        let column = |id: &String| GridColumn { heading: Cow::Owned(id.clone()), share, is_figures: true };
        let bar = |open: &Option<OpenCounts>| match open {
            Some(open) => GridCell::Bar { figure: open.all(), of: most },
            None => GridCell::Lines(Vec::new()),
        };
        let row = |part: &PartView| {
            let name = GridCell::Lines(vec![GridLine::new(Style::Plain, part.name.clone())]);
            GridRow::Cells(std::iter::once(name).chain(part.open.iter().map(bar)).collect())
        };
        let all = GridCell::Lines(vec![GridLine::new(Style::Strong, english::ALL_TOGETHER)]);
        // A sum of nothing is what everybody waits for.
        let sums = self.open.iter().map(|open| GridCell::Bar { figure: open.all(), of: 0 });
        Grid {
            title: headings::OF_PROGRESS,
            about: Some(headings::ABOUT_PROGRESS),
            columns: std::iter::once(name).chain(self.documents.iter().map(column)).collect(),
            rows: self
                .told_parts()
                .map(row)
                .chain([GridRow::Cells(std::iter::once(all).chain(sums).collect())])
                .collect(),
        }
    }
}

/// Whose proposed words stand in the last form of a text.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProvenanceView {
    /// The ids of the documents, earliest first. The drafts name proposers, and the last is held against them.
    pub documents: Vec<String>,
    /// How many words the last document has in its provisions.
    pub words: usize,
    /// The proposers, who has most words in the text first.
    pub proposers: Vec<ShareView>,
    /// The same in one sentence.
    pub sentence: String,
}

/// What one proposer proposed, and what of it stands.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ShareView {
    /// Who it is: the code of ISO 3166-1 of a State, a word for a group.
    pub id: String,
    /// The name.
    pub name: String,
    /// How many of its words stand in the last document.
    pub standing: usize,
    /// How many words it proposed.
    pub proposed: usize,
    /// The share of the last document's words that are its, from 0 to 1.
    pub share: f64,
    /// Its proposals, in the order of the drafts.
    pub proposals: Vec<ProposalView>,
}

/// A wording that was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProposalView {
    /// The id of the provision that has it, in the last draft that does.
    pub id: ProvisionId,
    /// Its words.
    pub text: String,
    /// How many there are.
    pub words: usize,
    /// How many of them stand in the last document.
    pub standing: usize,
    /// The ids of the provisions there that its provision became.
    pub became: Vec<ProvisionId>,
    /// Its words that stand, in runs as they are printed there.
    pub phrases: Vec<String>,
    /// Whether it was that there be no text, and there is none.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub prevailed: bool,
}

impl ProposalView {
    /// Whether more of its words stand than not.
    pub fn stands(&self) -> bool {
        self.prevailed || 2 * self.standing > self.words
    }
}

impl ProvenanceView {
    pub(super) fn of(lineage: &Lineage, provenance: &Provenance) -> Self {
        let id = |place: ProvisionPlace| lineage.documents[place.document].provision(place.provision).id.clone();
        let proposal = |one: &Proposal| ProposalView {
            id: id(one.place),
            text: one.text.clone(),
            words: one.words,
            standing: one.standing,
            became: one.became.iter().map(|&place| id(place)).collect(),
            phrases: one.phrases.clone(),
            prevailed: one.prevailed,
        };
        let share = |one: &Share| ShareView {
            id: one.id.clone(),
            name: one.name.clone(),
            standing: one.standing,
            proposed: one.proposals.iter().map(|proposal| proposal.words).sum(),
            share: rounded(one.standing as f64 / provenance.words.max(1) as f64),
            proposals: one.proposals.iter().map(proposal).collect(),
        };
        let documents = provenance.documents.iter().map(|&at| lineage.documents[at].id.clone()).collect();
        let mut view = ProvenanceView {
            documents,
            words: provenance.words,
            proposers: provenance.proposers.iter().map(share).collect(),
            sentence: String::new(),
        };
        view.sentence = english::provenance_sentence(&view);
        view
    }

    /// A table: a part for each proposer, a row for each of its proposals.
    pub fn grid(&self) -> Grid {
        let column = |heading, share| GridColumn { heading: Cow::Borrowed(heading), share, is_figures: false };
        let [of, proposed, stands] = headings::PROVENANCE;
        let mut rows = Vec::new();
        for one in &self.proposers {
            rows.push(GridRow::Heading(english::share_line(one)));
            rows.extend(one.proposals.iter().map(|proposal| {
                let line = |style, text: String| vec![GridLine::new(style, text)];
                let became = proposal.became.iter().map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
                let phrases = proposal.phrases.join(" … ");
                let now = match proposal.standing {
                    _ if proposal.prevailed => line(Style::Strong, english::NO_TEXT_STANDS.to_owned()),
                    0 => line(Style::Plain, english::NOTHING_STANDS.to_owned()),
                    _ => line(
                        if proposal.stands() { Style::Strong } else { Style::Plain },
                        format!("{became}: {phrases}"),
                    ),
                };
                GridRow::Cells(vec![
                    GridCell::Lines(line(Style::Plain, proposal.id.to_string())),
                    GridCell::Lines(line(Style::Plain, proposal.text.clone())),
                    GridCell::Lines(now),
                ])
            }));
        }
        Grid {
            title: headings::OF_PROVENANCE,
            about: Some(headings::ABOUT_PROVENANCE),
            columns: vec![column(of, 16), column(proposed, 40), column(stands, 44)],
            rows,
        }
    }
}
