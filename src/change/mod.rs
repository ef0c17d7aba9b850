//! What changed: correspondences with their redlines, what they did to the parts of provisions, and the references that
//! they left behind.
//!
//! A reference is left behind by new numbers: a provision says "paragraph 12", and what was paragraph 12 is 13 now, or 12
//! and 13.

mod around;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use tracing::trace_span;

use crate::align::{self, Correspondence, align, align_rest};
use crate::analysis::Analysed;
use crate::decisions::{Decision, Reviewed};
use crate::diff::{Stretch, redline};
use crate::fate::{self, Fate, FateKind};
use crate::model::{Document, Place, Places, Provision, ProvisionIndex, Reference};
use crate::shift::{Shifts, Wording};
use around::around;

/// What became of provisions, word by word.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// Which provisions became which.
    pub correspondence: Correspondence,
    /// The redline of the two wordings, several texts of one side joined by a line break; empty where there is no
    /// counterpart.
    pub redline: Vec<Stretch>,
    /// What became of the brackets and options of the old wording, and which the new one opened; all went or came where there is no
    /// counterpart, and nothing is said of what stands outside the coverage.
    pub brackets: Vec<Fate>,
    /// What it did to strength, addressee, qualifiers, lists and citations; nothing where there is no counterpart, and
    /// for languages without a lexicon.
    pub shifts: Option<Shifts>,
    /// References in the new wording to places of its own document that have other numbers now.
    pub outdated: Vec<Outdated>,
    /// What a person decided about it, in the order of their file. One that rejects a link, or that made another link
    /// give way, stands with both of the changes that the two provisions are in now.
    pub decisions: Vec<Decision>,
}

impl Change {
    /// The change that a provision without a counterpart is.
    pub(crate) fn without_counterpart(one: &Reviewed, old: &Analysed, new: &Analysed) -> Self {
        let Reviewed { correspondence, decisions } = one.clone();
        let brackets = brackets(old, new, &correspondence, &[]);
        Change { correspondence, redline: Vec::new(), brackets, shifts: None, outdated: Vec::new(), decisions }
    }
}

impl From<Change> for Reviewed {
    /// What the change was found from.
    fn from(change: Change) -> Self {
        Reviewed { correspondence: change.correspondence, decisions: change.decisions }
    }
}

/// A reference that the new wording has from the old one, and that leads elsewhere now, or to a part of what it led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Outdated {
    /// The place that is cited, by the number that it had in the old document.
    #[serde(flatten)]
    pub cited: Place,
    /// The numbers that it has in the new document; none if it is not there any more, and several if it was split. The
    /// number that is cited may be one of those.
    pub became: Vec<String>,
}

/// Compares two documents: what became of each old provision, and where each new one came from.
///
/// The changes are those of [`align()`], in its order, each with its redline and its shifts.
pub fn compare(old: &Analysed, new: &Analysed, options: &align::Options) -> Vec<Change> {
    let reviewed: Vec<Reviewed> = align(old, new, options).correspondences.into_iter().map(Reviewed::from).collect();
    let cited = align_cited(old, new, &reviewed, options);
    changes(old, new, reviewed, &cited)
}

/// Aligns what was not compared, if a wording kept a reference to some of it: paragraphs, where only recommendations were
/// asked for. Empty otherwise. The options are those by which the others were aligned.
pub fn align_cited(
    old: &Analysed,
    new: &Analysed,
    reviewed: &[Reviewed],
    options: &align::Options,
) -> Vec<Correspondence> {
    let compared = became(reviewed.iter().map(|one| &one.correspondence));
    let places = old.places();
    let mut kept = reviewed.iter().flat_map(|one| kept_references(&one.correspondence, (old, &places), new));
    match kept.any(|(target, _)| !compared.contains_key(&target)) {
        true => align_rest(old, new, options).correspondences,
        false => Vec::new(),
    }
}

/// What correspondences of two documents changed; `cited` are those of [`align_cited`].
pub fn changes(old: &Analysed, new: &Analysed, reviewed: Vec<Reviewed>, cited: &[Correspondence]) -> Vec<Change> {
    let _stage = trace_span!("changes").entered();
    let outdated = outdated(old, new, &reviewed, cited);
    let change = |(Reviewed { correspondence, decisions }, outdated): (Reviewed, Vec<Outdated>)| {
        let is_linked = correspondence.support.is_some();
        let redlined = || redline(&old.joined(&correspondence.old), &new.joined(&correspondence.new));
        let redline = if is_linked { redlined() } else { Vec::new() };
        Change {
            brackets: brackets(old, new, &correspondence, &redline),
            redline,
            shifts: if is_linked { shifts((old, &correspondence.old), (new, &correspondence.new)) } else { None },
            correspondence,
            outdated,
            decisions,
        }
    };
    let around = around(old, new, &reviewed);
    let mut changes: Vec<Change> = reviewed.into_par_iter().zip(outdated).map(change).collect();
    for (change, fates) in changes.iter_mut().zip(around) {
        change.brackets.splice(0..0, fates);
    }
    changes
}

/// What happened between some old provisions and some new ones; nothing for languages without a lexicon, and where the
/// two sides are of different languages.
pub(crate) fn shifts(
    (old, olds): (&Analysed, &[ProvisionIndex]),
    (new, news): (&Analysed, &[ProvisionIndex]),
) -> Option<Shifts> {
    let lexicon = new.lexicon().filter(|_| old.language_code() == new.language_code())?;
    let shifts = Shifts::of(&old.anatomies(olds)?, &new.anatomies(news)?, lexicon);
    if shifts.keeps_all() {
        return Some(shifts);
    }
    let is_citing = !shifts.citations.is_empty();
    let (before, after) = (wording((old, olds), is_citing), wording((new, news), is_citing));
    Some(shifts.without_standing(&before, &after, lexicon.language()))
}

/// The wording of some provisions; with what they name only where it is to be known what a citation names, since names
/// are made of a whole document.
fn wording<'a>((document, places): (&'a Analysed, &[ProvisionIndex]), is_citing: bool) -> Wording<'a> {
    let named = |at: ProvisionIndex| if is_citing { document.named(at) } else { &[] };
    Wording::of(places.iter().map(|&at| (document.provision(at).text(), named(at))).collect())
}

/// What became of the brackets of a correspondence.
fn brackets(old: &Analysed, new: &Analysed, one: &Correspondence, redline: &[Stretch]) -> Vec<Fate> {
    let (before, after) = (old.bracketed_in(&one.old), new.bracketed_in(&one.new));
    if before.is_empty() && after.is_empty() || one.relation == align::Relation::OutsideCoverage {
        return Vec::new();
    }
    let (old_text, new_text) = (old.joined(&one.old).text, new.joined(&one.new).text);
    match (one.old.is_empty(), one.new.is_empty()) {
        (_, true) => fate::alone((&old_text, &before), FateKind::Dropped),
        (true, _) => fate::alone((&new_text, &after), FateKind::Opened),
        _ => fate::fates((&old_text, &before), (&new_text, &after), redline),
    }
}

/// Of each correspondence, which references of its new wording are outdated.
fn outdated(old: &Analysed, new: &Analysed, reviewed: &[Reviewed], cited: &[Correspondence]) -> Vec<Vec<Outdated>> {
    let all = || reviewed.iter().map(|one| &one.correspondence);
    // Where both tell of a provision, what was compared counts.
    let became = became(cited.iter().chain(all()));
    let of = |cited_now: &[Place], kept: Vec<(ProvisionIndex, Place)>| {
        let outdated = kept.into_iter().filter_map(|(target, cited)| {
            let provisions: Vec<&Provision> = became.get(&target)?.iter().map(|&at| new.provision(at)).collect();
            let is_cited = |provision: &&Provision| {
                cited_now.iter().any(|place| place.numbering == provision.numbering && place.label == provision.label)
            };
            // Of what was split the number may still name a part, and leads to no more than that.
            let leads_there = !provisions.is_empty() && provisions.iter().all(is_cited);
            let became = provisions.iter().map(|provision| provision.label.clone()).collect();
            (!leads_there).then_some(Outdated { cited, became })
        });
        outdated.collect()
    };
    let places = old.places();
    all().map(|one| of(&cited_in(new, &one.new), kept_references(one, (old, &places), new))).collect()
}

/// What both wordings of a correspondence cite of their own documents, with the old provision that is meant.
fn kept_references(
    one: &Correspondence,
    (old, places): (&Document, &Places<'_>),
    new: &Document,
) -> Vec<(ProvisionIndex, Place)> {
    let cited: BTreeSet<Place> = cited_in(new, &one.new).into_iter().collect();
    let own = one.old.iter().flat_map(|&at| cited_in(old, &[at]).into_iter().map(move |place| (at, place)));
    let kept = own.filter(|(_, place)| cited.contains(place));
    kept.filter_map(|(at, place)| Some((places.of(&place, &old.provisions[at])?, place))).collect()
}

/// What some provisions cite of their own document.
fn cited_in(document: &Document, places: &[ProvisionIndex]) -> Vec<Place> {
    let references = places.iter().flat_map(|&at| &document.provisions[at].references);
    references.filter_map(own_place).cloned().collect()
}

fn own_place(reference: &Reference) -> Option<&Place> {
    reference.place.as_ref().filter(|_| reference.document.is_none())
}

/// What became of each old provision.
fn became<'a>(all: impl Iterator<Item = &'a Correspondence>) -> BTreeMap<ProvisionIndex, Vec<ProvisionIndex>> {
    all.flat_map(|one| one.old.iter().map(|&at| (at, one.new.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Options;
    use crate::analysis;
    use crate::corpus::{Declared, Source};
    use crate::extract::read;
    use crate::model::Metadata;

    fn document(id: &str, paragraphs: &[&str]) -> Analysed {
        let numbered = paragraphs.iter().enumerate().map(|(at, text)| format!("{}. {text}\n\n", at + 1));
        read_as(id, std::iter::once("I. Conclusions\n\n".to_owned()).chain(numbered).collect())
    }

    fn read_as(id: &str, text: String) -> Analysed {
        let metadata = Metadata { language: Some("en".into()), ..Metadata::default() };
        let declared = Declared { metadata, ..Declared::default() };
        let source = Source { id: id.into(), path: format!("{id}.txt").into(), bytes: text.into_bytes(), declared };
        Analysed::of(read(&source).unwrap(), &analysis::Options::default())
    }

    /// The references that are outdated, as "4 → 5".
    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        let (old, new) = (document("draft", old), document("final", new));
        let changes = compare(&old, &new, &Options { paragraphs: true, ..Options::default() });
        let told = |one: &Outdated| format!("{} → {}", one.cited.label, one.became.join(", "));
        changes.iter().flat_map(|change| &change.outdated).map(told).collect()
    }

    const FENCES: &str = "The harbour authorities should mend the fences along the northern quay before the winter.";
    const PILOTS: &str = "Pilots should be trained every second year in the handling of vessels without power.";
    const BUOYS: &str = "The buoys in the outer channel were painted and their lanterns replaced by the contractor.";

    #[test]
    fn a_reference_that_kept_its_number_while_its_target_did_not_is_told() {
        let cites = "The committee will review the measures named in paragraph 2 above at its autumn session.";
        assert_eq!(told(&[FENCES, PILOTS, cites], &[FENCES, BUOYS, PILOTS, cites]), ["2 → 3"]);
        assert_eq!(told(&[FENCES, PILOTS, cites], &[FENCES, PILOTS, cites]), Vec::<String>::new());
        let follows = cites.replace("paragraph 2", "paragraph 3");
        assert_eq!(told(&[FENCES, PILOTS, cites], &[FENCES, BUOYS, PILOTS, &follows]), Vec::<String>::new());
    }

    #[test]
    fn a_reference_to_what_was_split_leads_to_all_of_its_parts() {
        let whole = format!("{FENCES} {PILOTS}");
        let cites = "The committee will review the measures named in paragraph 1 above at its autumn session.";
        assert_eq!(told(&[&whole, BUOYS, cites], &[FENCES, PILOTS, BUOYS, cites]), ["1 → 1, 2"]);
        let both = cites.replace("paragraph 1", "paragraphs 1 and 2");
        assert_eq!(told(&[&whole, BUOYS, cites], &[FENCES, PILOTS, BUOYS, &both]), Vec::<String>::new());
        // Of what was merged there is one number now.
        let second = cites.replace("paragraph 1", "paragraph 2");
        assert_eq!(told(&[FENCES, PILOTS, BUOYS, &second], &[&whole, BUOYS, &second]), ["2 → 1"]);
        assert_eq!(told(&[FENCES, PILOTS, BUOYS, cites], &[&whole, BUOYS, cites]), Vec::<String>::new());
    }

    #[test]
    fn a_reference_to_what_was_withdrawn_is_told() {
        let cites = "The committee will review the measures named in paragraph 2 above at its autumn session.";
        assert_eq!(told(&[FENCES, PILOTS, cites, BUOYS], &[FENCES, cites, BUOYS]), ["2 → "]);
    }

    #[test]
    fn paragraphs_that_were_not_compared_are_found_where_they_are_cited() {
        let cites = "The committee will review the measures named in paragraph 2 above at its autumn session.";
        let recommendation = format!("II. Recommendations\n\nRecommendation 1\n\n{cites}\n");
        let old = read_as("draft", format!("I. Conclusions\n\n1. {FENCES}\n\n2. {PILOTS}\n\n{recommendation}"));
        let new = document("final", &[FENCES, PILOTS, cites]);
        let changes = compare(&old, &new, &Options::default());
        assert!(changes.iter().any(|change| change.correspondence.support.is_some()), "the recommendation is linked");
        assert!(changes.iter().all(|change| change.outdated.is_empty()), "paragraph 2 is where it was");
    }

    #[test]
    fn what_is_cited_of_another_document_is_not_judged() {
        let cites = "The committee recalls paragraph 2 of resolution 112 (1990) on the safety of small harbours.";
        assert_eq!(told(&[FENCES, PILOTS, cites], &[FENCES, BUOYS, PILOTS, cites]), Vec::<String>::new());
    }
}
