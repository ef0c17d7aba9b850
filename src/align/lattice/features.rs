//! The features that a step through the lattice is judged by, and leaving a provision alone.
//!
//! Each feature is the same if the sides are swapped. Likenesses are by words and by runs of letters, both weighted
//! by how rare they are in the two documents.

/// The features of a step, by name: one for all, those of a pair, and those of a group, which takes more than one
/// provision of a side. What each is stands in the file of weights.
pub(super) const STEP: [&str; 23] = [
    "section",
    "pair.base",
    "pair.words",
    "pair.letters",
    "pair.contained",
    "pair.length",
    "pair.rivals",
    "pair.mutual",
    "pair.short",
    "pair.words_close",
    "group.two",
    "group.three",
    "group.more",
    "group.square",
    "group.words",
    "group.letters",
    "group.shares",
    "group.least",
    "group.gain",
    "group.length",
    "group.size",
    "group.rivals",
    "group.close",
];

/// Where the features of a group begin.
pub(super) const GROUP: usize = 10;

/// The features of leaving a provision alone, by name.
pub(super) const GAP: [&str; 11] = [
    "gap.first",
    "gap.base",
    "gap.close",
    "gap.best",
    "gap.best_close",
    "gap.contained",
    "gap.short",
    "gap.surplus",
    "gap.lacking",
    "gap.rate",
    "gap.rate_other",
];

/// Where some features of a gap stand that are not known of a provision by itself: whether it is the first of a run, and
/// the share of provisions that are left alone, on its own side and on the other.
pub(super) const FIRST: usize = 0;
pub(super) const RATES: [usize; 2] = [GAP.len() - 2, GAP.len() - 1];

pub(super) type StepFeatures = [f32; STEP.len()];
pub(super) type GapFeatures = [f32; GAP.len()];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_where_they_are_looked_for() {
        assert_eq!((STEP[0], STEP[1], STEP[GROUP]), ("section", "pair.base", "group.two"));
        assert_eq!((GAP[FIRST], RATES.map(|at| GAP[at])), ("gap.first", ["gap.rate", "gap.rate_other"]));
    }
}
