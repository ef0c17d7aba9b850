//! JSON, as the views stand.

use serde::Serialize;

use super::{Rendered, Setting};
use crate::report::{DocumentsView, Report};

/// A report as JSON.
pub(super) fn render(report: &Report<'_>, _: &Setting<'_>) -> Rendered {
    let json = match report {
        Report::Documents(views) | Report::Anatomies(views) => match views.as_slice() {
            [only] => to_string(only),
            several => to_string(&DocumentsView::of(several)),
        },
        Report::Check(view) => to_string(view),
        // A comparison has one change table.
        Report::Comparison(overview) => overview.comparisons().iter().map(to_string).collect(),
        Report::Explanation(view) => to_string(view),
        Report::Lineage(overview) => to_string(overview.lineage()),
        Report::History(view, _) => to_string(&**view),
        Report::Precedents(view) => to_string(view),
        Report::Repeats(view) => to_string(view),
        Report::Review(view) => to_string(view),
        Report::Decisions(view) => to_string(view),
        Report::Evaluation(view) => to_string(view),
    };
    Ok(json.into())
}

/// A view as indented JSON with a line break at the end.
pub fn to_string(view: &impl Serialize) -> String {
    // Views are plain structs with string keys, whose serialising cannot fail.
    let mut json = serde_json::to_string_pretty(view).expect("views have string keys");
    json.push('\n');
    json
}
