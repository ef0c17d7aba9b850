//! What the five reports hold, as it was read in them before the program was.

use std::fmt::Write;

use crate::common::{corpus_root, document};
use travaux::analysis::{self, Analysed};
use travaux::corpus::{Declared, Source};
use travaux::extract::read;
use travaux::model::Stage;
use travaux::model::{Coverage, Document, Kind, Metadata};

fn labels(document: &Document, kind: Kind) -> Vec<String> {
    document.of_kind(kind).map(|provision| provision.label.clone()).collect()
}

fn numbers(range: std::ops::RangeInclusive<u32>) -> Vec<String> {
    range.map(|number| number.to_string()).collect()
}

#[test]
fn the_report_of_2013_has_33_recommendations_among_58_paragraphs() {
    let report = document("2013-final");
    assert_eq!(labels(&report, Kind::Recommendation), numbers(5..=37));
    let all: Vec<String> = report.provisions.iter().map(|provision| provision.label.clone()).collect();
    assert_eq!(all, numbers(1..=58));
    let twelfth = report.provisions.iter().find(|provision| provision.label == "12").unwrap();
    let items: Vec<&str> = twelfth.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(items, ["12(a)", "12(b)", "12(c)", "12(d)", "12(e)"]);
    assert_eq!(&twelfth.text()[twelfth.items[3].range.clone()], "(d) Smuggling of migrants by sea;");
    let last = report.provisions.last().unwrap();
    assert!(last.text().ends_with("on its meeting (CTOC/COP/WG.7/2013/L.1)."), "the annex is not part of it");
}

#[test]
fn the_report_on_activities_has_60_paragraphs_and_no_recommendation() {
    let report = document("2018-activities");
    assert_eq!(labels(&report, Kind::Recommendation), [] as [&str; 0]);
    assert_eq!(labels(&report, Kind::Paragraph), numbers(1..=60));
}

#[test]
fn the_draft_of_2019_has_recommendations_11_to_21_and_ten_paragraphs() {
    let draft = document("2019-draft");
    assert_eq!(labels(&draft, Kind::Recommendation), numbers(11..=21));
    assert_eq!(labels(&draft, Kind::Paragraph), numbers(1..=10));
    let Coverage::Part { sections } = &draft.coverage else { panic!("an addendum is a part") };
    let held: Vec<(&str, bool)> =
        sections.iter().map(|held| (held.path.last().unwrap().as_str(), held.continued)).collect();
    assert_eq!(
        held,
        [
            ("C. Recommendations on smuggling of migrants by air and its facilitation through document fraud", false),
            ("III. Summary of deliberations", true),
            ("B. Statements", true),
        ]
    );
}

#[test]
fn the_report_of_2019_has_24_recommendations_and_42_paragraphs() {
    let report = document("2019-final");
    assert_eq!(labels(&report, Kind::Recommendation), numbers(1..=24));
    assert_eq!(labels(&report, Kind::Paragraph), numbers(1..=42));
    assert_eq!(report.coverage, Coverage::Whole);
}

#[test]
fn the_report_of_2021_has_12_recommendations_and_41_paragraphs() {
    let report = document("2021-final");
    assert_eq!(labels(&report, Kind::Recommendation), numbers(1..=12));
    assert_eq!(labels(&report, Kind::Paragraph), numbers(1..=41));
    assert_eq!(report.footnotes.len(), 1);
    assert!(report.provisions.iter().all(|provision| !provision.text().contains("www.")), "footnotes stand apart");
}

#[test]
fn broken_words_are_whole() {
    let text = |id: &str| document(id).provisions.iter().map(|p| p.text().to_owned()).collect::<Vec<_>>().join("\n");
    let (activities, report) = (text("2018-activities"), text("2019-final"));
    for (broken, whole) in [
        ("fro m", "the third from 18 to 20 November 2015"),
        ("Protoco ls", "and the Protocols thereto"),
        ("Secretar iat", "a representative of the Secretariat under"),
        ("compi lation", "as well as a compilation of those"),
        ("o f ", "forged documents; of collaboration"),
        ("police  officers", "police officers, prosecutors"),
        ("migrant  smuggling", "transnational migrant smuggling networks"),
        ("Prosecutor ’s", "General Prosecutor’s Office of Mexico"),
    ] {
        assert!(report.contains(whole) && !report.contains(broken), "2019-final: {whole}");
    }
    for (broken, whole) in [
        ("Office ’s", "through the Office’s field network"),
        ("capacity -building", "focused on capacity-building at the national level"),
        ("ri sks", "information on the risks of using"),
        ("Mo re", "More recently, UNODC"),
        ("del ivered", "also delivered specialized training"),
        ("resolution  8/2", "in accordance with Conference resolution 8/2"),
        ("development o f", "in the development of the Global Compact"),
        ("Inter -", "the Inter-American Commission on Human Rights"),
        ("decision- ", "policy- and decision-making"),
        ("communities .", "as well as the vulnerable communities."),
    ] {
        assert!(activities.contains(whole) && !activities.contains(broken), "2018-activities: {whole}");
    }
}

#[test]
fn page_furniture_is_in_no_text() {
    let activities = document("2018-activities");
    for provision in &activities.provisions {
        for furniture in ["V.18-04597", "____", "http", "5/13", "CTOC/COP/2018/3"] {
            assert!(!provision.text().contains(furniture), "{}: {furniture}", provision.label);
        }
    }
    let third = activities.provisions.iter().find(|provision| provision.label == "3").unwrap();
    assert!(third.text().contains("Colombia, Egypt, Kyrgyzstan"), "the sentence runs on over the page's foot");
}

#[test]
fn what_the_texts_say_of_themselves() {
    // Without the manifest.
    let bare = |file: &str| {
        let path = corpus_root().join(file);
        read(&Source::open(&path).unwrap()).unwrap()
    };
    let facts = |document: &Document| {
        let about = &document.metadata;
        (about.symbol.clone().map(String::from), about.stage(), about.meeting, about.date.map(|date| date.to_string()))
    };
    assert_eq!(facts(&bare("2013-final.txt")), (None, Stage::Final, Some(2), Some("2013-11-13".into())));
    let symbol = Some("CTOC/COP/2018/3".into());
    assert_eq!(facts(&bare("2018-activities.txt")), (symbol, Stage::Other, None, Some("2018".into())));
    assert_eq!(facts(&bare("2019-draft.txt")), (None, Stage::Draft, None, Some("2019-09-11".into())));
    assert_eq!(facts(&bare("2019-final.txt")), (None, Stage::Final, Some(6), Some("2019-09-13".into())));
    assert_eq!(facts(&bare("2021-final.md")), (None, Stage::Final, Some(8), Some("2021-10-29".into())));
    for file in ["2013-final.txt", "2019-draft.txt", "2019-final.txt", "2021-final.md"] {
        let document = bare(file);
        assert_eq!(document.metadata.body.as_deref(), Some("Working Group on the Smuggling of Migrants"), "{file}");
        assert_eq!(document.metadata.language.as_deref(), Some("en"), "{file}");
    }
}

#[test]
fn references_are_the_symbols_and_acts_cited() {
    assert_eq!(
        document("2019-final").references,
        [
            "resolution 5/3",
            "resolution 7/1",
            "CTOC/COP/WG.7/2019/INF/1/Rev.1",
            "CTOC/COP/WG.7/2019/1",
            "CTOC/COP/WG.7/2019/1/Corr.1",
            "CTOC/COP/WG.7/2019/2",
            "CTOC/COP/WG.7/2019/3",
            "CTOC/COP/WG.7/2019/4",
            "CTOC/COP/WG.7/2019/5",
            "CTOC/COP/WG.7/2019/L.1",
            "CTOC/COP/WG.7/2019/L.1/Add.1",
            "CTOC/COP/WG.7/2019/L.1/Add.2",
        ]
    );
}

/// Every provision of the corpus with its section and its whole text.
#[test]
fn every_text_of_the_corpus() {
    for id in ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"] {
        let document = document(id);
        let mut shown = String::new();
        let mut section: &[String] = &[];
        for provision in &document.provisions {
            if provision.section != section {
                section = &provision.section;
                writeln!(shown, "\n# {}", section.join(" > ")).unwrap();
            }
            writeln!(shown, "\n[{} {}]\n{}", provision.kind.name(), provision.label, provision.text()).unwrap();
        }
        for footnote in &document.footnotes {
            writeln!(shown, "\n[footnote]\n{}", footnote.text()).unwrap();
        }
        for loose in &document.loose {
            writeln!(shown, "\n[no provision, under {}]\n{}", loose.section.join(" > "), loose.passage.text()).unwrap();
        }
        insta::assert_snapshot!(id, shown);
    }
}

/// Nothing in a text is made up: its letters stand in its span of the source, in their order.
#[test]
fn the_words_as_printed_stay_reachable() {
    for id in ["2013-final", "2018-activities", "2019-draft", "2019-final", "2021-final"] {
        let document = document(id);
        for provision in &document.provisions {
            let printed = &document.source[provision.span()];
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let (shown, printed) = (letters(provision.text()), letters(printed));
            // Furniture and footnotes may lie in between, so the text is a subsequence of the source.
            let mut rest = printed.chars();
            assert!(shown.chars().all(|c| rest.any(|there| there == c)), "{id} {}", provision.label);
        }
    }
}

/// No letter of a document is lost: each stands in a heading, a provision, a footnote, a loose text or
/// the furniture. What is left is the front matter, whose lines are listed here.
#[test]
fn no_letter_is_lost() {
    let front = [
        (
            "2013-final",
            "Report on the meeting of the Working Group on the Smuggling of Migrants held in Vienna from 11 to 13 November 2013",
        ),
        ("2018-activities", ""),
        ("2019-final", ""),
    ];
    for (id, front) in front {
        let document = document(id);
        let mut letters = std::collections::BTreeMap::<char, i64>::new();
        let mut count = |text: &str, by: i64| {
            text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *letters.entry(c).or_default() += by);
        };
        count(&document.source, 1);
        count(front, -1);
        let mut headings: Vec<&String> = Vec::new();
        for provision in &document.provisions {
            count(provision.text(), -1);
            if provision.numbering == travaux::model::Numbering::Recommendation {
                count("Recommendation", -1);
            }
            count(&provision.label, -1);
            headings.extend(provision.section.iter().filter(|heading| !headings.contains(heading)).collect::<Vec<_>>());
        }
        headings.iter().for_each(|heading| count(heading, -1));
        document.loose.iter().for_each(|loose| count(loose.passage.text(), -1));
        document.furniture.iter().for_each(|line| count(line.text(), -1));
        letters.retain(|_, left| *left != 0);
        assert_eq!(letters, Default::default(), "{id}");
    }
}

fn plain(text: &str, path: &str) -> Document {
    let source = Source { id: "own".into(), path: path.into(), bytes: text.into(), declared: Declared::default() };
    read(&source).unwrap()
}

#[test]
fn numbers_may_start_anew_under_a_heading() {
    let text = "I. Introduction\n\n1. The Group met.\n\n2. It was opened by the Chair.\n\nII. Recommendations\n\n\
                1. States should mark arms.\n\n2. States should keep records.\n";
    let document = plain(text, "own.txt");
    assert_eq!(labels(&document, Kind::Recommendation), ["1", "2"]);
    assert_eq!(labels(&document, Kind::Paragraph), ["1", "2"]);
    assert_eq!(document.warnings, []);
}

#[test]
fn sections_need_no_numbers() {
    let markdown = "# Report on the meeting of the Working Group on Arms held in Vienna on 5 May 2026\n\nA/CN.1/2026/3\n\n\
                    ## Recommendations\n\n1. States should mark arms.\n2. States should keep records.\n\n\
                    ## Deliberations\n\n3. Many spoke.\n";
    for text in [markdown.to_owned(), markdown.replace("## ", "# ")] {
        let document = plain(&text, "own.md");
        assert_eq!(labels(&document, Kind::Recommendation), ["1", "2"], "{text}");
        assert_eq!(document.provisions[0].section, ["Recommendations"]);
        assert_eq!(
            (document.metadata.symbol.as_deref(), document.metadata.stage()),
            (Some("A/CN.1/2026/3"), Stage::Final)
        );
        assert_eq!(document.metadata.body.as_deref(), Some("Working Group on Arms"));
    }
    for heading in
        ["RECOMMENDATIONS", "Conclusions and recommendations", "II. Recommendations adopted by the Working Group"]
    {
        let text =
            format!("Report of the Group\n\n{heading}\n\n1. States should mark arms.\n\n2. States should rest.\n");
        assert_eq!(labels(&plain(&text, "own.txt"), Kind::Recommendation), ["1", "2"], "{heading}");
    }
}

#[test]
fn recommendations_are_numbered_in_many_ways() {
    let text = "II. Recommendations\n\nRecommendation 7: States should mark arms.\n\nRecommendation 7 bis\n\nStates should \
                keep records.\n\nRecommendation 8.1\n\nStates should act.\n";
    let document = plain(text, "own.txt");
    assert_eq!(labels(&document, Kind::Recommendation), ["7", "7 bis", "8.1"]);
    assert_eq!(document.provisions[0].text(), "States should mark arms.");
}

#[test]
fn text_among_the_recommendations_that_is_not_read_is_said() {
    let text = "II. Recommendations\n\n\u{2022} States should mark arms.\n\nRecommendation 1\n\nStates should rest.\n";
    let said: Vec<String> = plain(text, "own.txt").warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "own:3: text among the recommendations has no number and was not read as one: \u{201c}\u{2022} States should mark arms. \u{2026}\u{201d}"
        ]
    );
}

#[test]
fn a_second_number_and_a_gap_are_said() {
    let text = "II. Recommendations\n\nRecommendation 1\n\nStates should act.\n\nRecommendation 1\n\nStates should wait.\n\n\
                Recommendation 4\n\nStates should stop.\n";
    let source = Source { id: "odd".into(), path: "odd.txt".into(), bytes: text.into(), declared: Declared::default() };
    let document = read(&source).unwrap();
    let said: Vec<String> = document.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "odd:7: 1: a second recommendation has this number; it is called 1#2 here",
            "odd:11: 4: the number before it is 1; 2 to 3 are missing",
        ]
    );
    assert_eq!(labels(&document, Kind::Recommendation), ["1", "1#2", "4"]);
}

#[test]
fn a_check_tells_what_a_user_must_know() {
    let text = "A/CONF.9/L.1\n\nDraft report\n\nI. Lamps\n\n1. The lamps were the wo rk of many.\n\nA stray remark.\n\n2. Much work \
                was done.\n\n4. More work was done, and all of it well.\n";
    let declared = Metadata { language: Some("en".into()), ..Metadata::default() }.into();
    let source = Source { id: "one".into(), path: "one.txt".into(), bytes: text.as_bytes().to_vec(), declared };
    let check = travaux::report::CheckView::of(&[Analysed::of(read(&source).unwrap(), &analysis::Options::default())]);
    let one = &check.documents[0];
    assert_eq!((one.series.len(), one.series[0].count), (1, 3));
    assert_eq!((one.series[0].first.as_str(), one.series[0].last.as_str()), ("1", "4"));
    assert_eq!((one.series[0].missing.as_slice(), one.series[0].twice.len()), (["3".to_owned()].as_slice(), 0));
    assert_eq!((one.mended[0].printed.as_str(), one.mended[0].line), ("wo rk", 7));
    let outside: Vec<(usize, &str)> = one.outside.iter().map(|text| (text.line, text.text.as_str())).collect();
    assert_eq!(outside, [(1, "A/CONF.9/L.1"), (3, "Draft report")]);
    assert!(!check.is_whole());
}
