//! Confidence: what it must be made of for a link with 0.8 to be right four times in five.

use std::ops::Range;

use rayon::prelude::*;
use travaux::align::{Parameters, Support};

use crate::measure::{correspondences, group, links};
use crate::sets::Set;

/// How much large weights cost, as a share of one sample.
const PENALTY: f64 = 1e-4;

/// A single link that was made.
struct Sample {
    features: Vec<f64>,
    confidence: f64,
    certainty: &'static str,
    is_right: bool,
    weight: f64,
}

/// Prints weights, and how well the confidence of the numbers in use holds; and how well one does that was fitted to the links
/// of all sets, and one that was not fitted to those of a set and its variants.
pub fn print(sets: &[Set], parameters: &Parameters) {
    let mut samples = Vec::new();
    // The links of a set with its variants, and of the set as it is.
    let mut families: Vec<(&str, Range<usize>, Range<usize>)> = Vec::new();
    let mut names = Vec::new();
    println!(
        "# {:42} {:>7} {:>9} {:>7} {:>9}   right of the sure, likely, doubtful",
        "set", "links", "confident", "right", "log loss"
    );
    for set in sets {
        let found = samples_of(set, parameters);
        names = found.1;
        let part = |certainty: &str| {
            let of = || found.0.iter().filter(|sample| sample.certainty == certainty);
            let right = of().filter(|sample| sample.is_right).count();
            format!("{:5}/{:<5} {:.3}", right, of().count(), right as f64 / of().count().max(1) as f64)
        };
        let mean = |of: &dyn Fn(&Sample) -> f64| found.0.iter().map(of).sum::<f64>() / found.0.len().max(1) as f64;
        println!(
            "# {:42} {:7} {:9.3} {:7.3} {:9.3}   {}   {}   {}",
            set.name,
            found.0.len(),
            mean(&|sample| sample.confidence),
            mean(&|sample| f64::from(u8::from(sample.is_right))),
            mean(&|sample| -if sample.is_right { sample.confidence } else { 1.0 - sample.confidence }.max(1e-6).ln()),
            part("sure"),
            part("likely"),
            part("doubtful"),
        );
        let family = set.name.split(',').next().unwrap_or_default();
        let range = samples.len()..samples.len() + found.0.len();
        match families.last_mut() {
            Some((last, links, _)) if *last == family => links.end = range.end,
            _ => families.push((family, range.clone(), range)),
        }
        samples.extend(found.0);
    }
    println!("#\n# {:>10} {:>7} {:>7}", "confidence", "links", "right");
    for tenth in 0..10 {
        let (low, high) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let of = || samples.iter().filter(|sample| (low..high).contains(&sample.confidence.min(0.9999)));
        let weight: f64 = of().map(|sample| sample.weight).sum();
        let right: f64 = of().filter(|sample| sample.is_right).map(|sample| sample.weight).sum();
        println!("# {low:4.1} - {high:3.1} {:7} {:7.3}", of().count(), right / weight.max(f64::MIN_POSITIVE));
    }
    println!("#\n# {:51} {:>20} {:>20} {:>20}", "right of those", "at .5 to .8", "at .8 to .9", "above .95");
    let of_all = fitted(samples.iter(), names.len());
    for (family, left_out, as_it_is) in &families {
        let others = samples[..left_out.start].iter().chain(&samples[left_out.end..]);
        let of_others = fitted(others, names.len());
        for (name, links, weights) in [
            (format!("{family}, fitted"), as_it_is, &of_all),
            (format!("{family}, left out"), as_it_is, &of_others),
            (format!("{family}, with variants, fitted"), left_out, &of_all),
            (format!("{family}, with variants, left out"), left_out, &of_others),
        ] {
            let part = |low: f64, high: f64| {
                let inside = |sample: &&Sample| (low..high).contains(&sample.confidence_by(weights));
                let of = || samples[links.clone()].iter().filter(inside);
                let right = of().filter(|sample| sample.is_right).count();
                format!("{:6}/{:<6} {:.3}", right, of().count(), right as f64 / of().count().max(1) as f64)
            };
            println!("# {name:51} {:>20} {:>20} {:>20}", part(0.5, 0.8), part(0.8, 0.9), part(0.95, 1.01));
        }
    }
    println!("\nbias = {:.3}\n\n[confidence.features]", of_all[names.len()]);
    for (name, weight) in names.iter().zip(&of_all) {
        println!("{name} = {weight:.3}");
    }
}

impl Sample {
    /// The confidence by other weights, of which the bias is the last, before it is held within bounds.
    fn confidence_by(&self, weights: &[f64]) -> f64 {
        let sum: f64 = self.features.iter().zip(weights).map(|(value, weight)| value * weight).sum();
        1.0 / (1.0 + (-sum - weights[self.features.len()]).exp())
    }
}

fn fitted<'a>(samples: impl Iterator<Item = &'a Sample>, count: usize) -> Vec<f64> {
    let weighed = samples.map(|one| Weighed { features: &one.features, is_right: one.is_right, weight: one.weight });
    logistic_fit(&weighed.collect::<Vec<_>>(), count)
}

fn samples_of(set: &Set, parameters: &Parameters) -> (Vec<Sample>, Vec<&'static str>) {
    let found: Vec<(Support, bool)> = set
        .items
        .par_iter()
        .flat_map_iter(|item| {
            let gold = links(item.groups.iter().cloned());
            correspondences(item, parameters).into_iter().flat_map(move |one| {
                let made = links(std::iter::once(group(&one)));
                let gold = gold.clone();
                one.support.into_iter().flat_map(move |support| {
                    made.iter().map(|pair| (support.clone(), gold.contains(pair))).collect::<Vec<_>>()
                })
            })
        })
        .collect();
    let weight = set.weight / found.len().max(1) as f64;
    let names = found.first().map(|(support, _)| support.features.names().collect()).unwrap_or_default();
    let sample = |(support, is_right): (Support, bool)| Sample {
        features: support.features.numbers().collect(),
        confidence: support.confidence,
        certainty: support.certainty.name(),
        is_right,
        weight,
    };
    (found.into_iter().map(sample).collect(), names)
}

/// A case that is right or not, with what speaks for it and how much it counts.
pub struct Weighed<'a> {
    pub features: &'a [f64],
    pub is_right: bool,
    pub weight: f64,
}

/// Weighted logistic regression by Newton's method. The bias comes last.
pub fn logistic_fit(samples: &[Weighed<'_>], count: usize) -> Vec<f64> {
    let size = count + 1;
    let mut weights = vec![0.0; size];
    for _ in 0..40 {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| -PENALTY * weight).collect();
        let mut hessian = vec![vec![0.0; size]; size];
        (0..size).for_each(|at| hessian[at][at] = PENALTY);
        for sample in samples {
            let values: Vec<f64> = sample.features.iter().copied().chain([1.0]).collect();
            let sum: f64 = weights.iter().zip(&values).map(|(weight, value)| weight * value).sum();
            let predicted = 1.0 / (1.0 + (-sum).exp());
            let error = f64::from(u8::from(sample.is_right)) - predicted;
            let curvature = sample.weight * predicted * (1.0 - predicted);
            for (row, value) in values.iter().enumerate() {
                gradient[row] += sample.weight * error * value;
                for (column, other) in values.iter().enumerate() {
                    hessian[row][column] += curvature * value * other;
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(hessian, gradient)) {
            *weight += step;
        }
    }
    weights
}

/// Solves a small system of linear equations by Gaussian elimination with pivoting.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for column in 0..size {
        let largest = |&one: &usize, &other: &usize| matrix[one][column].abs().total_cmp(&matrix[other][column].abs());
        let pivot = (column..size).max_by(largest).unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        let pivot_row = matrix[column].clone();
        for row in column + 1..size {
            let factor = matrix[row][column] / pivot_row[column];
            for (value, above) in matrix[row].iter_mut().zip(&pivot_row).skip(column) {
                *value -= factor * above;
            }
            right[row] -= factor * right[column];
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| matrix[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}
