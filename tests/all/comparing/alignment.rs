//! What became of the draft of 2019, held against gold that two readers made, and what must hold of
//! any comparison.

use crate::common::{analysed, corpus_root, document};
use travaux::align::{Certainty, Correspondence, Options, Relation, align};
use travaux::analysis::Analysed;
use travaux::change::compare;
use travaux::evaluate::{Evaluation, Gold};
use travaux::extract::of_texts;
use travaux::model::{Kind, ProvisionIndex};
use travaux::report::{ComparisonView, redline_of};

/// A list of units, numbered from 1.
fn units(id: &str, language: &str, texts: &[&str]) -> Analysed {
    analysed(of_texts(id, texts, Some(language)))
}

/// What became of each provision.
fn aligned(old: &Analysed, new: &Analysed, options: &Options) -> Vec<Correspondence> {
    align(old, new, options).correspondences
}

fn pair() -> (Analysed, Analysed, Vec<Correspondence>) {
    let (old, new) = (document("2019-draft"), document("2019-final"));
    let changes = aligned(&old, &new, &Options { paragraphs: true, ..Options::default() });
    (old, new, changes)
}

/// The rows of the gold that are not met. A row that is listed and met stops the build as well, so
/// that the list stays true.
const KNOWN_MISSES: [&str; 0] = [];

#[test]
fn the_gold_of_2019_is_met() {
    let gold = Gold::open(&corpus_root().join("gold/2019-draft-final.tsv")).unwrap();
    let (old, new, changes) = pair();
    let evaluation = Evaluation::of(&gold, &old, &new, &changes);
    let misses: Vec<String> = evaluation.misses.iter().flat_map(|miss| miss.gold.clone()).collect();
    assert_eq!(misses, KNOWN_MISSES);
    let links = evaluation.all_links();
    assert_eq!((links.right, links.predicted, links.gold), (20, 20, 20));
}

#[test]
fn the_change_table_of_2019_in_figures() {
    let (old, new) = (document("2019-draft"), document("2019-final"));
    let changes = compare(&old, &new, &Options::default());
    let view = ComparisonView::of(&old, &new, &changes);
    let count = |name: &str| view.summary.relations[name];
    assert_eq!([count("reworded"), count("withdrawn"), count("new"), count("outside-coverage")], [10, 1, 3, 11]);
    assert_eq!((view.summary.renumbered, view.summary.moved), (3, 0));
    assert_eq!(
        view.sentence,
        "Of 11 draft recommendations 10 were adopted, all of them reworded, 1 was not adopted; 8 became weaker; 7 gained \
         a qualifier; 3 were renumbered; 3 are new in 2019-final; 11 stand in sections that 2019-draft does not \
         hold; 1 link is doubtful."
    );
}

/// A story, and the same told anew: nothing is at another place, one sentence was cut in two.
#[test]
fn a_text_that_was_recast_in_order_is_followed_through() {
    let old = [
        "The ferry left the island late, because a goat had fallen into the water.",
        "Its owner, an old widow, would not go aboard without the animal.",
        "The captain swore, but he sent two sailors out in the small boat.",
        "They caught the goat by its horns and pulled it over the side.",
        "It was shivering, and bit the younger of the two sailors in the thumb.",
        "The passengers laughed at this, all but a priest who had a train to catch.",
        "He asked the captain whether the company would pay for a night at an inn.",
        "Towards evening fog came up, and the bell on the mole was rung.",
        "Nobody on deck could see the lighthouse any more.",
        "The widow gave the goat her shawl and sang to it softly.",
        "When the ferry made fast at last, the train had waited for the priest.",
        "He thanked heaven for it, although he should have thanked the goat.",
    ];
    let new = [
        "Because of a goat that had tumbled into the harbour, the ferry set out from the island an hour behind time.",
        "An old widow owned it and refused to board without her animal.",
        "Cursing, the captain had two sailors row out. They used the small boat.",
        "The goat was seized by the horns and hauled aboard, over the side of the boat.",
        "Shivering with cold, it bit the thumb of the younger sailor.",
        "All passengers found this funny except for one priest.",
        "He had a train to catch.",
        "Would the company, he enquired of the captain, pay for an inn tonight?",
        "Evening brought fog; the bell was ringing on the mole.",
        "From the deck the lighthouse could no longer be seen.",
        "Softly singing, the widow wrapped the goat into her shawl.",
        "At last the ferry made fast, and there stood the train, waiting for the priest.",
        "Heaven had his thanks, though the goat deserved them.",
    ];
    let (old, new) = (units("old", "en", &old), units("new", "en", &new));
    let places = |places: &[ProvisionIndex]| places.iter().map(|at| at.index()).collect::<Vec<_>>();
    let found = aligned(&old, &new, &Options::default());
    let found: Vec<_> = found.iter().map(|one| (places(&one.old), places(&one.new))).collect();
    let mut told: Vec<(Vec<usize>, Vec<usize>)> = (0..5).map(|at| (vec![at], vec![at])).collect();
    told.push((vec![5], vec![5, 6]));
    told.extend((6..12).map(|at| (vec![at], vec![at + 1])));
    assert_eq!(found, told);
}

#[test]
fn a_link_that_only_its_place_bears_is_called_doubtful() {
    let (old, new, changes) = pair();
    let barrier = changes
        .iter()
        .find(|change| {
            change.kind == Kind::Recommendation && change.old.iter().any(|&at| old.provisions[at].label == "14")
        })
        .unwrap();
    assert_eq!(new.provisions[barrier.new[0]].label, "14");
    assert_eq!(barrier.support.as_ref().unwrap().certainty, Certainty::Doubtful);
}

#[test]
fn every_provision_stands_in_exactly_one_change() {
    let (old, new, changes) = pair();
    let mut seen: [Vec<ProvisionIndex>; 2] = [
        changes.iter().flat_map(|change| change.old.clone()).collect(),
        changes.iter().flat_map(|change| change.new.clone()).collect(),
    ];
    seen.iter_mut().for_each(|side| side.sort_unstable());
    assert_eq!(seen[0], ProvisionIndex::all(&old.provisions).collect::<Vec<_>>());
    assert_eq!(seen[1], ProvisionIndex::all(&new.provisions).collect::<Vec<_>>());
}

#[test]
fn a_document_is_unchanged_against_itself() {
    for id in ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"] {
        let document = document(id);
        let changes = aligned(&document, &document, &Options { paragraphs: true, ..Options::default() });
        assert!(
            changes.iter().all(|change| change.relation == Relation::Unchanged && change.old == change.new),
            "{id}"
        );
    }
}

#[test]
fn swapping_the_sides_mirrors_the_result() {
    let ids = ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"];
    let options = Options { paragraphs: true, ..Options::default() };
    for (at, old) in ids.iter().enumerate() {
        for new in &ids[at + 1..] {
            let (old, new) = (document(old), document(new));
            let mut links: Vec<_> = aligned(&old, &new, &options)
                .into_iter()
                .map(|change| (change.old, change.new, mirror(change.relation)))
                .collect();
            let mut back: Vec<_> = aligned(&new, &old, &options)
                .into_iter()
                .map(|change| (change.new, change.old, change.relation))
                .collect();
            links.sort();
            back.sort();
            assert_eq!(links, back, "{} and {}", old.id, new.id);
        }
    }
}

fn mirror(relation: Relation) -> Relation {
    match relation {
        Relation::Split => Relation::Merged,
        Relation::Merged => Relation::Split,
        Relation::Withdrawn => Relation::New,
        Relation::New => Relation::Withdrawn,
        same => same,
    }
}

#[test]
fn redlines_of_the_corpus_rebuild_both_texts() {
    let (old, new, changes) = pair();
    for change in changes.iter().filter(|change| change.support.is_some()) {
        let (before, after) = (old.reading(change.old[0]), new.reading(change.new[0]));
        let redline = redline_of(&before, &after);
        assert_eq!(redline.iter().map(|segment| segment.in_old()).collect::<String>(), before.text);
        assert_eq!(redline.iter().map(|segment| segment.in_new()).collect::<String>(), after.text);
    }
}

#[test]
fn a_split_and_a_merger_are_found() {
    let whole = units(
        "whole",
        "en",
        &[
            "Ministers should publish an annual budget before March.",
            "Harbours should keep registers of vessels, and inspectors should visit every refinery twice a year.",
            "Schools should teach two foreign languages from the third form.",
        ],
    );
    let parts = units(
        "parts",
        "en",
        &[
            "Ministers should publish an annual budget before March.",
            "Harbours should keep registers of vessels.",
            "Inspectors should visit every refinery twice a year.",
            "Schools should teach two foreign languages from the third form.",
        ],
    );
    let relations = |old: &Analysed, new: &Analysed| -> Vec<(Relation, usize, usize)> {
        let changes = aligned(old, new, &Options::default());
        changes.iter().map(|change| (change.relation, change.old.len(), change.new.len())).collect()
    };
    use Relation::{Merged, Split, Unchanged};
    assert_eq!(relations(&whole, &parts), [(Unchanged, 1, 1), (Split, 1, 2), (Unchanged, 1, 1)]);
    assert_eq!(relations(&parts, &whole), [(Unchanged, 1, 1), (Merged, 2, 1), (Unchanged, 1, 1)]);
}

/// Links of made-up documents against what is true of them.
#[test]
fn made_up_documents_of_which_a_third_was_changed_are_aligned() {
    let made = travaux::generate::Recipe::default().make();
    let [old, new] = [&made.old, &made.new].map(|source| analysed(travaux::extract::read(source).unwrap()));
    let links = |groups: Vec<(Vec<usize>, Vec<usize>)>| -> std::collections::BTreeSet<(usize, usize)> {
        let pairs = |(old, new): (Vec<usize>, Vec<usize>)| {
            old.into_iter().flat_map(move |at| new.clone().into_iter().map(move |there| (at, there)))
        };
        groups.into_iter().flat_map(pairs).collect()
    };
    let places = |places: Vec<ProvisionIndex>| places.into_iter().map(ProvisionIndex::index).collect();
    let found = aligned(&old, &new, &Options::default()).into_iter();
    let found = links(found.map(|one| (places(one.old), places(one.new))).collect());
    let truth = links(made.truth);
    let right = found.intersection(&truth).count() as f64;
    let f1 = 2.0 * right / (found.len() + truth.len()) as f64;
    assert!(f1 >= 0.98, "{f1}");
}

#[test]
fn lists_in_chinese_and_arabic_are_aligned() {
    let pairs = [
        (
            "zh",
            units("old", "zh", &["各国应当加强边境管制。", "秘书处应当编写年度报告。", "学校应当教授两门外语。"]),
            units(
                "new",
                "zh",
                &["鼓励各国考虑加强其边境管制和合作。", "学校可以教授外语。", "请秘书处每年编写一份报告。"],
            ),
            vec![(0, 0), (1, 2), (2, 1)],
        ),
        (
            "ar",
            units(
                "old",
                "ar",
                &[
                    "ينبغي للدول أن تعزز مراقبة الحدود.",
                    "على الأمانة أن تعد تقريرا سنويا.",
                    "تدرس المدارس لغتين أجنبيتين.",
                ],
            ),
            units(
                "new",
                "ar",
                &["تدرس المدارس لغات أجنبية.", "تشجع الدول على تعزيز مراقبة حدودها.", "تعد الأمانة تقريرها السنوي."],
            ),
            vec![(0, 1), (1, 2), (2, 0)],
        ),
    ];
    for (language, old, new, expected) in pairs {
        let changes = aligned(&old, &new, &Options::default()).into_iter().filter(|change| change.support.is_some());
        let mut links: Vec<(usize, usize)> =
            changes.map(|change| (change.old[0].index(), change.new[0].index())).collect();
        links.sort_unstable();
        assert_eq!(links, expected, "{language}");
    }
}
