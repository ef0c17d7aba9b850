//! The lead over rivals: two texts that are only somewhat alike belong together if neither is nearly as
//! like any other, and two that are much alike need not if others are as well.

/// For each provision, the likeness to its two best counterparts.
pub(in crate::align) struct Margin {
    of_old: Vec<Best>,
    of_new: Vec<Best>,
}

#[derive(Clone, Copy, Default)]
struct Best {
    first: f64,
    second: f64,
    /// Which counterpart is the best one.
    which: usize,
}

impl Best {
    fn meet(&mut self, which: usize, likeness: f64) {
        if likeness > self.first {
            *self = Best { first: likeness, second: self.first, which };
        } else if likeness > self.second {
            self.second = likeness;
        }
    }

    /// The best of all counterparts but one.
    fn without(self, which: usize) -> f64 {
        if self.which == which { self.second } else { self.first }
    }
}

impl Margin {
    /// `likeness` gives pairs of an old and a new provision with how alike they are, from 0 to 1.
    pub(in crate::align) fn new(
        likeness: impl Iterator<Item = (usize, usize, f64)>,
        old_count: usize,
        new_count: usize,
    ) -> Self {
        let mut ahead = Margin { of_old: vec![Best::default(); old_count], of_new: vec![Best::default(); new_count] };
        for (old, new, likeness) in likeness {
            ahead.of_old[old].meet(new, likeness);
            ahead.of_new[new].meet(old, likeness);
        }
        ahead
    }

    /// How far a pair of this likeness is ahead of the best that either side could have instead: its part
    /// of the sum of both, 1 if there is no other, 0.5 if another is as good, below if another is better.
    pub(in crate::align) fn of(&self, old: usize, new: usize, likeness: f64) -> f64 {
        let rival = self.of_old[old].without(new).max(self.of_new[new].without(old));
        if likeness == 0.0 { 0.0 } else { likeness / (likeness + rival) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_without_a_rival_is_ahead_of_all() {
        let ahead = Margin::new([(0, 0, 0.4), (1, 1, 0.8), (1, 2, 0.2)].into_iter(), 2, 3);
        assert_eq!(ahead.of(0, 0, 0.4), 1.0);
        assert_eq!(ahead.of(1, 1, 0.8), 0.8);
        assert_eq!(ahead.of(1, 2, 0.2), 0.2);
    }
}
