//! How the time and memory of a comparison grow with the size of the documents: made-up pairs of 1,000, 10,000 and
//! 100,000 provisions of 30 words, a third of which are changed, with moves, splits, merges, drops and
//! additions. Run it by itself (`cargo bench --bench scale`): memory is the peak of the whole process, which
//! the smaller pairs do not touch.

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use travaux::align::Options;
use travaux::analysis::{self, Analysed};
use travaux::change::compare;
use travaux::extract::read;
use travaux::generate::Recipe;

fn sizes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compare made-up provisions of 30 words");
    group.sample_size(10).warm_up_time(Duration::from_millis(100));
    for provisions in [1_000, 10_000, 100_000] {
        let made = Recipe { provisions, ..Recipe::default() }.make();
        let (old, new) = (read(&made.old).expect("it reads"), read(&made.new).expect("it reads"));
        drop(made);
        let (old, new) = Analysed::of_pair(old, new, &analysis::Options::default());
        group.bench_function(provisions.to_string(), |bencher| {
            bencher.iter(|| compare(black_box(&old), black_box(&new), &Options::default()));
        });
        if let Some(peak) = peak_memory() {
            println!("peak memory of the process so far: {peak}");
        }
    }
    group.finish();
}

/// The peak of the resident memory, where the system tells it.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| Some(line.strip_prefix("VmHWM:")?.trim().to_owned()))
}

criterion_group!(benches, sizes);
criterion_main!(benches);
