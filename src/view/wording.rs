//! What happened to a wording: the whole redline, and the gist of it in few words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diff::{Stretch, redline};

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
}

impl Segment {
    /// A piece that went or came, or that stayed to the letter.
    pub fn new(op: Op, text: impl Into<String>) -> Self {
        Segment { op, text: text.into(), old: None }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// It stayed.
    Same,
    /// It is in the old text only.
    Gone,
    /// It is in the new text only.
    Came,
}

/// The redline of two texts.
pub fn redline_of(old: &str, new: &str) -> Vec<Segment> {
    redline(old, new)
        .into_iter()
        .map(|stretch| match stretch {
            Stretch::Same { old: before, new: after } => Segment {
                op: Op::Same,
                text: new[after.clone()].to_owned(),
                old: (old[before.clone()] != new[after]).then(|| old[before].to_owned()),
            },
            Stretch::Gone(range) => Segment::new(Op::Gone, &old[range]),
            Stretch::Came(range) => Segment::new(Op::Came, &new[range]),
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
/// `+ where appropriate`, `− in airports`.
pub fn gist(redline: &[Segment]) -> Vec<String> {
    let mut pieces: Vec<(usize, usize, String)> = Vec::new();
    let mut marks = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < redline.len() {
        let (gone, came, next) = match (&redline[at], redline.get(at + 1)) {
            (Segment { op: Op::Gone, text, .. }, Some(Segment { op: Op::Came, text: after, .. })) => {
                (text.as_str(), after.as_str(), at + 2)
            }
            (Segment { op: Op::Gone, text, .. }, _) => (text.as_str(), "", at + 1),
            (Segment { op: Op::Came, text, .. }, _) => ("", text.as_str(), at + 1),
            (Segment { op: Op::Same, .. }, _) => {
                at += 1;
                continue;
            }
        };
        let letters = gone.chars().chain(came.chars()).filter(|c| c.is_alphanumeric()).count();
        if letters > 0 {
            pieces.push((letters, at, change(&abridged(gone), &abridged(came))));
        } else {
            marks.0.push(gone.trim());
            marks.1.push(came.trim());
        }
        at = next;
    }
    pieces.sort_by_key(|(letters, at, _)| (std::cmp::Reverse(*letters), *at));
    // Where nothing but punctuation changed, that is the change: brackets that were lifted, say.
    if pieces.is_empty() && !marks.0.is_empty() {
        let joined = |marks: Vec<&str>| marks.into_iter().filter(|mark| !mark.is_empty()).collect::<Vec<_>>().join(" ");
        return vec![change(&joined(marks.0), &joined(marks.1))];
    }
    let has_large = pieces.first().is_some_and(|(letters, ..)| *letters >= GIST_LETTERS);
    pieces.retain(|(letters, ..)| *letters >= GIST_LETTERS || !has_large);
    pieces.truncate(GIST_PIECES);
    pieces.sort_by_key(|(_, at, _)| *at);
    pieces.into_iter().map(|(_, _, shown)| shown).collect()
}

/// The two largest pieces of change, in the order of the text: what went and what came in its place.
pub(super) fn largest_pieces(redline: &[Segment]) -> Vec<(String, String)> {
    let mut pieces = pieces(redline);
    pieces.retain(|piece| piece.letters >= GIST_LETTERS);
    pieces.sort_by_key(|piece| (std::cmp::Reverse(piece.letters), piece.at));
    pieces.truncate(SENTENCE_PIECES);
    pieces.sort_by_key(|piece| piece.at);
    pieces.into_iter().map(|piece| (abridged(piece.gone), abridged(piece.came))).collect()
}

/// How many pieces of change a sentence names.
const SENTENCE_PIECES: usize = 2;

/// A piece of change: what went, and what came in its place.
struct Piece<'a> {
    at: usize,
    letters: usize,
    gone: &'a str,
    came: &'a str,
}

fn pieces(redline: &[Segment]) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < redline.len() {
        let (gone, came, next) = match (&redline[at], redline.get(at + 1)) {
            (Segment { op: Op::Gone, text, .. }, Some(Segment { op: Op::Came, text: after, .. })) => {
                (text.as_str(), after.as_str(), at + 2)
            }
            (Segment { op: Op::Gone, text, .. }, _) => (text.as_str(), "", at + 1),
            (Segment { op: Op::Came, text, .. }, _) => ("", text.as_str(), at + 1),
            (Segment { op: Op::Same, .. }, _) => {
                at += 1;
                continue;
            }
        };
        let letters = gone.chars().chain(came.chars()).filter(|c| c.is_alphanumeric()).count();
        found.push(Piece { at, letters, gone, came });
        at = next;
    }
    found
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
    let words: Vec<&str> =
        text.trim().trim_matches(|c: char| matches!(c, ',' | ';' | '.' | ':')).split_whitespace().collect();
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
