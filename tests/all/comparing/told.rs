//! What is said of a change in words: nothing that the texts do not say, and everything once.

use travaux::align::Options;
use travaux::analysis::{self, Analysed};
use travaux::change::compare;
use travaux::extract::of_texts;
use travaux::fate::FateKind;
use travaux::report::{ChangeRow, ComparisonView, Facet};
use travaux::shift::Direction;

use crate::common::document;

fn list(id: &str, language: &str, texts: &[&str]) -> Analysed {
    Analysed::of(of_texts(id, texts, Some(language)), &analysis::Options::default())
}

fn view(language: &str, old: &[&str], new: &[&str]) -> ComparisonView {
    let (old, new) = (list("old", language, old), list("new", language, new));
    let changes = compare(&old, &new, &Options { paragraphs: true, ..Options::default() });
    ComparisonView::of(&old, &new, &changes)
}

const OTHER: &str = "Pilots should be trained every second year in the handling of vessels without power.";

/// The row of a provision that became another.
fn row(language: &str, old: &str, new: &str) -> ChangeRow {
    let mut view = view(language, &[old, OTHER], &[new, OTHER]);
    let at = view.changes.iter().position(|row| row.old == ["1"] && row.new == ["1"]).expect("they are linked");
    view.changes.swap_remove(at)
}

#[test]
fn a_list_that_runs_in_the_sentence_lost_nothing() {
    let set_out = "Harbours should: (a) Keep strict lists of the vessels that call in winter; (b) Train inspectors in \
                   reading charts, as appropriate; (c) Mend the fences along the quay.";
    let running = "Harbours should keep lists of the vessels that call in winter, as appropriate train inspectors in \
                   reading charts, and mend the fences along the quay.";
    for (old, new) in [(set_out, running), (running, set_out)] {
        let told = row("en", old, new);
        let shifts = told.shifts.unwrap();
        assert!(shifts.lists.is_empty(), "{:?}", shifts.lists);
        assert!(shifts.qualifiers.dropped.is_empty() && shifts.qualifiers.added.is_empty(), "{:?}", shifts.qualifiers);
    }
    let dropped = row(
        "en",
        set_out,
        "Harbours should keep strict lists of the vessels that call in winter, and mend the fences along the quay.",
    );
    assert_eq!(dropped.shifts.unwrap().lists[0].dropped.len(), 1, "the training of inspectors is gone");
}

#[test]
fn the_entry_of_a_list_is_told_whole() {
    let told = row(
        "en",
        "Harbours should help pilots, keepers and sailors with small boats, in every winter of the year.",
        "Harbours should help pilots, keepers and divers, in every winter of the year.",
    );
    let lists = told.shifts.unwrap().lists;
    assert_eq!(
        (lists[0].added.as_slice(), lists[0].dropped.as_slice()),
        (&["divers".to_owned()][..], &["sailors with small boats".to_owned()][..])
    );
}

#[test]
fn one_treaty_under_two_names_is_one_citation() {
    let long = "States should ratify the Convention on the Elimination of All Forms of Discrimination against Women, \
                recalling resolution 186(1964) on ports.";
    let short = "States should ratify CEDAW, recalling resolution 186 (1964) on ports.";
    for (old, new) in [(long, short), (short, long)] {
        let told = row("en", old, new);
        assert!(told.shifts.unwrap().citations.is_empty(), "{}", told.sentence);
        assert!(!told.sentence.contains("cites") && !told.sentence.contains("186"), "{}", told.sentence);
    }
    let other = row("en", long, &short.replace("CEDAW", "the Convention on the Rights of the Child"));
    assert!(!other.shifts.unwrap().citations.is_empty());
}

#[test]
fn what_is_named_more_often_is_not_named_anew() {
    let told = row(
        "en",
        "Harbours should report on article 7 of the code and on 12 vessels by March 2001 to the guild of pilots.",
        "Harbours should report on article 7 of the code and on 12 vessels, under article 7 and for those 12 vessels, by \
         March 2001 to the guild of pilots by March 2001.",
    );
    let shifts = told.shifts.unwrap();
    assert!(shifts.citations.is_empty() && shifts.numbers.is_empty() && shifts.dates.is_empty(), "{}", told.sentence);
    let range = row(
        "en",
        "Harbours should publish the tables of the winters 2013-2015 for all pilots of the coast.",
        "Harbours should print the tables of the winters 2013–2015 for all pilots of the coast.",
    );
    assert!(range.shifts.unwrap().numbers.is_empty(), "a hyphen or a dash");
}

#[test]
fn a_modal_of_another_clause_is_no_strength() {
    let hope = "Expressing the hope that ways will be found to open the ports of the northern coast to small vessels,";
    for new in [
        "Expressing the hope that ways are found to open the ports of the northern coast to small vessels,",
        "Noting the ways found to open the ports of the northern coast to small vessels,",
    ] {
        for (old, new) in [(hope, new), (new, hope)] {
            let told = row("en", old, new);
            assert!(told.shifts.unwrap().strength.is_none(), "{}", told.sentence);
        }
    }
    // That of the main clause is.
    let kept = row(
        "en",
        "Harbours will open the ports of the northern coast.",
        "Harbours may open the ports of the northern coast.",
    );
    assert!(kept.shifts.unwrap().strength.is_some());
}

#[test]
fn who_is_asked_and_was_not_is_told_as_who_no_longer_is() {
    let (nobody, somebody) = (
        "The dues of the northern coast shall be paid by the first of March in every year.",
        "States shall pay the dues of the northern coast by the first of March in every year.",
    );
    let came = row("en", nobody, somebody);
    assert!(came.sentence.contains("; addresses States"), "{}", came.sentence);
    let gone = row("en", somebody, nobody);
    assert!(gone.sentence.contains("; no longer addresses States"), "{}", gone.sentence);
}

#[test]
fn a_part_is_held_against_what_the_whole_asks_in_the_same_words() {
    let whole = "Harbours shall keep a register of the vessels that call. Mills should mend their weirs each spring.";
    let parts = [
        "Harbours shall keep a register of the vessels that call. Mills should mend their weirs each spring.",
        "Mills should mend their weirs each spring, and the sluices.",
    ];
    for (old, new) in [(&[whole][..], &parts[..]), (&parts[..], &[whole][..])] {
        let view = view("en", old, new);
        let told = view.changes.iter().filter_map(|row| row.shifts.as_ref()?.strength.as_ref());
        assert!(told.clone().all(|strength| strength.direction == Direction::Same), "{:?}", told.collect::<Vec<_>>());
    }
}

#[test]
fn to_consider_one_treaty_is_not_weaker_than_to_ratify_another() {
    let other = row(
        "en",
        "Ratify the Convention on the Rights of the Child.",
        "Consider ratifying the Convention against Torture.",
    );
    let strength = other.shifts.unwrap().strength.unwrap();
    assert_eq!((strength.new.as_deref(), strength.direction), (Some("consider"), Direction::NotComparable));
    let same = row("en", "Ratify the Convention against Torture.", "Consider ratifying the CAT.");
    assert_eq!(same.shifts.unwrap().strength.unwrap().direction, Direction::Weaker);
}

#[test]
fn thought_of_an_act_is_weaker_than_the_act() {
    let cases = [
        (
            "en",
            "Consider ratifying the treaty on lighthouses and buoys.",
            "Ratify the treaty on lighthouses and buoys.",
        ),
        ("en", "Consider acceding to the treaty on lighthouses.", "Accede to the treaty on lighthouses."),
        (
            "en",
            "Envisage ratifying the treaty on lighthouses and buoys.",
            "Ratify the treaty on lighthouses and buoys.",
        ),
        ("en", "Explore ratifying the treaty on lighthouses and buoys.", "Ratify the treaty on lighthouses and buoys."),
        ("en", "Study the possibility of ratifying the treaty on lighthouses.", "Ratify the treaty on lighthouses."),
        (
            "fr",
            "Envisager de ratifier le traité sur les phares et les bouées.",
            "Ratifier le traité sur les phares et les bouées.",
        ),
        ("fr", "Étudier la possibilité de ratifier le traité sur les phares.", "Ratifier le traité sur les phares."),
        (
            "es",
            "Considerar la posibilidad de ratificar el tratado sobre los faros.",
            "Ratificar el tratado sobre los faros.",
        ),
        (
            "es",
            "Estudiar la posibilidad de ratificar el tratado sobre los faros.",
            "Ratificar el tratado sobre los faros.",
        ),
    ];
    for (language, soft, plain) in cases {
        for (old, new, way, word) in
            [(soft, plain, Direction::Stronger, "(stronger)"), (plain, soft, Direction::Weaker, "(weaker)")]
        {
            let told = row(language, old, new);
            let strength = told.shifts.as_ref().and_then(|shifts| shifts.strength.as_ref());
            assert_eq!(strength.map(|strength| strength.direction), Some(way), "{old} → {new}");
            assert!(told.sentence.contains(word), "{}", told.sentence);
        }
    }
    // To explore something that lies there is itself the act.
    let act = row("en", "Explore the northern coast for ports.", "Explore the southern coast for ports.");
    assert!(act.shifts.unwrap().strength.is_none());
}

#[test]
fn what_another_part_of_a_split_has_is_not_lost() {
    let whole = "Each harbour shall, as appropriate, keep a register of the vessels that call and publish tide tables for \
                 the coast every spring.";
    let parts = [
        "Each harbour shall, as appropriate, keep a register of the vessels that call.",
        "Each harbour shall, as appropriate, publish tide tables for the coast every spring.",
    ];
    for (old, new) in [(&[whole][..], &parts[..]), (&parts[..], &[whole][..])] {
        let view = view("en", &[old, &[OTHER]].concat(), &[new, &[OTHER]].concat());
        let told = view.changes.iter().find(|row| row.old.len() + row.new.len() == 3).expect("it was split or merged");
        let shifts = told.shifts.as_ref().unwrap();
        assert!(shifts.qualifiers.added.is_empty() && shifts.qualifiers.dropped.is_empty(), "{}", told.sentence);
        assert!(told.gist.is_empty(), "{:?}", told.gist);
    }
}

#[test]
fn what_moved_to_another_sentence_is_not_left_out() {
    let told = row(
        "en",
        "Harbours should, upon request, open sealed crates. Inspectors should count the barrels in each of them.",
        "Harbours should open sealed crates. Inspectors should count the barrels in each of them upon request.",
    );
    let shifts = told.shifts.unwrap();
    assert!(shifts.qualifiers.dropped.is_empty() && shifts.qualifiers.added.is_empty());
    assert!(!told.sentence.contains("left out") && !told.sentence.contains("put in"), "{}", told.sentence);
}

#[test]
fn a_date_of_a_qualifier_is_told_once() {
    let old = "Harbours should report on the state of their lamps by 30 April 1977.";
    let told = row("en", old, &old.replace("April", "November"));
    assert_eq!(told.sentence.matches("30 November 1977").count(), 1, "{}", told.sentence);
    assert!(!told.sentence.contains("names"), "{}", told.sentence);
}

#[test]
fn the_mark_of_an_item_is_no_number_that_is_named() {
    let old = "Harbours should publish what they did:\n1. Their lists of vessels;\n2. Their tide tables of the coast;\n3. \
               Their charts of the river.";
    let new = "Harbours should publish what they did:\n1. Their lists of vessels;\n2. Their tide tables of the coast16 of o1.";
    let told = row("en", old, new);
    assert!(told.shifts.as_ref().unwrap().numbers.is_empty(), "{}", told.sentence);
    assert!(told.gist.iter().all(|line| !line.starts_with("− 3")), "{:?}", told.gist);
}

/// The counts of the whole and what is said of each row are of the same.
#[test]
fn counts_and_rows_agree() {
    let (draft, last) = (document("2019-draft"), document("2019-final"));
    let changes = compare(&draft, &last, &Options::default());
    let view = ComparisonView::of(&draft, &last, &changes);
    let said = |word: &str| view.changes.iter().filter(|row| row.sentence.contains(word)).count();
    let held = |facet: Facet| view.changes.iter().filter(|row| facet.holds(row)).count();
    assert_eq!((said("(weaker)"), held(Facet::Weakened)), (view.summary.weakened, view.summary.weakened));
    assert_eq!((said("(stronger)"), held(Facet::Strengthened)), (view.summary.strengthened, view.summary.strengthened));
    assert_eq!((said("; gained “"), held(Facet::Qualified)), (view.summary.qualified, view.summary.qualified));
}

/// Nothing that is quoted is in neither text, and nothing is told in two lines.
#[test]
fn every_word_of_a_gist_is_in_the_texts() {
    let (draft, last) = (document("2019-draft"), document("2019-final"));
    let changes = compare(&draft, &last, &Options::default());
    let view = ComparisonView::of(&draft, &last, &changes);
    for row in view.changes.iter().filter(|row| row.score.is_some()) {
        let words = |texts: &[String]| -> Vec<String> {
            let parted = texts.iter().flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
            parted.map(str::to_owned).collect()
        };
        let there = [words(&row.old_text), words(&row.new_text)].concat();
        for line in &row.gist {
            let quoted = line.strip_prefix("much rewritten: ").unwrap_or(line);
            let unknown = words(&[quoted.to_owned()]).into_iter().find(|word| !there.contains(word));
            assert_eq!(unknown, None, "{line}");
        }
    }
}

#[test]
fn a_citation_in_another_form_is_the_same() {
    let short = "Harbours should support pilots in accordance with Article 4.5 of the Convention on Pilotage.";
    let long =
        "Harbours should support all pilots in accordance with Article 4, paragraph 5, of the Convention on Pilotage.";
    for (old, new) in [(short, long), (long, short)] {
        let shifts = row("en", old, new).shifts.unwrap();
        assert!(shifts.citations.is_empty(), "{:?}", shifts.citations);
    }
    let other = long.replace("paragraph 5", "paragraph 6");
    let shifts = row("en", short, &other).shifts.unwrap();
    assert_eq!(shifts.citations.dropped, ["Article 4.5 of the Convention"]);
}

#[test]
fn what_is_quoted_says_where_something_was_left_out() {
    let old =
        "To consider as a priority the poorest pilots of the coast, in particular those who serve on rafts in winter.";
    let new = "To mend quays, berths and lights of the coast, in particular those that vessels use in winter.";
    let told = row("en", old, new);
    for line in &told.gist {
        let bare = line.strip_prefix("much rewritten: ").unwrap_or(line);
        for piece in bare.split(['→', '…', '+', '−']).map(str::trim) {
            assert!([old, new].iter().any(|text| text.contains(piece)), "{piece:?} of {:?}", told.gist);
        }
    }
    assert!(told.gist.iter().any(|line| line.contains('…')), "{:?}", told.gist);
}

#[test]
fn what_is_open_by_a_wider_bracket_is_told_so() {
    let told = row(
        "en",
        "Harbours should keep lists [of small vessels] [and of rafts] for the guild of pilots.",
        "[Harbours should keep lists of small vessels for the guild of pilots.]",
    );
    let open = told.brackets.iter().find(|view| view.wordings[0].text == "of small vessels").unwrap();
    assert!(open.fate == FateKind::Open && open.in_wider, "{open:?}");
}

#[test]
fn a_list_that_shares_one_like_entry_gained_nothing() {
    let told = row(
        "en",
        "Harbours should provide training on charts for keepers, harbour personnel and pilots of the coast.",
        "Harbours should provide training on charts to sailors and harbour wardens of the coast, each in turn.",
    );
    assert!(told.shifts.as_ref().unwrap().lists.is_empty(), "{:?}", told.shifts);
}

#[test]
fn a_condition_whose_words_stand_elsewhere_is_not_gained() {
    let told = row(
        "en",
        "Strengthen efforts to promote the seamanship of the returned pilots and keepers.",
        "Continue the measures with regard to strengthening seamanship of the returning pilots and keepers.",
    );
    let qualifiers = &told.shifts.as_ref().unwrap().qualifiers;
    assert!(qualifiers.added.is_empty(), "{qualifiers:?}");
    assert!(!told.sentence.contains("seamanship of the returned pilots and keepers” became"), "{}", told.sentence);
}

#[test]
fn what_is_written_in_another_way_did_not_come_or_go() {
    let told = row(
        "en",
        "Harbours should set aside ten percent of their fees for the mending of quays and lights.",
        "Harbours should set aside ten per cent of their fees for the mending of quays and of all lights.",
    );
    assert!(!told.sentence.contains("left out") && !told.sentence.contains("put in"), "{}", told.sentence);
    let told = row(
        "en",
        "Harbours should apply the rules of 9 June 1970 on lights.",
        "Harbours should apply the rules of 9 June and 10 December 1970 on lights.",
    );
    let dates = &told.shifts.as_ref().unwrap().dates;
    assert!(dates.dropped.is_empty() && dates.added.iter().any(|date| date.contains("10 December")), "{dates:?}");
}

#[test]
fn a_word_with_a_capital_is_no_citation() {
    let told = row(
        "en",
        "Harbours should publish the following each year: Declaration of winners; lists of pilots of the coast.",
        "Harbours should publish the following each year: names of winners; lists of pilots of the coast.",
    );
    assert!(told.shifts.as_ref().unwrap().citations.is_empty(), "{:?}", told.shifts);
    let told = row(
        "en",
        "Harbours should keep lists of pilots as this agreement provides.",
        "Harbours should keep full lists of pilots as this Agreement provides.",
    );
    assert!(told.shifts.as_ref().unwrap().citations.is_empty(), "{:?}", told.shifts);
}
