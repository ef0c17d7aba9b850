//! Builds the lineage of a corpus and walks its petgraph graph: for each provision that came from
//! another, the way back.
//!
//! ```text
//! cargo run --example threads -- corpus
//! ```

use std::path::Path;

use petgraph::Direction;
use petgraph::visit::EdgeRef;
use travaux::align::Options;
use travaux::corpus::Corpus;
use travaux::error::Result;
use travaux::extract::read;
use travaux::lineage::Lineage;

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "corpus".into());
    let sources = Corpus::open(Path::new(&folder))?.sources()?;
    let documents = sources.iter().map(read).collect::<Result<Vec<_>>>()?;
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
                link.link.score,
                link.link.certainty.name()
            );
        }
    }
    Ok(())
}
