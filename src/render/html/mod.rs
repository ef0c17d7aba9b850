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
    RepeatsView, Row, Segment, Side, Style, Synoptic, SynopticCell, SynopticRow, Tally, ThreadView, Tone, opening,
    runs,
};

const STYLE: &str = concat!(
    include_str!("style/colours.css"),
    include_str!("style/page.css"),
    include_str!("style/tables.css"),
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
    include_str!("script/reading.js"),
    include_str!("script/filters.js"),
    include_str!("script/tables.js"),
    include_str!("script/page.js"),
);

/// The hash of the script, by which the page's content security policy knows it. A test holds it to the script.
const SCRIPT_HASH: &str = "sha256-WHWXg4yQwZzcBRdJcdpbeHCwVtDWvWM5zYZZCOQAMfA=";

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
    /// Whether its rows are of many documents, so that provisions are named by their ids.
    is_of_many: bool,
    rows: Long<Entry<'a>>,
}

/// A row with its address on the page.
struct Entry<'a> {
    id: String,
    row: Row<'a>,
    /// Those that are told with it as one.
    others: Vec<Row<'a>>,
    /// Its headings by their places among those that can be chosen.
    sections: String,
}

/// A synoptic table.
struct SynopticTable<'a> {
    documents: Vec<&'a DocumentHead>,
    rows: Long<SynopticEntry<'a>>,
}

/// A row of one, with its address on the page.
struct SynopticEntry<'a> {
    id: String,
    /// Whether it is linked to no other document.
    is_alone: bool,
    /// Whether it holds what no later report repeats, and what no earlier one has.
    is_dropped: bool,
    is_fresh: bool,
    cells: Vec<SynopticCell<'a>>,
    /// The language of each column, where it is not the page's own.
    languages: Vec<Option<&'a str>>,
}

impl SynopticEntry<'_> {
    /// The language of a column.
    fn language(&self, column: &usize) -> Option<&str> {
        self.languages[*column]
    }
}

/// A piece of a redline.
struct Piece {
    /// `del`, `ins`, or nothing for what stayed.
    tag: &'static str,
    class: &'static str,
    text: String,
}

/// A page of a lineage or a comparison.
pub(super) fn page(view: &Overview<'_>, _: &Setting<'_>, out: &mut dyn Write) -> Written {
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
        style: &[STYLE, &running_head(&view.title)].concat(),
        script: SCRIPT,
        script_hash: SCRIPT_HASH,
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

/// What happened in numbers, each with what the addresses of its rows begin with; nothing for all rows.
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

/// The synoptic tables. Of two documents the change table is one, with its wordings side by side.
fn synoptic<'a>(view: &'a Overview<'_>) -> Vec<SynopticTable<'a>> {
    if view.is_of_two() && view.comparisons().len() == 1 {
        return Vec::new();
    }
    let [dropped, fresh] = view.lone();
    let holds = |row: &SynopticRow<'a>, ids: &BTreeSet<&str>| {
        row.cells.iter().flat_map(|cell| &cell.wordings).any(|one| ids.contains(&*one.node.id))
    };
    let mut room = FIRST;
    let mut table = |(place, table): (usize, Synoptic<'a>)| {
        let languages: Vec<Option<&str>> =
            table.documents.iter().map(|head| foreign(head.metadata.language.as_deref())).collect();
        let rows = table.parts().into_iter().flat_map(|(_, rows)| rows);
        let row = |(at, row): (usize, SynopticRow<'a>)| SynopticEntry {
            id: format!("s{place}-{at}"),
            is_alone: row.is_alone(),
            is_dropped: holds(&row, &dropped),
            is_fresh: holds(&row, &fresh),
            cells: row.cells,
            languages: languages.clone(),
        };
        let rows = rows.enumerate().map(row).collect();
        SynopticTable { documents: table.documents, rows: Long::of(rows, &mut room) }
    };
    view.synoptics().into_iter().enumerate().map(&mut table).collect()
}

/// Rows with their addresses, which begin with a key; what is told as one is one.
fn entries<'a>(rows: Vec<Row<'a>>, key: &str) -> Vec<Entry<'a>> {
    let lengths: Vec<usize> = runs(&rows).map(<[Row<'_>]>::len).collect();
    let mut rows = rows.into_iter();
    let entry = |(at, length): (usize, usize)| {
        let row = rows.next()?;
        let others = rows.by_ref().take(length - 1).collect();
        Some(Entry { id: format!("{key}-{at}"), row, others, sections: String::new() })
    };
    lengths.into_iter().enumerate().map_while(entry).collect()
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
fn tables<'a>(all: &'a Overview<'_>, room: &mut usize) -> Vec<Table<'a>> {
    let rows = |place: usize, view: &'a ComparisonView| entries(view.rows(), &format!("c{place}"));
    let table = |(place, view): (usize, &'a ComparisonView)| Table {
        heading: english::pair_heading(&view.old, &view.new),
        notes: if all.is_of_history() { Vec::new() } else { view.remarks().collect() },
        language: view.language(),
        is_of_many: false,
        rows: Long::of(rows(place, view), room),
    };
    all.comparisons().iter().enumerate().map(table).collect()
}

impl<'a> Entry<'a> {
    /// Finds its headings among those that can be chosen.
    fn find(&mut self, sections: &[String]) {
        let own = headings_of(&self.row);
        let places = (0..sections.len()).filter(|&at| own.contains(&sections[at])).map(|at| at.to_string());
        self.sections = places.collect::<Vec<_>>().join(" ");
    }

    /// The attribute of a word that says that less is asked, or more.
    fn tone(&self, name: &str) -> &'static str {
        match Tone::of(name) {
            Tone::Plain => "",
            Tone::Less => " class=less",
            Tone::More => " class=more",
        }
    }

    /// The class of a row that asks for less or more than before, behind another; of both the first.
    fn class(&self) -> &'static str {
        let tones: Vec<Tone> = self.row.shift_names.iter().map(|name| Tone::of(name)).collect();
        match (tones.contains(&Tone::Less), tones.contains(&Tone::More)) {
            (true, _) => " less",
            (false, true) => " more",
            (false, false) => "",
        }
    }

    /// How many are told as one.
    fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// The id and the label of the last provision that is told; what is told as one stands on one side.
    fn last(&self) -> (&str, &str) {
        let row = self.others.last().unwrap_or(&self.row);
        let side = if row.new.ids.is_empty() { row.old } else { row.new };
        (side.ids.last().map_or("", |id| id), side.labels.last().map_or("", String::as_str))
    }

    /// The provisions that are told as one: their ids, labels and opening words.
    fn folded(&self) -> Vec<(&'a str, &'a str, String)> {
        let sides = std::iter::once(&self.row).chain(&self.others).flat_map(|row| [row.old, row.new]);
        let of = |side: Side<'a>| side.ids.iter().zip(side.labels).zip(side.texts);
        sides.flat_map(of).map(|((id, label), text)| (&**id, label.as_str(), opening(text))).collect()
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
