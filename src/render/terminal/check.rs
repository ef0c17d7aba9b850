//! How well a document was read.

use super::{Terminal, Text};
use crate::render::text::{doubtful, plain};
use crate::report::{DocumentCheck, english};

/// How well a document was read.
pub(super) fn check(view: &DocumentCheck, terminal: Terminal) -> String {
    let mut text = Text::titled(&view.id, terminal);
    english::check(view).iter().for_each(|named| text.add_named(named, plain));
    text.add_named(&english::odd(view), if view.warnings.is_empty() { plain } else { doubtful });
    text.out
}
