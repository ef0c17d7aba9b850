//! Links to changes: which relation each is, what was left alone, and in which order they are told.

use std::collections::BTreeMap;

use super::change::{Change, Link, Relation};
use super::coverage::Covered;
use super::engine::Alignment;
use crate::extract::{Document, Kind, Provision};
use crate::language::plain;

/// Makes changes of links and of what they left alone.
pub(super) fn classify(old: (&Document, &[usize]), new: (&Document, &[usize]), alignment: &Alignment) -> Vec<Change> {
    let links = pairs(alignment);
    let covered = Covered::of(old, new, &alignment.sections, &links);
    let mut changes = Vec::new();
    let mut used = [vec![false; old.1.len()], vec![false; new.1.len()]];
    for (group, link) in &alignment.links {
        group.old.iter().for_each(|&at| used[0][at] = true);
        group.new.iter().for_each(|&at| used[1][at] = true);
        let places = |side: &[usize], group: &[usize]| group.iter().map(|&at| side[at]).collect::<Vec<_>>();
        let moved = group.old.iter().any(|&one| group.new.iter().any(|&other| !covered.same_section(one, other)));
        changes.push(linked(
            (old.0, places(old.1, &group.old)),
            (new.0, places(new.1, &group.new)),
            moved,
            link.clone(),
        ));
    }
    let left = |side: usize| (0..used[side].len()).filter(|&at| !used[side][at]).collect::<Vec<_>>();
    changes.extend(left(1).into_iter().map(|at| alone_in_new((new.0, new.1[at]), covered.by_old(at))));
    changes.extend(left(0).into_iter().map(|at| alone_in_old((old.0, old.1[at]), covered.by_new(at))));
    in_order(changes)
}

/// The pairs that an alignment links.
fn pairs(alignment: &Alignment) -> Vec<(usize, usize)> {
    let groups = alignment.links.iter().map(|(group, _)| group);
    groups.flat_map(|group| group.old.iter().flat_map(|&old| group.new.iter().map(move |&new| (old, new)))).collect()
}

/// A change that links provisions, by their places in the documents.
pub(super) fn linked(
    (old, old_places): (&Document, Vec<usize>),
    (new, new_places): (&Document, Vec<usize>),
    moved: bool,
    link: Link,
) -> Change {
    let olds: Vec<&Provision> = old_places.iter().map(|&at| &old.provisions[at]).collect();
    let news: Vec<&Provision> = new_places.iter().map(|&at| &new.provisions[at]).collect();
    let relation = match (olds.as_slice(), news.as_slice()) {
        ([one], [other]) => relation_of_two(one.text(), other.text()),
        (several, parts) if several.len() == parts.len() => Relation::Reworded,
        (several, parts) if several.len() < parts.len() => Relation::Split,
        _ => Relation::Merged,
    };
    Change {
        relation,
        kind: news[0].kind,
        renumbered: !olds.iter().any(|one| news.iter().any(|other| one.number() == other.number())),
        moved,
        old: old_places,
        new: new_places,
        some_pairs: None,
        link: Some(link),
        outdated: Vec::new(),
        decisions: Vec::new(),
    }
}

/// The change of an old provision without a counterpart, by its place in the document.
pub(super) fn alone_in_old((old, at): (&Document, usize), is_covered: bool) -> Change {
    let relation = if is_covered { Relation::Withdrawn } else { Relation::OutsideCoverage };
    alone(relation, vec![at], vec![], old.provisions[at].kind)
}

/// The change of a new provision without a counterpart, by its place in the document.
pub(super) fn alone_in_new((new, at): (&Document, usize), is_covered: bool) -> Change {
    let relation = if is_covered { Relation::New } else { Relation::OutsideCoverage };
    alone(relation, vec![], vec![at], new.provisions[at].kind)
}

/// The changes of a pool in the order in which they are told: that of the new document. What has no
/// counterpart there stands behind what it followed in the old one.
pub(super) fn in_order(mut changes: Vec<Change>) -> Vec<Change> {
    let mut by_old: Vec<(usize, Option<usize>)> =
        changes.iter().flat_map(|change| change.old.iter().map(|&old| (old, change.new.last().copied()))).collect();
    by_old.sort_unstable();
    // Where each withdrawn provision finds its place: the new one that it follows.
    let mut after = None;
    let mut followed = BTreeMap::new();
    for (old, there) in by_old {
        match there {
            Some(_) => after = there,
            None => drop(followed.insert(old, after)),
        }
    }
    changes.sort_by_key(|change| match change.new.first() {
        Some(&new) => (Some(new), false, 0),
        None => (followed[&change.old[0]], true, change.old[0]),
    });
    changes
}

/// Whether one text is another unchanged or reworded.
pub(super) fn relation_of_two(old: &str, new: &str) -> Relation {
    if plain(old) == plain(new) { Relation::Unchanged } else { Relation::Reworded }
}

fn alone(relation: Relation, old: Vec<usize>, new: Vec<usize>, kind: Kind) -> Change {
    let (outdated, decisions) = (Vec::new(), Vec::new());
    let (some_pairs, link) = (None, None);
    Change { relation, old, new, some_pairs, kind, renumbered: false, moved: false, link, outdated, decisions }
}
