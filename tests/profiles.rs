//! Layouts other than that of the reports in the corpus, on texts made for it.

#![allow(clippy::unwrap_used, reason = "a test ends at what it did not expect")]

use std::path::{Path, PathBuf};

use travaux::corpus::{Declared, Source};
use travaux::extract::{Document, Kind, Options, Profile, read, read_with};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/profiles").join(name)
}

fn document(name: &str) -> Document {
    read(&Source::open(&fixture(&format!("{name}.txt"))).unwrap()).unwrap()
}

/// The provisions as (kind, label, how the text begins, how it ends).
fn told(document: &Document) -> Vec<(&'static str, &str, String, String)> {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let told = document.provisions.iter().map(|one| {
        let words = words(one.text());
        let (first, last) = (&words[..words.len().min(3)], &words[words.len().saturating_sub(2)..]);
        (one.kind.name(), one.label.as_str(), first.join(" "), last.join(" "))
    });
    told.collect()
}

fn row<'a>(kind: &'static str, label: &'a str, first: &str, last: &str) -> (&'static str, &'a str, String, String) {
    (kind, label, first.to_owned(), last.to_owned())
}

#[test]
fn recommendations_are_numbered_below_the_paragraph_that_leads_in() {
    let review = document("reviews");
    assert_eq!(review.profile.as_deref(), Some("reviews"));
    let (paragraph, recommendation) = ("paragraph", "recommendation");
    assert_eq!(
        told(&review)[told(&review).len() - 8..],
        [
            row(paragraph, "128", "The recommendations formulated", "of Harbouria:"),
            row(recommendation, "128.1", "Ratify the Convention", "(Foreland) (Islet);"),
            row(recommendation, "128.2", "Continue its efforts", "boats (Coastland);"),
            row(recommendation, "128.3", "Adopt a law", "rest (Deltania)."),
            row(paragraph, "129", "The following recommendations", "by Harbouria:"),
            row(recommendation, "129.1", "Abolish the toll", "anchors (Foreland);"),
            row(recommendation, "129.2", "Abolish the toll", "ropes (Islet)."),
            row(paragraph, "130", "All conclusions and/or", "a whole."),
        ]
    );
    let pilots = review.provisions.iter().find(|one| one.label == "128.3").unwrap();
    let items: Vec<&str> = pilots.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(items, ["128.3(a)", "128.3(b)"]);
    assert!(!review.provisions.iter().any(|one| one.text().starts_with("per cent")), "12.5 per cent is no number");
}

#[test]
fn numbers_in_parts_as_arabic_writes_them() {
    let review = document("reviews-ar");
    assert_eq!((review.profile.as_deref(), review.language.as_deref()), (Some("reviews"), Some("ar")));
    let labels: Vec<(&str, &str)> = review.provisions.iter().map(|one| (one.kind.name(), one.label.as_str())).collect();
    let (paragraph, recommendation) = ("paragraph", "recommendation");
    assert_eq!(
        labels,
        [
            (paragraph, "128"),
            (recommendation, "128.1"),
            (recommendation, "128.2"),
            (recommendation, "128.3"),
            (paragraph, "129")
        ]
    );
}

#[test]
fn recommendations_are_listed_in_a_paragraph() {
    let review = document("listed");
    assert_eq!(
        told(&review),
        [
            row("paragraph", "1", "The review of", "May 2008."),
            row("paragraph", "2", "In the course", "to Harbouria:"),
            row("recommendation", "2(1)", "Ratify the Convention", "Lighthouses (Foreland);"),
            row("recommendation", "2(2)", "Keep the fairways", "it (Coastland);"),
            row("recommendation", "2(3)", "Adopt a law", "rest (Deltania)."),
            row("paragraph", "3", "The responses of", "outcome report."),
        ]
    );
    let pilots = &review.provisions[4];
    let items: Vec<_> =
        pilots.items.iter().map(|item| (item.label.as_str(), &pilots.text()[item.range.clone()])).collect();
    assert_eq!(items, [("2(3)(a)", "(a) Fixes their fees;"), ("2(3)(b)", "(b) Protects their rest (Deltania).")]);
    assert_eq!(pilots.line, 18);
}

#[test]
fn articles_and_their_paragraphs() {
    let treaty = document("articles");
    assert_eq!(treaty.profile.as_deref(), Some("articles"));
    assert_eq!(
        told(&treaty),
        [
            row("preamble", "PP1", "Recalling the law", "the sea,"),
            row("preamble", "PP2", "Mindful of those", "who sail,"),
            row("article", "1", "The purpose of", "of lights."),
            row("article", "2", "For the purposes", "a light."),
            row("article", "3(1)", "Each State Party", "to dawn."),
            row("article", "3(2)", "Nothing in this", "on Harbours."),
            row("article", "4(1)", "Each State Party", "two years."),
            row("article", "4(2)", "Reports shall include:", "were out."),
            row("article", "4(3)", "The secretariat shall", "publish them."),
            row("article", "5", "This Convention shall", "ninetieth day."),
        ]
    );
    let of = |label: &str| treaty.provisions.iter().find(|one| one.label == label).unwrap();
    assert_eq!(of("1").section, ["CHAPTER I. GENERAL PROVISIONS", "Article 1 Purpose"]);
    assert_eq!(of("4(2)").section, ["CHAPTER II. DUTIES", "Article 4. Reports"]);
    assert_eq!(of("4(2)").items.iter().map(|item| item.label.as_str()).collect::<Vec<_>>(), ["4(2)(a)", "4(2)(b)"]);
    assert_eq!(treaty.warnings, []);
}

#[test]
fn clauses_at_any_depth() {
    let standard = document("clauses");
    assert_eq!(standard.profile.as_deref(), Some("clauses"));
    let labels: Vec<&str> = standard.of_kind(Kind::Clause).map(|(_, one)| one.label.as_str()).collect();
    assert_eq!(labels, ["1", "2.1", "2.2", "3.1.1", "3.1.2", "3.2.1", "3.2.2", "4"]);
    let last = standard.provisions.iter().find(|one| one.label == "3.2.2").unwrap();
    assert_eq!(last.text(), "The test shall last one night and shall be recorded in the log.");
    assert_eq!(last.section, ["3 Requirements", "3.2 Tests"]);
}

#[test]
fn what_a_committee_recommends_is_told_from_what_it_notes() {
    let observations = document("observations");
    assert_eq!(observations.profile.as_deref(), Some("observations"));
    let labels: Vec<&str> = observations.of_kind(Kind::Recommendation).map(|(_, one)| one.label.as_str()).collect();
    assert_eq!(labels, ["3", "5", "6", "7", "8"]);
    assert_eq!(observations.count(Kind::Paragraph), 3);
}

#[test]
fn a_preamble_and_operative_paragraphs() {
    let resolution = document("resolutions");
    assert_eq!(resolution.profile.as_deref(), Some("resolutions"));
    assert_eq!(
        told(&resolution),
        [
            row("preamble", "PP1", "Recalling its resolution", "88 (1988),"),
            row("preamble", "PP2", "Having in mind", "shall burn\","),
            row("preamble", "PP3", "Noting the report", "keeper, 7"),
            row("paragraph", "1", "Decides to extend", "June 1990;"),
            row("paragraph", "2", "Requests the keeper:", "the lamps;"),
            row("paragraph", "3", "Decides to meet", "meet again."),
        ]
    );
    assert_eq!(resolution.warnings, [], "a resolution lacks no recommendations");
}

#[test]
fn a_profile_of_the_users_own() {
    let source = Source::open(&fixture("own.txt")).unwrap();
    let profile = Some(Profile::open(&fixture("own.toml")).unwrap());
    let own = read_with(&source, &Options { profile, ..Options::default() }).unwrap();
    assert_eq!(own.profile.as_deref(), Some("actions"));
    assert_eq!(
        told(&own),
        [
            row("recommendation", "1", "Relight the lamps", "by 2030."),
            row("recommendation", "2", "Train the keepers", "count them."),
            row("recommendation", "2 bis", "Publish the charts.", "the charts."),
        ]
    );
    assert!(own.provisions.iter().all(|one| one.section == ["I. Lamps"]));
    assert_eq!(read(&source).unwrap().count(Kind::Recommendation), 0, "only the profile finds them");
}

#[test]
fn the_manifest_may_name_the_profile() {
    let path = fixture("own.toml").to_string_lossy().into_owned();
    let declared = Declared { profile: Some(path), ..Declared::default() };
    let own = read(&Source { declared, ..Source::open(&fixture("own.txt")).unwrap() }).unwrap();
    assert_eq!(own.count(Kind::Recommendation), 3);
    let unknown = Declared { profile: Some("review".into()), ..Declared::default() };
    let error = read(&Source { declared: unknown, ..Source::open(&fixture("own.txt")).unwrap() }).unwrap_err();
    assert!(error.to_string().contains("`reviews`"), "{error}");
}
