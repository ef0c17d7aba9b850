//! The parts of provisions, and what changes of wording did to them. Which parts are those that readers found, `accuracy` tells
//! one by one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::common::{analysed, document};
use travaux::align::Options;
use travaux::anatomy::{Anatomy, Lexicons};
use travaux::change::compare;
use travaux::corpus::Source;
use travaux::extract::read;
use travaux::model::{Kind, Metadata};
use travaux::report::ComparisonView;
use travaux::shift::{Direction, Shifts};

/// The anatomy of every recommendation of the corpus, by its id.
fn anatomies() -> BTreeMap<String, Anatomy> {
    let lexicons = Lexicons::built_in();
    let mut found = BTreeMap::new();
    for id in ["2013-final", "2019-draft", "2019-final", "2021-final"] {
        let document = document(id);
        let lexicon = lexicons.of(document.metadata.language.as_deref()).expect("the reports are English");
        for provision in document.provisions.iter().filter(|provision| provision.kind == Kind::Recommendation) {
            found.insert(format!("{id}/{}", provision.label), Anatomy::of(provision.text(), lexicon));
        }
    }
    found
}

#[test]
fn the_anatomy_of_every_recommendation() {
    let mut shown = String::new();
    for (id, anatomy) in anatomies() {
        writeln!(shown, "{id}").unwrap();
        let further = anatomy
            .further
            .iter()
            .map(|clause| format!("{}: {}", clause.addressee.as_deref().unwrap_or("–"), clause.operative.phrase));
        let lines = [
            ("addressee", anatomy.addressee.clone().unwrap_or_default()),
            ("phrase", anatomy.operative.map(|one| one.phrase).unwrap_or_default()),
            ("further", further.collect::<Vec<_>>().join(" | ")),
            ("core", anatomy.core),
            ("purpose", anatomy.purpose.unwrap_or_default()),
            ("lists", anatomy.lists.iter().map(|list| list.join("; ")).collect::<Vec<_>>().join(" | ")),
            ("cites", anatomy.citations.join(" | ")),
            ("numbers", anatomy.numbers.into_iter().map(|one| one.text).collect::<Vec<_>>().join(" | ")),
        ];
        let qualifiers =
            anatomy.qualifiers.iter().map(|one| ("qualifier", format!("{}: {}", one.kinds.join("+"), one.text)));
        for (name, value) in lines.into_iter().chain(qualifiers).filter(|(_, value)| !value.is_empty()) {
            writeln!(shown, "  {name:<9} {value}").unwrap();
        }
    }
    insta::assert_snapshot!(shown);
}

/// The changes between two lists of units.
fn changes_of_units(old: &[&str], new: &[(&str, &str)]) -> ComparisonView {
    let document = |id: &str, units: Vec<(String, &str)>| {
        let lines = units.iter().map(|(id, text)| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}"));
        let bytes = lines.collect::<Vec<_>>().join("\n").into_bytes();
        let path = format!("{id}.jsonl").into();
        let declared = Metadata { language: Some("en".into()), ..Metadata::default() }.into();
        analysed(read(&Source { id: id.into(), path, bytes, declared }).unwrap())
    };
    let old = document("old", old.iter().enumerate().map(|(at, text)| ((at + 1).to_string(), *text)).collect());
    let new = document("new", new.iter().map(|(id, text)| ((*id).to_owned(), *text)).collect());
    let changes = compare(&old, &new, &Options::default());
    ComparisonView::of(&old, &new, &changes)
}

#[test]
fn sentences_are_sentences() {
    let same = "States parties should train border officials in the detection of forged documents.";
    let other = "The Secretariat should publish an annual report on routes and prices.";
    let view = changes_of_units(&[same, other], &[("5", same), ("2", other)]);
    let sentence = |new: &str| view.changes.iter().find(|change| change.new == [new]).unwrap().sentence.clone();
    assert_eq!(sentence("5"), "1: became 5; kept its wording.");
    assert_eq!(sentence("2"), "2: kept its number and its wording.");
}

fn change_of_2019() -> ComparisonView {
    let (old, new) = (document("2019-draft"), document("2019-final"));
    let changes = compare(&old, &new, &Options::default());
    ComparisonView::of(&old, &new, &changes)
}

#[test]
fn a_list_is_a_set_whatever_its_order() {
    let view = change_of_2019();
    let sixteen = view.changes.iter().find(|change| change.new == ["16"]).unwrap();
    let lists = &sixteen.shifts.as_ref().unwrap().lists;
    assert_eq!(lists.len(), 1);
    assert_eq!(lists[0].kept, ["relevant government agencies", "the general public"]);
    assert_eq!(
        (lists[0].added.clone(), lists[0].dropped.clone()),
        (vec!["civil society".to_owned()], vec!["non-governmental agencies".to_owned()])
    );
    let same = shifts(
        "States should inform police, prosecutors, border guards and the private sector.",
        "States should inform prosecutors, the private sector, police and border guards.",
    );
    assert_eq!(same.lists, []);
    let more = shifts(
        "States should inform police, prosecutors and border guards.",
        "States should inform border guards, police, judges and prosecutors.",
    );
    assert_eq!(
        (more.lists[0].added.as_slice(), more.lists[0].dropped.as_slice()),
        (&["judges".to_owned()][..], &[][..])
    );
}

fn anatomy(text: &str) -> Anatomy {
    Anatomy::of(text, Lexicons::built_in().of(Some("en")).unwrap())
}

fn shifts(old: &str, new: &str) -> Shifts {
    let lexicons = Lexicons::built_in();
    let lexicon = lexicons.of(Some("en")).unwrap();
    Shifts::of(&[Anatomy::of(old, lexicon)], &[Anatomy::of(new, lexicon)], lexicon)
}

fn direction(old: &str, new: &str) -> Direction {
    shifts(old, new).strength.unwrap().direction
}

#[test]
fn strength_goes_by_rank_and_force() {
    let states = |phrase: &str| format!("States parties {phrase} adopt measures.");
    let way = |old: &str, new: &str| direction(&states(old), &states(new));
    assert_eq!(way("shall", "should"), Direction::Weaker);
    assert_eq!(way("should", "should seek to"), Direction::Weaker);
    assert_eq!(way("should seek to", "should consider to"), Direction::Weaker);
    assert_eq!(way("may wish to", "are invited to"), Direction::Stronger);
    assert_eq!(way("are invited to", "are encouraged to"), Direction::Same);
    // One asks that something be thought of, the other that it be done, but asks less.
    assert_eq!(way("should consider", "are encouraged to"), Direction::NotComparable);
    assert_eq!(way("should", "should not"), Direction::Reversed);
    assert_eq!(way("may not", "shall not"), Direction::Same);
    let council = |phrase: &str| format!("{phrase} the Secretary-General to report.");
    assert_eq!(direction(&council("Requests"), &council("Strongly urges")), Direction::Stronger);
    assert_eq!(direction(&council("Urges"), &council("Strongly urges")), Direction::Stronger);
    assert_eq!(
        direction("Decides to extend the mandate.", "Welcomes the extension of the mandate."),
        Direction::NotComparable
    );
}

#[test]
fn what_is_said_of_no_actor_stays_in_the_core() {
    let research = anatomy("Research should be conducted on routes.");
    assert_eq!((research.addressee, research.core.as_str()), (None, "Research be conducted on routes"));
    let only = anatomy("States should not only prevent it but also punish it.").operative.unwrap();
    assert!(!only.negated);
    let kept = shifts("States should keep not only registers but also maps.", "States should keep registers and maps.");
    assert!(kept.negations.is_empty(), "{:?}", kept.negations);
    assert_eq!(anatomy("States should keep registers, not maps.").negations, ["not"]);
    assert_eq!(
        direction("States should seek to act.", "States should strongly consider acting."),
        Direction::NotComparable
    );
    let all = shifts("All States should act.", "Other States should act.").addressee.unwrap();
    assert_eq!((all.old.as_deref(), all.new.as_deref()), (Some("All States"), Some("Other States")));
}

#[test]
fn nouns_and_asides_are_no_phrases() {
    let phrase = |text: &str| anatomy(text).operative.map(|operative| operative.phrase);
    assert_eq!(phrase("The need to protect victims should guide States.").as_deref(), Some("should"));
    assert_eq!(phrase("States parties, although some may object, should act.").as_deref(), Some("should"));
    assert_eq!(phrase("Measures which States may take should be proportionate.").as_deref(), Some("should"));
    assert_eq!(phrase("The political will of States is needed."), None);
    let titled = anatomy("The Secretary-General, Mr. Ban, should report to the Council.");
    assert_eq!(titled.core, "report to the Council");
}

#[test]
fn a_negation_between_commas_is_no_addressee() {
    for text in [
        "Requests all parties, in accordance with international law, never to use force.",
        "Calls upon all parties, as appropriate, neither to attack nor to threaten.",
        "States, in accordance with domestic law, never, should act.",
        "Requests, never, States to act.",
        "Requests States, never, to act.",
    ] {
        let addressee = anatomy(text).addressee.unwrap_or_default();
        assert!(!addressee.contains("never") && !addressee.ends_with(','), "{text}: {addressee}");
    }
}

#[test]
fn the_same_clauses_in_another_order_are_the_same() {
    let swapped =
        shifts("States should report. They may request help.", "States may request help. They should report.");
    assert_eq!((swapped.strength.unwrap().direction, swapped.further.is_empty()), (Direction::Same, true));
}

#[test]
fn what_nobody_must_do_is_not_forbidden() {
    let states = |phrase: &str| format!("A master {phrase} pay harbour dues.");
    let shift = |old: &str, new: &str| shifts(&states(old), &states(new));
    let way = |old: &str, new: &str| shift(old, new).strength.unwrap().direction;
    assert_eq!(way("will not be required to", "need not"), Direction::Same);
    assert_eq!(way("is not obliged to", "does not have to"), Direction::Same);
    assert!(shift("will not be required to", "need not").negations.is_empty());
    // A duty that is lifted is less, and so is a ban that is.
    assert_eq!(way("is required to", "is not required to"), Direction::Weaker);
    assert_eq!(way("shall", "need not"), Direction::Weaker);
    assert_eq!(way("need not", "should"), Direction::Stronger);
    assert_eq!(way("shall", "shall not"), Direction::Reversed);
    assert!(!anatomy(&states("need not")).operative.unwrap().negated);
    // "In need of" and what needs to be done stay what they were.
    assert_eq!(way("needs to", "should"), Direction::Weaker);
}

#[test]
fn a_denied_subject_forbids() {
    assert_eq!(direction("No State party may impose it.", "No State party shall impose it."), Direction::Same);
    assert_eq!(direction("No State party shall impose it.", "Each State party shall impose it."), Direction::Reversed);
    let same = shifts("No State party shall impose it.", "States parties shall not impose it.");
    assert_eq!((same.strength.unwrap().direction, same.addressee), (Direction::Same, None));
    let denied = shifts("States shall take measures against it.", "States shall take no measures against it.");
    assert_eq!(denied.negations.added, ["no"]);
    assert_eq!(anatomy("States should apply law No. 82 of 2016.").negations, [] as [&str; 0]);
    assert_eq!(denied.strength.unwrap().direction, Direction::Same);
}

#[test]
fn clauses_are_held_against_those_of_the_same_addressee() {
    let swapped = shifts(
        "Urges States parties to ratify the Protocol and requests the Secretariat to report.",
        "Requests the Secretariat to report and urges States parties to ratify the Protocol.",
    );
    assert_eq!((swapped.addressee, swapped.further.is_empty()), (None, true));
    assert_eq!(swapped.strength.unwrap().direction, Direction::Same);
    let mixed = shifts(
        "States parties shall act, and the Secretariat should report.",
        "States parties should act, and the Secretariat shall report.",
    );
    assert_eq!(mixed.strength.unwrap().direction, Direction::NotComparable);
    let second = shifts(
        "States parties should train officers. They may invite the Secretariat.",
        "States parties should train officers. They shall invite the Secretariat.",
    );
    let strength = second.strength.unwrap();
    assert_eq!((strength.old.as_deref(), strength.new.as_deref()), (Some("may"), Some("shall")));
    assert_eq!((strength.direction, second.further.is_empty()), (Direction::Stronger, true));
}

#[test]
fn a_split_is_judged_as_well() {
    let lexicons = Lexicons::built_in();
    let lexicon = lexicons.of(Some("en")).unwrap();
    let whole = [anatomy("States should establish hotlines and train staff.")];
    let parts = [anatomy("States may establish hotlines."), anatomy("States should train staff.")];
    let split = Shifts::of(&whole, &parts, lexicon);
    assert_eq!(split.strength.unwrap().direction, Direction::Weaker);
    assert!(split.further.is_empty());
}

#[test]
fn items_are_a_list_whatever_their_order() {
    let items = shifts(
        "States should:\n(a) Adopt strict laws against fraud;\n(b) Train border officials;\n(c) Establish a database.",
        "States should:\n(a) Train border officials;\n(b) Adopt laws against fraud;\n(c) Establish a database; and\n\
         (d) Publish annual statistics.",
    );
    assert_eq!(items.lists.len(), 1);
    assert_eq!(
        (items.lists[0].added.as_slice(), items.lists[0].dropped.len()),
        (&["Publish annual statistics".to_owned()][..], 0)
    );
}

#[test]
fn how_a_number_or_a_date_is_written_is_no_change() {
    let same = |old: &str, new: &str| {
        let found = shifts(old, new);
        assert_eq!(found.qualifiers, Default::default(), "{old}");
        assert!(found.dates.is_empty() && found.numbers.is_empty(), "{old}");
    };
    same("States shall reply within 30 days.", "States shall reply within thirty (30) days.");
    same("States shall reply by 1 March 2025.", "States shall reply by March 1, 2025.");
    let later = shifts("States shall reply before 1 March 2025.", "States shall reply after 1 March 2025.");
    assert_eq!(later.qualifiers.replaced.len(), 1);
}

#[test]
fn nouns_and_relative_clauses_are_not_taken_for_phrases() {
    assert_eq!(anatomy("UNODC acted in response to requests from States.").operative, None);
    let relative = anatomy("Information which the requesting State may need shall be provided.");
    assert_eq!(relative.operative.unwrap().phrase, "shall");
    let warm = anatomy("States parties are warmly encouraged to share data.");
    assert_eq!(warm.addressee.as_deref(), Some("States parties"));
    let consider = anatomy("Recommends that the Conference consider a workplan.").operative.unwrap();
    assert_eq!((consider.phrase.as_str(), consider.force), ("recommends that … consider", -2));
}

#[test]
fn what_is_inserted_does_not_hide_the_phrase() {
    let split = anatomy(
        "Member States, in preventing and combating such crime, are strongly encouraged, in line with domestic law and \
         as appropriate, to give due consideration to joint investigations.",
    );
    assert_eq!(split.addressee.unwrap(), "Member States");
    let operative = split.operative.unwrap();
    assert_eq!(
        (operative.phrase.as_str(), operative.force, operative.emphatic),
        ("are strongly encouraged to give due consideration to", -2, true)
    );
    let kinds: Vec<&str> = split.qualifiers.iter().map(|one| one.kinds[0].as_str()).collect();
    assert_eq!(kinds, ["domestic-law", "appropriateness"]);
    assert_eq!(split.core, "joint investigations");
}

#[test]
fn resolutions_speak_and_address() {
    let calls = anatomy(
        "Also calls upon all parties to the dispute not to hinder the Force, and requests the Secretary-General to report as soon as possible;",
    );
    assert_eq!(calls.addressee.as_deref(), Some("all parties to the dispute"));
    let operative = calls.operative.as_ref().unwrap();
    assert_eq!((operative.phrase.as_str(), operative.negated), ("calls upon … not to", true));
    assert_eq!(calls.further[0].addressee.as_deref(), Some("the Secretary-General"));
    assert_eq!(calls.further[0].operative.phrase, "requests … to");
    let recommends =
        anatomy("The Working Group recommended that the Conference, at its ninth session, should consider a workplan.");
    assert_eq!(recommends.addressee.as_deref(), Some("the Conference"));
    assert_eq!(recommends.operative.unwrap().phrase, "recommended that … should consider");
    assert_eq!(recommends.qualifiers[0].text, "at its ninth session");
    let list = anatomy(
        "Requests the Secretary-General:\n(a) To consult the Governments concerned;\n(b) To report by 1 May 1990;",
    );
    assert_eq!(list.operative.unwrap().phrase, "requests … to");
    assert_eq!(anatomy("Decides to extend the mandate.").addressee, None);
}

#[test]
fn a_month_is_no_permission() {
    assert_eq!(anatomy("Statements were made in April, May and June 1966 by members.").operative, None);
    // Technical standards write it large.
    assert_eq!(direction("An endpoint MUST NOT close it.", "An endpoint SHOULD NOT close it."), Direction::Weaker);
}

#[test]
fn numbers_and_citations_are_held_against_each_other() {
    let changed = shifts(
        "States should, within thirty (30) days, report under article 18 of the Protocol on two cases.",
        "States should, within 30 days, report under article 20 of the Protocol on three cases.",
    );
    assert_eq!((changed.numbers.added, changed.numbers.dropped), (vec!["three".to_owned()], vec!["two".to_owned()]));
    assert_eq!(
        (changed.citations.added, changed.citations.dropped),
        (vec!["article 20".to_owned()], vec!["article 18".to_owned()])
    );
    let dated = shifts("Extends the mandate until 15 June 1965.", "Extends the mandate until 26 December 1965.");
    assert_eq!(
        (dated.dates.added, dated.dates.dropped),
        (vec!["26 December 1965".to_owned()], vec!["15 June 1965".to_owned()])
    );
    assert!(dated.numbers.is_empty());
}

#[test]
fn a_qualifier_stays_if_its_words_do() {
    let stayed = shifts(
        "States should, consistent with domestic and international law, consider sharing data.",
        "States should consider sharing data, consistent with international and domestic law.",
    );
    assert_eq!(stayed.qualifiers, Default::default());
    let replaced = shifts(
        "States should share data, in accordance with domestic law.",
        "States should share data, subject to their domestic legislation.",
    );
    assert_eq!(replaced.qualifiers.replaced[0].new.text, "subject to their domestic legislation");
    assert_eq!((replaced.qualifiers.added.len(), replaced.qualifiers.dropped.len()), (0, 0));
}

#[test]
fn addressees_are_compared_by_name() {
    let same = shifts(
        "The United Nations Office on Drugs and Crime (UNODC) should report.",
        "United Nations Office on Drugs and Crime should report.",
    );
    assert_eq!(same.addressee, None);
    let other = shifts("States parties should report.", "The Secretariat should report.").addressee.unwrap();
    assert_eq!((other.old.as_deref(), other.new.as_deref()), (Some("States parties"), Some("The Secretariat")));
}

#[test]
fn sentences_tell_facts() {
    let view = change_of_2019();
    let sentence = |new: &str| &view.changes.iter().find(|change| change.new == [new]).unwrap().sentence;
    assert_eq!(
        sentence("13"),
        "13: kept its number and its “should”; “adopt strict procedures” became “cooperate to establish appropriate \
         procedures”; “combat” became “prevent and combat”; gained “without prejudice to international commitments on the free movement of \
         people”."
    );
    assert!(sentence("20").starts_with("21: became 20; “should” became “are encouraged to” (weaker)"));
    assert_eq!(sentence("22"), "22: new; it has no counterpart in 2019-draft.");
    // That of the whole tells the figures, whatever they are.
    let summary = &view.summary;
    let [adopted, left_out, new, outside] =
        ["reworded", "withdrawn", "new", "outside-coverage"].map(|name| summary.relations[name]);
    for (count, told) in [
        (adopted, format!("Of {} draft recommendations {adopted} were adopted", adopted + left_out)),
        (summary.weakened, format!("; {} became weaker;", summary.weakened)),
        (summary.qualified, format!("; {} gained a qualifier;", summary.qualified)),
        (summary.renumbered, format!("; {} were renumbered;", summary.renumbered)),
        (new, format!("; {new} are new in 2019-final;")),
        (outside, format!("; {outside} stand in sections that 2019-draft does not hold")),
    ] {
        assert!(count > 1 && view.sentence.contains(&told), "{told}: {}", view.sentence);
    }
}

/// A clause that is joined on has a subject of its own or the one before; it never swallows what stands between.
#[test]
fn a_joined_clause_leaves_the_one_before_it_whole() {
    let lexicons = Lexicons::built_in();
    let english = lexicons.of(Some("en")).unwrap();
    let told = |text: &str| {
        let anatomy = Anatomy::of(text, english);
        let further = anatomy
            .further
            .iter()
            .map(|clause| format!("{}: {}", clause.addressee.as_deref().unwrap_or("–"), clause.operative.phrase));
        (anatomy.addressee.clone().unwrap_or_default(), further.collect::<Vec<_>>().join("; "), anatomy.core)
    };
    let expect = |text: &str, further: &str, core: &str| {
        assert_eq!(told(text), ("States parties".to_owned(), further.to_owned(), core.to_owned()), "{text}");
    };
    expect(
        "States parties should strengthen border control at airports and should train customs officers.",
        "–: should",
        "strengthen border control at airports train customs officers",
    );
    expect(
        "States parties should strengthen border control, and should train officers.",
        "–: should",
        "strengthen border control train officers",
    );
    expect(
        "States parties should publish data on piracy and the Secretariat shall collect them.",
        "the Secretariat: shall",
        "publish data on piracy collect them",
    );
    expect(
        "States parties should publish data on piracy, and the Secretariat should collect them.",
        "the Secretariat: should",
        "publish data on piracy collect them",
    );
    expect(
        "States parties should cooperate with the Secretariat and UNODC on piracy.",
        "",
        "cooperate with the Secretariat and UNODC on piracy",
    );
    // Leaving out the first of two clauses addresses nobody else.
    let shifts = Shifts::of(
        &Anatomy::of_each(&["States parties should keep lists and should train officers.".to_owned()], english),
        &Anatomy::of_each(&["States parties should train officers.".to_owned()], english),
        english,
    );
    assert!(shifts.addressee.is_none());
}
