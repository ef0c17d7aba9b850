//! Decisions over changes: links are cut and made, and all that was not decided stands as it was.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::{Decisions, Fitting, Pair};
use crate::align::{ByHand, Certainty, Change, Decision, Options, Verdict, are_comparable, tell_outdated};
use crate::error::Warning;
use crate::extract::Document;

/// What a comparison comes to when a person's decisions override it.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The changes.
    pub changes: Vec<Change>,
    /// The pairs that a decision keeps apart, old and new by their places: what it rejects, and what the program linked
    /// and gives way to a link made by hand.
    pub unlinked: Vec<(Pair, Decision)>,
    /// A warning for each decision that does not fit the wordings.
    pub warnings: Vec<Warning>,
}

impl Decisions {
    /// What two documents come to when a person's decisions override what comparing them found.
    ///
    /// `changes` and `options` are those of [`compare`](crate::align::compare). Of a split or a merger a rejected
    /// pair is cut away, and what still hangs together stays; where provisions that the decisions join form a
    /// larger whole, that becomes one change. A decision on provisions that were not compared is passed over.
    pub fn apply(&self, changes: Vec<Change>, old: &Document, new: &Document, options: &Options) -> Applied {
        let (mut fitting, mut warnings) = self.fitting(old, new);
        let held = |pick: fn(&Change) -> &Vec<usize>| changes.iter().flat_map(pick).copied().collect::<BTreeSet<_>>();
        let (olds, news) = (held(|change| &change.old), held(|change| &change.new));
        let apart = fitting.iter().filter(|one| !are_comparable((old, one.old), (new, one.new)));
        warnings.extend(apart.flat_map(|one| self.of_two_kinds(one.decision)));
        fitting.retain(|one| olds.contains(&one.old) && news.contains(&one.new));
        if fitting.is_empty() {
            return Applied { changes, unlinked: Vec::new(), warnings };
        }
        let links = Links::of(&changes, &fitting);
        let mut changes = links.regrouped(changes, old, new, options);
        for change in &mut changes {
            mark(change, &fitting, &links.unlinked);
        }
        tell_outdated(&mut changes, old, new, options);
        Applied { changes, unlinked: links.unlinked, warnings }
    }
}

/// Which provisions are linked.
struct Links {
    /// Each linked pair, with the change that the program linked it by, or none where only a person did.
    pairs: BTreeMap<Pair, Option<usize>>,
    /// The changes that a decision is about, by their places.
    touched: BTreeSet<usize>,
    /// The pairs that a person vouches for.
    affirmed: BTreeSet<Pair>,
    /// The pairs that a person keeps apart.
    unlinked: Vec<(Pair, Decision)>,
}

impl Links {
    /// The links of changes, as decisions leave them.
    fn of(changes: &[Change], fitting: &[Fitting<'_>]) -> Self {
        let mut pairs = BTreeMap::new();
        for (at, change) in changes.iter().enumerate() {
            let linked = change.link.iter().flat_map(|_| change.pairs());
            pairs.extend(linked.map(|pair| (pair, Some(at))));
        }
        let with = |wanted: fn(Verdict) -> bool| fitting.iter().filter(move |one| wanted(one.decision.verdict));
        let affirmed: BTreeSet<Pair> =
            with(|verdict| verdict != Verdict::Reject).map(|one| (one.old, one.new)).collect();
        let mut unlinked = Vec::new();
        for reject in with(|verdict| verdict == Verdict::Reject) {
            let pair = (reject.old, reject.new);
            pairs.remove(&pair);
            unlinked.push((pair, reject.decision.clone()));
        }
        // All that gives way is found before any of it goes, so that the order of the decisions changes nothing.
        for link in with(|verdict| verdict == Verdict::Link) {
            let gives_way = pairs.keys().filter(|&pair| link.frees(*pair) && !affirmed.contains(pair));
            unlinked.extend(gives_way.map(|&pair| (pair, link.decision.clone())));
        }
        for (pair, _) in &unlinked {
            pairs.remove(pair);
        }
        for &pair in &affirmed {
            pairs.entry(pair).or_insert(None);
        }
        let is_touched =
            |change: &Change| fitting.iter().any(|one| change.old.contains(&one.old) || change.new.contains(&one.new));
        let touched = (0..changes.len()).filter(|&at| is_touched(&changes[at])).collect();
        Links { pairs, touched, affirmed, unlinked }
    }

    /// The changes that these links come to.
    fn regrouped(&self, changes: Vec<Change>, old: &Document, new: &Document, options: &Options) -> Vec<Change> {
        let (touched, mut kept): (Vec<_>, Vec<_>) =
            changes.into_iter().enumerate().partition(|(at, _)| self.touched.contains(at));
        let touched: BTreeMap<usize, Change> = touched.into_iter().collect();
        let mut kept: Vec<Change> = kept.drain(..).map(|(_, change)| change).collect();
        let by_hand = ByHand::of(old, new, options);
        let all: Vec<Pair> = self.pairs.keys().copied().collect();
        for (olds, news) in self.wholes(touched.values()) {
            let same = touched.values().find(|change| change.old == olds && change.new == news);
            let vouched = |change: Change| self.vouched(change, &touched);
            kept.push(match (same, olds.as_slice(), news.as_slice()) {
                (Some(change), ..) => vouched(change.clone()),
                (None, &[old], []) => by_hand.alone_in_old(old, &all),
                (None, [], &[new]) => by_hand.alone_in_new(new, &all),
                (None, ..) => vouched(by_hand.linked(olds, news)),
            });
        }
        by_hand.in_order(kept)
    }

    /// The provisions of some changes, those together that links join.
    fn wholes<'a>(&self, changes: impl Iterator<Item = &'a Change>) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut nodes = BTreeSet::new();
        for change in changes {
            nodes.extend(change.old.iter().map(|&at| (true, at)));
            nodes.extend(change.new.iter().map(|&at| (false, at)));
        }
        let places: BTreeMap<(bool, usize), usize> = nodes.iter().enumerate().map(|(at, &node)| (node, at)).collect();
        let mut sets = UnionFind::<usize>::new(places.len());
        for &(old, new) in self.pairs.keys() {
            if let (Some(&one), Some(&other)) = (places.get(&(true, old)), places.get(&(false, new))) {
                sets.union(one, other);
            }
        }
        let mut wholes = BTreeMap::<usize, (Vec<usize>, Vec<usize>)>::new();
        for (&(is_old, at), &place) in &places {
            let whole = wholes.entry(sets.find(place)).or_default();
            if is_old { whole.0.push(at) } else { whole.1.push(at) }
        }
        wholes.into_values().collect()
    }

    /// A change with the confidence that its links have: certain if a person vouches for each, else that of the
    /// program's link that is least sure, of which it is a part.
    fn vouched(&self, mut change: Change, touched: &BTreeMap<usize, Change>) -> Change {
        let Some(link) = change.link.take() else { return change };
        let each = change.old.iter().flat_map(|&old| change.new.iter().map(move |&new| (old, new)));
        let pairs: Vec<(Pair, Option<usize>)> = each.filter_map(|pair| Some((pair, *self.pairs.get(&pair)?))).collect();
        let is_each = pairs.len() == change.old.len() * change.new.len();
        change.some_pairs = (!is_each).then(|| pairs.iter().map(|(pair, _)| *pair).collect());
        let of_program = pairs.iter().filter(|(pair, _)| !self.affirmed.contains(pair));
        let sources = of_program.filter_map(|(_, source)| touched.get(&(*source)?)?.link.as_ref());
        let weakest = sources.min_by(|one, other| one.confidence.total_cmp(&other.confidence));
        change.link = Some(match weakest {
            None => link.vouched_for(),
            Some(source) if source.confidence == link.confidence => link,
            Some(source) => {
                let (confidence, certainty): (f64, Certainty) = (source.confidence, source.certainty);
                crate::align::Link { confidence, certainty, grounds: source.grounds.clone(), ..link }
            }
        });
        change
    }
}

/// Notes with a change what was decided about its links, and about those that its provisions would have.
fn mark(change: &mut Change, fitting: &[Fitting<'_>], unlinked: &[(Pair, Decision)]) {
    let holds = |&(old, new): &Pair| (change.old.contains(&old), change.new.contains(&new));
    let keeps_apart = |decision: &Decision| {
        unlinked.iter().any(|(pair, by)| by == decision && matches!(holds(pair), (true, _) | (_, true)))
    };
    let concerns = |one: &&Fitting<'_>| holds(&(one.old, one.new)) == (true, true) || keeps_apart(one.decision);
    change.decisions = fitting.iter().filter(concerns).map(|one| one.decision.clone()).collect();
}
