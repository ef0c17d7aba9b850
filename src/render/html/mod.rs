//! HTML: a page that holds a whole lineage or comparison, and fragments to be pasted into other pages.
//!
//! The page needs nothing beside itself: its style, script and picture are in it, and its content security policy
//! forbids the browser to load anything. All that the script shows stands in the page already, so that it can be read,
//! printed and searched without.
//!
//! A browser takes long over a hundred thousand elements. Of long lists only the beginning stands in the page as such;
//! the rest stands in `<noscript>`: a browser without scripts reads it as a part of the page, any other as a mere text,
//! which costs it nothing and of which the script makes elements where they are come to.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use askama::Template;

use super::chart::Chart;
use super::drawing::Drawing;
use super::redline::{Shown, shown};
use super::text::printable;
use super::{Setting, Written, svg};
use crate::align::Certainty;
use crate::lineage::LinkKind;
use crate::report::english::{self, headings, page as words};
use crate::report::{
    ComparisonView, DocumentHead, FamilyView, Grid, GridCell, GridRow, Manner, NodeView, Op, Overview, RepeatTable,
    RepeatsView, Row, Segment, Style, ThreadView,
};

const STYLE: &str = concat!(
    include_str!("style/colours.css"),
    include_str!("style/page.css"),
    include_str!("style/picture.css"),
    include_str!("style/phone.css"),
    include_str!("style/print.css"),
);

/// The script, in the order in which its parts build on each other; all of it is one function.
const SCRIPT: &str = concat!(
    include_str!("script/begin.js"),
    include_str!("script/lists.js"),
    include_str!("script/rows.js"),
    include_str!("script/picture.js"),
    include_str!("script/arrange.js"),
    include_str!("script/zoom.js"),
    include_str!("script/panel.js"),
    include_str!("script/card.js"),
    include_str!("script/filters.js"),
    include_str!("script/tables.js"),
    include_str!("script/page.js"),
);

/// The hash of the script, by which the page's content security policy knows it. A test holds it to the script.
const SCRIPT_HASH: &str = "sha256-J7gDXlPV/ht0i3cT/4CXWi1N1jkMiURhMeGHuqog9ag=";

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

    /// A sentence whose quotations are each kept apart, so that those that run from right to left do not change places.
    #[askama::filter_fn]
    pub(super) fn isolated(sentence: impl std::fmt::Display, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(sentence.to_string().replace('“', "“\u{2068}").replace('”', "\u{2069}”"))
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
    sentences: Vec<String>,
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
    relations: Vec<Choice>,
    shifts: Vec<Choice>,
    sections: Vec<String>,
    total: usize,
}

/// How many rows, and how many wordings, a page has as elements from the beginning.
const FIRST: usize = 300;

/// A list of which the beginning is there from the beginning.
struct Long<T> {
    first: Vec<T>,
    rest: Vec<T>,
}

impl<T> Long<T> {
    /// As much of a list as still has room, and the rest.
    fn of(mut first: Vec<T>, room: &mut usize) -> Self {
        let rest = first.split_off(first.len().min(*room));
        *room -= first.len();
        Long { first, rest }
    }

    /// All of it, to be changed.
    fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.first.iter_mut().chain(&mut self.rest)
    }

    /// All of it.
    fn iter(&self) -> impl Iterator<Item = &T> {
        self.first.iter().chain(&self.rest)
    }
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
    tables: &'a [RepeatTable],
}

/// The same as a fragment.
#[derive(Template)]
#[template(path = "html/repeats_fragment.html")]
struct RepeatsFragment<'a> {
    tables: &'a [RepeatTable],
}

/// Changes, or links between meetings of one kind.
struct Table<'a> {
    heading: String,
    notes: Vec<&'a str>,
    language: Option<&'a str>,
    rows: Long<Entry<'a>>,
}

/// A row with its address on the page.
struct Entry<'a> {
    id: String,
    row: Row<'a>,
    /// Its headings by their places among those that can be chosen.
    sections: String,
}

impl<'a> Entry<'a> {
    fn new(id: String, row: Row<'a>) -> Self {
        Entry { id, row, sections: String::new() }
    }
}

/// A piece of a redline.
struct Piece {
    /// `del`, `ins`, or nothing for what stayed.
    tag: &'static str,
    class: &'static str,
    text: String,
}

/// Something that can be chosen, with how often it occurs.
struct Choice {
    name: &'static str,
    /// In words; those of several kinds of pairs side by side.
    label: String,
    count: usize,
}

/// A page of a lineage or a comparison.
pub(super) fn page(view: &Overview<'_>, _: &Setting<'_>, out: &mut dyn Write) -> Written {
    let mut room = FIRST;
    let (lineage, mut comparisons) = (view.lineage(), tables(view, &mut room));
    for table in &mut comparisons {
        table.language = foreign(table.language);
    }
    let entry = |(at, row)| Entry::new(format!("e-{at}"), row);
    let entries = view.links().into_iter().enumerate().map(entry);
    let (precedents, follow_up) = entries.partition::<Vec<_>, _>(|entry| entry.row.link == Some(LinkKind::Precedent));
    let series = english::series_lines(lineage);
    let links = [(LinkKind::Precedent, precedents), (LinkKind::FollowUp, follow_up)];
    let links = links.into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(kind, rows)| Table {
        heading: english::links_heading(kind).to_owned(),
        // Precedents stay within a series.
        notes: series.iter().filter(|_| kind == LinkKind::Precedent).map(String::as_str).collect(),
        language: None,
        rows: Long::of(rows, &mut room),
    });
    let mut links: Vec<Table<'_>> = links.collect();
    let sections = sections(comparisons.iter().chain(&links).flat_map(|table| table.rows.iter()));
    for entry in comparisons.iter_mut().chain(&mut links).flat_map(|table| table.rows.iter_mut()) {
        entry.find(&sections);
    }
    let entries = comparisons.iter().chain(&links).flat_map(|table| table.rows.iter());
    let rows: Vec<&Row<'_>> = entries.map(|entry| &entry.row).collect();
    let facts = rows.iter().flat_map(|row| row.facts.iter().chain(&row.shift_names));
    let page = Page {
        title: &printable(&view.title),
        style: STYLE,
        script: SCRIPT,
        script_hash: SCRIPT_HASH,
        sentences: view.sentences(),
        picture: svg::picture(&Drawing::of(view.picture()), &view.title, false),
        relations: choices(rows.iter().map(|row| (row.name, row.label))),
        shifts: choices(facts.map(|&fact| (fact, fact))),
        total: rows.len(),
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

/// The change tables and redlines alone, to be pasted into another page.
pub(super) fn fragment(view: &Overview<'_>, _: &Setting<'_>, out: &mut dyn Write) -> Written {
    let mut room = usize::MAX;
    write(&Fragment { comparisons: tables(view, &mut room) }, out)
}

/// A page of what later meetings repeat of earlier ones.
pub(super) fn repeats(view: &RepeatsView, out: &mut dyn Write) -> Written {
    let title = printable(&english::repeats_title(&view.tables));
    write(&RepeatsPage { title: &title, style: STYLE, tables: &view.tables }, out)
}

/// The tables of that alone, to be pasted into another page.
pub(super) fn repeats_fragment(view: &RepeatsView, out: &mut dyn Write) -> Written {
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

/// What occurs, in the order in which it first does, with how often.
fn choices(names: impl Iterator<Item = (&'static str, &'static str)>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for (name, label) in names {
        match choices.iter_mut().find(|choice| choice.name == name) {
            Some(choice) => {
                choice.count += 1;
                if !choice.label.split(" / ").any(|one| one == label) {
                    choice.label.push_str(&format!(" / {label}"));
                }
            }
            None => choices.push(Choice { name, label: label.to_owned(), count: 1 }),
        }
    }
    choices
}

/// The most headings that anybody would choose from.
const CHOICES: usize = 60;

/// The headings of the rows, each once; none if there are too many to choose from.
fn sections<'a>(entries: impl Iterator<Item = &'a Entry<'a>>) -> Vec<String> {
    let mut known = BTreeSet::new();
    let all = entries.flat_map(|entry| headings_of(&entry.row));
    let sections: Vec<String> = all.filter(|section| known.insert(section.clone())).collect();
    if sections.len() > CHOICES { Vec::new() } else { sections }
}

/// The innermost headings of a row.
fn headings_of(row: &Row<'_>) -> Vec<String> {
    [row.old.heading(), row.new.heading()].into_iter().flatten().map(printable).collect()
}

/// The change tables, with room for some rows.
fn tables<'a>(view: &'a Overview<'_>, room: &mut usize) -> Vec<Table<'a>> {
    let rows = |place: usize, view: &'a ComparisonView| {
        view.rows().into_iter().enumerate().map(move |(at, row)| Entry::new(format!("c{place}-{at}"), row)).collect()
    };
    let table = |(place, view): (usize, &'a ComparisonView)| Table {
        heading: english::pair_heading(&view.old, &view.new),
        notes: view.remarks().collect(),
        language: view.language(),
        rows: Long::of(rows(place, view), room),
    };
    view.comparisons().iter().enumerate().map(table).collect()
}

impl Entry<'_> {
    /// Finds its headings among those that can be chosen.
    fn find(&mut self, sections: &[String]) {
        let own = headings_of(&self.row);
        let places = (0..sections.len()).filter(|&at| own.contains(&sections[at])).map(|at| at.to_string());
        self.sections = places.collect::<Vec<_>>().join(" ");
    }

    /// Whether its link may well be wrong.
    fn is_doubtful(&self) -> bool {
        self.row.certainty == Some(Certainty::Doubtful)
    }

    /// Whether its wording is one that stands among the wordings as it is: there is only one, or both are the same.
    fn stands_below(&self) -> bool {
        let stays = |piece: &Segment| piece.op == Op::Unchanged && piece.old.is_none();
        !self.row.is_linked() || (!self.row.redline.is_empty() && self.row.redline.iter().all(stays))
    }

    /// Its redline in pieces of HTML.
    fn pieces(&self) -> Vec<Piece> {
        pieces(&self.row.redline)
    }

    /// Both wordings, where there is no redline of the two.
    fn texts(&self) -> impl Iterator<Item = (&str, &String)> {
        let sides = if self.row.redline.is_empty() { vec![self.row.old, self.row.new] } else { Vec::new() };
        sides.into_iter().flat_map(|side| side.names().into_iter().zip(side.texts))
    }
}

/// A redline in pieces of HTML.
fn pieces(redline: &[Segment]) -> Vec<Piece> {
    let piece = |piece: Shown<'_>| {
        let tag = match piece.segment.op {
            Op::Unchanged => "",
            Op::Deleted => "del",
            Op::Inserted => "ins",
        };
        let class = match piece.segment.manner {
            None => "",
            Some(Manner::Moved) => "moved",
            Some(Manner::Punctuation | Manner::Case) => "slight",
            Some(Manner::Attribution) => "attribution",
            Some(Manner::Bracket) => "bracket",
        };
        let space = Piece { tag: "", class: "", text: piece.space.to_owned() };
        [space, Piece { tag, class, text: printable(piece.text) }]
    };
    shown(redline).flat_map(piece).filter(|piece| !piece.text.is_empty()).collect()
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
