//! What pictures show of the corpus: what happened to each duty, by sign and colour, and a history wording by wording.

use std::fs;

use regex::Regex;

use crate::common::program;

/// A picture that the program writes of the corpus.
fn picture(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("picture.svg");
    let root = env!("CARGO_MANIFEST_DIR");
    program().current_dir(root).args(arguments).arg("-o").arg(&file).assert().success();
    fs::read_to_string(file).unwrap()
}

/// The bar of a provision: all that is drawn of it.
fn bar<'s>(picture: &'s str, id: &str) -> &'s str {
    let start = picture.find(&format!("data-id=\"{id}\"")).unwrap_or_else(|| panic!("{id} is drawn"));
    let end = picture[start..].find("</g>\n").unwrap_or(picture.len() - start);
    &picture[start..start + end]
}

/// The classes, names and signs of a bar's edges.
fn edges(bar: &str) -> Vec<(String, String, String)> {
    let edge = Regex::new(r#"class="edge ([a-z-]+)" data-name="([^"]*)".*?class="sign"[^>]*>([^<]*)<"#).unwrap();
    edge.captures_iter(bar).map(|found| (found[1].to_owned(), found[2].to_owned(), found[3].to_owned())).collect()
}

#[test]
fn bars_tell_by_sign_what_happened_to_the_duty() {
    let drawn = picture(&["compare", "2019-draft", "2019-final"]);
    let told = |id: &str| edges(bar(&drawn, id));
    let one = |class: &str, name: &str, sign: &str| vec![(class.to_owned(), name.to_owned(), sign.to_owned())];
    // "should" became "are encouraged to"; the draft's recommendation 12 was not adopted; 22 has no draft.
    assert_eq!(told("2019-final/17"), one("weaker", "weaker", "▼"));
    assert_eq!(told("2019-draft/12"), one("withdrawn", "not adopted", "×"));
    assert_eq!(told("2019-final/22"), one("new", "new", "+"));
    // Nobody knows of a section that the draft does not hold; what was reworded and asks as much has no sign.
    assert_eq!(told("2019-final/1"), one("outside-coverage", "outside what the other holds", "○"));
    assert_eq!(told("2019-final/13"), []);
    let ribbon = |from: &str, to: &str| {
        let ends = format!("data-from=\"{from}\" data-to=\"{to}\"");
        let line = drawn.lines().find(|line| line.contains(&ends)).unwrap();
        Regex::new("class=\"ribbon ([^\"]*)\"").unwrap().captures(line).unwrap()[1].to_owned()
    };
    assert_eq!(ribbon("2019-draft/17", "2019-final/17"), "weaker");
    assert_eq!(ribbon("2019-draft/13", "2019-final/13"), "reworded");
}

#[test]
fn a_meeting_repeats_what_an_earlier_one_said_or_does_not() {
    let drawn = picture(&["lineage"]);
    let names = |id: &str| edges(bar(&drawn, id)).into_iter().map(|(_, name, _)| name).collect::<Vec<_>>();
    assert_eq!(names("2013-final/5"), ["not repeated"]);
    assert_eq!(names("2013-final/9"), [] as [&str; 0], "repeated in 2019");
    assert_eq!(names("2021-final/1"), ["new"]);
    assert_eq!(names("2021-final/10"), ["stronger"]);
    // A report on activities is of no series: nothing of it could be repeated.
    assert_eq!(names("2018-activities/para-30"), [] as [&str; 0]);
    assert!(drawn.contains("class=\"ribbon follow-up"), "what a report tells changes no duty");
}

#[test]
fn a_history_is_a_card_for_each_wording() {
    let drawn = picture(&["trace", "2019-final/17"]);
    let ids = Regex::new(r#"class="id"[^>]*>([^<]*)<"#).unwrap();
    let ids: Vec<&str> = ids.captures_iter(&drawn).map(|found| found.get(1).unwrap().as_str()).collect();
    assert_eq!(ids, ["2019-draft/17", "2019-final/17", "2021-final/12"]);
    let runs = |class: &str| {
        let run = Regex::new(&format!(r#"class="{class}"[^>]*>([^<]*)<"#)).unwrap();
        run.captures_iter(&drawn).map(|found| found[1].to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert!(runs("gone").contains("should analyse"), "{}", runs("gone"));
    assert!(runs("came").contains("are encouraged to"), "{}", runs("came"));
    assert!(drawn.contains("text-decoration=\"line-through\"") && drawn.contains("text-decoration=\"underline\""));
    assert!(drawn.contains(">▼<") && drawn.contains(">weaker<"), "the sign and the word for it");
    assert_eq!(drawn.matches("class=\"joint ").count(), 2);
    // What a report tells of it is shown as it stands, not against the recommendation.
    let told = picture(&["trace", "2013-final/7"]);
    assert!(!told.contains("line-through") && told.contains("2018-activities/para-30"));
}
