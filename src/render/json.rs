//! JSON, as the views stand.

use std::io::Write;

use serde::Serialize;

use super::{Setting, Written};
use crate::report::{DocumentsView, Report};

/// A report as JSON.
pub(super) fn render(report: &Report<'_>, _: &Setting<'_>, out: &mut dyn Write) -> Written {
    match report {
        Report::Documents(views) | Report::Anatomies(views) => match views.as_slice() {
            [only] => write(only, out),
            several => write(&DocumentsView::of(several), out),
        },
        Report::Check(view) => write(view, out),
        // A comparison has one change table.
        Report::Comparison(overview) => overview.comparisons().iter().try_for_each(|view| write(view, out)),
        Report::Explanation(view) => write(view, out),
        Report::Lineage(overview) => write(overview.lineage(), out),
        Report::History(view, _) => write(&**view, out),
        Report::Precedents(view) => write(view, out),
        Report::Repeats(view) => write(view, out),
        Report::Survey(view) => write(view, out),
        Report::Review(view) => write(view, out),
        Report::Decisions(view) => write(view, out),
        Report::Evaluation(view) => write(view, out),
    }
}

/// A view as indented JSON with a line break at the end.
pub fn to_string(view: &impl Serialize) -> String {
    let mut json = Vec::new();
    write(view, &mut json).expect("memory takes what is written");
    String::from_utf8(json).expect("JSON is text")
}

fn write(view: &impl Serialize, out: &mut dyn Write) -> Written {
    // Views are plain structs with string keys, so what fails is the writing.
    serde_json::to_writer_pretty(&mut *out, view)?;
    out.write_all(b"\n")
}
