//! What happened to a wording: the whole redline.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diff::{Nature, Stretch, redline};
use crate::language::Reading;

/// A piece of a redline. Read one after the other, the pieces that are not `gone` give the new text,
/// and those that are not `came` the old one, with `old` for `text` where it is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Segment {
    /// What happened to it.
    pub op: Op,
    /// The text.
    pub text: String,
    /// How the old text has it where what stayed differs in spaces or in the form of quotes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What the change is, where it is none of words. `as` in JSON.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub manner: Option<Manner>,
    /// The number, from 1, that the two halves of a moved phrase have in common. `move` in JSON.
    #[serde(rename = "move", skip_serializing_if = "Option::is_none")]
    pub pair: Option<usize>,
}

impl Segment {
    /// A piece that went or came, or that stayed to the letter.
    pub fn new(op: Op, text: impl Into<String>) -> Self {
        Segment { op, text: text.into(), old: None, manner: None, pair: None }
    }

    /// A piece that went or came in a change of some nature.
    fn changed(op: Op, text: &str, nature: Nature) -> Self {
        let (manner, pair) = match nature {
            Nature::Reworded => (None, None),
            Nature::Moved(number) => (Some(Manner::Moved), Some(number)),
            Nature::Punctuation => (Some(Manner::Punctuation), None),
            Nature::Case => (Some(Manner::Case), None),
            Nature::Attribution => (Some(Manner::Attribution), None),
            Nature::Bracket => (Some(Manner::Bracket), None),
        };
        Segment { manner, pair, ..Segment::new(op, text) }
    }

    /// How the old text has it; empty for what came.
    pub fn in_old(&self) -> &str {
        match self.op {
            Op::Inserted => "",
            Op::Unchanged | Op::Deleted => self.old.as_ref().unwrap_or(&self.text),
        }
    }

    /// How the new text has it; empty for what went.
    pub fn in_new(&self) -> &str {
        if self.op == Op::Deleted { "" } else { &self.text }
    }
}

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Op {
    /// It stayed.
    #[serde(rename = "same")]
    Unchanged,
    /// It is in the old text only, or at this place only in the old text.
    #[serde(rename = "gone")]
    Deleted,
    /// It is in the new text only, or at this place only in the new text.
    #[serde(rename = "came")]
    Inserted,
}

/// What a change is that changed no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// The phrase stands elsewhere in the other text.
    Moved,
    /// Only punctuation differs.
    Punctuation,
    /// Only small letters and capitals differ.
    Case,
    /// Who says it differs, and not what is said.
    Attribution,
    /// The sign of a bracket, which leaves open what it holds.
    Bracket,
}

/// The redline of two texts.
pub fn redline_of(old: &Reading<'_>, new: &Reading<'_>) -> Vec<Segment> {
    segments(&redline(old, new), &old.text, &new.text)
}

/// The pieces of a redline of two texts.
pub fn segments(redline: &[Stretch], old: &str, new: &str) -> Vec<Segment> {
    let segment = |stretch: &Stretch| match stretch.clone() {
        Stretch::Unchanged { old: before, new: after } => Segment {
            old: (old[before.clone()] != new[after.clone()]).then(|| old[before].to_owned()),
            ..Segment::new(Op::Unchanged, &new[after])
        },
        Stretch::Deleted { old: range, nature } => Segment::changed(Op::Deleted, &old[range], nature),
        Stretch::Inserted { new: range, nature } => Segment::changed(Op::Inserted, &new[range], nature),
    };
    redline.iter().map(segment).collect()
}

/// How many words of a longer piece are shown, from its beginning and from its end.
const PIECE_HEAD: usize = 5;
const PIECE_TAIL: usize = 3;

/// How many opening words stand for a text.
const OPENING: usize = 12;

/// The opening words of a text.
pub fn opening(text: &str) -> String {
    opening_words(text, OPENING)
}

/// So many opening words of a text.
pub(super) fn opening_words(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= most { words.join(" ") } else { format!("{} …", words[..most].join(" ")) }
}

/// A piece of text; of a long one, the beginning and the end.
pub(super) fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= PIECE_HEAD + PIECE_TAIL + 1 {
        return words.join(" ");
    }
    format!("{} … {}", words[..PIECE_HEAD].join(" "), words[words.len() - PIECE_TAIL..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::english;

    fn redline_of(old: &str, new: &str) -> Vec<Segment> {
        super::redline_of(&english(old), &english(new))
    }

    #[test]
    fn json_has_new_fields_only_where_they_say_something() {
        let json = |old: &str, new: &str| serde_json::to_value(redline_of(old, new)).unwrap();
        assert_eq!(
            json("The group adopts.", "The Group acts."),
            serde_json::json!([
                {"op": "same", "text": "The "},
                {"op": "gone", "text": "group ", "as": "case"},
                {"op": "came", "text": "Group ", "as": "case"},
                {"op": "gone", "text": "adopts"},
                {"op": "came", "text": "acts"},
                {"op": "same", "text": "."},
            ])
        );
        let moved = json("Sealed crates, ports of call report.", "Ports of call report sealed crates.");
        assert_eq!(moved[0], serde_json::json!({"op": "gone", "text": "Sealed crates, ", "as": "moved", "move": 1}));
    }
}
