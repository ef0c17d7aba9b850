//! Tables and tables of contents: the same is read of each, be it in a Word document, a web page or Markdown.

use std::io::{Cursor, Write};

use travaux::corpus::{Declared, Source};
use travaux::extract::{Options, read, read_with};
use travaux::ingest::Revisions;
use travaux::model::Document;
use zip::write::SimpleFileOptions;

fn source(name: &str, bytes: Vec<u8>) -> Source {
    Source { id: "own".into(), path: name.into(), bytes, declared: Declared::default() }
}

/// A Word document with this body.
fn word(body: &str) -> Source {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    write!(writer, "<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>").unwrap();
    source("own.docx", writer.finish().unwrap().into_inner())
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}

/// A text of paragraphs with one table behind the first: in Word, as a web page, in Markdown.
fn with_table(first: &str, rows: &[&[&str]], last: &str) -> [Document; 3] {
    let word_rows = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell)));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    });
    let body = format!("{}<w:tbl>{}</w:tbl>{}", paragraph(first), word_rows.collect::<String>(), paragraph(last));
    let web_rows = rows.iter().map(|row| format!("<tr><td>{}</tr>", row.join("<td>")));
    let page = format!("<html><p>{first}<table>{}</table><p>{last}", web_rows.collect::<String>());
    let line = |row: &&[&str]| format!("| {} |\n", row.join(" | "));
    let bar = format!("|{}\n", "---|".repeat(rows[0].len()));
    let marked = rows[1..].iter().map(line).collect::<String>();
    let markdown = format!("{first}\n\n{}{bar}{marked}\n{last}\n", line(&rows[0]));
    let sources = [word(&body), source("own.html", page.into_bytes()), source("own.md", markdown.into_bytes())];
    sources.map(|source| read(&source).unwrap())
}

/// The labels and texts of the provisions, and the texts outside of them.
fn told(document: &Document) -> (Vec<(&str, &str)>, Vec<&str>) {
    let provisions = document.provisions.iter().map(|one| (one.label.as_str(), one.text())).collect();
    (provisions, document.loose.iter().map(|loose| loose.passage.text()).collect())
}

#[test]
fn the_figures_of_a_table_are_no_headings_numbers_or_pages() {
    let rows: [&[&str]; 4] =
        [&["Basin", "Share"], &["Northern Basin", "1/4"], &["2. Southern Basin", "2/4"], &["Western Basin", "3/4"]];
    for document in with_table("1. The panel shared out the tugs.", &rows, "2. The panel adjourned.") {
        let (provisions, loose) = told(&document);
        assert_eq!(provisions, [("1", "The panel shared out the tugs."), ("2", "The panel adjourned.")]);
        assert_eq!(loose, ["Basin | Share\nNorthern Basin | 1/4\n2. Southern Basin | 2/4\nWestern Basin | 3/4"]);
        assert!(document.provisions.iter().all(|one| one.section.is_empty()));
        assert!(document.furniture.is_empty());
        for loose in &document.loose {
            assert!(document.source[loose.passage.span()].starts_with("Basin"));
        }
    }
}

#[test]
fn a_paragraph_goes_on_behind_a_table_and_has_it_if_it_leads_in() {
    let rows: [&[&str]; 2] = [&["Basin", "Tugs"], &["Northern Basin", "12"]];
    for document in with_table("1. The panel counted tugs.", &rows, "It thanked the crews.") {
        let (provisions, loose) = told(&document);
        assert_eq!(provisions, [("1", "The panel counted tugs. It thanked the crews.")]);
        assert_eq!(loose, ["Basin | Tugs\nNorthern Basin | 12"]);
    }
    for document in with_table("1. The panel counted tugs as follows:", &rows, "2. It thanked the crews.") {
        let led_in = "The panel counted tugs as follows:\nBasin | Tugs\nNorthern Basin | 12";
        assert_eq!(told(&document), (vec![("1", led_in), ("2", "It thanked the crews.")], vec![]));
    }
}

#[test]
fn a_number_in_the_first_cell_belongs_to_the_text_in_the_next() {
    let rows: [&[&str]; 4] = [
        &["No.", "Text"],
        &["2.", "Members keep the lamps lit."],
        &["3", "Members dredge the channel:"],
        &["(a)", "in the north;"],
    ];
    for document in with_table("1. The panel met.", &rows, "4. The panel adjourned.") {
        let (provisions, loose) = told(&document);
        assert_eq!(
            provisions,
            [
                ("1", "The panel met."),
                ("2", "Members keep the lamps lit."),
                ("3", "Members dredge the channel:\n(a) in the north;"),
                ("4", "The panel adjourned.")
            ]
        );
        assert_eq!(loose, ["No. | Text"]);
    }
    // A bare figure before what is no sentence, or before more figures, is one of the table.
    let rows: [&[&str]; 3] = [&["No.", "Berth", "Depth"], &["2", "Mole.", "9"], &["3", "Quay.", "7"]];
    for document in with_table("1. The panel met.", &rows, "2. The panel adjourned.") {
        assert_eq!(told(&document).0, [("1", "The panel met."), ("2", "The panel adjourned.")]);
    }
}

#[test]
fn a_note_beside_a_provision_is_neither_heading_nor_text_of_it() {
    let rows: [&[&str]; 3] =
        [&["Wording", "Notes"], &["2. Members keep the lamps lit.", "Agreed by all"], &["3. Members dredge.", "Open"]];
    for document in with_table("1. The panel met.", &rows, "4. The panel adjourned.") {
        let (provisions, loose) = told(&document);
        let texts = ["The panel met.", "Members keep the lamps lit.", "Members dredge.", "The panel adjourned."];
        assert_eq!(provisions, [("1", texts[0]), ("2", texts[1]), ("3", texts[2]), ("4", texts[3])]);
        assert_eq!(loose, ["Wording | Notes", "Agreed by all", "Open"]);
        assert!(document.provisions.iter().all(|one| one.section.is_empty()));
    }
    let rows: [&[&str]; 3] = [&["No.", "Depth", "Berths"], &["12.1", "Mole", "4"], &["12.2", "Quay", "3"]];
    for document in with_table("1. The panel met.", &rows, "2. The panel adjourned.") {
        assert_eq!(told(&document).1, ["No. | Depth | Berths\n12.1 | Mole | 4\n12.2 | Quay | 3"]);
    }
}

/// A frame, a table around tables and a cell with a page of text only place what they hold.
#[test]
fn what_is_only_placed_by_a_table_is_read_as_it_stands() {
    let framed = ["1. Members keep the lamps lit.", "2. Members train pilots."];
    let labels = |document: &Document| document.provisions.iter().map(|one| one.label.clone()).collect::<Vec<_>>();
    let cell = framed.map(paragraph).concat();
    let heading = "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>Recommendations</w:t></w:r></w:p>";
    let row = |cells: &str| format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>");
    let one = row(&format!("<w:tc>{heading}{cell}</w:tc>"));
    let beside =
        row(&format!("<w:tc>{}</w:tc><w:tc>{heading}{cell}{}</w:tc>", paragraph("Menu"), paragraph("They rest.")));
    let around = row(&format!("<w:tc>{}</w:tc><w:tc>{one}</w:tc>", paragraph("Menu")));
    for body in [&one, &beside, &around] {
        let document = read(&word(body)).unwrap();
        assert_eq!(labels(&document), ["1", "2"], "{body}");
        assert_eq!(document.provisions[0].section, ["Recommendations"], "{body}");
    }
    let page = "<html><table><tr><td>Menu<td><h1>Recommendations</h1><p>1. Members keep the lamps lit.<p>2. Members \
                train pilots.<p>They rest.<table><tr><td>Pilots<td>12</table></table>";
    let document = read(&source("own.html", page.into())).unwrap();
    assert_eq!(labels(&document), ["1", "2"]);
    assert_eq!(document.loose.last().map(|loose| loose.passage.text()), Some("Pilots | 12"));
    // Two wordings side by side, each with its number, stay two.
    let compared = "<html><table><tr><td>1. Members shall dredge.<td>1. Members should dredge.</table>";
    let document = read(&source("own.html", compared.into())).unwrap();
    assert_eq!(document.provisions[0].text(), "Members shall dredge.\n1. Members should dredge.");
}

#[test]
fn cells_and_rows_come_and_go_by_tracked_changes() {
    let cell = |property: &str, text: &str| format!("<w:tc><w:tcPr>{property}</w:tcPr>{}</w:tc>", paragraph(text));
    let run = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let changed = format!(
        "<w:tc><w:p><w:del><w:r><w:delText>Mole</w:delText></w:r></w:del><w:ins>{}</w:ins></w:p></w:tc>",
        run("Quay")
    );
    let body = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{changed}{}</w:tr></w:tbl>",
        cell("", "Berth"),
        cell("<w:cellIns w:id='1'/>", "Depth"),
        cell("<w:cellDel w:id='2'/>", "Width"),
        cell("", "9"),
    );
    let text = |revisions| read_with(&word(&body), &Options { revisions, ..Options::default() }).unwrap();
    let front = |document: &Document| document.front.iter().map(|one| one.text().to_owned()).collect::<Vec<_>>();
    assert_eq!(front(&text(None)), ["Berth | Depth", "Quay | 9"]);
    assert_eq!(front(&text(Some(Revisions::Original))), ["Berth | Width", "Mole | 9"]);
    assert_eq!(text(None).tracked_changes, 4);
}

#[test]
fn links_to_places_in_the_document_are_its_contents() {
    let entries = ["Scope", "Lamps", "Pilots"];
    let numbered = |entry: fn(usize, &str) -> String| {
        entries.iter().enumerate().map(|(at, title)| entry(at + 1, title)).collect::<String>()
    };
    let paragraphs = numbered(|at, title| format!("<p>{at}. <a href='#s{at}'>{title}</a></p>"));
    let list = format!("<ol>{}</ol>", numbered(|at, title| format!("<li><a href='#s{at}'>{title}</a>")));
    let table = numbered(|at, title| format!("<tr><td>{at}.<td><a href='#s{at}'>{title}</a><td>{at}"));
    let body = numbered(|at, title| format!("<h2><a href='#top'>{at}. {title}</a></h2><p>{title} are kept."));
    for contents in [paragraphs, list, format!("<table>{table}</table>")] {
        let document = read(&source("own.html", format!("<html>{contents}{body}").into())).unwrap();
        assert!(document.furniture.iter().any(|one| one.text().ends_with("Scope")), "{contents}");
        let sections: Vec<&str> = document.provisions.iter().map(|one| one.section[0].as_str()).collect();
        assert_eq!(sections, ["1. Scope", "2. Lamps", "3. Pilots"], "{contents}");
        assert!(document.provisions.iter().all(|one| one.text().ends_with("are kept.")), "{contents}");
    }
    let list = numbered(|at, title| format!("{at}. [{title}](#s{at})\n"));
    let markdown = format!(
        "{list}\n## 1. Scope\n\nHarbours.\n\nSee [lamps](#s2) and [pilots](#s3).\n\n## 2. Lamps\n\nLights.\n\n## 3. Pilots\n"
    );
    let document = read(&source("own.md", markdown.into())).unwrap();
    assert_eq!(document.furniture.len(), 3);
    assert_eq!(document.provisions[0].text(), "Harbours.\nSee lamps and pilots.");
    // Links to places that have no heading of their words are text.
    let text = read(&source("own.md", format!("{list}\n## Scope of all\n\nHarbours.\n").into())).unwrap();
    assert_eq!(text.furniture.len(), 0);
}

#[test]
fn a_field_of_contents_needs_no_style() {
    let entry = |title: &str| {
        let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
        let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
        format!(
            "<w:p>{}<w:r><w:tab/></w:r>{}<w:r><w:instrText> PAGEREF _Toc12 \\h </w:instrText></w:r>{}{}{}</w:p>",
            run(title),
            field("begin"),
            field("separate"),
            run("3"),
            field("end"),
        )
    };
    let body = [entry("1. Scope"), entry("2. Lamps"), paragraph("1. Lamps are kept."), paragraph("2. They burn.")];
    let document = read(&word(&body.concat())).unwrap();
    assert_eq!(told(&document).0, [("1", "Lamps are kept."), ("2", "They burn.")]);
    assert_eq!(document.furniture.len(), 2);
}
