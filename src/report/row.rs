//! Rows: changes and links between meetings in one shape, with all that is said of them.

use std::borrow::Cow;
use std::slice::from_ref;

use super::brackets::BracketView;
use super::comparison::{ChangeRow, ComparisonView, Proposers};
use super::english;
use super::filter::Facet;
use super::lineage::{EdgeView, NodeView};
use super::wording::{Op, Segment, opening};
use crate::align::{Certainty, Evidence, Relation, Rival, Shares, Unaccounted};
use crate::fate::FateKind;
use crate::lineage::LinkKind;
use crate::model::{Kind, ProvisionId};
use crate::shift::Shifts;

/// A change, or a link between meetings.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// What it is in one word, as machines read it: a relation, or of a link between meetings its kind. `relation` and
    /// `link` are the two apart.
    pub name: &'static str,
    /// The same in words.
    pub label: &'static str,
    /// What became of it by what the two documents are to each other; empty for a link between meetings.
    pub outcome: &'static str,
    /// What became of the old wording.
    pub relation: Relation,
    /// What kind of link it is; absent where there is none.
    pub link: Option<LinkKind>,
    /// The kind of the provisions.
    pub kind: Kind,
    /// The old wording.
    pub old: Side<'a>,
    /// The new wording.
    pub new: Side<'a>,
    /// What became of number and place, in a word each.
    pub facts: Vec<&'static str>,
    /// What became of strength, addressee, qualifiers and brackets, in a word each.
    pub shift_names: Vec<&'static str>,
    /// What the change did to the parts of a provision.
    pub shifts: Option<&'a Shifts>,
    /// The same in few words, a line for each.
    pub shift_lines: Vec<String>,
    /// What became of its brackets and options, a line for each.
    pub bracket_lines: Vec<String>,
    /// What else of its words changed, or the opening words where there is nothing to compare.
    pub wording: Vec<String>,
    /// What a person decided about it.
    pub decisions: Vec<String>,
    /// References that lead elsewhere now.
    pub outdated: Vec<String>,
    /// One sentence on it; empty for a link between meetings.
    pub sentence: &'a str,
    /// How well the two sides go together, from 0 to 1.
    pub score: Option<f64>,
    /// How likely the link is to be right, from 0 to 1.
    pub confidence: Option<f64>,
    /// The confidence in a word.
    pub certainty: Option<Certainty>,
    /// What speaks for the link.
    pub support: Option<Support<'a>>,
    /// The redline; without a link all of the wording, as deleted or as inserted, and outside the coverage as it
    /// stands. Empty where the two are no wordings of one thing and are to be read one after the other.
    pub redline: Cow<'a, [Segment]>,
}

/// One side of a row; empty where there is nothing on it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The id of the document.
    pub document: &'a str,
    /// The labels.
    pub labels: &'a [String],
    /// The ids, one for each label.
    pub ids: &'a [ProvisionId],
    /// Whether the provisions are named by their ids, since rows are of many documents, and not by their labels.
    is_of_many: bool,
    /// The headings that it stands under, outermost first.
    pub section: &'a [String],
    /// The texts, one for each label.
    pub texts: &'a [String],
    /// Who proposes them, by name.
    pub proposers: &'a [String],
}

/// What speaks for a link.
#[derive(Debug, Clone, Copy)]
pub struct Support<'a> {
    /// The rarest words that both sides have.
    pub shared: &'a [String],
    /// The share of each wording that the other has.
    pub coverage: Shares,
    /// The rarest words that only one side has, where they are known.
    pub unaccounted: Option<&'a Unaccounted>,
    /// The numbers that each side has and the other lacks, if each has some.
    pub unlike_numbers: Option<&'a Unaccounted>,
    /// The best link that either side could have had instead.
    pub runner_up: Option<&'a Rival>,
}

impl<'a> Support<'a> {
    /// What evidence comes to.
    pub fn of(evidence: &'a Evidence) -> Self {
        Support {
            shared: &evidence.shared,
            coverage: evidence.coverage,
            unaccounted: Some(&evidence.unaccounted),
            unlike_numbers: evidence.unlike_numbers.as_ref(),
            runner_up: evidence.runner_up.as_ref(),
        }
    }
}

impl<'a> Side<'a> {
    /// How the provisions are named: by their labels, or by their ids where rows are of many documents.
    pub fn names(&self) -> Vec<&'a str> {
        match self.is_of_many {
            true => self.ids.iter().map(ProvisionId::as_str).collect(),
            false => self.labels.iter().map(String::as_str).collect(),
        }
    }

    /// The innermost heading.
    pub fn heading(&self) -> Option<&'a str> {
        self.section.last().map(String::as_str)
    }
}

impl<'a> Row<'a> {
    /// The row of a change in a comparison.
    pub(super) fn of_change(view: &'a ComparisonView, row: &'a ChangeRow) -> Self {
        // Of a provision that came or went as a whole its brackets came or went with it.
        let is_told = |view: &&BracketView| row.score.is_some() || view.fate == FateKind::Resolved;
        let brackets: Vec<BracketView> = row.brackets.iter().filter(is_told).cloned().collect();
        let bracket_lines = english::bracket_lines(&brackets);
        let shift_lines: Vec<String> = row.shifts.iter().flat_map(english::shift_lines).collect();
        let fates = FateKind::ALL.into_iter().filter(|&kind| Facet::Bracket(kind).holds(row)).map(FateKind::name);
        let shift_names = row.shifts.iter().flat_map(english::shift_names);
        let is_reattributed = row.proposers.as_ref().is_some_and(Proposers::is_changed);
        let facts = [
            (row.renumbered, english::RENUMBERED),
            (row.moved, english::MOVED),
            (is_reattributed, english::REATTRIBUTED),
        ];
        let proposers = |side: fn(&Proposers) -> &Vec<String>| -> &'a [String] {
            row.proposers.as_ref().map_or(&[], |proposers| side(proposers))
        };
        let side = |document, (labels, ids, section, texts, proposers): (&'a Vec<String>, _, _, _, _)| -> Side<'a> {
            Side { document, labels, ids, is_of_many: false, section, texts, proposers }
        };
        let (old_by, new_by) = (proposers(|both| &both.old), proposers(|both| &both.new));
        Row {
            name: row.relation.name(),
            label: english::became(view.pair, row.relation),
            outcome: row.outcome,
            relation: row.relation,
            link: row.score.map(|_| LinkKind::Version),
            kind: row.kind,
            old: side(&view.old.id, (&row.old, &row.old_ids, &row.old_section, &row.old_text, old_by)),
            new: side(&view.new.id, (&row.new, &row.new_ids, &row.new_section, &row.new_text, new_by)),
            facts: facts.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name).collect(),
            shift_names: shift_names.chain(fates).collect(),
            shifts: row.shifts.as_ref(),
            bracket_lines,
            wording: row.gist.iter().filter(|line| !shift_lines.contains(line)).cloned().collect(),
            shift_lines,
            decisions: english::decision_lines(row),
            outdated: row.outdated.iter().map(english::outdated_line).collect(),
            sentence: &row.sentence,
            score: row.score,
            confidence: row.confidence,
            certainty: row.certainty,
            support: row.evidence.as_ref().map(Support::of),
            redline: match row.relation {
                Relation::Withdrawn => Cow::Owned(vec![Segment::new(Op::Deleted, row.old_text.join("\n"))]),
                Relation::New => Cow::Owned(vec![Segment::new(Op::Inserted, row.new_text.join("\n"))]),
                Relation::OutsideCoverage => {
                    let text = [row.old_text.join("\n"), row.new_text.join("\n")].concat();
                    Cow::Owned(vec![Segment::new(Op::Unchanged, text)])
                }
                _ => Cow::Borrowed(&row.redline),
            },
        }
    }

    /// The row of a link between meetings.
    pub(super) fn of_link(edge: &'a EdgeView, old: &'a NodeView, new: &'a NodeView, redline: Vec<Segment>) -> Self {
        fn side(node: &NodeView) -> Side<'_> {
            let (labels, ids, texts) = (from_ref(&node.label), from_ref(&node.id), from_ref(&node.text));
            let (section, proposers) = (&node.section, &node.proposers);
            Side { document: &node.document, labels, ids, is_of_many: true, section, texts, proposers }
        }
        Row {
            name: edge.kind.name(),
            label: english::link(edge.kind, edge.relation),
            outcome: "",
            relation: edge.relation,
            link: Some(edge.kind),
            kind: new.kind,
            old: side(old),
            new: side(new),
            facts: Vec::new(),
            shift_names: edge.shifts.iter().flat_map(english::shift_names).collect(),
            shifts: edge.shifts.as_ref(),
            bracket_lines: Vec::new(),
            shift_lines: edge.shifts.iter().flat_map(english::shift_lines).collect(),
            wording: vec![opening(&new.text)],
            decisions: edge.decision.iter().map(english::decided).collect(),
            outdated: Vec::new(),
            sentence: "",
            score: Some(edge.score),
            confidence: Some(edge.confidence),
            certainty: Some(edge.certainty),
            support: Some(Support {
                shared: &edge.shared,
                coverage: edge.coverage,
                unaccounted: None,
                unlike_numbers: edge.unlike_numbers.as_ref(),
                runner_up: None,
            }),
            redline: Cow::Owned(redline),
        }
    }

    /// Who proposes it, by name: the new wording, or the old one where there is no other.
    pub fn proposers(&self) -> &'a [String] {
        if self.new.labels.is_empty() { self.old.proposers } else { self.new.proposers }
    }

    /// Whether anybody proposes one of its wordings.
    pub fn has_proposers(&self) -> bool {
        !self.old.proposers.is_empty() || !self.new.proposers.is_empty()
    }

    /// Whether its two sides are linked.
    pub fn is_linked(&self) -> bool {
        self.link.is_some()
    }

    /// The confidence in a word, where it is to be said at all.
    pub fn doubt(&self) -> Option<&'static str> {
        self.certainty.and_then(english::doubt)
    }

    /// What became of it, in a word each.
    pub fn all_facts(&self) -> Vec<&'static str> {
        [vec![self.label], self.facts.clone(), self.shift_names.clone()].concat()
    }

    /// What stands in place of changed words where there are none: that the words are the same, or the opening words of
    /// what has no counterpart.
    pub fn in_place_of_changes(&self) -> Option<String> {
        match self.relation {
            Relation::Unchanged => Some(english::SAME_WORDS.to_owned()),
            _ => (!self.is_linked()).then(|| self.wording.join("\n")),
        }
    }

    /// The redline as tracked changes, from the old document to the new one: a section that one of them does not hold is
    /// no part of its wording.
    pub fn tracked(&self) -> Vec<Segment> {
        let op = if self.old.labels.is_empty() { Op::Inserted } else { Op::Deleted };
        let track = |segment: &Segment| match self.relation {
            Relation::OutsideCoverage => Segment { op, ..segment.clone() },
            _ => segment.clone(),
        };
        self.redline.iter().map(track).collect()
    }

    /// Whether the other document does not hold the section that it stands in.
    pub fn is_outside(&self) -> bool {
        self.relation == Relation::OutsideCoverage
    }

    /// Whether nothing is to be said of it by itself: provisions outside the coverage that follow each other are told
    /// as one.
    fn is_one_of_many(&self) -> bool {
        self.is_outside() && self.decisions.is_empty()
    }
}

/// The rows in runs: what is told as one stands together, anything else by itself.
pub fn runs<'r, 'a>(rows: &'r [Row<'a>]) -> impl Iterator<Item = &'r [Row<'a>]> {
    let is_one = |first: &Row<'_>, next: &Row<'_>| {
        first.is_one_of_many() && next.is_one_of_many() && first.old.labels.is_empty() == next.old.labels.is_empty()
    };
    rows.chunk_by(is_one)
}
