//! The best alignment that keeps the order: for documents that were reworded, split and merged, but
//! hardly moved.
//!
//! Dynamic programming over both sequences, as sentence aligners have done since Gale and Church (1993):
//! a step takes some old and some new provisions together, or leaves one out. What a step gains is how
//! much more alike its two sides are than the pair of documents would have by leaving them alone.

use super::beads::Bead;
use super::neighbours::Neighbours;
use super::parameters::{Order, Parameters};
use super::signal::section_likeness;
use super::text::{Prepared, Text, shared_weight};
use crate::index::TermIndex;
use crate::language::Term;

/// The steps that take provisions together: how many old, how many new.
const STEPS: [(usize, usize); 8] = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1)];

/// The most provisions of one side in a step.
const MOST: usize = 4;

/// Aligns two sequences in order. The path goes through or near the pairs of neighbours that are fixed;
/// `taken` are provisions that are linked out of order and not to be had.
pub(super) fn align_in_order(
    prepared: &Prepared<'_>,
    neighbours: &Neighbours<'_>,
    taken: [&[bool]; 2],
    parameters: &Parameters,
) -> Vec<Bead> {
    let order = &parameters.order;
    let (old, new) = (Side::of(&prepared.old, taken[0]), Side::of(&prepared.new, taken[1]));
    let likeness = Likeness { index: &prepared.index, ratio: neighbours.length_ratio, order };
    let least = neighbours.least_likeness();
    let rows = ranges(&old, &new, &neighbours.fixed(), parameters.limits.band);
    let mut best: Vec<Vec<f64>> = rows.iter().map(|row| vec![f64::NEG_INFINITY; row.len()]).collect();
    let mut steps: Vec<Vec<(u8, u8)>> = rows.iter().map(|row| vec![(0, 0); row.len()]).collect();
    best[0][0] = 0.0;
    for i in 0..rows.len() {
        for j in rows[i].clone() {
            let value = best[i][j - rows[i].start];
            if value == f64::NEG_INFINITY {
                continue;
            }
            let mut reach = |a: usize, b: usize, gained: f64| {
                let Some(row) = rows.get(i + a).filter(|row| row.contains(&(j + b))) else { return };
                let cell = j + b - row.start;
                if value + gained > best[i + a][cell] {
                    best[i + a][cell] = value + gained;
                    steps[i + a][cell] = (a as u8, b as u8);
                }
            };
            reach(1, 0, 0.0);
            reach(0, 1, 0.0);
            for (a, b) in STEPS {
                if i + a <= old.count() && j + b <= new.count() {
                    let likeness = likeness.of(old.run(i, a), new.run(j, b));
                    let gained = a as f64 * (likeness - least[0]) + b as f64 * (likeness - least[1])
                        - order.padding * (a + b - 2) as f64;
                    reach(a, b, gained);
                }
            }
        }
    }
    let mut beads = Vec::new();
    let (mut i, mut j) = (old.count(), new.count());
    while i > 0 || j > 0 {
        let (a, b) = steps[i][j - rows[i].start];
        let (a, b) = (usize::from(a), usize::from(b));
        if a > 0 && b > 0 {
            beads.push(Bead { old: old.provisions[i - a..i].to_vec(), new: new.provisions[j - b..j].to_vec() });
        }
        i -= a;
        j -= b;
    }
    beads.reverse();
    beads
}

/// The provisions of one side that are to be had, and the runs of them as one text each.
struct Side {
    provisions: Vec<usize>,
    /// For each provision, the runs of one, two ... that begin with it.
    runs: Vec<Vec<Run>>,
}

/// Some provisions taken together.
struct Run {
    /// The words of the heading that the first stands under.
    section: Vec<Term>,
    counts: Vec<(Term, u32)>,
    weight: f64,
    length: f64,
}

impl Side {
    fn of(texts: &[Text], taken: &[bool]) -> Self {
        let provisions: Vec<usize> = (0..texts.len()).filter(|&at| !taken[at]).collect();
        let runs: Vec<Vec<Run>> = (0..provisions.len())
            .map(|start| {
                let mut runs: Vec<Run> = Vec::new();
                for &at in provisions[start..].iter().take(MOST) {
                    let text = &texts[at];
                    runs.push(match runs.last() {
                        Some(run) => run.and(text),
                        None => Run {
                            section: text.section.clone(),
                            counts: text.counts().to_vec(),
                            weight: text.weight(),
                            length: text.length() as f64,
                        },
                    });
                }
                runs
            })
            .collect();
        Side { provisions, runs }
    }

    fn count(&self) -> usize {
        self.provisions.len()
    }

    fn run(&self, start: usize, count: usize) -> &Run {
        &self.runs[start][count - 1]
    }
}

impl Run {
    fn and(&self, text: &Text) -> Run {
        let (mut i, mut j) = (0, 0);
        let (one, other) = (&self.counts, text.counts());
        let mut counts = Vec::with_capacity(one.len() + other.len());
        while i < one.len() || j < other.len() {
            match (one.get(i), other.get(j)) {
                (Some(&(a, n)), Some(&(b, m))) if a == b => {
                    counts.push((a, n + m));
                    i += 1;
                    j += 1;
                }
                (Some(&(a, n)), Some(&(b, _))) if a < b => {
                    counts.push((a, n));
                    i += 1;
                }
                (Some(&first), None) => {
                    counts.push(first);
                    i += 1;
                }
                (_, Some(&second)) => {
                    counts.push(second);
                    j += 1;
                }
                (None, None) => break,
            }
        }
        let section = self.section.clone();
        Run { section, counts, weight: self.weight + text.weight(), length: self.length + text.length() as f64 }
    }
}

/// How alike two runs are.
struct Likeness<'a> {
    index: &'a TermIndex,
    /// How much longer the new wording is, as a logarithm.
    ratio: f64,
    order: &'a Order,
}

impl Likeness<'_> {
    /// The weighted Dice coefficient, less the cost of unequal length, with regard to the headings.
    fn of(&self, old: &Run, new: &Run) -> f64 {
        let both = old.weight + new.weight;
        if both == 0.0 {
            return 0.0;
        }
        let shared = shared_weight(&old.counts, &new.counts, self.index);
        let unequal = ((old.length + 10.0).ln() - (new.length + 10.0).ln() + self.ratio).abs();
        let section = match old.section.is_empty() || new.section.is_empty() {
            true => 0.0,
            false => self.order.section * (2.0 * section_likeness(&old.section, &new.section) - 1.0),
        };
        2.0 * shared / both - self.order.length * unequal + section
    }
}

/// For each number of old provisions behind the path, which numbers of new ones may be. The path strays no further than
/// `band` provisions from the straight line between two fixed links.
fn ranges(old: &Side, new: &Side, fixed: &[(usize, usize)], band: usize) -> Vec<std::ops::Range<usize>> {
    let place = |side: &Side, provision: usize| side.provisions.partition_point(|&at| at < provision);
    let mut stops = vec![(0, 0)];
    stops.extend(fixed.iter().map(|&(i, j)| (place(old, i), place(new, j))));
    stops.push((old.count(), new.count()));
    let mut rows: Vec<Option<std::ops::Range<usize>>> = vec![None; old.count() + 1];
    for pair in stops.windows(2) {
        let ((i0, j0), (i1, j1)) = (pair[0], pair[1]);
        for (at, row) in
            rows.iter_mut().enumerate().take((i1 + MOST).min(old.count()) + 1).skip(i0.saturating_sub(MOST))
        {
            let share = if i1 > i0 { (at.clamp(i0, i1) - i0) as f64 / (i1 - i0) as f64 } else { 0.5 };
            let centre = j0 + (share * (j1 - j0) as f64) as usize;
            let from = j0.saturating_sub(MOST).max(centre.saturating_sub(band));
            let to = (j1 + MOST).min(centre + band).min(new.count());
            *row = Some(match row {
                Some(row) => row.start.min(from)..row.end.max(to + 1),
                None => from..to + 1,
            });
        }
    }
    // The stops reach from the first row to the last, so none is left out.
    let mut rows: Vec<std::ops::Range<usize>> = rows.into_iter().map(|row| row.unwrap_or(0..new.count() + 1)).collect();
    // The path begins and ends with both sides.
    rows[0].start = 0;
    if let Some(last) = rows.last_mut() {
        last.end = new.count() + 1;
    }
    // Each row can be reached from the one before it: it begins before that ends, and ends no earlier.
    for at in 1..rows.len() {
        rows[at].start = rows[at].start.max(rows[at - 1].start).min(rows[at - 1].end - 1);
        rows[at].end = rows[at].end.max(rows[at - 1].end);
    }
    rows
}
