//! Synoptic tables, with the addresses of their rows on the page.

use std::collections::BTreeSet;

use super::foreign;
use super::long::{FIRST, Long};
use crate::report::{DocumentHead, Overview, Synoptic, SynopticCell, SynopticRow};

/// A synoptic table.
pub(super) struct SynopticTable<'a> {
    pub(super) documents: Vec<&'a DocumentHead>,
    pub(super) rows: Long<SynopticEntry<'a>>,
}

/// A row of one, with its address on the page.
pub(super) struct SynopticEntry<'a> {
    pub(super) id: String,
    /// Whether it is linked to no other document.
    pub(super) is_alone: bool,
    /// Whether it holds what no later report repeats, and what no earlier one has.
    pub(super) is_dropped: bool,
    pub(super) is_fresh: bool,
    pub(super) cells: Vec<SynopticCell<'a>>,
    /// The language of each column, where it is not the page's own.
    pub(super) languages: Vec<Option<&'a str>>,
}

impl SynopticEntry<'_> {
    /// The language of a column.
    pub(super) fn language(&self, column: &usize) -> Option<&str> {
        self.languages[*column]
    }
}

/// The synoptic tables. Of two documents the change table is one, with its wordings side by side.
pub(super) fn synoptic<'a>(view: &'a Overview<'_>) -> Vec<SynopticTable<'a>> {
    if view.is_of_two() && view.comparisons().len() == 1 {
        return Vec::new();
    }
    let [dropped, fresh] = view.lone();
    let holds = |row: &SynopticRow<'a>, ids: &BTreeSet<&str>| {
        row.cells.iter().flat_map(|cell| &cell.wordings).any(|one| ids.contains(&*one.node.id))
    };
    let mut room = FIRST;
    let mut table = |(place, table): (usize, Synoptic<'a>)| {
        let languages: Vec<Option<&str>> =
            table.documents.iter().map(|head| foreign(head.metadata.language.as_deref())).collect();
        let rows = table.parts().into_iter().flat_map(|(_, rows)| rows);
        let row = |(at, row): (usize, SynopticRow<'a>)| SynopticEntry {
            id: format!("s{place}-{at}"),
            is_alone: row.is_alone(),
            is_dropped: holds(&row, &dropped),
            is_fresh: holds(&row, &fresh),
            cells: row.cells,
            languages: languages.clone(),
        };
        let rows = rows.enumerate().map(row).collect();
        SynopticTable { documents: table.documents, rows: Long::of(rows, &mut room) }
    };
    view.synoptics().into_iter().enumerate().map(&mut table).collect()
}
