//! Builds the lineage of a corpus and walks its petgraph graphs: for each provision that came from
//! another, the way back; then the threads with what became of them, and which documents cite which.
//!
//! ```text
//! cargo run --example threads -- corpus
//! ```

use std::path::Path;

use petgraph::Direction;
use petgraph::visit::EdgeRef;
use travaux::analysis::{self, Analysed};
use travaux::corpus::Corpus;
use travaux::error::Result;
use travaux::extract::read;
use travaux::lineage::{Lineage, Options};

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "corpus".into());
    let sources = Corpus::open(Path::new(&folder))?.sources()?;
    let documents = sources.iter().map(read).collect::<Result<Vec<_>>>()?;
    let documents = Analysed::of_each(documents, &analysis::Options::default());
    let lineage = Lineage::build(documents, &Options::default());
    for node in lineage.graph.node_indices() {
        for edge in lineage.graph.edges_directed(node, Direction::Incoming) {
            let (link, earlier) = (edge.weight(), &lineage.graph[edge.source()]);
            println!(
                "{} <- {} ({}, {}, {:.2} {})",
                lineage.graph[node].id,
                earlier.id,
                link.kind.name(),
                link.relation.name(),
                link.support.score,
                link.support.certainty.name()
            );
        }
    }
    for thread in lineage.threads() {
        let life = lineage.life(&thread);
        let status: Vec<&str> = life.status.iter().map(|status| status.name()).collect();
        let (first, last) = (&lineage.graph[life.first].id, &lineage.graph[life.last].id);
        println!("{first} .. {last}: {} wordings, {}", thread.nodes.len(), status.join(", "));
    }
    for edge in lineage.citations.edge_references() {
        let id = |node: petgraph::graph::NodeIndex| &lineage.documents[lineage.citations[node]].id;
        println!("{} cites {} as {}", id(edge.source()), id(edge.target()), edge.weight().name);
    }
    Ok(())
}
