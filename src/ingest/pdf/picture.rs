//! Pages as pictures, to be held against what was read of them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_svg::{RenderCache, SvgRenderSettings, convert};

use super::inflated;

/// The stack of the thread that draws, in bytes: what is nested within a hostile file can be deep.
const STACK: usize = 256 << 20;

/// How many pages a PDF has; none if it is damaged, or no PDF.
pub fn page_count(bytes: &[u8]) -> usize {
    let bytes = (super::is_pdf(bytes) && !inflated::is_too_large(bytes)).then(|| bytes.to_vec());
    bytes.and_then(|bytes| aside(move || Pdf::new(bytes).ok().map(|pdf| pdf.pages().len()))).unwrap_or(0)
}

/// A page of a PDF, counted from 1, as SVG; nothing if there is none that can be drawn.
pub fn page_picture(bytes: &[u8], number: usize) -> Option<String> {
    let bytes = super::is_pdf(bytes).then(|| bytes.to_vec())?;
    if inflated::is_too_large(&bytes) {
        return None;
    }
    aside(move || {
        let pdf = Pdf::new(bytes).ok()?;
        let page = pdf.pages().get(number.checked_sub(1)?)?;
        let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
        // Ink is made for white paper.
        let paper = SvgRenderSettings { bg_color: [u8::MAX; 4] };
        Some(convert(page, &cache, &settings, &paper))
    })
}

/// Does something on a thread with a large stack; a panic there comes to nothing.
fn aside<T: Send + 'static>(act: impl FnOnce() -> Option<T> + Send + 'static) -> Option<T> {
    let thread = std::thread::Builder::new().stack_size(STACK);
    let thread = thread.spawn(move || catch_unwind(AssertUnwindSafe(act)).ok().flatten()).ok()?;
    thread.join().ok().flatten()
}
