//! What makes two provisions look like one: each signal is a file here and a line in the table.

mod bigrams;
mod cited;
mod label;
mod letters;
mod margin;
mod opening;
mod place;
mod section;
mod sequence;
mod surroundings;
mod title;
mod words;

pub(super) use margin::Margin;
pub(super) use place::{Place, keeps_order, order};
pub(super) use section::likeness as section_likeness;
pub(super) use surroundings::Surroundings;

use super::text::Text;
use crate::index::TermIndex;
use crate::language::Term;

/// All that a signal may look at.
pub(super) struct Pair<'a> {
    pub(super) old: &'a Text,
    pub(super) new: &'a Text,
    pub(super) index: &'a TermIndex,
}

/// One way to see likeness.
pub(super) struct Signal {
    /// Its name in the weights and in the evidence.
    pub(super) name: &'static str,
    /// The likeness, from 0 (nothing alike) to 1 (the same); `None` for what the two texts alone do not
    /// tell: it says nothing until the other pairs are known.
    measure: Option<fn(&Pair<'_>) -> f64>,
    /// Whether it goes by the two wordings alone, so that the same wordings have 1.
    is_wording: bool,
}

/// How many signals there are.
pub(super) const COUNT: usize = SIGNALS.len();

/// The value of each signal for a pair, in the order of the table.
pub(super) type Values = [f64; COUNT];

/// The value of a signal that has nothing to go by (a text without a title, say): neither for nor against. What has
/// something to go by and finds nothing alike is 0.
const SAYS_NOTHING: f64 = 0.5;

/// Every signal. A new one stands before `ahead`; `words` stays first. One of number or place has its say in
/// [`wording_only`] as well.
pub(super) const SIGNALS: [Signal; 14] = [
    Signal { name: "words", measure: Some(words::likeness), is_wording: true },
    Signal { name: "containment", measure: Some(words::containment), is_wording: true },
    Signal { name: "phrases", measure: Some(bigrams::likeness), is_wording: true },
    Signal { name: "sequence", measure: Some(sequence::likeness), is_wording: true },
    Signal { name: "letters", measure: Some(letters::likeness), is_wording: true },
    Signal { name: "opening", measure: Some(opening::likeness), is_wording: true },
    Signal { name: "title", measure: Some(title::likeness), is_wording: false },
    Signal { name: "cited", measure: Some(cited::likeness), is_wording: false },
    Signal { name: "section", measure: Some(section::measure), is_wording: false },
    Signal { name: "label", measure: Some(label::likeness), is_wording: false },
    Signal { name: "ahead", measure: None, is_wording: false },
    Signal { name: "apart", measure: None, is_wording: false },
    Signal { name: "surroundings", measure: None, is_wording: false },
    Signal { name: "place", measure: None, is_wording: false },
];

/// The values of all signals for a pair, in the order of the table.
pub(super) fn measure(pair: &Pair<'_>) -> Values {
    let same = pair.old.is_same_as(pair.new);
    SIGNALS.map(|signal| match signal.measure {
        Some(_) if same && signal.is_wording => 1.0,
        Some(measure) => measure(pair),
        None => SAYS_NOTHING,
    })
}

/// Where some signals stand in the table.
pub(super) const WORDS: usize = 0;
pub(super) const CONTAINMENT: usize = 1;
pub(super) const LETTERS: usize = 4;
pub(super) const AHEAD: usize = COUNT - 4;
pub(super) const APART: usize = COUNT - 3;
pub(super) const SURROUNDINGS: usize = COUNT - 2;
pub(super) const PLACE: usize = COUNT - 1;

/// The same values with no regard to place, section and number: what the wording alone comes to.
pub(super) fn wording_only(mut values: Values) -> Values {
    for (value, signal) in values.iter_mut().zip(&SIGNALS) {
        match signal.name {
            "label" => *value = 0.0,
            "place" | "section" | "surroundings" => *value = SAYS_NOTHING,
            _ => {}
        }
    }
    values
}

/// The Dice coefficient of two sets of words, each sorted, in which a word weighs what it says.
fn weighted_dice(old: &[Term], new: &[Term], index: &TermIndex) -> f64 {
    let weigh = |terms: &[Term]| terms.iter().map(|&term| index.weight(term)).sum::<f64>();
    let both = weigh(old) + weigh(new);
    let shared: f64 = old.iter().filter(|term| new.binary_search(term).is_ok()).map(|&term| index.weight(term)).sum();
    // An empty sum is a negative zero, which would show.
    if both == 0.0 { 0.0 } else { (2.0 * shared / both).abs() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_are_where_they_are_looked_for() {
        let places = [WORDS, CONTAINMENT, LETTERS, AHEAD, APART, SURROUNDINGS, PLACE];
        let names = ["words", "containment", "letters", "ahead", "apart", "surroundings", "place"];
        assert_eq!(places.map(|at| SIGNALS[at].name), names);
    }

    #[test]
    fn of_the_wording_alone_place_section_and_number_say_nothing() {
        let alone = wording_only([0.9; COUNT]);
        for (value, signal) in alone.iter().zip(&SIGNALS) {
            let expected = match signal.name {
                "label" => 0.0,
                "place" | "section" | "surroundings" => SAYS_NOTHING,
                _ => 0.9,
            };
            assert_eq!(*value, expected, "{}", signal.name);
        }
    }

    #[test]
    fn a_word_weighs_what_it_says_in_the_likeness_of_two_sets() {
        // Of four texts all have the first word, and one each of the others.
        let texts = [vec![0, 1], vec![0, 2], vec![0, 3], vec![0]];
        let index = TermIndex::of(4, || texts.iter().map(|text| text.iter().copied()));
        let [common, rare] = [index.weight(0), index.weight(1)];
        assert!(rare > common && common > 0.0);
        assert_eq!(weighted_dice(&[0, 1], &[0, 2], &index), 2.0 * common / (2.0 * common + 2.0 * rare));
        assert_eq!(weighted_dice(&[0, 1], &[0, 1], &index), 1.0);
        assert_eq!(weighted_dice(&[1], &[2], &index).to_bits(), 0.0_f64.to_bits());
        assert_eq!(weighted_dice(&[], &[], &index), 0.0);
    }

    fn text(section: &[Term], title: &[Term], label: &str) -> Text {
        let mut text = Text::default();
        (text.section, text.title, text.label) = (section.to_vec(), title.to_vec(), label.into());
        text
    }

    #[test]
    fn titles_headings_and_labels_are_held_against_each_other_if_both_have_one() {
        let texts = [vec![0, 1], vec![0, 2], vec![0, 3], vec![0]];
        let index = TermIndex::of(4, || texts.iter().map(|text| text.iter().copied()));
        let ask = |measure: fn(&Pair<'_>) -> f64, old: &Text, new: &Text| measure(&Pair { old, new, index: &index });
        let none = text(&[], &[], "1");
        let (one, other) = (text(&[0, 1], &[0, 1], "2"), text(&[0, 2], &[0, 2], "2"));
        let alike = weighted_dice(&[0, 1], &[0, 2], &index);
        assert_eq!(ask(title::likeness, &one, &other), alike * alike);
        assert_eq!(ask(section::measure, &one, &other), 0.5);
        assert_eq!((ask(label::likeness, &one, &other), ask(label::likeness, &one, &none)), (1.0, 0.0));
        for measure in [title::likeness, section::measure] {
            assert_eq!(ask(measure, &one, &one), 1.0);
            assert_eq!((ask(measure, &one, &none), ask(measure, &none, &one)), (SAYS_NOTHING, SAYS_NOTHING));
        }
        assert_eq!((section_likeness(&[0], &[]), section_likeness(&[0], &[1])), (0.0, 0.0));
    }
}
