//! Markdown, including what OCR makes of a report: headings at odd levels, bold lines for
//! headings, two of them glued together, HTML footnote marks.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::contents::is_entry;
use super::invisible::is_invisible;
use super::rendered::settled;
use super::table::{Placed, Tables};
use super::{Line, Passage, Start, physical_lines};

/// Whether a text has headings as only Markdown has them.
pub(super) fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start_matches(is_invisible);
        let level = line.bytes().take_while(|&b| b == b'#').count();
        (1..=6).contains(&level) && line[level..].starts_with(|letter: char| letter != '\t' && letter.is_whitespace())
    })
}

/// A text with plain spaces around the marks of its headings and items, where other spaces or signs that are not seen
/// would hide them. There are as many bytes of spaces as of what they stand for, so that all places stay.
fn with_plain_marks(text: &str) -> Cow<'_, str> {
    /// As many spaces as may stand before a mark, and behind that of an item. With more, what follows is code.
    const MOST: (usize, usize) = (3, 4);
    let is_odd = |letter: char| !matches!(letter, ' ' | '\t') && (letter.is_whitespace() || is_invisible(letter));
    let mut plain = String::new();
    let mut from = 0;
    for range in physical_lines(text) {
        let line = &text[range.clone()];
        let marked = line.trim_start_matches(|letter| letter == ' ' || is_odd(letter));
        let Some((mark, is_heading)) = mark_length(marked) else { continue };
        let lead = line.len() - marked.len();
        let behind = marked.len() - mark - marked[mark..].trim_start().len();
        let most = if is_heading { behind } else { MOST.1 };
        for (space, most) in [(0..lead, MOST.0), (lead + mark..lead + mark + behind, most)] {
            if space.len() <= most && line[space.clone()].contains(is_odd) {
                plain.push_str(&text[from..range.start + space.start]);
                plain.extend(std::iter::repeat_n(' ', space.len()));
                from = range.start + space.end;
            }
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    plain.push_str(&text[from..]);
    Cow::Owned(plain)
}

/// The length of the mark that a line begins with, and whether it is that of a heading.
fn mark_length(line: &str) -> Option<(usize, bool)> {
    let length = |of: fn(&char) -> bool| line.chars().take_while(of).count();
    match line.chars().next()? {
        '#' => Some((length(|letter| *letter == '#'), true)),
        '-' | '*' | '+' => Some((1, false)),
        '0'..='9' => {
            let digits = length(char::is_ascii_digit);
            line[digits..].starts_with(['.', ')']).then_some((digits + 1, false))
        }
        _ => None,
    }
}

/// How many signs that may be markup are read of one file. The parser keeps some 400 bytes for each, and a report of a
/// hundred thousand provisions has a few for each of these.
const MOST_SIGNS: usize = 800_000;

/// Refuses a text with far more markup than any document has.
pub(super) fn check_markup(text: &str) -> Result<(), String> {
    let is_sign = |pair: &&[u8]| match pair[0] {
        b'*' | b'_' | b'`' | b'[' | b']' | b'<' | b'>' | b'&' | b'|' | b'\\' | b'~' | b'!' => true,
        // Marks of lists, of which one line may have any number.
        b'-' | b'+' => pair[1] == b' ',
        b'0'..=b'9' => matches!(pair[1], b'.' | b')'),
        _ => false,
    };
    if text.as_bytes().windows(2).filter(is_sign).nth(MOST_SIGNS).is_some() {
        return Err(format!("has more than {MOST_SIGNS} signs of Markdown; split it, or save it as plain text"));
    }
    Ok(())
}

/// The lines of a Markdown text, in order, free of markup.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let text = &with_plain_marks(text);
    let mut reader = Reader {
        source: text,
        lines: Vec::new(),
        tables: Tables::default(),
        quotations: 0,
        in_link: false,
        block: Block::default(),
        numbered: Vec::new(),
        in_footnote: false,
        notes: note_marks(text),
    };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter() {
        reader.take(event, range);
    }
    reader.end_block();
    settled(reader.lines)
}

/// The marks with which lines begin that are set in superscript. Any other superscript is a power or
/// an ordinal.
fn note_marks(text: &str) -> BTreeSet<&str> {
    let marks = text.lines().filter_map(|line| line.trim_start().strip_prefix("<sup>"));
    marks.filter_map(|rest| rest.split_once("</sup>")).map(|(mark, _)| mark.trim()).collect()
}

/// A heading, paragraph or item being read.
struct Block {
    start: Start,
    spans: Vec<Styled>,
    italic: usize,
    bold: usize,
    superscript: bool,
    footnote: bool,
}

/// Text of one style; `None` stands for a line break.
type Styled = Option<(Style, Passage)>;

#[derive(Clone, Copy)]
struct Style {
    italic: bool,
    bold: bool,
    /// Whether it is a link to a place in the same document.
    linked: bool,
}

impl Style {
    /// Whether letters look alike.
    fn looks_as(self, other: Style) -> bool {
        (self.italic, self.bold) == (other.italic, other.bold)
    }
}

impl Default for Block {
    fn default() -> Self {
        Block { start: Start::Paragraph, spans: Vec::new(), italic: 0, bold: 0, superscript: false, footnote: false }
    }
}

struct Reader<'a> {
    source: &'a str,
    lines: Vec<Placed>,
    tables: Tables,
    /// How many quotations are open.
    quotations: usize,
    /// Whether a link is open that leads to a place in the same document.
    in_link: bool,
    block: Block,
    /// For each list that is open, whether its items are numbered.
    numbered: Vec<bool>,
    /// Whether what is read belongs to a footnote.
    in_footnote: bool,
    /// The marks of the footnotes that stand in the text as paragraphs: `<sup>1</sup> See ...`.
    notes: BTreeSet<&'a str>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text, range),
            Event::SoftBreak | Event::HardBreak => self.block.spans.push(None),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::Html(html) => self.html_block(&html, range),
            Event::Rule => self.end_block(),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end_block();
                self.block.start = Start::Heading(rank(level));
            }
            Tag::List(first) => {
                self.end_block();
                self.numbered.push(first.is_some());
            }
            Tag::Item => {
                self.end_block();
                self.block.start = Start::Item;
                if self.numbered.last() == Some(&true) {
                    self.printed_number(range);
                }
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotations += 1;
            }
            Tag::Table(_) => {
                self.end_block();
                self.tables.open();
            }
            Tag::TableHead | Tag::TableRow => self.tables.next_row(),
            Tag::TableCell => self.tables.next_cell(),
            Tag::Link { dest_url, .. } => self.in_link = dest_url.starts_with('#'),
            Tag::Paragraph | Tag::CodeBlock(_) => {
                // A paragraph in an item begins behind the item's number.
                let in_item = self.block.start == Start::Item;
                if !(in_item && self.block.spans.len() <= 1) {
                    self.end_block();
                }
            }
            Tag::FootnoteDefinition(_) => {
                self.end_block();
                self.in_footnote = true;
            }
            Tag::Emphasis => self.block.italic += 1,
            Tag::Strong => self.block.bold += 1,
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::TableCell => {
                self.end_block()
            }
            TagEnd::Table => self.tables.close(),
            TagEnd::Link => self.in_link = false,
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotations = self.quotations.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end_block();
                self.numbered.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.end_block();
                self.in_footnote = false;
            }
            TagEnd::Emphasis => self.block.italic = self.block.italic.saturating_sub(1),
            TagEnd::Strong => self.block.bold = self.block.bold.saturating_sub(1),
            _ => {}
        }
    }

    /// Markdown counts items anew; what was printed is what stands in the source.
    fn printed_number(&mut self, item: Range<usize>) {
        let text = &self.source[item.clone()];
        let indent = text.len() - text.trim_start().len();
        let text = text.trim_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let end = digits + text[digits..].chars().next().filter(|c| matches!(c, '.' | ')')).map_or(0, char::len_utf8);
        let mut number = Passage::verbatim(&text[..end], item.start + indent);
        number.push_unprinted(" ");
        self.block.spans.push(Some((self.style(), number)));
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.block.superscript && self.notes.contains(text.trim()) {
            // A footnote mark in the text is dropped; one that opens a block makes it a footnote.
            if self.block.spans.is_empty() {
                self.block.footnote = true;
            }
            return;
        }
        let style = self.style();
        let mut at = range.start;
        for (index, piece) in text.split('\n').enumerate() {
            if index > 0 {
                self.block.spans.push(None);
                at += 1;
            }
            let mut passage = Passage::default();
            let end = if text.len() == range.len() { at + piece.len() } else { range.end };
            passage.push(piece, at.min(end)..end);
            at += piece.len();
            self.block.spans.push(Some((style, passage)));
        }
    }

    fn inline_html(&mut self, html: &str) {
        match html.to_ascii_lowercase().as_str() {
            "<sup>" => self.block.superscript = true,
            "</sup>" => self.block.superscript = false,
            "<br>" | "<br/>" | "<br />" => self.block.spans.push(None),
            _ => {}
        }
    }

    /// The text of a block of HTML, without its tags.
    fn html_block(&mut self, html: &str, range: Range<usize>) {
        self.end_block();
        let mut at = range.start;
        for piece in html.split_inclusive('>') {
            let text = piece.split('<').next().unwrap_or_default();
            if html.len() == range.len() && !text.trim().is_empty() {
                self.text(text, at..at + text.len());
            }
            at += piece.len();
        }
        self.end_block();
    }

    fn style(&self) -> Style {
        Style { italic: self.block.italic > 0, bold: self.block.bold > 0, linked: self.in_link }
    }

    /// Turns the block into lines.
    ///
    /// A block that is set in italics or bold throughout is a heading by another name; where the
    /// style changes within such a block, two headings have been glued together.
    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        let visible = |span: &Styled| span.as_ref().is_some_and(|(_, passage)| !passage.text().trim().is_empty());
        let emphasised = block.spans.iter().any(visible)
            && block
                .spans
                .iter()
                .flatten()
                .all(|(style, passage)| style.italic || style.bold || passage.text().trim().is_empty());
        let start = if block.footnote || self.in_footnote { Start::Footnote } else { block.start };
        let pieces = block.spans.iter().flatten().map(|(style, passage)| (passage.text(), style.linked));
        let block_is_link = is_entry(pieces);
        let put_down = |reader: &mut Self, line: &mut Passage, start: Start| {
            reader.end_line(line, start, emphasised, block_is_link);
        };
        let mut line = Passage::default();
        let mut line_start = start;
        let mut style_before = None;
        for span in &block.spans {
            match span {
                None => {
                    put_down(self, &mut line, line_start);
                    line_start = Start::Flow;
                }
                Some((style, passage)) => {
                    if emphasised && style_before.is_some_and(|before: Style| !before.looks_as(*style)) && visible(span)
                    {
                        put_down(self, &mut line, line_start);
                        line_start = start;
                    }
                    if visible(span) {
                        style_before = Some(*style);
                    }
                    line.append(passage);
                }
            }
        }
        put_down(self, &mut line, line_start);
    }

    fn end_line(&mut self, line: &mut Passage, start: Start, emphasised: bool, is_link: bool) {
        /// How many columns a list within a list or a quotation is set in, and how many of them count.
        const COLUMNS: usize = 4;
        const DEEPEST: usize = 50;
        let passage = std::mem::take(line).trim();
        if passage.is_empty() {
            return;
        }
        // The items of the outermost list stand at the margin.
        let depth = self.quotations + self.numbered.len().saturating_sub(1);
        let indent = if start == Start::Flow { 0 } else { depth.min(DEEPEST) * COLUMNS };
        let line = Line { passage, start, indent, emphasised, said: None };
        self.lines.push(Placed { line, cell: self.tables.cell(), is_link });
    }
}

fn rank(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, Start, bool)> {
        lines(text).into_iter().map(|line| (line.passage.text().to_owned(), line.start, line.emphasised)).collect()
    }

    #[test]
    fn glued_headings_come_apart() {
        let read = shown("**B. On capacity to prosecute***Recommendation 6*\n\nStates parties should act.\n");
        assert_eq!(read[0], ("B. On capacity to prosecute".into(), Start::Paragraph, true));
        assert_eq!(read[1], ("Recommendation 6".into(), Start::Paragraph, true));
        assert_eq!(read[2], ("States parties should act.".into(), Start::Paragraph, false));
    }

    #[test]
    fn nothing_that_is_text_is_lost() {
        let read = shown("<center>Recommendation 4</center>\n\nA room of 5 m<sup>3</sup>.\n\n   7. Indented.\n");
        assert_eq!(read[0].0, "Recommendation 4");
        assert_eq!(read[1].0, "A room of 5 m3.");
        assert_eq!(read[2], ("7. Indented.".into(), Start::Item, false));
    }

    #[test]
    fn printed_numbers_stay_and_footnotes_stand_apart() {
        let read =
            shown("7. See the website.<sup>1</sup> It\n   helps.\n9. Done.\n\n<sup>1</sup> [a.org](http://a.org).\n");
        assert_eq!(read[0], ("7. See the website. It".into(), Start::Item, false));
        assert_eq!(read[1], ("helps.".into(), Start::Flow, false));
        assert_eq!(read[2], ("9. Done.".into(), Start::Item, false));
        assert_eq!(read[3], ("a.org.".into(), Start::Footnote, false));
    }
}
