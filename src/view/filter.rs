//! Which changes are shown.

use super::comparison::ChangeRow;
use crate::align::{Certainty, Relation};
use crate::extract::Kind;
use crate::shift::Direction;

/// Which changes are shown: those that pass every condition that is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Changes of which one of these holds; all if there is none.
    pub only: Vec<Facet>,
    /// Changes other than what is unchanged in words, number and place, or outside the coverage.
    pub changed: bool,
    /// Changes under a heading that holds this text or has this number, on either side.
    pub section: Option<String>,
    /// Changes of provisions of these kinds; all if there is none.
    pub kinds: Vec<Kind>,
}

/// Something that can be true of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// It is of this relation.
    Relation(Relation),
    /// Its number changed.
    Renumbered,
    /// It stands in another section.
    Moved,
    /// It forbids what it asked or allowed, or the other way round.
    Reversed,
    /// It asks less.
    Weakened,
    /// It asks more.
    Strengthened,
    /// It gained a qualifier.
    Qualified,
    /// It lost a qualifier.
    Unqualified,
    /// A qualifier gave way to another.
    Requalified,
    /// A word of denial came or went.
    Negation,
    /// It addresses somebody else.
    Readdressed,
    /// Its link may well be wrong.
    Doubtful,
}

impl Facet {
    /// Whether it is true of a change.
    pub fn holds(self, row: &ChangeRow) -> bool {
        let shifts = row.shifts.as_ref();
        let goes = |way: Direction| {
            shifts.and_then(|shifts| shifts.strength.as_ref()).is_some_and(|strength| strength.direction == way)
        };
        match self {
            Facet::Relation(relation) => row.relation == relation,
            Facet::Renumbered => row.renumbered,
            Facet::Moved => row.moved,
            Facet::Reversed => goes(Direction::Reversed),
            Facet::Weakened => goes(Direction::Weaker),
            Facet::Strengthened => goes(Direction::Stronger),
            Facet::Qualified => shifts.is_some_and(|shifts| !shifts.qualifiers.added.is_empty()),
            Facet::Unqualified => shifts.is_some_and(|shifts| !shifts.qualifiers.dropped.is_empty()),
            Facet::Requalified => shifts.is_some_and(|shifts| !shifts.qualifiers.replaced.is_empty()),
            Facet::Negation => shifts.is_some_and(|shifts| !shifts.negations.is_empty()),
            Facet::Readdressed => shifts.is_some_and(|shifts| shifts.addressee.is_some()),
            Facet::Doubtful => row.certainty == Some(Certainty::Doubtful),
        }
    }
}

impl Filter {
    /// Whether it lets everything pass.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Whether a change passes.
    pub fn passes(&self, row: &ChangeRow) -> bool {
        let is_wanted = self.only.is_empty() || self.only.iter().any(|facet| facet.holds(row));
        let is_kind = self.kinds.is_empty() || self.kinds.contains(&row.kind);
        let stands_there =
            |wanted: &String| row.old_section.iter().chain(&row.new_section).any(|title| names(title, wanted));
        is_wanted && is_kind && (!self.changed || row.is_changed()) && self.section.as_ref().is_none_or(stands_there)
    }
}

/// Whether a heading holds a text, whatever the case of its letters, or has it for its number: "C" is "C. Air".
fn names(title: &str, wanted: &str) -> bool {
    let (title, wanted) = (title.to_lowercase(), wanted.trim().trim_end_matches('.').to_lowercase());
    let is_number = wanted.len() <= LONGEST_NUMBER && !wanted.contains(char::is_whitespace);
    match title.split_once('.') {
        Some((number, _)) if is_number => number.trim() == wanted,
        _ => title.contains(&wanted),
    }
}

/// The longest number of a heading: "XVIII".
const LONGEST_NUMBER: usize = 5;
