//! The bars and ribbons of a large picture by their looks, each look one path: a browser takes long over ten thousand
//! elements, and no time over ten long ones.

use super::drawing::{Drawing, DrawnColumn, at};
use super::look::SAME;
use super::ribbons::DrawnRibbon;

/// Bars of a column, edges of such, or ribbons, that look the same, in one path.
pub(super) struct Bundle {
    pub(super) class: String,
    pub(super) colour: &'static str,
    pub(super) opacity: &'static str,
    /// The width of its lines, where it is of ribbons.
    pub(super) width: &'static str,
    pub(super) path: String,
    /// What they are, one after the other: of bars the ids without what all of the column begin with, between tabulators; of
    /// edges the places of their bars in the column; of a ribbon the column and the place there of both ends.
    pub(super) members: String,
}

/// The bars of a column.
pub(super) struct BundledColumn {
    /// The bars themselves, in their order; nothing where there are none.
    pub(super) bars: Option<Bundle>,
    /// What all their ids begin with.
    pub(super) before: String,
    /// Their edges, by what happened and by the side.
    pub(super) edges: Vec<Bundle>,
}

/// A drawing of which the bars and ribbons are too many to be elements each.
pub(super) struct Bundled {
    pub(super) ribbons: Vec<Bundle>,
    pub(super) columns: Vec<BundledColumn>,
    pub(super) height: String,
    /// By how much a line is lower than the edge of the bar that it stands for.
    pub(super) half: String,
}

/// The most bars and ribbons that are elements each, where bars have no words.
const MOST_ELEMENTS: usize = 2_000;

impl Bundled {
    /// The bars and ribbons of a drawing by their looks, where they are too many and have no words.
    pub(super) fn of(drawing: &Drawing) -> Option<Self> {
        let bars = || drawing.columns.iter().flat_map(|column| &column.bars);
        if bars().count() + drawing.ribbons.len() <= MOST_ELEMENTS || bars().any(|bar| bar.label.is_some()) {
            return None;
        }
        let height = bars().next().map_or("0", |bar| &bar.height);
        Some(Bundled {
            ribbons: ribbon_bundles(&drawing.ribbons),
            columns: drawing.columns.iter().map(bundled_column).collect(),
            height: height.to_owned(),
            half: at(height.parse::<f64>().map_or(0.0, |height| height / 2.0)),
        })
    }
}

/// Ribbons by their looks, in the order in which they are drawn.
fn ribbon_bundles(ribbons: &[DrawnRibbon]) -> Vec<Bundle> {
    /// The most in one path: what of it is in sight has to be found among all.
    const MOST: usize = 500;
    let mut bundles: Vec<(Bundle, usize)> = Vec::new();
    for ribbon in ribbons {
        let of = match bundles.iter().rposition(|(one, count)| one.class == ribbon.class && *count < MOST) {
            Some(of) => of,
            None => {
                let (path, members) = Default::default();
                let width = if ribbon.is_faint { "1" } else { "1.8" };
                let (class, colour, opacity) = (ribbon.class.clone(), ribbon.look.colour, ribbon.opacity);
                bundles.push((Bundle { class, colour, opacity, width, path, members }, 0));
                bundles.len() - 1
            }
        };
        let (bundle, count) = &mut bundles[of];
        bundle.path.push_str(&ribbon.middle);
        let space = if *count > 0 { " " } else { "" };
        let [(from, source), (to, target)] = ribbon.ends;
        bundle.members.push_str(&format!("{space}{from}.{source} {to}.{target}"));
        *count += 1;
    }
    bundles.into_iter().map(|(bundle, _)| bundle).collect()
}

/// The bars of a column, and their edges by what happened.
fn bundled_column(column: &DrawnColumn) -> BundledColumn {
    let prefix = |id: &str| id.find('/').map(|end| id[..=end].to_owned());
    let before = column.bars.first().and_then(|bar| prefix(&bar.id)).unwrap_or_default();
    let before = if column.bars.iter().all(|bar| bar.id.starts_with(&before)) { before } else { String::new() };
    let ids: Vec<&str> = column.bars.iter().map(|bar| &bar.id[before.len()..]).collect();
    let bars = Bundle {
        class: String::new(),
        colour: SAME,
        opacity: "0.3",
        width: "",
        path: column.bars.iter().map(|bar| format!("M{} {}h{}", bar.x, bar.y, bar.width)).collect(),
        // No text of a page has a tabulator in it.
        members: ids.join("\t"),
    };
    let mut edges: Vec<(Bundle, bool)> = Vec::new();
    for (place, bar) in column.bars.iter().enumerate() {
        for edge in &bar.edges {
            let is_it = |(one, is_left): &(Bundle, bool)| one.class == edge.look.class && *is_left == edge.is_left;
            let of = edges.iter().position(is_it).unwrap_or_else(|| {
                let (class, path, members) = (edge.look.class.to_owned(), String::new(), String::new());
                let colour = edge.look.colour;
                edges.push((Bundle { class, colour, opacity: "1", width: "", path, members }, edge.is_left));
                edges.len() - 1
            });
            let (bundle, _) = &mut edges[of];
            let space = if bundle.members.is_empty() { "" } else { " " };
            bundle.path.push_str(&format!("M{} {}h{}", edge.x, bar.y, edge.width));
            bundle.members.push_str(&format!("{space}{place}"));
        }
    }
    BundledColumn {
        bars: (!column.bars.is_empty()).then_some(bars),
        before,
        edges: edges.into_iter().map(|(bundle, _)| bundle).collect(),
    }
}
