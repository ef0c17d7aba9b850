//! How large a file's compressed streams are once they are inflated: a few kilobytes may hold gigabytes.

use std::io::{BufReader, Read, Result};

use flate2::read::{DeflateDecoder, ZlibDecoder};

/// The largest stream that is read, in bytes. A font has some 10 MiB at most and a page's instructions less; images,
/// which are larger, are not read.
const LARGEST: u64 = 64 << 20;

/// How much all streams of a file may hold together, in bytes. It takes about two seconds to find out.
const LARGEST_TOGETHER: u64 = 1 << 30;

/// How many filters are looked through. None but a trap has more than two.
const DEEPEST: usize = 4;

/// Whether a stream of a file inflates to more than any part of a report needs, or all of them do. Streams of encrypted
/// files cannot be looked into.
pub(super) fn is_too_large(bytes: &[u8]) -> bool {
    let mut together = 0;
    streams(bytes).any(|(dictionary, data)| {
        let filters = filters(dictionary);
        if filters.is_empty() || holds(dictionary, b"/Image") {
            return false;
        }
        let length = inflated(data, &filters);
        together += length;
        length > LARGEST || together > LARGEST_TOGETHER
    })
}

/// The streams of a file with what stands before them.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    const KEYWORD: &[u8] = b"stream";
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + find(&bytes[from..], KEYWORD)?;
        let before = &bytes[from..at];
        let data = at + KEYWORD.len();
        from = data;
        // What belongs to the object before is none of this one's.
        let is_start = |window: &[u8]| window[0].is_ascii_whitespace() && &window[1..] == b"obj";
        let own = before.windows(4).rposition(is_start).map_or(before, |start| &before[start..]);
        Some((own, bytes[data..].trim_ascii_start()))
    })
}

/// What a stream's data went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    Flate,
    Lzw,
    RunLength,
    Hexadecimal,
    Base85,
}

/// The filters that a dictionary names, in the order in which they are undone.
fn filters(dictionary: &[u8]) -> Vec<Filter> {
    let names = dictionary.split(|byte| *byte == b'/').skip(1);
    let filter = |name: &[u8]| {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
        let end = name.iter().position(|byte| !is_part(byte)).unwrap_or(name.len());
        match unescaped(&name[..end]).as_slice() {
            b"FlateDecode" | b"Fl" => Some(Filter::Flate),
            b"LZWDecode" | b"LZW" => Some(Filter::Lzw),
            b"RunLengthDecode" | b"RL" => Some(Filter::RunLength),
            b"ASCIIHexDecode" | b"AHx" => Some(Filter::Hexadecimal),
            b"ASCII85Decode" | b"A85" => Some(Filter::Base85),
            _ => None,
        }
    };
    names.filter_map(filter).collect()
}

/// A name without its escapes: `F#6cateDecode` is a way to write `FlateDecode`.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'#') {
            Some(letter) => {
                plain.push(letter);
                rest = &behind[2..];
            }
            None => {
                plain.push(*first);
                rest = behind;
            }
        }
    }
    plain
}

/// How far data inflates at most, at any of its filters. Nothing is kept of it, and nothing is read on once it is too
/// long.
fn inflated(data: &[u8], filters: &[Filter]) -> u64 {
    let level = |level: usize, early: bool| {
        let whole: Box<dyn Read + '_> = Box::new(data);
        filters[..level].iter().fold(whole, |inner, filter| match filter {
            Filter::Flate => Box::new(ZlibDecoder::new(inner)),
            Filter::Lzw => Box::new(Decoded(lzw(bytes(inner), early))),
            Filter::RunLength => Box::new(Decoded(run_lengths(bytes(inner)))),
            Filter::Hexadecimal => Box::new(Decoded(hexadecimal(bytes(inner)))),
            Filter::Base85 => Box::new(Decoded(base_85(bytes(inner)))),
        })
    };
    let ways: &[bool] = if filters.contains(&Filter::Lzw) { &[true, false] } else { &[true] };
    let mut longest = 0;
    for early in ways {
        for filters in 1..=filters.len().min(DEEPEST) {
            longest = longest.max(length(level(filters, *early)));
        }
    }
    // Some programs leave the head out that zlib puts before.
    if filters[0] == Filter::Flate { longest.max(length(Box::new(DeflateDecoder::new(data)))) } else { longest }
}

/// How much can be read, up to a little more than the limit. What cannot be inflated ends there.
fn length(mut inflated: Box<dyn Read + '_>) -> u64 {
    let mut buffer = vec![0; 1 << 16];
    let mut length = 0;
    while let Ok(read @ 1..) = inflated.read(&mut buffer) {
        length += read as u64;
        if length > LARGEST {
            break;
        }
    }
    length
}

fn bytes<'a>(inner: Box<dyn Read + 'a>) -> impl Iterator<Item = u8> + 'a {
    BufReader::new(inner).bytes().map_while(Result::ok)
}

/// What a filter gives, byte by byte, to be read by the next.
struct Decoded<I>(I);

impl<I: Iterator<Item = u8>> Read for Decoded<I> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let filled = buffer.iter_mut().zip(&mut self.0).map(|(place, byte)| *place = byte).count();
        Ok(filled)
    }
}

/// LZW as PDF has it: codes of 9 to 12 bits, that grow wider one code early or not.
fn lzw(inner: impl Iterator<Item = u8>, early: bool) -> impl Iterator<Item = u8> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const MOST: usize = 4096;
    let mut bits = Bits { inner, held: 0, count: 0 };
    let mut table: Vec<Vec<u8>> = Vec::new();
    let mut before: Option<Vec<u8>> = None;
    let next = move || {
        loop {
            let size = END + 1 + table.len();
            let code = bits.next(match size + usize::from(early) {
                ..512 => 9,
                512..1024 => 10,
                1024..2048 => 11,
                _ => 12,
            })?;
            if code == CLEAR {
                table.clear();
                before = None;
                continue;
            }
            let entry = match (u8::try_from(code), code.checked_sub(END + 1), &before) {
                (Ok(letter), ..) => vec![letter],
                (_, Some(at), _) if at < table.len() => table[at].clone(),
                (_, Some(at), Some(before)) if at == table.len() => [before.as_slice(), &before[..1]].concat(),
                _ => return None,
            };
            if let Some(mut new) = before.take().filter(|_| size < MOST) {
                new.push(entry[0]);
                table.push(new);
            }
            before = Some(entry.clone());
            return Some(entry);
        }
    };
    std::iter::from_fn(next).flatten()
}

/// Bits, the highest of each byte first.
struct Bits<I> {
    inner: I,
    held: u32,
    count: u32,
}

impl<I: Iterator<Item = u8>> Bits<I> {
    fn next(&mut self, wanted: u32) -> Option<usize> {
        while self.count < wanted {
            self.held = self.held << 8 | u32::from(self.inner.next()?);
            self.count += 8;
        }
        self.count -= wanted;
        Some((self.held >> self.count) as usize & ((1 << wanted) - 1))
    }
}

/// Runs: a length below 128 is that of what stands there, one above that of a byte repeated.
fn run_lengths(mut inner: impl Iterator<Item = u8>) -> impl Iterator<Item = u8> {
    const END: u8 = 128;
    let next = move || match inner.next()? {
        END => None,
        length @ ..END => Some(inner.by_ref().take(usize::from(length) + 1).collect()),
        length => Some(vec![inner.next()?; 257 - usize::from(length)]),
    };
    std::iter::from_fn(next).flat_map(|run: Vec<u8>| run)
}

/// Two digits a byte.
fn hexadecimal(inner: impl Iterator<Item = u8>) -> impl Iterator<Item = u8> {
    let digit = |byte| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let mut digits = inner.filter(|byte| !byte.is_ascii_whitespace()).map_while(digit);
    std::iter::from_fn(move || Some(digits.next()? << 4 | digits.next().unwrap_or(0)))
}

/// Five digits of base 85 for four bytes; what is left over at the end is of no length to speak of.
fn base_85(inner: impl Iterator<Item = u8>) -> impl Iterator<Item = u8> {
    let mut inner = inner.filter(|byte| !byte.is_ascii_whitespace());
    let mut digit = move || inner.next().filter(|byte| (b'!'..=b'u').contains(byte) || *byte == b'z');
    let next = move || {
        let mut value = 0u32;
        for place in 0..5 {
            match digit()? {
                b'z' if place == 0 => return Some([0; 4]),
                b'z' => return None,
                byte => value = value.checked_mul(85)?.checked_add(u32::from(byte - b'!'))?,
            }
        }
        Some(value.to_be_bytes())
    };
    std::iter::from_fn(next).flatten()
}

fn holds(bytes: &[u8], sign: &[u8]) -> bool {
    find(bytes, sign).is_some()
}

fn find(bytes: &[u8], sign: &[u8]) -> Option<usize> {
    bytes.windows(sign.len()).position(|window| window == sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(data: &[u8], filter: Filter) -> Vec<u8> {
        let inner = data.iter().copied();
        match filter {
            Filter::Lzw => lzw(inner, true).collect(),
            Filter::RunLength => run_lengths(inner).collect(),
            Filter::Hexadecimal => hexadecimal(inner).collect(),
            Filter::Base85 => base_85(inner).collect(),
            Filter::Flate => unreachable!("a crate reads it"),
        }
    }

    #[test]
    fn filters_are_undone() {
        // The example of the PDF specification.
        let packed = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(read(&packed, Filter::Lzw), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
        assert_eq!(read(&[2, 7, 8, 9, 254, 5, 128, 6], Filter::RunLength), [7, 8, 9, 5, 5, 5]);
        assert_eq!(read(b"50 4\n4 4F>46", Filter::Hexadecimal), b"PDO");
        assert_eq!(read(b"z9jqo^~>", Filter::Base85), b"\0\0\0\0Man ");
    }

    #[test]
    fn dictionaries_name_filters() {
        use Filter::{Base85, Flate, Lzw};
        assert_eq!(filters(b" obj<</Length 9/Filter[/ASCII85Decode /F#6cateDecode]>>"), [Base85, Flate]);
        assert_eq!(filters(b" obj<</F(a)/Filter/LZWDecode/DecodeParms<</EarlyChange 0>>>>"), [Lzw]);
        assert_eq!(filters(b" obj<</Length 9>>"), []);
    }
}
