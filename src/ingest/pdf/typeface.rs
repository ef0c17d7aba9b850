//! Whether a glyph is bold or italic.

use hayro_interpret::font::{Glyph, OutlineFontData, OutlineGlyph};
use hayro_interpret::kurbo::{PathSeg, Point, Shape};
use rustc_hash::FxHashMap;

/// What a typeface adds to the letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// The styles of the glyphs met so far.
#[derive(Default)]
pub(super) struct Styles {
    drawn: FxHashMap<u128, Option<Style>>,
    raised: FxHashMap<u128, bool>,
    last: Style,
}

/// What the glyphs of one run share.
#[derive(Clone, Copy, Default)]
pub(super) struct Face {
    /// The style that the font declares.
    declared: Option<Style>,
    /// Whether another font stands in for one that the file names but does not hold.
    pub(super) may_stand_in: bool,
}

impl Face {
    pub(super) fn of(glyph: &Glyph<'_>) -> Self {
        match glyph {
            Glyph::Outline(outline) => {
                let font = outline.font_data();
                Face { declared: font.as_ref().map(declared), may_stand_in: font.is_none() }
            }
            Glyph::Type3(_) => Face { declared: Some(Style::default()), may_stand_in: false },
        }
    }
}

impl Styles {
    /// The style that the font declares, or that the glyph's shape shows where the font declares nothing. A shape
    /// that shows nothing, such as a comma's, has the style of the glyph before.
    pub(super) fn of(&mut self, glyph: &Glyph<'_>, face: Face) -> Style {
        let shown = match glyph {
            Glyph::Outline(outline) if face.declared.is_none() => {
                *self.drawn.entry(outline.identifier().cache_key()).or_insert_with(|| drawn(outline))
            }
            _ => face.declared,
        };
        self.last = shown.unwrap_or(self.last);
        self.last
    }

    /// The plain digit for one that the typeface draws raised, as some have figures for footnotes of their own.
    pub(super) fn raised_digit(&mut self, glyph: &Glyph<'_>, letter: char) -> Option<char> {
        if let Some(value) = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == letter) {
            return char::from_digit(value as u32, 10);
        }
        let Glyph::Outline(outline) = glyph else { return None };
        let is_raised = || outline.outline().bounding_box().y0 > LOWEST_RAISED;
        let raised =
            letter.is_ascii_digit() && *self.raised.entry(outline.identifier().cache_key()).or_insert_with(is_raised);
        raised.then_some(letter)
    }
}

/// How high above the baseline the foot of a raised digit stands at least, in thousandths of the type size.
const LOWEST_RAISED: f64 = 180.0;

fn declared(font: &OutlineFontData) -> Style {
    let name = font.postscript_name.as_deref().unwrap_or_default().to_lowercase();
    let says = |signs: &[&str]| signs.iter().any(|sign| name.contains(sign));
    Style {
        bold: font.weight.is_some_and(|weight| weight >= 600) || says(&["bold", "black", "heavy"]),
        italic: font.is_italic || says(&["italic", "oblique"]),
    }
}

/// The shortest stroke that counts as a stem, in thousandths of the type size: more than half the height of an "x".
const SHORTEST_STEM: f64 = 220.0;

/// The least slope of an italic stem, as run over rise. Common italics lean by 12 to 17 degrees (0.21 to 0.3).
const ITALIC_SLOPE: f64 = 0.12;

/// The least width of a bold stem. Times and Helvetica have stems of 84 and 88, their bold faces of 139 and 140.
const BOLD_STEM: f64 = 115.0;

/// The style that the stems of a glyph show: how they lean and how wide the narrowest is.
fn drawn(glyph: &OutlineGlyph) -> Option<Style> {
    let mut stems: Vec<(f64, f64)> = Vec::new();
    for segment in glyph.outline().segments() {
        let (from, to) = ends(&segment);
        let (run, rise) = (to.x - from.x, to.y - from.y);
        if rise.abs() >= SHORTEST_STEM && run.abs() < rise.abs() * 0.4 {
            stems.push(((from.x + to.x) / 2.0, run / rise));
        }
    }
    stems.sort_by(|one, other| one.0.total_cmp(&other.0));
    let narrowest = stems
        .windows(2)
        .filter(|pair| (pair[0].1 - pair[1].1).abs() < 0.05)
        .map(|pair| pair[1].0 - pair[0].0)
        .filter(|width| *width > 20.0)
        .min_by(f64::total_cmp)?;
    let slope = stems.iter().map(|(_, slope)| slope).sum::<f64>() / stems.len() as f64;
    Some(Style { bold: (BOLD_STEM..BOLD_STEM * 2.0).contains(&narrowest), italic: slope >= ITALIC_SLOPE })
}

fn ends(segment: &PathSeg) -> (Point, Point) {
    match segment {
        PathSeg::Line(line) => (line.p0, line.p1),
        PathSeg::Quad(curve) => (curve.p0, curve.p2),
        PathSeg::Cubic(curve) => (curve.p0, curve.p3),
    }
}
