//! How much of a provision's wording stands in provisions of the other side.

use rustc_hash::FxHashMap;

use super::{NEW, OLD, Part};
use crate::align::engine::Scored;
use crate::align::parameters::Parts;
use crate::align::text::{Prepared, Text};
use crate::language::Term;

/// How much of each provision's wording stands in provisions of the other side, whatever else may account for it.
pub(super) struct Held {
    /// For each provision of either side as a whole, those of the other that it holds enough of.
    pub(super) by_whole: [Vec<Vec<usize>>; 2],
    /// For each provision of either side, the two largest shares of its words that stand in one of the other, the larger
    /// with where it stands.
    pub(super) most: [Vec<(f64, usize, f64)>; 2],
}

impl Held {
    pub(super) fn of(prepared: &Prepared<'_>, scored: &[Scored], numbers: &Parts) -> Self {
        let texts = [&prepared.old, &prepared.new];
        let mut held = Held {
            by_whole: texts.map(|side| vec![Vec::new(); side.len()]),
            most: texts.map(|side| vec![(0.0, usize::MAX, 0.0); side.len()]),
        };
        for pair in scored {
            for (side, part, whole) in [(OLD, pair.old, pair.new), (NEW, pair.new, pair.old)] {
                let weight = texts[side][part].weight();
                let shared = pair.containment() * weight.min(texts[1 - side][whole].weight());
                let share = if weight == 0.0 { 0.0 } else { shared / weight };
                if share >= numbers.worth_a_look {
                    held.by_whole[1 - side][whole].push(part);
                }
                let most = &mut held.most[side][part];
                if share > most.0 {
                    *most = (share, whole, most.0);
                } else if share > most.2 {
                    most.2 = share;
                }
            }
        }
        held
    }

    /// Every part that is worth a look.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        [NEW, OLD].into_iter().flat_map(move |side| {
            let wholes = self.by_whole[side].iter().enumerate();
            wholes.flat_map(move |(whole, parts)| parts.iter().map(move |&part| Part { side: 1 - side, part, whole }))
        })
    }

    /// The largest share of a part's words that stands in another whole.
    pub(super) fn rival(&self, part: Part) -> f64 {
        let (share, whole, second) = self.most[part.side][part.part];
        if whole == part.whole { second } else { share }
    }
}

/// The words and phrases that the parts of a whole account for, with how often.
#[derive(Default)]
pub(super) struct Used {
    words: FxHashMap<Term, u32>,
    phrases: FxHashMap<(Term, Term), u32>,
}

impl Used {
    pub(super) fn add(&mut self, part: &Text) {
        part.counts().iter().for_each(|&(term, count)| *self.words.entry(term).or_default() += count);
        part.bigrams().iter().for_each(|&pair| *self.phrases.entry(pair).or_default() += 1);
    }
}

/// Shares of wording, from 0 to 1.
pub(super) struct Shares {
    /// How much of the part's words stands in the whole.
    pub(super) words: f64,
    /// How much of its phrases: pairs of neighbouring words.
    pub(super) phrases: f64,
    /// How much of the whole's words the part accounts for.
    pub(super) whole: f64,
}

/// How much of a part's wording stands in the whole, where what its other parts account for is no longer to be had.
pub(super) fn held_beyond(part: &Text, whole: &Text, used: Option<&Used>, prepared: &Prepared<'_>) -> Shares {
    let index = &prepared.index;
    let share = |held: f64, all: f64| if all == 0.0 { 0.0 } else { held / all };
    let mut words = 0.0;
    for &(term, count) in part.counts() {
        let had = whole.counts().binary_search_by_key(&term, |one| one.0).map_or(0, |at| whole.counts()[at].1);
        let left = had.saturating_sub(used.and_then(|used| used.words.get(&term)).copied().unwrap_or(0));
        words += index.weight(term) * f64::from(left.min(count));
    }
    let (mut phrases, mut all) = (0.0, 0.0);
    for same in part.bigrams().chunk_by(|one, other| one == other) {
        let pair = same[0];
        let from = whole.bigrams().partition_point(|other| *other < pair);
        let had = whole.bigrams()[from..].iter().take_while(|other| **other == pair).count() as u32;
        let left = had.saturating_sub(used.and_then(|used| used.phrases.get(&pair)).copied().unwrap_or(0));
        let weight = index.weight(pair.0) + index.weight(pair.1);
        phrases += weight * f64::from(left.min(same.len() as u32));
        all += weight * same.len() as f64;
    }
    Shares { words: share(words, part.weight()), phrases: share(phrases, all), whole: share(words, whole.weight()) }
}
