//! The lineage of a corpus, for a terminal.

use std::collections::BTreeMap;

use comfy_table::{Cell, CellAlignment};

use super::Terminal;
use super::comparison::{comparison, decided, told_apart};
use super::table::{LIST, ROWS, finish, header_cell, never_break, table};
use super::text::{clean, doubtful, faint, heading, strong, wrapped};
use crate::align::Certainty;
use crate::lineage::LinkKind;
use crate::view::{ComparisonView, DocumentHead, LineageView, NodeView};

/// The lineage of a corpus: its documents, the change table of each draft, the precedents, a summary.
pub fn lineage(view: &LineageView, comparisons: &[ComparisonView], terminal: Terminal) -> String {
    let mut out = format!("{}\n{}\n\n", heading("Documents", terminal), documents(view, terminal));
    out.push_str(&changes(comparisons, terminal));
    for (kind, title) in [
        (LinkKind::Precedent, "Precedents: what an earlier meeting had adopted already"),
        (LinkKind::FollowUp, "Follow-up: what a later report tells of it"),
    ] {
        out.push_str(&echoes(view, kind, title, terminal));
    }
    out.push_str(&unlinked(view, terminal));
    out.push_str(&threads(view, terminal));
    out.push_str(&wrapped(&view.sentence(), 0, terminal));
    out.push('\n');
    out
}

/// The change table of each draft.
pub fn changes(comparisons: &[ComparisonView], terminal: Terminal) -> String {
    comparisons.iter().map(|one| format!("{}\n", comparison(one, terminal))).collect()
}

/// Two ids in one cell: side by side they would leave the wording no room.
fn from_to(first: &str, last: &str) -> String {
    format!("{}\n→ {}", clean(first), clean(last))
}

/// What a person's decisions keep apart; nothing where there is nothing.
fn unlinked(view: &LineageView, terminal: Terminal) -> String {
    if view.unlinked.is_empty() {
        return String::new();
    }
    let mut rows = table(LIST, terminal);
    rows.set_header(["Earlier", "Later", "Decided"].map(header_cell));
    for apart in &view.unlinked {
        rows.add_row([&apart.source, &apart.target, &told_apart(apart)].map(|text| Cell::new(clean(text))));
    }
    never_break(&mut rows, &[0, 1]);
    format!("{}\n{}\n\n", heading("Not linked, by a person's decision", terminal), finish(&rows))
}

/// The lives of threads, the longest first; nothing where there are none.
fn threads(view: &LineageView, terminal: Terminal) -> String {
    if view.threads.is_empty() {
        return String::new();
    }
    let mut rows = table(ROWS, terminal);
    rows.set_header(["From, to", "Size", "Reworded", "Status", "Strength, last wording"].map(header_cell));
    for thread in &view.threads {
        let status = thread.standing();
        let (first, last) = (&thread.provisions[0], &thread.provisions[thread.provisions.len() - 1]);
        let strength = thread.strength_line().map(|line| strong(&line, terminal));
        let wording = strength.into_iter().chain([clean(&thread.opening)]).collect::<Vec<_>>().join("\n");
        rows.add_row(vec![
            Cell::new(from_to(first, last)),
            Cell::new(thread.provisions.len()).set_alignment(CellAlignment::Right),
            Cell::new(thread.reworded).set_alignment(CellAlignment::Right),
            Cell::new(status.join("\n")),
            Cell::new(wording),
        ]);
    }
    never_break(&mut rows, &[0, 1, 2, 3]);
    format!("{}\n{}\n\n", heading("Threads: the life of each provision that is linked", terminal), finish(&rows))
}

/// Which other documents one cites.
fn cited_by(view: &LineageView, id: &str) -> String {
    let cited: Vec<String> =
        view.citations.iter().filter(|one| one.source == id).map(|one| clean(&one.target)).collect();
    if cited.len() <= NAMED { cited.join("\n") } else { format!("{} of these", cited.len()) }
}

/// The links of a kind between meetings; nothing where there are none.
fn echoes(view: &LineageView, kind: LinkKind, title: &str, terminal: Terminal) -> String {
    let edges: Vec<_> = view.edges.iter().filter(|edge| edge.kind == kind).collect();
    if edges.is_empty() {
        return String::new();
    }
    let nodes: BTreeMap<&str, &NodeView> = view.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let mut rows = table(ROWS, terminal);
    rows.set_header(["From, to", "Certainty", "Shared", "Later wording"].map(header_cell));
    for edge in edges {
        let later = nodes.get(edge.target.as_str());
        let wording = later.map(|node| crate::view::opening(&node.text)).unwrap_or_default();
        let score = match edge.certainty {
            Certainty::Sure => format!("{:.2}", edge.confidence),
            certainty => format!("{:.2}\n{}", edge.confidence, doubtful(certainty.name(), terminal)),
        };
        rows.add_row(vec![
            Cell::new(from_to(&edge.source, &edge.target)),
            Cell::new(score),
            Cell::new(clean(&edge.shared.join(", "))),
            Cell::new(match &edge.decision {
                Some(decision) => format!("{}\n{}", strong(&decided(decision), terminal), clean(&wording)),
                None => clean(&wording),
            }),
        ]);
    }
    never_break(&mut rows, &[0, 1]);
    format!("{}\n{}\n\n", heading(title, terminal), finish(&rows))
}

/// How many documents are named in a cell; of more, only the number is told.
const NAMED: usize = 3;

fn documents(view: &LineageView, terminal: Terminal) -> String {
    let heads: &[DocumentHead] = &view.documents;
    let mut rows = table(LIST, terminal);
    let cites = (!view.citations.is_empty()).then_some("Cites");
    rows.set_header(["Document", "Date", "Stage", "Rec.", "Para."].into_iter().chain(cites).map(header_cell));
    let has_items = heads.iter().any(|head| head.counts.item > 0);
    for head in heads {
        let inferred = |field: &str| if head.inferred.iter().any(|name| name == field) { " *" } else { "" };
        let count = |count: usize| {
            let shown = if count == 0 { "–".to_owned() } else { count.to_string() };
            Cell::new(shown).set_alignment(CellAlignment::Right)
        };
        let mut name = clean(&head.id);
        if let Some(symbol) = &head.symbol {
            name.push_str(&format!("\n{}{}", faint(symbol, terminal), inferred("symbol")));
        }
        rows.add_row(
            [
                Cell::new(name),
                Cell::new(head.date.map(|date| format!("{date}{}", inferred("date"))).unwrap_or_default()),
                Cell::new(head.stage.name()),
                count(head.counts.recommendation + head.counts.item),
                count(head.counts.paragraph),
            ]
            .into_iter()
            .chain(cites.map(|_| Cell::new(cited_by(view, &head.id)))),
        );
    }
    never_break(&mut rows, &[0, 1, 2, 3, 4]);
    let mut out = finish(&rows);
    let any_inferred = heads.iter().any(|head| head.inferred.iter().any(|name| name == "date" || name == "symbol"));
    let legend = [
        ("* inferred; does not stand in the document", any_inferred),
        ("units of a list are counted as recommendations", has_items),
    ];
    for (text, _) in legend.into_iter().filter(|(_, applies)| *applies) {
        out.push_str(&format!("\n{}", faint(text, terminal)));
    }
    out
}
