//! HTML: a page that holds a whole lineage or comparison, and fragments to be pasted into other pages.
//!
//! The page needs nothing beside itself: its style, script and picture are in it, and its content security policy
//! forbids the browser to load anything. All that the script shows stands in the page already, so that it can be read,
//! printed and searched without.
//!
//! A browser takes long over a hundred thousand elements. Of long lists only the beginning stands in the page as such;
//! the rest stands in `<noscript>`: a browser without scripts reads it as a part of the page, any other as a mere text,
//! which costs it nothing and of which the script makes elements where they are come to.

mod long;
mod rows;
mod synoptic;

use std::collections::BTreeMap;
use std::io::Write;

use askama::Template;

use self::long::{FIRST, Long};
use self::rows::{Entry, Table, entries, sections, tables};
use self::synoptic::{SynopticTable, synoptic};
use super::chart::Chart;
use super::drawing::Drawing;
use super::text::printable;
use super::{Linked, Setting, Written, svg};
use crate::lineage::LinkKind;
use crate::report::english::{self, headings, page as words};
use crate::report::{
    DocumentHead, FamilyView, Grid, GridCell, GridRow, NodeView, Overview, RepeatTable, RepeatsView, Style, Tally,
    ThreadView,
};

/// The style sheet of a page.
pub const STYLE: &str = concat!(
    include_str!("style/colours.css"),
    include_str!("style/page.css"),
    include_str!("style/tables.css"),
    include_str!("style/picture.css"),
    include_str!("style/phone.css"),
    include_str!("style/print.css"),
);

/// The script of a page, in the order in which its parts build on each other; all of it is one function.
pub const SCRIPT: &str = concat!(
    include_str!("script/begin.js"),
    include_str!("script/lists.js"),
    include_str!("script/rows.js"),
    include_str!("script/picture.js"),
    include_str!("script/arrange.js"),
    include_str!("script/zoom.js"),
    include_str!("script/panel.js"),
    include_str!("script/card.js"),
    include_str!("script/reading.js"),
    include_str!("script/filters.js"),
    include_str!("script/tables.js"),
    include_str!("script/page.js"),
);

/// The hash of the script, by which the page's content security policy knows it. A test holds it to the script.
const SCRIPT_HASH: &str = "sha256-bIZ1gIjavMKsQLZgs591rzYb8Jw+j0ayok4u8qbTIGQ=";

/// What templates can do to texts.
mod filters {
    /// A name of several words, as a reader would write it.
    #[askama::filter_fn]
    pub(super) fn spaced(name: impl std::fmt::Display, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(name.to_string().replace('-', " "))
    }

    /// A text as every output can hold it.
    #[askama::filter_fn]
    pub(super) fn shown(text: impl std::fmt::Display, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(super::printable(&text.to_string()))
    }
}

/// A page.
#[derive(Template)]
#[template(path = "html/page.html")]
struct Page<'a> {
    title: &'a str,
    style: &'a str,
    script: &'a str,
    script_hash: &'a str,
    linked: Option<Linked<'a>>,
    about: Vec<String>,
    /// What happened, in numbers, with the rows that each is of.
    strips: Long<(String, Tally)>,
    is_of_several: bool,
    /// What the page consists of: the addresses of its sections, and their names.
    parts: Vec<(&'static str, &'static str)>,
    picture: String,
    comparisons: Vec<Table<'a>>,
    links: Vec<Table<'a>>,
    documents: &'a [DocumentHead],
    wordings: Vec<Wordings<'a>>,
    /// How far drafts under negotiation have come: a chart, and a sentence.
    progress: Vec<(String, &'a str)>,
    /// Whose words stand in them: a table, and a sentence.
    provenance: Vec<(Grid, &'a str)>,
    threads: &'a [ThreadView],
    families: &'a [FamilyView],
    synoptic: Vec<SynopticTable<'a>>,
    /// Whether something in these tables is linked to no other document.
    has_alone: bool,
    sections: Vec<String>,
    /// Whether all that it shows is one comparison, which the title names.
    is_alone: bool,
    total: usize,
}

/// The provisions of a document.
struct Wordings<'a> {
    head: &'a DocumentHead,
    language: Option<&'a str>,
    nodes: Long<&'a NodeView>,
}

/// A fragment: the change table and the redlines of a comparison.
#[derive(Template)]
#[template(path = "html/fragment.html")]
struct Fragment<'a> {
    comparisons: Vec<Table<'a>>,
}

/// A page on what later meetings repeat of earlier ones. It has no script.
#[derive(Template)]
#[template(path = "html/repeats.html")]
struct RepeatsPage<'a> {
    title: &'a str,
    style: &'a str,
    linked: Option<Linked<'a>>,
    tables: &'a [RepeatTable],
}

/// The same as a fragment.
#[derive(Template)]
#[template(path = "html/repeats_fragment.html")]
struct RepeatsFragment<'a> {
    tables: &'a [RepeatTable],
}

/// A page of a lineage or a comparison.
pub(super) fn page(view: &Overview<'_>, setting: &Setting<'_>, out: &mut dyn Write) -> Written {
    let mut room = FIRST;
    let (lineage, mut comparisons) = (view.lineage(), tables(view, &mut room));
    for table in &mut comparisons {
        table.language = foreign(table.language);
    }
    let entries = entries(view.links(), "e").into_iter();
    let (precedents, follow_up) = entries.partition::<Vec<_>, _>(|entry| entry.row.link == Some(LinkKind::Precedent));
    let series = english::series_lines(lineage);
    let links = [(LinkKind::Precedent, precedents), (LinkKind::FollowUp, follow_up)];
    let links = links.into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(kind, rows)| Table {
        heading: english::links_heading(kind).to_owned(),
        // Precedents stay within a series.
        notes: series.iter().filter(|_| kind == LinkKind::Precedent).map(String::as_str).collect(),
        language: None,
        is_of_many: true,
        rows: Long::of(rows, &mut room),
    });
    let mut links: Vec<Table<'_>> = links.collect();
    let sections = sections(comparisons.iter().chain(&links).flat_map(|table| table.rows.iter()));
    for entry in comparisons.iter_mut().chain(&mut links).flat_map(|table| table.rows.iter_mut()) {
        entry.find(&sections);
    }
    let entries = comparisons.iter().chain(&links).flat_map(|table| table.rows.iter());
    let rows: Vec<&Entry<'_>> = entries.collect();
    let synoptic = synoptic(view);
    let has_alone = synoptic.iter().any(|table| table.rows.iter().any(|row| row.is_alone));
    let strips = strips(view);
    let parts = [
        ("changes", words::CHANGES, true),
        ("synoptic", words::SYNOPTIC, !synoptic.is_empty()),
        ("drafts", words::DRAFTS, lineage.progress.len() + lineage.provenance.len() > 0),
        ("picture", words::PICTURE, true),
        ("threads", words::THREADS, !lineage.threads.is_empty() && lineage.documents.len() > 2),
        ("families", words::FAMILIES, !lineage.families.is_empty() && lineage.documents.len() > 2),
        ("documents", words::DOCUMENTS, true),
        ("wordings", words::WORDINGS, true),
    ];
    let page = Page {
        title: &printable(&view.title),
        style: &[if setting.linked.is_some() { "" } else { STYLE }, &running_head(&view.title)].concat(),
        script: SCRIPT,
        script_hash: SCRIPT_HASH,
        linked: setting.linked,
        about: about(view),
        is_of_several: strips.first.len() > 1,
        strips,
        parts: parts.into_iter().filter(|(.., is_there)| *is_there).map(|(id, name, _)| (id, name)).collect(),
        picture: svg::picture(&Drawing::of(view.picture()), &view.title, false),
        is_alone: comparisons.len() == 1 && links.is_empty(),
        total: rows.len(),
        has_alone,
        synoptic,
        sections,
        documents: &lineage.documents,
        wordings: wordings(view),
        progress: lineage.progress.iter().map(|view| (Chart::of(view).svg(None), view.sentence.as_str())).collect(),
        provenance: lineage.provenance.iter().map(|view| (view.grid(), view.sentence.as_str())).collect(),
        threads: &lineage.threads,
        families: &lineage.families,
        comparisons,
        links,
    };
    write(&page, out)
}

/// The title as the style sheet sets it at the head of each printed page but the first.
fn running_head(title: &str) -> String {
    let told: String = printable(title)
        .chars()
        .map(|letter| match letter {
            letter if letter.is_alphanumeric() || " /.,→–()".contains(letter) => letter.to_string(),
            // Whatever could mean something is written by its number.
            other => format!("\\{:x} ", u32::from(other)),
        })
        .collect();
    format!(":root{{--running:\"{told}\"}}")
}

/// What is said below the title: which two documents are compared, or what the lineage is of.
fn about(view: &Overview<'_>) -> Vec<String> {
    let documents = &view.lineage().documents;
    match documents.len() {
        _ if view.is_of_history() => Vec::new(),
        2 => documents.iter().map(english::cited_in_full).collect(),
        _ => vec![english::lineage_sentence(view.lineage())],
    }
}

/// How many strips of numbers stand open at the top.
const STRIPS: usize = 4;

/// What happened in numbers, each with what the addresses of its rows begin with.
fn strips(view: &Overview<'_>) -> Long<(String, Tally)> {
    let tallies = view.tallies();
    let comparisons = view.comparisons().len();
    let before = usize::from(comparisons > 1);
    let key = |at: usize| match at.checked_sub(before) {
        None => "c".to_owned(),
        Some(place) if place < comparisons => format!("c{place}"),
        Some(_) => "e".to_owned(),
    };
    let mut keyed: Vec<(String, Tally)> = tallies.into_iter().enumerate().map(|(at, tally)| (key(at), tally)).collect();
    // Of very many comparisons what holds between meetings is told before each of them.
    if keyed.len() > STRIPS && keyed.last().is_some_and(|(key, _)| key == "e") {
        keyed[before..].rotate_right(1);
    }
    let mut room = if keyed.len() > STRIPS { before + usize::from(keyed[before].0 == "e") } else { STRIPS };
    Long::of(keyed, &mut room)
}

/// The change tables and redlines alone, to be pasted into another page.
pub(super) fn fragment(view: &Overview<'_>, _: &Setting<'_>, out: &mut dyn Write) -> Written {
    let mut room = usize::MAX;
    write(&Fragment { comparisons: tables(view, &mut room) }, out)
}

/// A page of what later meetings repeat of earlier ones.
pub(super) fn repeats(view: &RepeatsView, setting: &Setting<'_>, out: &mut dyn Write) -> Written {
    let title = printable(&english::repeats_title(&view.tables));
    // The page's script is that of a page with changes.
    let linked = setting.linked.map(|linked| Linked { scripts: &[], ..linked });
    let style = if linked.is_some() { "" } else { STYLE };
    write(&RepeatsPage { title: &title, style, linked, tables: &view.tables }, out)
}

/// The tables of that alone, to be pasted into another page.
pub(super) fn repeats_fragment(view: &RepeatsView, _: &Setting<'_>, out: &mut dyn Write) -> Written {
    write(&RepeatsFragment { tables: &view.tables }, out)
}

/// Writes a template as it is filled in.
fn write(template: &impl Template, out: &mut dyn Write) -> Written {
    Template::write_into(template, out)
}

/// A template, filled in.
pub(super) fn filled(template: &impl Template) -> String {
    // Writing to a string cannot fail, and no filter of these templates does.
    template.render().expect("templates are filled in without errors")
}

/// A language that is not the page's own, which need not be said.
fn foreign(language: Option<&str>) -> Option<&str> {
    language.filter(|&language| language != words::LANGUAGE)
}

/// The provisions of each document that has any.
fn wordings<'a>(view: &'a Overview<'_>) -> Vec<Wordings<'a>> {
    let lineage = view.lineage();
    let mut of = BTreeMap::<&str, Vec<&NodeView>>::new();
    for node in &lineage.nodes {
        of.entry(&node.document).or_default().push(node);
    }
    let mut room = FIRST;
    let with = |head: &'a DocumentHead| {
        let nodes = Long::of(of.remove(head.id.as_str())?, &mut room);
        Some(Wordings { head, language: foreign(head.metadata.language.as_deref()), nodes })
    };
    lineage.documents.iter().filter_map(with).collect()
}

#[cfg(test)]
mod tests {
    use base64ct::{Base64, Encoding};
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_page_knows_its_script_by_its_hash() {
        let hash = Base64::encode_string(&Sha256::digest(SCRIPT));
        assert_eq!(SCRIPT_HASH, format!("sha256-{hash}"), "set SCRIPT_HASH to this");
    }
}
