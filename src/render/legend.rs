//! The legend of a picture: what occurs in it, in lines that are no wider than it is.

use std::collections::BTreeSet;

use super::drawing::at;
use super::look::{Look, SAME, look};
use super::measure;
use super::ribbons::LEAST;
use crate::lineage::LinkKind;
use crate::report::{Bar, Picture, Substance, english};

/// The height of a line, and the size of its type.
const LINE: f64 = 18.0;
const SIZE: f64 = 11.0;
/// The width of a swatch with the space behind it, and the space behind a name.
const SWATCH: f64 = 22.0;
const SPACE: f64 = 18.0;

/// The legend.
pub(super) struct Legend {
    pub(super) keys: Vec<Key>,
    pub(super) height: f64,
}

/// An entry.
pub(super) struct Key {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) look: Look,
    /// How its swatch looks.
    pub(super) swatch: Swatch,
    pub(super) name: String,
}

/// The form of a swatch.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Swatch {
    /// A ribbon with an outline.
    Ribbon,
    /// One without, with a dotted one, with a dashed one, a pale one, and one that grows wide.
    Bare,
    Dotted,
    Dashed,
    Pale,
    Wide,
    /// A sign on a bar.
    Sign,
}

impl Legend {
    /// The legend of a picture of a width, with a margin; `tallest` is the height of its tallest bar.
    pub(super) fn of(picture: &Picture, margin: f64, width: f64, tallest: f64) -> Self {
        let (mut x, mut y) = (margin, 0.0);
        let mut keys = Vec::new();
        for (look, swatch, name) in entries(picture, tallest) {
            let sign = if look.sign.is_empty() { 0.0 } else { SIZE + 2.0 };
            let wide = SWATCH + sign + measure::width(&name, SIZE);
            if x > margin && x + wide > width - margin {
                (x, y) = (margin, y + LINE);
            }
            keys.push(Key { x: at(x), y: at(y), look, swatch, name });
            x += wide + SPACE;
        }
        let height = if keys.is_empty() { 0.0 } else { y + LINE };
        Legend { keys, height: height + 12.0 }
    }
}

/// What occurs, with its name.
fn entries(picture: &Picture, tallest: f64) -> Vec<(Look, Swatch, String)> {
    let bars = || picture.columns.iter().flat_map(|column| &column.bars);
    let has = |kind: LinkKind| picture.ribbons.iter().any(|ribbon| ribbon.kind == kind);
    let mut entries = Vec::new();
    for substance in Substance::ALL {
        // Drafts are adopted or not, and revised: each has its own words.
        let marks = bars().flat_map(|bar: &Bar| bar.came.into_iter().chain(bar.went));
        let mut names: BTreeSet<&str> =
            marks.filter(|mark| mark.substance == substance).map(|mark| mark.name).collect();
        let is_own = |kind: LinkKind| kind != LinkKind::FollowUp;
        if picture.ribbons.iter().any(|ribbon| is_own(ribbon.kind) && ribbon.substance == substance) {
            names.insert(english::substance(substance));
        }
        if !names.is_empty() {
            let look = look(substance);
            let swatch = if look.sign.is_empty() { Swatch::Ribbon } else { Swatch::Sign };
            entries.push((look, swatch, names.into_iter().collect::<Vec<_>>().join(" / ")));
        }
    }
    let grey = |class: &'static str| Look { class, colour: SAME, sign: "" };
    for (kind, swatch) in [(LinkKind::Precedent, Swatch::Bare), (LinkKind::FollowUp, Swatch::Dotted)] {
        let name = english::legend_of_kind(kind).filter(|_| has(kind));
        entries.extend(name.map(|name| (grey(kind.name()), swatch, name.to_owned())));
    }
    // Where bars are hardly higher than the least width, the width tells nothing.
    let tells = !picture.ribbons.is_empty() && LEAST <= 0.15 * tallest;
    let forms = [
        (picture.ribbons.iter().any(|ribbon| ribbon.is_doubtful), "doubtful", Swatch::Dashed, english::DASHED),
        (picture.ribbons.iter().any(|ribbon| ribbon.is_relative), "relative", Swatch::Pale, english::RELATIVE),
        (tells, "share", Swatch::Wide, english::WIDTH),
    ];
    let forms = forms.into_iter().filter(|(is_there, ..)| *is_there);
    entries.extend(forms.map(|(_, class, swatch, name)| (grey(class), swatch, name.to_owned())));
    entries
}
