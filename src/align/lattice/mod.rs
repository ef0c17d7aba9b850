//! Texts that keep their order: all ways through both at once, each as likely as its steps.
//!
//! A log-linear model, as conditional random fields are (Lafferty, McCallum and Pereira 2001; for alignment Blunsom and
//! Cohn 2006): the score of a step, which takes some old and some new provisions together, is the weighted sum of its
//! features, and so is that of leaving one alone. What a gap costs depends on how many provisions are left alone: a first
//! pass finds out, the second goes by it. Of all alignments the one is taken that is expected to hold most links that are
//! right. The weights are fitted to alignments that are known (`examples/fit lattice`).

mod bags;
mod band;
mod features;
#[doc(hidden)] // For `examples/fit`, which has no other way in.
pub mod fitting;
mod measure;
mod solver;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::beads::{Bead, Made};
use super::neighbours::Neighbours;
use super::parameters::Ramp;
use super::text::Prepared;
use features::{FIRST, GAP, RATES, STEP, StepFeatures};
use measure::{Measured, Whole, measure};
use solver::{Lattice, Posterior, Scores, Taken};

/// The numbers of the lattice.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numbers {
    band: usize,
    anchor: f64,
    rate: f64,
    threshold: Ramp,
    section: f64,
    pair: BTreeMap<String, f64>,
    group: BTreeMap<String, f64>,
    gap: BTreeMap<String, f64>,
    #[serde(skip)]
    weights: Weights,
}

/// The weights of the features of steps and gaps.
#[derive(Debug, Clone, Default, PartialEq)]
struct Weights {
    step: Vec<f64>,
    gap: Vec<f64>,
}

impl Numbers {
    /// Puts the weights in the order of the features.
    ///
    /// # Errors
    /// If one is missing, or there is no such feature.
    pub(super) fn check(&mut self) -> std::result::Result<(), String> {
        let tables = [("pair", &self.pair), ("group", &self.group), ("gap", &self.gap)];
        let mut named: BTreeMap<String, f64> = BTreeMap::from([("section".to_owned(), self.section)]);
        for (table, weights) in tables {
            named.extend(weights.iter().map(|(name, weight)| (format!("{table}.{name}"), *weight)));
        }
        let mut take = |names: &[&str]| -> std::result::Result<Vec<f64>, String> {
            let weight = |name: &&str| named.remove(*name).ok_or(format!("the feature `lattice.{name}` has no weight"));
            names.iter().map(weight).collect()
        };
        self.weights = Weights { step: take(&STEP)?, gap: take(&GAP)? };
        match named.keys().next() {
            Some(unknown) => Err(format!("there is no feature `lattice.{unknown}`")),
            None => Ok(()),
        }
    }
}

/// The links in order of what is not `taken`.
pub(super) fn align(
    prepared: &Prepared<'_>,
    neighbours: &Neighbours<'_>,
    taken: [&[bool]; 2],
    numbers: &Numbers,
) -> Vec<Made> {
    let free = taken.map(|taken| (0..taken.len()).filter(|&at| !taken[at]).collect::<Vec<usize>>());
    let sides = [free[0].as_slice(), free[1].as_slice()];
    let weights = &numbers.weights;
    let measured = measured(prepared, neighbours, sides, numbers, |features| weigh(features, &weights.step));
    let (posterior, rates) = posterior(&measured, &measured.steps, &weights.gap, numbers.rate);
    let threshold = numbers.threshold.at(0.5 * (rates[0] + rates[1]));
    let path = decoded(&measured.lattice, &posterior, threshold);
    path.into_iter()
        .map(|(taken, probability)| {
            let (a, b) = measured.lattice.shape(taken.step);
            let old = sides[0][taken.old..taken.old + a].to_vec();
            let new = sides[1][taken.new..taken.new + b].to_vec();
            Made { bead: Bead { old, new }, probability: Some(probability) }
        })
        .collect()
}

fn measured<T: Send>(
    prepared: &Prepared<'_>,
    neighbours: &Neighbours<'_>,
    sides: [&[usize]; 2],
    numbers: &Numbers,
    make: impl Fn(&StepFeatures) -> T + Sync,
) -> Measured<T> {
    let place = |side: usize, provision: usize| sides[side].binary_search(&provision).ok();
    let places = |pairs: Vec<(usize, usize)>| -> Vec<(usize, usize)> {
        pairs.into_iter().filter_map(|(old, new)| Some((place(0, old)?, place(1, new)?))).collect()
    };
    let anchors = places(neighbours.keeping_order(numbers.anchor));
    let rows = band::rows((sides[0].len(), sides[1].len()), &anchors, numbers.band);
    let whole = Whole {
        closeness: neighbours.closeness,
        length_ratio: neighbours.length_ratio,
        kept: neighbours.kept,
        anchors,
    };
    measure(prepared, sides, rows, &whole, make)
}

fn weigh(features: &[f32], weights: &[f64]) -> f64 {
    features.iter().zip(weights).map(|(&feature, weight)| f64::from(feature) * weight).sum()
}

/// How likely all steps and gaps are, where the share of each side that is left alone is what a first pass made of it; and
/// these shares. `first_rate` is what the first pass begins with.
fn posterior<T>(measured: &Measured<T>, steps: &[f64], gap_weights: &[f64], first_rate: f64) -> (Posterior, [f64; 2]) {
    let pass = |rates: [f64; 2]| {
        let gaps = [0, 1].map(|side: usize| {
            let rate = gap_weights[RATES[0]] * rates[side] + gap_weights[RATES[1]] * rates[1 - side];
            let further = measured.gaps[side].iter().map(|features| weigh(features, gap_weights) + rate);
            further.map(|score| [score + gap_weights[FIRST], score]).collect()
        });
        measured.lattice.posterior(&Scores { steps, gaps })
    };
    let first = pass([first_rate; 2]);
    let rates = [0, 1].map(|side: usize| {
        let alone: f64 = first.gaps[side].iter().flatten().sum();
        alone / first.gaps[side].len().max(1) as f64
    });
    (pass(rates), rates)
}

/// The path that is expected to hold most links that are right, where each wrong one costs `threshold`; and how likely the
/// pairs of each step are to belong together by all alignments, on average.
fn decoded(lattice: &Lattice, posterior: &Posterior, threshold: f64) -> Vec<(Taken, f64)> {
    let links = links(lattice, posterior);
    let sum = |taken: Taken| {
        let (a, b) = lattice.shape(taken.step);
        let pairs = (taken.old..taken.old + a).flat_map(|old| (taken.new..taken.new + b).map(move |new| (old, new)));
        let sum: f64 = pairs.filter_map(|(old, new)| lattice.point(old, new)).map(|point| links[point]).sum();
        (sum, (a * b) as f64)
    };
    let path = lattice.best(|taken| {
        let (sum, pairs) = sum(taken);
        sum - threshold * pairs
    });
    path.into_iter()
        .map(|taken| {
            let (sum, pairs) = sum(taken);
            (taken, sum / pairs)
        })
        .collect()
}

/// How likely each pair is to belong together, by the point where both are the next ones.
fn links(lattice: &Lattice, posterior: &Posterior) -> Vec<f64> {
    let mut links = vec![0.0; lattice.points()];
    for old in 0..lattice.size().0 {
        for new in lattice.row(old) {
            for step in lattice.point(old, new).map_or(0..0, |point| lattice.steps(point)) {
                let probability = posterior.steps[step];
                if probability == 0.0 {
                    continue;
                }
                let (a, b) = lattice.shape(step);
                let pairs = (old..old + a).flat_map(|old| (new..new + b).map(move |new| (old, new)));
                for point in pairs.filter_map(|(old, new)| lattice.point(old, new)) {
                    links[point] += probability;
                }
            }
        }
    }
    links
}
