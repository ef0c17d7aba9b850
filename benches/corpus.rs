//! How long a whole run on the corpus takes, and its stages.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use travaux::align::{Options, compare};
use travaux::anatomy::Lexicons;
use travaux::corpus::{Corpus, Source};
use travaux::extract::{Document, read};
use travaux::lineage::Lineage;
use travaux::render::{Terminal, dot, json, lineage};
use travaux::view::{ComparisonView, LineageView};

fn corpus() -> Corpus {
    Corpus::open(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).expect("the corpus is there")
}

fn documents() -> Vec<Document> {
    let sources = corpus().sources().expect("the corpus reads");
    sources.iter().map(|source| read(source).expect("a document of the corpus reads")).collect()
}

/// Reading, aligning and rendering all five reports, as `travaux lineage` does.
fn whole_run(criterion: &mut Criterion) {
    criterion.bench_function("lineage of the corpus, files to table", |bencher| {
        bencher.iter(|| {
            let lineage = Lineage::build(documents(), &Options::default());
            let lexicons = Lexicons::built_in();
            let view = LineageView::of(&lineage, &lexicons);
            let pair = &lineage.comparisons[0];
            let comparison =
                ComparisonView::of(&pair.old, &lineage.documents[pair.new], &pair.changes, lexicons.of(Some("en")));
            black_box(lineage::lineage(&view, &[comparison], Terminal { width: 100, colour: false }))
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
    let all = documents();
    let (old, new) = (&all[2], &all[3]);
    let options = Options { paragraphs: true, ..Options::default() };
    criterion.bench_function("compare draft and final of 2019 with paragraphs", |bencher| {
        bencher.iter(|| compare(black_box(old), black_box(new), &options));
    });
    let view = LineageView::of(&Lineage::build(documents(), &Options::default()), &Lexicons::built_in());
    criterion.bench_function("render the lineage as DOT and as JSON", |bencher| {
        bencher.iter(|| (dot::lineage(black_box(&view)), json::to_string(black_box(&view))));
    });
}

criterion_group!(benches, whole_run, stages);
criterion_main!(benches);
