//! What a person mended in how a document is read. The texts are made up.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use travaux::corpus::{Corpus, Correction, Declared, MANIFEST, READINGS, Readings, Source};
use travaux::extract::{self, Options};
use travaux::model::{Document, Kind, LineIs, LineName, ReadAs, ReadLine};

use crate::common::program;
use crate::invariants;

const REPORT: &str = "\
Report on the meeting of the Working Group on Harbour Safety, held in Vienna on 12 May 2031

I. Introduction

1. The Working Group met in Vienna.

2. It elected its officers.

II. Recommendations

11. Harbours should mend their fences before the winter.

12. Harbours should train pilots in the handling of vessels
without power.

l3. Harbours should paint the buoys of the outer channels.

Part II of the programme

14. Harbours should:

1. Keep tugs ready;

z. Keep lanterns lit.

40. Harbours should exchange data on drifting containers.

Tugs and pilots are needed.

III. Adoption of the report

61. The Working Group adopted its report.
";

/// A folder with a document, and what is mended in how it is read.
fn corpus(file: &str, bytes: &[u8], readings: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let manifest = format!("[[document]]\nid = \"report\"\npath = \"{file}\"\nlanguage = \"en\"\n");
    fs::write(folder.path().join(MANIFEST), manifest).unwrap();
    fs::write(folder.path().join(file), bytes).unwrap();
    if !readings.is_empty() {
        fs::write(folder.path().join(READINGS), readings).unwrap();
    }
    folder
}

fn read_in(folder: &Path) -> Document {
    let source = Corpus::open(folder).unwrap().source("report").unwrap();
    invariants::document(&source, &Options::default()).unwrap()
}

/// The lines of the file of corrections, each the fields of one.
fn readings(lines: &[&str]) -> String {
    let each = |line: &&str| format!("[[document.line]]\n{}\n", line.replace("; ", "\n"));
    format!("[[document]]\nid = \"report\"\n{}", lines.iter().map(each).collect::<String>())
}

fn read(text: &str, corrections: &[&str]) -> Document {
    let file = if corrections.is_empty() { String::new() } else { readings(corrections) };
    read_in(corpus("report.txt", text.as_bytes(), &file).path())
}

fn labels(document: &Document) -> Vec<&str> {
    document.provisions.iter().map(|provision| provision.label.as_str()).collect()
}

fn text<'a>(document: &'a Document, label: &str) -> &'a str {
    document.provisions.iter().find(|one| one.label == label).unwrap_or_else(|| panic!("no {label}")).text()
}

/// What is said about corrections.
fn said(document: &Document) -> Vec<&str> {
    let about = |message: &&str| message.contains(READINGS);
    document.warnings.iter().map(|warning| warning.message.as_str()).filter(about).collect()
}

/// What the line that begins so was read as.
fn read_as(document: &Document, begins: &str) -> ReadAs {
    let line = document.lines().into_iter().find(|line| line.text.starts_with(begins));
    line.unwrap_or_else(|| panic!("no line {begins}")).read_as
}

fn begins(document: &Document, label: &str) -> bool {
    let begins = |line: &ReadLine| matches!(&line.read_as, ReadAs::Begins { label: own, .. } if own == label);
    document.lines().iter().any(begins)
}

#[test]
fn a_misread_number_is_what_a_person_says_and_the_print_stays_as_it_is() {
    let plain = read(REPORT, &[]);
    assert!(!labels(&plain).contains(&"13") && labels(&plain).contains(&"40"), "{:?}", labels(&plain));
    let document = read(
        REPORT,
        &[
            "begins = \"l3. Harbours should\"; number = \"13\"",
            "begins = \"40.\"; number = 15",
            "begins = \"61.\"; number = 16",
        ],
    );
    assert_eq!(labels(&document), ["1", "2", "11", "12", "13", "14", "15", "16"]);
    assert_eq!(said(&document), [] as [&str; 0]);
    assert_eq!(text(&document, "13"), "Harbours should paint the buoys of the outer channels.");
    let thirteen = &document.provisions[4];
    assert_eq!((thirteen.mark().text(), &document.source[thirteen.mark().span()]), ("l3.", "l3."));
    let mends: Vec<(&str, &str)> =
        document.mends.iter().map(|mend| (mend.printed.as_str(), mend.mended.as_str())).collect();
    assert_eq!(mends, [("l3.", "13"), ("40.", "15"), ("61.", "16")]);
    assert!(begins(&document, "13") && begins(&document, "15") && !begins(&plain, "13"));
}

#[test]
fn a_heading_that_is_none_is_text() {
    let plain = read(REPORT, &[]);
    assert_eq!(read_as(&plain, "Part II"), ReadAs::Heading);
    assert!(plain.provisions.iter().any(|one| one.section.iter().any(|title| title == "Part II of the programme")));
    let document = read(REPORT, &["begins = \"Part II\"; is = \"text\""]);
    assert_eq!(said(&document), [] as [&str; 0]);
    assert!(document.headings.iter().all(|heading| !heading.passage.text().starts_with("Part II")));
    assert!(document.provisions.iter().all(|one| one.section.iter().all(|title| !title.starts_with("Part II"))));
    assert!(text(&document, "12").ends_with("Part II of the programme"));
}

#[test]
fn a_heading_that_was_not_seen_is_one_and_so_is_its_next_line() {
    let plain = read(REPORT, &[]);
    assert!(!matches!(read_as(&plain, "Tugs and pilots"), ReadAs::Heading));
    let document = read(REPORT, &["begins = \"Tugs and pilots\"; is = \"heading\""]);
    assert_eq!(read_as(&document, "Tugs and pilots"), ReadAs::Heading);
    let flowing = REPORT.replace("needed.\n\nIII", "needed\nat sea.\nHarbours have none of them.\n\nIII");
    let document =
        read(&flowing, &["begins = \"Tugs and\"; is = \"heading\"", "begins = \"at sea.\"; is = \"heading\""]);
    assert_eq!(said(&document), [] as [&str; 0]);
    let titles: Vec<&str> = document.headings.iter().map(|heading| heading.passage.text()).collect();
    assert!(titles.contains(&"Tugs and pilots are needed at sea."), "{titles:?}");
    assert_eq!(read_as(&document, "Harbours have"), ReadAs::Outside);
}

#[test]
fn a_number_that_begins_nothing_is_text() {
    let dated = REPORT.replace("Tugs and pilots are needed.", "41. of these were found in May.");
    assert!(labels(&read(&dated, &[])).contains(&"41"));
    let document = read(&dated, &["begins = \"41.\"; is = \"text\""]);
    assert!(!labels(&document).contains(&"41") && document.left_out.is_empty());
    assert!(text(&document, "40").ends_with("41. of these were found in May."));
}

#[test]
fn what_is_no_text_is_set_aside_and_what_is_text_comes_back() {
    let pages = REPORT
        .replace("\nwithout power", "\nThe harbours of the world\nwithout power")
        .replace("needed.\n", "needed.\n5/13\n");
    let pages = pages.replace("\n61.", "\n6/13\n61.");
    let plain = read(&pages, &[]);
    assert_eq!(plain.furniture.len(), 2);
    assert!(text(&plain, "12").contains("harbours of the world"));
    let document =
        read(&pages, &["begins = \"The harbours of\"; is = \"furniture\"", "begins = \"5/13\"; is = \"text\""]);
    assert_eq!(said(&document), [] as [&str; 0]);
    let furniture: Vec<&str> = document.furniture.iter().map(|line| line.text()).collect();
    assert_eq!(furniture, ["The harbours of the world", "6/13"]);
    assert!(
        text(&document, "12").starts_with("Harbours should train pilots in the handling of vessels without power.\n")
    );
    assert_eq!(read_as(&document, "The harbours of"), ReadAs::Furniture);
    assert!(!matches!(read_as(&document, "5/13"), ReadAs::Furniture));
}

#[test]
fn a_note_and_an_item_are_what_a_person_says() {
    let noted = REPORT.replace("Tugs and pilots are needed.", "7 See the report on tugs.");
    let document =
        read(&noted, &["begins = \"7 See\"; is = \"note\"", "begins = \"z. Keep\"; is = \"item\"; number = 2"]);
    assert_eq!(said(&document), [] as [&str; 0]);
    assert_eq!(document.footnotes[0].text(), "7 See the report on tugs.");
    let fourteen = document.provisions.iter().find(|one| one.label == "14").unwrap();
    let items: Vec<&str> = fourteen.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(items, ["14(1)", "14(2)"]);
    assert!(fourteen.text().ends_with("z. Keep lanterns lit."), "the print stays");
}

#[test]
fn the_number_of_a_provision_with_a_heading_is_mended_as_well() {
    let document = read(
        HEADED,
        &["begins = \"Recommendation I3\"; number = \"13\"", "begins = \"Recommendation 94\"; number = 14"],
    );
    assert_eq!(said(&document), [] as [&str; 0]);
    assert_eq!(labels(&document), ["12", "13", "14"]);
    assert!(document.provisions.iter().all(|one| one.kind == Kind::Recommendation));
    assert_eq!(text(&document, "14"), "Ports should rest.");
}

#[test]
fn a_number_is_taken_whatever_else_would_fit_better() {
    // Of two lines that bear 12 the first would be taken; and nothing that is numbered stands beside the last.
    for (number, begins) in [("77", "40."), ("5", "12."), ("2 bis", "11."), ("3", "Tugs and"), ("9", "Part II")] {
        let document = read(REPORT, &[&format!("begins = \"{begins}\"; number = \"{number}\"")]);
        assert_eq!(said(&document), [] as [&str; 0], "{begins}");
        assert!(self::begins(&document, number), "{begins}: {:?}", document.lines());
    }
    let alone = read("The harbour has no rules.\n\nShips may come and go.\n", &["begins = \"Ships may\"; number = 1"]);
    assert_eq!((labels(&alone), text(&alone, "1")), (vec!["1"], "Ships may come and go."));
    assert!(alone.mends.is_empty(), "no number is printed that could be mended");
}

#[test]
fn an_annex_whose_first_line_is_text_is_read_as_what_stands_before_it() {
    let annexed = format!("{REPORT}\nAnnex\n\n62. Harbours should keep charts.\n\n63. Harbours should keep logs.\n");
    let document = read(&annexed, &["begins = \"62.\"; number = 62"]);
    assert!(!labels(&document).contains(&"62"));
    assert!(said(&document)[0].contains("changes nothing"));
    let document = read(&annexed, &["begins = \"Annex\"; is = \"text\""]);
    assert!(labels(&document).ends_with(&["62", "63"]), "{:?}", labels(&document));
}

const RESOLUTION: &str = "\
Resolution 112 (2031)
of 4 March 2031

The Security Council,

Recalling its resolution 14 (2030),

Noting the report of the harbour master,
and the charts beside it,

1. Calls upon the harbours to mend their fences;

2. Extends the stay of the tugs;

3. Decides to meet again.
";

const TREATY: &str = "\
Agreement on the ferries

Article 1
Definitions

For the purposes of this Agreement, a ferry is a ship that comes back.

Article 2
Duties

1. Each Party shall keep a ferry.

2. Each Party shall:

(a) paint it; and

(b) light it.

Article 3. Entry into force

This Agreement enters into force at once.
";

const HEADED: &str = "\
II. Recommendations

A. General recommendations

Recommendation 12

Ports should act at once
and together.

Recommendation I3: lanterns

Ports should keep lanterns.

Recommendation 94

Ports should rest.
";

/// Whether a line is what a person says.
fn is_so(is: &LineIs, read: &ReadAs) -> bool {
    match is {
        LineIs::Text => matches!(read, ReadAs::Continues { .. } | ReadAs::Front | ReadAs::Outside),
        LineIs::Heading => *read == ReadAs::Heading,
        LineIs::Note => *read == ReadAs::Note,
        LineIs::Furniture => *read == ReadAs::Furniture,
        // In an article it is 5(77); the title of a provision is a heading.
        LineIs::Provision(number) => match read {
            ReadAs::Begins { label, .. } => label.contains(number),
            read => *read == ReadAs::Heading,
        },
        LineIs::Item(_) => matches!(read, ReadAs::Continues { .. } | ReadAs::Begins { .. }),
    }
}

/// Reads a document with one correction.
fn corrected(source: &Source, line: &LineName, is: &LineIs) -> Document {
    let correction = Correction { line: line.clone(), is: is.clone() };
    let readings = Readings::default().with("report", &correction).unwrap();
    let corrections = readings.of("report").to_vec();
    let declared = Declared { corrections, ..source.declared.clone() };
    invariants::document(&Source { declared, ..source.clone() }, &Options::default()).unwrap()
}

#[test]
fn whatever_a_person_says_of_whatever_line_it_is_so() {
    let mut wrong = Vec::new();
    for text in [REPORT, RESOLUTION, TREATY, HEADED] {
        let source = Source {
            id: "report".into(),
            path: "report.txt".into(),
            bytes: text.into(),
            declared: Declared::default(),
        };
        let lines = extract::read(&source).unwrap().lines();
        assert_eq!(lines.len(), text.lines().filter(|line| !line.is_empty()).count());
        for at in 0..lines.len() {
            let name = LineName::of(lines.iter().map(|line| line.text.as_str()), at);
            for is in [LineIs::Text, LineIs::Heading, LineIs::Note, LineIs::Furniture, LineIs::Provision("77".into())] {
                let document = corrected(&source, &name, &is);
                let read = &document.lines()[at].read_as;
                let is_there = |number: &str| document.provisions.iter().any(|one| one.label.contains(number));
                // Text right below the title of a provision begins what stands under it, without a number of its own.
                let is_unnumbered = |read: &ReadAs| match read {
                    ReadAs::Begins { provision, .. } => {
                        document.provisions.iter().any(|one| one.id == *provision && one.mark().is_empty())
                    }
                    _ => false,
                };
                if is == LineIs::Text && is_unnumbered(read) {
                    continue;
                }
                if !is_so(&is, read) || matches!(&is, LineIs::Provision(number) if !is_there(number)) {
                    wrong.push(format!("{}: {is:?} is {read:?}", name.begins));
                }
            }
        }
    }
    assert_eq!(wrong, [] as [String; 0]);
}

#[test]
fn lines_of_every_format_are_corrected() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let markdown = REPORT.replace("II. Rec", "## II. Rec").replace("Part II", "**Part** II");
    let mut files = vec![("report.md", markdown.into_bytes())];
    for file in ["pdf/2013-final.pdf", "docx/2013-final.docx", "html/2021-final.html"] {
        files.push((file, fs::read(fixtures.join(file)).unwrap()));
    }
    for (file, bytes) in files {
        let source = Source { id: "report".into(), path: file.into(), bytes, declared: Declared::default() };
        let lines = extract::read(&source).unwrap().lines();
        let name = |at: usize| LineName::of(lines.iter().map(|line| line.text.as_str()), at);
        let heading = lines.iter().rposition(|line| line.read_as == ReadAs::Heading).unwrap();
        let begun = lines.iter().position(|line| matches!(line.read_as, ReadAs::Begins { .. })).unwrap();
        for (at, is) in [
            (heading, LineIs::Text),
            (begun, LineIs::Furniture),
            (begun, LineIs::Provision("77".into())),
            (begun + 1, LineIs::Heading),
        ] {
            let document = corrected(&source, &name(at), &is);
            let read = &document.lines()[at].read_as;
            assert!(is_so(&is, read), "{file}: {:?}: {is:?} is {read:?}", lines[at].text);
            assert_eq!(said(&document), [] as [&str; 0], "{file}");
        }
    }
}

#[test]
fn a_correction_that_comes_to_nothing_is_told_with_its_line() {
    let document = read(
        REPORT,
        &[
            "begins = \"13. Harbours\"; number = 13",
            "begins = \"12. Harbours\"; nth = 2; is = \"text\"",
            "begins = \"12. Harbours\"; number = \"12\"",
            "begins = \"Part II\"; is = \"text\"",
        ],
    );
    let expected = [
        "no line begins \u{201c}13. Harbours\u{201d}, so that the correction on line 4 of readings.toml is not applied; write how the line \
         begins in the text, or take it out",
        "no line begins \u{201c}12. Harbours\u{201d} for the 2nd time, so that the correction on line 7 of readings.toml is not applied; \
         write how the line begins in the text, or take it out",
        "the correction on line 11 of readings.toml changes nothing: \u{201c}12. Harbours\u{201d} is read with it as it is without it; take \
         it out",
    ];
    assert_eq!(said(&document), expected);
    // To confirm what was guessed is of use: nothing is odd about it any more.
    let guessed = REPORT.replace("61. The", "16. The");
    let is_told = |document: &Document| document.warnings.iter().any(|one| one.message.contains("is printed"));
    assert!(is_told(&read(&guessed, &[])));
    let confirmed = read(&guessed, &["begins = \"40.\"; number = 15"]);
    assert!(!is_told(&confirmed) && said(&confirmed).is_empty());
    let units = read_in(
        corpus(
            "units.jsonl",
            b"{\"id\": \"1\", \"text\": \"Ports act.\"}\n",
            &readings(&["begins = \"Ports\"; is = \"text\""]),
        )
        .path(),
    );
    assert!(
        said(&units)[0].starts_with("a list of units (JSONL, CSV) has no lines that could be corrected"),
        "{:?}",
        said(&units)
    );
    assert!(units.lines().is_empty());
}

#[test]
fn what_cannot_be_meant_is_an_error_with_its_place() {
    let twice = readings(&["begins = \"l3. Harb\"; is = \"text\"", "begins = \"l3. Harbours should\"; number = 13"]);
    let folder = corpus("report.txt", REPORT.as_bytes(), &twice);
    let source = Corpus::open(folder.path()).unwrap().source("report").unwrap();
    let message = extract::read(&source).unwrap_err().to_string();
    assert!(
        message.ends_with("readings.toml:7:10: this line is corrected on line 4 already; keep one of the two"),
        "{message}"
    );
    let unknown = twice.replace("id = \"report\"", "id = \"reprot\"");
    let message = Corpus::open(corpus("report.txt", b"x", &unknown).path()).unwrap_err().to_string();
    assert!(
        message.ends_with("readings.toml:2:6: `reprot` is no document of the manifest; there is `report`"),
        "{message}"
    );
}

#[test]
fn every_command_applies_them_and_none_overwrites_them() {
    let folder = corpus("report.txt", REPORT.as_bytes(), &readings(&["begins = \"l3. Harbours\"; number = 13"]));
    let run = |arguments: &[&str]| program().arg("-C").arg(folder.path()).args(arguments).output().unwrap();
    let shown = String::from_utf8(run(&["extract", "report", "--check"]).stdout).unwrap();
    assert!(shown.contains("\u{201c}l3.\u{201d} to \u{201c}13\u{201d} (line 16)"), "{shown}");
    let missing: Vec<String> = (1..6).map(|at| format!("begins = \"{at}. Tugs\"; is = \"text\"")).collect();
    let file = folder.path().join(READINGS);
    let mended = fs::read_to_string(&file).unwrap();
    fs::write(&file, readings(&missing.iter().map(String::as_str).collect::<Vec<_>>())).unwrap();
    let told = String::from_utf8(run(&["extract", "report"]).stderr).unwrap();
    assert_eq!(told.matches("is not applied").count(), 5, "{told}");
    fs::write(&file, mended).unwrap();
    let before = fs::read_to_string(&file).unwrap();
    let refused = run(&["extract", "report", "-o", file.to_str().unwrap()]);
    assert!(!refused.status.success());
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn what_a_line_was_read_as_can_be_told_to_a_browser() {
    let lines = read(REPORT, &[]).lines();
    let told = serde_json::to_value(lines.iter().find(|line| line.text.starts_with("12. ")).unwrap()).unwrap();
    let text = "12. Harbours should train pilots in the handling of vessels";
    let start = REPORT.find(text).unwrap();
    let expected = serde_json::json!({
        "line": 13, "span": [start, start + text.len()], "text": text,
        "as": "begins", "provision": "report/12", "label": "12",
    });
    assert_eq!(told, expected);
}
