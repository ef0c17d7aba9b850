//! Texts as bags of words and of runs of letters, and what of them is shared.

use std::ops::Range;

use rayon::prelude::*;

use crate::align::text::{Run, Text};

/// Things with their counts, sorted.
pub(super) type Bag = [(u32, u32)];

/// Both sides' texts as such.
pub(super) type Bags = [Vec<Vec<(u32, u32)>>; 2];

/// The texts of both sides as bags of numbered things, and what these weigh.
pub(super) struct Space<'a> {
    pub(super) weights: Vec<f64>,
    texts: [Vec<&'a Bag>; 2],
    /// What each text weighs.
    pub(super) totals: [Vec<f64>; 2],
}

impl<'a> Space<'a> {
    pub(super) fn new(weights: Vec<f64>, texts: [Vec<&'a Bag>; 2]) -> Self {
        let total = |text: &&Bag| text.iter().map(|&(thing, count)| weights[thing as usize] * f64::from(count)).sum();
        let totals = [0, 1].map(|side: usize| texts[side].iter().map(total).collect());
        Space { weights, texts, totals }
    }

    /// What each pair within the rows shares, by weight; each row from its start on.
    pub(super) fn shared(&self, rows: &[Range<usize>]) -> Vec<Vec<f32>> {
        let [olds, news] = &self.texts;
        let mut postings: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.weights.len()];
        for (text, there) in news.iter().zip(0u32..) {
            text.iter().for_each(|&(thing, count)| postings[thing as usize].push((there, count)));
        }
        olds.par_iter()
            .zip(rows)
            .map(|(text, row)| {
                let row = row.start..row.end.min(news.len());
                let mut shared = vec![0f32; row.len()];
                for &(thing, here) in *text {
                    let list = &postings[thing as usize];
                    let from = list.partition_point(|&(there, _)| (there as usize) < row.start);
                    let within = list[from..].iter().take_while(|&&(there, _)| (there as usize) < row.end);
                    for &(there, count) in within {
                        let weight = self.weights[thing as usize] * f64::from(here.min(count));
                        shared[there as usize - row.start] += weight as f32;
                    }
                }
                shared
            })
            .collect()
    }
}

/// What the runs of letters weigh, and each text as a bag of them, numbered in the order of their buckets.
pub(super) fn runs_of_letters(texts: &[Vec<&Text>; 2]) -> (Vec<f64>, Bags) {
    let mut weighed: Vec<Run> = Vec::new();
    for text in texts.iter().flatten() {
        weighed.extend(text.letters().runs.chunk_by(|one, other| one.run == other.run).map(|same| same[0]));
    }
    weighed.par_sort_unstable_by_key(|one| one.run);
    weighed.dedup_by_key(|one| one.run);
    let bag = |text: &&Text| {
        let same = text.letters().runs.chunk_by(|one, other| one.run == other.run);
        let number = |run: u32| weighed.partition_point(|one| one.run < run) as u32;
        same.map(|same| (number(same[0].run), same.len() as u32)).collect()
    };
    let bags = [0, 1].map(|side: usize| texts[side].par_iter().map(bag).collect());
    (weighed.iter().map(|one| f64::from(one.weight)).collect(), bags)
}

/// Room to count what runs of texts share.
pub(super) struct Scratch {
    /// For each thing, how often either side has it.
    counts: Vec<[u32; 2]>,
    met: Vec<u32>,
}

impl Scratch {
    pub(super) fn new(things: usize) -> Self {
        Scratch { counts: vec![[0; 2]; things], met: Vec::new() }
    }

    /// The weight of what a run of old and a run of new texts share, each thing as often as both have it.
    pub(super) fn shared(&mut self, space: &Space<'_>, olds: Range<usize>, news: Range<usize>) -> f64 {
        for &(thing, count) in space.texts[0][olds].iter().copied().flatten() {
            let counts = &mut self.counts[thing as usize];
            if counts[0] == 0 {
                self.met.push(thing);
            }
            counts[0] += count;
        }
        for &(thing, count) in space.texts[1][news].iter().copied().flatten() {
            let counts = &mut self.counts[thing as usize];
            if counts[0] > 0 {
                counts[1] += count;
            }
        }
        let mut shared = 0.0;
        for thing in self.met.drain(..) {
            let [here, there] = std::mem::take(&mut self.counts[thing as usize]);
            shared += space.weights[thing as usize] * f64::from(here.min(there));
        }
        shared
    }
}

/// A share, 0 of nothing.
pub(super) fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}
