//! Drafts of treaties as they are printed: options above paragraphs and within them, numbers that were put in, brackets around
//! headings and whole paragraphs.

use travaux::analysis::{self, Analysed};
use travaux::corpus::Source;
use travaux::extract::read;
use travaux::model::{Document, Metadata};
use travaux::report::DocumentView;

fn document(text: &str) -> Document {
    let declared = Metadata { language: Some("en".into()), ..Metadata::default() }.into();
    let source = Source { id: "draft".into(), path: "draft.md".into(), bytes: text.as_bytes().to_vec(), declared };
    read(&source).unwrap()
}

fn labels(text: &str) -> Vec<String> {
    document(text).provisions.into_iter().map(|provision| provision.label).collect()
}

const HEAD: &str = "# Draft agreement on the ferries of the sound\n\n## Article 1 (Terms)\n\n1. A ferry is a ship that keeps a timetable.\n\n2. A pier is where it calls.\n\n";

#[test]
fn options_above_paragraphs_count_them_anew() {
    let text = format!(
        "{HEAD}## Article 2 (Fares)\n\n**Option 1:**\n\n1. Each ferry sets its fares.\n\n2. Children pay half of them.\n\n**Option 2:**\n\n1. A \
         council sets all fares.\n\n**Option 3:** No text\n\n## Article 3 (Lamps)\n\n1. Each ferry shows a lamp at its bow.\n"
    );
    assert_eq!(labels(&text), ["1(1)", "1(2)", "2(1)", "2(2)", "2(1) Option 2", "2", "3(1)"]);
    let document = document(&text);
    let options: Vec<Option<&str>> = document.provisions.iter().map(|one| one.option.as_deref()).collect();
    assert_eq!(options[2..], [Some("Option 1"), Some("Option 1"), Some("Option 2"), Some("Option 3"), None]);
    assert_eq!(document.provisions[5].text(), "No text");
    assert!(document.warnings.is_empty(), "{:?}", document.warnings);
    let sections: Vec<&str> = document.provisions.iter().map(|one| one.section.last().unwrap().as_str()).collect();
    assert_eq!(sections[2..], ["Article 2 (Fares)"; 4].into_iter().chain(["Article 3 (Lamps)"]).collect::<Vec<_>>());
}

#[test]
fn options_within_a_paragraph_are_its_text() {
    let text = format!(
        "{HEAD}## Article 2 (Fares)\n\n1. Fares are set as follows:\n\n**Option 1:** each ferry sets its own.\n\n**Option 2**: a council sets \
         them all.\n\n**Option 3:** No provision on fares\n\n2. Children pay half of them.\n"
    );
    assert_eq!(labels(&text), ["1(1)", "1(2)", "2(1)", "2(2)"]);
    let view = DocumentView::of(&Analysed::of(document(&text), &analysis::Options::default()));
    let open = view.provisions[2].open.as_ref().unwrap();
    assert_eq!((open.brackets, open.options), (0, 3));
    assert_eq!(open.fixed, "Fares are set as follows:");
    let names: Vec<&str> = open.choices[0].iter().map(|one| one.option.as_deref().unwrap()).collect();
    assert_eq!(names, ["Option 1", "Option 2", "Option 3"]);
    assert_eq!(open.choices[0][1].text, "a council sets them all.");
}

#[test]
fn numbers_that_were_put_in_are_numbers() {
    let text = format!(
        "{HEAD}## Article 2 (Fares)\n\n1. Each ferry sets its fares.\n\n1 alt. A council sets all fares.\n\n1 alt 2. Nobody sets fares.\n\n1 bis. \
         Children pay half of them.\n\n1ter Dogs pay nothing at all.\n\n2. Fares are printed at each pier.\n"
    );
    assert_eq!(labels(&text)[2..], ["2(1)", "2(1 alt)", "2(1 alt 2)", "2(1 bis)", "2(1ter)", "2(2)"]);
}

#[test]
fn brackets_may_stand_around_headings_and_before_numbers() {
    let text = format!(
        "{HEAD}## [Article 2 (Fares)]\n\n1. [Each ferry sets its fares.]\n\n[2. Children [shall][may] pay half of them.]\n\n## Article 3 [(Lamps)]\n\n1. \
         Each ferry shows a lamp.\n\n## Article 4\n\n[1. A bell hangs at each pier.\n\n2. It is rung twice.]\n"
    );
    assert_eq!(labels(&text)[2..], ["2(1)", "2(2)", "3(1)", "4(1)", "4(2)"]);
    let document = document(&text);
    assert!(document.warnings.is_empty(), "a bracket may close in a later paragraph: {:?}", document.warnings);
    let view = DocumentView::of(&Analysed::of(document, &analysis::Options::default()));
    let counts: Vec<usize> =
        view.provisions[2..].iter().map(|one| one.open.as_ref().map_or(0, |open| open.brackets)).collect();
    assert_eq!(counts, [2, 3, 1, 1, 0], "the headings are counted with the first paragraph under them");
}

#[test]
fn a_sign_too_many_is_told_with_its_line() {
    let text = format!(
        "{HEAD}## Article 2 (Fares)\n\n1. Each [large] ferry [shall] set its fares[, as it likes.\n\n2. Children [may] pay half] of them.\n\n## Article 3 \
         (Lamps)\n\n1. Each ferry shows a lamp] at its bow.\n"
    );
    let told: Vec<(Option<usize>, Option<String>, bool)> = document(&text)
        .warnings
        .into_iter()
        .map(|warning| (warning.line, warning.label, warning.message.contains("nothing opened")))
        .collect();
    assert_eq!(told, [(Some(17), Some("3(1)".into()), true)]);
}

#[test]
fn square_brackets_of_other_texts_are_none() {
    let text = "# Report\n\n## II. Recommendations\n\n1. Ports should keep lists.[1] See [RFC5869] and Smith [2015].\n\n2. “[t]he lists” [sic] are kept \
                [emphasis added], as [the manual](https://example.org) says.\n\n3. Ports should burn them (Chile) [Norway].\n";
    let view = DocumentView::of(&Analysed::of(document(text), &analysis::Options::default()));
    assert!(view.provisions.len() >= 3);
    assert!(view.provisions.iter().all(|one| one.open.is_none()), "{:?}", view.provisions[0].open);
}
