//! Web pages: headings, paragraphs, lists with the numbers that a browser prints, tables, footnotes.
//!
//! The page is read token by token. Pages leave out end tags freely; where a block begins, the one before it ends, and
//! nothing here calls itself, however deep a page nests.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use encoding_rs::Encoding;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use regex::Regex;

use super::Start;
use super::figures::figure;
use super::rendered::{MOST_PARAGRAPHS, Rendered, check_size};

/// The largest page that is read, in bytes. The pictures of a page may stand in it.
const LARGEST_PAGE: usize = 32 * 1024 * 1024;

/// Whether a text is a web page.
pub(super) fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start();
    // A saved page may say first where it comes from.
    for (open, close) in [("<?xml", "?>"), ("<!--", "-->"), ("<!--", "-->")] {
        if rest.starts_with(open) {
            rest = rest.split_once(close).map_or("", |(_, rest)| rest.trim_start());
        }
    }
    let opening: String = rest.chars().take(15).collect::<String>().to_lowercase();
    ["<!doctype html", "<html", "<head>", "<body"].iter().any(|tag| opening.starts_with(tag))
}

/// The encoding that a page declares in its head.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    /// Where browsers stop looking, and some more.
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let found = is_html(&head).then(|| CHARSET.captures(&head)).flatten()?;
    // UTF-16 it cannot be, or the declaration would not have been found.
    Encoding::for_label(found[1].as_bytes()).map(Encoding::output_encoding)
}

static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)<(?:meta\s[^>]*charset|\?xml\s[^>]*encoding)\s*=\s*["']?([\w:.-]+)"#).expect("valid")
});

/// Whether a tag of a page goes on for longer than any that was written for a browser. The tokenizer compares each
/// attribute with all before it.
fn has_endless_tag(text: &str) -> bool {
    const MOST_ATTRIBUTES: usize = 50_000;
    let (mut in_tag, mut quote, mut before) = (0, None, ' ');
    for letter in text.chars() {
        match (in_tag, quote) {
            (0, _) => in_tag = usize::from(before == '<' && letter.is_ascii_alphabetic()),
            (_, Some(open)) if letter == open => quote = None,
            (_, Some(_)) => {}
            (_, None) if letter == '>' => in_tag = 0,
            (_, None) if before == '=' && matches!(letter, '"' | '\'') => quote = Some(letter),
            (_, None) => in_tag += usize::from(matches!(letter, '=' | '/') || letter.is_whitespace()),
        }
        if in_tag > MOST_ATTRIBUTES {
            return true;
        }
        before = letter;
    }
    false
}

/// The text and the lines of a page.
///
/// # Errors
/// If there is no text or far too much, or a tag has attributes without end.
pub(super) fn read(text: &str) -> Result<Rendered, String> {
    let wrong = |message: &str| Err(message.to_owned());
    if text.len() > LARGEST_PAGE {
        return wrong("is a web page of more than 32 MiB; save it without its pictures");
    }
    if has_endless_tag(text) {
        return wrong("is no sound web page: a tag in it has tens of thousands of attributes; save it as plain text");
    }
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let page = Tokenizer::new(Page(RefCell::default()), Default::default());
    let _ = page.feed(&input);
    page.end();
    let mut reader = page.sink.0.into_inner();
    reader.end_block();
    reader.end_item();
    let pieces = reader.blocks.iter().flat_map(|block| &block.pieces);
    check_size(reader.blocks.len(), pieces.map(|piece| piece.text.len()).sum())?;
    let rendered = reader.rendered();
    if rendered.lines.is_empty() {
        return wrong(
            "holds no text; if a script puts it in, open the page in a browser and save what you see as plain text",
        );
    }
    Ok(rendered)
}

/// What takes the tokens.
struct Page(RefCell<Reader>);

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => reader.text(&text),
            Token::TagToken(tag) => {
                let raw = raw_kind(&tag.name).filter(|_| tag.kind == TagKind::StartTag && !tag.self_closing);
                match tag.kind {
                    TagKind::StartTag => reader.open(&tag),
                    TagKind::EndTag => reader.close(&tag.name),
                }
                return raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements in which nothing but their own end tag is markup.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// Elements that are no text of the page.
const PASSED_OVER: [&str; 18] = [
    "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "noscript", "template", "nav", "header",
    "footer", "aside", "button", "select", "svg", "math", "rt",
];

/// Those of them before and behind which a line ends.
const ENDING_A_LINE: [&str; 4] = ["nav", "header", "footer", "aside"];

/// Elements before and behind which a line ends.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
];

/// Elements that have no end tag.
const VOID: [&str; 9] = ["area", "col", "embed", "img", "input", "link", "meta", "source", "wbr"];

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    block: Block,
    /// Every list of the page; how many items each has is known at its end.
    lists: Vec<List>,
    /// The lists that are open, by their places; `None` for one without numbers.
    open_lists: Vec<Option<usize>>,
    /// The element that is passed over, and how many of its name are open.
    skipped: Option<(String, usize)>,
    /// The element that holds footnotes, and how many of its name are open.
    notes: Option<(String, usize)>,
    /// How many articles are open: what heads one is text, what heads the page is not.
    articles: usize,
    emphasised: usize,
    superscript: usize,
    preformatted: usize,
    /// Whether a link is open that leads to a place on the page.
    in_link: bool,
}

/// A paragraph, heading or item.
#[derive(Default)]
struct Block {
    start: Option<Start>,
    marker: Marker,
    pieces: Vec<Piece>,
    /// Whether space was read that stands before the next letter, if one comes.
    has_space: bool,
    is_cell: bool,
}

/// What is printed before an item.
#[derive(Default, Clone)]
enum Marker {
    #[default]
    None,
    /// The number of an item of a list, counted from the end where the list is reversed.
    Item { list: usize, number: i64, from_end: bool },
    /// A number that stands in a cell of its own, before its text.
    Cell(String),
}

/// Letters set alike.
#[derive(PartialEq)]
struct Piece {
    text: String,
    emphasised: bool,
    superscript: bool,
    in_link: bool,
}

/// A numbered list.
struct List {
    form: &'static str,
    step: i64,
    next: i64,
    from_end: bool,
    items: i64,
}

impl Reader {
    fn open(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if let Some((skipped, depth)) = &mut self.skipped {
            // A paragraph's end tag may be left out: the next block ends it.
            let ends = skipped == "p" && BLOCKS.contains(&name);
            *depth += usize::from(skipped == name);
            if !ends {
                return;
            }
            self.skipped = None;
        }
        if VOID.contains(&name) {
            return;
        }
        if self.is_passed_over(tag) {
            if ENDING_A_LINE.contains(&name) || BLOCKS.contains(&name) {
                self.end_block();
            }
            self.skipped = (!tag.self_closing).then(|| (name.to_owned(), 1));
            return;
        }
        self.open_notes(tag);
        if BLOCKS.contains(&name) {
            self.begin_block(name);
        }
        match name {
            "br" => self.push("\n"),
            "b" | "strong" | "i" | "em" => self.emphasised += 1,
            "sup" => self.superscript += 1,
            "pre" => self.preformatted += 1,
            "article" | "main" => self.articles += 1,
            "a" => self.in_link = attribute(tag, "href").is_some_and(leads_to_note),
            "ul" => self.open_lists.push(None),
            "ol" => {
                self.open_lists.push(list_form(tag).map(|_| self.lists.len()));
                self.lists.extend(list_form(tag).map(|form| List::of(tag, form)));
            }
            "li" => self.number_item(tag),
            _ => {}
        }
    }

    fn is_passed_over(&self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        let heads_article = matches!(name, "header" | "footer") && self.articles > 0;
        let style: String = attribute(tag, "style").unwrap_or_default().split_whitespace().collect();
        let is_hidden = attribute(tag, "hidden").is_some() || style.to_lowercase().contains("display:none");
        is_hidden || PASSED_OVER.contains(&name) && !heads_article && !holds_notes(tag)
    }

    fn open_notes(&mut self, tag: &Tag) {
        match &mut self.notes {
            Some((name, depth)) => *depth += usize::from(*name == *tag.name),
            None if holds_notes(tag) => {
                self.end_block();
                self.notes = Some((tag.name.to_string(), 1));
            }
            None => {}
        }
    }

    fn close(&mut self, name: &str) {
        if end_region(&mut self.skipped, name) {
            return;
        }
        if BLOCKS.contains(&name) {
            self.end_block();
        }
        if name == "tr" || name == "li" {
            self.end_item();
        }
        match name {
            // A stray end tag begins and ends a line.
            "br" => self.push("\n"),
            "b" | "strong" | "i" | "em" => self.emphasised = self.emphasised.saturating_sub(1),
            "sup" => self.superscript = self.superscript.saturating_sub(1),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "article" | "main" => self.articles = self.articles.saturating_sub(1),
            "a" => self.in_link = false,
            "ul" | "ol" => drop(self.open_lists.pop()),
            _ => {}
        }
        end_region(&mut self.notes, name);
    }

    fn begin_block(&mut self, name: &str) {
        self.end_block();
        let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
        match (level, &self.block.marker) {
            (Some(level), _) => self.block.start = Some(Start::Heading(level)),
            // A paragraph in an item stands behind the item's number.
            (None, Marker::None) => self.block.start = None,
            _ => {}
        }
        match name {
            "li" => {
                self.end_item();
                self.block.start = Some(Start::Item);
            }
            "tr" => self.end_item(),
            "td" | "th" => self.block.is_cell = true,
            _ => {}
        }
    }

    /// Ends a row or an item. A number in a cell that no text followed is all that the row held.
    fn end_item(&mut self) {
        let block = std::mem::take(&mut self.block);
        if let Marker::Cell(text) = block.marker {
            let piece = Piece { text, emphasised: false, superscript: false, in_link: false };
            self.blocks.push(Block { pieces: vec![piece], ..Block::default() });
        }
    }

    fn number_item(&mut self, tag: &Tag) {
        let Some(Some(at)) = self.open_lists.last().copied() else { return };
        let list = &mut self.lists[at];
        list.items += 1;
        if let Some(value) = attribute(tag, "value").and_then(|value| value.trim().parse().ok()) {
            list.next = value;
            list.from_end = false;
        }
        self.block.marker = Marker::Item { list: at, number: list.next, from_end: list.from_end };
        list.next = list.next.saturating_add(list.step);
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_none() && self.blocks.len() <= MOST_PARAGRAPHS {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        let mut piece = Piece {
            text: String::new(),
            emphasised: self.emphasised > 0,
            superscript: self.superscript > 0,
            in_link: self.in_link,
        };
        for letter in text.chars() {
            match letter {
                '\u{ad}' | '\0' => {}
                '\n' if text == "\n" || self.preformatted > 0 => {
                    self.block.has_space = false;
                    piece.text.push('\n');
                }
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.block.has_space = true,
                letter => {
                    if std::mem::take(&mut self.block.has_space) {
                        piece.text.push(' ');
                    }
                    piece.text.push(letter);
                }
            }
        }
        match self.block.pieces.last_mut() {
            _ if piece.text.is_empty() => {}
            Some(last)
                if (last.emphasised, last.superscript, last.in_link)
                    == (piece.emphasised, piece.superscript, piece.in_link) =>
            {
                last.text.push_str(&piece.text);
            }
            _ => self.block.pieces.push(piece),
        }
    }

    /// Puts the block down. One that has only its number yet goes on.
    fn end_block(&mut self) {
        self.block.has_space = false;
        let text: String = self.block.pieces.iter().map(|piece| piece.text.as_str()).collect();
        if text.trim().is_empty() {
            self.block.pieces.clear();
            return;
        }
        let block = std::mem::take(&mut self.block);
        if block.is_cell && matches!(block.marker, Marker::None) && is_number(text.trim()) {
            self.block.marker = Marker::Cell(text.trim().to_owned());
            self.block.start = Some(Start::Item);
            return;
        }
        let start = if self.notes.is_some() { Some(Start::Footnote) } else { block.start };
        self.blocks.push(Block { start, ..block });
    }

    fn rendered(&self) -> Rendered {
        let opening: BTreeSet<&str> = self.blocks.iter().filter_map(Block::note_mark).collect();
        let mut rendered = Rendered::default();
        for block in &self.blocks {
            let is_note = block.start == Some(Start::Footnote) || block.note_mark().is_some();
            let kept: Vec<&Piece> = block.pieces.iter().filter(|piece| !piece.is_note_mark(&opening)).collect();
            let text: String = kept.iter().map(|piece| piece.text.as_str()).collect();
            let visible = |piece: &&&Piece| !piece.text.trim().is_empty();
            let emphasised = kept.iter().filter(visible).all(|piece| piece.emphasised);
            let (marker, start) = match (is_note, block.start) {
                (true, _) => (String::new(), Start::Footnote),
                (false, start) => (self.printed(&block.marker), start.unwrap_or(Start::Paragraph)),
            };
            let text = text.trim().trim_end_matches('↩').trim();
            if !text.is_empty() {
                rendered.add(&format!("{marker}{text}"), start, emphasised);
            }
        }
        rendered
    }

    fn printed(&self, marker: &Marker) -> String {
        match marker {
            Marker::None => String::new(),
            Marker::Cell(number) => format!("{number} "),
            Marker::Item { list, number, from_end } => {
                let list = &self.lists[*list];
                // Counted from the end, the first is as many as there are.
                let number = if *from_end { list.items + number } else { *number };
                let printed = u32::try_from(number).map_or_else(|_| number.to_string(), |one| figure(one, list.form));
                format!("{printed}. ")
            }
        }
    }
}

impl Block {
    /// The footnote mark that the block begins with.
    fn note_mark(&self) -> Option<&str> {
        let first = self.pieces.iter().find(|piece| !piece.text.trim().is_empty())?;
        let is_mark = first.superscript || first.in_link && is_mark(first.text.trim());
        let has_text =
            self.pieces.iter().any(|piece| !piece.superscript && !piece.in_link && !piece.text.trim().is_empty());
        (is_mark && has_text).then(|| first.text.trim())
    }
}

impl Piece {
    /// Whether it is the mark of a footnote. Any other superscript is a power or an ordinal.
    fn is_note_mark(&self, opening: &BTreeSet<&str>) -> bool {
        let text = self.text.trim();
        self.in_link && (self.superscript || is_mark(text)) || self.superscript && opening.contains(text)
    }
}

impl List {
    fn of(tag: &Tag, form: &'static str) -> Self {
        let start = attribute(tag, "start").and_then(|start| start.trim().parse::<i64>().ok());
        let is_reversed = attribute(tag, "reversed").is_some();
        let from_end = is_reversed && start.is_none();
        let next = if from_end { 0 } else { start.unwrap_or(1) };
        List { form, step: if is_reversed { -1 } else { 1 }, next, from_end, items: 0 }
    }
}

/// The form of a list's numbers; none if it prints none.
fn list_form(tag: &Tag) -> Option<&'static str> {
    let style: String = attribute(tag, "style").unwrap_or_default().split_whitespace().collect();
    let style = style.split_once("list-style").map_or("", |(_, style)| style.split(';').next().unwrap_or_default());
    match attribute(tag, "type") {
        _ if style.contains("none") => None,
        _ if style.contains("lower-alpha") || style.contains("lower-latin") => Some("lowerLetter"),
        _ if style.contains("upper-alpha") || style.contains("upper-latin") => Some("upperLetter"),
        _ if style.contains("lower-roman") => Some("lowerRoman"),
        _ if style.contains("upper-roman") => Some("upperRoman"),
        Some("a") => Some("lowerLetter"),
        Some("A") => Some("upperLetter"),
        Some("i") => Some("lowerRoman"),
        Some("I") => Some("upperRoman"),
        _ => Some("decimal"),
    }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|one| &*one.name.local == name).map(|one| &*one.value)
}

/// Whether an element is marked as one that holds footnotes.
fn holds_notes(tag: &Tag) -> bool {
    let is = |name: &str, values: &[&str]| {
        attribute(tag, name).is_some_and(|value| value.split_whitespace().any(|word| values.contains(&word)))
    };
    is("role", &["doc-endnotes", "doc-footnote"])
        || is("class", &["footnotes", "footnote", "endnotes", "MsoFootnoteText"])
}

/// Whether a link leads to a place on the page, or to a note.
fn leads_to_note(target: &str) -> bool {
    let place = target.split_once('#').map(|(page, place)| (page.is_empty(), place.to_lowercase()));
    place.is_some_and(|(is_here, place)| is_here || place.contains("fn") || place.contains("note"))
}

/// Whether a link's text is the mark of a note: "[1]", "*".
fn is_mark(text: &str) -> bool {
    let text = text.trim_matches(['[', ']', '(', ')']);
    (1..=3).contains(&text.chars().count()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'))
}

/// Whether a cell holds nothing but a number that belongs to the next: "1.", "(a)".
fn is_number(text: &str) -> bool {
    let inner = text.trim_matches(['(', ')', '.']);
    text.ends_with([')', '.']) && (1..=5).contains(&inner.len()) && inner.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Counts an end tag against the element that a region began with; whether one is open still or was ended by it.
fn end_region(region: &mut Option<(String, usize)>, name: &str) -> bool {
    let Some((own, depth)) = region else { return false };
    if own == name {
        *depth -= 1;
    }
    if *depth == 0 {
        *region = None;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: &str) -> Vec<(String, Start, bool)> {
        let lines = read(page).unwrap().lines;
        lines.into_iter().map(|line| (line.passage.text().to_owned(), line.start, line.emphasised)).collect()
    }

    fn texts(page: &str) -> Vec<String> {
        shown(page).into_iter().map(|(text, ..)| text).collect()
    }

    #[test]
    fn pages_are_told_from_other_texts() {
        for page in
            ["<!DOCTYPE html>", " <!-- saved -->\n<html lang=en>", "<?xml version='1.0'?><!DOCTYPE HTML PUBLIC>"]
        {
            assert!(is_html(page), "{page}");
        }
        for text in ["<center>Report</center>", "# Report\n<html>", "<header>", "1. <b>", ""] {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn headings_paragraphs_and_what_is_no_text() {
        let page = "<title>x</title><nav>Menu<ul><li>a</ul></nav><header>Top</header><h2>II.&nbsp;Recommendations</h2>\
                    <p>States &amp; parties<br>should\n  act.<p hidden>no<p style='display: none'>no<p><b>Bold</b> \
                    <script>if (a < b) { '<p>' }</script><i>all</i><style>p {}</style><article><header><h1>In</h1></header>\
                    </article><footer>End</footer>";
        assert_eq!(
            shown(page),
            [
                ("II.\u{a0}Recommendations".into(), Start::Heading(2), false),
                ("States & parties".into(), Start::Paragraph, false),
                ("should act.".into(), Start::Flow, false),
                ("Bold all".into(), Start::Paragraph, true),
                ("In".into(), Start::Heading(1), false),
            ]
        );
    }

    #[test]
    fn lists_have_the_numbers_that_are_printed() {
        let page = "<ol start=3><li>Three<li value=7><p>Seven</p><p>more</p><ol type=a><li>A<li>B</ol><li>Eight</ol>\
                    <ol reversed><li>two<li>one</ol><ul><li>dot</ul><ol type=I><li>Roman</ol>";
        let printed =
            ["3. Three", "7. Seven", "more", "a. A", "b. B", "8. Eight", "2. two", "1. one", "dot", "I. Roman"];
        assert_eq!(texts(page), printed);
    }

    #[test]
    fn cells_are_paragraphs_but_a_number_belongs_to_its_text() {
        let page = "<table><tr><td>1.</td><td>States should act.</td></tr><tr><td>Left<td>Right</tr>\
                    <tr><td><p>(a)<td>Second<tr><td>Alone<td>3.</table>";
        let cells = ["1. States should act.", "Left", "Right", "(a) Second", "Alone", "3."];
        assert_eq!(texts(page), cells);
        assert!(read(&format!("<p {}>", "a=1 ".repeat(60_000))).is_err());
    }

    #[test]
    fn footnotes_stand_apart() {
        let page = "<p>Act<sup>1</sup> in 5 m<sup>2</sup><a href='#_ftn2'>[2]</a>, see<sup><a href='#n3'>3</a></sup> this.</p>\
                    <p><sup>1</sup> See a.</p><div class=footnotes><ol><li>See b. <a href='#r'>↩</a></li></ol></div><p>On.</p>";
        let read = shown(page);
        assert_eq!(read[0].0, "Act in 5 m2, see this.");
        assert_eq!(read[1], ("See a.".into(), Start::Footnote, false));
        assert_eq!(read[2], ("See b.".into(), Start::Footnote, false));
        assert_eq!(read[3].1, Start::Paragraph);
    }
}
