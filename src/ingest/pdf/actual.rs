//! The text that a file says some of its glyphs stand for: a soft hyphen drawn as a hyphen, the letters of a ligature.

use super::glyphs::Glyph;
use super::scripts::is_leftward;

/// The longest text that stands for glyphs. What is longer describes a picture or repeats what is drawn.
const LONGEST: usize = 64;

/// Where a stretch with such a text begins: how many glyphs of each direction there were before.
#[derive(Debug)]
pub(super) struct Stretch {
    text: Vec<char>,
    from: [usize; 4],
}

impl Stretch {
    pub(super) fn new(text: &[u8], glyphs: &[Vec<Glyph>; 4]) -> Option<Self> {
        let text: Vec<char> = decoded(text).chars().take(LONGEST + 1).collect();
        let from = std::array::from_fn(|direction| glyphs[direction].len());
        (text.len() <= LONGEST).then_some(Stretch { text, from })
    }

    /// How many glyphs were drawn since it began.
    pub(super) fn drawn_since(&self, glyphs: &[Vec<Glyph>; 4]) -> usize {
        glyphs.iter().zip(self.from).map(|(glyphs, from)| glyphs.len().saturating_sub(from)).sum()
    }

    /// Puts the text in the place of the glyphs that were drawn since, if they stand on one line.
    pub(super) fn replace(self, glyphs: &mut [Vec<Glyph>; 4]) {
        for (glyphs, from) in glyphs.iter_mut().zip(self.from) {
            if glyphs.len() > from {
                let drawn = glyphs.split_off(from);
                glyphs.extend(replaced(drawn, &self.text));
            }
        }
    }
}

fn replaced(drawn: Vec<Glyph>, text: &[char]) -> Vec<Glyph> {
    let first = drawn[0];
    let on_one_line = drawn.iter().all(|glyph| (glyph.y - first.y).abs() < first.size * 0.5);
    let same = drawn.iter().map(|glyph| glyph.letter).filter(is_ink).eq(text.iter().copied().filter(is_ink));
    // Some files take the hyphen at a line's end for nothing.
    let text = if !text.iter().any(is_ink) && drawn.len() == 1 && first.letter == '-' { &['\u{ad}'][..] } else { text };
    if !on_one_line || same || !text.iter().any(is_ink) {
        return drawn;
    }
    let start = drawn.iter().map(|glyph| glyph.x).fold(f32::MAX, f32::min);
    let end = drawn.iter().map(|glyph| glyph.x + glyph.width).fold(f32::MIN, f32::max);
    let width = (end - start) / text.len() as f32;
    let leftward = text.iter().any(|letter| is_leftward(*letter));
    let place = |at: usize| if leftward { text.len() - 1 - at } else { at };
    let letters = text.iter().enumerate();
    letters.map(|(at, &letter)| Glyph { letter, x: start + width * place(at) as f32, width, ..first }).collect()
}

fn is_ink(letter: &char) -> bool {
    !letter.is_whitespace() && !letter.is_control()
}

/// A text of a PDF: UTF-16 or UTF-8 behind a mark that says so, else Latin.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).take(LONGEST * 2 + 2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::typeface::Style;

    fn read(text: &[u8], drawn: &str) -> String {
        let glyph = |letter| Glyph { letter, x: 0.0, y: 0.0, width: 5.0, size: 10.0, style: Style::default() };
        let mut glyphs: [Vec<Glyph>; 4] = Default::default();
        glyphs[0].push(glyph('a'));
        let stretch = Stretch::new(text, &glyphs);
        glyphs[0].extend(drawn.chars().map(glyph));
        if let Some(stretch) = stretch {
            stretch.replace(&mut glyphs);
        }
        glyphs[0].iter().map(|glyph| glyph.letter).collect()
    }

    #[test]
    fn glyphs_are_read_as_the_file_says() {
        assert_eq!(read(b"\xfe\xff\x00\xad", "-"), "a\u{ad}");
        assert_eq!(read(b"", "-"), "a\u{ad}");
        assert_eq!(read(b"ffi", "\u{fffd}"), "affi");
        assert_eq!(read(&[b'x'; 500], "y"), "ay", "the description of a picture");
        assert_eq!(read(b"", "text"), "atext");
    }
}
