//! Which documents cite which.

use petgraph::graph::DiGraph;
use rustc_hash::FxHashMap;

use crate::extract::Document;

/// What one document cites of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The name under which it is cited: a symbol, or "resolution 5/3".
    pub name: String,
    /// The provisions that cite it, by their places in the document that cites; none if it is cited outside of them.
    pub provisions: Vec<usize>,
}

/// The citations between documents, a node for each document in their order.
pub(super) fn citations(documents: &[Document]) -> DiGraph<usize, Citation> {
    let mut graph = DiGraph::new();
    let nodes: Vec<_> = (0..documents.len()).map(|at| graph.add_node(at)).collect();
    let mut named = FxHashMap::<&str, Vec<usize>>::default();
    for (at, document) in documents.iter().enumerate() {
        document.names.iter().for_each(|name| named.entry(name).or_default().push(at));
    }
    for (at, document) in documents.iter().enumerate() {
        let mut cited = Vec::new();
        for name in &document.references {
            for &other in named.get(name.as_str()).map_or(&[][..], Vec::as_slice) {
                // A document may be cited under two names.
                if other == at || cited.contains(&other) {
                    continue;
                }
                cited.push(other);
                let names = &documents[other].names;
                let cites = |provision: &crate::extract::Provision| {
                    provision
                        .references
                        .iter()
                        .any(|one| one.document.as_ref().is_some_and(|name| names.contains(name)))
                };
                let provisions = (0..document.provisions.len()).filter(|&at| cites(&document.provisions[at])).collect();
                graph.add_edge(nodes[at], nodes[other], Citation { name: name.clone(), provisions });
            }
        }
    }
    graph
}
