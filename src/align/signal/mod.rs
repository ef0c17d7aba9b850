//! What makes two provisions look like one: each signal is a file here and a line in the table.

mod label;
mod letters;
mod phrases;
mod place;
mod section;
mod sequence;
mod words;

pub(super) use place::Place;
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
pub(super) const COUNT: usize = 8;

/// Every signal.
pub(super) const SIGNALS: [Signal; COUNT] = [
    Signal { name: "words", measure: words::likeness },
    Signal { name: "containment", measure: words::containment },
    Signal { name: "phrases", measure: phrases::likeness },
    Signal { name: "sequence", measure: sequence::likeness },
    Signal { name: "letters", measure: letters::likeness },
    Signal { name: "section", measure: section::measure },
    Signal { name: "label", measure: label::likeness },
    Signal { name: "place", measure: place::measure },
];

/// The values of all signals for a pair, in the order of the table.
pub(super) fn measure(pair: &Pair<'_>) -> [f64; COUNT] {
    SIGNALS.map(|signal| (signal.measure)(pair))
}

/// The same values with no regard to place.
pub(super) fn without_place(mut values: [f64; COUNT]) -> [f64; COUNT] {
    for (value, signal) in values.iter_mut().zip(&SIGNALS) {
        if signal.name == "place" {
            *value = 0.0;
        }
    }
    values
}
