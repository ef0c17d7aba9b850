//! PDF: glyphs on pages to lines of text.
//!
//! A PDF holds no lines, only glyphs in places. They are put into words and rows (`rows`); what is repeated at the
//! head and foot of pages is told apart (`furniture`), columns are found (`columns`), footnotes taken out (`notes`),
//! and space, indents and type say where paragraphs and headings begin (`layout`). Words that are broken at the ends
//! of lines stay broken: whoever knows the document's words joins them.

mod actual;
mod columns;
mod folio;
mod furniture;
mod glyphs;
mod inflated;
mod layout;
mod notes;
mod open;
#[cfg(feature = "open")]
mod picture;
mod rows;
mod scripts;
mod text;
mod typeface;

use super::{Content, Ingested};
use crate::corpus::Source;
use crate::error::{Error, Result, Warning};
#[cfg(feature = "open")]
pub use picture::{page_count, page_picture};

/// Whether bytes are a PDF's. Its signature may stand behind other bytes within the first 1024; but there it may also
/// be the word of a text about PDFs, which has no cross-reference table.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    const SIGNATURE: &[u8] = b"%PDF-";
    let holds = |bytes: &[u8], sign: &[u8]| bytes.windows(sign.len()).any(|window| window == sign);
    let opening = &bytes[..bytes.len().min(1024)];
    opening.trim_ascii_start().starts_with(SIGNATURE) || holds(opening, SIGNATURE) && holds(bytes, b"startxref")
}

/// Reads a PDF.
///
/// # Errors
/// If the file is damaged, locked by a password, or holds no text.
pub(super) fn read(source: &Source) -> Result<Ingested> {
    let wrong = |message: String| Error::file(&source.path, message);
    let pages = open::pages(&source.bytes).map_err(wrong)?;
    let odd = oddities(&source.bytes, &pages)
        .map_err(wrong)?
        .into_iter()
        .map(|message| Warning { document: source.id.clone(), label: None, line: None, message })
        .collect();
    let (text, lines) = text::lines(pages);
    Ok(Ingested { text, content: Content::Lines(lines), warnings: odd, tracked_changes: 0 })
}

/// What is odd about the pages but does not stop their reading.
fn oddities(bytes: &[u8], pages: &[Option<open::Page>]) -> std::result::Result<Vec<String>, String> {
    let read = || pages.iter().flatten();
    let letters: usize = read().map(|page| page.letters).sum();
    let unknown: usize = read().map(|page| page.unknown).sum();
    if read().next().is_none() {
        return Err("is damaged: none of its pages can be read; get the PDF again, or save it as text".into());
    }
    if letters == 0 {
        return Err(match read().any(|page| page.images > 0) {
            true => "holds images of pages but no text; run text recognition (OCR) over it first".into(),
            false => "holds no text; there is nothing to read".into(),
        });
    }
    if unknown * 2 > letters {
        return Err("does not say which characters its glyphs stand for; \
                    save it as text with another program, or run text recognition (OCR) over it"
            .into());
    }
    let mut odd = Vec::new();
    if unknown * 100 > letters {
        odd.push(format!(
            "does not say which characters {unknown} of its {letters} glyphs stand for; they are shown as \u{fffd}"
        ));
    }
    let numbers = |is: &dyn Fn(&Option<open::Page>) -> bool| -> Vec<usize> {
        (1..).zip(pages).filter(|(_, page)| is(page)).map(|(number, _)| number).collect()
    };
    let images = numbers(&|page| page.as_ref().is_some_and(|page| page.letters == 0 && page.images > 0));
    if !images.is_empty() {
        odd.push(format!(
            "{} only images; run text recognition (OCR) over the PDF to have what they say",
            hold(&images)
        ));
    }
    let damaged = numbers(&Option::is_none);
    if !damaged.is_empty() {
        odd.push(format!("{} damaged and left out", be(&damaged)));
    }
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        odd.push("lacks the mark that ends a PDF; it may be cut short, so check that no page is missing".into());
    }
    Ok(odd)
}

fn hold(pages: &[usize]) -> String {
    format!("{} {}", listed(pages), if pages.len() == 1 { "holds" } else { "hold" })
}

fn be(pages: &[usize]) -> String {
    format!("{} {}", listed(pages), if pages.len() == 1 { "is" } else { "are" })
}

/// "page 3", "pages 3, 4 and 9", "pages 3, 4, 9 and 20 more".
fn listed(pages: &[usize]) -> String {
    const MOST: usize = 10;
    let numbers: Vec<String> = pages.iter().take(MOST).map(usize::to_string).collect();
    match (numbers.split_last(), pages.len().saturating_sub(MOST)) {
        (Some((only, [])), 0) => format!("page {only}"),
        (Some((last, others)), 0) => format!("pages {} and {last}", others.join(", ")),
        (_, more) => format!("pages {} and {more} more", numbers.join(", ")),
    }
}
