//! Opens a PDF and reads its pages side by side, whatever the file may hold.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{Builder, ScopedJoinHandle, scope};

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::page::Page as Sheet;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::glyphs::{Budget, Exhausted, Rule, drawn};
use super::inflated;
use super::rows::{Row, rows, words};
use super::scripts::mend_mirrored;

/// A page, read.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) height: f32,
    pub(super) rows: Vec<Row>,
    pub(super) rules: Vec<Rule>,
    pub(super) letters: usize,
    /// How many of the letters the file names no character for.
    pub(super) unknown: usize,
    pub(super) images: usize,
}

/// The most pages that are read.
const MOST_PAGES: usize = 5000;

/// The stack of the threads that read. Objects within objects are read by recursion; the system gives memory only for
/// what is used.
const STACK: usize = 256 << 20;

/// Fewer pages than these are not worth a thread.
const PAGES_PER_THREAD: usize = 4;

const DAMAGED: &str = "is damaged and cannot be read as a PDF; get it again, or save it as text";
const TOO_MUCH: &str = "holds or draws more than any report does, so that reading it was stopped; save it as text";

/// The pages of a PDF; `None` for one that cannot be read.
///
/// # Errors
/// What is wrong and what to do.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Option<Page>>, String> {
    scope(|scope| {
        let reader = Builder::new().stack_size(STACK).spawn_scoped(scope, || open(bytes));
        let reader = reader.map_err(|error| format!("cannot be read: no thread could be started ({error})"))?;
        reader.join().unwrap_or_else(|_| Err(DAMAGED.into()))
    })
}

fn open(bytes: &[u8]) -> Result<Vec<Option<Page>>, String> {
    if inflated::is_too_large(bytes) {
        return Err(TOO_MUCH.into());
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(reason)?;
    let sheets = pdf.pages();
    if sheets.is_empty() {
        return Err("has no pages; it may be cut short, so get it again".into());
    }
    if sheets.len() > MOST_PAGES {
        return Err(format!("has {} pages, more than the limit of {MOST_PAGES}; split it", sheets.len()));
    }
    read_side_by_side(sheets).ok_or_else(|| TOO_MUCH.into())
}

fn reason(error: LoadPdfError) -> String {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "is locked by a password; open it with the password and save it without one".into()
        }
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            "is encrypted in a way that is not known; open it and save it without encryption".into()
        }
        LoadPdfError::Decryption(_) => "is encrypted and its key is damaged; get it again without encryption".into(),
        LoadPdfError::Invalid => DAMAGED.into(),
    }
}

/// Reads the pages in as many threads as there are cores, in order; `None` if they draw too much.
fn read_side_by_side(sheets: &[Sheet<'_>]) -> Option<Vec<Option<Page>>> {
    let threads = rayon::current_num_threads().min(sheets.len().div_ceil(PAGES_PER_THREAD)).max(1);
    let budget = Budget::default();
    if threads == 1 {
        return read_all(sheets, &budget);
    }
    scope(|scope| {
        let share = sheets.len().div_ceil(threads);
        let readers: Vec<Option<ScopedJoinHandle<'_, _>>> = sheets
            .chunks(share)
            .map(|share| Builder::new().stack_size(STACK).spawn_scoped(scope, || read_all(share, &budget)).ok())
            .collect();
        let mut pages = Vec::with_capacity(sheets.len());
        for (reader, share) in readers.into_iter().zip(sheets.chunks(share)) {
            // Without a thread of its own, a share is read here.
            let read = match reader {
                Some(reader) => reader.join().ok()??,
                None => read_all(share, &budget)?,
            };
            pages.extend(read);
        }
        Some(pages)
    })
}

fn read_all(sheets: &[Sheet<'_>], budget: &Budget) -> Option<Vec<Option<Page>>> {
    let mut cache = InterpreterCache::new();
    let mut pages = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        match catch_unwind(AssertUnwindSafe(|| read(sheet, &cache, budget))) {
            Ok(page) => pages.push(Some(page)),
            Err(cause) if cause.is::<Exhausted>() => return None,
            Err(_) => {
                // What was being put into the cache may be half there.
                cache = InterpreterCache::new();
                pages.push(None);
            }
        }
    }
    Some(pages)
}

fn read<'a>(sheet: &Sheet<'a>, cache: &InterpreterCache<'a>, budget: &Budget) -> Page {
    let drawn = drawn(sheet, cache, budget);
    let letters = drawn.glyphs.iter().filter(|glyph| glyph.letter != ' ').count();
    let mut rows = rows(words(drawn.glyphs, drawn.is_mirrored));
    if drawn.is_mirrored {
        mend_mirrored(&mut rows);
    }
    let texts = rows.iter().flat_map(|row| &row.words).map(|word| &word.text);
    Page {
        height: drawn.height,
        letters,
        unknown: texts.map(|text| text.matches(char::REPLACEMENT_CHARACTER).count()).sum(),
        images: drawn.images,
        rules: drawn.rules,
        rows,
    }
}
