//! Redlines in one text: what every form has to know of the spaces between their pieces.

use crate::report::{Op, Segment};

/// A piece of a redline as it is shown: its text without the space around it, and the space before.
pub(super) struct Shown<'s> {
    pub(super) space: &'static str,
    /// The space that only the old text has before it, and that is not shown in one text.
    #[cfg(feature = "page")]
    pub(super) old_space: &'static str,
    pub(super) segment: &'s Segment,
    pub(super) text: &'s str,
}

/// The pieces of a redline as they are shown in one text: spaces stay outside the marks, and none is lost where the two
/// texts have different ones.
pub(super) fn shown(segments: &[Segment]) -> impl Iterator<Item = Shown<'_>> {
    let mut spacing = Spacing::default();
    segments.iter().map(move |segment| {
        let space = spacing.before(segment);
        let opens = segment.op == Op::Deleted && segment.text.trim_end().ends_with(['[', '(', '［', '（']);
        #[cfg(feature = "page")]
        let old_space = if segment.op == Op::Unchanged && space.is_empty() { spacing.old } else { "" };
        spacing.pass(segment);
        spacing.has_space_before_sign = opens && !space.is_empty();
        Shown {
            space,
            #[cfg(feature = "page")]
            old_space,
            segment,
            text: segment.text.trim(),
        }
    })
}

/// The space between two pieces of a redline, which stays outside the signs.
#[derive(Default)]
struct Spacing {
    /// The space behind the last piece of each text.
    old: &'static str,
    new: &'static str,
    last: Option<Op>,
    /// Whether the last piece was a sign that opens and went, with a space shown before it: "be [not less" that became "be
    /// not less" has its space there.
    has_space_before_sign: bool,
}

impl Spacing {
    /// What to show before a piece: the space that it has before it in its own text. Where it has none, a word
    /// behind a change is parted by the other text's: one text may have a comma where the other has a space, or
    /// begin with the change.
    fn before(&self, next: &Segment) -> &'static str {
        if self.has_space_before_sign && next.op != Op::Deleted && self.old.is_empty() {
            return "";
        }
        let (own, other) = if next.op == Op::Deleted { (self.old, self.new) } else { (self.new, self.old) };
        let across = match next.op {
            Op::Unchanged | Op::Inserted => self.last == Some(Op::Deleted),
            Op::Deleted => self.last == Some(Op::Inserted),
        };
        let is_word = next.text.trim_start().starts_with(char::is_alphanumeric);
        if own.is_empty() && across && is_word { other } else { own }
    }

    fn pass(&mut self, segment: &Segment) {
        if segment.op != Op::Inserted {
            self.old = space_behind(segment.in_old());
        }
        if segment.op != Op::Deleted {
            self.new = space_behind(segment.in_new());
        }
        self.last = Some(segment.op);
    }
}

/// The space at the end of a text as it is shown.
pub(super) fn space_behind(text: &str) -> &'static str {
    let space = &text[text.trim_end().len()..];
    match space {
        "" => "",
        _ if space.contains('\n') => "\n",
        _ => " ",
    }
}
