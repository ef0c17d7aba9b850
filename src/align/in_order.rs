//! Documents that keep their order and were recast: the path through both, what of it stands, and what
//! is linked out of order.

use std::collections::BTreeSet;

use super::assignment::{Choice, assign};
use super::engine::Scored;
use super::friends::Friends;
use super::groups::Group;
use super::monotone::align_in_order;
use super::parameters::Parameters;
use super::text::{Prepared, Text};

/// The best path through both documents in order.
pub(super) fn path(prepared: &Prepared, friends: &Friends<'_>, parameters: &Parameters) -> Vec<Group> {
    let taken = friends.moved(prepared.old.len(), prepared.new.len());
    align_in_order(prepared, friends, [&taken[0], &taken[1]], &parameters.order)
}

/// What stands of the path, with links out of order between what it left alone.
pub(super) fn settled(
    path: Vec<Group>,
    scored: &[Scored],
    prepared: &Prepared,
    friends: &Friends<'_>,
    parameters: &Parameters,
) -> Vec<Group> {
    let settled = Settled { scored, prepared, friends, parameters };
    settled.with_leftovers(settled.accepted(path))
}

/// Two provisions of so many words without one in common have nothing to do with each other.
const SPEAKS_FOR_ITSELF: usize = 10;

struct Settled<'a> {
    scored: &'a [Scored],
    prepared: &'a Prepared,
    friends: &'a Friends<'a>,
    parameters: &'a Parameters,
}

impl Settled<'_> {
    /// Whether a pair reaches a bar.
    fn reaches(&self, at: usize, there: usize, bar: f64) -> bool {
        let found = self.scored.binary_search_by_key(&(at, there), |pair| (pair.old, pair.new));
        found.is_ok_and(|index| self.scored[index].score >= bar && self.has_evidence(&self.scored[index]))
    }

    /// Whether anything but its place speaks for a pair: a word in common, unless they are short.
    fn has_evidence(&self, pair: &Scored) -> bool {
        let words = self.prepared.old[pair.old].terms().len().min(self.prepared.new[pair.new].terms().len());
        pair.words() > 0.0 || words < SPEAKS_FOR_ITSELF
    }

    /// What is left of groups when links below the bar are dropped, and members that have too little in
    /// common with the other side.
    fn accepted(&self, groups: Vec<Group>) -> Vec<Group> {
        let Prepared { old, new, rarity, .. } = self.prepared;
        let least_share = self.friends.least_share();
        let share = |text: &Text, others: &[usize], other_texts: &[Text]| {
            let shared: f64 = others.iter().map(|&there| text.shared_weight(&other_texts[there], rarity)).sum();
            if text.weight() == 0.0 { 0.0 } else { shared / text.weight() }
        };
        let groups: Vec<Group> = groups.into_iter().flat_map(|group| self.uncrossed(group)).collect();
        // A pair between two pairs of neighbours has only each other to go to.
        let ends: BTreeSet<(usize, usize)> =
            groups.iter().map(|group| (group.old[group.old.len() - 1], group.new[group.new.len() - 1])).collect();
        let starts: BTreeSet<(usize, usize)> = groups.iter().map(|group| (group.old[0], group.new[0])).collect();
        let between = |at: usize, there: usize| {
            let after = match (at.checked_sub(1), there.checked_sub(1)) {
                (Some(at), Some(there)) => ends.contains(&(at, there)),
                (at, there) => at == there,
            };
            let at_end = (at + 1 == old.len(), there + 1 == new.len());
            after && (starts.contains(&(at + 1, there + 1)) || at_end == (true, true))
        };
        groups
            .into_iter()
            .filter_map(|mut group| {
                if group.old.len() + group.new.len() > 2 {
                    let (olds, news) = (group.old.clone(), group.new.clone());
                    group.old.retain(|&at| olds.len() == 1 || share(&old[at], &news, new) >= least_share);
                    group.new.retain(|&there| news.len() == 1 || share(&new[there], &olds, old) >= least_share);
                }
                match (group.old.as_slice(), group.new.as_slice()) {
                    ([], _) | (_, []) => None,
                    (&[at], &[there]) => self.reaches(at, there, self.friends.bar(between(at, there))).then_some(group),
                    _ => Some(group),
                }
            })
            .collect()
    }

    /// Two and two that were taken together because they only changed places come apart.
    fn uncrossed(&self, group: Group) -> Vec<Group> {
        let bar = self.parameters.bars.leftover;
        match (group.old.as_slice(), group.new.as_slice()) {
            (&[first, second], &[one, other]) if self.reaches(first, other, bar) && self.reaches(second, one, bar) => {
                vec![Group { old: vec![first], new: vec![other] }, Group { old: vec![second], new: vec![one] }]
            }
            _ => vec![group],
        }
    }

    /// Adds links out of order between what the order left alone.
    fn with_leftovers(&self, mut groups: Vec<Group>) -> Vec<Group> {
        let mut used = [vec![false; self.prepared.old.len()], vec![false; self.prepared.new.len()]];
        for group in &groups {
            group.old.iter().for_each(|&at| used[0][at] = true);
            group.new.iter().for_each(|&there| used[1][there] = true);
        }
        let free = self.scored.iter().filter(|pair| !used[0][pair.old] && !used[1][pair.new]);
        let bar = self.parameters.bars.leftover;
        let choices: Vec<Choice> =
            free.map(|pair| Choice { old: pair.old, new: pair.new, gain: pair.score - bar }).collect();
        groups.extend(
            assign(&choices).into_iter().map(|at| Group { old: vec![choices[at].old], new: vec![choices[at].new] }),
        );
        groups.sort_by_key(|group| group.old[0]);
        groups
    }
}
