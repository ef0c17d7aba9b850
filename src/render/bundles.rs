//! The bars and ribbons of a large picture by their looks, each look one path: a browser takes long over ten thousand
//! elements, and no time over ten long ones.

use super::drawing::{Drawing, DrawnColumn, DrawnRibbon, at};

/// Bars of a column, or ribbons, that look the same, in one path.
pub(super) struct Bundle {
    pub(super) class: String,
    pub(super) colour: &'static str,
    pub(super) is_faint: bool,
    pub(super) path: String,
    /// What they are, one after the other: ids without what all of the column begin with, between tabulators; of a ribbon the column
    /// and the place there of both ends.
    pub(super) members: String,
}

/// A drawing of which the bars and ribbons are too many to be elements each.
pub(super) struct Bundled {
    pub(super) ribbons: Vec<Bundle>,
    /// Those of each column, and what all ids begin with.
    pub(super) columns: Vec<(Vec<Bundle>, String)>,
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
            columns: drawing.columns.iter().map(bar_bundles).collect(),
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
        let doubtful = if ribbon.doubtful { " doubtful" } else { "" };
        let relative = if ribbon.relative { " relative" } else { "" };
        let class = format!("{}{doubtful}{relative}", ribbon.look.class);
        let of = match bundles.iter().rposition(|(one, count)| one.class == class && *count < MOST) {
            Some(of) => of,
            None => {
                let is_faint = ribbon.doubtful || ribbon.relative;
                let (path, members) = Default::default();
                bundles.push((Bundle { class, colour: ribbon.look.colour, is_faint, path, members }, 0));
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

/// The bars of a column by what became of them, and what all their ids begin with.
fn bar_bundles(column: &DrawnColumn) -> (Vec<Bundle>, String) {
    let prefix = |id: &str| id.find('/').map(|end| id[..=end].to_owned());
    let before = column.bars.first().and_then(|bar| prefix(&bar.id)).unwrap_or_default();
    let before = if column.bars.iter().all(|bar| bar.id.starts_with(&before)) { before } else { String::new() };
    let mut fates: Vec<&'static str> = Vec::new();
    for bar in &column.bars {
        if !fates.contains(&bar.fate) {
            fates.push(bar.fate);
        }
    }
    let bundle = |fate: &'static str| {
        let bars = || column.bars.iter().filter(move |bar| bar.fate == fate);
        let ids: Vec<&str> = bars().map(|bar| &bar.id[before.len()..]).collect();
        Bundle {
            class: fate.to_owned(),
            colour: bars().find_map(|bar| bar.look).map_or("#8a8f98", |look| look.colour),
            is_faint: false,
            path: bars().map(|bar| format!("M{} {}h{}", bar.x, bar.y, bar.width)).collect(),
            // No text of a page has a tabulator in it.
            members: ids.join("\t"),
        }
    };
    (fates.into_iter().map(bundle).collect(), before)
}
