//! What else a provision is like: two texts that are only somewhat alike belong together if neither is nearly as like
//! any other, and two that are much alike need not if others are as well.

use crate::align::counterparts::Counterparts;

/// How many of a provision's other counterparts tell how like it is to anything.
const OTHERS: usize = 4;

/// For each provision, its best counterparts: one more than are looked at, since the one that is asked about may be among
/// them.
pub(in crate::align) struct Margin {
    of_old: Vec<Counterparts<{ OTHERS + 1 }>>,
    of_new: Vec<Counterparts<{ OTHERS + 1 }>>,
}

impl Margin {
    /// `likeness` gives pairs of an old and a new provision with how alike they are, from 0 to 1.
    pub(in crate::align) fn new(
        likeness: impl Iterator<Item = (usize, usize, f64)>,
        old_count: usize,
        new_count: usize,
    ) -> Self {
        let mut margin = Margin {
            of_old: vec![Counterparts::default(); old_count],
            of_new: vec![Counterparts::default(); new_count],
        };
        for (old, new, likeness) in likeness {
            margin.of_old[old].meet(new, likeness);
            margin.of_new[new].meet(old, likeness);
        }
        margin
    }

    /// How far a pair of this likeness is ahead of the best that either side could have instead: its part
    /// of the sum of both, 1 if there is no other, 0.5 if another is as good, below if another is better.
    pub(in crate::align) fn ahead(&self, old: usize, new: usize, likeness: f64) -> f64 {
        let rival = self.of_old[old].mean_of_others(new, 1).max(self.of_new[new].mean_of_others(old, 1));
        if likeness == 0.0 { 0.0 } else { likeness / (likeness + rival) }
    }

    /// How far a pair of this likeness stands out from what both sides are like otherwise: its part of the sum of it and
    /// the mean of each side's best others. This is the ratio margin of Artetxe and Schwenk (2019), who took a mean of
    /// neighbours from Conneau et al. (2018); by several others and not the runner-up alone, one more provision moves it
    /// little, and as a share it means the same however freely the text was reworded.
    pub(in crate::align) fn apart(&self, old: usize, new: usize, likeness: f64) -> f64 {
        let usual = 0.5 * (self.of_old[old].mean_of_others(new, OTHERS) + self.of_new[new].mean_of_others(old, OTHERS));
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
