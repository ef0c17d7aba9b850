//! Layouts other than that of the reports in the corpus, on texts made for it.

use std::path::{Path, PathBuf};

use travaux::corpus::{Declared, Source};
use travaux::extract::{Options, Profile, read, read_with};
use travaux::model::{Document, Kind};

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
    assert_eq!((review.profile.as_deref(), review.metadata.language.as_deref()), (Some("reviews"), Some("ar")));
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
    let labels: Vec<&str> = standard.of_kind(Kind::Clause).map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["1", "2.1", "2.2", "3.1.1", "3.1.2", "3.2.1", "3.2.2", "4"]);
    let last = standard.provisions.iter().find(|one| one.label == "3.2.2").unwrap();
    assert_eq!(last.text(), "The test shall last one night and shall be recorded in the log.");
    assert_eq!(last.section, ["3 Requirements", "3.2 Tests"]);
}

#[test]
fn what_a_committee_recommends_is_told_from_what_it_notes() {
    let observations = document("observations");
    assert_eq!(observations.profile.as_deref(), Some("observations"));
    let labels: Vec<&str> = observations.of_kind(Kind::Recommendation).map(|one| one.label.as_str()).collect();
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

/// A text in a file of this ending.
fn text(ending: &str, text: &str) -> Document {
    let path = format!("text.{ending}").into();
    read(&Source { id: "text".into(), path, bytes: text.as_bytes().to_vec(), declared: Declared::default() }).unwrap()
}

fn labels(document: &Document) -> Vec<&str> {
    document.provisions.iter().map(|one| one.label.as_str()).collect()
}

#[test]
fn labels_of_negotiation() {
    let draft = text(
        "txt",
        "The Human Rights Council,\n\nPP1 Recalling the law of the sea,\n\nPP1 bis Noting the need for lights,\n\nOP1 Decides to \
         keep the lights;\n\nOP2. Requests the keeper to report.\n",
    );
    assert_eq!(draft.profile.as_deref(), Some("drafts"));
    assert_eq!(labels(&draft), ["PP1", "PP1 bis", "1", "2"]);
    assert_eq!(draft.provisions[2].text(), "Decides to keep the lights;");
}

#[test]
fn a_title_is_told_from_the_text_that_runs_on() {
    let treaty = text(
        "txt",
        "Convention on lights\n\nArticle 1. The States Parties undertake to respect and to ensure\nrespect for the lights of \
         others.\n\nArticle 2\nReports\nEach State Party shall report\nevery year.\n\nArticle 3. Depositary\nThe keeper is the \
         depositary.\n",
    );
    assert_eq!(labels(&treaty), ["1", "2", "3"]);
    let of = |at: usize| (treaty.provisions[at].section.join(" › "), treaty.provisions[at].text());
    assert_eq!(
        of(0),
        (String::new(), "The States Parties undertake to respect and to ensure respect for the lights of others.")
    );
    assert_eq!(of(1), ("Article 2 Reports".into(), "Each State Party shall report every year."));
    assert_eq!(of(2), ("Article 3. Depositary".into(), "The keeper is the depositary."));
}

#[test]
fn articles_as_other_languages_and_laws_number_them() {
    let french = text(
        "txt",
        "Convention sur les phares\n\nArticle premier\nObjet\n\nLa présente convention a pour objet les phares et la sécurité \
         des navires.\n\nArticle 2\nPaix\n\n1. Les États parties entretiennent leurs phares.\n\n2. Ils font rapport.\n",
    );
    assert_eq!((french.metadata.language.as_deref(), labels(&french)), (Some("fr"), vec!["1", "2(1)", "2(2)"]));
    let first = text(
        "txt",
        "Accord sur les phares et la sécurité des navires\n\nArticle 1er\n\nLes parties entretiennent les \
                             phares.\n\nArticle 2\n\nLes parties font rapport chaque année.\n",
    );
    assert_eq!(labels(&first), ["1", "2"]);
    let chinese = text(
        "txt",
        "灯塔公约\n\n第一条 宗旨\n\n本公约的宗旨是促进各国在灯塔方面的合作。\n\n第二条 义务\n\n一、各缔约国应当维护其灯塔。\n\n\
         二、各缔约国应当提出报告。\n\n第三条 生效\n\n本公约自签署之日起生效。\n",
    );
    assert_eq!(labels(&chinese), ["1", "2(1)", "2(2)", "3"]);
    let bracketed = text(
        "txt",
        "Light Act\n\nArticle 1. (1) Keepers shall watch.\n(2) They shall report.\n\nArticle 2. 1. Lamps \
                                 burn.\n2. Nobody shall dim them.\n",
    );
    assert_eq!(labels(&bracketed), ["1(1)", "1(2)", "2(1)", "2(2)"]);
}

#[test]
fn headings_of_markup_are_titles_and_hide_no_preamble() {
    let standard = text(
        "md",
        "# Lights\n\n## 1 Scope\n\nThis applies to lights.\n\n## 2 Requirements\n\n### 2.1 General\n\nLights shall burn.\n\n\
         ### 2.2 Tests\n\nLights shall be tested.\n",
    );
    assert_eq!((standard.profile.as_deref(), labels(&standard)), (Some("clauses"), vec!["1", "2.1", "2.2"]));
    let resolution = text(
        "md",
        "# 73/175. Lights\n\nThe General Assembly,\n\nRecalling its resolution 71/187,\n\nWelcoming:\n\n(a) the report;\n\n(b) the \
         outcome,\n\nNoting the need,\n\n1. Decides to keep the lights;\n\n2. Requests a report.\n\n55th plenary meeting\n17 \
         December 2018\n",
    );
    assert_eq!(labels(&resolution), ["PP1", "PP2", "PP3", "1", "2"]);
    assert_eq!(resolution.provisions[4].text(), "Requests a report.", "the meeting closes the text");
}

#[test]
fn a_preamble_without_space_between_its_paragraphs() {
    let resolution = text(
        "txt",
        "Resolution 5 (1990)\n\nThe Security Council,\nRecalling its resolution 4 (1989) on the lights of the\nouter harbour,\n\
         Noting the report,\nHaving considered it,\n\n1. Decides to keep the lights.\n",
    );
    assert_eq!(labels(&resolution), ["PP1", "PP2", "PP3", "1"]);
}

#[test]
fn a_report_is_not_taken_for_what_it_tells_of() {
    let report = |middle: &str| {
        let whole = format!(
            "Report of the Committee on Lights\n\nI. Introduction\n\n1. The Committee met in May.\n\n{middle}\n\nII. \
             Recommendations\n\n3. States should keep lights.\n\n4. States should train keepers.\n"
        );
        let report = text("txt", &whole);
        let stated: Vec<String> = report.of_kind(Kind::Recommendation).map(|one| one.label.clone()).collect();
        (report.profile.clone().unwrap(), stated)
    };
    let expected = ("recommendations".to_owned(), vec!["3".to_owned(), "4".to_owned()]);
    let statistics = "2. The lights were seen by\n1.1 million sailors, of whom\n12.5 per cent were lost, and\n3.4 per cent, and\n4.7 \
                      per cent were found.";
    assert_eq!(report(statistics), expected);
    let treaties = "2. It discussed\nArticle 5 Reports and\nArticle 6 Lights and\nArticle 7 Keepers.";
    assert_eq!(report(treaties), expected);
    let resolution = "2. It recalled that\nThe General Assembly,\nin its resolution, had decided so.";
    assert_eq!(report(resolution), expected);
}

#[test]
fn a_list_within_a_recommendation_makes_no_others_paragraphs() {
    let report = text(
        "txt",
        "Report of the Committee on Lights\n\nI. Recommendations\n\n1. The Committee adopted the recommendations below.\n\n2. States \
         should keep lights.\n\n3. States should act on earlier recommendations, namely the following:\n\n1. Lamps;\n\n2. \
         Buoys.\n\n4. States should report.\n",
    );
    let stated: Vec<&str> = report.of_kind(Kind::Recommendation).map(|one| one.label.as_str()).collect();
    assert_eq!(stated, ["2", "3", "4"]);
}
