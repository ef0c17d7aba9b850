use super::*;
use crate::language::english as read;
use crate::report::wording::redline_of;

fn gist_of(old: &str, new: &str) -> Vec<String> {
    gist(&redline_of(&read(old), &read(new)), Language::of(Some("en")))
}

#[test]
fn pieces_are_whole_phrases() {
    assert_eq!(
        gist_of(
            "States parties should adopt strict procedures in airports to combat smuggling.",
            "States parties should, as appropriate, cooperate to establish appropriate procedures in airports to prevent and combat smuggling.",
        ),
        [
            "adopt strict procedures → as appropriate, cooperate to establish appropriate procedures",
            "combat smuggling → prevent and combat smuggling"
        ]
    );
    assert_eq!(
        gist_of("The guild keeps lists of vessels.", "The guild keeps lists of sunken vessels."),
        ["vessels → sunken vessels"]
    );
    assert_eq!(
        gist_of(
            "Pilots report on the loss of crates to the office.",
            "Pilots report on the weight of crates to the office."
        ),
        ["loss → weight"]
    );
}

#[test]
fn small_words_and_forms_are_told_only_where_nothing_else_is() {
    assert_eq!(
        gist_of("Masters report these losses with care.", "Masters report the losses in care."),
        ["small words only: these, with → the, in"]
    );
    assert_eq!(
        gist_of(
            "The guild welcomes protecting the harbours of the coast.",
            "The guild welcomes protection of the harbours of the coast."
        ),
        ["word forms only: protecting → protection of"]
    );
    assert_eq!(
        gist_of("Masters report these losses each day.", "Masters report the thefts each day."),
        ["these losses → the thefts"]
    );
}

#[test]
fn a_word_that_one_text_has_wrong_is_no_other_word() {
    assert_eq!(
        gist_of("Ports keep lists of their vessels.", "Ports keep lists cf their vessels."),
        ["possible misprints only: of → cf"]
    );
    assert_eq!(
        gist_of("The responsibility of ports or harbours ends.", "That resposnibility of ports o1 harbours ends."),
        [
            "small words: The responsibility → That resposnibility",
            "possible misprints: responsibility, or → resposnibility, o1"
        ]
    );
    // The figure of a note is no part of the word that it stands at.
    assert_eq!(
        gist_of("Ports report on their actions.", "Ports report on all their actions16."),
        ["word forms only: their actions → all their actions16"]
    );
    // Of a name it is not known what was meant.
    assert_eq!(gist_of("Pilots of Lerna sail.", "Pilots of Lerma sail."), ["Lerna sail → Lerma sail"]);
}

#[test]
fn what_came_is_told_with_what_it_is_said_of() {
    assert_eq!(
        gist_of("Ports identify the routes of the guild.", "Ports identify and mark the routes of the guild."),
        ["+ mark"]
    );
    assert_eq!(
        gist_of("Ports watch pilots and routes of the guild.", "Ports watch pilots and close the routes of the guild."),
        ["routes → close the routes"]
    );
    // What is joined on stands in the place of nothing else.
    assert_eq!(
        gist_of("Ports end harmful practices and delays.", "Ports end harmful practices such as the sale of berths."),
        ["− delays", "+ such as the sale of berths"]
    );
}

#[test]
fn what_stands_elsewhere_still_is_not_left_out() {
    let old = "Inspectors of the harbour open sealed crates, count barrels and weigh anchors that were found.";
    let new = "Inspectors weigh anchors of the harbour that were found, open sealed crates and count barrels.";
    let told = gist_of(old, new);
    assert!(told.iter().all(|line| !line.starts_with('−') && !line.starts_with('+')), "{told:?}");
}

#[test]
fn where_most_was_rewritten_the_acts_are_quoted() {
    let old =
        "Draft guidelines for masters to develop their skills in reading forged charts and give them the needed lamps.";
    let new = "Strengthen the power of harbours to find false cargo, including by sending inspectors abroad and by teaching \
               masters how crates are sealed.";
    let told = gist_of(old, new);
    assert_eq!(
        told,
        [
            "much rewritten: Draft guidelines for masters to develop their skills … → Strengthen the power of harbours to find false cargo …"
        ]
    );
}

#[test]
fn what_the_shifts_tell_is_not_told_again() {
    use crate::anatomy::{Anatomy, Lexicons};
    let (old, new) = (
        "Noting the report of the guild of 9 December 1976 and its 51 charts of the coast,",
        "Noting the report of the guild of 7 June 1977 and its 55 charts of the coast,",
    );
    let lexicons = Lexicons::built_in();
    let lexicon = lexicons.of(Some("en")).unwrap();
    let shifts = Shifts::of(&[Anatomy::of(old, lexicon)], &[Anatomy::of(new, lexicon)], lexicon);
    assert_eq!(shifts.dates.added, ["7 June 1977"]);
    let context = Context { shifts: Some(&shifts), ..Context::default() };
    let told = Gist::of(&redline_of(&read(old), &read(new)), [Language::of(Some("en")); 2], &context);
    assert_eq!(told.lines(), Vec::<String>::new());
}

#[test]
fn a_condition_that_went_to_another_duty_is_told() {
    let told = |old: &str, new: &str| {
        let whole = redline_of(&read(old), &read(new));
        // Without their qualifiers both say the same.
        let part = [Segment::new(Op::Unchanged, "detain adults; release children")];
        Gist::within(&part, &whole, [Language::of(Some("en")); 2], &Context::default()).lines()
    };
    let old = "Ports shall, if necessary, detain crews; ports shall release cargo.";
    let new = "Ports shall detain crews; ports shall, if necessary, release cargo.";
    assert_eq!(told(old, new), ["moved: if necessary"]);
}

#[test]
fn every_language_has_a_gist() {
    let told = |code: Option<&str>, old: &str, new: &str| {
        let language = Language::of(code);
        let [old, new] = [old, new].map(|text| crate::language::Reading::of(text, language));
        gist(&redline_of(&old, &new), language)
    };
    let french = told(
        Some("fr"),
        "Les ports dressent une liste des navires en vue de compter les caisses.",
        "Les ports dressent un registre des navires afin de compter les caisses.",
    );
    assert_eq!(french, ["une liste → un registre"]);
    assert_eq!(
        told(Some("zh"), "各国应当打击偷运移民的行为。", "各国应当打击贩运移民的行为。"),
        ["偷运移民 → 贩运移民"]
    );
    assert_eq!(told(None, "Porti servant listas.", "Porti servant tabulas."), ["servant listas → servant tabulas"]);
}

#[test]
fn the_gist_of_what_is_no_rewording_says_so() {
    assert_eq!(gist_of("[Ports] keep lists.", "Ports keep lists."), ["punctuation only: − [ ]"]);
    assert_eq!(
        gist_of("The working group met.", "The Working Group met."),
        ["letter case only: working group → Working Group"]
    );
    assert_eq!(
        gist_of("The working group, met.", "The Working group met."),
        ["punctuation: − ,", "letter case: working → Working"]
    );
    let old = "Upon written request, inspectors of the harbour open sealed crates and count barrels.";
    let new = "Inspectors of the harbour open sealed crates and count barrels upon written request.";
    assert_eq!(gist_of(old, new), ["moved: upon written request"]);
}

#[test]
fn a_word_between_two_halves_of_a_change_belongs_to_its_gist() {
    let old = "Ports watch routes utilized by smuggling organizations.";
    let new = "Ports watch routes utilized by organized criminal groups involved in the smuggling of migrants.";
    let whole = "smuggling organizations → organized criminal groups involved in the smuggling of migrants";
    assert_eq!(gist_of(old, new), [whole]);
}

#[test]
fn what_is_far_too_long_to_have_become_a_word_went() {
    let old = "Recognizing the critical part that lights, buoys and beacons play along the rocky coast, the guild keeps the charts \
               of all harbours and pays the pilots who serve in winter.";
    let new = "Affirming, the guild keeps the charts of all harbours and pays the pilots who serve in winter.";
    let told = gist_of(old, new);
    assert!(told.iter().all(|line| !line.contains('→')), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("− Recognizing the critical part")), "{told:?}");
}

#[test]
fn what_moved_stands_in_both_texts() {
    let language = Language::of(Some("en"));
    let came = |old: &str, new: &str| -> Vec<String> {
        let redline = redline_of(&read(old), &read(new));
        let pieces = moved_words(&redline, [language; 2], &[]);
        pieces.iter().map(super::english::piece_line).collect()
    };
    let old = "Pilots disrupt the trade in lamps.";
    assert_eq!(came(old, "The trade in lamps pilots disrupt."), ["moved: pilots disrupt"]);
    assert_eq!(came(old, "The trade in lamps, disrupting."), [""; 0], "it is another form of a word that stood there");
}
