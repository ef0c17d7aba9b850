//! Made-up pairs of documents whose true alignment is known: to measure by, and to test what must hold
//! of any pair.
//!
//! A [`Recipe`] says how much is changed, moved, split, merged, dropped and added, and a seed makes the
//! result repeatable: the same recipe gives the same bytes on every 64-bit machine. Words are drawn as in real
//! texts, a few very often and most of them rarely (Zipf's law). There are two [`Manner`]s: words of no language, each
//! by itself, and recommendations in English out of formulas, of which many are all but the same. [`ArchiveRecipe`] makes
//! whole archives of the second.

mod archive;
mod formulas;

use schemars::JsonSchema;
use serde::Serialize;

pub use archive::{Archive, ArchiveRecipe, Place, Repeat};
use formulas::Formulas;

use crate::corpus::{Declared, Source};

/// How provisions are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manner {
    /// Made-up words of no language, each drawn by itself, from a vocabulary that grows with the square root of the text
    /// (Heaps' law). Provisions that do not belong together have only frequent words in common, so that alignment is easy.
    #[default]
    Syllables,
    /// Recommendations in English, as reviews collect by the thousand: a few formulas that most of them open with, some
    /// hundred themes, the same request made by several States in other words, and who makes it in brackets at the end.
    Formulas,
}

/// What to make. Shares lie between 0 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// How provisions are worded.
    pub manner: Manner,
    /// What the choices depend on.
    pub seed: u64,
    /// How many provisions the old document has.
    pub provisions: usize,
    /// How many words a provision has on average, at least one. Of syllables each has between half and one and a half as
    /// many; of formulas most do, none has fewer than its formula, and who proposes it is not counted.
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
            manner: Manner::Syllables,
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
    /// The old document: a list of units. Their ids are their places, counted from 0; in the manner of formulas
    /// 100.1, 100.2 and so on.
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

/// Where a manner's words come from. A word is a number, so that both manners are changed and moved in the same way.
trait Wording {
    /// A new provision of so many words on average.
    fn provision(&mut self, words: usize, random: &mut fastrand::Rng) -> Vec<usize>;

    /// A word, as often as it comes up in provisions.
    fn word(&self, random: &mut fastrand::Rng) -> usize;

    /// One provision of several.
    fn joined(&mut self, parts: &[Vec<usize>]) -> Vec<usize>;

    /// The label of the provision at a place, counted from 0.
    fn label(&self, at: usize) -> String;

    /// The provision at a place as a text. What it was made from tells who proposes it.
    fn text(&self, at: usize, made: &Made) -> String;
}

impl Recipe {
    /// A thousand recommendations as reviews have them: formulas, 23 words, a fifth of them changed, and a little of
    /// everything else.
    pub fn like_life() -> Self {
        Recipe { manner: Manner::Formulas, words: 23, changed: 0.2, ..Recipe::default() }
    }

    /// Makes the pair.
    pub fn make(&self) -> Generated {
        match self.manner {
            Manner::Syllables => self.make_of(&mut Vocabulary::for_words(self.provisions * self.words)),
            Manner::Formulas => self.make_of(&mut Formulas::new(self.seed)),
        }
    }

    fn make_of(&self, wording: &mut impl Wording) -> Generated {
        let mut random = fastrand::Rng::with_seed(self.seed);
        let old: Vec<Vec<usize>> = (0..self.provisions).map(|_| wording.provision(self.words, &mut random)).collect();
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
                    made.push(Made { from: vec![at], words: self.edited(part, wording, &mut random) });
                    rest = after;
                }
                made.push(Made { from: vec![at], words: self.edited(rest, wording, &mut random) });
                at += 1;
            } else if choice < merged && at + 1 < old.len() {
                let from: Vec<usize> = (at..(at + self.several(&mut random)).min(old.len())).collect();
                let whole = wording.joined(&old[at..at + from.len()]);
                at += from.len();
                made.push(Made { from, words: self.edited(&whole, wording, &mut random) });
            } else {
                made.push(Made { from: vec![at], words: self.edited(&old[at], wording, &mut random) });
                at += 1;
            }
        }
        let moved: Vec<bool> = made.iter().map(|_| random.f64() < self.moved).collect();
        let (movers, mut stay): (Vec<_>, Vec<_>) = made.into_iter().zip(moved).partition(|(_, moves)| *moves);
        let added = (self.added * self.provisions as f64).round() as usize;
        let fresh = (0..added).map(|_| {
            let words = wording.provision(self.words, &mut random);
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
        let truth = truth(&new, old.len());
        let old = old.into_iter().enumerate().map(|(at, words)| Made { from: vec![at], words });
        Generated { truth, old: source("old", old, wording), new: source("new", new.into_iter(), wording) }
    }

    /// How many provisions one becomes, or become one. Of two there is no choice to make.
    fn several(&self, random: &mut fastrand::Rng) -> usize {
        if self.parts > 2 { random.usize(2..=self.parts) } else { 2 }
    }

    /// The words after drafting: each may be replaced, taken out, or followed by another. At least one is
    /// left.
    fn edited(&self, words: &[usize], wording: &impl Wording, random: &mut fastrand::Rng) -> Vec<usize> {
        let mut edited = Vec::with_capacity(words.len());
        for &word in words {
            match random.f64() < self.changed {
                false => edited.push(word),
                true => match random.u8(0..3) {
                    0 => edited.push(wording.word(random)),
                    1 => {}
                    _ => edited.extend([word, wording.word(random)]),
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

/// A document of its provisions, as a list of units.
fn source(id: &str, provisions: impl Iterator<Item = Made>, wording: &impl Wording) -> Source {
    let mut lines = Vec::new();
    for (at, made) in provisions.enumerate() {
        let unit = Unit { id: wording.label(at), text: &wording.text(at, &made) };
        serde_json::to_writer(&mut lines, &unit).expect("a text serializes");
        lines.push(b'\n');
    }
    Source { id: id.into(), path: format!("{id}.jsonl").into(), bytes: lines, declared: Declared::default() }
}

/// By how many ranks the most frequent words of texts are levelled (Mandelbrot 1953).
const OFFSET: f64 = 2.7;

/// Ranks as Zipf's law draws them: the first is the most frequent.
struct Ranks {
    /// The sum of the frequencies up to each rank, as a share of all.
    up_to: Vec<f64>,
}

impl Ranks {
    /// That many of them, at least one.
    fn of(size: usize, offset: f64) -> Self {
        let mut sum = 0.0;
        let sums: Vec<f64> = (0..size)
            .map(|rank| {
                sum += 1.0 / (rank as f64 + offset);
                sum
            })
            .collect();
        Ranks { up_to: sums.into_iter().map(|value| value / sum).collect() }
    }

    fn draw(&self, random: &mut fastrand::Rng) -> usize {
        let at = random.f64();
        self.up_to.partition_point(|&share| share <= at).min(self.up_to.len() - 1)
    }
}

/// Words by their rank.
struct Vocabulary {
    ranks: Ranks,
}

impl Vocabulary {
    fn for_words(count: usize) -> Self {
        Vocabulary { ranks: Ranks::of((30.0 * (count as f64).sqrt()) as usize + 50, OFFSET) }
    }
}

impl Wording for Vocabulary {
    fn provision(&mut self, words: usize, random: &mut fastrand::Rng) -> Vec<usize> {
        let count = random.usize((words / 2).max(1)..=(words * 3 / 2).max(1));
        (0..count).map(|_| self.word(random)).collect()
    }

    fn word(&self, random: &mut fastrand::Rng) -> usize {
        self.ranks.draw(random)
    }

    fn joined(&mut self, parts: &[Vec<usize>]) -> Vec<usize> {
        parts.concat()
    }

    fn label(&self, at: usize) -> String {
        at.to_string()
    }

    fn text(&self, _at: usize, made: &Made) -> String {
        sentence(made.words.iter().map(|&rank| word(rank))) + "."
    }
}

/// Words as a sentence without its full stop: the first in a capital.
fn sentence(words: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word.as_ref());
    }
    if let Some(first) = text.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
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
    use std::collections::BTreeSet;

    use sha2::{Digest, Sha256};

    use super::*;

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
    fn what_was_fitted_on_stays_as_it_is() {
        let made = Recipe { provisions: 200, ..Recipe::default() }.make();
        let sum = |source: &Source| -> String {
            Sha256::digest(&source.bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
        };
        assert_eq!([sum(&made.old), sum(&made.new)], ["a34be949", "22582d34"]);
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
