//! Drafts that were handed out in pieces and revised: which belong to which report, and what became of them.
//! The texts are made up.

use std::fs;

use crate::common::{self, analysed};
use travaux::align::Relation;
use travaux::change::Change;
use travaux::corpus::{Corpus, MANIFEST, Source};
use travaux::extract::read;
use travaux::lineage::{Lineage, LinkKind, Options};
use travaux::meetings::Ground;
use travaux::model::{Coverage, Document, Metadata};

const FENCES: &str =
    "States parties should mend the fences along the northern quays of their harbours before the winter.";
const PILOTS: &str = "States parties should train pilots every second year in the handling of vessels without power.";
const BUOYS: &str = "States parties should paint the buoys of the outer channels, as set out in recommendation 2, and replace their lanterns.";
const REGISTER: &str =
    "States parties should consider exchanging data on drifting containers through a common register.";
const TUGS: &str = "States parties should keep tugs ready for salvage within six hours of the harbour at all times.";

/// A piece of a draft: its symbol behind that of the body, and its sections with their recommendations.
fn piece(id: &str, symbol: &str, sections: &[(&str, &[&str])]) -> Document {
    let addendum = if symbol.contains("/Add.") { "Addendum\n\n" } else { "" };
    let continued = if addendum.is_empty() { "" } else { " (continued)" };
    let front = format!("CTOC/COP/WG.12/2031/{symbol}\n12 May 2031\n\nDraft report\n\n{addendum}");
    document(id, &front, &format!("II. Recommendations{continued}"), sections, "")
}

/// The report, which cites the drafts that are named.
fn report(cites: &str, sections: &[(&str, &[&str])]) -> Document {
    let front = "CTOC/COP/WG.12/2031/5\n20 June 2031\n\nReport on the meeting of the Working Group on Harbour Safety held in \
                 Vienna from 12 to 14 May 2031\n\n";
    let closing =
        format!("\n\nIII. Adoption of the report\n\n1. On 14 May 2031, the Working Group adopted its report{cites}.\n");
    document("final", front, "II. Recommendations", sections, &closing)
}

/// Recommendations count on through the sections of one document, and begin anew in the next.
fn document(id: &str, front: &str, heading: &str, sections: &[(&str, &[&str])], closing: &str) -> Document {
    let mut text = format!("{front}{heading}\n\n");
    let mut number = 0;
    for (title, recommendations) in sections {
        text.push_str(&format!("{title}\n\n"));
        for recommendation in *recommendations {
            number += 1;
            text.push_str(&format!("Recommendation {number}\n\n{recommendation}\n\n"));
        }
    }
    let bytes = format!("{text}{closing}").into_bytes();
    let declared = Metadata { language: Some("en".into()), ..Metadata::default() }.into();
    read(&Source { id: id.into(), path: format!("{id}.txt").into(), bytes, declared }).unwrap()
}

const GENERAL: &str = "A. General recommendations";
const ON_BUOYS: &str = "B. Recommendations on buoys and lanterns";
const ON_SALVAGE: &str = "C. Recommendations on salvage";
const SYMBOLS: &str = " (CTOC/COP/WG.12/2031/L.1, CTOC/COP/WG.12/2031/L.1/Add.1 and CTOC/COP/WG.12/2031/L.1/Add.2)";

fn l1() -> Document {
    piece("l1", "L.1", &[(GENERAL, &[FENCES, PILOTS])])
}

fn add1() -> Document {
    piece("add1", "L.1/Add.1", &[(ON_BUOYS, &[BUOYS, REGISTER])])
}

fn add2() -> Document {
    piece("add2", "L.1/Add.2", &[(ON_SALVAGE, &[TUGS])])
}

fn adopted(cites: &str) -> Document {
    report(cites, &[(GENERAL, &[FENCES, PILOTS]), (ON_BUOYS, &[BUOYS, REGISTER]), (ON_SALVAGE, &[TUGS])])
}

/// The links of a kind as "old → new".
fn links(lineage: &Lineage, kind: LinkKind) -> Vec<String> {
    let of_kind = lineage.edges().into_iter().filter(|(.., edge)| edge.kind == kind);
    of_kind.map(|(old, new, _)| format!("{} → {}", lineage.graph[old].id, lineage.graph[new].id)).collect()
}

fn lineage(documents: Vec<Document>) -> Lineage {
    Lineage::build(documents.into_iter().map(analysed).collect(), &Options::default())
}

/// What the first comparison of a lineage tells.
fn changes(lineage: &Lineage) -> Vec<Change> {
    lineage.changes(&lineage.comparisons[0])
}

#[test]
fn the_pieces_of_a_draft_are_one_side_whatever_the_order_of_the_files() {
    let expected = ["add1/1 → final/3", "add1/2 → final/4", "add2/1 → final/5", "l1/1 → final/1", "l1/2 → final/2"];
    for documents in [vec![l1(), add1(), add2(), adopted(SYMBOLS)], vec![adopted(SYMBOLS), add2(), l1(), add1()]] {
        let lineage = lineage(documents);
        let mut found = links(&lineage, LinkKind::Version);
        found.sort();
        assert_eq!(found, expected);
        assert_eq!(lineage.comparisons.len(), 1);
        let comparison = &lineage.comparisons[0];
        assert_eq!(comparison.old.pieces, ["l1", "add1", "add2"]);
        assert_eq!((comparison.ground, comparison.missing.len()), (Ground::Cited, 0));
        assert_eq!(comparison.old.coverage, Coverage::Whole);
        assert!(changes(&lineage).iter().all(|change| change.correspondence.relation == Relation::Unchanged));
    }
}

#[test]
fn numbers_that_several_pieces_have_are_told_apart() {
    let lineage = lineage(vec![l1(), add1(), add2(), adopted(SYMBOLS)]);
    let comparison = &lineage.comparisons[0];
    let labels: Vec<&str> = comparison.old.provisions.iter().map(|provision| provision.label.as_str()).collect();
    assert_eq!(labels, ["l1/1", "l1/2", "add1/1", "add1/2", "add2/1"]);
    let found = comparison.reviewed.iter().map(|one| &one.correspondence);
    let renumbered: Vec<usize> = found.filter(|one| one.renumbered).map(|one| one.new[0].index() + 1).collect();
    assert_eq!(renumbered, [3, 4, 5], "1 and 2 of the first piece kept their numbers");
}

#[test]
fn what_a_missing_piece_may_hold_is_not_new() {
    let lineage = lineage(vec![l1(), add2(), adopted(SYMBOLS)]);
    let comparison = &lineage.comparisons[0];
    assert_eq!(comparison.missing, ["CTOC/COP/WG.12/2031/L.1/Add.1"]);
    let relations: Vec<Relation> = comparison.reviewed.iter().map(|one| one.correspondence.relation).collect();
    use Relation::{OutsideCoverage, Unchanged};
    assert_eq!(relations, [Unchanged, Unchanged, OutsideCoverage, OutsideCoverage, Unchanged]);
}

#[test]
fn pieces_that_are_cited_in_short_are_missed_too() {
    for short in ["L.1 and Add.1 and 2", "L.1 and Add.1–2", "L.1, Add.1 and Add.2"] {
        let lineage = lineage(vec![l1(), adopted(&format!(" (CTOC/COP/WG.12/2031/{short})"))]);
        let missing = ["CTOC/COP/WG.12/2031/L.1/Add.1", "CTOC/COP/WG.12/2031/L.1/Add.2"];
        assert_eq!(lineage.comparisons[0].missing, missing, "{short}");
    }
}

#[test]
fn a_reference_within_a_piece_that_leads_elsewhere_in_the_report_is_told() {
    let lineage = lineage(vec![l1(), add1(), add2(), adopted(SYMBOLS)]);
    let changes = changes(&lineage);
    let outdated = changes.iter().flat_map(|change| &change.outdated).collect::<Vec<_>>();
    assert_eq!(outdated.len(), 1);
    // In its addendum, recommendation 2 is the one on the register.
    assert_eq!((outdated[0].cited.label.as_str(), outdated[0].became.as_slice()), ("2", &["4".to_owned()][..]));
}

#[test]
fn a_revised_piece_takes_the_place_of_the_one_before() {
    let revised = FENCES.replace("northern", "northern and eastern");
    let revision = piece("rev1", "L.1/Rev.1", &[(GENERAL, &[&revised, PILOTS])]);
    let lineage = lineage(vec![l1(), revision, add1(), add2(), adopted(SYMBOLS)]);
    let mut found = links(&lineage, LinkKind::Version);
    found.sort();
    let first = ["add1/1 → final/3", "add1/2 → final/4", "add2/1 → final/5"];
    assert_eq!(
        found,
        [&first[..], &["l1/1 → rev1/1", "l1/2 → rev1/2", "rev1/1 → final/1", "rev1/2 → final/2"]].concat()
    );
    let grounds: Vec<Ground> = lineage.comparisons.iter().map(|comparison| comparison.ground).collect();
    assert_eq!(grounds, [Ground::Revision, Ground::Cited]);
}

#[test]
fn a_draft_is_of_the_report_that_cites_it_else_of_its_meeting() {
    // Nothing is cited: body and year tell.
    let uncited = |mut draft: Document| {
        draft.metadata.body = Some("Working Group on Harbour Safety".into());
        draft
    };
    let by_year = lineage(vec![uncited(l1()), adopted("")]);
    assert_eq!(by_year.comparisons.iter().map(|one| one.ground).collect::<Vec<_>>(), [Ground::SameYear]);
    // Another report of that year cites it: it is that one's.
    let mut other = adopted(SYMBOLS);
    other.id = "other".into();
    let cited = lineage(vec![uncited(l1()), adopted(""), other]);
    let reports: Vec<&str> = cited.comparisons.iter().map(|one| cited.documents[one.new].id.as_str()).collect();
    assert_eq!(reports, ["other"]);
    // Of another body it is nobody's.
    let mut foreign = l1();
    foreign.metadata.body = Some("Working Group on Lighthouses".into());
    assert!(lineage(vec![foreign, adopted(SYMBOLS)]).comparisons.is_empty());
}

#[test]
fn documents_that_cite_each_other_are_an_edge() {
    let lineage = lineage(vec![l1(), add1(), add2(), adopted(SYMBOLS)]);
    let id = |node: petgraph::graph::NodeIndex| lineage.documents[lineage.citations[node]].id.as_str();
    let edges: Vec<(&str, &str, usize)> = lineage
        .citations
        .edge_indices()
        .map(|edge| {
            let (from, to) = lineage.citations.edge_endpoints(edge).unwrap();
            (id(from), id(to), lineage.citations[edge].provisions.len())
        })
        .collect();
    assert_eq!(edges, [("final", "l1", 1), ("final", "add1", 1), ("final", "add2", 1)]);
}

/// The report of 2019 ends with the drafts that it was adopted from; the corpus holds one of them.
#[test]
fn the_draft_of_2019_is_known_by_its_citation() {
    let lineage = lineage(["2019-draft", "2019-final"].map(|id| common::document(id).document().clone()).into());
    let comparison = &lineage.comparisons[0];
    assert_eq!(comparison.ground, Ground::Cited);
    assert_eq!(comparison.missing, ["CTOC/COP/WG.7/2019/L.1", "CTOC/COP/WG.7/2019/L.1/Add.1"]);
}

#[test]
fn a_correction_and_a_second_copy_are_no_revisions() {
    let correction = piece("corr", "L.1/Corr.1", &[(GENERAL, &[TUGS])]);
    let report = || adopted(" (CTOC/COP/WG.12/2031/L.1)");
    let with_correction = lineage(vec![l1(), correction, report()]);
    let descents: Vec<(&str, Ground)> =
        with_correction.comparisons.iter().map(|one| (one.old.id.as_str(), one.ground)).collect();
    assert_eq!(descents, [("l1", Ground::Cited)]);
    let copy = Document { id: "copy".into(), ..l1() };
    let with_copy = lineage(vec![l1(), copy, report()]);
    assert!(with_copy.comparisons.iter().all(|one| one.ground != Ground::Revision));
}

#[test]
fn revisions_are_compared_before_there_is_a_report() {
    let revised = piece("rev1", "L.1/Rev.1", &[(GENERAL, &[FENCES, TUGS])]);
    let negotiation = lineage(vec![l1(), revised]);
    let [only] = negotiation.comparisons.as_slice() else { panic!("one comparison") };
    assert_eq!((only.old.id.as_str(), only.ground), ("l1", Ground::Revision));
    assert!(links(&negotiation, LinkKind::Version).contains(&"l1/1 → rev1/1".to_owned()));
}

#[test]
fn a_revision_never_stands_before_what_it_revises() {
    let dated = |mut document: Document, date: &str| {
        document.metadata.date = Some(date.parse().unwrap());
        document
    };
    // Of the revision only the year is known, which sorts before its months.
    let revision = dated(piece("rev1", "L.1/Rev.1", &[(GENERAL, &[FENCES, TUGS])]), "2031");
    let negotiation = lineage(vec![revision, dated(l1(), "2031-05-12"), dated(adopted(SYMBOLS), "2031-06")]);
    let order: Vec<&str> = negotiation.documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!(order, ["l1", "rev1", "final"]);
}

#[test]
fn a_draft_is_of_the_next_report_of_the_year_and_of_none_before_it() {
    let made = |id: &str, stage: &str, date: &str| {
        let front = format!("Working Group on Harbour Safety\n\n{date}\n\n{stage}\n\n");
        document(id, &front, "II. Recommendations", &[(GENERAL, &[FENCES, PILOTS])], "")
    };
    let draft = made("draft", "Draft report", "8 September 2031");
    let report = |id: &str, date: &str| {
        made(id, "Report on the meeting of the Working Group on Harbour Safety held in Vienna", date)
    };
    let year = lineage(vec![
        report("march", "12 March 2031"),
        draft,
        report("september", "12 September 2031"),
        report("december", "12 December 2031"),
    ]);
    let compared: Vec<(&str, &str)> =
        year.comparisons.iter().map(|one| (one.old.id.as_str(), year.documents[one.new].id.as_str())).collect();
    assert_eq!(compared, [("draft", "september")]);
}

/// A folder with a draft and the reports of two meetings of its body in one year.
fn folder(of_draft: &str, of_reports: &str) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let body = "body = \"Working Group on Harbour Safety\"\nlanguage = \"en\"\n";
    let entry = |id: &str, more: &str| format!("[[document]]\nid = \"{id}\"\npath = \"{id}.txt\"\n{body}{more}\n\n");
    write(
        MANIFEST,
        &(entry("draft", &format!("date = \"2031-03-01\"\n{of_draft}"))
            + &entry("spring", &format!("date = \"2031-05-14\"\nmeeting = 12\n{of_reports}"))
            + &entry("autumn", "date = \"2031-10-14\"\nstage = \"final\"\nmeeting = 13")),
    );
    let text = |texts: &[&str]| {
        let numbered = texts.iter().zip(1..).map(|(text, number)| format!("Recommendation {number}\n\n{text}\n\n"));
        format!("II. Recommendations\n\n{}", numbered.collect::<String>())
    };
    write("draft.txt", &text(&[FENCES, PILOTS]));
    write("spring.txt", &text(&[FENCES, TUGS]));
    write("autumn.txt", &text(&[PILOTS, REGISTER]));
    folder
}

fn lineage_of(folder: &tempfile::TempDir) -> Lineage {
    let sources = Corpus::open(folder.path()).unwrap().sources().unwrap();
    lineage(sources.iter().map(|source| read(source).unwrap()).collect())
}

#[test]
fn the_report_that_is_declared_counts_and_no_other() {
    let found = lineage_of(&folder("stage = \"draft\"", "stage = \"final\""));
    let report = |lineage: &Lineage| {
        let of = |one: &travaux::lineage::Comparison| (lineage.documents[one.new].id.clone(), one.ground);
        lineage.comparisons.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(report(&found), [("spring".to_owned(), Ground::SameYear)]);
    // The stages follow from it.
    let declared = lineage_of(&folder("draft_of = \"autumn\"", "stage = \"final\""));
    assert_eq!(report(&declared), [("autumn".to_owned(), Ground::Declared)]);
    assert_eq!(links(&declared, LinkKind::Version), ["draft/2 → autumn/1"]);
    let spring = lineage_of(&folder("draft_of = \"spring\"", ""));
    assert_eq!(report(&spring), [("spring".to_owned(), Ground::Declared)]);
}

#[test]
fn a_declared_draft_is_told_as_such_kept_and_survives_a_survey() {
    let folder = folder("draft_of = \"autumn\"\nsubject = \"Pilots\"", "stage = \"final\"");
    let cache = tempfile::TempDir::new().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = common::program();
        let output =
            command.arg("-C").arg(folder.path()).args(arguments).arg("--cache").arg(cache.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for _ in 0..2 {
        assert!(run(&["extract", "draft", "--format", "json"]).contains("\"draft_of\": \"autumn\""));
    }
    assert!(!run(&["extract", "autumn", "--format", "json"]).contains("draft_of"));
    let lineage = run(&["lineage", "--format", "json"]);
    assert!(
        lineage.contains("\"ground\": \"declared\"")
            && lineage.contains("draft is a draft of autumn, as the manifest says.")
    );
    let survey = cache.path().join("archive");
    run(&["survey", "--into", survey.to_str().unwrap()]);
    let with = run(&["lineage", "--survey", survey.to_str().unwrap(), "--format", "json"]);
    assert_eq!(with, lineage);
}

#[test]
fn what_cannot_be_a_draft_of_it_is_an_error_with_its_place() {
    for (of_draft, of_spring, says) in [
        ("draft_of = \"draft\"", "", ":7:12: `draft` cannot be a draft of itself"),
        (
            "draft_of = \"autum\"",
            "",
            ":7:12: `autum` is no document of the manifest; the nearest are `autumn`, `spring`",
        ),
        ("draft_of = \"autumn\"\nstage = \"other\"", "", ":7:12: `draft` has the stage `other`; only a draft"),
        ("draft_of = \"spring\"", "draft_of = \"autumn\"", ":7:12: `spring` has the stage `draft`; name the report"),
        ("draft_of = \"spring\"", "draft_of = \"draft\"", ":7:12: `spring` has the stage `draft`; name the report"),
    ] {
        let message = Corpus::open(folder(of_draft, of_spring).path()).unwrap_err().to_string();
        assert!(message.contains(&format!("{MANIFEST}{says}")), "{message}");
    }
}
