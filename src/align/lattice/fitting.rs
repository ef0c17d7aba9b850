//! What the weights of the lattice are fitted to: pairs of texts with alignments that are known.

use std::collections::BTreeSet;
use std::ops::Range;

use super::features::{FIRST, GAP, RATES, STEP, StepFeatures};
use super::solver::{Lattice, Taken};
use super::{Measured, Neighbours, Prepared, decoded, measured, posterior, weigh};
use crate::align::engine::at_first_sight;
use crate::align::pools::Pool;
use crate::align::{Options, Parameters};
use crate::analysis::Analysed;

/// Old and new provisions that belong together, by their places.
pub type Group = (Vec<usize>, Vec<usize>);

/// The names of all weights, as in the file of parameters.
pub fn names() -> Vec<&'static str> {
    STEP.iter().chain(&GAP).copied().collect()
}

/// A pair of texts: all that a path through it may be made of, and the path that is right.
pub struct Sample {
    measured: Measured<StepFeatures>,
    /// The sums of the features along the right path, without those of the shares that are left alone.
    right: Vec<f64>,
    /// How many old and new provisions the right path leaves alone.
    alone: [f64; 2],
    first_rate: f64,
    /// How many provisions there are.
    pub provisions: usize,
    /// How closely the two texts agree, from 0 to 1.
    pub closeness: f64,
    /// How many links that are right no path in order holds.
    pub out_of_reach: usize,
}

impl Sample {
    /// A sample of the first pool of provisions that two texts have; `groups` belong together.
    pub fn new(old: &Analysed, new: &Analysed, groups: &[Group], parameters: &Parameters) -> Option<Sample> {
        let pool = Pool::of_each(old, new, false).into_iter().next()?;
        let options = Options::default();
        let progress = || options.progress.part(0.0, 1.0);
        let prepared = Prepared::of((old, &pool.old), (new, &pool.new), progress());
        let scored = at_first_sight(&prepared, parameters, progress());
        let neighbours = Neighbours::of(&scored, &prepared.old, &prepared.new, parameters);
        let all = [prepared.old.len(), prepared.new.len()].map(|count| (0..count).collect::<Vec<usize>>());
        let measured = measured(&prepared, &neighbours, [&all[0], &all[1]], &parameters.lattice, |features| *features);
        let path = right_path(&measured.lattice, groups);
        let mut right = vec![0.0; STEP.len() + GAP.len()];
        let mut alone = [0.0; 2];
        let mut leave = |side: usize, from: usize, to: usize, right: &mut [f64]| {
            alone[side] += (to - from) as f64;
            for features in &measured.gaps[side][from..to] {
                add(&mut right[STEP.len()..], features, 1.0);
            }
            if to > from {
                right[STEP.len() + FIRST] += 1.0;
            }
        };
        let (mut here, mut there) = (0, 0);
        for taken in &path {
            leave(0, here, taken.old, &mut right);
            leave(1, there, taken.new, &mut right);
            add(&mut right, &measured.steps[taken.step], 1.0);
            let (a, b) = measured.lattice.shape(taken.step);
            (here, there) = (taken.old + a, taken.new + b);
        }
        leave(0, here, all[0].len(), &mut right);
        leave(1, there, all[1].len(), &mut right);
        let links = links(groups);
        let reached = path.iter().flat_map(|taken| pairs(&measured.lattice, taken)).filter(|link| links.contains(link));
        Some(Sample {
            right,
            alone,
            first_rate: parameters.lattice.rate,
            provisions: all[0].len() + all[1].len(),
            closeness: neighbours.closeness,
            out_of_reach: links.len() - reached.count(),
            measured,
        })
    }

    /// The log-likelihood of the right path by these weights, and its gradient. What a first pass makes of the shares that
    /// are left alone is taken as given.
    pub fn learn(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let (step_weights, gap_weights) = weights.split_at(STEP.len());
        let steps: Vec<f64> = self.measured.steps.iter().map(|features| weigh(features, step_weights)).collect();
        let (posterior, rates) = posterior(&self.measured, &steps, gap_weights, self.first_rate);
        let mut right = self.right.clone();
        let mut expected = vec![0.0; weights.len()];
        for (features, &probability) in self.measured.steps.iter().zip(&posterior.steps) {
            if probability > 0.0 {
                add(&mut expected, features, probability);
            }
        }
        for side in 0..2 {
            let mut alone = 0.0;
            for (features, &[first, further]) in self.measured.gaps[side].iter().zip(&posterior.gaps[side]) {
                add(&mut expected[STEP.len()..], features, first + further);
                expected[STEP.len() + FIRST] += first;
                alone += first + further;
            }
            for (at, rate) in [(RATES[0], rates[side]), (RATES[1], rates[1 - side])] {
                expected[STEP.len() + at] += alone * rate;
                right[STEP.len() + at] += self.alone[side] * rate;
            }
        }
        let score: f64 = right.iter().zip(weights).map(|(feature, weight)| feature * weight).sum();
        let gradient = right.iter().zip(&expected).map(|(right, expected)| right - expected).collect();
        (score - posterior.total, gradient)
    }

    /// The groups that these weights find, and each provision that is left alone as one of its own.
    pub fn found(&self, weights: &[f64], parameters: &Parameters) -> BTreeSet<Group> {
        let (step_weights, gap_weights) = weights.split_at(STEP.len());
        let steps: Vec<f64> = self.measured.steps.iter().map(|features| weigh(features, step_weights)).collect();
        let (posterior, rates) = posterior(&self.measured, &steps, gap_weights, self.first_rate);
        let lattice = &self.measured.lattice;
        let threshold = parameters.lattice.threshold.at(0.5 * (rates[0] + rates[1]));
        let mut groups = BTreeSet::new();
        let (mut here, mut there) = (0, 0);
        let alone = |old: Range<usize>, new: Range<usize>, groups: &mut BTreeSet<Group>| {
            groups.extend(old.map(|at| (vec![at], Vec::new())));
            groups.extend(new.map(|at| (Vec::new(), vec![at])));
        };
        for (taken, _) in decoded(lattice, &posterior, threshold) {
            let (a, b) = lattice.shape(taken.step);
            alone(here..taken.old, there..taken.new, &mut groups);
            (here, there) = (taken.old + a, taken.new + b);
            groups.insert(((taken.old..here).collect(), (taken.new..there).collect()));
        }
        let (olds, news) = lattice.size();
        alone(here..olds, there..news, &mut groups);
        groups
    }
}

fn add(to: &mut [f64], features: &[f32], times: f64) {
    to.iter_mut().zip(features).for_each(|(sum, &feature)| *sum += times * f64::from(feature));
}

fn links(groups: &[Group]) -> BTreeSet<(usize, usize)> {
    groups
        .iter()
        .flat_map(|(olds, news)| olds.iter().flat_map(|&old| news.iter().map(move |&new| (old, new))))
        .collect()
}

fn pairs(lattice: &Lattice, taken: &Taken) -> impl Iterator<Item = (usize, usize)> + use<> {
    let (a, b) = lattice.shape(taken.step);
    let (old, new) = (taken.old, taken.new);
    (old..old + a).flat_map(move |old| (new..new + b).map(move |new| (old, new)))
}

/// The path that holds most of the links of these groups, and as many groups as they are. A group that no step can take,
/// or that crosses another, is held in part.
fn right_path(lattice: &Lattice, groups: &[Group]) -> Vec<Taken> {
    let links = links(groups);
    let whole: BTreeSet<Group> = groups.iter().cloned().collect();
    lattice.best(|taken| {
        let (a, b) = lattice.shape(taken.step);
        let group = ((taken.old..taken.old + a).collect(), (taken.new..taken.new + b).collect());
        let right = pairs(lattice, &taken).filter(|link| links.contains(link)).count();
        let wrong = a * b - right;
        right as f64 - 1.5 * wrong as f64 + if whole.contains(&group) { 0.5 } else { 0.0 }
    })
}
