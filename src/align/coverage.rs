//! What the other document could have held: an addendum holds some sections only, and what it does
//! not hold is neither new nor withdrawn.

use std::collections::{BTreeMap, BTreeSet};

use super::signal::{keeps_order, section_likeness};
use crate::language::Term;
use crate::model::{Coverage, Document, ProvisionIndex};

/// Which provisions lie in sections that the other document holds.
pub(super) struct Covered<'a> {
    sections: &'a [Vec<Vec<Term>>; 2],
    /// The likeness from which two headings count as the same section's.
    same: f64,
    of_new: Vec<bool>,
    of_old: Vec<bool>,
    /// The links that stayed in their section, whatever it is called now.
    stayed: BTreeSet<(usize, usize)>,
}

impl<'a> Covered<'a> {
    /// What two pools cover, which are linked as `links` says; all by their places in the pools. `sections` holds the
    /// words of the headings, of the old side and of the new.
    pub(super) fn of(
        old: (&Document, &[ProvisionIndex]),
        new: (&Document, &[ProvisionIndex]),
        sections: &'a [Vec<Vec<Term>>; 2],
        links: &[(usize, usize)],
        same: f64,
    ) -> Self {
        let [old_sections, new_sections] = sections;
        let backwards: Vec<(usize, usize)> = links.iter().map(|&(old, new)| (new, old)).collect();
        Covered {
            sections,
            same,
            of_new: covered((old, old_sections), (new, new_sections), links, same),
            of_old: covered((new, new_sections), (old, old_sections), &backwards, same),
            stayed: stayed(old, new, links),
        }
    }

    /// Whether the old document could have held a new provision.
    pub(super) fn by_old(&self, new: usize) -> bool {
        self.of_new[new]
    }

    /// Whether the new document could have held an old provision.
    pub(super) fn by_new(&self, old: usize) -> bool {
        self.of_old[old]
    }

    /// Whether an old and a new provision stand under the same heading, be it under another title, or one has no heading.
    pub(super) fn same_section(&self, old: usize, new: usize) -> bool {
        let (one, other) = (&self.sections[0][old], &self.sections[1][new]);
        let is_alike = || section_likeness(one, other) >= self.same;
        one.is_empty() || other.is_empty() || self.stayed.contains(&(old, new)) || is_alike()
    }
}

/// The links whose sections belong together, since most that is linked from either is linked to the other, and which keep
/// the order of most others: a section that was renamed or renumbered moved nothing.
fn stayed(
    (old, olds): (&Document, &[ProvisionIndex]),
    (new, news): (&Document, &[ProvisionIndex]),
    links: &[(usize, usize)],
) -> BTreeSet<(usize, usize)> {
    let sections = |(one, other): (usize, usize)| {
        (old.provisions[olds[one]].section.as_slice(), new.provisions[news[other]].section.as_slice())
    };
    let mut counts: BTreeMap<(&[String], &[String]), usize> = BTreeMap::new();
    for link in links {
        *counts.entry(sections(*link)).or_default() += 1;
    }
    // For each section, where most of it stands in the other document.
    type Most<'a> = BTreeMap<&'a [String], (usize, &'a [String])>;
    let mut most: [Most<'_>; 2] = [Most::new(), Most::new()];
    for ((one, other), count) in counts {
        for (side, from, to) in [(0, one, other), (1, other, one)] {
            let known = most[side].entry(from).or_insert((0, to));
            if count > known.0 {
                *known = (count, to);
            }
        }
    }
    let belong = |link: (usize, usize)| {
        let (one, other) = sections(link);
        most[0].get(one).is_some_and(|(_, to)| *to == other) && most[1].get(other).is_some_and(|(_, to)| *to == one)
    };
    let mut sorted = links.to_vec();
    sorted.sort_unstable();
    let targets: Vec<usize> = sorted.iter().map(|(_, new)| *new).collect();
    let kept = sorted.into_iter().zip(keeps_order(&targets)).filter(|(_, kept)| *kept).map(|(link, _)| link);
    kept.filter(|link| belong(*link)).collect()
}

/// Some provisions of a document, each with the terms of its heading.
type Headed<'a> = ((&'a Document, &'a [ProvisionIndex]), &'a [Vec<Term>]);

/// For each provision of one side, whether the other side's document (`holder`) could have held it.
///
/// A section is held if the holder has one with a like heading. Of a section that the holder only
/// continues, it holds the stretch between the first and the last provision that are linked.
fn covered(
    (holder, holder_sections): Headed<'_>,
    (side, side_sections): Headed<'_>,
    links: &[(usize, usize)],
    same: f64,
) -> Vec<bool> {
    let Coverage::Part { sections } = &holder.0.coverage else {
        return vec![true; side.1.len()];
    };
    let is_continued = |at: usize| {
        let path = &holder.0.provisions[holder.1[at]].section;
        sections.iter().any(|held| held.continued && held.path == *path)
    };
    let mut whole: Vec<&Vec<Term>> = Vec::new();
    let mut continued: Vec<&Vec<Term>> = Vec::new();
    for (at, section) in holder_sections.iter().enumerate() {
        let list = if is_continued(at) { &mut continued } else { &mut whole };
        if !list.contains(&section) {
            list.push(section);
        }
    }
    let is_like = |one: &Vec<Term>, other: &Vec<Term>| section_likeness(one, other) >= same;
    (0..side.1.len())
        .map(|at| {
            let section = &side_sections[at];
            // What says nothing of its place may stand anywhere.
            if section.is_empty() || whole.iter().any(|held| is_like(held, section)) {
                return true;
            }
            continued.iter().filter(|held| is_like(held, section)).any(|held| {
                let linked =
                    || links.iter().filter(|(there, _)| holder_sections[*there] == **held).map(|(_, new)| *new);
                linked().min().is_some_and(|first| first <= at) && linked().max().is_some_and(|last| at <= last)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::extract::of_texts;

    fn document(id: &str, sections: &[&str]) -> Document {
        let texts = vec!["Mills grind."; sections.len()];
        let mut document = of_texts(id, &texts, Some("en"));
        for (provision, section) in document.provisions.iter_mut().zip(sections) {
            provision.section = vec![section.to_string()];
        }
        document
    }

    #[test]
    fn a_section_that_was_renamed_moved_nothing_and_what_left_it_did() {
        let stayed = |old: &[&str], new: &[&str], links: &[(usize, usize)]| {
            let (old, new) = (document("old", old), document("new", new));
            let places = |document: &Document| ProvisionIndex::all(&document.provisions).collect::<Vec<_>>();
            stayed((&old, &places(&old)), (&new, &places(&new)), links).into_iter().collect::<Vec<_>>()
        };
        let links = [(0, 0), (1, 1), (2, 2), (3, 3)];
        assert_eq!(stayed(&["Mills", "Mills", "Wells", "Wells"], &["I", "I", "II", "II"], &links), links);
        // The third left the mills for the wells, of which most were wells before.
        let left = stayed(
            &["Mills", "Mills", "Mills", "Wells", "Wells"],
            &["I", "I", "II", "II", "II"],
            &[(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)],
        );
        assert_eq!(left, [(0, 0), (1, 1), (3, 3), (4, 4)]);
        // What stands out of order did not stay.
        assert_eq!(stayed(&["Mills"; 3], &["I"; 3], &[(0, 2), (1, 0), (2, 1)]), [(1, 0), (2, 1)]);
    }
}
