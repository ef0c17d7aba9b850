//! Wordings with tracked changes.

use quick_xml::Writer;
use quick_xml::events::BytesText;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::Written;
use crate::render::text::printable;
use crate::report::{Manner, Op, Segment};

/// What happened to a piece of text, or to the end of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    Unchanged,
    Deleted,
    Inserted,
    /// It stood here before it was moved; the name is that of the move.
    MovedFrom(String),
    /// It stands here since.
    MovedTo(String),
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) fate: Fate,
}

/// A paragraph: its text, and what happened to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) pieces: Vec<Piece>,
    pub(super) end: Fate,
}

/// The paragraphs of a redline. Their ends are pieces like any other; that of the last stays, unless all of the wording
/// went or came.
///
/// `change` tells the moves of one change from those of others; without it, what moved is told as gone and come.
pub(super) fn paragraphs(redline: &[Segment], change: Option<usize>) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in redline.iter().flat_map(|segment| tracked(segment, redline, change)) {
        let Piece { text, fate } = piece;
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                paragraphs.push(Paragraph { pieces: std::mem::take(&mut pieces), end: fate.clone() });
            }
            if !line.is_empty() {
                pieces.push(Piece { text: line.to_owned(), fate: fate.clone() });
            }
        }
    }
    let all = |op: Op| !redline.is_empty() && redline.iter().all(|segment| segment.op == op);
    let end = match (all(Op::Deleted), all(Op::Inserted)) {
        (true, _) => Fate::Deleted,
        (_, true) => Fate::Inserted,
        _ => Fate::Unchanged,
    };
    paragraphs.push(Paragraph { pieces, end });
    paragraphs
}

/// A segment as pieces. What a reader takes for the same is written twice where its letters differ.
fn tracked(segment: &Segment, redline: &[Segment], change: Option<usize>) -> Vec<Piece> {
    let piece = |text: &str, fate: Fate| Piece { text: writable(text), fate };
    let moved = segment.pair.filter(|_| segment.manner == Some(Manner::Moved));
    // Word knows no move of a part of a paragraph together with its end.
    let moved = moved.filter(|pair| {
        let halves = || redline.iter().filter(|one| one.pair == Some(*pair));
        halves().count() == 2 && halves().all(|half| !half.text.contains('\n'))
    });
    let name = change.zip(moved).map(|(change, pair)| format!("move{change}x{pair}"));
    match (segment.op, name) {
        (Op::Deleted, Some(name)) => vec![piece(&segment.text, Fate::MovedFrom(name))],
        (Op::Inserted, Some(name)) => vec![piece(&segment.text, Fate::MovedTo(name))],
        (Op::Deleted, None) => vec![piece(&segment.text, Fate::Deleted)],
        (Op::Inserted, None) => vec![piece(&segment.text, Fate::Inserted)],
        (Op::Unchanged, _) => match &segment.old {
            None => vec![piece(&segment.text, Fate::Unchanged)],
            Some(old) => letters(&writable(old), &writable(&segment.text)),
        },
    }
}

/// A text as Word can hold it: with its tabs, but without other control characters.
fn writable(text: &str) -> String {
    text.split('\t').map(printable).collect::<Vec<_>>().join("\t")
}

/// Two texts that read alike, letter by letter.
fn letters(old: &str, new: &str) -> Vec<Piece> {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let text = |letters: &[char]| letters.iter().collect::<String>();
    let mut pieces = Vec::new();
    for step in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (tag, before, after) = step.as_tag_tuple();
        match tag {
            DiffTag::Equal => pieces.push(Piece { text: text(&new[after]), fate: Fate::Unchanged }),
            _ => {
                pieces.push(Piece { text: text(&old[before]), fate: Fate::Deleted });
                pieces.push(Piece { text: text(&new[after]), fate: Fate::Inserted });
            }
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Who changed, and when; and the numbers that tracked changes have.
pub(super) struct Tracking {
    author: String,
    date: Option<String>,
    leftwards: bool,
    last_id: usize,
}

impl Tracking {
    pub(super) fn new(author: &str, date: Option<String>, leftwards: bool) -> Self {
        Tracking { author: author.to_owned(), date, leftwards, last_id: 0 }
    }

    /// Whether moves can be told: the bounds of one must have a date.
    pub(super) fn knows_moves(&self) -> bool {
        self.date.is_some()
    }

    /// The attributes of the next tracked change.
    fn attributes(&mut self) -> Vec<(&'static str, String)> {
        self.last_id += 1;
        let mut attributes = vec![("w:id", self.last_id.to_string()), ("w:author", self.author.clone())];
        attributes.extend(self.date.clone().map(|date| ("w:date", date)));
        attributes
    }

    /// Writes a paragraph of a wording.
    pub(super) fn paragraph(&mut self, writer: &mut Writer<Vec<u8>>, paragraph: &Paragraph) -> Written {
        writer.create_element("w:p").write_inner_content(|writer| {
            writer.create_element("w:pPr").write_inner_content(|writer| {
                writer.create_element("w:pStyle").with_attribute(("w:val", "Wording")).write_empty()?;
                if self.leftwards {
                    writer.create_element("w:bidi").write_empty()?;
                }
                let end = match paragraph.end {
                    Fate::Unchanged => return Ok(()),
                    Fate::Deleted | Fate::MovedFrom(_) => "w:del",
                    Fate::Inserted | Fate::MovedTo(_) => "w:ins",
                };
                writer.create_element("w:rPr").write_inner_content(|writer| {
                    let attributes = self.attributes();
                    element(writer, end, &attributes).write_empty()?;
                    Ok(())
                })?;
                Ok(())
            })?;
            paragraph.pieces.iter().try_for_each(|piece| self.piece(writer, piece))
        })?;
        Ok(())
    }

    fn piece(&mut self, writer: &mut Writer<Vec<u8>>, piece: &Piece) -> Written {
        let text = &piece.text;
        match &piece.fate {
            Fate::Unchanged => self.run(writer, "w:t", text),
            Fate::Deleted => self.changed(writer, "w:del", "w:delText", text),
            Fate::Inserted => self.changed(writer, "w:ins", "w:t", text),
            Fate::MovedFrom(name) => self.moved(writer, "w:moveFrom", name, text),
            Fate::MovedTo(name) => self.moved(writer, "w:moveTo", name, text),
        }
    }

    fn changed(&mut self, writer: &mut Writer<Vec<u8>>, name: &str, holder: &str, text: &str) -> Written {
        let attributes = self.attributes();
        element(writer, name, &attributes).write_inner_content(|writer| self.run(writer, holder, text))?;
        Ok(())
    }

    fn moved(&mut self, writer: &mut Writer<Vec<u8>>, name: &str, of: &str, text: &str) -> Written {
        let mut range = self.attributes();
        let id = range[0].clone();
        range.push(("w:name", of.to_owned()));
        element(writer, &format!("{name}RangeStart"), &range).write_empty()?;
        self.changed(writer, name, "w:t", text)?;
        element(writer, &format!("{name}RangeEnd"), &[id]).write_empty()?;
        Ok(())
    }

    fn run(&self, writer: &mut Writer<Vec<u8>>, holder: &str, text: &str) -> Written {
        writer.create_element("w:r").write_inner_content(|writer| {
            if self.leftwards {
                writer.create_element("w:rPr").write_inner_content(|writer| {
                    writer.create_element("w:rtl").write_empty()?;
                    Ok(())
                })?;
            }
            for (at, part) in text.split('\t').enumerate() {
                if at > 0 {
                    writer.create_element("w:tab").write_empty()?;
                }
                if !part.is_empty() {
                    let element = writer.create_element(holder).with_attribute(("xml:space", "preserve"));
                    element.write_text_content(BytesText::new(part))?;
                }
            }
            Ok(())
        })?;
        Ok(())
    }
}

/// An element with its attributes.
fn element<'w>(
    writer: &'w mut Writer<Vec<u8>>,
    name: &str,
    attributes: &[(&'static str, String)],
) -> quick_xml::writer::ElementWriter<'w, Vec<u8>> {
    let attributes = attributes.iter().map(|(name, value)| (*name, value.as_str()));
    writer.create_element(name.to_owned()).with_attributes(attributes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    fn redline_of(old: &str, new: &str) -> Vec<Segment> {
        report::redline_of(&english(old), &english(new))
    }

    use super::*;
    use crate::language::english;
    use crate::report;

    /// What is left of paragraphs when what has some fates is taken out.
    fn left(paragraphs: &[Paragraph], is_out: fn(&Fate) -> bool) -> String {
        let mut text = String::new();
        for (at, paragraph) in paragraphs.iter().enumerate() {
            text.extend(paragraph.pieces.iter().filter(|piece| !is_out(&piece.fate)).map(|piece| piece.text.as_str()));
            if at + 1 < paragraphs.len() && !is_out(&paragraph.end) {
                text.push('\n');
            }
        }
        text
    }

    fn accepted(paragraphs: &[Paragraph]) -> String {
        left(paragraphs, |fate| matches!(fate, Fate::Deleted | Fate::MovedFrom(_)))
    }

    fn rejected(paragraphs: &[Paragraph]) -> String {
        left(paragraphs, |fate| matches!(fate, Fate::Inserted | Fate::MovedTo(_)))
    }

    fn text() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "States",
            "should",
            "keep",
            "registers",
            "of vessels",
            "upon written request,",
            "“sealed”",
            "\"sealed\"",
            "crates",
            "and count barrels",
            "(a)",
            "",
            "\t",
            "e\u{301}",
            "é",
        ]);
        let space = prop::sample::select(vec![" ", "  ", "\n", "\n\n", "\u{a0}", ", ", ". ", ""]);
        prop::collection::vec((word, space), 0..24)
            .prop_map(|pieces| pieces.into_iter().flat_map(|(word, space)| [word, space]).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn both_texts_can_be_had_back(old in text(), new in text(), change in prop::option::of(0usize..9)) {
            let paragraphs = paragraphs(&redline_of(&old, &new), change);
            prop_assert_eq!(accepted(&paragraphs), new);
            prop_assert_eq!(rejected(&paragraphs), old);
        }
    }

    #[test]
    fn a_phrase_that_moved_is_told_as_moved() {
        let old = "Upon written request, inspectors of the harbour open sealed crates and count barrels.";
        let new = "Inspectors of the harbour open sealed crates and count barrels upon written request.";
        let fates = |change| -> Vec<Fate> {
            let paragraphs = paragraphs(&redline_of(old, new), change);
            paragraphs.into_iter().flat_map(|one| one.pieces).map(|piece| piece.fate).collect()
        };
        let moved = fates(Some(7));
        assert!(moved.contains(&Fate::MovedFrom("move7x1".into())) && moved.contains(&Fate::MovedTo("move7x1".into())));
        assert!(fates(None).iter().all(|fate| matches!(fate, Fate::Unchanged | Fate::Deleted | Fate::Inserted)));
    }
}
