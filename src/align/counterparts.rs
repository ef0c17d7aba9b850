//! What a provision is most like on the other side.

use std::ops::Range;

/// The best counterparts of a provision with how alike they are, the best first; of equals, the one that was met first. What
/// is not alike at all is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counterparts<const KEPT: usize>([(f64, usize); KEPT]);

impl<const KEPT: usize> Default for Counterparts<KEPT> {
    fn default() -> Self {
        Counterparts([(0.0, usize::MAX); KEPT])
    }
}

impl<const KEPT: usize> Counterparts<KEPT> {
    pub(super) fn meet(&mut self, which: usize, likeness: f64) {
        let at = self.0.partition_point(|&(other, _)| other >= likeness);
        if at < KEPT {
            self.0[at..].rotate_right(1);
            self.0[at] = (likeness, which);
        }
    }

    /// The best one.
    pub(super) fn best(&self) -> Option<(f64, usize)> {
        self.met().next()
    }

    /// The likenesses of the best ones but this.
    pub(super) fn others(&self, which: usize) -> impl Iterator<Item = f64> + '_ {
        self.met().filter(move |&(_, other)| other != which).map(|(likeness, _)| likeness)
    }

    /// The mean likeness of so many of the best ones but this; what is lacking counts as 0.
    pub(super) fn mean_of_others(&self, which: usize, count: usize) -> f64 {
        self.others(which).take(count).sum::<f64>() / count as f64
    }

    /// The likeness of the best one outside a run, 0 if there is none.
    pub(super) fn outside(&self, run: &Range<usize>) -> f64 {
        self.met().find(|(_, other)| !run.contains(other)).map_or(0.0, |(likeness, _)| likeness)
    }

    fn met(&self) -> impl Iterator<Item = (f64, usize)> + '_ {
        self.0.iter().copied().take_while(|&(likeness, _)| likeness > 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept_and_the_first_of_equals_leads() {
        let mut counterparts = Counterparts::<3>::default();
        assert_eq!(counterparts.best(), None);
        for (which, likeness) in [(0, 0.2), (1, 0.5), (2, 0.0), (3, 0.5), (4, 0.4)] {
            counterparts.meet(which, likeness);
        }
        assert_eq!(counterparts.best(), Some((0.5, 1)));
        assert_eq!(counterparts.others(1).collect::<Vec<_>>(), [0.5, 0.4]);
        assert_eq!(counterparts.mean_of_others(3, 4), (0.5 + 0.4) / 4.0);
        assert_eq!((counterparts.outside(&(1..4)), counterparts.outside(&(0..5))), (0.4, 0.0));
    }
}
