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
    /// Changes under a heading that holds these words or has this number, on either side.
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

/// Whether a heading holds a text, word by word, whatever the case of its letters; its number is a word of it.
fn names(title: &str, wanted: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let small = text.to_lowercase();
        let words = small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (title, wanted) = (words(title), words(wanted));
    !wanted.is_empty() && title.windows(wanted.len()).any(|run| run == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_by_number_and_by_words() {
        let title = "C. Recommendations on the smuggling of migrants by air";
        for wanted in ["C", "c.", "Air", "by air", "smuggling of migrants"] {
            assert!(names(title, wanted), "{wanted}");
        }
        for wanted in ["B", "ai", "sea", "air by", ""] {
            assert!(!names(title, wanted), "{wanted}");
        }
    }
}
