//! Word documents: the same provisions as the reports that they were made from, both texts of tracked changes, and
//! what is done about files that mean harm. `tests/fixtures/make_docx.py` makes the documents; those in `office` a word
//! processor saved, from what `make_office.py` wrote.

use crate::common;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use travaux::corpus::{Declared, Source};
use travaux::extract::{Options, read, read_with};
use travaux::ingest::Revisions;
use travaux::language::plain;
use travaux::model::{Document, Kind};
use zip::write::SimpleFileOptions;

fn fixture(name: &str) -> Source {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/docx"));
    Source::open(&folder.join(name)).expect("the fixture is there")
}

/// What is compared of a provision: kind, label, section, text, items.
type Compared = (Kind, String, Vec<String>, String, Vec<String>);

fn provisions(document: &Document) -> Vec<Compared> {
    let provisions = document.provisions.iter().map(|one| {
        let section = one.section.iter().map(|title| plain(title)).collect();
        let items = one.items.iter().map(|item| item.label.clone()).collect();
        (one.kind, one.label.clone(), section, plain(one.text()), items)
    });
    provisions.collect()
}

#[test]
fn the_reports_say_the_same_as_word_documents() {
    for id in ["2013-final", "2019-draft", "2019-final", "2021-final"] {
        let (report, word) = (common::document(id), read(&fixture(&format!("{id}.docx"))).unwrap());
        say_the_same(&report, &word);
        assert_eq!(report.coverage, word.coverage, "{id}");
        assert_eq!(word.footnotes.len(), usize::from(id == "2021-final"), "{id}");
        assert_eq!(report.metadata.stage, word.metadata.stage, "{id}");
    }
}

#[test]
fn the_reports_say_the_same_where_a_word_processor_saved_them() {
    for (id, footnotes) in
        [("2013-final", 6), ("2018-activities", 5), ("2019-draft", 0), ("2019-final", 9), ("2021-final", 6)]
    {
        let word = read(&fixture(&format!("office/{id}.docx"))).unwrap();
        say_the_same(&common::document(id), &word);
        assert_eq!(word.footnotes.len(), footnotes, "{id}");
        assert!(word.footnotes.iter().all(|note| note.text().starts_with("See document A/CONF.2")), "{id}");
    }
}

fn say_the_same(report: &Document, word: &Document) {
    let id = &report.id;
    for (one, other) in provisions(report).iter().zip(&provisions(word)) {
        assert_eq!(one, other, "{id}");
    }
    assert_eq!(report.provisions.len(), word.provisions.len(), "{id}");
    // The symbol stands in the page header, which is no text.
    assert_eq!(report.metadata.symbol, word.metadata.symbol, "{id}");
    for provision in &word.provisions {
        let opening: String = provision.text().chars().take(8).collect();
        assert!(word.source[provision.span()].starts_with(&opening), "{id} {}", provision.label);
    }
}

/// A zip archive of some parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word document with nothing but a body.
fn word(body: &str) -> Source {
    let text = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    source(archive(&[("word/document.xml", text.as_bytes())]))
}

fn source(bytes: Vec<u8>) -> Source {
    Source { id: "own".into(), path: "own.docx".into(), bytes, declared: Declared::default() }
}

/// The text of a document as it is read, paragraph by paragraph.
fn text(source: &Source, revisions: Option<Revisions>) -> Vec<String> {
    let read = read_with(source, &Options { revisions, ..Options::default() }).unwrap();
    read.source.split("\n\n").map(str::to_owned).collect()
}

fn paragraph(content: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{content}</w:t></w:r></w:p>")
}

/// Both texts of the tracked changes are those of the reports. Numbers are automatic, so that the final ones count
/// from 11 where those of the report count from 12: one recommendation of an earlier section came in before them.
#[test]
fn tracked_changes_hold_the_draft_and_the_report() {
    let revised = fixture("revised.docx");
    let recommendations = |document: &Document| -> Vec<(String, String)> {
        document.of_kind(Kind::Recommendation).map(|one| (one.label.clone(), plain(one.text()))).collect()
    };
    let reading = |revisions| read_with(&revised, &Options { revisions, ..Options::default() }).unwrap();
    let (original, last) = (reading(Some(Revisions::Original)), reading(Some(Revisions::Final)));
    assert_eq!(recommendations(&original), recommendations(&common::document("2019-draft")));
    let adopted: Vec<(String, String)> = recommendations(&common::document("2019-final"))[11..]
        .iter()
        .map(|(label, text)| ((label.parse::<u32>().unwrap() - 1).to_string(), text.clone()))
        .collect();
    assert_eq!(recommendations(&last), adopted);
    assert_eq!(recommendations(&reading(None)), adopted);
    let title = |document: &Document| document.provisions[0].section[1].clone();
    assert!(title(&original).starts_with("C. Recommendations on smuggling of migrants by air"));
    assert!(title(&last).starts_with("C. Recommendations on the smuggling of migrants by air"));
    assert!(last.tracked_changes > 100 && last.tracked_changes == original.tracked_changes);
    assert_eq!(last.warnings, [], "whoever asks for a text knows of the changes");
    let said = reading(None).warnings[0].to_string();
    assert!(said.starts_with("revised: holds") && said.contains("read as if they were accepted"), "{said}");
}

/// The draft's recommendations with the wording of those that they became, as gold links them.
#[test]
fn a_word_processor_tracks_the_changes_from_the_draft_to_the_report() {
    let revised = fixture("office/revised.docx");
    let reading =
        |revisions| read_with(&revised, &Options { revisions: Some(revisions), ..Options::default() }).unwrap();
    let (draft, report) = (common::document("2019-draft"), common::document("2019-final"));
    assert_eq!(provisions(&reading(Revisions::Original)), provisions(&draft));
    let gold = std::fs::read_to_string(common::corpus_root().join("gold/2019-draft-final.tsv")).unwrap();
    let became = |label: &str| {
        let rows = gold.lines().map(|row| row.split('\t').collect::<Vec<_>>());
        let row = rows.filter(|row| row.len() > 4).find(|row| row[4] == "recommendation" && row[1] == label)?;
        (row[3] != "-").then(|| row[3].to_owned())
    };
    let expected = |label: &str, own: &str| match became(label) {
        Some(new) => {
            let mut all = report.of_kind(Kind::Recommendation);
            plain(all.find(|one| one.label == new).unwrap().text())
        }
        None => own.to_owned(),
    };
    let last = reading(Revisions::Final);
    for (old, new) in draft.of_kind(Kind::Recommendation).zip(last.of_kind(Kind::Recommendation)) {
        assert_eq!(plain(new.text()), expected(&old.label, &plain(old.text())));
    }
    assert_eq!(provisions(&last).len(), draft.provisions.len());
    assert!(last.tracked_changes > 20, "{}", last.tracked_changes);
}

#[test]
fn paragraphs_join_and_part_where_their_marks_were_changed() {
    let mark = |change: &str| format!("<w:pPr><w:rPr><w:{change}/></w:rPr></w:pPr>");
    let run = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}</w:p><w:p>{}</w:p><w:p>{}{}</w:p><w:p>{}</w:p><w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr>\
         <w:tr><w:trPr><w:ins/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>",
        mark("del"),
        run("One "),
        run("goes on."),
        mark("ins"),
        run("Two "),
        run("was split."),
        paragraph("Old row."),
        paragraph("New row."),
    );
    let source = word(&body);
    assert_eq!(text(&source, None), ["One goes on.", "Two", "was split.", "New row."]);
    assert_eq!(text(&source, Some(Revisions::Original)), ["One", "goes on.", "Two was split.", "Old row."]);
}

#[test]
fn properties_were_others_before_they_were_changed() {
    let source = word(
        "<w:p><w:pPr><w:outlineLvl w:val='0'/><w:pPrChange><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:pPrChange></w:pPr>\
         <w:r><w:rPr><w:b/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Recommendations</w:t></w:r></w:p>\
         <w:p><w:r><w:t>1. States should act.</w:t></w:r></w:p>",
    );
    let section = |revisions| {
        read_with(&source, &Options { revisions, ..Options::default() }).unwrap().provisions[0].section.clone()
    };
    assert_eq!(section(None), ["Recommendations"]);
    assert_eq!(read(&source).unwrap().tracked_changes, 0, "its wording was not changed");
}

#[test]
fn text_is_read_once_and_what_is_no_text_is_not() {
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", paragraph("In a box."));
    let body = format!(
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>Tab</w:t><w:tab/><w:t>R&amp;D, mi</w:t><w:softHyphen/>\
         <w:t>grants, on</w:t><w:noBreakHyphen/><w:t>line</w:t><w:br/><w:t>Below.</w:t></w:r>\
         <w:r><mc:AlternateContent xmlns:mc='mc'><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r></w:p>\
         <w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>Result</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
         <w:hyperlink><w:r><w:t> and link.</w:t></w:r></w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>\
         <w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:t>lost?</w:t></w:r></w:p>{}\
         <w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph("In a control."),
        paragraph("After a field without an end."),
        paragraph("Left cell."),
        paragraph("Right cell."),
    );
    assert_eq!(
        text(&word(&body), None),
        [
            "Tab R&D, migrants, on\u{2011}line\nBelow.",
            "In a box.",
            "Result and link.",
            "In a control.",
            "After a field without an end.",
            "Left cell.\nRight cell."
        ]
    );
}

#[test]
fn a_table_of_contents_is_no_outline() {
    let line = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t><w:tab/><w:t>3</w:t></w:r></w:p>")
    };
    let body = format!(
        "{}{}<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>I. Introduction</w:t></w:r></w:p>{}",
        line("TOC1", "I. Introduction"),
        line("TOC1", "II. Recommendations"),
        paragraph("1. The Group met."),
    );
    let text = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    let styles = "<w:styles xmlns:w='w'><w:style w:type='paragraph' w:styleId='TOC1'><w:name w:val='toc 1'/></w:style></w:styles>";
    let relations = "<Relationships><Relationship Type='x/styles' Target='/word/styles.xml'/></Relationships>";
    let bytes = archive(&[
        ("word/document.xml", text.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ]);
    let document = read(&source(bytes)).unwrap();
    assert_eq!(document.provisions[0].section, ["I. Introduction"]);
    assert_eq!(document.furniture.len(), 2);
}

#[test]
fn harmful_and_damaged_files_are_errors() {
    let document = |body: &[u8]| archive(&[("word/document.xml", body)]);
    let bomb = document(&b"<w:document>".iter().copied().chain(vec![b' '; 8 << 20]).collect::<Vec<_>>());
    let laughs = document(b"<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><w:document>&b;</w:document>");
    let deep = document("<w:p>".repeat(100_000).as_bytes());
    let short = std::fs::read(fixture("2019-draft.docx").path).unwrap();
    let compound = |name: &str| {
        let name = name.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(vec![0; 600]).chain(name).collect::<Vec<u8>>()
    };
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (bomb, "holds far more than its size promises"),
        (laughs, "is a damaged or incomplete Word document (it declares a document type"),
        (deep, "is a damaged or incomplete Word document (elements stand more than 5000 deep"),
        (short[..short.len() / 2].to_vec(), "is a damaged or incomplete Word document"),
        (document(b"<w:document><w:body><w:p>"), "is a damaged or incomplete Word document (it ends too early"),
        (document(b"<w:document><w:body/></w:document>"), "holds no text"),
        (document(b"\xc3\x28"), "is a damaged or incomplete Word document (word/document.xml is no text"),
        (archive(&[("a.txt", b"a")]), "is a zip archive without a Word document in it"),
        (archive(&[("xl/workbook.xml", b"<a/>")]), "is a spreadsheet"),
        (archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")]), "is an OpenDocument file"),
        (compound("EncryptedPackage"), "is protected by a password; open it in your word processor"),
        (compound("WordDocument"), "is a Word document of the old format (.doc); open it"),
        (compound("Workbook"), "is an Office file of an old format"),
    ];
    for (bytes, said) in cases {
        let error = read(&source(bytes)).unwrap_err().to_string();
        assert!(error.starts_with(&format!("own.docx: {said}")), "{error}");
    }
}

/// A file that was cut off or in which bytes were changed gives an error or a text, whatever the place.
#[test]
fn no_damage_stops_the_program() {
    let whole = fixture("revised.docx").bytes;
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..150 {
        let _ = read(&source(whole[..random.usize(..whole.len())].to_vec()));
        let mut changed = whole.clone();
        for _ in 0..random.usize(1..8) {
            let at = random.usize(..changed.len());
            changed[at] = random.u8(..);
        }
        let _ = read(&source(changed));
    }
}

/// Damage to the markup itself, which the archive's checksums would hide.
#[test]
fn no_markup_stops_the_program() {
    let mut archive_read = zip::ZipArchive::new(Cursor::new(fixture("2021-final.docx").bytes)).unwrap();
    let names: Vec<String> = archive_read.file_names().map(|name| name.unwrap().into_owned()).collect();
    let parts: Vec<(String, String)> = names
        .into_iter()
        .map(|name| (name.clone(), std::io::read_to_string(archive_read.by_name(&name).unwrap()).unwrap()))
        .collect();
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..60 {
        let damaged: Vec<(&str, Vec<u8>)> = parts
            .iter()
            .map(|(name, text)| {
                let mut bytes = text.clone().into_bytes();
                for _ in 0..random.usize(..3) {
                    let at = random.usize(..bytes.len());
                    bytes[at] = *random.choice(b"<>/w:ipt\"' 9&;").unwrap();
                }
                (name.as_str(), bytes)
            })
            .collect();
        let parts: Vec<(&str, &[u8])> = damaged.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        let _ = read(&source(archive(&parts)));
    }
}

#[test]
fn the_content_tells_the_format_and_not_the_ending() {
    let word = Source { path: "report.txt".into(), ..fixture("2019-draft.docx") };
    assert_eq!(read(&word).unwrap().count(Kind::Recommendation), 11);
    let text =
        Source { path: "report.docx".into(), ..source(b"II. Recommendations\n\n1. States should act.\n".to_vec()) };
    assert_eq!(read(&text).unwrap().count(Kind::Recommendation), 1);
}
