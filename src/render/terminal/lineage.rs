//! The lineage of a corpus.

use std::collections::BTreeMap;

use comfy_table::{Cell, Table};

use super::comparison::comparison;
use super::redline::Layout;
use super::repeats::drawn;
use super::table::{LIST, ROWS, certainty_cell, finish, number, table};
use super::{Terminal, Text};
use crate::lineage::LinkKind;
use crate::render::text::{clean, faint, heading, strong};
use crate::report::{DocumentHead, LineageView, NodeView, Overview, english, opening};

/// The lineage of a corpus: its documents, the change table of each draft, the precedents, a summary. The change tables
/// alone where only some changes were asked for. Below each stand its wordings, if they are asked for.
pub(super) fn lineage(overview: &Overview<'_>, layout: Option<Layout>, terminal: Terminal) -> String {
    if overview.is_of_drafts() {
        let mut text = Text::new(terminal);
        drafts(overview.lineage(), &mut text, terminal);
        return text.out;
    }
    let tables = overview.comparisons().iter().map(|one| format!("{}\n", comparison(one, layout, terminal)));
    if overview.is_filtered() {
        return tables.collect();
    }
    let view = overview.lineage();
    let mut text = Text::titled(english::headings::OF_DOCUMENTS, terminal);
    text.out.push_str(&format!("{}\n\n", documents(view, terminal)));
    for line in english::series_lines(view) {
        text.add(0, &line);
    }
    text.out.push('\n');
    drafts(view, &mut text, terminal);
    text.out.extend(tables);
    for kind in [LinkKind::Precedent, LinkKind::FollowUp] {
        text.out.push_str(&links(view, kind, terminal));
    }
    text.out.push_str(&unlinked(view, terminal));
    text.out.push_str(&threads(view, terminal));
    text.out.push_str(&families(view, terminal));
    text.add(0, &english::lineage_sentence(view));
    text.out
}

/// How far drafts under negotiation have come, and whose words stand.
fn drafts(view: &LineageView, text: &mut Text, terminal: Terminal) {
    for (grid, sentence) in view.grids() {
        text.add(0, &heading(grid.title, terminal));
        text.out.push_str(&format!("{}\n", drawn(&grid, terminal)));
        text.add(0, &clean(sentence));
        text.out.push('\n');
    }
}

/// A table under its title; nothing where it has no rows.
fn titled(title: &str, rows: Table, unbroken: &[usize], terminal: Terminal) -> String {
    match rows.row_count() {
        0 => String::new(),
        _ => format!("{}\n{}\n\n", heading(title, terminal), finish(rows, unbroken)),
    }
}

/// Two ids in one cell: side by side they would leave the wording no room.
fn from_to(first: &str, last: &str) -> String {
    format!("{}\n→ {}", clean(first), clean(last))
}

/// What a person's decisions keep apart.
fn unlinked(view: &LineageView, terminal: Terminal) -> String {
    let mut rows = table(LIST, english::headings::UNLINKED, terminal);
    for apart in &view.unlinked {
        let decided = english::kept_apart(&apart.decision);
        rows.add_row([apart.source.as_str(), &apart.target, &decided].map(|text| Cell::new(clean(text))));
    }
    titled(english::headings::OF_UNLINKED, rows, &[0, 1], terminal)
}

/// The lives of threads, the longest first.
fn threads(view: &LineageView, terminal: Terminal) -> String {
    let mut rows = table(ROWS, english::headings::THREADS, terminal);
    for thread in &view.threads {
        let (first, last) = (&thread.provisions[0], &thread.provisions[thread.provisions.len() - 1]);
        let strength = english::strength_line(thread).map(|line| strong(&line, terminal));
        let wording = strength.into_iter().chain([clean(&thread.opening)]).collect::<Vec<_>>().join("\n");
        rows.add_row(vec![
            Cell::new(from_to(first, last)),
            number(thread.provisions.len()),
            number(thread.reworded),
            Cell::new(thread.outcome.join("\n")),
            Cell::new(wording),
        ]);
    }
    titled(english::headings::OF_THREADS, rows, &[0, 1, 2], terminal)
}

/// The families, the largest first.
fn families(view: &LineageView, terminal: Terminal) -> String {
    let mut rows = table(ROWS, english::headings::FAMILIES, terminal);
    for family in &view.families {
        rows.add_row(vec![
            Cell::new(clean(&family.words.join(", "))),
            number(family.provisions.len()),
            Cell::new(clean(&english::members(family).join(", "))),
        ]);
    }
    titled(english::headings::OF_FAMILIES, rows, &[1], terminal)
}

/// Which other documents one cites.
fn cited_by(view: &LineageView, id: &str) -> String {
    let cited: Vec<String> =
        view.citations.iter().filter(|one| one.source == id).map(|one| clean(&one.target)).collect();
    if cited.len() <= NAMED { cited.join("\n") } else { english::of_these(cited.len()) }
}

/// The links of a kind between meetings.
fn links(view: &LineageView, kind: LinkKind, terminal: Terminal) -> String {
    let nodes: BTreeMap<&str, &NodeView> = view.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let mut rows = table(ROWS, english::headings::LINKS, terminal);
    for edge in view.edges.iter().filter(|edge| edge.kind == kind) {
        let later = nodes.get(edge.target.as_str()).map(|node| clean(&opening(&node.text)));
        let decided = edge.decision.as_ref().map(|decision| strong(&english::decided(decision), terminal));
        rows.add_row(vec![
            Cell::new(from_to(&edge.source, &edge.target)),
            certainty_cell(Some(edge.confidence), english::doubt(edge.certainty), terminal),
            Cell::new(clean(&edge.shared.join(", "))),
            Cell::new(decided.into_iter().chain(later).collect::<Vec<_>>().join("\n")),
        ]);
    }
    titled(english::links_title(kind), rows, &[0, 1], terminal)
}

/// How many documents are named in a cell; of more, only the number is told.
const NAMED: usize = 3;

fn documents(view: &LineageView, terminal: Terminal) -> String {
    let heads: &[DocumentHead] = &view.documents;
    let has_citations = !view.citations.is_empty();
    let headings = english::headings::DOCUMENTS.into_iter().take(if has_citations { 6 } else { 5 });
    let mut rows = table(LIST, headings, terminal);
    for head in heads {
        let star = |field: &str| if head.metadata.is_inferred(field) { " *" } else { "" };
        let count = |count: usize| number(if count == 0 { "–".to_owned() } else { count.to_string() });
        let symbol = head.metadata.symbol.iter().map(|symbol| format!("{}{}", faint(symbol, terminal), star("symbol")));
        let name: Vec<String> = std::iter::once(clean(&head.id)).chain(symbol).collect();
        let cells = [
            Cell::new(name.join("\n")),
            Cell::new(head.metadata.date.map(|date| format!("{date}{}", star("date"))).unwrap_or_default()),
            Cell::new(english::stage(head.metadata.stage())),
            count(head.counts.recommendation + head.counts.item),
            count(head.counts.paragraph),
        ];
        rows.add_row(cells.into_iter().chain(has_citations.then(|| Cell::new(cited_by(view, &head.id)))));
    }
    let mut out = finish(rows, &[0, 1, 2, 3, 4]);
    let legend = [
        (
            english::INFERRED,
            heads.iter().any(|head| head.metadata.is_inferred("date") || head.metadata.is_inferred("symbol")),
        ),
        (english::UNITS_COUNTED, heads.iter().any(|head| head.counts.item > 0)),
    ];
    for (text, _) in legend.into_iter().filter(|(_, applies)| *applies) {
        out.push_str(&format!("\n{}", faint(text, terminal)));
    }
    out
}
