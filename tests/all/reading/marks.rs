//! Numbers at the starts of lines: those that tracked changes gave and took, those that signs hide which are not seen,
//! and how deep lists stand.

use std::io::{Cursor, Write};

use travaux::corpus::{Declared, Source};
use travaux::extract::{Options, read, read_with};
use travaux::ingest::{self, Content, Line, Revisions, Start};
use travaux::model::Document;
use zip::write::SimpleFileOptions;

fn source(name: &str, bytes: Vec<u8>) -> Source {
    Source { id: "own".into(), path: name.into(), bytes, declared: Declared::default() }
}

/// A Word document with this body and a list, `numId` 1, of two levels: "1." and "(a)".
fn word(body: &str) -> Source {
    let level = |at: usize, form: &str, pattern: &str, left: usize| {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{pattern}'/>\
             <w:pPr><w:ind w:left='{left}'/></w:pPr></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'>{}{}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
        level(0, "decimal", "%1.", 0),
        level(1, "lowerLetter", "(%2)", 720),
    );
    let relations = "<Relationships><Relationship Type='x/numbering' Target='/word/numbering.xml'/></Relationships>";
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("word/document.xml", format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>").as_str()),
        ("word/numbering.xml", &numbering),
        ("word/_rels/document.xml.rels", relations),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    source("own.docx", writer.finish().unwrap().into_inner())
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

/// A numbered paragraph: what else stands in its number's properties and in its own, and its runs.
fn item(number: &str, more: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/>{number}</w:numPr>{more}</w:pPr>{runs}</w:p>")
}

fn both(body: &str) -> [Document; 2] {
    [Revisions::Original, Revisions::Final]
        .map(|one| read_with(&word(body), &Options { revisions: Some(one), ..Options::default() }).unwrap())
}

fn paragraphs(document: &Document) -> Vec<String> {
    document.source.split("\n\n").map(str::to_owned).collect()
}

#[test]
fn a_number_that_a_tracked_change_gave_was_not_there_before() {
    let keep = item("", "", &run("Members keep lamps."));
    let dredge = item("", "", &run("Members dredge."));
    let were_none = "<w:pPrChange><w:pPr/></w:pPrChange>";
    let were_one =
        "<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>";
    let taken = format!("<w:p><w:pPr>{were_one}</w:pPr>{}</w:p>", run("They rest."));
    for given in [item("<w:ins w:id='9'/>", "", &run("They rest.")), item("", were_none, &run("They rest."))] {
        let [original, last] = both(&[&keep, given.as_str(), &dredge].map(String::from).concat());
        assert_eq!(paragraphs(&original), ["1. Members keep lamps.", "They rest.", "2. Members dredge."]);
        assert_eq!(paragraphs(&last), ["1. Members keep lamps.", "2. They rest.", "3. Members dredge."]);
    }
    let [original, last] = both(&[keep.as_str(), &taken, &dredge].concat());
    assert_eq!(paragraphs(&original), ["1. Members keep lamps.", "2. They rest.", "3. Members dredge."]);
    assert_eq!(paragraphs(&last), ["1. Members keep lamps.", "They rest.", "2. Members dredge."]);
    let changed =
        |former: &str, text: &str| item(&format!("<w:numberingChange w:original='{former}'/>"), "", &run(text));
    let [original, last] =
        both(&[changed("%1:1:4:)", "One."), changed("", "Two."), changed("%1:2:4:)", "Three.")].concat());
    assert_eq!(paragraphs(&original), ["a) One.", "Two.", "b) Three."]);
    assert_eq!(paragraphs(&last), ["1. One.", "2. Two.", "3. Three."]);
    assert_eq!(last.tracked_changes, 3, "the numbers of the texts differ");
}

#[test]
fn what_was_moved_stands_once_in_each_text() {
    let mark = |kind: &str| format!("<w:rPr><w:{kind} w:id='1'/></w:rPr>");
    let moved = |kind: &str| {
        format!(
            "<w:{kind}RangeStart w:id='7' w:name='m'/>{}<w:{kind}RangeEnd w:id='7'/>",
            item("", &mark(kind), &format!("<w:{kind} w:id='8'>{}</w:{kind}>", run("Pilots rest.")))
        )
    };
    let (keep, dredge) = (item("", "", &run("Members keep lamps.")), item("", "", &run("Members dredge.")));
    for (order, was, is) in [
        (
            [moved("moveFrom"), keep.clone(), dredge.clone(), moved("moveTo")],
            ["1. Pilots rest.", "2. Members keep lamps.", "3. Members dredge."],
            ["1. Members keep lamps.", "2. Members dredge.", "3. Pilots rest."],
        ),
        (
            [moved("moveTo"), keep, moved("moveFrom"), dredge],
            ["1. Members keep lamps.", "2. Pilots rest.", "3. Members dredge."],
            ["1. Pilots rest.", "2. Members keep lamps.", "3. Members dredge."],
        ),
    ] {
        let [original, last] = both(&order.concat());
        assert_eq!(paragraphs(&original), was);
        assert_eq!(paragraphs(&last), is);
    }
}

#[test]
fn signs_that_are_not_seen_hide_no_number() {
    let line = |text: &str| format!("1. Members keep lamps.\n\n{text}\n\n3. Members dredge.\n");
    let labels = |name: &str, text: String| -> Vec<String> {
        let document = if name == "docx" { read(&word(&text)) } else { read(&source(name, text.into_bytes())) };
        document.unwrap().provisions.iter().map(|one| one.label.clone()).collect()
    };
    for sign in [
        "\u{200b}", "\u{200c}", "\u{200e}", "\u{200f}", "\u{202a}", "\u{202e}", "\u{2060}", "\u{2068}", "\u{feff}",
        "\u{ad}",
    ] {
        for text in
            [format!("{sign}2. Pilots rest."), format!("2{sign}. Pilots rest."), format!("2.{sign} Pilots rest.")]
        {
            assert_eq!(labels("own.txt", line(&text)), ["1", "2", "3"], "{}", text.escape_unicode());
            assert_eq!(labels("own.md", line(&text)), ["1", "2", "3"], "{}", text.escape_unicode());
            let page = format!("<html><p>{}", line(&text).replace("\n\n", "<p>"));
            assert_eq!(labels("own.html", page), ["1", "2", "3"], "{}", text.escape_unicode());
            let body: String = line(&text).split("\n\n").map(|text| format!("<w:p>{}</w:p>", run(text))).collect();
            assert_eq!(labels("docx", body), ["1", "2", "3"], "{}", text.escape_unicode());
        }
    }
}

#[test]
fn other_spaces_behind_marks_of_markdown_are_spaces() {
    for space in ["\u{a0}", "\u{3000}", " \u{2003}"] {
        let text = format!(
            "##{space}A. Lights\n\n1.{space}Members keep lamps.\n2.{space}Pilots rest:\n\u{feff}##{space}B. Depths\n3. They dredge.\n"
        );
        let document = read(&source("own", text.clone().into())).unwrap();
        let told: Vec<(&str, &str)> = document.provisions.iter().map(|one| (one.label.as_str(), one.text())).collect();
        assert_eq!(told, [("1", "Members keep lamps."), ("2", "Pilots rest:"), ("3", "They dredge.")], "{space:?}");
        assert_eq!(document.provisions[2].section, ["B. Depths"]);
        assert!(document.source == text && document.source[document.provisions[2].span()] == *"They dredge.");
    }
}

fn lines(source: &Source) -> Vec<(String, Start, usize)> {
    let Content::Lines(lines) = ingest::read(source, &ingest::Options::default()).unwrap().content else { panic!() };
    lines.into_iter().map(|Line { passage, start, indent, .. }| (passage.text().to_owned(), start, indent)).collect()
}

#[test]
fn lists_are_set_in_by_their_depth() {
    let page = "<html><p>Text<ol><li>One<ul><li><p>dot<br>below</ul><li>Two</ol><blockquote>Said</blockquote>\
                <dl><dt><ol><li><p>Term</ol><dd>Meaning</dl><p>End";
    let expected = [
        ("Text", Start::Paragraph, 0),
        ("1. One", Start::Item, 4),
        ("dot", Start::Item, 8),
        ("below", Start::Flow, 0),
        ("2. Two", Start::Item, 4),
        ("Said", Start::Paragraph, 4),
        ("1. Term", Start::Item, 4),
        ("Meaning", Start::Paragraph, 4),
        ("End", Start::Paragraph, 0),
    ];
    assert_eq!(lines(&source("own.html", page.into())), expected.map(|(text, start, at)| (text.to_owned(), start, at)));
    let markdown = "1. One\n   - dot\n     1. deep\n2. Two\n\n> Said\n";
    let read = lines(&source("own.md", markdown.into()));
    let expected = [("1. One", 0), ("dot", 4), ("1. deep", 8), ("2. Two", 0), ("Said", 4)];
    assert_eq!(read.iter().map(|(text, _, at)| (text.as_str(), *at)).collect::<Vec<_>>(), expected);
    assert!(read[..4].iter().all(|(_, start, _)| *start == Start::Item));
    let second =
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>in</w:t></w:r></w:p>";
    let set_in = format!("<w:p><w:pPr><w:ind w:left='1440'/></w:pPr>{}</w:p>", run("Deep"));
    let read = lines(&word(&[item("", "", &run("One")), second.into(), set_in].concat()));
    let expected = [("1. One", 0), ("(a) in", 4), ("Deep", 8)];
    assert_eq!(read.iter().map(|(text, _, at)| (text.as_str(), *at)).collect::<Vec<_>>(), expected);
}

#[test]
fn ids_of_units_stay_as_they_are_written() {
    let listed = |name: &str, text: &str| -> Vec<(String, String)> {
        let document = read(&source(name, text.into())).unwrap();
        document.provisions.iter().map(|one| (one.label.clone(), one.text().to_owned())).collect()
    };
    let expected = [("1.10", "Keep lamps, always."), ("007", "Rest; then sail.")];
    let expected = expected.map(|(id, text)| (id.to_owned(), text.to_owned()));
    for text in [
        "id,text\n1.10,\"Keep lamps, always.\"\n007,Rest; then sail.\n",
        "Text;ID\r\nKeep lamps, always.;1.10\r\n\"Rest; then sail.\";007\r\n",
        "id\tsection\ttext\n1.10\tA\tKeep lamps, always.\n007\tA\tRest; then sail.\n",
    ] {
        for name in ["own.csv", "own.tsv", "own"] {
            assert_eq!(listed(name, text), expected, "{text}");
        }
    }
    let said = |name: &str, text: &str| read(&source(name, text.into())).unwrap_err().to_string();
    assert_eq!(
        said("own.csv", "Number;Wording;Date\n1;a;b\n"),
        "own.csv:1: the header has no column `id`; it needs id, text and may have section, and has: Number, Wording, Date"
    );
    assert!(said("own.csv", "id;text\n1;a;b\n").contains("put a text with a semicolon in double quotes"));
    assert!(said("own.csv", "id,text\n\n1\n").starts_with("own.csv:3: has no field `text`"));
    let fraction = said("own.jsonl", "{\"id\": 1.10, \"text\": \"a\"}\n");
    assert!(fraction.contains("put one such as 1.10 in double quotes"), "{fraction}");
}

#[test]
fn a_quote_that_is_never_closed_is_named_with_its_line() {
    let refused = read(&source("own.csv", b"id,text\n1,Keep lamps.\n2,\"Rest;\n3,Sail.\n".to_vec())).unwrap_err();
    assert!(refused.to_string().starts_with("own.csv:3: has a double quote that is never closed"), "{refused}");
    let inches =
        read(&source("own.csv", b"id,text\n1,A pipe of 5\" is laid.\n2,\"He said \"\"so\"\".\"\n".to_vec())).unwrap();
    assert_eq!(inches.provisions[0].text(), "A pipe of 5\" is laid.");
}
