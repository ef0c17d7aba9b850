//! Broken files, and files made to do harm: each ends in its error or warning, and none in a panic. What they say is
//! asserted here; how little time and memory they take is measured by hand, since a test machine may be busy.

use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use crate::common::program;

/// Runs `travaux extract` on a file and gives its exit code and standard error.
fn extract(folder: &Path, name: &str) -> (i32, String) {
    let mut command = program();
    let Output { status, stderr, .. } =
        command.args(["extract", name, "--format", "json"]).current_dir(folder).output().expect("it runs");
    let errors = String::from_utf8(stderr).expect("messages are text");
    assert!(!errors.contains("panicked"), "{name}: {errors}");
    (status.code().expect("no signal ends it"), errors)
}

/// The exit code and what is said of a file.
fn said(name: &str, bytes: &[u8]) -> (i32, String) {
    let folder = TempDir::new().expect("there is room for a folder");
    fs::write(folder.path().join(name), bytes).expect("there is room for a file");
    extract(folder.path(), name)
}

/// Says that a file is refused with a message that begins thus, its name aside.
fn refused(name: &str, bytes: &[u8], message: &str) {
    let (code, errors) = said(name, bytes);
    assert_eq!(code, 1, "{name}: {errors}");
    let (head, rest) = errors.split_once(name).unwrap_or(("", &errors));
    assert_eq!(head, "error: ", "{errors}");
    assert!(rest.contains(message), "{name}: {errors}");
}

/// Says that a file is read, with a warning that holds this.
fn read(name: &str, bytes: &[u8], warning: &str) {
    let (code, errors) = said(name, bytes);
    assert_eq!(code, 0, "{name}: {errors}");
    assert!(errors.starts_with("warning: ") && errors.contains(warning), "{name}: {errors}");
}

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    fs::read(path).expect("the fixture is there")
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("memory takes it");
        writer.write_all(bytes).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

/// A Word document of one part.
pub fn word(document: &[u8]) -> Vec<u8> {
    archive(&[("word/document.xml", document)])
}

#[test]
fn files_cut_short() {
    let half = |name: &str| {
        let whole = fixture(name);
        whole[..whole.len() / 2].to_vec()
    };
    refused("half.docx", &half("docx/2019-final.docx"), "is a damaged or incomplete Word document");
    refused("half.pdf", &half("pdf/2021-final.pdf"), "is damaged and cannot be read as a PDF");
    refused("half.jsonl", b"{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2, \"te", ":2:");
    refused("half.csv", b"id,text\n1,a\n2", ":3: has no field `text`");
    read("half.html", b"<html><p>1. States should act.<p>2. They sho<a hre", "no recommendation was found");
    read("half.txt", b"1. \xc3\x89tats parties, \xc3\xa0 l'\xc3\xa9chelle\xc3", "is no sound UTF-8: 1 place replaced");
}

#[test]
fn files_locked_by_a_password() {
    let compound: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let compound = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 500], &compound].concat();
    refused("locked.docx", &compound, "is protected by a password; open it in your word processor");
    let mut zipped = word(b"<w:document/>");
    // The first bit of the flags of both heads of an entry says that it is encrypted.
    for (head, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = zipped.windows(4).position(|window| window == head).expect("an archive has heads");
        zipped[at + flags] |= 1;
    }
    refused("zip.docx", &zipped, "is protected by a password; open it in your word processor");
}

#[test]
fn bombs() {
    let swollen = [b"<w:document>".as_slice(), &vec![b' '; 64 << 20]].concat();
    refused("bomb.docx", &word(&swollen), "holds far more than its size promises");
    let inside = archive(&[("word/document.xml", &archive(&[("a", &swollen)]))]);
    refused("zip_in_zip.docx", &inside, "is a damaged or incomplete Word document");
    let entities: String =
        (1..10).map(|at| format!("<!ENTITY a{at} '{}'>", format!("&a{};", at - 1).repeat(10))).collect();
    let laughs = format!("<!DOCTYPE w [<!ENTITY a0 'ha'>{entities}]><w:document>&a9;</w:document>");
    refused("laughs.docx", &word(laughs.as_bytes()), "it declares a document type, which no word processor does");
    let page = format!("<!DOCTYPE html [<!ENTITY a0 'ha'>{entities}]><p>1. &a9;</p>");
    read("laughs.html", page.as_bytes(), "no recommendation was found");
}

/// A PDF whose page draws one stream with these filters, as many times.
pub fn drawing(filters: &str, data: &[u8], times: usize) -> Vec<u8> {
    let mut bytes =
        b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> \
        endobj\n3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents["
            .to_vec();
    bytes.extend("4 0 R ".repeat(times).bytes());
    bytes.extend(format!("]>> endobj\n4 0 obj <</Filter[{filters}]/Length {}>>stream\n", data.len()).bytes());
    bytes.extend(data);
    bytes.extend(b"\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");
    bytes
}

/// Spaces as LZW has them: after a space each code is the one that is only just being made, so that each entry is
/// longer by one, until the table is full and begins anew.
fn lzw_of_spaces(rounds: usize) -> Vec<u8> {
    const CLEAR: u32 = 256;
    const LAST: u32 = 4093;
    let mut bytes = Vec::new();
    let (mut held, mut count) = (0u32, 0);
    for _ in 0..rounds {
        let codes = [CLEAR, u32::from(b' ')].into_iter().chain(258..=LAST);
        // Before a code is read, the table has an entry for all but the last of those before it.
        for (code, size) in codes.zip([258, 258].into_iter().chain(258..)) {
            let width = if code == CLEAR && !bytes.is_empty() { 12 } else { 32 - (size + 1u32).leading_zeros() };
            let width = width.clamp(9, 12);
            held = held << width | code;
            count += width;
            while count >= 8 {
                count -= 8;
                bytes.push((held >> count) as u8);
                held &= (1 << count) - 1;
            }
        }
    }
    bytes
}

#[test]
fn bombs_in_streams_of_pdfs() {
    let too_much = "holds or draws more than any report does, so that reading it was stopped";
    refused("lzw.pdf", &drawing("/LZWDecode", &lzw_of_spaces(20), 1), too_much);
    let runs = [129, b' '].repeat(600_000);
    refused("runs.pdf", &drawing("/RunLengthDecode", &runs, 1), too_much);
    let deflated = |data: &[u8]| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(data).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    };
    let twice = deflated(&deflated(&vec![b' '; 100 << 20]));
    refused("twice.pdf", &drawing("/FlateDecode/FlateDecode", &twice, 1), too_much);
    refused("escaped.pdf", &drawing("/F#6cateDecode/Fl", &twice, 1), too_much);
    let digits: String = deflated(&vec![b' '; 100 << 20]).iter().map(|byte| format!("{byte:02x}")).collect();
    refused("digits.pdf", &drawing("/ASCIIHexDecode/FlateDecode", digits.as_bytes(), 1), too_much);
    // Within the limit, but a thousand times.
    let large = deflated(&vec![b' '; 50 << 20]);
    refused("again.pdf", &drawing("/FlateDecode", &large, 1_000), too_much);
}

#[test]
fn deep_nesting() {
    let deep = |piece: &str| piece.repeat(100_000);
    refused("deep.docx", &word(deep("<w:p>").as_bytes()), "elements stand more than 5000 deep");
    read("deep.html", format!("<html>{}1. States should act.", deep("<div><ol><li>")).as_bytes(), "");
    read("deep.md", format!("{}1. States should act.\n", deep("> ")).as_bytes(), "");
    read("brackets.md", format!("{}1. States should act.\n", deep("[")).as_bytes(), "");
    refused("deep.jsonl", deep("{\"id\":").as_bytes(), ":1:");
    let arrays = format!("%PDF-1.7\n1 0 obj <</Type/Catalog/Pages {}>> endobj\ntrailer <</Root 1 0 R>>", deep("["));
    refused("deep.pdf", arrays.as_bytes(), "is damaged");
}

#[test]
fn endings_that_are_wrong() {
    let (code, errors) = said("pdf.docx", &fixture("pdf/2019-draft.pdf"));
    assert_eq!((code, errors.as_str()), (0, ""), "the content tells");
    let (code, errors) = said("docx.csv", &fixture("docx/2019-draft.docx"));
    assert_eq!((code, errors.as_str()), (0, ""), "the content tells");
    read("text.pdf", b"1. States should act.\n", "no recommendation was found");
    refused("text.jsonl", b"1. States should act.\n", ":1:");
    refused("text.csv", b"1. States should act.\n", "the header has no column `id`");
    refused("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x02", "is not text");
    refused("program.md", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0", "is not text");
    refused("page.pdf", b"%PDF-1.7\n<html><p>1. States should act.", "is damaged");
}

#[test]
fn nuls_and_lone_surrogates() {
    refused("nuls.txt", &[0; 10_000], "is not text");
    let text = format!("1. States\0 should {}.\n", "act and rest and ".repeat(20));
    read("nul.txt", text.as_bytes(), "holds 1 NUL, which was left out");
    read("nul.md", text.as_bytes(), "holds 1 NUL, which was left out");
    // The text of the page has one line only.
    let page = format!("<html>\n\n\n<p>{text}");
    read("nul.html", page.as_bytes(), "nul: holds 1 NUL, which was left out, the first on line 4 of the file");
    refused("nul.jsonl", b"{\"id\": 1, \"text\": \"a\0b\"}", "is not text");
    read("nul.csv", format!("id,text\n1,{text}").as_bytes(), "holds 1 NUL, which was left out");
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let half = [b"\xff\xfe".to_vec(), wide("1. States should act,\n"), vec![0x3d, 0xd8], wide(" and rest.\n")].concat();
    read("half.txt", &half, "is no sound UTF-16LE: 1 place replaced by \u{fffd}");
    refused("half.jsonl", b"{\"id\": 1, \"text\": \"a \\ud83d b\"}\n", ":1:");
    refused("wrong_half.jsonl", b"{\"id\": 1, \"text\": \"a \\udc00\"}\n", ":1:");
    let part =
        [b"\xff\xfe".to_vec(), wide("<w:document><w:p><w:t>1. A"), vec![0x3d, 0xd8], wide("</w:t></w:p></w:document>")];
    read("half.docx", &word(&part.concat()), "");
}

/// A file of one line, far above the limit for files, of which nothing is kept in memory.
#[test]
fn one_line_of_200_mib() {
    let folder = TempDir::new().expect("there is room for a folder");
    let block = "States should act and ".repeat(1 << 15);
    for ending in ["txt", "md", "html", "jsonl", "csv", "pdf", "docx"] {
        let name = format!("line.{ending}");
        let mut file = File::create(folder.path().join(&name)).expect("there is room for a file");
        // What is not written is filled with NULs: it takes time on no disk, and no room.
        file.write_all(block.as_bytes()).expect("there is room for it");
        file.set_len(200 << 20).expect("there is room for it");
        let (code, errors) = extract(folder.path(), &name);
        assert_eq!(code, 1);
        assert_eq!(errors, format!("error: {name}: is 200 MiB large, over the limit of 64 MiB; split it\n"));
    }
}

#[test]
fn nothing_and_folders() {
    for ending in ["txt", "md", "html", "jsonl", "csv", "pdf", "docx"] {
        refused(&format!("empty.{ending}"), b"", "is empty; there is nothing to read");
        let folder = TempDir::new().expect("there is room for a folder");
        let name = format!("folder.{ending}");
        fs::create_dir(folder.path().join(&name)).expect("there is room for a folder");
        let (code, errors) = extract(folder.path(), &name);
        assert_eq!(code, 1);
        assert!(errors.starts_with(&format!("error: {name}: is a folder; name a file in it")), "{errors}");
    }
}

/// What is far larger than any document is refused before it takes all memory, whatever it consists of.
#[test]
fn more_than_any_document_holds() {
    let text = "holds more than 20 MiB of text; split it";
    let line = "States should act and ".repeat(1_000_000);
    refused("line.txt", line.as_bytes(), text);
    refused("line.md", line.as_bytes(), text);
    refused("line.html", format!("<html><p>{line}").as_bytes(), text);
    refused("line.jsonl", format!("{{\"id\": 1, \"text\": \"{line}\"}}\n").as_bytes(), &format!(":1: {text}"));
    refused("line.csv", format!("id,text\n1,{line}\n").as_bytes(), &format!(":2: {text}"));
    let lines = "12. a\n".repeat(300_001);
    refused("lines.txt", lines.as_bytes(), "has more than 300000 lines; split it");
    refused("lines.md", lines.as_bytes(), "has more than 300000 lines; split it");
    for sign in ["[", "*a *", "`a", "<a ", "1. ", "- ", "![", "&amp;"] {
        refused("signs.md", sign.repeat(1_000_000).as_bytes(), "has more than 800000 signs of Markdown; split it");
    }
    let rows: String = (0..=400_000).map(|row| format!("{row},a\n")).collect();
    refused("rows.csv", format!("id,text\n{rows}").as_bytes(), "has more than 400000 units; split it");
    let numbers: String = (1..=10_000).map(|at| format!("{at}. States act.\n\n")).collect();
    read("numbers.txt", numbers.as_bytes(), ": 9999: numbers above 9999 are not read: what stands behind this one");
    refused("header.csv", format!("id,text{}\n1,a\n", ",a".repeat(50_000)).as_bytes(), ":1: the header is longer");
}

/// What once took time that grew with the square of its length. Half a megabyte of each then took minutes.
#[test]
fn repetition_takes_no_longer_than_prose() {
    let repeated = |head: &str, piece: &str| format!("{head}{}", piece.repeat((1 << 19) / piece.len()));
    for (head, piece) in [
        ("", "1. "),
        ("1. States:\n", "(a) States;\n"),
        ("1. States:\n", "1. States;\n"),
        ("1. States\n", "abc\u{ad}\n"),
        ("1. States\n", "A/\n"),
        ("1. States\n", "a -\n"),
        ("", "*a*  "),
        ("1. See ", "article 1, paragraph 2 of A/7/2; "),
        ("", "A/7/2\nPage 3\n"),
    ] {
        read("again.txt", repeated(head, piece).as_bytes(), "no recommendation");
    }
    read("again.md", repeated("", "# Report\n").as_bytes(), "no recommendation");
    for (head, piece) in [
        ("<html><p>1. States act.", "<table><tr><td>a<td>b</table><p>They act."),
        ("<html>", "<table><tr><td>a<td>"),
        ("<html>", "<p><a href='#a'>States</a>"),
    ] {
        read("again.html", repeated(head, piece).as_bytes(), "no recommendation");
    }
    let all_different: String = (0..60_000).map(|at| format!("A/{}/{}, ", at / 1000 + 1, at % 1000 + 1)).collect();
    read("again.txt", format!("1. See {all_different}").as_bytes(), "no recommendation");
}
