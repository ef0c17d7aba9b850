//! What happened to a wording: the whole redline, and the gist of it in few words.

use std::collections::BTreeSet;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use super::english;
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
    let pieces = largest_pieces(redline, GIST_PIECES);
    if pieces.is_empty() {
        return slight(redline);
    }
    pieces.iter().map(english::piece_line).collect()
}

/// The gist of a part of a redline. Where in that only marks changed and words elsewhere, nothing is left to tell of
/// it.
pub(super) fn gist_within(part: &[Segment], whole: &[Segment]) -> Vec<String> {
    if pieces(part).is_empty() && !pieces(whole).is_empty() { Vec::new() } else { gist(part) }
}

/// The largest changes of words and moves, in the order of the text.
pub(super) fn largest_pieces(redline: &[Segment], count: usize) -> Vec<Piece> {
    let mut pieces = pieces(redline);
    pieces.sort_by_key(|piece| (std::cmp::Reverse(piece.letters), piece.at));
    let has_large = pieces.first().is_some_and(|piece| piece.letters >= GIST_LETTERS);
    pieces.retain(|piece| piece.letters >= GIST_LETTERS || !has_large);
    pieces.truncate(count);
    pieces.sort_by_key(|piece| piece.at);
    pieces.into_iter().map(|sized| sized.piece).collect()
}

/// What happened to a piece of a text.
#[derive(Debug)]
pub(super) enum Piece {
    /// Words gave way to others; one side may be empty.
    Changed {
        /// What was deleted.
        old: String,
        /// What was inserted.
        new: String,
    },
    /// A phrase stands in another place.
    Moved(String),
}

/// A change of words or a move: how many letters it has, and which segment it begins with.
struct Sized {
    letters: usize,
    at: usize,
    piece: Piece,
}

fn pieces(redline: &[Segment]) -> Vec<Sized> {
    let mut found = Vec::new();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    for range in changes(redline) {
        let (at, run) = (range.start, &redline[range]);
        let reworded = reworded(run);
        if !reworded.is_empty() {
            let (old, new) = (side(reworded, Segment::in_old), side(reworded, Segment::in_new));
            let size = letters(&only_in(&old, &new)) + letters(&only_in(&new, &old));
            let piece = Piece::Changed { old: abridged(&old), new: abridged(&new) };
            found.push(Sized { letters: size, at, piece });
        }
        let moved_here = |segment: &&Segment| segment.op == Op::Inserted && segment.manner == Some(Manner::Moved);
        let moved = run.iter().filter(moved_here).map(|segment| segment.text.as_str());
        found.extend(moved.map(|text| Sized { letters: letters(text), at, piece: Piece::Moved(abridged(text)) }));
    }
    found
}

/// The words of a text that another does not have. Words that stayed within a change, or only changed places,
/// are not what it is about.
fn only_in(text: &str, other: &str) -> String {
    let others: BTreeSet<&str> = other.split_whitespace().collect();
    text.split_whitespace().filter(|word| !others.contains(word)).collect()
}

/// Whether a piece is of a change of words.
fn is_reworded(segment: &Segment) -> bool {
    segment.op != Op::Unchanged && segment.manner.is_none()
}

/// A run from the first piece that was reworded to the last.
fn reworded(run: &[Segment]) -> &[Segment] {
    let first = run.iter().position(is_reworded).unwrap_or(run.len());
    let last = run.iter().rposition(is_reworded).map_or(first, |last| last + 1);
    &run[first..last]
}

/// The text of one side of a run, with a sign for a phrase that moved.
fn side<'s>(run: &'s [Segment], text: fn(&'s Segment) -> &'s str) -> String {
    let parts = run.iter().filter(|segment| !text(segment).is_empty());
    let shown = parts.map(|part| match part.manner {
        Some(Manner::Moved) => "… ",
        Some(Manner::Bracket) => " ",
        _ => text(part),
    });
    let shown: String = shown.collect();
    // Within a run of both sides the sign may have come to stand at an end of one.
    shown.trim_matches(|c: char| c == '…' || c.is_whitespace()).to_owned()
}

/// The runs of segments in which something changed. A word that stayed between two changes is drawn in where
/// the whole is another wording of the same: `smuggling organizations → those involved in smuggling`.
fn changes(redline: &[Segment]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for run in redline.chunk_by(|one, next| (one.op == Op::Unchanged) == (next.op == Op::Unchanged)) {
        let range = at..at + run.len();
        at = range.end;
        if run[0].op == Op::Unchanged {
            continue;
        }
        match found.last_mut() {
            Some(last) if is_one_change(&redline[last.clone()], &redline[last.end..range.start], run) => {
                last.end = range.end;
            }
            _ => found.push(range),
        }
    }
    found
}

/// Whether two changes with some words between read as one: a single word between, and only together have they
/// something that went and something that came.
fn is_one_change(before: &[Segment], between: &[Segment], after: &[Segment]) -> bool {
    let words: usize = between.iter().map(|segment| segment.text.split_whitespace().count()).sum();
    let has = |run: &[Segment], op: Op| run.iter().any(|segment| segment.op == op && segment.manner.is_none());
    let is_whole = |run: &[Segment]| has(run, Op::Deleted) && has(run, Op::Inserted);
    let either = |op: Op| has(before, op) || has(after, op);
    words <= 1 && either(Op::Deleted) && either(Op::Inserted) && !(is_whole(before) && is_whole(after))
}

/// The gist of a redline without a change of words: brackets that were lifted, say.
fn slight(redline: &[Segment]) -> Vec<String> {
    let texts = |op: Op, manner: Manner| -> String {
        let parts = redline.iter().filter(|segment| segment.op == op && segment.manner == Some(manner));
        parts.map(|segment| segment.text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let manners = [Manner::Punctuation, Manner::Case];
    let found = manners.map(|manner| (manner, texts(Op::Deleted, manner), texts(Op::Inserted, manner)));
    let found: Vec<_> = found.iter().filter(|(_, old, new)| !old.is_empty() || !new.is_empty()).collect();
    let line = |(manner, old, new): &&(Manner, String, String)| {
        let is_all = found.len() == 1 && !redline.iter().any(|segment| segment.manner == Some(Manner::Attribution));
        english::slight_line(*manner == Manner::Punctuation, is_all, (&shortened(old), &shortened(new)))
    };
    found.iter().map(line).collect()
}

/// The opening words of a text.
pub fn opening(text: &str) -> String {
    opening_words(text, OPENING)
}

/// So many opening words of a text.
pub(super) fn opening_words(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= most { words.join(" ") } else { format!("{} …", words[..most].join(" ")) }
}

/// A piece of text without the punctuation around it; of a long one, the beginning and the end.
fn abridged(text: &str) -> String {
    let text = text.trim().trim_matches(|c: char| matches!(c, ',' | ';' | '.' | ':')).trim_end_matches(['(', ' ']);
    let count = |mark: char| text.matches(mark).count();
    // A bracket that both texts close is not in the piece.
    let close = if count('(') > count(')') { ")" } else { "" };
    shortened(&format!("{text}{close}"))
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

    #[test]
    fn the_gist_of_what_is_no_rewording_says_so() {
        let gist_of = |old: &str, new: &str| gist(&redline_of(old, new));
        assert_eq!(gist_of("[Ports] keep lists.", "Ports keep lists."), ["punctuation only: − [ ]"]);
        assert_eq!(
            gist_of("The working group met.", "The Working Group met."),
            ["letter case only: working group → Working Group"]
        );
        assert_eq!(
            gist_of("The working group, met.", "The Working group met."),
            ["punctuation: − ,", "letter case: working → Working"]
        );
        assert_eq!(gist_of("The working group met, today.", "The Working group met again."), ["today → again"]);
        let old = "Upon written request, inspectors of the harbour open sealed crates and count barrels.";
        let new = "Inspectors of the harbour open sealed crates and count barrels upon written request.";
        assert_eq!(gist_of(old, new), ["moved: upon written request"]);
    }

    #[test]
    fn a_word_between_two_halves_of_a_change_belongs_to_its_gist() {
        let redline = redline_of(
            "Ports watch routes utilized by smuggling organizations.",
            "Ports watch routes utilized by organized criminal groups involved in the smuggling of migrants.",
        );
        let whole = "smuggling organizations → organized criminal groups involved in the smuggling of migrants";
        assert_eq!(gist(&redline), [whole]);
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
