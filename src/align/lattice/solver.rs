//! The solver: all ways through a lattice at once, and the best one. It sees numbers only.
//!
//! A lattice has a point for each pair of old and new provisions that may be the next ones to be taken. A path leads from its
//! beginning to its end by steps, which take some old and some new provisions together, and by gaps, which leave one
//! provision alone. Every step and gap has a score; the weight of a path is the exponential of the sum of its scores, and
//! its probability is its share of the weight of all paths. The sums over all paths are found by the forward-backward
//! algorithm (Baum 1972, Rabiner 1989), and the path that is expected to hold most that is right by decoding from the
//! posterior probabilities (Lember and Koloydenko 2014 compare such decoders).

use std::ops::Range;

/// How many old and how many new provisions a step takes, one of each at least.
pub(super) type Shape = (usize, usize);

/// The shapes that steps may have. The same with the sides swapped.
pub(super) const SHAPES: [Shape; 19] = [
    (1, 1),
    (1, 2),
    (2, 1),
    (1, 3),
    (3, 1),
    (1, 4),
    (4, 1),
    (1, 5),
    (5, 1),
    (1, 6),
    (6, 1),
    (1, 7),
    (7, 1),
    (1, 8),
    (8, 1),
    (2, 2),
    (2, 3),
    (3, 2),
    (3, 3),
];

/// The most provisions of one side in a step.
pub(super) const MOST: usize = 8;

/// The logarithm of nothing.
const NEVER: f64 = f64::NEG_INFINITY;

/// How unlikely a step is not worth counting, as a logarithm: a million of them come to less than one.
const NEGLIGIBLE: f64 = -14.0;

/// What a path has left alone since its last step: nothing, old ones, new ones, or both.
const STEP: usize = 0;
const OLD: usize = 1;
const NEW: usize = 2;
const BOTH: usize = 3;
const STATES: usize = 4;

/// The scores of a gap: as the first one of its side since the last step, and as a further one.
const FIRST: usize = 0;
const FURTHER: usize = 1;

/// The points of a lattice, and the steps that lead on from each.
pub(super) struct Lattice {
    /// For each number of old provisions behind, which numbers of new ones may be.
    rows: Vec<Range<usize>>,
    /// The first point of each row; one more than there are rows.
    offsets: Vec<usize>,
    /// The first step of each point; one more than there are points.
    starts: Vec<usize>,
    /// The shape of each step, by its place in [`SHAPES`].
    shapes: Vec<u8>,
    /// How many new provisions there are.
    columns: usize,
}

/// The scores of the steps of a lattice, and of leaving each provision alone.
pub(super) struct Scores<'a> {
    pub(super) steps: &'a [f64],
    /// For each old and each new provision: the first of a run that is left alone, and a further one.
    pub(super) gaps: [Vec<[f64; 2]>; 2],
}

/// How likely each step and each gap is.
pub(super) struct Posterior {
    /// The logarithm of the weight of all paths.
    pub(super) total: f64,
    pub(super) steps: Vec<f64>,
    pub(super) gaps: [Vec<[f64; 2]>; 2],
}

/// A step by the point it leads on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) old: usize,
    pub(super) new: usize,
    /// Which step of the lattice it is.
    pub(super) step: usize,
}

impl Lattice {
    /// A lattice with these points. `steps` holds for each row, and in it for each point, the shapes of the steps that
    /// lead on from there, all of which end in the lattice; the last row may have none.
    pub(super) fn new(rows: Vec<Range<usize>>, steps: &[Vec<Vec<u8>>]) -> Self {
        let mut offsets = vec![0];
        for row in &rows {
            offsets.push(offsets[offsets.len() - 1] + row.len());
        }
        let mut starts = vec![0];
        let mut shapes = Vec::new();
        for (row, steps) in rows.iter().zip(steps) {
            for at in 0..row.len() {
                shapes.extend(steps.get(at).into_iter().flatten());
                starts.push(shapes.len());
            }
        }
        starts.resize(offsets[rows.len()] + 1, shapes.len());
        let columns = rows.last().map_or(0, |row| row.end - 1);
        Lattice { rows, offsets, starts, shapes, columns }
    }

    /// The number of old and of new provisions.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.rows.len() - 1, self.columns)
    }

    pub(super) fn row(&self, old: usize) -> Range<usize> {
        self.rows[old].clone()
    }

    /// The place of a point in lists that hold all, if the lattice has it.
    pub(super) fn point(&self, old: usize, new: usize) -> Option<usize> {
        let row = self.rows.get(old)?;
        row.contains(&new).then(|| self.offsets[old] + new - row.start)
    }

    /// The steps that lead on from a point.
    pub(super) fn steps(&self, point: usize) -> Range<usize> {
        self.starts[point]..self.starts[point + 1]
    }

    /// How many points there are.
    pub(super) fn points(&self) -> usize {
        self.offsets[self.rows.len()]
    }

    pub(super) fn shape(&self, step: usize) -> Shape {
        SHAPES[usize::from(self.shapes[step])]
    }

    /// Whether an old provision may be left alone behind a new one that was: only at the lattice's edge, where the path
    /// that leaves the old ones alone first has no room.
    fn turns(&self, old: usize, new: usize) -> bool {
        new > 0 && self.point(old + 1, new - 1).is_none()
    }

    /// The gaps that lead on from a point: to which state, from which one, and whether as a further one of its run.
    /// `is_old` tells the side of what is left alone.
    fn gaps(&self, old: usize, new: usize, is_old: bool) -> &'static [(usize, usize, usize)] {
        match (is_old, self.turns(old, new)) {
            (true, false) => &[(STEP, OLD, FIRST), (OLD, OLD, FURTHER)],
            (true, true) => &[(STEP, OLD, FIRST), (OLD, OLD, FURTHER), (NEW, BOTH, FIRST), (BOTH, BOTH, FURTHER)],
            (false, _) => &[(STEP, NEW, FIRST), (NEW, NEW, FURTHER), (OLD, BOTH, FIRST), (BOTH, BOTH, FURTHER)],
        }
    }

    /// How likely each step and each gap is.
    ///
    /// Of what is left alone between two steps the old ones stand first, so that there is one path for one alignment.
    pub(super) fn posterior(&self, scores: &Scores<'_>) -> Posterior {
        let (old_count, new_count) = self.size();
        let mut forward = vec![[NEVER; STATES]; self.points()];
        forward[0][STEP] = 0.0;
        for old in 0..=old_count {
            for new in self.row(old) {
                let point = self.offsets[old] + new - self.rows[old].start;
                let here = forward[point];
                let all = sum(&here);
                if all == NEVER {
                    continue;
                }
                for (side, next) in [self.point(old + 1, new), self.point(old, new + 1)].into_iter().enumerate() {
                    let Some(next) = next else { continue };
                    let score = scores.gaps[side][[old, new][side]];
                    for &(from, to, run) in self.gaps(old, new, side == 0) {
                        add(&mut forward[next][to], here[from] + score[run]);
                    }
                }
                for step in self.steps(point) {
                    let (a, b) = self.shape(step);
                    if let Some(next) = self.point(old + a, new + b) {
                        add(&mut forward[next][STEP], all + scores.steps[step]);
                    }
                }
            }
        }
        let total = sum(&forward[self.points() - 1]);
        let mut backward = vec![[NEVER; STATES]; self.points()];
        backward[self.points() - 1] = [0.0; STATES];
        let mut posterior = Posterior {
            total,
            steps: vec![0.0; scores.steps.len()],
            gaps: [vec![[0.0; 2]; old_count], vec![[0.0; 2]; new_count]],
        };
        for old in (0..=old_count).rev() {
            for new in self.row(old).rev() {
                let point = self.offsets[old] + new - self.rows[old].start;
                let here = forward[point];
                let all = sum(&here);
                if all == NEVER {
                    continue;
                }
                let share = |value: f64| if value - total < NEGLIGIBLE { 0.0 } else { (value - total).exp() };
                let mut behind = backward[point];
                for (side, next) in [self.point(old + 1, new), self.point(old, new + 1)].into_iter().enumerate() {
                    let Some(next) = next else { continue };
                    let place = [old, new][side];
                    for &(from, to, run) in self.gaps(old, new, side == 0) {
                        let on = scores.gaps[side][place][run] + backward[next][to];
                        add(&mut behind[from], on);
                        posterior.gaps[side][place][run] += share(here[from] + on);
                    }
                }
                let mut by_steps = NEVER;
                for step in self.steps(point) {
                    let (a, b) = self.shape(step);
                    if let Some(next) = self.point(old + a, new + b) {
                        let on = scores.steps[step] + backward[next][STEP];
                        add(&mut by_steps, on);
                        posterior.steps[step] = share(all + on);
                    }
                }
                behind.iter_mut().for_each(|state| add(state, by_steps));
                backward[point] = behind;
            }
        }
        posterior
    }

    /// The path whose steps are worth most in sum; what is left alone is worth nothing.
    pub(super) fn best(&self, worth: impl Fn(Taken) -> f64) -> Vec<Taken> {
        let (old_count, new_count) = self.size();
        let mut best = vec![f64::NEG_INFINITY; self.points()];
        let mut came: Vec<Option<Taken>> = vec![None; self.points()];
        best[0] = 0.0;
        let mut reached_by_gap = vec![0u8; self.points()];
        for old in 0..=old_count {
            for new in self.row(old) {
                let point = self.offsets[old] + new - self.rows[old].start;
                let here = best[point];
                if here == f64::NEG_INFINITY {
                    continue;
                }
                for (side, next) in [(1, self.point(old + 1, new)), (2, self.point(old, new + 1))] {
                    if let Some(next) = next
                        && here > best[next]
                    {
                        (best[next], came[next], reached_by_gap[next]) = (here, None, side);
                    }
                }
                for step in self.steps(point) {
                    let taken = Taken { old, new, step };
                    let (a, b) = self.shape(step);
                    let value = here + worth(taken);
                    if let Some(next) = self.point(old + a, new + b)
                        && value > best[next]
                    {
                        (best[next], came[next], reached_by_gap[next]) = (value, Some(taken), 0);
                    }
                }
            }
        }
        let mut path = Vec::new();
        let (mut old, mut new) = (old_count, new_count);
        while (old, new) != (0, 0) {
            let Some(point) = self.point(old, new) else { break };
            match (came[point], reached_by_gap[point]) {
                (Some(taken), _) => {
                    path.push(taken);
                    (old, new) = (taken.old, taken.new);
                }
                (None, 1) => old -= 1,
                (None, _) => new -= 1,
            }
        }
        path.reverse();
        path
    }
}

/// Adds a weight to another, both as logarithms.
fn add(to: &mut f64, value: f64) {
    let (high, low) = if *to > value { (*to, value) } else { (value, *to) };
    // What is smaller by more than this is lost in the last digit; nothing at all is as well.
    let apart = low - high;
    *to = if apart >= -36.0 { high + apart.exp().ln_1p() } else { high };
}

fn sum(values: &[f64; STATES]) -> f64 {
    values.iter().fold(NEVER, |mut all, &value| {
        add(&mut all, value);
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two by two provisions with every step there is room for, which score what `score` says.
    fn two_by_two(score: impl Fn(usize, usize, Shape) -> f64) -> (Lattice, Vec<f64>) {
        let mut steps = Vec::new();
        let mut scores = Vec::new();
        for old in 0..3 {
            let mut row = Vec::new();
            for new in 0..3 {
                let fits = |&(_, &(a, b)): &(usize, &Shape)| old + a <= 2 && new + b <= 2;
                let here: Vec<(usize, &Shape)> = SHAPES.iter().enumerate().filter(fits).collect();
                scores.extend(here.iter().map(|&(_, &shape)| score(old, new, shape)));
                row.push(here.into_iter().map(|(at, _)| at as u8).collect());
            }
            steps.push(row);
        }
        (Lattice::new(vec![0..3; 3], &steps), scores)
    }

    /// The posterior where leaving alone costs nothing.
    fn posterior(lattice: &Lattice, steps: &[f64]) -> Posterior {
        let (old, new) = lattice.size();
        lattice.posterior(&Scores { steps, gaps: [vec![[0.0; 2]; old], vec![[0.0; 2]; new]] })
    }

    #[test]
    fn where_all_scores_are_nothing_every_alignment_is_as_likely() {
        let (lattice, scores) = two_by_two(|_, _, _| 0.0);
        let posterior = posterior(&lattice, &scores);
        // None linked; one pair, of four; two pairs; one to two, of two; two to one, of two; two to two.
        let alignments = 1 + 4 + 1 + 2 + 2 + 1;
        assert!((posterior.total - f64::from(alignments).ln()).abs() < 1e-9);
        let sum: f64 = posterior.steps.iter().sum();
        assert!((sum - f64::from(4 + 2 + 2 + 2 + 1) / f64::from(alignments)).abs() < 1e-9);
    }

    #[test]
    fn each_provision_is_taken_or_left_alone() {
        let (lattice, scores) = two_by_two(|old, new, _| if old == new { 2.0 } else { -1.0 });
        let posterior = posterior(&lattice, &scores);
        let alone = posterior.gaps[0][0][0] + posterior.gaps[0][0][1];
        let taken: f64 = (0..3)
            .filter_map(|new| lattice.point(0, new))
            .flat_map(|point| lattice.steps(point))
            .map(|step| posterior.steps[step])
            .sum();
        assert!((alone + taken - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_best_path_takes_what_is_worth_most() {
        let (lattice, _) = two_by_two(|_, _, _| 0.0);
        let path = lattice.best(|taken| match (taken.old, taken.new, lattice.shape(taken.step)) {
            (0, 0, (1, 1)) | (1, 1, (1, 1)) => 1.0,
            (0, 0, (2, 2)) => 1.5,
            _ => -1.0,
        });
        assert_eq!(path.iter().map(|taken| (taken.old, taken.new)).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
        assert!(lattice.best(|_| -1.0).is_empty());
    }

    /// The sum over all alignments of a lattice by their definition: each side's first provision that is left alone between
    /// two steps scores as a first one, the others as further ones.
    fn by_definition(lattice: &Lattice, scores: &Scores<'_>, old: usize, new: usize) -> f64 {
        let (olds, news) = lattice.size();
        let run = |side: usize, from: usize, to: usize| -> f64 {
            (from..to).map(|at| scores.gaps[side][at][usize::from(at > from)]).sum()
        };
        let mut total = run(0, old, olds) + run(1, new, news);
        for at in old..olds {
            for there in new..news {
                let left = run(0, old, at) + run(1, new, there);
                for step in lattice.point(at, there).map_or(0..0, |point| lattice.steps(point)) {
                    let (a, b) = lattice.shape(step);
                    add(&mut total, left + scores.steps[step] + by_definition(lattice, scores, at + a, there + b));
                }
            }
        }
        total
    }

    #[test]
    fn the_sum_over_all_paths_is_that_of_all_alignments() {
        let mut random = fastrand::Rng::with_seed(4);
        // The whole square, and a band of one beside the diagonal.
        for stray in [4usize, 1] {
            let rows: Vec<Range<usize>> =
                (0..5usize).map(|at| at.saturating_sub(stray)..(at + stray + 1).min(5)).collect();
            let steps: Vec<Vec<Vec<u8>>> = (0..5)
                .map(|old| {
                    let fits = |new: usize, (a, b): Shape| old + a < 5 && rows[old + a].contains(&(new + b));
                    let here = |new: usize| (0..SHAPES.len()).filter(move |&at| fits(new, SHAPES[at]));
                    rows[old].clone().map(|new| here(new).map(|at| at as u8).collect()).collect()
                })
                .collect();
            let lattice = Lattice::new(rows.clone(), &steps);
            let count = steps.iter().flatten().flatten().count();
            let mut score = || 4.0 * random.f64() - 2.0;
            let steps: Vec<f64> = (0..count).map(|_| score()).collect();
            let gaps = [0, 1].map(|_| (0..4).map(|_| [score(), score()]).collect());
            let scores = Scores { steps: &steps, gaps };
            let posterior = lattice.posterior(&scores);
            assert!((posterior.total - by_definition(&lattice, &scores, 0, 0)).abs() < 1e-9);
            // The probability of a gap is the slope of the sum by its score.
            let mut higher = Scores { steps: &steps, gaps: scores.gaps.clone() };
            higher.gaps[1][2][0] += 1e-6;
            let slope = (lattice.posterior(&higher).total - posterior.total) / 1e-6;
            assert!((slope - posterior.gaps[1][2][0]).abs() < 1e-4);
        }
    }
}
