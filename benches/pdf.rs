//! How long PDFs take to read: a page's share, in one column and in two.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use travaux::corpus::Source;
use travaux::ingest::{Options, read};

/// The fixtures with the number of their pages.
const REPORTS: [(&str, u64); 2] = [("2019-final.pdf", 9), ("2013-final.pdf", 4)];

fn pages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read a PDF, by pages");
    for (name, pages) in REPORTS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf").join(name);
        let source = Source::open(&path).expect("the fixture is there");
        group.throughput(Throughput::Elements(pages));
        group.bench_function(name, |bencher| {
            bencher.iter(|| read(black_box(&source), &Options::default()).expect("reads"))
        });
    }
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);
