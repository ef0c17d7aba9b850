//! What changed, in sentences made by rule from the facts.

use super::comparison::{ChangeRow, Summary};
use super::document::DocumentHead;
use super::filter::Facet;
use super::wording::{Segment, Told, largest_pieces};
use crate::align::{Outdated, Relation};
use crate::anatomy::Qualifier;
use crate::corpus::Stage;
use crate::extract::Kind;
use crate::shift::{Direction, SetShift, Shifts};

/// Facts of a change in a few words each: `should → are encouraged to`, `+ as necessary`.
pub fn shift_lines(shifts: &Shifts) -> Vec<String> {
    shift_groups(shifts).into_iter().flat_map(|(_, lines)| lines).collect()
}

/// The same in one line, each sort of facts behind its name: `weakened: should → are encouraged to; qualified: + as
/// necessary`. Empty if nothing changed.
pub fn shift_summary(shifts: &Shifts) -> String {
    let told = shift_groups(shifts).into_iter().map(|(name, lines)| format!("{name}: {}", lines.join(", ")));
    told.collect::<Vec<_>>().join("; ")
}

/// The facts of a change by their sorts, each with the name of its facet where it has one.
fn shift_groups(shifts: &Shifts) -> Vec<(&'static str, Vec<String>)> {
    let arrow = |old: &str, new: &str| format!("{old} → {new}");
    let sides = |old: &Option<String>, new: &Option<String>| {
        vec![arrow(old.as_deref().unwrap_or("–"), new.as_deref().unwrap_or("–"))]
    };
    let strength = shifts.strength.as_ref().filter(|strength| strength.old != strength.new).map(|strength| {
        let name = match strength.direction {
            Direction::Weaker => Facet::Weakened.told().0,
            Direction::Stronger => Facet::Strengthened.told().0,
            Direction::Reversed => Facet::Reversed.told().0,
            Direction::Same | Direction::NotComparable => "phrase",
        };
        (name, sides(&strength.old, &strength.new))
    });
    let addressee = shifts.addressee.as_ref().map(|shift| (Facet::Readdressed.told().0, sides(&shift.old, &shift.new)));
    let qualifiers = &shifts.qualifiers;
    let mut groups: Vec<(&'static str, Vec<String>)> = strength.into_iter().chain(addressee).collect();
    groups.extend([
        (Facet::Unqualified.told().0, qualifiers.dropped.iter().map(|gone| format!("− {}", gone.text)).collect()),
        (
            Facet::Requalified.told().0,
            qualifiers.replaced.iter().map(|pair| arrow(&pair.old.text, &pair.new.text)).collect(),
        ),
        (Facet::Qualified.told().0, qualifiers.added.iter().map(|came| format!("+ {}", came.text)).collect()),
        ("besides", set_lines(&shifts.further.dropped, &shifts.further.added)),
        (Facet::Negation.told().0, set_lines(&shifts.negations.dropped, &shifts.negations.added)),
        ("citations", set_lines(&shifts.citations.dropped, &shifts.citations.added)),
        ("dates", set_lines(&shifts.dates.dropped, &shifts.dates.added)),
        ("numbers", set_lines(&shifts.numbers.dropped, &shifts.numbers.added)),
        ("lists", shifts.lists.iter().flat_map(|list| set_lines(&list.dropped, &list.added)).collect()),
    ]);
    groups.retain(|(_, lines)| !lines.is_empty());
    groups
}

/// What went and what came, each in a line; one of each in one.
fn set_lines(dropped: &[String], added: &[String]) -> Vec<String> {
    match (dropped, added) {
        ([gone], [came]) => vec![format!("{gone} → {came}")],
        _ => {
            dropped.iter().map(|gone| format!("− {gone}")).chain(added.iter().map(|came| format!("+ {came}"))).collect()
        }
    }
}

/// What happened to the strength, the qualifiers and the addressee, in a word each.
pub fn shift_names(shifts: &Shifts) -> Vec<&'static str> {
    Facet::all().filter(|facet| facet.holds_of(shifts)).map(|facet| facet.told().0).collect()
}

/// One sentence on a change: "13: kept its number and its “should”; “adopt strict” became “cooperate to establish
/// appropriate”; gained “without prejudice to ...”."
pub(super) fn change_sentence(row: &ChangeRow, core: &[Segment], (old_id, new_id): (&str, &str)) -> String {
    let (old, new) = (listed(&row.old), listed(&row.new));
    match row.relation {
        Relation::Withdrawn => return format!("{old}: withdrawn; it has no counterpart in {new_id}."),
        Relation::New => return format!("{new}: new; it has no counterpart in {old_id}."),
        Relation::OutsideCoverage if row.old.is_empty() => {
            return format!("{new}: stands in a section that {old_id} does not hold.");
        }
        Relation::OutsideCoverage => return format!("{old}: stands in a section that {new_id} does not hold."),
        _ => {}
    }
    let strength = row.shifts.as_ref().and_then(|shifts| shifts.strength.as_ref());
    let kept = match row.relation {
        Relation::Unchanged => Some("its wording".to_owned()),
        _ => strength.filter(|one| one.old == one.new).and_then(|one| Some(format!("its “{}”", one.old.as_ref()?))),
    };
    let mut facts = match (row.old == row.new, kept) {
        (true, Some(kept)) => vec![format!("kept its number and {kept}")],
        (true, None) => vec!["kept its number".to_owned()],
        (false, kept) => {
            let became = format!("became {new}");
            std::iter::once(became).chain(kept.map(|kept| format!("kept {kept}"))).collect()
        }
    };
    if row.moved {
        facts.push("stands in another section".into());
    }
    facts.extend(row.shifts.iter().flat_map(shift_facts));
    facts.extend(largest_pieces(core, SENTENCE_PIECES).into_iter().map(told));
    facts.extend(row.outdated.iter().map(outdated_line));
    format!("{old}: {}.", facts.join("; "))
}

/// A reference that leads elsewhere now: "still cites paragraph 12, which is 13 now".
pub fn outdated_line(outdated: &Outdated) -> String {
    let now = match outdated.became.as_slice() {
        [] => "was withdrawn".to_owned(),
        [one] => format!("is {one} now"),
        several => format!("is {} now", listed(several)),
    };
    format!("still cites {} {}, which {now}", outdated.cited.numbering.name(), outdated.cited.label)
}

/// What became of the parts of a provision, each as a clause of a sentence.
fn shift_facts(shifts: &Shifts) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(strength) = shifts.strength.as_ref().filter(|strength| strength.old != strength.new) {
        let way = match strength.direction {
            Direction::Weaker => " (weaker)",
            Direction::Stronger => " (stronger)",
            Direction::Same => " (as strong)",
            Direction::Reversed => " (reversed)",
            Direction::NotComparable => " (not comparable)",
        };
        facts.push(match (&strength.old, &strength.new) {
            (Some(old), Some(new)) => format!("“{old}” became “{new}”{way}"),
            (Some(old), None) => format!("lost its “{old}”"),
            (None, new) => format!("gained “{}”", new.as_deref().unwrap_or_default()),
        });
    }
    if let Some(addressee) = &shifts.addressee {
        facts.push(match (&addressee.old, &addressee.new) {
            (Some(old), Some(new)) => format!("addresses {new}, no longer {old}"),
            (Some(old), None) => format!("no longer addresses {old}"),
            (None, new) => format!("addresses {}", new.as_deref().unwrap_or("nobody")),
        });
    }
    let quoted = |list: &[Qualifier]| listed(&list.iter().map(|one| format!("“{}”", one.text)).collect::<Vec<_>>());
    let qualifiers = &shifts.qualifiers;
    facts.extend((!qualifiers.added.is_empty()).then(|| format!("gained {}", quoted(&qualifiers.added))));
    facts.extend((!qualifiers.dropped.is_empty()).then(|| format!("lost {}", quoted(&qualifiers.dropped))));
    let replaced = |(old, new): (&Qualifier, &Qualifier)| format!("“{}” gave way to “{}”", old.text, new.text);
    facts.extend(qualifiers.replaced.iter().map(|pair| replaced((&pair.old, &pair.new))));
    facts.extend(set_fact("besides, it", &shifts.further.added, &shifts.further.dropped));
    facts.extend(set_fact("it", &shifts.negations.added, &shifts.negations.dropped));
    for list in &shifts.lists {
        facts.extend(set_fact("a list", &list.added, &list.dropped));
    }
    for (verb, set) in [("cites", &shifts.citations), ("names", &shifts.dates), ("names", &shifts.numbers)] {
        facts.extend(reference_fact(verb, set));
    }
    facts
}

fn set_fact(what: &str, added: &[String], dropped: &[String]) -> Option<String> {
    let quoted = |list: &[String]| listed(&list.iter().map(|one| format!("“{one}”")).collect::<Vec<_>>());
    match (added.is_empty(), dropped.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("{what} gained {}", quoted(added))),
        (true, false) => Some(format!("{what} lost {}", quoted(dropped))),
        (false, false) => Some(format!("{what} gained {} and lost {}", quoted(added), quoted(dropped))),
    }
}

fn reference_fact(verb: &str, set: &SetShift) -> Option<String> {
    let (added, dropped) = (listed(&set.added), listed(&set.dropped));
    match (set.added.is_empty(), set.dropped.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("{verb} {added}")),
        (true, false) => Some(format!("no longer {verb} {dropped}")),
        (false, false) => Some(format!("{verb} {added}, no longer {dropped}")),
    }
}

/// How many pieces of change a sentence names.
const SENTENCE_PIECES: usize = 2;

fn told(piece: Told) -> String {
    match piece {
        Told::Changed { gone, came } if gone.is_empty() => format!("put in “{came}”"),
        Told::Changed { gone, came } if came.is_empty() => format!("left out “{gone}”"),
        Told::Changed { gone, came } => format!("“{gone}” became “{came}”"),
        Told::Moved(text) => format!("“{text}” stands elsewhere"),
    }
}

/// One sentence on a pair of documents: "Of 11 draft recommendations 10 were adopted, all of them reworded, 1 was
/// withdrawn; 8 became weaker; ..."
pub(super) fn pair_sentence(old: &DocumentHead, new: &DocumentHead, rows: &[ChangeRow], summary: &Summary) -> String {
    let mut parts = vec![fates(old, new, rows)];
    let counted = [
        (summary.reversed, "was reversed", "were reversed"),
        (summary.weakened, "became weaker", "became weaker"),
        (summary.strengthened, "became stronger", "became stronger"),
        (summary.qualified, "gained a qualifier", "gained a qualifier"),
        (summary.unqualified, "lost a qualifier", "lost a qualifier"),
        (summary.readdressed, "is addressed to others", "are addressed to others"),
        (summary.renumbered, "was renumbered", "were renumbered"),
        (summary.moved, "stands in another section", "stand in another section"),
    ];
    let told = counted.into_iter().filter(|(count, ..)| *count > 0);
    parts.extend(told.map(|(count, one, several)| counted_of(count, one, several)));
    let of = |relation: Relation| rows.iter().filter(move |row| row.relation == relation);
    let fresh = of(Relation::New).count();
    parts.extend((fresh > 0).then(|| format!("{} new in {}", counted_of(fresh, "is", "are"), new.id)));
    let outside = of(Relation::OutsideCoverage).filter(|row| row.old.is_empty()).count();
    let stand = counted_of(outside, "stands", "stand");
    parts.extend((outside > 0).then(|| format!("{stand} in sections that {} does not hold", old.id)));
    format!("{}.", parts.join("; "))
}

fn counted_of(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// What became of the old provisions.
fn fates(old: &DocumentHead, new: &DocumentHead, rows: &[ChangeRow]) -> String {
    let total: usize = rows.iter().map(|row| row.old.len()).sum();
    let noun = noun(rows, total);
    let count =
        |relation| -> usize { rows.iter().filter(|row| row.relation == relation).map(|row| row.old.len()).sum() };
    let told = |fates: &[(Relation, &str, &str)]| -> Vec<String> {
        let counted = fates.iter().map(|&(relation, one, several)| (count(relation), one, several));
        counted.filter(|(count, ..)| *count > 0).map(|(count, one, several)| counted_of(count, one, several)).collect()
    };
    let left = [
        (Relation::Withdrawn, "was withdrawn", "were withdrawn"),
        (
            Relation::OutsideCoverage,
            "lies outside what the new document holds",
            "lie outside what the new document holds",
        ),
    ];
    let adopted: usize =
        [Relation::Unchanged, Relation::Reworded, Relation::Split, Relation::Merged].map(count).iter().sum();
    let is_adoption = old.stage == Stage::Draft && new.stage == Stage::Final;
    if total == 0 {
        return format!("{} has no {noun} to compare", old.id);
    }
    if !is_adoption || adopted == 0 {
        let kept = [
            (Relation::Unchanged, "is unchanged", "are unchanged"),
            (Relation::Reworded, "was reworded", "were reworded"),
            (Relation::Split, "was split", "were split"),
            (Relation::Merged, "was merged", "were merged"),
        ];
        return format!("Of the {total} {noun} of {}, {}", old.id, listed(&told(&[&kept[..], &left[..]].concat())));
    }
    let how = [
        (Relation::Unchanged, "unchanged"),
        (Relation::Reworded, "reworded"),
        (Relation::Split, "split"),
        (Relation::Merged, "merged"),
    ];
    let how: Vec<(usize, &str)> =
        how.map(|(relation, name)| (count(relation), name)).into_iter().filter(|(n, _)| *n > 0).collect();
    let how = match how.as_slice() {
        [(1, name)] => (*name).to_owned(),
        [(_, name)] => format!("all of them {name}"),
        [(first, name), rest @ ..] => {
            let rest: Vec<String> = rest.iter().map(|(count, name)| format!("{count} {name}")).collect();
            listed(&[vec![format!("{first} of them {name}")], rest].concat())
        }
        [] => String::new(),
    };
    let adopted = counted_of(adopted, "was adopted", "were adopted");
    [vec![format!("Of {total} draft {noun} {adopted}, {how}")], told(&left)].concat().join(", ")
}

/// What the rows are about, in the number that goes with a count.
fn noun(rows: &[ChangeRow], count: usize) -> &'static str {
    let kind = rows.first().map_or(Kind::Recommendation, |row| row.kind);
    match (rows.iter().all(|row| row.kind == kind), count) {
        (true, 1) => kind.noun(),
        (true, _) => kind.plural(),
        (false, 1) => "provision",
        (false, _) => "provisions",
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
