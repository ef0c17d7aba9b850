//! What the provisions of two meetings are about: their headings, or the words that they share.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;
use schemars::JsonSchema;
use serde::Serialize;

use crate::lineage::Lineage;
use crate::retrieval;

/// What tells what provisions are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ThemesBy {
    /// The headings that they stand under.
    Headings,
    /// The words that they share.
    Words,
}

/// The themes of two documents, and on which of them each provision is.
pub(super) struct Themes {
    pub(super) by: ThemesBy,
    pub(super) names: Vec<Option<String>>,
    pub(super) of: BTreeMap<NodeIndex, usize>,
}

/// How many headings two documents must have in common for headings to tell the themes of both.
const COMMON_HEADINGS: usize = 2;

impl Themes {
    pub(super) fn of(lineage: &Lineage, sides: [&[NodeIndex]; 2], parameters: &retrieval::Parameters) -> Self {
        Themes::by_headings(lineage, sides).unwrap_or_else(|| {
            let themes = lineage.themes(&sides.concat(), parameters);
            let of = themes.iter().enumerate();
            let of = of.flat_map(|(at, theme)| theme.nodes.iter().map(move |&node| (node, at))).collect();
            let name = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
            Themes { by: ThemesBy::Words, names: themes.iter().map(|theme| name(&theme.words)).collect(), of }
        })
    }

    /// The headings, if both documents have several that are the same but for their numbers.
    fn by_headings(lineage: &Lineage, sides: [&[NodeIndex]; 2]) -> Option<Self> {
        let heading = |node: NodeIndex| {
            let node = &lineage.graph[node];
            lineage.documents[node.document].provision(node.provision).section.last().map(|title| unnumbered(title))
        };
        let key = |heading: Option<&str>| heading.map(str::to_lowercase);
        let keys = sides.map(|side| side.iter().filter_map(|&node| key(heading(node))).collect::<BTreeSet<String>>());
        if keys[0].intersection(&keys[1]).count() < COMMON_HEADINGS {
            return None;
        }
        // In the order of the later document, then of the earlier; what stands under none comes last.
        let (mut names, mut known) = (Vec::new(), BTreeMap::<Option<String>, usize>::new());
        let all = || [sides[1], sides[0]].concat().into_iter();
        for node in all().filter(|&node| heading(node).is_some()).chain(all()) {
            known.entry(key(heading(node))).or_insert_with(|| {
                names.push(heading(node).map(str::to_owned));
                names.len() - 1
            });
        }
        let of = all().map(|node| (node, known[&key(heading(node))])).collect();
        Some(Themes { by: ThemesBy::Headings, names, of })
    }
}

/// A heading without its number: "B. Trafficking" is on trafficking.
fn unnumbered(title: &str) -> &str {
    let title = title.trim();
    match title.split_once(char::is_whitespace) {
        Some((first, rest)) if first.ends_with(['.', ')']) || first.starts_with(|c: char| c.is_ascii_digit()) => {
            rest.trim_start()
        }
        _ => title,
    }
}
