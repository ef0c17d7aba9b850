//! Threads and single provisions that are on one matter.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use super::{Lineage, Thread};
use crate::align::Certainty;
use crate::analysis::Analysed;
use crate::retrieval::{self, GroupLink, families};

/// Threads and single provisions on one matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The words that tell what the matter is: most of its provisions have them, and few others.
    pub words: Vec<String>,
    /// The threads, among [`Lineage::threads`].
    pub threads: Vec<usize>,
    /// The provisions that are in no thread.
    pub provisions: Vec<NodeIndex>,
    /// All its provisions, earliest first.
    pub nodes: Vec<NodeIndex>,
}

impl Lineage {
    /// The families, the largest first: threads and single provisions that links join which are no principal ones, and
    /// not doubtful. A thread that no such link joins to another is in none.
    pub(super) fn find_families(&mut self, parameters: &retrieval::Parameters) {
        let threads = self.threads();
        let mut groups: Vec<Vec<usize>> =
            threads.iter().map(|thread| thread.nodes.iter().map(|node| node.index()).collect()).collect();
        let mut group_of: BTreeMap<NodeIndex, usize> = threads
            .iter()
            .enumerate()
            .flat_map(|(at, Thread { nodes })| nodes.iter().map(move |&node| (node, at)))
            .collect();
        let mut strong: Vec<_> = self
            .edges()
            .into_iter()
            .filter(|(.., edge)| {
                !edge.principal && (edge.is_affirmed() || edge.support.certainty != Certainty::Doubtful)
            })
            .collect();
        strong.sort_by(|(from, to, one), (source, target, other)| {
            let by_person = other.is_affirmed().cmp(&one.is_affirmed());
            by_person
                .then(other.support.confidence.total_cmp(&one.support.confidence))
                .then((from, to).cmp(&(source, target)))
        });
        let mut links = Vec::new();
        for (from, to, edge) in strong {
            let mut group = |node: NodeIndex| {
                *group_of.entry(node).or_insert_with(|| {
                    groups.push(vec![node.index()]);
                    groups.len() - 1
                })
            };
            let pair = (group(from), group(to));
            if pair.0 != pair.1 {
                links.push(GroupLink { groups: pair, is_affirmed: edge.is_affirmed() });
            }
        }
        if links.is_empty() {
            return;
        }
        let documents: Vec<&Analysed> = self.documents.iter().collect();
        let places = self.graph.node_weights().map(|node| (node.document.index(), node.provision)).collect();
        let family = |cluster: retrieval::Cluster| {
            let mut nodes: Vec<NodeIndex> =
                cluster.groups.iter().flat_map(|&group| groups[group].iter().map(|&at| NodeIndex::new(at))).collect();
            nodes.sort_unstable();
            let (threaded, single): (Vec<usize>, Vec<usize>) =
                cluster.groups.into_iter().partition(|&group| group < threads.len());
            let mut provisions: Vec<NodeIndex> =
                single.into_iter().map(|group| NodeIndex::new(groups[group][0])).collect();
            provisions.sort_unstable();
            Family { words: cluster.words, threads: threaded, provisions, nodes }
        };
        let mut found: Vec<Family> =
            families(&documents, places, &groups, &links, parameters).into_iter().map(family).collect();
        found.sort_by_key(|family| (Reverse(family.nodes.len()), family.nodes[0]));
        self.families = found;
    }
}
