//! What makes two provisions look like one: each signal is a file here and a line in the table.

mod label;
mod letters;
mod opening;
mod phrases;
mod place;
mod section;
mod sequence;
mod words;

pub(super) use place::{Place, order};
pub(super) use section::likeness as section_likeness;

use super::text::{Rarity, Text};

/// All that a signal may look at.
pub(super) struct Pair<'a> {
    pub(super) old: &'a Text,
    pub(super) new: &'a Text,
    pub(super) rarity: &'a Rarity,
    /// Where the pair stands among its neighbours' links; `None` while there are none.
    pub(super) place: Option<f64>,
}

/// One way to see likeness.
pub(super) struct Signal {
    /// Its name in the weights and in the evidence.
    pub(super) name: &'static str,
    /// The likeness, from 0 (nothing alike) to 1 (the same).
    pub(super) measure: fn(&Pair<'_>) -> f64,
}

/// How many signals there are.
pub(super) const COUNT: usize = 9;

/// Every signal.
pub(super) const SIGNALS: [Signal; COUNT] = [
    Signal { name: "words", measure: words::likeness },
    Signal { name: "containment", measure: words::containment },
    Signal { name: "phrases", measure: phrases::likeness },
    Signal { name: "sequence", measure: sequence::likeness },
    Signal { name: "letters", measure: letters::likeness },
    Signal { name: "opening", measure: opening::likeness },
    Signal { name: "section", measure: section::measure },
    Signal { name: "label", measure: label::likeness },
    Signal { name: "place", measure: place::measure },
];

/// The values of all signals for a pair, in the order of the table.
pub(super) fn measure(pair: &Pair<'_>) -> [f64; COUNT] {
    SIGNALS.map(|signal| (signal.measure)(pair))
}

/// Where the place stands among the signals.
const PLACE: usize = COUNT - 1;

/// The value for the place.
pub(super) fn place_of(values: &[f64; COUNT]) -> f64 {
    values[PLACE]
}

/// The same values with another place.
pub(super) fn with_place(mut values: [f64; COUNT], place: f64) -> [f64; COUNT] {
    values[PLACE] = place;
    values
}

/// The same values with no regard to place, section and number: what the wording alone comes to.
pub(super) fn wording_only(mut values: [f64; COUNT]) -> [f64; COUNT] {
    for (value, signal) in values.iter_mut().zip(&SIGNALS) {
        match signal.name {
            "place" | "label" => *value = 0.0,
            "section" => *value = section::NO_SECTION,
            _ => {}
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_where_it_is_looked_for() {
        assert_eq!(SIGNALS[PLACE].name, "place");
    }
}
