//! Pairs that were made up, by hand or by a recipe: what became of each provision. The recipes have seeds of their own, so
//! that nothing was fitted to these very pairs.

use travaux::align::{Options, align};
use travaux::analysis::Analysed;
use travaux::extract::{of_texts, read};
use travaux::generate::Recipe;
use travaux::model::ProvisionIndex;

use super::ratchet::Case;
use crate::common::analysed;

/// Old and new provisions that belong together, by their places from 0; one side is empty where there is no counterpart.
type Group = (Vec<usize>, Vec<usize>);

/// A story, and the same told anew: nothing is at another place, one sentence was cut in two.
const STORY: [&[&str]; 2] = [
    &[
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
    ],
    &[
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
    ],
];

/// Lists in Chinese and Arabic, recast and in another order.
const CHINESE: [&[&str]; 2] = [
    &["各国应当加强边境管制。", "秘书处应当编写年度报告。", "学校应当教授两门外语。"],
    &["鼓励各国考虑加强其边境管制和合作。", "学校可以教授外语。", "请秘书处每年编写一份报告。"],
];
const ARABIC: [&[&str]; 2] = [
    &["ينبغي للدول أن تعزز مراقبة الحدود.", "على الأمانة أن تعد تقريرا سنويا.", "تدرس المدارس لغتين أجنبيتين."],
    &["تدرس المدارس لغات أجنبية.", "تشجع الدول على تعزيز مراقبة حدودها.", "تعد الأمانة تقريرها السنوي."],
];

pub fn cases() -> Vec<Case> {
    let mut story: Vec<Group> = (0..5).map(|at| (vec![at], vec![at])).collect();
    story.push((vec![5], vec![5, 6]));
    story.extend((6..12).map(|at| (vec![at], vec![at + 1])));
    let one_to_one = |pairs: [(usize, usize); 3]| pairs.map(|(old, new)| (vec![old], vec![new])).to_vec();
    let mut cases = by_hand("the story of the goat", "en", STORY, &story);
    cases.extend(by_hand("a list in Chinese", "zh", CHINESE, &one_to_one([(0, 0), (1, 2), (2, 1)])));
    cases.extend(by_hand("a list in Arabic", "ar", ARABIC, &one_to_one([(0, 1), (1, 2), (2, 0)])));
    let many = Recipe { split: 0.1, merged: 0.1, parts: 6, ..Recipe::default() };
    for (name, recipe) in [
        ("a third changed", Recipe::default()),
        ("half changed", Recipe { changed: 0.5, ..Recipe::default() }),
        ("half changed, up to six to one", Recipe { changed: 0.5, ..many }),
        ("half moved", Recipe { moved: 0.5, ..Recipe::default() }),
        ("like life, a fifth changed", Recipe::like_life()),
        ("like life, half changed", Recipe { changed: 0.5, ..Recipe::like_life() }),
    ] {
        cases.extend(by_recipe(name, Recipe { seed: 11, provisions: 60, ..recipe }));
    }
    cases
}

fn by_hand(name: &str, language: &str, sides: [&[&str]; 2], groups: &[Group]) -> Vec<Case> {
    let [old, new] = sides.map(|texts| analysed(of_texts("units", texts, Some(language))));
    compared(name, &old, &new, groups)
}

fn by_recipe(name: &str, recipe: Recipe) -> Vec<Case> {
    let made = recipe.make();
    let [old, new] = [&made.old, &made.new].map(|source| analysed(read(source).unwrap()));
    // What is linked to nothing is a case as well, so that each provision stands in one.
    let mut groups = made.truth;
    let is_alone = |side: fn(&Group) -> &Vec<usize>, at: usize| !groups.iter().any(|group| side(group).contains(&at));
    let old_alone: Vec<usize> = (0..old.provisions.len()).filter(|&at| is_alone(|group| &group.0, at)).collect();
    let new_alone: Vec<usize> = (0..new.provisions.len()).filter(|&at| is_alone(|group| &group.1, at)).collect();
    groups.extend(old_alone.into_iter().map(|at| (vec![at], Vec::new())));
    groups.extend(new_alone.into_iter().map(|at| (Vec::new(), vec![at])));
    compared(name, &old, &new, &groups)
}

fn compared(name: &str, old: &Analysed, new: &Analysed, groups: &[Group]) -> Vec<Case> {
    let places = |places: Vec<ProvisionIndex>| places.into_iter().map(ProvisionIndex::index).collect::<Vec<_>>();
    let found = align(old, new, &Options::default()).correspondences.into_iter();
    let found: Vec<Group> = found.map(|one| (places(one.old), places(one.new))).collect();
    let touches = |one: &Group, other: &Group| {
        one.0.iter().any(|at| other.0.contains(at)) || one.1.iter().any(|there| other.1.contains(there))
    };
    let case = |group: &Group| {
        let instead: Vec<String> = found.iter().filter(|other| touches(group, other)).map(shown).collect();
        Case::new(format!("{name}: {}", shown(group)), found.contains(group), instead.join("; "))
    };
    groups.iter().map(case).collect()
}

fn shown((old, new): &Group) -> String {
    let side = |places: &[usize]| match places {
        [] => "–".to_owned(),
        places => places.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(", "),
    };
    format!("{} → {}", side(old), side(new))
}
