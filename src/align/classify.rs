//! Links to correspondences: which relation each is, what was left alone, and in which order they are listed.

use std::collections::BTreeMap;

use super::correspondence::{Correspondence, Origin, Relation, Support};
use super::coverage::Covered;
use super::engine::Found;
use super::parameters::Parameters;
use crate::analysis::Analysed;
use crate::language::plain;
use crate::model::{Document, Provision, ProvisionIndex};

/// Makes correspondences of links and of what they left alone.
pub(super) fn classify(
    (old, olds): (&Analysed, &[ProvisionIndex]),
    (new, news): (&Analysed, &[ProvisionIndex]),
    found: &Found,
    parameters: &Parameters,
) -> Vec<Correspondence> {
    let pairs = found.links.iter().flat_map(|(bead, _)| bead.pairs());
    let links: Vec<(usize, usize)> = pairs.collect();
    let covered = Covered::of((old, olds), (new, news), &found.sections, &links, parameters.evidence.same_section);
    let mut all = Vec::new();
    let mut used = [vec![false; olds.len()], vec![false; news.len()]];
    for (bead, support) in &found.links {
        bead.old.iter().for_each(|&at| used[0][at] = true);
        bead.new.iter().for_each(|&at| used[1][at] = true);
        let moved = bead.pairs().any(|(one, other)| !covered.same_section(one, other));
        let [from, to] = [(olds, &bead.old), (news, &bead.new)]
            .map(|(side, members)| members.iter().map(|&at| side[at]).collect::<Vec<_>>());
        all.push(linked((old, from), (new, to), moved, support.clone()));
    }
    let left = |side: usize| (0..used[side].len()).filter(|&at| !used[side][at]).collect::<Vec<_>>();
    all.extend(left(1).into_iter().map(|at| alone_in_new((new, news[at]), covered.by_old(at))));
    all.extend(left(0).into_iter().map(|at| alone_in_old((old, olds[at]), covered.by_new(at))));
    in_order(all)
}

/// A correspondence that links provisions.
pub(super) fn linked(
    (old, old_places): (&Document, Vec<ProvisionIndex>),
    (new, new_places): (&Document, Vec<ProvisionIndex>),
    moved: bool,
    support: Support,
) -> Correspondence {
    let olds: Vec<&Provision> = old_places.iter().map(|&at| &old.provisions[at]).collect();
    let news: Vec<&Provision> = new_places.iter().map(|&at| &new.provisions[at]).collect();
    let relation = match (olds.as_slice(), news.as_slice()) {
        ([one], [other]) => relation_of_two(one.text(), other.text()),
        (several, parts) if several.len() == parts.len() => Relation::Reworded,
        (several, parts) if several.len() < parts.len() => Relation::Split,
        _ => Relation::Merged,
    };
    Correspondence {
        relation,
        kind: news[0].kind,
        renumbered: !olds.iter().any(|one| news.iter().any(|other| one.number() == other.number())),
        moved,
        old: old_places,
        new: new_places,
        some_pairs: None,
        support: Some(support),
        origin: Origin::Engine,
    }
}

/// What became of an old provision without a counterpart.
pub(super) fn alone_in_old((old, at): (&Document, ProvisionIndex), is_covered: bool) -> Correspondence {
    let relation = if is_covered { Relation::Withdrawn } else { Relation::OutsideCoverage };
    Correspondence { old: vec![at], ..alone(relation, &old.provisions[at]) }
}

/// What a new provision without a counterpart is.
pub(super) fn alone_in_new((new, at): (&Document, ProvisionIndex), is_covered: bool) -> Correspondence {
    let relation = if is_covered { Relation::New } else { Relation::OutsideCoverage };
    Correspondence { new: vec![at], ..alone(relation, &new.provisions[at]) }
}

fn alone(relation: Relation, provision: &Provision) -> Correspondence {
    Correspondence {
        relation,
        old: Vec::new(),
        new: Vec::new(),
        some_pairs: None,
        kind: provision.kind,
        renumbered: false,
        moved: false,
        support: None,
        origin: Origin::Engine,
    }
}

/// The correspondences of a pool in the order in which they are listed: that of the new document. What has no
/// counterpart there stands behind what it followed in the old one.
pub(super) fn in_order(mut all: Vec<Correspondence>) -> Vec<Correspondence> {
    let mut by_old: Vec<(ProvisionIndex, Option<ProvisionIndex>)> =
        all.iter().flat_map(|one| one.old.iter().map(|&old| (old, one.new.last().copied()))).collect();
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
    all.sort_by_key(|one| match (one.new.first(), one.old.first()) {
        (None, Some(&old)) => (followed.get(&old).copied().flatten(), true, Some(old)),
        (new, _) => (new.copied(), false, None),
    });
    all
}

/// Whether one text is another unchanged or reworded.
pub(crate) fn relation_of_two(old: &str, new: &str) -> Relation {
    if plain(old) == plain(new) { Relation::Unchanged } else { Relation::Reworded }
}
