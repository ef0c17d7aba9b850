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

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: [&str; 5] = [
        "Harbour masters should keep registers of vessels and of their crews.",
        "Pilots should hold a certificate in navigation and local currents.",
        "Dredging should be paid for by a levy on tonnage.",
        "Widows of drowned sailors should receive a pension from the guild.",
        "Ferries should carry mail across the strait free of charge.",
    ];
    const NEW: [&str; 4] = [
        "Registers of vessels and crews are kept by masters of harbours.",
        "A certificate in navigation and currents is held by pilots; a levy on tonnage pays for dredging.",
        "Lamps are lit on every quay from dusk.",
        "Mail crosses the strait on ferries free of any charge.",
    ];

    fn sample() -> Sample {
        let read = |id: &str, texts: &[&str]| {
            Analysed::of(crate::extract::of_texts(id, texts, Some("en")), &crate::analysis::Options::default())
        };
        let groups = [(vec![0], vec![0]), (vec![1, 2], vec![1]), (vec![4], vec![3])];
        Sample::new(&read("old", &OLD), &read("new", &NEW), &groups, &Parameters::default()).unwrap()
    }

    fn weights() -> Vec<f64> {
        let weights = Parameters::default().lattice.weights.clone();
        weights.step.into_iter().chain(weights.gap).collect()
    }

    #[test]
    fn a_sample_knows_its_texts_and_the_right_path() {
        let sample = sample();
        assert_eq!((sample.provisions, sample.out_of_reach), (9, 0));
        assert_eq!(sample.alone, [1.0, 1.0]);
        assert!(sample.closeness > 0.0 && sample.closeness < 1.0);
        // Links that cross are not all in order.
        let crossing = [(vec![0], vec![1]), (vec![1], vec![0])];
        let read = |id: &str| {
            Analysed::of(crate::extract::of_texts(id, &OLD, Some("en")), &crate::analysis::Options::default())
        };
        let crossed = Sample::new(&read("old"), &read("new"), &crossing, &Parameters::default()).unwrap();
        assert_eq!(crossed.out_of_reach, 1);
        assert_eq!(links(&crossing), BTreeSet::from([(0, 1), (1, 0)]));
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_likelihood() {
        let (sample, weights) = (sample(), weights());
        assert_eq!(weights.len(), names().len());
        let (score, gradient) = sample.learn(&weights);
        assert!(score < 0.0);
        // The shares that are left alone are found by a first pass and taken as given, so their weights must say nothing here.
        let mut without = weights.clone();
        RATES.into_iter().for_each(|at| without[STEP.len() + at] = 0.0);
        let (_, slopes) = sample.learn(&without);
        for at in (0..without.len()).filter(|at| !RATES.contains(&at.wrapping_sub(STEP.len()))) {
            let moved = |by: f64| {
                let mut moved = without.clone();
                moved[at] += by;
                sample.learn(&moved).0
            };
            let slope = (moved(1e-4) - moved(-1e-4)) / 2e-4;
            assert!((slope - slopes[at]).abs() < 1e-3, "{}: {slope} {}", names()[at], slopes[at]);
        }
        assert_eq!(gradient.len(), weights.len());
        // The better the right path is borne out, the likelier it is.
        let climbed: Vec<f64> = without.iter().zip(&slopes).map(|(weight, slope)| weight + 1e-3 * slope).collect();
        assert!(sample.learn(&climbed).0 > sample.learn(&without).0);
    }

    #[test]
    fn the_shares_left_alone_count_as_often_as_something_is() {
        let (sample, weights) = (sample(), weights());
        let steps: Vec<f64> =
            sample.measured.steps.iter().map(|features| weigh(features, &weights[..STEP.len()])).collect();
        let (posterior, rates) = posterior(&sample.measured, &steps, &weights[STEP.len()..], sample.first_rate);
        let alone = [0, 1].map(|side: usize| posterior.gaps[side].iter().flatten().sum::<f64>());
        let gradient = sample.learn(&weights).1;
        for (rate, of) in [(RATES[0], [0, 1]), (RATES[1], [1, 0])] {
            let expected: f64 = (0..2).map(|side| (sample.alone[side] - alone[side]) * rates[of[side]]).sum();
            assert!((gradient[STEP.len() + rate] - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn the_built_in_weights_find_the_groups() {
        let found = sample().found(&weights(), &Parameters::default());
        for group in [(vec![0], vec![0]), (vec![1, 2], vec![1]), (vec![4], vec![3])] {
            assert!(found.contains(&group), "{found:?}");
        }
        // Each provision is in one group, be it alone in it.
        let mut olds: Vec<usize> = found.iter().flat_map(|(olds, _)| olds).copied().collect();
        let mut news: Vec<usize> = found.iter().flat_map(|(_, news)| news).copied().collect();
        olds.sort_unstable();
        news.sort_unstable();
        assert_eq!((olds, news), ((0..5).collect(), (0..4).collect()));
    }
}
