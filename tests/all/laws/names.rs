//! What documents are called, in which order they are named, and whether a draft comes in one piece or in several: none of it
//! changes what is found.

use proptest::prelude::*;
use travaux::analysis::{self, Analysed};
use travaux::corpus::Source;
use travaux::extract::read;
use travaux::generate::ArchiveRecipe;
use travaux::lineage::{self, Lineage};
use travaux::model::Stage;
use travaux::render::to_json;
use travaux::report::{ComparisonView, LineageView};

use super::texts::{Compared, fixtures, made_pair, report, source, sources_of, text_of};

/// All that is said of some documents together: their lineage, and each comparison in it, as JSON.
fn said(sources: &[Source]) -> String {
    let documents = sources.iter().map(|source| read(source).unwrap()).collect();
    let documents = Analysed::of_each(documents, &analysis::Options::default());
    let lineage = Lineage::build(documents, &lineage::Options::default());
    let comparisons = lineage
        .comparisons
        .iter()
        .map(|one| to_json(&ComparisonView::of_descent(&lineage, one, &lineage.changes(one))));
    comparisons.chain([to_json(&LineageView::of(&lineage))]).collect()
}

/// A name that no text has; those of later places come before those of earlier ones.
fn name(place: usize) -> String {
    let letter = |at: usize| char::from(b'z' - u8::try_from(at).unwrap());
    format!("qx{}{}", letter(place / 26), letter(place % 26))
}

/// The documents under other names, of which the order is turned round.
fn renamed(sources: &[Source]) -> Vec<Source> {
    let renamed = |(place, source): (usize, &Source)| {
        let ending = source.path.extension().unwrap().to_string_lossy();
        let id = name(place);
        Source { path: format!("{id}.{ending}").into(), id, ..source.clone() }
    };
    sources.iter().enumerate().map(renamed).collect()
}

/// Says that other names are all that changes where documents are renamed.
fn names_change_nothing_else(sources: &[Source]) {
    let before = said(sources);
    let mut after = said(&renamed(sources));
    for (place, source) in sources.iter().enumerate() {
        assert!(before.contains(&source.id) && after.contains(&name(place)));
        after = after.replace(&name(place), &source.id);
    }
    let place = before.bytes().zip(after.bytes()).position(|(one, other)| one != other);
    let around = |text: &str, at: usize| {
        text[text.floor_char_boundary(at.saturating_sub(300))..text.ceil_char_boundary((at + 100).min(text.len()))]
            .to_owned()
    };
    assert!(before == after, "{:?}", place.map(|at| [around(&before, at), around(&after, at)]));
}

#[test]
fn renaming_ours_changes_nothing_but_the_names() {
    for folder in ["corpus", "examples/negotiation"] {
        names_change_nothing_else(&sources_of(folder));
    }
}

/// A made-up archive of a few reports.
fn archive(seed: u64) -> Vec<Source> {
    let small = ArchiveRecipe {
        seed,
        reports: 6,
        paragraphs: 3,
        recommendations: 6,
        repeated: 0.5,
        ..ArchiveRecipe::default()
    };
    small.make().reports
}

#[test]
fn the_order_of_ours_changes_nothing() {
    // Those without a date as well: in which order they come must not be that in which they are named.
    for mut sources in [sources_of("examples/negotiation"), fixtures()] {
        let before = said(&sources);
        for _ in 0..2 {
            sources.rotate_left(2);
            sources.swap(0, 1);
            assert!(said(&sources) == before);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_and_the_names_of_made_up_reports_change_nothing(seed in any::<u64>(), order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle()) {
        let sources = archive(seed);
        let before = said(&sources);
        let shuffled: Vec<Source> = order.iter().map(|&at| sources[at].clone()).collect();
        prop_assert!(said(&shuffled) == before);
        names_change_nothing_else(&sources);
    }

    #[test]
    fn the_names_of_a_pair_change_nothing(made in made_pair()) {
        let (old, new) = made.sources();
        let before = to_json(&Compared::read(&old, &new).view);
        let [lime, kelp]: [Source; 2] = renamed(&[old, new]).try_into().unwrap();
        let after = to_json(&Compared::read(&lime, &kelp).view);
        prop_assert_eq!(before, after.replace(&name(0), "first").replace(&name(1), "second"));
    }
}

/// Which recommendations of a draft became which of its report, and what is told of it; whatever pieces the draft is in.
fn told_of_draft(sources: &[Source]) -> Vec<String> {
    let documents = sources.iter().map(|source| read(source).unwrap()).collect();
    let documents = Analysed::of_each(documents, &analysis::Options::default());
    let lineage = Lineage::build(documents, &lineage::Options::default());
    let [one] = lineage.comparisons.as_slice() else { panic!("one draft: {}", lineage.comparisons.len()) };
    assert_eq!(one.pieces.len(), sources.len() - 1, "each piece is known as one");
    let view = ComparisonView::of_descent(&lineage, one, &lineage.changes(one));
    let told = view.changes.iter().map(|row| {
        let evidence = row.evidence.as_ref().map(|evidence| (&evidence.shared, evidence.coverage));
        format!(
            "{:?} {:?} {:?} {:?} {evidence:?} {:?} {:?}",
            row.relation, row.old, row.new, row.score, row.gist, row.redline
        )
    });
    told.collect()
}

/// A draft with its body and symbol, from some recommendation on.
fn draft(addendum: &str, from: usize, texts: &[String]) -> Source {
    let listed = texts.iter().zip(from..).map(|(text, at)| format!("Recommendation {}\n\n{text}\n\n", at + 1));
    let listed: String = listed.collect();
    let text = format!(
        "HO/1973/L.1{addendum}\n\nCouncil of Harbours and Orchards\n\n5 June 1973\n\nDraft report\n\nII. Recommendations\n\n{listed}"
    );
    source(&format!("draft{}", from), &text)
}

#[test]
fn a_draft_of_ours_in_two_pieces_is_the_same_draft() {
    let sources = sources_of("corpus");
    let of = |id: &str| sources.iter().find(|source| source.id == id).unwrap().clone();
    let (whole, last) = (of("2019-draft"), of("2019-final"));
    let text = text_of(&whole);
    let (cut, heading) = (text.find("Recommendation 16").unwrap(), text.find("Recommendation 11").unwrap());
    let piece = |symbol: &str, text: String| {
        let mut piece = Source { id: symbol.replace(['/', '.'], "-"), bytes: text.into_bytes(), ..whole.clone() };
        piece.declared.metadata.symbol = Some(symbol.into());
        piece
    };
    let first = piece("CTOC/COP/WG.7/2019/L.1/Add.2", text[..cut].to_owned());
    let second = piece("CTOC/COP/WG.7/2019/L.1/Add.3", format!("{}{}", &text[..heading], &text[cut..]));
    let told = told_of_draft(&[whole.clone(), last.clone()]);
    assert_eq!(told_of_draft(&[first, second, last]), told);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_made_up_draft_in_two_pieces_is_the_same_draft(made in made_pair(), cut in any::<prop::sample::Index>()) {
        let mut last = source("last", &report("6 June 1973", &made.new));
        last.declared.metadata.stage = Some(Stage::Final);
        last.declared.metadata.body = Some("Council of Harbours and Orchards".into());
        let at = 1 + cut.index(made.old.len() - 1);
        let whole = told_of_draft(&[draft("", 0, &made.old), last.clone()]);
        let pieces = [draft("", 0, &made.old[..at]), draft("/Add.1", at, &made.old[at..]), last];
        prop_assert_eq!(told_of_draft(&pieces), whole);
    }
}
