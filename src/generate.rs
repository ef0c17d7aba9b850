//! Made-up pairs of documents whose true alignment is known: to measure by, and to test what must hold
//! of any pair.
//!
//! A [`Recipe`] says how much is changed, moved, split, merged, dropped and added, and a seed makes the
//! result repeatable: the same recipe gives the same bytes on every 64-bit machine. Words are drawn as in real
//! texts, a few very often and most of them rarely (Zipf's law), from a vocabulary that grows with the
//! square root of the text (Heaps' law).

use schemars::JsonSchema;
use serde::Serialize;

use crate::corpus::{Declared, Source};

/// What to make. Shares lie between 0 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// What the choices depend on.
    pub seed: u64,
    /// How many provisions the old document has.
    pub provisions: usize,
    /// How many words a provision has on average; each has between half and one and a half as many.
    pub words: usize,
    /// The share of words that are replaced, taken out, or followed by one put in.
    pub changed: f64,
    /// The share of old provisions that have no counterpart; one at least has.
    pub dropped: f64,
    /// How many provisions without a counterpart the new document gets, as a share of the old ones.
    pub added: f64,
    /// The share of old provisions that become several.
    pub split: f64,
    /// The share of old provisions that become one with the next one or ones.
    pub merged: f64,
    /// How many provisions one becomes, or become one, at most: at least two, each number as often.
    pub parts: usize,
    /// The share of provisions that move to any other place.
    pub moved: f64,
}

impl Default for Recipe {
    /// A thousand provisions of 30 words, a third of them changed, in which a little of everything
    /// happens.
    fn default() -> Self {
        Recipe {
            seed: 1,
            provisions: 1_000,
            words: 30,
            changed: 1.0 / 3.0,
            dropped: 0.05,
            added: 0.05,
            split: 0.03,
            merged: 0.03,
            parts: 2,
            moved: 0.05,
        }
    }
}

/// A made-up pair, as two lists of units, and what became of what.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The old document: a list of units whose ids are their places, counted from 0.
    pub old: Source,
    /// The new document, likewise.
    pub new: Source,
    /// The true alignment in the order of the old document: the places of the old provisions and of what
    /// they became. What has no counterpart is in none.
    pub truth: Vec<(Vec<usize>, Vec<usize>)>,
}

#[derive(Serialize, JsonSchema)]
struct Unit<'a> {
    id: String,
    text: &'a str,
}

impl Recipe {
    /// Makes the pair.
    pub fn make(&self) -> Generated {
        let mut random = fastrand::Rng::with_seed(self.seed);
        let vocabulary = Vocabulary::for_words(self.provisions * self.words);
        let old: Vec<Vec<usize>> = (0..self.provisions).map(|_| self.provision(&vocabulary, &mut random)).collect();
        let mut made: Vec<Made> = Vec::new();
        let mut at = 0;
        while at < old.len() {
            // One choice decides, so that the shares add up.
            let choice = random.f64();
            let [dropped, split, merged] =
                [self.dropped, self.dropped + self.split, self.dropped + self.split + self.merged];
            let is_last_hope = made.is_empty() && at + 1 == old.len();
            if choice < dropped && !is_last_hope {
                at += 1;
            } else if !is_last_hope && choice < split && old[at].len() > 1 {
                let mut rest = old[at].as_slice();
                for left in (2..=self.several(&mut random).min(rest.len())).rev() {
                    // An equal share of what is left, more or less.
                    let cut = (2 * rest.len() * random.usize(40..=60) / 100 / left).clamp(1, rest.len() + 1 - left);
                    let (part, after) = rest.split_at(cut);
                    made.push(Made { from: vec![at], words: self.edited(part, &vocabulary, &mut random) });
                    rest = after;
                }
                made.push(Made { from: vec![at], words: self.edited(rest, &vocabulary, &mut random) });
                at += 1;
            } else if choice < merged && at + 1 < old.len() {
                let from: Vec<usize> = (at..(at + self.several(&mut random)).min(old.len())).collect();
                let whole: Vec<usize> = from.iter().flat_map(|&part| &old[part]).copied().collect();
                at += from.len();
                made.push(Made { from, words: self.edited(&whole, &vocabulary, &mut random) });
            } else {
                made.push(Made { from: vec![at], words: self.edited(&old[at], &vocabulary, &mut random) });
                at += 1;
            }
        }
        let moved: Vec<bool> = made.iter().map(|_| random.f64() < self.moved).collect();
        let (movers, mut stay): (Vec<_>, Vec<_>) = made.into_iter().zip(moved).partition(|(_, moves)| *moves);
        let added = (self.added * self.provisions as f64).round() as usize;
        let fresh = (0..added).map(|_| {
            let words = self.provision(&vocabulary, &mut random);
            (Made { from: Vec::new(), words }, true)
        });
        let mut loose: Vec<(Made, bool)> = movers.into_iter().chain(fresh.collect::<Vec<_>>()).collect();
        // Each goes to a gap of its own choosing; put in from the back, gaps keep their places.
        let mut places: Vec<(usize, usize)> = (0..loose.len()).map(|at| (random.usize(0..=stay.len()), at)).collect();
        places.sort_unstable_by(|one, other| other.cmp(one));
        let mut new: Vec<Made> = Vec::with_capacity(stay.len() + loose.len());
        for (gap, at) in places {
            let after = stay.split_off(gap);
            new.extend(after.into_iter().rev().map(|(made, _)| made));
            new.push(std::mem::replace(&mut loose[at].0, Made { from: Vec::new(), words: Vec::new() }));
        }
        new.extend(stay.into_iter().rev().map(|(made, _)| made));
        new.reverse();
        Generated {
            truth: truth(&new, old.len()),
            old: vocabulary.source("old", old.iter().map(Vec::as_slice)),
            new: vocabulary.source("new", new.iter().map(|made| made.words.as_slice())),
        }
    }

    /// How many provisions one becomes, or become one. Of two there is no choice to make.
    fn several(&self, random: &mut fastrand::Rng) -> usize {
        if self.parts > 2 { random.usize(2..=self.parts) } else { 2 }
    }

    fn provision(&self, vocabulary: &Vocabulary, random: &mut fastrand::Rng) -> Vec<usize> {
        let count = random.usize((self.words / 2).max(1)..=(self.words * 3 / 2).max(1));
        (0..count).map(|_| vocabulary.draw(random)).collect()
    }

    /// The words after drafting: each may be replaced, taken out, or followed by another. At least one is
    /// left.
    fn edited(&self, words: &[usize], vocabulary: &Vocabulary, random: &mut fastrand::Rng) -> Vec<usize> {
        let mut edited = Vec::with_capacity(words.len());
        for &word in words {
            match random.f64() < self.changed {
                false => edited.push(word),
                true => match random.u8(0..3) {
                    0 => edited.push(vocabulary.draw(random)),
                    1 => {}
                    _ => edited.extend([word, vocabulary.draw(random)]),
                },
            }
        }
        if edited.is_empty() {
            edited.extend(words.first());
        }
        edited
    }
}

/// A new provision, and the old ones it was made from.
struct Made {
    from: Vec<usize>,
    words: Vec<usize>,
}

fn truth(new: &[Made], old_count: usize) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); old_count];
    for (there, made) in new.iter().enumerate() {
        if let Some(&first) = made.from.first() {
            parts[first].push(there);
        }
    }
    let from = |news: &[usize]| news.first().map(|&there| new[there].from.clone()).unwrap_or_default();
    parts.into_iter().filter(|news| !news.is_empty()).map(|news| (from(&news), news)).collect()
}

/// Words by their rank: the first is the most frequent.
struct Vocabulary {
    /// The sum of the frequencies up to each word, as a share of all.
    up_to: Vec<f64>,
}

impl Vocabulary {
    fn for_words(count: usize) -> Self {
        let size = (30.0 * (count as f64).sqrt()) as usize + 50;
        // Zipf's law as Mandelbrot put it (1953), with an offset of 2.7 that levels the most frequent words.
        let mut sum = 0.0;
        let sums: Vec<f64> = (0..size)
            .map(|rank| {
                sum += 1.0 / (rank as f64 + 2.7);
                sum
            })
            .collect();
        Vocabulary { up_to: sums.into_iter().map(|value| value / sum).collect() }
    }

    fn draw(&self, random: &mut fastrand::Rng) -> usize {
        let at = random.f64();
        self.up_to.partition_point(|&share| share <= at).min(self.up_to.len() - 1)
    }

    fn source(&self, id: &str, texts: impl Iterator<Item = impl AsRef<[usize]>>) -> Source {
        let mut lines = Vec::new();
        for (at, words) in texts.enumerate() {
            let text = sentence(words.as_ref());
            let unit = Unit { id: at.to_string(), text: &text };
            serde_json::to_writer(&mut lines, &unit).expect("a text serializes");
            lines.push(b'\n');
        }
        Source { id: id.into(), path: format!("{id}.jsonl").into(), bytes: lines, declared: Declared::default() }
    }
}

/// Words as a sentence: the first in a capital, a full stop at the end.
fn sentence(words: &[usize]) -> String {
    let mut text = words.iter().map(|&rank| word(rank)).collect::<Vec<_>>().join(" ");
    if let Some(first) = text.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    text.push('.');
    text
}

/// A word that can be spoken, another for each rank, the frequent ones short.
fn word(rank: usize) -> String {
    const ONSETS: [&str; 16] = ["b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "t", "v", "w", "z"];
    const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
    let mut left = rank;
    let mut word = String::new();
    loop {
        word.push_str(ONSETS[left % ONSETS.len()]);
        left /= ONSETS.len();
        word.push_str(VOWELS[left % VOWELS.len()]);
        left /= VOWELS.len();
        if left == 0 {
            // A letter that no stemmer takes for an ending.
            word.push('k');
            return word;
        }
        left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn words_differ_by_rank() {
        let words: BTreeSet<String> = (0..20_000).map(word).collect();
        assert_eq!(words.len(), 20_000);
    }

    #[test]
    fn the_same_recipe_makes_the_same_bytes() {
        let recipe = Recipe { provisions: 200, ..Recipe::default() };
        let (one, other) = (recipe.make(), recipe.make());
        assert_eq!((one.old.bytes, one.new.bytes, one.truth), (other.old.bytes, other.new.bytes, other.truth));
        let another = Recipe { seed: 2, ..recipe.clone() }.make();
        assert_ne!(another.new.bytes, recipe.make().new.bytes);
    }

    #[test]
    fn what_was_not_changed_says_the_same() {
        let recipe = Recipe { provisions: 300, changed: 0.0, ..Recipe::default() };
        let made = recipe.make();
        let texts = |source: &Source| -> Vec<String> {
            let lines = String::from_utf8(source.bytes.clone()).unwrap();
            let text = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].to_string();
            lines.lines().map(|line| text(line).replace(['"', '.'], "").to_lowercase()).collect()
        };
        let (old, new) = (texts(&made.old), texts(&made.new));
        let join = |places: &[usize], texts: &[String]| {
            places.iter().map(|&at| texts[at].as_str()).collect::<Vec<_>>().join(" ")
        };
        assert!(made.truth.iter().all(|(olds, news)| join(olds, &old) == join(news, &new) || news[0] > news[1]));
        let kinds = |test: fn(&(Vec<usize>, Vec<usize>)) -> bool| made.truth.iter().filter(|group| test(group)).count();
        assert!(kinds(|(olds, _)| olds.len() == 2) > 2 && kinds(|(_, news)| news.len() == 2) > 2);
        assert!(made.truth.len() < 300 && new.len() > made.truth.len());
    }
}
