//! Text for a terminal: styles, lines, and what of a document's text must not reach a terminal.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::Terminal;

/// A heading.
const HEADING: Style = Style::new().bold();
/// What matters most.
const STRONG: Style = AnsiColor::Cyan.on_default();
/// What is of less interest.
const FAINT: Style = Style::new().dimmed();
/// What deserves doubt.
const DOUBT: Style = AnsiColor::Yellow.on_default();

/// Text in a style, if there is colour.
pub(super) fn styled(text: &str, style: Style, terminal: Terminal) -> String {
    if terminal.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// Text as it stands.
pub fn plain(text: &str, _: Terminal) -> String {
    clean(text)
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

/// A text without what could make a terminal do something: control characters become visible signs,
/// and marks that reverse the direction of writing are left out.
pub fn clean(text: &str) -> String {
    printable(text).replace(|c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'), "")
}

/// A text of characters that every format can hold: control characters, and the two that are none, become visible
/// signs. Where a text can be kept apart from what stands around it, its marks of direction may stay.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => '\n',
            '\t' => ' ',
            c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap_or(char::REPLACEMENT_CHARACTER),
            '\u{7f}' => '\u{2421}',
            '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}

/// A text as one word of a shell's command line.
pub fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    let text = clean(text);
    if !text.is_empty() && text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// Breaks a text into lines of a width, words unbroken where they fit, and sets them in. A style ends with
/// each line and begins anew on the next, so that it does not reach into the margin.
pub fn wrapped(text: &str, indent: usize, terminal: Terminal) -> String {
    let width = usize::from(terminal.width).saturating_sub(indent).max(20);
    let pad = " ".repeat(indent);
    let mut style = String::new();
    let lines = text.split('\n').flat_map(|paragraph| lines(paragraph, width));
    let styled = lines.map(|line| format!("{pad}{}", with_own_style(&line, &mut style)).trim_end().to_owned());
    styled.collect::<Vec<_>>().join("\n")
}

/// A paragraph in lines of a width.
fn lines(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
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
    lines
}

/// A line that begins in the style in which the one before ended, and ends without one. The style is kept for
/// the next.
fn with_own_style(line: &str, style: &mut String) -> String {
    let mut own = format!("{style}{line}");
    for (at, _) in line.match_indices('\u{1b}') {
        let code = line[at..].split_inclusive('m').next().unwrap_or_default();
        if code == RESET { style.clear() } else { style.push_str(code) }
    }
    if !style.is_empty() {
        own.push_str(RESET);
    }
    own
}

/// The code that ends all styles.
const RESET: &str = "\u{1b}[0m";

/// The columns that a text takes, its styles aside.
pub(crate) fn visible_width(word: &str) -> usize {
    anstream::adapter::strip_str(word).map(UnicodeWidthStr::width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_commands_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mred\u{202e}b\r\u{9b}c"), "a␛[31mredb␍\u{fffd}c");
    }

    #[test]
    fn words_of_a_shell_stand_in_quotes_where_they_must() {
        assert_eq!(
            ["a-1/2.b", "a b", "it's", "$x", ""].map(shell_word),
            ["a-1/2.b", "'a b'", r"'it'\''s'", "'$x'", "''"]
        );
    }

    #[test]
    fn a_style_does_not_reach_into_the_margin() {
        let terminal = Terminal { width: 24, colour: true };
        let shown = wrapped(&doubtful("harbours keep registers of vessels", terminal), 2, terminal);
        let line = |words: &str| format!("  {DOUBT}{words}{DOUBT:#}");
        assert_eq!(shown, [line("harbours keep"), line("registers of vessels")].join("\n"));
    }
}
