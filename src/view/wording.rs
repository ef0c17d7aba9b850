//! What happened to a wording: the whole redline, and the gist of it in few words.

use serde::Serialize;

use crate::diff::{Nature, Stretch, redline};

/// A piece of a redline. Read one after the other, the pieces that are not `gone` give the new text,
/// and those that are not `came` the old one, with `old` for `text` where it is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
        };
        Segment { manner, pair, ..Segment::new(op, text) }
    }

    /// How the old text has it; empty for what came.
    pub fn in_old(&self) -> &str {
        match self.op {
            Op::Came => "",
            Op::Same | Op::Gone => self.old.as_ref().unwrap_or(&self.text),
        }
    }

    /// How the new text has it; empty for what went.
    pub fn in_new(&self) -> &str {
        if self.op == Op::Gone { "" } else { &self.text }
    }
}

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// It stayed.
    Same,
    /// It is in the old text only, or at this place only in the old text.
    Gone,
    /// It is in the new text only, or at this place only in the new text.
    Came,
}

/// What a change is that changed no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// The phrase stands elsewhere in the other text.
    Moved,
    /// Only punctuation differs.
    Punctuation,
    /// Only small letters and capitals differ.
    Case,
}

/// The redline of two texts.
pub fn redline_of(old: &str, new: &str) -> Vec<Segment> {
    redline(old, new)
        .into_iter()
        .map(|stretch| match stretch {
            Stretch::Same { old: before, new: after } => Segment {
                old: (old[before.clone()] != new[after.clone()]).then(|| old[before].to_owned()),
                ..Segment::new(Op::Same, &new[after])
            },
            Stretch::Gone { old: range, nature } => Segment::changed(Op::Gone, &old[range], nature),
            Stretch::Came { new: range, nature } => Segment::changed(Op::Came, &new[range], nature),
        })
        .collect()
}

/// How many pieces of change the gist names, and how many letters make a piece worth naming beside
/// larger ones.
const GIST_PIECES: usize = 3;
const GIST_LETTERS: usize = 4;

/// How many words of a longer piece are shown, from its beginning and from its end.
const PIECE_HEAD: usize = 5;
const PIECE_TAIL: usize = 3;

/// How many opening words stand for a text.
const OPENING: usize = 12;

/// The largest pieces of change in the order of the text: `adopt strict → cooperate to establish`,
/// `+ where appropriate`, `− in airports`, `moved: as appropriate`. Where no word was changed or moved, what was:
/// `punctuation only: − ,`.
pub fn gist(redline: &[Segment]) -> Vec<String> {
    let mut pieces = pieces(redline);
    if pieces.is_empty() {
        return slight(redline);
    }
    pieces.sort_by_key(|(letters, at, _)| (std::cmp::Reverse(*letters), *at));
    let has_large = pieces.first().is_some_and(|(letters, ..)| *letters >= GIST_LETTERS);
    pieces.retain(|(letters, ..)| *letters >= GIST_LETTERS || !has_large);
    pieces.truncate(GIST_PIECES);
    pieces.sort_by_key(|(_, at, _)| *at);
    pieces.into_iter().map(|(_, _, shown)| shown).collect()
}

/// The changes of words and the moves: how many letters each has, which segment it begins with, and its gist.
fn pieces(redline: &[Segment]) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    for (at, change) in changes(redline) {
        let text = |op: Op| -> String {
            let parts = change.iter().filter(|segment| segment.op == op && segment.manner.is_none());
            parts.map(|segment| segment.text.as_str()).collect()
        };
        let (gone, came) = (text(Op::Gone), text(Op::Came));
        let letters = gone.chars().chain(came.chars()).filter(|c| c.is_alphanumeric()).count();
        if letters > 0 {
            found.push((letters, at, self::change(&abridged(&gone), &abridged(&came))));
        }
        let came_here = |segment: &&Segment| segment.op == Op::Came && segment.manner == Some(Manner::Moved);
        found.extend(change.iter().filter(came_here).map(|segment| {
            let letters = segment.text.chars().filter(|c| c.is_alphanumeric()).count();
            (letters, at, format!("moved: {}", abridged(&segment.text)))
        }));
    }
    found
}

/// The runs of segments in which something changed, each with the place of its first.
fn changes(redline: &[Segment]) -> impl Iterator<Item = (usize, &[Segment])> {
    let mut at = 0;
    let runs = redline.chunk_by(|one, next| (one.op == Op::Same) == (next.op == Op::Same));
    runs.filter_map(move |run| {
        let first = at;
        at += run.len();
        (run[0].op != Op::Same).then_some((first, run))
    })
}

/// The gist of a redline without a change of words: brackets that were lifted, say.
fn slight(redline: &[Segment]) -> Vec<String> {
    let texts = |op: Op, manner: Manner| -> String {
        let parts = redline.iter().filter(|segment| segment.op == op && segment.manner == Some(manner));
        parts.map(|segment| segment.text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let kinds = [("punctuation", Manner::Punctuation), ("letter case", Manner::Case)];
    let kinds = kinds.map(|(name, manner)| (name, texts(Op::Gone, manner), texts(Op::Came, manner)));
    let found: Vec<_> = kinds.iter().filter(|(_, gone, came)| !gone.is_empty() || !came.is_empty()).collect();
    let only = if found.len() == 1 { " only" } else { "" };
    found
        .iter()
        .map(|(name, gone, came)| format!("{name}{only}: {}", change(&shortened(gone), &shortened(came))))
        .collect()
}

/// What went and what came, with a sign where one side is empty.
fn change(gone: &str, came: &str) -> String {
    match (gone, came) {
        ("", came) => format!("+ {came}"),
        (gone, "") => format!("− {gone}"),
        (gone, came) => format!("{gone} → {came}"),
    }
}

/// The opening words of a text.
pub fn opening(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= OPENING { words.join(" ") } else { format!("{} …", words[..OPENING].join(" ")) }
}

/// A piece of text without the punctuation around it; of a long one, the beginning and the end.
fn abridged(text: &str) -> String {
    shortened(text.trim().trim_matches(|c: char| matches!(c, ',' | ';' | '.' | ':')))
}

/// A piece of text; of a long one, the beginning and the end.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= PIECE_HEAD + PIECE_TAIL + 1 {
        return words.join(" ");
    }
    format!("{} … {}", words[..PIECE_HEAD].join(" "), words[words.len() - PIECE_TAIL..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gist_names_what_changed() {
        let redline = redline_of(
            "States parties should adopt strict procedures in airports to combat smuggling.",
            "States parties should, as appropriate, cooperate to establish appropriate procedures in airports to prevent and combat smuggling.",
        );
        assert_eq!(
            gist(&redline),
            ["adopt strict → as appropriate, cooperate to establish appropriate", "+ prevent and"]
        );
    }
}
