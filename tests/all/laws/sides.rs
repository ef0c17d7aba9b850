//! What holds of any comparison: a document against itself, the sides swapped, both texts rebuilt, every provision told.

use std::collections::BTreeSet;

use proptest::prelude::*;
use travaux::align::{Relation, Shares};
use travaux::analysis::Analysed;
use travaux::model::ProvisionIndex;
use travaux::report::{ChangeRow, ComparisonView, Facet, Manner, Op, Segment, redline_of};
use travaux::shift::{Direction, Shifts};

use crate::common::english;

use super::texts::{Compared, fixtures, made_pair, own_compared, own_pairs, read_pair};

/// What is said of a document against itself: nothing.
fn says_nothing(document: Analysed) {
    let id = document.id.clone();
    let itself = Compared::of(document.clone(), document);
    for row in &itself.view.changes {
        assert_eq!(row.relation, Relation::Unchanged, "{id}: {}", row.sentence);
        assert_eq!(row.old_ids, row.new_ids);
        assert!(
            row.redline.iter().all(|piece| piece.op == Op::Unchanged && piece.old.is_none()),
            "{id}: {}",
            row.sentence
        );
        let shifts = row.shifts.clone().map(|shifts| Shifts { strength: None, ..shifts });
        assert_eq!(shifts.unwrap_or_default(), Shifts::default(), "{id}: {}", row.sentence);
        assert!(row.gist.is_empty(), "{id}: {:?}", row.gist);
        assert!(row.outdated.is_empty() && !row.renumbered && !row.moved, "{id}: {}", row.sentence);
        assert!(row.brackets.iter().all(|bracket| bracket.fate.name() == "open" && bracket.became.is_none()), "{id}");
        let facets: Vec<&str> = Facet::all().filter(|facet| facet.holds(row)).map(Facet::name).collect();
        assert!(facets.iter().all(|name| ["unchanged", "open"].contains(name)), "{id}: {facets:?}");
    }
    assert!(!itself.view.differs());
}

#[test]
fn nothing_is_said_of_a_document_of_ours_against_itself() {
    let (olds, news): (Vec<_>, Vec<_>) = own_pairs().into_iter().unzip();
    for source in olds.into_iter().chain(news).chain(fixtures()) {
        says_nothing(read_pair(&source, &source).0);
    }
}

/// A row as it must be told when the sides are swapped.
fn mirrored(row: &ChangeRow) -> String {
    told(row, true)
}

/// Two sides in their order, or turned.
fn sides<T>(old: T, new: T, is_turned: bool) -> (T, T) {
    if is_turned { (new, old) } else { (old, new) }
}

fn told(row: &ChangeRow, is_turned: bool) -> String {
    let relation = match row.relation {
        Relation::Split if is_turned => Relation::Merged,
        Relation::Merged if is_turned => Relation::Split,
        Relation::Withdrawn if is_turned => Relation::New,
        Relation::New if is_turned => Relation::Withdrawn,
        same => same,
    };
    let ids = sides(&row.old_ids, &row.new_ids, is_turned);
    let evidence = row.evidence.as_ref().map(|evidence| {
        let Shares { old, new } = evidence.coverage;
        // A word that each text has in another form is shown in both, the old one first.
        let turned = |word: &String| match word.split_once(" / ") {
            Some((old, new)) if is_turned => format!("{new} / {old}"),
            _ => word.clone(),
        };
        let shared: BTreeSet<String> = evidence.shared.iter().map(turned).collect();
        format!("{shared:?} {:?} {}", sides(old, new, is_turned), evidence.wording)
    });
    format!(
        "{relation:?} {ids:?} {} {} {:?} {:?} {:?} {evidence:?}\n{}\n{:?}",
        row.renumbered,
        row.moved,
        row.score,
        row.confidence,
        row.certainty,
        redline(&row.redline, is_turned),
        row.shifts.as_ref().map(|shifts| shifted(shifts, is_turned)),
    )
}

/// The redline, change by change: what went, what came, and what is said of each.
fn redline(segments: &[Segment], is_turned: bool) -> String {
    let mut told = String::new();
    for run in segments.chunk_by(|one, next| (one.op == Op::Unchanged) == (next.op == Op::Unchanged)) {
        let of = |op: Op| -> Vec<(Option<Manner>, &str)> {
            run.iter().filter(|piece| piece.op == op).map(|piece| (piece.manner, piece.text.trim())).collect()
        };
        let (gone, came) = (of(Op::Deleted), of(Op::Inserted));
        let (gone, came) = if is_turned { (came, gone) } else { (gone, came) };
        told.push_str(&format!("{gone:?}{came:?}"));
    }
    told
}

fn shifted(shifts: &Shifts, is_turned: bool) -> String {
    let turn = |added: Vec<String>, dropped: Vec<String>| {
        let (mut added, mut dropped) = if is_turned { (dropped, added) } else { (added, dropped) };
        added.sort();
        dropped.sort();
        format!("+{added:?} -{dropped:?}")
    };
    let strength = shifts.strength.as_ref().map(|strength| {
        let direction = match strength.direction {
            Direction::Weaker if is_turned => Direction::Stronger,
            Direction::Stronger if is_turned => Direction::Weaker,
            same => same,
        };
        // In which order the phrases of several provisions are told is of no account.
        let phrases = |side: &Option<String>| {
            let mut phrases: Vec<String> = side.iter().flat_map(|side| side.split(" / ")).map(str::to_owned).collect();
            phrases.sort();
            phrases
        };
        let sides = sides(phrases(&strength.old), phrases(&strength.new), is_turned);
        // Where each of several clauses kept its strength, one of them stands for all, and either will do.
        if direction == Direction::Same {
            format!("Same {}", sides.0 == sides.1)
        } else {
            format!("{direction:?} {sides:?}")
        }
    });
    let addressee = shifts
        .addressee
        .as_ref()
        .map(|one| if is_turned { (one.new.clone(), one.old.clone()) } else { (one.old.clone(), one.new.clone()) });
    let texts = |list: &[travaux::anatomy::Qualifier]| list.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    let qualifiers = turn(texts(&shifts.qualifiers.added), texts(&shifts.qualifiers.dropped));
    let mut replaced: Vec<_> = shifts
        .qualifiers
        .replaced
        .iter()
        .map(|pair| turn(vec![pair.new.text.clone()], vec![pair.old.text.clone()]))
        .collect();
    replaced.sort();
    let mut lists: Vec<_> = shifts.lists.iter().map(|list| turn(list.added.clone(), list.dropped.clone())).collect();
    lists.sort();
    let sets = [&shifts.further, &shifts.negations, &shifts.citations, &shifts.dates, &shifts.numbers];
    let sets = sets.map(|set| turn(set.added.clone(), set.dropped.clone()));
    format!("{strength:?} {addressee:?} {qualifiers} {replaced:?} {lists:?} {sets:?}")
}

/// Says that the sides swapped give the mirror image of a comparison.
fn mirrors(there: &Compared) {
    let back = Compared::of(there.new.clone(), there.old.clone());
    let rows = |view: &ComparisonView, told: fn(&ChangeRow) -> String| {
        let mut rows: Vec<String> = view.changes.iter().map(told).collect();
        rows.sort();
        rows
    };
    let (there, back) = (rows(&there.view, mirrored), rows(&back.view, |row| told(row, false)));
    for (one, other) in there.iter().zip(&back) {
        assert_eq!(one, other);
    }
    assert_eq!(there.len(), back.len());
}

#[test]
fn swapping_the_sides_of_ours_mirrors_all_that_is_told() {
    own_compared().iter().for_each(mirrors);
}

/// Says that both texts can be made again of each redline, and that each provision stands in one change.
fn rebuilds_and_covers(compared: &Compared) {
    let Compared { old, new, changes, view } = compared;
    assert_eq!(changes.len(), view.changes.len());
    for row in &view.changes {
        if row.score.is_none() {
            assert!(row.redline.is_empty() && row.shifts.is_none() && row.evidence.is_none(), "{}", row.sentence);
            assert!(row.old.is_empty() != row.new.is_empty(), "{}", row.sentence);
            continue;
        }
        let [before, after] = [&row.old_text, &row.new_text].map(|texts| texts.join("\n"));
        assert_eq!(row.redline.iter().map(Segment::in_old).collect::<String>(), before);
        assert_eq!(row.redline.iter().map(Segment::in_new).collect::<String>(), after);
        let is_changed = row.redline.iter().any(|piece| piece.op != Op::Unchanged);
        match row.relation {
            Relation::Unchanged => assert!(!is_changed, "{}", row.sentence),
            Relation::Reworded => assert!(is_changed, "{}", row.sentence),
            // The words of parts may be those of the whole.
            _ => assert!(row.old.len() + row.new.len() > 2, "{}", row.sentence),
        }
        // The halves of what moved come in pairs.
        let halves = |op: Op| -> Vec<usize> {
            let mut halves: Vec<usize> =
                row.redline.iter().filter(|piece| piece.op == op).filter_map(|piece| piece.pair).collect();
            halves.sort_unstable();
            halves
        };
        assert_eq!(halves(Op::Deleted), halves(Op::Inserted), "{}", row.sentence);
    }
    let sides: [(&Analysed, Vec<ProvisionIndex>); 2] = [
        (old, changes.iter().flat_map(|change| change.correspondence.old.clone()).collect()),
        (new, changes.iter().flat_map(|change| change.correspondence.new.clone()).collect()),
    ];
    for (document, mut places) in sides {
        places.sort_unstable();
        assert_eq!(places, ProvisionIndex::all(&document.provisions).collect::<Vec<_>>(), "{}", document.id);
    }
    let counted: usize = view.summary.relations.values().sum();
    assert_eq!(counted, view.changes.len(), "each change is counted as what it is");
}

#[test]
fn redlines_of_ours_rebuild_both_sides_and_each_provision_is_told_once() {
    own_compared().iter().for_each(rebuilds_and_covers);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_of_sides_hold_of_made_up_reports(made in made_pair()) {
        let (old, new) = made.sources();
        let compared = Compared::read(&old, &new);
        rebuilds_and_covers(&compared);
        mirrors(&compared);
        says_nothing(compared.old);
        says_nothing(compared.new);
    }
}

/// Texts of so few words that many stand in both, and might be taken for one another.
fn alike() -> impl Strategy<Value = String> {
    let words = vec!["ports", "keep", "lists", "of", "vessels,", "and", "Ports", "crews", "the", "lamps.", "[lit]"];
    prop::collection::vec(prop::sample::select(words), 0..24).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn swapping_two_texts_mirrors_their_redline(old in alike(), new in alike()) {
        let read = |old: &str, new: &str| redline_of(&english(old), &english(new));
        prop_assert_eq!(redline(&read(&old, &new), true), redline(&read(&new, &old), false));
    }
}
