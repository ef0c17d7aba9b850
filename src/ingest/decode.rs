//! Bytes to text, in whatever encoding they are, and what to say where that had to be found out.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::html;
use crate::corpus::Source;
use crate::error::{Error, Result, Warning};

/// The text of a file. What no encoding accounts for is replaced and reported; a file that is no text at all is an
/// error.
pub(super) fn decode(source: &Source) -> Result<(String, Vec<Warning>)> {
    let bytes = source.bytes.as_slice();
    let wrong = |message: &str| Error::file(&source.path, message);
    if let Some(kind) = foreign_format(bytes) {
        return Err(wrong(&format!("is {kind}, which is not read yet; save it as plain text or Markdown (UTF-8)")));
    }
    let Reading { encoding, from, said } = reading(bytes);
    let mut text = encoding.decode_without_bom_handling(&bytes[from..]).0.into_owned();
    let length = text.chars().count();
    let nuls = text.matches('\0').count();
    let odd = text.chars().filter(|letter| letter.is_control() && !letter.is_whitespace()).count();
    let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
    if nuls * 100 > length {
        return Err(wrong("is not text (it holds NUL bytes); save the document as plain text or Markdown (UTF-8)"));
    }
    // A text in another encoding has a wrong byte now and then; a binary file has them throughout.
    if odd * 20 > length || replaced * 10 > length {
        return Err(wrong("is not text; save the document as plain text or Markdown (UTF-8)"));
    }
    let line_of = |letter: char| text.find(letter).map(|at| text[..at].matches('\n').count() + 1);
    let mut warnings = Vec::new();
    let mut warn = |line: Option<usize>, message: String| {
        warnings.push(Warning { document: source.id.clone(), label: None, line, message });
    };
    if let Some(said) = said {
        warn(None, said);
    }
    if replaced > 0 && !bytes.windows(3).any(|letter| letter == "\u{fffd}".as_bytes()) {
        let count = if replaced == 1 { "1 place".to_owned() } else { format!("{replaced} places") };
        let message = format!("is no sound {}: {count} replaced by \u{fffd}{FIRST_HERE}", encoding.name());
        warn(line_of(char::REPLACEMENT_CHARACTER), message);
    }
    if nuls > 0 {
        let (count, were) = if nuls == 1 { ("1 NUL".to_owned(), "was") } else { (format!("{nuls} NULs"), "were") };
        warn(line_of('\0'), format!("holds {count}, which {were} left out{FIRST_HERE}"));
        text.retain(|letter| letter != '\0');
    }
    if text.trim().is_empty() {
        return Err(wrong("holds only white space; there is nothing to read"));
    }
    Ok((text, warnings))
}

/// What ends a message about a line of the text.
const FIRST_HERE: &str = ", the first on this line";

/// Says that lines are those of the file, where the text that is read of it has other ones.
pub(super) fn tell_lines_of_file(warnings: &mut [Warning]) {
    for warning in warnings {
        if let Some(line) = warning.line.take() {
            warning.message = warning.message.replace(FIRST_HERE, &format!(", the first on line {line} of the file"));
        }
    }
}

/// How bytes are read.
struct Reading {
    encoding: &'static Encoding,
    /// Where the text begins, behind a byte order mark.
    from: usize,
    /// What to say where the encoding is not the expected one.
    said: Option<String>,
}

/// Finds out how bytes are to be read: by their byte order mark, as UTF-8 if they are that but for some damage, as
/// UTF-16, as a web page declares, and else by which letters come out.
fn reading(bytes: &[u8]) -> Reading {
    if let Some((encoding, from)) = Encoding::for_bom(bytes) {
        return Reading { encoding, from, said: None };
    }
    if let Some(encoding) = wide(bytes) {
        let said = Some(format!("has no byte order mark and was read as {}", encoding.name()));
        return Reading { encoding, from: 0, said };
    }
    if is_utf_8(bytes) {
        return Reading { encoding: UTF_8, from: 0, said: None };
    }
    if let Some(encoding) = html::declared_encoding(bytes) {
        return Reading { encoding, from: 0, said: None };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(telling(bytes), true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let said =
        format!("is not UTF-8; by its letters it was read as {}; save it as UTF-8 if that is wrong", encoding.name());
    Reading { encoding, from: 0, said: Some(said) }
}

/// The bytes by which an encoding is found out: from the first that is not ASCII on, as many as tell. Going through all
/// of a file that is no text takes long.
fn telling(bytes: &[u8]) -> &[u8] {
    const ENOUGH: usize = 1 << 20;
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    &bytes[first..bytes.len().min(first + ENOUGH)]
}

/// Whether bytes are UTF-8, or were before some were damaged: in any other encoding, letters beyond ASCII hardly ever
/// come out as sound UTF-8.
fn is_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || sound > 2 * broken
}

/// UTF-16 without a byte order mark. It holds NUL bytes, and in the right byte order far more spaces and line ends than
/// in the wrong one, where these are rare letters.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    /// How much is looked at, in bytes.
    const SAMPLE: usize = 1 << 16;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if !sample.contains(&0) {
        return None;
    }
    let pairs = sample.len() / 2;
    let spaces = |from: fn([u8; 2]) -> u16| {
        let units = sample.chunks_exact(2).map(|pair| from([pair[0], pair[1]]));
        units.filter(|unit| matches!(unit, 0x20 | 0x0a | 0x0d)).count()
    };
    let (little, big) = (spaces(u16::from_le_bytes), spaces(u16::from_be_bytes));
    let (encoding, most) = if little > big { (UTF_16LE, little) } else { (UTF_16BE, big) };
    (most * 50 > pairs && little != big).then_some(encoding)
}

/// The signatures of files that people take for text.
fn foreign_format(bytes: &[u8]) -> Option<&'static str> {
    let opening = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    if opening.contains("mime-version:") && opening.contains("multipart/related") {
        return Some("a web archive (MHTML)");
    }
    opening.starts_with("{\\rtf").then_some("Rich Text (RTF)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Declared;

    fn decoded(bytes: &[u8]) -> (String, Vec<String>) {
        let source =
            Source { id: "own".into(), path: "own.txt".into(), bytes: bytes.into(), declared: Declared::default() };
        let (text, warnings) = decode(&source).unwrap();
        (text, warnings.iter().map(ToString::to_string).collect())
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn marks_tell_the_encoding() {
        let text = "1. États parties\n2. Государства";
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            [b"\xff\xfe".to_vec(), utf_16(text, u16::to_le_bytes)].concat(),
            [b"\xfe\xff".to_vec(), utf_16(text, u16::to_be_bytes)].concat(),
        ] {
            assert_eq!(decoded(&bytes), (text.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn wide_text_is_known_without_a_mark() {
        for text in [
            "1. States parties should act.\n",
            "1. Государства-участники должны действовать.\n",
            "第一条 缔约国应当\n采取行动。 1. \n",
        ] {
            let little = decoded(&utf_16(text, u16::to_le_bytes));
            assert_eq!(
                little,
                (text.to_owned(), vec!["own: has no byte order mark and was read as UTF-16LE".to_owned()])
            );
            assert_eq!(decoded(&utf_16(text, u16::to_be_bytes)).0, text);
        }
    }

    #[test]
    fn older_encodings_are_found_out() {
        let cases = [
            (
                encoding_rs::WINDOWS_1252,
                "1. Les États parties devraient coopérer à l’élaboration d’un protocole “commun”.",
            ),
            (encoding_rs::WINDOWS_1251, "1. Государствам-участникам следует рассмотреть вопрос о сотрудничестве."),
            (encoding_rs::WINDOWS_1256, "١. ينبغي للدول الأطراف أن تتعاون على مكافحة تهريب المهاجرين عن طريق الجو."),
            (encoding_rs::GB18030, "1. 缔约国应当考虑加强合作，打击偷运移民活动。"),
        ];
        for (encoding, text) in cases {
            let (bytes, _, lossy) = encoding.encode(text);
            let (read, said) = decoded(&bytes);
            if !lossy {
                assert_eq!(read, text);
            }
            assert!(said[0].starts_with("own: is not UTF-8; by its letters it was read as"), "{said:?}");
        }
    }

    #[test]
    fn damage_is_said_with_its_line() {
        let (text, said) = decoded(b"1. \xc3\x89tats, \xc3\xa0 l\xe2\x80\x99\xc3\xa9chelle\n2. co\xc3op\xc3\xa9rer");
        assert_eq!(text, "1. États, à l’échelle\n2. co\u{fffd}opérer");
        assert_eq!(said, ["own:2: is no sound UTF-8: 1 place replaced by \u{fffd}, the first on this line"]);
        let surrogate =
            [utf_16("1. A b c d e f\n2. ", u16::to_le_bytes), vec![0x00, 0xd8], utf_16(" end", u16::to_le_bytes)];
        let (text, said) = decoded(&[b"\xff\xfe".to_vec(), surrogate.concat()].concat());
        assert_eq!(text, "1. A b c d e f\n2. \u{fffd} end");
        assert_eq!(said, ["own:2: is no sound UTF-16LE: 1 place replaced by \u{fffd}, the first on this line"]);
        let long = format!("1. States\0 should{}", " act and rest".repeat(20));
        let (text, said) = decoded(long.as_bytes());
        assert!(text.starts_with("1. States should act"));
        assert_eq!(said, ["own:1: holds 1 NUL, which was left out, the first on this line"]);
    }
}
