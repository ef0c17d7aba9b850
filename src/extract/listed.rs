//! Recommendations that a paragraph lists: "The following recommendations were made: 1. ...; 2. ...".

use std::sync::LazyLock;

use regex::Regex;

use super::build::LineIndex;
use crate::model::{Item, Kind, Numbering, Provision};

/// The number that an item begins with.
static MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\(?\d{1,3}[.)]\s*").expect("valid"));

/// A paragraph that leads in to a list of numbered items, and each item as a recommendation: of paragraph 60 the
/// recommendations 60(1), 60(2). Nothing if it has no such list, or what leads in does not end so.
pub(super) fn recommendations(paragraph: &Provision, lines: &LineIndex) -> Option<Vec<Provision>> {
    let text = paragraph.text();
    let is_numbered = |item: &&Item| {
        let own = item.label.strip_prefix(paragraph.label.as_str()).unwrap_or_default();
        own.matches('(').count() == 1 && MARK.is_match(&text[item.range.clone()])
    };
    let listed: Vec<&Item> = paragraph.items.iter().filter(is_numbered).collect();
    let (first, others) = listed.split_first()?;
    let lead = text[..first.range.start].trim_end();
    if others.is_empty() || !lead.ends_with([':', '：']) {
        return None;
    }
    let ends = others.iter().map(|item| item.range.start).chain([text.len()]);
    let recommendations = listed.iter().zip(ends).map(|(item, end)| {
        let mark = MARK.find(&text[item.range.start..]).map_or(0, |mark| mark.end());
        let start = item.range.start + mark;
        let end = start + text[start..end].trim_end().len();
        let within = paragraph.items.iter().filter(|one| one.range.start >= start && one.range.end <= end);
        let items =
            within.map(|one| Item { label: one.label.clone(), range: one.range.start - start..one.range.end - start });
        let passage = paragraph.passage.slice(start..end);
        Provision {
            label: item.label.clone(),
            kind: Kind::Recommendation,
            numbering: Numbering::Recommendation,
            items: items.collect(),
            line: lines.line(passage.span().start),
            passage,
            ..paragraph.clone()
        }
    });
    let leading = Provision { items: Vec::new(), passage: paragraph.passage.slice(0..lead.len()), ..paragraph.clone() };
    Some([leading].into_iter().chain(recommendations).collect())
}
