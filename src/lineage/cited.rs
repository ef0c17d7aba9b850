//! Which documents cite which.

use petgraph::graph::DiGraph;
use rustc_hash::FxHashMap;

use super::Lineage;
use crate::extract::{Document, Provision, Reference};

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
                let cites = |provision: &Provision| {
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

impl Lineage {
    /// What a provision of a document cites: the document, and the provision in it if a place is named; nothing if
    /// these documents do not hold it.
    pub fn target_of(
        &self,
        document: usize,
        citing: &Provision,
        reference: &Reference,
    ) -> Option<(usize, Option<usize>)> {
        let cited = match &reference.document {
            None => document,
            Some(name) => self.documents.iter().position(|one| one.names.contains(name))?,
        };
        let Some(place) = &reference.place else { return Some((cited, None)) };
        let is_meant = |one: &Provision| one.numbering == place.numbering && one.label == place.label;
        let found = match cited == document {
            true => self.documents[cited].place_of(place, citing),
            false => self.documents[cited].provisions.iter().position(is_meant),
        };
        Some((cited, Some(found?)))
    }

    /// The provisions that cite one by its number, by their documents and places, in order.
    pub fn citing(&self, document: usize, provision: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let meant = Some((document, Some(provision)));
        self.documents.iter().enumerate().flat_map(move |(at, citing)| {
            let cites = move |one: &Provision| {
                one.references
                    .iter()
                    .any(|reference| reference.place.is_some() && self.target_of(at, one, reference) == meant)
            };
            (0..citing.provisions.len())
                .filter(move |&place| cites(&citing.provisions[place]))
                .map(move |place| (at, place))
        })
    }
}
