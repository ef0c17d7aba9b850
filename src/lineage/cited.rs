//! Which documents cite which.

use petgraph::graph::DiGraph;
use rustc_hash::FxHashMap;

use super::Lineage;
use crate::model::{Document, DocumentIndex, Place, Provision, ProvisionIndex, ProvisionPlace, Reference};

/// What one document cites of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The name under which it is cited: a symbol, or "resolution 5/3".
    pub name: String,
    /// The provisions that cite it, by their places in the document that cites; none if it is cited outside of them.
    pub provisions: Vec<ProvisionIndex>,
}

/// A citation of a document that is not at hand, but in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedElsewhere {
    /// The document that cites.
    pub source: DocumentIndex,
    /// The id of the one that is cited.
    pub target: String,
    /// What is cited of it.
    pub citation: Citation,
}

/// The citations between documents, a node for each document in their order; and those of documents elsewhere.
pub(super) fn citations(
    documents: &[&Document],
    elsewhere: &[Document],
) -> (DiGraph<DocumentIndex, Citation>, Vec<CitedElsewhere>) {
    let mut cited_elsewhere = Vec::new();
    let mut graph = DiGraph::new();
    let nodes: Vec<_> = DocumentIndex::all(documents).map(|at| graph.add_node(at)).collect();
    let mut named = FxHashMap::<&str, Vec<usize>>::default();
    let all: Vec<&Document> = documents.iter().copied().chain(elsewhere).collect();
    for (at, document) in all.iter().enumerate() {
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
                let names = &all[other].names;
                let is_cited = |one: &Reference| one.document.as_ref().is_some_and(|name| names.contains(name));
                let cites = |&at: &ProvisionIndex| document.provisions[at].references.iter().any(is_cited);
                let provisions = ProvisionIndex::all(&document.provisions).filter(cites).collect();
                let citation = Citation { name: name.clone(), provisions };
                match nodes.get(other) {
                    Some(&node) => {
                        graph.add_edge(nodes[at], node, citation);
                    }
                    None => {
                        let source = DocumentIndex::new(at);
                        cited_elsewhere.push(CitedElsewhere { source, target: all[other].id.clone(), citation });
                    }
                }
            }
        }
    }
    (graph, cited_elsewhere)
}

impl Lineage {
    /// What a provision of a document cites: the document, and the provision in it if a place is named; nothing if
    /// these documents do not hold it.
    pub fn target_of(
        &self,
        document: DocumentIndex,
        citing: &Provision,
        reference: &Reference,
    ) -> Option<(DocumentIndex, Option<ProvisionIndex>)> {
        let cited = match &reference.document {
            None => document,
            Some(name) => DocumentIndex::all(&self.documents).find(|&at| self.documents[at].names.contains(name))?,
        };
        let Some(place) = &reference.place else { return Some((cited, None)) };
        let held = &self.documents[cited];
        let is_meant = |one: &Provision| one.numbering == place.numbering && one.label == place.label;
        let found = match cited == document {
            true => held.place_of(place, citing),
            false => ProvisionIndex::all(&held.provisions).find(|&at| is_meant(&held.provisions[at])),
        };
        Some((cited, Some(found?)))
    }

    /// The provisions that cite one by its number, in order.
    pub fn citing(&self, cited: ProvisionPlace) -> impl Iterator<Item = ProvisionPlace> + '_ {
        let meant = Some((cited.document, Some(cited.provision)));
        let there = &self.documents[cited.document].provisions[cited.provision];
        // Whatever a reference leads to has its number, and only where it has is it looked up.
        let has_number = move |place: &Place| {
            place.numbering == there.numbering && (place.label == there.number() || place.label == there.label)
        };
        DocumentIndex::all(&self.documents).flat_map(move |document| {
            let citing = &self.documents[document].provisions;
            let cites = move |&at: &ProvisionIndex| {
                let (one, is_placed) = (&citing[at], |one: &&Reference| one.place.as_ref().is_some_and(has_number));
                let mut placed = one.references.iter().filter(is_placed);
                placed.any(|reference| self.target_of(document, one, reference) == meant)
            };
            ProvisionIndex::all(citing).filter(cites).map(move |provision| ProvisionPlace { document, provision })
        })
    }
}
