//! Links to changes: which relation each is, what was left alone, and in which order they are told.

use super::change::{Change, Relation};
use super::coverage::Covered;
use super::engine::Alignment;
use crate::extract::{Document, Kind, Provision};
use crate::language::plain;

/// Makes changes of links and of what they left alone.
pub(super) fn classify(old: (&Document, &[usize]), new: (&Document, &[usize]), alignment: &Alignment) -> Vec<Change> {
    fn provision<'a>((document, places): (&'a Document, &[usize]), at: usize) -> &'a Provision {
        &document.provisions[places[at]]
    }
    let covered = Covered::of(old, new, alignment);
    let mut placed: Vec<(f64, usize, Change)> = Vec::new();
    let mut used = [vec![false; old.1.len()], vec![false; new.1.len()]];
    // Where each old provision stands in the new order, so that the withdrawn find their place.
    let mut position: Vec<Option<usize>> = vec![None; old.1.len()];
    for (group, link) in &alignment.links {
        group.old.iter().for_each(|&at| used[0][at] = true);
        group.new.iter().for_each(|&at| used[1][at] = true);
        group.old.iter().for_each(|&at| position[at] = group.new.last().copied());
        let olds: Vec<&Provision> = group.old.iter().map(|&at| provision(old, at)).collect();
        let news: Vec<&Provision> = group.new.iter().map(|&at| provision(new, at)).collect();
        let relation = match (olds.as_slice(), news.as_slice()) {
            ([one], [other]) => relation_of_two(one.text(), other.text()),
            (several, parts) if several.len() == parts.len() => Relation::Reworded,
            (several, parts) if several.len() < parts.len() => Relation::Split,
            _ => Relation::Merged,
        };
        let change = Change {
            relation,
            old: group.old.iter().map(|&at| old.1[at]).collect(),
            new: group.new.iter().map(|&at| new.1[at]).collect(),
            kind: news[0].kind,
            renumbered: !olds.iter().any(|one| news.iter().any(|other| one.label == other.label)),
            moved: group.old.iter().any(|&one| group.new.iter().any(|&other| !covered.same_section(one, other))),
            link: Some(link.clone()),
        };
        placed.push((group.new[0] as f64, 0, change));
    }
    for at in (0..new.1.len()).filter(|&at| !used[1][at]) {
        let relation = if covered.by_old(at) { Relation::New } else { Relation::OutsideCoverage };
        placed.push((at as f64, 0, alone(relation, vec![], vec![new.1[at]], provision(new, at).kind)));
    }
    let mut after = -1.0;
    for (at, there) in position.into_iter().enumerate() {
        match there {
            Some(there) => after = there as f64,
            None => {
                let relation = if covered.by_new(at) { Relation::Withdrawn } else { Relation::OutsideCoverage };
                placed.push((after + 0.5, at, alone(relation, vec![old.1[at]], vec![], provision(old, at).kind)));
            }
        }
    }
    placed.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    placed.into_iter().map(|(_, _, change)| change).collect()
}

/// Whether one text is another unchanged or reworded.
pub(super) fn relation_of_two(old: &str, new: &str) -> Relation {
    if plain(old) == plain(new) { Relation::Unchanged } else { Relation::Reworded }
}

fn alone(relation: Relation, old: Vec<usize>, new: Vec<usize>, kind: Kind) -> Change {
    Change { relation, old, new, kind, renumbered: false, moved: false, link: None }
}
