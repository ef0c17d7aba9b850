//! How wide text is in a picture, in pixels, as near as can be told without the font that will be there: so that it is cut
//! and broken where it would not fit.

use unicode_width::UnicodeWidthChar;

use super::text::printable;

/// The width of a letter of an ordinary sans serif, as a share of the size of type.
fn letter_width(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '‘' | '|' | '!' => 0.3,
        ' ' | '(' | ')' | '[' | ']' | 'f' | 't' | 'r' | 'I' | '-' | '/' => 0.37,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 0.92,
        letter if letter.is_uppercase() => 0.7,
        letter => 0.59 * letter.width().unwrap_or(0) as f64,
    }
}

/// The width of a text in type of a size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter_width).sum::<f64>() * size
}

/// What runs from right to left is kept apart, so that its end stands where it ends.
pub(super) fn apart(text: String) -> String {
    let runs_left =
        text.contains(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'));
    if runs_left { format!("\u{2068}{text}\u{2069}") } else { text }
}

/// As many letters of a text, in bytes, as a width holds; one at least.
pub(super) fn fitting(text: &str, room: f64, size: f64) -> usize {
    let mut used = 0.0;
    for (at, letter) in text.char_indices() {
        used += letter_width(letter) * size;
        if used > room && at > 0 {
            return at;
        }
    }
    text.len()
}

/// A text without its last letters, where it would be too wide.
fn cut(text: &str, room: f64, size: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    format!("{}…", text[..fitting(text, room - width("…", size), size)].trim_end())
}

/// As much of a text as a width holds in one line.
pub(super) fn fitted(text: &str, room: f64, size: f64) -> String {
    apart(cut(&printable(text).replace('\n', " "), room, size))
}

/// A text in lines of a width, broken between words, or within one that is wider than a line. Of a text that needs more
/// lines than there are, the last line is cut.
pub(super) fn wrapped(text: &str, room: f64, size: f64, most: usize) -> Vec<String> {
    let text = printable(text);
    let mut lines = Vec::new();
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = whole.as_str();
    while !rest.is_empty() {
        if lines.len() + 1 == most {
            lines.push(cut(rest, room, size));
            break;
        }
        let end = line_end(rest, room, size);
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines.into_iter().map(apart).collect()
}

/// Where the first line of a text ends, in bytes.
pub(super) fn line_end(text: &str, room: f64, size: f64) -> usize {
    let end = fitting(text, room, size);
    if end == text.len() || text[end..].starts_with(' ') {
        return end;
    }
    text[..end].rfind(' ').filter(|&space| space > 0).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_where_it_would_not_fit() {
        assert_eq!(fitted("Ports", 100.0, 10.0), "Ports");
        let short = fitted("Ports keep public lists of their quays", 100.0, 10.0);
        assert!(short.ends_with('…') && width(&short, 10.0) <= 100.0, "{short}");
        assert!(fitted("שלום עולם", 100.0, 10.0).starts_with('\u{2068}'));
    }

    #[test]
    fn lines_break_between_words_and_lose_none() {
        let text = "Ports keep public lists of their quays, and of incomprehensibilitiesincomprehensibilities too.";
        let lines = wrapped(text, 100.0, 10.0, usize::MAX);
        assert!(lines.iter().all(|line| width(line, 10.0) <= 100.0), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        assert_eq!(lines[0], "Ports keep public");
        let two = wrapped(text, 100.0, 10.0, 2);
        assert_eq!((two.len(), two[0].as_str()), (2, "Ports keep public"));
        assert!(two[1].ends_with('…'), "{two:?}");
        assert_eq!(wrapped("", 100.0, 10.0, 2), [] as [&str; 0]);
        assert_eq!(wrapped("WWW", 1.0, 10.0, usize::MAX), ["W", "W", "W"], "a letter at least");
    }
}
