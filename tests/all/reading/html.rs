//! Saved web pages say the same as the reports that they were made from (`tests/fixtures/make_html.py`).

use crate::common;
use std::path::PathBuf;

use travaux::corpus::Source;
use travaux::extract::read;
use travaux::language::plain;
use travaux::model::{Document, Kind};

fn provisions(document: &Document) -> Vec<(Kind, String, Vec<String>, String)> {
    let provisions = document.provisions.iter().map(|one| {
        let section = one.section.iter().map(|title| plain(title)).collect();
        (one.kind, one.label.clone(), section, plain(one.text()))
    });
    provisions.collect()
}

#[test]
fn the_reports_say_the_same_as_web_pages() {
    for id in ["2019-final", "2021-final"] {
        let path = PathBuf::from(format!("{}/tests/fixtures/html/{id}.html", env!("CARGO_MANIFEST_DIR")));
        let (report, page) = (common::document(id), read(&Source::open(&path).unwrap()).unwrap());
        for (one, other) in provisions(&report).iter().zip(&provisions(&page)) {
            assert_eq!(one, other, "{id}");
        }
        assert_eq!(report.provisions.len(), page.provisions.len(), "{id}");
        assert_eq!(report.footnotes.len(), page.footnotes.len(), "{id}");
        for outside in ["Not in the report", "Not shown", "Nor this", "See also", "Terms of use", "1. Reports"] {
            assert!(!page.source.contains(outside), "{id}: {outside}");
        }
    }
}
