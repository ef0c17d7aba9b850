//! Decisions over changes: links are cut and made, and all that was not decided stands as it was.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::{Decision, Decisions, Fitting, Verdict};
use crate::align::{Correspondence, IndexPair, ManualLinks, Options, Origin, Support, are_comparable};
use crate::analysis::Analysed;
use crate::error::Warning;
use crate::model::ProvisionIndex;

/// A correspondence, and what a person decided about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviewed {
    /// The correspondence.
    pub correspondence: Correspondence,
    /// The decisions, in the order of their file.
    pub decisions: Vec<Decision>,
}

impl From<Correspondence> for Reviewed {
    /// Nothing was decided about it.
    fn from(correspondence: Correspondence) -> Self {
        Reviewed { correspondence, decisions: Vec::new() }
    }
}

/// What an alignment comes to when a person's decisions override it.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The correspondences.
    pub reviewed: Vec<Reviewed>,
    /// The pairs that a decision keeps apart, old and new by their places: what it rejects, and what the program linked
    /// and gives way to a link made by hand.
    pub unlinked: Vec<(IndexPair, Decision)>,
    /// A warning for each decision that does not fit the wordings.
    pub warnings: Vec<Warning>,
}

impl Decisions {
    /// What two documents come to when a person's decisions override what aligning them found.
    ///
    /// `found` and `options` are those of [`align`](crate::align::align). Of a split or a merger a rejected
    /// pair is cut away, and what still hangs together stays; where provisions that the decisions join form a
    /// larger whole, that becomes one correspondence. A decision on provisions that were not compared is passed over.
    pub fn apply(&self, found: Vec<Correspondence>, old: &Analysed, new: &Analysed, options: &Options) -> Applied {
        let (mut fitting, mut warnings) = self.fitting(old, new);
        let held = |pick: fn(&Correspondence) -> &Vec<ProvisionIndex>| {
            found.iter().flat_map(pick).copied().collect::<BTreeSet<_>>()
        };
        let (olds, news) = (held(|one| &one.old), held(|one| &one.new));
        let apart = fitting.iter().filter(|one| !are_comparable((old, one.old), (new, one.new)));
        warnings.extend(apart.flat_map(|one| self.of_two_kinds(one.decision)));
        fitting.retain(|one| olds.contains(&one.old) && news.contains(&one.new));
        if fitting.is_empty() {
            let reviewed = found.into_iter().map(Reviewed::from).collect();
            return Applied { reviewed, unlinked: Vec::new(), warnings };
        }
        let links = Links::of(&found, &fitting);
        let regrouped = links.regrouped(found, old, new, options).into_iter();
        let reviewed = regrouped.map(|one| reviewed(one, &fitting, &links.unlinked)).collect();
        Applied { reviewed, unlinked: links.unlinked, warnings }
    }
}

/// Which provisions are linked.
struct Links {
    /// Each linked pair, with the correspondence that the program linked it by, or none where only a person did.
    pairs: BTreeMap<IndexPair, Option<usize>>,
    /// The correspondences that a decision is about, by their places.
    touched: BTreeSet<usize>,
    /// The pairs that a person vouches for.
    affirmed: BTreeSet<IndexPair>,
    /// The pairs that a person keeps apart.
    unlinked: Vec<(IndexPair, Decision)>,
}

impl Links {
    /// The links of correspondences, as decisions leave them.
    fn of(found: &[Correspondence], fitting: &[Fitting<'_>]) -> Self {
        let mut pairs = BTreeMap::new();
        for (at, one) in found.iter().enumerate() {
            let linked = one.support.iter().flat_map(|_| one.pairs());
            pairs.extend(linked.map(|pair| (pair, Some(at))));
        }
        let with = |wanted: fn(Verdict) -> bool| fitting.iter().filter(move |one| wanted(one.decision.verdict));
        let affirmed: BTreeSet<IndexPair> =
            with(|verdict| verdict != Verdict::Reject).map(|one| (one.old, one.new)).collect();
        let mut unlinked = Vec::new();
        for reject in with(|verdict| verdict == Verdict::Reject) {
            let pair = (reject.old, reject.new);
            pairs.remove(&pair);
            unlinked.push((pair, reject.decision.clone()));
        }
        // All that gives way is found before any of it goes, so that the order of the decisions changes nothing.
        for link in with(|verdict| verdict == Verdict::Link) {
            let gives_way = pairs.keys().filter(|&pair| link.supersedes(*pair) && !affirmed.contains(pair));
            unlinked.extend(gives_way.map(|&pair| (pair, link.decision.clone())));
        }
        for (pair, _) in &unlinked {
            pairs.remove(pair);
        }
        for &pair in &affirmed {
            pairs.entry(pair).or_insert(None);
        }
        let is_touched =
            |one: &Correspondence| fitting.iter().any(|fit| one.old.contains(&fit.old) || one.new.contains(&fit.new));
        let touched = (0..found.len()).filter(|&at| is_touched(&found[at])).collect();
        Links { pairs, touched, affirmed, unlinked }
    }

    /// The correspondences that these links come to.
    fn regrouped(
        &self,
        found: Vec<Correspondence>,
        old: &Analysed,
        new: &Analysed,
        options: &Options,
    ) -> Vec<Correspondence> {
        let (mut touched, mut kept) = (BTreeMap::new(), Vec::new());
        for (at, one) in found.into_iter().enumerate() {
            match self.touched.contains(&at) {
                true => drop(touched.insert(at, one)),
                false => kept.push(one),
            }
        }
        let manual = ManualLinks::of(old, new, options);
        let all: Vec<IndexPair> = self.pairs.keys().copied().collect();
        for (olds, news) in self.wholes(touched.values()) {
            let same = touched.values().find(|one| one.old == olds && one.new == news);
            let vouched = |one: Correspondence| self.vouched(one, &touched);
            kept.push(match (same, olds.as_slice(), news.as_slice()) {
                (Some(one), ..) => vouched(one.clone()),
                (None, &[old], []) => manual.alone_in_old(old, &all),
                (None, [], &[new]) => manual.alone_in_new(new, &all),
                (None, ..) => vouched(manual.linked(olds, news)),
            });
        }
        manual.in_order(kept)
    }

    /// The provisions of some correspondences, those together that links join.
    fn wholes<'a>(&self, found: impl Iterator<Item = &'a Correspondence>) -> Vec<Sides> {
        let mut nodes = BTreeSet::new();
        for one in found {
            nodes.extend(one.old.iter().map(|&at| (true, at)));
            nodes.extend(one.new.iter().map(|&at| (false, at)));
        }
        let places: BTreeMap<(bool, ProvisionIndex), usize> =
            nodes.iter().enumerate().map(|(at, &node)| (node, at)).collect();
        let mut sets = UnionFind::<usize>::new(places.len());
        for &(old, new) in self.pairs.keys() {
            if let (Some(&one), Some(&other)) = (places.get(&(true, old)), places.get(&(false, new))) {
                sets.union(one, other);
            }
        }
        let mut wholes = BTreeMap::<usize, Sides>::new();
        for (&(is_old, at), &place) in &places {
            let whole = wholes.entry(sets.find(place)).or_default();
            if is_old { whole.0.push(at) } else { whole.1.push(at) }
        }
        wholes.into_values().collect()
    }

    /// A correspondence with the confidence that its links have: certain if a person vouches for each, else that of the
    /// program's link that is least sure, of which it is a part.
    fn vouched(&self, mut one: Correspondence, touched: &BTreeMap<usize, Correspondence>) -> Correspondence {
        let Some(support) = one.support.take() else { return one };
        let pairs: Vec<(IndexPair, Option<usize>)> =
            one.all_pairs().filter_map(|pair| Some((pair, *self.pairs.get(&pair)?))).collect();
        let is_each = pairs.len() == one.old.len() * one.new.len();
        let of_program = pairs.iter().filter(|(pair, _)| !self.affirmed.contains(pair));
        let sources = of_program.filter_map(|(_, source)| touched.get(&(*source)?)?.support.as_ref());
        let weakest = sources.min_by(|one, other| one.confidence.total_cmp(&other.confidence));
        one.origin = if weakest.is_none() { Origin::Reviewer } else { one.origin };
        one.support = Some(match weakest {
            None => support.vouched_for(),
            Some(source) if source.confidence == support.confidence => support,
            Some(source) => {
                let (confidence, certainty) = (source.confidence, source.certainty);
                Support { confidence, certainty, features: source.features.clone(), ..support }
            }
        });
        one.some_pairs = (!is_each).then(|| pairs.into_iter().map(|(pair, _)| pair).collect());
        one
    }
}

/// Old and new provisions.
type Sides = (Vec<ProvisionIndex>, Vec<ProvisionIndex>);

/// A correspondence with what was decided about its links, and about those that its provisions would have.
fn reviewed(one: Correspondence, fitting: &[Fitting<'_>], unlinked: &[(IndexPair, Decision)]) -> Reviewed {
    let holds = |&(old, new): &IndexPair| (one.old.contains(&old), one.new.contains(&new));
    let keeps_apart = |decision: &Decision| {
        unlinked.iter().any(|(pair, by)| by == decision && matches!(holds(pair), (true, _) | (_, true)))
    };
    let concerns = |fit: &&Fitting<'_>| holds(&(fit.old, fit.new)) == (true, true) || keeps_apart(fit.decision);
    let decisions = fitting.iter().filter(concerns).map(|fit| fit.decision.clone()).collect();
    Reviewed { correspondence: one, decisions }
}
