//! The ribbons of a picture: between which edges each runs, and which lies above which.

use super::drawing::{Place, at};
use super::look::{Look, look_of_link};
use super::text::printable;
use crate::lineage::LinkKind;
use crate::report::{Picture, Ribbon};

/// The least width of a ribbon, in pixels: one that nobody sees links nothing.
pub(super) const LEAST: f64 = 1.6;

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
    /// All its classes.
    pub(super) class: String,
    /// Whether it is as thin as it can be where it is only a line.
    pub(super) is_faint: bool,
    /// How strongly it is filled, and the dashes of its outline; none for one without an outline.
    pub(super) opacity: &'static str,
    pub(super) outline: Option<&'static str>,
    pub(super) title: String,
}

/// Whether a link is told by its form, or by its colour alone.
fn is_coloured(ribbon: &Ribbon) -> bool {
    ribbon.substance.is_change_of_duty() && ribbon.kind != LinkKind::FollowUp
}

/// The classes of a ribbon.
fn class_of(ribbon: &Ribbon, look: Look) -> String {
    let kind = (ribbon.kind == LinkKind::Precedent).then_some(ribbon.kind.name());
    let doubtful = ribbon.is_doubtful.then_some("doubtful");
    let relative = ribbon.is_relative.then_some("relative");
    [Some(look.class), kind, doubtful, relative].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// How strongly a ribbon is filled: what happened to a duty stands out from what only stayed.
fn opacity_of(ribbon: &Ribbon) -> &'static str {
    match (is_coloured(ribbon), ribbon.is_doubtful || ribbon.is_relative || ribbon.kind == LinkKind::FollowUp) {
        (true, false) => "0.5",
        (true, true) => "0.2",
        (false, false) => "0.24",
        (false, true) => PALE,
    }
}

/// The dashes of a ribbon's outline: empty for a whole line, nothing for none.
fn outline_of(ribbon: &Ribbon) -> Option<&'static str> {
    match ribbon.kind {
        _ if ribbon.is_doubtful => Some(DASHED),
        LinkKind::FollowUp => Some(DOTTED),
        LinkKind::Version => Some(""),
        LinkKind::Precedent => None,
    }
}

/// How strongly a ribbon is filled that says the least.
pub(super) const PALE: &str = "0.1";

/// The dashes of what is doubtful, and of follow-up.
pub(super) const DASHED: &str = "4 2.5";
pub(super) const DOTTED: &str = "1.2 2.4";

/// The ribbons: at each bar side by side, in the order of where they go. `edges` are the left and right edges of
/// columns.
pub(super) fn ribbons(
    picture: &Picture,
    places: &[Vec<Place>],
    edges: impl Fn(usize) -> (f64, f64),
) -> Vec<DrawnRibbon> {
    let spans = [true, false].map(|is_source| spans(picture, places, is_source));
    let mut order: Vec<usize> = (0..picture.ribbons.len()).collect();
    // What reaches far stands behind what is near, and what stayed behind what happened.
    order.sort_by_key(|&at| {
        let ribbon = &picture.ribbons[at];
        let reach = ribbon.target.0.abs_diff(ribbon.source.0);
        (is_coloured(ribbon), std::cmp::Reverse(reach), at)
    });
    let drawn = order.into_iter().map(|at| {
        let ribbon = &picture.ribbons[at];
        let (from, to) = (edges(ribbon.source.0).1, edges(ribbon.target.0).0);
        let id = |(column, place): (usize, usize)| printable(&picture.columns[column].bars[place].id);
        let look = look_of_link(ribbon.kind, ribbon.substance);
        DrawnRibbon {
            source: id(ribbon.source),
            target: id(ribbon.target),
            ends: [ribbon.source, ribbon.target],
            path: path((from, spans[0][at]), (to, spans[1][at])),
            middle: middle((from, spans[0][at]), (to, spans[1][at])),
            look,
            class: class_of(ribbon, look),
            is_faint: ribbon.is_doubtful || ribbon.is_relative,
            opacity: opacity_of(ribbon),
            outline: outline_of(ribbon),
            title: printable(&ribbon.title),
        }
    });
    drawn.collect()
}

/// Where each ribbon leaves its source, or reaches its target: upper and lower edge.
fn spans(picture: &Picture, places: &[Vec<Place>], is_source: bool) -> Vec<(f64, f64)> {
    let ends =
        |ribbon: &Ribbon| if is_source { (ribbon.source, ribbon.target) } else { (ribbon.target, ribbon.source) };
    let share = |ribbon: &Ribbon| if is_source { ribbon.coverage.old } else { ribbon.coverage.new };
    let mut order: Vec<usize> = (0..picture.ribbons.len()).collect();
    order.sort_by_key(|&at| (ends(&picture.ribbons[at]), at));
    let mut spans = vec![(0.0, 0.0); picture.ribbons.len()];
    for group in order.chunk_by(|&one, &next| ends(&picture.ribbons[one]).0 == ends(&picture.ribbons[next]).0) {
        let (column, place) = ends(&picture.ribbons[group[0]]).0;
        let Place { top, height } = places[column][place];
        let width = |&at: &usize| (share(&picture.ribbons[at]) * height).clamp(LEAST.min(height), height);
        let widths: Vec<f64> = group.iter().map(width).collect();
        let total: f64 = widths.iter().sum();
        let top = top + ((height - total) / 2.0).max(0.0);
        let mut passed = 0.0;
        for (&at, width) in group.iter().zip(widths) {
            // Several links may share the same words: then the ribbons overlap, each as wide as its share.
            let squeeze = if total > height { (height - width) / (total - width) } else { 1.0 };
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
