//! Which changes are shown.

use super::comparison::ChangeRow;
use crate::align::{Certainty, Relation};
use crate::fate::FateKind;
use crate::model::Kind;
use crate::shift::{Direction, Shifts};

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
    /// It cites a number of its own document that is another's now.
    OutdatedReference,
    /// Its link may well be wrong.
    Doubtful,
    /// One of its brackets came to such an end.
    Bracket(FateKind),
}

/// Every facet, with its name and what the command line says of it, in the order in which they are told.
const FACETS: [(Facet, &str, &str); 24] = [
    (Facet::Relation(Relation::Unchanged), "unchanged", "the same words"),
    (Facet::Relation(Relation::Reworded), "reworded", "other words"),
    (Facet::Relation(Relation::Split), "split", "one became several"),
    (Facet::Relation(Relation::Merged), "merged", "several became one"),
    (Facet::Relation(Relation::Withdrawn), "withdrawn", "not in the new document"),
    (Facet::Relation(Relation::New), "new", "not in the old document"),
    (
        Facet::Relation(Relation::OutsideCoverage),
        "outside-coverage",
        "in a section that the other document does not hold",
    ),
    (Facet::Renumbered, "renumbered", "under another number"),
    (Facet::Moved, "moved", "in another section"),
    (Facet::Reversed, "reversed", "forbidding what was asked or allowed, or the other way round"),
    (Facet::Weakened, "weakened", "asking less"),
    (Facet::Strengthened, "strengthened", "asking more"),
    (Facet::Negation, "negation", "with a word of denial more or less"),
    (Facet::Qualified, "qualified", "with a qualifier more"),
    (Facet::Unqualified, "unqualified", "with a qualifier less"),
    (Facet::Requalified, "requalified", "with another qualifier of the same kind"),
    (Facet::Readdressed, "readdressed", "addressing somebody else"),
    (Facet::OutdatedReference, "outdated-reference", "citing a number that another provision has now"),
    (Facet::Doubtful, "doubtful", "with a link that may well be wrong"),
    (Facet::Bracket(FateKind::Resolved), "resolved", "with brackets or options of which one wording was taken"),
    (Facet::Bracket(FateKind::Lifted), "lifted", "with brackets that are gone and whose words stand"),
    (Facet::Bracket(FateKind::Dropped), "dropped", "with brackets that are gone with their words"),
    (Facet::Bracket(FateKind::Open), "open", "with brackets or options that are there still"),
    (Facet::Bracket(FateKind::Opened), "opened", "with brackets or options that were not there before"),
];

impl Facet {
    /// Every facet, in the order in which they are told.
    pub fn all() -> impl Iterator<Item = Facet> {
        FACETS.iter().map(|(facet, ..)| *facet)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.described().0
    }

    /// Its name, and what it says in a few words.
    pub fn described(self) -> (&'static str, &'static str) {
        FACETS.iter().find(|(facet, ..)| *facet == self).map_or(("", ""), |(_, name, about)| (name, about))
    }

    /// The facet of a name.
    pub fn named(name: &str) -> Option<Facet> {
        FACETS.iter().find(|(_, there, _)| *there == name).map(|(facet, ..)| *facet)
    }

    /// Whether it is true of a change.
    pub fn holds(self, row: &ChangeRow) -> bool {
        match self {
            Facet::Relation(relation) => row.relation == relation,
            Facet::Renumbered => row.renumbered,
            Facet::Moved => row.moved,
            Facet::OutdatedReference => !row.outdated.is_empty(),
            Facet::Doubtful => row.certainty == Some(Certainty::Doubtful),
            Facet::Bracket(kind) => row.brackets.iter().any(|bracket| bracket.fate == kind),
            _ => row.shifts.as_ref().is_some_and(|shifts| self.holds_of(shifts)),
        }
    }

    /// Whether it is true of what a change did; never of what shifts do not tell.
    pub fn holds_of(self, shifts: &Shifts) -> bool {
        let goes = |way: Direction| shifts.strength.as_ref().is_some_and(|strength| strength.direction == way);
        match self {
            Facet::Reversed => goes(Direction::Reversed),
            Facet::Weakened => goes(Direction::Weaker),
            Facet::Strengthened => goes(Direction::Stronger),
            Facet::Negation => !shifts.negations.is_empty(),
            Facet::Qualified => !shifts.qualifiers.added.is_empty(),
            Facet::Unqualified => !shifts.qualifiers.dropped.is_empty(),
            Facet::Requalified => !shifts.qualifiers.replaced.is_empty(),
            Facet::Readdressed => shifts.addressee.is_some(),
            Facet::Relation(_)
            | Facet::Renumbered
            | Facet::Moved
            | Facet::OutdatedReference
            | Facet::Doubtful
            | Facet::Bracket(_) => false,
        }
    }
}

impl Filter {
    /// Whether it lets everything pass.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Whether it asks for a heading that none of these is.
    pub fn finds_no_section<'h>(&self, mut headings: impl Iterator<Item = &'h str>) -> bool {
        self.section.as_ref().is_some_and(|wanted| !headings.any(|title| names(title, wanted)))
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
    fn every_facet_has_a_name_of_its_own() {
        assert!(Facet::all().all(|facet| Facet::named(facet.name()) == Some(facet)));
        assert!(Relation::ALL.iter().all(|relation| Facet::named(relation.name()) == Some(Facet::Relation(*relation))));
    }

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
