//! Tables of what a meeting repeats of an earlier one: what a row says, and that the rows add up.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};
use travaux::analysis::{self, Analysed};
use travaux::corpus::Source;
use travaux::decisions::Decisions;
use travaux::extract::read;
use travaux::lineage::{Cycles, Lineage, Options, consecutive};
use travaux::model::{Metadata, Stage};
use travaux::render::{Renderer, Setting};
use travaux::report::{ProposerCount, Repeat, RepeatCounts, RepeatRow, RepeatTable, RepeatsView, Report, ThemesBy};

/// A list of units, each with the heading that it stands under, if any.
fn list(id: &str, units: &[(&str, &str)], metadata: Metadata) -> Analysed {
    let unit = |(at, (section, text)): (usize, &(&str, &str))| match section.is_empty() {
        true => json!({"id": (at + 1).to_string(), "text": text}).to_string(),
        false => json!({"id": (at + 1).to_string(), "text": text, "section": section}).to_string(),
    };
    let lines: Vec<String> = units.iter().enumerate().map(unit).collect();
    let metadata = Metadata { language: Some("en".into()), ..metadata };
    let source = Source {
        id: id.into(),
        path: format!("{id}.jsonl").into(),
        bytes: lines.join("\n").into_bytes(),
        declared: metadata.into(),
    };
    Analysed::of(read(&source).unwrap(), &analysis::Options::default())
}

fn table(earlier: &[(&str, &str)], later: &[(&str, &str)]) -> RepeatTable {
    let lists = vec![list("first", earlier, Metadata::default()), list("second", later, Metadata::default())];
    let cycles = [Cycles { earlier: "first".into(), later: "second".into() }];
    let options = Options { doubtful: true, ..Options::default() };
    let lineage = Lineage::between(lists, &cycles, &options, &Decisions::default());
    let mut view = RepeatsView::of(&lineage, &cycles, &options.retrieval);
    assert_eq!(view.tables.len(), 1);
    view.tables.remove(0)
}

/// The units of a cycle without headings.
fn units<'a>(texts: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    texts.iter().map(|text| ("", *text)).collect()
}

const EARLIER: [&str; 6] = [
    "Harbour masters should consider ratifying the Lighthouse Convention of Lerna (Chile, Peru);",
    "Harbour masters should register the beekeepers of the salt marshes (Norway);",
    "Harbour masters must repair the wooden footbridges over the river Ister (Peru);",
    "Harbour masters should abolish the toll on ferries that carry orchard fruit (Chile);",
    "Harbour masters should publish the yearly census of otters in the estuary (Ghana);",
    "Harbour masters should count otters in the estuary with local anglers for a yearly census (Peru);",
];

const LATER: [&str; 6] = [
    "Harbour masters should ratify the Lighthouse Convention of Lerna (Peru);",
    "Harbour masters should register the beekeepers of the salt marshes (Chile);",
    "Harbour masters should, where possible, repair the wooden footbridges over the river Ister (Ghana);",
    "Harbour masters should paint the granary doors in bright colours (Norway);",
    "Harbour masters should repair and widen the wooden footbridges over the river Ister (Peru);",
    "Harbour masters should publish the yearly census of otters in the estuary (Ghana);",
];

/// The outcome of a later unit, and the earlier ones that it goes back to.
fn told(table: &RepeatTable, label: &str) -> (Repeat, Vec<String>) {
    let is_it = |row: &&RepeatRow| row.later.as_ref().is_some_and(|later| later.label == label);
    let row = table.rows.iter().find(is_it).unwrap_or_else(|| panic!("no row of {label}"));
    (row.outcome, row.earlier.iter().map(|one| one.provision.label.clone()).collect())
}

#[test]
fn a_row_says_what_the_later_one_did_to_the_nearest_earlier_one() {
    let table = table(&units(&EARLIER), &units(&LATER));
    assert_eq!(
        told(&table, "1"),
        (Repeat::Strengthened, vec!["1".to_owned()]),
        "it is no longer to be considered only"
    );
    assert_eq!(told(&table, "2"), (Repeat::Unchanged, vec!["2".to_owned()]), "who proposes it is no part of its words");
    assert_eq!(told(&table, "3"), (Repeat::Weakened, vec!["3".to_owned()]), "must has become should");
    assert_eq!(told(&table, "4"), (Repeat::New, vec![]));
    assert_eq!(told(&table, "5").0, Repeat::Weakened, "an earlier one may be repeated by several");
    assert_eq!(told(&table, "6").1[0], "5");
    let dropped: Vec<&str> = table
        .rows
        .iter()
        .filter(|row| row.outcome == Repeat::NotRepeated)
        .map(|row| row.earlier[0].provision.label.as_str())
        .collect();
    assert!(dropped.contains(&"4"), "the toll: {dropped:?}");
    let counts = table.counts;
    assert_eq!((counts.earlier, counts.later, counts.new), (6, 6, 1));
    assert_eq!((counts.strengthened, counts.weakened, counts.unchanged), (1, 2, 2));
    assert_eq!(counts.qualified, 1, "where possible");
    assert!(table.sentence.starts_with("Of the 6 recommendations of first "), "{}", table.sentence);
}

#[test]
fn proposers_are_told_what_became_of_theirs() {
    let table = table(&units(&EARLIER), &units(&LATER));
    let of = |name: &str| table.proposers.iter().find(|one| one.name.as_deref() == Some(name)).unwrap();
    let peru = of("Peru");
    // The convention and the footbridges it takes up again itself.
    assert_eq!((peru.earlier, peru.later, peru.own, peru.new), (3, 2, 2, 0));
    assert!(peru.repeated >= 2);
    let norway = of("Norway");
    assert_eq!((norway.earlier, norway.repeated, norway.taken_up), (1, 0, 1), "Chile takes the beekeepers up");
    assert_eq!((norway.later, norway.new), (1, 1));
    let chile = of("Chile");
    assert_eq!((chile.of_others, chile.own), (1, 0));
}

#[test]
fn headings_that_both_have_are_the_themes() {
    let earlier = [("A. Bridges", EARLIER[2]), ("B. Animals", EARLIER[4]), ("C. Tolls", EARLIER[3])];
    let later = [("1. Animals", LATER[5]), ("2. Bridges", LATER[2]), ("3. Paint", LATER[3])];
    let view = table(&earlier, &later);
    assert_eq!(view.themes_by, ThemesBy::Headings);
    let names: Vec<Option<&str>> = view.themes.iter().map(|theme| theme.name.as_deref()).collect();
    assert_eq!(names, [Some("Animals"), Some("Bridges"), Some("Paint"), Some("Tolls")]);
    let tolls = view.themes[3].counts;
    assert_eq!((tolls.earlier, tolls.not_repeated, tolls.later), (1, 1, 0));
    assert_eq!(view.rows[0].theme.as_deref(), Some("Animals"));
    // One heading for all tells nothing.
    assert_eq!(table(&earlier[..1], &later[..1]).themes_by, ThemesBy::Words);
}

#[test]
fn what_shares_its_words_is_on_one_theme() {
    let table = table(&units(&EARLIER), &units(&LATER));
    assert_eq!(table.themes_by, ThemesBy::Words);
    let theme = |label: &str| {
        let is_it = |row: &&RepeatRow| row.later.as_ref().is_some_and(|later| later.label == label);
        table.rows.iter().find(is_it).unwrap().theme.clone()
    };
    assert_eq!(theme("3"), theme("5"));
    assert!(theme("3").is_some_and(|words| words.contains("footbridges")), "{:?}", theme("3"));
    assert_ne!(theme("3"), theme("6"));
    assert_eq!(theme("4"), None, "nothing else is on paint");
}

#[test]
fn each_two_reports_of_a_series_that_follow_each_other_are_held_together() {
    let about = |subject: &str, year: &str| Metadata {
        body: Some("Council of the Isles".into()),
        subject: Some(subject.into()),
        stage: Some(Stage::Final),
        date: Some(year.parse().unwrap()),
        ..Metadata::default()
    };
    let unit = [("", EARLIER[0])];
    let documents = [
        list("c", &unit, about("Lerna", "2019")),
        list("a", &unit, about("Lerna", "2009")),
        list("b", &unit, about("Lerna", "2014")),
        list("other", &unit, about("Naxos", "2012")),
        list("bare", &unit, Metadata::default()),
    ];
    let pairs: Vec<(String, String)> =
        consecutive(&documents).into_iter().map(|one| (one.earlier, one.later)).collect();
    assert_eq!(pairs, [("a".to_owned(), "b".to_owned()), ("b".to_owned(), "c".to_owned())]);
    // What is named is held together in the order in which it is named, whatever stands between.
    let cycles = [Cycles { earlier: "a".into(), later: "c".into() }];
    let lineage = Lineage::between(documents.to_vec(), &cycles, &Options::default(), &Decisions::default());
    let view = RepeatsView::of(&lineage, &cycles, &Default::default());
    assert_eq!(view.tables[0].counts.unchanged, 1);
    assert_eq!(view.tables[0].subject.as_deref(), Some("Lerna"));
}

fn sum(counts: impl Iterator<Item = usize>) -> usize {
    counts.sum()
}

/// That every earlier and every later unit is counted once, in the rows, in the heads, by theme and by proposer.
fn assert_adds_up(table: &RepeatTable, earlier: usize, later: usize) {
    let counts = &table.counts;
    let is_whole = |counts: &RepeatCounts| {
        let how = [counts.unchanged, counts.reworded, counts.strengthened, counts.weakened, counts.reversed];
        counts.earlier == counts.repeated + counts.not_repeated
            && counts.later == counts.repeating + counts.new
            && counts.repeating == sum(how.into_iter())
            && counts.qualified.max(counts.unqualified) <= counts.repeating
    };
    assert_eq!((counts.earlier, counts.later), (earlier, later));
    assert!(is_whole(counts), "{counts:?}");
    let picks: [fn(&RepeatCounts) -> usize; 13] = [
        |counts| counts.earlier,
        |counts| counts.repeated,
        |counts| counts.not_repeated,
        |counts| counts.later,
        |counts| counts.repeating,
        |counts| counts.unchanged,
        |counts| counts.reworded,
        |counts| counts.strengthened,
        |counts| counts.weakened,
        |counts| counts.reversed,
        |counts| counts.qualified,
        |counts| counts.unqualified,
        |counts| counts.new,
    ];
    for pick in picks {
        assert_eq!(pick(counts), sum(table.themes.iter().map(|theme| pick(&theme.counts))), "by theme");
    }
    assert!(table.themes.iter().all(|theme| is_whole(&theme.counts)));
    // The rows.
    let of = |outcome: Repeat| table.rows.iter().filter(|row| row.outcome == outcome).count();
    assert_eq!(of(Repeat::New), counts.new);
    assert_eq!(of(Repeat::NotRepeated), counts.not_repeated);
    assert_eq!(table.rows.len(), counts.later + counts.not_repeated);
    let news: BTreeSet<&str> = table.rows.iter().filter_map(|row| Some(row.later.as_ref()?.id.as_str())).collect();
    assert_eq!(news.len(), later, "a row for each later one");
    let repeated: BTreeSet<&str> = table
        .rows
        .iter()
        .filter(|row| row.outcome.is_linked())
        .flat_map(|row| row.earlier.iter().map(|one| one.provision.id.as_str()))
        .collect();
    assert_eq!(repeated.len(), counts.repeated);
    for row in &table.rows {
        assert_eq!(row.earlier.is_empty(), row.outcome == Repeat::New);
        assert_eq!(row.later.is_none(), row.outcome == Repeat::NotRepeated);
        assert!(row.later.is_some() || !repeated.contains(row.earlier[0].provision.id.as_str()));
    }
    assert_eq!(sum(table.by_theme().map(|(_, rows)| rows.len())), table.rows.len());
    for one in &table.proposers {
        assert_eq!(one.earlier, one.repeated + one.taken_up + one.not_repeated, "{one:?}");
        assert_eq!(one.later, one.own + one.of_others + one.new, "{one:?}");
        assert!(one.earlier <= earlier && one.later <= later);
    }
    // Where nobody proposes with another, proposers add up too.
    let proposed_once = table.rows.iter().all(|row| {
        let sides = row.earlier.iter().map(|one| &one.provision).chain(&row.later);
        sides.into_iter().all(|side| side.proposers.len() < 2)
    });
    if proposed_once && !table.proposers.is_empty() {
        for (all, pick) in [
            (earlier, (|one| one.earlier) as fn(&ProposerCount) -> usize),
            (later, |one| one.later),
            (counts.not_repeated, |one| one.not_repeated),
            (counts.new, |one| one.new),
        ] {
            assert_eq!(all, sum(table.proposers.iter().map(pick)));
        }
    }
}

/// Units made up of a few acts, on a few things, by a few States, so that many are alike and some are the same.
fn made_up() -> impl Strategy<Value = Vec<(String, String)>> {
    let asks = prop::sample::select(vec!["should", "must", "may", "should consider to", "should not", ""]);
    let act = prop::sample::select(vec!["repair", "register", "publish", "abolish and replace", "count"]);
    let thing = prop::sample::select(vec![
        "the wooden footbridges over the river Ister",
        "the beekeepers of the salt marshes, where possible",
        "the yearly census of otters in the estuary",
        "the toll on ferries that carry orchard fruit",
        "the granary doors",
    ]);
    let who = prop::sample::select(vec!["", " (Chile)", " (Peru)", " (Chile, Peru)", " (Norway and Ghana)"]);
    let section = prop::sample::select(vec!["", "A. Bridges", "B. Animals", "Trade"]);
    let unit = (section, asks, act, thing, who).prop_map(|(section, asks, act, thing, who)| {
        (section.to_owned(), format!("Harbour masters {asks} {act} {thing}{who};"))
    });
    prop::collection::vec(unit, 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_is_counted_twice_and_all_is_counted(one in made_up(), other in made_up()) {
        fn borrowed(units: &[(String, String)]) -> Vec<(&str, &str)> {
            units.iter().map(|(section, text)| (section.as_str(), text.as_str())).collect()
        }
        assert_adds_up(&table(&borrowed(&one), &borrowed(&other)), one.len(), other.len());
    }
}

#[test]
fn every_form_tells_of_every_row() {
    let view = table(&units(&EARLIER), &units(&LATER));
    let rows = view.rows.len();
    let report = Report::Repeats(RepeatsView { schema: "travaux.repeats/1", model: None, tables: vec![view] });
    let in_form = |name: &str| Renderer::named(name).unwrap().render(&report, &Setting::default()).unwrap();
    let text = |name: &str| String::from_utf8(in_form(name)).unwrap();
    let mut reader = csv::Reader::from_reader(text("csv").into_bytes().leak() as &[u8]);
    assert_eq!(reader.records().count(), rows);
    let json: Value = serde_json::from_str(&text("json")).unwrap();
    assert_eq!(json["tables"][0]["rows"].as_array().unwrap().len(), rows);
    for form in ["table", "markdown", "html", "fragment"] {
        let shown = text(form);
        for said in ["repeated, strengthened", "repeated, weakened", "not repeated", "By theme", "By proposer", "Peru"]
        {
            let is_there = shown.contains(said) || said.split(' ').all(|word| shown.contains(word)) && form == "table";
            assert!(is_there, "{form}: {said}");
        }
        // Beside the style of a page, in which names are words of machines.
        let shown = shown.rsplit("</style>").next().unwrap();
        for outcome in ["lapsed", "withdrawn"] {
            assert!(!shown.contains(outcome), "{form} claims no more than is known");
        }
    }
}

#[test]
fn a_bare_request_that_is_no_longer_softened_is_stronger() {
    let direction = |old: &str, new: &str| {
        let view = table(&units(&[old]), &units(&[new]));
        let row = view.rows.into_iter().find(|row| row.later.is_some()).unwrap();
        (row.outcome, row.earlier.len())
    };
    let softened = "Consider ratifying the Lighthouse Convention of Lerna on foghorns and beacons (Chile);";
    let plain = "Ratify the Lighthouse Convention of Lerna on foghorns and beacons without delay (Peru);";
    assert_eq!(direction(softened, plain), (Repeat::Strengthened, 1));
    assert_eq!(direction(plain, softened), (Repeat::Weakened, 1));
    let infinitive =
        "To consider the possibility of ratifying the Lighthouse Convention of Lerna on foghorns and beacons;";
    assert_eq!(direction(infinitive, plain), (Repeat::Strengthened, 1));
    // What was to be considered is not what is asked for now.
    let other = "Translate the Lighthouse Convention of Lerna on foghorns and beacons (Peru);";
    assert_eq!(direction(softened, other), (Repeat::Reworded, 1));
}
