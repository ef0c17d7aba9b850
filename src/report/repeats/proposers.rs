//! Who proposes what two meetings adopt, and who repeats whom.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;
use schemars::JsonSchema;
use serde::Serialize;

use crate::lineage::{Edge, Lineage};

/// How many provisions a State or group proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProposerCount {
    /// What is the same whatever the name and the language, such as the code of ISO 3166-1 of a State; absent for what
    /// nobody is said to propose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name; absent for what nobody is said to propose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many of the earlier provisions are its own: those that it repeats, that only others repeat, and that nobody
    /// does.
    pub earlier: usize,
    /// How many of these a later one repeats that it proposes as well.
    pub repeated: usize,
    /// How many of these only others repeat.
    pub taken_up: usize,
    /// How many of these are not repeated.
    pub not_repeated: usize,
    /// How many of the later provisions are its own: those that repeat one of its own, that repeat only such of others,
    /// and new ones.
    pub later: usize,
    /// How many of these repeat an earlier one of its own.
    pub own: usize,
    /// How many of these repeat earlier ones of others only.
    pub of_others: usize,
    /// How many of these repeat no earlier one.
    pub new: usize,
}

/// How many provisions each proposer made; what is proposed by nobody comes last. Empty where nobody is named.
pub(super) fn by_proposer(
    lineage: &Lineage,
    (olds, news): (&[NodeIndex], &[NodeIndex]),
    links: &BTreeMap<NodeIndex, Vec<(NodeIndex, &Edge)>>,
) -> Vec<ProposerCount> {
    let mut names = BTreeMap::<Option<String>, String>::new();
    let mut proposers = BTreeMap::<NodeIndex, BTreeSet<Option<String>>>::new();
    for &node in news.iter().chain(olds) {
        let place = &lineage.graph[node];
        let mut ids = BTreeSet::new();
        for proposer in lineage.documents[place.document].proposers(&[place.provision]) {
            let id = Some(proposer.id().to_owned());
            names.entry(id.clone()).or_insert_with(|| proposer.name().to_owned());
            ids.insert(id);
        }
        if ids.is_empty() {
            ids.insert(None);
        }
        proposers.insert(node, ids);
    }
    if names.is_empty() {
        return Vec::new();
    }
    let mut later_of = BTreeMap::<NodeIndex, Vec<NodeIndex>>::new();
    for (&new, links) in links {
        links.iter().for_each(|&(old, _)| later_of.entry(old).or_default().push(new));
    }
    let mut counts = BTreeMap::<&Option<String>, ProposerCount>::new();
    for &node in olds.iter().chain(news) {
        for id in &proposers[&node] {
            let count = counts.entry(id).or_insert_with(|| ProposerCount {
                id: id.clone(),
                name: names.get(id).cloned(),
                earlier: 0,
                repeated: 0,
                taken_up: 0,
                not_repeated: 0,
                later: 0,
                own: 0,
                of_others: 0,
                new: 0,
            });
            // Of what nobody is said to propose nobody can say who repeats it.
            let is_own = |other: &NodeIndex| id.is_some() && proposers[other].contains(id);
            match links.get(&node) {
                Some(links) => {
                    count.later += 1;
                    let place = match links.iter().any(|(old, _)| is_own(old)) {
                        _ if links.is_empty() => &mut count.new,
                        true => &mut count.own,
                        false => &mut count.of_others,
                    };
                    *place += 1;
                }
                None => {
                    count.earlier += 1;
                    let place = match later_of.get(&node) {
                        None => &mut count.not_repeated,
                        Some(later) if later.iter().any(is_own) => &mut count.repeated,
                        Some(_) => &mut count.taken_up,
                    };
                    *place += 1;
                }
            }
        }
    }
    let mut counts: Vec<ProposerCount> = counts.into_values().collect();
    counts.sort_by(|one, other| {
        let size = |count: &ProposerCount| count.earlier + count.later;
        let is_nobody = one.id.is_none().cmp(&other.id.is_none());
        is_nobody.then(size(other).cmp(&size(one))).then_with(|| one.name.cmp(&other.name))
    });
    counts
}
