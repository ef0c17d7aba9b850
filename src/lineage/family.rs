//! Threads and single provisions that are on one matter.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use super::Lineage;
use crate::align::Certainty;
use crate::analysis::Analysed;
use crate::retrieval::{self, GroupLink, Statistics, families};

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
    pub(super) fn find_families(&mut self, parameters: &retrieval::Parameters, archive: Option<&Statistics>) {
        let threads = self.threads();
        let mut thread_of = vec![None; self.graph.node_count()];
        for (at, thread) in threads.iter().enumerate() {
            thread.nodes.iter().for_each(|node| thread_of[node.index()] = Some(at));
        }
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
        // A group is a thread or a provision that is in none.
        let (mut groups, mut links) = (Vec::<(Option<usize>, Vec<usize>)>::new(), Vec::new());
        let mut group_of = BTreeMap::<NodeIndex, usize>::new();
        for (from, to, edge) in strong {
            let mut group = |node: NodeIndex| {
                let thread = thread_of[node.index()];
                let nodes = thread.map_or(std::slice::from_ref(&node), |thread: usize| &threads[thread].nodes);
                *group_of.entry(nodes[0]).or_insert_with(|| {
                    groups.push((thread, nodes.iter().map(|node| node.index()).collect()));
                    groups.len() - 1
                })
            };
            let pair = (group(from), group(to));
            if pair.0 != pair.1 {
                links.push(GroupLink { groups: pair, is_affirmed: edge.is_affirmed() });
            }
        }
        let (group_threads, groups): (Vec<Option<usize>>, Vec<Vec<usize>>) = groups.into_iter().unzip();
        if links.is_empty() {
            return;
        }
        let documents: Vec<&Analysed> = self.documents.iter().collect();
        let place = |&at: &usize| {
            let node = &self.graph[NodeIndex::new(at)];
            (node.document.index(), node.provision)
        };
        let places: Vec<Vec<_>> = groups.iter().map(|group| group.iter().map(place).collect()).collect();
        let family = |cluster: retrieval::Cluster| {
            let mut nodes: Vec<NodeIndex> =
                cluster.groups.iter().flat_map(|&group| groups[group].iter().map(|&at| NodeIndex::new(at))).collect();
            nodes.sort_unstable();
            let mut own: Vec<usize> = cluster.groups.iter().filter_map(|&group| group_threads[group]).collect();
            own.sort_unstable();
            let is_alone = |node: &&NodeIndex| thread_of[node.index()].is_none();
            let provisions = nodes.iter().filter(is_alone).copied().collect();
            Family { words: cluster.words, threads: own, provisions, nodes }
        };
        let mut found: Vec<Family> =
            families(&documents, &places, &links, parameters, archive).into_iter().map(family).collect();
        found.sort_by_key(|family| (Reverse(family.nodes.len()), family.nodes[0]));
        self.families = found;
    }
}
