//! How large a file's compressed streams are once they are inflated: a few kilobytes may hold gigabytes.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

/// The largest stream that is read, in bytes. A font has some 10 MiB at most and a page's instructions less; images,
/// which are larger, are not read.
const LARGEST: u64 = 64 << 20;

/// How many filters are looked through. None but a trap has more than two.
const DEEPEST: usize = 4;

/// How far before its data the dictionary of a stream is looked for. One is seldom longer than 200 bytes.
const DICTIONARY: usize = 1024;

/// Whether a stream of a file inflates to more than any part of a report needs. Streams of encrypted files cannot be
/// looked into.
pub(super) fn is_too_large(bytes: &[u8]) -> bool {
    streams(bytes).any(|(dictionary, data)| {
        let filters = dictionary.windows(3).filter(|name| *name == b"/Fl").count();
        filters > 0 && !holds(dictionary, b"/Image") && inflates_too_far(data, filters)
    })
}

/// The streams of a file with what stands before them.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    const KEYWORD: &[u8] = b"stream";
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + find(&bytes[from..], KEYWORD)?;
        let data = at + KEYWORD.len();
        from = data;
        let before = &bytes[at.saturating_sub(DICTIONARY)..at];
        // What belongs to the object before is none of this one's.
        let own = before.windows(4).rposition(|window| window == b" obj").map_or(before, |start| &before[start..]);
        Some((own, bytes[data..].trim_ascii_start()))
    })
}

/// Whether data inflates to more than the limit at any of its filters. Nothing is kept of it.
fn inflates_too_far(data: &[u8], filters: usize) -> bool {
    let level = |level: usize| {
        let whole: Box<dyn Read + '_> = Box::new(data);
        (0..level).fold(whole, |inner, _| Box::new(ZlibDecoder::new(inner)))
    };
    (1..=filters.min(DEEPEST)).any(|filters| exceeds(level(filters))) || exceeds(Box::new(DeflateDecoder::new(data)))
}

/// Whether more can be read than the limit. What cannot be inflated ends there.
fn exceeds(mut inflated: Box<dyn Read + '_>) -> bool {
    let mut buffer = vec![0; 1 << 16];
    let mut length = 0;
    while let Ok(read @ 1..) = inflated.read(&mut buffer) {
        length += read as u64;
        if length > LARGEST {
            return true;
        }
    }
    false
}

fn holds(bytes: &[u8], sign: &[u8]) -> bool {
    find(bytes, sign).is_some()
}

fn find(bytes: &[u8], sign: &[u8]) -> Option<usize> {
    bytes.windows(sign.len()).position(|window| window == sign)
}
