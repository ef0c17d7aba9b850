//! PDFs in the layouts of reports hold what the text files do from which they were set.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::common::document;
use travaux::corpus::{Declared, Source};
use travaux::extract::read;
use travaux::language::plain;
use travaux::model::{Document, Provision};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf").join(name)
}

fn pdf(name: &str) -> Document {
    read(&Source::open(&fixture(&format!("{name}.pdf"))).expect("the fixture is there")).expect("the fixture reads")
}

/// What must be equal of a provision: everything but its place in the file.
fn shown(provision: &Provision) -> (String, String, Vec<String>, String, Vec<String>) {
    (
        provision.label.clone(),
        format!("{:?} {:?}", provision.kind, provision.numbering),
        provision.section.iter().map(|title| plain(title)).collect(),
        plain(provision.text()),
        provision.items.iter().map(|item| item.label.clone()).collect(),
    )
}

/// A fixture holds what the report of its name does.
fn holds_the_same(name: &str, footnotes: usize) {
    let id = name.rsplit('/').next().unwrap_or(name);
    let (expected, read) = (document(id), pdf(name));
    let labels = |document: &Document| -> Vec<String> {
        document.provisions.iter().map(|provision| provision.label.clone()).collect()
    };
    assert_eq!(labels(&read), labels(&expected));
    let wrong: Vec<_> = read
        .provisions
        .iter()
        .map(shown)
        .zip(expected.provisions.iter().map(shown))
        .filter(|(read, expected)| read != expected)
        .collect();
    assert!(wrong.is_empty(), "{} of {} differ: {wrong:#?}", wrong.len(), expected.provisions.len());
    assert_eq!(read.footnotes.len(), footnotes);
    for note in &read.footnotes {
        assert!(note.text().starts_with("See document A/CONF.2"), "{}", note.text());
        // Nothing of what stands below it.
        assert!(note.text().ends_with('.'), "{}", note.text());
    }
}

#[test]
fn justified_and_hyphenated_with_a_masthead_and_alternating_furniture() {
    holds_the_same("2019-final", 9);
}

#[test]
fn two_columns() {
    holds_the_same("2013-final", 6);
}

#[test]
fn paragraphs_that_only_their_indent_parts() {
    holds_the_same("2018-activities", 0);
}

#[test]
fn a_web_page_printed() {
    holds_the_same("2021-final", 6);
}

#[test]
fn typefaces_that_are_not_embedded() {
    holds_the_same("2019-draft", 0);
}

#[test]
fn a_word_processor_prints_the_reports() {
    for (id, footnotes) in
        [("2013-final", 6), ("2018-activities", 5), ("2019-draft", 0), ("2019-final", 9), ("2021-final", 6)]
    {
        holds_the_same(&format!("office/{id}"), footnotes);
    }
}

/// The same recommendations as `make_office.py` has, with the numbers that the layout puts before them.
#[test]
fn leftward_text_is_read_in_its_order_and_chinese_without_spaces() {
    let texts = |name: &str| -> Vec<String> {
        pdf(name).provisions.iter().map(|provision| provision.text().to_owned()).collect()
    };
    assert_eq!(
        texts("office/arabic"),
        [
            "ينبغي للدول الأطراف أن تنظر في وضع مبادئ توجيهية تشريعية وتنفيذية نموذجية استنادا إلى الاتفاقات \
             والترتيبات الدولية والإقليمية القائمة ذات الصلة (A/RES/55/25) من أجل تيسير التعاون.",
            "ينبغي للدول الأطراف أن تعقد محافل لخبراء ومسؤولين حكوميين في عام 2019 من أجل تبادل أفضل الممارسات في \
             مجال مكافحة تهريب المهاجرين عن طريق البر والبحر والجو (2018)، مع مراعاة حقوق الإنسان.",
        ]
    );
    assert_eq!(
        texts("office/chinese"),
        [
            "缔约国应考虑根据现有的有关国际和区域协定及安排制定示范立法和业务准则，以便利合作。缔约国应为有关专家和政府官员召集论坛，分享打击偷运移民活动的最佳做法，包括2019年以后的做法。"
        ]
    );
}

/// Lines 14 points apart on a page, with what draws them.
fn lines(lines: &[&str]) -> String {
    let drawn = lines.iter().map(|line| format!("{line} 0 -14 Td "));
    format!("BT /F 11 Tf 80 760 Td {} ET", drawn.collect::<String>())
}

#[test]
fn what_a_file_says_of_its_hyphens_is_believed() {
    let soft = "/Span <</ActualText <FEFF00AD>>> BDC (-) Tj EMC";
    let page = lines(&[
        "(1. States parties should consider the obligations of others and the imple) Tj",
        soft,
        "(mentation of the Protocol, and should give all information on the so-) Tj",
        "(called measures that they have taken or have in mind to take at the time.) Tj",
    ]);
    let page = page.replace("Tj 0 -14 Td /Span", "Tj /Span");
    let read = read(&source(drawn(&[&page]))).expect("reads");
    assert_eq!(
        read.provisions[0].text(),
        "States parties should consider the obligations of others and the implementation of the Protocol, and should give \
         all information on the so-called measures that they have taken or have in mind to take at the time."
    );
}

#[test]
fn one_page_has_furniture_too() {
    let edge = |x: u16, y: u16, text: &str| format!("BT /F 8 Tf {x} {y} Td ({text}) Tj ET ");
    let page = edge(480, 800, "CTOC/COP/WG.7/2019/CRP.1")
        + &lines(&["(1. States parties should act.) Tj", "(2. They should act soon.) Tj"])
        + &edge(80, 40, "V.19-10723 \\(E\\)")
        + &edge(500, 40, "1/1");
    let read = read(&source(drawn(&[&page]))).expect("reads");
    let texts: Vec<&str> = read.provisions.iter().map(Provision::text).collect();
    assert_eq!(texts, ["States parties should act.", "They should act soon."]);
    assert_eq!(read.metadata.symbol.as_deref(), Some("CTOC/COP/WG.7/2019/CRP.1"));
}

/// Bytes as a file of their own.
fn source(bytes: Vec<u8>) -> Source {
    Source { id: "report".into(), path: "report.pdf".into(), bytes, declared: Declared::default() }
}

/// A PDF of one page for each text, with the instructions that draw it.
fn drawn(pages: &[&str]) -> Vec<u8> {
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    objects.push(format!("<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 595 842]>>", pages.len()));
    objects.push("<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>".to_owned());
    for (page, content) in pages.iter().enumerate() {
        let bold = "<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>";
        let resources = format!("<</Font<</F 3 0 R/B {bold}>>>>");
        objects.push(format!("<</Type/Page/Parent 2 0 R/Resources{resources}/Contents {} 0 R>>", 5 + 2 * page));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    file(&objects, "")
}

/// A file of objects, numbered from 1, of which the first is the catalogue.
fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let table: String = offsets.iter().map(|offset| format!("{offset:010} 00000 n \n")).collect();
    let (count, start) = (objects.len() + 1, bytes.len());
    bytes.extend(
        format!(
            "xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count}/Root 1 0 R{trailer}>>\n\
             startxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    bytes
}

fn refusal(bytes: Vec<u8>) -> String {
    read(&source(bytes)).expect_err("it cannot be read").to_string()
}

#[test]
fn a_pdf_is_known_by_its_content() {
    let page = "BT /F 11 Tf 80 700 Td (1. States parties should act.) Tj ET";
    let mut behind_junk = b"\r\nsent by a mail gateway\r\n".to_vec();
    behind_junk.extend(drawn(&[page]));
    for bytes in [drawn(&[page]), behind_junk] {
        let mut report = source(bytes);
        report.path = "report.txt".into();
        assert_eq!(read(&report).expect("reads").provisions[0].text(), "States parties should act.");
    }
    let about = "1. A file that begins with %PDF- is a PDF.\n".as_bytes().to_vec();
    assert_eq!(read(&source(about)).expect("reads").provisions.len(), 1);
}

#[test]
fn what_cannot_be_read_says_why_and_what_to_do() {
    assert!(refusal(b"%PDF-1.7".to_vec()).contains("is damaged"));
    assert!(refusal(b"%PDF-1.7 and then nothing of the kind".repeat(50)).contains("is damaged"));
    assert!(refusal(drawn(&[])).contains("has no pages"));
    assert!(refusal(drawn(&["0 0 m 100 100 l S"])).contains("holds no text"));
    let image = "q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q";
    assert!(refusal(drawn(&[image])).contains("run text recognition (OCR)"));
    let locked = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<00112233445566778899aabbccddeeff\
                  00112233445566778899aabbccddeeff>/U<00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>>>";
    let catalogue = ["<</Type/Catalog/Pages 2 0 R>>".to_owned(), "<</Type/Pages/Count 0/Kids[]>>".to_owned()];
    assert!(refusal(file(&catalogue, locked)).contains("is locked by a password"));
}

#[test]
fn pages_without_text_are_named() {
    let text = "BT /F 11 Tf 80 700 Td (1. States parties should act.) Tj ET";
    let image = "q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q";
    let report = read(&source(drawn(&[text, image, image]))).expect("the first page has text");
    assert!(report.warnings.iter().any(|warning| warning.message.starts_with("pages 2 and 3 hold only images")));
}

/// Whatever the bytes are, reading ends, with a document or with a reason. The file's end is beside the point here.
fn ends(bytes: Vec<u8>) {
    if let Err(error) = read(&source(bytes)) {
        let message = error.to_string();
        assert!(message.starts_with("report.pdf: ") && message.len() > 30, "{message}");
    }
}

#[test]
fn files_cut_short_are_read_or_refused() {
    for name in ["2019-draft.pdf", "2021-final.pdf"] {
        let whole = std::fs::read(fixture(name)).expect("the fixture is there");
        for part in 0..24 {
            ends(whole[..whole.len() * part / 24 + 5].to_vec());
        }
    }
    let mut cut = std::fs::read(fixture("2019-draft.pdf")).expect("the fixture is there");
    cut.truncate(cut.len() - 40);
    let report = read(&source(cut)).expect("its pages are all there");
    assert!(report.warnings.iter().any(|warning| warning.message.contains("may be cut short")));
}

#[test]
fn files_with_bytes_changed_are_read_or_refused() {
    let mut random = fastrand::Rng::with_seed(20_191_113);
    for name in ["2019-draft.pdf", "2021-final.pdf"] {
        let whole = std::fs::read(fixture(name)).expect("the fixture is there");
        for _ in 0..30 {
            let mut bytes = whole.clone();
            for _ in 0..random.usize(1..200) {
                let at = random.usize(5..bytes.len());
                bytes[at] = random.u8(..);
            }
            ends(bytes);
        }
    }
}

#[test]
fn objects_within_objects_do_not_exhaust_the_stack() {
    const DEPTH: usize = 200_000;
    let nested = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    let dictionaries = format!("{}{}", "<</A ".repeat(DEPTH), ">>".repeat(DEPTH));
    for object in [nested, dictionaries] {
        ends(file(&["<</Type/Catalog/Pages 2 0 R>>".to_owned(), object.clone()], ""));
        ends(file(&[format!("<</Type/Catalog/Pages 2 0 R/X {object}>>"), "<</Type/Pages/Kids[3 0 R]>>".into()], ""));
        ends(drawn(&[&format!("{object} TJ BT /F 9 Tf ({object}) Tj ET")]));
    }
    ends(drawn(&[&"q ".repeat(DEPTH)]));
    // A page tree that holds itself.
    ends(file(&["<</Type/Catalog/Pages 2 0 R>>".into(), "<</Type/Pages/Kids[2 0 R 2 0 R]>>".into()], ""));
}

/// Each form draws the next twice: 2 to the power of 40 drawings in a few kilobytes.
#[test]
fn forms_that_draw_forms_are_stopped() {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>".into(),
        "<</Type/Page/Parent 2 0 R/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>".into(),
        "<</Length 5>>stream\n/X Do\nendstream".into(),
    ];
    for next in 6..46 {
        let resources = format!("<</XObject<</X {next} 0 R>>>>");
        let form = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]";
        objects.push(format!("<<{form}/Resources{resources}/Length 11>>stream\n/X Do /X Do\nendstream"));
    }
    objects.push("<</Length 0>>stream\n\nendstream".into());
    assert!(refusal(file(&objects, "")).contains("more than any report does"));
}

/// 100 MiB of spaces in a page's instructions, which is 100 KiB in the file.
#[test]
fn what_inflates_without_end_is_refused() {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let spaces = vec![b' '; 1 << 20];
    (0..100).for_each(|_| encoder.write_all(&spaces).expect("memory takes it"));
    let inflated = encoder.finish().expect("memory takes it");
    let mut bytes = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
        2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R>> endobj\n"
        .to_vec();
    bytes.extend(format!("4 0 obj <</Filter/FlateDecode/Length {}>>stream\n", inflated.len()).bytes());
    bytes.extend(inflated);
    bytes.extend(b"\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");
    assert!(refusal(bytes).contains("more than any report does"));
}

/// A line of a page that is set line by line: the font (`F` or, bold, `B`), the text, and the mark of a note behind it.
type Set<'a> = (char, &'a str, &'a str);

/// A page of lines, each 16 points below the one before; behind an empty one comes space.
fn set(lines: &[Set]) -> String {
    let (mut y, mut content) = (780, String::from("BT "));
    for (font, text, mark) in lines {
        y -= if text.is_empty() { 8 } else { 16 };
        let escaped = text.replace('(', "\\(").replace(')', "\\)");
        content += &format!("/{font} 11 Tf 1 0 0 1 80 {y} Tm ({escaped}) Tj /F 6 Tf 4 Ts ({mark}) Tj 0 Ts ");
    }
    content + "ET"
}

/// A report whose recommendations are set in bold, as lines of a page.
fn with_bold_items<'a>(items: &[Set<'a>]) -> Vec<Set<'a>> {
    let before: [Set; 8] = [
        ('B', "I. Opening", ""),
        ('F', "", ""),
        ('F', "1. The council met in the old cider mill and heard the growers speak about frost, hail and the", ""),
        ('F', "ditches along the northern road, which nobody had cleared since the spring of the year before.", ""),
        ('F', "", ""),
        ('B', "II. Conclusions and recommendations", ""),
        ('F', "", ""),
        ('F', "2. The following recommendations were accepted by the orchard in the course of the debate:", ""),
    ];
    let behind: [Set; 4] = [
        ('F', "", ""),
        ('F', "3. What is set out above are the views of the growers alone and not those of the council as a", ""),
        ('F', "whole, which has taken note of them and will speak about them again when it meets in autumn.", ""),
        ('F', "", ""),
    ];
    [before.as_slice(), items, &behind].concat()
}

fn labels(document: &Document) -> Vec<&str> {
    document.provisions.iter().map(|provision| provision.label.as_str()).collect()
}

#[test]
fn bold_type_in_which_sentences_stand_makes_no_headings() {
    let sets: [&[Set]; 4] = [
        // The mark of a note behind the last stop.
        &[
            ('B', "2.1. Plant two hedges along the northern road before the frost (Growers);", ""),
            ('B', "2.2. Prune the oldest trees of the lower orchard before the frost (Keepers);", "1"),
            ('B', "2.3. Count the hives in spring and in autumn of each year (Millers).", ""),
            ('F', "", ""),
        ],
        // No stop.
        &[
            ('B', "2.1. Plant two hedges along the northern road before the frost (Growers);", ""),
            ('B', "2.2. Prune the oldest trees of the lower orchard before the frost (Keepers)", ""),
            ('B', "2.3. Count the hives in spring and in autumn of each year (Millers)", ""),
        ],
        // A line that begins with a bracket.
        &[
            ('B', "2.1. Plant two hedges along the northern road before the frost (Growers);", ""),
            ('B', "2.2. Prune the trees of the lower orchard as the rule on the care of hedges and trees", ""),
            ('B', "(1960) asks before the frost (Keepers);", ""),
            ('B', "2.3. Count the hives in spring and in autumn of each year (Millers).", ""),
        ],
        // A heading between.
        &[
            ('B', "2.1. Plant two hedges along the northern road before the frost (Growers);", ""),
            ('B', "2.2. Prune the oldest trees of the lower orchard before the frost (Keepers);", ""),
            ('F', "", ""),
            ('B', "Bees", ""),
            ('F', "", ""),
            ('B', "2.3. Count the hives in spring and in autumn of each year (Millers).", ""),
        ],
    ];
    for items in sets {
        let mut lines = with_bold_items(items);
        if items.iter().any(|(.., mark)| !mark.is_empty()) {
            lines.push(('F', "", ""));
        }
        let report = read(&source(drawn(&[&set(&lines)]))).expect("reads");
        assert_eq!(labels(&report), ["1", "2", "2.1", "2.2", "2.3", "3"], "{items:?}");
        let last = report.provisions[4].text();
        assert!(last.starts_with("Count the hives"), "{last}");
        assert_eq!(report.left_out.len(), 0, "{items:?}");
    }
}

#[test]
fn bold_items_of_a_list_without_a_stop_are_no_headings() {
    let items: [Set; 3] = [
        ('B', "1. Plant two hedges along the northern road before the frost. (Growers)", ""),
        ('B', "2. Prune the oldest trees of the lower orchard before the frost. (Keepers)", ""),
        ('B', "3. Count the hives in spring and in autumn of each year. (Millers)", ""),
    ];
    let report = read(&source(drawn(&[&set(&with_bold_items(&items))]))).expect("reads");
    assert_eq!(labels(&report), ["1", "2", "2(1)", "2(2)", "2(3)", "3"]);
    assert_eq!(report.provisions[3].section, ["II. Conclusions and recommendations"]);
}

#[test]
fn notes_at_the_end_of_a_document_are_set_apart() {
    let items: [Set; 3] = [
        ('F', "2.1. Plant two hedges along the northern road before the frost (Growers);", "1"),
        ('F', "2.2. Count the hives in spring and in autumn of each year (Millers);", ""),
        ('F', "2.3. Prune the oldest trees of the lower orchard, of 4 km", "2"),
    ];
    let mut page = set(&with_bold_items(&items));
    for (y, mark, text) in
        [(420, "1", "In the debate the hedges were called green walls."), (400, "2", "Of all kinds.")]
    {
        page += &format!(" BT /F 6 Tf 1 0 0 1 80 {} Tm ({mark}) Tj /F 11 Tf 1 0 0 1 86 {y} Tm ({text}) Tj ET", y + 4);
    }
    let report = read(&source(drawn(&[&page]))).expect("reads");
    assert_eq!(labels(&report), ["1", "2", "2.1", "2.2", "2.3", "3"]);
    let notes: Vec<&str> = report.footnotes.iter().map(|note| note.text()).collect();
    assert_eq!(notes, ["In the debate the hedges were called green walls.", "Of all kinds."]);
    assert_eq!(report.provisions[2].text(), "Plant two hedges along the northern road before the frost (Growers);");
    assert!(report.provisions[4].text().ends_with("4 km2"), "a power, no mark: {}", report.provisions[4].text());
}

#[test]
fn a_bold_line_that_begins_with_a_year_ends_what_stands_above_it() {
    let items: [Set; 4] = [
        ('B', "1. Plant two hedges along the northern road before the frost; (Growers)", ""),
        ('B', "2. Prune the oldest trees of the lower orchard and count the hives that stand in it until the year", ""),
        ('B', "2035. (Keepers)", ""),
        ('F', "", ""),
    ];
    let report = read(&source(drawn(&[&set(&with_bold_items(&items))]))).expect("reads");
    assert_eq!(labels(&report), ["1", "2", "2(1)", "2(2)", "3"]);
    assert!(report.provisions[3].text().ends_with("until the year 2035. (Keepers)"), "{}", report.provisions[3].text());
}
