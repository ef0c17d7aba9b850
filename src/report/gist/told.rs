//! What of each wording the shifts of a change tell already.

use crate::shift::{SetShift, Shifts};

/// The phrases of the old wording and of the new one that the shifts name.
pub(super) fn told(shifts: &Shifts) -> [Vec<String>; 2] {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    let qualifiers = &shifts.qualifiers;
    old.extend(qualifiers.dropped.iter().map(|one| one.text.clone()));
    new.extend(qualifiers.added.iter().map(|one| one.text.clone()));
    for pair in &qualifiers.replaced {
        old.push(pair.old.text.clone());
        new.push(pair.new.text.clone());
    }
    let sets: [&SetShift; 4] = [&shifts.citations, &shifts.dates, &shifts.numbers, &shifts.negations];
    for set in sets {
        old.extend(set.dropped.iter().cloned());
        new.extend(set.added.iter().cloned());
    }
    for list in &shifts.lists {
        old.extend(list.dropped.iter().cloned());
        new.extend(list.added.iter().cloned());
    }
    // Phrases with somebody in them are told in pieces: "calls upon … to".
    let pieces = |phrases: &str| -> Vec<String> {
        phrases.split([' ', '/', '[', ']']).filter(|word| !word.is_empty() && *word != "…").map(str::to_owned).collect()
    };
    if let Some(strength) = shifts.strength.as_ref().filter(|strength| strength.old != strength.new) {
        old.extend(strength.old.iter().flat_map(|phrases| pieces(phrases)));
        new.extend(strength.new.iter().flat_map(|phrases| pieces(phrases)));
    }
    if let Some(addressee) = &shifts.addressee {
        old.extend(addressee.old.clone());
        new.extend(addressee.new.clone());
    }
    old.extend(shifts.further.dropped.iter().flat_map(|phrase| pieces(phrase)));
    new.extend(shifts.further.added.iter().flat_map(|phrase| pieces(phrase)));
    [old, new]
}
