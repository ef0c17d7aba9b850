//! The one index of terms: how rare each term is, and which texts have it.
//!
//! Candidates for alignment, precedents, what reports tell and the search for agreed language are all found by it. It is
//! made over whatever texts are held against each other; each text is given as the set of its terms.

use std::ops::Range;

use crate::language::Term;

/// The inverse document frequency `ln((N + 1) / (n + 0.5))` of Spärck Jones (1972) of what `n` of `N` texts have, with
/// half an occurrence added so that what stands everywhere weighs nearly nothing.
pub(crate) fn inverse_frequency(total: usize, n: u32) -> f64 {
    ((total as f64 + 1.0) / (f64::from(n) + 0.5)).ln().max(0.0)
}

/// Terms, how much each says, and which texts have it.
#[derive(Default)]
pub(crate) struct TermIndex {
    /// Boilerplate weighs little because it is measured to be common, not because a list says so.
    weights: Vec<f64>,
    /// Where the texts of each term begin in `texts`; one more than there are terms.
    starts: Vec<u32>,
    texts: Vec<u32>,
    count: usize,
}

impl TermIndex {
    /// The index of texts, given as often as they are asked for, each as the set of its terms.
    pub(crate) fn of<S: Iterator<Item = Term>, T: Iterator<Item = S>>(
        term_count: usize,
        texts: impl Fn() -> T,
    ) -> Self {
        let mut starts = vec![0u32; term_count + 1];
        let mut count = 0;
        for text in texts() {
            text.for_each(|term| starts[term as usize + 1] += 1);
            count += 1;
        }
        let weights = starts[1..].iter().map(|&n| inverse_frequency(count, n)).collect();
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut list = vec![0u32; starts[term_count] as usize];
        for (text, at) in texts().zip(0..) {
            for term in text {
                let place = &mut next[term as usize];
                list[*place as usize] = at;
                *place += 1;
            }
        }
        TermIndex { weights, starts, texts: list, count }
    }

    /// How much a term says: its inverse document frequency.
    pub(crate) fn weight(&self, term: Term) -> f64 {
        self.weights[term as usize]
    }

    /// The weight of a term that two texts have.
    pub(crate) fn weight_of_two(&self) -> f64 {
        inverse_frequency(self.count, 2)
    }

    /// How many texts have a term.
    pub(crate) fn frequency(&self, term: Term) -> u32 {
        self.starts[term as usize + 1] - self.starts[term as usize]
    }

    /// The texts that have a term, in order.
    pub(crate) fn postings(&self, term: Term) -> &[u32] {
        &self.texts[self.starts[term as usize] as usize..self.starts[term as usize + 1] as usize]
    }

    /// Those of some texts that have a term, in order.
    pub(crate) fn postings_in(&self, term: Term, texts: &Range<u32>) -> &[u32] {
        let all = self.postings(term);
        &all[all.partition_point(|&text| text < texts.start)..all.partition_point(|&text| text < texts.end)]
    }
}

/// What texts have in common with a query, gathered term by term. Kept from one query to the next to save its memory.
pub(crate) struct Accumulator {
    weights: Vec<f64>,
    met: Vec<u32>,
}

impl Accumulator {
    /// An accumulator for so many texts.
    pub(crate) fn new(texts: usize) -> Self {
        Accumulator { weights: vec![0.0; texts], met: Vec::new() }
    }

    /// Adds a term's weight to texts that have it.
    pub(crate) fn add(&mut self, weight: f64, texts: impl Iterator<Item = u32>) {
        // A text that was met shows it, however little the term says.
        let weight = weight.max(f64::MIN_POSITIVE);
        for text in texts {
            let shared = &mut self.weights[text as usize];
            if *shared == 0.0 {
                self.met.push(text);
            }
            *shared += weight;
        }
    }

    /// The texts that share most, however much else they have, the earlier of the same; no more than `most`.
    pub(crate) fn heaviest(&self, most: usize) -> Vec<usize> {
        let mut heaviest: Vec<(f64, usize)> = Vec::with_capacity(most + 1);
        for &text in &self.met {
            let met = (self.weights[text as usize], text as usize);
            let at = heaviest.partition_point(|other| best_first(other, &met).is_lt());
            if at < most {
                heaviest.insert(at, met);
                heaviest.truncate(most);
            }
        }
        heaviest.into_iter().map(|(_, text)| text).collect()
    }

    /// The texts that were met, ranked: those with the best score first, the earlier of the same; no more than `most`.
    /// `score` makes a score of what a text shares and of the text. The accumulator is empty afterwards.
    pub(crate) fn ranked(&mut self, most: usize, score: impl Fn(f64, usize) -> f64) -> Vec<(f64, usize)> {
        let weights = &mut self.weights;
        let scored = self.met.drain(..).map(|text| {
            let text = text as usize;
            (score(std::mem::take(&mut weights[text]), text), text)
        });
        let mut ranked: Vec<(f64, usize)> = scored.collect();
        if ranked.len() > most {
            ranked.select_nth_unstable_by(most, best_first);
            ranked.truncate(most);
        }
        ranked.sort_unstable_by(best_first);
        ranked
    }
}

/// The best score first, the earlier of the same.
pub(crate) fn best_first(one: &(f64, usize), other: &(f64, usize)) -> std::cmp::Ordering {
    other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
}
