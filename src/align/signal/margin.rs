//! What else a provision is like: two texts that are only somewhat alike belong together if neither is nearly as like
//! any other, and two that are much alike need not if others are as well.

/// How many of a provision's other counterparts tell how like it is to anything.
const OTHERS: usize = 4;

/// For each provision, its best counterparts.
pub(in crate::align) struct Margin {
    of_old: Vec<Best>,
    of_new: Vec<Best>,
}

/// The best counterparts with how alike they are, the best first: one more than are looked at, since the counterpart
/// that is asked about may be one of them.
#[derive(Clone, Copy, Default)]
struct Best([(f64, usize); OTHERS + 1]);

impl Best {
    fn meet(&mut self, which: usize, likeness: f64) {
        let at = self.0.partition_point(|&(other, _)| other >= likeness);
        if at < self.0.len() {
            self.0[at..].rotate_right(1);
            self.0[at] = (likeness, which);
        }
    }

    /// The likenesses of the best counterparts but one; where there are fewer, they are 0.
    fn others(&self, which: usize) -> [f64; OTHERS] {
        let mut others = self.0.iter().filter(|&&(likeness, other)| other != which && likeness > 0.0);
        std::array::from_fn(|_| others.next().map_or(0.0, |&(likeness, _)| likeness))
    }
}

impl Margin {
    /// `likeness` gives pairs of an old and a new provision with how alike they are, from 0 to 1.
    pub(in crate::align) fn new(
        likeness: impl Iterator<Item = (usize, usize, f64)>,
        old_count: usize,
        new_count: usize,
    ) -> Self {
        let mut margin = Margin { of_old: vec![Best::default(); old_count], of_new: vec![Best::default(); new_count] };
        for (old, new, likeness) in likeness {
            margin.of_old[old].meet(new, likeness);
            margin.of_new[new].meet(old, likeness);
        }
        margin
    }

    /// How far a pair of this likeness is ahead of the best that either side could have instead: its part
    /// of the sum of both, 1 if there is no other, 0.5 if another is as good, below if another is better.
    pub(in crate::align) fn ahead(&self, old: usize, new: usize, likeness: f64) -> f64 {
        let rival = self.of_old[old].others(new)[0].max(self.of_new[new].others(old)[0]);
        if likeness == 0.0 { 0.0 } else { likeness / (likeness + rival) }
    }

    /// How far a pair of this likeness stands out from what both sides are like otherwise: its part of the sum of it and
    /// the mean of each side's best others. This is the ratio margin of Artetxe and Schwenk (2019), who took a mean of
    /// neighbours from Conneau et al. (2018); by several others and not the runner-up alone, one more provision moves it
    /// little, and as a share it means the same however freely the text was reworded.
    pub(in crate::align) fn apart(&self, old: usize, new: usize, likeness: f64) -> f64 {
        let mean = |others: [f64; OTHERS]| others.iter().sum::<f64>() / OTHERS as f64;
        let usual = 0.5 * (mean(self.of_old[old].others(new)) + mean(self.of_new[new].others(old)));
        if likeness == 0.0 { 0.0 } else { likeness / (likeness + usual) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_without_a_rival_is_ahead_of_all() {
        let margin = Margin::new([(0, 0, 0.4), (1, 1, 0.8), (1, 2, 0.2)].into_iter(), 2, 3);
        assert_eq!(margin.ahead(0, 0, 0.4), 1.0);
        assert_eq!(margin.ahead(1, 1, 0.8), 0.8);
        assert_eq!(margin.ahead(1, 2, 0.2), 0.2);
    }

    #[test]
    fn what_is_like_everything_stands_out_less() {
        let crowd = (0..6).map(|new| (0, new, 0.5));
        let margin = Margin::new(crowd.chain([(1, 6, 0.5)]), 2, 7);
        assert_eq!(margin.apart(0, 0, 0.5), 0.5 / (0.5 + 0.25));
        assert_eq!(margin.apart(1, 6, 0.5), 1.0);
    }
}
