//! What a change did to the parts of a provision, in words.

use super::{all_quoted, listed};
use crate::anatomy::Qualifier;
use crate::report::Facet;
use crate::shift::{Direction, QualifierPair, SetShift, Shifts};

/// Facts of a change in a few words each: `should → are encouraged to`, `+ as necessary`.
pub fn shift_lines(shifts: &Shifts) -> Vec<String> {
    shift_groups(shifts).into_iter().flat_map(|(_, lines)| lines).collect()
}

/// The same, a line for each sort of facts, behind its name: `weakened: should → are encouraged to`.
pub fn shift_lines_by_sort(shifts: &Shifts) -> Vec<String> {
    shift_groups(shifts).into_iter().map(|(name, lines)| format!("{name}: {}", lines.join(", "))).collect()
}

/// The same in one line: `weakened: should → are encouraged to; qualified: + as necessary`. Empty if nothing changed.
pub fn shift_summary(shifts: &Shifts) -> String {
    shift_lines_by_sort(shifts).join("; ")
}

/// The facts of a change by their sorts, each with the name of its facet where it has one.
fn shift_groups(shifts: &Shifts) -> Vec<(&'static str, Vec<String>)> {
    let arrow = |old: &str, new: &str| format!("{old} → {new}");
    let sides = |old: &Option<String>, new: &Option<String>| {
        vec![arrow(old.as_deref().unwrap_or("–"), new.as_deref().unwrap_or("–"))]
    };
    // What became of brackets is told with them.
    let strength = shifts.strength.as_ref().filter(|strength| strength.old != strength.new);
    let strength = strength.filter(|strength| strength.direction != Direction::Open).map(|strength| {
        let name = match strength.direction {
            Direction::Weaker => Facet::Weakened.name(),
            Direction::Stronger => Facet::Strengthened.name(),
            Direction::Reversed => Facet::Reversed.name(),
            Direction::Same | Direction::NotComparable | Direction::Open => "phrase",
        };
        (name, sides(&strength.old, &strength.new))
    });
    let addressee = shifts.addressee.as_ref().map(|shift| (Facet::Readdressed.name(), sides(&shift.old, &shift.new)));
    let qualifiers = &shifts.qualifiers;
    let lines_of = |set: &SetShift| {
        let SetShift { added, dropped } = beside_others(set, shifts);
        set_lines(&dropped, &added)
    };
    let replaced = qualifiers.replaced.iter().map(|pair| arrow(&pair.old.text, &pair.new.text));
    let mut groups: Vec<(&'static str, Vec<String>)> = strength.into_iter().chain(addressee).collect();
    groups.extend([
        (Facet::Unqualified.name(), qualifiers.dropped.iter().map(|one| format!("− {}", one.text)).collect()),
        (Facet::Requalified.name(), replaced.collect()),
        (Facet::Qualified.name(), qualifiers.added.iter().map(|one| format!("+ {}", one.text)).collect()),
        ("besides", set_lines(&shifts.further.dropped, &shifts.further.added)),
        (Facet::Negation.name(), set_lines(&shifts.negations.dropped, &shifts.negations.added)),
        ("citations", lines_of(&shifts.citations)),
        ("dates", lines_of(&shifts.dates)),
        ("numbers", lines_of(&shifts.numbers)),
        ("lists", shifts.lists.iter().flat_map(|list| set_lines(&list.dropped, &list.added)).collect()),
    ]);
    groups.retain(|(_, lines)| !lines.is_empty());
    groups
}

/// What came and went without what a qualifier or the entry of a list holds that came or went as well: of "by 1 May" the date
/// is not told twice.
fn beside_others(set: &SetShift, shifts: &Shifts) -> SetShift {
    let qualifiers = &shifts.qualifiers;
    let text = |one: &'_ Qualifier| one.text.clone();
    let mut gone: Vec<String> = qualifiers.dropped.iter().map(text).collect();
    gone.extend(qualifiers.replaced.iter().map(|pair| pair.old.text.clone()));
    gone.extend(shifts.lists.iter().flat_map(|list| list.dropped.clone()));
    let mut came: Vec<String> = qualifiers.added.iter().map(text).collect();
    came.extend(qualifiers.replaced.iter().map(|pair| pair.new.text.clone()));
    came.extend(shifts.lists.iter().flat_map(|list| list.added.clone()));
    let left = |names: &[String], told: &[String]| -> Vec<String> {
        // "Article 4 of the Convention" tells of the Convention too.
        let is_within = |name: &str| names.iter().any(|other| other.len() > name.len() && other.contains(name));
        let is_told = |name: &str| told.iter().any(|text| text.contains(name)) || is_within(name);
        names.iter().filter(|name| !is_told(name)).cloned().collect()
    };
    SetShift { added: left(&set.added, &came), dropped: left(&set.dropped, &gone) }
}

/// What was dropped and what was added, each in a line; one of each in one.
fn set_lines(dropped: &[String], added: &[String]) -> Vec<String> {
    match (dropped, added) {
        ([old], [new]) => vec![format!("{old} → {new}")],
        _ => dropped.iter().map(|one| format!("− {one}")).chain(added.iter().map(|one| format!("+ {one}"))).collect(),
    }
}

/// What happened to the strength, the qualifiers and the addressee, in a word each.
pub fn shift_names(shifts: &Shifts) -> Vec<&'static str> {
    Facet::all().filter(|facet| facet.holds_of(shifts)).map(|facet| facet.name()).collect()
}

/// What became of how strongly something is asked, of whom, and whether it is denied, each as a clause of a sentence.
pub(super) fn asked_facts(shifts: &Shifts) -> Vec<String> {
    let mut facts = Vec::new();
    let strength = shifts.strength.as_ref().filter(|strength| strength.old != strength.new);
    if let Some(strength) = strength.filter(|strength| strength.direction != Direction::Open) {
        let way = match strength.direction {
            Direction::Weaker => " (weaker)",
            Direction::Stronger => " (stronger)",
            Direction::Same => " (as strong)",
            Direction::Reversed => " (reversed)",
            Direction::NotComparable | Direction::Open => " (not comparable)",
        };
        let is_ranked = matches!(strength.direction, Direction::Weaker | Direction::Stronger | Direction::Reversed);
        facts.push(match (&strength.old, &strength.new) {
            (Some(old), Some(new)) => format!("“{old}” became “{new}”{way}"),
            // Where nothing stands against it, a way is told only where there is one.
            (Some(old), None) => format!("lost its “{old}”{}", if is_ranked { way } else { "" }),
            (None, new) => {
                format!("gained “{}”{}", new.as_deref().unwrap_or_default(), if is_ranked { way } else { "" })
            }
        });
    }
    if let Some(addressee) = &shifts.addressee {
        facts.push(match (&addressee.old, &addressee.new) {
            (Some(old), Some(new)) => format!("addresses {new}, no longer {old}"),
            (Some(old), None) => format!("no longer addresses {old}"),
            (None, new) => format!("addresses {}", new.as_deref().unwrap_or("nobody")),
        });
    }
    facts.extend(set_fact("besides, it", &shifts.further.added, &shifts.further.dropped));
    facts.extend(set_fact("it", &shifts.negations.added, &shifts.negations.dropped));
    facts
}

/// What became of its conditions and lists, and of what it cites and names, each as a clause of a sentence.
pub(super) fn named_facts(shifts: &Shifts) -> Vec<String> {
    let mut facts = Vec::new();
    let texts = |list: &[Qualifier]| all_quoted(&list.iter().map(|one| &one.text).collect::<Vec<_>>());
    let qualifiers = &shifts.qualifiers;
    facts.extend((!qualifiers.added.is_empty()).then(|| format!("gained {}", texts(&qualifiers.added))));
    facts.extend((!qualifiers.dropped.is_empty()).then(|| format!("lost {}", texts(&qualifiers.dropped))));
    let replaced = |pair: &QualifierPair| format!("“{}” gave way to “{}”", pair.old.text, pair.new.text);
    facts.extend(qualifiers.replaced.iter().map(replaced));
    for list in &shifts.lists {
        facts.extend(set_fact("a list", &list.added, &list.dropped));
    }
    for (verb, set) in [(CITES, &shifts.citations), ("names", &shifts.dates), ("has the number", &shifts.numbers)] {
        facts.extend(reference_fact(verb, &beside_others(set, shifts)));
    }
    facts
}

fn set_fact(what: &str, added: &[String], dropped: &[String]) -> Option<String> {
    match (added.is_empty(), dropped.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("{what} gained {}", all_quoted(added))),
        (true, false) => Some(format!("{what} lost {}", all_quoted(dropped))),
        (false, false) => Some(format!("{what} gained {} and lost {}", all_quoted(added), all_quoted(dropped))),
    }
}

/// How it is told what a text refers to.
const CITES: &str = "cites";

fn reference_fact(verb: &str, set: &SetShift) -> Option<String> {
    // "The Convention": a title that is one word needs its article in a sentence.
    let named = |names: &[String]| {
        let is_title = |name: &str| name.chars().all(char::is_alphabetic) && name.starts_with(char::is_uppercase);
        let of = |name: &String| if verb == CITES && is_title(name) { format!("the {name}") } else { name.clone() };
        listed(&names.iter().map(of).collect::<Vec<_>>())
    };
    let (added, dropped) = (named(&set.added), named(&set.dropped));
    match (set.added.is_empty(), set.dropped.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("{verb} {added}")),
        (true, false) => Some(format!("no longer {verb} {dropped}")),
        (false, false) => Some(format!("{verb} {added}, no longer {dropped}")),
    }
}
