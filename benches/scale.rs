//! How the time and memory of a comparison grow with the size of the documents: made-up pairs of 1,000, 10,000 and
//! 100,000 provisions, of 30 syllable words, a third of which are changed, and of 23 English words in formulas, a fifth of
//! which are; with moves, splits, merges, drops and additions. Run it by itself (`cargo bench --bench scale`): memory is
//! the peak of the whole process, which the smaller pairs do not touch. A manner that needs no more than the one before it
//! shows the same.

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
    let manners = [
        ("compare made-up provisions of 30 words", Recipe::default()),
        ("compare made-up recommendations in formulas", Recipe::like_life()),
    ];
    for provisions in [1_000, 10_000, 100_000] {
        for (name, recipe) in &manners {
            compare_pair(criterion, name, &Recipe { provisions, ..recipe.clone() });
        }
    }
}

fn compare_pair(criterion: &mut Criterion, name: &str, recipe: &Recipe) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).warm_up_time(Duration::from_millis(100));
    let made = recipe.make();
    let (old, new) = (read(&made.old).expect("it reads"), read(&made.new).expect("it reads"));
    drop(made);
    let (old, new) = Analysed::of_pair(old, new, &analysis::Options::default());
    group.bench_function(recipe.provisions.to_string(), |bencher| {
        bencher.iter(|| compare(black_box(&old), black_box(&new), &Options::default()));
    });
    if let Some(peak) = peak_memory() {
        println!("peak memory of the process so far: {peak}");
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
