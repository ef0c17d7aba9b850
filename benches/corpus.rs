//! How long a whole run on the corpus takes, and its stages.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use travaux::align;
use travaux::analysis::{self, Analysed};
use travaux::change::compare;
use travaux::corpus::{Corpus, Source};
use travaux::extract::read;
use travaux::lineage::{Lineage, Options};
use travaux::model::Document;
use travaux::render::{Renderer, Setting};
use travaux::report::{Filter, LineageView, Overview, Report};

fn corpus() -> Corpus {
    Corpus::open(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).expect("the corpus is there")
}

fn documents() -> Vec<Document> {
    let sources = corpus().sources().expect("the corpus reads");
    sources.iter().map(|source| read(source).expect("a document of the corpus reads")).collect()
}

fn analysed() -> Vec<Analysed> {
    Analysed::of_each(documents(), &analysis::Options::default())
}

/// A report in the form of a name.
fn rendered(form: &str, report: &Report<'_>) -> Vec<u8> {
    let form = Renderer::named(form).expect("there is such a form");
    form.render(report, &Setting::default()).expect("it accepts lineages")
}

/// Reading, aligning and rendering all five reports, as `travaux lineage` does.
fn whole_run(criterion: &mut Criterion) {
    criterion.bench_function("lineage of the corpus, files to table", |bencher| {
        bencher.iter(|| {
            let options = Options::default();
            let lineage = Lineage::build(analysed(), &options);
            black_box(rendered("table", &Report::of_lineage(&lineage, &Filter::default())))
        });
    });
}

fn stages(criterion: &mut Criterion) {
    let sources = corpus().sources().expect("the corpus reads");
    criterion.bench_function("extract five reports", |bencher| {
        bencher.iter(|| sources.iter().map(|source| read(black_box(source)).expect("reads")).collect::<Vec<_>>());
    });
    let words = ["2013-final", "2019-draft", "2019-final", "2021-final"].map(|id| {
        let path = format!("{}/tests/fixtures/docx/{id}.docx", env!("CARGO_MANIFEST_DIR"));
        Source::open(Path::new(&path)).expect("the document is there")
    });
    criterion.bench_function("extract four reports from Word documents", |bencher| {
        bencher.iter(|| words.iter().map(|source| read(black_box(source)).expect("reads")).collect::<Vec<_>>());
    });
    criterion.bench_function("read the words of five reports", |bencher| {
        bencher.iter_batched(
            documents,
            |all| Analysed::of_each(black_box(all), &analysis::Options::default()),
            criterion::BatchSize::SmallInput,
        );
    });
    let all = analysed();
    let (old, new) = (&all[2], &all[3]);
    let options = align::Options { paragraphs: true, ..align::Options::default() };
    criterion.bench_function("compare draft and final of 2019 with paragraphs", |bencher| {
        bencher.iter(|| compare(black_box(old), black_box(new), &options));
    });
    let view = LineageView::of(&Lineage::build(analysed(), &Options::default()));
    criterion.bench_function("render the lineage as DOT and as JSON", |bencher| {
        let report = Report::Lineage(Overview::new(String::new(), || view.clone(), Vec::new));
        bencher.iter(|| ["dot", "json"].map(|form| rendered(form, black_box(&report))));
    });
}

criterion_group!(benches, whole_run, stages);
criterion_main!(benches);
