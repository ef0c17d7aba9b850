//! What must hold of two documents that are held against each other.

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use travaux::align::{Alignment, Correspondence, Options as Comparing, Relation, align};
use travaux::analysis::{self, Analysed};
use travaux::change::compare;
use travaux::corpus::{Correction, Source};
use travaux::decisions::{DECISIONS, Decisions};
use travaux::extract::{Options, of_texts, read_with};
use travaux::model::{LineIs, LineName, ProvisionIndex};
use travaux::render::to_json;
use travaux::report::ComparisonView;

use super::documents::SELDOM;
use super::files::FOLDER;
use super::wordings::two;
use super::{document, made, source};

/// Says that each provision stands in one correspondence.
fn stands_once<'a>(links: impl Iterator<Item = &'a Correspondence> + Clone, old: &Analysed, new: &Analysed) {
    let places = |side: fn(&Correspondence) -> &Vec<ProvisionIndex>| {
        let mut places: Vec<usize> = links.clone().flat_map(side).map(|at| at.index()).collect();
        places.sort_unstable();
        places
    };
    assert!(places(|one| &one.old).into_iter().eq(0..old.provisions.len()), "each old one in one link");
    assert!(places(|one| &one.new).into_iter().eq(0..new.provisions.len()), "each new one in one link");
}

/// Two small documents, aligned, and the other way round.
pub fn alignment(bytes: &[u8]) {
    let (old, new) = made::recipe(bytes, made::two_documents).unwrap_or_else(|| {
        let (old, new) = two(bytes, made::two_reports);
        let texts = |text: &str| text.lines().map(str::to_owned).collect();
        (texts(&old), texts(&new))
    });
    let read = |id: &str, texts: &[String]| {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        of_texts(id, &texts, None)
    };
    let (old, new) = Analysed::of_pair(read("old", &old), read("new", &new), &analysis::Options::default());
    let options = Comparing::default();
    let Alignment { correspondences: there, candidates, .. } = align(&old, &new, &options);
    stands_once(there.iter(), &old, &new);
    for link in &there {
        assert_eq!(link.support.is_some(), !link.old.is_empty() && !link.new.is_empty());
        let sure = link.support.as_ref().map(|support| support.confidence);
        assert!(sure.is_none_or(|confidence| (0.0..=1.0).contains(&confidence)), "{sure:?}");
    }
    assert!(candidates.iter().all(|one| one.score.is_finite()));
    let back = align(&new, &old, &options).correspondences;
    let there: BTreeSet<_> = there.into_iter().map(|one| (one.old, one.new, one.relation)).collect();
    let back: BTreeSet<_> = back.into_iter().map(|one| (one.new, one.old, mirrored(one.relation))).collect();
    assert_eq!(there, back, "swapping the sides mirrors the links");
}

/// What a relation is with the sides swapped.
pub fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Split => Relation::Merged,
        Relation::Merged => Relation::Split,
        Relation::Withdrawn => Relation::New,
        Relation::New => Relation::Withdrawn,
        same => same,
    }
}

/// A draft and a report, compared.
pub fn comparison(bytes: &[u8]) {
    let (old, new) = two(bytes, made::two_reports);
    let read = |id: &str, text: String| {
        let one = Source { id: id.into(), ..source("report.txt", text.into()) };
        read_with(&one, &Options::default()).ok()
    };
    let (Some(old), Some(new)) = (read("old", old), read("new", new)) else { return };
    let (old, new) = Analysed::of_pair(old, new, &analysis::Options::default());
    let options = Comparing { paragraphs: true, ..Comparing::default() };
    let changes = compare(&old, &new, &options);
    stands_once(changes.iter().map(|change| &change.correspondence), &old, &new);
    if bytes.len().is_multiple_of(SELDOM) {
        assert_eq!(changes, compare(&old, &new, &options), "twice the same");
    }
    let view = ComparisonView::of(&old, &new, &changes);
    for row in &view.changes {
        if !row.redline.is_empty() {
            let [old, new] = [&row.old_text, &row.new_text].map(|texts| texts.join("\n"));
            assert_eq!(row.redline.iter().map(|segment| segment.in_old()).collect::<String>(), old);
            assert_eq!(row.redline.iter().map(|segment| segment.in_new()).collect::<String>(), new);
        }
    }
    to_json(&view);
}

/// Two documents that decisions are made on, and what aligning them found.
static PAIR: LazyLock<(Analysed, Analysed, Vec<Correspondence>)> = LazyLock::new(|| {
    let old = [
        "Ports shall keep lists.",
        "Mills should turn. Wheels should be oiled.",
        "Bees may rest.",
        "Trees need rain.",
        "Pilots are trained.",
    ];
    let new = [
        "Ports should keep lists of ships.",
        "Mills should turn.",
        "Wheels should be oiled.",
        "Pilots are trained.",
        "Hail is counted.",
    ];
    let old = of_texts("old", &old, Some("en"));
    let new = of_texts("new", &new, Some("en"));
    let (old, new) = Analysed::of_pair(old, new, &analysis::Options::default());
    let found = align(&old, &new, &Comparing::default()).correspondences;
    (old, new, found)
});

/// A file of decisions on two documents, applied to the links between them, and its entries taken out and put back.
pub fn decisions(bytes: &[u8]) {
    let file = made::text(bytes, made::decisions);
    let (old, new, found) = &*PAIR;
    let decisions = FOLDER.with(|folder| {
        fs::write(folder.path().join(DECISIONS), &file).expect("there is room for a file");
        Decisions::open(folder.path())
    });
    let Ok(decisions) = decisions else { return };
    assert_eq!(decisions.text(), file, "what was read is what is written");
    let applied = decisions.apply(found.clone(), old, new, &Comparing::default());
    stands_once(applied.reviewed.iter().map(|one| &one.correspondence), old, new);
    for decision in decisions.iter() {
        assert!(decisions.on(&decision.old, &decision.new).is_some());
        // One that stands in an array is left to its owner.
        let Ok(less) = decisions.without(&decision.old, &decision.new) else { continue };
        assert_eq!(less.iter().count() + 1, decisions.iter().count(), "one went, and no other");
        assert!(less.on(&decision.old, &decision.new).is_none_or(|other| other != decision));
    }
}

/// A report in which a person mended how some lines are read. The number of lines chooses which, so that the report is the
/// whole of the input.
pub fn corrections(bytes: &[u8]) {
    let text = made::text(bytes, made::report);
    let mut report = source("report.txt", text.clone().into_bytes());
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let names = LineName::of_all(&lines);
    let said = |at: usize| match (at + bytes.len()) % 6 {
        0 => LineIs::Text,
        1 => LineIs::Heading,
        2 => LineIs::Note,
        3 => LineIs::Furniture,
        4 => LineIs::Provision((at + 1).to_string()),
        _ => LineIs::Item("2".to_owned()),
    };
    let picked = names
        .into_iter()
        .enumerate()
        .skip(bytes.len() % 4)
        .step_by(3)
        .take(4)
        .filter(|(_, name)| !name.begins.trim().is_empty());
    report.declared.corrections = picked
        .map(|(at, line)| travaux::corpus::Written {
            correction: Correction { line, is: said(at) },
            file: "readings.toml".into(),
            line: 1,
            column: 1,
        })
        .collect();
    document(&report, &Options::default());
}
