//! What the provisions of two meetings are about.
//!
//! Provisions are grouped by the words that they share: those that a link joins first, then those that are most alike
//! (average-link clustering, as of families).

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;

use super::Lineage;
use crate::retrieval::{self, GroupLink};

/// Provisions of two meetings that are on one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The words that tell what the theme is; empty for what goes with nothing else.
    pub words: Vec<String>,
    /// Its provisions, earliest first.
    pub nodes: Vec<NodeIndex>,
}

impl Lineage {
    /// Groups provisions by the words that they share, the largest group first; what goes with nothing else comes last.
    pub fn themes(&self, nodes: &[NodeIndex], parameters: &retrieval::Parameters) -> Vec<Theme> {
        let place_of: BTreeMap<NodeIndex, usize> = nodes.iter().enumerate().map(|(at, &node)| (node, at)).collect();
        let within = |from: NodeIndex, to: NodeIndex| Some((*place_of.get(&from)?, *place_of.get(&to)?));
        // What one line goes through is on one theme.
        let mut lines = UnionFind::<usize>::new(nodes.len());
        let mut links: Vec<(bool, f64, (usize, usize))> = Vec::new();
        for edge in self.graph.edge_references() {
            let Some(pair) = within(edge.source(), edge.target()) else { continue };
            match edge.weight().principal {
                true => {
                    lines.union(pair.0, pair.1);
                }
                false => links.push((edge.weight().is_affirmed(), edge.weight().support.confidence, pair)),
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        (0..nodes.len()).for_each(|at| groups.entry(lines.find(at)).or_default().push(at));
        let groups: Vec<Vec<usize>> = groups.into_values().collect();
        let mut group_of = vec![0; nodes.len()];
        groups.iter().enumerate().for_each(|(at, own)| own.iter().for_each(|&node| group_of[node] = at));
        by_strength(&mut links);
        let pair = |(is_affirmed, _, (one, other)): (bool, f64, (usize, usize))| GroupLink {
            groups: (group_of[one], group_of[other]),
            is_affirmed,
        };
        let links: Vec<GroupLink> = links.into_iter().map(pair).filter(|link| link.groups.0 != link.groups.1).collect();
        let held: BTreeSet<usize> = nodes.iter().map(|&node| self.graph[node].document.index()).collect();
        let documents: Vec<_> = held.iter().map(|&at| &self.documents[at]).collect();
        let place = |&node: &NodeIndex| {
            let node = &self.graph[node];
            (held.iter().position(|&at| at == node.document.index()).unwrap_or_default(), node.provision)
        };
        let places = nodes.iter().map(place).collect();
        let theme = |cluster: retrieval::Cluster| {
            let mut own: Vec<usize> = cluster.groups.iter().flat_map(|&group| groups[group].iter().copied()).collect();
            own.sort_unstable();
            (cluster.words, own)
        };
        let mut themes: Vec<(Vec<String>, Vec<usize>)> =
            retrieval::themes(&documents, places, &groups, links, parameters).into_iter().map(theme).collect();
        // A group that has no word of its own is no theme.
        themes.retain(|(words, _)| !words.is_empty());
        themes.sort_by_key(|(_, own)| (std::cmp::Reverse(own.len()), own[0]));
        let grouped: BTreeSet<usize> = themes.iter().flat_map(|(_, own)| own.iter().copied()).collect();
        let alone: Vec<usize> = (0..nodes.len()).filter(|at| !grouped.contains(at)).collect();
        themes.extend((!alone.is_empty()).then(|| (Vec::new(), alone)));
        let theme = |(words, own): (Vec<String>, Vec<usize>)| Theme {
            words,
            nodes: own.into_iter().map(|at| nodes[at]).collect(),
        };
        themes.into_iter().map(theme).collect()
    }
}

/// What a person vouches for first, then the strongest.
fn by_strength(links: &mut [(bool, f64, (usize, usize))]) {
    links.sort_by(|one, other| other.0.cmp(&one.0).then(other.1.total_cmp(&one.1)).then(one.2.cmp(&other.2)));
}
