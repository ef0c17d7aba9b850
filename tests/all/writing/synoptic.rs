//! The synoptic table: nothing is lost in it, nothing stands twice, and its marks are those of the texts.

use std::collections::BTreeMap;

use crate::common::{analysed, document};
use travaux::align::{Options, align};
use travaux::change::changes;
use travaux::decisions::Reviewed;
use travaux::extract::of_texts;
use travaux::lineage::{self, Lineage};
use travaux::report::{
    ComparisonView, Filter, LineageView, Overview, Report, Synoptic, SynopticCell, SynopticPart, SynopticPiece,
};

/// The overview of a corpus's lineage, as a closure sees it.
fn of_corpus(check: impl FnOnce(&Overview<'_>)) {
    let ids = ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"];
    let lineage = Lineage::build(ids.map(document).to_vec(), &lineage::Options::default());
    let filter = Filter::default();
    let report = Report::of_lineage(&lineage, &filter);
    check(report.overview().unwrap());
}

/// The overview of two made-up texts.
fn of_pair(old: &[&str], new: &[&str], check: impl FnOnce(&Overview<'_>)) {
    let read = |id: &str, texts: &[&str]| analysed(of_texts(id, texts, Some("en")));
    let (old, new) = (read("old", old), read("new", new));
    let found = align(&old, &new, &Options::default()).correspondences;
    let found: Vec<Reviewed> = found.into_iter().map(Reviewed::from).collect();
    let view = ComparisonView::of(&old, &new, &changes(&old, &new, found.clone(), &[]));
    check(&Overview::of_pair(view, || LineageView::of(&Lineage::of_pair(old, new, &found))));
}

fn labels(cell: &SynopticCell<'_>) -> Vec<String> {
    cell.wordings.iter().map(|one| one.node.label.clone()).collect()
}

/// The pieces of a cell that a mark is on.
fn marked(cell: &SynopticCell<'_>, mark: fn(&SynopticPiece<'_>) -> bool) -> Vec<String> {
    let pieces = cell.wordings.iter().flat_map(|one| &one.pieces);
    pieces.filter(|piece| mark(piece)).map(|piece| piece.text.to_owned()).collect()
}

/// Each provision of the documents of a table stands in it once, whole, and in the order of its document where nothing was moved.
fn assert_whole(view: &Overview<'_>, tables: &[Synoptic<'_>]) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for table in tables {
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.documents.len());
            for (cell, head) in row.cells.iter().zip(&table.documents) {
                for one in &cell.wordings {
                    *seen.entry(&one.node.id).or_default() += 1;
                    assert_eq!(one.node.document, head.id);
                    let text: String = one.pieces.iter().map(|piece| piece.text).collect();
                    assert_eq!(text, one.node.text);
                }
            }
        }
        let parts: usize = table.parts().iter().map(|(_, rows)| rows.len()).sum();
        assert_eq!(parts, table.rows.len(), "no row is left out of the parts");
    }
    let documents: Vec<&str> = tables.iter().flat_map(|table| &table.documents).map(|head| head.id.as_str()).collect();
    for node in view.lineage().nodes.iter().filter(|node| documents.contains(&node.document.as_str())) {
        assert_eq!(seen.get(&*node.id), Some(&1), "{}", node.id);
    }
}

#[test]
fn a_column_for_each_document_and_a_row_for_each_provision() {
    of_corpus(|view| {
        let tables = view.synoptics();
        assert_whole(view, &tables);
        let [table] = tables.as_slice() else { panic!("one series, one table: {}", tables.len()) };
        // What tells of activities has no wordings of them.
        let heads: Vec<&str> = table.documents.iter().map(|head| head.id.as_str()).collect();
        assert_eq!(heads, ["2013-final", "2019-draft", "2019-final", "2021-final"]);
        let row = table.rows.iter().find(|row| labels(&row.cells[1]) == ["17"]).unwrap();
        let all: Vec<Vec<String>> = row.cells.iter().map(labels).collect();
        assert_eq!(all, [vec![], vec!["17".to_owned()], vec!["17".into()], vec!["12".into()]]);
        assert_eq!(marked(&row.cells[1], |piece| piece.came), Vec::<String>::new(), "it is the first wording");
        assert_eq!(marked(&row.cells[1], |piece| piece.goes)[0], "should analyse");
        assert!(marked(&row.cells[2], |piece| piece.came)[0].starts_with("are encouraged to make use of"));
        assert_eq!(marked(&row.cells[3], |piece| piece.goes), Vec::<String>::new(), "it is the last wording");
        // The parts: first what several documents say, then what one says alone.
        let parts = table.parts();
        assert_eq!(
            parts.iter().map(|(part, _)| *part).collect::<Vec<_>>(),
            [SynopticPart::Shared, SynopticPart::Alone]
        );
        // The new wordings in their order, but for the two that changed places with the draft's.
        let news: Vec<String> = table.rows.iter().flat_map(|row| labels(&row.cells[2])).collect();
        assert_eq!(news.len(), 24);
        let order: Vec<usize> = news.iter().map(|label| label.parse().unwrap()).collect();
        let back = order.windows(2).filter(|pair| pair[0] > pair[1]).count();
        assert!(back <= 2, "{order:?}");
    });
}

#[test]
fn parts_of_a_split_share_a_cell_and_spaces_are_never_marked() {
    let old = [
        "Harbour masters should count sealed crates on arrival and should keep public registers of all barrels.",
        "Ports publish tariffs each spring.",
    ];
    let new = [
        "Harbour masters should count sealed crates on arrival.",
        "Harbour masters should keep public registers of all barrels.",
        "Lighthouses are painted every third year.",
        "Ports publish tariffs each autumn.",
    ];
    of_pair(&old, &new, |view| {
        let tables = view.synoptics();
        assert_whole(view, &tables);
        let rows: Vec<[Vec<String>; 2]> =
            tables[0].rows.iter().map(|row| [labels(&row.cells[0]), labels(&row.cells[1])]).collect();
        let own = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
        assert_eq!(rows, [[own(&["1"]), own(&["1", "2"])], [own(&[]), own(&["3"])], [own(&["2"]), own(&["4"])]]);
        assert_eq!(marked(&tables[0].rows[2].cells[0], |piece| piece.goes), ["spring"]);
        assert_eq!(marked(&tables[0].rows[2].cells[1], |piece| piece.came), ["autumn"]);
        let pieces = tables[0].rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.wordings);
        for piece in pieces.flat_map(|one| &one.pieces).filter(|piece| piece.came || piece.goes) {
            assert_eq!(piece.text, piece.text.trim(), "a mark begins and ends with a word");
        }
        // Of two documents all is one part.
        assert_eq!(tables[0].parts().len(), 1);
    });
}

#[test]
fn documents_without_a_wording_in_common_have_no_table() {
    of_pair(&["Ports keep lists of sealed crates."], &["Lighthouses are painted every third year."], |view| {
        assert!(view.synoptics().is_empty());
    });
}
