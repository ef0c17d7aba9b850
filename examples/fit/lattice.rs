//! The weights of the lattice in order: those under which alignments that are known are likeliest, by the stochastic
//! gradient steps of AdaGrad (Duchi, Hazan and Singer 2011), and the mean of the weights of the second half.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;

use rayon::prelude::*;
use toml_edit::DocumentMut;
use travaux::align::Parameters;
use travaux::align::lattice::fitting::{Group, Sample, names};

use crate::measure::Figures;
use crate::search::set;
use crate::sets::{self, Item, Row, Set};

/// How often all samples are gone through.
const EPOCHS: usize = 30;

/// The length of the first step.
const RATE: f64 = 0.5;

/// How much weights cost that are far from where they began: half of this times the square of the distance.
const RIDGE: f64 = 1e-5;

/// So many samples make up one step.
const BATCH: usize = 4;

/// Pairs of texts that agree more closely are not aligned in order, and nothing is learned from them.
const CLOSEST: f64 = 0.65;

/// How much a sample counts with few provisions, of which there are many; and how many are few.
const SMALL: (f64, usize) = (0.1, 100);

/// Pairs of texts of one sort, as they are or varied.
struct Samples {
    set: String,
    variant: &'static str,
    samples: Vec<(Sample, BTreeSet<Group>)>,
}

/// Prints the parameters with better weights. Says how good they are for each set and variant, and how good such ones that were
/// not fitted to the set.
pub fn better(files: &[PathBuf], text: &str) -> Result<String, Box<dyn Error>> {
    let parameters = Parameters::parse(text)?;
    let all = samples(files, &parameters)?;
    let weights = fitted(&all, None);
    let mut sets: Vec<&str> = all.iter().map(|samples| samples.set.as_str()).collect();
    sets.dedup();
    eprintln!("{:54} {:>6} {:>6} {:>6}   {:>6} {:>6}", "set", "pairs", "link", "strict", "left", "out");
    for name in sets {
        let without = fitted(&all, Some(name));
        for samples in all.iter().filter(|samples| samples.set == name && !samples.samples.is_empty()) {
            eprint!("{:54} {:6}", format!("{name}, {}", samples.variant), samples.samples.len());
            for weights in [&weights, &without] {
                let Figures { links, strict, .. } = figures(samples, weights, &parameters);
                eprint!(" {:6.3} {:6.3}  ", links.f1(), strict.f1());
            }
            eprintln!();
        }
    }
    let mut file: DocumentMut = text.parse()?;
    for (name, weight) in names().into_iter().zip(weights) {
        let path: Vec<String> = format!("lattice.{name}").split('.').map(str::to_owned).collect();
        set(&mut file, &path, (weight * 1_000.0).round() / 1_000.0);
    }
    Ok(file.to_string())
}

/// The samples of the files with their variants, and of the corpus.
fn samples(files: &[PathBuf], parameters: &Parameters) -> Result<Vec<Samples>, Box<dyn Error>> {
    let mut all = Vec::new();
    for file in files {
        let rows = sets::rows(file)?;
        let mut random = fastrand::Rng::with_seed(11);
        for variant in VARIANTS {
            let varied: Vec<Row> = rows.iter().map(|row| varied(row, &rows, variant, &mut random)).collect();
            let items: Vec<Item> = varied.into_iter().map(Row::item).collect::<Result<_, _>>()?;
            all.push(Samples { set: sets::name(file), variant, samples: learnable(&items, parameters) });
        }
    }
    for Set { name, items, .. } in [sets::corpus()?, sets::corpus_replaced()?] {
        all.push(Samples { set: name, variant: VARIANTS[0], samples: learnable(&items, parameters) });
    }
    Ok(all)
}

fn learnable(items: &[Item], parameters: &Parameters) -> Vec<(Sample, BTreeSet<Group>)> {
    let sample = |item: &Item| {
        let sample = Sample::new(&item.old, &item.new, &item.groups, parameters)?;
        Some((sample, item.groups.iter().cloned().collect()))
    };
    items.par_iter().filter_map(sample).filter(|(sample, _)| sample.closeness < CLOSEST).collect()
}

/// The weights under which the samples of all sets but one are likeliest.
fn fitted(all: &[Samples], without: Option<&str>) -> Vec<f64> {
    let sets = all.iter().filter(|samples| without != Some(samples.set.as_str()));
    let samples: Vec<&Sample> = sets.flat_map(|samples| &samples.samples).map(|(sample, _)| sample).collect();
    let begin: Vec<f64> = names().into_iter().map(first_guess).collect();
    if samples.is_empty() {
        return begin;
    }
    let mut weights = begin.clone();
    let mut squares = vec![1e-2; weights.len()];
    let mut sum = vec![0.0; weights.len()];
    let mut summed = 0.0;
    let mut random = fastrand::Rng::with_seed(5);
    let mut order: Vec<usize> = (0..samples.len()).collect();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            let gradients: Vec<Vec<f64>> = batch
                .par_iter()
                .map(|&at| {
                    let count = samples[at].provisions;
                    let worth = if count < SMALL.1 { SMALL.0 } else { 1.0 };
                    // The provisions of one pair of texts are much alike: of four times as many twice as much is learned.
                    let scale = 0.2 * worth / (20.0 + count as f64).sqrt();
                    samples[at].learn(&weights).1.into_iter().map(|value| scale * value).collect()
                })
                .collect();
            for at in 0..weights.len() {
                let slope =
                    gradients.iter().map(|gradient| gradient[at]).sum::<f64>() - RIDGE * (weights[at] - begin[at]);
                squares[at] += slope * slope;
                weights[at] += RATE * slope / squares[at].sqrt();
            }
            if epoch >= EPOCHS / 2 {
                sum.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
                summed += 1.0;
            }
        }
    }
    sum.into_iter().map(|sum| sum / summed).collect()
}

/// What the weights begin with, so that what few samples tell stays where it is plausible.
fn first_guess(name: &str) -> f64 {
    match name {
        "pair.words" => 3.0,
        "group.shares" | "section" => 1.0,
        _ => 0.0,
    }
}

fn figures(samples: &Samples, weights: &[f64], parameters: &Parameters) -> Figures {
    let counted =
        samples.samples.par_iter().map(|(sample, gold)| Figures::of(&sample.found(weights, parameters), gold));
    counted.reduce(Figures::default, Figures::and)
}

/// What becomes of texts in practice: much is left out, parts are joined, what replaced others has nothing to do with them.
const VARIANTS: [&str; 12] = [
    "as it is",
    "new left out",
    "old left out",
    "both left out",
    "old joined",
    "new joined",
    "old joined and left out",
    "old joined, new left out",
    "words lost",
    "groups left out",
    "some replaced",
    "half replaced",
];

fn varied(row: &Row, rows: &[Row], variant: &str, random: &mut fastrand::Rng) -> Row {
    match variant {
        "new left out" => row.with_runs(false, 0.5, 6, random),
        "old left out" => row.with_runs(true, 0.5, 6, random),
        "both left out" => row.with_runs(false, 0.5, 6, random).with_runs(true, 0.6, 6, random),
        "old joined" => row.joined(true, 4, random),
        "new joined" => row.joined(false, 3, random),
        "old joined and left out" => row.joined(true, 4, random).with_runs(true, 0.5, 3, random),
        "old joined, new left out" => row.joined(true, 4, random).with_runs(false, 0.6, 6, random),
        "words lost" => row.without_words(0.4, random),
        "groups left out" => row.thinned(random),
        "some replaced" => row.replaced(rows, 6, random),
        "half replaced" => row.replaced(rows, 2, random),
        _ => row.clone(),
    }
}
