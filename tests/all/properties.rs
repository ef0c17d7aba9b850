//! What must hold of any text.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use travaux::align::{Certainty, Options, Relation, align};
use travaux::analysis::Analysed;
use travaux::anatomy::{Anatomy, Lexicons};
use travaux::corpus::{Declared, Source};
use travaux::diff::{self, Nature, Stretch};
use travaux::extract::read;
use travaux::generate::{Manner, Recipe};
use travaux::language::plain;
use travaux::lineage::{self, Lineage};
use travaux::model::ProvisionIndex;
use travaux::render::{Renderer, Setting, to_json};
use travaux::report::{self, LineageView, Overview, Report, Segment};
use travaux::shift::{Direction, Shifts};

use crate::common::{analysed, english};
use crate::invariants;

fn redline(old: &str, new: &str) -> Vec<Stretch> {
    diff::redline(&english(old), &english(new))
}

fn redline_of(old: &str, new: &str) -> Vec<Segment> {
    report::redline_of(&english(old), &english(new))
}

/// Pieces of documents, of which each may stand anywhere: numbers of every form, headings, lists, contents, notes, prose.
fn blocks() -> impl Strategy<Value = Vec<String>> {
    let number = prop_oneof![
        6 => (1u32..9).prop_map(|number| format!("{number}.")),
        2 => (1u32..4, 1u32..6).prop_map(|(one, other)| format!("{one}.{other}.")),
        1 => prop::sample::select(vec!["2 bis.", "2A.", "(1)", "3", "4,", "5. 3", "1.2.3", "12.04.020", "١-", "一、"])
            .prop_map(str::to_owned),
    ];
    let text = prop::sample::select(vec![
        "Keepers count the hives;",
        "Growers prune the trees (Millers)",
        "The following recommendations were accepted:",
        "Scope",
        "Short Title.",
        "it was so; 3. Plant a hedge;",
        "(a) in spring; (b) in autumn.",
        "fro m the mill to\nthe barn.",
    ]);
    let alone = prop::sample::select(vec![
        "II. Recommendations",
        "A. Hives",
        "Trees and hives",
        "Article 2 (dues)",
        "[Article 3]",
        "Recommendation 4",
        "Annex II",
        "CONTENTS",
        "Hives ........ 3 - 4   12",
        "Part One",
        "Adopted by the council.",
        "The Orchard Council,",
        "Noting the hail,",
        "5/13",
        "____",
        "1 Ibid., p. 4.",
        "(a) Plant a hedge;",
        "Unnumbered prose that says little and goes on for a while.",
    ]);
    let numbered = (number, text).prop_map(|(number, text)| format!("{number} {text}"));
    prop::collection::vec(prop_oneof![3 => numbered, 2 => alone.prop_map(str::to_owned)], 0..24)
}

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

/// Text that is hard to cut: marks that combine, writing from right to left and without spaces, joined signs,
/// what cannot be seen, odd controls, any character at all.
fn odd_text() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "States ", "parties ", "adopt", " ", ", ", "-", "procedures", "cafe\u{301} ", "\u{301}", "שלום ", "المهاجرين، ",
            "打击偷运移民", "。", "👩\u{200d}🚀", "\u{200d}", "mi\u{ad}grants", "\u{ad}", "\u{a0}", "\u{200b}", "\u{feff}", "\u{1}",
            "\r\n", "\u{85}", "“", "”", "–", "(a) ", "18",
        ]).prop_map(str::to_owned),
        1 => "(?s).{0,4}",
    ];
    prop::collection::vec(piece, 0..40)
}

/// An odd text and what some edits make of it: pieces left out, doubled, moved or put into capitals.
fn odd_pair() -> impl Strategy<Value = (String, String)> {
    let edit = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4);
    (odd_text(), prop::collection::vec(edit, 0..8)).prop_map(|(old, edits)| {
        let mut new = old.clone();
        for (from, to, kind) in edits.into_iter().filter(|_| !old.is_empty()) {
            if new.is_empty() {
                break;
            }
            let piece = new.remove(from.index(new.len()));
            let place = to.index(new.len() + 1);
            match kind {
                0 => {}
                1 => new.insert(place, piece.repeat(2)),
                2 => new.insert(place, piece),
                _ => new.insert(place, piece.to_uppercase()),
            }
        }
        (old.concat(), new.concat())
    })
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
    (any::<u64>(), 1usize..60, 3usize..40, 0.0..0.8, share(), share(), (share(), 2usize..7), share(), 0.0..0.6)
        .prop_map(|(seed, provisions, words, changed, dropped, added, (split, parts), merged, moved)| Recipe {
            manner: Manner::Syllables,
            seed,
            provisions,
            words,
            changed,
            dropped,
            added,
            split,
            merged,
            parts,
            moved,
        })
}

/// The same in either manner.
fn recipe_in_a_manner() -> impl Strategy<Value = Recipe> {
    let manner = prop::sample::select(vec![Manner::Syllables, Manner::Formulas]);
    (recipe(), manner).prop_map(|(recipe, manner)| Recipe { manner, ..recipe })
}

/// Whether swapping the sides gives the same links, with split and merged, new and withdrawn in each
/// other's place.
fn mirrors(old: &Analysed, new: &Analysed) -> bool {
    let there = align(old, new, &Options::default()).correspondences.into_iter();
    let back = align(new, old, &Options::default()).correspondences.into_iter();
    let mut there: Vec<_> =
        there.map(|change| (change.old, change.new, invariants::mirrored(change.relation))).collect();
    let mut back: Vec<_> = back.map(|change| (change.new, change.old, change.relation)).collect();
    there.sort();
    back.sort();
    there == back
}

/// The natures of what went and came.
fn natures(old: &str, new: &str) -> Vec<Nature> {
    let natures = redline(old, new).into_iter().filter_map(|stretch| match stretch {
        Stretch::Unchanged { .. } => None,
        Stretch::Deleted { nature, .. } | Stretch::Inserted { nature, .. } => Some(nature),
    });
    natures.collect()
}

fn document(id: &str, texts: &[String]) -> Analysed {
    let rows = texts.iter().enumerate().map(|(at, text)| serde_json::json!({"id": format!("{at}"), "text": text}));
    let bytes = rows.map(|row| row.to_string()).collect::<Vec<_>>().join("\n").into_bytes();
    analysed(read(&source(id, "units.jsonl", bytes)).expect("a unit list reads"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_document_is_lost_or_doubled(
        blocks in blocks(), gap in prop::sample::select(vec!["\n", "\n\n", "\n\n\n\n"]), form in 0usize..3
    ) {
        let (name, text) = match form {
            0 => ("own.txt", blocks.join(gap)),
            1 => ("own.md", format!("# Report\n\n{}", blocks.join(gap))),
            _ => {
                let paragraphs: Vec<String> = blocks.iter().map(|block| format!("<p>{block}</p>")).collect();
                ("own.html", format!("<html><body>{}</body></html>", paragraphs.join("\n")))
            }
        };
        invariants::document(&source("report", name, text.into_bytes()), &travaux::extract::Options::default());
    }

    #[test]
    fn a_redline_rebuilds_both_texts(old in prose(), new in prose()) {
        let segments = redline_of(&old, &new);
        prop_assert_eq!(segments.iter().map(|segment| segment.in_old()).collect::<String>(), old);
        prop_assert_eq!(segments.iter().map(|segment| segment.in_new()).collect::<String>(), new);
    }

    #[test]
    fn a_redline_rebuilds_odd_texts((old, new) in odd_pair(), other in odd_text()) {
        for new in [new, other.concat(), String::new(), " \n".to_owned()] {
            let (mut old_end, mut new_end) = (0, 0);
            for stretch in redline(&old, &new) {
                let (gone, came) = match stretch {
                    Stretch::Unchanged { old, new } => (Some(old), Some(new)),
                    Stretch::Deleted { old, .. } => (Some(old), None),
                    Stretch::Inserted { new, .. } => (None, Some(new)),
                };
                for (range, end, text) in [(gone, &mut old_end, &old), (came, &mut new_end, &new)] {
                    if let Some(range) = range {
                        prop_assert_eq!(range.start, *end, "no gap");
                        prop_assert!(text.get(range.clone()).is_some(), "whole characters");
                        *end = range.end;
                    }
                }
            }
            prop_assert_eq!((old_end, new_end), (old.len(), new.len()));
        }
    }

    #[test]
    fn moved_phrases_come_in_pairs_and_are_the_same((old, new) in odd_pair(), (more, other) in (prose(), prose())) {
        for (old, new) in [(old, new), (format!("{more} {other}"), format!("{other} {more}"))] {
            let letters = |text: &str| plain(text).to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
            let mut halves: BTreeMap<usize, [Vec<String>; 2]> = BTreeMap::new();
            for stretch in redline(&old, &new) {
                match stretch {
                    Stretch::Deleted { old: range, nature: Nature::Moved(number) } => {
                        halves.entry(number).or_default()[0].push(letters(&old[range]));
                    }
                    Stretch::Inserted { new: range, nature: Nature::Moved(number) } => {
                        halves.entry(number).or_default()[1].push(letters(&new[range]));
                    }
                    _ => {}
                }
            }
            prop_assert!(halves.keys().copied().eq(1..=halves.len()));
            prop_assert!(halves.values().all(|[gone, came]| gone.len() == 1 && gone == came), "{halves:?}");
        }
    }

    #[test]
    fn typography_is_never_a_change(text in prose()) {
        let printed = text.replace('"', "„").replace('“', "\"").replace('’', "'").replace('–', "—").replace('\u{2011}', "-");
        let printed = printed.replace(" States ", " Sta\u{ad}tes ").replace(' ', "\u{a0}\u{a0}");
        let changed = redline(&text, &printed).into_iter().find(|stretch| !matches!(stretch, Stretch::Unchanged { .. }));
        prop_assert_eq!(changed, None, "{}", printed);
    }

    #[test]
    fn capitals_are_a_change_of_case_and_no_more(text in prose()) {
        let natures = natures(&text, &text.to_ascii_uppercase());
        prop_assert!(natures.iter().all(|nature| *nature == Nature::Case), "{natures:?}");
    }

    #[test]
    fn commas_are_a_change_of_punctuation_and_no_more(text in prose()) {
        let natures = natures(&text.replace(", ", " ,, "), &text.replace(", ", " "));
        prop_assert!(natures.iter().all(|nature| *nature == Nature::Punctuation), "{natures:?}");
    }

    #[test]
    fn a_text_has_no_redline_against_itself(text in prose()) {
        let changed = redline(&text, &text).into_iter().any(|stretch| !matches!(stretch, Stretch::Unchanged { .. }));
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
            let mut ids: Vec<String> = document.provisions.iter().map(|p| p.id.to_string()).collect();
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
        let changes = align(&old, &new, &Options::default()).correspondences;
        let mut seen: [Vec<ProvisionIndex>; 2] = Default::default();
        for change in &changes {
            seen[0].extend(&change.old);
            seen[1].extend(&change.new);
            prop_assert_eq!(change.support.is_some(), !change.old.is_empty() && !change.new.is_empty());
        }
        seen.iter_mut().for_each(|side| side.sort_unstable());
        prop_assert_eq!(&seen[0], &ProvisionIndex::all(&old.provisions).collect::<Vec<_>>());
        prop_assert_eq!(&seen[1], &ProvisionIndex::all(&new.provisions).collect::<Vec<_>>());
        prop_assert_eq!(changes, align(&old, &new, &Options::default()).correspondences, "twice the same");
    }

    #[test]
    fn a_list_against_itself_is_unchanged(texts in prop::collection::vec(prose(), 1..12)) {
        let (old, new) = (document("old", &texts), document("new", &texts));
        for change in align(&old, &new, &Options::default()).correspondences {
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
        let changes = align(&document("few", &few), &document("many", &many), &Options::default()).correspondences;
        prop_assert!(changes.len() <= few.len() + many.len());
    }

    #[test]
    fn a_made_up_document_against_itself_is_unchanged(recipe in recipe_in_a_manner()) {
        let old = analysed(read(&recipe.make().old).unwrap());
        let changes = align(&old, &old, &Options::default()).correspondences;
        prop_assert!(changes.iter().all(|change| change.relation == Relation::Unchanged && change.old == change.new));
    }

    #[test]
    fn swapping_made_up_documents_mirrors_the_result(recipe in recipe_in_a_manner()) {
        let made = recipe.make();
        prop_assert!(mirrors(&analysed(read(&made.old).unwrap()), &analysed(read(&made.new).unwrap())));
    }

    #[test]
    fn made_up_provisions_stand_in_exactly_one_change(recipe in recipe_in_a_manner()) {
        let made = recipe.make();
        let (old, new) = (analysed(read(&made.old).unwrap()), analysed(read(&made.new).unwrap()));
        let mut seen: [Vec<ProvisionIndex>; 2] = Default::default();
        for change in align(&old, &new, &Options::default()).correspondences {
            seen[0].extend(&change.old);
            seen[1].extend(&change.new);
        }
        seen.iter_mut().for_each(|side| side.sort_unstable());
        prop_assert_eq!(&seen[0], &ProvisionIndex::all(&old.provisions).collect::<Vec<_>>());
        prop_assert_eq!(&seen[1], &ProvisionIndex::all(&new.provisions).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_true_of_a_made_up_pair_names_each_place_once(recipe in recipe_in_a_manner()) {
        let made = recipe.make();
        let lines = |source: &Source| std::str::from_utf8(&source.bytes).unwrap().lines().count();
        let counts = [lines(&made.old), lines(&made.new)];
        prop_assert_eq!(counts[0], recipe.provisions);
        let mut seen = [vec![0; counts[0]], vec![0; counts[1]]];
        for (olds, news) in &made.truth {
            prop_assert!(olds.len() == 1 && !news.is_empty() || olds.len() > 1 && news.len() == 1);
            olds.iter().for_each(|&at| seen[0][at] += 1);
            news.iter().for_each(|&there| seen[1][there] += 1);
        }
        prop_assert!(seen.iter().flatten().all(|&times| times <= 1));
        // What is in no group was dropped, or added.
        let added = seen[1].iter().filter(|&&times| times == 0).count();
        prop_assert_eq!(added, (recipe.added * recipe.provisions as f64).round() as usize);
        let again = recipe.make();
        prop_assert_eq!((made.old.bytes, made.new.bytes), (again.old.bytes, again.new.bytes));
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
        let (old, new) = (analysed(read(&made.old).unwrap()), analysed(read(&made.new).unwrap()));
        let (count, source) = if to_old { (old.provisions.len(), &made.old) } else { (new.provisions.len(), &made.new) };
        let gap = place.index(count + 1);
        // What stands between two parts of one provision is not unrelated to their place.
        let has = |places: &[ProvisionIndex], at: usize| places.contains(&ProvisionIndex::new(at));
        let parts = |places: &[ProvisionIndex]| gap > 0 && has(places, gap - 1) && has(places, gap);
        let changes = align(&old, &new, &Options::default()).correspondences;
        prop_assume!(!changes.iter().any(|change| parts(if to_old { &change.old } else { &change.new })));
        let mut lines: Vec<&str> = std::str::from_utf8(&source.bytes).unwrap().lines().collect();
        lines.insert(gap, "{\"id\": \"alien\", \"text\": \"Quarrying xylophones requires yoghurt everywhere.\"}");
        let longer = analysed(read(&Source { bytes: lines.join("\n").into_bytes(), ..source.clone() }).unwrap());
        let links = |old: &Analysed, new: &Analysed, least: Certainty| -> BTreeSet<(String, String)> {
            let label = |document: &Analysed, at: ProvisionIndex| document.provisions[at].label.clone();
            let changes = align(old, new, &Options::default()).correspondences.into_iter();
            changes
                .filter(|change| change.support.as_ref().is_some_and(|link| link.certainty >= least))
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
        // A text of little else than signs that could not be decoded is refused as no text.
        let text = text.replace('\u{fffd}', "?");
        let view = LineageView::of(&Lineage::build(vec![document("any", &[text])], &lineage::Options::default()));
        let report = Report::Lineage(Overview::new(String::new(), || view.clone(), Vec::new));
        let graph = Renderer::named("dot").unwrap().render(&report, &Setting::default()).unwrap();
        let graph = String::from_utf8(graph).unwrap();
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
        prop_assert!(serde_json::from_str::<serde_json::Value>(&to_json(&view)).is_ok());
    }
}

/// Words that mean something to the anatomist, and what stands between them in broken texts.
fn of_provisions() -> impl Strategy<Value = String> {
    let words = [
        "States",
        "parties",
        "should",
        "shall",
        "may",
        "not",
        "never",
        "no",
        "are",
        "encouraged",
        "to",
        "consider",
        "Requests",
        "Calls",
        "upon",
        "the",
        "Secretary-General",
        "decides",
        "that",
        "which",
        "and",
        "or",
        "in",
        "accordance",
        "with",
        "domestic",
        "law",
        "as",
        "appropriate",
        "including",
        "such",
        "thirty",
        "(30)",
        "article",
        "18",
        "under",
        "May",
        "1990",
        "(a)",
        "(b)",
        "seek",
        "strongly",
        "only",
        "quatre-vingt-dix",
        "report",
        "on",
        "measures",
        "Mr",
    ];
    let marks = [" ", ", ", ". ", "; ", ": ", "\n", " (", ") ", " – ", "’"];
    let piece = (proptest::sample::select(words.to_vec()), proptest::sample::select(marks.to_vec()));
    proptest::collection::vec(piece, 0..40)
        .prop_map(|pieces| pieces.into_iter().map(|(word, mark)| format!("{word}{mark}")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_is_taken_apart(text in prop_oneof![of_provisions(), any::<String>()], language in 0usize..3) {
        let lexicons = Lexicons::built_in();
        let lexicon = lexicons.of(["en", "fr", "es"].get(language).copied()).unwrap();
        let anatomy = Anatomy::of(&text, lexicon);
        let mut end = 0;
        for span in &anatomy.core_spans {
            prop_assert!(span.start >= end && span.start < span.end, "in order, and apart");
            prop_assert!(text.get(span.clone()).is_some(), "on the borders of characters");
            end = span.end;
        }
        let itself = std::slice::from_ref(&anatomy);
        let none = Shifts::of(itself, itself, lexicon);
        prop_assert!(none.strength.as_ref().is_none_or(|strength| strength.direction == Direction::Same));
        prop_assert_eq!(Shifts { strength: None, ..none }, Shifts::default());
    }

    #[test]
    fn shifts_mirror(old in of_provisions(), new in of_provisions()) {
        let lexicons = Lexicons::built_in();
        let lexicon = lexicons.of(Some("en")).unwrap();
        let (old, new) = ([Anatomy::of(&old, lexicon)], [Anatomy::of(&new, lexicon)]);
        let (there, back) = (Shifts::of(&old, &new, lexicon), Shifts::of(&new, &old, lexicon));
        let mirrored = match there.strength.as_ref().map(|strength| strength.direction) {
            Some(Direction::Weaker) => Some(Direction::Stronger),
            Some(Direction::Stronger) => Some(Direction::Weaker),
            other => other,
        };
        prop_assert_eq!(mirrored, back.strength.as_ref().map(|strength| strength.direction));
        prop_assert_eq!(there.qualifiers.added.len(), back.qualifiers.dropped.len());
        let sorted = |mut list: Vec<String>| { list.sort(); list };
        prop_assert_eq!(sorted(there.numbers.added), sorted(back.numbers.dropped));
        prop_assert_eq!(sorted(there.further.added), sorted(back.further.dropped));
    }
}

/// A long text that repeats what is hard to read takes about as long as one that does not.
#[test]
fn long_texts_are_taken_apart_in_time() {
    let lexicons = Lexicons::built_in();
    let english = lexicons.of(Some("en")).unwrap();
    let french = lexicons.of(Some("fr")).unwrap();
    let repeated = |piece: &str| piece.repeat(100_000 / piece.len());
    for piece in
        ["under domestic, ", "under a ", "x should, as appropriate, ", ".", "and, ", "(a) ", "requests the ", "may "]
    {
        let text = format!("Recognizing that {}", repeated(piece));
        assert!(Anatomy::of(&text, english).core_spans.len() < text.len());
    }
    assert_eq!(Anatomy::of(&format!("{}x", "quatre-vingt-".repeat(60)), french).numbers.len(), 0);
}
