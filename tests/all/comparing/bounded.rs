//! Texts of which there is far too much of one kind: they take about as long as other texts of their length, or a limit is told of.
//! What is measured is the time that the work itself takes, where the system tells that: a test machine may be busy.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use travaux::align::Options;
use travaux::analysis::{self, Analysed};
use travaux::brackets::Bracketed;
use travaux::change::compare;
use travaux::corpus::Source;
use travaux::diff::redline;
use travaux::extract::read;
use travaux::fate::{Fate, fates};
use travaux::language::{Language, Reading};
use travaux::model::{Metadata, Stage};
use travaux::report::ComparisonView;

/// A comparison of two drafts in English.
fn compared(old: &str, new: &str) -> ComparisonView {
    let document = |id: &str, text: &str| {
        let declared = Metadata { language: Some("en".into()), stage: Some(Stage::Draft), ..Metadata::default() };
        let path = format!("{id}.txt").into();
        read(&Source { id: id.into(), path, bytes: text.as_bytes().to_vec(), declared: declared.into() }).unwrap()
    };
    let (old, new) = (document("old", old), document("new", new));
    let (old, new) = Analysed::of_pair(old, new, &analysis::Options::default());
    let changes = compare(&old, &new, &Options { paragraphs: true, ..Options::default() });
    ComparisonView::of(&old, &new, &changes)
}

/// How long this thread has worked; by the clock where the system does not tell.
fn worked(begun: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|told| told.split(' ').next()?.parse().ok()).map(Duration::from_nanos);
    // A kernel that keeps no such account writes zeros.
    worked.filter(|worked| !worked.is_zero()).unwrap_or_else(|| begun.elapsed())
}

fn timed<T>(act: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let before = worked(begun);
    let done = act();
    (done, worked(begun) - before)
}

/// Says that one thing takes about as long as another of its length, and not the square of it.
fn assert_alike(one: Duration, other: Duration) {
    assert!(one <= 3 * other + Duration::from_millis(300), "{one:?} where the other takes {other:?}");
}

/// Paragraphs with a mark each.
fn marked(mark: &str, verb: &str, count: usize) -> String {
    let one = |at: usize| {
        let act = ["shall", "should", "may"][at % 3];
        format!("{mark} {}: States {act} {verb} the lamp{at} of the quay{} in winter.\n", at % 99 + 1, at * 7 % 1000)
    };
    (0..count).map(one).collect()
}

/// A text with its options.
fn reading(text: &str) -> Reading<'_> {
    Bracketed::of(text, Some("en")).marked(Reading::of(text, Language::of(Some("en"))))
}

#[test]
fn options_by_the_thousand_take_no_longer_than_prose() {
    const COUNT: usize = 2_000;
    let [options, others, prose] =
        [("Option", "keep"), ("Option", "hold"), ("Lantern", "hold")].map(|(mark, verb)| marked(mark, verb, COUNT));
    let [options, others, prose] = [&options, &others, &prose].map(|text| reading(text));
    assert_eq!((options.options.len(), others.options.len(), prose.options.len()), (COUNT, COUNT, 0));
    let plain = Reading { options: Cow::default(), ..options.clone() };
    let (found, took) = timed(|| redline(&options, &others));
    let (expected, prose_took) = timed(|| redline(&plain, &Reading { options: Cow::default(), ..others.clone() }));
    assert_eq!(found, expected, "they are compared as one text");
    assert_alike(took, prose_took);
    // Of a text without options each is looked at once.
    let (_, took) = timed(|| redline(&options, &prose));
    assert_alike(took, prose_took);
}

#[test]
fn more_options_than_anybody_negotiates_are_told_of() {
    let text = |verb: &str, count: usize| {
        let options = marked("Option", verb, count).replace('\n', "\n\n");
        format!("1. Lamps\n\n{options}2. States should train pilots.\n")
    };
    let view = compared(&text("keep", 320), &text("hold", 320));
    let said = "The options of 1 are too many to be held against each other one by one";
    assert!(view.notes.iter().any(|note| note.starts_with(said)), "{:?}", view.notes);
    // As many as there ever were are held against each other.
    let view = compared(&text("keep", 99), &text("hold", 99));
    assert!(view.notes.is_empty(), "{:?}", view.notes);
}

#[test]
fn eight_times_as_many_brackets_take_eight_times_as_long() {
    let apart = |count: usize, open: &str, close: &str| -> String {
        (0..count).map(|at| format!("{open}keep lamp{at}{close} and [hold][paint] the quay{at} ")).collect()
    };
    let beside = |count: usize, by: &str| -> String { (0..count).map(|at| format!("[{by}{at} [lamps]]")).collect() };
    let judged = |old: &str, new: &str| -> (Vec<Fate>, Duration) {
        let [open_old, open_new] = [old, new].map(|text| Bracketed::of(text, Some("en")));
        let [before, after] = [old, new].map(|text| Reading::of(text, Language::of(Some("en"))));
        let stretches = redline(&before, &after);
        timed(|| fates((old, &open_old), (new, &open_new), &stretches))
    };
    let (found, took) = judged(&apart(8_000, "[", "]"), &apart(8_000, "", ""));
    assert!(found.len() > 8_000, "{}", found.len());
    let (_, few) = judged(&apart(1_000, "[", "]"), &apart(1_000, "", ""));
    assert_alike(took, 8 * few);
    // All side by side, so that all are one choice.
    let (found, took) = judged(&beside(8_000, "keep"), &beside(8_000, "hold"));
    assert!(!found.is_empty());
    let (_, few) = judged(&beside(1_000, "keep"), &beside(1_000, "hold"));
    assert_alike(took, 8 * few);
}

/// How many letters the texts have that fates tell.
fn letters(fates: &[Fate]) -> usize {
    fates.iter().map(|fate| fate.became.as_ref().map_or(0, String::len)).sum()
}

#[test]
fn lists_of_options_in_one_gap_do_not_each_tell_all_of_it() {
    let old = "Option 1: lamps\nOption 2: quays\n".repeat(500);
    let new = "Nobody keeps buoys on any river that the guild has left. ".repeat(500);
    let open = [&old, &new].map(|text| Bracketed::of(text, Some("en")));
    let stretches = redline(&reading(&old), &reading(&new));
    let found = fates((&old, &open[0]), (&new, &open[1]), &stretches);
    assert!(letters(&found) <= 4 * new.len(), "{} of {}", letters(&found), new.len());
}

#[test]
fn lists_by_the_thousand_are_held_against_each_other_as_far_as_anybody_reads_them() {
    let text = |count: usize, more: &str| {
        format!("States should train pilots: {}{more}", "millers keep oats and rye. ".repeat(count))
    };
    let (_, took) = timed(|| compared(&format!("1. {}\n", text(4_000, "")), &format!("1. {}\n", text(4_000, "Once."))));
    let (_, few) = timed(|| compared(&format!("1. {}\n", text(1_000, "")), &format!("1. {}\n", text(1_000, "Once."))));
    assert_alike(took, 4 * few);
}
