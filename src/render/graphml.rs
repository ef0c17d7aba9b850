//! GraphML, for Gephi, yEd, NetworkX and their like: provisions as nodes, links as edges, with all that is known of them
//! as typed attributes.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::text::printable;
use super::{Rendered, Setting};
use crate::report::{DocumentHead, EdgeView, LineageView, NodeView, Overview, english};

/// An attribute of nodes or edges: its name, its type, and its value where there is one.
type Attribute<T> = (&'static str, &'static str, fn(&T, &LineageView) -> Option<String>);

const OF_NODES: [Attribute<NodeView>; 9] = [
    ("label", "string", |node, _| Some(node.label.clone())),
    ("document", "string", |node, _| Some(node.document.clone())),
    ("symbol", "string", |node, view| head(node, view)?.metadata.symbol.clone().map(String::from)),
    ("date", "string", |node, view| head(node, view)?.metadata.date.map(|date| date.to_string())),
    ("stage", "string", |node, view| Some(head(node, view)?.metadata.stage().name().to_owned())),
    ("kind", "string", |node, _| Some(node.kind.name().to_owned())),
    ("section", "string", |node, _| some(node.section.join(" / "))),
    ("text", "string", |node, _| Some(node.text.clone())),
    ("core", "string", |node, _| node.core.clone()),
];

const OF_EDGES: [Attribute<EdgeView>; 11] = [
    ("kind", "string", |edge, _| Some(edge.kind.name().to_owned())),
    ("relation", "string", |edge, _| Some(edge.relation.name().to_owned())),
    ("weight", "double", |edge, _| Some(edge.score.to_string())),
    ("confidence", "double", |edge, _| Some(edge.confidence.to_string())),
    ("certainty", "string", |edge, _| Some(edge.certainty.name().to_owned())),
    ("kept_of_old", "double", |edge, _| Some(edge.coverage.old.to_string())),
    ("kept_of_new", "double", |edge, _| Some(edge.coverage.new.to_string())),
    ("shared", "string", |edge, _| some(edge.shared.join(", "))),
    ("shifts", "string", |edge, _| some(english::shift_summary(edge.shifts.as_ref()?))),
    ("principal", "boolean", |edge, _| Some(edge.principal.to_string())),
    ("decision", "string", |edge, _| edge.decision.as_ref().map(english::decided)),
];

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn head<'v>(node: &NodeView, view: &'v LineageView) -> Option<&'v DocumentHead> {
    view.documents.iter().find(|head| head.id == node.document)
}

/// A lineage as GraphML.
pub(super) fn render(view: &Overview<'_>, _: &Setting<'_>) -> Rendered {
    let view = view.lineage();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory cannot fail.
    written(&mut writer, view).expect("memory takes what is written");
    let mut text = writer.into_inner();
    text.push(b'\n');
    Ok(text)
}

fn written(writer: &mut Writer<Vec<u8>>, view: &LineageView) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|writer| {
        for (domain, (name, kind)) in (OF_NODES.iter().map(|one| ("node", (one.0, one.1))))
            .chain(OF_EDGES.iter().map(|one| ("edge", (one.0, one.1))))
        {
            let id = key(domain, name);
            let attributes = [("id", id.as_str()), ("for", domain), ("attr.name", name), ("attr.type", kind)];
            writer.create_element("key").with_attributes(attributes).write_empty()?;
        }
        let graph = writer.create_element("graph").with_attributes([("id", "lineage"), ("edgedefault", "directed")]);
        graph.write_inner_content(|writer| {
            for node in &view.nodes {
                let element = writer.create_element("node").with_attribute(("id", printable(&node.id).as_str()));
                element.write_inner_content(|writer| data(writer, "node", &OF_NODES, (node, view)))?;
            }
            for edge in &view.edges {
                let ends = [printable(&edge.source), printable(&edge.target)];
                let element = writer
                    .create_element("edge")
                    .with_attributes([("source", ends[0].as_str()), ("target", ends[1].as_str())]);
                element.write_inner_content(|writer| data(writer, "edge", &OF_EDGES, (edge, view)))?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

/// The id of an attribute's key: nodes and edges may have attributes of one name.
fn key(domain: &str, name: &str) -> String {
    format!("{domain}-{name}")
}

fn data<T>(
    writer: &mut Writer<Vec<u8>>,
    domain: &str,
    attributes: &[Attribute<T>],
    (of, view): (&T, &LineageView),
) -> std::io::Result<()> {
    for (name, _, value) in attributes {
        if let Some(value) = value(of, view) {
            let element = writer.create_element("data").with_attribute(("key", key(domain, name).as_str()));
            element.write_text_content(BytesText::new(&printable(&value)))?;
        }
    }
    Ok(())
}
