//! What happened in numbers: they add up, and each is the number of the rows that it leads to.

use crate::common::{analysed, document};
use travaux::align::Options;
use travaux::analysis::Analysed;
use travaux::change::compare;
use travaux::corpus::Corpus;
use travaux::extract::{of_texts, read};
use travaux::lineage::{self, Lineage};
use travaux::report::{ComparisonView, Facet, Filter, Report, Row, Tally};

fn view(old: &Analysed, new: &Analysed) -> ComparisonView {
    ComparisonView::of(old, new, &compare(old, new, &Options::default()))
}

/// What a count comes to among rows, by the names that the page finds them by.
fn found(rows: &[Row<'_>], names: &[&str], size: fn(&Row<'_>) -> usize) -> usize {
    let holds = |row: &Row<'_>| {
        let is_doubtful = names == ["doubtful"] && row.doubt() == Some("doubtful");
        let is_outdated = names == ["outdated-reference"] && !row.outdated.is_empty();
        let told = |name: &&str| *name == row.name || row.facts.contains(name) || row.shift_names.contains(name);
        is_doubtful || is_outdated || names.iter().any(told)
    };
    rows.iter().filter(|row| holds(row)).map(size).sum()
}

/// Each count is that of its rows, and the parts of each side come to the whole.
fn assert_true(view: &ComparisonView) -> Tally {
    let (tally, rows) = (view.tally().unwrap(), view.rows());
    let sizes: [fn(&Row<'_>) -> usize; 3] = [|row| row.old.labels.len(), |row| row.new.labels.len(), |_| 1];
    let wholes = [0, 1].map(|side| rows.iter().map(sizes[side]).sum::<usize>());
    let mut groups = tally.groups.iter();
    for (side, size) in sizes.into_iter().enumerate().filter(|(side, _)| *side == 2 || wholes[*side] > 0) {
        let Some(group) = groups.next() else { break };
        for count in &group.counts {
            assert_eq!(count.count, found(&rows, &count.names, size), "{}: {}", group.of, count.label);
            assert!(count.doubtful <= count.count);
        }
        if side < 2 {
            assert_eq!(group.counts.iter().map(|count| count.count).sum::<usize>(), wholes[side], "{}", group.of);
        }
    }
    tally
}

fn lines(tally: &Tally) -> Vec<(String, Vec<String>)> {
    tally.groups.iter().map(|group| (group.of.clone(), group.lines())).collect()
}

#[test]
fn the_numbers_of_a_draft_and_its_report_are_those_of_its_rows() {
    let tally = assert_true(&view(&document("2019-draft"), &document("2019-final")));
    let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let told = lines(&tally);
    assert_eq!(told[0], ("11 draft recommendations".into(), own(&["10 adopted (1 doubtful)", "1 not adopted"])));
    let news = own(&["10 from the draft (1 doubtful)", "3 new", "11 outside coverage"]);
    assert_eq!(told[1], ("24 in 2019-final".into(), news));
    assert_eq!(told[2].1[..2], own(&["8 weakened (1 doubtful)", "0 strengthened"]));
    // The sentence says the same.
    let sentence = view(&document("2019-draft"), &document("2019-final")).sentence;
    assert!(sentence.contains("8 became weaker") && sentence.contains("7 gained a qualifier"), "{sentence}");
    assert!(told[2].1.contains(&"7 qualified".to_owned()), "{told:?}");
}

#[test]
fn provisions_add_up_where_some_were_split_and_merged() {
    let read = |id: &str, texts: &[&str]| analysed(of_texts(id, texts, Some("en")));
    let old = [
        "Harbour masters should count sealed crates on arrival and should keep public registers of all barrels.",
        "Ports should publish tariffs for pilots each spring.",
        "Ports should publish tariffs for tugs and barges each spring.",
        "Fishing fleets should report the weight of their catch of herring.",
    ];
    let new = [
        "Harbour masters should count sealed crates on arrival.",
        "Harbour masters should keep public registers of all barrels.",
        "Ports may publish tariffs for pilots, and tariffs for tugs and barges, each spring.",
        "Lighthouses are painted every third year.",
    ];
    let view = view(&read("old", &old), &read("new", &new));
    let told = lines(&assert_true(&view));
    assert_eq!(told[0].0, "4 items in old");
    assert_eq!(told[0].1, ["3 in both texts", "1 not in the new text"]);
    assert_eq!(told[1].1, ["3 in the old text", "1 new"]);
    assert!(told[2].0.starts_with("of 2 wordings"), "{told:?}");
}

#[test]
fn the_numbers_of_texts_with_brackets_are_those_of_their_rows() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/negotiation");
    let corpus = Corpus::open(&folder).unwrap();
    let documents: Vec<Analysed> =
        corpus.sources().unwrap().iter().map(|source| analysed(read(source).unwrap())).collect();
    let lineage = Lineage::build(documents, &lineage::Options::default());
    let filter = Filter::default();
    let report = Report::of_lineage(&lineage, &filter);
    let overview = report.overview().unwrap();
    let mut wholes = 0;
    for view in overview.comparisons() {
        let (tally, rows) = (assert_true(view), view.rows());
        let group =
            tally.groups.iter().find(|group| group.of.contains("brackets")).expect("there are brackets in each");
        for count in &group.counts {
            assert_eq!(count.count, found(&rows, &count.names, |_| 1), "{}", count.label);
        }
        wholes += rows.len();
    }
    // All together come to all rows of the comparisons.
    let all = &overview.tallies()[0];
    let rows: Vec<Row<'_>> = overview.comparisons().iter().flat_map(ComparisonView::rows).collect();
    assert!(rows.len() == wholes && overview.comparisons().len() > 1);
    for count in all.groups.iter().flat_map(|group| &group.counts) {
        assert_eq!(count.count, found(&rows, &count.names, |_| 1), "{}", count.label);
    }
}

#[test]
fn where_only_some_changes_were_asked_for_nothing_is_counted() {
    let filter = Filter { only: vec![Facet::Weakened], ..Filter::default() };
    assert!(view(&document("2019-draft"), &document("2019-final")).filtered(&filter).tally().is_none());
}
