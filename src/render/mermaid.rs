//! Mermaid, for pages that draw it: a subgraph for each document, a node for each provision.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::look::look_of_link;
use super::text::clean;
use super::{Rendered, Setting};
use crate::align::Certainty;
use crate::report::{NodeView, Overview, english, matter, opening};

/// A lineage as a Mermaid flowchart.
pub(super) fn render(view: &Overview<'_>, _: &Setting<'_>) -> Rendered {
    let view = view.lineage();
    // Ids of Mermaid are plain words; the provisions' own may hold anything.
    let names: BTreeMap<&str, String> =
        view.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), format!("p{at}"))).collect();
    let mut drawn = BTreeMap::<&str, Vec<&NodeView>>::new();
    view.drawn().for_each(|node| drawn.entry(&node.document).or_default().push(node));
    let mut out = String::from("flowchart LR\n");
    for (at, head) in view.documents.iter().enumerate() {
        line(&mut out, format_args!("  subgraph d{at}[{}]", quoted(&head.id)));
        for node in drawn.get(head.id.as_str()).into_iter().flatten() {
            let words = opening(matter(node));
            line(
                &mut out,
                format_args!("    {}[{}]", names[node.id.as_str()], quoted(&format!("{} {words}", node.label))),
            );
        }
        line(&mut out, format_args!("  end"));
    }
    for (at, edge) in view.edges.iter().enumerate() {
        let (Some(from), Some(to)) = (names.get(edge.source.as_str()), names.get(edge.target.as_str())) else {
            continue;
        };
        let arrow = if edge.certainty == Certainty::Doubtful { "-.->" } else { "-->" };
        line(&mut out, format_args!("  {from} {arrow}|{}| {to}", quoted(english::link(edge.kind, edge.relation))));
        line(&mut out, format_args!("  linkStyle {at} stroke:{}", look_of_link(edge.kind, edge.substance()).colour));
    }
    Ok(out.into())
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

/// A text in quotes. Whatever could mean something to Mermaid, Markdown or HTML within them is written by its number.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in clean(text).replace('\n', " ").chars() {
        match letter {
            letter if letter.is_alphanumeric() || " .,:/()-–—…’'“”".contains(letter) => out.push(letter),
            letter => out.push_str(&format!("#{};", letter as u32)),
        }
    }
    out.push('"');
    out
}
