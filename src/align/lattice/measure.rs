//! Measures the features of all steps and gaps that a path through two texts may be made of.

use std::ops::Range;

use rayon::prelude::*;

use super::bags::{Scratch, Space, ratio, runs_of_letters};
use super::features::{GROUP, GapFeatures, STEP, StepFeatures};
use super::solver::{Lattice, MOST, SHAPES, Shape};
use crate::align::counterparts::Counterparts;
use crate::align::signal::section_likeness;
use crate::align::text::{Prepared, Text};

/// Mutual best ones that are less alike than this tell nothing about the documents.
const NOTHING_ALIKE: f64 = 0.05;

/// A step of several is looked at if so much of the wording of its ends stands on the other side.
const WORTH_A_LOOK: f64 = 0.08;

/// How many of the best other counterparts tell how like a provision is to anything.
const OTHERS: usize = 4;

/// How many best counterparts of a provision are kept: one outside of any run that a step takes is among them.
const KEPT: usize = MOST + 1;

/// What is known of the two documents as wholes.
pub(super) struct Whole {
    /// How closely they agree, from 0 to 1.
    pub(super) closeness: f64,
    /// How much longer the new wording is, as a logarithm.
    pub(super) length_ratio: f64,
    /// How much of each is likely to have a counterpart, from 0 to 1.
    pub(super) kept: [f64; 2],
    /// Links in order that are likely.
    pub(super) anchors: Vec<(usize, usize)>,
}

/// A lattice; what was made of the features of its steps; and the features of its gaps, but for those that are not known of
/// a provision by itself.
pub(super) struct Measured<T> {
    pub(super) lattice: Lattice,
    pub(super) steps: Vec<T>,
    pub(super) gaps: [Vec<GapFeatures>; 2],
}

/// Measures all that a path through `sides` may be made of, in the rows of the lattice.
pub(super) fn measure<T: Send>(
    prepared: &Prepared<'_>,
    sides: [&[usize]; 2],
    rows: Vec<Range<usize>>,
    whole: &Whole,
    make: impl Fn(&StepFeatures) -> T + Sync,
) -> Measured<T> {
    let all = [&prepared.old, &prepared.new];
    let texts = [0, 1].map(|side: usize| sides[side].iter().map(|&at| &all[side][at]).collect::<Vec<&Text>>());
    let weights = (0..prepared.vocabulary.len() as u32).map(|term| prepared.index.weight(term)).collect();
    let words = Space::new(weights, [0, 1].map(|side: usize| texts[side].iter().map(|text| text.counts()).collect()));
    let (weights, runs) = runs_of_letters(&texts);
    let letters =
        Space::new(weights, [0, 1].map(|side: usize| runs[side].iter().map(|text| text.as_slice()).collect()));
    let shared = [words.shared(&rows), letters.shared(&rows)];
    let (best, contained) = (Default::default(), Default::default());
    let mut measure = Measure { shared, rows: &rows, words, letters, texts: &texts, whole, best, contained };
    measure.meet();
    let gaps = [0, 1].map(|side| measure.gaps(side));
    let (shapes, steps): (Vec<Vec<Vec<u8>>>, Vec<Vec<T>>) = (0..texts[0].len())
        .into_par_iter()
        .map_init(|| Scratch::new(measure.words.weights.len()), |scratch, old| measure.row(old, scratch, &make))
        .unzip();
    let steps = steps.into_iter().flatten().collect();
    Measured { lattice: Lattice::new(rows, &shapes), steps, gaps }
}

struct Measure<'a> {
    /// By words and by letters, what each pair shares.
    shared: [Vec<Vec<f32>>; 2],
    rows: &'a [Range<usize>],
    words: Space<'a>,
    letters: Space<'a>,
    texts: &'a [Vec<&'a Text>; 2],
    whole: &'a Whole,
    /// For each provision of either side, its best counterparts within the rows.
    best: [Vec<Counterparts<KEPT>>; 2],
    /// And the largest share of its words that one of the other side has.
    contained: [Vec<f64>; 2],
}

/// By which bags something is measured.
const WORDS: usize = 0;
const LETTERS: usize = 1;

impl Measure<'_> {
    fn totals(&self, space: usize) -> &[Vec<f64>; 2] {
        if space == WORDS { &self.words.totals } else { &self.letters.totals }
    }

    fn shared(&self, space: usize, old: usize, new: usize) -> f64 {
        let at = new.checked_sub(self.rows[old].start);
        at.and_then(|at| self.shared[space][old].get(at)).copied().map_or(0.0, f64::from)
    }

    /// The weighted Dice coefficient of a pair.
    fn dice(&self, space: usize, old: usize, new: usize) -> f64 {
        let [olds, news] = self.totals(space);
        ratio(2.0 * self.shared(space, old, new), olds[old] + news[new])
    }

    /// Finds the best counterparts.
    fn meet(&mut self) {
        let [olds, news] = &self.words.totals;
        let mut best = [olds.len(), news.len()].map(|count| vec![Counterparts::default(); count]);
        let mut contained = [olds.len(), news.len()].map(|count| vec![0f64; count]);
        for old in 0..olds.len() {
            for new in self.rows[old].start..self.rows[old].end.min(news.len()) {
                let shared = self.shared(WORDS, old, new);
                let likeness = 0.5 * (self.dice(WORDS, old, new) + self.dice(LETTERS, old, new));
                best[0][old].meet(new, likeness);
                best[1][new].meet(old, likeness);
                contained[0][old] = contained[0][old].max(ratio(shared, olds[old]));
                contained[1][new] = contained[1][new].max(ratio(shared, news[new]));
            }
        }
        (self.best, self.contained) = (best, contained);
    }

    /// Whether each is the other's best.
    fn is_mutual(&self, old: usize, new: usize) -> bool {
        let is_best = |side: usize, at: usize, other: usize| {
            self.best[side][at].best().is_some_and(|(likeness, best)| best == other && likeness >= NOTHING_ALIKE)
        };
        is_best(0, old, new) && is_best(1, new, old)
    }

    /// The steps that lead on from each point of a row, and what is made of their features.
    fn row<T>(&self, old: usize, scratch: &mut Scratch, make: impl Fn(&StepFeatures) -> T) -> (Vec<Vec<u8>>, Vec<T>) {
        let mut made = Vec::new();
        let ends_inside =
            |new: usize, (a, b): Shape| self.rows.get(old + a).is_some_and(|row| row.contains(&(new + b)));
        let shapes = self.rows[old].clone().map(|new| {
            let mut shapes = Vec::new();
            for (at, &shape) in SHAPES.iter().enumerate() {
                if !ends_inside(new, shape) {
                    continue;
                }
                if shape == (1, 1) {
                    made.push(make(&self.pair(old, new)));
                    shapes.push(at as u8);
                } else if self.is_worth_a_look(old, new, shape) {
                    made.push(make(&self.group(old, new, shape, scratch)));
                    shapes.push(at as u8);
                }
            }
            shapes
        });
        (shapes.collect(), made)
    }

    /// Whether the first and the last of several have something in common with the other side.
    fn is_worth_a_look(&self, old: usize, new: usize, (a, b): Shape) -> bool {
        let share = |side: usize, at: usize| {
            let shares = [WORDS, LETTERS].map(|space| {
                let shared: f64 = match side {
                    0 => (new..new + b).map(|there| self.shared(space, at, there)).sum(),
                    _ => (old..old + a).map(|here| self.shared(space, here, at)).sum(),
                };
                ratio(shared, self.totals(space)[side][at])
            });
            shares[0].max(shares[1])
        };
        let has = |side: usize, first: usize, count: usize| {
            count == 1 || share(side, first) >= WORTH_A_LOOK && share(side, first + count - 1) >= WORTH_A_LOOK
        };
        has(0, old, a) && has(1, new, b)
    }

    /// How far the lengths are from what the documents' would have, as a logarithm.
    fn length(&self, olds: Range<usize>, news: Range<usize>) -> f64 {
        let length = |side: usize, run: Range<usize>| {
            self.texts[side][run].iter().map(|text| text.length()).sum::<usize>() as f64 + 10.0
        };
        (length(0, olds).ln() - length(1, news).ln() + self.whole.length_ratio).abs()
    }

    /// From 1 for two that stand under the same heading to -1 for two under headings without a word in common; 0 if a
    /// side has none.
    fn section(&self, old: usize, new: usize) -> f64 {
        let (old, new) = (&self.texts[0][old].section, &self.texts[1][new].section);
        if old.is_empty() || new.is_empty() { 0.0 } else { 2.0 * section_likeness(old, new) - 1.0 }
    }

    fn pair(&self, old: usize, new: usize) -> StepFeatures {
        let [olds, news] = &self.words.totals;
        let [here, there] = [&self.best[0][old], &self.best[1][new]];
        let words = self.dice(WORDS, old, new);
        let length = self.texts[0][old].length().min(self.texts[1][new].length());
        let values = [
            self.section(old, new),
            1.0,
            words,
            self.dice(LETTERS, old, new),
            ratio(self.shared(WORDS, old, new), olds[old].min(news[new])),
            self.length(old..old + 1, new..new + 1),
            0.5 * (here.mean_of_others(new, OTHERS) + there.mean_of_others(old, OTHERS)),
            f64::from(u8::from(self.is_mutual(old, new))),
            shortness(length),
            words * self.whole.closeness,
        ];
        features(0, &values)
    }

    fn group(&self, old: usize, new: usize, (a, b): Shape, scratch: &mut Scratch) -> StepFeatures {
        let (olds, news) = (old..old + a, new..new + b);
        let [old_totals, new_totals] = &self.words.totals;
        let mut dice = |olds: Range<usize>, news: Range<usize>| {
            let total: f64 =
                old_totals[olds.clone()].iter().sum::<f64>() + new_totals[news.clone()].iter().sum::<f64>();
            ratio(2.0 * scratch.shared(&self.words, olds, news), total)
        };
        let words = dice(olds.clone(), news.clone());
        // The best that is had without the first or the last of the longer side.
        let mut without = 0f64;
        if a >= b {
            without = without.max(dice(old + 1..old + a, news.clone())).max(dice(old..old + a - 1, news.clone()));
        }
        if b >= a {
            without = without.max(dice(olds.clone(), new + 1..new + b)).max(dice(olds.clone(), new..new + b - 1));
        }
        let [old_letters, new_letters] = &self.letters.totals;
        let (mut shares, mut least, mut letters, mut rivals) = (0.0, 1f64, 0.0, 0.0);
        for at in olds.clone() {
            let share = ratio(scratch.shared(&self.words, at..at + 1, news.clone()), old_totals[at]);
            let by_letters: f64 = news.clone().map(|there| self.shared(LETTERS, at, there)).sum();
            shares += share;
            least = least.min(share);
            letters += ratio(by_letters, old_letters[at]).min(1.0);
            rivals += self.best[0][at].outside(&news);
        }
        for there in news.clone() {
            let share = ratio(scratch.shared(&self.words, olds.clone(), there..there + 1), new_totals[there]);
            let by_letters: f64 = olds.clone().map(|at| self.shared(LETTERS, at, there)).sum();
            shares += share;
            least = least.min(share);
            letters += ratio(by_letters, new_letters[there]).min(1.0);
            rivals += self.best[1][there].outside(&olds);
        }
        let size = (a + b - 2) as f64;
        let kind = match (a.min(b), a.max(b)) {
            (1, 2) => 0,
            (1, 3) => 1,
            (1, _) => 2,
            _ => 3,
        };
        let mut values = [0.0; STEP.len() - GROUP];
        values[kind] = 1.0;
        let measured = [
            words,
            letters,
            shares,
            least,
            words - without,
            self.length(olds, news),
            size,
            rivals,
            size * self.whole.closeness,
        ];
        values[STEP.len() - GROUP - measured.len()..].copy_from_slice(&measured);
        let mut features = features(GROUP, &values);
        features[0] = self.section(old, new) as f32;
        features
    }

    fn gaps(&self, side: usize) -> Vec<GapFeatures> {
        let closeness = self.whole.closeness;
        let lacking = self.lacking(side);
        let gap = |at: usize| {
            let likeness = self.best[side][at].best().map_or(0.0, |(likeness, _)| likeness);
            let values = [
                0.0,
                1.0,
                closeness,
                likeness,
                likeness * closeness,
                self.contained[side][at],
                shortness(self.texts[side][at].length()),
                1.0 - self.whole.kept[side],
                lacking[at] * closeness,
                0.0,
                0.0,
            ];
            values.map(|value| value as f32)
        };
        (0..self.texts[side].len()).map(gap).collect()
    }

    /// For each provision of a side, how much of what stands between the anchors around it the other side lacks between the
    /// same anchors, by length, as a share; none for an anchor.
    fn lacking(&self, side: usize) -> Vec<f64> {
        let ratio = if side == 0 { self.whole.length_ratio } else { -self.whole.length_ratio };
        let sums = [side, 1 - side].map(|side| {
            let mut sums = vec![0.0];
            for text in &self.texts[side] {
                sums.push(sums[sums.len() - 1] + text.length() as f64);
            }
            sums
        });
        let anchor = |&(old, new): &(usize, usize)| if side == 0 { [old, new] } else { [new, old] };
        let anchors: Vec<[usize; 2]> = self.whole.anchors.iter().map(anchor).collect();
        let ends = [sums[0].len() - 1, sums[1].len() - 1];
        let lacking = |at: usize| {
            let next = anchors.partition_point(|&[here, _]| here <= at);
            let before = next.checked_sub(1).map(|before| anchors[before]);
            if before.is_some_and(|[here, _]| here == at) {
                return 0.0;
            }
            let from = before.map_or([0, 0], |before| before.map(|at| at + 1));
            let to = anchors.get(next).copied().unwrap_or(ends);
            let length = |which: usize| sums[which][to[which]] - sums[which][from[which]];
            1.0 - ((length(1) + 10.0) / (length(0) * ratio.exp() + 10.0)).min(1.0)
        };
        (0..ends[0]).map(lacking).collect()
    }
}

fn features(from: usize, values: &[f64]) -> StepFeatures {
    let mut features = [0.0; STEP.len()];
    for (feature, value) in features[from..].iter_mut().zip(values) {
        *feature = *value as f32;
    }
    features
}

/// How short a text of so many letters is: 1 for nothing, one half for sixty.
fn shortness(length: usize) -> f64 {
    60.0 / (60.0 + length as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::lattice::features::GAP;
    use crate::analysis::Analysed;
    use crate::extract::of_texts;
    use crate::model::ProvisionIndex;

    const MILL: &str = "The mill grinds barley for the whole valley and takes a tenth of it.";
    const FERRY: &str = "Ferries carry mail across the strait free of charge.";
    const WELLS: &str = "Wells are cleaned each spring by those who draw from them.";
    const BELLS: &str = "Bells are rung in fog.";

    /// What is measured of two lists of texts, of which everything but the lengths is known, and these from the texts.
    fn measured(old: &[&str], new: &[&str], anchors: &[(usize, usize)]) -> Measured<StepFeatures> {
        let analysed = |id: &str, texts: &[&str]| {
            Analysed::of(of_texts(id, texts, Some("en")), &crate::analysis::Options::default())
        };
        let (old, new) = (analysed("old", old), analysed("new", new));
        let places = |document: &Analysed| ProvisionIndex::all(&document.provisions).collect::<Vec<_>>();
        let progress = crate::align::Progress::default();
        let prepared = Prepared::of((&old, &places(&old)), (&new, &places(&new)), progress.part(0.0, 1.0));
        let all = [prepared.old.len(), prepared.new.len()].map(|count| (0..count).collect::<Vec<_>>());
        let rows = crate::align::lattice::band::rows((all[0].len(), all[1].len()), anchors, 100);
        let whole = Whole { closeness: 0.5, length_ratio: 0.2, kept: [1.0, 0.75], anchors: anchors.to_vec() };
        measure(&prepared, [&all[0], &all[1]], rows, &whole, |features| *features)
    }

    fn named(step: &StepFeatures, name: &str) -> f64 {
        f64::from(step[STEP.iter().position(|known| *known == name).unwrap()])
    }

    fn near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-5
    }

    fn letters(text: &str) -> f64 {
        text.chars().filter(|letter| !letter.is_whitespace()).count() as f64
    }

    #[test]
    fn the_same_text_alone_is_wholly_alike_and_as_long() {
        let step = measured(&[MILL], &[MILL], &[]).steps[0];
        for name in ["pair.base", "pair.words", "pair.letters", "pair.contained", "pair.mutual"] {
            assert!(near(named(&step, name), 1.0), "{name}");
        }
        // The documents' own ratio is all that the lengths are off.
        assert!(near(named(&step, "pair.length"), 0.2) && near(named(&step, "pair.rivals"), 0.0));
        assert!(near(named(&step, "pair.short"), 60.0 / (60.0 + letters(MILL))));
        assert!(near(named(&step, "pair.words_close"), 0.5) && near(named(&step, "section"), 0.0));
    }

    #[test]
    fn rivals_are_the_best_others_of_both_sides() {
        let steps = measured(&[MILL], &[MILL, MILL], &[]).steps;
        // The new one is met by no other; the old one by one other, which is the same, of four that are looked at.
        assert!(near(named(&steps[0], "pair.rivals"), 0.5 / 4.0));
    }

    #[test]
    fn two_that_became_one_are_measured_as_wholes_and_each_by_itself() {
        let both = format!("{MILL} {FERRY}");
        let measured = measured(&[MILL, FERRY], &[&both], &[]);
        let group = measured.steps.iter().find(|step| named(step, "group.two") == 1.0).unwrap();
        assert!(near(named(group, "group.words"), 1.0) && near(named(group, "group.least"), 1.0));
        // The shares of both and of the whole.
        assert!(near(named(group, "group.shares"), 3.0));
        assert!(near(named(group, "group.size"), 1.0) && near(named(group, "group.close"), 0.5));
        assert!(near(named(group, "group.rivals"), 0.0) && named(group, "group.gain") > 0.1);
        let lengths = ((letters(MILL) + letters(FERRY) + 10.0) / (letters(&both) + 10.0)).ln();
        assert!(near(named(group, "group.length"), (lengths + 0.2).abs()));
        assert!(named(group, "group.three") == 0.0 && named(group, "pair.base") == 0.0);
    }

    #[test]
    fn what_the_other_side_lacks_is_told_between_anchors() {
        let measured = measured(&[MILL, FERRY, WELLS, BELLS], &[MILL, BELLS], &[(0, 0), (3, 1)]);
        let gap = |side: usize, at: usize, name: &str| {
            f64::from(measured.gaps[side][at][GAP.iter().position(|known| *known == name).unwrap()])
        };
        let between = letters(FERRY) + letters(WELLS);
        let lacking = 1.0 - 10.0 / (between * 0.2_f64.exp() + 10.0);
        for at in [1, 2] {
            assert!(near(gap(0, at, "gap.lacking"), 0.5 * lacking), "{at}");
        }
        assert_eq!([gap(0, 0, "gap.lacking"), gap(0, 3, "gap.lacking"), gap(1, 0, "gap.lacking")], [0.0; 3]);
        assert!(near(gap(0, 0, "gap.best"), 1.0) && near(gap(0, 0, "gap.best_close"), 0.5));
        assert!(near(gap(0, 0, "gap.contained"), 1.0) && near(gap(0, 0, "gap.short"), 60.0 / (60.0 + letters(MILL))));
        assert!(near(gap(0, 0, "gap.surplus"), 0.0) && near(gap(1, 0, "gap.surplus"), 0.25));
    }
}
