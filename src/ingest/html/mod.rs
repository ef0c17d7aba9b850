//! Web pages: headings, paragraphs, lists with the numbers that a browser prints, tables, footnotes.
//!
//! The page is read token by token. Pages leave out end tags freely; where a block begins, the one before it ends, and
//! nothing here calls itself, however deep a page nests.

mod blocks;
mod elements;
mod lists;
mod reader;

use std::cell::RefCell;
use std::sync::LazyLock;

use encoding_rs::Encoding;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use regex::Regex;

use super::rendered::{Rendered, check_size};
use blocks::rendered;
use elements::raw_kind;
use reader::Reader;

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
    let pieces = reader.blocks.iter().flat_map(|block| &block.pieces);
    check_size(reader.blocks.len(), pieces.map(|piece| piece.text.len()).sum())?;
    let rendered = rendered(&reader.blocks, &reader.lists)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Start;

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
    fn cells_make_a_row_and_a_number_belongs_to_its_text() {
        let page = "<table><tr><td>1.</td><td>States should act.</td></tr><tr><td>Left<td>Right</tr>\
                    <tr><td><p>(a)<td>Second<tr><td>Alone<td>3.</table>";
        let cells = ["1. States should act.", "Left | Right", "(a) Second", "Alone | 3."];
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
