use std::fs;

use tempfile::TempDir;

use super::*;

fn readings(text: &str) -> Result<Readings> {
    Readings::parse(READINGS.into(), text.to_owned())
}

fn name(begins: &str, nth: usize) -> LineName {
    LineName { begins: begins.into(), nth }
}

fn correction(begins: &str, is: LineIs) -> Correction {
    Correction { line: name(begins, 1), is }
}

/// A file as a person writes it.
const FILE: &str = "\
# Mended by hand in May.

[[document]]
id = \"draft\"   # the first one

# The harbour master's hand is hard to read.
[[document.line]]
begins = \"l3. Harbours should\"
number = \"13\"  # so in the margin

[[document.line]]
begins = \"Part II\"
nth = 2
is = \"text\"

# Nothing yet.
[[document]]
id = \"final\"
";

#[test]
fn what_a_person_writes_is_read() {
    let read = readings(FILE).unwrap();
    assert_eq!(read.documents().collect::<Vec<_>>(), ["draft", "final"]);
    let of: Vec<&Correction> = read.of("draft").iter().map(|written| &written.correction).collect();
    assert_eq!(of[0], &correction("l3. Harbours should", LineIs::Provision("13".into())));
    assert_eq!(of[1], &Correction { line: name("Part II", 2), is: LineIs::Text });
    assert_eq!((read.of("draft")[0].line, read.of("draft")[0].column), (8, 10));
    assert!(read.of("final").is_empty() && read.of("none").is_empty());
    assert_eq!(read.on("draft", &name("l3.Harbours  should", 1)), Some(of[0]));
    let whole = readings("[[document]]\nid = \"a\"\nline = [{ begins = \"x\", number = 7, is = \"item\" }]\n").unwrap();
    assert_eq!(whole.of("a")[0].correction.is, LineIs::Item("7".into()));
}

#[test]
fn each_fault_is_told_with_its_place() {
    let line = |fields: &str| format!("[[document]]\nid = \"a\"\n[[document.line]]\n{fields}\n");
    for (text, says) in [
        (
            "[document]\nid = \"a\"\n".to_owned(),
            "readings.toml:1:1: invalid type: map, expected a sequence; every document is a [[document]]",
        ),
        (
            "[[document]]\nid = \"a\"\n[[document]]\nid = \"a\"\n".to_owned(),
            "readings.toml:4:6: `a` stands on line 2 already",
        ),
        (
            line("begins = \"x\"\nis = \"texts\""),
            "readings.toml:5:6: unknown variant `texts`, expected one of `text`, `heading`",
        ),
        (
            line("begins = \"x\"\nlooks = \"text\""),
            "readings.toml:5:1: unknown field `looks`, expected one of `begins`, `nth`",
        ),
        (line("is = \"text\""), "readings.toml:3:1: missing field `begins`"),
        (line("begins = \" * \"\nis = \"text\""), "readings.toml:4:10: `begins` holds no letter"),
        (line("begins = \"x\"\nnth = 0\nis = \"text\""), "readings.toml:5:7: `nth` counts from 1"),
        (line("begins = \"x\"\nnth = -1\nis = \"text\""), "readings.toml:5:7: invalid value: integer `-1`"),
        (line("begins = \"x\""), "readings.toml:4:10: nothing is said of this line"),
        (line("begins = \"x\"\nis = \"item\""), "readings.toml:5:6: an item has a `number`"),
        (
            line("begins = \"x\"\nis = \"text\"\nnumber = 1"),
            "readings.toml:5:6: a line with a `number` begins a provision",
        ),
        (line("begins = \"x\"\nnumber = \"thirteen\""), "readings.toml:5:10: `thirteen` is no number of a provision"),
        (line("begins = \"x\"\nnumber = 12.1"), "readings.toml:5:10: a number such as 12.1 stands in quotes"),
        (
            line("begins = \"x y\"\nis = \"text\"\n[[document.line]]\nbegins = \"xy\"\nis = \"note\""),
            "readings.toml:7:10: this line is corrected on line 4 already",
        ),
    ] {
        let message = readings(&text).unwrap_err().to_string();
        assert!(message.starts_with(says), "{message}");
    }
}

#[test]
fn a_correction_is_added_and_all_else_stays() {
    let read = readings(FILE).unwrap();
    let more = read.with("draft", &correction("5/13", LineIs::Furniture)).unwrap();
    let added =
        "nth = 2\nis = \"text\"\n\n[[document.line]]\nbegins = \"5/13\"\nis = \"furniture\"\n\n# Nothing yet.\n";
    assert_eq!(more.text(), FILE.replace("nth = 2\nis = \"text\"\n\n# Nothing yet.\n", added));
    assert_eq!(more.of("draft").len(), 3);
    let later = Correction { line: name("Say \"no\"\t\\ twice", 3), is: LineIs::Item("2".into()) };
    let more = read.with("final", &later).unwrap();
    let added =
        "\n[[document.line]]\nbegins = \"Say \\\"no\\\"\\t\\\\ twice\"\nnth = 3\nis = \"item\"\nnumber = \"2\"\n";
    assert_eq!(more.text(), format!("{FILE}{added}"));
    assert_eq!(more.of("final")[0].correction, later);
    let other = read.with("annex", &correction("Cover", LineIs::Heading)).unwrap();
    let added = "\n[[document]]\nid = \"annex\"\n\n[[document.line]]\nbegins = \"Cover\"\nis = \"heading\"\n";
    assert_eq!(other.text(), format!("{FILE}{added}"));
    let first = readings("").unwrap().with("annex", &correction("Cover", LineIs::Heading)).unwrap();
    assert_eq!(first.text(), added.trim_start());
}

#[test]
fn a_correction_takes_the_place_of_that_of_the_same_line() {
    let read = readings(FILE).unwrap();
    let other = read.with("draft", &correction("l3.  Harbours should", LineIs::Text)).unwrap();
    assert_eq!(other.text(), FILE.replace("number = \"13\"", "is = \"text\""));
    let item = other.with("draft", &correction("l3. Harbours should", LineIs::Item("13".into()))).unwrap();
    let both = "is = \"item\"  # so in the margin\nnumber = \"13\"\n";
    assert_eq!(item.text(), FILE.replace("number = \"13\"  # so in the margin\n", both));
    let back = item.with("draft", &correction("l3. Harbours should", LineIs::Provision("13".into()))).unwrap();
    assert_eq!(back.text(), FILE);
}

#[test]
fn a_correction_is_taken_away_and_what_a_person_wrote_around_it_stays() {
    let read = readings(FILE).unwrap();
    let less = read.without("draft", &name("Part II", 2)).unwrap();
    assert_eq!(less.text(), FILE.replace("\n[[document.line]]\nbegins = \"Part II\"\nnth = 2\nis = \"text\"\n", ""));
    let none = less.without("draft", &name("l3. Harbours should", 1)).unwrap();
    assert_eq!(none.documents().collect::<Vec<_>>(), ["final"]);
    for comment in ["# Mended by hand in May.", "# The harbour master's", "# Nothing yet."] {
        assert!(none.text().contains(comment), "{}", none.text());
    }
    let message = none.without("draft", &name("Part II", 2)).unwrap_err().to_string();
    assert!(message.contains("there is no correction of line 2 of `draft`"), "{message}");
    let windows = readings(&FILE.replace('\n', "\r\n")).unwrap();
    let there = windows.with("final", &correction("Cover", LineIs::Note)).unwrap();
    let back = there.without("final", &name("Cover", 1)).unwrap();
    assert!(!there.text().replace("\r\n", "").contains('\n') && back.of("draft") == windows.of("draft"));
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let read = readings(FILE).unwrap();
    for (bad, says) in [
        (correction(" ", LineIs::Text), "holds no letter"),
        (Correction { line: name("x", 0), is: LineIs::Text }, "counts from 1"),
        (correction("x", LineIs::Provision("XIII".into())), "`XIII` is no number"),
        (correction("x", LineIs::Item("13 ".into())), "is no number"),
    ] {
        let error = read.with("draft", &bad).unwrap_err();
        assert_eq!(error.kind(), crate::error::ErrorKind::Refused);
        assert!(error.to_string().contains(says), "{error}");
    }
    let inline = readings("[[document]]\nid = \"a\"\nline = [{ begins = \"x\", is = \"text\" }]\n").unwrap();
    let message = inline.with("a", &correction("y", LineIs::Text)).unwrap_err().to_string();
    assert!(message.starts_with("readings.toml:3:8: is written in a way"), "{message}");
}

#[test]
fn a_folder_without_the_file_has_none() {
    let folder = TempDir::new().unwrap();
    let none = Readings::open(folder.path()).unwrap();
    assert!(none.documents().next().is_none() && none.text().is_empty());
    let kept = none.with("a", &correction("x", LineIs::Text)).unwrap();
    fs::write(kept.path(), kept.text()).unwrap();
    assert_eq!(Readings::open(folder.path()).unwrap().of("a"), kept.of("a"));
}
