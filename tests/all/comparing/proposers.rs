//! Who proposes a provision: read by the names of its language, none of its wording, and shown where it stands.

use std::fs;
use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook};
use tempfile::TempDir;
use travaux::align::{Options, Relation};
use travaux::analysis::{self, Analysed};
use travaux::change::compare;
use travaux::extract::of_texts;
use travaux::model::ProvisionIndex;
use travaux::render::{Terminal, terminal::redline::inline};
use travaux::report::{ComparisonView, DocumentView, Manner, Op};

use crate::common::program;

fn read(id: &str, language: &str, texts: &[&str]) -> Analysed {
    Analysed::of(of_texts(id, texts, Some(language)), &analysis::Options::default())
}

fn compared(old: &[&str], new: &[&str]) -> ComparisonView {
    let (old, new) = (read("old", "en", old), read("new", "en", new));
    ComparisonView::of(&old, &new, &compare(&old, &new, &Options::default()))
}

const WELLS: &str = "Keep a public register of all wells that villages share";
const BRIDGES: &str = "Inspect the wooden bridges before each winter";
const FERRIES: &str = "Train the pilots of river ferries in first aid";

#[test]
fn a_provision_names_its_proposers_once_each() {
    for (language, text, names) in [
        (
            "en",
            "Mark the wells (Turkey, Peru); fill the dry ones (Türkiye and the Holy See).",
            vec!["Türkiye", "Peru", "Holy See"],
        ),
        (
            "fr",
            "Signaler les puits (Turquie, Royaume-Uni) ;",
            vec!["Türkiye", "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord"],
        ),
        ("es", "Señalizar los pozos (Turquía y la Unión Europea).", vec!["Türkiye", "Unión Europea"]),
        ("ru", "Обозначить колодцы (Турция и Европейский союз).", vec!["Турция", "Европейский союз"]),
        ("ar", "وضع علامات على الآبار (تركيا والاتحاد الأوروبي).", vec!["تركيا", "الاتحاد الأوروبي"]),
        ("zh", "标明水井的位置（土耳其和欧洲联盟）。", vec!["土耳其", "欧洲联盟"]),
        ("de", "Die Brunnen sind zu kennzeichnen (Peru).", vec![]),
        ("en", "Mark the wells of Lima (Peru) and of the valley behind it.", vec![]),
    ] {
        let view = DocumentView::of(&read("list", language, &[text]));
        assert_eq!(view.provisions[0].proposers, names, "{text}");
        let json = serde_json::to_value(&view.provisions[0]).unwrap();
        assert_eq!(json.get("proposers").is_some(), !names.is_empty(), "{text}");
    }
}

#[test]
fn no_part_of_a_provision_holds_who_proposes_it() {
    let text = "The authorities should keep a register of wells (Chile); they should also train pilots, as appropriate (Peru, Norway).";
    let document = read("list", "en", &[text]);
    let anatomy = document.anatomy(ProvisionIndex::new(0)).unwrap();
    let told = format!("{anatomy:?}");
    for name in ["Chile", "Peru", "Norway"] {
        assert!(!told.contains(name), "{told}");
    }
    assert!(anatomy.core.starts_with("keep a register of wells"), "{}", anatomy.core);
    let without = text.replace(" (Chile)", "").replace(" (Peru, Norway)", "");
    let plain = read("list", "en", &[&without]);
    let plain = plain.anatomy(ProvisionIndex::new(0)).unwrap();
    assert_eq!(
        (&plain.core, &plain.qualifiers, &plain.operative),
        (&anatomy.core, &anatomy.qualifiers, &anatomy.operative)
    );
}

#[test]
fn provisions_are_linked_by_what_they_say() {
    let by = |text: &str, names: &str| format!("{text} ({names});");
    let long = "United Kingdom of Great Britain and Northern Ireland, Bolivia (Plurinational State of)";
    let old = [by(WELLS, long), by(BRIDGES, "Chad"), by(FERRIES, "Peru")];
    // Each by those who proposed another before.
    let new = [by(FERRIES, long), by(WELLS, "Chad"), by(BRIDGES, "Peru")];
    let view = compared(&old.each_ref().map(String::as_str), &new.each_ref().map(String::as_str));
    let links: Vec<_> = view.changes.iter().map(|row| (row.old.join(""), row.new.join(""))).collect();
    let expected = [("1", "2"), ("2", "3"), ("3", "1")].map(|(old, new)| (old.to_owned(), new.to_owned()));
    for link in &expected {
        assert!(links.contains(link), "{links:?}");
    }
    for row in &view.changes {
        let shared = &row.evidence.as_ref().unwrap().shared;
        assert!(
            shared.iter().all(|word| !["united", "kingdom", "chad", "peru"].contains(&&*word.to_lowercase())),
            "{shared:?}"
        );
    }
}

#[test]
fn other_proposers_are_told_and_are_no_rewording() {
    let old = format!("{WELLS} (Chile, Turkey);");
    let new = format!("{WELLS} (Türkiye, Peru);");
    let view = compared(&[&old, BRIDGES], &[&new, BRIDGES]);
    let row = &view.changes[0];
    assert_eq!(row.relation, Relation::Reworded, "the texts differ");
    let proposers = row.proposers.as_ref().unwrap();
    assert_eq!(
        (&*proposers.came, &*proposers.gone, proposers.only),
        (&["Peru".to_owned()][..], &["Chile".to_owned()][..], true)
    );
    let changed = || row.redline.iter().filter(|segment| segment.op != Op::Unchanged);
    assert!(
        changed().all(|segment| matches!(segment.manner, Some(Manner::Attribution | Manner::Punctuation))),
        "{:?}",
        row.redline
    );
    assert_eq!(row.gist, ["proposers only: − Chile, + Peru"]);
    assert!(row.sentence.contains("is now proposed by Peru and is no longer proposed by Chile"), "{}", row.sentence);
    assert!(view.rows()[0].facts.contains(&"reattributed"));
    assert_eq!(view.changes[1].proposers, None);

    let reworded = format!("{} (Peru);", WELLS.replace("public", "secret"));
    let row = &compared(&[&format!("{WELLS} (Chile);")], &[&reworded]).changes[0];
    let shown = inline(&row.redline, Terminal { width: 80, colour: false });
    assert!(shown.contains("[-public-] {+secret+}") && shown.contains("([@Chile@]{@Peru@})"), "{shown}");
    assert!(!row.proposers.as_ref().unwrap().only);
    assert_eq!(row.gist, ["public register → secret register", "proposers: − Chile, + Peru"]);
}

#[test]
fn the_same_proposers_under_another_name_are_no_change_of_proposers() {
    let old = format!("{WELLS} (Turkey, Venezuela (Bolivarian Republic of));");
    let new = format!("{WELLS} (Bolivarian Republic of Venezuela; Türkiye);");
    let row = &compared(&[&old], &[&new]).changes[0];
    assert!(!row.proposers.as_ref().unwrap().is_changed());
    assert!(!row.sentence.contains("proposed"), "{}", row.sentence);
}

#[test]
fn names_in_brackets_here_and_there_tell_something_else() {
    let others: Vec<String> =
        (1..=9).map(|day| format!("The committee met on day {day} and heard its members.")).collect();
    let with = |text: &'static str| -> Vec<Vec<String>> {
        let texts: Vec<&str> = others.iter().map(String::as_str).chain([text]).collect();
        let view = DocumentView::of(&read("report", "en", &texts));
        view.provisions.into_iter().map(|provision| provision.proposers).filter(|names| !names.is_empty()).collect()
    };
    let none: [Vec<String>; 0] = [];
    assert_eq!(with("The discussion was led by Ms. Vella (Malta)."), none);
    assert_eq!(with("Workshops were held in several States (Chad, Mali)."), none);
    assert_eq!(with("Keep a register of wells [Chad]."), [["Chad"]]);
    assert_eq!(with("Keep a register of wells (proposed by Chad)."), [["Chad"]]);
}

#[test]
fn what_nobody_proposes_has_no_proposers() {
    let view = compared(&[WELLS, BRIDGES], &[WELLS, FERRIES]);
    let json = serde_json::to_string(&view).unwrap();
    assert!(!json.contains("proposers"), "{json}");
}

/// What the program writes in a folder.
fn written(folder: &Path, arguments: &[&str]) -> String {
    let output = program().args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A folder with two lists, in which the proposers of the first unit change if there are any.
fn lists(old: &str, new: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, by) in [("old.csv", old), ("new.csv", new)] {
        let rest = ["pilots", "bridges", "harbours", "dykes"]
            .map(|of| format!("{of},\"Inspect {of} before the winter{by}\"\n"));
        fs::write(folder.path().join(name), format!("id,text\nwells,\"{WELLS}{by}\"\n{}", rest.concat())).unwrap();
    }
    folder
}

#[test]
fn every_table_has_a_column_of_proposers_where_somebody_is_named() {
    let (named, nobody) = (lists(" (Turkey)", " (Türkiye, Peru)"), lists("", "."));
    for (arguments, heading) in [
        (&["extract", "new.csv"][..], "By"),
        (&["compare", "old.csv", "new.csv", "--lang", "en"], "By"),
        (&["compare", "old.csv", "new.csv", "--lang", "en", "--format", "markdown"], "| By |"),
        (&["compare", "old.csv", "new.csv", "--lang", "en", "--format", "csv"], ",old_proposers,new_proposers\n"),
        (&["compare", "old.csv", "new.csv", "--lang", "en", "--format", "html"], "<dt>New proposed by<dd>"),
    ] {
        let shown = written(named.path(), arguments);
        assert!(shown.contains(heading) && shown.contains("Peru"), "{arguments:?}: {shown}");
        let shown = written(nobody.path(), arguments);
        assert!(!shown.contains(heading), "{arguments:?}: {shown}");
    }
    let csv = written(named.path(), &["compare", "old.csv", "new.csv", "--lang", "en", "--format", "csv"]);
    assert!(csv.lines().nth(1).is_some_and(|line| line.ends_with(",Türkiye,Türkiye; Peru")), "{csv}");
    written(named.path(), &["compare", "old.csv", "new.csv", "--lang", "en", "-o", "changes.xlsx"]);
    let mut book: Xlsx<_> = open_workbook(named.path().join("changes.xlsx")).unwrap();
    let sheet = book.worksheet_range("Changes").unwrap();
    let last = sheet.rows().map(|row| row[row.len() - 2..].iter().map(|cell| cell.to_string()).collect::<Vec<_>>());
    assert_eq!(last.take(2).collect::<Vec<_>>(), [["Old by", "New by"], ["Türkiye", "Türkiye\nPeru"]]);
}

#[test]
fn names_of_ones_own() {
    let folder = lists(" (Lagoon Group)", " (Lagoon Group, Chad)");
    let names = "language = \"en\"\n[names]\nlagoon-group = [\"Lagoon Group\"]\n";
    fs::write(folder.path().join("ours.toml"), names).unwrap();
    let compare = ["compare", "old.csv", "new.csv", "--lang", "en", "--format", "json"];
    assert!(!written(folder.path(), &compare).contains("proposers"), "the group is not known");
    let shown = written(folder.path(), &[&compare[..], &["--names", "ours.toml"]].concat());
    let view: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let proposers = &view["changes"][0]["proposers"];
    assert_eq!(proposers["old"], serde_json::json!(["Lagoon Group"]));
    assert_eq!(proposers["came"], serde_json::json!(["Chad"]));

    // What is printed can be given back.
    fs::write(folder.path().join("english.toml"), written(folder.path(), &["names", "en"])).unwrap();
    written(folder.path(), &[&compare[..], &["--names", "english.toml"]].concat());

    fs::write(folder.path().join("wrong.toml"), names.replace("Lagoon", "Arab")).unwrap();
    let mut command = program();
    let output = command.args([&compare[..], &["--names", "wrong.toml"]].concat()).current_dir(folder.path()).output();
    let errors = String::from_utf8(output.unwrap().stderr).unwrap();
    assert!(errors.contains("wrong.toml: the name `Arab Group` stands for"), "{errors}");
}
