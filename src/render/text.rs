//! Text for a terminal: styles, redlines, and what of a document's text must not reach a terminal.

use anstyle::{AnsiColor, Style};

use super::Terminal;
use crate::view::{Op, Segment};

/// What went: red and struck through.
const GONE: Style = AnsiColor::Red.on_default().strikethrough();
/// What came: green and underlined.
const CAME: Style = AnsiColor::Green.on_default().underline();
/// A heading.
const HEADING: Style = Style::new().bold();
/// What matters most.
const STRONG: Style = AnsiColor::Cyan.on_default();
/// What is of less interest.
const FAINT: Style = Style::new().dimmed();
/// What deserves doubt.
const DOUBT: Style = AnsiColor::Yellow.on_default();

/// Text in a style, if there is colour.
fn styled(text: &str, style: Style, terminal: Terminal) -> String {
    if terminal.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// A heading.
pub fn heading(text: &str, terminal: Terminal) -> String {
    styled(&clean(text), HEADING, terminal)
}

/// Text that matters most.
pub fn strong(text: &str, terminal: Terminal) -> String {
    styled(&clean(text), STRONG, terminal)
}

/// Text of less interest.
pub fn faint(text: &str, terminal: Terminal) -> String {
    styled(&clean(text), FAINT, terminal)
}

/// Text that deserves doubt.
pub fn doubtful(text: &str, terminal: Terminal) -> String {
    styled(&clean(text), DOUBT, terminal)
}

/// A redline: in colour where there is colour, else as `[-was-]` and `{+is+}`.
pub fn redline(segments: &[Segment], terminal: Terminal) -> String {
    let mut shown = String::new();
    for (at, segment) in segments.iter().enumerate() {
        let text = clean(&segment.text);
        // The space behind a word stays outside the marks.
        let words = text.trim_end();
        match (segment.op, terminal.colour) {
            (Op::Same, _) => shown.push_str(words),
            (Op::Gone, true) => shown.push_str(&styled(words, GONE, terminal)),
            (Op::Came, true) => shown.push_str(&styled(words, CAME, terminal)),
            (Op::Gone, false) => shown.push_str(&format!("[-{words}-]")),
            (Op::Came, false) => shown.push_str(&format!("{{+{words}+}}")),
        }
        if let Some(next) = segments.get(at + 1) {
            shown.push_str(separator(segment, next));
        }
    }
    shown
}

/// What stands between two pieces of a redline. A word may be followed by a space in one text and by
/// a comma in the other; two words are parted all the same, and a comma is not.
fn separator(segment: &Segment, next: &Segment) -> &'static str {
    let texts = [segment.in_old(), segment.in_new()];
    let any_ends = |of: fn(char) -> bool| texts.iter().any(|text| text.ends_with(of));
    let closes = next.text.starts_with([',', '.', ';', ':', '!', '?', ')', ']', '’', '”', '\'']);
    let meets_word = next.text.starts_with(char::is_alphanumeric) && any_ends(char::is_alphanumeric);
    if any_ends(|c| c == '\n') {
        "\n"
    } else if !closes && (any_ends(char::is_whitespace) || meets_word) {
        " "
    } else {
        ""
    }
}

/// A text without what could make a terminal do something: control characters become visible signs,
/// and marks that reverse the direction of writing are left out.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32),
            '\u{7f}' => Some('\u{2421}'),
            '\u{80}'..='\u{9f}' => Some(char::REPLACEMENT_CHARACTER),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
            c => Some(c),
        })
        .collect()
}

/// Breaks a text into lines of a width, words unbroken where they fit, and sets them in.
pub fn wrapped(text: &str, indent: usize, terminal: Terminal) -> String {
    let width = usize::from(terminal.width).saturating_sub(indent).max(20);
    let pad = " ".repeat(indent);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut columns = 0;
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let wide = visible_width(word);
            if columns > 0 && columns + 1 + wide > width {
                lines.push(std::mem::take(&mut line));
                columns = 0;
            }
            if columns > 0 {
                line.push(' ');
                columns += 1;
            }
            line.push_str(word);
            columns += wide;
        }
        lines.push(line);
    }
    lines.iter().map(|line| format!("{pad}{line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// The columns that a word takes, its styles aside.
fn visible_width(word: &str) -> usize {
    anstream::adapter::strip_str(word).map(|part| part.chars().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::redline_of;

    const PLAIN: Terminal = Terminal { width: 80, colour: false };

    #[test]
    fn a_plain_redline_has_marks() {
        let segments = redline_of("adopt strict procedures", "establish appropriate procedures");
        assert_eq!(redline(&segments, PLAIN), "[-adopt strict-] {+establish appropriate+} procedures");
    }

    #[test]
    fn nothing_in_a_text_commands_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mred\u{202e}b\r\u{9b}c"), "a␛[31mredb␍\u{fffd}c");
    }
}
