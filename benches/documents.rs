//! How long reading and finding the structure take in each format, by pages. A PDF has pages of its own; for the other
//! formats a page is 3,000 characters of what was read, which is about what a printed one holds. The texts are those of
//! the reports, one of the PDFs in two columns.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use travaux::corpus::Source;
use travaux::extract::read;
use travaux::ingest;

/// A document in each format, with the number of its pages where it has any.
const DOCUMENTS: [(&str, Option<u64>); 6] = [
    ("corpus/2019-final.txt", None),
    ("corpus/2021-final.md", None),
    ("tests/fixtures/html/2019-final.html", None),
    ("tests/fixtures/docx/2019-final.docx", None),
    ("tests/fixtures/pdf/2019-final.pdf", Some(9)),
    ("tests/fixtures/pdf/2013-final.pdf", Some(4)),
];

/// How many characters stand for a page.
const PAGE: u64 = 3_000;

fn pages(criterion: &mut Criterion) {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources: Vec<(Source, u64)> = DOCUMENTS
        .iter()
        .map(|(path, pages)| {
            let source = Source::open(&home.join(path)).expect("the document is there");
            let letters = read(&source).expect("it reads").source.chars().count() as u64;
            (source, pages.unwrap_or(letters.div_ceil(PAGE)))
        })
        .collect();
    let mut group = criterion.benchmark_group("bytes to lines, by pages");
    for ((source, pages), (path, _)) in sources.iter().zip(DOCUMENTS) {
        group.throughput(Throughput::Elements(*pages));
        group.bench_function(path, |bencher| {
            bencher.iter(|| ingest::read(black_box(source), &ingest::Options::default()).expect("reads"))
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("bytes to provisions, by pages");
    for ((source, pages), (path, _)) in sources.iter().zip(DOCUMENTS) {
        group.throughput(Throughput::Elements(*pages));
        group.bench_function(path, |bencher| bencher.iter(|| read(black_box(source)).expect("reads")));
    }
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);
