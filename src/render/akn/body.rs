//! The provisions of a document as a hierarchy, each with an id by the naming convention of Akoma Ntoso.

use std::collections::BTreeMap;

use super::naming::number;
use crate::model::{Kind, ProvisionId};
use crate::report::NodeView;

/// The ids of provisions in their document: `art_5__para_2`.
pub(super) type Ids = BTreeMap<ProvisionId, String>;

/// The provisions of a document.
#[derive(Default)]
pub(super) struct Body<'a> {
    /// The paragraphs of a preamble that stand before anything else.
    pub(super) recitals: Vec<Part<'a>>,
    /// All others, under their headings.
    pub(super) parts: Vec<Part<'a>>,
    /// The id of each provision.
    pub(super) ids: Ids,
    /// How often each id was asked for, since none may be given twice.
    given: BTreeMap<String, usize>,
}

/// A part of a document: a provision, or what stands under a heading.
pub(super) struct Part<'a> {
    /// The element that it is.
    pub(super) element: &'static str,
    /// What it is, where the element does not say.
    pub(super) name: Option<&'static str>,
    /// The id.
    pub(super) id: String,
    /// The printed number; absent where none is printed.
    pub(super) number: Option<&'a str>,
    /// The heading.
    pub(super) heading: Option<&'a str>,
    /// Its own text.
    pub(super) text: Option<&'a str>,
    /// What stands in it.
    pub(super) parts: Vec<Part<'a>>,
}

/// The id of the preamble's paragraphs as a whole.
pub(super) const RECITALS: &str = "recs";

impl<'a> Body<'a> {
    /// The provisions of a document, in the order of its text.
    pub(super) fn of(nodes: &[&'a NodeView]) -> Self {
        let mut body = Body::default();
        let preamble = nodes.iter().take_while(|node| node.kind == Kind::Preamble).count();
        let (recitals, others) = nodes.split_at(preamble);
        body.recitals = recitals.iter().map(|node| body.recital(node)).collect();
        body.parts = body.under(others, 0, "");
        body
    }

    /// A paragraph of a preamble, whose number is counted and not printed.
    fn recital(&mut self, node: &'a NodeView) -> Part<'a> {
        let count = node.label.strip_prefix("PP").unwrap_or(&node.label);
        let id = self.give(&format!("{RECITALS}__{}", numbered("rec", count)), node);
        Part { element: "recital", name: None, id, number: None, heading: None, text: Some(&node.text), parts: vec![] }
    }

    /// Provisions that share so many headings, in what they do not share.
    fn under(&mut self, nodes: &[&'a NodeView], depth: usize, within: &str) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        let mut sections = 0;
        for run in nodes.chunk_by(|one, next| one.section.get(depth) == next.section.get(depth)) {
            let Some(heading) = run[0].section.get(depth) else {
                parts.extend(run.chunk_by(|one, next| is_one_article(one, next)).map(|run| self.provisions(run, None)));
                continue;
            };
            if is_article(run, depth) {
                parts.push(self.provisions(run, Some(heading)));
                continue;
            }
            sections += 1;
            let wanted = format!("{within}sec_nn_{sections}");
            let id = self.unique(&wanted);
            let inside = self.under(run, depth + 1, &format!("{id}__"));
            parts.push(Part {
                element: "section",
                name: None,
                id,
                number: None,
                heading: Some(heading),
                text: None,
                parts: inside,
            });
        }
        parts
    }

    /// A provision, or an article of several paragraphs.
    fn provisions(&mut self, run: &[&'a NodeView], heading: Option<&'a str>) -> Part<'a> {
        let first = run[0];
        let Some((article, _)) = article_paragraph(first).or(Some((&first.label, ""))).filter(|_| is_parted(run))
        else {
            return self.provision(first, heading);
        };
        let id = self.unique(&numbered("art", article));
        let mut whole = Part {
            element: "article",
            name: None,
            id,
            number: Some(article),
            heading,
            text: None,
            parts: Vec::with_capacity(run.len()),
        };
        for node in run {
            match article_paragraph(node) {
                // What leads in to the paragraphs.
                None if whole.text.is_none() && whole.parts.is_empty() => {
                    whole.text = Some(&node.text);
                    self.ids.entry(node.id.clone()).or_insert_with(|| whole.id.clone());
                }
                paragraph => {
                    let place = paragraph.map_or(node.label.as_str(), |(_, paragraph)| paragraph);
                    let id = self.give(&format!("{}__{}", whole.id, numbered("para", place)), node);
                    let (number, text) = (Some(place), Some(node.text.as_str()));
                    let part =
                        Part { element: "paragraph", name: None, id, number, heading: None, text, parts: vec![] };
                    whole.parts.push(part);
                }
            }
        }
        whole
    }

    /// A provision that is one part.
    fn provision(&mut self, node: &'a NodeView, heading: Option<&'a str>) -> Part<'a> {
        let (element, prefix) = match node.kind {
            Kind::Article => ("article", "art"),
            Kind::Clause => ("clause", "clause"),
            Kind::Paragraph => ("paragraph", "para"),
            Kind::Recommendation | Kind::Preamble | Kind::Item => ("hcontainer", "hcontainer"),
        };
        let id = self.give(&numbered(prefix, &node.label), node);
        let name = (element == "hcontainer").then(|| node.kind.name());
        let number = Some(node.label.as_str()).filter(|_| node.kind != Kind::Preamble);
        Part { element, name, id, number, heading, text: Some(&node.text), parts: vec![] }
    }

    /// Gives a provision an id that no other has.
    fn give(&mut self, wanted: &str, node: &NodeView) -> String {
        let id = self.unique(wanted);
        self.ids.entry(node.id.clone()).or_insert_with(|| id.clone());
        id
    }

    /// An id that was not given yet: of several that are alike the second and the next are counted.
    fn unique(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        loop {
            let count = self.given.entry(id.clone()).or_default();
            *count += 1;
            if *count == 1 {
                return id;
            }
            id = format!("{wanted}-dup{count}");
        }
    }
}

/// The id of a part by its element and its number.
fn numbered(prefix: &str, label: &str) -> String {
    let number = number(label);
    if number.is_empty() { format!("{prefix}_nn") } else { format!("{prefix}_{number}") }
}

/// The article and the paragraph of a label of the form `5(2)`.
fn article_paragraph(node: &NodeView) -> Option<(&str, &str)> {
    let (article, paragraph) = node.label.strip_suffix(')')?.split_once('(')?;
    (node.kind == Kind::Article && !article.is_empty()).then_some((article, paragraph))
}

/// The number of the article that a provision is or stands in.
fn article_of(node: &NodeView) -> Option<&str> {
    (node.kind == Kind::Article).then(|| article_paragraph(node).map_or(node.label.as_str(), |(article, _)| article))
}

fn is_one_article(one: &NodeView, next: &NodeView) -> bool {
    article_of(one).is_some_and(|article| article_of(next) == Some(article))
}

/// Whether some provisions are paragraphs of one article, and not the whole of one.
fn is_parted(run: &[&NodeView]) -> bool {
    run.len() > 1 || article_paragraph(run[0]).is_some()
}

/// Whether the innermost heading of some provisions is that of an article, since it holds one and nothing else.
fn is_article(run: &[&NodeView], depth: usize) -> bool {
    let is_innermost = run.iter().all(|node| node.section.len() == depth + 1);
    is_innermost && article_of(run[0]).is_some() && run.iter().all(|node| is_one_article(run[0], node))
}
