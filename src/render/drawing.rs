//! Where everything stands in the picture of a lineage: columns, bars and the ribbons between them, in pixels.
//!
//! An alluvial picture: the columns stand in the order of time, the bars in that of the documents, so that what crosses
//! was moved. Nothing is put in another order to make fewer ribbons cross.

use std::collections::BTreeSet;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::look::{COLOURS, Look, look};
use super::text::printable;
use crate::align::Relation;
use crate::report::{Bar, Column, Picture, Ribbon, english};

/// The width that a picture has if its columns can be given it.
const WIDTH: f64 = 1_320.0;
/// The bounds of the width of a column, and of the gap between two.
const COLUMN: (f64, f64) = (150.0, 330.0);
const GAP: (f64, f64) = (84.0, 150.0);
/// The width of a column of bars without words, and the most of a gap between two.
const BARE: f64 = 120.0;
const WIDE_GAP: f64 = 560.0;
/// The space around the picture.
const MARGIN: f64 = 16.0;
/// The height of the legend, and that of the heads of the columns with a line and for each further line.
const LEGEND: f64 = 30.0;
const HEAD: f64 = 24.0;
const HEAD_LINE: f64 = 15.0;
/// The least width of a ribbon: one that nobody sees links nothing.
const LEAST: f64 = 1.6;

/// How bars are drawn in columns of up to so many.
struct Scale {
    most: usize,
    /// The height of a bar, and the distance from one to the next.
    height: f64,
    pitch: f64,
    /// The size of type, where there is room for any.
    font: Option<f64>,
    /// What stands between sections: a caption, or only space.
    section: f64,
}

const SCALES: [Scale; 5] = [
    Scale { most: 30, height: 22.0, pitch: 26.0, font: Some(11.5), section: 20.0 },
    Scale { most: 90, height: 16.0, pitch: 18.5, font: Some(10.5), section: 18.0 },
    Scale { most: 200, height: 12.0, pitch: 13.5, font: Some(8.5), section: 14.0 },
    Scale { most: 600, height: 5.0, pitch: 6.0, font: None, section: 3.0 },
    Scale { most: usize::MAX, height: 2.0, pitch: 2.5, font: None, section: 1.0 },
];

/// A picture with all its places.
pub(super) struct Drawing {
    pub(super) width: String,
    pub(super) height: String,
    pub(super) legend: Vec<Key>,
    pub(super) columns: Vec<DrawnColumn>,
    pub(super) ribbons: Vec<DrawnRibbon>,
    pub(super) font: String,
}

/// An entry of the legend.
pub(super) struct Key {
    pub(super) x: String,
    pub(super) look: Look,
    pub(super) name: String,
}

/// A column.
pub(super) struct DrawnColumn {
    pub(super) lines: Vec<Line>,
    pub(super) captions: Vec<Line>,
    pub(super) bars: Vec<DrawnBar>,
    /// Where it is said that there are no bars.
    pub(super) empty: Option<Line>,
}

/// A line of text.
pub(super) struct Line {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) text: String,
    /// The whole of it, where it was cut.
    pub(super) whole: String,
}

/// A bar.
pub(super) struct DrawnBar {
    pub(super) id: String,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
    pub(super) fate: &'static str,
    pub(super) look: Option<Look>,
    /// Number, words and sign, where there is room for any.
    pub(super) label: Option<Line>,
    pub(super) words: Option<Line>,
    pub(super) sign: Option<Line>,
    pub(super) title: String,
}

/// A ribbon.
pub(super) struct DrawnRibbon {
    pub(super) source: String,
    pub(super) target: String,
    /// The columns of both, and their places there.
    pub(super) ends: [(usize, usize); 2],
    /// Its outline, and the line through its middle.
    pub(super) path: String,
    pub(super) middle: String,
    pub(super) look: Look,
    pub(super) doubtful: bool,
    pub(super) relative: bool,
    pub(super) title: String,
}

/// The colours of bars without a counterpart, with their signs.
const FATES: [(Relation, &str, &str); 3] = [
    (Relation::Withdrawn, "#b3261e", "×"),
    (Relation::New, "#1a7f37", "+"),
    (Relation::OutsideCoverage, "#6b7280", "○"),
];

fn look_of(ribbon: &Ribbon) -> Look {
    look(ribbon.kind, ribbon.relation)
}

/// A number as it is written in a picture: to a tenth of a pixel.
pub(super) fn at(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The width of a letter of ordinary type, as a share of its size.
const LETTER: f64 = 0.525;

/// As much of a text as a width in pixels holds in type of a size.
fn fitted(text: &str, width: f64, size: f64) -> String {
    let room = (width / (size * LETTER)).max(1.0) as usize;
    let text = printable(text).replace('\n', " ");
    // What runs from right to left is kept apart, so that its end stands where it ends.
    let runs_left =
        text.contains(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'));
    let apart = |text: String| if runs_left { format!("\u{2068}{text}\u{2069}") } else { text };
    if text.width() <= room {
        return apart(text);
    }
    let mut used = 1;
    let kept: String = text
        .chars()
        .take_while(|letter| {
            used += letter.width().unwrap_or(0);
            used <= room
        })
        .collect();
    apart(format!("{}…", kept.trim_end()))
}

pub(super) fn line(x: f64, y: f64, text: &str, width: f64, size: f64) -> Line {
    Line { x: at(x), y: at(y), text: fitted(text, width, size), whole: printable(text) }
}

impl Drawing {
    /// The drawing of a picture.
    pub(super) fn of(picture: &Picture) -> Self {
        let count = picture.columns.len().max(1) as f64;
        let longest = picture.columns.iter().map(|column| column.bars.len()).max().unwrap_or(0);
        let scale = SCALES.iter().find(|scale| longest <= scale.most).unwrap_or(&SCALES[SCALES.len() - 1]);
        let (width, widest) = match scale.font {
            Some(_) => (((WIDTH - GAP.0 * (count - 1.0)) / count).clamp(COLUMN.0, COLUMN.1), GAP.1),
            None => (BARE, WIDE_GAP),
        };
        let gap = if count > 1.0 { ((WIDTH - width * count) / (count - 1.0)).clamp(GAP.0, widest) } else { 0.0 };
        let lines = picture.columns.iter().map(|column| column.about.len()).max().unwrap_or(0) as f64;
        let top = LEGEND + HEAD + HEAD_LINE * lines + 8.0;
        let x = |column: usize| MARGIN + column as f64 * (width + gap);
        let mut tops: Vec<Vec<f64>> = picture.columns.iter().map(|column| tops(column, scale, top)).collect();
        let down = set_side_by_side(&mut tops, picture);
        let bottom = tops.iter().flatten().fold(top, |bottom, y| bottom.max(y + scale.height));
        let columns = (0..picture.columns.len())
            .map(|at| drawn_column(&picture.columns[at], x(at), width, scale, &tops[at], down[at]));
        Drawing {
            width: at(MARGIN * 2.0 + width * count + gap * (count - 1.0)),
            height: at(bottom + MARGIN),
            legend: legend(picture, scale),
            columns: columns.collect(),
            ribbons: ribbons(picture, scale, &tops, |column| (x(column), x(column) + width)),
            font: at(scale.font.unwrap_or(11.5)),
        }
    }
}

/// Whether a bar opens a section.
fn opens(column: &Column, place: usize) -> bool {
    let section = |place: usize| &column.bars[place].section;
    place == 0 || section(place) != section(place - 1)
}

/// The upper edges of a column's bars.
fn tops(column: &Column, scale: &Scale, top: f64) -> Vec<f64> {
    let mut y = top;
    (0..column.bars.len())
        .map(|place| {
            let has_caption = scale.font.is_some() && !column.bars[place].section.is_empty();
            if opens(column, place) && (place > 0 || has_caption) {
                y += scale.section;
            }
            let own = y;
            y += scale.pitch;
            own
        })
        .collect()
}

/// Moves shorter columns down to where their links lead, so that ribbons are as level as they can be. The longest stays,
/// and none is moved beyond its end. Tells how far each was moved.
fn set_side_by_side(tops: &mut [Vec<f64>], picture: &Picture) -> Vec<f64> {
    let ends: Vec<f64> = tops.iter().map(|column| column.last().copied().unwrap_or(0.0)).collect();
    let lowest = ends.iter().copied().fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..tops.len()).filter(|&column| !tops[column].is_empty()).collect();
    order.sort_by(|&one, &other| ends[other].total_cmp(&ends[one]).then(one.cmp(&other)));
    let mut is_placed = vec![false; tops.len()];
    let mut moved = vec![0.0; tops.len()];
    for column in order {
        let mut slopes: Vec<f64> = picture
            .ribbons
            .iter()
            .filter_map(|ribbon| match (ribbon.source, ribbon.target) {
                (own, other) | (other, own) if own.0 == column && is_placed[other.0] => {
                    Some(tops[other.0][other.1] - tops[own.0][own.1])
                }
                _ => None,
            })
            .collect();
        slopes.sort_by(f64::total_cmp);
        let down = slopes.get(slopes.len() / 2).map_or(0.0, |slope| slope.clamp(0.0, lowest - ends[column]));
        tops[column].iter_mut().for_each(|y| *y += down);
        moved[column] = down;
        is_placed[column] = true;
    }
    moved
}

fn drawn_column(column: &Column, x: f64, width: f64, scale: &Scale, tops: &[f64], down: f64) -> DrawnColumn {
    let head = LEGEND + down;
    let heads = std::iter::once(&column.id).chain(&column.about).enumerate();
    let lines = heads.map(|(place, text)| {
        let size = if place == 0 { 14.0 } else { 11.0 };
        line(x, head + 16.0 + HEAD_LINE * place as f64 + if place > 0 { 3.0 } else { 0.0 }, text, width, size)
    });
    let captions = scale.font.map(|size| {
        let opening = (0..column.bars.len()).filter(|&place| opens(column, place));
        let titled = opening.filter(|&place| !column.bars[place].section.is_empty());
        titled
            .map(|place| line(x, tops[place] - 6.0, &column.bars[place].section, width, size + 0.5))
            .collect::<Vec<_>>()
    });
    DrawnColumn {
        lines: lines.collect(),
        captions: captions.unwrap_or_default(),
        empty: column.bars.is_empty().then(|| {
            let y = head + HEAD + HEAD_LINE * column.about.len() as f64 + 20.0;
            line(x, y, english::NOTHING_TO_SHOW, width, 11.0)
        }),
        bars: column.bars.iter().zip(tops).map(|(bar, &y)| drawn_bar(bar, x, y, width, scale)).collect(),
    }
}

fn drawn_bar(bar: &Bar, x: f64, y: f64, width: f64, scale: &Scale) -> DrawnBar {
    let fate = bar.fate.and_then(|fate| FATES.iter().find(|(relation, ..)| *relation == fate.relation));
    let look = fate.map(|(fate, colour, _)| Look { class: fate.name(), colour });
    let (mut label, mut words, mut sign) = (None, None, None);
    if let Some(size) = scale.font {
        let base = y + scale.height / 2.0 + size * 0.36;
        let own = fitted(&bar.label, width / 2.0, size);
        let taken = 8.0 + (own.width().max(2) as f64 + 1.0) * size * 0.62;
        let right = if fate.is_some() { size + 6.0 } else { 6.0 };
        words = Some(line(x + taken, base, &bar.words, width - taken - right, size));
        label = Some(line(x + 8.0, base, &bar.label, width / 2.0, size));
        sign = fate.map(|(_, _, sign)| line(x + width - size - 2.0, base, sign, size * 2.0, size));
    }
    DrawnBar {
        id: printable(&bar.id),
        x: at(x),
        y: at(y),
        width: at(width),
        height: at(scale.height),
        fate: look.map_or("linked", |look| look.class),
        look,
        label,
        words,
        sign,
        title: printable(&bar.title),
    }
}

/// The legend: what occurs.
fn legend(picture: &Picture, scale: &Scale) -> Vec<Key> {
    let mut x = MARGIN;
    let mut keys = Vec::new();
    let links =
        COLOURS.iter().map(|&(kind, relation, _)| (look(kind, relation), english::legend_of_link(kind, relation)));
    let links = links.filter(|(look, _)| picture.ribbons.iter().any(|ribbon| look_of(ribbon) == *look));
    // Drafts are adopted or not, and revised: each has its own words.
    let named = |fate: Relation| {
        let bars = picture.columns.iter().flat_map(|column| &column.bars).filter_map(|bar| bar.fate);
        let names: BTreeSet<&str> = bars.filter(|bar| bar.relation == fate).map(english::fate_name).collect();
        names.into_iter().collect::<Vec<_>>().join(" / ")
    };
    let fates = FATES.iter().map(|&(fate, colour, _)| (Look { class: fate.name(), colour }, named(fate)));
    let fates = fates.filter(|(_, name)| !name.is_empty());
    let doubt = picture.ribbons.iter().any(|ribbon| ribbon.is_doubtful).then_some((DOUBT, english::DASHED));
    let pale = picture.ribbons.iter().any(|ribbon| ribbon.is_relative).then_some((RELATIVE, english::RELATIVE));
    // Where bars are hardly higher than the least width, the width tells nothing.
    let tells = !picture.ribbons.is_empty() && LEAST <= 0.15 * scale.height;
    let shares = tells.then_some((PLAIN, english::WIDTH));
    let words = |(look, name): (Look, &str)| (look, name.to_owned());
    for (look, name) in
        links.map(words).chain(fates).chain(doubt.map(words)).chain(pale.map(words)).chain(shares.map(words))
    {
        let width = name.width() as f64;
        keys.push(Key { x: at(x), look, name });
        x += 22.0 + width * 11.0 * LETTER + 18.0;
    }
    keys
}

/// The looks of what is no link of its own.
const DOUBT: Look = Look { class: "doubtful", colour: "#8a8f98" };
const RELATIVE: Look = Look { class: "relative", colour: "#8a8f98" };
const PLAIN: Look = Look { class: "share", colour: "#8a8f98" };

/// The ribbons: at each bar side by side, in the order of where they go. `edges` are the left and right edges of
/// columns.
fn ribbons(
    picture: &Picture,
    scale: &Scale,
    tops: &[Vec<f64>],
    edges: impl Fn(usize) -> (f64, f64),
) -> Vec<DrawnRibbon> {
    let spans = [true, false].map(|is_source| spans(picture, scale, tops, is_source));
    let mut order: Vec<usize> = (0..picture.ribbons.len()).collect();
    // What reaches far stands behind what is near, and what changed before what did not.
    order.sort_by_key(|&at| {
        let ribbon = &picture.ribbons[at];
        let reach = ribbon.target.0.abs_diff(ribbon.source.0);
        (std::cmp::Reverse(reach), ribbon.relation != Relation::Unchanged, at)
    });
    let drawn = order.into_iter().map(|at| {
        let ribbon = &picture.ribbons[at];
        let (from, to) = (edges(ribbon.source.0).1, edges(ribbon.target.0).0);
        let id = |(column, place): (usize, usize)| printable(&picture.columns[column].bars[place].id);
        DrawnRibbon {
            source: id(ribbon.source),
            target: id(ribbon.target),
            ends: [ribbon.source, ribbon.target],
            path: path((from, spans[0][at]), (to, spans[1][at])),
            middle: middle((from, spans[0][at]), (to, spans[1][at])),
            look: look_of(ribbon),
            doubtful: ribbon.is_doubtful,
            relative: ribbon.is_relative,
            title: printable(&ribbon.title),
        }
    });
    drawn.collect()
}

/// Where each ribbon leaves its source, or reaches its target: upper and lower edge.
fn spans(picture: &Picture, scale: &Scale, tops: &[Vec<f64>], is_source: bool) -> Vec<(f64, f64)> {
    let ends =
        |ribbon: &Ribbon| if is_source { (ribbon.source, ribbon.target) } else { (ribbon.target, ribbon.source) };
    let share = |ribbon: &Ribbon| if is_source { ribbon.coverage.old } else { ribbon.coverage.new };
    let mut order: Vec<usize> = (0..picture.ribbons.len()).collect();
    order.sort_by_key(|&at| (ends(&picture.ribbons[at]), at));
    let mut spans = vec![(0.0, 0.0); picture.ribbons.len()];
    for group in order.chunk_by(|&one, &next| ends(&picture.ribbons[one]).0 == ends(&picture.ribbons[next]).0) {
        let (column, place) = ends(&picture.ribbons[group[0]]).0;
        let widths: Vec<f64> = group
            .iter()
            .map(|&at| (share(&picture.ribbons[at]) * scale.height).clamp(LEAST.min(scale.height), scale.height))
            .collect();
        let total: f64 = widths.iter().sum();
        let top = tops[column][place] + ((scale.height - total) / 2.0).max(0.0);
        let mut passed = 0.0;
        for (&at, width) in group.iter().zip(widths) {
            // Several links may share the same words: then the ribbons overlap, each as wide as its share.
            let squeeze = if total > scale.height { (scale.height - width) / (total - width) } else { 1.0 };
            let y = top + passed * squeeze;
            spans[at] = (y, y + width);
            passed += width;
        }
    }
    spans
}

/// The line through the middle of a ribbon.
fn middle((from, (from_top, from_bottom)): (f64, (f64, f64)), (to, (to_top, to_bottom)): (f64, (f64, f64))) -> String {
    let (half, near, far) = (at((from + to) / 2.0), (from_top + from_bottom) / 2.0, (to_top + to_bottom) / 2.0);
    format!("M{} {}C{half} {} {half} {} {} {}", at(from), at(near), at(near), at(far), at(to), at(far))
}

/// The outline of a ribbon.
fn path((from, (from_top, from_bottom)): (f64, (f64, f64)), (to, (to_top, to_bottom)): (f64, (f64, f64))) -> String {
    let middle = (from + to) / 2.0;
    let curve = |near: f64, far: f64, x: f64| {
        format!("C{} {} {} {} {} {}", at(middle), at(near), at(middle), at(far), at(x), at(far))
    };
    format!(
        "M{} {}{}L{} {}{}Z",
        at(from),
        at(from_top),
        curve(from_top, to_top, to),
        at(to),
        at(to_bottom),
        curve(to_bottom, from_bottom, from)
    )
}
