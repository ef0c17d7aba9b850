//! Reports in the other languages of the United Nations, on short texts made for it: headings, numbers, items, and what
//! a document says of itself.

use std::path::Path;

use travaux::corpus::Source;
use travaux::extract::read;
use travaux::model::Stage;
use travaux::model::{Document, Kind};

fn report(language: &str) -> Document {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/languages");
    read(&Source::open(&folder.join(format!("{language}.txt"))).unwrap()).unwrap()
}

fn labels(document: &Document, kind: Kind) -> Vec<&str> {
    document.of_kind(kind).map(|provision| provision.label.as_str()).collect()
}

/// A language, and what its text says: stage, body, the section of the last recommendation and its items, and how many
/// numbered paragraphs there are.
type Said = (&'static str, Stage, &'static str, [&'static str; 2], [&'static str; 2], usize);

/// What each text says, as it was written.
const SAID: [Said; 5] = [
    (
        "fr",
        Stage::Final,
        "Groupe de travail sur le trafic illicite de migrants",
        ["II. Recommandations", "A. Ports et navires"],
        ["2(a)", "2(b)"],
        3,
    ),
    (
        "es",
        Stage::Draft,
        "Grupo de Trabajo sobre el Tráfico Ilícito de Migrantes",
        ["II. Recomendaciones", "A. Puertos y buques"],
        ["2(a)", "2(b)"],
        2,
    ),
    (
        "ru",
        Stage::Final,
        "Рабочая группа по незаконному ввозу мигрантов",
        ["II. Рекомендации", "А. Порты и суда"],
        ["2(а)", "2(б)"],
        3,
    ),
    ("zh", Stage::Final, "偷运移民问题工作组", ["二. 建议", "A. 港口和船舶"], ["2(a)", "2(b)"], 3),
    (
        "ar",
        Stage::Final,
        "الفريق العامل المعني بتهريب المهاجرين",
        ["ثانيا - التوصيات", "ألف - الموانئ والسفن"],
        ["2(أ)", "2(ب)"],
        3,
    ),
];

#[test]
fn what_a_report_says_is_read_in_each_language() {
    for (language, stage, body, section, items, paragraphs) in SAID {
        let report = report(language);
        assert_eq!(report.metadata.language.as_deref(), Some(language));
        assert_eq!(labels(&report, Kind::Recommendation), ["1", "2"], "{language}");
        let numbers: Vec<String> = (1..=paragraphs).map(|number| number.to_string()).collect();
        assert_eq!(labels(&report, Kind::Paragraph), numbers, "{language}");
        assert_eq!(report.metadata.stage(), stage, "{language}");
        assert_eq!(report.metadata.body.as_deref(), Some(body), "{language}");
        assert_eq!(report.metadata.meeting, Some(6), "{language}");
        assert_eq!(report.metadata.date.map(|date| date.to_string()).as_deref(), Some("2019-09-13"), "{language}");
        let last = report.of_kind(Kind::Recommendation).last().unwrap();
        assert_eq!(last.section, section, "{language}");
        assert_eq!(last.items.iter().map(|item| item.label.as_str()).collect::<Vec<_>>(), items, "{language}");
        assert_eq!(report.warnings, [], "{language}");
    }
}

#[test]
fn lines_are_joined_as_the_language_is_written() {
    let first = |language: &str| report(language).of_kind(Kind::Recommendation).next().unwrap().text().to_owned();
    assert_eq!(first("zh"), "缔约国应当保持其港口登记册的更新，并相互交换这些登记册。");
    assert_eq!(first("ar"), "ينبغي للدول الأطراف أن تحافظ على سجلات موانئها وأن تتبادلها.");
    assert!(first("fr").ends_with("soient tenus à jour et les échanger."));
}

#[test]
fn what_is_cited_is_found() {
    let cited = |language: &str| report(language).references.clone();
    for (language, act) in [("fr", "resolution 5/3"), ("es", "resolution 5/3"), ("ru", "resolution 5/3")] {
        assert!(cited(language).iter().any(|name| name == act), "{language}: {:?}", cited(language));
    }
}

#[test]
fn a_resolution_is_read_in_each_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/languages/resolutions");
    for language in ["fr", "es", "ru", "zh", "ar"] {
        let resolution = read(&Source::open(&folder.join(format!("{language}.txt"))).unwrap()).unwrap();
        assert_eq!(resolution.profile.as_deref(), Some("resolutions"), "{language}");
        assert_eq!(labels(&resolution, Kind::Preamble), ["PP1", "PP2"], "{language}");
        assert_eq!(labels(&resolution, Kind::Paragraph), ["1", "2", "3"], "{language}");
        assert_eq!(resolution.metadata.date.map(|date| date.to_string()).as_deref(), Some("1990-03-04"), "{language}");
        assert_eq!(resolution.warnings, [], "{language}");
    }
}
