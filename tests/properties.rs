//! What must hold of any text.

use std::collections::BTreeSet;

use proptest::prelude::*;
use travaux::align::{Certainty, Options, Relation, compare};
use travaux::anatomy::Lexicons;
use travaux::corpus::{Declared, Source};
use travaux::diff::{Stretch, redline};
use travaux::extract::{Document, read};
use travaux::generate::Recipe;
use travaux::lineage::Lineage;
use travaux::render::{dot, json};
use travaux::view::{LineageView, redline_of};

fn source(id: &str, path: &str, bytes: Vec<u8>) -> Source {
    Source { id: id.into(), path: path.into(), bytes, declared: Declared::default() }
}

/// Words of a small vocabulary with punctuation and any white space, so that texts share some.
fn prose() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(vec![
            "States", "should", "adopt", "strict", "procedures", "to", "prevent", "smuggling", "of", "migrants",
            "well-being", "Office’s", "“new”", "(a)", "article", "18", "–",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    let space = prop::sample::select(vec![" ", "  ", "\n", "\t", "\u{a0}", ", ", ". ", ""]);
    prop::collection::vec((word, space), 0..40)
        .prop_map(|pieces| pieces.into_iter().map(|(word, space)| word + space).collect())
}

/// Lines as reports have them, in any order.
fn report() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        3 => prose(),
        1 => prop::sample::select(vec![
            "II. Recommendations", " C. On documents (*continued*)", "Recommendation 3", "Recommendation 4",
            "1. The Group met.", "2. It adopted the following:", "(a) Opening;", "(b) Other matters.", "Annex", "",
            "", "", "5/13 V.18-04597", "__________", "# Title", "**B. On law***Recommendation 5*", "1. Support to bodies",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(line, 0..40).prop_map(|lines| lines.join("\n"))
}

/// Recipes for small documents, from hardly changed to hardly to be known again.
fn recipe() -> impl Strategy<Value = Recipe> {
    let share = || 0.0..0.2;
    (any::<u64>(), 1usize..60, 3usize..40, 0.0..0.8, share(), share(), share(), share(), 0.0..0.6).prop_map(
        |(seed, provisions, words, changed, dropped, added, split, merged, moved)| Recipe {
            seed,
            provisions,
            words,
            changed,
            dropped,
            added,
            split,
            merged,
            moved,
        },
    )
}

/// Whether swapping the sides gives the same links, with split and merged, new and withdrawn in each
/// other's place.
fn mirrors(old: &Document, new: &Document) -> bool {
    let mirrored = |relation: Relation| match relation {
        Relation::Split => Relation::Merged,
        Relation::Merged => Relation::Split,
        Relation::Withdrawn => Relation::New,
        Relation::New => Relation::Withdrawn,
        same => same,
    };
    let there = compare(old, new, &Options::default()).into_iter();
    let back = compare(new, old, &Options::default()).into_iter();
    let mut there: Vec<_> = there.map(|change| (change.old, change.new, mirrored(change.relation))).collect();
    let mut back: Vec<_> = back.map(|change| (change.new, change.old, change.relation)).collect();
    there.sort();
    back.sort();
    there == back
}

fn document(id: &str, texts: &[String]) -> Document {
    let rows = texts.iter().enumerate().map(|(at, text)| serde_json::json!({"id": format!("{at}"), "text": text}));
    let bytes = rows.map(|row| row.to_string()).collect::<Vec<_>>().join("\n").into_bytes();
    read(&source(id, "units.jsonl", bytes)).expect("a unit list reads")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_redline_rebuilds_both_texts(old in prose(), new in prose()) {
        let segments = redline_of(&old, &new);
        prop_assert_eq!(segments.iter().map(|segment| segment.in_old()).collect::<String>(), old);
        prop_assert_eq!(segments.iter().map(|segment| segment.in_new()).collect::<String>(), new);
    }

    #[test]
    fn a_text_has_no_redline_against_itself(text in prose()) {
        let changed = redline(&text, &text).into_iter().any(|stretch| !matches!(stretch, Stretch::Same { .. }));
        prop_assert!(!changed);
    }

    #[test]
    fn any_text_is_read(text in report()) {
        for path in ["any.txt", "any.md"] {
            let Ok(document) = read(&source("any", path, text.clone().into_bytes())) else { continue };
            for provision in &document.provisions {
                let span = provision.span();
                prop_assert!(span.start <= span.end && span.end <= document.source.len());
                prop_assert!(provision.items.iter().all(|item| provision.text().get(item.range.clone()).is_some()));
                prop_assert!(provision.line >= 1);
            }
            let mut ids: Vec<String> = document.provisions.iter().map(|p| document.provision_id(p)).collect();
            let count = ids.len();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), count, "ids differ");
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for path in ["any.txt", "any.md", "any.jsonl", "any.csv", "any"] {
            let _ = read(&source("any", path, bytes.clone()));
        }
    }

    #[test]
    fn every_provision_stands_in_exactly_one_change(
        old in prop::collection::vec(prose(), 1..12),
        new in prop::collection::vec(prose(), 1..12),
    ) {
        let (old, new) = (document("old", &old), document("new", &new));
        let changes = compare(&old, &new, &Options::default());
        let mut seen: [Vec<usize>; 2] = Default::default();
        for change in &changes {
            seen[0].extend(&change.old);
            seen[1].extend(&change.new);
            prop_assert_eq!(change.link.is_some(), !change.old.is_empty() && !change.new.is_empty());
        }
        seen.iter_mut().for_each(|side| side.sort_unstable());
        prop_assert_eq!(&seen[0], &(0..old.provisions.len()).collect::<Vec<_>>());
        prop_assert_eq!(&seen[1], &(0..new.provisions.len()).collect::<Vec<_>>());
        prop_assert_eq!(changes, compare(&old, &new, &Options::default()), "twice the same");
    }

    #[test]
    fn a_list_against_itself_is_unchanged(texts in prop::collection::vec(prose(), 1..12)) {
        let (old, new) = (document("old", &texts), document("new", &texts));
        for change in compare(&old, &new, &Options::default()) {
            prop_assert_eq!(change.relation, Relation::Unchanged);
            prop_assert_eq!(change.old, change.new);
        }
    }

    #[test]
    fn swapping_lists_mirrors_the_result(
        old in prop::collection::vec(prose(), 1..12),
        new in prop::collection::vec(prose(), 1..12),
    ) {
        prop_assert!(mirrors(&document("old", &old), &document("new", &new)));
    }

    #[test]
    fn documents_of_very_different_lengths_are_compared(counts in (1usize..4, 200usize..700)) {
        let text = |at: usize| format!("Harbours keep registers of vessels number {at} in port {}.", at % 7);
        let (few, many) = (1..=counts.0, 1..=counts.1);
        let (few, many): (Vec<String>, Vec<String>) = (few.map(text).collect(), many.map(text).collect());
        let changes = compare(&document("few", &few), &document("many", &many), &Options::default());
        prop_assert!(changes.len() <= few.len() + many.len());
    }

    #[test]
    fn a_made_up_document_against_itself_is_unchanged(recipe in recipe()) {
        let old = read(&recipe.make().old).unwrap();
        let changes = compare(&old, &old, &Options::default());
        prop_assert!(changes.iter().all(|change| change.relation == Relation::Unchanged && change.old == change.new));
    }

    #[test]
    fn swapping_made_up_documents_mirrors_the_result(recipe in recipe()) {
        let made = recipe.make();
        prop_assert!(mirrors(&read(&made.old).unwrap(), &read(&made.new).unwrap()));
    }

    #[test]
    fn made_up_provisions_stand_in_exactly_one_change(recipe in recipe()) {
        let made = recipe.make();
        let (old, new) = (read(&made.old).unwrap(), read(&made.new).unwrap());
        let mut seen: [Vec<usize>; 2] = Default::default();
        for change in compare(&old, &new, &Options::default()) {
            seen[0].extend(&change.old);
            seen[1].extend(&change.new);
        }
        seen.iter_mut().for_each(|side| side.sort_unstable());
        prop_assert_eq!(&seen[0], &(0..old.provisions.len()).collect::<Vec<_>>());
        prop_assert_eq!(&seen[1], &(0..new.provisions.len()).collect::<Vec<_>>());
    }

    #[test]
    fn an_unrelated_provision_changes_no_sure_link(recipe in recipe(), place in any::<prop::sample::Index>(), to_old: bool) {
        // Of few or short provisions, changed beyond knowing, any one may tip the balance.
        let recipe = Recipe {
            provisions: 15 + recipe.provisions,
            words: 15 + recipe.words,
            changed: recipe.changed / 2.0,
            moved: recipe.moved / 2.0,
            ..recipe
        };
        let made = recipe.make();
        let (old, new) = (read(&made.old).unwrap(), read(&made.new).unwrap());
        let (count, source) = if to_old { (old.provisions.len(), &made.old) } else { (new.provisions.len(), &made.new) };
        let gap = place.index(count + 1);
        // What stands between two parts of one provision is not unrelated to their place.
        let parts = |places: &Vec<usize>| gap > 0 && places.contains(&(gap - 1)) && places.contains(&gap);
        let changes = compare(&old, &new, &Options::default());
        prop_assume!(!changes.iter().any(|change| parts(if to_old { &change.old } else { &change.new })));
        let mut lines: Vec<&str> = std::str::from_utf8(&source.bytes).unwrap().lines().collect();
        lines.insert(gap, "{\"id\": \"alien\", \"text\": \"Quarrying xylophones requires yoghurt everywhere.\"}");
        let longer = read(&Source { bytes: lines.join("\n").into_bytes(), ..source.clone() }).unwrap();
        let links = |old: &Document, new: &Document, least: Certainty| -> BTreeSet<(String, String)> {
            let label = |document: &Document, at: usize| document.provisions[at].label.clone();
            let changes = compare(old, new, &Options::default()).into_iter();
            changes
                .filter(|change| change.link.as_ref().is_some_and(|link| link.certainty >= least))
                .flat_map(|change| {
                    let pairs = change.old.iter().flat_map(|&at| change.new.iter().map(move |&there| (at, there)));
                    pairs.map(|(at, there)| (label(old, at), label(new, there))).collect::<Vec<_>>()
                })
                .collect()
        };
        let before = links(&old, &new, Certainty::Sure);
        let after = if to_old { (&longer, &new) } else { (&old, &longer) };
        let after = links(after.0, after.1, Certainty::Doubtful);
        let lost: Vec<_> = before.into_iter().filter(|link| !after.contains(link)).collect();
        prop_assert_eq!(lost, vec![]);
    }

    #[test]
    fn no_text_breaks_out_of_its_place(text in "\\PC{0,40}|[\\\\\"\\]};>\\x00-\\x1f -]{0,40}") {
        let view = LineageView::of(&Lineage::build(vec![document("any", &[text])], &Options::default()), &Lexicons::built_in());
        let graph = dot::lineage(&view);
        // Outside quotes there are no more than the signs that the graph itself has.
        let mut outside = String::new();
        let mut inside = false;
        let mut escaped = false;
        for c in graph.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if inside => escaped = true,
                '"' => inside = !inside,
                c if !inside => outside.push(c),
                c => prop_assert!(c != '\n' && !c.is_control()),
            }
        }
        prop_assert!(!inside, "every quote is closed");
        prop_assert_eq!(outside.matches('{').count(), outside.matches('}').count());
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json::to_string(&view)).is_ok());
    }
}
