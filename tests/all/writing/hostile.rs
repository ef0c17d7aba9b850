//! The same harmful texts through every output: none breaks out of its place, and none is lost.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use quick_xml::events::Event;

use crate::common::analysed;
use travaux::align::{Options, align};
use travaux::analysis::Analysed;
use travaux::change::changes;
use travaux::corpus::{Declared, Source};
use travaux::decisions::{Decisions, Reviewed};
use travaux::extract::{read, read_with};
use travaux::ingest::Revisions;
use travaux::lineage::{Cycles, Lineage};
use travaux::model::{Metadata, Stage};
use travaux::render::text::printable;
use travaux::render::{Layout, Renderer, Setting, Terminal};
use travaux::report::{ComparisonView, LineageView, Overview, RepeatsView, Report};

/// What could mean something to somebody.
const TEXTS: [&str; 34] = [
    "<r>States & ports</r>",
    "<r><t>hidden</t></r>",
    "first\n\n    second\n- third\n1. fourth",
    "-inf",
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "<!-- not a comment --> ]]> <![CDATA[ nor this ]]>",
    "&lt;b&gt; &amp; &#60;i&#62; &nosuch;",
    "</style></svg></title></textarea></w:t></data>",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y \"z\">]>&y;",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "=HYPERLINK(\"http://harbour.example\")",
    "\"]; evil -> node [label=\"x",
    "\\\"; \\N \\G {a|b} <port>",
    "--> end subgraph %% click p0 callback",
    "`code` **bold** [link](javascript:alert(1)) ![image](http://harbour.example/x.png) <http://harbour.example>",
    "| cell | of | a table |",
    "~~gone~~ $x^2$ #heading",
    "\u{1b}[31mred\u{1b}[0m \u{1b}]0;title\u{7} \u{9b}31m",
    "\u{202e}txet desrever\u{202c} \u{2066}isolated\u{2069}",
    "a\u{0}b\u{1}c\u{8}d\u{7f}e\u{85}f",
    "\u{fffe}\u{ffff}\u{feff}\u{200b}\u{200d}\u{ad}",
    "שלום עולם المهاجرين 打击偷运移民 👩\u{200d}🚀 e\u{301}",
    "{{ template }} {% raw %} ${shell} $(command) %s %n",
    "../../../etc/passwd C:\\nul file:///etc/passwd javascript:alert(1)",
    "_x000D_ _x0041_",
    "'; DROP TABLE provisions; --",
    "https://harbour.example/?a=1&b=2#c",
];

/// A document of harmful texts, with as harmful a title and as harmful headings; `verb` makes its wording its own.
fn document(id: &str, verb: &str) -> Analysed {
    long_document(id, verb, 1)
}

/// The same, with each text several times.
fn long_document(id: &str, verb: &str, times: usize) -> Analysed {
    document_about(id, verb, times, Metadata::default())
}

/// The same, with what else is known of it.
fn document_about(id: &str, verb: &str, times: usize, known: Metadata) -> Analysed {
    let row = |(at, text): (usize, &&str)| {
        serde_json::json!({
            "id": format!("{}", at + 1),
            "section": text,
            "text": format!("{text} States parties should {verb} harbours number {at} {text} and keep their lists {text}"),
        })
    };
    let rows: Vec<String> = TEXTS.repeat(times).iter().enumerate().map(|one| row(one).to_string()).collect();
    let about =
        Metadata { title: Some(TEXTS.concat()), symbol: Some(TEXTS[0].into()), language: Some("en".into()), ..known };
    let declared = about.into();
    let bytes = rows.join("\n").into_bytes();
    let source = Source { id: format!("{id} {}", TEXTS[3]), path: format!("{id}.jsonl").into(), bytes, declared };
    analysed(read(&source).unwrap())
}

/// All that outputs are made of.
struct Views {
    comparison: ComparisonView,
    lineage: LineageView,
    graph: Lineage,
}

fn views() -> Views {
    views_of(1)
}

/// Of documents that have each text several times.
fn views_of(times: usize) -> Views {
    let (old, new) = (long_document("old", "visit", times), long_document("new", "consider visiting", times));
    let options = Options::default();
    let found: Vec<Reviewed> = align(&old, &new, &options).correspondences.into_iter().map(Reviewed::from).collect();
    let comparison = ComparisonView::of(&old, &new, &changes(&old, &new, found.clone(), &[]));
    let graph = Lineage::of_pair(old, new, &found);
    Views { comparison, lineage: LineageView::of(&graph), graph }
}

fn overview<'a>() -> Overview<'a> {
    let Views { comparison, lineage, .. } = views();
    Overview::new(TEXTS.concat(), || lineage, || vec![comparison])
}

/// A report in the form of a name.
fn in_form(name: &str, report: &Report<'_>) -> Vec<u8> {
    let setting = Setting { author: TEXTS[3], ..Setting::default() };
    Renderer::named(name).unwrap().render(report, &setting).unwrap()
}

/// The comparison in the form of a name.
pub(super) fn bytes(name: &str) -> Vec<u8> {
    in_form(name, &Report::Comparison(overview()))
}

/// The comparison in a form that is text.
fn text(name: &str) -> String {
    String::from_utf8(bytes(name)).unwrap()
}

/// The wordings as every output that keeps marks of direction must have them.
fn wordings() -> Vec<String> {
    let Views { comparison, .. } = views();
    comparison
        .changes
        .iter()
        .flat_map(|row| row.old_text.iter().chain(&row.new_text))
        .map(|text| printable(text))
        .collect()
}

/// The tags and the text of a web page.
#[derive(Default)]
struct Seen {
    tags: std::cell::RefCell<Vec<Tag>>,
    text: std::cell::RefCell<String>,
}

impl TokenSink for Seen {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => {
                let is_script = tag.kind == TagKind::StartTag && ["script", "style"].contains(&&*tag.name);
                let raw = html5ever::tokenizer::states::RawKind::Rawtext;
                self.tags.borrow_mut().push(tag);
                if is_script {
                    return TokenSinkResult::RawData(raw);
                }
            }
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            Token::NullCharacterToken => panic!("a NUL byte"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn seen(page: &str) -> Seen {
    let queue = BufferQueue::default();
    queue.push_back(page.into());
    let tokenizer = Tokenizer::new(Seen::default(), Default::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink
}

/// Whatever the texts say, the page has the tags of its template and no others.
fn assert_tame(page: &str) -> Seen {
    let seen = seen(page);
    for tag in seen.tags.borrow().iter() {
        let name = &*tag.name;
        assert!(!["img", "iframe", "object", "embed", "base", "b2"].contains(&name), "{name}");
        for attribute in &tag.attrs {
            let (name, value) = (&*attribute.name.local, &*attribute.value);
            assert!(!name.starts_with("on") && name != "style" && name != "autofocus", "{name}={value}");
            assert!(!["src", "action", "formaction", "srcset"].contains(&name), "{name}={value}");
            assert!(name != "href" || value.starts_with('#'), "{name}={value}");
        }
    }
    seen
}

#[test]
fn pages() {
    let page = text("html");
    let seen = assert_tame(&page);
    let starts = |name: &str| {
        seen.tags.borrow().iter().filter(|tag| tag.kind == TagKind::StartTag && &*tag.name == name).count()
    };
    assert_eq!((starts("script"), starts("style"), starts("body"), starts("svg")), (1, 1, 1, 1));
    let text = seen.text.borrow();
    for wording in wordings() {
        assert!(text.contains(&wording), "{wording:?}");
    }
    // One provision, one address.
    let articles =
        seen.tags.borrow().iter().filter(|tag| &*tag.name == "article" && tag.kind == TagKind::StartTag).count();
    assert_eq!(articles, 2 * TEXTS.len());
}

/// What stands in `<noscript>` must not end before its time: the script makes elements of it.
#[test]
fn long_pages() {
    let times = 400 / TEXTS.len() + 1;
    let Views { comparison, lineage, .. } = views_of(times);
    let texts = |rows: &ComparisonView| {
        let all = rows.changes.iter().flat_map(|row| row.old_text.iter().chain(&row.new_text));
        all.map(|text| printable(text)).collect::<Vec<_>>()
    };
    let wordings = texts(&comparison);
    let report = Report::Comparison(Overview::new(TEXTS.concat(), || lineage, || vec![comparison]));
    let page = String::from_utf8(in_form("html", &report)).unwrap();
    let seen = assert_tame(&page);
    let count = |name: &str, kind: TagKind| {
        seen.tags.borrow().iter().filter(|tag| tag.kind == kind && &*tag.name == name).count()
    };
    for kind in [TagKind::StartTag, TagKind::EndTag] {
        assert_eq!((count("noscript", kind), count("script", kind), count("svg", kind)), (3, 1, 1), "{kind:?}");
    }
    assert_eq!(page.matches("</noscript").count(), 3);
    let text = seen.text.borrow();
    for wording in wordings {
        assert!(text.contains(&wording), "{wording:?}");
    }
}

/// Every text stands in what is seen, whatever the spaces.
fn assert_none_is_lost(seen: &str) {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let seen = spaced(seen);
    for text in TEXTS {
        assert!(seen.contains(&spaced(&printable(text))), "{text:?}");
    }
}

#[test]
fn fragments() {
    let seen = assert_tame(&text("fragment"));
    let allowed =
        ["section", "h2", "bdi", "p", "table", "thead", "tbody", "tr", "th", "td", "del", "ins", "strong", "em"];
    assert!(seen.tags.borrow().iter().all(|tag| allowed.contains(&&*tag.name)));
    assert_none_is_lost(&seen.text.borrow());
}

/// The names of the elements, and the text.
fn xml(text: &[u8]) -> (Vec<String>, String) {
    let mut reader = quick_xml::Reader::from_reader(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut names, mut content) = (Vec::new(), String::new());
    loop {
        match reader.read_event().expect("the XML is well formed") {
            Event::Start(start) => {
                start.attributes().for_each(|attribute| {
                    attribute.expect("attributes are well formed");
                });
                names.push(start.name().as_ref().to_owned());
            }
            Event::Text(text) => content.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().expect("a character") {
                Some(letter) => content.push(letter),
                None => content.push_str(quick_xml::escape::resolve_xml_entity(&reference).expect("a known entity")),
            },
            Event::DocType(_) | Event::PI(_) | Event::CData(_) | Event::Comment(_) => panic!("no text becomes markup"),
            Event::Eof => return (names, content),
            _ => {}
        }
    }
}

#[test]
fn pictures() {
    let (names, content) = xml(&bytes("svg"));
    let allowed = ["svg", "title", "rect", "g", "path", "text", "tspan"];
    assert!(names.iter().all(|name| allowed.contains(&name.as_str())), "{names:?}");
    assert!(content.contains(&printable(&TEXTS.concat())));
}

/// The wordings of a history are broken into lines and marked, and none of their letters is lost.
#[test]
fn histories() {
    // Neither spaces nor marks that keep a line's direction apart are letters.
    let letters = |text: &str| text.replace(|c: char| c.is_whitespace() || ('\u{2066}'..='\u{2069}').contains(&c), "");
    let graph = views().graph;
    for (place, text) in TEXTS.iter().enumerate() {
        let history = graph.history(petgraph::graph::NodeIndex::new(place));
        let title = TEXTS.concat();
        let report = Report::of_history(&title, &graph, &history);
        let (names, content) = xml(&in_form("svg", &report));
        let allowed = ["svg", "title", "rect", "g", "path", "text", "tspan"];
        assert!(names.iter().all(|name| allowed.contains(&name.as_str())), "{names:?}");
        assert!(letters(&content).contains(&letters(&printable(text))), "{text:?}");
        assert!(content.contains(&printable(&title)));
    }
}

/// Of more than two documents, and of one provision, there are synoptic tables in every form that people open.
#[test]
fn lineages_and_histories_as_documents() {
    let report = |id: &str, verb: &str, meeting: u32| {
        let known = Metadata { body: Some(TEXTS[7].into()), meeting: Some(meeting), ..Metadata::default() };
        document_about(id, verb, 1, Metadata { stage: Some(Stage::Final), ..known })
    };
    let documents = [report("a", "visit", 1), report("b", "consider visiting", 2), report("c", "visit", 3)];
    let graph = Lineage::build(documents.to_vec(), &travaux::lineage::Options::default());
    assert!(graph.graph.edge_count() > TEXTS.len(), "each meeting repeats what the one before said");
    let filter = travaux::report::Filter::default();
    let history = graph.history(petgraph::graph::NodeIndex::new(4));
    let title = TEXTS.concat();
    let whole = || Report::of_lineage(&graph, &filter);
    for (report, texts) in [(whole(), &TEXTS[..]), (Report::of_history(&title, &graph, &history), &TEXTS[4..5])] {
        let mut archive = zip::ZipArchive::new(Cursor::new(in_form("docx", &report))).unwrap();
        let mut all = String::new();
        for at in 0..archive.len() {
            let mut part = Vec::new();
            archive.by_index(at).unwrap().read_to_end(&mut part).unwrap();
            all.push_str(&xml(&part).1);
        }
        let seen = assert_tame(&String::from_utf8(in_form("html", &report)).unwrap());
        let page = seen.text.borrow();
        for text in texts.iter().map(|text| printable(text)) {
            assert!(letters_seen(&all).contains(&letters_seen(&text)), "{text:?}");
            assert!(letters_seen(&page).contains(&letters_seen(&text)), "{text:?}");
        }
    }
    assert_none_is_lost(&tame_markdown(&String::from_utf8(in_form("markdown", &whole())).unwrap()));
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(in_form("xlsx", &whole()))).unwrap();
    assert_eq!(workbook.sheet_names()[0], "Synoptic");
    let cells: Vec<String> =
        workbook.worksheet_range("Synoptic").unwrap().cells().map(|(_, _, cell)| cell.to_string()).collect();
    for text in TEXTS.iter().map(|text| letters_seen(&printable(text))) {
        assert!(cells.iter().any(|cell| letters_seen(cell).contains(&text)), "{text:?}");
    }
}

#[test]
fn graphml_has_every_text() {
    let (names, content) = xml(&bytes("graphml"));
    let allowed = ["graphml", "key", "graph", "node", "edge", "data"];
    assert!(names.iter().all(|name| allowed.contains(&name.as_str())));
    for wording in wordings() {
        assert!(content.contains(&wording), "{wording:?}");
    }
}

#[test]
fn akoma_ntoso_has_every_text() {
    let (names, content) = xml(&bytes("akn"));
    let markup = ["script", "img", "b", "r", "t", "!DOCTYPE"];
    assert!(names.iter().all(|name| !markup.contains(&name.as_str())));
    // Lines are paragraphs of their own there.
    let unspaced = |text: &str| text.split_whitespace().collect::<String>();
    let content = unspaced(&content);
    for wording in wordings() {
        assert!(content.contains(&unspaced(&wording)), "{wording:?}");
    }
}

fn word_document(bytes: Vec<u8>) -> Source {
    Source { id: "any".into(), path: "any.docx".into(), bytes, declared: Declared::default() }
}

/// The same without any space: a line break may be an element.
fn letters_seen(text: &str) -> String {
    words_seen(text).split_whitespace().collect()
}

/// The words of a text without what nobody sees, which is not kept when a document is read.
fn words_seen(text: &str) -> String {
    let text = text.replace(['\u{feff}', '\u{200b}', '\u{ad}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn word_documents_give_both_texts_back() {
    let comparison = views().comparison;
    let bytes = bytes("docx");
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for at in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(at).unwrap().read_to_end(&mut part).unwrap();
        xml(&part);
    }
    for (revisions, pick) in [(Revisions::Original, 0), (Revisions::Final, 1)] {
        let options = travaux::extract::Options { revisions: Some(revisions), ..Default::default() };
        let text = words_seen(&read_with(&word_document(bytes.clone()), &options).unwrap().source);
        for row in &comparison.changes {
            for wording in [&row.old_text, &row.new_text][pick] {
                assert!(text.contains(&words_seen(&printable(wording))), "{revisions:?}: {wording:?}");
            }
        }
    }
}

#[test]
fn spreadsheets_hold_texts_and_no_formulas() {
    let bytes = bytes("xlsx");
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for at in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(at).unwrap().read_to_end(&mut part).unwrap();
        xml(&part);
    }
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    for name in workbook.sheet_names() {
        let formulas = workbook.worksheet_formula(&name).unwrap();
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
    }
    let changes = workbook.worksheet_range("Changes").unwrap();
    let header: Vec<String> = changes.rows().next().unwrap().iter().map(Data::to_string).collect();
    let column = |name: &str| header.iter().position(|one| one == name).unwrap();
    let comparison = views().comparison;
    assert_eq!(changes.height(), comparison.changes.len() + 1);
    for (row, change) in changes.rows().skip(1).zip(&comparison.changes) {
        assert_eq!(row[column("Old wording")].to_string(), printable(&change.old_text.join("\n")));
        assert_eq!(row[column("New wording")].to_string(), printable(&change.new_text.join("\n")));
        assert_eq!(row[column("New")].to_string(), change.new.join("\n"));
        // In the redline each text has its own words, and no more.
        let redline = row[column("Redline")].to_string();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        let both = printable(&[change.old_text.join("\n"), change.new_text.join("\n")].join("\n"));
        for part in words(&redline) {
            assert!(both.contains(&part), "{part:?} in {redline:?}");
        }
    }
}

#[test]
fn csv_holds_texts_and_no_formulas() {
    let comparison = views().comparison;
    let bytes = bytes("csv");
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|one| one == name).unwrap();
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), comparison.changes.len());
    for (record, change) in records.iter().zip(&comparison.changes) {
        for cell in record {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
        }
        let text = printable(&change.new_text.join("\n"));
        assert_eq!(record[column("new_text")].trim_start_matches('\''), text.trim_start_matches('\''));
    }
}

#[test]
fn markdown_means_nothing_but_its_own_marks() {
    assert_none_is_lost(&tame_markdown(&text("markdown")));
}

/// What Markdown says; it has the marks of its form and no others.
fn tame_markdown(text: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let mut seen = String::new();
    for event in Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Html(markup) | Event::InlineHtml(markup) => {
                assert!(["<del>", "</del>", "<ins>", "</ins>", "<br>"].contains(&&*markup), "{markup}");
            }
            Event::Code(code) => panic!("code: {code}"),
            Event::InlineMath(math) | Event::DisplayMath(math) => panic!("math: {math}"),
            Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::List(_) | Tag::BlockQuote(_),
            ) => {
                panic!("{event:?}")
            }
            Event::Start(Tag::Strikethrough) => panic!("{seen}"),
            Event::Text(text) => seen.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => seen.push(' '),
            _ => {}
        }
    }
    seen
}

#[test]
fn graphs_of_text_stay_graphs() {
    let drawn = text("mermaid");
    let plain = r##"(?:[\p{L}\p{N} .,:/()–—…’'“”-]|#\d+;)*"##;
    let line = format!(
        r#"^(?:flowchart LR|  subgraph d\d+\["{plain}"\]|    p\d+\["{plain}"\]|  end|  p\d+ -(?:\.-|-)>\|"[a-z-]+"\| p\d+|  linkStyle \d+ stroke:\#[0-9a-f]{{6}})$"#
    );
    let line = regex::Regex::new(&line).unwrap();
    for text in drawn.lines() {
        assert!(line.is_match(text), "{text}");
    }
    let graph = text("dot");
    let quoted = regex::Regex::new(r#""(?:[^"\\]|\\.)*""#).unwrap();
    let bare = quoted.replace_all(&graph, "");
    assert!(!bare.contains(['"', '<', '\'', '\\']), "{bare}");
    assert_eq!(bare.matches('{').count(), bare.matches('}').count());
    assert!(graph.chars().all(|letter| letter == '\n' || !letter.is_control()));
}

/// What the later of the two documents repeats.
fn repeats() -> RepeatsView {
    let cycles = [Cycles { earlier: format!("old {}", TEXTS[3]), later: format!("new {}", TEXTS[3]) }];
    let options = travaux::lineage::Options { doubtful: true, ..Default::default() };
    let documents = vec![document("old", "visit"), document("new", "consider visiting")];
    let lineage = Lineage::between(documents, &cycles, &options, &Decisions::default());
    RepeatsView::of(&lineage, &cycles, &options.retrieval)
}

#[test]
fn tables_of_repeats_in_every_form() {
    let report = Report::Repeats(repeats());
    let page = String::from_utf8(in_form("html", &report)).unwrap();
    let seen = assert_tame(&page);
    assert!(seen.tags.borrow().iter().all(|tag| &*tag.name != "script"), "the page has none");
    assert_none_is_lost(&seen.text.borrow());
    assert_none_is_lost(&assert_tame(&String::from_utf8(in_form("fragment", &report)).unwrap()).text.borrow());
    assert_none_is_lost(&tame_markdown(&String::from_utf8(in_form("markdown", &report)).unwrap()));
    for form in ["docx", "xlsx"] {
        let mut archive = zip::ZipArchive::new(Cursor::new(in_form(form, &report))).unwrap();
        for at in 0..archive.len() {
            let mut part = Vec::new();
            archive.by_index(at).unwrap().read_to_end(&mut part).unwrap();
            xml(&part);
        }
    }
    let document = read(&word_document(in_form("docx", &report))).unwrap();
    let document = words_seen(&document.source);
    for text in TEXTS {
        assert!(document.contains(&words_seen(&printable(text))), "{text:?}");
    }
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(in_form("xlsx", &report))).unwrap();
    for name in workbook.sheet_names() {
        let formulas = workbook.worksheet_formula(&name).unwrap();
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
    }
    let csv = in_form("csv", &report);
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    for record in reader.records() {
        for cell in &record.unwrap() {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
        }
    }
}

#[test]
fn tables_command_no_terminal() {
    let graph = views().graph;
    let history = graph.history(petgraph::graph::NodeIndex::new(0));
    let history = Report::of_history("any", &graph, &history);
    let reports = [Report::Comparison(overview()), Report::Lineage(overview()), history, Report::Repeats(repeats())];
    let style = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap();
    for colour in [false, true] {
        let layouts = [None, Some(Layout::Inline), Some(Layout::Side)];
        let settings =
            layouts.map(|redline| Setting { terminal: Terminal { width: 100, colour }, redline, ..Setting::default() });
        for (report, setting) in reports.iter().flat_map(|report| settings.iter().map(move |setting| (report, setting)))
        {
            let text = String::from_utf8(Renderer::named("table").unwrap().render(report, setting).unwrap()).unwrap();
            let plain = style.replace_all(&text, "");
            let allowed = |letter: char| letter == '\n' || !letter.is_control();
            assert!(plain.chars().all(allowed));
            assert!(!plain.contains(['\u{202e}', '\u{2066}']));
            assert!(colour || !text.contains('\u{1b}'));
        }
    }
}

#[test]
fn json_gives_every_text_back_to_the_letter() {
    for report in [Report::Comparison(overview()), Report::Lineage(overview()), Report::Repeats(repeats())] {
        let value: serde_json::Value = serde_json::from_slice(&in_form("json", &report)).unwrap();
        let whole = value.to_string();
        for text in TEXTS {
            let quoted = serde_json::to_string(text).unwrap();
            assert!(whole.contains(quoted.trim_matches('"')), "{text:?}");
        }
    }
}
