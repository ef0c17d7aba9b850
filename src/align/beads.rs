//! Beads: what belongs together, and how likely.

/// A bead, as bitext alignment calls it: old and new provisions that belong together, both sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bead {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
}

/// A link.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) bead: Bead,
    /// How likely it is by what decided on it: by all alignments in order, or by its least likely part; nothing for one and one
    /// that were linked by their score.
    pub(super) probability: Option<f64>,
}

impl Made {
    /// A link of one and one by its score.
    pub(super) fn by_score(old: usize, new: usize) -> Self {
        Made { bead: Bead { old: vec![old], new: vec![new] }, probability: None }
    }

    /// The same link with the sides swapped.
    pub(super) fn mirrored(self) -> Made {
        Made { bead: self.bead.mirrored(), ..self }
    }
}

impl Bead {
    /// Each of the old provisions with each of the new.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.old.iter().flat_map(|&old| self.new.iter().map(move |&new| (old, new)))
    }

    /// The same bead with the sides swapped.
    pub(super) fn mirrored(self) -> Bead {
        Bead { old: self.new, new: self.old }
    }
}
