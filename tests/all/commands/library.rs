//! What the command line shows, a program that uses the library makes as well: by public calls alone, to the byte.

use travaux::align::{Alignment, Options as Comparing, align};
use travaux::analysis::{Analysed, Options as Reading};
use travaux::change::{align_cited, changes};
use travaux::corpus::Corpus;
use travaux::decisions::{Decisions, Reviewed};
use travaux::evaluate::{Evaluation, Gold};
use travaux::extract::{of_texts, read};
use travaux::lineage::{Cycles, Lineage, Options, find};
use travaux::meetings::in_time_order;
use travaux::model::{Document, Kind};
use travaux::render::{Renderer, Setting};
use travaux::report::{
    CheckView, ComparisonView, DecisionsView, DocumentView, ExplanationView, Filter, LineageView, Overview,
    PrecedentView, RepeatsView, Report, ReviewView, SurveyView,
};
use travaux::retrieval::{self, search};
use travaux::survey::Survey;

use crate::common::{corpus_root, program};

/// The documents of the corpus, in the order of the manifest.
fn documents() -> Vec<Document> {
    let corpus = Corpus::open(&corpus_root()).unwrap();
    corpus.sources().unwrap().iter().map(|source| read(source).unwrap()).collect()
}

fn analysed() -> Vec<Analysed> {
    Analysed::of_each(documents(), &Reading::default())
}

fn decisions() -> Decisions {
    Decisions::open(&corpus_root()).unwrap()
}

/// Holds what the program writes to what the library makes.
#[track_caller]
fn same(arguments: &[&str], report: &Report<'_>) {
    let made = Renderer::named("json").unwrap().render(report, &Setting::default()).unwrap();
    let corpus = corpus_root();
    let output = program().arg("-C").arg(&corpus).args(arguments).args(["--format", "json"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout == made, "{arguments:?} writes {} bytes, the library {}", output.stdout.len(), made.len());
}

#[test]
fn what_is_read() {
    let views: Vec<DocumentView> =
        documents().into_iter().map(|one| DocumentView::of(&Analysed::of(one, &Reading::default()))).collect();
    let ids: Vec<String> = documents().iter().map(|one| one.id.clone()).collect();
    let arguments: Vec<&str> = std::iter::once("extract").chain(ids.iter().map(String::as_str)).collect();
    same(&arguments, &Report::Documents(views));
    let each: Vec<Analysed> = documents().into_iter().map(|one| Analysed::of(one, &Reading::default())).collect();
    same(&[&arguments[..], &["--check"]].concat(), &Report::Check(CheckView::of(&each)));
}

#[test]
fn a_comparison_and_why() {
    let take = |id: &str| documents().into_iter().find(|one| one.id == id).unwrap();
    let (old, new) = Analysed::of_pair(take("2019-draft"), take("2019-final"), &Reading::default());
    let options = Comparing::default();
    let Alignment { correspondences, candidates, .. } = align(&old, &new, &options);
    let reviewed = decisions().apply(correspondences, &old, &new, &options).reviewed;
    let cited = align_cited(&old, &new, &reviewed, &options);
    let changes = changes(&old, &new, reviewed, &cited);
    let explained = ExplanationView::of(&old, &new, &changes, &candidates, "13");
    same(&["compare", "2019-draft", "2019-final", "--explain", "13"], &Report::Explanation(explained));
    let view = ComparisonView::of(&old, &new, &changes);
    let reviewed: Vec<Reviewed> = changes.into_iter().map(Reviewed::from).collect();
    let filter = Filter::default();
    let graph = || LineageView::of(&Lineage::of_pair(old, new, &reviewed));
    let report = Report::Comparison(Overview::of_pair(view.filtered(&filter), graph));
    same(&["compare", "2019-draft", "2019-final"], &report);
}

#[test]
fn a_lineage_and_what_needs_a_person() {
    let lineage = Lineage::build_decided(analysed(), &Options::default(), &decisions());
    let filter = Filter::default();
    same(&["lineage"], &Report::of_lineage(&lineage, &filter));
    same(&["review"], &Report::Review(ReviewView::of(&lineage)));
    let decided = DecisionsView::of(&decisions(), &in_time_order(documents()));
    same(&["review", "--decided"], &Report::Decisions(decided));
}

#[test]
fn a_history() {
    let options = Options { align: Comparing { paragraphs: true, ..Comparing::default() }, ..Options::default() };
    let lineage = Lineage::build_around(analysed(), "2021-final", &options, &decisions());
    let history = lineage.history(find(&lineage, "2021-final/13").unwrap());
    same(&["trace", "2021-final/13"], &Report::of_history("2021-final/13", &lineage, &history));
}

#[test]
fn where_a_text_was_agreed_before() {
    let text = "States parties should adopt strict procedures to detect fraudulent travel documents.";
    let options = Reading { language: Some("en".into()), ..Reading::default() };
    let searched = Analysed::of(of_texts("text", &[text], None), &options);
    let corpus = Analysed::of_each(in_time_order(documents()), &Reading::default());
    let found =
        search(&searched, &corpus, &retrieval::Options { all: true, limit: 5, ..retrieval::Options::default() });
    let view = PrecedentView::of(&found, &searched, false, &corpus);
    same(&["precedent", "--all", "--limit", "5", text], &Report::Precedents(view));
}

#[test]
fn what_a_meeting_repeats() {
    let cycles = [Cycles { earlier: "2019-final".into(), later: "2021-final".into() }];
    let options = Options::default();
    let lineage = Lineage::between(analysed(), &cycles, &options, &decisions());
    let view = RepeatsView::of(&lineage, &cycles, &options.retrieval);
    same(&["repeats", "2019-final", "2021-final"], &Report::Repeats(view));
}

#[test]
fn a_survey_and_an_evaluation() {
    let reading = Reading::default();
    let read = analysed();
    let survey = Survey::of(&read, &reading);
    let counted = survey.counted(&read);
    let whole = Survey::joined(vec![survey, counted]).unwrap();
    same(&["survey"], &Report::Survey(SurveyView::of(&whole)));

    let path = corpus_root().join("gold/2019-draft-final.tsv");
    let gold = Gold::open(&path).unwrap();
    let mut evaluation = Evaluation::default();
    for (old, new) in gold.pairs() {
        let take = |id: &str| documents().into_iter().find(|one| one.id == id).unwrap();
        let (old, new) = Analysed::of_pair(take(old), take(new), &reading);
        let paragraphs = gold.rows.iter().any(|row| row.kind == Kind::Paragraph);
        let found = align(&old, &new, &Comparing { paragraphs, ..Comparing::default() }).correspondences;
        evaluation.add(Evaluation::of(&gold, &old, &new, &found));
    }
    same(&["eval", path.to_str().unwrap()], &Report::Evaluation(evaluation));
}
