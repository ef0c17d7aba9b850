//! How links are painted, in every picture and graph.

use crate::align::Relation;
use crate::lineage::LinkKind;

/// How something is painted: a class for style sheets, a colour for all else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) class: &'static str,
    pub(super) colour: &'static str,
}

/// The colours of links, in the order of the legend.
pub(super) const COLOURS: [(LinkKind, Relation, &str); 6] = [
    (LinkKind::Version, Relation::Unchanged, "#8a8f98"),
    (LinkKind::Version, Relation::Reworded, "#2b6cb0"),
    (LinkKind::Version, Relation::Split, "#b4530a"),
    (LinkKind::Version, Relation::Merged, "#7b3fa0"),
    (LinkKind::Precedent, Relation::Reworded, "#0b7a75"),
    (LinkKind::FollowUp, Relation::Reworded, "#7a6400"),
];

/// How a link is painted.
pub(super) fn look(kind: LinkKind, relation: Relation) -> Look {
    let is_it = |one: &&(LinkKind, Relation, &str)| one.0 == kind && (kind != LinkKind::Version || one.1 == relation);
    let (kind, relation, colour) = *COLOURS.iter().find(is_it).unwrap_or(&COLOURS[1]);
    let class = if kind == LinkKind::Version { relation.name() } else { kind.name() };
    Look { class, colour }
}
