//! What became of brackets around headings, and of choices between provisions that stand beside each other ("2" and "2 alt").

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analysed;
use crate::decisions::Reviewed;
use crate::fate::{self, Fate, FateKind};
use crate::model::ProvisionIndex;

/// The provisions of one text: in which row each stands, and which stand under the same headings.
struct Side<'a> {
    document: &'a Analysed,
    rows: BTreeMap<ProvisionIndex, usize>,
    sections: BTreeMap<&'a [String], Vec<ProvisionIndex>>,
}

impl<'a> Side<'a> {
    fn of(document: &'a Analysed, places: impl Iterator<Item = &'a [ProvisionIndex]>) -> Self {
        let mut rows = BTreeMap::new();
        for (row, places) in places.enumerate() {
            rows.extend(places.iter().map(|&at| (at, row)));
        }
        let mut sections: BTreeMap<&[String], Vec<ProvisionIndex>> = BTreeMap::new();
        for at in ProvisionIndex::all(&document.provisions) {
            sections.entry(&document.provision(at).section).or_default().push(at);
        }
        Side { document, rows, sections }
    }

    fn section(&self, at: ProvisionIndex) -> &'a [String] {
        &self.document.provision(at).section
    }

    /// The rows of what stands under some headings, in their order.
    fn rows_of(&self, section: &[String]) -> BTreeSet<usize> {
        self.sections.get(section).into_iter().flatten().filter_map(|at| self.rows.get(at).copied()).collect()
    }

    /// Whether a heading is in brackets.
    fn is_open(&self, section: &[String]) -> bool {
        self.sections.get(section).into_iter().flatten().any(|&at| self.document.open_heading(at).is_some())
    }

    /// The provisions that stand beside each other, that which the others stand beside first.
    fn groups(&self) -> Vec<Vec<ProvisionIndex>> {
        let mut labels: BTreeMap<&str, ProvisionIndex> = BTreeMap::new();
        for at in ProvisionIndex::all(&self.document.provisions) {
            labels.entry(&self.document.provision(at).label).or_insert(at);
        }
        let mut groups: BTreeMap<String, Vec<ProvisionIndex>> = BTreeMap::new();
        for at in ProvisionIndex::all(&self.document.provisions).filter(|&at| self.is_beside(at)) {
            let Some(base) = fate::beside(&self.document.provision(at).label) else { continue };
            let first = labels.get(base.as_str()).copied();
            groups.entry(base).or_insert_with(|| first.into_iter().collect()).push(at);
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }

    /// Whether a provision stands beside another.
    fn is_beside(&self, at: ProvisionIndex) -> bool {
        fate::beside(&self.document.provision(at).label).is_some()
    }
}

/// What became, for each correspondence, of the brackets around the headings that its provisions are the first to stand under, and
/// of the choices between its provisions and others beside them.
pub(super) fn around(old: &Analysed, new: &Analysed, reviewed: &[Reviewed]) -> Vec<Vec<Fate>> {
    let mut found: Vec<Vec<Fate>> = vec![Vec::new(); reviewed.len()];
    let old = &Side::of(old, reviewed.iter().map(|one| &one.correspondence.old[..]));
    let new = &Side::of(new, reviewed.iter().map(|one| &one.correspondence.new[..]));
    for (row, fate) in of_headings(old, new, reviewed).into_iter().chain(beside_each_other(old, new, reviewed)) {
        found[row].push(fate);
    }
    found
}

/// What became of the brackets around headings, with the rows that tell it.
fn of_headings(old: &Side<'_>, new: &Side<'_>, reviewed: &[Reviewed]) -> Vec<(usize, Fate)> {
    let mut found = Vec::new();
    let mut tell = |side: &Side<'_>, at: ProvisionIndex, kind: FateKind| {
        let heading = side.section(at).last().map(String::as_str).unwrap_or_default();
        let bracketed = side.document.open_heading(at);
        let row = side.rows.get(&at);
        let told = row.zip(bracketed).map(|(&row, bracketed)| (row, fate::of_heading(heading, bracketed, kind)));
        found.extend(told.into_iter().flat_map(|(row, fates)| fates.into_iter().map(move |fate| (row, fate))));
    };
    let has_open = |side: &Side<'_>, at: ProvisionIndex| side.document.open_heading(at).is_some();
    // The headings of the new text that went on from headings of the old one.
    let mut went_on: BTreeSet<&[String]> = BTreeSet::new();
    for at in ProvisionIndex::all(&old.document.provisions).filter(|&at| has_open(old, at)) {
        let now = went_to(old, new, reviewed, old.section(at));
        let kind = match now {
            None => FateKind::Dropped,
            Some(now) if new.is_open(now) => FateKind::Open,
            Some(_) => FateKind::Lifted,
        };
        went_on.extend(now);
        tell(old, at, kind);
    }
    for at in ProvisionIndex::all(&new.document.provisions).filter(|&at| has_open(new, at)) {
        if !went_on.contains(new.section(at)) {
            tell(new, at, FateKind::Opened);
        }
    }
    found
}

/// The headings of the new text under which most of what stood under some of the old one stands, if most of what is there came
/// from them, or the title stayed.
fn went_to<'a>(old: &Side<'_>, new: &Side<'a>, reviewed: &[Reviewed], own: &[String]) -> Option<&'a [String]> {
    let rows = old.rows_of(own);
    // Under which headings its provisions stand now, and how many of each.
    let mut counts: Vec<(&[String], usize)> = Vec::new();
    for &there in rows.iter().flat_map(|&row| &reviewed[row].correspondence.new) {
        let section = new.section(there);
        match counts.iter_mut().find(|(known, _)| *known == section) {
            Some((_, count)) => *count += 1,
            None => counts.push((section, 1)),
        }
    }
    // Of equal ones the first.
    let (section, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    let others = new.rows_of(section);
    let others = others.difference(&rows).filter(|&&row| !reviewed[row].correspondence.old.is_empty()).count();
    let title = |heading: Option<&String>| -> String {
        let heading = heading.map(String::as_str).unwrap_or_default();
        heading.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect()
    };
    (count > others || title(section.last()) == title(own.last())).then_some(section)
}

/// What became of each choice between provisions that stand beside each other, with the row that tells it.
fn beside_each_other(old: &Side<'_>, new: &Side<'_>, reviewed: &[Reviewed]) -> Vec<(usize, Fate)> {
    let became = |at: ProvisionIndex| -> &[ProvisionIndex] {
        old.rows.get(&at).map(|&row| &reviewed[row].correspondence.new[..]).unwrap_or_default()
    };
    let of_new = new.groups();
    let group_of: BTreeMap<ProvisionIndex, usize> =
        of_new.iter().enumerate().flat_map(|(group, places)| places.iter().map(move |&at| (at, group))).collect();
    let mut found = Vec::new();
    let mut told: BTreeSet<ProvisionIndex> = BTreeSet::new();
    for group in old.groups() {
        let now: BTreeSet<ProvisionIndex> = group.iter().flat_map(|&at| became(at)).copied().collect();
        let stands = |at: ProvisionIndex| !became(at).is_empty();
        let standing = group.iter().filter(|&&at| stands(at)).count();
        let mut choices = BTreeSet::new();
        let is_choice_still = now.iter().filter_map(|at| group_of.get(at)).any(|group| !choices.insert(group));
        let kind = match standing {
            _ if is_choice_still => FateKind::Open,
            0 => FateKind::Dropped,
            // Each stands by itself now.
            all if all == group.len() && now.len() >= all => FateKind::Lifted,
            _ => FateKind::Resolved,
        };
        let wordings = group.iter().map(|&at| {
            let provision = old.document.provision(at);
            (provision.label.as_str(), provision.text(), stands(at), old.document.proposers(&[at]))
        });
        let taken = group.iter().find(|&&at| stands(at)).copied();
        let text = taken.and_then(|at| became(at).first().map(|&at| new.document.provision(at).text().to_owned()));
        let fate = fate::of_provisions(wordings, kind, text.filter(|_| kind == FateKind::Resolved));
        found.extend(old.rows.get(&taken.unwrap_or(group[0])).map(|&row| (row, fate)));
        told.extend(now);
    }
    for group in of_new.iter().filter(|group| !group.iter().all(|at| told.contains(at))) {
        for &at in group.iter().filter(|&&at| new.is_beside(at) && !told.contains(&at)) {
            let provision = new.document.provision(at);
            let wording = (provision.label.as_str(), provision.text(), false, new.document.proposers(&[at]));
            let fate = fate::of_provisions(std::iter::once(wording), FateKind::Opened, None);
            found.extend(new.rows.get(&at).map(|&row| (row, fate)));
        }
    }
    found
}
