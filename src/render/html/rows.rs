//! The rows of tables, with their addresses on the page and what their markup needs.

use std::collections::BTreeSet;

use super::long::Long;
use crate::align::Certainty;
use crate::render::redline::{Shown, shown};
use crate::render::text::printable;
use crate::report::english;
use crate::report::{ComparisonView, Manner, Op, Overview, Row, Segment, Side, Tone, opening, runs};

/// Changes, or links between meetings of one kind.
pub(super) struct Table<'a> {
    pub(super) heading: String,
    pub(super) notes: Vec<&'a str>,
    pub(super) language: Option<&'a str>,
    /// Whether its rows are of many documents, so that provisions are named by their ids.
    pub(super) is_of_many: bool,
    pub(super) rows: Long<Entry<'a>>,
}

/// A row with its address on the page.
pub(super) struct Entry<'a> {
    pub(super) id: String,
    pub(super) row: Row<'a>,
    /// Those that are told with it as one.
    pub(super) others: Vec<Row<'a>>,
    /// Its headings by their places among those that can be chosen.
    pub(super) sections: String,
}

/// A piece of a redline.
pub(super) struct Piece {
    /// `del`, `ins`, or nothing for what stayed.
    pub(super) tag: &'static str,
    pub(super) class: &'static str,
    pub(super) text: String,
}

/// Rows with their addresses, which begin with a key; what is told as one is one.
pub(super) fn entries<'a>(rows: Vec<Row<'a>>, key: &str) -> Vec<Entry<'a>> {
    let lengths: Vec<usize> = runs(&rows).map(<[Row<'_>]>::len).collect();
    let mut rows = rows.into_iter();
    let entry = |(at, length): (usize, usize)| {
        let row = rows.next()?;
        let others = rows.by_ref().take(length - 1).collect();
        Some(Entry { id: format!("{key}-{at}"), row, others, sections: String::new() })
    };
    lengths.into_iter().enumerate().map_while(entry).collect()
}

/// The most headings that anybody would choose from.
const CHOICES: usize = 60;

/// The headings of the rows, each once; none if there are too many to choose from.
pub(super) fn sections<'a>(entries: impl Iterator<Item = &'a Entry<'a>>) -> Vec<String> {
    let mut known = BTreeSet::new();
    let all = entries.flat_map(|entry| headings_of(&entry.row));
    let sections: Vec<String> = all.filter(|section| known.insert(section.clone())).collect();
    if sections.len() > CHOICES { Vec::new() } else { sections }
}

/// The innermost headings of a row.
fn headings_of(row: &Row<'_>) -> Vec<String> {
    [row.old.heading(), row.new.heading()].into_iter().flatten().map(printable).collect()
}

/// The change tables, with room for some rows.
pub(super) fn tables<'a>(all: &'a Overview<'_>, room: &mut usize) -> Vec<Table<'a>> {
    let rows = |place: usize, view: &'a ComparisonView| entries(view.rows(), &format!("c{place}"));
    let table = |(place, view): (usize, &'a ComparisonView)| Table {
        heading: english::pair_heading(&view.old, &view.new),
        notes: if all.is_of_history() { Vec::new() } else { view.remarks().collect() },
        language: view.language(),
        is_of_many: false,
        rows: Long::of(rows(place, view), room),
    };
    all.comparisons().iter().enumerate().map(table).collect()
}

impl<'a> Entry<'a> {
    /// Finds its headings among those that can be chosen.
    pub(super) fn find(&mut self, sections: &[String]) {
        let own = headings_of(&self.row);
        let places = (0..sections.len()).filter(|&at| own.contains(&sections[at])).map(|at| at.to_string());
        self.sections = places.collect::<Vec<_>>().join(" ");
    }

    /// The attribute of a word that says that less is asked, or more.
    pub(super) fn tone(&self, name: &str) -> &'static str {
        match Tone::of(name) {
            Tone::Plain => "",
            Tone::Less => " class=less",
            Tone::More => " class=more",
        }
    }

    /// The class of a row that asks for less or more than before, behind another; of both the first.
    pub(super) fn class(&self) -> &'static str {
        let tones: Vec<Tone> = self.row.shift_names.iter().map(|name| Tone::of(name)).collect();
        match (tones.contains(&Tone::Less), tones.contains(&Tone::More)) {
            (true, _) => " less",
            (false, true) => " more",
            (false, false) => "",
        }
    }

    /// How many are told as one.
    pub(super) fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// The id and the label of the last provision that is told; what is told as one stands on one side.
    pub(super) fn last(&self) -> (&str, &str) {
        let row = self.others.last().unwrap_or(&self.row);
        let side = if row.new.ids.is_empty() { row.old } else { row.new };
        (side.ids.last().map_or("", |id| id), side.labels.last().map_or("", String::as_str))
    }

    /// The provisions that are told as one: their ids, labels and opening words.
    pub(super) fn folded(&self) -> Vec<(&'a str, &'a str, String)> {
        let sides = std::iter::once(&self.row).chain(&self.others).flat_map(|row| [row.old, row.new]);
        let of = |side: Side<'a>| side.ids.iter().zip(side.labels).zip(side.texts);
        sides.flat_map(of).map(|((id, label), text)| (&**id, label.as_str(), opening(text))).collect()
    }

    /// Whether its link may well be wrong.
    pub(super) fn is_doubtful(&self) -> bool {
        self.row.certainty == Some(Certainty::Doubtful)
    }

    /// Whether its wording is one that stands among the wordings as it is: there is only one, or both are the same.
    pub(super) fn stands_below(&self) -> bool {
        let stays = |piece: &Segment| piece.op == Op::Unchanged && piece.old.is_none();
        !self.row.is_linked() || (!self.row.redline.is_empty() && self.row.redline.iter().all(stays))
    }

    /// Its redline in pieces of HTML.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        pieces(&self.row.redline)
    }

    /// Both wordings, where there is no redline of the two.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &String)> {
        let sides = if self.row.redline.is_empty() { vec![self.row.old, self.row.new] } else { Vec::new() };
        sides.into_iter().flat_map(|side| side.names().into_iter().zip(side.texts))
    }
}

/// A redline in pieces of HTML.
fn pieces(redline: &[Segment]) -> Vec<Piece> {
    let piece = |piece: Shown<'_>| {
        let tag = match piece.segment.op {
            Op::Unchanged => "",
            Op::Deleted => "del",
            Op::Inserted => "ins",
        };
        let class = match piece.segment.manner {
            None => "",
            Some(Manner::Moved) => "moved",
            Some(Manner::Punctuation | Manner::Case) => "slight",
            Some(Manner::Attribution) => "attribution",
            Some(Manner::Bracket) => "bracket",
        };
        let space = Piece { tag: "", class: "", text: piece.space.to_owned() };
        let old_space = Piece { tag: "del", class: "space", text: piece.old_space.to_owned() };
        [space, old_space, Piece { tag, class, text: printable(piece.text) }]
    };
    shown(redline).flat_map(piece).filter(|piece| !piece.text.is_empty()).collect()
}
