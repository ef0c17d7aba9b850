//! DOT, for Graphviz: a column for each document in the order of time, a node for each provision.
//!
//! petgraph's own writer knows no clusters and no order within a rank, so the text is written here;
//! every string goes through `quoted`, which is all that keeps a document's text from being read
//! as DOT.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::look::look_of_link;
use super::text::clean;
use super::{Rendered, Setting};
use crate::align::{Certainty, Relation};
use crate::lineage::LinkKind;
use crate::report::{EdgeView, NodeView, Overview, english};

/// How many characters a line of a node's label has, and how many lines of opening words.
const LINE: usize = 30;
const LINES: usize = 3;

/// What the whole graph looks like.
const STYLE: &str = r##"  graph [rankdir=LR, ranksep=1.8, nodesep=0.12, newrank=true, fontname="Helvetica", fontsize=10, labelloc=b];
  node [shape=box, style="rounded,filled", fillcolor=white, color=gray55, fontname="Helvetica", fontsize=9, width=2.3, margin="0.08,0.05"];
  edge [fontname="Helvetica", fontsize=8, arrowsize=0.6, tailport=e, headport=w, labeldistance=2.6, labelangle=14];
"##;

/// A lineage as a DOT graph.
pub(super) fn render(view: &Overview<'_>, _: &Setting<'_>) -> Rendered {
    let view = view.lineage();
    let mut by_document = BTreeMap::<&str, Vec<&NodeView>>::new();
    for node in view.drawn() {
        by_document.entry(&node.document).or_default().push(node);
    }
    let mut out = format!("digraph lineage {{\n{STYLE}  label={};\n", quoted(english::GRAPH_LEGEND));
    for (at, document) in view.documents.iter().enumerate() {
        let nodes = by_document.get(document.id.as_str()).map_or(&[][..], Vec::as_slice);
        let about = document.metadata.symbol_and_date();
        let title = std::iter::once(document.id.clone()).chain(about).collect::<Vec<_>>().join("\n");
        write(&mut out, format_args!("  subgraph cluster_{at} {{\n"));
        write(
            &mut out,
            format_args!(
                "    label={};\n    labelloc=t; style=\"rounded,filled\"; color=gray85; fillcolor=gray97; fontsize=11;\n",
                quoted(&title)
            ),
        );
        // A point at the head of each column ties the columns together in their order.
        write(&mut out, format_args!("    {} [shape=point, width=0.01, style=invis];\n", quoted(&head(&document.id))));
        for node in nodes {
            let text = format!("{}\n{}", node.label, opening(&node.text));
            write(
                &mut out,
                format_args!("    {} [label={}, tooltip={}];\n", quoted(&node.id), quoted(&text), quoted(&node.text)),
            );
        }
        let mut column: Vec<String> = nodes.iter().map(|node| quoted(&node.id)).collect();
        if nodes.is_empty() {
            let id = quoted(&format!("{} none", document.id));
            let label = quoted(english::NO_RECOMMENDATIONS);
            write(&mut out, format_args!("    {id} [label={label}, style=dashed, fontcolor=gray45];\n"));
            column.push(id);
        }
        // Same rank: one column. Invisible edges within it: the order of the document. With the
        // ranks going from left to right, Graphviz sets the first of a rank at the bottom.
        column.insert(0, quoted(&head(&document.id)));
        column.reverse();
        write(
            &mut out,
            format_args!("    {{ rank=same; {} [style=invis, tailport=_, headport=_]; }}\n  }}\n", column.join(" -> ")),
        );
    }
    let heads: Vec<String> = view.documents.iter().map(|document| quoted(&head(&document.id))).collect();
    if heads.len() > 1 {
        write(&mut out, format_args!("  {} [style=invis, tailport=_, headport=_, weight=10];\n", heads.join(" -> ")));
    }
    let mut incoming = BTreeMap::<&str, usize>::new();
    view.edges.iter().for_each(|edge| *incoming.entry(&edge.target).or_default() += 1);
    for edge in &view.edges {
        let is_alone = incoming[edge.target.as_str()] == 1;
        write(
            &mut out,
            format_args!("  {} -> {} [{}];\n", quoted(&edge.source), quoted(&edge.target), attributes(edge, is_alone)),
        );
    }
    out.push_str("}\n");
    Ok(out.into())
}

fn write(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}

/// The id of the point at the head of a document's column. Every provision's id has a slash.
fn head(document: &str) -> String {
    format!("{document} head")
}

/// How a link is drawn; `is_alone` says that it is the only one that leads to its provision.
fn attributes(edge: &EdgeView, is_alone: bool) -> String {
    let colour = look_of_link(edge.kind, edge.substance()).colour;
    let width = match (edge.kind, edge.relation) {
        (LinkKind::Precedent | LinkKind::FollowUp, _) | (_, Relation::Unchanged) => 1.0,
        (_, Relation::Split | Relation::Merged) => 1.6,
        _ => 1.4,
    };
    let width = if edge.principal { width } else { 0.5 };
    let style = match (edge.certainty, edge.kind) {
        (Certainty::Doubtful, _) => "dashed",
        (_, LinkKind::FollowUp) => "dotted",
        (Certainty::Likely | Certainty::Sure, _) => "solid",
    };
    // Links must not pull: columns and the order within them are the document's. The confidence stands
    // at the arrow's head, where links fan out and it can be read, or at its foot where several heads meet.
    let label = if is_alone { "headlabel" } else { "taillabel" };
    format!(
        "{label}={}, tooltip={}, color=\"{colour}\", fontcolor=\"{colour}\", penwidth={width:.1}, style={style}, constraint=false",
        quoted(&format!("{:.2}", edge.confidence)),
        quoted(&english::link_tip(edge))
    )
}

/// The opening words in a few short lines.
fn opening(text: &str) -> String {
    let mut lines = vec![String::new()];
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let line = lines.last_mut().expect("there is a line from the start");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > LINE {
            if lines.len() == LINES {
                lines.last_mut().expect("as above").push_str(" …");
                break;
            }
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        // A word without end must not make a node without end.
        if let Some(line) = lines.last_mut()
            && line.chars().count() > LINE
        {
            *line = line.chars().take(LINE - 1).collect();
            line.push('…');
            if words.peek().is_some() && lines.len() == LINES {
                break;
            }
        }
    }
    lines.join("\n")
}

/// A string as DOT reads it back: quotes and backslashes escaped, line breaks as `\n`, control
/// characters made visible.
fn quoted(text: &str) -> String {
    let escaped = clean(text).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_out_of_its_quotes() {
        assert_eq!(quoted("a \"b\" \\ c\n]; evil -> x\u{0}"), r#""a \"b\" \\ c\n]; evil -> x␀""#);
    }

    #[test]
    fn opening_words_are_few() {
        let long = "word ".repeat(100);
        assert_eq!(opening(&long).lines().count(), LINES);
        assert!(opening(&"x".repeat(1000)).chars().count() <= LINE);
        assert_eq!(opening("Short."), "Short.");
    }
}
